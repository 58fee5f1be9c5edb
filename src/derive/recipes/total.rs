//! What is made of several: a region of the regions below it, a whole of its parts. Adds their intervals up; whether the sum
//! must be the whole depends on what the vocabulary and the list of regions say.

use super::Computed;
use crate::derive::{Book, Key};
use crate::model::region::RegionKind;
use crate::model::{Interval, Observation, RegionCode, Unit};
use rust_decimal::Decimal;

/// One measure of a whole beside what was reported of its parts.
#[derive(Clone, Debug, PartialEq)]
pub struct Total {
    pub whole: Computed,
    /// Each in the unit of the whole. At least one is there.
    pub parts: Vec<(Key, Computed)>,
    pub sum: Decimal,
    pub interval: Interval,
    /// Nothing is left that is not among the parts.
    pub is_complete: bool,
}

impl Total {
    /// False where the parts cannot make up the whole, rounding allowed for.
    pub fn holds(&self) -> bool {
        !self.exceeds() && (!self.is_complete || self.interval.meets(&self.whole.interval))
    }

    /// True where the parts are more than the whole, whatever else may belong to it.
    pub fn exceeds(&self) -> bool {
        matches!((self.interval.low, self.whole.interval.high), (Some(low), Some(high)) if low > high)
    }

    /// True where the printed parts do not add up to the printed whole, for no other reason than that each was rounded.
    pub fn differs_by_rounding(&self) -> bool {
        self.is_complete && self.sum != self.whole.exact && self.interval.meets(&self.whole.interval)
    }
}

impl Book {
    /// A figure of a region beside those of the regions directly below it: of the same period, on the same basis. Zones
    /// are left out, because they lie across counties; of a region and its former code one is counted.
    pub fn total_of_children(&self, whole: &Observation, measure: usize) -> Option<Total> {
        let unit = self.vocabulary.get(whole.indicator).measures.get(measure)?;
        let key = Key::of(whole);
        let of = |region: RegionCode| self.observation(Key { region, ..key }).filter(|o| is_like(o, whole));
        let valid: Vec<_> = self
            .regions
            .children(whole.region)
            .filter(|child| child.is_valid_in(whole.year) && child.kind != RegionKind::Zone)
            .collect();
        let mut keys = Vec::new();
        let mut is_complete = self.regions.get(whole.region)?.has_all_children;
        for child in &valid {
            let has_new_code = valid.iter().any(|other| other.formerly == Some(child.code) && of(other.code).is_some());
            let has_old_code = child.formerly.is_some_and(|old| of(old).is_some());
            match of(child.code) {
                Some(_) if !has_new_code => keys.push(Key { region: child.code, ..key }),
                None if !has_new_code && !has_old_code => is_complete = false,
                _ => {}
            }
        }
        self.total(key, (measure, unit), &keys, is_complete)
    }

    /// A figure beside those of its parts: of an indicator that is the sum of its parts.
    pub fn total_of_parts(&self, whole: &Observation, measure: usize) -> Option<Total> {
        let unit = self.vocabulary.get(whole.indicator).measures.get(measure)?;
        let parts = self.vocabulary.parts_of(whole.indicator);
        let key = Key::of(whole);
        let here = parts.iter().map(|part| Key { indicator: *part, ..key });
        let reported: Vec<Key> =
            here.filter(|key| self.observation(*key).is_some_and(|part| is_like(part, whole))).collect();
        let is_complete = reported.len() == parts.len();
        self.total(key, (measure, unit), &reported, is_complete)
    }

    /// True where readers who add the printed parts of a figure up will not get the printed whole, though both are right.
    pub fn differs_by_rounding(&self, whole: &Observation) -> bool {
        let measures = 0..self.vocabulary.get(whole.indicator).measures.len();
        measures.into_iter().any(|m| self.total_of_parts(whole, m).is_some_and(|total| total.differs_by_rounding()))
    }

    fn total(&self, key: Key, (measure, unit): (usize, &Unit), keys: &[Key], is_complete: bool) -> Option<Total> {
        let whole = self.value(key, measure).ok()?;
        let (mut parts, mut sum, mut interval) = (Vec::new(), Decimal::ZERO, Interval::point(Decimal::ZERO));
        let mut is_complete = is_complete;
        for key in keys {
            let indicator = self.vocabulary.get(key.indicator);
            let value = indicator.measure_for(unit).and_then(|measure| {
                let value = self.value(*key, measure).ok()?;
                let factor = value.unit.in_terms_of(unit)?;
                let (exact, interval) = (value.exact.checked_mul(factor)?, value.interval.scaled(factor)?);
                Some(Computed { exact, interval, unit: unit.clone(), from: value.from })
            });
            match value {
                Some(value) => {
                    sum = sum.checked_add(value.exact)?;
                    interval = interval.plus(&value.interval)?;
                    parts.push((*key, value));
                }
                None => is_complete = false,
            }
        }
        // A part below zero makes room for others above the whole.
        let is_usual = parts.iter().all(|(_, part)| !part.exact.is_sign_negative() || part.exact.is_zero());
        (!parts.is_empty() && is_usual).then_some(Total { whole, parts, sum, interval, is_complete })
    }
}

/// Figures on another basis, and forecasts beside results, are not added up.
fn is_like(part: &Observation, whole: &Observation) -> bool {
    part.first_measure().is_some() && part.beside.basis == whole.beside.basis && part.is_forecast == whole.is_forecast
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::quantity::Rounding;
    use crate::model::{IndicatorId, Period, Quantity, Scale};
    use proptest::prelude::*;

    fn key() -> Key {
        let region = RegionCode::parse("990101").unwrap();
        Key { region, year: 2023, indicator: IndicatorId(0), period: Period::Year }
    }

    fn printed(exact: Decimal, decimals: u32, rounding: Rounding) -> Computed {
        let unit = Unit::new("元");
        let quantity = Quantity::computed(exact, Scale::Wan, unit.clone(), decimals, rounding);
        Computed { exact: quantity.value(), interval: quantity.interval(), unit, from: Vec::new() }
    }

    fn total(parts: &[Computed], whole: Computed) -> Total {
        let sum = parts.iter().map(|part| part.exact).sum();
        let zero = Interval::point(Decimal::ZERO);
        let interval = parts.iter().fold(zero, |sum, part| sum.plus(&part.interval).unwrap());
        let parts = parts.iter().map(|part| (key(), part.clone())).collect();
        Total { whole, parts, sum, interval, is_complete: true }
    }

    proptest! {
        /// However parts and whole are rounded, half up or half even, it is no disagreement; and the note is there exactly
        /// where the printed numbers do not add up.
        #[test]
        fn rounding_never_disagrees(
            exact in prop::collection::vec(0_i64..2_000_000_000, 1..8),
            decimals in prop::collection::vec((0_u32..5, any::<bool>()), 9),
        ) {
            let rounding = |half_up: bool| if half_up { Rounding::HalfUp } else { Rounding::HalfEven };
            let parts: Vec<Computed> = exact.iter().zip(&decimals)
                .map(|(exact, (decimals, half_up))| printed(Decimal::from(*exact), *decimals, rounding(*half_up)))
                .collect();
            let (digits, half_up) = decimals[8];
            let whole = printed(exact.iter().copied().map(Decimal::from).sum(), digits, rounding(half_up));
            let adds_up = parts.iter().map(|part| part.exact).sum::<Decimal>() == whole.exact;
            let total = total(&parts, whole);
            prop_assert!(total.holds());
            prop_assert_eq!(total.differs_by_rounding(), !adds_up);
        }
    }
}
