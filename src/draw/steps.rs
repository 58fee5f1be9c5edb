//! Milestones that rise towards a target: one tread a date, like a staircase.
//!
//! Comes in: dates with their values, in the order of time. Goes out: a sheet with treads, values above, dates below.
//! Where there are too many dates for the width they are drawn as ranked bars, which always fit.

use plotters::element::Rectangle;

use super::header;
use super::lettering::{Anchor, Role};
use super::plot::{self, Axis};
use super::ranked;
use super::shape::Shape;
use super::style::Style;
use super::svg::{Area, Sheet};
use super::wrap::{Wrapped, wrap};
use crate::model::chart::Bar;

/// Lines that a date may take.
const DATE_LINES: usize = 3;

/// The staircase as a sheet; 暂无数据 where there are no steps.
pub(super) fn draw<'a>(steps: &[Bar], unit: &str, style: &'a Style) -> Sheet<'a> {
    if steps.is_empty() {
        return header::empty(style);
    }
    let em = style.em();
    // A few steps do not need the whole width.
    let tread = (style.width / steps.len() as f64).min(11.0 * em);
    let widest = steps.iter().map(|step| value_role(step).width(style, &step.label.text)).fold(0.0, f64::max);
    let dates: Vec<Wrapped> = steps.iter().map(|step| date(style, step, tread)).collect();
    if widest + 0.3 * em > tread || dates.iter().any(|date| date.full.is_some()) {
        return ranked::draw(steps, unit, style);
    }
    let lines = dates.iter().map(|date| date.lines.len()).max().unwrap_or(1);
    let top = header::height(style, unit) + 1.6 * em;
    let foot = 0.6 * em + 1.3 * em * lines as f64;
    let rise = (0.3 * style.width).clamp(9.0 * em, 15.0 * em);
    let mut sheet = Sheet::new(style, top + rise + foot);
    header::draw(&mut sheet, unit);
    let frame = Area { x: 0.0, y: top, width: tread * steps.len() as f64, height: rise };
    if let Some((zero, edges)) = draw_treads(&mut sheet, frame, steps) {
        draw_texts(&mut sheet, tread, steps, &edges, zero);
        draw_dates(&mut sheet, tread, steps, &dates, frame.y + frame.height);
    }
    sheet
}

fn date(style: &Style, step: &Bar, tread: f64) -> Wrapped {
    wrap(style, name_role(step), &step.name, tread - 0.4 * style.em(), DATE_LINES)
}

/// Draws treads with their upper edges; gives the height of zero and of each edge.
fn draw_treads(sheet: &mut Sheet, frame: Area, steps: &[Bar]) -> Option<(f64, Vec<f64>)> {
    let values: Vec<f64> = steps.iter().map(|step| super::float(step.value)).collect();
    let low = values.iter().copied().fold(0.0, f64::min);
    let high = values.iter().copied().fold(0.0, f64::max);
    let y = Axis::bare(low, if low == high { 1.0 } else { high });
    let x = Axis::bare(0.0, steps.len() as f64);
    let places = plot::on_plane(sheet, frame, (x, y), |plane| {
        for own in [false, true] {
            let shape = if own { Shape::OwnBar } else { Shape::Tread };
            let chosen = values.iter().enumerate().filter(|(i, _)| steps[*i].own == own);
            plane.draw_series(
                chosen.map(|(i, &value)| Rectangle::new([(i as f64, 0.0), (i as f64 + 1.0, value)], plot::fill(shape))),
            )?;
        }
        let edges: Vec<(f64, f64)> =
            values.iter().enumerate().map(|(i, &value)| plot::place(plane, (i as f64, value))).collect();
        Ok((plot::place(plane, (0.0, 0.0)).1, edges))
    });
    let (zero, edges) = places?;
    let tread = frame.width / steps.len() as f64;
    let stairs: Vec<(f64, f64)> = edges.iter().flat_map(|&(x, y)| [(x, y), (x + tread, y)]).collect();
    sheet.line(Shape::Edge, &stairs);
    sheet.line(Shape::Baseline, &[(0.0, zero), (frame.width, zero)]);
    Some((zero, edges.iter().map(|&(_, y)| y).collect()))
}

fn draw_texts(sheet: &mut Sheet, tread: f64, steps: &[Bar], edges: &[f64], zero: f64) {
    let em = sheet.style.em();
    for (i, (step, &edge)) in steps.iter().zip(edges).enumerate() {
        // A figure below zero stands above the zero line, where no tread is.
        let middle = edge.min(zero) - 0.8 * em;
        let x = tread * (i as f64 + 0.5);
        sheet.text(value_role(step), Anchor::Middle, (x, middle), &step.label.text);
    }
}

fn draw_dates(sheet: &mut Sheet, tread: f64, steps: &[Bar], dates: &[Wrapped], foot: f64) {
    let em = sheet.style.em();
    for (i, (step, date)) in steps.iter().zip(dates).enumerate() {
        for (line, text) in date.lines.iter().enumerate() {
            let at = (tread * (i as f64 + 0.5), foot + 1.1 * em + 1.3 * em * line as f64);
            sheet.text(name_role(step), Anchor::Middle, at, text);
        }
    }
}

fn name_role(step: &Bar) -> Role {
    if step.own { Role::OwnName } else { Role::Name }
}

fn value_role(step: &Bar) -> Role {
    if step.own { Role::OwnValue } else { Role::Total }
}
