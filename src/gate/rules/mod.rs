//! The rules of the gate. A new one is a file here, a line in [`ALL`] and a page in `docs/rules/`; one that looks at finished pages
//! stands in [`OF_PAGES`].

mod bank_card;
mod draft_mark;
mod empty_column;
mod home_address;
mod identity_number;
mod landline_number;
mod low_contrast;
mod map_without_number;
mod missing_alternative;
mod missing_attachment;
mod missing_pubdate;
mod missing_publisher;
mod mobile_number;
mod outdated_term;
mod picture_author;
mod picture_position;
mod secrecy_mark;
#[cfg(test)]
mod tried;

use super::Content;
use crate::finding::Finding;
use crate::pipeline::{Finished, Proof};

pub type Rule = fn(&Content) -> Vec<Finding>;

/// Each rule with its code.
pub const ALL: [(&str, Rule); 16] = [
    ("bank-card", bank_card::check),
    ("draft-mark", draft_mark::check),
    ("empty-column", empty_column::check),
    ("home-address", home_address::check),
    ("identity-number", identity_number::check),
    ("landline-number", landline_number::check),
    ("low-contrast", low_contrast::check),
    ("map-without-number", map_without_number::check),
    ("missing-alternative", missing_alternative::check),
    ("missing-attachment", missing_attachment::check),
    ("missing-publisher", missing_publisher::check),
    ("mobile-number", mobile_number::check),
    ("outdated-term", outdated_term::check),
    ("picture-author", picture_author::check),
    ("picture-position", picture_position::check),
    ("secrecy-mark", secrecy_mark::check),
];

/// The codes of the rules about what belongs to persons.
pub const PERSONS: [&str; 7] = [
    "bank-card",
    "home-address",
    "identity-number",
    "landline-number",
    "mobile-number",
    "picture-author",
    "picture-position",
];

/// The codes of the rules that look at finished pages.
pub const OF_PAGES: [&str; 1] = ["missing-pubdate"];

/// What these tell of one page.
pub fn of_page(proof: &Proof, page: &Finished) -> Vec<Finding> {
    missing_pubdate::check(proof, page)
}
