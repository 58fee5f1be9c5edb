//! `empty-column`: a part of the site that has nothing: a domain without a figure, the list of reports without a report. Inspections of
//! government sites count such columns (国办发〔2019〕1号, 空白栏目).

use crate::finding::{Finding, Place};
use crate::gate::Content;
use std::collections::BTreeSet;

pub fn check(content: &Content) -> Vec<Finding> {
    let book = &content.proof.book;
    let domain = |id| book.vocabulary.get(id).domain;
    let filled: BTreeSet<usize> = book.observations().map(|observation| domain(observation.indicator)).collect();
    let empty = book.vocabulary.domains.iter().enumerate().filter(|(at, _)| !filled.contains(at));
    let mut told: Vec<Finding> = empty
        .map(|(_, domain)| {
            Finding::warning(
                "empty-column",
                Place::key("content/indicators.yaml", &["domains", &domain.name]),
                format!("领域“{}”一个数也没有", domain.name),
                format!("the domain {} has no figure", domain.name),
            )
            .help("填上数据，或删去这个领域", "give it figures, or delete the domain")
        })
        .collect();
    if content.proof.articles.is_empty() {
        told.push(
            Finding::warning(
                "empty-column",
                Place::file("content/reports"),
                "“报告”栏目一篇也没有",
                "the list of reports is empty",
            )
            .help("至少写一篇", "write one at least"),
        );
    }
    told
}
