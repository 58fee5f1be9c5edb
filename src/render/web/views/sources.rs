//! Sources: the page of all of them, those of single years where they are many, and the numbered list at the end of a page that prints figures.

use super::frame::{About, Frame, Level, Part, frame};
use super::{DateView, Link};
use crate::derive::SourceUse;
use crate::model::Source;
use crate::plan::{Site, address};
use crate::render::web::index::Index;
use crate::render::web::page::Page;
use rustc_hash::FxHashMap;
use serde::{Serialize, Serializer};
use std::cell::RefCell;

#[derive(Clone, Serialize)]
pub struct SourcesPage<'a> {
    pub frame: Frame,
    pub title: String,
    pub sources: ListedSources<'a>,
    /// The pages of single years, where this one cannot hold all sources.
    pub years: Vec<SourcesOfYear>,
    pub earlier: Link,
    pub later: Link,
}

#[derive(Clone, Debug, Serialize)]
pub struct SourcesOfYear {
    pub page: Link,
    pub sources: usize,
}

/// A list of [`SourceView`]s, each made when the template's context is: a year of a nation has some thousand.
#[derive(Clone, Default)]
pub struct ListedSources<'a>(&'a [SourceUse]);

impl Serialize for ListedSources<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((1..).zip(self.0).map(|(number, used)| listed(number, used)))
    }
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct SourceView {
    /// Its number in the list that it stands in, from 1.
    pub number: usize,
    /// The `id` of its entry on the page of sources.
    pub anchor: String,
    pub title: String,
    pub publisher: String,
    pub date: DateView,
    /// The outside address; only http and https are given.
    pub url: String,
    /// How many figures it gave to the whole site.
    pub figures: usize,
    pub targets: usize,
    /// Its entry on the page of sources; empty on that page and for a source that stands only in prose.
    pub href: String,
}

/// The page of all sources; where each year has its own page, it leads to those.
pub fn all<'a>(page: Page<'a>) -> SourcesPage<'a> {
    let tally = &page.index.tally;
    let years: Vec<SourcesOfYear> = tally.source_years().filter_map(|(year, used)| entry(page, year, used)).collect();
    let (title, count) = (page.word("sources_title"), tally.sources.len().to_string());
    let (sources, words) = match years.is_empty() {
        true => (ListedSources(&tally.sources), "sources_description"),
        false => (ListedSources::default(), "sources_description_by_year"),
    };
    let description = page.words.fill(words, &[("count", &count)]);
    SourcesPage { sources, years, ..sources_page(page, title, description, Vec::new()) }
}

/// The page of the sources of one year, or of those without a date.
pub fn of_year<'a>(page: Page<'a>, year: Option<i32>) -> SourcesPage<'a> {
    let years: Vec<(Option<i32>, &[SourceUse])> = page.index.tally.source_years().collect();
    let at = years.iter().position(|(other, _)| *other == year);
    let sources = at.map_or(&[][..], |at| years[at].1);
    let count = sources.len().to_string();
    let description = match year {
        Some(year) => page.words.fill("sources_description_of_year", &[("year", &year.to_string()), ("count", &count)]),
        None => page.words.fill("sources_description_undated", &[("count", &count)]),
    };
    let neighbour = |at: Option<usize>| {
        let (year, used) = at.and_then(|at| years.get(at))?;
        Some(Link { text: title_of(page, *year), ..entry(page, *year, used)?.page })
    };
    let above = vec![Link { text: page.word("nav_sources"), href: page.to(address::SOURCES) }];
    SourcesPage {
        sources: ListedSources(sources),
        // The newest comes first.
        earlier: neighbour(at.map(|at| at + 1)).unwrap_or_default(),
        later: neighbour(at.and_then(|at| at.checked_sub(1))).unwrap_or_default(),
        ..sources_page(page, title_of(page, year), description, above)
    }
}

fn sources_page<'a>(page: Page<'a>, title: String, description: String, above: Vec<Link>) -> SourcesPage<'a> {
    let about = About {
        kind: "page-sources".into(),
        part: Part::Sources,
        title: title.clone(),
        description,
        keywords: vec![page.word("nav_sources")],
        above,
        level: Level::Column { column_type: page.word("column_type_data") },
        json_ld: None,
    };
    SourcesPage {
        frame: frame(page, about),
        title,
        sources: ListedSources::default(),
        years: Vec::new(),
        earlier: Link::default(),
        later: Link::default(),
    }
}

/// The way to the page of a year's sources; `None` where they stand on the page of all.
fn entry(page: Page, year: Option<i32>, used: &[SourceUse]) -> Option<SourcesOfYear> {
    let href = page.link_if_made(&address::sources_of(year));
    let text = match year {
        Some(year) => page.words.fill("year_title", &[("year", &year.to_string())]),
        None => page.word("undated"),
    };
    let link = Link { text, href };
    (!link.href.is_empty()).then_some(SourcesOfYear { page: link, sources: used.len() })
}

fn title_of(page: Page, year: Option<i32>) -> String {
    match year {
        Some(year) => page.words.fill("sources_of_year", &[("year", &year.to_string())]),
        None => page.word("sources_undated"),
    }
}

/// An entry of a page of sources.
fn listed(number: usize, used: &SourceUse) -> SourceView {
    let source = &used.source;
    let url = source.url.clone().filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    SourceView {
        number,
        anchor: format!("s{number}"),
        title: source.title.clone(),
        publisher: source.publisher.clone().unwrap_or_default(),
        date: source.date.map(DateView::from).unwrap_or_default(),
        url: url.unwrap_or_default(),
        figures: used.figures,
        targets: used.targets,
        href: String::new(),
    }
}

/// The number of the source that all rows of a table share; 0 where they do not.
pub fn shared(mut numbers: impl Iterator<Item = usize>) -> usize {
    let first = numbers.next().unwrap_or_default();
    if numbers.all(|number| number == first) { first } else { 0 }
}

/// Numbers the sources of one page in the order in which its figures name them.
pub struct Footnotes<'a> {
    site: &'a Site,
    index: &'a Index,
    /// The page on which they stand.
    path: &'a str,
    views: RefCell<Vec<SourceView>>,
    /// The numbers of what was asked for: by the position of all, and by where a source lies in memory, which is
    /// found faster than its words.
    numbers: RefCell<FxHashMap<usize, usize>>,
    seen: RefCell<FxHashMap<usize, usize>>,
}

impl<'a> Footnotes<'a> {
    pub fn on(path: &'a str, site: &'a Site, index: &'a Index) -> Self {
        Self { site, index, path, views: RefCell::default(), numbers: RefCell::default(), seen: RefCell::default() }
    }

    /// The number of a source in this page's list; 0 for one that the book does not know.
    pub fn number(&self, source: &Source) -> usize {
        let address = std::ptr::from_ref(source).addr();
        if let Some(number) = self.seen.borrow().get(&address) {
            return *number;
        }
        let number = self.index.tally.position(source).map_or(0, |position| self.take(position));
        self.seen.borrow_mut().insert(address, number);
        number
    }

    /// The number of a source that prose names by its title: of the book, or only of this text.
    pub fn titled(&self, title: &str) -> usize {
        match self.index.tally.titled(title) {
            Some(position) => self.take(position),
            None => {
                let known = self.views.borrow().iter().position(|view| view.title == title);
                known.map_or_else(
                    || self.add(SourceView { title: title.to_string(), ..SourceView::default() }),
                    |i| i + 1,
                )
            }
        }
    }

    /// The number of the source at a position of all.
    fn take(&self, position: usize) -> usize {
        if let Some(number) = self.numbers.borrow().get(&position) {
            return *number;
        }
        let (path, place) = self.place_of(position);
        let view = listed(place, &self.index.tally.sources[position]);
        let href = format!("{}#{}", address::link(self.path, &path), view.anchor);
        let number = self.add(SourceView { href, ..view });
        self.numbers.borrow_mut().insert(position, number);
        number
    }

    /// The page of sources on which one stands, and its place there from 1.
    fn place_of(&self, position: usize) -> (String, usize) {
        let (year, first) = self.index.tally.year_at(position);
        let path = address::sources_of(year);
        match self.site.files.contains_key(&path) {
            true => (path, position - first + 1),
            false => (address::SOURCES.to_string(), position + 1),
        }
    }

    fn add(&self, view: SourceView) -> usize {
        let mut views = self.views.borrow_mut();
        let number = views.len() + 1;
        views.push(SourceView { number, ..view });
        number
    }

    /// What was asked for until now.
    pub fn list(&self) -> Vec<SourceView> {
        self.views.borrow().clone()
    }
}
