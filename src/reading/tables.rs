//! The tables of a reading: rows of cells, the numbers in them with the interval that their digits allow, and the unit that
//! a number has from its cell, its row, its column or the caption. Judges nothing.

use super::{Paragraph, ParagraphKind, Reading, measure_word};
use crate::model::Interval;
use rust_decimal::Decimal;
use std::ops::Range;

/// A larger table is data, not text.
const MOST_ROWS: usize = 400;
const MOST_COLUMNS: usize = 24;

/// In bytes.
const LONGEST_CAPTION: usize = 150;

/// Rows and columns that are the sum of the others.
const TOTALS: [&str; 12] =
    ["合计", "总计", "总和", "共计", "全县", "全市", "全区", "全省", "全国", "全镇", "总数", "合计数"];

pub struct Table<'r> {
    /// The names of the columns; empty where the table has none.
    pub head: Vec<&'r str>,
    /// The units of the columns, where they stand in a row of their own below the head.
    units: Vec<&'r str>,
    /// The line before it.
    pub caption: &'r str,
    pub rows: Vec<Row<'r>>,
    /// Where it ends in the clean text.
    pub end: usize,
    /// Its rows were columns.
    pub is_turned: bool,
}

pub struct Row<'r> {
    pub label: &'r str,
    pub cells: Vec<Cell<'r>>,
}

pub struct Cell<'r> {
    pub text: &'r str,
    pub number: Option<Number>,
}

#[derive(Clone, Debug)]
pub struct Number {
    /// As printed.
    pub text: String,
    pub value: Decimal,
    /// Half the last printed digit to each side.
    pub interval: Interval,
    pub is_percent: bool,
    /// In the clean text.
    pub range: Range<usize>,
}

impl Number {
    /// Whether the cell itself says a scale or a unit.
    pub fn has_unit(&self) -> bool {
        !self.text.ends_with(|c: char| c.is_ascii_digit())
    }
}

/// Every run of table rows.
pub fn of(reading: &Reading) -> Vec<Table<'_>> {
    let is_row = |kind: ParagraphKind| kind == ParagraphKind::TableRow;
    reading
        .paragraphs
        .chunk_by(|a, b| is_row(a.kind) == is_row(b.kind))
        .filter(|run| is_row(run[0].kind))
        .filter_map(|run| {
            let end = run.last()?.range.end;
            let rows = run.iter().map(|paragraph| row(reading, &paragraph.range)).collect();
            Some(Table { caption: caption(reading, &run[0]), end, ..table(rows)? })
        })
        .collect()
}

/// The short line above a table: 2023年各乡镇粮食生产情况（单位：吨）.
fn caption<'r>(reading: &'r Reading, first: &Paragraph) -> &'r str {
    let above = reading.paragraph_at(first.range.start).checked_sub(1);
    let line = above.map_or("", |above| reading.slice(&reading.paragraphs[above].range));
    if line.len() <= LONGEST_CAPTION { line } else { "" }
}

fn table(mut rows: Vec<Row<'_>>) -> Option<Table<'_>> {
    let width = rows.iter().map(|row| row.cells.len()).max()?;
    if rows.len() < 3 || rows.len() > MOST_ROWS || !(2..=MOST_COLUMNS).contains(&width) {
        return None;
    }
    let is_head = is_head(&rows[0]);
    let mut head: Vec<&str> = match is_head {
        true => rows.remove(0).cells.into_iter().map(|cell| cell.text).collect(),
        false => Vec::new(),
    };
    // Units may stand in a row of their own below the head.
    let is_unit_row = |row: &Row| row.cells.iter().all(|cell| cell.number.is_none());
    let mut units = Vec::new();
    if is_head && rows.len() > 2 && is_unit_row(&rows[0]) && rows[0].label.chars().count() <= 4 {
        units = rows.remove(0).cells.into_iter().map(|cell| cell.text).collect();
        for (name, unit) in head.iter_mut().zip(&units) {
            *name = if name.is_empty() { unit } else { *name };
        }
    }
    rows.retain(|row| row.cells.len() == width || row.cells.len() + 1 == width);
    Some(Table { head, units, caption: "", rows, is_turned: false, end: 0 })
}

fn row<'r>(reading: &'r Reading, range: &Range<usize>) -> Row<'r> {
    let mut cells = Vec::new();
    let mut start = range.start;
    let text = reading.slice(range);
    for cell in text.strip_suffix('\t').unwrap_or(text).split('\t') {
        cells.push(Cell { text: cell.trim(), number: number(cell, start) });
        start += cell.len() + 1;
    }
    let label = cells.iter().take(2).find(|cell| cell.number.is_none() && !cell.text.is_empty());
    let label = label.map_or("", |cell| cell.text);
    Row { label, cells }
}

/// A head names columns: it has no numbers but years.
fn is_head(row: &Row) -> bool {
    let is_year = |cell: &Cell| cell.text.len() == 4 && cell.text.starts_with("20") && cell.number.is_some();
    row.cells.iter().all(|cell| cell.number.is_none() || is_year(cell))
        && row.cells.first().is_some_and(|cell| cell.number.is_none())
}

/// The number that a cell is, with nothing but a scale and a unit behind it.
fn number(cell: &str, start: usize) -> Option<Number> {
    let text = cell.trim();
    let from = start + (cell.len() - cell.trim_start().len());
    let (sign, digits) = match text.strip_prefix(['-', '－', '−', '–', '↓']) {
        Some(rest) => (-Decimal::ONE, rest),
        None => (Decimal::ONE, text.strip_prefix(['+', '＋', '↑']).unwrap_or(text)),
    };
    let end = digits.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(digits.len());
    let (digits, unit) = digits.split_at(end);
    let unit = unit.trim();
    if digits.is_empty() || digits.starts_with('.') || !is_unit(unit) {
        return None;
    }
    let (factor, unit) = match unit.chars().next() {
        Some('万') => (Decimal::from(10_000), &unit['万'.len_utf8()..]),
        Some('亿') => (Decimal::from(100_000_000), &unit['亿'.len_utf8()..]),
        _ => (Decimal::ONE, unit),
    };
    let value: Decimal = digits.replace(',', "").parse().ok()?;
    let half = Decimal::new(5, value.scale() + 1).checked_mul(factor)?;
    let value = value.checked_mul(factor)? * sign;
    let interval = Interval::between(value.checked_sub(half)?, value.checked_add(half)?);
    let is_percent = unit.contains(['%', '％']);
    Some(Number { text: text.to_string(), value, interval, is_percent, range: from..from + text.len() })
}

/// Whether what stands behind the digits of a cell is a unit: no date, no number of a document, no range.
fn is_unit(text: &str) -> bool {
    text.chars().count() <= 6
        && !text.starts_with(['年', '月', '日', '号', '时', '季', '级', '期', '类', '届', '路', '楼'])
        && text.chars().all(|c| c.is_alphabetic() || "%％‰/".contains(c))
}

impl<'r> Table<'r> {
    /// Rows for columns; without rows where there are too many to be a handful of measures.
    pub fn turned(&self) -> Table<'_> {
        const MOST: usize = 10;
        let numeric: Vec<usize> = (0..self.width()).filter(|column| self.is_numeric(*column)).collect();
        let turned = Table {
            head: Vec::new(),
            units: Vec::new(),
            rows: Vec::new(),
            caption: "",
            is_turned: true,
            end: self.end,
        };
        if self.rows.len() > MOST || self.rows.len() < 3 || self.head.is_empty() {
            return turned;
        }
        let cell = |row: &Row<'r>, column: usize| match row.cells.get(column) {
            Some(cell) => Cell { text: cell.text, number: cell.number.clone() },
            None => Cell { text: "", number: None },
        };
        let rows = numeric.iter().map(|column| Row {
            label: self.name(*column),
            cells: self.rows.iter().map(|row| cell(row, *column)).collect(),
        });
        Table { rows: rows.collect(), head: self.rows.iter().map(|row| row.label).collect(), ..turned }
    }

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

    /// The scale and unit of the numbers of a cell that name none: 万元, 公斤/亩; empty where nothing says it.
    pub fn unit(&self, row: usize, column: usize) -> &'r str {
        let of_row = self.head.iter().position(|name| matches!(*name, "单位" | "计量单位"));
        let cell = of_row.and_then(|column| self.rows[row].cells.get(column)).map_or("", |cell| cell.text);
        let head = self.head.get(column).copied().unwrap_or("");
        let stated = [
            unit_of_name(head),
            self.units.get(column).copied().unwrap_or(""),
            unit_of_name(self.rows[row].label),
            cell,
            unit_of_name(self.caption),
        ];
        stated.into_iter().find(|unit| is_whole_unit(unit)).unwrap_or("")
    }
}

/// Whether the name of a row or column says that it is the sum of the others.
pub fn is_total(label: &str) -> bool {
    let bare: String = label.chars().filter(|c| !c.is_whitespace() && !"：:".contains(*c)).collect();
    let bare = bare.split(['（', '(']).next().unwrap_or("");
    TOTALS.contains(&bare) || ["合计", "总计"].iter().any(|word| bare.ends_with(word) && bare.chars().count() <= 6)
}

/// The unit that a name says: 产量（吨）, 增长%, 单位：万元.
fn unit_of_name(name: &str) -> &str {
    let name = name.trim_end_matches(['）', ')', ' ']);
    if let Some((_, unit)) = name.rsplit_once("单位：").or_else(|| name.rsplit_once("单位:")) {
        return unit.trim();
    }
    match name.rfind(['（', '(']) {
        Some(open) => name[open..].trim_start_matches(['（', '(', '±']),
        None if name.ends_with('%') => "%",
        None => "",
    }
}

/// Whether a text is a scale and a unit and nothing else.
fn is_whole_unit(text: &str) -> bool {
    let unit = ["万", "亿", "百万"].iter().find_map(|scale| text.strip_prefix(scale)).unwrap_or(text);
    let single = |unit: &str| !unit.is_empty() && measure_word(unit) == unit;
    single(unit) || single(text) || unit.split_once('/').is_some_and(|(unit, per)| single(unit) && !per.is_empty())
}
