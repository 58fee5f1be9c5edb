//! The page of one region: what it is, its years, its main figures over the years, and the reports about it.

use super::card::{self, ReportLine};
use super::chart::{self, ChartView};
use super::comparison;
use super::downloads::{self, Download};
use super::frame::{About, Frame, Level, Part, dataset, frame};
use super::grid::{Grid, IndicatorBy, Plan, grid};
use super::headline::{Headline, fullest_year, headlines};
use super::sources::SourceView;
use super::{Link, years_in_words};
use crate::model::{IndicatorId, Region, RegionCode, RegionKind};
use crate::plan::{Subject, address};
use crate::render::web::page::Page;
use serde::Serialize;
use std::collections::BTreeMap;

/// How many indicators the table of a region shows.
const MAIN_INDICATORS: usize = 14;
/// How many figures stand above all others.
const HEADLINES: usize = 4;

#[derive(Clone, Debug, Serialize)]
pub struct RegionPage {
    pub frame: Frame,
    pub name: String,
    pub code: String,
    /// 地级市, 县 …
    pub kind: String,
    pub parent: Link,
    pub partners: Vec<Link>,
    /// Those with figures or a report first.
    pub children: Vec<Link>,
    /// What the place was called before, with its code.
    pub formerly: Link,
    /// What it is called now, where the code is no longer valid.
    pub now: Link,
    /// 2019年起 or 2019年止; empty where the code is not limited.
    pub validity: String,
    /// Pages of its years, newest first.
    pub years: Vec<Link>,
    pub grid: Grid,
    pub charts: Vec<ChartView>,
    /// The figures that come first, of the latest full year.
    pub headlines: Vec<Headline>,
    /// That year.
    pub latest: Link,
    /// Beside the region above and those of its level, in `peers_year`.
    pub peers: Grid,
    pub peers_year: i32,
    /// The regions below, in `below_year`.
    pub below: Grid,
    pub below_year: i32,
    pub sources: Vec<SourceView>,
    /// To the page that compares, with this region chosen.
    pub compare: String,
    pub reports: Vec<ReportLine>,
    /// Its figures as files.
    pub downloads: Vec<Download>,
}

/// `None` for a code that the gazetteer does not have.
pub fn region(page: Page, code: RegionCode) -> Option<RegionPage> {
    let region = page.found(code)?;
    let years = page.index.years(code);
    let regions = &page.book().regions;
    let successor = regions.iter().find(|other| other.formerly == Some(code));
    let links = |codes: &[RegionCode]| codes.iter().map(|code| page.region(*code)).collect();
    let latest = fullest_year(page, code, HEADLINES);
    let headlines = latest.map_or_else(Vec::new, |year| headlines(page, code, year, HEADLINES));
    let (peers_year, peers) = comparison::with_peers(page, code);
    let (below_year, below) = comparison::of_children(page, code);
    let main = main_indicators(page, code, years);
    Some(RegionPage {
        frame: frame(page, about(page, region, years)),
        name: region.name.clone(),
        code: code.to_string(),
        kind: kind_name(region.kind),
        parent: region.parent.map(|parent| page.region(parent)).unwrap_or_default(),
        partners: links(&region.partners),
        children: children(page, code),
        formerly: region.formerly.map(|code| coded(page, code)).unwrap_or_default(),
        now: successor.map(|other| coded(page, other.code)).unwrap_or_default(),
        validity: validity(page, region),
        years: years.iter().rev().map(|year| year_link(page, code, *year)).collect(),
        grid: main_grid(page, region, years, &main),
        charts: chart::courses(page, 1, code, main).into_iter().collect(),
        reports: card::lines(page, of_region(page, code)),
        headlines,
        latest: latest.map(|year| year_link(page, code, year)).unwrap_or_default(),
        peers,
        peers_year,
        below,
        below_year,
        sources: page.sources.list(),
        compare: format!("{}?r={code}", page.to(address::COMPARE)),
        downloads: downloads::of(page, Subject::Region(code)),
    })
}

/// Reports about a region, newest first.
pub fn of_region(page: Page, code: RegionCode) -> impl Iterator<Item = usize> {
    page.index.reports.iter().copied().filter(move |i| page.world.articles[*i].meta.region == code)
}

/// The regions above one, from the top down, for the path of its pages.
pub fn above(page: Page, code: RegionCode) -> Vec<Link> {
    let ancestry = page.book().regions.ancestry(code).skip(1).filter(|region| region.kind != RegionKind::Country);
    let mut links: Vec<Link> = ancestry.map(|region| page.region(region.code)).collect();
    links.reverse();
    links
}

fn about(page: Page, region: &Region, years: &[i32]) -> About {
    let said = years_in_words(years);
    let key = if years.is_empty() { "region_description_empty" } else { "region_description" };
    let description = page.words.fill(key, &[("region", &region.name), ("years", &said)]);
    let data = (!years.is_empty()).then(|| dataset(page, &region.name, &description, Some(&region.name), years));
    About {
        kind: "page-region".into(),
        part: Part::Regions,
        title: region.name.clone(),
        description,
        keywords: vec![region.name.clone(), page.word("nav_indicators")],
        above: above(page, region.code),
        level: Level::Column { column_type: page.word("column_type_data") },
        json_ld: data,
    }
}

fn kind_name(kind: RegionKind) -> String {
    RegionKind::NAMES.iter().find(|(_, _, k)| *k == kind).map_or(String::new(), |(_, zh, _)| zh.to_string())
}

fn children(page: Page, code: RegionCode) -> Vec<Link> {
    let mut codes: Vec<RegionCode> = page.book().regions.children(code).map(|child| child.code).collect();
    codes.sort_by_key(|code| (!page.index.shown.contains(code), *code));
    codes.into_iter().map(|code| page.region(code)).collect()
}

/// 射洪县（510922）
fn coded(page: Page, code: RegionCode) -> Link {
    let link = page.region(code);
    Link { text: format!("{}（{code}）", link.text), ..link }
}

fn validity(page: Page, region: &Region) -> String {
    let words = |key, year: i32| page.words.fill(key, &[("year", &year.to_string())]);
    let from = region.from.map(|year| words("valid_from", year));
    let until = region.until.map(|year| words("valid_until", year));
    from.into_iter().chain(until).collect::<Vec<_>>().join("，")
}

pub fn year_link(page: Page, code: RegionCode, year: i32) -> Link {
    Link { text: page.year(year).text, href: page.region_year(code, year) }
}

/// The indicators that were reported for most years, in the order of the vocabulary.
fn main_indicators(page: Page, code: RegionCode, years: &[i32]) -> Vec<IndicatorId> {
    let mut reported: BTreeMap<IndicatorId, usize> = BTreeMap::new();
    for year in years {
        let mut last = None;
        for observation in page.book().of(code, *year) {
            if observation.first_measure().is_some() && last != Some(observation.indicator) {
                *reported.entry(observation.indicator).or_default() += 1;
                last = Some(observation.indicator);
            }
        }
    }
    let mut chosen: Vec<(usize, IndicatorId)> = reported.into_iter().map(|(id, years)| (years, id)).collect();
    chosen.sort_by_key(|(years, id)| (std::cmp::Reverse(*years), *id));
    let mut chosen: Vec<IndicatorId> = chosen.into_iter().take(MAIN_INDICATORS).map(|(_, id)| id).collect();
    chosen.sort();
    chosen
}

fn main_grid(page: Page, region: &Region, years: &[i32], indicators: &[IndicatorId]) -> Grid {
    let with_figures = years.iter().filter(|year| page.book().of(region.code, **year).next().is_some());
    let plan = Plan {
        caption: page.words.fill("region_grid", &[("region", &region.name)]),
        corner: page.word("indicator"),
        rows: indicators.iter().map(|id| (page.indicator(*id), *id)).collect(),
        columns: with_figures.map(|year| (year_link(page, region.code, *year), *year)).collect(),
        indicator: IndicatorBy::Row(|id| *id),
        data_of: Subject::Region(region.code),
        left_out: 0,
    };
    grid(page, plan, |_, year| (region.code, *year))
}
