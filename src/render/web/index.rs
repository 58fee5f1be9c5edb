//! What several pages ask of the whole site, counted once: who has figures when, which report speaks of what, and how much
//! each source gave. Prints nothing.

use crate::model::article::{self, Article};
use crate::model::observation::SourceIdentity;
use crate::model::{IndicatorId, RegionCode, Source, Value};
use crate::render::World;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

#[derive(Debug, Default, Hash)]
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
    pub sources: Vec<SourceUse>,
    /// Sources, and titles of sources, to their place in `sources`, from 1.
    numbers: BTreeMap<Arc<Source>, usize>,
    titles: BTreeMap<String, usize>,
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
        index.count_figures(world);
        index.number_sources(world);
        index.list_reports(world);
        index
    }

    fn show(&mut self, world: World, region: RegionCode) {
        self.shown.extend(world.book.regions.ancestry(region).map(|above| above.code));
    }

    fn count_figures(&mut self, world: World) {
        let mut uses: BTreeMap<SourceIdentity, (&Arc<Source>, usize, usize)> = BTreeMap::new();
        let mut indicators = BTreeSet::new();
        for observation in world.book.observations() {
            if matches!(observation.value, Value::Reported(_)) {
                self.figures += 1;
                indicators.insert(observation.indicator);
            }
            if let Some(source) = &observation.source {
                uses.entry(source.identity()).or_insert((source, 0, 0)).1 += 1;
            }
        }
        for target in world.book.targets() {
            if let Some(source) = &target.source {
                uses.entry(source.identity()).or_insert((source, 0, 0)).2 += 1;
            }
        }
        self.indicators = indicators.len();
        self.sources = uses
            .into_values()
            .map(|(source, figures, targets)| SourceUse { source: source.clone(), figures, targets })
            .collect();
        self.sources.sort_by(|a, b| {
            let newest = b.source.date.cmp(&a.source.date);
            newest.then_with(|| a.source.title.cmp(&b.source.title))
        });
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

    fn number_sources(&mut self, world: World) {
        let places: BTreeMap<SourceIdentity, usize> =
            self.sources.iter().enumerate().map(|(i, used)| (used.source.identity(), i + 1)).collect();
        let observed = world.book.observations().filter_map(|observation| observation.source.as_ref());
        let planned = world.book.targets().filter_map(|target| target.source.as_ref());
        for source in observed.chain(planned) {
            if let Some(place) = places.get(&source.identity()) {
                self.numbers.entry(source.clone()).or_insert(*place);
                self.titles.entry(source.title.clone()).or_insert(*place);
            }
        }
    }

    /// The position of a source on the page of sources, from 1.
    pub fn source_number(&self, source: &Source) -> Option<usize> {
        self.numbers.get(source).copied()
    }

    /// The source with a title, as figures in prose name theirs.
    pub fn source_titled(&self, title: &str) -> Option<usize> {
        self.titles.get(title).copied()
    }
}
