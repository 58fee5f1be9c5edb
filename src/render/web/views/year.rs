//! Everything of one year: its reports, the regions that have figures, and the figures that most of them report.

use super::Link;
use super::card::{ReportCard, cards};
use super::frame::{About, Frame, Level, Part, dataset, frame};
use super::grid::{Grid, Plan, grid};
use crate::model::{IndicatorId, RegionCode};
use crate::plan::address;
use crate::render::web::page::Page;
use serde::Serialize;
use std::collections::BTreeMap;

/// How many indicators the table compares: as many as a page is wide.
const COMPARED_INDICATORS: usize = 5;

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
    let neighbour = |step: i32| {
        let link = page.year(year + step);
        if link.href.is_empty() { Link::default() } else { link }
    };
    YearPage {
        frame: frame(page, about),
        title,
        reports: cards(page, &reports),
        regions: regions.iter().map(|code| entry(page, *code, year)).collect(),
        grid: comparison(page, regions, year),
        volume: page.link_if_made(&address::volume(year)),
        earlier: neighbour(-1),
        later: neighbour(1),
    }
}

fn entry(page: Page, code: RegionCode, year: i32) -> YearRegion {
    YearRegion {
        region: Link { text: page.name(code), href: page.region_year(code, year) },
        figures: page.book().of(code, year).filter(|observation| observation.first_measure().is_some()).count(),
        targets: page.book().targets_of(code, year).count(),
    }
}

/// Regions by the indicators that most of them report; nothing where no indicator has two.
fn comparison(page: Page, regions: &[RegionCode], year: i32) -> Grid {
    let mut reported: BTreeMap<IndicatorId, usize> = BTreeMap::new();
    for code in regions {
        let mut ids: Vec<IndicatorId> = page.book().of(*code, year).map(|observation| observation.indicator).collect();
        ids.dedup();
        ids.into_iter().for_each(|id| *reported.entry(id).or_default() += 1);
    }
    let mut chosen: Vec<(usize, IndicatorId)> =
        reported.into_iter().filter(|(_, count)| *count > 1).map(|(id, count)| (count, id)).collect();
    chosen.sort_by_key(|(count, id)| (std::cmp::Reverse(*count), *id));
    chosen.truncate(COMPARED_INDICATORS);
    chosen.sort_by_key(|(_, id)| *id);
    let plan = Plan {
        caption: page.words.fill("year_grid", &[("year", &year.to_string())]),
        corner: page.word("region"),
        rows: regions.iter().map(|code| (entry(page, *code, year).region, *code)).collect(),
        columns: chosen.into_iter().map(|(_, id)| (page.indicator(id), id)).collect(),
    };
    grid(page, plan, |code, id| (*code, year, *id))
}
