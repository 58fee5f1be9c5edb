//! Sources: the page of all of them, and the numbered list at the end of a page that prints figures.

use super::DateView;
use super::frame::{About, Frame, Level, Part, frame};
use crate::model::Source;
use crate::plan::address;
use crate::render::web::page::Page;
use serde::Serialize;

#[derive(Clone, Debug, Serialize)]
pub struct SourcesPage {
    pub frame: Frame,
    pub title: String,
    pub sources: Vec<SourceView>,
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
    let sources: Vec<SourceView> = (1..=page.index.sources.len()).map(|number| listed(page, number)).collect();
    let title = page.word("sources_title");
    let about = About {
        kind: "page-sources".into(),
        part: Part::Sources,
        title: title.clone(),
        description: page.words.fill("sources_description", &[("count", &sources.len().to_string())]),
        keywords: vec![page.word("nav_sources")],
        above: Vec::new(),
        level: Level::Column { column_type: page.word("column_type_data") },
        json_ld: None,
    };
    SourcesPage { frame: frame(page, about), title, sources }
}

/// An entry of the page of sources.
fn listed(page: Page, number: usize) -> SourceView {
    let used = &page.index.sources[number - 1];
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

/// Numbers the sources of one page in the order in which they are asked for.
pub struct Footnotes<'a> {
    page: Page<'a>,
    views: Vec<SourceView>,
}

impl<'a> Footnotes<'a> {
    pub fn on(page: Page<'a>) -> Self {
        Self { page, views: Vec::new() }
    }

    /// The number of a source in this page's list; 0 for one that the book does not know.
    pub fn number(&mut self, source: &Source) -> usize {
        self.page.index.source_number(source).map_or(0, |listed| self.take(listed))
    }

    /// A source that prose names by its title: of the book, or only of this text.
    pub fn titled(&mut self, title: &str) {
        match self.page.index.source_titled(title) {
            Some(listed) => {
                self.take(listed);
            }
            None if self.views.iter().all(|view| view.title != title) => {
                let number = self.views.len() + 1;
                self.views.push(SourceView { number, title: title.to_string(), ..SourceView::default() });
            }
            None => {}
        }
    }

    fn take(&mut self, number: usize) -> usize {
        let anchor = format!("s{number}");
        if let Some(view) = self.views.iter().find(|view| view.anchor == anchor) {
            return view.number;
        }
        let mut view = listed(self.page, number);
        view.number = self.views.len() + 1;
        view.href = format!("{}#{anchor}", self.page.to(address::SOURCES));
        self.views.push(view);
        self.views.len()
    }

    pub fn list(self) -> Vec<SourceView> {
        self.views
    }
}
