//! The tables of a reading: rows of cells, the numbers in them with the interval that their digits allow.

use crate::model::Interval;
use crate::reading::{ParagraphKind, Reading};
use rust_decimal::Decimal;
use std::ops::Range;

/// A larger table is data, not text.
const MOST_ROWS: usize = 400;
const MOST_COLUMNS: usize = 24;

pub struct Table<'r> {
    /// The names of the columns; empty where the table has none.
    pub head: Vec<&'r str>,
    pub rows: Vec<Row<'r>>,
}

pub struct Row<'r> {
    pub label: String,
    pub cells: Vec<Cell<'r>>,
}

pub struct Cell<'r> {
    pub text: &'r str,
    pub number: Option<Number>,
}

#[derive(Clone, Debug)]
pub struct Number {
    pub value: Decimal,
    /// Half the last printed digit to each side.
    pub interval: Interval,
    pub is_percent: bool,
    /// In the clean text.
    pub range: Range<usize>,
}

/// Every run of table rows.
pub fn tables(reading: &Reading) -> Vec<Table<'_>> {
    let is_row = |kind: ParagraphKind| kind == ParagraphKind::TableRow;
    reading
        .paragraphs
        .chunk_by(|a, b| is_row(a.kind) == is_row(b.kind))
        .filter(|run| is_row(run[0].kind))
        .filter_map(|run| table(run.iter().map(|paragraph| row(reading, &paragraph.range)).collect()))
        .collect()
}

fn table(mut rows: Vec<Row<'_>>) -> Option<Table<'_>> {
    let width = rows.iter().map(|row| row.cells.len()).max()?;
    if rows.len() < 3 || rows.len() > MOST_ROWS || !(2..=MOST_COLUMNS).contains(&width) {
        return None;
    }
    // A head names columns: it has no numbers but years.
    let is_head = rows[0].cells.iter().all(|cell| cell.number.is_none());
    let head = if is_head { rows.remove(0).cells.into_iter().map(|cell| cell.text).collect() } else { Vec::new() };
    rows.retain(|row| row.cells.len() == width || row.cells.len() + 1 == width);
    Some(Table { head, rows })
}

fn row<'r>(reading: &'r Reading, range: &Range<usize>) -> Row<'r> {
    let mut cells = Vec::new();
    let mut start = range.start;
    let text = reading.slice(range);
    for cell in text.strip_suffix('\t').unwrap_or(text).split('\t') {
        cells.push(Cell { text: cell.trim(), number: number(cell, start) });
        start += cell.len() + 1;
    }
    let label = cells.iter().take(2).filter(|cell| cell.number.is_none()).map(|cell| cell.text).collect();
    Row { label, cells }
}

/// The number that a cell is, with nothing but a unit behind it.
fn number(cell: &str, start: usize) -> Option<Number> {
    let text = cell.trim();
    let from = start + (cell.len() - cell.trim_start().len());
    let (sign, digits) = match text.strip_prefix(['-', '－', '−']) {
        Some(rest) => (-Decimal::ONE, rest),
        None => (Decimal::ONE, text.strip_prefix('+').unwrap_or(text)),
    };
    let end = digits.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(digits.len());
    let (digits, unit) = digits.split_at(end);
    let is_unit =
        ["", "%", "％", "元", "万元", "亿元", "个", "户", "人", "亩", "吨", "家", "次", "项"].contains(&unit.trim());
    if digits.is_empty() || !is_unit || digits.starts_with('.') {
        return None;
    }
    let value: Decimal = digits.replace(',', "").parse().ok()?;
    let half = Decimal::new(5, value.scale() + 1);
    let value = value * sign;
    let interval = Interval::between(value.checked_sub(half)?, value.checked_add(half)?);
    Some(Number { value, interval, is_percent: unit.contains(['%', '％']), range: from..from + text.len() })
}

impl Table<'_> {
    pub fn width(&self) -> usize {
        self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0)
    }

    pub fn name(&self, column: usize) -> &str {
        self.head.get(column).copied().unwrap_or("")
    }

    pub fn number(&self, row: usize, column: usize) -> Option<&Number> {
        self.rows[row].cells.get(column)?.number.as_ref()
    }

    /// Whether a column holds numbers throughout, serial numbers apart.
    pub fn is_numeric(&self, column: usize) -> bool {
        let numbers = (0..self.rows.len()).filter(|row| self.number(*row, column).is_some()).count();
        numbers >= 2
            && numbers * 4 >= self.rows.len() * 3
            && !["序号", "编号", "年份", "排名", "位次", "名次"].iter().any(|word| self.name(column).contains(word))
    }
}
