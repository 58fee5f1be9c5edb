//! What a PDF carries besides its pages: every printed figure as a table (`rows`) with the page on which it stands (`marks`),
//! and the texts that it was made from: data files and, for a report, its Markdown. Comes in: the world, and laid-out pages.
//! Goes out: files to attach. Prints nothing.

mod marks;
mod rows;

pub(super) use marks::{Marks, is_mark, with_marks_aside};
pub(super) use rows::printed_in_summaries;

use super::view::CarriedView;
use crate::model::RegionCode;
use crate::model::article::Article;
use crate::render::World;
use crate::source::Texts;
use rows::Row;
use std::collections::BTreeMap;
use std::sync::Arc;
use typst::foundations::{Bytes, Content};
use typst::pdf::AttachElem;
use typst_layout::PagedDocument;

/// The table of figures.
const FIGURES: &str = "figures.csv";

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    rows: Vec<Row>,
    /// By their names in the PDF.
    texts: BTreeMap<String, Arc<str>>,
}

impl Record {
    pub(super) fn of_article(world: &World, texts: Option<&Texts>, article: &Article) -> Self {
        let figures = rows::printed_in(article);
        let mut files: Vec<&Arc<str>> = figures.iter().flat_map(|figure| &figure.files).collect();
        files.push(&article.file);
        Self {
            rows: figures.into_iter().map(|figure| rows::of_figure(world, figure)).collect(),
            texts: named(&files, texts),
        }
    }

    pub(super) fn of_region_year(world: &World, texts: Option<&Texts>, code: RegionCode, year: i32) -> Self {
        let reported: Vec<_> = world.book.of(code, year).collect();
        let said = rows::printed_in_summaries(world, code, year);
        let mut files: Vec<&Arc<str>> = reported.iter().map(|observation| &observation.place.file).collect();
        files.extend(world.book.targets_of(code, year).map(|target| &target.place.file));
        files.extend(said.iter().flat_map(|figure| &figure.files));
        let reported = reported.into_iter().map(|observation| rows::of_observation(world, observation));
        let said = said.iter().map(|figure| rows::of_figure(world, figure));
        Self { rows: reported.chain(said).collect(), texts: named(&files, texts) }
    }

    /// The files of a sheet; the pages of the figures are not known yet.
    pub(super) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let texts = self.texts.iter().map(|(name, text)| (name.clone(), text.as_bytes().to_vec()));
        texts.chain([(FIGURES.to_string(), self.csv(&BTreeMap::new()))]).collect()
    }

    /// `carried`: what a template attaches.
    pub(super) fn views(&self) -> Vec<CarriedView> {
        let view = |name: &str, relationship: &str, mime: &str, description: &str| CarriedView {
            path: format!("/{name}"),
            relationship: relationship.to_string(),
            mime: mime.to_string(),
            description: description.to_string(),
        };
        let mut views = vec![view(FIGURES, "data", "text/csv", "本文件所印数据的页码、算法与来源")];
        views.extend(self.texts.keys().map(|name| match name.ends_with(".md") {
            true => view(name, "source", "text/markdown", "本文件的原文"),
            false => view(name, "source", "application/yaml", "本文件所用的数据"),
        }));
        views
    }

    /// The table of figures with the pages on which a laid-out document has them.
    pub(super) fn table(&self, document: &PagedDocument) -> Table {
        Table(Bytes::new(self.csv(&marks::pages(document))))
    }

    fn csv(&self, pages: &BTreeMap<usize, usize>) -> Vec<u8> {
        let number = |i: usize| pages.get(&i).map_or_else(String::new, usize::to_string);
        rows::table(self.rows.iter().enumerate().map(|(i, row)| (row, number(i)))).into_bytes()
    }
}

/// The texts of some files, by names without folders: `content/data/500230/2024.yaml` is `data-500230-2024.yaml`.
fn named(files: &[&Arc<str>], texts: Option<&Texts>) -> BTreeMap<String, Arc<str>> {
    let name = |file: &str| {
        let inner = file.strip_prefix("content/").unwrap_or(file);
        inner
            .strip_prefix("reports/")
            .and_then(|report| report.split_once('/'))
            .map_or(inner, |(_, name)| name)
            .replace('/', "-")
    };
    files.iter().filter_map(|file| Some((name(file), texts?.get(file)?.clone()))).collect()
}

/// The table of figures as it is attached in the end.
pub(super) struct Table(Bytes);

impl Table {
    /// Takes the place of the table without pages, where an element attaches that one.
    pub fn put_into(&self, element: &mut Content) {
        if let Some(attached) = element.to_packed_mut::<AttachElem>()
            && attached.path.derived == FIGURES
        {
            attached.data = self.0.clone();
        }
    }
}
