//! What was and what is, on two upright axes: one line for each, named at both ends.
//!
//! Comes in: pairs with printed labels. Goes out: a sheet with the lines, and names and figures that keep apart.
//! Where both names have no room beside the lines, the left side has figures alone; where even then the lines have none, the
//! pairs stand in rows (`dumbbell`). There are no ticks and no zero.

use super::dumbbell;
use super::header;
use super::lettering::{Anchor, Role};
use super::plot::{self, Axis};
use super::shape::Shape;
use super::spread::{self, Wish};
use super::style::Style;
use super::svg::{Area, Sheet};
use super::ticks;
use super::wrap::{Wrapped, wrap};
use crate::model::chart::Pair;

/// The lines need so much room between the names, in ems.
const LEAST_PLANE: f64 = 9.0;

/// And with figures alone at the left.
const LEAST_BESIDE_FIGURES: f64 = 3.0;

/// Between an axis and the year beside it, in ems.
const YEAR_GAP: f64 = 0.5;

/// Height of a line of text, in ems.
const LINE: f64 = 1.25;

/// What stands beside one axis.
struct Side {
    /// One for each pair: its name, which may be empty, and its figure.
    labels: Vec<(Wrapped, String)>,
    names: f64,
    figures: f64,
    /// The year above the axis.
    year: f64,
}

/// The lines as a sheet; 暂无数据 where there are none.
pub(super) fn draw<'a>(ends: &[String; 2], pairs: &[Pair], unit: &str, style: &'a Style) -> Sheet<'a> {
    if pairs.is_empty() {
        return header::empty(style);
    }
    let em = style.em();
    let sides = sides(ends, pairs, unit, style);
    let [left, right] = sides.each_ref().map(|side| side.width(style));
    if style.width - left - right < LEAST_BESIDE_FIGURES * em {
        return dumbbell::draw(ends, pairs, unit, style);
    }
    let top = header::height(style, unit) + 2.2 * em;
    let tallest = sides.iter().map(|side| side.height(em)).fold(0.0, f64::max);
    let height = (0.45 * style.width).clamp(14.0 * em, 22.0 * em).max(tallest);
    // Two axes far from each other make every line look level.
    let width = (style.width - left - right).min(26.0 * em);
    let frame = Area { x: left, y: top, width, height };
    let mut sheet = Sheet::new(style, top + height + 1.2 * em);
    header::draw(&mut sheet, unit);
    let values = || pairs.iter().flat_map(|pair| [&pair.from, &pair.to]).map(|end| super::float(end.value));
    // The axes begin at the lowest figure: what is drawn is the way, not the size.
    let (low, high) = ticks::extent(values());
    let axes = (Axis::bare(0.0, 1.0), Axis::bare(low, high));
    let places = plot::on_plane(&mut sheet, frame, axes, |plane| {
        let at = |x: f64, end: &crate::model::chart::End| plot::place(plane, (x, super::float(end.value)));
        Ok(pairs.iter().map(|pair| [at(0.0, &pair.from), at(1.0, &pair.to)]).collect::<Vec<_>>())
    });
    let Some(places) = places else { return sheet };
    let xs = [frame.x, frame.x + frame.width];
    for x in xs {
        sheet.line(Shape::Grid, &[(x, frame.y - 0.6 * em), (x, frame.y + frame.height + 0.6 * em)]);
    }
    draw_lines(&mut sheet, pairs, &places);
    for ((x, end), (anchor, side)) in xs.into_iter().zip(ends).zip([(Anchor::End, -1.0), (Anchor::Start, 1.0)]) {
        let at = (x + side * YEAR_GAP * em, frame.y - 1.4 * em);
        sheet.text(Role::Note, anchor, at, end);
    }
    for (i, side) in sides.iter().enumerate() {
        side.draw(&mut sheet, pairs, &places.iter().map(|ends| ends[i]).collect::<Vec<_>>(), (i, frame));
    }
    sheet
}

/// The labels of both sides; the left one without names where there is no room for them.
fn sides(ends: &[String; 2], pairs: &[Pair], unit: &str, style: &Style) -> [Side; 2] {
    let side = |is_right: bool, has_names: bool| {
        let label = |pair: &Pair| {
            let end = if is_right { &pair.to } else { &pair.from };
            let name = if has_names { pair.name.as_str() } else { "" };
            (wrap(style, name_role(pair), name, 0.24 * style.width, 2), header::bare(&end.label.text, unit))
        };
        let labels: Vec<(Wrapped, String)> = pairs.iter().map(label).collect();
        let named = labels.iter().zip(pairs).map(|((name, _), pair)| name.width(style, name_role(pair)));
        let names = named.fold(0.0, f64::max);
        let figured = labels.iter().zip(pairs).map(|((_, figure), pair)| value_role(pair).width(style, figure));
        let figures = figured.fold(0.0, f64::max);
        let year = Role::Note.width(style, &ends[usize::from(is_right)]);
        Side { labels, names, figures, year }
    };
    let [left, right] = [side(false, true), side(true, true)];
    let is_cut = left.labels.iter().any(|(name, _)| name.full.is_some());
    let plane = style.width - left.width(style) - right.width(style);
    let has_room = !is_cut && plane >= LEAST_PLANE * style.em();
    [if has_room { left } else { side(false, false) }, right]
}

impl Side {
    /// From the axis to the outer edge of the names, or of the year.
    fn width(&self, style: &Style) -> f64 {
        let em = style.em();
        let names = if self.names > 0.0 { self.names + 0.5 * em } else { 0.0 };
        (gap(em) + self.figures + names).max(YEAR_GAP * em + self.year) + 0.15 * em
    }

    /// Of all labels one below the other.
    fn height(&self, em: f64) -> f64 {
        self.labels.iter().map(|(name, _)| row_height(name, em)).sum()
    }

    /// Writes the labels beside the axis that is the left one (0) or the right one (1).
    fn draw(&self, sheet: &mut Sheet, pairs: &[Pair], ends: &[(f64, f64)], (axis, frame): (usize, Area)) {
        let em = sheet.style.em();
        let wish = |((name, _), end): (&(Wrapped, String), &(f64, f64))| Wish {
            place: end.1,
            middle: end.1,
            height: row_height(name, em),
        };
        let wishes: Vec<Wish> = self.labels.iter().zip(ends).map(wish).collect();
        let middles = spread::column(&wishes, frame.y - 0.7 * em, frame.y + frame.height + 0.7 * em);
        let sign = if axis == 0 { -1.0 } else { 1.0 };
        draw_leaders(sheet, ends, &middles, sign);
        // Figures are set flush right at both axes, so that their digits compare.
        let (figures, names, anchor) = match axis {
            0 => (frame.x - gap(em), frame.x - gap(em) - self.figures - 0.5 * em, Anchor::End),
            _ => {
                let right = frame.x + frame.width + gap(em) + self.figures;
                (right, right + 0.5 * em, Anchor::Start)
            }
        };
        for own in [false, true] {
            for (((_, figure), pair), middle) in self.labels.iter().zip(pairs).zip(&middles) {
                if pair.own == own {
                    sheet.text(value_role(pair), Anchor::End, (figures, *middle), figure);
                }
            }
            for (((name, _), pair), middle) in self.labels.iter().zip(pairs).zip(&middles) {
                if pair.own != own {
                    continue;
                }
                let first = middle - 0.6 * em * (name.lines.len() - 1) as f64;
                for (i, line) in name.lines.iter().enumerate() {
                    let at = (names, first + 1.2 * em * i as f64);
                    sheet.text_with_tooltip(name_role(pair), anchor, at, line, name.full.as_deref());
                }
            }
        }
    }
}

fn draw_lines(sheet: &mut Sheet, pairs: &[Pair], places: &[[(f64, f64); 2]]) {
    let unit = sheet.style.em() / 14.0;
    for own in [false, true] {
        let (line, dot, radius) =
            if own { (Shape::OwnLine, Shape::OwnDot, 4.5) } else { (Shape::OtherLine, Shape::OtherDot, 3.6) };
        for (pair, ends) in pairs.iter().zip(places).filter(|(pair, _)| pair.own == own) {
            if pair.joined {
                sheet.line(line, ends);
            }
        }
        for (_, ends) in pairs.iter().zip(places).filter(|(pair, _)| pair.own == own) {
            for end in ends {
                sheet.circle(dot, *end, radius * unit);
            }
        }
    }
}

/// From the ends of the lines to labels that had to move. Labels of one and the same end share a bracket: a fan of leaders
/// would be a smear.
fn draw_leaders(sheet: &mut Sheet, ends: &[(f64, f64)], middles: &[f64], sign: f64) {
    let em = sheet.style.em();
    let mut drawn = vec![false; ends.len()];
    for (i, end) in ends.iter().enumerate() {
        if drawn[i] {
            continue;
        }
        let (start, x) = (end.0 + sign * 0.35 * em, end.0 + sign * (gap(em) - 0.25 * em));
        let mates: Vec<usize> = (i..ends.len()).filter(|&k| (ends[k].1 - end.1).abs() < 0.1 * em).collect();
        if let [_, _, _, ..] = mates[..] {
            let (top, bottom) = mates.iter().fold((end.1, end.1), |(top, bottom), &k| {
                drawn[k] = true;
                (top.min(middles[k]), bottom.max(middles[k]))
            });
            let at = (start + x) / 2.0;
            sheet.line(Shape::Leader, &[(x, top), (at, top), (at, bottom), (x, bottom)]);
            sheet.line(Shape::Leader, &[(start, end.1), (at, end.1)]);
        } else if (middles[i] - end.1).abs() > 0.3 * em {
            sheet.line(Shape::Leader, &[(start, end.1), (x, middles[i])]);
        }
    }
}

fn row_height(name: &Wrapped, em: f64) -> f64 {
    em * (LINE + 1.2 * (name.lines.len() as f64 - 1.0))
}

/// Between an axis and the figures beside it, leaders included.
fn gap(em: f64) -> f64 {
    1.3 * em
}

fn name_role(pair: &Pair) -> Role {
    if pair.own { Role::OwnName } else { Role::Name }
}

fn value_role(pair: &Pair) -> Role {
    if pair.own { Role::OwnValue } else { Role::Value }
}
