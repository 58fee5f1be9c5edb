//! The rules. A new one is a file here, a line in [`ALL`] and a page in `docs/rules/`.

mod approximate_number;
mod average_off;
mod breaks_off;
mod customary_unit;
mod doubled_bound;
mod doubled_punctuation;
mod doubled_word;
mod editing_residue;
mod fall_by_times;
mod full_width_digits;
mod glued_numbers;
mod half_width_punctuation;
mod han_zero;
mod leading_zero;
mod missing_measure_word;
mod mixed_brackets;
mod mixed_grouping;
mod mixed_numeral;
mod percent_or_points;
mod range_dash;
mod range_unit;
mod ratio_unit;
mod repeated_passage;
#[cfg(test)]
mod tried;
mod unpaired_mark;
mod until_word;

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
    ("unpaired-mark", unpaired_mark::check),
    ("breaks-off", breaks_off::check),
    ("ratio-unit", ratio_unit::check),
    ("customary-unit", customary_unit::check),
    ("mixed-brackets", mixed_brackets::check),
    ("half-width-punctuation", half_width_punctuation::check),
    ("doubled-punctuation", doubled_punctuation::check),
    ("mixed-numeral", mixed_numeral::check),
    ("range-unit", range_unit::check),
    ("range-dash", range_dash::check),
    ("approximate-number", approximate_number::check),
    ("full-width-digits", full_width_digits::check),
    ("han-zero", han_zero::check),
    ("mixed-grouping", mixed_grouping::check),
    ("leading-zero", leading_zero::check),
    ("until-word", until_word::check),
    ("missing-measure-word", missing_measure_word::check),
    ("editing-residue", editing_residue::check),
];
