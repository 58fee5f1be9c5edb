//! A quantity's value, in its own unit or another of the family: multiplied first, divided once. Gives a value or the
//! same quantity in other words; what would lose or make up a digit is not given.

use super::{Number, Quantity, Scale, Towards, round_towards};
use crate::model::Unit;
use rust_decimal::Decimal;

/// By how many digits a number may grow when it is said in another unit: 1克 is 0.000001吨. Beyond that nobody would
/// print it, and it counts as without end.
const MOST_MORE_DIGITS: u32 = 8;

impl Quantity {
    /// The value in its unit, scale included: `1.67亿元` is 167000000. What was read is far within a decimal's range.
    pub fn value(&self) -> Decimal {
        let (over, under) = self.fraction();
        if under == 1 { over } else { over / Decimal::from(under) }
    }

    /// The value in another unit of the same family.
    pub fn value_in(&self, unit: &Unit) -> Option<Decimal> {
        let (over, under) = self.unit.ratio_to(unit)?;
        self.value_times(over, under)
    }

    /// The value times a fraction, beyond a decimal's range nothing.
    pub(super) fn value_times(&self, times_over: i64, times_under: i64) -> Option<Decimal> {
        let (over, under) = self.fraction();
        times_fraction(over, times_over, Decimal::from(under).checked_mul(times_under.into())?)
    }

    /// The value as numerator, scale included, and denominator.
    pub(super) fn fraction(&self) -> (Decimal, i64) {
        let (over, under) = match &self.number {
            Number::Fraction { over, under } => (Decimal::from(*over), *under),
            whole => (whole.value(), 1),
        };
        (over.saturating_mul(self.scale.factor()), under)
    }

    /// The same quantity in another scale and unit of its family, exactly: no digit is lost, none is made up. `None`
    /// where the family differs, and where the digits would not end: 100亩 has no exact 公顷. Trailing zeros that the
    /// conversion makes are dropped (`6031万元` → `0.6031亿元`).
    pub fn converted(&self, scale: Scale, unit: &Unit) -> Option<Self> {
        if scale == self.scale && unit == &self.unit {
            return Some(self.clone());
        }
        let (times_over, times_under) = self.unit.ratio_to(unit)?;
        let (over, under) = self.fraction();
        more_digits(over, times_over, under.checked_mul(times_under)?).filter(|more| *more <= MOST_MORE_DIGITS)?;
        let value = self.value_times(times_over, times_under)?;
        let digits = value.checked_div(scale.factor())?.normalize();
        // A division that dropped digits does not come back.
        let is_exact = digits.checked_mul(scale.factor()) == Some(value);
        is_exact.then(|| Self { number: Number::Decimal(digits), scale, unit: unit.clone(), bound: self.bound })
    }

    /// The same quantity in a scale and unit of its family with so many digits after the point, rounded once.
    pub fn rounded(&self, scale: Scale, unit: &Unit, decimals: u32, towards: Towards) -> Option<Self> {
        let digits = round_towards(self.value_in(unit)? / scale.factor(), decimals, towards);
        Some(Self { number: Number::Decimal(digits), scale, unit: unit.clone(), bound: self.bound })
    }
}

/// `value * over / under`. Nearly always both are one, and dividing decimals is slow.
pub(super) fn times_fraction(value: Decimal, over: i64, under: Decimal) -> Option<Decimal> {
    let product = if over == 1 { value } else { value.checked_mul(over.into())? };
    if under == Decimal::ONE { Some(product) } else { product.checked_div(under) }
}

/// How many more digits after the point `value * over / under` has than `value`; `None` where there is no end of them.
pub(super) fn more_digits(value: Decimal, over: i64, under: i64) -> Option<u32> {
    let under = u128::from(under.unsigned_abs());
    let over = u128::from(over.unsigned_abs()) % under;
    let rest = (value.normalize().mantissa().unsigned_abs() % under).checked_mul(over)? % under;
    let lowest = under / common_divisor(under, rest);
    let (lowest, twos) = without_factor(lowest, 2);
    let (lowest, fives) = without_factor(lowest, 5);
    (lowest == 1).then(|| twos.max(fives))
}

fn common_divisor(a: u128, b: u128) -> u128 {
    if b == 0 { a } else { common_divisor(b, a % b) }
}

/// The number without a prime factor, and how often it had it.
fn without_factor(mut number: u128, factor: u128) -> (u128, u32) {
    let mut times = 0;
    while number.is_multiple_of(factor) {
        number /= factor;
        times += 1;
    }
    (number, times)
}

#[cfg(test)]
mod tests {
    use super::super::{BoundSense, Rounding};
    use super::*;

    fn quantity(text: &str) -> Quantity {
        Quantity::parse(text).unwrap()
    }

    fn converted(text: &str, scale: Scale, unit: &str) -> Option<String> {
        quantity(text).converted(scale, &Unit::new(unit)).map(|quantity| quantity.to_string())
    }

    #[test]
    fn conversion_is_exact_both_ways() {
        let yuan = Unit::new("元");
        let funds = quantity("6031万元");
        let in_yi = funds.converted(Scale::Yi, &yuan).unwrap();
        assert_eq!(in_yi.to_string(), "0.6031亿元");
        assert_eq!(in_yi.converted(Scale::Wan, &yuan).unwrap().to_string(), "6031万元");
        assert_eq!(converted("77794.8万元", Scale::Yi, "元").as_deref(), Some("7.77948亿元"));
        assert_eq!(converted("4.9万亩", Scale::One, "户"), None);
    }

    #[test]
    fn what_does_not_end_is_not_converted() {
        assert_eq!(converted("30亩", Scale::One, "公顷").as_deref(), Some("2公顷"));
        assert_eq!(converted("1.5亩", Scale::One, "公顷").as_deref(), Some("0.1公顷"));
        assert_eq!(converted("100亩", Scale::One, "公顷"), None);
        assert_eq!(converted("1克", Scale::One, "吨").as_deref(), Some("0.000001吨"));
        assert_eq!(converted("123456789012345元", Scale::WanYi, "元").as_deref(), Some("123.456789012345万亿元"));
        assert_eq!(converted("1.23456789012342亩", Scale::WanYi, "平方公里"), None);
    }

    #[test]
    fn a_bare_fraction_converts_as_a_ratio() {
        let percent = Unit::percent();
        assert_eq!(converted("2/3", Scale::One, "%"), None);
        assert_eq!(converted("3/4", Scale::One, "%").as_deref(), Some("75%"));
        assert_eq!(converted("1/1024", Scale::One, "倍"), None);
        let nearest = Towards::Nearest(Rounding::HalfUp);
        assert_eq!(quantity("2/3").rounded(Scale::One, &percent, 1, nearest).unwrap().to_string(), "66.7%");
    }

    #[test]
    fn converting_han_digits_gives_arabic_ones() {
        assert_eq!(converted("两公里", Scale::One, "米").as_deref(), Some("2000米"));
        assert_eq!(converted("两次", Scale::One, "次").as_deref(), Some("两次"));
    }

    #[test]
    fn a_bound_stays_true_when_it_is_rounded() {
        for (text, unit, printed) in [
            ("超过170.6亿元", "元", "超过170亿元"),
            ("170.6亿元以上", "元", "170亿元以上"),
            ("1.67亿余元", "元", "1亿余元"),
            ("至少1.67亿元", "元", "至少1亿元"),
            ("不到170.4亿元", "元", "不到171亿元"),
            ("170.4亿元以内", "元", "171亿元以内"),
            ("近170.6亿元", "元", "近171亿元"),
            ("约170.4亿元", "元", "约170亿元"),
            ("-8.6%以上", "%", "-8%以上"),
            ("不到-8.4%", "%", "不到-9%"),
        ] {
            let whole = quantity(text);
            let towards = whole.bound.map(|bound| bound.sense.rounds(Rounding::HalfUp)).unwrap();
            let rounded = whole.rounded(whole.scale, &Unit::new(unit), 0, towards).unwrap();
            assert_eq!(rounded.to_string(), printed);
            let is_open = !matches!(whole.bound.unwrap().sense, BoundSense::Nearly | BoundSense::About);
            assert!(!is_open || rounded.interval().contains(whole.value()), "{text}");
        }
    }
}
