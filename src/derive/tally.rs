//! What all files of data state together, counted once: how many figures there are, of how many indicators, and how much each source
//! gave. Knows no pages.

use super::Book;
use crate::model::observation::SourceIdentity;
use crate::model::{Date, IndicatorId, Observation, Source, Target, Value};
use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::hash::{BuildHasher, Hash, Hasher};
use std::sync::{Arc, OnceLock};

#[derive(Debug, Default)]
pub struct Tally {
    /// Reported figures, missing ones not counted.
    pub figures: usize,
    pub indicators: usize,
    /// The newest first, those without a date last.
    pub sources: Vec<SourceUse>,
    /// The hash of each source to its position. Of two with one hash the last stands here.
    positions: FxHashMap<u64, usize>,
    /// Titles of sources to their position; asked for by prose alone.
    titles: OnceLock<HashMap<String, usize>>,
    /// What it was counted from, file by file.
    given: Vec<Arc<Given>>,
}

/// A source and how much it gave.
#[derive(Debug, Hash)]
pub struct SourceUse {
    pub source: Arc<Source>,
    pub figures: usize,
    pub targets: usize,
}

impl Book {
    /// Counted when it is first asked for. A change of values alone leaves it as it is.
    pub fn tally(&self) -> &Arc<Tally> {
        self.tally.get_or_init(|| Arc::new(Tally::of(self.given.clone())))
    }

    /// Takes the tally of another book over, if it would be the same.
    pub fn recall(&self, tally: &Arc<Tally>) {
        if tally.given == self.given {
            self.tally.get_or_init(|| tally.clone());
        }
    }
}

impl Tally {
    fn of(given: Vec<Arc<Given>>) -> Self {
        let mut uses: HashMap<SourceIdentity, SourceUse> = HashMap::new();
        for (source, figures, targets) in given.iter().flat_map(|given| &given.sources) {
            let nothing = || SourceUse { source: source.clone(), figures: 0, targets: 0 };
            let all = uses.entry(source.identity()).or_insert_with(nothing);
            all.figures += figures;
            all.targets += targets;
        }
        let mut sources: Vec<SourceUse> = uses.into_values().collect();
        sources.par_sort_unstable_by(|a, b| order_of(&a.source).cmp(&order_of(&b.source)));
        let positions = sources.iter().enumerate().map(|(i, used)| (hash_of(&used.source), i)).collect();
        let indicators: BTreeSet<IndicatorId> = given.iter().flat_map(|given| &given.indicators).copied().collect();
        let figures = given.iter().map(|given| given.figures).sum();
        Self { figures, indicators: indicators.len(), sources, positions, titles: OnceLock::new(), given }
    }

    /// The position of a source.
    pub fn position(&self, source: &Source) -> Option<usize> {
        // A binary search would read a title at each step, each in memory of its own.
        let position = *self.positions.get(&hash_of(source))?;
        if self.sources[position].source.identity() == source.identity() {
            return Some(position);
        }
        let order = order_of(source);
        self.sources.binary_search_by(|used| order_of(&used.source).cmp(&order)).ok()
    }

    /// The source with a title, as figures in prose name theirs: of several the newest.
    pub fn titled(&self, title: &str) -> Option<usize> {
        let titles = self.titles.get_or_init(|| {
            let newest_last = self.sources.iter().enumerate().rev();
            newest_last.map(|(i, used)| (used.source.title.clone(), i)).collect()
        });
        titles.get(title).copied()
    }

    /// The year of the source at a position, and the position of the first one of that year.
    pub fn year_at(&self, position: usize) -> (Option<i32>, usize) {
        let year = year_of(&self.sources[position]);
        let newer = |used: &SourceUse| Reverse(year_of(used)) < Reverse(year);
        (year, self.sources.partition_point(newer))
    }

    /// The years in which sources came out, the newest first; `None` for those without a date. They lie together in `sources`.
    pub fn source_years(&self) -> impl Iterator<Item = (Option<i32>, &[SourceUse])> {
        let years = self.sources.chunk_by(|a, b| year_of(a) == year_of(b));
        years.map(|alike| (year_of(&alike[0]), alike))
    }
}

fn year_of(used: &SourceUse) -> Option<i32> {
    used.source.date.map(|date| date.year)
}

fn hash_of(source: &Source) -> u64 {
    FxBuildHasher.hash_one(source.identity())
}

/// By date, the newest first; then by title and the rest.
fn order_of(source: &Source) -> (Reverse<Option<Date>>, SourceIdentity<'_>) {
    (Reverse(source.date), source.identity())
}

impl Hash for Tally {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // Titles and positions follow from the sources, and what was counted tells no more than the count.
        let Self { figures, indicators, sources, positions: _, titles: _, given: _ } = self;
        (figures, indicators, sources).hash(state);
    }
}

/// What one file gives.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Given {
    /// Reported figures.
    figures: usize,
    /// Those of which it reports any, in order.
    indicators: Vec<IndicatorId>,
    /// Each with how many figures and targets it gave.
    sources: Vec<(Arc<Source>, usize, usize)>,
}

impl Given {
    pub fn by(observations: &[Observation], targets: &[Target]) -> Self {
        let is_reported = |o: &&Observation| matches!(o.value, Value::Reported(_));
        let mut indicators: Vec<IndicatorId> =
            observations.iter().filter(is_reported).map(|observation| observation.indicator).collect();
        let figures = indicators.len();
        indicators.sort();
        indicators.dedup();
        let of_figures = observations.iter().filter_map(|o| Some((o.source.as_ref()?, 1, 0)));
        let of_targets = targets.iter().filter_map(|t| Some((t.source.as_ref()?, 0, 1)));
        let mut sources: Vec<(Arc<Source>, usize, usize)> = Vec::new();
        for (source, figure, target) in of_figures.chain(of_targets) {
            // All that a file gives shares its few sources: they need not be compared.
            match sources.iter_mut().find(|(known, ..)| Arc::ptr_eq(known, source)) {
                Some((_, figures, targets)) => (*figures, *targets) = (*figures + figure, *targets + target),
                None => sources.push((source.clone(), figure, target)),
            }
        }
        indicators.shrink_to_fit();
        sources.shrink_to_fit();
        Self { figures, indicators, sources }
    }
}
