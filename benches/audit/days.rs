//! Weekdays and lunar dates of the corpus. A weekday is computed (Zeller's congruence); of a lunar date it is only said that
//! it holds for the day of the annotation and for no other, because that needs no calendar.

use super::corpus::Relation;
use std::ops::Range;
use yearbook::model::Date;

pub const WEEKDAYS: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];

/// Whether the weekday or lunar date belongs to the day that stands before it.
pub fn holds(text: &str, relation: &Relation) -> Option<bool> {
    let result = relation.numbers.iter().find(|n| n.role == "result")?;
    let said = text.get(result.at.clone())?;
    let noted = Date::parse(&relation.date)?;
    let day = match relation.numbers.iter().find(|n| n.role == "day") {
        Some(number) => text.get(number.at.clone())?.parse().ok()?,
        None => noted.day?,
    };
    match weekday_said(said) {
        Some(weekday) => Some(weekday == weekday_of(noted.year, noted.month?, day)),
        None => Some(day == noted.day? && relation.date_words() == said),
    }
}

/// The digits of a day shortly before its weekday, which starts at a byte: `15` of 7月15日（星期一.
pub fn civil(text: &str, date: &str, byte: usize) -> Option<Range<usize>> {
    let words = format!("{}日", Date::parse(date)?.day?);
    let head = &text[..byte];
    let from = head.char_indices().rev().nth(20).map_or(0, |(i, _)| i);
    let at = from + head[from..].rfind(&words)?;
    let is_whole = !head[..at].ends_with(|c: char| c.is_ascii_digit());
    is_whole.then_some(at..at + words.len() - "日".len())
}

fn weekday_said(text: &str) -> Option<usize> {
    let day = text.strip_prefix("星期").or(text.strip_prefix("周"))?;
    WEEKDAYS.iter().position(|name| *name == day)
}

/// 0 is Monday.
pub fn weekday_of(year: i32, month: u8, day: u8) -> usize {
    let (year, month) = if month < 3 { (year - 1, i32::from(month) + 12) } else { (year, i32::from(month)) };
    let h = (i32::from(day) + 13 * (month + 1) / 5 + year + year / 4 - year / 100 + year / 400) % 7;
    ((h + 5) % 7) as usize
}

impl Relation {
    /// The lunar date as the clean text has it: it ends the anchor.
    fn date_words(&self) -> &str {
        &self.anchor[self.anchor.len() - self.result.len()..]
    }
}
