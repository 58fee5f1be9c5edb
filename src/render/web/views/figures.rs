//! The full table of one domain's figures of a region and year: every observation with what was reported beside it. A
//! column that has nothing in it is said to be absent, so that templates leave it out.

use super::Link;
use super::sources::Footnotes;
use crate::derive::Key;
use crate::model::observation::{Compared, Counterpart, Direction};
use crate::model::{Change, Comparison, Observation, Period, Recipe, Value};
use crate::render::web::figure::{self, small};
use crate::render::web::page::Page;
use crate::render::web::typeset;
use crate::wording::ROUNDING_NOTE;
use serde::Serialize;

#[derive(Clone, Debug, Default, Serialize)]
pub struct FigureTable {
    pub has_growth: bool,
    pub has_rank: bool,
    pub has_share: bool,
    pub has_completion: bool,
    pub has_period: bool,
    pub has_source: bool,
    pub has_note: bool,
    /// What is said under the table: that rounded parts may not add up to their whole. Empty where they do.
    pub remark: String,
    pub rows: Vec<FigureRow>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct FigureRow {
    pub indicator: Link,
    /// Empty where the figure is missing; then `missing` says why.
    pub value_html: String,
    /// 未统计, 未公布 …
    pub missing: String,
    /// 预计: not yet a result.
    pub is_forecast: bool,
    pub growth_html: String,
    /// True where we computed the growth because the source prints none.
    pub growth_is_computed: bool,
    pub rank_html: String,
    pub share_html: String,
    pub completion_html: String,
    pub period: String,
    /// The number of the source in the list at the end of the page; 0 for none.
    pub source: usize,
    pub notes: Vec<String>,
}

pub fn table<'a>(
    page: Page,
    observations: impl Iterator<Item = &'a Observation>,
    sources: &mut Footnotes,
) -> FigureTable {
    let mut remark = "";
    let row = |observation: &'a Observation| {
        if page.book().differs_by_rounding(observation) {
            remark = ROUNDING_NOTE;
        }
        row(page, observation, sources)
    };
    let rows: Vec<FigureRow> = observations.map(row).collect();
    let any = |filled: fn(&FigureRow) -> bool| rows.iter().any(filled);
    FigureTable {
        has_growth: any(|row| !row.growth_html.is_empty()),
        has_rank: any(|row| !row.rank_html.is_empty()),
        has_share: any(|row| !row.share_html.is_empty()),
        has_completion: any(|row| !row.completion_html.is_empty()),
        has_period: any(|row| !row.period.is_empty()),
        has_source: any(|row| row.source > 0),
        has_note: any(|row| !row.notes.is_empty()),
        remark: remark.to_string(),
        rows,
    }
}

fn row(page: Page, observation: &Observation, sources: &mut Footnotes) -> FigureRow {
    let (book, words) = (page.book(), page.words);
    let reported = growth(page, observation);
    let computed = if reported.is_empty() { figure::computed_growth(observation, book, words) } else { None };
    FigureRow {
        indicator: page.indicator(observation.indicator),
        value_html: figure::observation(observation, book, words),
        missing: match observation.value {
            Value::Missing(reason) => reason.word().to_string(),
            Value::Reported(_) => String::new(),
        },
        is_forecast: observation.is_forecast,
        growth_is_computed: computed.is_some(),
        growth_html: computed.unwrap_or(reported),
        rank_html: figure::rank(observation, book, words),
        share_html: share(page, observation),
        completion_html: completion(page, observation),
        period: match observation.period {
            Period::Year => String::new(),
            period => period.words(),
        },
        source: observation.source.as_deref().map_or(0, |source| sources.number(source)),
        notes: notes(page, observation),
    }
}

fn growth(page: Page, observation: &Observation) -> String {
    let beside = |quantity| figure::beside(observation, Recipe::Growth, quantity, page.book(), page.words);
    match &observation.growth {
        Some(Change::Percent(quantity) | Change::Points(quantity)) => beside(quantity),
        Some(Change::Level) => typeset::text(&page.word("level")),
        None => match &observation.increment {
            Some(quantity) => {
                let increment = figure::beside(observation, Recipe::Increment, quantity, page.book(), page.words);
                format!("{increment}{}", small(&page.word("increment")))
            }
            None => String::new(),
        },
    }
}

fn share(page: Page, observation: &Observation) -> String {
    observation.share.as_ref().map_or(String::new(), |share| {
        let value = figure::beside(observation, Recipe::Share, &share.value, page.book(), page.words);
        let of = page.words.fill("share_of", &[("whole", &page.book().vocabulary.get(share.of).name)]);
        format!("{value}{}", small(&of))
    })
}

/// As reported, else computed from the target of the same year.
fn completion(page: Page, observation: &Observation) -> String {
    match &observation.completion {
        Some(completion) => {
            let value = figure::beside(observation, Recipe::Completion, &completion.value, page.book(), page.words);
            format!("{value}{}", small(completion.of.as_deref().unwrap_or_default()))
        }
        None => {
            let computed = figure::computed_completion(Key::of(observation), page.book(), page.words);
            computed.map_or(String::new(), |html| format!("{html}{}", small(&page.word("computed_mark"))))
        }
    }
}

fn notes(page: Page, observation: &Observation) -> Vec<String> {
    let mut notes: Vec<String> = observation.compare.iter().map(|c| comparison(page, c)).collect();
    if let Some(basis) = &observation.basis {
        notes.push(page.words.fill("basis_is", &[("basis", basis)]));
    }
    notes.extend(observation.note.clone());
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
