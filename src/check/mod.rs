//! From book and articles to findings: one rule, one file. A rule reads and tells; it changes nothing.

mod arithmetic;
mod audits;
mod cells;
mod claims;
mod links;
mod rules;
mod sentence;
mod statement;
mod topic;
mod typed;
mod words;
#[cfg(test)]
mod world;

pub use audits::Audits;
pub use links::{links, outward};

use crate::audit;
use crate::demand::Demand;
use crate::derive::Book;
use crate::finding::{Finding, Place};
use crate::gate;
use crate::model::article::{Article, TypedNumeral};
use crate::model::site::SiteSettings;
use crate::reading::{Markup, Reading};
use crate::source::Texts;
use rayon::prelude::*;
use std::ops::Range;
use std::sync::OnceLock;
use typed::Typed;
use words::Lexicon;

/// What a rule can look at.
pub struct Checked<'a> {
    pub book: &'a Book,
    pub articles: &'a [Article],
    /// Each article as a reader reads it, see [`readings`].
    readings: &'a [Reading],
    /// Asked for by several rules, and by none where no rule about the prose is on.
    typed: OnceLock<Vec<Typed<'a>>>,
    /// Made for the first rule that reads prose word by word.
    lexicon: OnceLock<Lexicon<'a>>,
    /// The numerals that were typed in the standing texts.
    pub standing_numerals: &'a [TypedNumeral],
    /// What the articles were composed from, for rules that read the words around a figure.
    pub texts: &'a Texts,
}

/// Each article as a reader reads it, in the order of the articles.
pub fn readings(articles: &[Article]) -> Vec<Reading> {
    let reading = |article: &Article| Reading::of(&article.script.text, Markup::Markdown, &article.script.printed);
    articles.par_iter().map(reading).collect()
}

impl<'a> Checked<'a> {
    /// `readings` are those of the articles.
    pub fn new(
        book: &'a Book,
        articles: &'a [Article],
        readings: &'a [Reading],
        standing_numerals: &'a [TypedNumeral],
        texts: &'a Texts,
    ) -> Self {
        Self { book, articles, readings, typed: OnceLock::new(), lexicon: OnceLock::new(), standing_numerals, texts }
    }

    /// Every article with its reading.
    fn prose(&self) -> impl Iterator<Item = (&'a Article, &'a Reading)> {
        self.articles.iter().zip(self.readings)
    }

    /// All typed quantities of all articles whose words name an indicator, in order of the articles and their texts.
    fn typed(&self) -> &[Typed<'a>] {
        self.typed.get_or_init(|| typed::quantities(self))
    }

    /// The words of the book.
    fn lexicon(&self) -> &Lexicon<'a> {
        self.lexicon.get_or_init(|| Lexicon::of(self.book))
    }
}

/// True where a reference prints some of these bytes of the clean text.
fn is_bound(article: &Article, reading: &Reading, range: &Range<usize>) -> bool {
    !article.bound_within(reading.source(range.clone())).is_empty()
}

/// Everything that the rules have to tell, each finding with the severity that the site wants; what is off is left out.
/// Only rules can be set so: what keeps a file from being read or a reference from being bound is always an error.
/// The audit of an article that is as it was is taken from `audits`. Rules whose findings are not wanted any more are left out.
pub fn findings(checked: &Checked, audits: &mut Audits, demand: Demand) -> Vec<Finding> {
    let wanted = &checked.book.settings.severity;
    let asked: Vec<_> = rules::ALL.iter().filter(|(code, _)| wanted.get(*code) != Some(&None)).collect();
    let asked = asked.par_iter().take_any_while(|_| !demand.is_over());
    let told: Vec<Vec<Finding>> = asked.map(|(_, rule)| rule(checked)).collect();
    let audited = audits.findings(checked.articles, checked.readings);
    let set = told.into_iter().flatten().chain(audited).filter_map(|finding| finding.as_wanted(wanted));
    set.chain(unknown_rules(checked)).collect()
}

/// The codes of the rules about the book and its articles, without those of the audit.
pub fn own_codes() -> Vec<&'static str> {
    rules::ALL.iter().map(|(code, _)| *code).collect()
}

/// The codes of all rules: those of the book and those of the audit.
pub fn codes() -> Vec<&'static str> {
    let mut codes: Vec<&str> = own_codes().into_iter().chain(audit::rules::ALL.iter().map(|(code, _)| *code)).collect();
    codes.sort_unstable();
    codes
}

/// The codes of the rules that a site has not switched off.
pub fn codes_on(settings: &SiteSettings) -> Vec<&'static str> {
    codes().into_iter().filter(|code| settings.severity.get(*code) != Some(&None)).collect()
}

/// A severity that `site.yaml` sets for a rule that nobody knows.
fn unknown_rules(checked: &Checked) -> impl Iterator<Item = Finding> {
    let codes = gate::codes_with(codes());
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
