//! The figures: plainly synthetic series that grow from year to year by seed, so that nothing in them contradicts anything
//! else. From a place, an indicator and a year to a printed value.

use super::indicators::{Indicator, Print};
use super::seed::Seed;
use std::fmt::Write;

/// The years of a place that has all of them; a place with fewer has the last ones.
pub const YEARS: std::ops::Range<i32> = 2015..2025;

/// The values of an indicator in all `YEARS`, in steps of its last printed digit.
pub fn series(code: &str, indicator: &Indicator) -> Vec<u64> {
    let mut seed = Seed::of(code, 0, indicator.id);
    let (least, most) = (u64::from(indicator.least), u64::from(indicator.most));
    let mut value = least + seed.next() % (most - least);
    YEARS
        .map(|_| {
            let now = value;
            value += match indicator.print {
                // Ratios creep, so that none passes the whole.
                Print::Percent => 1 + seed.next() % 8,
                _ => 1 + value * (10 + seed.next() % 70) / 1_000,
            };
            now
        })
        .collect()
}

/// Between 96 and 104 percent of what was reached, at least one step.
pub fn target(code: &str, indicator: &Indicator, year: i32, reached: u64) -> u64 {
    let mut seed = Seed::of(code, year as usize, "target");
    let hundredths = 96 + seed.next() % 9 + indicator.id.len() as u64 % 2;
    (reached * hundredths / 100).max(1)
}

/// `123.45亿元`
pub fn printed(indicator: &Indicator, steps: u64) -> String {
    let mut text = digits(steps, indicator.print.decimals());
    text.push_str(indicator.print.suffix());
    text
}

/// Steps of the last digit as a decimal number.
pub fn digits(steps: u64, decimals: usize) -> String {
    let mut text = String::new();
    let ten = 10_u64.pow(decimals as u32);
    write!(text, "{}", steps / ten).expect("text");
    if decimals > 0 {
        write!(text, ".{:0decimals$}", steps % ten).expect("text");
    }
    text
}
