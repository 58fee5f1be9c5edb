//! The numbers of a chart against what is said of it in words and in its table. Comes in: a page. Goes out: a finding for each label whose
//! number neither has. Axes are left out: their numbers are ticks.

use crate::finding::{Finding, Place};
use rust_decimal::Decimal;
use scraper::{ElementRef, Html, Selector};
use std::collections::BTreeSet;
use std::sync::LazyLock;

static CHARTS: LazyLock<Selector> = LazyLock::new(|| Selector::parse("figure.chart").expect("a plain selector"));
static TEXTS: LazyLock<Selector> = LazyLock::new(|| Selector::parse("svg text").expect("a plain selector"));
static SAID: LazyLock<Selector> =
    LazyLock::new(|| Selector::parse("svg desc, table, figcaption").expect("a plain selector"));

/// The groups of a drawing whose texts are figures.
const LABELS: [&str; 4] = ["yb-value", "yb-on", "yb-total", "yb-label"];

pub fn findings(path: &str, page: &Html) -> Vec<Finding> {
    page.select(&CHARTS).flat_map(|chart| of_chart(path, chart)).collect()
}

fn of_chart(path: &str, chart: ElementRef) -> Vec<Finding> {
    let said: BTreeSet<Decimal> = chart.select(&SAID).flat_map(|part| numbers(&text(part))).collect();
    // A drawing prints all its numbers in one scale: 3205.4159万人 is 32054159人.
    let is_said = |number: &Decimal| {
        let scales = [1, 10_000, 100_000_000].map(Decimal::from);
        let times =
            |scale: &Decimal| number.checked_mul(*scale).is_some_and(|number| said.contains(&number.normalize()));
        scales.iter().any(|scale| times(scale) || said.contains(&(*number / *scale).normalize()))
    };
    let is_label = |text: &ElementRef| {
        let mut groups = text.ancestors().filter_map(ElementRef::wrap);
        groups.any(|group| group.value().classes().any(|class| LABELS.contains(&class)))
    };
    let id = chart.value().attr("id").unwrap_or_default();
    let mut found = Vec::new();
    for label in chart.select(&TEXTS).filter(is_label) {
        let label = text(label);
        if !numbers(&label).iter().all(is_said) {
            found.push(Finding::error(
                "page-figure-differs",
                Place::file(path),
                format!("{id}：图上标的是“{label}”，图的数据表和说明里没有"),
                format!("{id}: the chart is labelled “{label}”, which its table and description lack"),
            ));
        }
    }
    found.dedup();
    found
}

fn text(element: ElementRef) -> String {
    element.text().collect::<String>().chars().filter(|c| *c == ' ' || crate::read::is_seen(*c)).collect()
}

/// The numbers of a text.
fn numbers(text: &str) -> Vec<Decimal> {
    let parts = text.split(|c: char| !c.is_ascii_digit() && c != '.');
    parts.filter_map(|part| part.trim_matches('.').parse::<Decimal>().ok()).map(|number| number.normalize()).collect()
}
