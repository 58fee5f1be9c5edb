//! `date-outside-year`: a period that names a date after the year of its file, or ends before it.

use super::Checked;
use crate::derive::place_of;
use crate::finding::Finding;
use crate::model::Period;

pub fn check(checked: &Checked) -> Vec<Finding> {
    let strays = checked.book.observations().filter(|observation| match observation.period {
        Period::AsOf(date) | Period::Day(date) | Period::From(date) => date.year != observation.year,
        Period::Since(date) => date.year > observation.year,
        Period::Span { first, .. } => first.year > observation.year,
        _ => false,
    });
    strays
        .map(|observation| {
            let words = observation.period.words();
            Finding::warning(
                "date-outside-year",
                place_of(&observation.place),
                format!("时期“{words}”不在 {} 年里", observation.year),
                format!("the period {words} lies outside {}", observation.year),
            )
            .help(
                "改时期，或把这个数移到那一年的文件里",
                "mend the period, or move the figure to the file of that year",
            )
        })
        .collect()
}
