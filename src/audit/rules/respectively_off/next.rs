//! The values that those of 分别 became: `得分分别是71分、68分和74分，一年后，提高到86分、85分和90分`. As many follow as went before.

use super::values;
use crate::audit::Verdicts;
use crate::reading::{Mention, Reading};
use std::ops::Range;

const BECAME: [&str; 14] = [
    "提高到",
    "提高至",
    "增加到",
    "增加至",
    "上升到",
    "上升至",
    "下降到",
    "下降至",
    "降低到",
    "减少到",
    "增至",
    "升至",
    "降至",
    "扩大到",
];

pub fn check(reading: &Reading, sentence: &Range<usize>, first: &[&Mention], verdicts: &mut Verdicts) {
    let Some(last) = first.last().filter(|_| first.len() >= 2) else { return };
    let text = reading.text();
    let rest = &text[last.range.end..sentence.end];
    let part = &rest[..rest.find(['；', '。']).unwrap_or(rest.len())];
    let Some(verb) = BECAME.iter().filter_map(|verb| part.find(verb).map(|at| (at, verb.len()))).min() else { return };
    let from = last.range.end + verb.0 + verb.1;
    // 平均分提高到71分: another thing. Only a clause of its own goes on about all of them.
    let clause = part[..verb.0].rsplit('，').next().unwrap_or("");
    let is_plain = ["", "分别", "依次", "又分别", "全部", "都"].contains(&clause)
        && reading.between(&(last.range.end..last.range.end + verb.0)).iter().all(|m| m.unit() != last.unit());
    let next = values(reading, sentence, from);
    let starts = next.first().is_some_and(|m| m.range.start == from && m.unit() == last.unit());
    if !is_plain || !starts || next.len() < 2 || next.len() == first.len() {
        return;
    }
    verdicts
        .wrong(
            from..next[next.len() - 1].range.end,
            format!("前后两列数个数不等：前面{}个，后面{}个", first.len(), next.len()),
            format!("two lists of values do not pair: {} before, {} behind", first.len(), next.len()),
        )
        .help("补上漏掉的数值", "add the value that is missing");
}
