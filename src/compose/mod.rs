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
mod standing;
mod summaries;

pub use standing::StandingTexts;

use crate::demand::Demand;
use crate::derive::Book;
use crate::finding::{Finding, Place};
use crate::model::article::Article;
use crate::read::{ReportDraft, SummaryDraft};
use rayon::prelude::*;
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

/// Reads the standing texts. What they say of a region and year is made where it is printed, because a nation's are too many to keep.
pub fn standing_texts(drafts: &[SummaryDraft], book: &Book) -> (StandingTexts, Vec<Finding>) {
    let mut findings = Vec::new();
    let (mut texts, mut numerals) = (Vec::new(), Vec::new());
    for draft in drafts {
        let (text, told, typed) = summaries::standing_text(draft, book);
        if told.is_empty() {
            texts.push(text);
        }
        findings.extend(told);
        numerals.extend(typed);
    }
    (StandingTexts::new(texts, numerals, book.region_years()), findings)
}

/// Fills the standing texts in for every region and year that has figures, to see where that fails.
pub fn unfillable(standing: &StandingTexts, book: &Book, demand: Demand) -> Vec<Finding> {
    let places: Vec<_> = standing.places().collect();
    let wanted = places.par_iter().take_any_while(|_| !demand.is_over());
    let failures: Vec<_> = wanted.flat_map_iter(|place| standing.failures(book, *place)).collect();
    let mut told = BTreeSet::new();
    let mut findings = Vec::new();
    for (text, failure) in failures {
        // A question that is wrong in itself is wrong on every page: it is told once a text and code.
        let finding = failure.finding(Place::bytes(&text.file, text.body_from..text.body_from), book);
        if told.insert((text.file.clone(), finding.code)) {
            findings.push(finding);
        }
    }
    findings
}
