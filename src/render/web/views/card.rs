//! A report as a card: what stands in lists of reports.

use super::{DateView, Link};
use crate::model::article::{self, Article};
use crate::model::{Figure, Recipe};
use crate::render::web::figure;
use crate::render::web::page::Page;
use serde::Serialize;

/// How many figures a card shows.
const KEY_FIGURES: usize = 3;

#[derive(Clone, Debug, Serialize)]
pub struct ReportCard {
    pub href: String,
    pub title: String,
    /// `bulletin`, `feature`, `review`, `notice` or `yearbook`.
    pub genre: String,
    pub genre_name: String,
    pub region: Link,
    pub date: DateView,
    pub is_sample: bool,
    pub description: String,
    /// The first figures that the report prints.
    pub figures: Vec<KeyFigure>,
}

#[derive(Clone, Debug, Serialize)]
pub struct KeyFigure {
    pub name: String,
    pub value_html: String,
}

/// A report in one line: where a page has other things to show.
#[derive(Clone, Debug, Serialize)]
pub struct ReportLine {
    pub report: Link,
    pub genre_name: String,
    pub date: DateView,
}

pub fn lines(page: Page, reports: impl Iterator<Item = usize>) -> Vec<ReportLine> {
    let line = |article: &Article| ReportLine {
        report: page.report(article),
        genre_name: article.genre.chinese_name().to_string(),
        date: article.meta.date.into(),
    };
    reports.map(|i| line(&page.world.articles[i])).collect()
}

pub fn cards(page: Page, reports: &[usize]) -> Vec<ReportCard> {
    reports.iter().map(|i| card(page, &page.world.articles[*i])).collect()
}

fn card(page: Page, article: &Article) -> ReportCard {
    let link = page.report(article);
    ReportCard {
        href: link.href,
        title: link.text,
        genre: article.genre.name().to_string(),
        genre_name: article.genre.chinese_name().to_string(),
        region: page.region(article.meta.region),
        date: article.meta.date.into(),
        is_sample: article.meta.is_sample,
        description: article.meta.description.clone(),
        figures: key_figures(page, article),
    }
}

/// Values and targets as printed, each indicator once, in reading order: the body before its tables.
fn key_figures(page: Page, article: &Article) -> Vec<KeyFigure> {
    let is_table = |block: &article::Block| matches!(block, article::Block::Table(_));
    let prose = article.bodies().flatten().filter(|block| !is_table(block));
    let tables = article.bodies().flatten().filter(|block| is_table(block));
    let mut chosen: Vec<&Figure> = Vec::new();
    for figure in prose.chain(tables).flat_map(|block| article::figures(std::slice::from_ref(block))) {
        let speaks = matches!(figure.recipe, Recipe::Reported | Recipe::Target) && figure.text.chars().count() <= 10;
        let has_unit = figure.value.is_some() && !figure.text.chars().all(|c| c.is_ascii_digit());
        if speaks && has_unit && chosen.iter().all(|other| other.indicator != figure.indicator) {
            chosen.push(figure);
        }
        if chosen.len() == KEY_FIGURES {
            break;
        }
    }
    let view = |figure: &&Figure| KeyFigure {
        name: page.book().vocabulary.get(figure.indicator).name.clone(),
        value_html: figure::html(figure, page),
    };
    chosen.iter().map(view).collect()
}
