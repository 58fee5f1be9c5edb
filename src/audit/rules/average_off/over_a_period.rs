//! Averages over days, months and years that nobody counts: 全年处理43.9万吨，日均处理1199吨. Told where one slip explains it, or where the year would
//! have more days than it has.

use super::tell;
use crate::audit::Verdicts;
use crate::audit::arithmetic;
use crate::audit::mend;
use crate::audit::relations::average::{Average, periods};
use crate::audit::relations::operands::{Operand, Tie};
use crate::audit::relations::{near, words};
use crate::reading::{Mention, Reading};
use rust_decimal::Decimal;

/// Whether the average is one of those.
pub fn check(reading: &Reading, verdicts: &mut Verdicts, average: &Average, totals: &[Operand]) -> bool {
    if !matches!(average.per, "日" | "天" | "月" | "年") {
        return false;
    }
    let printed = average.result;
    let tried = |total: &Operand| {
        let lengths = periods::lengths(reading, average, total.mention.range.start).into_iter();
        let reading = &reading;
        let mention = total.mention;
        lengths
            .filter_map(move |length| Some((length, arithmetic::over_number(reading, mention, length)?)))
            .collect::<Vec<_>>()
    };
    let fitting = totals.iter().flat_map(tried).find(|(_, outcome)| outcome.fits_rounded(printed));
    if let Some((_, outcome)) = fitting {
        verdicts.holds(printed.range.clone(), outcome.words(printed));
        return true;
    }
    let Some(total) = meant(reading, average, totals).filter(|_| !average.is_elsewhere && !average.is_over_named)
    else {
        return true;
    };
    // 全年用水总量3.2亿立方米，日均供水12万立方米: what is averaged is another thing.
    let is_kin =
        !words::is_telling(average.of_what) || words::shared(average.of_what, reading.subject(total.mention)) > 0;
    let is_tight = total.tie == Tie::Tight && is_kin;
    let outcomes = tried(total);
    if let Some((_, outcome)) =
        outcomes.iter().find(|(length, _)| is_tight && is_of_no_year(total.mention, printed, *length))
    {
        tell(reading, verdicts, printed, std::slice::from_ref(outcome));
        return true;
    }
    // The zero of 5.0 was printed to say something.
    let digits =
        mend::precision(printed) + usize::from(printed.quantity.printed_decimals() > 0 && ends_in_zero(printed));
    if digits >= 3 || digits == 2 && is_tight {
        let mut nears = outcomes
            .into_iter()
            .filter_map(|(length, outcome)| near::over_number(printed, total.mention, length, outcome));
        if let Some(near) = nears.next() {
            near::tell(reading, verdicts, printed, &near);
        }
    }
    true
}

fn ends_in_zero(printed: &Mention) -> bool {
    printed.quantity.number.value().to_string().ends_with('0')
}

/// The total that grammar ties: of several the one that has the words of what is averaged.
fn meant<'a, 'r>(reading: &Reading, average: &Average, totals: &'a [Operand<'r>]) -> Option<&'a Operand<'r>> {
    let has_its_words = |one: &&Operand| words::shared(average.of_what, reading.subject(one.mention)) > 0;
    let total = totals.iter().find(has_its_words).or(totals.first())?;
    let is_only = totals.iter().filter(|one| one.tie >= Tie::Named).count() == 1;
    (total.tie == Tie::Tight || total.tie == Tie::Named && is_only).then_some(total)
}

/// 去年一年出诊1460次，平均每天14次: more days than a year has, or so few that nobody would say the year.
fn is_of_no_year(total: &Mention, printed: &Mention, length: u32) -> bool {
    const FEWEST: u32 = 150;
    let is_year = matches!(length, 365 | 366);
    let is_plain = printed.quantity.bound.is_none() && printed.upper.is_none() && total.quantity.bound.is_none();
    let half = Decimal::new(5, 1) * printed.quantity.scale.factor();
    let slack = if printed.quantity.printed_decimals() == 0 { half } else { Decimal::ZERO };
    let Some(value) = printed.quantity.value_in(total.unit()).filter(|value| *value > slack) else { return false };
    let days = |value: Decimal| total.quantity.value().checked_div(value);
    let (Some(most), Some(least)) = (days(value - slack), days(value + slack)) else { return false };
    is_year && is_plain && (most < Decimal::from(FEWEST) || least > Decimal::from(370))
}
