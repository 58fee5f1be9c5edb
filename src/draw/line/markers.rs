//! The points of lines, each line with its own shape of marker.
//!
//! Comes in: strands and the places of their points. Goes out: circles, squares, triangles, diamonds on the sheet.
//! On lines with many points only the ends, lone points, and those that are revised or a forecast are marked: the line shows
//! the rest. Revised values and forecasts have an empty middle.

use super::super::shape::Shape;
use super::super::svg::Sheet;
use super::strand::Strand;
use crate::model::chart::Standing;

/// From so many points on, the points within a line are left unmarked.
const MANY: usize = 16;

/// Marks the points of all strands, the own one last.
pub(super) fn draw(sheet: &mut Sheet, strands: &[Strand], places: &[Vec<(f64, f64)>]) {
    for own in [false, true] {
        for (strand, places) in strands.iter().zip(places).filter(|(strand, _)| strand.own == own) {
            for (index, &at) in places.iter().enumerate() {
                if is_marked(strand, index) {
                    mark(sheet, strand, strand.points[index].standing, at);
                }
            }
        }
    }
}

fn is_marked(strand: &Strand, index: usize) -> bool {
    let goes_on = strand.points.get(index + 1).is_some_and(|next| next.joined);
    let is_within = strand.points[index].joined && goes_on;
    strand.points.len() < MANY || !is_within || strand.points[index].standing != Standing::Settled
}

fn mark(sheet: &mut Sheet, strand: &Strand, standing: Standing, (x, y): (f64, f64)) {
    let unit = sheet.style.em() / 14.0;
    let is_settled = standing == Standing::Settled;
    if strand.own {
        return sheet.circle(if is_settled { Shape::OwnDot } else { Shape::OwnHollow }, (x, y), 4.5 * unit);
    }
    let is_filled = is_settled && strand.slot % 8 < 4;
    let shape = if is_filled { Shape::Dot(strand.slot) } else { Shape::HollowDot(strand.slot) };
    match strand.slot % 4 {
        0 => sheet.circle(shape, (x, y), 4.0 * unit),
        1 => {
            let r = 3.7 * unit;
            sheet.outline(shape, &[(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)]);
        }
        2 => {
            let r = 5.0 * unit;
            sheet.outline(shape, &[(x, y - r), (x + 0.9 * r, y + 0.7 * r), (x - 0.9 * r, y + 0.7 * r)]);
        }
        _ => {
            let r = 5.2 * unit;
            sheet.outline(shape, &[(x, y - r), (x + r, y), (x, y + r), (x - r, y)]);
        }
    }
}
