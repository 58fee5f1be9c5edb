//! How many of the mutations that make a relation false the audit sees, by class of relation and by kind of mutation; and which
//! relations it verifies in the clean texts.

use super::corpus::Sample;
use super::table;
use super::trials::{self, Trial, Tried};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Mutations tried, those after which the relation cannot hold, those found.
#[derive(Default, Clone, Copy)]
struct Count {
    tried: usize,
    left: usize,
    found: usize,
}

impl Count {
    fn add(&mut self, trial: &Trial) {
        self.tried += 1;
        self.left += usize::from(trial.has_left);
        self.found += usize::from(trial.is_found);
    }

    fn row(self, name: &str) -> Vec<String> {
        let numbers = [self.tried, self.left, self.found].map(|n| n.to_string());
        [name.to_string()].into_iter().chain(numbers).chain([table::percent(self.found, self.left)]).collect()
    }
}

fn all(samples: &[Sample]) -> (Vec<Tried<'_>>, Vec<String>) {
    let mut doubts: Vec<String> =
        samples.iter().flat_map(|s| s.doubts.iter().map(|doubt| format!("{}: {doubt}", s.file))).collect();
    let mut tried = Vec::new();
    for sample in samples {
        let (of_one, more) = trials::of(sample);
        tried.extend(of_one);
        doubts.extend(more);
    }
    (tried, doubts)
}

/// Verified relations by class; recall by class and by kind.
pub fn tables(samples: &[Sample]) -> String {
    let (tried, doubts) = all(samples);
    let mut verified: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut classes: BTreeMap<&str, Count> = BTreeMap::new();
    let mut kinds: BTreeMap<&str, Count> = BTreeMap::new();
    for one in &tried {
        let class = one.relation.class.as_str();
        for class in [class, "~ all"] {
            let (relations, held) = verified.entry(class).or_default();
            *relations += 1;
            *held += usize::from(one.is_verified);
        }
        for trial in &one.trials {
            classes.entry(class).or_default().add(trial);
            classes.entry("~ all").or_default().add(trial);
            kinds.entry(trial.mutant.kind).or_default().add(trial);
        }
    }
    let rows = |counts: &BTreeMap<&str, Count>| -> Vec<_> {
        counts.iter().map(|(name, count)| count.row(name.trim_start_matches("~ "))).collect()
    };
    let verified: Vec<_> = verified
        .iter()
        .map(|(class, (relations, held))| {
            let class = class.trim_start_matches("~ ").to_string();
            vec![class, relations.to_string(), held.to_string(), table::percent(*held, *relations)]
        })
        .collect();
    let doubts: String = doubts.iter().map(|doubt| format!("annotation left out: {doubt}\n")).collect();
    format!(
        "{}\n{}\n{}\n{doubts}",
        table::markdown(&["relation", "annotated", "verified", "rate"], &verified),
        table::markdown(&["relation", "mutations", "made false", "found", "recall"], &rows(&classes)),
        table::markdown(&["mutation", "tried", "made false", "found", "recall"], &rows(&kinds)),
    )
}

/// The mutations that were not seen, relation by relation, those that are never seen first.
pub fn missed(samples: &[Sample], class: Option<&str>) -> String {
    let (mut tried, _) = all(samples);
    tried.retain(|one| class.is_none_or(|class| one.relation.class == class));
    let left = |one: &Tried| one.trials.iter().filter(|t| t.has_left).count();
    let found = |one: &Tried| one.trials.iter().filter(|t| t.is_found).count();
    tried.sort_by_key(|one| (one.relation.class.clone(), found(one) * 100 / left(one).max(1)));
    let mut list = String::new();
    for one in tried.iter().filter(|one| found(one) < left(one)) {
        let text = &one.sample.text;
        writeln!(
            list,
            "{}  {}:{}  “{}”  missed {} of {}{}",
            one.relation.class,
            one.sample.file,
            table::line(text, one.relation.result.start),
            one.relation.anchor,
            left(one) - found(one),
            left(one),
            if one.is_verified { ", verified" } else { ", not verified" }
        )
        .expect("text");
        for trial in one.trials.iter().filter(|t| t.has_left && !t.is_found) {
            let Trial { mutant, .. } = trial;
            writeln!(list, "    {:<15}{}", mutant.kind, table::around(text, &mutant.at, &mutant.with)).expect("text");
        }
    }
    list
}
