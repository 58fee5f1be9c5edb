//! For the tests of rules: what a rule tells of single sentences.

use crate::audit::{Verdicts, rules};
use crate::reading::{Markup, Reading};

/// Every faulty sentence is told by the rule, and no clean one is.
pub fn tries(code: &str, faulty: &[&str], clean: &[&str]) {
    let missed: Vec<&&str> = faulty.iter().filter(|text| told(code, text).is_empty()).collect();
    let cried: Vec<(&&str, Vec<String>)> =
        clean.iter().map(|text| (text, told(code, text))).filter(|(_, found)| !found.is_empty()).collect();
    assert!(missed.is_empty() && cried.is_empty(), "{code} misses {missed:#?} and cries wolf at {cried:#?}");
}

/// What a rule tells of a text, in Chinese.
pub fn told(code: &str, text: &str) -> Vec<String> {
    let markup = if text.starts_with('|') { Markup::Markdown } else { Markup::Plain };
    let reading = Reading::of(text, markup, &[]);
    let mut verdicts = Verdicts::new(&reading);
    for (name, rule) in rules::ALL.iter().filter(|(name, _)| *name == code) {
        verdicts.begin(name);
        rule(&reading, &mut verdicts);
    }
    verdicts.into_parts().0.into_iter().map(|told| told.message.zh).collect()
}
