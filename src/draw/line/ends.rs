//! Names of lines at their ends, and their last figures, in a column at the right.
//!
//! Comes in: strands, later the places of their points. Goes out: labels that keep apart, with a thin leader where a
//! label had to move away from its line.
//! Deliberately no legend: a reader should not have to look a colour up.

use super::super::lettering::{Anchor, Role};
use super::super::shape::Shape;
use super::super::spread::{self, Wish};
use super::super::style::Style;
use super::super::svg::{Area, Sheet};
use super::super::wrap::{Wrapped, wrap};
use super::strand::Strand;

/// The column of labels.
pub(super) struct Ends {
    labels: Vec<Label>,
    line_height: f64,
}

struct Label {
    name: Wrapped,
    role: Role,
    value: String,
}

impl Ends {
    /// Only names, where the figures stand at the points.
    pub(super) fn names(strands: &[Strand], style: &Style) -> Self {
        let labels = strands.iter().map(|strand| Label::new(strand, String::new(), style));
        Self { labels: labels.collect(), line_height: 1.2 * style.em() }
    }

    /// Names, and the figure of the last point below each.
    pub(super) fn names_and_values(strands: &[Strand], style: &Style) -> Self {
        let labels = strands.iter().map(|strand| {
            let value = strand.points.last().map_or_else(String::new, |point| point.said(point.label));
            Label::new(strand, value, style)
        });
        Self { labels: labels.collect(), line_height: 1.2 * style.em() }
    }

    /// Width of the column with the room before it; nothing where no line has a name.
    pub(super) fn width(&self, style: &Style) -> f64 {
        match self.labels.iter().map(|label| label.width(style)).fold(0.0, f64::max) {
            0.0 => 0.0,
            // A little more than measured, for pages set in another font.
            width => width + gap(style) + 0.15 * style.em(),
        }
    }

    /// Height of all labels, one below the other.
    pub(super) fn height(&self) -> f64 {
        self.labels.iter().map(|label| label.height(self.line_height)).sum()
    }

    /// Writes the labels beside the last points.
    pub(super) fn draw(&self, sheet: &mut Sheet, places: &[Vec<(f64, f64)>], frame: Area) {
        let em = sheet.style.em();
        let left = frame.x + frame.width + gap(sheet.style);
        let ends: Vec<(f64, f64)> = places.iter().map(|places| places.last().copied().unwrap_or_default()).collect();
        let wish = |(label, end): (&Label, &(f64, f64))| Wish {
            place: end.1,
            // The name, not the figure below it, stands at the height of the line.
            middle: end.1 + (label.height(self.line_height) - self.line_height) / 2.0 - 0.1 * em,
            height: label.height(self.line_height),
        };
        let wishes: Vec<Wish> = self.labels.iter().zip(&ends).map(wish).collect();
        let middles = spread::column(&wishes, frame.y - 0.7 * em, frame.y + frame.height + 0.7 * em);
        for ((label, end), middle) in self.labels.iter().zip(&ends).zip(middles) {
            if label.width(sheet.style) == 0.0 {
                continue;
            }
            let first = middle - label.height(self.line_height) / 2.0 + 0.5 * self.line_height;
            let is_moved = (first - end.1).abs() > 0.6 * em;
            let is_far = left - end.0 > 3.0 * em;
            if is_moved || is_far {
                let height = if is_moved { first } else { end.1 };
                let shape = if is_far { Shape::FarLeader } else { Shape::Leader };
                sheet.line(shape, &[(end.0 + 0.5 * em, end.1), (left - 0.3 * em, height)]);
            }
            label.draw(sheet, (left, first), self.line_height);
        }
    }
}

impl Label {
    fn new(strand: &Strand, value: String, style: &Style) -> Self {
        let role = if strand.own { Role::OwnSeries } else { Role::Series(strand.slot) };
        Self { name: wrap(style, role, strand.name, 0.25 * style.width, 2), role, value }
    }

    fn width(&self, style: &Style) -> f64 {
        self.name.width(style, self.role).max(Role::Value.width(style, &self.value))
    }

    fn lines(&self) -> usize {
        self.name.lines.len() + usize::from(!self.value.is_empty())
    }

    fn height(&self, line_height: f64) -> f64 {
        (self.lines() as f64 + 0.25) * line_height
    }

    fn draw(&self, sheet: &mut Sheet, (x, first): (f64, f64), line_height: f64) {
        let mut y = first;
        for line in &self.name.lines {
            sheet.text_with_tooltip(self.role, Anchor::Start, (x, y), line, self.name.full.as_deref());
            y += line_height;
        }
        sheet.text(Role::Value, Anchor::Start, (x, y), &self.value);
    }
}

/// Between the plane and the column.
fn gap(style: &Style) -> f64 {
    0.5 * style.em()
}
