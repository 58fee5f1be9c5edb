//! Places beside each other: regions by the indicators that most of them report in one year.

use super::Link;
use super::grid::{Grid, IndicatorBy, Plan, foremost, grid};
use crate::model::{IndicatorId, RegionCode};
use crate::plan::Subject;
use crate::render::web::page::Page;
use std::collections::BTreeMap;

/// How many indicators stand beside each other: as many as a page is wide.
const COMPARED_INDICATORS: usize = 5;
/// Of how many regions a page of one region shows the figures beside its own.
const MOST_PEERS: usize = 8;

/// Regions by indicators; nothing where no indicator has two. Of those that `own` has, where one is named.
pub fn comparison(page: Page, caption: &str, regions: &[RegionCode], year: i32, own: Option<RegionCode>) -> Grid {
    table(page, caption, regions, year, compared(page, regions, year, own))
}

fn table(page: Page, caption: &str, regions: &[RegionCode], year: i32, chosen: Vec<IndicatorId>) -> Grid {
    if chosen.is_empty() {
        return Grid::default();
    }
    let (regions, left_out) = foremost(page, regions.to_vec());
    let plan = Plan {
        caption: caption.to_string(),
        corner: page.word("region"),
        rows: regions.into_iter().map(|code| (link(page, code, year), code)).collect(),
        columns: chosen.into_iter().map(|id| (page.indicator(id), id)).collect(),
        indicator: IndicatorBy::Column(|id| *id),
        data_of: Subject::Year(year),
        left_out,
    };
    grid(page, plan, |code, _| (*code, year))
}

/// The indicators that at least two of the regions have: headlines first, then what most of them have.
fn compared(page: Page, regions: &[RegionCode], year: i32, own: Option<RegionCode>) -> Vec<IndicatorId> {
    let mut reported: BTreeMap<IndicatorId, usize> = BTreeMap::new();
    for code in regions {
        indicators(page, *code, year).into_iter().for_each(|id| *reported.entry(id).or_default() += 1);
    }
    if let Some(own) = own {
        let mine = indicators(page, own, year);
        reported.retain(|id, _| mine.contains(id));
    }
    let mut chosen: Vec<(usize, IndicatorId)> =
        reported.into_iter().filter(|(_, count)| *count > 1).map(|(id, count)| (count, id)).collect();
    let is_headline = |id: IndicatorId| page.book().vocabulary.get(id).is_headline;
    chosen.sort_by_key(|(count, id)| (!is_headline(*id), std::cmp::Reverse(*count), *id));
    let mut chosen: Vec<IndicatorId> = chosen.into_iter().map(|(_, id)| id).take(COMPARED_INDICATORS).collect();
    chosen.sort();
    chosen
}

/// A region beside the one above it and those of its level, in the latest year in which they have something in common.
pub fn with_peers(page: Page, code: RegionCode) -> (i32, Grid) {
    let Some(parent) = page.found(code).and_then(|region| region.parent) else { return Default::default() };
    for year in page.index.years(code).iter().rev() {
        let has_figures = |code: &RegionCode| page.book().of(*code, *year).next().is_some();
        let siblings = page.book().regions.siblings_within(parent, code, *year);
        let others = siblings.into_iter().map(|region| region.code).filter(|other| *other != code).filter(has_figures);
        let regions: Vec<RegionCode> =
            [code].into_iter().chain(Some(parent).filter(has_figures)).chain(others.take(MOST_PEERS)).collect();
        let chosen = compared(page, &regions, *year, Some(code));
        if !chosen.is_empty() {
            let caption = page.words.fill("peers_grid", &[("region", &page.name(code)), ("year", &year.to_string())]);
            return (*year, table(page, &caption, &regions, *year, chosen));
        }
    }
    Default::default()
}

/// The regions below one, in the year in which most of them have figures, the latest of several.
pub fn of_children(page: Page, code: RegionCode) -> (i32, Grid) {
    let Some((year, reporting)) = reporting_children(page, code) else { return Default::default() };
    let caption = page.words.fill("children_grid", &[("region", &page.name(code)), ("year", &year.to_string())]);
    (year, comparison(page, &caption, &reporting, year, None))
}

/// Whether there is such a table.
pub fn has_children_table(page: Page, code: RegionCode) -> bool {
    let found = reporting_children(page, code);
    found.is_some_and(|(year, reporting)| !compared(page, &reporting, year, None).is_empty())
}

fn reporting_children(page: Page, code: RegionCode) -> Option<(i32, Vec<RegionCode>)> {
    let mut reporting: BTreeMap<i32, Vec<RegionCode>> = BTreeMap::new();
    for child in page.book().regions.children(code) {
        for year in page.index.years(child.code) {
            reporting.entry(*year).or_default().push(child.code);
        }
    }
    reporting.into_iter().max_by_key(|(year, codes)| (codes.len(), *year))
}

fn indicators(page: Page, code: RegionCode, year: i32) -> Vec<IndicatorId> {
    let reported = page.book().of(code, year).filter(|observation| observation.first_measure().is_some());
    let mut ids: Vec<IndicatorId> = reported.map(|observation| observation.indicator).collect();
    ids.dedup();
    ids
}

/// To the page of the region and year.
pub fn link(page: Page, code: RegionCode, year: i32) -> Link {
    Link { text: page.book().regions.name_apart(code), href: page.region_year(code, year) }
}
