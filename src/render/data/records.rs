//! Which rows a file of figures has: those of a region, of its year, of a year or of an indicator, in the order of regions,
//! years and the vocabulary. Comes in: the book. Goes out: rows, one by one. Every file and every count asks here.

use super::row::{Place, Row};
use crate::compose::resolve::Standpoint;
use crate::derive::Book;
use crate::model::{IndicatorId, RegionCode};
use crate::plan::Subject;
use std::collections::{BTreeMap, BTreeSet};

/// Region, year and indicator of which there is an observation, a value by formula or a target.
pub type At = (RegionCode, i32, IndicatorId);

/// The book, with what would be looked for again and again.
pub struct Records<'a> {
    pub book: &'a Book,
    /// The indicators that follow from others.
    by_formula: Vec<IndicatorId>,
    /// Where each indicator has a target.
    targets: BTreeMap<IndicatorId, Vec<(RegionCode, i32)>>,
}

impl<'a> Records<'a> {
    pub fn of(book: &'a Book) -> Self {
        let by_formula = book.vocabulary.iter().filter(|(_, indicator)| indicator.formula.is_some());
        let mut targets: BTreeMap<IndicatorId, Vec<(RegionCode, i32)>> = BTreeMap::new();
        for target in book.targets() {
            targets.entry(target.indicator).or_default().push((target.region, target.year));
        }
        Self { book, by_formula: by_formula.map(|(id, _)| id).collect(), targets }
    }

    /// Shows every row of a subject, with what it is of.
    pub fn each(&self, subject: Subject, see: &mut dyn FnMut(At, Row<'a>)) {
        self.places(subject).into_iter().for_each(|at| self.rows_at(at, &mut |row| see(at, row)));
    }

    /// How many rows a subject has.
    pub fn count(&self, subject: Subject) -> usize {
        self.places(subject).into_iter().map(|at| self.count_at(at)).sum()
    }

    /// Everything that a subject has rows of.
    pub fn places(&self, subject: Subject) -> Vec<At> {
        let book = self.book;
        match subject {
            Subject::RegionYear(region, year) => self.indicators(region, year),
            Subject::Region(region) => {
                book.years_of(region).into_iter().flat_map(|year| self.indicators(region, year)).collect()
            }
            Subject::Year(year) => book.regions.iter().flat_map(|region| self.indicators(region.code, year)).collect(),
            Subject::Indicator(id) => {
                let planned = self.targets.get(&id).into_iter().flatten();
                let mut places: Vec<(RegionCode, i32)> = book.places_of(id).iter().chain(planned).copied().collect();
                places.sort_unstable();
                places.dedup();
                places.into_iter().map(|(region, year)| (region, year, id)).collect()
            }
        }
    }

    fn indicators(&self, region: RegionCode, year: i32) -> Vec<At> {
        let book = self.book;
        let observed = book.of(region, year).map(|o| o.indicator);
        let planned = book.targets_of(region, year).map(|target| target.indicator);
        let has_value = |id: &IndicatorId| book.places_of(*id).binary_search(&(region, year)).is_ok();
        let computed = self.by_formula.iter().copied().filter(has_value);
        let ids: BTreeSet<IndicatorId> = observed.chain(planned).chain(computed).collect();
        ids.into_iter().map(|id| (region, year, id)).collect()
    }

    fn rows_at(&self, (region, year, id): At, see: &mut dyn FnMut(Row<'a>)) {
        let book = self.book;
        let place = Place { book, region, year, id };
        let target = book.target(region, year, id);
        let observations = book.periods(region, year, id);
        for observation in observations {
            place.observed(observation, target, see);
        }
        if !observations.is_empty() {
            return;
        }
        let at = Standpoint { book, region, year, says_period: true };
        match (at.value_of(id), target) {
            (Ok(figure), target) => see(place.computed(&figure, target)),
            (Err(_), Some(target)) => see(place.planned(target)),
            (Err(_), None) => {}
        }
    }

    fn count_at(&self, (region, year, id): At) -> usize {
        let book = self.book;
        let observations = book.periods(region, year, id);
        let measures = book.vocabulary.get(id).measures.len();
        if observations.is_empty() {
            let at = Standpoint { book, region, year, says_period: true };
            return usize::from(book.target(region, year, id).is_some() || at.value_of(id).is_ok());
        }
        observations.iter().map(|o| (0..measures).filter(|m| o.quantity(*m).is_some()).count().max(1)).sum()
    }
}
