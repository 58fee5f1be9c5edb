//! From a quantity to the values that its printed text allows: half a step to each side, or what its bound says. A
//! negative one stands for the mirror image of its amount: `-8%以上` says at most −8.

use super::convert::{more_digits, times_fraction};
use super::{BoundSense, Number, Quantity, Scale};
use crate::model::{Interval, Unit};
use rust_decimal::{Decimal, RoundingStrategy};

impl Quantity {
    /// All values that the printed text allows, in its unit without scale. Beyond a decimal's range: all values.
    pub fn interval(&self) -> Interval {
        self.interval_times(1, 1).unwrap_or(Interval::ANY)
    }

    /// The interval in another unit of the same family.
    pub fn interval_in(&self, unit: &Unit) -> Option<Interval> {
        let (over, under) = self.unit.ratio_to(unit)?;
        self.interval_times(over, under)
    }

    fn interval_times(&self, over: i64, under: i64) -> Option<Interval> {
        let value = self.value_times(over, under)?;
        if value < Decimal::ZERO {
            return Some(self.clone().negated().interval_times(over, under)?.mirrored());
        }
        let times = |step: Decimal| times_fraction(step, over, under.into());
        // Halves are taken by multiplying: dividing decimals is slow.
        let half = Decimal::new(5, 1);
        let around = |half: Decimal| Some(Interval::between(value.checked_sub(half)?, value.checked_add(half)?));
        let Some(bound) = self.bound else {
            return match self.number {
                _ if self.is_exact() => Some(self.exact_interval(value, over, under)),
                _ => around(times(self.printed_step())? * half),
            };
        };
        let step = times(self.significant_step())?;
        match bound.sense {
            BoundSense::AtLeast | BoundSense::MoreThan => Some(Interval::at_least(value)),
            BoundSense::AtMost | BoundSense::LessThan => Some(Interval::at_most(value)),
            BoundSense::SomewhatMore => Some(Interval::between(value, value.checked_add(step)?)),
            BoundSense::Nearly => Some(Interval::between(value.checked_sub(step * half)?, value)),
            BoundSense::About => around(step * half),
        }
    }

    /// True where the text says one value: whole numbers of what is counted, in digits or in Han, and fractions.
    fn is_exact(&self) -> bool {
        match self.number {
            Number::Decimal(digits) => self.unit.is_counted() && digits.scale() == 0 && self.scale == Scale::One,
            Number::Fraction { .. } => true,
            Number::Han { .. } => self.unit.is_counted() && self.scale == Scale::One,
        }
    }

    /// The one value; where its digits have no end, the narrow space in which it lies, a little wider than what
    /// arithmetic on 28 digits loses.
    fn exact_interval(&self, value: Decimal, over: i64, under: i64) -> Interval {
        let (numerator, denominator) = self.fraction();
        let ends = denominator.checked_mul(under).and_then(|all| more_digits(numerator, over, all)).is_some();
        if ends {
            return Interval::point(value);
        }
        let places = value.scale().saturating_sub(4);
        let cut = |strategy| value.round_dp_with_strategy(places, strategy);
        Interval::between(cut(RoundingStrategy::ToZero), cut(RoundingStrategy::AwayFromZero))
    }

    /// The place of the last printed digit, in the unit without scale: for `1.67亿元` it is 1000000.
    fn printed_step(&self) -> Decimal {
        Decimal::new(1, self.printed_decimals()) * self.scale.factor()
    }

    /// The place of the last digit that is not zero: for `700` it is 100, for `1.2万` it is 1000, for `2/3` a third.
    pub fn significant_step(&self) -> Decimal {
        if let Number::Fraction { under, .. } = self.number {
            return self.scale.factor() / Decimal::from(under);
        }
        let digits = self.number.value().normalize();
        let mut step = Decimal::new(1, digits.scale());
        if digits.scale() == 0 && !digits.is_zero() {
            while let Some(next) = step.checked_mul(Decimal::TEN).filter(|next| (digits % next).is_zero()) {
                step = next;
            }
        }
        step.saturating_mul(self.scale.factor())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends_of(interval: Interval) -> (String, String) {
        let end = |value: Option<Decimal>| value.map_or("∞".to_string(), |v| v.normalize().to_string());
        (end(interval.low), end(interval.high))
    }

    fn ends(text: &str) -> (String, String) {
        ends_of(Quantity::parse(text).unwrap().interval())
    }

    #[test]
    fn a_printed_number_stands_for_an_interval() {
        let cases = [
            ("1.67亿元", "166500000", "167500000"),
            ("15361元", "15360.5", "15361.5"),
            ("3449户", "3449", "3449"),
            ("8.2万人", "81500", "82500"),
            ("700余户", "700", "800"),
            ("1.2万余元", "12000", "13000"),
            ("3500元以上", "3500", "∞"),
            ("不到50%", "∞", "50"),
            ("近3000人", "2500", "3000"),
            ("约50人", "45", "55"),
            ("七连", "7", "7"),
            ("一百二十户", "120", "120"),
            ("一百二十八元", "127.5", "128.5"),
            ("一百二十万元", "1195000", "1205000"),
            ("3/4", "0.75", "0.75"),
        ];
        for (text, low, high) in cases {
            assert_eq!(ends(text), (low.to_string(), high.to_string()), "{text}");
        }
    }

    #[test]
    fn a_negative_number_stands_for_the_mirror_image() {
        let cases = [
            ("-3.5%", "-3.55", "-3.45"),
            ("-8%以上", "∞", "-8"),
            ("超过-8%", "∞", "-8"),
            ("-8%以内", "-8", "∞"),
            ("-700余户", "-800", "-700"),
            ("近-3000人", "-3000", "-2500"),
            ("约-50人", "-55", "-45"),
            ("-3/4", "-0.75", "-0.75"),
        ];
        for (text, low, high) in cases {
            assert_eq!(ends(text), (low.to_string(), high.to_string()), "{text}");
        }
        let fall = Quantity::parse("8%以上").unwrap().negated();
        assert_eq!(fall.interval(), Interval::at_most(Decimal::from(-8)));
    }

    #[test]
    fn a_fraction_compares_with_percentages() {
        let percent = Unit::percent();
        let third = |text: &str| Quantity::parse(text).unwrap().interval_in(&percent).unwrap();
        assert!(third("2/3").meets(&Quantity::parse("66.7%").unwrap().interval()));
        assert!(!third("2/3").meets(&Quantity::parse("66.6%").unwrap().interval()));
        assert_eq!(ends_of(third("3/4")), ("75".to_string(), "75".to_string()));
        // The same third by way of a rounded quotient.
        let quotient = Decimal::from(20) / Decimal::from(30) * Decimal::ONE_HUNDRED;
        assert!(third("2/3").contains(quotient));
        assert!(third("2/3").high.unwrap() - third("2/3").low.unwrap() < Decimal::new(1, 20));
    }

    #[test]
    fn an_interval_in_another_unit_is_divided_once() {
        let hectare = Unit::new("公顷");
        let field = Quantity::parse("30余亩").unwrap();
        assert_eq!(field.interval_in(&hectare).unwrap().low, Some(2.into()));
        assert_eq!(field.interval_in(&Unit::new("户")), None);
    }
}
