//! Horizontal bars, one row each, in the order in which they come.
//!
//! Comes in: bars with their printed labels. Goes out: a sheet as high as the rows need.
//! There is no axis: every bar carries its figure, the zero line is the only rule.

use plotters::element::Rectangle;

use super::header;
use super::lettering::{Anchor, Role};
use super::plot::{self, Axis};
use super::shape::Shape;
use super::style::Style;
use super::svg::{Area, Sheet};
use super::wrap::{Wrapped, wrap};
use crate::model::chart::Bar;

/// From this many bars on, rows stand closer.
const MANY: usize = 25;

/// A bar with its place.
struct Row<'a> {
    bar: &'a Bar,
    name: Wrapped,
    value: f64,
    middle: f64,
}

/// The bars as a sheet; 暂无数据 where there are none.
pub(super) fn draw<'a>(bars: &[Bar], unit: &str, style: &'a Style) -> Sheet<'a> {
    if bars.is_empty() {
        return header::empty(style);
    }
    let em = style.em();
    let (rows, height) = rows(bars, unit, style);
    let mut sheet = Sheet::new(style, height);
    header::draw(&mut sheet, unit);
    let frame = frame(&rows, &sheet);
    let values = || rows.iter().map(|row| row.value);
    let low = values().fold(0.0, f64::min);
    let high = values().fold(0.0, f64::max);
    // Where all are zero there is still a zero line to stand on.
    let x = Axis::bare(low, if low == high { 1.0 } else { high });
    let y = Axis::bare(frame.y + frame.height, frame.y);
    let half = if bars.len() >= MANY { 0.5 * em } else { 0.62 * em };
    let ends = plot::on_plane(&mut sheet, frame, (x, y), |plane| {
        for own in [false, true] {
            let shape = if own { Shape::OwnBar } else { Shape::Bar };
            plane.draw_series(rows.iter().filter(|row| row.bar.own == own).map(|row| {
                let corners = [(0.0, row.middle - half), (row.value, row.middle + half)];
                Rectangle::new(corners, plot::fill(shape))
            }))?;
        }
        let zero = plot::place(plane, (0.0, 0.0)).0;
        let ends: Vec<f64> = rows.iter().map(|row| plot::place(plane, (row.value, 0.0)).0).collect();
        Ok((zero, ends))
    });
    if let Some((zero, ends)) = ends {
        sheet.line(Shape::Baseline, &[(zero, frame.y), (zero, frame.y + frame.height)]);
        draw_texts(&mut sheet, &rows, &ends);
    }
    sheet
}

/// Rows from top to bottom, and the height of the sheet.
fn rows<'b>(bars: &'b [Bar], unit: &str, style: &Style) -> (Vec<Row<'b>>, f64) {
    let em = style.em();
    let row_height = if bars.len() >= MANY { 1.55 * em } else { 1.95 * em };
    let mut top = header::height(style, unit);
    let mut rows = Vec::with_capacity(bars.len());
    for bar in bars {
        let name = wrap(style, name_role(bar), &bar.name, 0.36 * style.width, 2);
        let height = row_height.max(1.25 * em * name.lines.len() as f64 + 0.4 * em);
        rows.push(Row { bar, name, value: super::float(bar.value), middle: top + height / 2.0 });
        top += height;
    }
    (rows, top + 0.3 * em)
}

/// The room left for the bars between the names and the figures.
fn frame(rows: &[Row], sheet: &Sheet) -> Area {
    let (style, em) = (sheet.style, sheet.style.em());
    let names = rows.iter().map(|row| row.name.width(style, name_role(row.bar))).fold(0.0, f64::max);
    let labels = |negative: bool| {
        let chosen = rows.iter().filter(|row| (row.value < 0.0) == negative);
        chosen.map(|row| value_role(row.bar).width(style, row.bar.label.as_str()) + 0.6 * em).fold(0.0, f64::max)
    };
    let left = names + 0.7 * em + labels(true);
    let right = labels(false);
    let (first, last) = (rows.first(), rows.last());
    let top = first.map_or(0.0, |row| row.middle) - 0.95 * em;
    let bottom = last.map_or(0.0, |row| row.middle) + 0.95 * em;
    let width = (sheet.width - left - right).max(2.0 * em);
    Area { x: left, y: top, width, height: bottom - top }
}

fn draw_texts(sheet: &mut Sheet, rows: &[Row], ends: &[f64]) {
    let (style, em) = (sheet.style, sheet.style.em());
    let names = rows.iter().map(|row| row.name.width(style, name_role(row.bar))).fold(0.0, f64::max);
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
        sheet.text(value_role(row.bar), anchor, (x, row.middle), row.bar.label.as_str());
    }
}

fn name_role(bar: &Bar) -> Role {
    if bar.own { Role::OwnName } else { Role::Name }
}

fn value_role(bar: &Bar) -> Role {
    if bar.own { Role::OwnValue } else { Role::Value }
}
