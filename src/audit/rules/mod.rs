//! The rules. A new one is a file here, a line in [`ALL`] and a page in `docs/rules/`.

mod approximate_number;
mod average_off;
mod base_unsaid;
mod breaks_off;
mod broken_date;
mod completion_off;
mod customary_unit;
mod date_off;
mod doubled_bound;
mod doubled_punctuation;
mod doubled_word;
mod editing_residue;
mod fall_by_times;
mod full_width_digits;
mod glued_numbers;
mod growth_off;
mod half_width_punctuation;
mod han_zero;
mod household_size;
mod increment_off;
mod leading_zero;
mod list_off;
mod missing_measure_word;
mod mixed_brackets;
mod mixed_days;
mod mixed_grouping;
mod mixed_numeral;
mod numbering_gap;
mod percent_or_points;
mod points_off;
mod product_off;
mod progress_falls;
mod range_dash;
mod range_unit;
mod rate_off;
mod rate_over_whole;
mod ratio_unit;
mod repeat_off;
mod repeated_passage;
mod respectively_off;
mod share_off;
mod streak_off;
mod subset_off;
mod sum_off;
mod table_off;
mod times_off;
#[cfg(test)]
mod tried;
mod undated_now;
mod unpaired_mark;
mod until_word;

use super::Verdicts;
use crate::reading::Reading;
#[cfg(test)]
use tried as tests;

pub type Rule = fn(&Reading, &mut Verdicts);

/// Each rule with its code.
pub const ALL: &[(&str, Rule)] = &[
    ("approximate-number", approximate_number::check),
    ("average-off", average_off::check),
    ("base-unsaid", base_unsaid::check),
    ("breaks-off", breaks_off::check),
    ("broken-date", broken_date::check),
    ("completion-off", completion_off::check),
    ("customary-unit", customary_unit::check),
    ("date-off", date_off::check),
    ("doubled-bound", doubled_bound::check),
    ("doubled-punctuation", doubled_punctuation::check),
    ("doubled-word", doubled_word::check),
    ("editing-residue", editing_residue::check),
    ("fall-by-times", fall_by_times::check),
    ("full-width-digits", full_width_digits::check),
    ("glued-numbers", glued_numbers::check),
    ("growth-off", growth_off::check),
    ("half-width-punctuation", half_width_punctuation::check),
    ("han-zero", han_zero::check),
    ("household-size", household_size::check),
    ("increment-off", increment_off::check),
    ("leading-zero", leading_zero::check),
    ("list-off", list_off::check),
    ("missing-measure-word", missing_measure_word::check),
    ("mixed-brackets", mixed_brackets::check),
    ("mixed-days", mixed_days::check),
    ("mixed-grouping", mixed_grouping::check),
    ("mixed-numeral", mixed_numeral::check),
    ("numbering-gap", numbering_gap::check),
    ("percent-or-points", percent_or_points::check),
    ("points-off", points_off::check),
    ("product-off", product_off::check),
    ("progress-falls", progress_falls::check),
    ("range-dash", range_dash::check),
    ("range-unit", range_unit::check),
    ("rate-off", rate_off::check),
    ("rate-over-whole", rate_over_whole::check),
    ("ratio-unit", ratio_unit::check),
    ("repeat-off", repeat_off::check),
    ("repeated-passage", repeated_passage::check),
    ("respectively-off", respectively_off::check),
    ("share-off", share_off::check),
    ("streak-off", streak_off::check),
    ("subset-off", subset_off::check),
    ("sum-off", sum_off::check),
    ("table-off", table_off::check),
    ("times-off", times_off::check),
    ("undated-now", undated_now::check),
    ("unpaired-mark", unpaired_mark::check),
    ("until-word", until_word::check),
];
