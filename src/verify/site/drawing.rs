//! The numbers of a chart against what is said of it in words and in its table. Comes in: a page. Goes out: a finding for each label whose
//! number neither has. Axes are left out: their numbers are ticks.

use crate::finding::{Finding, Place};
use scraper::{ElementRef, Html, Selector};
use std::collections::BTreeSet;
use std::sync::LazyLock;

static CHARTS: LazyLock<Selector> = LazyLock::new(|| Selector::parse("figure.chart").expect("a plain selector"));
static TEXTS: LazyLock<Selector> = LazyLock::new(|| Selector::parse("svg text").expect("a plain selector"));
static SAID: LazyLock<Selector> = LazyLock::new(|| Selector::parse("svg desc, table, figcaption").expect("a plain selector"));

/// The groups of a drawing whose texts are figures.
const LABELS: [&str; 4] = ["yb-value", "yb-on", "yb-total", "yb-label"];

pub fn findings(path: &str, page: &Html) -> Vec<Finding> {
    page.select(&CHARTS).flat_map(|chart| of_chart(path, chart)).collect()
}

fn of_chart(path: &str, chart: ElementRef) -> Vec<Finding> {
    let said: BTreeSet<String> = chart.select(&SAID).flat_map(|part| numbers(&text(part))).collect();
    let is_label = |text: &ElementRef| {
        let mut groups = text.ancestors().filter_map(ElementRef::wrap);
        groups.any(|group| group.value().classes().any(|class| LABELS.contains(&class)))
    };
    let id = chart.value().attr("id").unwrap_or_default();
    let mut found = Vec::new();
    for label in chart.select(&TEXTS).filter(is_label) {
        let label = text(label);
        if numbers(&label).iter().any(|number| !said.contains(number)) {
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

/// The numbers of a text, as they are written.
fn numbers(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_ascii_digit() && c != '.');
    parts.map(|part| part.trim_matches('.').to_string()).filter(|part| !part.is_empty()).collect()
}
