//! What a PDF carries besides its pages: every printed figure as a table (its rows are `render/data/figures`) with the page on which it stands (`marks`),
//! and the texts that it was made from: data files, for a report its Markdown, and what defines both (`definitions`), so that every figure can be
//! made again from the PDF alone. Comes in: the world, and laid-out pages. Goes out: files to attach. Prints nothing.

mod definitions;
mod index;
mod marks;

pub(super) use definitions::Definitions;
pub use definitions::{PLAN, Plan, theme as theme_of};
pub(super) use index::INDEX;
pub(super) use marks::{Marks, with_marks_aside};

use super::view::CarriedView;
use crate::derive::{Key, reads};
use crate::model::article::{Article, Literal};
use crate::model::chart::Label;
use crate::model::{Figure, IndicatorId, Observation, Recipe, RegionCode, Target};
use crate::render::World;
use crate::render::data::figures::{self as rows, INDICATOR, Row};
use crate::source::Texts;
use definitions::Uses;
use marks::Pages;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use typst::foundations::{Bytes, Content};
use typst::pdf::AttachElem;
use typst_layout::PagedDocument;

/// The table of figures.
pub const FIGURES: &str = "figures.csv";

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
    /// Whose standing texts are printed.
    summarized: Vec<(RegionCode, i32)>,
}

/// What a record quotes: the texts of the site and what is defined in them.
#[derive(Clone, Copy)]
pub(super) struct Ground<'t> {
    pub texts: &'t Texts,
    pub definitions: &'t Definitions,
    /// The path of the document in the site.
    pub document: &'t str,
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
            summarized: vec![(code, year)],
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
        self.summarized.extend(other.summarized);
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

    pub fn record(&self, world: &World, ground: Option<Ground>) -> Record {
        let reported = self.observations.iter().map(|observation| rows::of_observation(world, observation));
        let aims = self.targets.iter().map(|target| rows::of_target(world, target));
        let said = self.figures.iter().map(|figure| vec![rows::of_figure(world, figure)]);
        let cited = self.cited.iter().map(|(literal, article)| vec![rows::of_cited(world, literal, article)]);
        let drawn = self.labels.iter().map(|label| rows::of_label(world, label).into_iter().collect());
        let entries: Vec<Vec<Row>> = reported.chain(aims).chain(said).chain(cited).chain(drawn).collect();
        let (texts, changed) = ground.map(|ground| self.texts(world, ground)).unwrap_or_default();
        Record { drawn_from: entries.len() - self.labels.len(), entries, texts, changed }
    }

    /// The files that it was made from, by their names in the PDF, and how they make it again; and those of them that cannot be carried,
    /// because they have changed since they were read.
    fn texts(&self, world: &World, ground: Ground) -> (BTreeMap<String, Arc<str>>, Vec<Arc<str>>) {
        reads::files();
        let keys = self.keys(world);
        let mut files = self.files(world, &keys);
        files.extend(self.standing_texts(world));
        let (mut texts, mut paths) = (BTreeMap::new(), BTreeMap::new());
        let mut changed = Vec::new();
        for file in &files {
            let Some(text) = ground.texts.get(file) else {
                changed.push(file.clone());
                continue;
            };
            texts.insert(named(file), text.clone());
            paths.insert(named(file), file.to_string());
        }
        for (file, text) in ground.definitions.extracts(world, &self.uses(world, ground, &keys, &files)) {
            texts.insert(named(file), Arc::from(text));
            paths.insert(named(file), file.to_string());
        }
        let plan = Plan {
            program: env!("CARGO_PKG_VERSION").to_string(),
            document: ground.document.to_string(),
            theme: definitions::theme(world.theme),
            files: paths,
        };
        let plan = serde_json::to_string_pretty(&plan).expect("texts can always be written");
        texts.insert(PLAN.to_string(), Arc::from(plan + "\n"));
        (texts, changed)
    }

    /// The figures that it prints, and those that they follow from.
    fn keys(&self, world: &World) -> BTreeSet<Key> {
        let book = world.book;
        let mut keys = BTreeSet::new();
        for observation in &self.observations {
            let key = Key::of(observation);
            let change = book.change_beside(observation).map(|(_, change)| change);
            let completion = book.completion(key, book.first_measure(key)).ok();
            keys.insert(key);
            keys.extend([change, completion].into_iter().flatten().flat_map(|computed| computed.from));
        }
        for target in &self.targets {
            let Ok(key) = book.key(target.region, target.year, target.indicator, None) else { continue };
            keys.insert(key);
            keys.extend(book.completion(key, book.first_measure(key)).into_iter().flat_map(|computed| computed.from));
        }
        for figure in &self.figures {
            let Figure { region, year, period, indicator, .. } = **figure;
            keys.insert(Key { region, year, indicator, period });
            keys.extend(&figure.from);
        }
        for made in self.labels.iter().filter_map(|label| label.made.as_ref()) {
            keys.insert(made.of);
            keys.extend(&made.from);
        }
        keys
    }

    fn files(&self, world: &World, keys: &BTreeSet<Key>) -> BTreeSet<Arc<str>> {
        let keys: Vec<Key> = keys.iter().copied().collect();
        let targets = self.targets.iter().map(|target| Arc::from(&*target.place.file));
        let whole = self.articles.iter().map(|article| article.file.clone());
        targets.chain(whole).chain(world.book.files(&keys)).collect()
    }

    /// The files of the standing texts that have something to say here.
    fn standing_texts(&self, world: &World) -> BTreeSet<Arc<str>> {
        let said = self.summarized.iter().flat_map(|(code, year)| world.summaries_of(*code, *year));
        let domains: BTreeSet<usize> = said.map(|summary| summary.domain).collect();
        domains.into_iter().flat_map(|domain| world.summaries.files_of(domain)).cloned().collect()
    }

    /// Everything whose definition the document rests on: what it prints, what stands in the data files that it carries whole, and what its texts
    /// name.
    fn uses(&self, world: &World, ground: Ground, keys: &BTreeSet<Key>, files: &BTreeSet<Arc<str>>) -> Uses {
        let (book, gazetteer) = (world.book, &world.book.regions);
        let places: BTreeSet<(RegionCode, i32)> = keys.iter().map(|key| (key.region, key.year)).collect();
        let mut regions: BTreeSet<RegionCode> = keys.iter().map(|key| key.region).collect();
        let mut indicators: BTreeSet<IndicatorId> = keys.iter().map(|key| key.indicator).collect();
        for (region, year) in places {
            indicators.extend(book.of(region, year).map(|o| o.indicator));
            indicators.extend(book.targets_of(region, year).map(|target| target.indicator));
        }
        indicators.extend(self.targets.iter().map(|target| target.indicator));
        regions.extend(self.targets.iter().map(|target| target.region));
        regions.extend(self.summarized.iter().map(|(code, _)| *code));
        regions.extend(self.articles.iter().map(|article| article.meta.region));
        for file in files.iter().filter(|file| file.ends_with(".md")) {
            let Some(text) = ground.texts.get(file) else { continue };
            let named = ground.definitions.named_in(world, file, text);
            indicators.extend(&named.indicators);
            regions.extend(&named.regions);
        }
        // A place among others, and what a chart says of those that do not report, need the others' names.
        let ranked = self.figures.iter().filter(|figure| figure.recipe == Recipe::Rank);
        for (region, year) in ranked.map(|figure| (figure.region, figure.year)).collect::<BTreeSet<_>>() {
            let among = gazetteer.ancestry(region).skip(1);
            let others = among.flat_map(|among| gazetteer.siblings_within(among.code, region, year));
            regions.extend(others.map(|other| other.code));
        }
        if !self.articles.is_empty() {
            let around = regions.clone().into_iter().flat_map(|code| {
                let parent = gazetteer.get(code).and_then(|region| region.parent);
                parent.into_iter().chain([code]).flat_map(|above| gazetteer.children(above).map(|below| below.code))
            });
            regions.extend(around.collect::<Vec<_>>());
        }
        Uses { indicators, regions }
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
    /// What should be among them and is not: files that have changed since they were read.
    pub(super) changed: Vec<Arc<str>>,
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
        let is_standing = |name: &str| name.starts_with("summaries-");
        views.extend(self.texts.keys().map(|name| match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
            "md" if is_standing(name) => view(name, "source", "text/markdown", "本文件所用的综述文字"),
            "md" => view(name, "source", "text/markdown", "本文件的原文"),
            "json" => view(name, "supplement", "application/json", "怎样由所带的文件重新推出各数"),
            _ if name.starts_with("data-") => view(name, "source", "application/yaml", "本文件所用的数据"),
            _ => view(name, "supplement", "application/yaml", "本文件所用的指标、地区的定义和设置"),
        }));
        views
    }

    /// Every row in its order, and how many of them are not of charts: a drawing leaves out what has no room.
    pub fn rows(&self) -> (Vec<&Row>, usize) {
        let rows = |entries: &'_ [Vec<Row>]| entries.iter().map(Vec::len).sum();
        (self.entries.iter().flatten().collect(), rows(&self.entries[..self.drawn_from]))
    }

    /// The texts that it carries, by their names in the PDF.
    pub fn texts(&self) -> &BTreeMap<String, Arc<str>> {
        &self.texts
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

/// The name of a file in a PDF, without folders: `content/data/500230/2024.yaml` is `data-500230-2024.yaml`.
fn named(file: &str) -> String {
    let inner = file.strip_prefix("content/").unwrap_or(file);
    inner
        .strip_prefix("reports/")
        .and_then(|report| report.split_once('/'))
        .map_or(inner, |(_, name)| name)
        .replace('/', "-")
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
