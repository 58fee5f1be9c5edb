//! The roles of shapes in a drawing: which colour, stroke, dash and CSS class each has.
//!
//! Comes in: a role and the style. Goes out: SVG attributes, and a code that travels through plotters as a colour.
//! Deliberately not here: where a shape stands.

use super::colour::{self, Tint};
use super::escape::escaped;
use super::lettering::{series_class, series_colour};
use super::style::{Medium, Style};

/// What a shape says in the drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Grid,
    /// The zero line, or the foot of columns.
    Baseline,
    /// The rule that parts two values which do not compare.
    Break,
    /// From the end of a line to its name.
    Leader,
    /// The same over a longer way, across other lines: dotted, so that nobody reads it as a line.
    FarLeader,
    /// The line of that slot: colour and dash.
    Line(usize),
    OwnLine,
    /// The stretch of the line of that slot that leads to a forecast.
    Forecast(usize),
    OwnForecast,
    /// A line that the name at its ends or above its panel tells from others, and the way from it to a forecast.
    OtherLine,
    OtherForecast,
    /// The points of the line of that slot.
    Dot(usize),
    OwnDot,
    /// Points with an empty middle, for a second round of markers.
    HollowDot(usize),
    OwnHollow,
    /// Points of those that are told apart by their names.
    OtherDot,
    OtherHollow,
    Bar,
    OwnBar,
    /// A part of a stacked bar, parted from its neighbours by a line in the colour of the paper.
    Slice(usize),
    /// What is still to be done.
    Track,
    Done,
    /// What is done beyond the target.
    Beyond,
    /// The mark at 100 %.
    Goal,
    /// The cut through a bar that is too long to be drawn whole.
    Cut,
    Tread,
    /// The upper edge of a tread.
    Edge,
    /// Behind a figure among lines, in print.
    Halo,
    /// A cell of that level.
    Heat(usize),
    /// Around the cells of the own region.
    OwnFrame,
    /// What is to be done by then, across a track.
    Milestone,
}

/// Dashes of lines, in multiples of a twelfth of an em; slot 0 is solid.
const DASHES: [&[f64]; 6] = [&[], &[6.0, 3.0], &[1.5, 3.5], &[9.0, 3.5, 1.5, 3.5], &[], &[4.0, 4.0]];

impl Shape {
    /// The role as two numbers that fit into the red and green of a plotters colour.
    pub(super) fn code(self) -> (u8, u8) {
        let slot = |index: usize| (index % 256) as u8;
        match self {
            Shape::Grid => (0, 0),
            Shape::Baseline => (1, 0),
            Shape::Break => (2, 0),
            Shape::Leader => (3, 0),
            Shape::Line(index) => (4, slot(index)),
            Shape::OwnLine => (5, 0),
            Shape::Dot(index) => (6, slot(index)),
            Shape::OwnDot => (7, 0),
            Shape::HollowDot(index) => (8, slot(index)),
            Shape::Bar => (9, 0),
            Shape::OwnBar => (10, 0),
            Shape::Slice(index) => (11, slot(index)),
            Shape::Track => (12, 0),
            Shape::Done => (13, 0),
            Shape::Beyond => (14, 0),
            Shape::Goal => (15, 0),
            Shape::Cut => (16, 0),
            Shape::Tread => (17, 0),
            Shape::Edge => (18, 0),
            Shape::FarLeader => (19, 0),
            Shape::Halo => (20, 0),
            Shape::Forecast(index) => (21, slot(index)),
            Shape::OwnForecast => (22, 0),
            Shape::OtherLine => (23, 0),
            Shape::OwnHollow => (24, 0),
            Shape::OtherDot => (25, 0),
            Shape::OtherHollow => (26, 0),
            Shape::OtherForecast => (27, 0),
            Shape::Heat(index) => (30, slot(index)),
            Shape::OwnFrame => (31, 0),
            Shape::Milestone => (32, 0),
        }
    }

    /// The role that [`Shape::code`] stands for.
    pub(super) fn from_code(code: (u8, u8)) -> Self {
        let index = usize::from(code.1);
        match code.0 {
            1 => Shape::Baseline,
            2 => Shape::Break,
            3 => Shape::Leader,
            4 => Shape::Line(index),
            5 => Shape::OwnLine,
            6 => Shape::Dot(index),
            7 => Shape::OwnDot,
            8 => Shape::HollowDot(index),
            9 => Shape::Bar,
            10 => Shape::OwnBar,
            11 => Shape::Slice(index),
            12 => Shape::Track,
            13 => Shape::Done,
            14 => Shape::Beyond,
            15 => Shape::Goal,
            16 => Shape::Cut,
            17 => Shape::Tread,
            18 => Shape::Edge,
            19 => Shape::FarLeader,
            20 => Shape::Halo,
            21 => Shape::Forecast(index),
            22 => Shape::OwnForecast,
            23 => Shape::OtherLine,
            24 => Shape::OwnHollow,
            25 => Shape::OtherDot,
            26 => Shape::OtherHollow,
            27 => Shape::OtherForecast,
            30 => Shape::Heat(index),
            31 => Shape::OwnFrame,
            32 => Shape::Milestone,
            _ => Shape::Grid,
        }
    }

    /// Attributes of the group in which shapes of this role stand.
    pub(super) fn attributes(self, style: &Style) -> String {
        let mut out = String::new();
        if style.medium == Medium::Web {
            out.push_str(&format!("class=\"{}\" ", self.class(style)));
            if let Some(tint) = self.tint(style) {
                out.push_str(&thinned(tint.paper));
            }
        }
        out.push_str(&self.paint(style));
        out
    }

    /// What shapes that are filled with a share of paper are filled with.
    fn tint(self, style: &Style) -> Option<Tint> {
        match self {
            Shape::Slice(index) => Some(colour::slice(&style.palette, index)),
            Shape::Heat(level) => Some(colour::heat(&style.palette, level)),
            _ => None,
        }
    }

    fn class(self, style: &Style) -> String {
        match self {
            Shape::Grid => "yb-grid".to_owned(),
            Shape::Baseline => "yb-baseline".to_owned(),
            Shape::Break => "yb-break".to_owned(),
            Shape::Leader => "yb-leader".to_owned(),
            Shape::FarLeader => "yb-leader yb-far".to_owned(),
            Shape::Line(slot) => format!("yb-line {}", series_class(style, slot)),
            Shape::OwnLine => "yb-line yb-own".to_owned(),
            Shape::Dot(slot) => format!("yb-dot {}", series_class(style, slot)),
            Shape::OwnDot => "yb-dot yb-own".to_owned(),
            Shape::HollowDot(slot) => format!("yb-dot yb-hollow {}", series_class(style, slot)),
            Shape::Forecast(slot) => format!("yb-line yb-forecast {}", series_class(style, slot)),
            Shape::OwnForecast => "yb-line yb-forecast yb-own".to_owned(),
            Shape::OtherForecast => "yb-line yb-forecast yb-other".to_owned(),
            Shape::OwnHollow => "yb-dot yb-hollow yb-own".to_owned(),
            Shape::OtherHollow => "yb-dot yb-hollow yb-other".to_owned(),
            Shape::Bar => "yb-bar".to_owned(),
            Shape::OwnBar => "yb-bar yb-own".to_owned(),
            Shape::Slice(index) => {
                format!("yb-slice {}", series_class(style, colour::slice(&style.palette, index).hue))
            }
            Shape::Track => "yb-track".to_owned(),
            Shape::Done => "yb-done".to_owned(),
            Shape::Beyond => "yb-beyond".to_owned(),
            Shape::Goal => "yb-goal".to_owned(),
            Shape::Cut => "yb-cut".to_owned(),
            Shape::Tread => "yb-tread".to_owned(),
            Shape::Edge => "yb-edge".to_owned(),
            Shape::Halo => "yb-behind".to_owned(),
            Shape::OtherLine => "yb-line yb-other".to_owned(),
            Shape::OtherDot => "yb-dot yb-other".to_owned(),
            Shape::Heat(level) => format!("yb-heat {}", series_class(style, colour::heat(&style.palette, level).hue)),
            Shape::OwnFrame => "yb-line yb-own".to_owned(),
            Shape::Milestone => "yb-goal".to_owned(),
        }
    }

    fn paint(self, style: &Style) -> String {
        let palette = &style.palette;
        let hair = style.em() / 14.0;
        match self {
            Shape::Grid => stroke(&palette.grid, hair, &[]),
            Shape::Baseline => stroke(&palette.ink, hair, &[]),
            Shape::Break => stroke(&palette.muted, hair, &[3.0 * hair, 3.0 * hair]),
            Shape::Leader => stroke(&palette.neutral, hair, &[]),
            Shape::FarLeader => stroke(&palette.neutral, hair, &[hair, 3.0 * hair]),
            Shape::Line(slot) => stroke(series_colour(style, slot), 2.0 * hair, &dash(slot, hair)),
            Shape::OwnLine => stroke(&palette.accent, 3.0 * hair, &[]),
            Shape::Forecast(slot) => stroke(series_colour(style, slot), 1.5 * hair, &[2.0 * hair, 3.0 * hair]),
            Shape::OwnForecast => stroke(&palette.accent, 2.0 * hair, &[2.0 * hair, 3.0 * hair]),
            Shape::OtherLine => stroke(&palette.muted, 1.3 * hair, &[]),
            Shape::OtherForecast => stroke(&palette.muted, 1.3 * hair, &[2.0 * hair, 3.0 * hair]),
            // The rim in the colour of the paper keeps a point apart from its line.
            Shape::Dot(slot) => fill(series_colour(style, slot)) + &rim(&palette.paper, hair),
            Shape::OwnDot => fill(&palette.accent) + &rim(&palette.paper, hair),
            Shape::HollowDot(slot) => fill(&palette.paper) + &rim(series_colour(style, slot), 2.0 * hair),
            Shape::OwnHollow => fill(&palette.paper) + &rim(&palette.accent, 2.0 * hair),
            Shape::OtherDot => fill(&palette.muted) + &rim(&palette.paper, hair),
            Shape::OtherHollow => fill(&palette.paper) + &rim(&palette.muted, 1.6 * hair),
            Shape::Bar => fill(&palette.neutral),
            Shape::Tread => fill(&palette.neutral) + &rim(&palette.paper, hair),
            Shape::OwnBar | Shape::Done => fill(&palette.accent),
            Shape::Slice(index) => fill(&colour::slice(palette, index).fill) + &rim(&palette.paper, 1.5 * hair),
            Shape::Track => fill(&palette.grid),
            Shape::Beyond => fill(&colour::mix(&palette.accent, &palette.ink, 0.55)),
            Shape::Goal => stroke(&palette.ink, 1.5 * hair, &[]),
            Shape::Cut => stroke(&palette.paper, 2.5 * hair, &[]),
            Shape::Halo => fill(&palette.paper),
            Shape::Heat(level) => fill(&colour::heat(palette, level).fill),
            Shape::OwnFrame => stroke(&palette.accent, 2.0 * hair, &[]),
            Shape::Milestone => stroke(&palette.ink, hair, &[]),
            Shape::Edge => stroke(&palette.muted, 2.0 * hair, &[]),
        }
    }
}

/// How much paper the style sheet mixes into the colour of a shape, as the CSS variable `--t`.
fn thinned(paper: f64) -> String {
    match (paper * 100.0).round() {
        0.0 => String::new(),
        percent => format!("style=\"--t:{percent}%\" "),
    }
}

fn fill(colour: &str) -> String {
    format!("fill=\"{}\"", escaped(colour))
}

fn rim(colour: &str, width: f64) -> String {
    format!(" stroke=\"{}\" stroke-width=\"{}\"", escaped(colour), short(width))
}

fn stroke(colour: &str, width: f64, dashes: &[f64]) -> String {
    let mut out = format!("fill=\"none\"{} stroke-linejoin=\"round\"", rim(colour, width));
    if !dashes.is_empty() {
        let dashes: Vec<String> = dashes.iter().map(|&dash| short(dash)).collect();
        out.push_str(&format!(" stroke-dasharray=\"{}\"", dashes.join(" ")));
    }
    out
}

fn dash(slot: usize, hair: f64) -> Vec<f64> {
    // After one round of colours the dashes are shifted, so that colour and dash together are new.
    let dashes = DASHES[(slot + slot / DASHES.len()) % DASHES.len()];
    dashes.iter().map(|length| length * hair).collect()
}

/// At most two decimals.
fn short(number: f64) -> String {
    format!("{}", (number * 100.0).round() / 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_survive_their_way_through_plotters() {
        let known = (0..=255).filter(|&kind| Shape::from_code((kind, 0)).code() == (kind, 0));
        assert_eq!(known.count(), 31);
        for shape in
            [Shape::Line(5), Shape::Dot(2), Shape::HollowDot(7), Shape::Slice(11), Shape::Heat(4), Shape::Forecast(3)]
        {
            assert_eq!(Shape::from_code(shape.code()), shape);
        }
    }

    #[test]
    fn print_knows_no_classes() {
        assert!(!Shape::OwnLine.attributes(&Style::print()).contains("class"));
        assert!(Shape::OwnLine.attributes(&Style::web()).contains("class=\"yb-line yb-own\""));
    }

    #[test]
    fn lines_differ_in_more_than_hue() {
        let plain = |slot: usize| (DASHES[slot % 6], slot);
        assert_ne!(plain(0).0, plain(1).0);
        assert_ne!(plain(1).0, plain(2).0);
        assert_ne!(plain(2).0, plain(3).0);
    }
}
