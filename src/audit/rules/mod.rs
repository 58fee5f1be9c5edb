//! The rules. A new one is a file here, a line in [`ALL`] and a page in `docs/rules/`.

mod average_off;
mod glued_numbers;

use super::Verdicts;
use crate::reading::Reading;

pub type Rule = fn(&Reading, &mut Verdicts);

/// Each rule with its code.
pub const ALL: &[(&str, Rule)] = &[("average-off", average_off::check), ("glued-numbers", glued_numbers::check)];
