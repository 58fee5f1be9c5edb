//! Everything of one year: its reports, the regions that have figures, and the figures that most of them report.

use super::Link;
use super::card::{ReportCard, cards};
use super::comparison;
use super::downloads::{self, Download};
use super::frame::{About, Frame, Level, Part, dataset, frame};
use super::grid::Grid;
use super::sources::SourceView;
use crate::model::RegionCode;
use crate::plan::{Subject, address};
use crate::render::web::page::Page;
use serde::Serialize;

#[derive(Clone, Debug, Serialize)]
pub struct YearPage {
    pub frame: Frame,
    pub title: String,
    pub reports: Vec<ReportCard>,
    pub regions: Vec<YearRegion>,
    pub grid: Grid,
    /// The year as one book; empty where none is made.
    pub volume: String,
    pub earlier: Link,
    pub later: Link,
    pub sources: Vec<SourceView>,
    /// Its figures as files.
    pub downloads: Vec<Download>,
}

#[derive(Clone, Debug, Serialize)]
pub struct YearRegion {
    /// To the page of the region and year.
    pub region: Link,
    /// How many figures it has.
    pub figures: usize,
    /// How many targets it has.
    pub targets: usize,
}

pub fn year(page: Page, year: i32) -> YearPage {
    let regions = page.index.regions_of.get(&year).map_or(&[][..], Vec::as_slice);
    let reports: Vec<usize> =
        page.index.reports.iter().copied().filter(|i| page.world.articles[*i].meta.year == year).collect();
    let said = year.to_string();
    let title = page.words.fill("year_title", &[("year", &said)]);
    let count = regions.len().to_string();
    let description = page.words.fill("year_description", &[("year", &said), ("regions", &count)]);
    let about = About {
        kind: "page-year".into(),
        part: Part::Years,
        title: title.clone(),
        description: description.clone(),
        keywords: vec![page.year(year).text],
        above: Vec::new(),
        level: Level::Column { column_type: page.word("column_type_data") },
        json_ld: Some(dataset(page, &title, &description, None, &[year])),
    };
    let caption = page.words.fill("year_grid", &[("year", &said)]);
    let neighbour = |step: i32| {
        let link = page.year(year + step);
        if link.href.is_empty() { Link::default() } else { link }
    };
    YearPage {
        frame: frame(page, about),
        title,
        reports: cards(page, &reports),
        regions: regions.iter().map(|code| entry(page, *code, year)).collect(),
        grid: comparison::comparison(page, &caption, regions, year, None),
        volume: page.link_if_made(&address::volume(year)),
        earlier: neighbour(-1),
        later: neighbour(1),
        sources: page.sources.list(),
        downloads: downloads::of(page, Subject::Year(year)),
    }
}

fn entry(page: Page, code: RegionCode, year: i32) -> YearRegion {
    YearRegion {
        region: comparison::link(page, code, year),
        figures: page.book().of(code, year).filter(|observation| observation.first_measure().is_some()).count(),
        targets: page.book().targets_of(code, year).count(),
    }
}
