//! The page of one region and year: what its standing texts say, and every figure and target by domain.

use super::Link;
use super::card::{self, ReportLine};
use super::chart::{self, ChartView};
use super::downloads::{self, Download};
use super::figures::{self, FigureTable};
use super::frame::{About, Frame, Level, Part, dataset, frame};
use super::headline::{Headline, headlines};
use super::region::{above, of_region, year_link};
use super::sources::SourceView;
use super::targets::{self, TargetTable};
use crate::model::{IndicatorId, RegionCode};
use crate::plan::{Subject, address};
use crate::render::web::charts;
use crate::render::web::page::Page;
use crate::render::web::prose::Prose;
use serde::Serialize;
use std::collections::BTreeSet;

/// How many figures stand above all others.
const HEADLINES: usize = 6;

#[derive(Clone, Debug, Serialize)]
pub struct RegionYearPage {
    pub frame: Frame,
    pub title: String,
    /// 乐山市2023年, for the figures of the tables.
    pub place_and_year: String,
    pub region: Link,
    pub year: Link,
    /// How many figures the page shows.
    pub figures: usize,
    /// The same page as a PDF; empty where none is made.
    pub pdf: String,
    pub domains: Vec<DomainSection>,
    pub sources: Vec<SourceView>,
    /// The region's other years, newest first; this one has no href.
    pub years: Vec<Link>,
    pub reports: Vec<ReportLine>,
    /// The figures that come first.
    pub headlines: Vec<Headline>,
    pub charts: Vec<ChartView>,
    /// The region's year before and after, as far as they have a page.
    pub earlier: Link,
    pub later: Link,
    /// True where a growth or a completion was computed by us.
    pub has_computed: bool,
    /// Its figures as files.
    pub downloads: Vec<Download>,
}

/// One domain: its standing text, its figures, its targets. One of them at least is there.
#[derive(Clone, Debug, Serialize)]
pub struct DomainSection {
    /// For `id` attributes: `income`.
    pub id: String,
    pub name: String,
    /// Finished markup, one for each paragraph.
    pub paragraphs: Vec<String>,
    pub figures: FigureTable,
    pub targets: TargetTable,
}

/// `None` for a code that the gazetteer does not have.
pub fn region_year(page: Page, code: RegionCode, year: i32) -> Option<RegionYearPage> {
    let region = page.found(code)?;
    let headlines = headlines(page, code, year, HEADLINES);
    let domains = domains(page, code, year);
    let said = year.to_string();
    let places = [("region", region.name.as_str()), ("year", said.as_str())];
    let title = page.words.fill("region_year_title", &places);
    let count: usize = domains.iter().map(|domain| domain.figures.rows.len()).sum();
    let description =
        page.words.fill("region_year_description", &[places[0], places[1], ("count", &count.to_string())]);
    let mut path = above(page, code);
    path.push(page.region(code));
    let about = About {
        kind: "page-region-year".into(),
        part: Part::Regions,
        title: title.clone(),
        description: description.clone(),
        keywords: domains.iter().map(|domain| domain.name.clone()).collect(),
        above: path,
        level: Level::Column { column_type: page.word("column_type_data") },
        json_ld: Some(dataset(page, &title, &description, Some(&region.name), &[year])),
    };
    let reports = of_region(page, code).filter(|i| page.world.articles[*i].meta.year == year);
    let computed = |domain: &DomainSection| {
        domain.figures.rows.iter().any(|row| row.change.is_computed) || domain.targets.has_completion
    };
    Some(RegionYearPage {
        frame: frame(page, about),
        title,
        place_and_year: format!("{}{}", region.name, page.year(year).text),
        region: page.region(code),
        year: page.year(year),
        figures: count,
        pdf: page.link_if_made(&address::region_year_pdf(code, year)),
        has_computed: domains.iter().any(computed),
        domains,
        sources: page.sources.list(),
        years: other_years(page, code, year),
        reports: card::lines(page, reports),
        headlines,
        charts: drawings(page, code, year),
        earlier: neighbour(page, code, year, -1),
        later: neighbour(page, code, year, 1),
        downloads: downloads::of(page, Subject::RegionYear(code, year)),
    })
}

/// The targets that are partly or wholly met, and the course over the years of what has one.
fn drawings(page: Page, code: RegionCode, year: i32) -> Vec<ChartView> {
    let mut ids: Vec<IndicatorId> = page.book().of(code, year).map(|observation| observation.indicator).collect();
    ids.dedup();
    let mut drawn: Vec<ChartView> =
        charts::targets(page, code, year).map(|targets| chart::numbered(page, 1, targets)).into_iter().collect();
    drawn.extend(chart::courses(page, drawn.len() + 1, code, ids));
    drawn
}

/// The nearest year before or after of which the region has figures.
fn neighbour(page: Page, code: RegionCode, year: i32, step: i32) -> Link {
    let years = page.index.years(code).iter().copied();
    let nearest = match step {
        1 => years.filter(|other| *other > year).min(),
        _ => years.filter(|other| *other < year).max(),
    };
    nearest.map(|other| year_link(page, code, other)).unwrap_or_default()
}

fn other_years(page: Page, code: RegionCode, this: i32) -> Vec<Link> {
    let link = |year: &i32| {
        let link = year_link(page, code, *year);
        if *year == this { Link { href: String::new(), ..link } } else { link }
    };
    page.index.years(code).iter().rev().map(link).collect()
}

fn domains(page: Page, code: RegionCode, year: i32) -> Vec<DomainSection> {
    let book = page.book();
    let mut sections = Vec::new();
    for (i, domain) in book.vocabulary.domains.iter().enumerate() {
        let is_here = |id| book.vocabulary.get(id).domain == i;
        let observations = book.of(code, year).filter(|observation| is_here(observation.indicator));
        let targets = book.targets_of(code, year).filter(|target| is_here(target.indicator));
        let section = DomainSection {
            id: address::domain_anchor(&domain.id),
            name: domain.name.clone(),
            paragraphs: paragraphs(page, code, year, i),
            figures: figures::table(page, observations),
            targets: targets::table(page, targets),
        };
        if !(section.paragraphs.is_empty() && section.figures.rows.is_empty() && section.targets.rows.is_empty()) {
            sections.push(section);
        }
    }
    let mut taken: BTreeSet<String> = sections.iter().map(|section| section.id.clone()).collect();
    sections.iter_mut().for_each(|section| keep_new_ids(section, &mut taken));
    sections
}

/// A row is a place that links lead to; an id that stands on the page already is left out, and so is what the page gives to
/// places of its own.
fn keep_new_ids(section: &mut DomainSection, taken: &mut BTreeSet<String>) {
    let figures = section.figures.rows.iter_mut().map(|row| &mut row.anchor);
    for id in figures.chain(section.targets.rows.iter_mut().map(|row| &mut row.anchor)) {
        if address::is_of_the_page(id) || !taken.insert(id.clone()) {
            id.clear();
        }
    }
}

fn paragraphs(page: Page, code: RegionCode, year: i32, domain: usize) -> Vec<String> {
    let summaries = page.world.summaries.made(page.book(), (code, year), Some(domain));
    let mut prose = Prose::on(page);
    summaries.iter().flat_map(|summary| &summary.paragraphs).map(|paragraph| prose.html(paragraph)).collect()
}
