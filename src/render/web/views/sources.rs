//! Sources: the page of all of them, and the numbered list at the end of a page that prints figures.

use super::DateView;
use super::frame::{About, Frame, Level, Part, frame};
use crate::model::Source;
use crate::plan::address;
use crate::render::web::index::Index;
use crate::render::web::page::Page;
use serde::{Serialize, Serializer};
use std::cell::RefCell;
use std::collections::HashMap;

#[derive(Clone, Serialize)]
pub struct SourcesPage<'a> {
    pub frame: Frame,
    pub title: String,
    pub sources: AllSources<'a>,
}

/// A list of [`SourceView`]s, each made when the template's context is: a nation has some ten thousand.
#[derive(Clone)]
pub struct AllSources<'a>(&'a Index);

impl Serialize for AllSources<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((1..=self.0.sources.len()).map(|place| listed(self.0, place)))
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

pub fn page(page: Page) -> SourcesPage {
    let title = page.word("sources_title");
    let about = About {
        kind: "page-sources".into(),
        part: Part::Sources,
        title: title.clone(),
        description: page.words.fill("sources_description", &[("count", &page.index.sources.len().to_string())]),
        keywords: vec![page.word("nav_sources")],
        above: Vec::new(),
        level: Level::Column { column_type: page.word("column_type_data") },
        json_ld: None,
    };
    SourcesPage { frame: frame(page, about), title, sources: AllSources(page.index) }
}

/// An entry of the page of sources.
fn listed(index: &Index, place: usize) -> SourceView {
    let used = &index.sources[place - 1];
    let source = &used.source;
    let url = source.url.clone().filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    SourceView {
        number: place,
        anchor: format!("s{place}"),
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
    index: &'a Index,
    /// The page on which they stand.
    path: &'a str,
    views: RefCell<Vec<SourceView>>,
    /// The numbers of what was asked for: by the place on the page of sources, and by where a source lies in memory, which is
    /// found faster than its words.
    numbers: RefCell<HashMap<usize, usize>>,
    seen: RefCell<HashMap<usize, usize>>,
}

impl<'a> Footnotes<'a> {
    pub fn on(path: &'a str, index: &'a Index) -> Self {
        Self { index, path, views: RefCell::default(), numbers: RefCell::default(), seen: RefCell::default() }
    }

    /// The number of a source in this page's list; 0 for one that the book does not know.
    pub fn number(&self, source: &Source) -> usize {
        let address = std::ptr::from_ref(source).addr();
        if let Some(number) = self.seen.borrow().get(&address) {
            return *number;
        }
        let number = self.index.source_number(source).map_or(0, |place| self.take(place));
        self.seen.borrow_mut().insert(address, number);
        number
    }

    /// The number of a source that prose names by its title: of the book, or only of this text.
    pub fn titled(&self, title: &str) -> usize {
        match self.index.source_titled(title) {
            Some(place) => self.take(place),
            None => {
                let known = self.views.borrow().iter().position(|view| view.title == title);
                known.map_or_else(
                    || self.add(SourceView { title: title.to_string(), ..SourceView::default() }),
                    |i| i + 1,
                )
            }
        }
    }

    /// The number of what stands at a place of the page of sources.
    fn take(&self, place: usize) -> usize {
        if let Some(number) = self.numbers.borrow().get(&place) {
            return *number;
        }
        let view = listed(self.index, place);
        let href = format!("{}#{}", address::link(self.path, address::SOURCES), view.anchor);
        let number = self.add(SourceView { href, ..view });
        self.numbers.borrow_mut().insert(place, number);
        number
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
