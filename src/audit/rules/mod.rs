//! The rules. A new one is a file here, a line in [`ALL`] and a page in `docs/rules/`.

mod average_off;
mod glued_numbers;
mod list_off;
mod numbering_gap;
mod progress_falls;
mod respectively_off;
mod subset_off;
mod sum_off;
mod table_off;

use super::Verdicts;
use crate::reading::Reading;

pub type Rule = fn(&Reading, &mut Verdicts);

/// Each rule with its code.
pub const ALL: &[(&str, Rule)] = &[
    ("average-off", average_off::check),
    ("glued-numbers", glued_numbers::check),
    ("list-off", list_off::check),
    ("numbering-gap", numbering_gap::check),
    ("progress-falls", progress_falls::check),
    ("respectively-off", respectively_off::check),
    ("subset-off", subset_off::check),
    ("sum-off", sum_off::check),
    ("table-off", table_off::check),
];
