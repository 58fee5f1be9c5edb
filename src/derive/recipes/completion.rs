//! How much of its target a figure has reached, in percent of the target.

use super::Computed;
use crate::derive::{Book, Key, Lack};
use crate::model::observation::Aim;
use crate::model::{Interval, Unit};
use rust_decimal::Decimal;

impl Book {
    /// The figure over its target of the same region and year.
    pub fn completion(&self, key: Key, measure: usize) -> Result<Computed, Lack> {
        let target = self.target(key.region, key.year, key.indicator).ok_or(Lack::NoTarget(key))?;
        if matches!(target.aim, Aim::AtMost(_)) {
            return Err(Lack::Incomparable(key, "上限目标没有完成率".to_string()));
        }
        let done = self.value(key, measure)?;
        let aim = target
            .aim
            .quantities()
            .iter()
            .find_map(|quantity| quantity.value_in(&done.unit))
            .ok_or(Lack::NoTarget(key))?;
        let share = done.exact.checked_div(aim).ok_or(Lack::ZeroBase(key))?;
        let too_large = Lack::TooLarge(key);
        // Divided last: a hundredth of 30,000 is no decimal, and 106.05% would come out as a hair less.
        let hundredfold = done.interval.scaled(Decimal::ONE_HUNDRED).ok_or(too_large.clone())?;
        let interval = hundredfold.over(&Interval::point(aim)).ok_or(Lack::ZeroBase(key))?;
        let exact = share.checked_mul(Decimal::ONE_HUNDRED).ok_or(too_large)?;
        Ok(Computed { exact, interval, unit: Unit::percent(), from: done.from })
    }
}
