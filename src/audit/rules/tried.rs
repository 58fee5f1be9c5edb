//! Tries one rule on sentences: for the tests beside the rules.

use super::ALL;
use crate::audit::{Told, Verdicts};
use crate::reading::{Markup, Reading};

/// What the rule tells of a text: a plain one, or Markdown where it begins with a table.
pub fn told(code: &str, text: &str) -> Vec<Told> {
    let (code, rule) = ALL.iter().find(|(name, _)| *name == code).expect("the rule is in the list");
    let markup = if text.starts_with('|') { Markup::Markdown } else { Markup::Plain };
    let reading = Reading::of(text, markup, &[]);
    let mut verdicts = Verdicts::new(&reading);
    verdicts.begin(code);
    rule(&reading, &mut verdicts);
    verdicts.into_parts().0
}

/// Each faulty text must be told, each clean one must not; all that fail are named at once.
pub fn expect(code: &str, faulty: &[&str], clean: &[&str]) {
    let missed = silent(code, faulty);
    let cried: Vec<(&str, String)> =
        loud(code, clean).into_iter().map(|text| (text, told(code, text)[0].message.zh.clone())).collect();
    assert!(missed.is_empty() && cried.is_empty(), "{code} is silent about {missed:#?} and tells of {cried:#?}");
}

/// Those of the texts of which a rule tells nothing.
pub fn silent<'t>(code: &str, texts: &[&'t str]) -> Vec<&'t str> {
    texts.iter().copied().filter(|text| told(code, text).is_empty()).collect()
}

/// Those of the texts of which a rule tells something.
pub fn loud<'t>(code: &str, texts: &[&'t str]) -> Vec<&'t str> {
    texts.iter().copied().filter(|text| !told(code, text).is_empty()).collect()
}
