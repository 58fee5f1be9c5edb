//! Wholes as upright bars, their parts upon each other.
//!
//! Comes in: stacked bars, in the order of time. Goes out: a sheet with the bars, the whole on top of each, figures in the
//! parts that have room, and the names of the parts beside the last bar, or above the plane where there is no room for them.
//! A part keeps its looks in all bars by its name. A part below zero has no height.

use super::super::header;
use super::super::legend::Legend;
use super::super::lettering::{Anchor, Role};
use super::super::plot::{self, Axis};
use super::super::shape::Shape;
use super::super::spread::{self, Wish};
use super::super::style::Style;
use super::super::svg::{Area, Sheet};
use super::super::wrap::{Wrapped, wrap};
use super::foot;
use crate::model::chart::{Slice, StackedBar};
use plotters::element::Rectangle;

/// A bar narrower than this leaves no room for figures, in ems.
const NARROW: f64 = 2.2;

/// A part where it was drawn.
struct Part<'b> {
    bar: usize,
    slice: &'b Slice,
    index: usize,
    area: Area,
}

/// The bars as a sheet; 暂无数据 where there is no part at all.
pub(in crate::draw) fn draw<'a>(bars: &[StackedBar], unit: &str, style: &'a Style) -> Sheet<'a> {
    if bars.iter().all(|bar| bar.slices.is_empty()) {
        return header::empty(style);
    }
    let em = style.em();
    let head = header::height(style, unit);
    let legend = Legend::new(bars.iter().flat_map(|bar| &bar.slices).map(|slice| slice.name.as_str()), style, head);
    let beside = Beside::new(bars, &legend, style);
    let pitch = |width: f64| (width / bars.len() as f64).min(6.5 * em);
    let beside = beside.filter(|beside| pitch(style.width - beside.width) >= NARROW * em);
    let pitch = pitch(style.width - beside.as_ref().map_or(0.0, |beside| beside.width));
    let names: Vec<&str> = bars.iter().map(|bar| bar.name.trim()).collect();
    let across = foot::Across { left: 0.0, pitch };
    let feet = foot::lines(&names, &across, style).unwrap_or_default();
    let lines = feet.iter().map(Vec::len).max().unwrap_or(0);
    let top = if beside.is_some() { head } else { legend.bottom } + 1.5 * em;
    let height = (0.4 * style.width).clamp(13.0 * em, 20.0 * em);
    let frame = Area { x: 0.0, y: top, width: pitch * bars.len() as f64, height };
    let mut sheet = Sheet::new(style, top + height + (0.6 + 1.3 * lines as f64) * em);
    header::draw(&mut sheet, unit);
    if beside.is_none() {
        legend.draw(&mut sheet, Shape::Slice);
    }
    let parts = draw_parts(&mut sheet, frame, bars, &legend);
    draw_figures(&mut sheet, &parts, unit);
    draw_wholes(&mut sheet, bars, &parts, pitch, unit);
    if let Some(beside) = beside {
        beside.draw(&mut sheet, &parts, frame);
    }
    for (i, line, text) in
        feet.iter().enumerate().flat_map(|(i, lines)| lines.iter().enumerate().map(move |(l, t)| (i, l, t)))
    {
        let at = (across.middle(i, &feet[i], style), top + height + 1.05 * em + 1.3 * em * line as f64);
        sheet.text(Role::Name, Anchor::Middle, at, text);
    }
    sheet
}

fn draw_parts<'b>(sheet: &mut Sheet, frame: Area, bars: &'b [StackedBar], legend: &Legend) -> Vec<Part<'b>> {
    let length = |slice: &Slice| super::super::float(slice.value).max(0.0);
    let highest = bars.iter().map(|bar| bar.slices.iter().map(length).sum::<f64>()).fold(0.0, f64::max);
    let y = Axis::bare(0.0, if highest > 0.0 { highest } else { 1.0 });
    let x = Axis::bare(0.0, bars.len() as f64);
    let mut parts: Vec<(usize, &Slice, usize, f64, f64)> = Vec::new();
    for (b, bar) in bars.iter().enumerate() {
        let mut foot = 0.0;
        for slice in &bar.slices {
            let head = foot + length(slice);
            parts.push((b, slice, legend.index(&slice.name), foot, head));
            foot = head;
        }
    }
    // By looks, so that parts of one look stand in one group of the drawing.
    parts.sort_by_key(|(bar, _, index, ..)| (*index, *bar));
    let drawn = plot::on_plane(sheet, frame, (x, y), |plane| {
        let mut drawn = Vec::new();
        for (bar, slice, index, foot, head) in parts {
            let corners = [(bar as f64 + 0.17, head), (bar as f64 + 0.83, foot)];
            plane.draw_series(std::iter::once(Rectangle::new(corners, plot::fill(Shape::Slice(index)))))?;
            let [(x0, y0), (x1, y1)] = corners.map(|at| plot::place(plane, at));
            drawn.push(Part { bar, slice, index, area: Area { x: x0, y: y0, width: x1 - x0, height: y1 - y0 } });
        }
        Ok(drawn)
    });
    let foot = frame.y + frame.height;
    sheet.line(Shape::Baseline, &[(frame.x, foot), (frame.x + frame.width, foot)]);
    drawn.unwrap_or_default()
}

/// The figures of the parts that have room for them.
fn draw_figures(sheet: &mut Sheet, parts: &[Part], unit: &str) {
    let em = sheet.style.em();
    for part in parts {
        let (role, text) = (Role::OnSlice(part.index), header::bare(&part.slice.label.text, unit));
        if part.area.height >= 1.3 * em && role.width(sheet.style, &text) + 0.3 * em <= part.area.width {
            sheet.text(role, Anchor::Middle, middle(part.area), &text);
        }
    }
}

/// The wholes on top; where they are too many, those that have room, from the last on.
fn draw_wholes(sheet: &mut Sheet, bars: &[StackedBar], parts: &[Part], pitch: f64, unit: &str) {
    let em = sheet.style.em();
    let texts: Vec<String> = bars.iter().map(|bar| header::bare(&bar.label.text, unit)).collect();
    let widest = |role: Role| texts.iter().map(|text| role.width(sheet.style, text)).fold(0.0, f64::max);
    let role = if widest(Role::Total) <= 0.96 * pitch { Role::Total } else { Role::SmallValue };
    let step = (1..texts.len()).find(|step| widest(role) <= 0.96 * pitch * *step as f64).unwrap_or(texts.len().max(1));
    for (i, text) in texts.iter().enumerate().filter(|(i, _)| (texts.len() - 1 - i).is_multiple_of(step)) {
        let width = role.width(sheet.style, text);
        let x = (pitch * (i as f64 + 0.5)).clamp(width / 2.0, (sheet.width - width / 2.0).max(width / 2.0));
        // A figure wider than its bar stands above the neighbours too.
        let is_below = |part: &&Part| part.area.x < x + width / 2.0 && x - width / 2.0 < part.area.x + part.area.width;
        let top = parts.iter().filter(is_below).map(|part| part.area.y).fold(f64::INFINITY, f64::min);
        if top.is_finite() {
            sheet.text(role, Anchor::Middle, (x, top - 0.75 * em), text);
        }
    }
}

fn middle(area: Area) -> (f64, f64) {
    (area.x + area.width / 2.0, area.y + area.height / 2.0)
}

/// The names of the parts, in a column beside the last bar.
struct Beside {
    names: Vec<(usize, Wrapped)>,
    width: f64,
}

impl Beside {
    /// `None` where the last bar does not show every part.
    fn new(bars: &[StackedBar], legend: &Legend, style: &Style) -> Option<Self> {
        let last = bars.last()?;
        let is_shown = |name: &str| last.slices.iter().any(|slice| slice.name == name);
        if !legend.names().all(is_shown) {
            return None;
        }
        let set = |name| wrap(style, Role::Name, name, 0.26 * style.width, 2);
        let names: Vec<(usize, Wrapped)> = legend.names().map(set).enumerate().collect();
        if names.iter().any(|(_, name)| name.full.is_some()) {
            return None;
        }
        let width = names.iter().map(|(_, name)| name.width(style, Role::Name)).fold(0.0, f64::max) + gap(style);
        Some(Self { names, width: width + 0.15 * style.em() })
    }

    fn draw(&self, sheet: &mut Sheet, parts: &[Part], frame: Area) {
        let em = sheet.style.em();
        let line = 1.2 * em;
        let last = parts.iter().map(|part| part.bar).max().unwrap_or(0);
        let place = |index: usize| {
            let part = parts.iter().find(|part| part.bar == last && part.index == index);
            part.map_or((0.0, 0.0), |part| (part.area.x + part.area.width, middle(part.area).1))
        };
        let wish = |(index, name): &(usize, Wrapped)| {
            let middle = place(*index).1;
            Wish { place: middle, middle, height: line * (name.lines.len() as f64 + 0.15) }
        };
        let wishes: Vec<Wish> = self.names.iter().map(wish).collect();
        let middles = spread::column(&wishes, frame.y - 0.5 * em, frame.y + frame.height + 0.5 * em);
        let left = frame.x + frame.width + gap(sheet.style) - 0.5 * em;
        for ((index, _), y) in self.names.iter().zip(&middles) {
            let end = place(*index);
            sheet.line(Shape::Leader, &[(end.0 + 0.2 * em, end.1), (left - 0.3 * em, *y)]);
        }
        for ((_, name), y) in self.names.iter().zip(middles) {
            let first = y - line * (name.lines.len() as f64 - 1.0) / 2.0;
            for (i, text) in name.lines.iter().enumerate() {
                sheet.text(Role::Name, Anchor::Start, (left, first + line * i as f64), text);
            }
        }
    }
}

/// From the last bar to the names, leaders included.
fn gap(style: &Style) -> f64 {
    0.9 * style.em()
}
