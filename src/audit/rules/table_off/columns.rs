//! Columns that follow from others: a growth, a difference, a sum, a quotient in other units (吨 and 亩 give 公斤/亩), a share of
//! the total. Which columns and how is found by trying ([`super::formula`]): what holds in nearly all rows is meant, and the
//! row that breaks it is told. Rows may stand for columns: 面积, 产量, 单产 below each other, a year in each column.

use super::formula::{self, Formula, Way};
use crate::audit::Verdicts;
use crate::reading::Table;

/// Columns that are computed from others.
const COMPUTED: [&str; 23] = [
    "%", "％", "率", "占", "比", "增", "减", "均", "单产", "亩产", "差", "幅", "每", "净", "变动", "涨", "效", "价",
    "余", "结转", "密度", "强度", "/",
];

/// What is measured at constant prices or by another count than the row shows.
const COMPARABLE: [&str; 9] = ["生产总值", "增加值", "总产值", "GDP", "可比", "同口径", "指数", "增长速度", "产业"];

/// Trying is cubic in the columns.
const MOST_COLUMNS: usize = 10;

pub fn check(table: &Table, verdicts: &mut Verdicts) {
    let numeric: Vec<usize> = (0..table.width()).filter(|column| table.is_numeric(*column)).collect();
    if numeric.len() > MOST_COLUMNS {
        return;
    }
    for result in numeric.iter().copied() {
        let is_computed = COMPUTED.iter().any(|word| table.name(result).contains(word));
        // What two rows add up to is looked at by the totals.
        if table.is_turned && !is_computed {
            continue;
        }
        if let Some(formula) = formula::of(table, result, &numeric, is_computed) {
            judge(table, result, &formula, verdicts);
        }
    }
}

fn judge(table: &Table, result: usize, formula: &Formula, verdicts: &mut Verdicts) {
    for row in 0..table.rows.len() {
        let Some(printed) = table.number(row, result) else { continue };
        let Some(outcome) = formula.outcome(table, row) else { continue };
        let sum = formula.words(table, row, printed);
        if outcome.interval.meets(&printed.interval) {
            verdicts.holds(printed.range.clone(), sum);
            continue;
        }
        let (label, is) = (table.rows[row].label, &printed.text);
        if is_of_another_kind(table, row, result, formula) {
            continue;
        }
        verdicts
            .wrong(
                printed.range.clone(),
                format!("表中“{label}”一行与其他各行的算法对不上：{sum}，表中是{is}"),
                format!("the row {label} breaks what all other rows keep: {sum}, the table says {is}"),
            )
            .help("核对这一行的几个数", "check the numbers of this row");
    }
}

/// A growth at constant prices, or of a rate, which is said in points.
fn is_of_another_kind(table: &Table, row: usize, result: usize, formula: &Formula) -> bool {
    let label = table.rows[row].label;
    let holds_as_points = || {
        let points = formula.by(Way::Difference);
        table
            .number(row, result)
            .zip(points.outcome(table, row))
            .is_some_and(|(printed, outcome)| outcome.interval.meets(&printed.interval))
    };
    matches!(formula.way, Way::Growth)
        && (COMPARABLE.iter().any(|word| label.contains(word))
            || label.contains(['率', '%', '％']) && !table.rows.iter().all(|row| row.label.contains('率'))
            || holds_as_points())
}
