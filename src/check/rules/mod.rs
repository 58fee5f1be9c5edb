//! The rules. A new one is a file here, a line in [`ALL`] and a page in `docs/rules/`.

mod children_disagree;
mod comparison_disagrees;
mod completion_disagrees;
mod cumulative_falls;
mod date_outside_year;
mod derived_disagrees;
mod figure_disagrees;
mod forecast_as_result;
mod formula_disagrees;
mod growth_disagrees;
mod increment_disagrees;
mod last_year_disagrees;
mod magnitude_slip;
mod milestones_fall;
mod missing_site_tag;
mod part_exceeds_whole;
mod parts_disagree;
mod printed_differently;
mod rank_disagrees;
mod reference_disagrees;
mod reports_disagree;
mod share_disagrees;
mod streak_disagrees;
mod targets_disagree;
mod two_values;
mod unbound_figure;

use super::Checked;
use crate::finding::Finding;

pub type Rule = fn(&Checked) -> Vec<Finding>;

/// Each rule with its code, in the order in which they are told of one place.
pub const ALL: [(&str, Rule); 26] = [
    ("children-disagree", children_disagree::check),
    ("comparison-disagrees", comparison_disagrees::check),
    ("completion-disagrees", completion_disagrees::check),
    ("cumulative-falls", cumulative_falls::check),
    ("date-outside-year", date_outside_year::check),
    ("derived-disagrees", derived_disagrees::check),
    ("figure-disagrees", figure_disagrees::check),
    ("forecast-as-result", forecast_as_result::check),
    ("formula-disagrees", formula_disagrees::check),
    ("growth-disagrees", growth_disagrees::check),
    ("increment-disagrees", increment_disagrees::check),
    ("last-year-disagrees", last_year_disagrees::check),
    ("magnitude-slip", magnitude_slip::check),
    ("milestones-fall", milestones_fall::check),
    ("missing-site-tag", missing_site_tag::check),
    ("part-exceeds-whole", part_exceeds_whole::check),
    ("parts-disagree", parts_disagree::check),
    ("printed-differently", printed_differently::check),
    ("rank-disagrees", rank_disagrees::check),
    ("reference-disagrees", reference_disagrees::check),
    ("reports-disagree", reports_disagree::check),
    ("share-disagrees", share_disagrees::check),
    ("streak-disagrees", streak_disagrees::check),
    ("targets-disagree", targets_disagree::check),
    ("two-values", two_values::check),
    ("unbound-figure", unbound_figure::check),
];
