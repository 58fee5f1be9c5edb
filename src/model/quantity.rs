//! A quantity exactly as printed: digits, scale, unit and bound. Goes from text to text unchanged, to a decimal value
//! exactly, and to the interval that it stands for. Does not know what is counted: that is the indicator's business.

mod read;
mod say;

pub use read::{QuantityError, han_number};
pub use say::{group_scale, han_digits};

use super::{Interval, Unit};
use rust_decimal::{Decimal, RoundingStrategy};

/// A number with its scale and unit, as printed: `1.67亿元`, `700余户`, `2/3`, `七连`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    pub number: Number,
    pub scale: Scale,
    pub unit: Unit,
    pub bound: Option<Bound>,
}

/// The digits before scale and unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// Printed digits; the decimal keeps trailing zeros (`0.30`).
    Decimal(Decimal),
    /// `2/3`
    Fraction { over: i64, under: i64 },
    /// Han digits: `七`. Printed as Han digits again.
    Han(Decimal),
}

/// The Chinese scales that GB/T 15835 5.3 allows behind Arabic digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scale {
    #[default]
    One,
    Wan,
    Yi,
    WanYi,
}

/// A printed limit: which word, and what it does to the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bound {
    pub word: &'static str,
    pub place: BoundPlace,
    pub sense: BoundSense,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoundPlace {
    /// 超过170亿元
    Front,
    /// 700余户
    AfterNumber,
    /// 1.2万余元
    AfterScale,
    /// 3500元以上
    End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoundSense {
    AtLeast,
    MoreThan,
    AtMost,
    LessThan,
    /// 余, 多: up to the next step of the last place that is not zero.
    SomewhatMore,
    /// 近: from half a step below.
    Nearly,
    /// 约, 左右: half a step to each side.
    About,
}

/// How an exact half is rounded, once and in one place ([`round`]).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rounding {
    /// 四舍五入, as statistical communiqués say.
    #[default]
    HalfUp,
    /// 四舍六入五成双, GB/T 8170—2008 3.2.4.
    HalfEven,
}

/// Rounds the exact value; negative numbers by their absolute value. The result has exactly `decimals` digits.
pub fn round(value: Decimal, decimals: u32, rounding: Rounding) -> Decimal {
    let strategy = match rounding {
        Rounding::HalfUp => RoundingStrategy::MidpointAwayFromZero,
        Rounding::HalfEven => RoundingStrategy::MidpointNearestEven,
    };
    let mut rounded = value.round_dp_with_strategy(decimals, strategy);
    rounded.rescale(decimals);
    rounded
}

impl Scale {
    pub fn factor(self) -> Decimal {
        match self {
            Scale::One => Decimal::ONE,
            Scale::Wan => Decimal::from(10_000),
            Scale::Yi => Decimal::from(100_000_000),
            Scale::WanYi => Decimal::from(1_000_000_000_000_i64),
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            Scale::One => "",
            Scale::Wan => "万",
            Scale::Yi => "亿",
            Scale::WanYi => "万亿",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        [Scale::One, Scale::Wan, Scale::Yi, Scale::WanYi].into_iter().find(|scale| scale.word() == word)
    }
}

impl Number {
    /// The value of the digits alone; a fraction to 28 places.
    pub fn value(self) -> Decimal {
        match self {
            Number::Decimal(value) | Number::Han(value) => value,
            Number::Fraction { over, under } => Decimal::from(over) / Decimal::from(under),
        }
    }
}

impl Quantity {
    /// A computed value, rounded once: `exact` is in `unit` without scale.
    pub fn computed(exact: Decimal, scale: Scale, unit: Unit, decimals: u32, rounding: Rounding) -> Self {
        let number = Number::Decimal(round(exact / scale.factor(), decimals, rounding));
        Self { number, scale, unit, bound: None }
    }

    /// The value in its unit, scale included: `1.67亿元` is 167000000.
    pub fn value(&self) -> Decimal {
        self.number.value() * self.scale.factor()
    }

    /// The value in another unit of the same family.
    pub fn value_in(&self, unit: &Unit) -> Option<Decimal> {
        self.value().checked_mul(self.unit.in_terms_of(unit)?)
    }

    /// The same digits with the other sign.
    pub fn negated(mut self) -> Self {
        self.number = match self.number {
            Number::Decimal(value) => Number::Decimal(-value),
            Number::Han(value) => Number::Han(-value),
            Number::Fraction { over, under } => Number::Fraction { over: -over, under },
        };
        self
    }

    /// How many digits are printed after the point.
    pub fn printed_decimals(&self) -> u32 {
        match self.number {
            Number::Decimal(value) => value.scale(),
            _ => 0,
        }
    }

    /// The place of the last printed digit, in the unit without scale: for `1.67亿元` it is 1000000.
    pub fn printed_step(&self) -> Decimal {
        Decimal::new(1, self.printed_decimals()) * self.scale.factor()
    }

    /// The place of the last digit that is not zero: for `700` it is 100, for `1.2万` it is 1000.
    fn significant_step(&self) -> Decimal {
        let digits = self.number.value().normalize();
        let mut step = Decimal::new(1, digits.scale());
        if digits.scale() == 0 && !digits.is_zero() {
            while (digits % (step * Decimal::TEN)).is_zero() {
                step *= Decimal::TEN;
            }
        }
        step * self.scale.factor()
    }

    /// All values that the printed text allows, in its unit without scale.
    pub fn interval(&self) -> Interval {
        let value = self.value();
        let half = self.printed_step() / Decimal::TWO;
        let exact = match self.number {
            Number::Decimal(digits) => self.unit.is_counted() && digits.scale() == 0 && self.scale == Scale::One,
            _ => true,
        };
        let Some(bound) = self.bound else {
            return if exact { Interval::point(value) } else { Interval::between(value - half, value + half) };
        };
        let step = self.significant_step();
        match bound.sense {
            BoundSense::AtLeast | BoundSense::MoreThan => Interval::at_least(value),
            BoundSense::AtMost | BoundSense::LessThan => Interval::at_most(value),
            BoundSense::SomewhatMore => Interval::between(value, value + step),
            BoundSense::Nearly => Interval::between(value - step / Decimal::TWO, value),
            BoundSense::About => Interval::between(value - step / Decimal::TWO, value + step / Decimal::TWO),
        }
    }

    /// The interval in another unit of the same family.
    pub fn interval_in(&self, unit: &Unit) -> Option<Interval> {
        self.interval().scaled(self.unit.in_terms_of(unit)?)
    }

    /// The same quantity in another scale and unit of its family, exactly: no digit is lost, none is made up. `None`
    /// where the family differs. Trailing zeros that the conversion makes are dropped (`6031万元` → `0.6031亿元`).
    pub fn converted(&self, scale: Scale, unit: &Unit) -> Option<Self> {
        if scale == self.scale && unit == &self.unit {
            return Some(self.clone());
        }
        let value = self.value_in(unit)?.checked_div(scale.factor())?.normalize();
        Some(Self { number: Number::Decimal(value), scale, unit: unit.clone(), bound: self.bound })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity(text: &str) -> Quantity {
        Quantity::parse(text).unwrap()
    }

    fn ends(text: &str) -> (String, String) {
        let interval = quantity(text).interval();
        let end = |value: Option<Decimal>| value.map_or("∞".to_string(), |v| v.normalize().to_string());
        (end(interval.low), end(interval.high))
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
        ];
        for (text, low, high) in cases {
            assert_eq!(ends(text), (low.to_string(), high.to_string()), "{text}");
        }
    }

    #[test]
    fn conversion_is_exact_both_ways() {
        let yuan = Unit::new("元");
        let funds = quantity("6031万元");
        let in_yi = funds.converted(Scale::Yi, &yuan).unwrap();
        assert_eq!(in_yi.to_string(), "0.6031亿元");
        assert_eq!(in_yi.converted(Scale::Wan, &yuan).unwrap().to_string(), "6031万元");
        assert_eq!(quantity("77794.8万元").converted(Scale::Yi, &yuan).unwrap().to_string(), "7.77948亿元");
        assert_eq!(quantity("4.9万亩").converted(Scale::One, &Unit::new("户")), None);
    }

    #[test]
    fn rounding_happens_once_from_the_exact_value() {
        let exact: Decimal = "97.46".parse().unwrap();
        assert_eq!(round(exact, 0, Rounding::HalfUp).to_string(), "97");
        assert_eq!(round("2.5".parse().unwrap(), 0, Rounding::HalfUp).to_string(), "3");
        assert_eq!(round("2.5".parse().unwrap(), 0, Rounding::HalfEven).to_string(), "2");
        assert_eq!(round("-2.5".parse().unwrap(), 0, Rounding::HalfUp).to_string(), "-3");
        assert_eq!(round("3".parse().unwrap(), 2, Rounding::HalfUp).to_string(), "3.00");
    }
}
