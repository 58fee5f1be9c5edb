//! Small multiples: one line a panel over the same years, in rows of panels.
//!
//! Comes in: series, and what their heights mean. Goes out: a sheet with a panel for each: its name above, the years and
//! figures of its first and last point below.
//! Values are printed nowhere else: what lies between is told by the line, and by the table beside the chart.

use super::super::header;
use super::super::lettering::{Anchor, Role};
use super::super::plot::{self, Axis};
use super::super::shape::Shape;
use super::super::style::Style;
use super::super::svg::{Area, Sheet};
use super::super::ticks::{self, Ticks};
use super::super::wrap::{Wrapped, wrap};
use super::strand::{self, Spot, Strand};
use crate::model::chart::{Heights, Series, Standing};

/// Least width of a panel, in ems: two figures stand below it side by side.
const NARROWEST: f64 = 10.2;

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

/// Where plotters puts what a panel shows.
#[derive(Default)]
struct Places {
    points: Vec<(f64, f64)>,
    /// The heights of the ticks.
    ticks: Vec<f64>,
    zero: Option<f64>,
}

/// A text below a panel, by its outer edges.
struct Foot {
    year: String,
    value: String,
    role: Role,
    left: f64,
    right: f64,
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
        let values = || strands.iter().flat_map(Strand::values);
        ticks::nice_for(values(), ticks::limits(values()), 2)
    });
    let span = span(years, &strands);
    let (panels, height) = set(strands, &shared, unit, style);
    let mut sheet = Sheet::new(style, height);
    header::draw(&mut sheet, unit);
    let places: Vec<Places> = panels.iter().map(|panel| places(&mut sheet, panel, span, &shared)).collect();
    // One kind of thing after the other over all panels, so that neighbours share a group.
    let all = || panels.iter().zip(&places);
    draw_names(&mut sheet, &panels);
    draw_scales(&mut sheet, &panels, &places, &shared);
    all().for_each(|(panel, places)| draw_breaks(&mut sheet, panel, places));
    all().for_each(|(panel, places)| draw_line(&mut sheet, panel, places));
    all().for_each(|(panel, places)| draw_points(&mut sheet, panel, places));
    draw_feet(&mut sheet, &panels, &places, unit);
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
    let height = (0.45 * width).clamp(4.5 * em, 9.0 * em);
    // Where all are of one region there is none to be told apart.
    let are_all_own = strands.iter().all(|strand| strand.own);
    let mut panels: Vec<Panel> = Vec::with_capacity(strands.len());
    for (index, strand) in strands.into_iter().enumerate() {
        let left = margin + (width + gap) * (index % columns) as f64;
        let is_marked = strand.own && !are_all_own;
        let name = wrap(style, name_role(is_marked), strand.name, width, 3);
        let frame = Area { x: left, y: 0.0, width, height };
        panels.push(Panel { strand, is_marked, name, left, top: 0.0, frame });
    }
    let mut top = header::height(style, unit);
    for row in panels.chunks_mut(columns) {
        let lines = row.iter().map(|panel| panel.name.lines.len()).max().unwrap_or(1);
        let plane = top + 1.3 * em * lines as f64 + 0.9 * em;
        for panel in row {
            panel.top = top;
            panel.frame.y = plane;
        }
        top = plane + height + 4.7 * em;
    }
    (panels, top - 1.2 * em)
}

fn tick_width(ticks: &Ticks, style: &Style) -> f64 {
    ticks.labelled().iter().map(|(_, label)| Role::Tick.width(style, label)).fold(0.0, f64::max)
}

fn places(sheet: &mut Sheet, panel: &Panel, (first, last): (f64, f64), shared: &Option<Ticks>) -> Places {
    let em = sheet.style.em();
    let strand = &panel.strand;
    let (low, high) = match shared {
        Some(ticks) => ticks.range(),
        None => ticks::filling(ticks::limits(strand.values())),
    };
    let x = Axis { inset: 0.35 * em, ..Axis::bare(first, last) };
    let y = Axis::bare(low, high);
    let ticks = shared.as_ref().map(Ticks::labelled).unwrap_or_default();
    let found = plot::on_plane(sheet, panel.frame, (x, y), |plane| {
        let height = |value: f64| plot::place(plane, (first, value)).1;
        Ok(Places {
            ticks: ticks.iter().map(|(value, _)| height(*value)).collect(),
            zero: (low <= 0.0 && high >= 0.0).then(|| height(0.0)),
            points: strand.points.iter().map(|point| plot::place(plane, point.at())).collect(),
        })
    });
    found.unwrap_or_default()
}

fn draw_names(sheet: &mut Sheet, panels: &[Panel]) {
    let em = sheet.style.em();
    for panel in panels {
        for (i, line) in panel.name.lines.iter().enumerate() {
            let at = (panel.left, panel.top + 0.65 * em + 1.3 * em * i as f64);
            sheet.text_with_tooltip(name_role(panel.is_marked), Anchor::Start, at, line, panel.name.full.as_deref());
        }
    }
}

/// The grid where panels share one, with its labels before each row; the zero line where there is zero, else the foot on
/// which the years stand.
fn draw_scales(sheet: &mut Sheet, panels: &[Panel], places: &[Places], shared: &Option<Ticks>) {
    let em = sheet.style.em();
    let across = |frame: Area, y: f64| [(frame.x, y), (frame.x + frame.width, y)];
    for (panel, places) in panels.iter().zip(places) {
        let foot = panel.frame.y + panel.frame.height + 0.4 * em;
        // A line of the grid under the zero line would not be seen.
        let grid = places.ticks.iter().copied().filter(|tick| Some(*tick) != places.zero);
        for y in grid.chain((places.zero.is_none() && shared.is_none()).then_some(foot)) {
            sheet.line(Shape::Grid, &across(panel.frame, y));
        }
    }
    for (panel, places) in panels.iter().zip(places) {
        if let Some(zero) = places.zero {
            sheet.line(Shape::Baseline, &across(panel.frame, zero));
        }
    }
    let labels = shared.as_ref().map(Ticks::labelled).unwrap_or_default();
    let leftmost = panels.first().map_or(0.0, |panel| panel.left);
    for (panel, places) in panels.iter().zip(places).filter(|(panel, _)| panel.left == leftmost) {
        for ((_, label), &y) in labels.iter().zip(&places.ticks) {
            sheet.text(Role::Tick, Anchor::End, (panel.left - 0.5 * em, y), label);
        }
    }
}

fn draw_breaks(sheet: &mut Sheet, panel: &Panel, places: &Places) {
    let frame = panel.frame;
    for (pair, places) in panel.strand.points.windows(2).zip(places.points.windows(2)) {
        if pair[1].breaks {
            let x = (places[0].0 + places[1].0) / 2.0;
            sheet.line(Shape::Break, &[(x, frame.y), (x, frame.y + frame.height)]);
        }
    }
}

/// The line from point to point, and the way to a forecast apart from it.
fn draw_line(sheet: &mut Sheet, panel: &Panel, places: &Places) {
    let shapes = match panel.strand.own {
        true => [Shape::OwnLine, Shape::OwnForecast],
        false => [Shape::OtherLine, Shape::OtherForecast],
    };
    let points = &panel.strand.points;
    for (shape, leads_to_forecast) in shapes.into_iter().zip([false, true]) {
        let mut run: Vec<(f64, f64)> = Vec::new();
        for (index, &place) in places.points.iter().enumerate() {
            let is_of_this_look = points[index].joined && points[index].is_forecast() == leads_to_forecast;
            if !is_of_this_look {
                sheet.line(shape, &run);
                run.clear();
            }
            run.push(place);
        }
        sheet.line(shape, &run);
    }
}

/// The last point, those that no line shows, and those that are revised or a forecast.
fn draw_points(sheet: &mut Sheet, panel: &Panel, places: &Places) {
    let unit = sheet.style.em() / 14.0;
    let points = &panel.strand.points;
    for (index, &place) in places.points.iter().enumerate() {
        let goes_on = points.get(index + 1).is_some_and(|next| next.joined);
        let is_lone = !points[index].joined && !goes_on;
        let is_settled = points[index].standing == Standing::Settled;
        let shape = match (panel.strand.own, is_settled) {
            (true, true) => Shape::OwnDot,
            (true, false) => Shape::OwnHollow,
            (false, true) => Shape::OtherDot,
            (false, false) => Shape::OtherHollow,
        };
        if is_lone || !is_settled || index + 1 == points.len() {
            sheet.circle(shape, place, 4.0 * unit);
        }
    }
}

/// Years below the panels, and figures below the years.
fn draw_feet(sheet: &mut Sheet, panels: &[Panel], places: &[Places], unit: &str) {
    let em = sheet.style.em();
    let feet: Vec<(&Panel, Foot)> = panels
        .iter()
        .zip(places)
        .flat_map(|(panel, places)| feet(panel, places, unit, sheet.style).into_iter().map(move |foot| (panel, foot)))
        .collect();
    // At an edge year and figure stand flush, elsewhere centred below each other.
    let place = |panel: &Panel, foot: &Foot| {
        let right = panel.left + panel.frame.width;
        match () {
            () if foot.left <= panel.left + 0.01 => (Anchor::Start, panel.left),
            () if foot.right >= right - 0.01 => (Anchor::End, right),
            () => (Anchor::Middle, (foot.left + foot.right) / 2.0),
        }
    };
    let middle = |panel: &Panel| panel.frame.y + panel.frame.height + 1.2 * em;
    for anchor in [Anchor::Start, Anchor::Middle, Anchor::End] {
        let here = || feet.iter().filter(|(panel, foot)| place(panel, foot).0 == anchor);
        for (panel, foot) in here() {
            sheet.text(Role::Tick, anchor, (place(panel, foot).1, middle(panel)), &foot.year);
        }
        for role in [Role::Value, Role::Total, Role::OwnValue] {
            for (panel, foot) in here().filter(|(_, foot)| foot.role == role) {
                sheet.text(role, anchor, (place(panel, foot).1, middle(panel) + 1.25 * em), &foot.value);
            }
        }
    }
}

/// Year and figure of the first and of the last point; of the last alone where there is no room for both.
fn feet(panel: &Panel, places: &Places, unit: &str, style: &Style) -> Vec<Foot> {
    let (left, right) = (panel.left, panel.left + panel.frame.width);
    let foot = |point: &Spot, role: Role, x: f64, from: f64| {
        let year = format!("{}年", point.year);
        let value = point.said(&header::bare(point.label, unit));
        let width = Role::Tick.width(style, &year).max(role.width(style, &value));
        let middle = x.min(right - width / 2.0).max(from + width / 2.0);
        Foot { year, value, role, left: middle - width / 2.0, right: middle + width / 2.0 }
    };
    let ends = panel.strand.points.iter().zip(&places.points);
    let (Some(first), Some(last)) = (ends.clone().next(), ends.clone().next_back()) else { return Vec::new() };
    let role = if panel.is_marked { Role::OwnValue } else { Role::Total };
    if panel.strand.points.len() > 1 {
        let first = foot(first.0, Role::Value, first.1.0, left);
        // The last one gives way to the right as far as the panel goes.
        let beside = foot(last.0, role, last.1.0, first.right + 0.6 * style.em());
        if beside.right <= right + 0.01 {
            return vec![first, beside];
        }
    }
    vec![foot(last.0, role, last.1.0, left)]
}

fn name_role(is_marked: bool) -> Role {
    if is_marked { Role::OwnName } else { Role::Name }
}
