//! Columns that follow from two others: a quotient, a growth, a difference. Which columns and how is found by trying: what
//! holds in nearly all rows is meant, and the row that breaks it is told.

use super::cells::{Number, Table};
use crate::audit::Verdicts;
use crate::audit::arithmetic::plain;
use crate::model::Interval;
use rust_decimal::Decimal;

/// Columns that are computed from others.
const COMPUTED: [&str; 16] =
    ["%", "％", "率", "占", "比", "增", "减", "均", "单产", "差", "幅", "每", "净", "变动", "涨", "效"];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Growth,
    Difference,
    /// `a ÷ b` times a power of ten.
    Quotient(i64),
}

const WAYS: [Way; 6] =
    [Way::Growth, Way::Difference, Way::Quotient(100), Way::Quotient(1), Way::Quotient(1000), Way::Quotient(10_000)];

/// A relation needs so many rows that bear it out.
const FEWEST: usize = 3;

pub fn check(table: &Table, verdicts: &mut Verdicts) {
    let numeric: Vec<usize> = (0..table.width()).filter(|column| table.is_numeric(*column)).collect();
    if numeric.len() > 10 {
        return;
    }
    for result in
        numeric.iter().copied().filter(|column| COMPUTED.iter().any(|word| table.name(*column).contains(word)))
    {
        let pairs = numeric.iter().flat_map(|a| numeric.iter().map(|b| (*a, *b)));
        let found = pairs
            .filter(|(a, b)| a != b && *a != result && *b != result)
            .flat_map(|pair| WAYS.iter().map(move |way| (pair, *way)))
            .filter_map(|(pair, way)| {
                let (held, all) = tally(table, result, pair, way);
                (held >= FEWEST && held * 4 >= all * 3).then_some((held, pair, way))
            })
            .max_by_key(|(held, ..)| *held);
        if let Some((_, pair, way)) = found {
            tell(table, result, pair, way, verdicts);
        }
    }
}

fn tally(table: &Table, result: usize, (a, b): (usize, usize), way: Way) -> (usize, usize) {
    let rows = (0..table.rows.len()).filter_map(|row| {
        let outcome = outcome(table.number(row, a)?, table.number(row, b)?, way)?;
        Some(outcome.1.meets(&table.number(row, result)?.interval))
    });
    rows.fold((0, 0), |(held, all), holds| (held + usize::from(holds), all + 1))
}

fn outcome(a: &Number, b: &Number, way: Way) -> Option<(Decimal, Interval)> {
    match way {
        Way::Difference => Some((a.value.checked_sub(b.value)?, a.interval.minus(&b.interval)?)),
        Way::Growth => {
            let (exact, interval) = quotient(a, b, 100)?;
            let base = Interval::point(Decimal::ONE_HUNDRED);
            Some((exact - Decimal::ONE_HUNDRED, interval.minus(&base)?))
        }
        Way::Quotient(factor) => quotient(a, b, factor),
    }
}

fn quotient(a: &Number, b: &Number, factor: i64) -> Option<(Decimal, Interval)> {
    let factor = Decimal::from(factor);
    let exact = a.value.checked_div(b.value)?.checked_mul(factor)?;
    Some((exact, a.interval.over(&b.interval)?.scaled(factor)?))
}

fn tell(table: &Table, result: usize, (a, b): (usize, usize), way: Way, verdicts: &mut Verdicts) {
    for row in 0..table.rows.len() {
        let (Some(first), Some(second), Some(printed)) =
            (table.number(row, a), table.number(row, b), table.number(row, result))
        else {
            continue;
        };
        let Some((exact, interval)) = outcome(first, second, way) else { continue };
        let value = plain(exact, printed.value.scale() + 1);
        let sum = match way {
            Way::Difference => format!("{}-{} = {value}", first.value, second.value),
            Way::Growth => format!("({}-{})÷{} = {value}%", first.value, second.value, second.value),
            Way::Quotient(100) => format!("{}÷{} = {value}%", first.value, second.value),
            Way::Quotient(1) => format!("{}÷{} = {value}", first.value, second.value),
            Way::Quotient(factor) => format!("{}÷{}×{factor} = {value}", first.value, second.value),
        };
        if interval.meets(&printed.interval) {
            verdicts.holds(printed.range.clone(), sum);
            continue;
        }
        let (label, is) = (&table.rows[row].label, printed.value);
        verdicts
            .wrong(
                printed.range.clone(),
                format!("表中“{label}”一行与其他各行的算法对不上：{sum}，表中是{is}"),
                format!("the row {label} breaks what all other rows keep: {sum}, the table says {is}"),
            )
            .help("核对这一行的几个数", "check the numbers of this row");
    }
}
