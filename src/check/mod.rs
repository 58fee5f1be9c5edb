//! From book and articles to findings: one rule, one file. A rule reads and tells; it changes nothing.

mod arithmetic;
mod rules;
mod typed;

use crate::audit;
use crate::derive::Book;
use crate::finding::{Finding, Place};
use crate::model::article::{Article, TypedNumeral};
use crate::model::site::SiteSettings;
use crate::reading::{Markup, Reading};
use rayon::prelude::*;

/// What a rule can look at.
pub struct Checked<'a> {
    pub book: &'a Book,
    pub articles: &'a [Article],
    /// Each article as a reader reads it, in the order of the articles.
    readings: Vec<Reading>,
    /// The numerals that were typed in the standing texts.
    pub standing_numerals: &'a [TypedNumeral],
}

impl<'a> Checked<'a> {
    pub fn new(book: &'a Book, articles: &'a [Article], standing_numerals: &'a [TypedNumeral]) -> Self {
        let reading = |article: &Article| Reading::of(&article.script.text, Markup::Markdown, &article.script.printed);
        Self { book, articles, readings: articles.par_iter().map(reading).collect(), standing_numerals }
    }

    /// Every article with its reading.
    fn prose(&self) -> impl Iterator<Item = (&'a Article, &Reading)> {
        self.articles.iter().zip(&self.readings)
    }

    /// What the articles say of their own numbers, recomputed.
    fn audited(&self) -> Vec<Finding> {
        let audited = self.articles.par_iter().zip(&self.readings);
        audited.flat_map_iter(|(article, reading)| audit::reading(&article.file, reading).findings).collect()
    }
}

/// Everything that the rules have to tell, each finding with the severity that the site wants; what is off is left out.
/// Only rules can be set so: what keeps a file from being read or a reference from being bound is always an error.
pub fn findings(checked: &Checked) -> Vec<Finding> {
    let wanted = &checked.book.settings.severity;
    let told =
        rules::ALL.iter().filter(|(code, _)| wanted.get(*code) != Some(&None)).flat_map(|(_, rule)| rule(checked));
    let audited = checked.audited().into_iter().filter(|finding| wanted.get(finding.code) != Some(&None));
    let set = told.chain(audited).map(|finding| match wanted.get(finding.code) {
        Some(Some(severity)) => Finding { severity: *severity, ..finding },
        _ => finding,
    });
    set.chain(unknown_rules(checked)).collect()
}

/// The codes of all rules: those of the book and those of the audit.
pub fn codes() -> Vec<&'static str> {
    let mut codes: Vec<&str> =
        rules::ALL.iter().map(|(code, _)| *code).chain(audit::rules::ALL.iter().map(|(code, _)| *code)).collect();
    codes.sort_unstable();
    codes
}

/// The codes of the rules that a site has not switched off.
pub fn codes_on(settings: &SiteSettings) -> Vec<&'static str> {
    codes().into_iter().filter(|code| settings.severity.get(*code) != Some(&None)).collect()
}

/// A severity that `site.yaml` sets for a rule that nobody knows.
fn unknown_rules(checked: &Checked) -> impl Iterator<Item = Finding> {
    let codes = codes();
    let known = codes.clone();
    let unknown = checked.book.settings.severity.keys().filter(move |code| !known.contains(&code.as_str()));
    unknown.map(move |code| {
        Finding::warning(
            "unknown-rule",
            Place::key("content/site.yaml", &["severity", code]),
            format!("没有能设严重程度的规则“{code}”"),
            format!("there is no rule `{code}` whose severity can be set"),
        )
        .help(format!("可设：{}", codes.join("、")), format!("these can be set: {}", codes.join(", ")))
    })
}
