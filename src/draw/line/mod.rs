//! Lines over years, each named at its end.
//!
//! Comes in: series of points. Goes out: a sheet with grid, lines, points, and labels that keep apart.
//! The axis of values does not start at zero where zero is far away; what does not compare is not joined.

mod breaks;
mod ends;
mod markers;
pub(super) mod multiples;
mod point_labels;
mod strand;
mod years;

use plotters::series::LineSeries;

use super::header;
use super::lettering::Role;
use super::plot::{self, Axis, Drawn, Plane};
use super::style::Style;
use super::svg::{Area, Sheet};
use super::ticks;
use crate::model::chart::Series;
use ends::Ends;
use strand::Strand;

/// Up to so many points of a single line are all labelled; up to so many more where they stand far enough from each other.
const ALL_LABELLED: usize = 8;
const LABELLED_WITH_ROOM: usize = 12;

/// The lines as a sheet; 暂无数据 where there is no point.
pub(super) fn draw<'a>(years: &[i32], series: &[Series], unit: &str, style: &'a Style) -> Sheet<'a> {
    let strands = strand::strands(years, series);
    if strands.is_empty() {
        return header::empty(style);
    }
    let em = style.em();
    let all_labelled = matches!(&strands[..], [only] if is_all_labelled(only, unit, style));
    let ends = if all_labelled { Ends::names(&strands, style) } else { Ends::names_and_values(&strands, style) };
    let breaks = breaks::breaks(&strands);
    let values = || strands.iter().flat_map(Strand::values);
    let ticks = ticks::nice_for(values(), ticks::limits(values()), 4);
    let ticks = if all_labelled && has_low_valley(&strands[0], ticks.range()) { ticks.one_lower() } else { ticks };
    let (low, high) = ticks.range();
    let y = Axis { ticks: ticks.labelled(), ..Axis::bare(low, high) };
    let frame = frame(&y, &ends, &strands, unit, style);
    let labels = if all_labelled { point_labels::texts(&strands[0], unit) } else { Vec::new() };
    let widest = labels.iter().map(|text| Role::PointValue.width(style, text)).fold(0.0, f64::max);
    let x = years::axis(years, &strands, frame.width, (widest / 2.0).max(0.9 * em), style);
    let mut sheet = Sheet::new(style, frame.y + frame.height + 2.1 * em);
    header::draw(&mut sheet, unit);
    let Some(places) = plot::on_plane(&mut sheet, frame, (x, y), |plane| draw_lines(plane, &strands, em)) else {
        return sheet;
    };
    let taken = breaks::draw(&mut sheet, &breaks, &places, frame);
    markers::draw(&mut sheet, &strands, &places);
    ends.draw(&mut sheet, &places, frame);
    if all_labelled {
        point_labels::draw(&mut sheet, &strands[0], &labels, &places[0], taken, frame);
    }
    sheet
}

/// Whether each point of a single line bears its figure.
fn is_all_labelled(strand: &Strand, unit: &str, style: &Style) -> bool {
    let count = strand.points.len();
    let widest = || {
        let texts = point_labels::texts(strand, unit);
        texts.iter().map(|text| Role::PointValue.width(style, text)).fold(0.0, f64::max)
    };
    // The ticks and the name of the line take about ten ems.
    let has_room = || (widest() + 0.7 * style.em()) * count as f64 <= style.width - 10.0 * style.em();
    count <= ALL_LABELLED || (count <= LABELLED_WITH_ROOM && has_room())
}

/// Whether a figure at a point to which the line comes down would find no room below it on the plane. Below zero there is none.
fn has_low_valley(strand: &Strand, (low, high): (f64, f64)) -> bool {
    let values: Vec<f64> = strand.values().collect();
    let needs_room =
        |index: usize| values[index] < low + 0.12 * (high - low) && point_labels::is_valley(&values, index);
    low != 0.0 && (0..values.len()).any(needs_room)
}

/// The room for the plane between ticks, unit, years and the names of the lines.
fn frame(y: &Axis, ends: &Ends, strands: &[Strand], unit: &str, style: &Style) -> Area {
    let em = style.em();
    let has_breaks = strands.iter().flat_map(|strand| &strand.points).any(|point| point.breaks);
    let mut years = strands.iter().flat_map(|strand| &strand.points).map(|point| point.year);
    let first = years.next();
    let is_single_year = years.all(|year| Some(year) == first);
    let tick = y.ticks.iter().map(|(_, label)| Role::Tick.width(style, label)).fold(0.0, f64::max);
    let left = tick + 0.6 * em;
    let top = header::height(style, unit) + if has_breaks { 1.7 * em } else { 1.0 * em };
    let room = (style.width - left - ends.width(style)).max(6.0 * em);
    // A single year needs no width: its point stands beside the names.
    let width = if is_single_year { room.min(12.0 * em) } else { room };
    let height = (0.42 * style.width).clamp(14.0 * em, 22.0 * em).max(ends.height());
    Area { x: left, y: top, width, height }
}

/// Draws grid and lines; gives the place of every point of every strand.
fn draw_lines(plane: &mut Plane, strands: &[Strand], em: f64) -> Drawn<Vec<Vec<(f64, f64)>>> {
    plot::draw_mesh(plane, 0.6 * em)?;
    // The own line is drawn last, over the others.
    for own in [false, true] {
        for strand in strands.iter().filter(|strand| strand.own == own) {
            for stretch in strand.stretches() {
                let stroke = plot::stroke(strand.line_shape(&stretch));
                plane.draw_series(LineSeries::new(stretch.points, stroke))?;
            }
        }
    }
    let places = |strand: &Strand| strand.points.iter().map(|point| plot::place(plane, point.at())).collect();
    Ok(strands.iter().map(places).collect())
}
