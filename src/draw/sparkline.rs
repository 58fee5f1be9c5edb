//! A tiny line for a cell of a table: the course at a glance, beside the figures that say it.
//!
//! Comes in: years and values. Goes out: an inline `<svg>` of 600 bytes at most, for the web alone.
//! No axis, no text and no words for screen readers: the table has them.

use rust_decimal::Decimal;

use super::style::Style;
use super::ticks;

/// One year of a tiny line. Years without a figure are simply absent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spark {
    pub year: i32,
    pub value: Decimal,
    /// Whether the value does not compare with the one before: no line leads here.
    pub breaks: bool,
}

/// So many years keep the drawing below 600 bytes; of more, the last ones are shown.
const MOST: usize = 48;

/// The points as an `<svg aria-hidden="true">` of 5 ems by 1.3, the last one marked; empty with fewer than two points.
///
/// The line fills the height (a flat one does not), so that lines of several rows compare in their course, not in their
/// amounts. Where years are missing, or values do not compare, it is interrupted. Its colours are those of the page:
/// `.spark` in the style sheet.
pub fn sparkline(points: &[Spark], style: &Style) -> String {
    let points = &points[points.len().saturating_sub(MOST)..];
    let [first, .., last] = points else { return String::new() };
    let (width, height) = ((5.0 * style.em()).round(), (1.3 * style.em()).round());
    // Half of the mark at the end, and of the line.
    let (inset, margin) = (2.0, 3.0);
    let values = || points.iter().map(|point| super::float(point.value));
    let (low, high) =
        ticks::filling((values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max)));
    let span = (f64::from(last.year) - f64::from(first.year)).max(1.0);
    let place = |point: &Spark| {
        let along = (f64::from(point.year) - f64::from(first.year)) / span;
        let up = if high > low { (super::float(point.value) - low) / (high - low) } else { 0.5 };
        let x = inset + (width - inset - margin) * along;
        let y = height - margin - (height - 2.0 * margin) * up;
        (x.round() as i64, y.round() as i64)
    };
    let path: String = runs(points).into_iter().map(|run| written(run.iter().map(place))).collect();
    let (x, y) = place(last);
    format!(
        "<svg class=\"spark\" aria-hidden=\"true\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\">\
         <path d=\"{path}\" fill=\"none\" stroke=\"currentColor\"/><circle cx=\"{x}\" cy=\"{y}\" r=\"2.5\"/></svg>"
    )
}

/// The points that lines join: years that follow each other as closely as any two do, and compare.
fn runs(points: &[Spark]) -> Vec<&[Spark]> {
    let apart = |one: &Spark, next: &Spark| i64::from(next.year) - i64::from(one.year);
    let interval = points.windows(2).map(|pair| apart(&pair[0], &pair[1])).min().unwrap_or(1);
    points.chunk_by(|one, next| apart(one, next) <= interval && !next.breaks).collect()
}

/// A run as a piece of a path, in steps. A lone point is a line without length, which its round caps make a dot.
fn written(run: impl Iterator<Item = (i64, i64)>) -> String {
    let mut path = String::new();
    let mut before = None;
    for (x, y) in run {
        path.push_str(&match before {
            None => format!("M{x} {y}"),
            Some((from_x, from_y)) => step(x - from_x, y - from_y),
        });
        before = Some((x, y));
    }
    if !path.contains('l') {
        path.push_str("h0");
    }
    path
}

/// `l6-2`: a minus parts two numbers as well as a space.
fn step(right: i64, down: i64) -> String {
    if down < 0 { format!("l{right}{down}") } else { format!("l{right} {down}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sparks(points: &[(i32, i64, bool)]) -> Vec<Spark> {
        points.iter().map(|&(year, value, breaks)| Spark { year, value: Decimal::from(value), breaks }).collect()
    }

    fn path(points: &[(i32, i64, bool)]) -> String {
        let out = sparkline(&sparks(points), &Style::web());
        out.split_once("d=\"").expect("a path").1.split('"').next().expect("its end").to_owned()
    }

    #[test]
    fn a_course_fills_its_height() {
        assert_eq!(path(&[(2020, 0, false), (2021, 5, false), (2022, 10, false)]), "M2 15l33-6l32-6");
        assert_eq!(path(&[(2020, 7, false), (2021, 7, false)]), "M2 9l65 0");
    }

    #[test]
    fn missing_years_and_breaks_part_it_and_a_lone_year_is_a_dot() {
        let gap = path(&[(2018, 1, false), (2019, 2, false), (2021, 2, false), (2022, 3, true), (2023, 4, false)]);
        assert_eq!(gap.matches('M').count(), 3, "{gap}");
        assert_eq!(gap.matches("h0").count(), 1, "{gap}");
        let census = path(&[(2000, 1, false), (2010, 2, false), (2020, 3, false)]);
        assert_eq!(census.matches('M').count(), 1, "{census}");
    }

    #[test]
    fn it_stays_small_and_never_fails() {
        assert_eq!(sparkline(&[], &Style::web()), "");
        assert_eq!(sparkline(&sparks(&[(2020, 1, false)]), &Style::web()), "");
        let many: Vec<(i32, i64, bool)> = (0..200).map(|i| (1850 + i, i64::from(i * 7919 % 1000), true)).collect();
        let out = sparkline(&sparks(&many), &Style::web());
        assert!(out.len() <= 600, "{} bytes", out.len());
        assert!(out.contains("aria-hidden=\"true\"") && !out.contains("NaN"), "{out}");
        let huge = [i32::MIN, i32::MAX].map(|year| Spark { year, value: Decimal::MAX, breaks: false });
        assert!(!sparkline(&huge, &Style::web()).contains("NaN"));
    }
}
