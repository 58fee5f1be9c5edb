//! Days that leave their month to what stands before: the entries of a chronicle (`2日　星期二` under `1月`) and the ends of
//! ranges (10月19日（星期六）至20日（星期日）, 10月12日—13日（星期六、星期日）). From a reading to whole dates.

use super::calendar::weekday_at;
use crate::reading::{Reading, WrittenDate};
use std::ops::Range;

/// A day with the months that it may be of, the likeliest first.
pub struct Day {
    pub range: Range<usize>,
    pub day: u32,
    pub months: Vec<u32>,
    /// The day that a range starts with which this one ends: 21日至23日.
    pub first: Option<u32>,
}

/// Every `20日` without a month of its own that has something of a calendar right behind it.
pub fn bare(reading: &Reading) -> Vec<Day> {
    let text = reading.text();
    let mut months = Months { heading: None, last: None, at: 0 };
    let mut found: Vec<Day> = Vec::new();
    for numeral in &reading.numerals {
        let day = reading.slice(&numeral.range).parse::<u32>().ok();
        let Some(day) = day.filter(|day| (1..=31).contains(day) && numeral.range.len() <= 2) else { continue };
        let (before, after) = (&text[..numeral.range.start], &text[numeral.range.end..]);
        if !after.starts_with('日') || before.ends_with(['月', '第', '每']) || before.ends_with('-') {
            continue;
        }
        months.forward(reading, numeral.range.start);
        let starts = before.is_empty() || before.ends_with('\n');
        let order = if starts { [months.heading, months.last] } else { [months.last, months.heading] };
        let bare = found.last().map(|day| (day.range.end, day.day));
        let dated = reading.dates[..months.at].last().and_then(|date| Some((date.range.end, date.day?)));
        let start = [bare, dated]
            .into_iter()
            .flatten()
            .find(|(end, _)| text.get(*end..numeral.range.start).is_some_and(is_dash));
        found.push(Day {
            first: start.map(|(_, day)| day),
            range: numeral.range.start..numeral.range.end + '日'.len_utf8(),
            day,
            months: order.into_iter().flatten().collect(),
        });
    }
    found
}

/// The months that were named so far.
struct Months {
    /// Of a line that names nothing else.
    heading: Option<u32>,
    last: Option<u32>,
    at: usize,
}

impl Months {
    fn forward(&mut self, reading: &Reading, byte: usize) {
        let text = reading.text();
        while let Some(date) = reading.dates.get(self.at).filter(|date| date.range.start < byte) {
            self.at += 1;
            let Some(month) = date.month.filter(|month| (1..=12).contains(month)) else { continue };
            self.last = Some(month);
            let (before, after) = (&text[..date.range.start], &text[date.range.end..]);
            let is_line =
                (before.is_empty() || before.ends_with('\n')) && (after.is_empty() || after.starts_with('\n'));
            if is_line && date.day.is_none() {
                self.heading = Some(month);
            }
        }
    }
}

/// The two weekdays of （星期六、星期日）, 星期一至星期五 behind a range of days.
pub fn two_weekdays(text: &str, end: usize) -> Option<[(Range<usize>, usize); 2]> {
    let rest = &text[end..];
    let lead = rest.chars().take_while(|c| "（(，,".contains(*c)).map(char::len_utf8).sum::<usize>();
    let first = weekday_at(text, end + lead)?;
    let between = ["、", "至", "到", "—", "和"].into_iter().find(|mark| text[first.0.end..].starts_with(mark))?;
    let second = weekday_at(text, first.0.end + between.len())?;
    Some([first, second])
}

/// The day before a day that ends a range: 10月12日—13日, 12月23日至27日.
pub fn start_of_range<'r>(reading: &'r Reading, day: &Day) -> Option<&'r WrittenDate> {
    let before = reading.dates.partition_point(|date| date.range.end <= day.range.start);
    let date = reading.dates[..before].last()?;
    let between = &reading.text()[date.range.end..day.range.start];
    (is_dash(between) && date.day.is_some()).then_some(date)
}

fn is_dash(between: &str) -> bool {
    matches!(between, "—" | "－" | "-" | "–" | "～" | "至" | "到")
}
