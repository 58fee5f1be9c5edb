//! The plane of values: where plotters turns years and values into places on the sheet.
//!
//! Comes in: a sheet, the frame left for the plane, two axes. Goes out: whatever the caller draws with plotters, and
//! places in pixels to which labels are added afterwards.
//! Deliberately not here: labels of points and names of lines, which plotters cannot keep apart.

use std::convert::Infallible;
use std::ops::Range;

use plotters::chart::{ChartBuilder, ChartContext, LabelAreaPosition};
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged, ValueFormatter};
use plotters::drawing::{DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::PathElement;
use plotters::style::{Color, IntoFont, ShapeStyle, TRANSPARENT};

use super::pen::{self, Pen, TENTHS};
use super::shape::Shape;
use super::svg::{Area, Sheet};

/// What plotters gives back. It can only fail where the frame has no room.
pub(super) type Drawn<T> = Result<T, DrawingAreaErrorKind<Infallible>>;

/// The plane with its axes, on which plotters' elements are drawn.
pub(super) type Plane<'c, 's, 'a> = ChartContext<'c, Pen<'s, 'a>, Cartesian2d<Axis, Axis>>;

/// An axis from `low` to `high` (which may be below `low`) with ticks where the caller wants them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Axis {
    pub low: f64,
    pub high: f64,
    /// Pixels kept free at both ends.
    pub inset: f64,
    pub ticks: Vec<(f64, String)>,
}

impl Axis {
    /// An axis without ticks.
    pub(super) fn bare(low: f64, high: f64) -> Self {
        Self { low, high, inset: 0.0, ticks: Vec::new() }
    }

    /// How far along the axis `value` lies, 0 to 1; the middle where all values are one.
    fn share(&self, value: f64) -> f64 {
        let span = self.high - self.low;
        let share = if span == 0.0 { 0.5 } else { (value - self.low) / span };
        if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.5 }
    }
}

impl Ranged for Axis {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, limit: (i32, i32)) -> i32 {
        let (start, end) = (f64::from(limit.0), f64::from(limit.1));
        let inset = if end >= start { self.inset * TENTHS } else { -self.inset * TENTHS };
        let (start, end) = (start + inset, end - inset);
        (start + (end - start) * self.share(*value)).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        // Plotters asks twice, for light and for bold lines; ours are all bold.
        if hint.weight().allow_light_points() {
            return Vec::new();
        }
        self.ticks.iter().map(|(value, _)| *value).collect()
    }

    fn range(&self) -> Range<f64> {
        self.low..self.high
    }
}

impl ValueFormatter<f64> for Axis {
    fn format_ext(&self, value: &f64) -> String {
        let tick = self.ticks.iter().find(|(tick, _)| tick == value);
        tick.map(|(_, label)| label.clone()).unwrap_or_default()
    }
}

/// Draws with plotters inside `frame`. `None` where the frame has no room for a plane.
pub(super) fn on_plane<T>(
    sheet: &mut Sheet,
    frame: Area,
    (x, y): (Axis, Axis),
    paint: impl FnOnce(&mut Plane) -> Drawn<T>,
) -> Option<T> {
    let tenths = |pixels: f64| (pixels.max(0.0) * TENTHS).round() as i32;
    if frame.width < 1.0 || frame.height < 1.0 {
        return None;
    }
    let (width, height) = (sheet.width, sheet.height);
    let root = Pen(sheet).into_drawing_area();
    let mut plane = ChartBuilder::on(&root)
        .set_label_area_size(LabelAreaPosition::Left, tenths(frame.x))
        .set_label_area_size(LabelAreaPosition::Bottom, tenths(height - frame.y - frame.height))
        .margin_top(tenths(frame.y))
        .margin_right(tenths(width - frame.x - frame.width))
        .build_cartesian_2d(x, y)
        .ok()?;
    paint(&mut plane).ok()
}

/// Draws the horizontal grid with its labels at the left, and the labels of the x axis below.
pub(super) fn draw_mesh(plane: &mut Plane, gap: f64) -> Drawn<()> {
    // The family is never used: the pen sets every text of plotters in the role of a tick.
    let label = ("sans-serif", 10).into_font();
    plane
        .configure_mesh()
        .disable_x_mesh()
        // Without axes plotters would not draw their labels either.
        .axis_style(TRANSPARENT)
        .bold_line_style(stroke(Shape::Grid))
        .light_line_style(TRANSPARENT)
        .label_style(label)
        // Plotters sets labels two tick lengths away, also where no tick is drawn.
        .set_tick_mark_size(LabelAreaPosition::Left, (gap * TENTHS / 2.0).round() as i32)
        .set_tick_mark_size(LabelAreaPosition::Bottom, (gap * TENTHS * 0.7).round() as i32)
        .draw()?;
    // Where zero is on the axis it is the line from which a reader measures.
    let (x, y) = (plane.x_range(), plane.y_range());
    if y.start <= 0.0 && y.end >= 0.0 {
        let area = plane.plotting_area();
        let height = plane.backend_coord(&(x.start, 0.0)).1 - area.get_base_pixel().1;
        let width = area.dim_in_pixel().0 as i32;
        let zero = PathElement::new(vec![(0, height), (width, height)], stroke(Shape::Baseline));
        area.strip_coord_spec().draw(&zero)?;
    }
    Ok(())
}

/// The plotters style of an open line in the role of `shape`.
pub(super) fn stroke(shape: Shape) -> ShapeStyle {
    pen::colour(shape).stroke_width(1)
}

/// The plotters style of an area in the role of `shape`.
pub(super) fn fill(shape: Shape) -> ShapeStyle {
    pen::colour(shape).filled()
}

/// The place of a value on the sheet, in pixels.
pub(super) fn place(plane: &Plane, at: (f64, f64)) -> (f64, f64) {
    let (x, y) = plane.backend_coord(&at);
    (f64::from(x) / TENTHS, f64::from(y) / TENTHS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_maps_into_its_limits_whatever_comes() {
        let axis = Axis { inset: 1.0, ..Axis::bare(0.0, 10.0) };
        assert_eq!(axis.map(&0.0, (0, 120)), 10);
        assert_eq!(axis.map(&10.0, (120, 0)), 10);
        assert_eq!(axis.map(&99.0, (0, 120)), 110);
        assert_eq!(axis.map(&f64::NAN, (0, 120)), 60);
        assert_eq!(Axis::bare(3.0, 3.0).map(&3.0, (0, 100)), 50);
    }

    #[test]
    fn an_axis_may_run_downwards() {
        let axis = Axis::bare(10.0, 0.0);
        assert_eq!(axis.map(&10.0, (0, 100)), 0);
        assert_eq!(axis.map(&2.5, (0, 100)), 75);
    }
}
