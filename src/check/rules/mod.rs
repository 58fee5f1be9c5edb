//! The rules. A new one is a file here, a line in [`ALL`] and a page in `docs/rules/`.

mod comparison_disagrees;
mod completion_disagrees;
mod date_outside_year;
mod figure_disagrees;
mod formula_disagrees;
mod growth_disagrees;
mod increment_disagrees;
mod milestones_fall;
mod part_exceeds_whole;
mod rank_disagrees;
mod share_disagrees;
mod unbound_figure;

use super::Checked;
use crate::finding::Finding;

pub type Rule = fn(&Checked) -> Vec<Finding>;

/// Each rule with its code, in the order in which they are told of one place.
pub const ALL: [(&str, Rule); 12] = [
    ("comparison-disagrees", comparison_disagrees::check),
    ("completion-disagrees", completion_disagrees::check),
    ("date-outside-year", date_outside_year::check),
    ("figure-disagrees", figure_disagrees::check),
    ("formula-disagrees", formula_disagrees::check),
    ("growth-disagrees", growth_disagrees::check),
    ("increment-disagrees", increment_disagrees::check),
    ("milestones-fall", milestones_fall::check),
    ("part-exceeds-whole", part_exceeds_whole::check),
    ("rank-disagrees", rank_disagrees::check),
    ("share-disagrees", share_disagrees::check),
    ("unbound-figure", unbound_figure::check),
];
