//! The list of a report's figures: each number that its text prints, once, with its exact value, how it was made and where it comes
//! from. It is what the pop-up of a figure says, for readers without scripts and on paper.

use super::Link;
use crate::derive::Key;
use crate::model::article::{self, Article, Block, Genre};
use crate::model::{Figure, Recipe};
use crate::render::web::figure;
use crate::render::web::page::Page;
use serde::Serialize;
use std::collections::BTreeSet;

#[derive(Clone, Debug, Serialize)]
pub struct FigureEntry {
    /// As printed: 增长16%.
    pub printed: String,
    /// 乐山市2023年
    pub place: String,
    pub indicator: Link,
    /// The exact value with its unit: 16%; empty for words and bounds.
    pub value: String,
    /// 来源公布的数, or 同比增幅；依据：….
    pub how: String,
    /// Numbers in the page's list of sources.
    pub sources: Vec<usize>,
}

/// In reading order.
pub fn of(page: Page, article: &Article) -> Vec<FigureEntry> {
    let mut seen: BTreeSet<(Key, Recipe, &str)> = BTreeSet::new();
    let figures = printed_by(article).into_iter();
    figures.filter(|one| seen.insert((figure::key(one), one.recipe, &one.text))).map(|one| entry(page, one)).collect()
}

/// Every figure that a report prints in its text, the editors' note first.
pub fn printed_by(article: &Article) -> Vec<&Figure> {
    let note: &[Block] = match &article.genre {
        Genre::Bulletin(bulletin) => &bulletin.editors_note,
        _ => &[],
    };
    std::iter::once(note).chain(article.bodies()).flat_map(article::figures).collect()
}

fn entry(page: Page, one: &Figure) -> FigureEntry {
    FigureEntry {
        printed: one.text.clone(),
        place: format!("{}{}", page.name(one.region), one.period.in_words(one.year)),
        indicator: page.indicator(one.indicator),
        value: one
            .value
            .filter(|_| !one.is_bounded)
            .map_or(String::new(), |value| format!("{}{}", figure::canonical(value), one.unit)),
        how: figure::how(one.recipe, &page.book().ingredients(one), one.is_reported, page),
        sources: page.book().source_titles(&one.from).iter().map(|title| page.sources.titled(title)).collect(),
    }
}
