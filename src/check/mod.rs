//! From book and articles to findings: one rule, one file. A rule reads and tells; it changes nothing.

mod rules;

use crate::derive::Book;
use crate::finding::Finding;
use crate::model::article::Article;

/// What a rule can look at.
pub struct Checked<'a> {
    pub book: &'a Book,
    pub articles: &'a [Article],
}

/// Everything that the rules have to tell.
pub fn findings(checked: &Checked) -> Vec<Finding> {
    rules::ALL.iter().flat_map(|rule| rule(checked)).collect()
}

/// Gives each finding the severity that the site wants; what is off is left out.
pub fn with_site_severity(findings: Vec<Finding>, book: &Book) -> Vec<Finding> {
    let wanted = &book.settings.severity;
    findings
        .into_iter()
        .filter_map(|finding| match wanted.get(finding.code) {
            None => Some(finding),
            Some(Some(severity)) => Some(Finding { severity: *severity, ..finding }),
            Some(None) => None,
        })
        .collect()
}
