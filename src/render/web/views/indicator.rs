//! Indicators: the list by domain, and the page of one with everything that was reported of it.

use super::card::{self, ReportLine};
use super::chart::{ChartView, numbered};
use super::downloads::{self, Download};
use super::frame::{About, Frame, Level, Part, dataset, frame};
use super::grid::{Grid, IndicatorBy, Plan, foremost, grid};
use super::ranking::{self, RankingView};
use super::sources::SourceView;
use super::{Link, years_in_words};
use crate::model::{Better, Indicator, IndicatorId, Kind, RegionCode};
use crate::plan::{Subject, address};
use crate::render::web::charts;
use crate::render::web::page::Page;
use crate::wording;
use serde::Serialize;

#[derive(Clone, Debug, Serialize)]
pub struct IndicatorsPage {
    pub frame: Frame,
    pub title: String,
    pub description: String,
    pub domains: Vec<DomainIndicators>,
}

#[derive(Clone, Debug, Serialize)]
pub struct DomainIndicators {
    pub id: String,
    pub name: String,
    pub indicators: Vec<IndicatorEntry>,
}

#[derive(Clone, Debug, Serialize)]
pub struct IndicatorEntry {
    pub indicator: Link,
    pub unit: String,
    pub definition: String,
    /// In how many regions and years it was reported.
    pub places: usize,
}

#[derive(Clone, Debug, Serialize)]
pub struct IndicatorPage {
    pub frame: Frame,
    pub name: String,
    pub definition: String,
    pub domain: String,
    /// 元, or 户、人 for several measures.
    pub unit: String,
    /// 流量, 存量 …
    pub kind: String,
    /// Which direction is good news; empty for none.
    pub better: String,
    pub formula: String,
    pub part_of: Link,
    pub aliases: Vec<String>,
    /// Why values before a year do not compare with later ones.
    pub breaks: Vec<String>,
    /// True where growth is at constant prices.
    pub growth_is_real: bool,
    pub grid: Grid,
    pub charts: Vec<ChartView>,
    /// The latest year first.
    pub rankings: Vec<RankingView>,
    /// How many orders are left to the file of data, in words; empty where all stand here.
    pub rankings_left_out: String,
    pub sources: Vec<SourceView>,
    pub reports: Vec<ReportLine>,
    /// Its figures as files.
    pub downloads: Vec<Download>,
}

pub fn list(page: Page) -> IndicatorsPage {
    let vocabulary = &page.book().vocabulary;
    let title = page.word("indicators_title");
    let description = page.words.fill("indicators_description", &[("count", &vocabulary.len().to_string())]);
    let about = About {
        kind: "page-indicators".into(),
        part: Part::Indicators,
        title: title.clone(),
        description: description.clone(),
        keywords: vocabulary.domains.iter().map(|domain| domain.name.clone()).collect(),
        above: Vec::new(),
        level: Level::Column { column_type: page.word("column_type_data") },
        json_ld: None,
    };
    let domain = |(i, domain): (usize, &crate::model::Domain)| DomainIndicators {
        id: address::domain_anchor(&domain.id),
        name: domain.name.clone(),
        indicators: vocabulary
            .iter()
            .filter(|(_, one)| one.domain == i)
            .map(|(id, one)| entry(page, id, one))
            .collect(),
    };
    let domains = vocabulary.domains.iter().enumerate().map(domain).filter(|domain| !domain.indicators.is_empty());
    IndicatorsPage { frame: frame(page, about), title, description, domains: domains.collect() }
}

fn entry(page: Page, id: IndicatorId, indicator: &Indicator) -> IndicatorEntry {
    IndicatorEntry {
        indicator: page.indicator(id),
        unit: units(indicator),
        definition: indicator.definition.clone(),
        places: page.book().places_of(id).len(),
    }
}

pub fn indicator(page: Page, id: IndicatorId) -> IndicatorPage {
    let vocabulary = &page.book().vocabulary;
    let one = vocabulary.get(id);
    let reports = page.index.reports_using.get(&id).map_or(&[][..], Vec::as_slice);
    let (rankings, left_out) = ranking::rankings(page, id);
    let mut drawn = charts::ranked(page, id).map_or(Vec::new(), |ranked| vec![ranked]);
    drawn.extend(charts::lines(page, id));
    IndicatorPage {
        frame: frame(page, about(page, id)),
        name: one.name.clone(),
        definition: one.definition.clone(),
        domain: vocabulary.domains.get(one.domain).map_or(String::new(), |domain| domain.name.clone()),
        unit: units(one),
        kind: Kind::NAMES.iter().find(|(_, _, k)| *k == one.kind).map_or(String::new(), |(_, zh, _)| zh.to_string()),
        better: match one.better {
            Better::Up => page.word("better_up"),
            Better::Down => page.word("better_down"),
            Better::None => String::new(),
        },
        formula: one.formula.as_ref().map_or(String::new(), |formula| wording::formula(formula, vocabulary)),
        part_of: one.part_of.map(|whole| page.indicator(whole)).unwrap_or_default(),
        aliases: one.aliases.clone(),
        breaks: breaks(page, one),
        growth_is_real: one.growth_is_real,
        grid: places(page, id),
        charts: (1..).zip(drawn).map(|(place, drawing)| numbered(page, place, drawing)).collect(),
        rankings,
        rankings_left_out: match left_out {
            0 => String::new(),
            count => page.words.fill("rankings_left_out", &[("count", &count.to_string())]),
        },
        reports: card::lines(page, reports.iter().copied()),
        sources: page.sources.list(),
        downloads: downloads::of(page, Subject::Indicator(id)),
    }
}

fn about(page: Page, id: IndicatorId) -> About {
    let one = page.book().vocabulary.get(id);
    let years = years_of(page, id);
    let description = match one.definition.is_empty() {
        false => one.definition.clone(),
        true => page.words.fill("indicator_description", &[("name", &one.name), ("years", &years_in_words(&years))]),
    };
    About {
        kind: "page-indicator".into(),
        part: Part::Indicators,
        title: one.name.clone(),
        keywords: std::iter::once(one.name.clone()).chain(one.aliases.iter().cloned()).collect(),
        above: vec![Link { text: page.word("nav_indicators"), href: page.to(address::INDICATORS) }],
        level: Level::Column { column_type: page.word("column_type_data") },
        json_ld: (!years.is_empty()).then(|| dataset(page, &one.name, &description, None, &years)),
        description,
    }
}

fn years_of(page: Page, id: IndicatorId) -> Vec<i32> {
    let mut years: Vec<i32> = page.book().places_of(id).iter().map(|(_, year)| *year).collect();
    years.sort();
    years.dedup();
    years
}

fn units(indicator: &Indicator) -> String {
    indicator.measures.iter().map(|unit| unit.name()).collect::<Vec<_>>().join("、")
}

fn breaks(page: Page, indicator: &Indicator) -> Vec<String> {
    let said = |(year, reason): (&i32, &String)| {
        page.words.fill("break_at", &[("year", &year.to_string()), ("reason", reason)])
    };
    indicator.breaks.iter().map(said).collect()
}

/// Regions by years.
fn places(page: Page, id: IndicatorId) -> Grid {
    let mut regions: Vec<RegionCode> = page.book().places_of(id).iter().map(|(region, _)| *region).collect();
    regions.dedup();
    let (regions, left_out) = foremost(page, regions);
    let name = &page.book().vocabulary.get(id).name;
    let plan = Plan {
        caption: page.words.fill("indicator_grid", &[("name", name)]),
        corner: page.word("region"),
        rows: regions.into_iter().map(|code| (told_apart(page, code), code)).collect(),
        columns: years_of(page, id).into_iter().map(|year| (page.year(year), year)).collect(),
        indicator: IndicatorBy::Table(id),
        data_of: Subject::Indicator(id),
        left_out,
    };
    grid(page, plan, |code, year| (*code, *year))
}

/// To a region's page, by a name that no other region in the list has.
fn told_apart(page: Page, code: RegionCode) -> Link {
    Link { text: page.book().regions.name_apart(code), ..page.region(code) }
}
