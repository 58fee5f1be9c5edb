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

use crate::derive::Book;
use crate::finding::{Finding, Place};
use crate::model::article::Article;
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

/// Reads the standing texts, and fills them in for every region and year that has figures to see where that fails: what they
/// say is made again where it is printed, because a nation's are too many to keep.
pub fn summaries(drafts: &[SummaryDraft], book: &Book) -> (StandingTexts, Vec<Finding>) {
    let mut findings = Vec::new();
    let (mut texts, mut sound, mut numerals) = (Vec::new(), Vec::new(), Vec::new());
    for draft in drafts {
        let (text, told, typed) = summaries::standing_text(draft, book);
        if told.is_empty() {
            texts.push(text);
            sound.push(draft);
        }
        findings.extend(told);
        numerals.extend(typed);
    }
    let places = book.region_years();
    let failures: Vec<_> = places
        .par_iter()
        .flat_map_iter(|(region, year)| {
            let at = Standpoint { book, region: *region, year: *year, says_period: false };
            let filled = sound.iter().zip(&texts).map(move |(draft, text)| (draft, summaries::summary(text, at)));
            filled.filter_map(|(draft, result)| Some((draft, result.err()?)))
        })
        .collect();
    let mut told = BTreeSet::new();
    for (draft, failure) in failures {
        // A question that is wrong in itself is wrong on every page: it is told once a text and code.
        let finding = failure.finding(Place::bytes(&draft.file, draft.body_from..draft.body_from), book);
        if told.insert((draft.file.clone(), finding.code)) {
            findings.push(finding);
        }
    }
    (StandingTexts::new(texts, numerals, places), findings)
}
