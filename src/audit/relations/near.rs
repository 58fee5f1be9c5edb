//! Near misses: a result that is no quotient of a pair, but would be if one digit of one of the three numbers were another,
//! two digits were exchanged, or a point or scale moved. From a pair to the number that was probably mistyped. A chance
//! agreement is likely where the result has one or two digits only: whoever asks has to see to that.

use crate::audit::Verdicts;
use crate::audit::arithmetic::Outcome;
use crate::audit::mend::{self, Slip};
use crate::model::quantity::{Number, Scale};
use crate::model::{Interval, Unit};
use crate::reading::{Mention, Reading};
use rust_decimal::Decimal;

/// What is divided or divides, in the unit of the division.
#[derive(Clone, Debug)]
pub struct Term<'r> {
    pub mention: &'r Mention,
    pub unit: Unit,
}

/// A quotient with the one number of it that a slip explains.
#[derive(Clone, Debug)]
pub struct Near<'r> {
    pub outcome: Outcome,
    /// The number that would have to be another.
    pub wrong: &'r Mention,
    /// The digits that it would need.
    pub digits: String,
}

/// The slip that explains why a pair does not give a result.
pub fn of<'r>(result: &Term<'r>, part: &Term<'r>, whole: &Term<'r>, outcome: &Outcome) -> Option<Near<'r>> {
    // 8万立方米: with its one digit it is a thousandth of much.
    // 超过95%: what is open is no result that a digit could be wrong in.
    if !is_plain(part.mention) || !is_plain(whole.mention) || is_open(result.mention) {
        return None;
    }
    slip_of([result, part, whole], outcome, telling(part, whole))
}

/// The slips that say something: 8万立方米, with its one digit, is a thousandth of much.
fn telling(part: &Term, whole: &Term) -> &'static [Slip] {
    if is_rough(part) || is_rough(whole) { &[Slip::Digit] } else { &[Slip::Digit, Slip::Moved] }
}

/// One digit and a scale.
fn is_rough(term: &Term) -> bool {
    mend::precision(term.mention) < 2 && term.mention.quantity.scale != Scale::One
}

/// The same for a point or a scale that has moved, and nothing else: that hardly ever explains a quotient by chance.
pub fn moved<'r>(three: [&Term<'r>; 3], outcome: &Outcome) -> Option<Near<'r>> {
    let is_plain = three.iter().all(|term| is_plain(term.mention));
    slip_of(three, outcome, &[Slip::Moved]).filter(|_| is_plain)
}

fn slip_of<'r>(three: [&Term<'r>; 3], outcome: &Outcome, slips: &[Slip]) -> Option<Near<'r>> {
    let [result, part, whole] = three;
    let printed = rounded(result)?;
    let (over, under) = (part.mention.interval_in(&part.unit)?, whole.mention.interval_in(&whole.unit)?);
    let needed_of = |which: usize| match which {
        0 => outcome.interval.plus(&slack(result)),
        1 => printed.times(&under),
        _ => over.over(&printed),
    };
    // A percentage has no scale to lose: what it is of lost its own.
    let order = |slip: Slip| match slip {
        Slip::Moved if result.mention.is_percent() => [2, 1, 0],
        _ => [0, 1, 2],
    };
    let by = |slip: Slip| {
        order(slip).into_iter().map(|which| (which, three[which])).find_map(|(which, term)| {
            let needed = needed_of(which).filter(|needed| is_within_reach(term, needed))?;
            let digits = mend::slipped(term.mention, &term.unit, &needed, slip)?;
            Some(Near { outcome: outcome.clone(), wrong: term.mention, digits })
        })
    };
    slips.iter().find_map(|slip| by(*slip))
}

/// How likely it is that one slip explains by chance why two numbers do not give a result: of all quotients that it would be tried for,
/// the share that another digit in one of the three would make right. 4156万元 of 76.05亿元 and 183家 is hardly ever met, 60人 of 1386人 and
/// 23个 by every fourth pair.
pub fn chance(three: &[Term; 3]) -> Decimal {
    share_of_quotients(three).unwrap_or(Decimal::ONE)
}

fn share_of_quotients(three: &[Term; 3]) -> Option<Decimal> {
    /// How many times the printed one the least and the greatest quotient are, and the logarithm of their ratio.
    const REACH: (Decimal, Decimal, i64) =
        (Decimal::from_parts(8, 0, 0, false, 2), Decimal::from_parts(12, 0, 0, false, 0), 5);
    let mut width = Decimal::ZERO;
    let mut met = Vec::new();
    for (which, term) in three.iter().enumerate() {
        let value = term.mention.quantity.number.value().abs();
        let own = if which == 0 { rounded(term)? } else { term.mention.interval_in(&term.unit)? };
        let middle = term.mention.quantity.value_in(&term.unit)?.abs();
        width += own.high?.checked_sub(own.low?)?.checked_div(middle)?;
        for digits in mend::candidates(&value.to_string()) {
            let other: Decimal = digits.parse().ok()?;
            // Of a part the quotient is the smaller, the greater the number that it should be.
            met.extend(if which == 1 { value.checked_div(other) } else { other.checked_div(value) });
        }
    }
    let (least, most, all) = REACH;
    met.retain(|times| *times > least && *times < most);
    met.sort_unstable();
    let stretches = met.iter().map(|times| (*times, *times * width / Decimal::TWO));
    let covered: Decimal = mend::newly_covered(stretches).zip(&met).map(|(length, times)| length / *times).sum();
    covered.checked_div(Decimal::from(all))
}

/// Whether any slip explains why a pair does not give a result. Of a result that is only about so much (约8.5个) its digits are
/// looked at; one that is a bound says too little for that, and has only to be near.
pub fn explains<'r>(result: &'r Mention, part: &'r Mention, whole: &Term<'r>, outcome: &Outcome) -> bool {
    let result = Term { mention: result, unit: outcome.unit.clone() };
    let part = Term { mention: part, unit: part.unit().clone() };
    if [&result, &part, whole].iter().any(|term| is_open(term.mention)) {
        return true;
    }
    slip_of([&result, &part, whole], outcome, telling(&part, whole)).is_some()
        || is_mistyped(&result, &outcome.interval)
        || is_of_the_rest(&result, outcome)
        || is_turned_round(&result, outcome)
}

/// 缝纫工204人，其中脱贫户117人，占42.6%: the share of those that are not meant.
fn is_of_the_rest(result: &Term, outcome: &Outcome) -> bool {
    let rest = Interval::point(Decimal::ONE).minus(&outcome.interval);
    result.mention.is_percent()
        && outcome.unit.name() == "倍"
        && rest.zip(rounded(result)).is_some_and(|(rest, printed)| rest.meets(&printed))
}

/// 体检7842人，任务数7500人，完成率95.6%: the whole divided by the part.
fn is_turned_round(result: &Term, outcome: &Outcome) -> bool {
    let turned = Interval::point(Decimal::ONE).over(&outcome.interval);
    result.mention.is_percent()
        && outcome.unit.name() == "倍"
        && mend::precision(result.mention) >= 3
        && turned.zip(rounded(result)).is_some_and(|(turned, printed)| turned.meets(&printed))
}

/// Whether a result has its digits in another order than it needs, or one too many or too few: 81.9% for 91.8%, 16.0% for 6.0%.
fn is_mistyped(result: &Term, needed: &Interval) -> bool {
    let own = result.mention;
    let written = own.quantity.number.value().abs().to_string();
    let Some(needed) = needed.plus(&slack(result)) else { return false };
    mend::mistyped(&written).into_iter().filter_map(|digits| digits.parse().ok()).any(|value| {
        let mut other = own.clone();
        other.quantity.number = Number::Decimal(value);
        other.interval_in(&result.unit).is_some_and(|interval| interval.meets(&needed))
    })
}

/// Whether a slip in a result explains why it is not what other numbers give together.
pub fn is_slip_of(result: &Mention, outcome: &Outcome) -> bool {
    let term = Term { mention: result, unit: outcome.unit.clone() };
    let slips = |slip| mend::slipped(result, &outcome.unit, &outcome.interval, slip).is_some();
    is_open(result) || slips(Slip::Digit) || slips(Slip::Moved) || is_mistyped(&term, &outcome.interval)
}

/// The slip that explains why a total does not give an average over days or months that nobody counts.
pub fn over_number<'r>(result: &'r Mention, total: &'r Mention, number: u32, outcome: Outcome) -> Option<Near<'r>> {
    let result = Term { mention: result, unit: outcome.unit.clone() };
    let total = Term { mention: total, unit: outcome.unit.clone() };
    if !is_plain(result.mention) || !is_plain(total.mention) {
        return None;
    }
    let needed = outcome.interval.plus(&slack(&result))?;
    let needed_total = rounded(&result)?.scaled(Decimal::from(number))?;
    [Slip::Digit, Slip::Moved].into_iter().find_map(|slip| {
        [(&result, &needed), (&total, &needed_total)].into_iter().find_map(|(term, needed)| {
            let digits = mend::slipped(term.mention, &term.unit, needed, slip)?;
            Some(Near { outcome: outcome.clone(), wrong: term.mention, digits })
        })
    })
}

/// The doubt that a near miss is.
pub fn tell(reading: &Reading, verdicts: &mut Verdicts, result: &Mention, near: &Near) {
    let (sum, printed) = (near.outcome.words(result), reading.printed(result));
    let (wrong, digits) = (reading.printed(near.wrong), &near.digits);
    verdicts
        .doubt(
            result.range.clone(),
            format!("疑有一位写错：{sum}，文中是{printed}；若“{wrong}”的数字是{digits}，就对得上"),
            format!("a digit may be wrong: {sum}, the text says {printed}; it fits if {wrong} has the digits {digits}"),
        )
        .help("核对这三个数", "check the three numbers");
}

fn is_plain(m: &Mention) -> bool {
    m.upper.is_none() && m.quantity.bound.is_none()
}

fn is_open(m: &Mention) -> bool {
    m.interval().low.is_none() || m.interval().high.is_none()
}

fn rounded(result: &Term) -> Option<Interval> {
    result.mention.interval_in(&result.unit)?.plus(&slack(result))
}

/// An average of what is counted one by one is rounded, though its printed number stands for itself.
fn slack(result: &Term) -> Interval {
    let quantity = &result.mention.quantity;
    let half = Interval::between(Decimal::new(-5, 1), Decimal::new(5, 1)).scaled(quantity.scale.factor());
    let is_counted = quantity.printed_decimals() == 0 && result.mention.unit().is_counted();
    half.filter(|_| is_counted).unwrap_or(Interval::point(Decimal::ZERO))
}

/// No slip of one digit makes a number eleven times as large, and a moved point makes it a power of ten.
fn is_within_reach(term: &Term, needed: &Interval) -> bool {
    let middle =
        needed.low.zip(needed.high).and_then(|(low, high)| low.checked_add(high)).map(|sum| sum / Decimal::TWO);
    let value = term.mention.quantity.value_in(&term.unit).filter(|value| !value.is_zero());
    let Some(ratio) = middle.zip(value).and_then(|(middle, value)| middle.checked_div(value)) else { return false };
    let is_near = |ratio: Decimal| ratio > Decimal::new(8, 2) && ratio < Decimal::from(12);
    let powers = [100, 1000, 10_000, 100_000_000].map(Decimal::from);
    is_near(ratio)
        || powers.iter().any(|power| {
            let near_one = |ratio: Decimal| ratio > Decimal::new(9, 1) && ratio < Decimal::new(11, 1);
            ratio.checked_div(*power).is_some_and(near_one) || ratio.checked_mul(*power).is_some_and(near_one)
        })
}
