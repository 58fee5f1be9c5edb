//! The mean of values that stand right before it: `3块田亩产分别为742公斤、718公斤、736公斤，平均亩产732公斤`. From an average to the row of values of its unit, and to the
//! doubt where one slip of the pen explains the difference.

use super::tell;
use crate::audit::Verdicts;
use crate::audit::arithmetic::{self, Outcome};
use crate::audit::mend;
use crate::model::Interval;
use crate::reading::{Mention, Reading};
use rust_decimal::Decimal;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for (index, mean) in reading.mentions.iter().enumerate() {
        let Some(row) = row_before(reading, index) else { continue };
        let Some(outcome) = mean_of(reading, &row) else { continue };
        if outcome.fits_rounded(mean) {
            verdicts.holds(mean.range.clone(), outcome.words(mean));
        } else if mend::near(mean, &of_its_scale(&outcome, mean)).is_some() {
            tell(reading, verdicts, mean, &[outcome]);
        }
    }
}

/// What the mean would have to be in the scale in which it is printed: 万 of 万元.
fn of_its_scale(outcome: &Outcome, mean: &Mention) -> Interval {
    outcome.interval.over(&Interval::point(mean.quantity.scale.factor())).unwrap_or(outcome.interval)
}

/// The values joined by 、 and 和 right before a clause with 平均, where that counts nothing by which they would weigh differently.
fn row_before(reading: &Reading, index: usize) -> Option<Vec<&Mention>> {
    const LEAST: usize = 2;
    let mean = &reading.mentions[index];
    let words = reading.before(mean);
    // 全县平均亩产: of more than the row.
    const WIDER: [&str; 6] = ["全县", "全市", "全省", "全国", "全区", "全镇"];
    let is_mean = words.contains("平均")
        && !words.contains(['每', '比', '较', '高', '低'])
        && !WIDER.iter().any(|wider| words.contains(wider));
    let is_plain = |m: &Mention| m.unit() == mean.unit() && m.upper.is_none() && m.change.is_none() && !m.is_quoted;
    let last = index.checked_sub(1).map(|at| &reading.mentions[at]).filter(|_| is_mean && mean.has_unit())?;
    let gap = reading.text().get(last.range.end..mean.range.start)?;
    if !gap.starts_with('，') || gap.strip_prefix('，')? != words || mean.sentence != last.sentence {
        return None;
    }
    let joins = |pair: &[Mention]| {
        let between = reading.text().get(pair[0].range.end..pair[1].range.start).unwrap_or("");
        matches!(between, "、" | "和" | "，")
    };
    let many = reading.mentions[..index].windows(2).rev().take_while(|pair| joins(pair)).count() + 1;
    let row: Vec<&Mention> = reading.mentions[index - many..index].iter().collect();
    let says_each = ["分别", "依次"].iter().any(|word| reading.before(row[0]).contains(word));
    (row.len() >= LEAST && says_each && row.iter().all(|m| is_plain(m)) && is_plain(mean)).then_some(row)
}

fn mean_of(reading: &Reading, row: &[&Mention]) -> Option<Outcome> {
    let total = arithmetic::total(reading, row)?;
    let many = Decimal::from(row.len());
    Some(Outcome {
        exact: total.exact.checked_div(many)?,
        interval: total.interval.over(&Interval::point(many))?,
        sum: format!("({})÷{many}", total.sum),
        ..total
    })
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn a_mean_is_that_of_the_row_before_it() {
        expect(
            "average-off",
            &["3块田亩产分别为742公斤、718公斤、736公斤，平均亩产723公斤。"],
            &[
                "3块田亩产分别为742公斤、718公斤、736公斤，平均亩产732公斤。",
                "甲、乙两镇亩产分别为742公斤、518公斤，平均亩产约630公斤。",
                "甲、乙两镇亩产分别为742公斤、718公斤，全县平均亩产780公斤。",
            ],
        );
    }
}
