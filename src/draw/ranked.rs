//! Horizontal bars, one row each, in the order in which they come.
//!
//! Comes in: bars with their printed labels. Goes out: a sheet as high as the rows need, on paper no higher than a page.
//! There is no axis: every bar carries its figure, the zero line is the only rule.

use plotters::element::Rectangle;

use super::header;
use super::lettering::{Anchor, Role};
use super::plot::{self, Axis};
use super::shape::Shape;
use super::style::{Medium, Style};
use super::svg::{Area, Sheet};
use super::wrap::{Wrapped, wrap};
use crate::model::chart::Bar;

/// From this many bars on, rows stand closer.
const MANY: usize = 25;

/// Height of a column of rows in print, in widths of the drawing: about what a page has room for.
const HIGHEST: f64 = 1.2;

/// A bar with its place.
struct Row<'a> {
    bar: &'a Bar,
    name: Wrapped,
    value: f64,
    middle: f64,
    /// Half the height of its bar.
    half: f64,
}

/// Where a column of rows stands.
#[derive(Clone, Copy)]
struct Column {
    left: f64,
    width: f64,
}

/// The bars as a sheet; 暂无数据 where there are none. In print, what is too high for a page stands in columns side by side.
pub(super) fn draw<'a>(bars: &[Bar], unit: &str, style: &'a Style) -> Sheet<'a> {
    if bars.is_empty() {
        return header::empty(style);
    }
    let (set, height) = set(bars, unit, style);
    let mut sheet = Sheet::new(style, height);
    header::draw(&mut sheet, unit);
    let values = || bars.iter().map(|bar| super::float(bar.value));
    let low = values().fold(0.0, f64::min);
    let high = values().fold(0.0, f64::max);
    // Where all are zero there is still a zero line to stand on. All columns have one scale.
    let range = (low, if low == high { 1.0 } else { high });
    let margins = Margins::around(set.iter().flat_map(|(_, rows)| rows), style);
    for (column, rows) in &set {
        draw_column(&mut sheet, *column, rows, &margins, range);
    }
    sheet
}

/// The columns with their rows, and the height of the sheet.
fn set<'b>(bars: &'b [Bar], unit: &str, style: &Style) -> (Vec<(Column, Vec<Row<'b>>)>, f64) {
    let is_dense = bars.len() >= MANY;
    let whole = Column { left: 0.0, width: style.width };
    let (rows_of_all, height) = rows(bars, unit, style, whole, is_dense);
    let count = match style.medium {
        Medium::Web => 1,
        Medium::Print => (height / (HIGHEST * style.width)).ceil().clamp(1.0, 4.0) as usize,
    };
    if count == 1 {
        return (vec![(whole, rows_of_all)], height);
    }
    let gap = 1.5 * style.em();
    let width = (style.width - gap * (count - 1) as f64) / count as f64;
    let (mut columns, mut highest) = (Vec::with_capacity(count), 0.0_f64);
    for (i, bars) in bars.chunks(bars.len().div_ceil(count)).enumerate() {
        let column = Column { left: (width + gap) * i as f64, width };
        let (rows, height) = rows(bars, unit, style, column, is_dense);
        columns.push((column, rows));
        highest = highest.max(height);
    }
    (columns, highest)
}

fn draw_column(sheet: &mut Sheet, column: Column, rows: &[Row], margins: &Margins, (low, high): (f64, f64)) {
    let em = sheet.style.em();
    let frame = frame(rows, margins, column, em);
    let x = Axis::bare(low, high);
    let y = Axis::bare(frame.y + frame.height, frame.y);
    let ends = plot::on_plane(sheet, frame, (x, y), |plane| {
        for own in [false, true] {
            let shape = if own { Shape::OwnBar } else { Shape::Bar };
            plane.draw_series(rows.iter().filter(|row| row.bar.own == own).map(|row| {
                let corners = [(0.0, row.middle - row.half), (row.value, row.middle + row.half)];
                Rectangle::new(corners, plot::fill(shape))
            }))?;
        }
        let zero = plot::place(plane, (0.0, 0.0)).0;
        let ends: Vec<f64> = rows.iter().map(|row| plot::place(plane, (row.value, 0.0)).0).collect();
        Ok((zero, ends))
    });
    if let Some((zero, ends)) = ends {
        sheet.line(Shape::Baseline, &[(zero, frame.y), (zero, frame.y + frame.height)]);
        draw_texts(sheet, column.left + margins.names, rows, &ends);
    }
}

/// Rows from top to bottom, and the height of the sheet.
fn rows<'b>(bars: &'b [Bar], unit: &str, style: &Style, column: Column, is_dense: bool) -> (Vec<Row<'b>>, f64) {
    let em = style.em();
    let (row_height, half) = if is_dense { (1.55 * em, 0.5 * em) } else { (1.95 * em, 0.62 * em) };
    let mut top = header::height(style, unit);
    let mut rows = Vec::with_capacity(bars.len());
    for bar in bars {
        let name = wrap(style, name_role(bar), &bar.name, 0.36 * column.width, 2);
        let height = row_height.max(1.25 * em * name.lines.len() as f64 + 0.4 * em);
        rows.push(Row { bar, name, value: super::float(bar.value), middle: top + height / 2.0, half });
        top += height;
    }
    (rows, top + 0.3 * em)
}

/// What stands at both sides of the bars, the same in all columns, so that they have one scale.
struct Margins {
    names: f64,
    /// Figures left of the bars below zero, and right of the others.
    before: f64,
    behind: f64,
}

impl Margins {
    fn around<'r, 'b: 'r>(rows: impl Iterator<Item = &'r Row<'b>>, style: &Style) -> Self {
        // The zero line needs a little room also where all bars hang to the left of it.
        let mut margins = Self { names: 0.0, before: 0.0, behind: 0.15 * style.em() };
        for row in rows {
            let label = value_role(row.bar).width(style, &row.bar.label.text) + 0.6 * style.em();
            let side = if row.value < 0.0 { &mut margins.before } else { &mut margins.behind };
            *side = side.max(label);
            margins.names = margins.names.max(row.name.width(style, name_role(row.bar)));
        }
        margins
    }
}

/// The room left for the bars.
fn frame(rows: &[Row], margins: &Margins, column: Column, em: f64) -> Area {
    let left = margins.names + 0.7 * em + margins.before;
    let (first, last) = (rows.first(), rows.last());
    let top = first.map_or(0.0, |row| row.middle) - 0.95 * em;
    let bottom = last.map_or(0.0, |row| row.middle) + 0.95 * em;
    let width = (column.width - left - margins.behind).max(2.0 * em);
    Area { x: column.left + left, y: top, width, height: bottom - top }
}

fn draw_texts(sheet: &mut Sheet, names: f64, rows: &[Row], ends: &[f64]) {
    let em = sheet.style.em();
    for row in rows {
        let first = row.middle - 0.625 * em * (row.name.lines.len() - 1) as f64;
        for (i, line) in row.name.lines.iter().enumerate() {
            let at = (names, first + 1.25 * em * i as f64);
            sheet.text_with_tooltip(name_role(row.bar), Anchor::End, at, line, row.name.full.as_deref());
        }
    }
    for (row, end) in rows.iter().zip(ends) {
        let (anchor, x) = match row.value < 0.0 {
            true => (Anchor::End, end - 0.4 * em),
            false => (Anchor::Start, end + 0.4 * em),
        };
        sheet.text(value_role(row.bar), anchor, (x, row.middle), &row.bar.label.text);
    }
}

fn name_role(bar: &Bar) -> Role {
    if bar.own { Role::OwnName } else { Role::Name }
}

fn value_role(bar: &Bar) -> Role {
    if bar.own { Role::OwnValue } else { Role::Value }
}
