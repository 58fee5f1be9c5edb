//! The web site: from one making of the plan to the HTML of its page.
//!
//! 1. `views` turn the world into the plain structs that templates see, with `prose` and `figure` for the texts, `charts`
//!    for the drawings and `index` for what concerns the whole site.
//! 2. `templates` fills the theme's template of that kind of page.
//!
//! `typeset` knows where text may break, `words` the theme's interface words. No file is written here and no PDF is made.

pub mod assets;
mod charts;
pub mod compare;
mod crawlers;
mod drawings;
mod feeds;
mod figure;
mod index;
pub mod links;
mod page;
mod prose;
mod search;
mod templates;
mod typeset;
mod variables;
pub mod views;
mod words;

#[cfg(test)]
pub(in crate::render) mod tests;

pub use templates::Templates;

use crate::derive::reads;
use crate::finding::{Finding, Place};
use crate::hash::{self, Digest};
use crate::model::article::Article;
use crate::model::site::SiteSettings;
use crate::model::theme::Theme;
use crate::plan::{Making, SearchFile};
use crate::render::World;
use crate::render::data::records::Records;
use page::{Page, Stand};
use serde::Serialize;
use std::sync::{Arc, OnceLock};
use views::sources::Footnotes;
use views::{home, indicator, region, region_year, report, sources, year};

/// A page that stands alone, with its style in it: what a command shows of its work, outside any site. The template sees the view as
/// `view`, and `style` beside it.
pub fn standalone<V: Serialize>(
    theme: &Theme,
    settings: &SiteSettings,
    template: &str,
    view: &V,
) -> Result<String, Vec<Finding>> {
    #[derive(Serialize)]
    struct Standing<'v, V> {
        style: String,
        view: &'v V,
    }
    let templates = templates::compile(theme, templates::SiteView::of(settings, theme))?;
    let style = theme.assets.get("style.css").map_or_else(String::new, |css| String::from_utf8_lossy(css).into_owned());
    templates.render(template, &Standing { style, view }, theme)
}

/// All pages of a site, ready to be made in any order and from several threads.
pub struct Pages<'a> {
    world: World<'a>,
    /// The articles without their texts, for pages that only list them.
    heads: Vec<Article>,
    index: index::Index,
    records: Records<'a>,
    templates: Arc<Templates>,
    drawings: drawings::Drawings,
    /// Made when the first file of it is asked for.
    search: OnceLock<search::Search<'a>>,
}

impl<'a> Pages<'a> {
    /// Compiles the theme's templates and counts what concerns the whole site.
    pub fn new(world: World<'a>) -> Result<Self, Vec<Finding>> {
        Self::with_templates(world, None)
    }

    /// The same; templates that were compiled before serve again where the theme and the site's settings are what they were.
    pub fn with_templates(world: World<'a>, before: Option<Arc<Templates>>) -> Result<Self, Vec<Finding>> {
        let site = templates::SiteView::of(&world.book.settings, world.theme);
        let templates = match before.filter(|before| before.are_of(world.theme, &site)) {
            Some(templates) => templates,
            None => Arc::new(templates::compile(world.theme, site)?),
        };
        let (index, records) = (index::Index::of(world), Records::of(world.book));
        let heads = world.articles.iter().map(Article::head).collect();
        Ok(Self {
            world,
            heads,
            index,
            records,
            templates,
            drawings: drawings::Drawings::default(),
            search: OnceLock::new(),
        })
    }

    /// The theme's templates, compiled, for the pages of another world.
    pub fn templates(&self) -> &Arc<Templates> {
        &self.templates
    }

    /// The hash of what is counted once for all pages.
    pub fn counted(&self) -> Digest {
        hash::of(&self.index)
    }

    /// The text of a file that programs read: a feed, a sitemap, `robots.txt`. `None` for everything else.
    pub fn for_machines(&self, making: &Making, path: &str) -> Option<String> {
        let sources = Footnotes::on(path, self.world.site, &self.index);
        let page = self.page(making, path, &sources);
        match making {
            Making::Feed(of) => Some(feeds::atom(page, *of)),
            Making::Sitemap => Some(crawlers::sitemap(page)),
            Making::SitemapPart(number) => Some(crawlers::sitemap_part(page, *number)),
            Making::Robots => Some(crawlers::robots(page)),
            _ => None,
        }
    }

    fn page<'p>(&'p self, making: &Making, path: &'p str, sources: &'p Footnotes<'p>) -> Page<'p> {
        let stand = Stand::of(making, self.world.articles);
        Page {
            world: self.seen_by(making),
            index: &self.index,
            words: words::Words(self.world.theme),
            path,
            stand,
            sources,
            records: &self.records,
            drawings: &self.drawings,
        }
    }

    /// The world as one kind of page sees it: most of a nation's pages list articles, and have no text of them at hand. The page of a year
    /// shows its reports with figures of their texts.
    fn seen_by(&self, making: &Making) -> World<'_> {
        let listing = World { articles: &self.heads, ..self.world };
        match making {
            Making::Region(_)
            | Making::RegionYear(..)
            | Making::Indicators
            | Making::Indicator(_)
            | Making::Compare
            | Making::Sources
            | Making::SourcesOf(_)
            | Making::SearchFile(SearchFile::Figures(_))
            | Making::NotFound => listing,
            Making::Year(year) if self.heads.iter().all(|article| article.meta.year != *year) => listing,
            _ => {
                reads::texts();
                self.world
            }
        }
    }

    /// The HTML of one page at its path, or the text of a file of the search index. The same making and path give the same text.
    pub fn html(&self, making: &Making, path: &str) -> Result<String, Vec<Finding>> {
        let sources = Footnotes::on(path, self.world.site, &self.index);
        let page = self.page(making, path, &sources);
        let template = &self.template(making);
        match making {
            Making::Home => self.fill(template, &home::home(page)),
            Making::Reports => self.fill(template, &home::reports(page)),
            Making::Region(code) => self.fill_found(template, region::region(page, *code), path),
            Making::RegionYear(code, year) => {
                self.fill_found(template, region_year::region_year(page, *code, *year), path)
            }
            Making::Report(i) => {
                let view = self.world.articles.get(*i).map(|article| report::report(page, article));
                self.fill_found(template, view, path)
            }
            Making::Indicators => self.fill(template, &indicator::list(page)),
            Making::Indicator(id) => self.fill(template, &indicator::indicator(page, *id)),
            Making::Year(number) => self.fill(template, &year::year(page, *number)),
            Making::Compare => self.fill(template, &views::compare::compare(page)),
            Making::Sources => self.fill(template, &sources::all(page)),
            Making::SourcesOf(year) => self.fill(template, &sources::of_year(page, *year)),
            Making::Search => self.fill(template, &views::search::page(page)),
            Making::SearchFile(file) => {
                // Which figures a file by indicator lists follows from what there is; which a file by value lists, from their values.
                if !matches!(file, SearchFile::Figures(_)) {
                    reads::everything();
                }
                Ok(self.search().file(*file))
            }
            Making::NotFound => self.fill(template, &home::not_found(page)),
            Making::RegionYearPdf(..)
            | Making::ReportPdf(_)
            | Making::Manuscript(_)
            | Making::ComparedPlace(_)
            | Making::Volume(_)
            | Making::Feed(_)
            | Making::Sitemap
            | Making::SitemapPart(_)
            | Making::Robots
            | Making::Asset(_)
            | Making::Data(..)
            | Making::Metadata(_)
            | Making::Figures(_)
            | Making::Part(..)
            | Making::Image(_) => Err(vec![no_page(path)]),
        }
    }

    /// All that a file says, as a hash, where that is known before it is made.
    pub fn gist(&self, making: &Making) -> Option<Digest> {
        match making {
            Making::SearchFile(file) => self.search().gist(*file),
            _ => None,
        }
    }

    /// Builds the search index, if none is built.
    pub fn prepare_search(&self) {
        self.search();
    }

    fn search(&self) -> &search::Search<'a> {
        self.search.get_or_init(|| search::Search::of(self.world, words::Words(self.world.theme)))
    }

    /// The template that a page is made by, to say who is to mend it; that of all pages for what is not known here.
    pub fn template(&self, making: &Making) -> String {
        let name = match making {
            Making::Home => "home",
            Making::Reports => "reports",
            Making::Region(_) => "region",
            Making::RegionYear(..) => "region-year",
            Making::Report(i) => {
                let genre = self.world.articles.get(*i).map_or("", |article| article.genre.name());
                return format!("report-{genre}.html");
            }
            Making::Indicators => "indicators",
            Making::Indicator(_) => "indicator",
            Making::Year(_) => "year",
            Making::Sources | Making::SourcesOf(_) => "sources",
            Making::Compare => "compare",
            Making::Search => "search",
            Making::NotFound => "404",
            _ => "base",
        };
        format!("{name}.html")
    }

    /// The page that reviewers sign, filled with a view that the gate makes. It stands beside the site, not in it.
    pub fn checklist<V: Serialize>(&self, view: &V) -> Result<String, Vec<Finding>> {
        self.fill("checklist.html", view)
    }

    fn fill<V: Serialize>(&self, template: &str, view: &V) -> Result<String, Vec<Finding>> {
        self.templates.render(template, view, self.world.theme)
    }

    fn fill_found<V: Serialize>(&self, template: &str, view: Option<V>, path: &str) -> Result<String, Vec<Finding>> {
        let view = view.ok_or_else(|| vec![no_page(path)])?;
        self.fill(template, &view)
    }
}

/// The plan asks for a page of something that the world does not have.
fn no_page(path: &str) -> Finding {
    Finding::error("no-page", Place::file(path), "没有可做成网页的内容", "there is nothing to make this page from")
}
