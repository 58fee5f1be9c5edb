//! Some of a set by name and the rest by number: `7个县（区）中，河西区、云门县、青坪县整改完成率超过95%，其余4个县（区）在86%至95%之间`. From the whole to the names of one clause and the rest in the
//! next.

use crate::audit::Verdicts;
use crate::audit::items;
use crate::reading::{Mention, ParagraphKind, Reading, is_han};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// A name is no longer than this, in characters.
const NAME: usize = 6;

const REST: [&str; 5] = ["其余", "其他", "其它", "剩下", "余下"];

/// With what the name of a place or of an office ends.
const ENDS: &str = "省市县区镇乡村局院校站所队厂场";

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for rest in &reading.mentions {
        let is_table = reading.paragraphs[rest.paragraph].kind == ParagraphKind::TableRow;
        let words = reading.before(rest);
        let is_rest = REST.iter().any(|word| words == *word || words == format!("{word}的"));
        if is_table || !is_rest || !is_count(rest) {
            continue;
        }
        let whole = whole_and_names(reading, rest)
            .map(|(whole, names)| (whole.quantity.value(), reading.printed(whole).to_string(), names));
        if let Some((whole, printed, names)) = whole.or_else(|| in_han(reading, rest)) {
            judge(reading, verdicts, (whole, &printed), names, rest);
        }
    }
}

fn is_count(m: &Mention) -> bool {
    m.unit().is_counted() && m.upper.is_none() && m.quantity.bound.is_none() && !m.is_quoted
}

/// 7个县（区）中, and how many names the clause between has.
fn whole_and_names<'r>(reading: &'r Reading, rest: &Mention) -> Option<(&'r Mention, usize)> {
    let text = reading.text();
    let start = reading.sentences[rest.sentence].range.start;
    let whole = reading.between(&(start..rest.range.start)).iter().find(|m| m.unit() == rest.unit() && is_count(m))?;
    let between = &text[whole.range.end..rest.clause.start.max(whole.range.end)];
    let (noun, list) = between.split_once("中，")?;
    names(list).filter(|_| noun.chars().count() <= 8).map(|names| (whole, names))
}

/// 三个作业区中，一区、二区已经实现机械化，其余1个区: the whole in characters.
fn in_han(reading: &Reading, rest: &Mention) -> Option<(Decimal, String, usize)> {
    let start = reading.sentences[rest.sentence].range.start;
    let lead = &reading.text()[start..rest.clause.start.max(start)];
    let (head, list) = lead.split_once("中，")?;
    let clause = items::last_clause(head);
    let (at, number, length) = clause.char_indices().rev().find_map(|(at, _)| {
        let (number, length) = items::han(&clause[at..])?;
        clause[at + length..].starts_with(rest.unit().name()).then_some((at, number, length))
    })?;
    let is_free = !clause[..at].ends_with(['第', '十', '百', '几']) && clause[at + length..].chars().count() <= 8;
    let printed = format!("{}{}", &clause[at..at + length], rest.unit().name());
    names(list).filter(|_| is_free).map(|names| (Decimal::from(number), printed, names))
}

/// How many names a list has with which a clause begins, where nothing else is said in it.
fn names(list: &str) -> Option<usize> {
    let clause = list.trim_end_matches('，');
    let pieces = items::pieces(clause);
    let (last, others) = pieces.split_last()?;
    let is_name = |name: &&str| {
        (2..=NAME).contains(&name.chars().count()) && name.chars().all(is_han) && name.ends_with(|c| ENDS.contains(c))
    };
    let is_plain = !clause.contains(['，', '；', '。', '等'])
        && !last.contains(['和', '与', '及'])
        && last.contains(|c| ENDS.contains(c))
        && others.iter().all(is_name);
    (is_plain && !others.is_empty()).then_some(pieces.len())
}

fn judge(reading: &Reading, verdicts: &mut Verdicts, (whole, printed): (Decimal, &str), names: usize, rest: &Mention) {
    let left = reading.printed(rest);
    let right = whole - Decimal::from(names);
    let sum = format!("{printed}-{names} = {}{}", right.normalize(), rest.unit().name());
    if right == rest.quantity.value() {
        return verdicts.holds(rest.range.clone(), sum);
    }
    if right <= Decimal::ZERO || right.to_usize().is_none() {
        return;
    }
    verdicts
        .wrong(
            rest.range.clone(),
            format!("点名的与其余的合起来不是总数：{sum}，文中是{left}"),
            format!("the named ones and the rest do not make the whole: {sum}, the text says {left}"),
        )
        .help("核对总数、点到的名称和其余的数", "check the whole, the names and the rest");
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn names_and_the_rest_make_the_whole() {
        expect(
            "sum-off",
            &[
                "7个县（区）中，河西区、云门县、青坪县完成率超过95%，其余5个县（区）在86%至95%之间。",
                "12个乡镇中，白沙镇、石门镇已通过验收，其余9个年底前完成。",
                "全场三个作业区中，一区、二区已经实现全程机械化，其余2个区机械化率92%。",
            ],
            &[
                "7个县（区）中，河西区、云门县、青坪县完成率超过95%，其余4个县（区）在86%至95%之间。",
                "12个乡镇中，白沙镇、石门镇等已通过验收，其余9个年底前完成。",
                "12个乡镇中，白沙镇和石门镇、青山镇已通过验收，其余9个年底前完成。",
                "12个乡镇中，白沙镇、石门镇已通过验收，青山镇正在整改，其余9个年底前完成。",
            ],
        );
    }
}
