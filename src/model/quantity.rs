//! A quantity exactly as printed: digits, scale, unit and bound. Goes from text to text unchanged, to a decimal value
//! exactly, and to the interval that it stands for. Does not know what is counted: that is the indicator's business.

mod convert;
mod digits;
mod read;
mod say;
mod stands_for;

pub use digits::{han_length, han_number, is_han_digit};
pub use read::QuantityError;
pub use say::{group_scale, han_digits};

use super::Unit;
use rust_decimal::{Decimal, RoundingStrategy};
use std::hash::{Hash, Hasher};
use std::mem;
use std::sync::Arc;

/// A number with its scale and unit, as printed: `1.67亿元`, `700余户`, `2/3`, `七连`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Quantity {
    pub number: Number,
    pub scale: Scale,
    pub unit: Unit,
    pub bound: Option<Bound>,
}

/// The digits before scale and unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Number {
    /// Printed digits; the decimal keeps trailing zeros (`0.30`).
    Decimal(Decimal),
    /// `2/3`
    Fraction { over: i64, under: i64 },
    /// Han digits: `七`. Printed as they were written (两, 二〇二三), a sign apart.
    Han { value: i32, written: Arc<str> },
}

/// As printed: 0.3 and 0.30 are equal, but not the same to a reader.
impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        mem::discriminant(self).hash(state);
        match self {
            Self::Decimal(decimal) => decimal.serialize().hash(state),
            Self::Fraction { over, under } => (over, under).hash(state),
            Self::Han { value, written } => (value, written).hash(state),
        }
    }
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

/// A printed limit, by its position in the list of [`BoundWord`]s: a nation has millions of quantities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Bound(u8);

/// Which word a limit is, and what it does to the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BoundWord {
    pub word: &'static str,
    pub place: BoundPlace,
    pub sense: BoundSense,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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

/// To which side a value is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Towards {
    Nearest(Rounding),
    Zero,
    AwayFromZero,
}

impl BoundSense {
    /// The side on which a bound stays true when its number is rounded: 超过170.6亿 is 超过170亿, 不到170.4亿 is 不到171亿.
    pub fn rounds(self, rounding: Rounding) -> Towards {
        match self {
            BoundSense::AtLeast | BoundSense::MoreThan | BoundSense::SomewhatMore => Towards::Zero,
            BoundSense::AtMost | BoundSense::LessThan => Towards::AwayFromZero,
            BoundSense::Nearly | BoundSense::About => Towards::Nearest(rounding),
        }
    }
}

/// Rounds the exact value; negative numbers by their absolute value. The result has exactly `decimals` digits.
pub fn round(value: Decimal, decimals: u32, rounding: Rounding) -> Decimal {
    round_towards(value, decimals, Towards::Nearest(rounding))
}

/// As [`round`], to a side.
fn round_towards(value: Decimal, decimals: u32, towards: Towards) -> Decimal {
    let strategy = match towards {
        Towards::Nearest(Rounding::HalfUp) => RoundingStrategy::MidpointAwayFromZero,
        Towards::Nearest(Rounding::HalfEven) => RoundingStrategy::MidpointNearestEven,
        Towards::Zero => RoundingStrategy::ToZero,
        Towards::AwayFromZero => RoundingStrategy::AwayFromZero,
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
}

impl Number {
    /// The value of the digits alone; a fraction to 28 places.
    pub fn value(&self) -> Decimal {
        match self {
            Number::Decimal(value) => *value,
            Number::Han { value, .. } => Decimal::from(*value),
            Number::Fraction { over, under } => Decimal::from(*over) / Decimal::from(*under),
        }
    }
}

impl Quantity {
    /// A computed value, rounded once: `exact` is in `unit` without scale.
    pub fn computed(exact: Decimal, scale: Scale, unit: Unit, decimals: u32, rounding: Rounding) -> Self {
        let number = Number::Decimal(round(exact / scale.factor(), decimals, rounding));
        Self { number, scale, unit, bound: None }
    }

    /// The same digits with the other sign.
    pub fn negated(mut self) -> Self {
        self.number = match self.number {
            Number::Decimal(value) => Number::Decimal(-value),
            Number::Han { value, written } => Number::Han { value: -value, written },
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_happens_once_from_the_exact_value() {
        let exact: Decimal = "97.46".parse().unwrap();
        assert_eq!(round(exact, 0, Rounding::HalfUp).to_string(), "97");
        assert_eq!(round("2.5".parse().unwrap(), 0, Rounding::HalfUp).to_string(), "3");
        assert_eq!(round("2.5".parse().unwrap(), 0, Rounding::HalfEven).to_string(), "2");
        assert_eq!(round("-2.5".parse().unwrap(), 0, Rounding::HalfUp).to_string(), "-3");
        assert_eq!(round("3".parse().unwrap(), 2, Rounding::HalfUp).to_string(), "3.00");
    }

    #[test]
    fn the_largest_decimals_neither_panic_nor_lie() {
        for exact in [Decimal::MAX, Decimal::MIN, Decimal::MAX - Decimal::ONE] {
            for scale in [Scale::One, Scale::Wan, Scale::Yi, Scale::WanYi] {
                for decimals in 0..9 {
                    let unit = Unit::new("元");
                    let mut printed = Quantity::computed(exact, scale, unit, decimals, Rounding::HalfUp);
                    let _ = (printed.value(), printed.interval());
                    for bound in ["超过", "不到", "近", "约"] {
                        printed.bound = Quantity::parse(&format!("{bound}1元")).unwrap().bound;
                        assert!(printed.interval().contains(printed.value()), "{printed}");
                    }
                }
            }
        }
    }
}
