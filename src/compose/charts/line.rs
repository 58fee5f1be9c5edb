//! Lines over years: several regions of one indicator, or several indicators of one region.

use super::{Axis, Lacking, Order, Shown, courses};
use crate::derive::Key;
use crate::model::chart::{Chart, Drawing, Point, Series};
use crate::model::{IndicatorId, RegionCode};

/// How the drawing marks what is revised or a forecast.
pub(super) const HOLLOW: &str = "（空心点）";

pub fn line(
    order: &Order,
    indicators: &[IndicatorId],
    regions: &[RegionCode],
    years: &[i32],
) -> Result<Chart, Lacking> {
    let (lines, unit) = courses::of_one_unit(order, indicators, regions, years)?;
    let all: Vec<&Shown> = lines.iter().flat_map(|line| &line.shown).collect();
    let axis = Axis::for_values(&all, &unit);
    let keys: Vec<Key> = all.iter().map(|shown| shown.key).collect();
    let notes = courses::notes(order, &lines, HOLLOW);
    let table = courses::table(&lines, years);
    let description = format!("折线图：{}。{}。", order.title, courses::described(order, &lines));
    let series = lines
        .into_iter()
        .map(|line| Series { points: points(order, &axis, &line.shown), name: line.name, own: line.own })
        .collect();
    let drawing = Drawing::Line { years: years.to_vec(), series };
    Ok(order.chart(description, notes, &keys, axis.unit, drawing, table))
}

pub(super) fn points(order: &Order, axis: &Axis, shown: &[Shown]) -> Vec<Point> {
    let mut before: Option<Key> = None;
    shown
        .iter()
        .map(|s| {
            let breaks = before.is_some_and(|before| order.book.comparable(before, s.key).is_err());
            before = Some(s.key);
            Point {
                year: s.key.year,
                value: axis.value(s.exact),
                label: s.label(axis),
                breaks,
                standing: order.standing(s),
            }
        })
        .collect()
}
