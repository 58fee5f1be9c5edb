//! What is handed out beside the pages: the figures of a region, of its year, of a year and of an indicator as files, and
//! those of each chart and table of a report. Comes in: the book and the articles. Goes out: makings. Reads no figure.

use super::{Making, Material};
use crate::model::article::{Article, Block, charts_and_tables};
use crate::model::site::Format;
use crate::model::{IndicatorId, RegionCode};
use std::collections::BTreeSet;

/// What a file of figures is about: each has a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    Region(RegionCode),
    RegionYear(RegionCode, i32),
    Year(i32),
    Indicator(IndicatorId),
}

/// The ending of the description of a CSV: where «Model for Tabular Data and Metadata on the Web» (W3C, 5.3) looks for it.
pub const METADATA: &str = ".csv-metadata.json";

/// Everything that the site hands out, as its settings want it. Of one region's year only the CSV is made: JSON and
/// workbook of the region have every year.
pub fn all(material: &Material) -> Vec<Making> {
    let subjects = subjects(material);
    let mut makings = Vec::new();
    let hands_out = |format| material.book.settings.hands_out(format);
    if hands_out(Format::Csv) {
        for subject in &subjects {
            makings.extend([Making::Data(*subject, Format::Csv), Making::Metadata(*subject)]);
        }
        for (i, article) in material.articles.iter().enumerate() {
            makings.push(Making::Figures(i));
            makings.extend(parts_of(article).map(|id| Making::Part(i, id.to_string())));
        }
    }
    for subject in subjects.into_iter().filter(|subject| !matches!(subject, Subject::RegionYear(..))) {
        let formats = [Format::Json, Format::Workbook].into_iter().filter(|format| hands_out(*format));
        makings.extend(formats.map(|format| Making::Data(subject, format)));
    }
    makings
}

/// What has figures or targets.
fn subjects(material: &Material) -> Vec<Subject> {
    let book = material.book;
    let mut found = BTreeSet::new();
    for (code, year) in book.region_years() {
        found.extend([Subject::Region(code), Subject::RegionYear(code, year), Subject::Year(year)]);
    }
    let observed = book.vocabulary.iter().map(|(id, _)| id).filter(|id| !book.places_of(*id).is_empty());
    found.extend(observed.map(Subject::Indicator));
    found.extend(book.targets().map(|target| Subject::Indicator(target.indicator)));
    found.into_iter().collect()
}

/// The ids of a report's charts and tables, which are in no other report's folder.
fn parts_of(article: &Article) -> impl Iterator<Item = &str> {
    charts_and_tables(article).into_iter().filter_map(|block| match block {
        Block::Chart(chart) => Some(chart.id.as_str()),
        Block::Table(table) => Some(table.id.as_str()),
        _ => None,
    })
}
