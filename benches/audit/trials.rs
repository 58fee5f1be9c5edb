//! Whether the audit sees a mutation: the mutated text must have a fault to tell that the clean one has not, in the paragraph of
//! the mutation or of one of its relation's numbers.

use super::corpus::{Relation, Sample};
use super::mutate::{self, Effect, Mutant};
use super::relations;
use std::collections::HashMap;
use std::ops::Range;
use std::panic::catch_unwind;
use yearbook::audit;
use yearbook::finding::{Finding, Severity, Spot};
use yearbook::reading::Markup;

/// One relation and what became of it.
pub struct Tried<'s> {
    pub sample: &'s Sample,
    pub relation: &'s Relation,
    pub is_verified: bool,
    pub trials: Vec<Trial>,
}

pub struct Trial {
    pub mutant: Mutant,
    /// Whether the relation can no longer hold as printed.
    pub has_left: bool,
    pub is_found: bool,
}

/// A finding, as far as two texts are compared by it.
#[derive(Clone, Debug)]
pub struct Told {
    pub code: &'static str,
    pub severity: Severity,
    pub message: String,
    pub at: Range<usize>,
}

/// What stands in place of a code where the audit did not come to an end.
const PANIC: &str = "panic";

/// A text as the audit saw it.
pub struct Seen {
    pub told: Vec<Told>,
    pub verified: Vec<Range<usize>>,
    pub numerals: usize,
}

pub fn seen(text: &str, markup: Markup) -> Seen {
    let Ok(audited) = catch_unwind(|| audit::text("text", text, markup)) else {
        let told =
            Told { code: PANIC, severity: Severity::Note, message: "the audit panicked".into(), at: 0..text.len() };
        return Seen { told: vec![told], verified: Vec::new(), numerals: 0 };
    };
    let verified = audited.verified.iter().map(|verified| bytes(&verified.place.spot, text)).collect();
    Seen {
        told: audited.findings.iter().map(|finding| told(finding, text)).collect(),
        verified,
        numerals: audited.numerals,
    }
}

fn told(finding: &Finding, text: &str) -> Told {
    let at = bytes(&finding.place.spot, text);
    Told { code: finding.code, severity: finding.severity, message: finding.message.zh.clone(), at }
}

fn bytes(spot: &Spot, text: &str) -> Range<usize> {
    match spot {
        Spot::Bytes { start, end } => *start..*end,
        _ => 0..text.len(),
    }
}

/// What is told of a mutated text and was not of the clean one.
pub fn news<'t>(clean: &[Told], mutated: &'t [Told], mutant: &Mutant) -> Vec<&'t Told> {
    let was_told = |now: &Told| {
        clean.iter().any(|old| {
            let place = mutant.shifted(&old.at);
            let is_near = place.start.abs_diff(now.at.start) <= 3 || place == now.at;
            old.code == now.code
                && (is_near || (old.message == now.message && place.start.abs_diff(now.at.start) <= 60))
        })
    };
    mutated.iter().filter(|now| !was_told(now)).collect()
}

/// The paragraph around a byte: up to empty lines in Markdown, a line elsewhere.
pub fn paragraph(text: &str, markup: Markup, byte: usize) -> Range<usize> {
    let end = match markup {
        Markup::Markdown => "\n\n",
        Markup::Plain => "\n",
    };
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    let start = text[..byte].rfind(end).map_or(0, |i| i + end.len());
    start..text[byte..].find(end).map_or(text.len(), |i| byte + i)
}

/// Tries all relations of a text; those that do not hold as annotated are given back as doubts.
pub fn of(sample: &Sample) -> (Vec<Tried<'_>>, Vec<String>) {
    let clean = seen(&sample.text, sample.markup);
    let mut audits: HashMap<(Range<usize>, String), Vec<Told>> = HashMap::new();
    let (mut all, mut doubts) = (Vec::new(), Vec::new());
    for relation in &sample.relations {
        if relations::holds(&sample.text, relation, false) != Some(true) {
            doubts.push(format!(
                "{}: {} “{}” does not hold, or cannot be read",
                sample.file, relation.class, relation.anchor
            ));
            continue;
        }
        let meets = |place: &Range<usize>| place.start < relation.result.end && relation.result.start < place.end;
        let mut tried = Tried { sample, relation, is_verified: clean.verified.iter().any(meets), trials: Vec::new() };
        for mutant in mutate::mutants(sample, relation) {
            let mutated = mutant.apply(&sample.text);
            let moved = mutant.moved(relation);
            let has_left = match mutant.effect {
                Effect::Break => true,
                Effect::Turn => relations::holds(&mutated, &moved, true) == Some(false),
                Effect::Recount => relations::holds(&mutated, &moved, false) == Some(false),
            };
            let is_found = has_left && {
                let key = (mutant.at.clone(), mutant.with.clone());
                let told = audits.entry(key).or_insert_with(|| seen(&mutated, sample.markup).told);
                is_found(&mutated, sample.markup, &moved, &mutant, &news(&clean.told, told, &mutant))
            };
            tried.trials.push(Trial { mutant, has_left, is_found });
        }
        all.push(tried);
    }
    (all, doubts)
}

fn is_found(text: &str, markup: Markup, relation: &Relation, mutant: &Mutant, news: &[&Told]) -> bool {
    let starts = relation.numbers.iter().map(|number| number.at.start).chain([mutant.at.start]);
    let paragraphs: Vec<_> = starts.map(|byte| paragraph(text, markup, byte)).collect();
    news.iter().any(|told| {
        told.severity != Severity::Note && paragraphs.iter().any(|p| told.at.start <= p.end && p.start <= told.at.end)
    })
}
