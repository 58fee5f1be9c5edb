//! 户均, 人均: a figure divided by a count of households or persons.

use super::{Computed, joined, quotient};
use crate::derive::{Book, Key, Lack};
use crate::model::{IndicatorId, Unit};

impl Book {
    /// `key` per one `unit` (户, 人) of another indicator of the same region and year. The result keeps the unit of the
    /// numerator.
    pub fn per_unit(&self, key: Key, measure: usize, over: IndicatorId, unit: &Unit) -> Result<Computed, Lack> {
        let base = self.counterpart(key, over)?;
        let base_measure = self
            .vocabulary
            .get(over)
            .measure_for(unit)
            .ok_or_else(|| Lack::OtherUnit(self.vocabulary.get(over).unit().clone(), unit.clone()))?;
        let (total, count) = (self.value(key, measure)?, self.value(base, base_measure)?);
        let (exact, interval) = quotient(&total, &count, base)?;
        Ok(Computed { exact, interval, unit: total.unit.clone(), from: joined(&total, &count) })
    }
}
