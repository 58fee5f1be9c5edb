//! Totals of a table: a row 合计 is the sum of the other rows, column by column; a column 合计 that of the other columns.

use crate::audit::Verdicts;
use crate::audit::arithmetic::plain;
use crate::model::Interval;
use crate::reading::{Number, Table, is_total};
use rust_decimal::Decimal;

/// Columns whose numbers are not added.
const NOT_ADDED: [&str; 15] =
    ["均", "率", "单产", "增", "减", "同比", "排名", "位次", "指数", "价", "强度", "密度", "比上年", "标准", "环比"];

const SHARES: [&str; 4] = ["占比", "比重", "构成", "占"];

pub fn check(table: &Table, verdicts: &mut Verdicts) {
    if let Some(total) = total_row(table) {
        rows(table, total, verdicts);
    }
    columns(table, verdicts);
}

/// The row of the totals, where there is just one.
pub fn total_row(table: &Table) -> Option<usize> {
    let mut totals = (0..table.rows.len()).filter(|row| is_total(table.rows[*row].label));
    match totals.next() {
        Some(total) => Some(total).filter(|_| totals.next().is_none()),
        None => whole_year(table),
    }
}

/// 全年 below the four quarters or the twelve months.
fn whole_year(table: &Table) -> Option<usize> {
    let year = table.rows.iter().position(|row| matches!(row.label, "全年" | "全年合计" | "年度"))?;
    let is_period = |label: &str| label.ends_with("季度") || label.ends_with('月') || label.ends_with("半年");
    let periods = table.rows[..year].iter().filter(|row| is_period(row.label)).count();
    (periods == year && matches!(periods, 2 | 4 | 12)).then_some(year)
}

struct Column<'t> {
    total: &'t Number,
    parts: Vec<&'t Number>,
    is_share: bool,
}

impl Column<'_> {
    fn sum(&self) -> Option<(Decimal, Interval)> {
        self.parts.iter().try_fold((Decimal::ZERO, Interval::point(Decimal::ZERO)), |(exact, interval), part| {
            Some((exact.checked_add(part.value)?, interval.plus(&part.interval)?))
        })
    }

    fn holds(&self) -> bool {
        let is_whole = self.parts.iter().chain([&self.total]).all(|n| n.value.scale() == 0);
        self.sum().is_some_and(|(exact, interval)| match is_whole && !self.is_share {
            // Whole numbers of a table are counted or rounded alike: a difference of a few units is rounding.
            true => (exact - self.total.value).abs() <= Decimal::from(self.parts.len() / 6),
            false => interval.meets(&self.total.interval),
        })
    }

    fn words(&self) -> String {
        let printed: Vec<String> = self.parts.iter().map(|part| part.text.clone()).collect();
        let sum = self.sum().map_or(Decimal::ZERO, |(exact, _)| plain(exact, 4));
        match printed.len() > 12 {
            true => format!("{}+…+{}（{}项）= {sum}", printed[0], printed[printed.len() - 1], printed.len()),
            false => format!("{} = {sum}", printed.join("+")),
        }
    }
}

/// The total row against the rows above it, or below where it stands first.
fn rows(table: &Table, total: usize, verdicts: &mut Verdicts) {
    let is_part = |row: &usize| {
        let label = &table.rows[*row].label;
        *row != total
            && !label.starts_with("其中")
            && !label.starts_with('#')
            && !label.contains("小计")
            && !label.starts_with("其余")
    };
    let others: Vec<usize> = match total {
        0 => (1..table.rows.len()).filter(is_part).collect(),
        _ => (0..total).filter(is_part).collect(),
    };
    let has_levels = table.rows.iter().any(|row| row.label.contains("小计") || row.label.starts_with("其中"));
    if others.len() < 2 {
        return;
    }
    let (mut held, mut broken) = (Vec::new(), Vec::new());
    for column in (0..table.width()).filter(|column| !NOT_ADDED.iter().any(|word| table.name(*column).contains(word))) {
        let Some(sum) = table.number(total, column) else { continue };
        let parts: Vec<&Number> = others.iter().filter_map(|row| table.number(*row, column)).collect();
        let is_share = sum.is_percent || SHARES.iter().any(|word| table.name(column).contains(word));
        let makes_a_hundred = sum.value == Decimal::ONE_HUNDRED;
        if parts.len() < 2 || is_share && !makes_a_hundred {
            continue;
        }
        if is_growth(table.name(column), &parts, sum) {
            continue;
        }
        let all_are_there = parts.len() == others.len()
            || others.iter().all(|row| {
                let text = table.rows[*row].cells.get(column).map_or("", |cell| cell.text);
                table.number(*row, column).is_some() || ["", "—", "-", "——", "/", "－"].contains(&text)
            });
        let column = Column { total: sum, parts, is_share };
        match column.holds() {
            true => held.push(column),
            false if all_are_there => broken.push(column),
            false => {}
        }
    }
    for column in &held {
        verdicts.holds(column.total.range.clone(), column.words());
    }
    // Where no column adds up, the rows are not all there are, or stand in levels.
    let rows_are_all = !held.is_empty() || broken.len() == 1 && is_near(&broken[0]);
    if !rows_are_all || has_levels && held.is_empty() || broken.len() > held.len().max(1) {
        return;
    }
    for column in broken {
        tell(&column, verdicts);
    }
}

/// A signed number (+1.9) says how something has changed; so does a percentage that is no share.
fn is_growth(name: &str, parts: &[&Number], total: &Number) -> bool {
    let is_signed = |number: &&Number| number.text.starts_with(['+', '＋', '↑', '↓']);
    let is_percent = name.contains(['%', '％', '‰']) || total.is_percent;
    parts.iter().any(is_signed)
        || is_signed(&total)
        || is_percent && !SHARES.iter().any(|word| name.contains(word)) && total.value != Decimal::ONE_HUNDRED
}

fn is_near(column: &Column) -> bool {
    column
        .sum()
        .and_then(|(exact, _)| exact.checked_div(column.total.value))
        .is_some_and(|ratio| ratio > Decimal::new(3, 1) && ratio < Decimal::from(5))
}

fn tell(column: &Column, verdicts: &mut Verdicts) {
    let (words, total) = (column.words(), &column.total.text);
    verdicts
        .wrong(
            column.total.range.clone(),
            format!("表中合计对不上：{words}，表中是{total}"),
            format!("the total of the table does not follow: {words}, the table says {total}"),
        )
        .help("核对这一列（行）的各数和合计", "check the numbers and their total");
}

/// A column 合计 against the other columns, where most rows bear it out.
fn columns(table: &Table, verdicts: &mut Verdicts) {
    let name = |column: usize| table.name(column).split(['（', '(']).next().unwrap_or("").to_string();
    let Some(total) = (0..table.width()).find(|column| is_total(&name(*column)) || name(*column) == "小计") else {
        return;
    };
    let others: Vec<usize> = (0..table.width())
        .filter(|c| *c != total && table.is_numeric(*c))
        .filter(|c| !NOT_ADDED.iter().chain(&SHARES).any(|word| table.name(*c).contains(word)))
        .collect();
    let rows: Vec<Column> = (0..table.rows.len())
        .filter_map(|row| {
            let parts: Vec<&Number> = others.iter().filter_map(|column| table.number(row, *column)).collect();
            let total = table.number(row, total)?;
            (parts.len() >= 2).then_some(Column { total, parts, is_share: false })
        })
        .collect();
    let held = rows.iter().filter(|row| row.holds()).count();
    if held < 2 || held * 3 < rows.len() * 2 {
        return;
    }
    for row in &rows {
        match row.holds() {
            true => verdicts.holds(row.total.range.clone(), row.words()),
            false => tell(row, verdicts),
        }
    }
}
