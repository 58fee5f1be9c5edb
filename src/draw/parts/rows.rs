//! Several wholes, one row each, on one scale.
//!
//! Comes in: stacked bars. Goes out: a sheet with a legend and below it the rows: name, slices, the whole as printed.
//! A part keeps its colour in all rows by its name.

use super::super::header;
use super::super::legend::Legend;
use super::super::lettering::{Anchor, Role};
use super::super::shape::Shape;
use super::super::style::Style;
use super::super::svg::{Area, Sheet};
use super::super::wrap::{Wrapped, wrap};
use super::{length, whole};
use crate::model::chart::StackedBar;

/// The rows as a sheet.
pub(super) fn draw<'a>(bars: &[StackedBar], unit: &str, style: &'a Style) -> Sheet<'a> {
    let em = style.em();
    let names = bars.iter().flat_map(|bar| &bar.slices).map(|slice| slice.name.as_str());
    let legend = Legend::new(names, style, header::height(style, unit));
    let names: Vec<Wrapped> = bars.iter().map(|bar| wrap(style, Role::Name, &bar.name, 0.3 * style.width, 2)).collect();
    let heights: Vec<f64> =
        names.iter().map(|name| (2.5 * em).max(1.25 * em * name.lines.len() as f64 + 0.6 * em)).collect();
    let height = legend.bottom + heights.iter().sum::<f64>() + 0.3 * em;
    let mut sheet = Sheet::new(style, height);
    header::draw(&mut sheet, unit);
    legend.draw(&mut sheet, Shape::Slice);
    let name_width = names.iter().map(|name| name.width(style, Role::Name)).fold(0.0, f64::max);
    let labels = bars.iter().map(|bar| Role::Total.width(style, &bar.label.text)).fold(0.0, f64::max);
    let left = name_width + 0.8 * em;
    let room = (sheet.width - left - labels - 0.5 * em).max(3.0 * em);
    let longest = bars.iter().map(whole).fold(0.0, f64::max);
    let scale = if longest > 0.0 { room / longest } else { 0.0 };
    let mut top = legend.bottom;
    for ((bar, name), height) in bars.iter().zip(&names).zip(heights) {
        let middle = top + height / 2.0;
        draw_name(&mut sheet, name, name_width, middle);
        let end = draw_slices(&mut sheet, bar, &legend, (left, middle), scale);
        sheet.text(Role::Total, Anchor::Start, (end + 0.4 * em, middle), &bar.label.text);
        top += height;
    }
    sheet.line(Shape::Baseline, &[(left, legend.bottom + 0.15 * em), (left, top - 0.15 * em)]);
    sheet
}

fn draw_name(sheet: &mut Sheet, name: &Wrapped, right: f64, middle: f64) {
    let em = sheet.style.em();
    let first = middle - 0.625 * em * (name.lines.len() - 1) as f64;
    for (i, line) in name.lines.iter().enumerate() {
        let at = (right, first + 1.25 * em * i as f64);
        sheet.text_with_tooltip(Role::Name, Anchor::End, at, line, name.full.as_deref());
    }
}

/// Draws the slices of one row and the shares that have room; gives the right end of the row.
fn draw_slices(sheet: &mut Sheet, bar: &StackedBar, legend: &Legend, start: (f64, f64), scale: f64) -> f64 {
    let em = sheet.style.em();
    let (mut x, middle) = start;
    let mut shares = Vec::new();
    for slice in &bar.slices {
        let index = legend.index(&slice.name);
        let width = length(slice) * scale;
        sheet.rect(Shape::Slice(index), Area { x, y: middle - 0.85 * em, width, height: 1.7 * em });
        let role = Role::OnSlice(index);
        if role.width(sheet.style, &slice.share.text) + 0.5 * em <= width {
            shares.push((role, x + width / 2.0, &slice.share.text));
        }
        x += width;
    }
    for (role, x, share) in shares {
        sheet.text(role, Anchor::Middle, (x, middle), share);
    }
    x
}
