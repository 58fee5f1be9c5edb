//! The plotters backend: hands what plotters draws to our own sheet.
//!
//! Comes in: plotters' calls, in tenths of a pixel. Goes out: shapes and texts on the [`Sheet`].
//! A colour is not a colour here but the code of a role ([`Shape::code`]); every text that plotters draws is a tick.

use std::convert::Infallible;

use plotters::style::RGBColor;
use plotters::style::text_anchor::{HPos, VPos};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};

use super::lettering::{Anchor, Role};
use super::shape::Shape;
use super::svg::{Area, Sheet};

/// Tenths in a pixel: plotters only knows whole coordinates.
pub(super) const TENTHS: f64 = 10.0;

/// A sheet lent to plotters.
pub(super) struct Pen<'s, 'a>(pub &'s mut Sheet<'a>);

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// The colour by which plotters is told to draw in the role of `shape`.
pub(super) fn colour(shape: Shape) -> RGBColor {
    let (kind, index) = shape.code();
    RGBColor(kind, index, 0)
}

/// The role of what plotters draws, or nothing where it is transparent.
fn shape(colour: BackendColor) -> Option<Shape> {
    let (kind, index, _) = colour.rgb;
    (colour.alpha > 0.0).then(|| Shape::from_code((kind, index)))
}

fn pixels(at: BackendCoord) -> (f64, f64) {
    (f64::from(at.0) / TENTHS, f64::from(at.1) / TENTHS)
}

impl DrawingBackend for Pen<'_, '_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        ((self.0.width * TENTHS) as u32, (self.0.height * TENTHS) as u32)
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, at: BackendCoord, color: BackendColor) -> Drawn {
        self.draw_rect(at, (at.0 + 1, at.1 + 1), &color, true)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, _fill: bool) -> Drawn {
        if let Some(shape) = shape(style.color()) {
            let ((x0, y0), (x1, y1)) = (pixels(from), pixels(to));
            let (width, height) = ((x1 - x0).abs(), (y1 - y0).abs());
            self.0.rect(shape, Area { x: x0.min(x1), y: y0.min(y1), width, height });
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        if let Some(shape) = shape(style.color()) {
            let points: Vec<_> = path.into_iter().map(pixels).collect();
            self.0.line(shape, &points);
        }
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, centre: BackendCoord, radius: u32, style: &S, _fill: bool) -> Drawn {
        if let Some(shape) = shape(style.color()) {
            self.0.circle(shape, pixels(centre), f64::from(radius) / TENTHS);
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, outline: I, style: &S) -> Drawn {
        if let Some(shape) = shape(style.color()) {
            let points: Vec<_> = outline.into_iter().map(pixels).collect();
            self.0.outline(shape, &points);
        }
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, at: BackendCoord) -> Drawn {
        let (x, y) = pixels(at);
        let anchor = match style.anchor().h_pos {
            HPos::Left => Anchor::Start,
            HPos::Center => Anchor::Middle,
            HPos::Right => Anchor::End,
        };
        let half = Role::Tick.size(self.0.style) / 2.0;
        let middle = match style.anchor().v_pos {
            VPos::Top => y + half,
            VPos::Center => y,
            VPos::Bottom => y - half,
        };
        self.0.text(Role::Tick, anchor, (x, middle), text);
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        _style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let width = Role::Tick.width(self.0.style, text);
        let height = Role::Tick.size(self.0.style);
        Ok(((width * TENTHS) as u32, (height * TENTHS) as u32))
    }
}
