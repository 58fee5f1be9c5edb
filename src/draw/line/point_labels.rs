//! Figures at the points of a single line.
//!
//! Comes in: the strand, its texts and places. Goes out: labels that touch neither each other nor, if it can be helped,
//! the line. A label that finds no room is left out: the table beside the chart has it.

use super::super::header;
use super::super::lettering::{Anchor, Role};
use super::super::spread::Room;
use super::super::svg::{Area, Sheet};
use super::strand::Strand;

/// The labels of the points. The unit stands above the plane and is not repeated at each point.
pub(super) fn texts(strand: &Strand, unit: &str) -> Vec<String> {
    strand.points.iter().map(|point| point.said(&header::bare(point.label, unit))).collect()
}

/// Writes the labels; `taken` is where others stand already.
pub(super) fn draw(
    sheet: &mut Sheet,
    strand: &Strand,
    texts: &[String],
    places: &[(f64, f64)],
    mut taken: Vec<Room>,
    frame: Area,
) {
    for index in order(strand) {
        let width = Role::PointValue.width(sheet.style, &texts[index]);
        if width == 0.0 {
            continue;
        }
        if let Some(place) = room_for(sheet, strand, places, index, width, &taken, frame) {
            let middle = ((place.left + place.right) / 2.0, (place.top + place.bottom) / 2.0);
            sheet.text(Role::PointValue, Anchor::Middle, middle, &texts[index]);
            taken.push(place);
        }
    }
}

/// The last point first, then the first, the greatest and the least, then the others.
fn order(strand: &Strand) -> Vec<usize> {
    let by_value = |a: &usize, b: &usize| strand.points[*a].value.total_cmp(&strand.points[*b].value);
    let all = 0..strand.points.len();
    let extremes = [all.clone().last(), all.clone().next(), all.clone().max_by(by_value), all.clone().min_by(by_value)];
    let mut order: Vec<usize> = Vec::new();
    for index in extremes.into_iter().flatten().chain(all) {
        if !order.contains(&index) {
            order.push(index);
        }
    }
    order
}

/// A box beside the point that is free: above or below as the line bends, then shifted to a side, then over the line.
fn room_for(
    sheet: &Sheet,
    strand: &Strand,
    places: &[(f64, f64)],
    index: usize,
    width: f64,
    taken: &[Room],
    frame: Area,
) -> Option<Room> {
    let em = sheet.style.em();
    let (x, y) = places[index];
    // Heights on a sheet grow downwards.
    let heights: Vec<f64> = places.iter().map(|(_, y)| -y).collect();
    let side = if is_valley(&heights, index) { 1.0 } else { -1.0 };
    let aside = width / 2.0 - 0.2 * em;
    let shifts = [0.0, -aside / 2.0, aside / 2.0, -aside, aside];
    let beside = |side: f64| shifts.map(|shift| Room::around((x + shift, y + side * 1.05 * em), width, 0.95 * em));
    let rooms = [beside(side), beside(-side)].concat();
    let is_free = |place: &Room| {
        place.left >= frame.x
            && place.right <= sheet.width
            && place.top >= 0.0
            && place.bottom <= frame.y + frame.height - 0.1 * em
            && !taken.iter().any(|other| other.touches(&place.widened(0.4 * em)))
            && !places.iter().any(|&(px, py)| place.touches(&Room::around((px, py), 0.6 * em, 0.6 * em)))
    };
    let crosses = |place: &Room| {
        let joined = (1..places.len()).filter(|&after| strand.points[after].joined);
        joined.clone().any(|after| place.is_crossed_by(places[after - 1], places[after]))
    };
    let clear = rooms.iter().find(|place| is_free(place) && !crosses(place));
    clear.or_else(|| rooms.iter().find(|place| is_free(place))).copied()
}

/// Whether the line comes down to the point and goes up from it.
pub(super) fn is_valley(heights: &[f64], index: usize) -> bool {
    let before = index.checked_sub(1).map(|before| heights[before]);
    let neighbours = [before, heights.get(index + 1).copied()];
    let mut neighbours = neighbours.into_iter().flatten().peekable();
    neighbours.peek().is_some() && neighbours.all(|neighbour| neighbour > heights[index])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn valleys_are_labelled_below() {
        let heights = [50.0, 20.0, 80.0];
        assert!(is_valley(&heights, 1));
        assert!(!is_valley(&heights, 2));
        assert!(is_valley(&[2.0, 9.0], 0));
        assert!(!is_valley(&[9.0], 0));
    }
}
