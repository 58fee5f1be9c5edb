//! Dates as they are written: from a clean text to its years, months and days, also those that no calendar has. What a date
//! leaves out (the year of 7月15日) stays open. Judges nothing.

use super::Numeral;
use std::ops::Range;

/// A date with the parts that are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenDate {
    pub range: Range<usize>,
    pub year: Option<i32>,
    pub month: Option<u32>,
    pub day: Option<u32>,
    /// 7月5—18日: the day up to which it goes.
    pub last_day: Option<u32>,
}

/// Every date of a text, in order: 2024年7月10日, 7月10日, 2024年7月, 7月, 2024年, 2024-07-10.
pub fn of(text: &str, numerals: &[Numeral]) -> Vec<WrittenDate> {
    let mut dates = Vec::new();
    let mut at = 0;
    while at < numerals.len() {
        let (date, used) = chinese(text, &numerals[at..]).or_else(|| iso(text, &numerals[at..])).unzip();
        dates.extend(date);
        at += used.unwrap_or(1);
    }
    dates
}

/// The date that starts with the first numeral, and how many numerals it takes.
fn chinese(text: &str, numerals: &[Numeral]) -> Option<(WrittenDate, usize)> {
    let mut date = WrittenDate { range: numerals[0].range.clone(), year: None, month: None, day: None, last_day: None };
    let mut used = 0;
    if let Some(end) = part(text, numerals.first(), '年', 4) {
        date.year = number(text, &numerals[0]).map(|year| year as i32);
        date.range.end = end;
        used = 1;
    }
    let is_next = |nth: usize, end: usize| used_next(numerals, nth, end);
    if let Some(numeral) = is_next(used, date.range.end).or(numerals.first().filter(|_| used == 0))
        && let Some(end) = part(text, Some(numeral), '月', 2)
        && !text[end..].starts_with('龄')
    {
        date.month = number(text, numeral);
        date.range.end = end;
        used += 1;
        let day = used_next(numerals, used, end);
        if let Some(day) = day {
            let rest = &text[day.range.end..];
            let dash = ["—", "－", "-", "～", "至", "–"].iter().find(|dash| rest.starts_with(**dash));
            if let Some(end) = part(text, Some(day), '日', 2).or_else(|| part(text, Some(day), '号', 2)) {
                date.day = number(text, day);
                date.range.end = end;
                used += 1;
            } else if let Some(dash) = dash
                && let Some(last) = used_next(numerals, used + 1, day.range.end + dash.len())
                && let Some(end) = part(text, Some(last), '日', 2)
            {
                (date.day, date.last_day) = (number(text, day), number(text, last));
                date.range.end = end;
                used += 2;
            }
        }
    }
    (used > 0).then_some((date, used))
}

fn used_next(numerals: &[Numeral], nth: usize, end: usize) -> Option<&Numeral> {
    numerals.get(nth).filter(|numeral| numeral.range.start == end)
}

/// The end of a numeral with its unit of time.
fn part(text: &str, numeral: Option<&Numeral>, unit: char, digits: usize) -> Option<usize> {
    let numeral = numeral?;
    let written = &text[numeral.range.clone()];
    let fits = written.bytes().all(|b| b.is_ascii_digit())
        && if digits == 4 { written.len() == 4 } else { written.len() <= 2 };
    let is_year = digits != 4 || written.starts_with("19") || written.starts_with("20");
    (fits && is_year && text[numeral.range.end..].starts_with(unit)).then(|| numeral.range.end + unit.len_utf8())
}

fn number(text: &str, numeral: &Numeral) -> Option<u32> {
    text[numeral.range.clone()].parse().ok()
}

/// 2024-07-10, 2024/7/10
fn iso(text: &str, numerals: &[Numeral]) -> Option<(WrittenDate, usize)> {
    let [year, month, day, ..] = numerals else { return None };
    let mark = |a: &Numeral, b: &Numeral| text.get(a.range.end..b.range.start).filter(|m| matches!(*m, "-" | "/"));
    let is_whole = mark(year, month).is_some() && mark(year, month) == mark(month, day);
    let lengths = [year, month, day].map(|n| n.range.len());
    let fits =
        lengths[0] == 4 && lengths[1] <= 2 && lengths[2] <= 2 && text[year.range.clone()].starts_with(['1', '2']);
    let date = WrittenDate {
        range: year.range.start..day.range.end,
        year: number(text, year).map(|year| year as i32),
        month: number(text, month),
        day: number(text, day),
        last_day: None,
    };
    (is_whole && fits && date.year.is_some_and(|y| (1900..=2100).contains(&y))).then_some((date, 3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::numerals;

    #[test]
    fn dates_are_read_with_the_parts_that_are_written() {
        let all = |text: &str| -> Vec<(Option<i32>, Option<u32>, Option<u32>)> {
            of(text, &numerals::in_text(text)).into_iter().map(|d| (d.year, d.month, d.day)).collect()
        };
        assert_eq!(all("2024年7月10日，3月5—8日"), [(Some(2024), Some(7), Some(10)), (None, Some(3), Some(5))]);
        assert_eq!(all("2024-07-10印发，6个月内"), [(Some(2024), Some(7), Some(10))]);
        assert_eq!(all("2024年2月30日"), [(Some(2024), Some(2), Some(30))]);
        assert_eq!(all("自2023年起至12月"), [(Some(2023), None, None), (None, Some(12), None)]);
    }
}
