//! What a text says of its own numbers, recomputed: from a reading to verdicts, one rule, one file. Needs no data. A rule
//! tells what cannot be right and also what holds, so that an editor sees what was verified.

pub mod arithmetic;
mod compared;
mod items;
mod mend;
mod passage;
pub mod relations;
pub mod rules;
mod verdicts;

pub use verdicts::{Held, Told, Verdicts};

pub(crate) use mend::differ_by_a_slip;

use crate::finding::{Finding, Place};
use crate::reading::{Markup, Reading};

/// A relation of a text that was recomputed and holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The rule that looked.
    pub code: &'static str,
    pub place: Place,
    /// `1.7亿元÷4.8万户 = 3541.67元`
    pub arithmetic: String,
}

/// What there is to tell of one text.
#[derive(Debug, Default)]
pub struct Audited {
    pub findings: Vec<Finding>,
    pub verified: Vec<Verified>,
    /// How many runs of digits the text has.
    pub numerals: usize,
}

/// Audits a text from outside.
pub fn text(file: &str, source: &str, markup: Markup) -> Audited {
    reading(file, &Reading::of(source, markup, &[]))
}

/// Audits what was read of a file.
pub fn reading(file: &str, reading: &Reading) -> Audited {
    let mut verdicts = Verdicts::new(reading);
    for (code, rule) in rules::ALL {
        verdicts.begin(code);
        rule(reading, &mut verdicts);
    }
    let (told, held) = verdicts.into_parts();
    let place = |range| Place::bytes(file, reading.source(range));
    let findings = told.into_iter().map(|told| {
        let place = match told.source {
            Some(bytes) => Place::bytes(file, bytes),
            None => place(told.range),
        };
        Finding::new(told.code, told.severity, place, told.message).help(told.help.zh, told.help.en)
    });
    let verified = held.into_iter().map(|held| Verified {
        code: held.code,
        place: place(held.range),
        arithmetic: held.arithmetic,
    });
    Audited { findings: findings.collect(), verified: verified.collect(), numerals: reading.numerals.len() }
}
