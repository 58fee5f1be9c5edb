//! Intervals: what a printed number really says. `1.67亿` says [1.665亿, 1.675亿]; `700余` says [700, 800).
//!
//! All comparisons of the book are between intervals. Ends count as inside, so that half up and half even both hold.

use rust_decimal::Decimal;

/// All values between two ends; an absent end is open to infinity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    pub low: Option<Decimal>,
    pub high: Option<Decimal>,
}

impl Interval {
    /// All values there are.
    pub const ANY: Self = Self { low: None, high: None };

    pub const fn point(value: Decimal) -> Self {
        Self { low: Some(value), high: Some(value) }
    }

    pub const fn between(low: Decimal, high: Decimal) -> Self {
        Self { low: Some(low), high: Some(high) }
    }

    pub const fn at_least(low: Decimal) -> Self {
        Self { low: Some(low), high: None }
    }

    pub const fn at_most(high: Decimal) -> Self {
        Self { low: None, high: Some(high) }
    }

    pub fn contains(&self, value: Decimal) -> bool {
        self.low.is_none_or(|low| low <= value) && self.high.is_none_or(|high| value <= high)
    }

    /// True where some value fits both: the two statements can both be right.
    pub fn meets(&self, other: &Self) -> bool {
        !self.lies_above(other) && !other.lies_above(self)
    }

    /// Whether every value of this one is greater than every value of the other.
    pub fn lies_above(&self, other: &Self) -> bool {
        matches!((self.low, other.high), (Some(low), Some(high)) if low > high)
    }

    /// The same as [`Self::meets`], but ends that only touch are not enough, unless one of both is a single value: 1.2 + 0.9 + 0.7 reaches
    /// 2.95 only where every part was rounded down by all it could be, and is not 3.0.
    pub fn overlaps(&self, other: &Self) -> bool {
        let is_point = |interval: &Self| interval.low.is_some() && interval.low == interval.high;
        let ends_meet = |high: Option<Decimal>, low: Option<Decimal>| high.is_some() && high == low;
        let only_touch = ends_meet(self.high, other.low) || ends_meet(other.high, self.low);
        self.meets(other) && (!only_touch || is_point(self) || is_point(other))
    }

    /// The interval times a factor that is not negative.
    pub fn scaled(&self, factor: Decimal) -> Option<Self> {
        let times = |end: Option<Decimal>| match end {
            None => Some(None),
            Some(value) => value.checked_mul(factor).map(Some),
        };
        Some(Self { low: times(self.low)?, high: times(self.high)? })
    }

    /// The interval on the other side of zero.
    pub fn mirrored(&self) -> Self {
        Self { low: self.high.map(|v| -v), high: self.low.map(|v| -v) }
    }

    pub fn plus(&self, other: &Self) -> Option<Self> {
        let add = |a: Option<Decimal>, b: Option<Decimal>| match (a, b) {
            (Some(a), Some(b)) => a.checked_add(b).map(Some),
            _ => Some(None),
        };
        Some(Self { low: add(self.low, other.low)?, high: add(self.high, other.high)? })
    }

    pub fn minus(&self, other: &Self) -> Option<Self> {
        self.plus(&other.mirrored())
    }

    /// The product of two intervals; `None` on overflow or where a factor is open below zero.
    pub fn times(&self, other: &Self) -> Option<Self> {
        match (self.low, self.high, other.low, other.high) {
            (Some(a), Some(b), Some(c), Some(d)) => {
                let ends = [a.checked_mul(c)?, a.checked_mul(d)?, b.checked_mul(c)?, b.checked_mul(d)?];
                Some(Self { low: ends.iter().min().copied(), high: ends.iter().max().copied() })
            }
            (Some(a), high, Some(c), other_high) if a >= Decimal::ZERO && c >= Decimal::ZERO => {
                let top = match (high, other_high) {
                    (Some(h), Some(o)) => Some(h.checked_mul(o)?),
                    _ => None,
                };
                Some(Self { low: Some(a.checked_mul(c)?), high: top })
            }
            _ => None,
        }
    }

    /// The quotient; `None` where the divisor may be zero or negative.
    pub fn over(&self, other: &Self) -> Option<Self> {
        let low = other.low.filter(|low| *low > Decimal::ZERO)?;
        match (self.low, self.high) {
            // Divide directly where the ends are known: 1/x loses a digit that the quotient keeps.
            (Some(a), Some(b)) if a >= Decimal::ZERO => {
                let bottom = match other.high {
                    Some(high) => a.checked_div(high)?,
                    None => Decimal::ZERO,
                };
                Some(Self { low: Some(bottom), high: Some(b.checked_div(low)?) })
            }
            _ => {
                let inverse_high = Decimal::ONE.checked_div(low)?;
                let inverse_low = match other.high {
                    Some(high) => Decimal::ONE.checked_div(high)?,
                    None => Decimal::ZERO,
                };
                self.times(&Self { low: Some(inverse_low), high: Some(inverse_high) })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(low: i64, high: i64) -> Interval {
        Interval::between(low.into(), high.into())
    }

    #[test]
    fn touching_intervals_meet() {
        assert!(between(1, 2).meets(&between(2, 3)));
        assert!(!between(1, 2).meets(&between(3, 4)));
        assert!(Interval::at_least(5.into()).meets(&between(1, 5)));
        assert!(!Interval::at_most(0.into()).meets(&between(1, 5)));
    }

    #[test]
    fn arithmetic_keeps_the_outermost_ends() {
        assert_eq!(between(1, 2).plus(&between(10, 20)), Some(between(11, 22)));
        assert_eq!(between(1, 2).minus(&between(10, 20)), Some(between(-19, -8)));
        assert_eq!(between(-2, 3).times(&between(4, 5)), Some(between(-10, 15)));
        assert_eq!(between(10, 20).over(&between(2, 5)), Some(between(2, 10)));
        assert_eq!(between(10, 20).over(&between(0, 5)), None);
        assert_eq!(between(-20, -10).over(&between(2, 5)).unwrap().low, Some((-10).into()));
    }
}
