//! The whole of a kind of place that a text counts once and divides by again and again: 分布在183个村 … 治理村126个，治理率68.9% …
//! 31个村，占行政村的16.9%. From the divisions that nothing else settled to those that such a number gives, and, where another
//! division or 覆盖率100% bears it out, to those that a slip keeps it from giving. Looks for no names.

use super::division::Kind;
use super::judgement::Judgement;
use super::operands::{self, Operand, Tie};
use super::resolved::is_larger;
use super::siblings::is_of_others;
use super::{Tried, judged};
use crate::audit::mend;
use crate::model::Scale;
use crate::reading::{Mention, Reading, is_han};

/// Places and bodies of which a text counts all.
const KINDS: [&str; 8] = ["行政村", "建制村", "村", "乡镇", "社区", "学校", "单位", "支部"];

/// Tries the numbers of one kind where a division has no whole of its own.
pub fn share<'r>(reading: &'r Reading, all: &mut [Tried<'r>]) {
    let open: Vec<usize> = (0..all.len()).filter(|at| is_open(reading, &all[*at])).collect();
    let mut known: Vec<(&'static str, &'r Mention)> = wholly_covered(reading);
    for at in &open {
        let Some((kind, judgement)) = by_any(reading, &all[*at], &known) else { continue };
        if let Judgement::Holds { whole, .. } = &judgement {
            known.push((kind, *whole));
        }
        all[*at].judgement = judgement;
    }
    for at in open {
        if matches!(all[at].judgement, Judgement::Unknown)
            && let Some(judgement) = by_known(reading, &all[at], &known)
        {
            all[at].judgement = judgement;
        }
    }
}

fn is_open(reading: &Reading, tried: &Tried) -> bool {
    let division = &tried.division;
    matches!(tried.judgement, Judgement::Unknown)
        && matches!(division.kind, Kind::Share | Kind::Rate)
        && division.stated.is_none()
        && !is_of_others(reading, division)
}

/// A number of the kind that gives a result of three digits does so by no chance, nor one of two that is known already.
fn by_any<'r>(
    reading: &'r Reading,
    tried: &Tried<'r>,
    known: &[(&'static str, &'r Mention)],
) -> Option<(&'static str, Judgement<'r>)> {
    let (kind, part) = counted(reading, tried)?;
    let is_telling = mend::precision(tried.division.result) >= 3;
    let numbers = reading.around(tried.division.result).iter().filter(|m| is_number_of(reading, m, kind, part));
    let is_known = |m: &Mention| known.iter().any(|(_, whole)| whole.quantity.value() == m.quantity.value());
    let mut wholes = numbers.filter(|m| is_telling || is_known(m));
    wholes.find_map(|mention| {
        let judgement = judged(reading, &tried.division, &tried.parts[..1], &[Operand { mention, tie: Tie::Named }]);
        matches!(judgement, Judgement::Holds { .. }).then_some((kind, judgement))
    })
}

fn by_known<'r>(
    reading: &'r Reading,
    tried: &Tried<'r>,
    known: &[(&'static str, &'r Mention)],
) -> Option<Judgement<'r>> {
    let (kind, part) = counted(reading, tried)?;
    let mut own = known.iter().filter(|(other, whole)| are_one(kind, other) && whole.unit() == part.unit());
    let (_, whole) = own.next()?;
    // Two numbers of all villages say nothing.
    if own.any(|(_, other)| other.quantity.value() != whole.quantity.value()) {
        return None;
    }
    let judgement = judged(reading, &tried.division, &tried.parts[..1], &[Operand { mention: whole, tie: Tie::Named }]);
    (!matches!(judgement, Judgement::Unknown)).then_some(judgement)
}

/// 体系覆盖183个村，行政村覆盖率100%: that is all of them.
fn wholly_covered<'r>(reading: &'r Reading) -> Vec<(&'static str, &'r Mention)> {
    let is_all = |pair: &&'r [Mention]| {
        let behind = reading.text().get(pair[0].range.end..pair[1].range.start).unwrap_or("");
        reading.printed(&pair[1]) == "100%" && behind.ends_with("覆盖率") && reading.before(&pair[0]).contains("覆盖")
    };
    let covered = reading.mentions.windows(2).filter(is_all).map(|pair| &pair[0]);
    covered.filter_map(|m| Some((kind_of(reading, m)?, m))).collect()
}

/// The kind that the part of a division counts, with the part.
fn counted<'r>(reading: &'r Reading, tried: &Tried<'r>) -> Option<(&'static str, &'r Mention)> {
    let part = tried.parts.first().filter(|part| part.tie >= Tie::Named)?.mention;
    Some((kind_of(reading, part)?, part))
}

/// The kind of 31个村入选, of 治理村126个 and of 治理村达到126个.
fn kind_of(reading: &Reading, m: &Mention) -> Option<&'static str> {
    let is_count = m.unit().is_counted() && m.quantity.scale == Scale::One && m.quantity.bound.is_none();
    let object: String = reading.object(m).chars().take_while(|c| is_han(*c)).collect();
    let subject = reading.subject(m).trim_end_matches(['有', '达', '到', '为', '共', '约']);
    let says = |kind: &&&str| object.starts_with(**kind) || object.is_empty() && subject.ends_with(**kind);
    KINDS.iter().find(says).copied().filter(|_| is_count)
}

fn is_number_of(reading: &Reading, m: &Mention, kind: &str, part: &Mention) -> bool {
    m.range != part.range
        && m.unit() == part.unit()
        && is_larger(m, part)
        && operands::is_value(reading, m)
        && !operands::is_elsewhere(reading, m)
        && kind_of(reading, m).is_some_and(|other| are_one(kind, other))
}

/// 行政村, 建制村 and 村 are counted alike.
fn are_one(a: &str, b: &str) -> bool {
    a == b || a.ends_with('村') && b.ends_with('村')
}
