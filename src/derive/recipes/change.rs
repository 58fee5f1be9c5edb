//! Change against the same period of the year before: growth in percent, increment in the unit, difference in points.

use super::{Computed, joined};
use crate::derive::{Book, Key, Lack};
use crate::model::{Interval, Kind, Observation, Recipe, Unit};
use rust_decimal::Decimal;

impl Book {
    /// The figure of the year before that one compares with.
    pub fn year_before(&self, key: Key) -> Result<Key, Lack> {
        let period = key.period.comparable_a_year_before().ok_or(Lack::NoYearBefore(key))?;
        let before = Key { year: key.year - 1, period, ..key };
        self.comparable(before, key).map(|()| before)
    }

    /// Two figures compare unless a break of the series or another basis lies between them.
    pub fn comparable(&self, earlier: Key, later: Key) -> Result<(), Lack> {
        let indicator = self.vocabulary.get(later.indicator);
        if let Some(reason) = indicator.break_between(earlier.year, later.year) {
            return Err(Lack::Incomparable(later, reason.to_string()));
        }
        let basis = |key| self.observation(key).map(|o| o.beside.basis.as_deref());
        if let (Some(mine), Some(theirs)) = (basis(later), basis(earlier))
            && mine != theirs
        {
            let reason = format!("口径不同（{}）", mine.or(theirs).unwrap_or_default());
            return Err(Lack::Incomparable(later, reason));
        }
        Ok(())
    }

    /// The change that can be printed beside a figure whose source reports none: growth, or for a rate the difference in points.
    /// Not where growth at constant prices is meant, and not for a forecast or a standard.
    pub fn change_beside(&self, o: &Observation) -> Option<(Recipe, Computed)> {
        let (key, measure) = (Key::of(o), o.first_measure()?);
        let indicator = self.vocabulary.get(o.indicator);
        match indicator.kind {
            _ if indicator.growth_is_real
                || o.is_forecast
                || o.beside.growth.is_some()
                || o.beside.increment.is_some() =>
            {
                None
            }
            Kind::Standard => None,
            // A ratio differs in points, whatever it is the ratio of.
            _ if indicator.kind == Kind::Rate || indicator.measures[measure].is_ratio() => {
                Some((Recipe::PointsDifference, self.points_difference(key, measure).ok()?))
            }
            _ => Some((Recipe::Growth, self.growth(key, measure).ok()?)),
        }
    }

    /// The change from one year to a later one, which need not be the next: growth, or for a rate the difference in points. Not
    /// where growth at constant prices is meant, which values at current prices do not give.
    pub fn change_between(&self, earlier: Key, later: Key, measure: usize) -> Result<(Recipe, Computed), Lack> {
        self.comparable(earlier, later)?;
        let indicator = self.vocabulary.get(later.indicator);
        if indicator.growth_is_real {
            return Err(Lack::Incomparable(later, "增速按不变价格计算，不能由现价推算".to_string()));
        }
        Ok(match indicator.measures[measure].is_ratio() {
            true => (Recipe::PointsDifference, self.points_from(earlier, later, measure)?),
            false => (Recipe::Growth, self.growth_from(earlier, later, measure)?),
        })
    }

    /// Growth in percent, from the values of two years.
    pub fn growth(&self, key: Key, measure: usize) -> Result<Computed, Lack> {
        self.growth_from(self.year_before(key)?, key, measure)
    }

    fn growth_from(&self, before: Key, key: Key, measure: usize) -> Result<Computed, Lack> {
        let (now, base) = (self.value(key, measure)?, self.value(before, measure)?);
        let hundred = Decimal::ONE_HUNDRED;
        let (ratio, interval) = super::quotient(&now, &base, before)?;
        let minus_one = Interval::point(Decimal::ONE);
        let interval = interval.minus(&minus_one).and_then(|i| i.scaled(hundred)).ok_or(Lack::TooLarge(key))?;
        let exact = (ratio - Decimal::ONE).checked_mul(hundred).ok_or(Lack::TooLarge(key))?;
        Ok(Computed { exact, interval, unit: Unit::percent(), from: joined(&now, &base) })
    }

    /// The increment over the year before, in the indicator's unit.
    pub fn increment(&self, key: Key, measure: usize) -> Result<Computed, Lack> {
        self.increment_from(self.year_before(key)?, key, measure)
    }

    fn increment_from(&self, before: Key, key: Key, measure: usize) -> Result<Computed, Lack> {
        let (now, base) = (self.value(key, measure)?, self.value(before, measure)?);
        Ok(Computed {
            exact: now.exact - base.exact,
            interval: now.interval.minus(&base.interval).ok_or(Lack::TooLarge(key))?,
            unit: now.unit.clone(),
            from: joined(&now, &base),
        })
    }

    /// The difference of two years of a rate, in percentage points.
    pub fn points_difference(&self, key: Key, measure: usize) -> Result<Computed, Lack> {
        self.points_from(self.year_before(key)?, key, measure)
    }

    fn points_from(&self, before: Key, key: Key, measure: usize) -> Result<Computed, Lack> {
        let percent = Unit::percent();
        let unit = &self.vocabulary.get(key.indicator).measures[measure];
        let factor = unit.in_terms_of(&percent).ok_or_else(|| Lack::OtherUnit(unit.clone(), percent))?;
        let difference = self.increment_from(before, key, measure)?;
        Ok(Computed {
            exact: difference.exact.checked_mul(factor).ok_or(Lack::TooLarge(key))?,
            interval: difference.interval.scaled(factor).ok_or(Lack::TooLarge(key))?,
            ..difference
        }
        .with_unit(Unit::percentage_points()))
    }
}
