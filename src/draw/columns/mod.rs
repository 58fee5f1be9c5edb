//! Upright bars from zero, in groups: a year or a region each, with a bar for each series.
//!
//! Comes in: groups with printed labels. Goes out: a sheet with the bars, their figures and the names below them.
//! An axis is drawn only where not every bar has room for its figure. What is too narrow for names to stand upright is drawn
//! as rows (`ranked`), which always fit.

mod figures;
mod foot;
mod stacked;

use plotters::element::Rectangle;

use super::header;
use super::legend::Legend;
use super::lettering::Role;
use super::plot::{self, Axis};
use super::ranked;
use super::shape::Shape;
use super::style::Style;
use super::svg::{Area, Sheet};
use crate::model::chart::{Bar, ColumnGroup};
use figures::Figures;
use foot::{Across, Foot};
pub(super) use stacked::draw as draw_stacked;

/// Narrower bars cannot be told apart, in ems.
const NARROWEST: f64 = 0.3;

/// The columns as a sheet; 暂无数据 where there is no bar.
pub(super) fn draw<'a>(groups: &[ColumnGroup], unit: &str, style: &'a Style) -> Sheet<'a> {
    if groups.iter().all(|group| group.bars.is_empty()) {
        return header::empty(style);
    }
    let series = Legend::new(names_of_series(groups), style, header::height(style, unit));
    let count = series.names().count();
    let figures = Figures::new(groups, unit);
    let labelled = Room::without_axis(groups.len(), count, style);
    let (room, role) = match figures.role(labelled.for_figure(), style) {
        Some(role) => (labelled, Some(role)),
        None => (Room::beside(figures.axis(), groups.len(), count, style), None),
    };
    let foot = Foot::new(groups, &series, &room, style).filter(|foot| {
        // Regions can as well stand below each other, with all their figures; years only run from left to right.
        room.slot >= NARROWEST * style.em() && (role.is_some() || foot.is_time)
    });
    let Some(foot) = foot else {
        return ranked::draw(&as_rows(groups, count), unit, style);
    };
    let em = style.em();
    let top = if foot.names_series { header::height(style, unit) } else { series.bottom };
    let (low, high) = figures.limits();
    let below = if low < 0.0 && role.is_some() { 1.5 * em } else { 0.0 };
    let height =
        if figures.are_zero() && role.is_some() { em } else { (0.34 * style.width).clamp(11.0 * em, 18.0 * em) };
    let frame = Area { x: room.left, y: top + 1.5 * em, width: room.pitch * groups.len() as f64, height };
    let mut sheet = Sheet::new(style, frame.y + height + below + foot.height);
    header::draw(&mut sheet, unit);
    if !foot.names_series {
        series.draw(&mut sheet, |index| shape_of_series(groups, &series, index));
    }
    let axis = match role {
        Some(_) => Axis::bare(low, high),
        None => figures.axis(),
    };
    let bars = draw_bars(&mut sheet, frame, axis, groups, &series, &room);
    figures.draw(&mut sheet, role, &bars, &room);
    foot.draw(&mut sheet, &room, frame.y + height + below);
    sheet
}

/// How wide everything is, in pixels.
pub(super) struct Room {
    /// Where the first group begins.
    left: f64,
    /// From one group to the next.
    pitch: f64,
    /// From one bar of a group to the next.
    slot: f64,
    /// Bars in a full group.
    count: usize,
}

impl Room {
    fn without_axis(groups: usize, count: usize, style: &Style) -> Self {
        Self::from(0.0, groups, count, style)
    }

    /// The same beside the labels of an axis.
    fn beside(axis: Axis, groups: usize, count: usize, style: &Style) -> Self {
        let tick = axis.ticks.iter().map(|(_, label)| Role::Tick.width(style, label)).fold(0.0, f64::max);
        Self::from(tick + 0.6 * style.em(), groups, count, style)
    }

    fn from(left: f64, groups: usize, count: usize, style: &Style) -> Self {
        let em = style.em();
        let widest = 3.6 * em * count.max(1) as f64 + 2.0 * em;
        let pitch = ((style.width - left) / groups.max(1) as f64).min(widest);
        let filled = if count > 1 { 0.8 } else { 0.62 };
        Self { left, pitch, slot: filled * pitch / count.max(1) as f64, count: count.max(1) }
    }

    /// Width that the figure of one bar may take.
    fn for_figure(&self) -> f64 {
        if self.count == 1 { 0.94 * self.pitch } else { 0.97 * self.slot }
    }

    /// Left edge of a bar and its width, in pitches from the first group.
    fn bar(&self, group: usize, place: usize) -> (f64, f64) {
        let filled = self.slot * self.count as f64 / self.pitch;
        let slot = self.slot / self.pitch;
        let width = if self.count > 1 { 0.92 * slot } else { slot };
        (group as f64 + (1.0 - filled) / 2.0 + slot * place as f64 + (slot - width) / 2.0, width)
    }

    fn across(&self) -> Across {
        Across { left: self.left, pitch: self.pitch }
    }
}

/// A bar as it was drawn.
pub(super) struct Drawn {
    group: usize,
    /// Among the bars of its group.
    place: usize,
    area: Area,
    is_below: bool,
}

fn draw_bars(
    sheet: &mut Sheet,
    frame: Area,
    y: Axis,
    groups: &[ColumnGroup],
    series: &Legend,
    room: &Room,
) -> Vec<Drawn> {
    let has_mesh = !y.ticks.is_empty();
    let x = Axis::bare(0.0, groups.len() as f64);
    let gap = 0.6 * sheet.style.em();
    let drawn = plot::on_plane(sheet, frame, (x, y), |plane| {
        if has_mesh {
            plot::draw_mesh(plane, gap)?;
        }
        let mut drawn = Vec::new();
        // By looks, so that bars of one look stand in one group of the drawing.
        let mut all: Vec<(usize, usize, &Bar, Shape)> = Vec::new();
        for (g, group) in groups.iter().enumerate() {
            let bars = group.bars.iter().enumerate();
            all.extend(bars.map(|(b, bar)| (g, b, bar, shape(groups, group, bar, series))));
        }
        all.sort_by_key(|(g, b, _, shape)| (shape.code(), *g, *b));
        for (g, b, bar, shape) in all {
            let place = series.index(&bar.name);
            let (left, width) = room.bar(g, place);
            let value = super::float(bar.value);
            let corners = [(left, value.max(0.0)), (left + width, value.min(0.0))];
            plane.draw_series(std::iter::once(Rectangle::new(corners, plot::fill(shape))))?;
            let [(x0, y0), (x1, y1)] = corners.map(|at| plot::place(plane, at));
            let area = Area { x: x0, y: y0, width: x1 - x0, height: y1 - y0 };
            drawn.push(Drawn { group: g, place: b, area, is_below: value < 0.0 });
        }
        Ok((plot::place(plane, (0.0, 0.0)).1, drawn))
    });
    let Some((zero, drawn)) = drawn else { return Vec::new() };
    sheet.line(Shape::Baseline, &[(frame.x, zero), (frame.x + frame.width, zero)]);
    drawn
}

fn names_of_series(groups: &[ColumnGroup]) -> impl Iterator<Item = &str> {
    groups.iter().flat_map(|group| &group.bars).map(|bar| bar.name.as_str())
}

/// A single series is neutral with the own bar marked; of several each has its looks.
fn shape(groups: &[ColumnGroup], group: &ColumnGroup, bar: &Bar, series: &Legend) -> Shape {
    match series.names().count() {
        1 if group.own || bar.own => Shape::OwnBar,
        1 => Shape::Bar,
        _ if bar.own => Shape::OwnBar,
        _ => Shape::Slice(slot(groups, series, series.index(&bar.name))),
    }
}

/// Which looks the series of that number has: those before the own one make way for its colour.
fn slot(groups: &[ColumnGroup], series: &Legend, index: usize) -> usize {
    let own = groups.iter().flat_map(|group| &group.bars).find(|bar| bar.own).map(|bar| series.index(&bar.name));
    index + usize::from(own.is_some_and(|own| index < own))
}

/// The looks of a series in the legend.
fn shape_of_series(groups: &[ColumnGroup], series: &Legend, index: usize) -> Shape {
    let name = series.names().nth(index).unwrap_or_default();
    let is_own = groups.iter().flat_map(|group| &group.bars).any(|bar| bar.own && bar.name == name);
    if is_own { Shape::OwnBar } else { Shape::Slice(slot(groups, series, index)) }
}

/// The bars one below the other, each with a name of its own.
fn as_rows(groups: &[ColumnGroup], series: usize) -> Vec<Bar> {
    let row = |group: &ColumnGroup, bar: &Bar| Bar {
        name: if series > 1 { format!("{} {}", group.name, bar.name) } else { group.name.clone() },
        own: bar.own || group.own,
        ..bar.clone()
    };
    groups.iter().flat_map(|group| group.bars.iter().map(move |bar| row(group, bar))).collect()
}
