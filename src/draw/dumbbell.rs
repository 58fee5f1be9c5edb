//! What was and what is, in rows: an empty dot and a filled one, joined by a line.
//!
//! Comes in: pairs with printed labels, in the order in which they are drawn. Goes out: a sheet as high as the rows need.
//! There is no axis and no zero: a row shows a distance, both its figures and the change in words. Where names beside the dots
//! would leave them no room, each name stands above its dots.

use super::header;
use super::lettering::{Anchor, Role};
use super::plot::{self, Axis};
use super::shape::Shape;
use super::style::Style;
use super::svg::{Area, Sheet};
use super::ticks;
use super::wrap::{Wrapped, wrap};
use crate::model::chart::Pair;

/// From this many rows on they stand closer.
const MANY: usize = 20;

/// The dots need so much room beside names and changes, in ems; where there is less, changes are left to the table, then names
/// stand above.
const LEAST_PLANE: f64 = 5.0;

struct Row<'a> {
    pair: &'a Pair,
    name: Wrapped,
    from: f64,
    to: f64,
    /// The figures, without the unit that stands above.
    texts: [String; 2],
    /// Of the dots, and of the name and the change.
    middle: f64,
    name_middle: f64,
}

/// What stands beside the dots.
struct Margins {
    names: f64,
    /// Half a dot and the widest figure, at both sides.
    figures: f64,
    changes: f64,
    are_names_above: bool,
}

/// The rows as a sheet; 暂无数据 where there are none.
pub(super) fn draw<'a>(ends: &[String; 2], pairs: &[Pair], unit: &str, style: &'a Style) -> Sheet<'a> {
    if pairs.is_empty() {
        return header::empty(style);
    }
    let em = style.em();
    let top = header::height(style, unit) + 1.5 * em;
    let (mut rows, mut bottom) = rows(pairs, unit, style, top);
    let margins = Margins::around(&rows, style);
    if margins.are_names_above {
        bottom = put_names_above(&mut rows, style, top);
    }
    let mut sheet = Sheet::new(style, bottom + 0.2 * em);
    header::draw(&mut sheet, unit);
    let (left, right) = if margins.are_names_above { (0.0, 0.0) } else { (margins.names + 0.7 * em, margins.changes) };
    let width = sheet.width - left - right;
    let frame = Area { x: left, y: top, width, height: bottom - top };
    let Some(places) = places(&mut sheet, frame, &rows, margins.figures) else { return sheet };
    draw_rules(&mut sheet, frame, &rows, &places);
    draw_dots(&mut sheet, &rows, &places);
    draw_ends(&mut sheet, ends, &rows, &places, top - 0.55 * em);
    draw_texts(&mut sheet, &rows, &places, &margins);
    sheet
}

/// Rows from top to bottom, and where the last one ends.
fn rows<'b>(pairs: &'b [Pair], unit: &str, style: &Style, top: f64) -> (Vec<Row<'b>>, f64) {
    let em = style.em();
    let row_height = if pairs.len() >= MANY { 1.6 * em } else { 2.0 * em };
    let mut top = top;
    let mut rows = Vec::with_capacity(pairs.len());
    for pair in pairs {
        let name = wrap(style, name_role(pair), &pair.name, 0.3 * style.width, 2);
        let height = row_height.max(1.25 * em * name.lines.len() as f64 + 0.4 * em);
        rows.push(Row {
            pair,
            name,
            from: super::float(pair.from.value),
            to: super::float(pair.to.value),
            texts: [&pair.from, &pair.to].map(|end| header::bare(&end.label.text, unit)),
            middle: top + height / 2.0,
            name_middle: top + height / 2.0,
        });
        top += height;
    }
    (rows, top)
}

/// Gives each row a line for its name above the line of its dots, and says where the last one ends.
fn put_names_above(rows: &mut [Row], style: &Style, mut top: f64) -> f64 {
    let em = style.em();
    for row in rows {
        let change = Role::Note.width(style, &row.pair.change.text) + em;
        row.name = wrap(style, name_role(row.pair), &row.pair.name, (style.width - change).max(4.0 * em), 1);
        row.name_middle = top + 0.9 * em;
        row.middle = top + 2.2 * em;
        top += 3.2 * em;
    }
    top
}

impl Margins {
    fn around(rows: &[Row], style: &Style) -> Self {
        let em = style.em();
        let widest = |width: &dyn Fn(&Row) -> f64| rows.iter().map(width).fold(0.0, f64::max);
        let names = widest(&|row| row.name.width(style, name_role(row.pair)));
        let figure =
            widest(&|row| row.texts.iter().map(|text| value_role(row.pair).width(style, text)).fold(0.0, f64::max));
        let figures = figure + 0.9 * em;
        let changes = match widest(&|row| Role::Note.width(style, &row.pair.change.text)) {
            0.0 => 0.0,
            width => width + 0.9 * em,
        };
        let plane = style.width - names - 0.7 * em - 2.0 * figures;
        let least = LEAST_PLANE * em;
        if plane < least {
            return Self { names, figures, changes, are_names_above: true };
        }
        Self { names, figures, changes: if plane - changes < least { 0.0 } else { changes }, are_names_above: false }
    }
}

/// Where the two values of each row stand, from left to right of the sheet.
fn places(sheet: &mut Sheet, frame: Area, rows: &[Row], inset: f64) -> Option<Vec<(f64, f64)>> {
    let values = || rows.iter().flat_map(|row| [row.from, row.to]);
    // Dots need no zero: what is drawn is a distance, not a size.
    let (low, high) = ticks::extent(values());
    let x = Axis { inset: inset.min(frame.width / 2.5), ..Axis::bare(low, high) };
    plot::on_plane(sheet, frame, (x, Axis::bare(0.0, 1.0)), |plane| {
        Ok(rows
            .iter()
            .map(|row| (plot::place(plane, (row.from, 0.0)).0, plot::place(plane, (row.to, 0.0)).0))
            .collect())
    })
}

/// Rules lead the eye from the name to the dots, and from them to the change; none runs through a figure.
fn draw_rules(sheet: &mut Sheet, frame: Area, rows: &[Row], places: &[(f64, f64)]) {
    let em = sheet.style.em();
    for (row, &(from, to)) in rows.iter().zip(places) {
        let [lower, higher] = if row.to < row.from { [1, 0] } else { [0, 1] };
        let beyond = |text: usize| Role::OwnValue.width(sheet.style, &row.texts[text]) + 1.1 * em;
        let (left, right) = (from.min(to) - beyond(lower), from.max(to) + beyond(higher));
        for (start, end) in [(frame.x, left), (right, frame.x + frame.width)] {
            if end - start > 1.5 * em {
                sheet.line(Shape::Grid, &[(start, row.middle), (end, row.middle)]);
            }
        }
    }
}

fn draw_dots(sheet: &mut Sheet, rows: &[Row], places: &[(f64, f64)]) {
    let unit = sheet.style.em() / 14.0;
    let both = || rows.iter().zip(places);
    for own in [false, true] {
        let [line, before, now] = match own {
            false => [Shape::OtherLine, Shape::OtherHollow, Shape::OtherDot],
            true => [Shape::OwnLine, Shape::OwnHollow, Shape::OwnDot],
        };
        for (row, (from, to)) in both().filter(|(row, _)| row.pair.own == own && row.pair.joined) {
            sheet.line(line, &[(*from, row.middle), (*to, row.middle)]);
        }
        for (row, (from, _)) in both().filter(|(row, _)| row.pair.own == own) {
            sheet.circle(before, (*from, row.middle), 4.4 * unit);
        }
        for (row, (_, to)) in both().filter(|(row, _)| row.pair.own == own) {
            sheet.circle(now, (*to, row.middle), 5.0 * unit);
        }
    }
}

/// The words for the two dots, over those of the first row; where these are one, at both sides of it as its figures are.
fn draw_ends(sheet: &mut Sheet, ends: &[String; 2], rows: &[Row], places: &[(f64, f64)], y: f64) {
    let (Some(row), Some(&(from, to))) = (rows.first(), places.first()) else { return };
    let em = sheet.style.em();
    let halves = ends.each_ref().map(|end| Role::Note.width(sheet.style, end) / 2.0);
    let apart = halves[0] + halves[1] + 0.6 * em;
    let side = if row.to < row.from { -1.0 } else { 1.0 };
    let missing = (apart - (to - from) * side).max(0.0) / 2.0;
    let xs = [from - side * missing, to + side * missing];
    // Both go as far as the outer one must, so that they keep apart.
    let (left, right) = if side < 0.0 { (1, 0) } else { (0, 1) };
    let beyond = (xs[right] + halves[right] - sheet.width).max(0.0);
    let before = (halves[left] - xs[left]).max(0.0);
    for ((text, x), half) in ends.iter().zip(xs).zip(halves) {
        let x = (x + before - beyond).clamp(half, (sheet.width - half).max(half));
        sheet.text(Role::Note, Anchor::Middle, (x, y), text);
    }
}

fn draw_texts(sheet: &mut Sheet, rows: &[Row], places: &[(f64, f64)], margins: &Margins) {
    let em = sheet.style.em();
    for row in rows {
        let first = row.name_middle - 0.625 * em * (row.name.lines.len() - 1) as f64;
        let (anchor, x) = if margins.are_names_above { (Anchor::Start, 0.0) } else { (Anchor::End, margins.names) };
        for (i, line) in row.name.lines.iter().enumerate() {
            let at = (x, first + 1.25 * em * i as f64);
            sheet.text_with_tooltip(name_role(row.pair), anchor, at, line, row.name.full.as_deref());
        }
    }
    for (anchor, side) in [(Anchor::End, -1.0), (Anchor::Start, 1.0)] {
        for (row, (from, to)) in rows.iter().zip(places) {
            let is_risen = row.to >= row.from;
            // The lower figure stands at the left of its dot, the higher at the right of it.
            let is_from = is_risen == (side < 0.0);
            let (text, x) = if is_from { (&row.texts[0], from) } else { (&row.texts[1], to) };
            sheet.text(value_role(row.pair), anchor, (x + side * 0.65 * em, row.middle), text);
        }
    }
    if margins.changes > 0.0 {
        for row in rows {
            sheet.text(Role::Note, Anchor::End, (sheet.width, row.name_middle), &row.pair.change.text);
        }
    }
}

fn name_role(pair: &Pair) -> Role {
    if pair.own { Role::OwnName } else { Role::Name }
}

fn value_role(pair: &Pair) -> Role {
    if pair.own { Role::OwnValue } else { Role::Value }
}
