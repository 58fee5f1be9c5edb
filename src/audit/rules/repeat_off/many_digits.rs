//! A figure of many digits that the text prints in two places with one digit another: `常住人口526840人 … 合计526890人`. So many digits
//! agree by no chance, whatever the words around them; from a mention to the doubt. Figures of other times are other figures.

use super::same_name::is_one_time;
use super::tell;
use crate::audit::relations::{operands, words};
use crate::audit::{Verdicts, mend};
use crate::model::quantity::Number;
use crate::reading::{Mention, Reading};
use std::collections::HashMap;

/// Digits that need no name in common, and those that need one.
const MANY: usize = 6;
const LEAST: usize = 5;

/// Where each figure of many digits stood first, by unit and number, and how often it was printed.
pub type Seen<'r> = HashMap<(&'r str, String), (&'r Mention, usize)>;

/// Notes a figure.
pub fn note<'r>(mention: &'r Mention, seen: &mut Seen<'r>) {
    if let Some(number) = number(mention) {
        seen.entry((mention.unit().name(), number)).or_insert((mention, 0)).1 += 1;
    }
}

/// Judges a figure when all are noted.
pub fn check<'r>(reading: &'r Reading, verdicts: &mut Verdicts, mention: &'r Mention, seen: &Seen<'r>) {
    let Some(own) = number(mention) else { return };
    let unit = mention.unit().name();
    if seen.get(&(unit, own.clone())).is_none_or(|(_, many)| *many > 1) {
        return;
    }
    let others = mend::candidates(&own);
    let mut others =
        others.into_iter().filter_map(|other| seen.get(&(unit, other)).map(|(first, many)| (*first, *many)));
    let (Some((other, many)), None) = (others.next(), others.next()) else { return };
    let is_of_a_row = other.sentence == mention.sentence || compares(reading, mention) || compares(reading, other);
    // Of two that are printed once each the later one is told.
    let is_told_there = many == 1 && other.range.start > mention.range.start;
    if is_of_a_row || is_told_there || !is_one_figure(reading, other, mention) {
        return;
    }
    tell(reading, verdicts, other, mention);
}

/// The digits of a figure that has enough of them, with its scale.
fn number(mention: &Mention) -> Option<String> {
    let is_plain = mention.quantity.bound.is_none() && mention.upper.is_none() && mention.change.is_none();
    let Number::Decimal(value) = mention.quantity.number else { return None };
    let is_exact = is_plain && mention.quantity.scale.word().is_empty() && mend::precision(mention) + 1 >= LEAST;
    let written = value.to_string();
    let digits = written.bytes().filter(u8::is_ascii_digit).count();
    (is_exact && digits >= LEAST).then_some(written)
}

fn is_one_figure(reading: &Reading, a: &Mention, b: &Mention) -> bool {
    let (one, other) = (operands::words(reading, a), operands::words(reading, b));
    let digits = mend::precision(a).min(mend::precision(b)).max(LEAST);
    let says_the_same = |word: &&&str| one.contains(**word) == other.contains(**word);
    let is_alike = ["均", "每", "上年", "去年", "同期", "目标", "计划"].iter().all(|word| says_the_same(&word));
    let has_enough = reading.printed(a).bytes().filter(u8::is_ascii_digit).count() >= MANY;
    let is_named = words::shared(&one, &other) > 0 && is_one_time(reading, a, b);
    is_alike && (digits + 1 >= MANY && has_enough || is_named)
}

/// 比上年的42354元: the value of another time or place.
fn compares(reading: &Reading, mention: &Mention) -> bool {
    let words = reading.before(mention);
    operands::is_of_before(reading, mention) || words.contains(['比', '较', '由', '从'])
}
