//! What several pages ask of the whole site, counted once: who has figures when, which report speaks of what, and how much
//! each source gave. Prints nothing.

use crate::derive::Book;
use crate::model::article::{self, Article};
use crate::model::observation::SourceIdentity;
use crate::model::{Date, IndicatorId, Observation, RegionCode, Source, Value};
use crate::render::World;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{Hash, Hasher};
use std::sync::{Arc, OnceLock};

#[derive(Debug, Default)]
pub struct Index {
    pub years_of: BTreeMap<RegionCode, Vec<i32>>,
    pub regions_of: BTreeMap<i32, Vec<RegionCode>>,
    /// Regions that have figures or a report, with everything above them.
    pub shown: BTreeSet<RegionCode>,
    /// Positions in the articles, newest first.
    pub reports: Vec<usize>,
    pub reports_using: BTreeMap<IndicatorId, Vec<usize>>,
    /// Each list newest first.
    reports_of: BTreeMap<RegionCode, Vec<usize>>,
    /// By the file of the report.
    report_in: BTreeMap<Arc<str>, usize>,
    /// The newest first.
    pub sources: Vec<SourceUse>,
    /// Titles of sources to their place in `sources`, from 1; asked for by prose alone.
    titles: OnceLock<HashMap<String, usize>>,
    /// Reported figures, missing ones not counted.
    pub figures: usize,
    pub indicators: usize,
}

/// A source and how much it gave.
#[derive(Debug, Hash)]
pub struct SourceUse {
    pub source: Arc<Source>,
    pub figures: usize,
    pub targets: usize,
}

impl Index {
    pub fn of(world: World) -> Self {
        let mut index = Self::default();
        for (region, year) in world.book.region_years() {
            index.years_of.entry(region).or_default().push(year);
            index.regions_of.entry(year).or_default().push(region);
            index.show(world, region);
        }
        index.count(world.book);
        index.list_reports(world);
        index
    }

    fn show(&mut self, world: World, region: RegionCode) {
        self.shown.extend(world.book.regions.ancestry(region).map(|above| above.code));
    }

    fn count(&mut self, book: &Book) {
        let given: Vec<Given> = book.region_years().into_par_iter().map(|place| Given::at(book, place)).collect();
        let mut indicators: BTreeSet<IndicatorId> = BTreeSet::new();
        let mut uses: HashMap<SourceIdentity, SourceUse> = HashMap::new();
        for given in &given {
            self.figures += given.indicators.len();
            indicators.extend(&given.indicators);
            for (source, figures, targets) in &given.sources {
                let nothing = || SourceUse { source: (*source).clone(), figures: 0, targets: 0 };
                let all = uses.entry(source.identity()).or_insert_with(nothing);
                all.figures += figures;
                all.targets += targets;
            }
        }
        self.indicators = indicators.len();
        self.sources = uses.into_values().collect();
        self.sources.par_sort_unstable_by(|a, b| order_of(&a.source).cmp(&order_of(&b.source)));
    }

    fn list_reports(&mut self, world: World) {
        for (i, article) in world.articles.iter().enumerate() {
            self.show(world, article.meta.region);
            self.reports.push(i);
            self.report_in.insert(article.file.clone(), i);
            for indicator in article::indicators(article) {
                self.reports_using.entry(indicator).or_default().push(i);
            }
        }
        let order = |i: &usize| {
            let article: &Article = &world.articles[*i];
            (std::cmp::Reverse(article.meta.date), article.slug.clone())
        };
        self.reports.sort_by_key(order);
        for i in &self.reports {
            self.reports_of.entry(world.articles[*i].meta.region).or_default().push(*i);
        }
        self.reports_using.values_mut().for_each(|list| list.sort_by_key(order));
    }

    /// The reports about a region itself, newest first.
    pub fn reports_of(&self, region: RegionCode) -> &[usize] {
        self.reports_of.get(&region).map_or(&[], Vec::as_slice)
    }

    /// The position of the report that a file holds.
    pub fn report_in(&self, file: &str) -> Option<usize> {
        self.report_in.get(file).copied()
    }

    pub fn years(&self, region: RegionCode) -> &[i32] {
        self.years_of.get(&region).map_or(&[], Vec::as_slice)
    }

    /// The position of a source on the page of sources, from 1.
    pub fn source_number(&self, source: &Source) -> Option<usize> {
        let order = order_of(source);
        self.sources.binary_search_by(|used| order_of(&used.source).cmp(&order)).ok().map(|place| place + 1)
    }

    /// The source with a title, as figures in prose name theirs: of several the newest.
    pub fn source_titled(&self, title: &str) -> Option<usize> {
        let titles = self.titles.get_or_init(|| {
            let places = self.sources.iter().enumerate().rev();
            places.map(|(i, used)| (used.source.title.clone(), i + 1)).collect()
        });
        titles.get(title).copied()
    }
}

/// By date, the newest first; then by title and the rest.
fn order_of(source: &Source) -> (Reverse<Option<Date>>, SourceIdentity<'_>) {
    (Reverse(source.date), source.identity())
}

impl Hash for Index {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self {
            years_of,
            regions_of,
            shown,
            reports,
            reports_using,
            reports_of,
            report_in,
            sources,
            // They follow from the sources.
            titles: _,
            figures,
            indicators,
        } = self;
        (years_of, regions_of, shown, reports, reports_using, reports_of, report_in).hash(state);
        (sources, figures, indicators).hash(state);
    }
}

/// What is given for one region and year.
struct Given<'b> {
    /// Of every reported figure.
    indicators: Vec<IndicatorId>,
    /// As files state them, each with how many figures and targets it gave.
    sources: Vec<(&'b Arc<Source>, usize, usize)>,
}

impl<'b> Given<'b> {
    fn at(book: &'b Book, (region, year): (RegionCode, i32)) -> Self {
        let is_reported = |o: &&Observation| matches!(o.value, Value::Reported(_));
        let indicators = book.of(region, year).filter(is_reported).map(|o| o.indicator).collect();
        let figures = book.of(region, year).filter_map(|o| Some((o.source.as_ref()?, 1, 0)));
        let targets = book.targets_of(region, year).filter_map(|t| Some((t.source.as_ref()?, 0, 1)));
        let mut sources: Vec<(&Arc<Source>, usize, usize)> = Vec::new();
        for (source, figure, target) in figures.chain(targets) {
            // All that a file gives shares its few sources: they need not be compared.
            match sources.iter_mut().find(|(known, ..)| Arc::ptr_eq(known, source)) {
                Some((_, figures, targets)) => (*figures, *targets) = (*figures + figure, *targets + target),
                None => sources.push((source, figure, target)),
            }
        }
        Self { indicators, sources }
    }
}
