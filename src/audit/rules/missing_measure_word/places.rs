//! 涉及67村, 8县（市、区）, 12镇: places counted without 个 in a text that elsewhere counts them with it (186个村). From a number to the
//! noun behind it. Short forms that a text keeps to (12镇42村) are its style. Judges nothing.

use super::is_count;
use crate::reading::{Mention, Reading};

const PLACES: [&str; 4] = ["村", "镇", "乡", "县"];

/// 9镇5乡2街道, 9村、2社区: one number of a short form behind another.
pub fn goes_on(reading: &Reading, before: &Mention, mention: &Mention) -> bool {
    const TOWNS: [&str; 3] = ["街道", "社区", "居委会"];
    let between = &reading.text()[before.range.end.min(mention.range.start)..mention.range.start];
    let is_town = TOWNS.iter().any(|town| reading.after(mention).starts_with(town));
    PLACES.contains(&before.unit().name()) && (between.is_empty() || is_town && matches!(between, "、" | "和"))
}

/// Which of the places a text counts with 个.
#[derive(Debug)]
pub struct Counted([bool; 4]);

impl Counted {
    pub fn of(reading: &Reading) -> Self {
        let text = reading.text();
        let counts = |place: &str| {
            let names = ["个", "个行政", "个建制", "个乡"].map(|head| format!("{head}{place}"));
            names.iter().any(|name| text.match_indices(name.as_str()).any(|(at, _)| ends_in_a_number(&text[..at])))
        };
        Self(PLACES.map(counts))
    }
}

fn ends_in_a_number(text: &str) -> bool {
    text.ends_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十两余多".contains(c))
}

pub fn noun(reading: &Reading, at: usize, counted: &Counted) -> Option<String> {
    let mention = &reading.mentions[at];
    let unit = mention.unit().name();
    let place = PLACES.iter().position(|place| *place == unit)?;
    let digits = reading.slice(&mention.digits);
    let is_plain = mention.digits.end + unit.len() == mention.range.end && !reading.before(mention).ends_with('第');
    let stands_alone = !is_in_a_chain(reading, at, unit);
    let is_row = is_in_a_row(reading, at);
    // 158村（社区）: so many are counted with 个 wherever they are.
    let is_many = digits.len() >= 3 && reading.text()[mention.range.end..].starts_with('（');
    let is_told = is_many
        || counted.0[place] && (digits.len() >= 2 || is_row || opens(reading, mention))
        || is_row && unit != "县";
    (is_plain && is_a_count(reading, mention) && stands_alone && is_told).then(|| unit.to_string())
}

/// Whole Arabic digits, no code and no year.
fn is_a_count(reading: &Reading, mention: &Mention) -> bool {
    let bare = Mention { range: mention.range.start..mention.digits.end, ..mention.clone() };
    is_count(reading, &bare)
}

/// 3省12县, 12镇42村: short forms side by side.
fn is_in_a_chain(reading: &Reading, at: usize, unit: &str) -> bool {
    let mention = &reading.mentions[at];
    let touches = |a: &Mention, b: &Mention| a.range.end == b.range.start;
    let before = at.checked_sub(1).map(|at| &reading.mentions[at]).is_some_and(|before| touches(before, mention));
    let next = reading.mentions.get(at + 1).is_some_and(|next| touches(mention, next));
    before || next || unit == "县" && reading.text()[mention.range.end..].starts_with(['市', '区', '城', '域', '级'])
}

/// 8县（市、区）, 4县的林地
fn opens(reading: &Reading, mention: &Mention) -> bool {
    reading.text()[mention.range.end..].starts_with(['（', '的'])
}

/// 3个街道、12镇、5个乡: a neighbour of its row is counted with 个.
fn is_in_a_row(reading: &Reading, at: usize) -> bool {
    let mention = &reading.mentions[at];
    let is_counted = |m: &&Mention| m.sentence == mention.sentence && m.unit().name() == "个";
    let before = at.checked_sub(1).map(|at| &reading.mentions[at]).filter(is_counted);
    let next = reading.mentions.get(at + 1).filter(is_counted);
    let text = reading.text();
    before.is_some_and(|before| joins(&text[before.range.end..mention.range.start.max(before.range.end)]))
        || next.is_some_and(|next| joins(&text[mention.range.end..next.range.start.max(mention.range.end)]))
}

/// 街道、 and （街道）、
fn joins(gap: &str) -> bool {
    gap.ends_with('、') && gap.chars().count() <= 8 && !gap.contains(['，', '。', '；'])
}
