//! How much the gate sees and how quiet it is: seeded defects and near misses, each in a report, a picture or a title of its own, all of
//! them judged as one site; recall and precision for each rule. `cargo bench --bench gate`; `-- --missed` lists what was not seen,
//! `-- --alarms` the false alarms. Nothing passes or fails.
#![allow(clippy::disallowed_methods, reason = "a benchmark writes the site that it judges")]

#[path = "../audit/docs.rs"]
mod docs;
mod marks;
mod persons;
mod phones;
mod pictures;
#[path = "../audit/seed.rs"]
#[allow(dead_code, reason = "the audit uses more of it")]
mod seed;
mod site;
#[path = "../audit/table.rs"]
#[allow(dead_code, reason = "the audit uses more of it")]
mod table;
mod terms;

use site::{Sample, Site};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let clean = site::clean_texts();
    let mut samples: Vec<Sample> = Vec::new();
    persons::add(&mut samples);
    phones::add(&mut samples);
    marks::add(&mut samples);
    terms::add(&mut samples);
    pictures::add(&mut samples);
    let site = Site::of(&samples, &clean);
    let proof = site.proof();
    let begun = Instant::now();
    let findings = yearbook::gate::examine(&proof, site.root()).expect("the disk works");
    let taken = begun.elapsed();
    let mut told: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for finding in &findings {
        told.entry(finding.place.file.to_string()).or_default().insert(finding.code);
    }
    let is_told = |sample: &Sample, code: &str| {
        sample.files.iter().any(|(path, _)| told.get(path).is_some_and(|codes| codes.contains(code)))
    };
    match arguments.first().map(String::as_str) {
        Some("--missed") => {
            for sample in samples.iter().filter(|s| s.is_fault && !is_told(s, s.code)) {
                println!("{}: {}", sample.code, sample.shown);
            }
        }
        Some("--alarms") => {
            for finding in findings.iter() {
                let of = samples.iter().find(|s| s.files.iter().any(|(path, _)| *path == *finding.place.file));
                if of.is_none_or(|s| !s.is_fault || s.code != finding.code) && site::is_judged(finding.code) {
                    let shown = of.map_or(finding.place.file.to_string(), |s| s.shown.clone());
                    println!("{}: {}: {shown}", finding.code, finding.message.zh);
                }
            }
        }
        _ => {
            let results = tables(&samples, &told, &is_told, taken.as_millis());
            print!("{results}");
            docs::keep("gate", &results);
        }
    }
}

fn tables(
    samples: &[Sample],
    told: &BTreeMap<String, BTreeSet<&str>>,
    is_told: &dyn Fn(&Sample, &str) -> bool,
    milliseconds: u128,
) -> String {
    let codes: BTreeSet<&str> = samples.iter().map(|sample| sample.code).collect();
    let mut rows = Vec::new();
    let mut all = [0; 4];
    for code in codes {
        let of_code = || samples.iter().filter(|sample| sample.code == code);
        let faults = of_code().filter(|sample| sample.is_fault).count();
        let near = of_code().filter(|sample| !sample.is_fault).count();
        let found = of_code().filter(|sample| sample.is_fault && is_told(sample, code)).count();
        // Every file counts that was told to have the defect, also one that was made for another rule.
        let right: BTreeSet<&String> =
            of_code().filter(|s| s.is_fault).flat_map(|s| s.files.iter().map(|(path, _)| path)).collect();
        let false_alarms = told.iter().filter(|(path, codes)| codes.contains(code) && !right.contains(path)).count();
        rows.push(row(code, [faults, near, found, false_alarms]));
        for (sum, count) in all.iter_mut().zip([faults, near, found, false_alarms]) {
            *sum += count;
        }
    }
    rows.push(row("all", all));
    let head = ["rule", "defects", "near misses", "found", "recall", "false alarms", "precision"];
    let files: usize = samples.iter().map(|sample| sample.files.len()).sum();
    format!(
        "{} samples in {files} files, and {} clean texts; the rules took {milliseconds} ms for all of them.\n\n{}",
        samples.len(),
        site::clean_texts().len(),
        table::markdown(&head, &rows)
    )
}

fn row(code: &str, [faults, near, found, alarms]: [usize; 4]) -> Vec<String> {
    vec![
        code.to_string(),
        faults.to_string(),
        near.to_string(),
        found.to_string(),
        table::percent(found, faults),
        alarms.to_string(),
        table::percent(found, found + alarms),
    ]
}
