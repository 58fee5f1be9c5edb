//! What all files of data state together, counted once: how many figures there are, of how many indicators, and how much each source
//! gave. Knows no pages.

use super::Book;
use crate::model::observation::SourceIdentity;
use crate::model::{Date, IndicatorId, Observation, Source, Target, Value};
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::hash::{Hash, Hasher};
use std::sync::{Arc, OnceLock};

#[derive(Debug, Default)]
pub struct Tally {
    /// Reported figures, missing ones not counted.
    pub figures: usize,
    pub indicators: usize,
    /// The newest first, those without a date last.
    pub sources: Vec<SourceUse>,
    /// Titles of sources to their position; asked for by prose alone.
    titles: OnceLock<HashMap<String, usize>>,
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
        self.tally.get_or_init(|| Arc::new(Tally::of(self)))
    }
}

impl Tally {
    fn of(book: &Book) -> Self {
        let given: Vec<Given> =
            book.runs().into_par_iter().map(|(observed, planned)| Given::by(observed, planned)).collect();
        let mut tally = Self::default();
        let mut indicators: BTreeSet<IndicatorId> = BTreeSet::new();
        let mut uses: HashMap<SourceIdentity, SourceUse> = HashMap::new();
        for given in &given {
            tally.figures += given.indicators.len();
            indicators.extend(&given.indicators);
            for (source, figures, targets) in &given.sources {
                let nothing = || SourceUse { source: (*source).clone(), figures: 0, targets: 0 };
                let all = uses.entry(source.identity()).or_insert_with(nothing);
                all.figures += figures;
                all.targets += targets;
            }
        }
        tally.indicators = indicators.len();
        tally.sources = uses.into_values().collect();
        tally.sources.par_sort_unstable_by(|a, b| order_of(&a.source).cmp(&order_of(&b.source)));
        tally
    }

    /// The position of a source.
    pub fn position(&self, source: &Source) -> Option<usize> {
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

/// By date, the newest first; then by title and the rest.
fn order_of(source: &Source) -> (Reverse<Option<Date>>, SourceIdentity<'_>) {
    (Reverse(source.date), source.identity())
}

impl Hash for Tally {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // Titles follow from the sources.
        let Self { figures, indicators, sources, titles: _ } = self;
        (figures, indicators, sources).hash(state);
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
    fn by(observed: &'b [Observation], planned: &'b [Target]) -> Self {
        let is_reported = |o: &&Observation| matches!(o.value, Value::Reported(_));
        let indicators = observed.iter().filter(is_reported).map(|o| o.indicator).collect();
        let figures = observed.iter().filter_map(|o| Some((o.source.as_ref()?, 1, 0)));
        let targets = planned.iter().filter_map(|t| Some((t.source.as_ref()?, 0, 1)));
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
