//! Yearly growth between two years that the text names: the root of the ratio over the years.

use super::{is_amount, is_at_constant_prices, spans, tell};
use crate::audit::Verdicts;
use crate::audit::arithmetic::Outcome;
use crate::audit::compared::{self, Said};
use crate::model::{Interval, Unit};
use crate::reading::{Direction, Mention, Reading};
use rust_decimal::Decimal;

/// 2020年A…2023年B，年均增长P%: the root over the years.
pub fn yearly(reading: &Reading, verdicts: &mut Verdicts, said: &Said) {
    let mut tied: Option<Outcome> = None;
    for pair in compared::pairs(reading, said, is_amount) {
        let text = reading.text();
        let year_of = |m: &Mention| spans::year_of(reading, m);
        let between = &text
            [pair.before.clause.start.min(pair.now.clause.start)..pair.now.range.start.max(pair.before.range.start)];
        let years = match (year_of(pair.before), year_of(pair.now)) {
            // 年均 is said of several years.
            (Some(a), Some(b)) if b > a + 1 && pair.before.range != pair.now.range => b - a,
            _ => continue,
        };
        let Some(ratio) = pair.before.interval_in(pair.now.unit()).and_then(|b| pair.now.interval().over(&b)) else {
            continue;
        };
        let root = |v: Decimal| nth_root(v, years);
        let (Some(low), Some(high)) = (ratio.low.and_then(root), ratio.high.and_then(root)) else { continue };
        let Some(exact) = pair
            .before
            .quantity
            .value_in(pair.now.unit())
            .and_then(|b| pair.now.quantity.value().checked_div(b))
            .and_then(root)
        else {
            continue;
        };
        let one = Decimal::ONE;
        let sign = if said.direction == Direction::Down { -one } else { one };
        let (a, b) = ((low - one) * sign, (high - one) * sign);
        let outcome = Outcome {
            exact: (exact - one) * sign,
            interval: Interval::between(a.min(b), a.max(b)),
            unit: Unit::new("倍"),
            sum: format!("({}÷{})^(1/{years})-1", reading.printed(pair.now), reading.printed(pair.before)),
        };
        if outcome.fits(said.mention) {
            return verdicts.holds(said.mention.range.clone(), outcome.words(said.mention));
        }
        if pair.is_tight && !is_at_constant_prices(reading, pair.now, said) && between.len() < 300 {
            tied = tied.or(Some(outcome));
        }
    }
    if let Some(outcome) = tied {
        tell(reading, verdicts, said, &outcome);
    }
}

fn nth_root(value: Decimal, n: i32) -> Option<Decimal> {
    use rust_decimal::MathematicalOps;
    value.checked_powd(Decimal::ONE.checked_div(Decimal::from(n))?)
}
