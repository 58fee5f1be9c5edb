//! The rules. A new one is a file here, a line in [`ALL`] and a page in `docs/rules/`.

mod average_off;
mod doubled_bound;
mod doubled_word;
mod fall_by_times;
mod glued_numbers;
mod percent_or_points;
mod repeated_passage;
#[cfg(test)]
mod tried;

use super::Verdicts;
use crate::reading::Reading;

pub type Rule = fn(&Reading, &mut Verdicts);

/// Each rule with its code.
pub const ALL: &[(&str, Rule)] = &[
    ("average-off", average_off::check),
    ("glued-numbers", glued_numbers::check),
    ("percent-or-points", percent_or_points::check),
    ("fall-by-times", fall_by_times::check),
    ("doubled-bound", doubled_bound::check),
    ("doubled-word", doubled_word::check),
    ("repeated-passage", repeated_passage::check),
];
