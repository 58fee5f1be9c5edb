//! The rules. A new one is a file here, a line in [`ALL`] and a page in `docs/rules/`.

mod date_outside_year;
mod formula_disagrees;
mod growth_disagrees;
mod milestones_fall;
mod part_exceeds_whole;
mod share_disagrees;
mod unbound_figure;

use super::Checked;
use crate::finding::Finding;

pub type Rule = fn(&Checked) -> Vec<Finding>;

/// Each rule with its code, in the order in which they are told of one place.
pub const ALL: [(&str, Rule); 7] = [
    ("date-outside-year", date_outside_year::check),
    ("formula-disagrees", formula_disagrees::check),
    ("growth-disagrees", growth_disagrees::check),
    ("milestones-fall", milestones_fall::check),
    ("part-exceeds-whole", part_exceeds_whole::check),
    ("share-disagrees", share_disagrees::check),
    ("unbound-figure", unbound_figure::check),
];
