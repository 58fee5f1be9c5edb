//! Milestones on the track of a target: a mark across it for each, with its date and what is promised by then.
//!
//! Comes in: milestones in percent of their target, and where percents lie. Goes out: marks, and labels below the track that
//! keep apart; where one line is too short for all, they are listed in several.

use super::lettering::{Anchor, Role};
use super::shape::Shape;
use super::spread::{self, Wish};
use super::style::Style;
use super::svg::Sheet;
use super::wrap::{Wrapped, wrap};
use crate::model::chart::Milestone;

/// So many lines hold a list of milestones.
const LINES: usize = 9;

pub(super) struct Stages {
    marks: Vec<f64>,
    labels: Labels,
}

enum Labels {
    /// Each at its own middle.
    Placed(Vec<(f64, String)>),
    Listed(Wrapped),
}

impl Stages {
    pub(super) fn new(milestones: &[Milestone], place: impl Fn(f64) -> f64, style: &Style) -> Self {
        let em = style.em();
        let marks: Vec<f64> = milestones.iter().map(|stage| place(super::float(stage.percent))).collect();
        let texts: Vec<String> = milestones.iter().map(|stage| format!("{} {}", stage.by, stage.label.text)).collect();
        let widths: Vec<f64> = texts.iter().map(|text| Role::Note.width(style, text) + 0.9 * em).collect();
        if widths.iter().sum::<f64>() > style.width {
            let listed = wrap(style, Role::Note, &format!("节点：{}", texts.join("；")), style.width, LINES);
            return Self { marks, labels: Labels::Listed(listed) };
        }
        let wishes: Vec<Wish> = marks
            .iter()
            .zip(&widths)
            .map(|(&mark, &width)| Wish { place: mark, middle: mark, height: width })
            .collect();
        // A label at the edge may use the room that keeps it from its neighbours.
        let middles = spread::column(&wishes, -0.45 * em, style.width + 0.45 * em);
        Self { marks, labels: Labels::Placed(middles.into_iter().zip(texts).collect()) }
    }

    /// Height below the track.
    pub(super) fn height(&self, em: f64) -> f64 {
        match &self.labels {
            Labels::Placed(labels) if labels.is_empty() => 0.0,
            Labels::Placed(_) => 1.5 * em,
            Labels::Listed(listed) => 1.25 * em * listed.lines.len() as f64 + 0.25 * em,
        }
    }

    /// Marks and labels of the track whose middle is there.
    pub(super) fn draw(&self, sheet: &mut Sheet, middle: f64) {
        let em = sheet.style.em();
        for &mark in &self.marks {
            sheet.line(Shape::Milestone, &[(mark, middle - 0.34 * em), (mark, middle + 0.6 * em)]);
        }
        let first = middle + 1.35 * em;
        match &self.labels {
            Labels::Placed(labels) => {
                for ((label, text), &mark) in labels.iter().zip(&self.marks) {
                    if (label - mark).abs() > 0.8 * em {
                        sheet.line(Shape::Leader, &[(mark, middle + 0.6 * em), (*label, first - 0.5 * em)]);
                    }
                    sheet.text(Role::Note, Anchor::Middle, (*label, first), text);
                }
            }
            Labels::Listed(listed) => {
                for (i, line) in listed.lines.iter().enumerate() {
                    let at = (0.0, first + 1.25 * em * i as f64);
                    sheet.text_with_tooltip(Role::Note, Anchor::Start, at, line, listed.full.as_deref());
                }
            }
        }
    }
}
