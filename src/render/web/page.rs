//! What every view is made with: the world, its index, the words, and the path of the page that links start from.

use super::drawings::Drawings;
use super::index::Index;
use super::views::Link;
use super::views::sources::Footnotes;
use super::words::Words;
use crate::derive::Book;
use crate::model::article::Article;
use crate::model::{IndicatorId, Region, RegionCode};
use crate::plan::{Making, address};
use crate::render::World;
use crate::render::data::records::Records;

/// One page in the making.
#[derive(Clone, Copy)]
pub struct Page<'a> {
    pub world: World<'a>,
    pub index: &'a Index,
    pub words: Words<'a>,
    /// How many rows the files of data have.
    pub records: &'a Records<'a>,
    /// What pages draw together.
    pub drawings: &'a Drawings,
    /// The path of its file below the output folder.
    pub path: &'a str,
    pub stand: Stand,
    /// The list of sources that the page's figures fill.
    pub sources: &'a Footnotes<'a>,
}

/// Whose figures a page, or a row of a table, shows where they do not say otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stand {
    pub region: Option<RegionCode>,
    pub year: Option<i32>,
    pub indicator: Option<IndicatorId>,
}

impl Stand {
    pub fn of(making: &Making, articles: &[Article]) -> Self {
        match making {
            Making::Region(code) => Self { region: Some(*code), ..Self::default() },
            Making::RegionYear(code, year) => Self { region: Some(*code), year: Some(*year), indicator: None },
            Making::Year(year) => Self { year: Some(*year), ..Self::default() },
            Making::Indicator(id) => Self { indicator: Some(*id), ..Self::default() },
            Making::Report(i) => {
                let meta = articles.get(*i).map(|article| &article.meta);
                Self { region: meta.map(|meta| meta.region), year: meta.map(|meta| meta.year), indicator: None }
            }
            _ => Self::default(),
        }
    }
}

impl<'a> Page<'a> {
    /// The page within a row that says which indicator its figures are of.
    pub fn in_row_of(self, indicator: IndicatorId) -> Self {
        Self { stand: Stand { indicator: Some(indicator), ..self.stand }, ..self }
    }

    pub fn book(&self) -> &'a Book {
        self.world.book
    }

    pub fn word(&self, key: &str) -> String {
        self.words.get(key).to_string()
    }

    /// The relative address of another file of the site.
    pub fn to(&self, path: &str) -> String {
        address::link(self.path, path)
    }

    /// The relative address of a file, or nothing where the site has none there.
    pub fn link_if_made(&self, path: &str) -> String {
        if self.world.site.files.contains_key(path) { self.to(path) } else { String::new() }
    }

    pub fn region(&self, code: RegionCode) -> Link {
        Link { text: self.name(code), href: self.link_if_made(&address::region(code)) }
    }

    /// To the region's page of one year, or to its own page where that year has none.
    pub fn region_year(&self, code: RegionCode, year: i32) -> String {
        let href = self.link_if_made(&address::region_year(code, year));
        if href.is_empty() { self.link_if_made(&address::region(code)) } else { href }
    }

    pub fn name(&self, code: RegionCode) -> String {
        self.world.book.regions.name_of(code)
    }

    pub fn found(&self, code: RegionCode) -> Option<&'a Region> {
        self.world.book.regions.get(code)
    }

    /// The name of an indicator in addresses and in `data-indicator`.
    pub fn slug(&self, id: IndicatorId) -> &'a str {
        &self.world.book.vocabulary.get(id).slug
    }

    pub fn indicator(&self, id: IndicatorId) -> Link {
        let href = self.index.indicator_page(id).map_or_else(String::new, |path| self.to(path));
        Link { text: self.world.book.vocabulary.get(id).name.clone(), href }
    }

    pub fn year(&self, year: i32) -> Link {
        Link {
            text: self.words.fill("year_number", &[("year", &year.to_string())]),
            href: self.link_if_made(&address::year(year)),
        }
    }

    pub fn report(&self, article: &Article) -> Link {
        Link { text: article.meta.title.clone(), href: self.to(&address::report(article)) }
    }

    /// What makes this page; nothing where the plan does not know its path.
    pub fn making(&self) -> Option<&'a Making> {
        self.world.site.files.get(self.path)
    }

    /// The report that this page shows.
    pub fn article(&self) -> Option<&'a Article> {
        match self.making()? {
            Making::Report(i) => self.world.articles.get(*i),
            _ => None,
        }
    }

    /// The address under which the page is published; empty where the site has none.
    pub fn published_at(&self) -> String {
        address::published(&self.world.book.settings.base_url, self.path)
    }
}
