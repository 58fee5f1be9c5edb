//! The home page and the list of reports.

use super::card::{ReportCard, cards};
use super::frame::{About, Frame, Level, Part, dataset, frame};
use super::{Link, years_in_words};
use crate::model::{Region, RegionCode, RegionKind};
use crate::render::web::page::Page;
use serde::Serialize;

#[derive(Clone, Debug, Serialize)]
pub struct HomePage {
    pub frame: Frame,
    pub title: String,
    pub description: String,
    /// Newest first.
    pub reports: Vec<ReportCard>,
    /// Provinces with what lies below them.
    pub regions: Vec<RegionGroup>,
    pub years: Vec<YearEntry>,
    pub counts: Vec<Count>,
}

/// A province with the regions below it that have figures or a report.
#[derive(Clone, Debug, Serialize)]
pub struct RegionGroup {
    pub region: RegionEntry,
    pub cities: Vec<CityGroup>,
}

#[derive(Clone, Debug, Serialize)]
pub struct CityGroup {
    pub region: RegionEntry,
    pub counties: Vec<RegionEntry>,
}

#[derive(Clone, Debug, Serialize)]
pub struct RegionEntry {
    pub name: String,
    pub href: String,
    /// 2018—2023; empty where it has no figures itself.
    pub years: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct YearEntry {
    pub year: Link,
    /// How many regions have figures in that year.
    pub regions: usize,
}

/// A number with what it counts: 63 indicators.
#[derive(Clone, Debug, Serialize)]
pub struct Count {
    pub number: usize,
    pub what: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct ReportsPage {
    pub frame: Frame,
    pub title: String,
    pub description: String,
    pub reports: Vec<ReportCard>,
}

pub fn home(page: Page) -> HomePage {
    let settings = &page.book().settings;
    let years: Vec<i32> = page.index.regions_of.keys().copied().collect();
    let about = About {
        kind: "page-home".into(),
        part: Part::Home,
        title: settings.name.clone(),
        description: settings.description.clone(),
        keywords: vec![settings.name.clone(), page.word("nav_reports"), page.word("nav_indicators")],
        above: Vec::new(),
        level: Level::Column { column_type: page.word("column_type_home") },
        json_ld: Some(dataset(page, &settings.name, &settings.description, None, &years)),
    };
    HomePage {
        frame: frame(page, about),
        title: settings.name.clone(),
        description: settings.description.clone(),
        reports: cards(page, &page.index.reports),
        regions: region_groups(page),
        years: year_entries(page),
        counts: counts(page),
    }
}

pub fn reports(page: Page) -> ReportsPage {
    let title = page.word("reports_title");
    let description = page.words.fill("reports_description", &[("count", &page.index.reports.len().to_string())]);
    let about = About {
        kind: "page-reports".into(),
        part: Part::Reports,
        title: title.clone(),
        description: description.clone(),
        keywords: vec![page.word("nav_reports")],
        above: Vec::new(),
        level: Level::Column { column_type: page.word("column_type_reports") },
        json_ld: None,
    };
    ReportsPage { frame: frame(page, about), title, description, reports: cards(page, &page.index.reports) }
}

fn region_groups(page: Page) -> Vec<RegionGroup> {
    let regions = &page.book().regions;
    let is_shown = |region: &&Region| page.index.shown.contains(&region.code);
    let below = |code: RegionCode| regions.children(code).filter(is_shown);
    let city = |region: &Region| CityGroup {
        region: entry(page, region),
        counties: below(region.code).map(|county| entry(page, county)).collect(),
    };
    // What belongs to no province stands first: the country, whose own children are listed as groups.
    let tops = regions.iter().filter(is_shown).filter(|region| {
        let parent = region.parent.and_then(|code| regions.get(code));
        parent.is_none_or(|parent| parent.kind == RegionKind::Country)
    });
    let group = |region: &Region| RegionGroup {
        region: entry(page, region),
        cities: match region.kind {
            RegionKind::Country => Vec::new(),
            _ => below(region.code).map(city).collect(),
        },
    };
    tops.map(group).collect()
}

fn entry(page: Page, region: &Region) -> RegionEntry {
    let link = page.region(region.code);
    RegionEntry { name: link.text, href: link.href, years: years_in_words(page.index.years(region.code)) }
}

/// Newest first, years with nothing but a report included.
fn year_entries(page: Page) -> Vec<YearEntry> {
    let reported = page.world.articles.iter().map(|article| article.meta.year);
    let mut years: Vec<i32> = page.index.regions_of.keys().copied().chain(reported).collect();
    years.sort();
    years.dedup();
    let regions = |year| page.index.regions_of.get(&year).map_or(0, Vec::len);
    years.into_iter().rev().map(|year| YearEntry { year: page.year(year), regions: regions(year) }).collect()
}

fn counts(page: Page) -> Vec<Count> {
    let index = page.index;
    let counts = [
        (index.figures, "count_figures"),
        (index.indicators, "count_indicators"),
        (index.years_of.len(), "count_regions"),
        (index.sources.len(), "count_sources"),
        (index.reports.len(), "count_reports"),
    ];
    counts.into_iter().map(|(number, key)| Count { number, what: page.word(key) }).collect()
}

/// The page for an address that leads nowhere.
#[derive(Clone, Debug, Serialize)]
pub struct NotFoundPage {
    pub frame: Frame,
    pub title: String,
}

pub fn not_found(page: Page) -> NotFoundPage {
    let title = page.word("not_found_title");
    let about = About {
        kind: "page-not-found".into(),
        part: Part::None,
        title: title.clone(),
        description: page.word("not_found_text"),
        keywords: Vec::new(),
        above: Vec::new(),
        level: Level::Column { column_type: String::new() },
        json_ld: None,
    };
    NotFoundPage { frame: frame(page, about), title }
}
