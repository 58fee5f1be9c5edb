//! Sums over printed quantities: each gives the interval that the printed digits allow, and the sum in words. Judges
//! nothing. `None` where units do not fit or a divisor may be zero.

use super::mend;
use crate::model::quantity::{Rounding, group_scale, round};
use crate::model::{Interval, Scale, Unit};
use crate::reading::{Mention, Reading};
use rust_decimal::Decimal;

/// The outcome of a sum.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// From the printed digits, exactly.
    pub exact: Decimal,
    /// From the intervals of the printed digits.
    pub interval: Interval,
    /// In which `exact` and `interval` are, without scale.
    pub unit: Unit,
    /// The left side: `1.7亿元÷4.8万户`.
    pub sum: String,
}

impl Outcome {
    /// Whether a printed quantity can be this outcome. Half up and half even, and cutting off, are all right within the
    /// last printed digit.
    pub fn fits(&self, printed: &Mention) -> bool {
        printed.interval_in(&self.unit).is_some_and(|interval| interval.overlaps(&self.interval))
    }

    /// The same for an average: of what is counted one by one it is rounded, though `15人` elsewhere says fifteen exactly.
    pub fn fits_rounded(&self, printed: &Mention) -> bool {
        let quantity = &printed.quantity;
        let is_whole = quantity.bound.is_none() && printed.upper.is_none() && quantity.printed_decimals() == 0;
        if !is_whole || !printed.unit().is_counted() {
            return self.fits(printed);
        }
        let half = Interval::between(Decimal::new(-5, 1), Decimal::new(5, 1)).scaled(quantity.scale.factor());
        printed
            .interval_in(&self.unit)
            .zip(half)
            .and_then(|(interval, half)| interval.plus(&half))
            .is_some_and(|interval| interval.overlaps(&self.interval))
    }

    /// `1.7亿元÷4.8万户 = 3541.67元`: one digit more than was printed, so that a difference can be seen; in a scale of its own where that of
    /// the printed number would leave nothing of it.
    pub fn words(&self, printed: &Mention) -> String {
        let unit = printed.unit();
        let value = self.unit.convert(Decimal::ONE, unit).and_then(|factor| self.exact.checked_mul(factor));
        let value = value.unwrap_or(self.exact);
        let scaled = value / printed.quantity.scale.factor();
        let rounded = plain(scaled, printed.quantity.printed_decimals() + 1);
        let is_lost = (rounded - scaled).abs() > scaled.abs() / Decimal::from(20);
        let told = match is_lost && printed.quantity.scale != Scale::One {
            true => natural(value, unit),
            false => format!("{rounded}{}{}", printed.quantity.scale.word(), unit.name()),
        };
        format!("{} = {told}", self.sum)
    }
}

/// A value in the scale in which it reads best: 1220万元.
pub fn natural(value: Decimal, unit: &Unit) -> String {
    let scale = group_scale(value);
    format!("{}{}{}", plain(value / scale.factor(), 4), scale.word(), unit.name())
}

/// A number with at most so many digits after the point, without zeros at its end.
pub fn plain(value: Decimal, decimals: u32) -> Decimal {
    round(value, decimals, Rounding::HalfUp).normalize()
}

/// `total ÷ count`, in the unit of the total, the count taken in a unit of its own family.
pub fn average(reading: &Reading, total: &Mention, count: &Mention, per: &Unit) -> Option<Outcome> {
    let unit = total.unit().clone();
    Some(Outcome {
        exact: total.quantity.value().checked_div(count.quantity.value_in(per)?)?,
        interval: total.interval().over(&count.interval_in(per)?)?,
        unit,
        sum: format!("{}÷{}", reading.printed(total), reading.printed(count)),
    })
}

/// `total ÷ number`, in the unit of the total: over days or months that a text names and does not count.
pub fn over_number(reading: &Reading, total: &Mention, number: u32) -> Option<Outcome> {
    let number = Decimal::from(number);
    Some(Outcome {
        exact: total.quantity.value().checked_div(number)?,
        interval: total.interval().over(&Interval::point(number))?,
        unit: total.unit().clone(),
        sum: format!("{}÷{number}", reading.printed(total)),
    })
}

/// `part ÷ whole`, as a ratio; both in one family of units.
pub fn share(reading: &Reading, part: &Mention, whole: &Mention) -> Option<Outcome> {
    let unit = part.unit();
    Some(Outcome {
        exact: part.quantity.value().checked_div(whole.quantity.value_in(unit)?)?,
        interval: part.interval().over(&whole.interval_in(unit)?)?,
        unit: Unit::new("倍"),
        sum: format!("{}÷{}", reading.printed(part), reading.printed(whole)),
    })
}

/// The share of an aim that is done. A round aim (2亿元, 12万亩) is set, not rounded.
pub fn completion(reading: &Reading, done: &Mention, aim: &Mention) -> Option<Outcome> {
    let outcome = share(reading, done, aim)?;
    let value = aim.quantity.value_in(done.unit())?;
    let interval = match is_round(aim) {
        true => done.interval().over(&Interval::point(value))?,
        false => outcome.interval,
    };
    Some(Outcome { interval, ..outcome })
}

/// One digit in 亿, at most two in 万.
fn is_round(aim: &Mention) -> bool {
    let is_plain = aim.quantity.printed_decimals() == 0 && aim.quantity.bound.is_none() && aim.upper.is_none();
    let digits = mend::precision(aim);
    is_plain
        && match aim.quantity.scale {
            Scale::One => false,
            Scale::Wan => digits <= 2,
            _ => digits == 1,
        }
}

/// `part ÷ whole` of things that are counted by different measures: 条 of 件.
pub fn ratio(reading: &Reading, part: &Mention, whole: &Mention) -> Option<Outcome> {
    Some(Outcome {
        exact: part.quantity.value().checked_div(whole.quantity.value())?,
        interval: part.interval().over(&whole.interval())?,
        unit: Unit::new("倍"),
        sum: format!("{}÷{}", reading.printed(part), reading.printed(whole)),
    })
}

/// `(now − before) ÷ before`, as a ratio; negative for a fall.
pub fn growth(reading: &Reading, now: &Mention, before: &Mention) -> Option<Outcome> {
    let unit = now.unit();
    let ratio = now.interval().over(&before.interval_in(unit)?)?;
    let exact = now.quantity.value().checked_div(before.quantity.value_in(unit)?)? - Decimal::ONE;
    Some(Outcome {
        exact,
        interval: ratio.minus(&Interval::point(Decimal::ONE))?,
        unit: Unit::new("倍"),
        sum: format!("{now}÷{before}-1", now = reading.printed(now), before = reading.printed(before)),
    })
}

/// `now − before`, in the unit of the first.
pub fn difference(reading: &Reading, now: &Mention, before: &Mention) -> Option<Outcome> {
    let unit = now.unit();
    Some(Outcome {
        exact: now.quantity.value().checked_sub(before.quantity.value_in(unit)?)?,
        interval: now.interval().minus(&before.interval_in(unit)?)?,
        unit: unit.clone(),
        sum: format!("{}-{}", reading.printed(now), reading.printed(before)),
    })
}

/// The sum of parts, in the unit of the first.
pub fn total(reading: &Reading, parts: &[&Mention]) -> Option<Outcome> {
    let unit = parts.first()?.unit().clone();
    let mut exact = Decimal::ZERO;
    let mut interval = Interval::point(Decimal::ZERO);
    for part in parts {
        exact = exact.checked_add(part.quantity.value_in(&unit)?)?;
        interval = interval.plus(&part.interval_in(&unit)?)?;
    }
    let words: Vec<&str> = parts.iter().map(|part| reading.printed(part)).collect();
    Some(Outcome { exact, interval, unit, sum: words.join("+") })
}
