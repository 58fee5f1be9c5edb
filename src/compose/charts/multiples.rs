//! Small lines, one panel each: many indicators of one region, or many regions of one indicator.

use super::courses::{Course, courses, notes, said, table};
use super::line::{HOLLOW, points};
use super::{Axis, Lacking, Order, Shown};
use crate::derive::{Key, Lack};
use crate::model::chart::{Chart, Drawing, Heights, Series};
use crate::model::{IndicatorId, RegionCode, Unit};

pub fn multiples(
    order: &Order,
    indicators: &[IndicatorId],
    regions: &[RegionCode],
    years: &[i32],
    heights: Heights,
) -> Result<Chart, Lacking> {
    let lines = courses(order, indicators, regions, years).map_err(Lacking::Lack)?;
    let unit = unit(&lines, heights)?;
    let mut axes: Vec<Axis> = match heights {
        Heights::Own => lines.iter().map(|line| Axis::for_values(&all(&line.shown), &line.shown[0].unit)).collect(),
        Heights::Shared => {
            let all: Vec<&Shown> = lines.iter().flat_map(|line| &line.shown).collect();
            lines.iter().map(|_| Axis::for_values(&all, &unit)).collect()
        }
    };
    let keys: Vec<Key> = lines.iter().flat_map(|line| line.shown.iter().map(|s| s.key)).collect();
    let mut notes = notes(order, &lines, HOLLOW);
    if lines.len() > 1 {
        notes.insert(0, scale_note(heights).to_owned());
    }
    let without = indicators.len() * regions.len() - lines.len();
    if without > 0 {
        notes.push(format!("另有{without}项没有数据，未列"));
    }
    let described = lines.iter().map(|line| format!("{}{}", line.name, said(order, &line.shown))).collect::<Vec<_>>();
    let table = table(&lines, years);
    let panels = lines
        .into_iter()
        .zip(&axes)
        .map(|(line, axis)| Series { points: points(order, axis, &line.shown), name: line.name, own: line.own })
        .collect();
    let first = axes.swap_remove(0);
    let description = format!("小图：{}。{}。", order.title, described.join("；"));
    // Panels of several units name each their own, at their figures.
    let unit = if axes.iter().all(|axis| axis.unit == first.unit) { first.unit } else { String::new() };
    let drawing = Drawing::Multiples { years: years.to_vec(), panels, heights };
    Ok(order.chart(description, notes, &keys, unit, drawing, table))
}

fn all(shown: &[Shown]) -> Vec<&Shown> {
    shown.iter().collect()
}

/// The unit of the first panel, and of all others where they share an axis.
fn unit(lines: &[Course], heights: Heights) -> Result<Unit, Lacking> {
    let mut units = lines.iter().map(|line| &line.shown[0].unit);
    let first = units.next().ok_or(Lacking::Nothing)?;
    match units.find(|unit| heights == Heights::Shared && *unit != first) {
        Some(other) => Err(Lacking::Lack(Lack::OtherUnit(other.clone(), first.clone()))),
        None => Ok(first.clone()),
    }
}

fn scale_note(heights: Heights) -> &'static str {
    match heights {
        Heights::Own => "各小图的高低各按自己的数，只比走势，不比大小",
        Heights::Shared => "各小图纵轴相同",
    }
}
