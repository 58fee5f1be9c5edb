//! A compact SVG writer.
//!
//! Comes in: shapes and texts with their roles, in pixels. Goes out: one complete `<svg>` element; for print, the texts beside
//! it. Neighbours with the same looks share one `<g>`. Nothing is placed here, and no number has more than one decimal.

use super::escape;
use super::lettering::{Anchor, Role};
use super::measure::Weight;
use super::shape::Shape;
use super::style::{Medium, Style};
use super::{Lettered, Plate};
use crate::model::chart::Chart;

/// Height of the optical middle of a line above its baseline, in ems: half of a Chinese character, and of a digit.
const MIDDLE: f64 = 0.36;

/// The sheet on which a chart is drawn.
pub(super) struct Sheet<'a> {
    pub style: &'a Style,
    pub width: f64,
    pub height: f64,
    body: String,
    /// Attributes of the group that is open, or empty.
    open: String,
    /// The texts of a drawing for print.
    lettering: Vec<Lettered>,
}

/// A rectangle by its upper left corner and its size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

impl<'a> Sheet<'a> {
    /// An empty sheet as wide as the style says.
    pub(super) fn new(style: &'a Style, height: f64) -> Self {
        let width = style.width.clamp(80.0, 10_000.0);
        let height = height.clamp(1.0, 1_000_000.0);
        Self { style, width, height: height.ceil(), body: String::new(), open: String::new(), lettering: Vec::new() }
    }

    pub(super) fn rect(&mut self, shape: Shape, area: Area) {
        if area.width <= 0.0 || area.height <= 0.0 {
            return;
        }
        self.group(shape.attributes(self.style));
        self.body.push_str("<rect");
        for (name, value) in [("x", area.x), ("y", area.y), ("width", area.width), ("height", area.height)] {
            self.attribute(name, value);
        }
        self.body.push_str("/>");
    }

    /// An open line through `points`.
    pub(super) fn line(&mut self, shape: Shape, points: &[(f64, f64)]) {
        self.path(shape, points, "");
    }

    /// A closed outline through `points`.
    pub(super) fn outline(&mut self, shape: Shape, points: &[(f64, f64)]) {
        self.path(shape, points, "z");
    }

    pub(super) fn circle(&mut self, shape: Shape, centre: (f64, f64), radius: f64) {
        self.group(shape.attributes(self.style));
        self.body.push_str("<circle");
        for (name, value) in [("cx", centre.0), ("cy", centre.1), ("r", radius)] {
            self.attribute(name, value);
        }
        self.body.push_str("/>");
    }

    /// A text whose optical middle is at the height of `at`.
    pub(super) fn text(&mut self, role: Role, anchor: Anchor, at: (f64, f64), text: &str) {
        self.text_with_tooltip(role, anchor, at, text, None);
    }

    /// The same, with the full wording of a shortened text as its `<title>`.
    pub(super) fn text_with_tooltip(
        &mut self,
        role: Role,
        anchor: Anchor,
        at: (f64, f64),
        text: &str,
        full: Option<&str>,
    ) {
        if text.is_empty() {
            return;
        }
        if self.style.medium == Medium::Print {
            return self.set_aside(role, anchor, at, text);
        }
        self.group(role.attributes(self.style, anchor));
        self.body.push_str("<text");
        self.attribute("x", at.0);
        self.attribute("y", at.1 + MIDDLE * role.size(self.style));
        self.body.push('>');
        if let Some(full) = full {
            self.body.push_str("<title>");
            escape::push_escaped(&mut self.body, full);
            self.body.push_str("</title>");
        }
        escape::push_escaped(&mut self.body, text);
        self.body.push_str("</text>");
    }

    /// For the typesetter; behind a figure among lines stays a box in the colour of the paper.
    fn set_aside(&mut self, role: Role, anchor: Anchor, at: (f64, f64), text: &str) {
        let size = role.size(self.style);
        if role == Role::PointValue {
            let (width, height) = (role.width(self.style, text), 0.9 * size);
            self.rect(Shape::Halo, Area { x: at.0 - width / 2.0, y: at.1 - height / 2.0, width, height });
        }
        self.lettering.push(Lettered {
            text: text.to_owned(),
            at: (in_tenths(at.0), in_tenths(at.1 + MIDDLE * size)),
            anchor,
            size,
            is_bold: role.weight() == Weight::Bold,
            colour: role.colour(self.style),
        });
    }

    /// The finished drawing, named and described by the chart's words.
    pub(super) fn finish(mut self, chart: &Chart, kind: &str) -> Plate {
        self.group(String::new());
        let id = escape::id(&format!("{}{}", chart.id, self.style.id_suffix));
        let mut out = String::with_capacity(self.body.len() + 1024);
        out.push_str("<svg xmlns=\"http://www.w3.org/2000/svg\"");
        if self.style.medium == Medium::Web {
            // Not the class of a shape, whose colours would be inherited by the whole drawing.
            out.push_str(&format!(" class=\"yb-chart yb-{kind}-chart\""));
        }
        out.push_str(&format!(" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" viewBox=\"0 0 "));
        push_tenths(&mut out, self.width);
        out.push(' ');
        push_tenths(&mut out, self.height);
        out.push_str("\" width=\"");
        push_tenths(&mut out, self.width);
        out.push_str("\" height=\"");
        push_tenths(&mut out, self.height);
        out.push('"');
        if !self.style.font_family.is_empty() {
            out.push_str(" font-family=\"");
            escape::push_escaped(&mut out, &self.style.font_family);
            out.push('"');
        }
        for (element, words) in [("title", &chart.title), ("desc", &chart.description)] {
            let opened = if element == "title" { ">" } else { "" };
            out.push_str(&format!("{opened}<{element} id=\"{id}-{element}\">"));
            escape::push_escaped(&mut out, words);
            out.push_str(&format!("</{element}>"));
        }
        // Title, description and the table beside the chart are read aloud, not texts without their shapes.
        match self.style.medium {
            Medium::Web => out.push_str(&format!("<g aria-hidden=\"true\">{}</g>", self.body)),
            Medium::Print => out.push_str(&self.body),
        }
        out.push_str("</svg>");
        Plate { svg: out, width: self.width, height: self.height, lettering: self.lettering }
    }

    fn path(&mut self, shape: Shape, points: &[(f64, f64)], close: &str) {
        if points.len() < 2 {
            return;
        }
        self.group(shape.attributes(self.style));
        self.body.push_str("<path d=\"");
        for (i, &(x, y)) in points.iter().enumerate() {
            self.body.push(match i {
                0 => 'M',
                1 => 'L',
                _ => ' ',
            });
            push_tenths(&mut self.body, x);
            self.body.push(' ');
            push_tenths(&mut self.body, y);
        }
        self.body.push_str(close);
        self.body.push_str("\"/>");
    }

    fn attribute(&mut self, name: &str, value: f64) {
        self.body.push(' ');
        self.body.push_str(name);
        self.body.push_str("=\"");
        push_tenths(&mut self.body, value);
        self.body.push('"');
    }

    /// Makes sure that what follows stands in a group with these attributes.
    fn group(&mut self, attributes: String) {
        if self.open == attributes {
            return;
        }
        if !self.open.is_empty() {
            self.body.push_str("</g>");
        }
        if !attributes.is_empty() {
            self.body.push_str("<g ");
            self.body.push_str(&attributes);
            self.body.push('>');
        }
        self.open = attributes;
    }
}

/// A number rounded to tenths. What is no number becomes 0.
fn in_tenths(number: f64) -> f64 {
    tenths(number) as f64 / 10.0
}

fn tenths(number: f64) -> i64 {
    (number.clamp(-1e7, 1e7) * 10.0).round() as i64
}

/// Appends a number rounded to tenths, without a needless `.0`.
fn push_tenths(out: &mut String, number: f64) {
    let tenths = tenths(number);
    if tenths < 0 {
        out.push('-');
    }
    let tenths = tenths.unsigned_abs();
    out.push_str(&(tenths / 10).to_string());
    if !tenths.is_multiple_of(10) {
        out.push('.');
        out.push_str(&(tenths % 10).to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(number: f64) -> String {
        let mut out = String::new();
        push_tenths(&mut out, number);
        out
    }

    #[test]
    fn numbers_have_at_most_one_decimal_and_are_always_numbers() {
        assert_eq!(written(12.0), "12");
        assert_eq!(written(-0.26), "-0.3");
        assert_eq!(written(-0.01), "0");
        assert_eq!(written(f64::NAN), "0");
        assert_eq!(written(f64::INFINITY), "10000000");
    }

    #[test]
    fn neighbours_of_one_role_share_a_group() {
        let style = Style::web();
        let mut sheet = Sheet::new(&style, 100.0);
        sheet.text(Role::Tick, Anchor::End, (1.0, 2.0), "甲");
        sheet.text(Role::Tick, Anchor::End, (1.0, 9.0), "乙<");
        sheet.circle(Shape::OwnDot, (1.0, 1.0), 3.0);
        assert_eq!(sheet.body.matches("<g ").count(), 2);
        assert!(sheet.body.contains("乙&lt;"));
    }

    #[test]
    fn print_has_its_texts_beside_the_shapes() {
        let style = Style::print();
        let mut sheet = Sheet::new(&style, 100.0);
        sheet.text(Role::Tick, Anchor::End, (1.0, 2.0), "甲");
        sheet.text(Role::PointValue, Anchor::Middle, (50.0, 20.0), "乙");
        assert_eq!(sheet.body.matches("<rect").count(), 1, "{}", sheet.body);
        assert!(!sheet.body.contains("<text"), "{}", sheet.body);
        let texts: Vec<(&str, Anchor)> = sheet.lettering.iter().map(|it| (it.text.as_str(), it.anchor)).collect();
        assert_eq!(texts, [("甲", Anchor::End), ("乙", Anchor::Middle)]);
    }
}
