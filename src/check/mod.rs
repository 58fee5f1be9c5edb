//! From book and articles to findings: one rule, one file. A rule reads and tells; it changes nothing.

mod arithmetic;
mod rules;
mod sentence;
#[cfg(test)]
mod world;

use crate::derive::Book;
use crate::finding::{Finding, Place};
use crate::model::article::{Article, TypedNumeral};
use crate::source::Texts;
use rayon::prelude::*;

/// What a rule can look at.
pub struct Checked<'a> {
    pub book: &'a Book,
    pub articles: &'a [Article],
    /// The numerals that were typed in the standing texts.
    pub standing_numerals: &'a [TypedNumeral],
    /// What the articles were composed from, for rules that read the words around a figure.
    pub texts: &'a Texts,
}

/// Everything that the rules have to tell, each finding with the severity that the site wants; what is off is left out.
/// Only rules can be set so: what keeps a file from being read or a reference from being bound is always an error.
pub fn findings(checked: &Checked) -> Vec<Finding> {
    let wanted = &checked.book.settings.severity;
    let asked: Vec<_> = rules::ALL.iter().filter(|(code, _)| wanted.get(*code) != Some(&None)).collect();
    let told: Vec<Vec<Finding>> = asked.par_iter().map(|(_, rule)| rule(checked)).collect();
    let set = told.into_iter().flatten().map(|finding| match wanted.get(finding.code) {
        Some(Some(severity)) => Finding { severity: *severity, ..finding },
        _ => finding,
    });
    set.chain(unknown_rules(checked)).collect()
}

/// A severity that `site.yaml` sets for a rule that nobody knows.
fn unknown_rules(checked: &Checked) -> impl Iterator<Item = Finding> {
    let codes = rules::ALL.map(|(code, _)| code);
    let unknown = checked.book.settings.severity.keys().filter(move |code| !codes.contains(&code.as_str()));
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
