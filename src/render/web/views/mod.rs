//! What templates see: plain structs of texts, numbers and lists, made from the world for one page each. The fields are
//! documented for theme authors; no domain type appears here.
//!
//! Names tell how to print a field: one that ends in `html` (`html`, `value_html`) is finished markup and goes through
//! `| safe`; every other text is plain and goes through `| prose` in running text and through nothing in attributes. What
//! is absent is an empty text or an empty list, never missing.

pub mod blocks;
pub mod card;
pub mod change;
pub mod chart;
pub mod compare;
pub mod comparison;
pub mod downloads;
pub mod figure_list;
pub mod figures;
pub mod frame;
pub mod grid;
pub mod head;
pub mod headline;
pub mod home;
pub mod indicator;
pub mod ranking;
pub mod region;
pub mod region_year;
pub mod report;
pub mod search;
pub mod sources;
pub mod targets;
pub mod year;

use crate::model::Date;
use serde::Serialize;

/// A text that may lead somewhere.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Link {
    pub text: String,
    /// Relative to the page; empty where there is nothing to lead to.
    pub href: String,
}

/// A date for people and for machines.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct DateView {
    /// 2024年7月11日
    pub text: String,
    /// `2024-07-11`, for `<time datetime>`.
    pub iso: String,
}

impl From<Date> for DateView {
    fn from(date: Date) -> Self {
        Self { text: date.to_string(), iso: date.iso() }
    }
}

/// The first and the last year of each run of years that follow one another.
pub fn runs_of_years(years: impl Iterator<Item = i32>) -> Vec<(i32, i32)> {
    let mut runs: Vec<(i32, i32)> = Vec::new();
    for year in years {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == year => *last = year,
            _ => runs.push((year, year)),
        }
    }
    runs
}

/// Years as a reader says them: 2018—2023, or 2018、2020—2023 where some are absent.
pub fn years_in_words(years: &[i32]) -> String {
    let runs = runs_of_years(years.iter().copied());
    let said = runs.iter().map(|(first, last)| match last - first {
        0 => first.to_string(),
        1 => format!("{first}、{last}"),
        _ => format!("{first}—{last}"),
    });
    said.collect::<Vec<_>>().join("、")
}

#[cfg(test)]
mod tests {
    use super::years_in_words;

    #[test]
    fn runs_of_years_are_said_as_runs() {
        assert_eq!(years_in_words(&[2018, 2020, 2021, 2022, 2024, 2025]), "2018、2020—2022、2024、2025");
        assert_eq!(years_in_words(&[]), "");
    }
}
