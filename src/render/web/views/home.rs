//! The home page and the list of reports.

use super::card::{ReportCard, cards};
use super::frame::{About, Frame, Level, Part, dataset, frame};
use super::headline::{Headline, fullest_year, headlines};
use super::region::year_link;
use super::sources::SourceView;
use super::{Link, years_in_words};
use crate::model::{Region, RegionCode, RegionKind};
use crate::plan::address;
use crate::render::web::page::Page;
use serde::Serialize;

/// How many reports the home page shows, of how many places it shows figures, and how many of each.
const NEWEST: usize = 7;
const GLANCES: usize = 6;
const GLANCE_FIGURES: usize = 3;

#[derive(Clone, Debug, Serialize)]
pub struct HomePage {
    pub frame: Frame,
    pub title: String,
    pub description: String,
    /// The newest report; at most one.
    pub lead: Vec<ReportCard>,
    /// The next ones, newest first.
    pub reports: Vec<ReportCard>,
    /// To the list of all, where there are more than these; else empty.
    pub all_reports: String,
    /// Places with the figures that come first.
    pub glances: Vec<Glance>,
    pub genres: Vec<GenreEntry>,
    /// Provinces with what lies below them.
    pub regions: Vec<RegionGroup>,
    pub years: Vec<YearEntry>,
    pub counts: Vec<Count>,
    pub sources: Vec<SourceView>,
}

/// What a place has to show for its latest year.
#[derive(Clone, Debug, Serialize)]
pub struct Glance {
    pub region: Link,
    pub year: Link,
    pub headlines: Vec<Headline>,
}

/// A genre with its reports.
#[derive(Clone, Debug, Serialize)]
pub struct GenreEntry {
    /// `bulletin`, `feature`, `review`, `notice` or `yearbook`: the `id` of its part of the list of reports.
    pub id: String,
    pub name: String,
    /// To that part.
    pub href: String,
    pub count: usize,
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
    /// By genre, in the order of their first reports.
    pub genres: Vec<GenreReports>,
    pub sources: Vec<SourceView>,
}

#[derive(Clone, Debug, Serialize)]
pub struct GenreReports {
    pub id: String,
    pub name: String,
    /// Newest first.
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
    let newest = &page.index.reports[..page.index.reports.len().min(NEWEST)];
    HomePage {
        frame: frame(page, about),
        title: settings.name.clone(),
        description: settings.description.clone(),
        lead: cards(page, &newest[..newest.len().min(1)]),
        reports: cards(page, newest.get(1..).unwrap_or_default()),
        all_reports: if page.index.reports.len() > newest.len() { page.to(address::REPORTS) } else { String::new() },
        glances: glances(page),
        genres: genres(page),
        regions: region_groups(page),
        years: year_entries(page),
        counts: counts(page),
        sources: page.sources.list(),
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
    let by_genre = genres(page).into_iter().map(|genre| GenreReports {
        reports: cards(page, &of_genre(page, &genre.id)),
        id: genre.id,
        name: genre.name,
    });
    let genres = by_genre.collect();
    ReportsPage { frame: frame(page, about), title, description, genres, sources: page.sources.list() }
}

/// The genres of which there are reports, those with the newest first.
fn genres(page: Page) -> Vec<GenreEntry> {
    let mut genres: Vec<GenreEntry> = Vec::new();
    for article in page.index.reports.iter().map(|i| &page.world.articles[*i]) {
        let id = article.genre.name();
        match genres.iter_mut().find(|genre| genre.id == id) {
            Some(genre) => genre.count += 1,
            None => genres.push(GenreEntry {
                id: id.to_string(),
                name: article.genre.chinese_name().to_string(),
                href: format!("{}#{id}", page.to(address::REPORTS)),
                count: 1,
            }),
        }
    }
    genres
}

fn of_genre(page: Page, id: &str) -> Vec<usize> {
    page.index.reports.iter().copied().filter(|i| page.world.articles[*i].genre.name() == id).collect()
}

/// The places about which there are reports, else those with most years; each with its latest full year.
fn glances(page: Page) -> Vec<Glance> {
    let mut places: Vec<RegionCode> = Vec::new();
    let reported = page.index.reports.iter().map(|i| page.world.articles[*i].meta.region);
    let mut known: Vec<RegionCode> = page.index.years_of.keys().copied().collect();
    known.sort_by_key(|code| (std::cmp::Reverse(page.index.years(*code).len()), *code));
    for code in reported.chain(known) {
        if places.len() < GLANCES && !places.contains(&code) {
            places.push(code);
        }
    }
    places.into_iter().filter_map(|code| glance(page, code)).collect()
}

fn glance(page: Page, code: RegionCode) -> Option<Glance> {
    let year = fullest_year(page, code, GLANCE_FIGURES)?;
    let headlines = headlines(page, code, year, GLANCE_FIGURES);
    Some(Glance { region: page.region(code), year: year_link(page, code, year), headlines })
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
        (index.tally.figures, "count_figures"),
        (index.tally.indicators, "count_indicators"),
        (index.years_of.len(), "count_regions"),
        (index.tally.sources.len(), "count_sources"),
        (index.reports.len(), "count_reports"),
    ];
    let counts = counts.into_iter().filter(|(number, _)| *number > 0);
    counts.map(|(number, key)| Count { number, what: page.word(key) }).collect()
}

/// The page for an address that leads nowhere. Servers show it at any address, so that neither its style nor its links may be
/// relative: the style stands in it, the links start at the root of the host.
#[derive(Clone, Debug, Serialize)]
pub struct NotFoundPage {
    pub frame: Frame,
    pub title: String,
    /// The main parts of the site; empty where the site has no address that says where they lie.
    pub links: Vec<Link>,
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
    NotFoundPage { frame: frame(page, about), title, links: from_the_root(page) }
}

fn from_the_root(page: Page) -> Vec<Link> {
    let root = address::base_path(&page.book().settings.base_url);
    let parts = [
        ("not_found_home", address::HOME),
        ("nav_reports", address::REPORTS),
        ("nav_indicators", address::INDICATORS),
        ("nav_sources", address::SOURCES),
    ];
    let shown = parts.into_iter().filter(|_| !root.is_empty());
    shown.map(|(key, path)| Link { text: page.word(key), href: format!("{root}{path}") }).collect()
}
