//! By which formula a column follows from others: every pair of columns is tried in every way, and the one that most rows bear
//! out, with digits enough that chance cannot have done it, is given. Does not say which rows break it.

use super::sums::total_row;
use crate::audit::arithmetic::plain;
use crate::model::Interval;
use crate::reading::{Number, Table};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

#[derive(Clone, Copy, Debug)]
pub struct Formula {
    first: usize,
    second: usize,
    pub way: Way,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Growth,
    Difference,
    Sum,
    /// `first ÷ second` times what the units need: 1000 from 吨 to 公斤, 100 for a percentage.
    Quotient(Decimal),
    /// `first ÷ first of this row`, in percent; `second` is not used.
    Share(usize),
    /// `first ÷ a whole that the table does not show`, in percent: the one that most rows have in common. `second` is not used.
    ShareOf(Interval),
}

pub struct Outcome {
    exact: Decimal,
    pub interval: Interval,
}

/// How many decimal digits of agreement show that a column is meant so: for one whose head names a computed measure, and
/// for any other, for which far more formulas are tried.
const ENOUGH_FOR_COMPUTED: f64 = 4.0;
const ENOUGH: f64 = 7.0;

/// So many rows are tried first.
const SAMPLE: usize = 8;

/// Rows that are asked what whole they share.
const MOST_SHARES: usize = 200;

/// Columns of shares.
const SHARES: [&str; 4] = ["占", "比重", "构成", "份额"];

/// The formula of a column, `None` where nearly all rows keep none.
pub fn of(table: &Table, result: usize, numeric: &[usize], is_computed: bool) -> Option<Formula> {
    let mut best: Option<(usize, f64, Formula)> = None;
    for formula in candidates(table, result, numeric, is_computed) {
        let Some(tally) = tally(table, result, &formula, SAMPLE).filter(|tally| tally.held * 2 >= tally.all) else {
            continue;
        };
        let tally = match table.rows.len() > SAMPLE {
            true => self::tally(table, result, &formula, usize::MAX)?,
            false => tally,
        };
        let digits = if is_computed { ENOUGH_FOR_COMPUTED } else { ENOUGH };
        let needs_three = matches!(formula.way, Way::ShareOf(_)) && tally.held < 3;
        let is_kept = !needs_three && tally.held >= 3 && tally.held * 4 >= tally.all * 3
            || formula.way == Way::Growth && says_growth(table.name(result)) && tally.held * 2 >= tally.all
            || !needs_three && is_computed && tally.held >= 2 && tally.held * 3 >= tally.all * 2;
        let is_better = best.as_ref().is_none_or(|(held, digits, _)| (tally.held, tally.digits) > (*held, *digits));
        if is_kept && tally.digits >= digits && is_better {
            best = Some((tally.held, tally.digits, formula));
        }
    }
    best.map(|(.., formula)| formula)
}

fn candidates(table: &Table, result: usize, numeric: &[usize], is_computed: bool) -> Vec<Formula> {
    let mut all = Vec::new();
    let others: Vec<usize> = numeric.iter().copied().filter(|column| *column != result).collect();
    for &first in &others {
        if let Some(total) = total_row(table).filter(|_| is_computed) {
            all.push(Formula { first, second: first, way: Way::Share(total) });
        } else if is_computed && SHARES.iter().any(|word| table.name(result).contains(word)) {
            let whole = common_whole(table, result, first);
            all.extend(whole.map(|whole| Formula { first, second: first, way: Way::ShareOf(whole) }));
        }
        for &second in others.iter().filter(|second| **second != first) {
            let mut put = |way| all.push(Formula { first, second, way });
            if is_computed {
                put(Way::Growth);
                put(Way::Difference);
                factors(table, result, first, second).into_iter().for_each(|factor| put(Way::Quotient(factor)));
            } else if first < second {
                put(Way::Sum);
            }
        }
    }
    all
}

/// A column whose head says that it is a growth: of few rows even half show from which columns.
fn says_growth(name: &str) -> bool {
    ["增长", "同比", "增速", "增幅", "增减"].iter().any(|word| name.contains(word))
}

/// The whole of which most rows give the printed share.
fn common_whole(table: &Table, result: usize, first: usize) -> Option<Interval> {
    // Each is tried with all: of a long table its beginning is enough.
    let wholes: Vec<Interval> = (0..table.rows.len().min(MOST_SHARES))
        .filter_map(|row| table.number(row, first).zip(table.number(row, result)))
        .filter(|(_, share)| share.interval.low.is_some_and(|low| low > Decimal::ZERO))
        .filter_map(|(part, share)| part.interval.over(&share.interval)?.scaled(Decimal::ONE_HUNDRED))
        .collect();
    let common = |from: &Interval| {
        let low = from.low?;
        let with_it: Vec<&Interval> = wholes.iter().filter(|whole| whole.contains(low)).collect();
        let high = with_it.iter().filter_map(|whole| whole.high).min()?;
        Some((with_it.len(), Interval::between(low, high)))
    };
    wholes.iter().filter_map(common).max_by_key(|(many, _)| *many).map(|(_, whole)| whole)
}

/// By what a quotient would have to be multiplied in the first rows: powers of ten, and what 公顷 and 斤 bring in.
fn factors(table: &Table, result: usize, first: usize, second: usize) -> Vec<Decimal> {
    let names = [result, first, second].map(|column| table.name(column));
    let has = |unit: &str| names.iter().any(|name| name.contains(unit));
    let mut bases = vec![1.0];
    if has("公顷") {
        bases.extend([15.0, 1.0 / 15.0]);
    }
    if names.iter().any(|name| name.replace("公斤", "").contains('斤')) {
        bases.extend([2.0, 0.5]);
    }
    let mut factors: Vec<Decimal> = Vec::new();
    for row in 0..table.rows.len().min(5) {
        let numbers = (table.number(row, result), table.number(row, first), table.number(row, second));
        let (Some(printed), Some(a), Some(b)) = numbers else { continue };
        let needed = || Some(printed.value.to_f64()? * b.value.to_f64()? / a.value.to_f64()?);
        let Some(needed) = needed().filter(|needed| needed.is_finite() && *needed > 1e-7 && *needed < 1e9) else {
            continue;
        };
        for base in &bases {
            let power = (needed / base).log10().round();
            let factor = base * 10_f64.powf(power);
            let near = (needed / factor - 1.0).abs() < 0.1;
            let Some(factor) = near.then(|| exact_factor(*base, power as i32)).flatten() else { continue };
            if !factors.contains(&factor) {
                factors.push(factor);
            }
        }
    }
    factors
}

/// A base (15, 1/15, 2, 1/2 or 1) times a power of ten, without the error of a float.
fn exact_factor(base: f64, power: i32) -> Option<Decimal> {
    let ten = match power >= 0 {
        true => Decimal::from(10_i64.checked_pow(power.unsigned_abs())?),
        false => Decimal::new(1, power.unsigned_abs()),
    };
    let (numerator, denominator) =
        if base >= 1.0 { (base.round() as i64, 1) } else { (1, (1.0 / base).round() as i64) };
    ten.checked_mul(Decimal::from(numerator))?.checked_div(Decimal::from(denominator))
}

struct Tally {
    held: usize,
    all: usize,
    /// The decimal digits to which the rows that hold agree, added up.
    digits: f64,
}

fn tally(table: &Table, result: usize, formula: &Formula, most: usize) -> Option<Tally> {
    let mut tally = Tally { held: 0, all: 0, digits: 0.0 };
    for row in 0..table.rows.len().min(most) {
        let Some((printed, outcome)) = table.number(row, result).zip(formula.outcome(table, row)) else { continue };
        tally.all += 1;
        if outcome.interval.meets(&printed.interval) {
            tally.held += 1;
            tally.digits += agreement(printed, &outcome);
        }
    }
    (tally.held >= 2).then_some(tally)
}

/// To how many decimal digits a result had to agree.
fn agreement(printed: &Number, outcome: &Outcome) -> f64 {
    let width = |interval: &Interval| interval.high?.checked_sub(interval.low?)?.to_f64();
    // What the printed digits give exactly agrees to all of them.
    let is_exact = printed.interval.contains(outcome.exact);
    let own = if is_exact { Some(0.0) } else { width(&outcome.interval) };
    let tolerance = width(&printed.interval).zip(own).map(|(a, b)| a + b);
    let size = printed.value.abs().to_f64().unwrap_or(0.0);
    tolerance.map_or(0.0, |tolerance| (size / tolerance.max(1e-9)).max(1.0).log10())
}

impl Formula {
    /// The same columns in another way.
    pub fn by(&self, way: Way) -> Self {
        Self { way, ..*self }
    }

    /// What a row gives; `None` where one of its cells holds no number.
    pub fn outcome(&self, table: &Table, row: usize) -> Option<Outcome> {
        if let Way::ShareOf(whole) = self.way {
            return share_of(table.number(row, self.first)?, &whole);
        }
        let (a, b) = self.operands(table, row)?;
        match self.way {
            Way::ShareOf(_) => None,
            Way::Difference => {
                Some(Outcome { exact: a.value.checked_sub(b.value)?, interval: a.interval.minus(&b.interval)? })
            }
            Way::Sum => Some(Outcome { exact: a.value.checked_add(b.value)?, interval: a.interval.plus(&b.interval)? }),
            Way::Growth => {
                let Outcome { exact, interval } = quotient(a, b, Decimal::ONE_HUNDRED)?;
                let base = Interval::point(Decimal::ONE_HUNDRED);
                Some(Outcome { exact: exact - Decimal::ONE_HUNDRED, interval: interval.minus(&base)? })
            }
            Way::Quotient(factor) => quotient(a, b, factor),
            Way::Share(total) => (row != total).then(|| quotient(a, b, Decimal::ONE_HUNDRED)).flatten(),
        }
    }

    fn operands<'t>(&self, table: &'t Table, row: usize) -> Option<(&'t Number, &'t Number)> {
        match self.way {
            Way::Share(total) => Some((table.number(row, self.first)?, table.number(total, self.first)?)),
            _ => Some((table.number(row, self.first)?, table.number(row, self.second)?)),
        }
    }

    /// The arithmetic of a row, with one digit more than the result was printed with.
    pub fn words(&self, table: &Table, row: usize, printed: &Number) -> String {
        if let Way::ShareOf(whole) = self.way {
            let part = table.number(row, self.first).zip(whole.low).zip(self.outcome(table, row));
            let sum = part.map(|((part, whole), outcome)| {
                let (whole, share) =
                    (plain(whole, part.value.scale()), plain(outcome.exact, printed.value.scale() + 1));
                format!("{}÷各行共同的总数约{whole} = {share}%", part.text)
            });
            return sum.unwrap_or_default();
        }
        let Some(((a, b), outcome)) = self.operands(table, row).zip(self.outcome(table, row)) else {
            return String::new();
        };
        let value = plain(outcome.exact, printed.value.scale() + 1);
        let (a, b) = (&a.text, &b.text);
        match self.way {
            Way::Difference => format!("{a}-{b} = {value}"),
            Way::Sum => format!("{a}+{b} = {value}"),
            Way::Growth => format!("({a}-{b})÷{b} = {value}%"),
            Way::Share(_) | Way::ShareOf(_) => format!("{a}÷{b} = {value}%"),
            Way::Quotient(factor) if factor == Decimal::ONE_HUNDRED => format!("{a}÷{b} = {value}%"),
            Way::Quotient(factor) if factor == Decimal::ONE => format!("{a}÷{b} = {value}"),
            Way::Quotient(factor) => format!("{a}÷{b}×{} = {value}", plain(factor, 6)),
        }
    }
}

fn share_of(part: &Number, whole: &Interval) -> Option<Outcome> {
    let exact = part.value.checked_div(whole.low?)?.checked_mul(Decimal::ONE_HUNDRED)?;
    Some(Outcome { exact, interval: part.interval.over(whole)?.scaled(Decimal::ONE_HUNDRED)? })
}

fn quotient(a: &Number, b: &Number, factor: Decimal) -> Option<Outcome> {
    let exact = a.value.checked_div(b.value)?.checked_mul(factor)?;
    Some(Outcome { exact, interval: a.interval.over(&b.interval)?.scaled(factor)? })
}
