//! One whole as a single wide bar.
//!
//! Comes in: one stacked bar. Goes out: a sheet with the bar and, unless every part has room for its own words, a list
//! of the parts below it: swatch, name, figure, share.
//! The list keeps the order of the bar.

use super::super::header;
use super::super::lettering::{Anchor, Role};
use super::super::shape::Shape;
use super::super::style::Style;
use super::super::svg::{Area, Sheet};
use super::super::wrap::{Wrapped, wrap};
use super::{length, whole};
use crate::model::chart::StackedBar;

/// A part with its place in the bar.
struct Part<'a> {
    index: usize,
    name: &'a str,
    label: &'a str,
    share: &'a str,
    area: Area,
}

/// The bar as a sheet.
pub(super) fn draw<'a>(bar: &StackedBar, unit: &str, style: &'a Style) -> Sheet<'a> {
    let em = style.em();
    let top = header::height(style, unit).max(2.1 * em);
    let named_inside = parts(bar, style, top, 4.6 * em);
    let all_fit = named_inside.iter().all(|part| fits_whole(part, style));
    let parts = if all_fit { named_inside } else { parts(bar, style, top, 2.6 * em) };
    let list = List::new(&parts, style);
    let foot = if all_fit { 0.4 * em } else { 0.9 * em + list.height };
    let bar_height = parts.first().map_or(0.0, |part| part.area.height);
    let mut sheet = Sheet::new(style, top + bar_height + foot);
    header::draw(&mut sheet, unit);
    draw_whole(&mut sheet, bar, unit);
    sheet.rect(Shape::Track, Area { x: 0.0, y: top, width: sheet.width, height: bar_height });
    for part in &parts {
        sheet.rect(Shape::Slice(part.index), part.area);
    }
    for part in &parts {
        if all_fit {
            draw_words(&mut sheet, part);
        } else {
            draw_share(&mut sheet, part);
        }
    }
    if !all_fit {
        list.draw(&mut sheet, &parts, top + bar_height + 0.9 * em);
    }
    sheet
}

fn parts<'b>(bar: &'b StackedBar, style: &Style, top: f64, height: f64) -> Vec<Part<'b>> {
    let whole = whole(bar);
    let scale = if whole > 0.0 { style.width / whole } else { 0.0 };
    let mut x = 0.0;
    let part = |(index, slice): (usize, &'b crate::model::chart::Slice)| {
        let width = length(slice) * scale;
        let area = Area { x, y: top, width, height };
        x += width;
        Part { index, name: slice.name.trim(), label: &slice.label.text, share: &slice.share.text, area }
    };
    bar.slices.iter().enumerate().map(part).collect()
}

/// Whether name, figure and share have room in the slice, one below the other.
fn fits_whole(part: &Part, style: &Style) -> bool {
    let room = part.area.width - 0.9 * style.em();
    [part.name, part.label, part.share].iter().all(|text| Role::OnSlice(part.index).width(style, text) <= room)
}

/// The name of the bar and its whole, at the upper right.
fn draw_whole(sheet: &mut Sheet, bar: &StackedBar, unit: &str) {
    let (style, em) = (sheet.style, sheet.style.em());
    let unit_width = if unit.trim().is_empty() { 0.0 } else { Role::Unit.width(style, unit) + 4.5 * em };
    let words = match (bar.name.trim(), bar.label.text.as_str()) {
        (name, "") => name.to_owned(),
        ("", label) => format!("合计{label}"),
        (name, label) => format!("{name}：{label}"),
    };
    let set = wrap(style, Role::Total, &words, sheet.width - unit_width, 1);
    let at = (sheet.width, 0.75 * em);
    sheet.text_with_tooltip(Role::Total, Anchor::End, at, &set.lines[0], set.full.as_deref());
}

fn draw_words(sheet: &mut Sheet, part: &Part) {
    let em = sheet.style.em();
    let x = part.area.x + 0.55 * em;
    let texts = [part.name, part.label, part.share];
    let texts: Vec<&str> = texts.into_iter().filter(|text| !text.is_empty()).collect();
    let first = part.area.y + part.area.height / 2.0 - 0.65 * em * (texts.len() as f64 - 1.0);
    for (i, text) in texts.into_iter().enumerate() {
        sheet.text(Role::OnSlice(part.index), Anchor::Start, (x, first + 1.3 * em * i as f64), text);
    }
}

/// The share in the slice, where it has room.
fn draw_share(sheet: &mut Sheet, part: &Part) {
    let role = Role::OnSlice(part.index);
    if role.width(sheet.style, part.share) + 0.5 * sheet.style.em() <= part.area.width {
        let middle = (part.area.x + part.area.width / 2.0, part.area.y + part.area.height / 2.0);
        sheet.text(role, Anchor::Middle, middle, part.share);
    }
}

/// The list below the bar, its columns aligned.
struct List {
    names: Vec<Wrapped>,
    /// Right edge of the figures and of the shares.
    labels: f64,
    shares: f64,
    height: f64,
}

impl List {
    fn new(parts: &[Part], style: &Style) -> Self {
        let em = style.em();
        let widest = |text: fn(&Part) -> String, role: Role| {
            parts.iter().map(|part| role.width(style, &text(part))).fold(0.0, f64::max)
        };
        let label = widest(|part| part.label.to_owned(), Role::Value);
        let share = widest(|part| part.share.to_owned(), Role::Note);
        let room = style.width - 1.4 * em - label - share - 3.0 * em;
        let names: Vec<Wrapped> =
            parts.iter().map(|part| wrap(style, Role::Name, part.name, room.max(4.0 * em), 2)).collect();
        let name = names.iter().map(|name| name.width(style, Role::Name)).fold(0.0, f64::max);
        let labels = 1.4 * em + name + 2.0 * em + label;
        let height = names.iter().map(|name| row_height(name, em)).sum();
        Self { names, labels, shares: labels + 1.0 * em + share, height }
    }

    fn draw(&self, sheet: &mut Sheet, parts: &[Part], top: f64) {
        let em = sheet.style.em();
        let mut top = top;
        for (part, name) in parts.iter().zip(&self.names) {
            let middle = top + 0.85 * em;
            let swatch = Area { x: 0.0, y: middle - 0.42 * em, width: 0.84 * em, height: 0.84 * em };
            sheet.rect(Shape::Slice(part.index), swatch);
            for (i, line) in name.lines.iter().enumerate() {
                let at = (1.4 * em, middle + 1.25 * em * i as f64);
                sheet.text_with_tooltip(Role::Name, Anchor::Start, at, line, name.full.as_deref());
            }
            sheet.text(Role::Value, Anchor::End, (self.labels, middle), part.label);
            sheet.text(Role::Note, Anchor::End, (self.shares, middle), part.share);
            top += row_height(name, em);
        }
    }
}

fn row_height(name: &Wrapped, em: f64) -> f64 {
    0.45 * em + 1.25 * em * name.lines.len() as f64
}
