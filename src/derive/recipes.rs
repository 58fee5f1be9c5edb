//! The recipes: each takes keys of the book and gives a computed value with its interval and what it was made from, or
//! says what is lacking. Reported and computed values stay apart: nothing here reads a printed growth.

mod average_growth;
mod change;
mod completion;
mod difference;
mod formula;
mod per_unit;
mod rank;
mod share;
mod total;

pub(super) use rank::Orders;
pub use rank::Ranking;
pub use total::Total;

use super::{Book, Key, Lack};
use crate::model::quantity::{Rounding, round};
use crate::model::{Interval, Quantity, Scale, Unit, Value};
use rust_decimal::Decimal;

/// A value that follows from others.
#[derive(Clone, Debug, PartialEq)]
pub struct Computed {
    /// From the printed values, exactly.
    pub exact: Decimal,
    /// From the intervals of the printed values.
    pub interval: Interval,
    /// The unit of both, without scale.
    pub unit: Unit,
    /// The figures that it was made from, first the one that was asked for.
    pub from: Vec<Key>,
}

impl Computed {
    fn of(quantity: &Quantity, unit: &Unit, key: Key) -> Result<Self, Lack> {
        let lack = || Lack::OtherUnit(quantity.unit.clone(), unit.clone());
        let exact = quantity.value_in(unit).ok_or_else(lack)?;
        if exact.abs() > largest() {
            return Err(Lack::TooLarge(key));
        }
        Ok(Self { exact, interval: quantity.interval_in(unit).ok_or_else(lack)?, unit: unit.clone(), from: vec![key] })
    }

    /// How many digits, at most `most`, of a value printed in `scale` its ingredients can answer for: as many as leave
    /// room for no more than one step to each side. `None` where not even a whole step holds: such a number would say more
    /// than the data does.
    pub fn trustworthy_decimals(&self, scale: Scale, most: u32) -> Option<u32> {
        let room = self.interval.high?.checked_sub(self.interval.low?)?;
        if room.is_zero() && self.unit.is_ratio() && self.exact.fract().is_zero() {
            return Some(0);
        }
        (0..=most).rev().find(|decimals| room <= Decimal::TWO * Decimal::new(1, *decimals) * scale.factor())
    }

    /// With at most one digit, as tables print changes, shares and completions: 12.3%. `None` where the data answer for no whole
    /// percent.
    pub fn as_percent(&self, rounding: Rounding) -> Option<String> {
        Some(format!("{}{}", self.rounded(rounding)?, self.unit))
    }

    /// The number of [`Self::as_percent`].
    pub fn rounded(&self, rounding: Rounding) -> Option<Decimal> {
        Some(round(self.exact, self.trustworthy_decimals(Scale::One, 1)?, rounding))
    }

    fn with_unit(mut self, unit: Unit) -> Self {
        self.unit = unit;
        self
    }
}

impl Book {
    /// The value of one measure of a figure: as reported, else by the indicator's formula.
    pub fn value(&self, key: Key, measure: usize) -> Result<Computed, Lack> {
        self.value_within(key, measure, &mut Vec::new())
    }

    /// As [`Book::value`]; `open` are the indicators whose formulas are being worked out.
    fn value_within(
        &self,
        key: Key,
        measure: usize,
        open: &mut Vec<crate::model::IndicatorId>,
    ) -> Result<Computed, Lack> {
        let indicator = self.vocabulary.get(key.indicator);
        let unit = indicator.measures.get(measure).ok_or(Lack::NoFigure(key))?;
        if let Some(observation) = self.observation(key) {
            match &observation.value {
                Value::Missing(why) => return Err(Lack::Missing(key, *why)),
                Value::Reported(_) => {
                    let quantity = observation.quantity(measure).ok_or_else(|| Lack::NoMeasure(key, unit.clone()))?;
                    return Computed::of(quantity, unit, key);
                }
            }
        }
        let formula = indicator.formula.as_ref().ok_or(Lack::NoFigure(key))?;
        if open.contains(&key.indicator) {
            return Err(Lack::Circular(key));
        }
        open.push(key.indicator);
        let computed = formula::evaluate(self, formula, key, open);
        open.pop();
        formula::in_unit(computed?, unit, key)
    }

    /// What the indicator's formula gives, also where the value itself is reported.
    pub fn by_formula(&self, key: Key) -> Result<Computed, Lack> {
        let indicator = self.vocabulary.get(key.indicator);
        let formula = indicator.formula.as_ref().ok_or(Lack::NoFigure(key))?;
        let computed = formula::evaluate(self, formula, key, &mut vec![key.indicator])?;
        formula::in_unit(computed, indicator.unit(), key)
    }

    /// The first measure for which a figure has a value.
    pub fn first_measure(&self, key: Key) -> usize {
        self.observation(key).and_then(|o| o.first_measure()).unwrap_or(0)
    }
}

/// No figure of a country is larger; up to here sums, differences and percentages stay within a decimal's range.
fn largest() -> Decimal {
    Decimal::from_i128_with_scale(1_000_000_000_000_000_000_000_000, 0)
}

/// `a / b` with its interval; `base` names what may be zero.
fn quotient(a: &Computed, b: &Computed, base: Key) -> Result<(Decimal, Interval), Lack> {
    let exact = a.exact.checked_div(b.exact).ok_or(Lack::ZeroBase(base))?;
    if exact.abs() > largest() {
        return Err(Lack::TooLarge(base));
    }
    let interval = a.interval.over(&b.interval).ok_or(Lack::ZeroBase(base))?;
    Ok((exact, interval))
}

fn joined(a: &Computed, b: &Computed) -> Vec<Key> {
    let mut from = a.from.clone();
    from.extend(b.from.iter().filter(|key| !a.from.contains(key)));
    from
}
