//! A number that a result passes over: `按业态分，餐饮148家、民宿96家。36家民宿共有客房1248间，平均每家13间`. The result is that of 96 and of a number farther off; the
//! nearer one is called the same, is one slip away and gives something else. From a relation that holds to the number that is mistyped.

use super::judgement::Judgement;
use super::near::Near;
use super::nouns;
use super::operands::{Operand, Tie};
use crate::audit::arithmetic::Outcome;
use crate::audit::mend;
use crate::reading::{Mention, Reading};

/// The nearer number of either kind, where a relation holds by a farther one.
pub fn of<'r>(
    reading: &Reading,
    result: &Mention,
    judgement: &Judgement<'r>,
    [parts, wholes]: [&[Operand<'r>]; 2],
    quotient: impl Fn(&Mention, &Mention) -> Option<Outcome>,
) -> Option<Near<'r>> {
    let Judgement::Holds { part, whole, .. } = judgement else { return None };
    nearer(reading, result, whole, wholes, |other| quotient(part, other))
        .or_else(|| nearer(reading, result, part, parts, |other| quotient(other, whole)))
}

/// The number nearer to the result than the one that gives it. `without` is what it would give.
fn nearer<'r>(
    reading: &Reading,
    result: &Mention,
    gives: &'r Mention,
    candidates: &[Operand<'r>],
    without: impl Fn(&'r Mention) -> Option<Outcome>,
) -> Option<Near<'r>> {
    let tie = candidates.iter().find(|one| one.mention.range == gives.range).map_or(Tie::Loose, |one| one.tie);
    let is_meant = |one: &&Operand| {
        let m = one.mention;
        let is_between = m.range.end <= result.range.start
            && (gives.range.end <= m.range.start || gives.range.start >= result.range.end);
        // 支出率99.0%：到位6200元，支出6138万元: what a colon behind the result announces.
        let is_announced = m.range.start >= result.range.end
            && reading.text()[result.range.end..].starts_with('：')
            && gives.sentence != m.sentence;
        let is_nearer = m.sentence == result.sentence && (is_between || is_announced);
        let is_named = is_announced && gives.digit_count() == m.digit_count()
            || gives.range.end <= m.range.start && is_called_alike(reading, gives, m);
        let is_tied = one.tie == Tie::Tight && tie < Tie::Tight && gives.sentence == m.sentence;
        // Any two numbers of one digit are a slip apart.
        is_nearer
            && m.digit_count() >= 2
            && m.unit() == gives.unit()
            && (is_named || is_tied)
            && (mend::differ_by_a_slip(gives, m) || is_announced && has_other_scale(gives, m))
    };
    let wrong = candidates.iter().find(is_meant)?.mention;
    let outcome = without(wrong).filter(|outcome| !outcome.fits(result))?;
    Some(Near { outcome, wrong, digits: gives.quantity.number.value().to_string() })
}

/// 6200万元 and 6200元
fn has_other_scale(gives: &Mention, m: &Mention) -> bool {
    gives.quantity.number.value() == m.quantity.number.value() && gives.quantity.scale != m.quantity.scale
}

/// 民宿96家 and 96家民宿: the noun behind one is that of the other.
fn is_called_alike(reading: &Reading, first: &Mention, again: &Mention) -> bool {
    let noun = nouns::behind(reading, again);
    noun.chars().count() >= 2 && nouns::is_of(reading, first, &noun)
}
