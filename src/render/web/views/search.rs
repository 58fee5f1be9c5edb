//! The page on which readers search. What it lists is there for readers without scripts; `assets/search.js` puts results in
//! its place.

use super::Link;
use super::frame::{About, Frame, Level, Part, frame};
use crate::plan::address;
use crate::render::web::page::Page;
use serde::Serialize;

/// So many links the page has at most; a list that finds no more room is left to the page of its own.
const MOST_LINKS: usize = 500;

#[derive(Clone, Debug, Serialize)]
pub struct SearchPage {
    pub frame: Frame,
    pub title: String,
    pub description: String,
    /// Relative address of `assets/search.js`.
    pub script: String,
    /// Indicators, regions and reports.
    pub lists: Vec<LinkList>,
}

/// A list of links under the title of the page that has them all.
#[derive(Clone, Debug, Serialize)]
pub struct LinkList {
    /// For `id` attributes.
    pub id: String,
    pub all: Link,
    /// Empty where there are too many for one page.
    pub links: Vec<Link>,
}

pub fn page(page: Page) -> SearchPage {
    let title = page.word("search_title");
    let about = About {
        kind: "page-search".into(),
        part: Part::None,
        title: title.clone(),
        description: page.word("search_description"),
        keywords: ["nav_indicators", "nav_regions", "nav_reports"].map(|key| page.word(key)).to_vec(),
        above: Vec::new(),
        level: Level::Column { column_type: page.word("column_type_data") },
        json_ld: None,
    };
    let vocabulary = &page.book().vocabulary;
    let regions = page.book().regions.iter().filter(|region| page.index.shown.contains(&region.code));
    let home = page.to(address::HOME);
    let mut room = MOST_LINKS;
    SearchPage {
        frame: frame(page, about),
        title,
        description: page.word("search_description"),
        script: page.to("assets/search.js"),
        lists: vec![
            list(page, "indicators", page.to(address::INDICATORS), (&mut room, vocabulary.len()), || {
                vocabulary.iter().map(|(id, _)| page.indicator(id)).collect()
            }),
            list(page, "regions", format!("{home}#regions"), (&mut room, page.index.shown.len()), || {
                regions.map(|region| page.region(region.code)).collect()
            }),
            list(page, "reports", page.to(address::REPORTS), (&mut room, page.index.reports.len()), || {
                page.index.reports.iter().map(|i| page.report(&page.world.articles[*i])).collect()
            }),
        ],
    }
}

/// `count` links, where there is room for them.
fn list(
    page: Page,
    id: &str,
    href: String,
    (room, count): (&mut usize, usize),
    links: impl FnOnce() -> Vec<Link>,
) -> LinkList {
    let all = Link { text: page.word(&format!("nav_{id}")), href };
    let has_room = count <= *room;
    *room -= if has_room { count } else { 0 };
    LinkList { id: id.to_string(), all, links: if has_room { links() } else { Vec::new() } }
}
