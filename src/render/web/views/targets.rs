//! The targets of a region and year: what is promised, by when, step by step, and how much of it is done.

use super::{Link, sources};
use crate::derive::Key;
use crate::model::{Date, Recipe, Target};
use crate::render::web::figure;
use crate::render::web::page::Page;
use serde::Serialize;

#[derive(Clone, Debug, Default, Serialize)]
pub struct TargetTable {
    pub has_by: bool,
    pub has_milestones: bool,
    pub has_completion: bool,
    /// True where the rows have different sources.
    pub has_source: bool,
    /// The number of the source that all rows share; 0 where they do not.
    pub source: usize,
    pub rows: Vec<TargetRow>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct TargetRow {
    /// The `id` of the row: the indicator's slug, where no figure of it has a row.
    pub anchor: String,
    /// Of which indicator the figures of the row are where they do not say otherwise.
    pub slug: String,
    pub indicator: Link,
    pub aim_html: String,
    /// A date or words: 2024年底.
    pub by: String,
    pub milestones: Vec<MilestoneView>,
    /// How much is done, computed from the figure of the same region and year.
    pub completion_html: String,
    /// The number of the source in the list at the end of the page; 0 for none.
    pub source: usize,
    /// Who set it, and remarks.
    pub notes: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct MilestoneView {
    pub by: String,
    pub aim_html: String,
}

pub fn table<'a>(page: Page, targets: impl Iterator<Item = &'a Target>) -> TargetTable {
    let rows: Vec<TargetRow> = targets.map(|target| row(page.in_row_of(target.indicator), target)).collect();
    let shared = sources::shared(rows.iter().map(|row| row.source));
    let any = |filled: fn(&TargetRow) -> bool| rows.iter().any(filled);
    TargetTable {
        has_by: any(|row| !row.by.is_empty()),
        has_milestones: any(|row| !row.milestones.is_empty()),
        has_completion: any(|row| !row.completion_html.is_empty()),
        has_source: shared == 0 && any(|row| row.source > 0),
        source: shared,
        rows,
    }
}

fn row(page: Page, target: &Target) -> TargetRow {
    let (book, words) = (page.book(), page.words);
    let period = book.key(target.region, target.year, target.indicator, None).map(|key| key.period);
    let key = Key {
        region: target.region,
        year: target.year,
        indicator: target.indicator,
        period: period.unwrap_or_default(),
    };
    let milestones = target.milestones.iter().map(|milestone| MilestoneView {
        by: milestone.by.to_string(),
        aim_html: figure::aim(key, Recipe::Milestone, &milestone.aim, page),
    });
    let set_by = target.set_by.iter().map(|who| words.fill("set_by", &[("who", who)]));
    TargetRow {
        anchor: page.slug(target.indicator).to_string(),
        slug: page.slug(target.indicator).to_string(),
        indicator: page.indicator(target.indicator),
        aim_html: figure::aim(key, Recipe::Target, &target.aim, page),
        by: target.by.as_deref().map_or(String::new(), in_words),
        milestones: milestones.collect(),
        completion_html: figure::computed_completion(key, page).unwrap_or_default(),
        source: target.source.as_deref().map_or(0, |source| page.sources.number(source)),
        notes: set_by.chain(target.note.as_deref().map(str::to_string)).collect(),
    }
}

/// A date as documents print it; words stay as they are.
fn in_words(by: &str) -> String {
    Date::parse(by).map_or_else(|| by.to_string(), |date| date.to_string())
}
