//! 称谓用语: words that are not to be used, or no longer, and the right ones in their place; the list of `content/terms.yaml`.

use super::Date;
use crate::finding::Severity;

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// What is not to be written; one or more.
    pub wrong: Vec<String>,
    /// What to write; empty where there is nothing in its place.
    pub right: String,
    /// From this day on; `None`: always.
    pub from: Option<Date>,
    /// Up to this day; `None`: without end.
    pub until: Option<Date>,
    /// Longer words in which the wrong one is right: 农业部门 for 农业部.
    pub except: Vec<String>,
    pub reason: String,
    /// Where this is decided: title, then address.
    pub source: String,
    pub severity: Severity,
}

impl Term {
    /// Whether a text of that date is to keep to it. A date without a day counts as its last.
    pub fn holds_on(&self, date: Date) -> bool {
        let last = Date { month: date.month.or(Some(12)), day: date.day.or(Some(31)), ..date };
        let first = Date { month: date.month.or(Some(1)), day: date.day.or(Some(1)), ..date };
        self.from.is_none_or(|from| from <= last) && self.until.is_none_or(|until| first <= until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_holds_between_its_days() {
        let date = |text: &str| Date::parse(text).unwrap();
        let term = Term {
            wrong: vec!["甲局".into()],
            right: "乙局".into(),
            from: Some(date("2023-03-16")),
            until: Some(date("2025-01-31")),
            except: vec![],
            reason: String::new(),
            source: String::new(),
            severity: Severity::Warning,
        };
        for (on, holds) in [("2023-03-15", false), ("2023-03-16", true), ("2023", true), ("2025-02", false)] {
            assert_eq!(term.holds_on(date(on)), holds, "{on}");
        }
    }
}
