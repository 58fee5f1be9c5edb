//! A link from one page to a place on another, where who made the first does not know the second.

use serde::{Deserialize, Serialize};

/// A link that is dead unless the page that it means has the id. One stands for all pages that one template made.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Lead {
    /// What it means: the path of a page, `#` and an id.
    pub means: String,
    /// The file of the template that made the link.
    pub template: String,
    /// The first page that has it, and the link as it stands there.
    pub page: String,
    pub link: String,
    /// On how many pages.
    pub pages: usize,
}

impl Lead {
    /// The page that is meant, and the id on it.
    pub fn target(&self) -> (&str, &str) {
        const END: &str = ".html";
        match self.means.find(".html#") {
            Some(at) => (&self.means[..at + END.len()], &self.means[at + END.len() + 1..]),
            None => (&self.means, ""),
        }
    }
}
