//! A whole in two measures, and its parts in one of them each: `馆藏档案60.5万卷（件），其中以卷为单位的18.6万卷、以件为单位的41.9万件`,
//! `机具1286台（套），其中拖拉机860台、灌溉设备426套`.

use super::Sum;
use crate::audit::Verdicts;
use crate::audit::passage::measured;
use crate::reading::{Mention, Reading, measure_word};

/// So far behind the whole its first part may stand, in bytes.
const NEAR: usize = 90;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for (index, whole) in reading.mentions.iter().enumerate() {
        let Some(other) = other_measure(reading, whole) else { continue };
        let parts = parts(reading, index, other);
        let has_both = [whole.unit().name(), other].iter().all(|unit| parts.iter().any(|m| m.unit().name() == *unit));
        if !has_both {
            continue;
        }
        // One measure for all, so that they can be added.
        let alike: Vec<Mention> = parts.iter().map(|part| in_measure_of(whole, part)).collect();
        Sum { parts: alike.iter().collect(), whole: &measured(whole) }.tell_slip(reading, verdicts);
    }
}

/// 件 of 60.5万卷（件）.
fn other_measure<'r>(reading: &'r Reading, whole: &Mention) -> Option<&'r str> {
    let inner = reading.text()[whole.range.end..].strip_prefix('（')?;
    let word = measure_word(inner);
    let is_all = !word.is_empty() && inner[word.len()..].starts_with('）');
    (is_all && whole.unit().is_counted() && word != whole.unit().name()).then_some(word)
}

/// The quantities of either measure behind 其中, up to the first of a third one.
fn parts<'r>(reading: &'r Reading, index: usize, other: &str) -> Vec<&'r Mention> {
    let whole = &reading.mentions[index];
    let text = reading.text();
    let behind = reading.mentions[index + 1..].iter().take_while(|m| m.sentence == whole.sentence);
    let is_plain = |m: &&Mention| m.change.is_none() && m.upper.is_none() && m.quantity.bound.is_none();
    let is_part = |m: &&Mention| (m.unit() == whole.unit() || m.unit().name() == other) && is_plain(m);
    let list: Vec<&Mention> = behind.take_while(is_part).collect();
    let leads = list.first().is_some_and(|first| {
        let lead = &text[whole.range.end..first.range.start];
        lead.len() <= NEAR && ["其中", "包括", "分别"].iter().any(|word| lead.contains(word))
    });
    if leads && list.len() >= 2 { list } else { Vec::new() }
}

fn in_measure_of(whole: &Mention, part: &Mention) -> Mention {
    let mut alike = part.clone();
    alike.quantity.unit = whole.unit().clone();
    alike
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn parts_of_either_measure_are_added() {
        expect(
            "sum-off",
            &[
                "馆藏档案60.5万卷（件），其中以卷为保管单位的18.6万卷、以件为保管单位的49.1万件。",
                "全县有农业机具1286台（套），其中拖拉机860台、灌溉设备462套。",
            ],
            &[
                "馆藏档案60.5万卷（件），其中以卷为保管单位的18.6万卷、以件为保管单位的41.9万件。",
                "全县有农业机具1286台（套），其中拖拉机860台、灌溉设备426套。",
                "全县有农业机具1286台（套），其中拖拉机860台、收割机133台。",
                "新建泵站6座（处），总投资1.2亿元，其中中央资金4800万元。",
            ],
        );
    }
}
