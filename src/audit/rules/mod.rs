//! The rules. A new one is a file here, a line in [`ALL`] and a page in `docs/rules/`.

mod average_off;
mod base_unsaid;
mod completion_off;
mod glued_numbers;
mod household_size;
mod rate_off;
mod rate_over_whole;
mod share_off;
mod times_off;

use super::Verdicts;
use crate::reading::Reading;

pub type Rule = fn(&Reading, &mut Verdicts);

/// Each rule with its code.
pub const ALL: &[(&str, Rule)] = &[
    ("average-off", average_off::check),
    ("share-off", share_off::check),
    ("rate-off", rate_off::check),
    ("base-unsaid", base_unsaid::check),
    ("completion-off", completion_off::check),
    ("rate-over-whole", rate_over_whole::check),
    ("household-size", household_size::check),
    ("times-off", times_off::check),
    ("glued-numbers", glued_numbers::check),
];
