//! The years of a plan, by its title or its first paragraphs: `三年行动方案（2024—2026年）`.

use crate::reading::{Reading, is_year};
use std::ops::Range;

/// The first year of the plan, with the place of its years.
pub fn first_year(reading: &Reading) -> Option<(i32, Range<usize>)> {
    const HEAD: usize = 4;
    let end = reading.paragraphs.iter().take(HEAD).next_back()?.range.end;
    let text = reading.text();
    reading.numerals.windows(2).take_while(|pair| pair[1].range.end <= end).find_map(|pair| {
        let (from, to) = (reading.slice(&pair[0].range), reading.slice(&pair[1].range));
        let dash = text[pair[0].range.end..pair[1].range.start].trim_start_matches('年');
        let is_plan = is_year(from) && is_year(to) && from < to && matches!(dash, "—" | "－" | "-" | "–" | "～" | "至");
        let range = pair[0].range.start..pair[1].range.end;
        from.parse().ok().filter(|_| is_plan).map(|year| (year, range))
    })
}
