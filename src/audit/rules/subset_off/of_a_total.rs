//! A kind of a thing larger than its total: `总库容2480万立方米，…死库容3124万立方米`. From 总 and a noun to what has the same noun behind another word in the sentence.

use super::{is_larger, tell};
use crate::audit::Verdicts;
use crate::audit::relations::operands;
use crate::reading::{Mention, ParagraphKind, Reading, is_han};

/// Nouns of which there is no more in a kind than in all.
const NOUNS: [&str; 12] =
    ["库容", "面积", "人口", "户数", "人数", "里程", "长度", "装机", "床位", "编制", "用地", "水量"];

/// What is reached with a thing is no part of it.
const BEYOND: [&str; 8] = ["带动", "辐射", "覆盖", "惠及", "受益", "服务", "控制", "流域"];

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for (index, total) in reading.mentions.iter().enumerate() {
        let is_table = reading.paragraphs[total.paragraph].kind == ParagraphKind::TableRow;
        let Some(noun) = noun(reading, total).filter(|_| !is_table && is_value(reading, total)) else { continue };
        let behind = reading.mentions[index + 1..].iter().take_while(|m| m.sentence == total.sentence).take(8);
        for part in behind.filter(|m| m.unit() == total.unit() && is_value(reading, m)) {
            let Some(kind) = name(reading, part).strip_suffix(noun).filter(|kind| is_kind(kind)) else { continue };
            let is_larger = is_larger(part, total);
            if kind.ends_with('总') {
                break;
            }
            match is_larger {
                true if !verdicts.has_told(&part.range) => tell(reading, verdicts, part, total),
                true => {}
                false => {
                    let words = format!("{} ≤ {}", reading.printed(part), reading.printed(total));
                    verdicts.holds(part.range.clone(), words);
                }
            }
        }
    }
}

fn is_value(reading: &Reading, m: &Mention) -> bool {
    operands::is_value(reading, m) && m.change.is_none() && m.upper.is_none() && !operands::is_elsewhere(reading, m)
}

fn name<'r>(reading: &'r Reading, m: &Mention) -> &'r str {
    reading.before(m).trim_end_matches(['为', '达', '约', '有', '共'])
}

/// 库容 of 总库容
fn noun(reading: &Reading, total: &Mention) -> Option<&'static str> {
    let name = name(reading, total);
    NOUNS.into_iter().find(|noun| name.strip_suffix(noun).is_some_and(|lead| lead.ends_with('总')))
}

/// 死, 兴利, 其中耕地: a word or two that say which.
fn is_kind(kind: &str) -> bool {
    (1..=6).contains(&kind.chars().count())
        && kind.chars().all(is_han)
        && !BEYOND.iter().any(|word| kind.contains(word))
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn a_kind_is_no_more_than_the_total() {
        expect(
            "subset-off",
            &["总库容2480万立方米，其中兴利库容1736万立方米，占总库容的70%；死库容3124万立方米。"],
            &[
                "总库容2480万立方米，其中兴利库容1736万立方米，占总库容的70%；死库容124万立方米。",
                "总面积12.5平方公里，流域面积86平方公里。",
                "总人口3.2万人，覆盖人口8.6万人。",
            ],
        );
    }
}
