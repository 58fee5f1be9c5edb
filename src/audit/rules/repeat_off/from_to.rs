//! Two figures of the text in one breath: `从12个人到216个人`, `从36户到428户`. Where the first was said before and the second was not, but one
//! with two of its digits exchanged was, that one is meant.

use super::tell;
use crate::audit::Verdicts;
use crate::audit::mend::{self, digits_swapped};
use crate::reading::{Mention, Reading};

pub fn check(reading: &Reading, verdicts: &mut Verdicts, index: usize) {
    let Some((from, to, place)) = from_to(reading, index) else { return };
    if mend::precision(&to) < 3 {
        return;
    }
    let thing = thing(reading, place);
    let is_alike = |m: &&Mention| m.range.end <= from.range.start && self::thing(reading, m) == thing && is_plain(m);
    let before: Vec<&Mention> = reading.around_before(&from).iter().filter(is_alike).collect();
    let is_said = |value: &Mention| before.iter().any(|m| m.quantity.value() == value.quantity.value());
    let swapped = before.iter().find(|m| digits_swapped(m, &to));
    if let (true, false, Some(first)) = (is_said(&from), is_said(&to), swapped) {
        tell(reading, verdicts, first, place);
    }
}

/// Both figures, and where the second stands: 从36户到428户 is read as one that has two ends.
fn from_to(reading: &Reading, index: usize) -> Option<(Mention, Mention, &Mention)> {
    let last = &reading.mentions[index];
    if let Some(upper) = &last.upper {
        let lower = Mention { upper: None, ..last.clone() };
        let upper = Mention { upper: None, quantity: upper.clone(), ..last.clone() };
        return (reading.before(last) == "从").then_some((lower, upper, last));
    }
    let from = &reading.mentions[index.checked_sub(1)?];
    let between = &reading.text()[from.range.end..last.range.start.max(from.range.end)];
    let is_pair = reading.before(from) == "从" && matches!(between, "到" | "人到") && from.unit() == last.unit();
    (is_pair && is_plain(from) && is_plain(last)).then(|| (from.clone(), last.clone(), last))
}

fn is_plain(m: &Mention) -> bool {
    m.upper.is_none() && m.quantity.bound.is_none() && !m.is_percent() && !m.is_points()
}

/// 216个人 are 216人.
fn thing<'r>(reading: &'r Reading, mention: &'r Mention) -> &'r str {
    match mention.unit().name() {
        "个" if reading.text()[mention.range.end..].starts_with('人') => "人",
        name => name,
    }
}
