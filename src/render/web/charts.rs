//! Which charts a page of a region or an indicator shows, where the figures allow one. What is in a chart is `compose`'s.

use super::page::Page;
use crate::compose::charts::{self, Order};
use crate::derive::Key;
use crate::model::chart::{Chart, Drawing, Heights};
use crate::model::{IndicatorId, Period, RegionCode, Value};
use std::collections::BTreeMap;

/// Fewer years make no course, fewer regions no ranking, and more lines cannot be told apart.
const LEAST_YEARS: usize = 3;
pub const LEAST_REGIONS: usize = 3;
const MOST_LINES: usize = 6;
/// How many courses a page of one year draws, and of how few targets a drawing says more than their table.
const MOST_COURSES: usize = 6;
const LEAST_TARGETS: usize = 2;

/// One indicator of one region over the years, where at least three years in a row have figures that compare.
pub fn line(page: Page, region: RegionCode, indicator: IndicatorId) -> Option<Chart> {
    let years = comparable_years(page, region, indicator)?;
    let name = &page.book().vocabulary.get(indicator).name;
    let title = page.words.fill("chart_line", &[("region", &page.name(region)), ("indicator", name)]);
    charts::line(&order(page, region, &title), &[indicator], &[region], &years).ok()
}

/// One indicator over the years, of the regions of one level: the level of which most regions have a course.
pub fn lines(page: Page, indicator: IndicatorId) -> Option<Chart> {
    let mut levels: BTreeMap<u8, Vec<(RegionCode, Vec<i32>)>> = BTreeMap::new();
    let mut regions: Vec<RegionCode> = page.book().places_of(indicator).iter().map(|(region, _)| *region).collect();
    regions.dedup();
    for region in regions {
        if let (Some(years), Some(found)) = (comparable_years(page, region, indicator), page.found(region)) {
            levels.entry(found.kind.level()).or_default().push((region, years));
        }
    }
    let (_, mut chosen) = levels.into_iter().max_by_key(|(level, regions)| (regions.len(), *level))?;
    chosen.sort_by_key(|(region, years)| (std::cmp::Reverse(years.len()), *region));
    chosen.truncate(MOST_LINES);
    let mut years: Vec<i32> = chosen.iter().flat_map(|(_, years)| years.iter().copied()).collect();
    years.sort();
    years.dedup();
    let regions: Vec<RegionCode> = chosen.iter().map(|(region, _)| *region).collect();
    let name = &page.book().vocabulary.get(indicator).name;
    let title = match regions.as_slice() {
        [only] => page.words.fill("chart_line", &[("region", &page.name(*only)), ("indicator", name)]),
        _ => page.words.fill("chart_lines", &[("indicator", name)]),
    };
    charts::line(&order(page, *regions.first()?, &title), &[indicator], &regions, &years).ok()
}

/// The courses of a region's indicators beside each other, of as many as have one; a single one as a line with its axis.
pub fn courses(page: Page, region: RegionCode, indicators: &[IndicatorId]) -> Option<Chart> {
    let with_years = indicators.iter().filter_map(|id| Some((*id, comparable_years(page, region, *id)?)));
    let drawn: Vec<(IndicatorId, Vec<i32>)> = with_years.take(MOST_COURSES).collect();
    if let [(only, _)] = drawn.as_slice() {
        return line(page, region, *only);
    }
    let (first, last) =
        (drawn.iter().map(|(_, years)| years[0]).min()?, drawn.iter().filter_map(|(_, years)| years.last()).max()?);
    let years: Vec<i32> = (first..=*last).collect();
    let ids: Vec<IndicatorId> = drawn.iter().map(|(id, _)| *id).collect();
    let title = page.words.fill("chart_courses", &[("region", &page.name(region))]);
    charts::multiples(&order(page, region, &title), &ids, &[region], &years, Heights::Own).ok()
}

/// How far the targets of a year are met, where at least two are measured.
pub fn targets(page: Page, region: RegionCode, year: i32) -> Option<Chart> {
    let ids: Vec<IndicatorId> = page.book().targets_of(region, year).map(|target| target.indicator).collect();
    let title = page.words.fill("chart_targets", &[("region", &page.name(region)), ("year", &year.to_string())]);
    let chart = charts::progress(&order(page, region, &title), &ids, region, year).ok()?;
    let Drawing::Progress { rows } = &chart.drawing else { return None };
    (rows.iter().filter(|row| row.percent.is_some()).count() >= LEAST_TARGETS).then_some(chart)
}

/// A year, the region that the others belong to, and their level.
pub type Peerage = (i32, RegionCode, u8);

/// The regions of one level and parent that report a whole year of an indicator.
pub fn peers(page: Page, indicator: IndicatorId) -> BTreeMap<Peerage, Vec<RegionCode>> {
    let mut groups: BTreeMap<Peerage, Vec<RegionCode>> = BTreeMap::new();
    for (code, year) in page.book().places_of(indicator) {
        let key = Key { region: *code, year: *year, indicator, period: Period::Year };
        let is_reported = page.book().observation(key).is_some_and(|o| matches!(o.value, Value::Reported(_)));
        if let Some(region) = page.found(*code)
            && let (true, Some(parent)) = (is_reported, region.parent)
        {
            groups.entry((*year, parent, region.kind.level())).or_default().push(*code);
        }
    }
    groups
}

/// One indicator in the latest year in which at least three regions of one level and one parent report it.
pub fn ranked(page: Page, indicator: IndicatorId) -> Option<Chart> {
    let groups = peers(page, indicator);
    let ((year, parent, _), regions) = groups.into_iter().rfind(|(_, regions)| regions.len() >= LEAST_REGIONS)?;
    let name = &page.book().vocabulary.get(indicator).name;
    let places = [("region", page.name(parent)), ("year", year.to_string())];
    let title = page
        .words
        .fill("chart_ranked", &[("region", places[0].1.as_str()), ("year", places[1].1.as_str()), ("indicator", name)]);
    charts::ranked(&order(page, parent, &title), indicator, &regions, year).ok()
}

fn order<'a>(page: Page<'a>, own: RegionCode, title: &'a str) -> Order<'a> {
    Order { book: page.book(), own, title, period: Some(Period::Year), measure: None }
}

/// The years of a region's whole-year figures from the first to the last, where three in a row compare.
fn comparable_years(page: Page, region: RegionCode, indicator: IndicatorId) -> Option<Vec<i32>> {
    let series = page.book().series(region, indicator, Period::Year);
    let keys: Vec<Key> = series.iter().filter(|o| !o.is_forecast).map(|o| Key::of(o)).collect();
    let mut run = 1;
    let mut longest = 1;
    for pair in keys.windows(2) {
        let follows = pair[0].year + 1 == pair[1].year && page.book().comparable(pair[0], pair[1]).is_ok();
        run = if follows { run + 1 } else { 1 };
        longest = longest.max(run);
    }
    (longest >= LEAST_YEARS).then(|| (keys[0].year..=keys[keys.len() - 1].year).collect())
}
