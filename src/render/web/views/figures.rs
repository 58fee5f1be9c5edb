//! The full table of one domain's figures of a region and year: every observation with what was reported beside it. A
//! column that has nothing in it is said to be absent, so that templates leave it out.

use super::change::{ChangeView, change};
use super::{Link, sources};
use crate::derive::Key;
use crate::model::observation::{Compared, Counterpart, Direction};
use crate::model::{Comparison, Observation, Recipe, Value};
use crate::render::web::figure::{self, small};
use crate::render::web::page::Page;
use crate::wording::ROUNDING_NOTE;
use serde::Serialize;

#[derive(Clone, Debug, Default, Serialize)]
pub struct FigureTable {
    /// The year before the page's.
    pub last_year: String,
    pub has_last: bool,
    pub has_growth: bool,
    pub has_rank: bool,
    pub has_share: bool,
    pub has_completion: bool,
    /// True where the rows have different sources.
    pub has_source: bool,
    /// The number of the source that all rows share; 0 where they do not.
    pub source: usize,
    /// What is said under the table: that rounded parts may not add up to their whole. Empty where they do.
    pub remark: String,
    pub rows: Vec<FigureRow>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct FigureRow {
    /// The `id` of the row: the indicator's slug, in the first row of each.
    pub anchor: String,
    /// Of which indicator the figures of the row are where they do not say otherwise.
    pub slug: String,
    pub indicator: Link,
    /// Empty where the figure is missing; then `missing` says why.
    pub value_html: String,
    /// 未统计, 未公布 …
    pub missing: String,
    /// 预计: not yet a result.
    pub is_forecast: bool,
    /// The value of the year before, where the two compare; else empty.
    pub last_html: String,
    pub change: ChangeView,
    pub rank_html: String,
    pub share_html: String,
    pub completion_html: String,
    pub period: String,
    /// The number of the source in the list at the end of the page; 0 for none.
    pub source: usize,
    pub notes: Vec<String>,
}

pub fn table<'a>(page: Page, observations: impl Iterator<Item = &'a Observation>) -> FigureTable {
    let (mut remark, mut rows_year, mut last) = ("", None, None);
    let row = |observation: &'a Observation| {
        if page.book().differs_by_rounding(observation) {
            remark = ROUNDING_NOTE;
        }
        rows_year = Some(observation.year);
        let is_first = last.replace(observation.indicator) != Some(observation.indicator);
        let id = observation.indicator;
        let anchor = if is_first { page.slug(id).to_string() } else { String::new() };
        FigureRow { anchor, slug: page.slug(id).to_string(), ..row(page.in_row_of(id), observation) }
    };
    let rows: Vec<FigureRow> = observations.map(row).collect();
    let shared = sources::shared(rows.iter().map(|row| row.source));
    let any = |filled: fn(&FigureRow) -> bool| rows.iter().any(filled);
    FigureTable {
        last_year: rows_year.map_or(String::new(), |year: i32| (year - 1).to_string()),
        has_last: any(|row| !row.last_html.is_empty()),
        has_growth: any(|row| !row.change.html.is_empty()),
        has_rank: any(|row| !row.rank_html.is_empty()),
        has_share: any(|row| !row.share_html.is_empty()),
        has_completion: any(|row| !row.completion_html.is_empty()),
        has_source: shared == 0 && any(|row| row.source > 0),
        source: shared,
        remark: remark.to_string(),
        rows,
    }
}

fn row(page: Page, observation: &Observation) -> FigureRow {
    FigureRow {
        anchor: String::new(),
        slug: String::new(),
        indicator: page.indicator(observation.indicator),
        value_html: figure::observation(observation, page),
        missing: match observation.value {
            Value::Missing(reason) => reason.word().to_string(),
            Value::Reported(_) => String::new(),
        },
        is_forecast: observation.is_forecast,
        last_html: last(page, observation),
        change: change(page, observation),
        rank_html: figure::rank(observation, page),
        share_html: share(page, observation),
        completion_html: completion(page, observation),
        period: observation.period.beside_year(),
        source: observation.source.as_deref().map_or(0, |source| page.sources.number(source)),
        notes: notes(page, observation),
    }
}

/// The figure of the year before, as reported then.
fn last(page: Page, observation: &Observation) -> String {
    let before = page.book().year_before(Key::of(observation)).ok();
    let before = before.and_then(|key| page.book().observation(key)).filter(|before| !before.is_forecast);
    before.map_or(String::new(), |before| figure::observation(before, page))
}

fn share(page: Page, observation: &Observation) -> String {
    observation.beside.share.as_ref().map_or(String::new(), |share| {
        let value = figure::beside(observation, Recipe::Share, &share.value, page);
        let of = page.words.fill("share_of", &[("whole", &page.book().vocabulary.get(share.of).name)]);
        format!("{value}{}", small(&of))
    })
}

/// As reported, else computed from the target of the same year.
fn completion(page: Page, observation: &Observation) -> String {
    match &observation.beside.completion {
        Some(completion) => {
            let value = figure::beside(observation, Recipe::Completion, &completion.value, page);
            format!("{value}{}", small(completion.of.as_deref().unwrap_or_default()))
        }
        None => {
            let computed = figure::computed_completion(Key::of(observation), page);
            computed.map_or(String::new(), |html| format!("{html}{}", small(&page.word("computed_mark"))))
        }
    }
}

fn notes(page: Page, observation: &Observation) -> Vec<String> {
    let mut notes: Vec<String> = observation.beside.compare.iter().map(|c| comparison(page, c)).collect();
    if let Some(basis) = &observation.beside.basis {
        notes.push(page.words.fill("basis_is", &[("basis", basis)]));
    }
    notes.extend(observation.beside.note.clone());
    notes
}

/// 增幅比四川省高0.8个百分点
fn comparison(page: Page, comparison: &Comparison) -> String {
    let with = match &comparison.with {
        Counterpart::Region(code) => page.name(*code),
        Counterpart::Indicator(id) => page.book().vocabulary.get(*id).name.clone(),
        Counterpart::Words(words) => words.clone(),
    };
    let amount = comparison.amount.as_ref().map_or(String::new(), ToString::to_string);
    let key = match (comparison.direction, comparison.amount.is_some()) {
        (Direction::Above, true) => "compared_above",
        (Direction::Below, true) => "compared_below",
        (Direction::Above, false) => "compared_just_above",
        (Direction::Below, false) => "compared_just_below",
        (Direction::Level, _) => "compared_level",
    };
    let what = match comparison.what {
        Compared::Value => String::new(),
        Compared::Growth => page.word("compared_growth"),
    };
    format!("{what}{}", page.words.fill(key, &[("with", &with), ("amount", &amount)]))
}
