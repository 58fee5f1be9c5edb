//! Links between the parts of a site that several machines made. Comes in: what each part could not look up, and the pages that
//! are meant. Goes out: findings about ids that these pages do not have. Reads no other page.

use super::scan::{Found, scan};
use super::{Dead, unescaped, warning};
use crate::finding::Finding;
use crate::model::lead::Lead;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Mutex;

/// The links between parts that are still to be looked up.
pub struct Between {
    /// By the page that they mean.
    open: Mutex<HashMap<String, Vec<Lead>>>,
    /// The pages that are meant.
    pages: HashSet<String>,
}

impl Between {
    pub fn of(leads: Vec<Lead>) -> Self {
        let mut open: HashMap<String, Vec<Lead>> = HashMap::new();
        for lead in leads {
            open.entry(lead.target().0.to_string()).or_default().push(lead);
        }
        Self { pages: open.keys().cloned().collect(), open: Mutex::new(open) }
    }

    /// Whether some link leads to a place on this page.
    pub fn wants(&self, page: &str) -> bool {
        self.pages.contains(page)
    }

    /// Takes a page that is wanted.
    pub fn read(&self, page: &str, html: &str) {
        let mut ids = HashSet::new();
        scan(html, &mut |found| {
            if let Found::Id(id) = found {
                ids.insert(unescaped(id));
            }
        });
        let mut open = self.open.lock().expect("no thread panics while it holds this");
        if let Some(leads) = open.get_mut(page) {
            leads.retain(|lead| !ids.contains(lead.target().1));
        }
    }

    /// What leads nowhere, once all pages that are wanted were read: told once for each template, as of a site made at once.
    pub fn findings(self) -> Vec<Finding> {
        let open = self.open.into_inner().expect("no thread panics while it holds this");
        let mut dead: BTreeMap<(String, String), Dead> = BTreeMap::new();
        for lead in open.into_values().flatten() {
            let Lead { means, template, page, link, pages } = lead;
            let one = Dead { kind: template.clone(), page, link, means: means.clone(), pages };
            match dead.entry((template, means)) {
                std::collections::btree_map::Entry::Occupied(mut known) => super::join(known.get_mut(), one),
                std::collections::btree_map::Entry::Vacant(place) => drop(place.insert(one)),
            }
        }
        dead.into_iter().map(|((template, _), dead)| warning(&template, dead)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lead(page: &str, means: &str, pages: usize) -> Lead {
        Lead { means: means.into(), template: "t.html".into(), page: page.into(), link: format!("../{means}"), pages }
    }

    #[test]
    fn what_the_other_part_has_is_silent_and_the_rest_told_once() {
        let leads = [
            lead("b/1.html", "a/x.html#甲", 2),
            lead("a/1.html", "a/x.html#no", 3),
            lead("b/1.html", "a/x.html#no", 1),
        ];
        let between = Between::of(leads.to_vec());
        assert!(between.wants("a/x.html") && !between.wants("a/1.html"));
        between.read("a/x.html", "<p id='甲'><p id=other>");
        let told: Vec<String> = between.findings().into_iter().map(|finding| finding.message.en).collect();
        assert_eq!(
            told,
            ["the link ../a/x.html#no of the page a/1.html is dead: there is no a/x.html#no (one of 4 such pages)"]
        );
    }
}
