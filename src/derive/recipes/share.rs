//! What part of a named base a figure is, in percent.

use super::{Computed, joined, quotient};
use crate::derive::{Book, Key, Lack};
use crate::model::{IndicatorId, Kind, Unit};
use rust_decimal::Decimal;

impl Book {
    /// The share that `key` has of `base`, of the same region and year. The measures must convert: 户 over 户, 元 over 元.
    pub fn share(&self, key: Key, measure: usize, base: IndicatorId) -> Result<Computed, Lack> {
        let unit = &self.vocabulary.get(key.indicator).measures[measure];
        let base_measure = self
            .vocabulary
            .get(base)
            .measure_for(unit)
            .ok_or_else(|| Lack::OtherUnit(unit.clone(), self.vocabulary.get(base).unit().clone()))?;
        let base_key = self.counterpart(key, base)?;
        let (part, whole) = (self.value(key, measure)?, self.value(base_key, base_measure)?);
        let whole_unit = whole.unit.in_terms_of(&part.unit).unwrap_or(Decimal::ONE);
        let (ratio, interval) = quotient(&part, &whole, base_key)?;
        let factor = Decimal::ONE_HUNDRED / whole_unit;
        Ok(Computed {
            exact: ratio.checked_mul(factor).ok_or(Lack::TooLarge(key))?,
            interval: interval.scaled(factor).ok_or(Lack::TooLarge(key))?,
            unit: Unit::percent(),
            from: joined(&part, &whole),
        })
    }

    /// The figure of another indicator for the same region, year and period. A flow must cover the same months; a stock
    /// or a rule in force may be of the only moment for which it is reported, and so may anything beside a stock: half a
    /// year's money is never divided by a whole year's.
    pub fn counterpart(&self, key: Key, indicator: IndicatorId) -> Result<Key, Lack> {
        let same = Key { indicator, ..key };
        let reported = self.periods(key.region, key.year, indicator);
        if reported.is_empty() || self.observation(same).is_some() {
            return Ok(same);
        }
        if let Some(alike) = reported.iter().find(|o| o.period.covers_the_same(&key.period, key.year)) {
            return Ok(Key { period: alike.period, ..same });
        }
        let lasts = |id| matches!(self.vocabulary.get(id).kind, Kind::Stock | Kind::Standard);
        match lasts(indicator) || lasts(key.indicator) {
            true => self.key(key.region, key.year, indicator, None).map_err(|_| Lack::NoFigure(same)),
            false => Err(Lack::NoFigure(same)),
        }
    }
}
