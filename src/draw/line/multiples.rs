//! Small multiples: one line a panel over the same years, in rows of panels.
//!
//! Comes in: series, and what their heights mean. Goes out: a sheet with a panel for each: its name above, the years and
//! figures of its first and last point below.
//! Values are printed nowhere else: what lies between is told by the line, and by the table beside the chart.

use plotters::series::LineSeries;

use super::super::header;
use super::super::lettering::{Anchor, Role};
use super::super::plot::{self, Axis};
use super::super::shape::Shape;
use super::super::style::Style;
use super::super::svg::{Area, Sheet};
use super::super::ticks::{self, Ticks};
use super::super::wrap::{Wrapped, wrap};
use super::strand::{self, Spot, Strand};
use crate::model::chart::{Heights, Series};

/// Least width of a panel, in ems: two figures stand below it side by side.
const NARROWEST: f64 = 10.5;

/// A series with its place in the grid.
struct Panel<'a> {
    strand: Strand<'a>,
    /// Whether it is told apart from others as that of the own region.
    is_marked: bool,
    name: Wrapped,
    left: f64,
    /// Upper edge of the row of names.
    top: f64,
    frame: Area,
}

/// The panels as a sheet; 暂无数据 where no series has a point.
pub(in super::super) fn draw<'a>(
    years: &[i32],
    panels: &[Series],
    heights: Heights,
    unit: &str,
    style: &'a Style,
) -> Sheet<'a> {
    let strands: Vec<Strand> =
        panels.iter().flat_map(|series| strand::strands(years, std::slice::from_ref(series))).collect();
    if strands.is_empty() {
        return header::empty(style);
    }
    let shared = (heights == Heights::Shared).then(|| {
        let (low, high) = ticks::limits(strands.iter().flat_map(Strand::values));
        ticks::nice(low, high, 2)
    });
    let span = span(years, &strands);
    let (set, height) = set(strands, &shared, unit, style);
    let mut sheet = Sheet::new(style, height);
    header::draw(&mut sheet, unit);
    for panel in &set {
        draw_panel(&mut sheet, panel, span, &shared);
    }
    sheet
}

/// The first and the last year of all panels.
fn span(years: &[i32], strands: &[Strand]) -> (f64, f64) {
    let points = strands.iter().flat_map(|strand| strand.points.iter().map(|point| point.year));
    let all = years.iter().copied().chain(points).map(f64::from);
    all.fold((f64::INFINITY, f64::NEG_INFINITY), |(first, last), year| (first.min(year), last.max(year)))
}

/// Panels in rows as even as can be, and the height of the sheet.
fn set<'a>(strands: Vec<Strand<'a>>, shared: &Option<Ticks>, unit: &str, style: &Style) -> (Vec<Panel<'a>>, f64) {
    let em = style.em();
    let margin = shared.as_ref().map_or(0.0, |ticks| tick_width(ticks, style) + 0.5 * em);
    let gap = 1.8 * em;
    let room = style.width - margin;
    let most = ((room + gap) / (NARROWEST * em + gap)).floor().clamp(1.0, 4.0) as usize;
    let columns = strands.len().div_ceil(strands.len().div_ceil(most));
    let width = (room - gap * (columns - 1) as f64) / columns as f64;
    let plane = (0.45 * width).clamp(4.5 * em, 9.0 * em);
    let mut top = header::height(style, unit);
    let mut panels: Vec<Panel> = Vec::with_capacity(strands.len());
    let mut row: Vec<Panel> = Vec::with_capacity(columns);
    let count = strands.len();
    let are_all_own = strands.iter().all(|strand| strand.own);
    for (index, strand) in strands.into_iter().enumerate() {
        let left = margin + (width + gap) * (index % columns) as f64;
        let is_marked = strand.own && !are_all_own;
        let name = wrap(style, name_role(is_marked), strand.name, width, 3);
        let frame = Area { x: left, y: 0.0, width, height: plane };
        row.push(Panel { strand, is_marked, name, left, top, frame });
        if row.len() == columns || index + 1 == count {
            let lines = row.iter().map(|panel| panel.name.lines.len()).max().unwrap_or(1);
            let plane_top = top + 1.3 * em * lines as f64 + 0.9 * em;
            row.iter_mut().for_each(|panel| panel.frame.y = plane_top);
            panels.append(&mut row);
            top = plane_top + plane + 4.7 * em;
        }
    }
    (panels, top - 1.2 * em)
}

fn tick_width(ticks: &Ticks, style: &Style) -> f64 {
    ticks.labelled().iter().map(|(_, label)| Role::Tick.width(style, label)).fold(0.0, f64::max)
}

fn draw_panel(sheet: &mut Sheet, panel: &Panel, (first, last): (f64, f64), shared: &Option<Ticks>) {
    let em = sheet.style.em();
    let (strand, frame) = (&panel.strand, panel.frame);
    for (i, line) in panel.name.lines.iter().enumerate() {
        let at = (panel.left, panel.top + 0.65 * em + 1.3 * em * i as f64);
        sheet.text_with_tooltip(name_role(panel.is_marked), Anchor::Start, at, line, panel.name.full.as_deref());
    }
    let (low, high) = match shared {
        Some(ticks) => ticks.range(),
        None => ticks::limits(strand.values()),
    };
    let x = Axis { inset: 0.35 * em, ..Axis::bare(first, last) };
    let y = Axis::bare(low, high);
    let ticks = shared.as_ref().map(Ticks::labelled).unwrap_or_default();
    let drawn = plot::on_plane(sheet, frame, (x, y), |plane| {
        let heights: Vec<f64> = ticks.iter().map(|(value, _)| plot::place(plane, (first, *value)).1).collect();
        let zero = (low <= 0.0 && high >= 0.0).then(|| plot::place(plane, (first, 0.0)).1);
        for stretch in strand.stretches() {
            let shape = if strand.own { Shape::OwnLine } else { Shape::OtherLine };
            plane.draw_series(LineSeries::new(stretch, plot::stroke(shape)))?;
        }
        let places: Vec<(f64, f64)> = strand.points.iter().map(|point| plot::place(plane, point.at())).collect();
        Ok((heights, zero, places))
    });
    let Some((heights, zero, places)) = drawn else { return };
    draw_scale(sheet, frame, &ticks, &heights, zero);
    draw_breaks(sheet, strand, &places, frame);
    draw_points(sheet, strand, &places);
    draw_ends(sheet, panel, &places);
}

/// The grid where panels share one, the zero line where there is zero, else the foot on which the years stand.
fn draw_scale(sheet: &mut Sheet, frame: Area, ticks: &[(f64, String)], heights: &[f64], zero: Option<f64>) {
    let em = sheet.style.em();
    let across = |y: f64| [(frame.x, y), (frame.x + frame.width, y)];
    for ((_, label), &y) in ticks.iter().zip(heights) {
        sheet.line(Shape::Grid, &across(y));
        // The first panel of each row carries the labels of the row.
        if frame.x < 0.2 * sheet.width {
            sheet.text(Role::Tick, Anchor::End, (frame.x - 0.5 * em, y), label);
        }
    }
    match zero {
        Some(y) => sheet.line(Shape::Baseline, &across(y)),
        None => sheet.line(Shape::Grid, &across(frame.y + frame.height + 0.4 * em)),
    }
}

fn draw_breaks(sheet: &mut Sheet, strand: &Strand, places: &[(f64, f64)], frame: Area) {
    for (pair, places) in strand.points.windows(2).zip(places.windows(2)) {
        if pair[1].breaks {
            let x = (places[0].0 + places[1].0) / 2.0;
            sheet.line(Shape::Break, &[(x, frame.y), (x, frame.y + frame.height)]);
        }
    }
}

/// The last point, and those that no line shows.
fn draw_points(sheet: &mut Sheet, strand: &Strand, places: &[(f64, f64)]) {
    let unit = sheet.style.em() / 14.0;
    for (index, &place) in places.iter().enumerate() {
        let goes_on = strand.points.get(index + 1).is_some_and(|next| next.joined);
        let is_lone = !strand.points[index].joined && !goes_on;
        if is_lone || index + 1 == places.len() {
            let shape = if strand.own { Shape::OwnDot } else { Shape::OtherDot };
            sheet.circle(shape, place, 4.0 * unit);
        }
    }
}

/// Year and figure of the last point, and of the first where there is room for both.
fn draw_ends(sheet: &mut Sheet, panel: &Panel, places: &[(f64, f64)]) {
    let (style, em, frame) = (sheet.style, sheet.style.em(), panel.frame);
    let (left, right) = (panel.left, panel.left + frame.width);
    let points = &panel.strand.points;
    let ([first, ..], [.., last]) = (&points[..], &points[..]) else { return };
    let label = |point: &Spot, role: Role, x: f64, from: f64| {
        let year = format!("{}年", point.year);
        let width = Role::Tick.width(style, &year).max(role.width(style, point.label));
        let centre = x.min(right - width / 2.0).max(from + width / 2.0);
        (year, point.label.to_owned(), role, centre, centre + width / 2.0)
    };
    let last_role = if panel.is_marked { Role::OwnValue } else { Role::Total };
    let mut labels = vec![label(last, last_role, places[places.len() - 1].0, left)];
    if points.len() > 1 {
        let first = label(first, Role::Value, places[0].0, left);
        // The last one gives way to the right as far as the panel goes.
        let beside = label(last, last_role, places[places.len() - 1].0, first.4 + 0.6 * em);
        if beside.4 <= right + 0.01 {
            labels = vec![first, beside];
        }
    }
    let foot = frame.y + frame.height + 1.2 * em;
    for (year, value, role, centre, end) in labels {
        // Year and figure stand flush where they stand at an edge.
        let width = 2.0 * (end - centre);
        let (anchor, x) = match () {
            () if centre - width / 2.0 <= left + 0.01 => (Anchor::Start, left),
            () if end >= right - 0.01 => (Anchor::End, right),
            () => (Anchor::Middle, centre),
        };
        sheet.text(Role::Tick, anchor, (x, foot), &year);
        sheet.text(role, anchor, (x, foot + 1.25 * em), &value);
    }
}

fn name_role(is_marked: bool) -> Role {
    if is_marked { Role::OwnName } else { Role::Name }
}
