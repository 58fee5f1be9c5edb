//! What the audit says of texts without a fault: its false alarms. From the corpus to tables and a list.

use super::corpus::Sample;
use super::{table, trials};
use std::collections::BTreeMap;
use std::fmt::Write;
use yearbook::finding::Severity;

/// False alarms by code, and how many there are for each thousand numerals.
pub fn tables(samples: &[Sample]) -> String {
    let mut codes: BTreeMap<(Severity, &str), usize> = BTreeMap::new();
    let mut numerals = 0;
    for sample in samples {
        let seen = trials::seen(&sample.text, sample.markup);
        numerals += seen.numerals;
        seen.told.iter().for_each(|told| *codes.entry((told.severity, told.code)).or_default() += 1);
    }
    let notes: usize = codes.iter().filter(|((severity, _), _)| *severity == Severity::Note).map(|(_, n)| n).sum();
    let alarms = codes.values().sum::<usize>() - notes;
    let mut rows: Vec<_> = codes
        .iter()
        .map(|((severity, code), n)| vec![format!("`{code}`"), severity.name().into(), n.to_string(), String::new()])
        .collect();
    rows.push(vec!["all".into(), "error or warning".into(), alarms.to_string(), table::per_thousand(alarms, numerals)]);
    rows.push(vec!["all".into(), "note".into(), notes.to_string(), table::per_thousand(notes, numerals)]);
    let head = ["code", "severity", "false alarms", "per thousand numerals"];
    format!("{} clean texts, {numerals} numerals\n\n{}\n", samples.len(), table::markdown(&head, &rows))
}

/// Every false alarm with its line.
pub fn alarms(samples: &[Sample]) -> String {
    let mut list = String::new();
    for sample in samples {
        for told in trials::seen(&sample.text, sample.markup).told {
            let end = told.at.end.min(told.at.start + 60);
            let end = (end..sample.text.len()).find(|i| sample.text.is_char_boundary(*i)).unwrap_or(sample.text.len());
            let shown = table::around(&sample.text, &(told.at.start..end), "");
            let line = table::line(&sample.text, told.at.start);
            let (file, severity, code) = (&sample.file, told.severity.name(), told.code);
            writeln!(list, "{file}:{line}  {severity} {code}  {}\n    {}", told.message, shown.replace("→】", "】"))
                .expect("text");
        }
    }
    list
}
