//! Nice ticks for an axis of values: steps of 1, 2 or 5 times a power of ten.
//!
//! Comes in: the least and the greatest value. Goes out: ticks that enclose them, with labels that are exact.
//! A tick is a whole number times a power of ten, so its label is never the print of a binary float.

/// Ticks `first, first + 1, … last`, each times `mantissa × 10^exponent`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ticks {
    first: i64,
    last: i64,
    mantissa: i64,
    exponent: i32,
}

/// Least and greatest of `values`, stretched where a reader would be misled without it: to zero where zero is near, and
/// apart where all values are equal. No values give 0 to 1.
pub(super) fn limits(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for value in values.filter(|value| value.is_finite()) {
        low = low.min(value);
        high = high.max(value);
    }
    if low > high {
        return (0.0, 1.0);
    }
    let size = low.abs().max(high.abs());
    // Below one part in a million binary floats and labels both run out of digits.
    if high - low <= size * 1e-6 {
        let room = if size > 0.0 { size * 0.1 } else { 1.0 };
        return match low {
            0.0 => (0.0, 1.0),
            _ => (low - room, high + room),
        };
    }
    if low > 0.0 && low <= high * 0.25 {
        low = 0.0;
    }
    if high < 0.0 && high >= low * 0.25 {
        high = 0.0;
    }
    (low, high)
}

/// Least and greatest of `values` as they are, for drawings that show a way and no size; both the same where all are equal,
/// which an axis puts in its middle.
pub(super) fn extent(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let (low, high) = (values.clone().fold(f64::INFINITY, f64::min), values.fold(f64::NEG_INFINITY, f64::max));
    let is_level = low > high || high - low <= low.abs().max(high.abs()) * 1e-6;
    if is_level { (0.0, 0.0) } else { (low, high) }
}

/// Limits that fill a height of their own, but for courses so flat that filling it would make much of a rounding: they
/// get at least a tenth of their size.
pub(super) fn filling((low, high): (f64, f64)) -> (f64, f64) {
    let least = 0.1 * low.abs().max(high.abs());
    let room = ((least - (high - low)) / 2.0).max(0.0);
    (low - room, high + room)
}

/// About `wanted` ticks (at least two) from at most `low` to at least `high`.
pub(super) fn nice(low: f64, high: f64, wanted: usize) -> Ticks {
    let least_step = (high - low).max(f64::MIN_POSITIVE * 1e10) / wanted.max(1) as f64;
    let (mut exponent, mut power) = (0, 1.0_f64);
    while power * 10.0 <= least_step && exponent < 300 {
        power *= 10.0;
        exponent += 1;
    }
    while power > least_step && exponent > -28 {
        power /= 10.0;
        exponent -= 1;
    }
    let (mantissa, exponent) = match least_step / power {
        ratio if ratio <= 1.0 => (1, exponent),
        ratio if ratio <= 2.0 => (2, exponent),
        ratio if ratio <= 5.0 => (5, exponent),
        _ => (1, exponent + 1),
    };
    let step = mantissa as f64 * ten_to(exponent);
    // The small allowance keeps 0.3 / 0.1 = 2.9999… from costing a tick.
    let first = (low / step + 1e-9).floor() as i64;
    let last = (high / step - 1e-9).ceil() as i64;
    Ticks { first, last: last.max(first + 1), mantissa, exponent }
}

/// The same for what is drawn between these limits; where every value is whole, as numbers of things are, no tick stands between two
/// whole numbers.
pub(super) fn nice_for(mut values: impl Iterator<Item = f64>, (low, high): (f64, f64), wanted: usize) -> Ticks {
    if values.any(|value| value.fract() != 0.0) {
        return nice(low, high, wanted);
    }
    let (low, high) = (low.floor(), high.ceil());
    nice(low, high, wanted.min((high - low) as usize))
}

impl Ticks {
    /// Each tick with its label.
    pub(super) fn labelled(&self) -> Vec<(f64, String)> {
        // Never more than a screenful, whatever the numbers were.
        let last = self.last.min(self.first + 50);
        (self.first..=last).map(|count| (self.value(count), self.label(count))).collect()
    }

    /// One tick more below.
    pub(super) fn one_lower(self) -> Ticks {
        Ticks { first: self.first - 1, ..self }
    }

    /// The lowest and the highest tick.
    pub(super) fn range(&self) -> (f64, f64) {
        (self.value(self.first), self.value(self.last))
    }

    fn value(&self, count: i64) -> f64 {
        let whole = (count * self.mantissa) as f64;
        if self.exponent < 0 { whole / ten_to(-self.exponent) } else { whole * ten_to(self.exponent) }
    }

    fn label(&self, count: i64) -> String {
        let whole = count * self.mantissa;
        if whole == 0 {
            return "0".to_owned();
        }
        let sign = if whole < 0 { "-" } else { "" };
        let digits = whole.unsigned_abs().to_string();
        if self.exponent >= 12 {
            return format!("{sign}{digits}E{}", self.exponent);
        }
        if self.exponent >= 0 {
            return format!("{sign}{digits}{}", "0".repeat(self.exponent as usize));
        }
        let decimals = self.exponent.unsigned_abs() as usize;
        let padded = format!("{digits:0>width$}", width = decimals + 1);
        let (ones, fraction) = padded.split_at(padded.len() - decimals);
        format!("{sign}{ones}.{fraction}")
    }
}

/// 10 to the power of `exponent`, by multiplication: `powi` may differ between machines.
fn ten_to(exponent: i32) -> f64 {
    let power = (0..exponent.unsigned_abs()).fold(1.0_f64, |power, _| power * 10.0);
    if exponent < 0 { 1.0 / power } else { power }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(low: f64, high: f64) -> Vec<String> {
        nice(low, high, 4).labelled().into_iter().map(|(_, label)| label).collect()
    }

    #[test]
    fn steps_are_one_two_or_five() {
        assert_eq!(labels(0.0, 100.0), ["0", "50", "100"]);
        assert_eq!(labels(0.0, 7.9), ["0", "2", "4", "6", "8"]);
        assert_eq!(labels(11000.0, 15361.0), ["10000", "12000", "14000", "16000"]);
        assert_eq!(labels(0.0, 0.3), ["0", "0.1", "0.2", "0.3"]);
        assert_eq!(
            labels(-0.05, 0.12),
            ["-0.05", "0.00", "0.05", "0.10", "0.15"].map(|l| if l == "0.00" { "0" } else { l })
        );
    }

    #[test]
    fn whole_values_have_whole_ticks() {
        let labels = |values: &[f64]| {
            let ticks = nice_for(values.iter().copied(), limits(values.iter().copied()), 4);
            ticks.labelled().into_iter().map(|(_, label)| label).collect::<Vec<_>>()
        };
        assert_eq!(labels(&[0.0, 1.0, 2.0]), ["0", "1", "2"]);
        assert_eq!(labels(&[0.0, 1.0, 1.5]), ["0", "0.5", "1.0", "1.5"]);
        assert_eq!(labels(&[5.0, 5.0]), ["4", "5", "6"]);
        assert_eq!(labels(&[0.0]), ["0", "1"]);
        assert_eq!(labels(&[0.0, 7.0]), ["0", "2", "4", "6", "8"]);
    }

    #[test]
    fn labels_are_exact_however_large_or_small() {
        assert_eq!(labels(0.0, 7.9e28).last().map(String::as_str), Some("8E28"));
        let small = labels(0.0, 3e-27);
        assert!(small.iter().all(|label| label.len() < 40), "{small:?}");
    }

    #[test]
    fn equal_values_get_room_and_near_zero_is_included() {
        assert_eq!(limits([5.0, 5.0].into_iter()), (4.5, 5.5));
        assert_eq!(limits([0.0].into_iter()), (0.0, 1.0));
        assert_eq!(limits(std::iter::empty()), (0.0, 1.0));
        assert_eq!(limits([2.0, 10.0].into_iter()), (0.0, 10.0));
        assert_eq!(limits([9.0, 10.0].into_iter()), (9.0, 10.0));
        assert_eq!(limits([-10.0, -2.0].into_iter()), (-10.0, 0.0));
    }

    #[test]
    fn flat_courses_stay_flat() {
        assert_eq!(filling((0.0, 10.0)), (0.0, 10.0));
        assert_eq!(filling((95.0, 100.0)), (92.5, 102.5));
        assert_eq!(filling((-100.0, -100.0)), (-105.0, -95.0));
        assert_eq!(filling((0.0, 0.0)), (0.0, 0.0));
    }

    #[test]
    fn ticks_enclose_the_values() {
        for (low, high) in [(0.0, 1e-9), (-3.7, 12.2), (1e15, 1e15 + 1e12), (-7.9e28, 7.9e28), (99.9, 100.1)] {
            let ticks = nice(low, high, 4);
            let (first, last) = ticks.range();
            assert!(first <= low + low.abs() * 1e-9 && last >= high - high.abs() * 1e-9, "{ticks:?}");
            assert!((2..=7).contains(&ticks.labelled().len()), "{ticks:?}");
        }
    }
}
