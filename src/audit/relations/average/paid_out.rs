//! The sum that a rate of pay without 平均 shares out: 为386名军人家庭发放优待金772万元，每户2万元. From an average with its candidates to the
//! total that stands just before it with its count, if it can be no other. Judges nothing.

use super::Average;
use crate::audit::relations::operands::{Operand, Tie};
use crate::audit::relations::words;
use crate::reading::{Mention, Reading};

/// Words of a rate that is a limit, a price or one of several.
const OTHERS: [&str; 23] = [
    "按", "最高", "最低", "最多", "最少", "限", "标准", "不超", "可", "起", "成本", "利润", "售价", "单价", "价格",
    "租金", "保费", "再", "另", "分别", "原", "节", "省",
];

/// In bytes, between the total and its average.
const LONGEST: usize = 24;

pub fn paid_out<'r>(
    reading: &'r Reading,
    average: &Average<'r>,
    totals: &[Operand<'r>],
    counts: &[Operand<'r>],
) -> Option<&'r Mention> {
    let total = totals.iter().find(|one| one.tie == Tie::Tight)?.mention;
    let count = counts.iter().find(|one| one.tie == Tie::Tight)?.mention;
    let text = reading.text();
    let start = reading.sentences[average.result.sentence].range.start;
    let is_here = |m: &Mention| m.sentence == average.result.sentence && m.range.end <= average.result.range.start;
    if !is_here(total) || !is_here(count) {
        return None;
    }
    let between = &text[total.range.end..average.result.range.start];
    let is_beside = between.starts_with('，') && between.len() <= LONGEST && !between['，'.len_utf8()..].contains('，');
    let lead = &text[start..average.result.range.start];
    let is_part = ["其中", "包括", "年来", "每月", "每天", "每日", "每次", "每学期", "累计"]
        .iter()
        .any(|word| lead.contains(word));
    let of_what = average.of_what.trim_start_matches("每年");
    let says_the_same = of_what.is_empty() || ["造价", "投资"].iter().any(|word| of_what.ends_with(word));
    if !says_the_same && words::shared(of_what, reading.subject(total)) == 0 {
        return None;
    }
    let is_other = OTHERS.iter().any(|word| between.contains(word));
    // Nothing else was shared out before it, and nobody else had of it.
    let alike = |one: &Mention| {
        let before = &reading.between(&(start..average.result.range.start));
        before.iter().filter(|m| m.unit().converts_to(one.unit())).count()
    };
    (is_beside && !is_part && !is_other && alike(total) == 1 && alike(count) == 1).then_some(total)
}
