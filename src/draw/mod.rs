//! Turns a chart into one complete `<svg>` element, or for print into shapes and the texts on them: a pure function, the same
//! bytes on every machine.
//!
//! 1. `svg` picks the drawing: one file for each kind ([`Drawing`]).
//! 2. The drawing measures its texts (`measure`, `wrap`), finds nice ticks (`ticks`) and lays out a sheet; where values
//!    become places, plotters does it (`plot`), through our own backend (`pen`).
//! 3. `svg::Sheet` writes shapes and texts with the looks of their roles (`shape`, `lettering`), set by the `style`.
//!
//! Binary floats exist only in this folder. Title, source line, note and data table are printed by the page.

mod colour;
mod columns;
mod dumbbell;
mod escape;
mod header;
mod heat;
mod legend;
mod lettering;
mod line;
mod measure;
mod parts;
mod pen;
mod plot;
mod progress;
mod ranked;
mod shape;
mod slope;
mod sparkline;
mod spread;
mod stages;
mod steps;
mod style;
mod svg;
mod ticks;
mod wrap;

#[cfg(test)]
mod appearances;
#[cfg(test)]
mod tests;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::model::chart::{Chart, Drawing};
pub use colour::{contrast, is_dark, readable};
pub use lettering::Anchor;
pub use sparkline::{Spark, sparkline};
pub use style::{Medium, Palette, Sizes, Style};

/// A drawing, in the unit of [`Style::width`].
#[derive(Clone, Debug, PartialEq)]
pub struct Plate {
    /// One `<svg>` element; for print without texts.
    pub svg: String,
    pub width: f64,
    pub height: f64,
    /// What a typesetter sets over the shapes, in the document's own fonts; empty but for print.
    pub lettering: Vec<Lettered>,
}

/// One text of a plate.
#[derive(Clone, Debug, PartialEq)]
pub struct Lettered {
    pub text: String,
    /// The end that `anchor` names, on the baseline.
    pub at: (f64, f64),
    pub anchor: Anchor,
    pub size: f64,
    pub is_bold: bool,
    /// `#rrggbb`
    pub colour: String,
}

/// How wide a text is in em, as drawings reckon it.
pub fn width(text: &str) -> f64 {
    measure::width(text, 1.0, measure::Weight::Regular)
}

/// The chart as one `<svg>` element with `role="img"`, named by its title and described by its description.
///
/// Never fails: a chart without values says 暂无数据, and no value, however large, gives a number that SVG cannot hold.
pub fn svg(chart: &Chart, style: &Style) -> String {
    plate(chart, style).svg
}

/// The same; its texts stand apart where the style is for print.
pub fn plate(chart: &Chart, style: &Style) -> Plate {
    let (sheet, kind) = match &chart.drawing {
        Drawing::Line { years, series } => (line::draw(years, series, &chart.unit, style), "line"),
        Drawing::Ranked { bars } => (ranked::draw(bars, &chart.unit, style), "ranked"),
        Drawing::Parts { bars } => (parts::draw(bars, &chart.unit, style), "parts"),
        Drawing::Progress { rows } => (progress::draw(rows, style), "progress"),
        Drawing::Steps { steps } => (steps::draw(steps, &chart.unit, style), "steps"),
        Drawing::Multiples { years, panels, heights } => {
            (line::multiples::draw(years, panels, *heights, &chart.unit, style), "multiples")
        }
        Drawing::Heat { columns, rows } => (heat::draw(columns, rows, &chart.unit, style), "heat"),
        Drawing::Columns { groups } => (columns::draw(groups, &chart.unit, style), "columns"),
        Drawing::Stacked { bars } => (columns::draw_stacked(bars, &chart.unit, style), "stacked"),
        Drawing::Dumbbell { ends, pairs } => (dumbbell::draw(ends, pairs, &chart.unit, style), "dumbbell"),
        Drawing::Slope { ends, pairs } => (slope::draw(ends, pairs, &chart.unit, style), "slope"),
    };
    sheet.finish(chart, kind)
}

/// The place of a decimal on an axis. This is the only way by which a number becomes a binary float.
fn float(value: Decimal) -> f64 {
    value.to_f64().filter(|value| value.is_finite()).unwrap_or(0.0)
}
