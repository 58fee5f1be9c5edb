//! From the book to the document of one region and year: summaries, tables of figures, targets, and the list of sources
//! with their numbers. Comes in: region, year and the world. Goes out: the context of `region-year.typ`, and the view of a
//! region in a volume. What stands beside the figures comes from `beside`.

use super::block::Galley;
use super::block::Pictures;
use super::inline::Apparatus;
use super::record::{Marks, Printed};
use super::report;
use super::view::{DayView, DocumentView, DomainView, FigureView, Markup, RegionYearView, SourceView, TargetView};
use crate::draw::Style;
use crate::model::indicator::Kind;
use crate::model::{Date, Observation, Period, RegionCode, Source, Target, Value as Reported};
use crate::render::World;
use crate::render::data::beside::{self, Beside, COMPUTED_MARK};
use crate::wording::ROUNDING_NOTE;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use tera::{Context, Value};

/// The context of the template.
pub(super) fn context(world: &World, code: RegionCode, year: i32, printed: &Printed) -> Context {
    let mut sources = Numbered::default();
    let mut view = view(world, code, year, &mut sources, &printed.marks());
    view.sources = sources.views();
    let mut context = Context::new();
    context.insert_value("document", Value::from(document(world, code, year)));
    context.insert_value("region_year", Value::from(view));
    context
}

/// The year of one region; its sources join those that are numbered already, and are not listed here.
pub(super) fn view(
    world: &World,
    code: RegionCode,
    year: i32,
    sources: &mut Numbered,
    marks: &Marks,
) -> RegionYearView {
    let observations: Vec<&Observation> = world.book.of(code, year).collect();
    let mut domains = Vec::new();
    for (index, domain) in world.book.vocabulary.domains.iter().enumerate() {
        let belongs = |o: &&&Observation| world.book.vocabulary.get(o.indicator).domain == index;
        let (rows, notes) = rows(world, observations.iter().filter(belongs).copied(), sources, marks);
        let summary = summary(world, (code, year), index, marks);
        let is_rounded = observations.iter().filter(belongs).any(|o| world.book.differs_by_rounding(o));
        if !rows.is_empty() || !summary.is_empty() {
            domains.push(DomainView {
                name: domain.name.clone(),
                summary: Markup(summary),
                has_growth: rows.iter().any(|row| !row.growth.is_empty()),
                has_points: rows.iter().any(|row| row.growth.contains(POINTS)),
                has_completion: rows.iter().any(|row| !row.completion.is_empty()),
                has_ranks: rows.iter().any(|row| !row.rank.is_empty()),
                remark: remarks(is_rounded, &rows),
                rows,
                notes,
            });
        }
    }
    let targets: Vec<TargetView> =
        world.book.targets_of(code, year).map(|target| self::target(world, target, sources, marks)).collect();
    let has_completion = targets.iter().any(|target| !target.completion.is_empty());
    let has_milestones = targets.iter().any(|target| !target.milestones.is_empty());
    RegionYearView { domains, targets, has_milestones, has_completion, sources: Vec::new() }
}

/// The day of the latest source.
pub(super) fn date(world: &World, code: RegionCode, year: i32) -> Option<Date> {
    let of_figures = world.book.of(code, year).filter_map(|o| o.source.as_ref());
    let of_targets = world.book.targets_of(code, year).filter_map(|t| t.source.as_ref());
    of_figures.chain(of_targets).filter_map(|source| source.date).max()
}

/// A PDF bears a date in any case; where no source has one it is the last day of the year, and none is printed.
pub(super) fn dated(date: Option<Date>, year: i32) -> DayView {
    let last_day = Date { year, month: Some(12), day: Some(31) };
    match date {
        Some(date) => report::day(date),
        None => DayView { text: String::new(), ..report::day(last_day) },
    }
}

fn document(world: &World, code: RegionCode, year: i32) -> DocumentView {
    let name = world.book.regions.name_of(code);
    let title = format!("{name}{year}年主要数据");
    DocumentView {
        title_lines: vec![title.clone()],
        description: format!("{name}{year}年已收录的全部数据及其来源"),
        title,
        genre: "region-year".to_string(),
        region: name,
        region_code: code.to_string(),
        year,
        date: dated(date(world, code, year), year),
        is_sample: false,
        keywords: Vec::new(),
        site: world.book.settings.name.clone(),
        publisher: world.book.settings.publisher.clone(),
    }
}

fn summary(world: &World, (code, year): (RegionCode, i32), domain: usize, marks: &Marks) -> String {
    let apparatus = Apparatus { marks: Some(marks), ..Apparatus::default() };
    let (style, pictures) = (Style::print(), Pictures::new());
    let galley = Galley::new(&style, &pictures, apparatus);
    let here = world.summaries_of(code, year).iter().filter(|summary| summary.domain == domain);
    let paragraphs: String = here.flat_map(|s| &s.paragraphs).map(|text| galley.paragraph(text)).collect();
    if paragraphs.is_empty() { paragraphs } else { format!("#{{\n{paragraphs}}}") }
}

fn rows<'a>(
    world: &World,
    observations: impl Iterator<Item = &'a Observation>,
    sources: &mut Numbered,
    marks: &Marks,
) -> (Vec<FigureView>, Vec<String>) {
    let mut notes: Vec<String> = Vec::new();
    let rows = observations
        .map(|o| {
            let remark = [o.beside.basis.as_ref().map(|basis| format!("口径：{basis}")), o.beside.note.clone()];
            let remark = remark.into_iter().flatten().collect::<Vec<_>>().join("；");
            let note = if remark.is_empty() { String::new() } else { number_of(&mut notes, remark).to_string() };
            FigureView {
                indicator: world.book.vocabulary.get(o.indicator).name.clone(),
                value: value(o, marks.of(o)),
                growth: cell(beside::growth(world, o)),
                completion: cell(beside::completion(world, o)),
                rank: cell(beside::rank(world, o)),
                period: period(world, o),
                source: o.source.as_ref().map_or_else(String::new, |source| sources.number(source)),
                note,
            }
        })
        .filter(|row| !row.value.is_empty())
        .collect();
    (rows, notes)
}

/// What is to be said under a whole table.
fn remarks(is_rounded: bool, rows: &[FigureView]) -> String {
    let is_computed = |row: &FigureView| row.growth.ends_with(COMPUTED_MARK) || row.completion.ends_with(COMPUTED_MARK);
    let computed = rows.iter().any(is_computed).then_some("带*的由所载数据计算");
    let rounded = is_rounded.then_some(ROUNDING_NOTE);
    rounded.into_iter().chain(computed).collect::<Vec<_>>().join("；")
}

/// The number of a text in a list that holds each text once, counted from 1.
fn number_of(list: &mut Vec<String>, text: String) -> usize {
    match list.iter().position(|known| *known == text) {
        Some(i) => i + 1,
        None => {
            list.push(text);
            list.len()
        }
    }
}

/// The year's end for a stock, the words of the period otherwise.
fn period(world: &World, o: &Observation) -> String {
    let is_stock = world.book.vocabulary.get(o.indicator).kind == Kind::Stock;
    match (&o.value, o.period) {
        (Reported::Missing(_), Period::Year) => "全年".to_string(),
        (_, Period::Year) if is_stock => "年末".to_string(),
        (_, period) => period.words(),
    }
}

/// The unit of a difference between percentages.
const POINTS: &str = "个百分点";

/// A figure as a table prints it behind its mark.
pub(super) fn value(o: &Observation, mark: String) -> String {
    let printed = if o.is_forecast { format!("{}（预计）", o.printed()) } else { o.printed() };
    if printed.is_empty() { printed } else { mark + &printed }
}

fn cell(beside: Option<Beside>) -> String {
    beside.map_or_else(String::new, |beside| beside.cell())
}

fn target(world: &World, target: &Target, sources: &mut Numbered, marks: &Marks) -> TargetView {
    let steps: Vec<String> =
        target.milestones.iter().map(|step| format!("{}{}", step.by, step.aim.in_words())).collect();
    TargetView {
        indicator: world.book.vocabulary.get(target.indicator).name.clone(),
        aim: marks.of(target) + &target.aim.in_words(),
        by: target.by.as_deref().map_or_else(String::new, in_words),
        milestones: steps.join("；"),
        completion: cell(beside::completion_of(world, target)),
        source: target.source.as_ref().map_or_else(String::new, |source| sources.number(source)),
    }
}

/// A date as a document prints it; words stay.
fn in_words(by: &str) -> String {
    Date::parse(by).map_or_else(|| by.to_string(), |date| date.to_string())
}

/// Sources in the order in which they are first cited.
#[derive(Default)]
pub(super) struct Numbered {
    listed: Vec<Arc<Source>>,
    /// Where each stands in the list, and under which titles: the figures of a nation ask a million times.
    places: HashMap<Arc<Source>, usize>,
    titles: HashSet<String>,
}

impl Numbered {
    pub fn number(&mut self, source: &Arc<Source>) -> String {
        let known = self.places.get(source).copied();
        let at = known.unwrap_or_else(|| self.add(source.clone()));
        format!("[{}]", at + 1)
    }

    fn add(&mut self, source: Arc<Source>) -> usize {
        self.titles.insert(source.title.clone());
        self.places.insert(source.clone(), self.listed.len());
        self.listed.push(source);
        self.listed.len() - 1
    }

    /// A source of which nothing but its title is known, unless one of that title is listed.
    pub fn add_title(&mut self, title: &str) {
        if !title.is_empty() && !self.titles.contains(title) {
            let (id, title) = (String::new(), title.to_string());
            self.add(Arc::new(Source { id, title, publisher: None, date: None, url: None }));
        }
    }

    pub fn views(&self) -> Vec<SourceView> {
        let view = |(i, source): (usize, &Arc<Source>)| SourceView {
            number: i as u32 + 1,
            title: source.title.clone(),
            publisher: source.publisher.clone().unwrap_or_default(),
            date: source.date.map_or_else(String::new, |date| date.to_string()),
        };
        self.listed.iter().enumerate().map(view).collect()
    }
}
