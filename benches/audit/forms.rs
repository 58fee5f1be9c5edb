//! How many of the faults of form the audit sees, by kind. A fault is found by a finding, of any severity, of a code that fits, that the
//! text did not have before, in the paragraph of the fault (of a broken chain or an open bracket: anywhere).

use super::corpus::Sample;
use super::faults::{self, Fault};
use super::mutate::Mutant;
use super::seed::Seed;
use super::word_faults;
use super::{table, trials};
use std::collections::BTreeMap;
use std::fmt::Write;

/// How many places of one text are tried for each kind.
const A_TEXT: usize = 4;

/// A kind with what became of its faults.
pub struct Result {
    pub kind: &'static str,
    injected: usize,
    found: usize,
    codes: BTreeMap<&'static str, usize>,
    missed: Vec<String>,
}

fn all(samples: &[Sample]) -> Vec<Result> {
    let mut results: Vec<Result> = faults::ALL.iter().map(|fault| result(fault.name)).collect();
    let mut undated = result(faults::UNDATED.name);
    for sample in samples {
        let clean = trials::seen(&sample.text, sample.markup).told;
        for (fault, result) in faults::ALL.iter().zip(&mut results) {
            let places = (fault.places)(sample);
            inject(sample, &sample.text, &clean, fault, places, result);
        }
        let (text, places) = word_faults::undated(sample);
        let told = trials::seen(&text, sample.markup).told;
        inject(sample, &text, &told, &faults::UNDATED, places, &mut undated);
    }
    results.push(undated);
    results
}

fn result(kind: &'static str) -> Result {
    Result { kind, injected: 0, found: 0, codes: BTreeMap::new(), missed: Vec::new() }
}

fn inject(
    sample: &Sample,
    text: &str,
    clean: &[trials::Told],
    fault: &Fault,
    places: Vec<Mutant>,
    result: &mut Result,
) {
    for mutant in Seed::of(&sample.file, 0, fault.name).some(places, A_TEXT) {
        let mutated = mutant.apply(text);
        let told = trials::seen(&mutated, sample.markup).told;
        let around = trials::paragraph(&mutated, sample.markup, mutant.at.start);
        let mut news = trials::news(clean, &told, &mutant);
        news.retain(|told| fault.is_anywhere || (told.at.start <= around.end && around.start <= told.at.end));
        news.retain(|told| fault.is_told_by(told.code));
        result.injected += 1;
        result.found += usize::from(!news.is_empty());
        news.iter().for_each(|told| *result.codes.entry(told.code).or_default() += 1);
        if news.is_empty() {
            let line = table::line(text, mutant.at.start);
            let shown = table::around(text, &mutant.at, &mutant.with);
            result.missed.push(format!("{}:{line}  {shown}", sample.file));
        }
    }
}

/// Recall by kind, with the codes that told.
pub fn tables(samples: &[Sample]) -> String {
    let rows = all(samples).into_iter().map(|result| {
        let mut codes: Vec<_> = result.codes.iter().map(|(code, n)| (std::cmp::Reverse(*n), *code)).collect();
        codes.sort();
        let codes: Vec<String> = codes.iter().take(3).map(|(n, code)| format!("`{code}` {}", n.0)).collect();
        let (injected, found) = (result.injected, result.found);
        vec![
            result.kind.to_string(),
            injected.to_string(),
            found.to_string(),
            table::percent(found, injected),
            codes.join(", "),
        ]
    });
    let head = ["fault of form", "injected", "found", "recall", "told by"];
    format!("{}\n", table::markdown(&head, &rows.collect::<Vec<_>>()))
}

/// The faults that were not seen, of every kind whose name contains some words.
pub fn missed(samples: &[Sample], words: &str) -> String {
    let mut list = String::new();
    for result in all(samples).iter().filter(|result| result.kind.contains(words) && !result.missed.is_empty()) {
        writeln!(list, "{}  missed {} of {}", result.kind, result.missed.len(), result.injected).expect("text");
        result.missed.iter().for_each(|line| writeln!(list, "    {line}").expect("text"));
    }
    list
}
