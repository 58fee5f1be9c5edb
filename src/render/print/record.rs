//! What a PDF carries besides its pages: every printed figure as a table (its rows are `render/data/figures`) with the page on which it stands (`marks`),
//! and the texts that it was made from: data files and, for a report, its Markdown. Comes in: the world, and laid-out pages.
//! Goes out: files to attach. Prints nothing.

mod index;
mod marks;

pub(super) use index::INDEX;
pub(super) use marks::{Marks, with_marks_aside};

use super::view::CarriedView;
use crate::derive::Book;
use crate::model::article::{Article, Literal};
use crate::model::chart::Label;
use crate::model::{Figure, Observation, RegionCode, Target};
use crate::render::World;
use crate::render::data::figures::{self as rows, INDICATOR, Row};
use crate::source::Texts;
use marks::Pages;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use typst::foundations::{Bytes, Content};
use typst::pdf::AttachElem;
use typst_layout::PagedDocument;

/// The table of figures.
const FIGURES: &str = "figures.csv";

/// What a document prints, in the order of its record: reported figures, targets, then the figures that prose
/// refers to, the numbers that it cites, and those of its charts.
#[derive(Default)]
pub(super) struct Printed<'a> {
    observations: Vec<&'a Observation>,
    figures: Vec<&'a Figure>,
    /// With the article that cites them.
    cited: Vec<(&'a Literal, &'a Article)>,
    labels: Vec<&'a Label>,
    targets: Vec<&'a Target>,
    articles: Vec<&'a Article>,
}

impl<'a> Printed<'a> {
    pub fn in_article(article: &'a Article) -> Self {
        let cited = rows::cited_in(article).into_iter().map(|literal| (literal, article)).collect();
        Self {
            figures: rows::printed_in(article),
            cited,
            labels: rows::labels_in(article),
            articles: vec![article],
            ..Self::default()
        }
    }

    pub fn in_region_year(world: &World<'a>, code: RegionCode, year: i32) -> Self {
        Self {
            observations: world.book.of(code, year).collect(),
            figures: rows::printed_in_summaries(world, code, year),
            targets: world.book.targets_of(code, year).collect(),
            ..Self::default()
        }
    }

    /// Everything of both.
    pub fn and(mut self, other: Self) -> Self {
        self.observations.extend(other.observations);
        self.figures.extend(other.figures);
        self.cited.extend(other.cited);
        self.labels.extend(other.labels);
        self.targets.extend(other.targets);
        self.articles.extend(other.articles);
        self
    }

    pub fn marks(&self) -> Marks<'a> {
        let targets_from = self.observations.len();
        let figures_from = targets_from + self.targets.len();
        let cited_from = figures_from + self.figures.len();
        let labels_from = cited_from + self.cited.len();
        Marks::default()
            .and(self.observations.iter().copied(), 0)
            .and(self.targets.iter().copied(), targets_from)
            .and(self.figures.iter().copied(), figures_from)
            .and(self.cited.iter().map(|(literal, _)| *literal), cited_from)
            .and(self.labels.iter().copied(), labels_from)
    }

    pub fn observations(&self) -> &[&'a Observation] {
        &self.observations
    }

    pub fn figures(&self) -> &[&'a Figure] {
        &self.figures
    }

    /// The titles under which numbers are cited.
    pub fn cited_titles(&self) -> impl Iterator<Item = &'a str> {
        self.cited.iter().filter_map(|(literal, _)| match literal {
            Literal::Cited { source, .. } => Some(source.as_str()),
            Literal::Label(_) => None,
        })
    }

    pub fn record(&self, world: &World, texts: Option<&Texts>) -> Record {
        let reported = self.observations.iter().map(|observation| rows::of_observation(world, observation));
        let aims = self.targets.iter().map(|target| rows::of_target(world, target));
        let said = self.figures.iter().map(|figure| vec![rows::of_figure(world, figure)]);
        let cited = self.cited.iter().map(|(literal, article)| vec![rows::of_cited(world, literal, article)]);
        let drawn = self.labels.iter().map(|label| rows::of_label(world, label).into_iter().collect());
        let entries: Vec<Vec<Row>> = reported.chain(aims).chain(said).chain(cited).chain(drawn).collect();
        Record { drawn_from: entries.len() - self.labels.len(), entries, texts: named(&self.files(world.book), texts) }
    }

    /// The files that it was made from.
    fn files(&self, book: &Book) -> BTreeSet<Arc<str>> {
        let reported = self.observations.iter().map(|observation| &observation.place.file);
        let targets = self.targets.iter().map(|target| &target.place.file);
        let said = self.figures.iter().flat_map(|figure| book.files(&figure.from));
        let whole = self.articles.iter().map(|article| &article.file);
        let drawn = self.labels.iter().filter_map(|label| label.made.as_ref());
        let drawn = drawn.flat_map(|made| book.files(&made.from).into_iter().chain(book.files(&[made.of])));
        reported.chain(targets).chain(whole).cloned().chain(said).chain(drawn).collect()
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// By the numbers of their marks: the row of each figure, and those of what stands beside it.
    entries: Vec<Vec<Row>>,
    /// Where the numbers of charts begin. A drawing leaves out what has no room, and so does the table.
    drawn_from: usize,
    /// By their names in the PDF.
    texts: BTreeMap<String, Arc<str>>,
}

impl Record {
    /// The files of a sheet; the pages of the figures are not known yet.
    pub(super) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let texts = self.texts.iter().map(|(name, text)| (name.clone(), text.as_bytes().to_vec()));
        texts.chain([(FIGURES.to_string(), self.csv(None))]).collect()
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
        Table(Bytes::new(self.csv(Some(&marks::pages(document)))))
    }

    /// Where the indicators and regions of a laid-out document are found, as Typst code.
    pub(super) fn index(&self, document: &PagedDocument) -> String {
        let pages = marks::pages(document);
        let printed = |page: usize| document.pages().get(page - 1).map_or(0, |page| page.number);
        let figures = self.entries.iter().map(|rows| rows.first());
        // A cited number is of no indicator.
        let figures =
            figures.enumerate().filter_map(|(i, row)| Some((i, row.filter(|row| !row[INDICATOR].is_empty())?)));
        let found = figures.filter_map(|(i, row)| Some((row, &pages.get(&i)?.all)));
        index::code(found.flat_map(|(row, pages)| pages.iter().map(move |page| (row, printed(*page)))))
    }

    /// `pages`: where each entry stands, once that is known.
    fn csv(&self, pages: Option<&BTreeMap<usize, Pages>>) -> Vec<u8> {
        let numbers = |i: usize, is_beside: bool| {
            let found = pages.and_then(|pages| pages.get(&i));
            let found = found.map_or(&[][..], |found| if is_beside { &found.with_beside } else { &found.all });
            found.iter().map(usize::to_string).collect::<Vec<_>>().join("；")
        };
        let is_printed = |i: usize| i < self.drawn_from || pages.is_none_or(|pages| pages.contains_key(&i));
        let entries = self.entries.iter().enumerate().filter(|(i, _)| is_printed(*i));
        let rows = entries.flat_map(|(i, rows)| rows.iter().enumerate().map(move |(at, row)| (row, i, at > 0)));
        rows::table(rows.map(|(row, i, is_beside)| (row, numbers(i, is_beside)))).into_bytes()
    }
}

/// The texts of some files, by names without folders: `content/data/500230/2024.yaml` is `data-500230-2024.yaml`.
fn named(files: &BTreeSet<Arc<str>>, texts: Option<&Texts>) -> BTreeMap<String, Arc<str>> {
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
