//! Whether a printed result is the quotient of any of its candidates: from operands with their ties to what holds, or what
//! each of the tied pairs would give. Does not look words up.

use super::near::{self, Near, Term};
use super::operands::{Operand, Tie};
use crate::audit::arithmetic::Outcome;
use crate::audit::mend::{self, Slip};
use crate::model::{Interval, Unit};
use crate::reading::Mention;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// How many pairs that are tied on one side are tried for a slip: of many, one agrees by chance.
const MOST_NEAR: usize = 4;

#[derive(Debug)]
pub enum Judgement<'r> {
    Holds {
        outcome: Outcome,
        part: &'r Mention,
        whole: &'r Mention,
    },
    /// What a sum or a difference of printed numbers gives.
    Composed(Outcome),
    /// None of the pairs gives it; what the tied ones give, the tightest first.
    Fails(Vec<Outcome>),
    /// None gives it, and one of those that are tied by names would if it were not for a slip.
    Nearly(Near<'r>),
    Unknown,
}

/// A quotient that no slip of the pen explains is that of other things: there the words were tied wrongly, and the text is right,
/// unless the sentence has no others.
/// Tries every pair, the tightest and nearest first. A quotient comes with the unit in which the whole was taken. Pairs tied
/// by names alone tell a fault only where their quotient is a shifted point away from the printed one or, if there are few
/// of them, near it: an unrelated pair hardly ever is.
pub fn judge<'r>(
    result: &'r Mention,
    parts: &[Operand<'r>],
    wholes: &[Operand<'r>],
    quotient: impl Fn(&Mention, &Mention) -> Option<(Outcome, Unit)>,
    fits: impl Fn(&Outcome, &Mention) -> bool,
) -> Judgement<'r> {
    let mut tight = Vec::new();
    let mut named = Vec::new();
    let mut pairs: Vec<Pair> = Vec::new();
    for part in parts {
        for whole in wholes {
            if part.mention.range == whole.mention.range || part.mention.range == result.range {
                continue;
            }
            let Some((outcome, unit)) = quotient(part.mention, whole.mention) else { continue };
            // 74.4万元 of 2000元以上 may be anything.
            let is_open =
                is_open(&outcome.interval) || [part, whole].iter().any(|one| is_open(&one.mention.interval()));
            if is_open && !is_near(&outcome, result, 60) {
                continue;
            }
            let least = part.tie.min(whole.tie);
            if fits(&outcome, result) {
                // 超过9亿元 may be 9.15 and hardly 11.
                let is_far_off = is_open && !is_near(&outcome, result, 15) || is_far_beyond(&outcome, result);
                if is_far_off && (least < Tie::Tight || is_open) {
                    continue;
                }
                return Judgement::Holds { outcome, part: part.mention, whole: whole.mention };
            }
            let tie_of_whole = whole.tie;
            let whole = Term { mention: whole.mention, unit };
            let slips = || near::explains(result, part.mention, &whole, &outcome);
            let is_sure = || is_alone(result, parts, wholes, part.mention) && is_within_twice(&outcome, result);
            match least {
                Tie::Tight if is_sure() || slips() => tight.push(outcome.clone()),
                Tie::Named if !is_far(result, part.mention) && !is_far(result, whole.mention) && slips() => {
                    named.push(outcome.clone())
                }
                _ => {}
            }
            let is_stated = wholes.len() == 1 && part.tie.max(tie_of_whole) == Tie::Tight;
            if least >= Tie::Named || least == Tie::Loose && (part.tie == Tie::Tight || is_stated) {
                pairs.push((least, part.mention, whole, outcome));
            }
        }
    }
    let near = nearly(result, &pairs);
    // 办结率100%: of all that is due by now. Only a slip makes it a fault.
    if near.is_none() && is_all(result) && !wholes.iter().any(|whole| stands_beside(result, whole)) {
        return Judgement::Unknown;
    }
    let percent = match named.len() {
        1 => 20,
        2 | 3 => 10,
        _ => 0,
    };
    // A result of one digit is a shifted quotient of every tenth pair, and one that is a bound of any.
    let says_enough = mend::precision(result) >= 2;
    let is_bounded = !is_open(&result.interval());
    named.retain(|outcome| {
        is_bounded && (says_enough && is_shifted(outcome, result) || percent > 0 && is_near(outcome, result, percent))
    });
    tight.append(&mut named);
    // One quantity may be tied in two ways.
    let mut sums = BTreeSet::new();
    tight.retain(|outcome| sums.insert(outcome.sum.clone()));
    tight.truncate(3);
    match near {
        _ if !tight.is_empty() => Judgement::Fails(tight),
        Some(near) => Judgement::Nearly(near),
        None => Judgement::Unknown,
    }
}

/// Result, part and whole stand in one sentence, and nothing else in it can be either of them: no other pair is meant, whatever went
/// wrong.
fn is_alone(result: &Mention, parts: &[Operand], wholes: &[Operand], part: &Mention) -> bool {
    let here = |one: &&Operand| one.mention.sentence == result.sentence;
    let mut wholes = wholes.iter().filter(here).filter(|one| one.mention.range != part.range);
    part.sentence == result.sentence
        && parts.iter().filter(here).all(|one| one.mention.range == part.range)
        && wholes.next().is_some_and(|first| wholes.all(|one| one.mention.range == first.mention.range))
}

/// Whether the printed result is not more than twice or half of this quotient.
fn is_within_twice(outcome: &Outcome, printed: &Mention) -> bool {
    let Some(interval) = printed.interval_in(&outcome.unit) else { return false };
    let times = |percent: i64| outcome.exact.checked_mul(Decimal::new(percent, 2));
    let bounds = times(50).zip(times(200)).map(|(low, high)| Interval::between(low, high));
    bounds.is_some_and(|bounds| bounds.meets(&interval))
}

fn is_open(interval: &Interval) -> bool {
    interval.low.is_none() || interval.high.is_none()
}

/// A part and a whole with the weaker of their ties, and what they give.
type Pair<'r> = (Tie, &'r Mention, Term<'r>, Outcome);

/// The first of a few pairs that a slip explains. A result of two digits agrees with one by chance unless it is the only one
/// or is tied by names, and so it does with a pair from elsewhere.
fn nearly<'r>(result: &'r Mention, pairs: &[Pair<'r>]) -> Option<Near<'r>> {
    let digits = significant(result);
    pairs.iter().take(MOST_NEAR).find_map(|(tie, part, whole, outcome)| {
        // 累计建成48万亩，占耕地的76%: no slip makes 6.2万亩 the whole of that, but where three digits bear it out or the three stand in a row.
        let is_no_whole = result.is_percent() && *tie < Tie::Tight && outcome.exact > Decimal::TWO;
        let is_said = digits >= 3 || is_in_a_row(part, whole.mention, result);
        if is_no_whole && !is_said && result.interval().high.is_some_and(|high| high <= Decimal::ONE_HUNDRED) {
            return None;
        }
        let far = is_far(result, part) || is_far(result, whole.mention);
        if is_all(result) {
            return all_but_a_slip(part, whole, outcome).filter(|_| !far);
        }
        let is_likely = pairs.len() == 1 || *tie >= Tie::Named;
        let is_only = pairs.len() == 1 && *tie >= Tie::Named;
        if digits < if is_only || is_likely && !far { 2 } else { 3 } {
            return None;
        }
        let result = Term { mention: result, unit: outcome.unit.clone() };
        let part = Term { mention: part, unit: part.unit().clone() };
        near::of(&result, &part, whole, outcome)
    })
}

/// 授信6.8亿元，已投放51亿元，投放比例75%: whole, part and result follow one another closely in one sentence.
fn is_in_a_row(part: &Mention, whole: &Mention, result: &Mention) -> bool {
    /// In bytes, between two of them.
    const NEAR: usize = 30;
    let is_next = |a: &Mention, b: &Mention| {
        a.sentence == b.sentence && b.range.start.checked_sub(a.range.end).is_some_and(|gap| gap <= NEAR)
    };
    is_next(whole, part) && is_next(part, result)
}

/// Part and whole would be the same number if it were not for a slip.
fn all_but_a_slip<'r>(part: &'r Mention, whole: &Term<'r>, outcome: &Outcome) -> Option<Near<'r>> {
    let precise = mend::precision(part).min(mend::precision(whole.mention));
    let needed = Interval::point(whole.mention.quantity.value_in(part.unit())?);
    let digits = mend::slipped(part, part.unit(), &needed, Slip::Digit).filter(|_| precise >= 3)?;
    let is_same = digits.parse::<Decimal>().ok()? == whole.mention.quantity.number.value();
    is_same.then(|| Near { outcome: outcome.clone(), wrong: part, digits })
}

/// How many digits say something: all of 90.0 and of 90%, one of 90人.
fn significant(result: &Mention) -> usize {
    let value = result.quantity.number.value();
    match value.scale() {
        0 if !result.is_percent() => mend::precision(result),
        _ => value.abs().mantissa().to_string().len(),
    }
}

/// From another paragraph.
fn is_far(result: &Mention, operand: &Mention) -> bool {
    result.paragraph != operand.paragraph
}

/// 达到计划（1.5万吨）的100%: the whole and nothing else stands beside its result.
fn stands_beside(result: &Mention, whole: &Operand) -> bool {
    const NEAR: usize = 15;
    let (first, second) = match result.range.start < whole.mention.range.start {
        true => (&result.range, &whole.mention.range),
        false => (&whole.mention.range, &result.range),
    };
    whole.tie == Tie::Tight && second.start.saturating_sub(first.end) <= NEAR
}

/// `100%`, without a point.
fn is_all(result: &Mention) -> bool {
    let value = result.quantity.number.value();
    result.is_percent() && value == Decimal::ONE_HUNDRED && value.scale() == 0
}

/// 超过670头 is said of 675, and hardly of 843: of two numbers that have nothing to do with each other it says nothing.
fn is_far_beyond(outcome: &Outcome, result: &Mention) -> bool {
    let bounds = result.interval();
    let is_open = bounds.low.is_none() || bounds.high.is_none();
    let Some(printed) = result.quantity.value_in(&outcome.unit).filter(|_| is_open) else { return false };
    let (small, large) = (printed.min(outcome.exact), printed.max(outcome.exact));
    small.checked_mul(Decimal::new(125, 2)).is_some_and(|near| near < large)
}

/// Whether the printed result is within so many percent of this quotient.
fn is_near(outcome: &Outcome, printed: &Mention, percent: i64) -> bool {
    let Some(interval) = printed.interval_in(&outcome.unit) else { return false };
    let times = |percent: i64| outcome.exact.checked_mul(Decimal::new(percent, 2));
    let Some((low, high)) = times(100 - percent).zip(times(100 + percent)) else { return false };
    interval.meets(&Interval::between(low, high))
}

/// Whether the printed result is this quotient with its point shifted, or another scale.
fn is_shifted(outcome: &Outcome, printed: &Mention) -> bool {
    let Some(interval) = printed.interval_in(&outcome.unit) else { return false };
    let meets = |factor: Decimal| outcome.interval.scaled(factor).is_some_and(|moved| moved.meets(&interval));
    [1, 2, 3, 4].iter().any(|places| {
        let factor = Decimal::from(10_i64.pow(*places));
        meets(factor) || meets(Decimal::ONE / factor)
    })
}
