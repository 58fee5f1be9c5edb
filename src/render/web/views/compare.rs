//! Two to four places beside each other: a script fills the table for those that the reader chooses; without it the page leads to
//! the tables that stand on the pages of the places.

use super::frame::{About, Frame, Level, Part, frame};
use super::{Link, comparison};
use crate::model::RegionCode;
use crate::plan::address;
use crate::render::web::compare;
use crate::render::web::page::Page;
use serde::Serialize;
use serde_json::json;

#[derive(Clone, Debug, Serialize)]
pub struct ComparePage {
    pub frame: Frame,
    pub title: String,
    pub description: String,
    /// Places with figures.
    pub places: Vec<PlaceEntry>,
    /// For the script: names, units and pages of the indicators, by domain; addresses to fill in.
    pub data_json: String,
    /// Relative address of `assets/compare.js`.
    pub script: String,
    /// Tables of places below one place.
    pub tables: Vec<Link>,
}

#[derive(Clone, Debug, Serialize)]
pub struct PlaceEntry {
    pub code: String,
    /// Its name; with its code where another place has the same.
    pub label: String,
}

pub fn compare(page: Page) -> ComparePage {
    let (title, description) = (page.word("compare_title"), page.word("compare_description"));
    let about = About {
        kind: "page-compare".into(),
        part: Part::Compare,
        title: title.clone(),
        description: description.clone(),
        keywords: vec![page.word("nav_regions"), page.word("nav_indicators")],
        above: Vec::new(),
        level: Level::Column { column_type: page.word("column_type_data") },
        json_ld: None,
    };
    ComparePage {
        frame: frame(page, about),
        title,
        description,
        places: places(page),
        data_json: data(page),
        script: page.to("assets/compare.js"),
        tables: tables(page),
    }
}

fn places(page: Page) -> Vec<PlaceEntry> {
    let place = |code: &RegionCode| PlaceEntry { code: code.to_string(), label: page.book().regions.name_apart(*code) };
    page.index.years_of.keys().map(place).collect()
}

fn data(page: Page) -> String {
    let vocabulary = &page.book().vocabulary;
    let shared = compare::indicators(page.book());
    let of_domain = |domain: usize| -> Vec<_> {
        let ids = shared.iter().filter(|id| vocabulary.get(**id).domain == domain);
        ids.map(|id| json!([vocabulary.get(*id).slug, vocabulary.get(*id).name])).collect()
    };
    let domains = vocabulary.domains.iter().enumerate().map(|(i, domain)| (&domain.name, of_domain(i)));
    let domains: Vec<_> = domains.filter(|(_, ids)| !ids.is_empty()).map(|(name, ids)| json!([name, ids])).collect();
    let root = page.to(address::HOME);
    super::frame::script_text(&json!({
        "root": root.strip_suffix(address::HOME).unwrap_or_default(),
        "year": page.word("year_unit"),
        "indicator": page.word("indicator"),
        "nothing": page.word("compare_nothing"),
        "unknown": page.word("compare_unknown"),
        "failed": page.word("compare_failed"),
        "domains": domains,
    }))
}

/// To the tables on the pages of the places above others.
fn tables(page: Page) -> Vec<Link> {
    let has_children = |code: &&RegionCode| comparison::has_children_table(page, **code);
    let link = |code: &RegionCode| {
        let link = page.region(*code);
        Link { href: format!("{}#below", link.href), ..link }
    };
    page.index.shown.iter().filter(has_children).map(link).collect()
}
