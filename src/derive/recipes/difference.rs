//! One figure against another: value against value, in points where both are ratios.

use super::{Computed, joined};
use crate::derive::{Book, Key, Lack};
use crate::model::Unit;
use rust_decimal::Decimal;

impl Book {
    /// `key` minus `other`; in percentage points where both are ratios, else in the unit of `key`.
    pub fn difference(&self, key: Key, measure: usize, other: Key) -> Result<Computed, Lack> {
        let unit = &self.vocabulary.get(key.indicator).measures[measure];
        let theirs = self.vocabulary.get(other.indicator);
        let other_measure =
            theirs.measure_for(unit).ok_or_else(|| Lack::OtherUnit(unit.clone(), theirs.unit().clone()))?;
        self.minus(&self.value(key, measure)?, &self.value(other, other_measure)?, key)
    }

    /// One computed value minus another, such as two growths; in percentage points where both are ratios.
    pub fn minus(&self, mine: &Computed, theirs: &Computed, key: Key) -> Result<Computed, Lack> {
        let factor = theirs
            .unit
            .in_terms_of(&mine.unit)
            .ok_or_else(|| Lack::OtherUnit(mine.unit.clone(), theirs.unit.clone()))?;
        let too_large = Lack::TooLarge(key);
        let their_interval = theirs.interval.scaled(factor).ok_or(too_large.clone())?;
        let their_exact = theirs.exact.checked_mul(factor).ok_or(too_large.clone())?;
        let exact = mine.exact.checked_sub(their_exact).ok_or(too_large.clone())?;
        let interval = mine.interval.minus(&their_interval).ok_or(too_large.clone())?;
        let difference = Computed { exact, interval, unit: mine.unit.clone(), from: joined(mine, theirs) };
        if !mine.unit.is_ratio() {
            return Ok(difference);
        }
        let points = mine.unit.in_terms_of(&Unit::percent()).unwrap_or(Decimal::ONE);
        let interval = difference.interval.scaled(points).ok_or(too_large.clone())?;
        let exact = difference.exact.checked_mul(points).ok_or(too_large)?;
        Ok(Computed { exact, interval, ..difference }.with_unit(Unit::percentage_points()))
    }
}
