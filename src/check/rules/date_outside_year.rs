//! `date-outside-year`: a period that names a date after the year of its file, or ends before it; a source that is older than the
//! year of its figures, and a report that is older than the year that it speaks of.

use super::Checked;
use crate::derive::place_of;
use crate::finding::{Finding, Place};
use crate::model::{Observation, Period};
use std::collections::BTreeSet;

pub fn check(checked: &Checked) -> Vec<Finding> {
    let strays = checked.book.observations().filter(|observation| match observation.period {
        Period::AsOf(date) | Period::Day(date) | Period::From(date) => date.year != observation.year,
        Period::Since(date) => date.year > observation.year,
        Period::Span { first, .. } => first.year > observation.year,
        _ => false,
    });
    let strays = strays.map(|observation| {
        let words = observation.period.words();
        Finding::warning(
            "date-outside-year",
            place_of(&observation.place),
            format!("时期“{words}”不在 {} 年里", observation.year),
            format!("the period {words} lies outside {}", observation.year),
        )
        .help("改时期，或把这个数移到那一年的文件里", "mend the period, or move the figure to the file of that year")
    });
    strays.chain(older_sources(checked)).chain(older_reports(checked)).collect()
}

/// Each source that was printed before the year began of which it reports a result, once.
fn older_sources(checked: &Checked) -> Vec<Finding> {
    let is_older = |o: &&Observation| !o.is_forecast && date_of(o).is_some_and(|year| year < o.year);
    let mut told = BTreeSet::new();
    let observations = checked.book.observations().filter(is_older);
    let first = observations.filter(|o| told.insert((place_of(&o.place).file, title_of(o))));
    let finding = |o: &Observation| {
        let (date, title) = (date_of(o).unwrap_or_default(), title_of(o));
        Finding::warning(
            "date-outside-year",
            place_of(&o.place),
            format!("{}年的数，来源“{title}”的日期却是{date}年", o.year),
            format!("a figure of {} from a source of {date}: {title}", o.year),
        )
        .help(
            "核对来源的日期；是预计数就写 forecast，是上年的数就移到那一年的文件里",
            "check the date of the source; mark a forecast, or move the figure to the file of its year",
        )
    };
    first.map(finding).collect()
}

fn date_of(observation: &Observation) -> Option<i32> {
    Some(observation.source.as_ref()?.date?.year)
}

fn title_of(observation: &Observation) -> String {
    observation.source.as_ref().map(|source| source.title.clone()).unwrap_or_default()
}

/// A report may plan the year to come; one that is older than that has a wrong date.
fn older_reports(checked: &Checked) -> impl Iterator<Item = Finding> {
    let older = checked.articles.iter().filter(|article| article.meta.date.year + 1 < article.meta.year);
    older.map(|article| {
        let meta = &article.meta;
        Finding::warning(
            "date-outside-year",
            Place::text(&article.file, meta.date.year.to_string()),
            format!("{}年的报告，日期却在{}年", meta.year, meta.date.year),
            format!("a report of {} is dated {}", meta.year, meta.date.year),
        )
        .help("核对 date（日期）和 year（年份）", "check `date` and `year`")
    })
}

#[cfg(test)]
mod tests {
    use crate::check::world::World;

    #[test]
    fn a_source_is_no_older_than_its_results() {
        let told = |date: &str, value: &str| {
            let head =
                format!("region: \"990101\"\nyear: 2024\nsources: {{ s: {{ title: 公报, date: {date} }} }}\nsource: s");
            World::of_one("  income: { name: 收入, unit: 元 }\n  costs: { name: 支出, unit: 元 }")
                .with_file("data/990101/2024.yaml", &format!("{head}\nfigures:\n  收入: {value}\n  支出: {value}\n"))
                .told("date-outside-year")
        };
        assert_eq!(told("2023-03-20", "5元"), ["2024年的数，来源“公报”的日期却是2023年"]);
        assert!(told("2025-03-20", "5元").is_empty() && told("2024", "5元").is_empty());
        assert!(told("2023-12", "{ value: 5元, forecast: true }").is_empty());
    }

    #[test]
    fn a_report_is_no_older_than_the_year_before() {
        let told = |date: &str| {
            let head =
                format!("genre: review\ntitle: 题目\nregion: \"990101\"\nyear: 2024\ndate: {date}\nsignature: 甲");
            World::of_one("  income: { name: 收入, unit: 元 }")
                .with_file("reports/2024/a.md", &format!("---\n{head}\n---\n正文。\n"))
                .told("date-outside-year")
        };
        assert_eq!(told("2015-04-08"), ["2024年的报告，日期却在2015年"]);
        assert!(told("2023-12-30").is_empty() && told("2025-04-08").is_empty());
    }
}
