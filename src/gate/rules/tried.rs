//! Rules about a single line, tried on lines: what is told, and what is left alone.

use std::ops::Range;

/// The first that a rule finds in a line.
type Look = fn(&str) -> Vec<Range<usize>>;

/// Every line of `wrong` must be told, none of `right`.
#[track_caller]
pub fn expect(look: Look, wrong: &[&str], right: &[&str]) {
    let missed: Vec<&&str> = wrong.iter().filter(|line| look(line).is_empty()).collect();
    let told: Vec<String> = right
        .iter()
        .flat_map(|line| look(line).into_iter().map(move |range| format!("{line} → {}", &line[range])))
        .collect();
    assert!(missed.is_empty() && told.is_empty(), "missed: {missed:#?}\ntold: {told:#?}");
}
