//! From Markdown and the book to articles: typed blocks in which every reference is a bound figure and every other
//! numeral is known. Touches no file; what cannot be resolved is a finding at its place.

mod articles;
mod blocks;
mod captions;
pub mod charts;
mod direction;
mod genres;
mod links;
mod markdown;
mod numbering;
mod prose;
pub mod reference;
pub mod resolve;
mod scan;
mod summaries;

use crate::derive::Book;
use crate::finding::{Finding, Place};
use crate::model::article::{Article, Summary, TypedNumeral};
use crate::read::{ReportDraft, SummaryDraft};
use rayon::prelude::*;
use resolve::Standpoint;
use std::collections::BTreeSet;

/// Composes every report. `images` are the paths below `content/images/`.
pub fn articles(drafts: &[ReportDraft], book: &Book, images: &[String]) -> (Vec<Article>, Vec<Finding>) {
    let composed: Vec<_> = drafts.par_iter().map(|draft| articles::article(draft, book, images)).collect();
    let mut all = Vec::new();
    let mut findings = Vec::new();
    for (article, told) in composed {
        all.extend(article);
        findings.extend(told);
    }
    (all, findings)
}

/// What the standing texts give: one summary for each domain of each region and year, by region, year and order of the
/// texts; and the numerals that were typed in them.
#[derive(Debug, Default)]
pub struct StandingTexts {
    pub summaries: Vec<Summary>,
    pub numerals: Vec<TypedNumeral>,
}

/// Fills in the standing texts for every region and year that has figures.
pub fn summaries(drafts: &[SummaryDraft], book: &Book) -> (StandingTexts, Vec<Finding>) {
    let mut findings = Vec::new();
    let mut texts = Vec::new();
    let mut all = StandingTexts::default();
    for draft in drafts {
        let (text, told, numerals) = summaries::standing_text(draft, book);
        let is_sound = told.is_empty();
        findings.extend(told);
        all.numerals.extend(numerals);
        texts.extend(is_sound.then_some((draft, text)));
    }
    let filled: Vec<_> = book
        .region_years()
        .into_par_iter()
        .map(|(region, year)| {
            let at = Standpoint { book, region, year, says_period: false };
            texts.iter().map(|(draft, text)| (draft, summaries::summary(text, at))).collect::<Vec<_>>()
        })
        .collect();
    let mut told = BTreeSet::new();
    for (draft, result) in filled.into_iter().flatten() {
        match result {
            Ok(summary) => all.summaries.extend(summary),
            Err(failure) => {
                // A question that is wrong in itself is wrong on every page: it is told once a text and code.
                let finding = failure.finding(Place::bytes(&draft.file, draft.body_from..draft.body_from), book);
                if told.insert((draft.file.clone(), finding.code)) {
                    findings.push(finding);
                }
            }
        }
    }
    debug_assert!(all.summaries.is_sorted_by_key(|summary| (summary.region, summary.year)), "pages look by halves");
    (all, findings)
}
