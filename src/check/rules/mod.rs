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

pub const ALL: [Rule; 7] = [
    date_outside_year::check,
    formula_disagrees::check,
    growth_disagrees::check,
    milestones_fall::check,
    part_exceeds_whole::check,
    share_disagrees::check,
    unbound_figure::check,
];
