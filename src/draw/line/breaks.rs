//! Where values stop being comparable: a dashed rule between two points that no line joins.
//!
//! Comes in: strands with points marked as breaks. Goes out: rules with their remarks on the sheet, and the rooms that
//! they take.
//! A rule as high as the plane says that no line goes on; where other lines do, it is only as high as the step.

use super::super::lettering::{Anchor, Role};
use super::super::shape::Shape;
use super::super::spread::Room;
use super::super::svg::{Area, Sheet};
use super::strand::Strand;

/// What a rule through the whole plane says above it.
const REMARK: &str = "前后不可比";

/// A break: between two points of one strand, or of all.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Break {
    /// Strand and index of the point after the break.
    strand: usize,
    point: usize,
    /// Years on both sides.
    years: (i32, i32),
    /// Whether no line crosses here.
    parts_all: bool,
}

/// The breaks of all strands; one that all lines share is given once.
pub(super) fn breaks(strands: &[Strand]) -> Vec<Break> {
    let mut found: Vec<Break> = Vec::new();
    for (index, strand) in strands.iter().enumerate() {
        for (after, pair) in strand.points.windows(2).enumerate().filter(|(_, pair)| pair[1].breaks) {
            let years = (pair[0].year, pair[1].year);
            let parts_all = strands.iter().all(|other| !is_joined_across(other, years));
            if !(parts_all && found.iter().any(|earlier| earlier.parts_all && earlier.years == years)) {
                found.push(Break { strand: index, point: after + 1, years, parts_all });
            }
        }
    }
    found
}

/// Whether the strand has a line over the middle between two years.
fn is_joined_across(strand: &Strand, (from, to): (i32, i32)) -> bool {
    let middle = (f64::from(from) + f64::from(to)) / 2.0;
    let mut pairs = strand.points.windows(2);
    pairs.any(|pair| pair[1].joined && f64::from(pair[0].year) < middle && middle < f64::from(pair[1].year))
}

/// Draws the rules; gives the room that rules and remarks take, where no other label may stand.
pub(super) fn draw(sheet: &mut Sheet, breaks: &[Break], places: &[Vec<(f64, f64)>], frame: Area) -> Vec<Room> {
    let em = sheet.style.em();
    let mut remarks: Vec<Room> = Vec::new();
    let mut rules: Vec<Room> = Vec::new();
    for one in breaks {
        let (from, to) = (places[one.strand][one.point - 1], places[one.strand][one.point]);
        let x = (from.0 + to.0) / 2.0;
        let (top, bottom) = match one.parts_all {
            true => (frame.y - 0.9 * em, frame.y + frame.height),
            false => (from.1.min(to.1) - 0.8 * em, from.1.max(to.1) + 0.8 * em),
        };
        sheet.line(Shape::Break, &[(x, top), (x, bottom)]);
        rules.push(Room::around((x, (top + bottom) / 2.0), 0.3 * em, bottom - top));
        let width = Role::Note.width(sheet.style, REMARK);
        let middle = ((x - width / 2.0).min(sheet.width - width).max(0.0) + width / 2.0, top - 0.6 * em);
        let remark = Room::around(middle, width + 0.5 * em, em);
        let is_over_a_line =
            places.iter().any(|line| line.windows(2).any(|ends| remark.is_crossed_by(ends[0], ends[1])));
        if !is_over_a_line && !remarks.iter().any(|other| other.touches(&remark)) {
            sheet.text(Role::Note, Anchor::Middle, middle, REMARK);
            remarks.push(remark);
        }
    }
    remarks.extend(rules);
    remarks
}

#[cfg(test)]
mod tests {
    use super::super::strand::Spot;
    use super::*;
    use crate::model::chart::Standing;

    fn strand(points: &[(i32, bool)]) -> Strand<'static> {
        let spot = |&(year, breaks): &(i32, bool)| Spot {
            year,
            value: 1.0,
            label: "",
            standing: Standing::Settled,
            breaks,
            joined: !breaks,
        };
        Strand { name: "", own: false, slot: 0, points: points.iter().map(spot).collect() }
    }

    #[test]
    fn a_break_of_all_lines_is_one_rule() {
        let points = [(2019, false), (2020, true), (2021, false)];
        let found = breaks(&[strand(&points), strand(&points)]);
        assert_eq!(found.len(), 1);
        assert!(found[0].parts_all);
    }

    #[test]
    fn a_break_of_one_line_leaves_the_others_alone() {
        let found = breaks(&[strand(&[(2019, false), (2020, true)]), strand(&[(2019, false), (2020, false)])]);
        assert_eq!(found.len(), 1);
        assert!(!found[0].parts_all);
    }

    #[test]
    fn a_break_before_the_first_point_parts_nothing() {
        assert!(breaks(&[strand(&[(2020, true), (2021, false)])]).is_empty());
    }
}
