//! From one value to another and, right behind, by how much: `建成道路从12.4公里增加到86.5公里，新增了74.1公里`. Only where the clause of the difference names nothing of its own.

use super::tell_balance;
use crate::audit::Verdicts;
use crate::audit::arithmetic;
use crate::reading::{Mention, ParagraphKind, Reading};

const BY: [&str; 18] = [
    "新增",
    "新增加",
    "净增",
    "净增加",
    "增加",
    "增",
    "多",
    "多出",
    "增长",
    "扩大",
    "提高",
    "净减",
    "净减少",
    "减少",
    "少",
    "减",
    "下降",
    "降低",
];

const TO: [&str; 12] = ["到", "至", "为", "增为", "增至", "降至", "减至", "升至", "提至", "扩至", "提到", "降到"];

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for three in reading.mentions.windows(3) {
        let [from, to, by] = three else { continue };
        let are_here = three.iter().all(|m| m.sentence == by.sentence && m.unit() == by.unit() && is_plain(m));
        let is_table = reading.paragraphs[by.paragraph].kind == ParagraphKind::TableRow;
        if !is_table && are_here && leads_on(reading, [from, to, by]) {
            judge(reading, verdicts, [from, to, by]);
        }
    }
}

fn is_plain(m: &Mention) -> bool {
    m.has_unit() && m.upper.is_none() && m.quantity.bound.is_none() && !m.is_quoted && !m.is_percent() && !m.is_points()
}

/// 从…公里增加到…公里，新增了…
fn leads_on(reading: &Reading, [from, to, by]: [&Mention; 3]) -> bool {
    let text = reading.text();
    let starts = ["从", "由"].iter().any(|word| reading.subject(from).contains(word));
    let way = &text[from.range.end..to.range.start.max(from.range.end)];
    // 增加到本学期的143人次
    let way = match way.strip_suffix('的').and_then(|way| way.rsplit_once(['到', '至'])) {
        Some((_, when)) if when.chars().count() <= 6 => &way[..way.len() - when.len() - '的'.len_utf8()],
        _ => way,
    };
    let arrives = TO.iter().any(|word| way.ends_with(word)) && !way.contains(['，', '；', '。', '、']);
    let lead = &text[to.range.end..by.range.start.max(to.range.end)];
    let said = lead.trim_end_matches(['了', '约']).strip_prefix('，');
    starts && arrives && said.is_some_and(|said| BY.contains(&said))
}

fn judge(reading: &Reading, verdicts: &mut Verdicts, [from, to, by]: [&Mention; 3]) {
    let (high, low) = if to.quantity.value() >= from.quantity.value() { (to, from) } else { (from, to) };
    let Some(outcome) = arithmetic::difference(reading, high, low) else { return };
    match outcome.fits(by) {
        true => verdicts.holds(by.range.clone(), outcome.words(by)),
        false if verdicts.has_told(&by.range) => {}
        false => tell_balance(reading, verdicts, by, &outcome),
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn what_lies_between_two_values_is_said_right_behind() {
        expect(
            "increment-off",
            &["建成道路从12.4公里增加到59.5公里，新增了74.1公里。", "学会会员由首届的126人发展到412人，净增加268人。"],
            &[
                "建成道路从12.4公里增加到86.5公里，新增了74.1公里。",
                "企业由86家增加到97家，新增规上企业5家。",
                "企业由86家增加到97家，其中新增15家。",
                "注册志愿者由1.2万人增加到1.5万人，新增约2800人。",
            ],
        );
    }
}
