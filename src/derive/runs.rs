//! What is stated of each region and year, as one run: found by region and year, and in their order. Knows no indicator and no value.

use crate::model::RegionCode;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A region and a year.
pub type RegionYear = (RegionCode, i32);

/// The runs of one kind of statement, each in the order of its keys.
#[derive(Debug)]
pub struct Runs<T> {
    /// By hash: a page asks a thousand times, and in a nation's tree each step down lies somewhere else in memory.
    runs: FxHashMap<RegionYear, Arc<[T]>>,
    in_order: BTreeSet<RegionYear>,
}

impl<T> Default for Runs<T> {
    fn default() -> Self {
        Self { runs: FxHashMap::default(), in_order: BTreeSet::new() }
    }
}

impl<T> Runs<T> {
    /// What is stated of a region and year; empty where nothing is.
    pub fn of(&self, region_year: RegionYear) -> &[T] {
        self.runs.get(&region_year).map_or(&[], |run| run)
    }

    pub fn in_order(&self) -> impl Iterator<Item = (RegionYear, &[T])> {
        self.in_order.iter().map(|region_year| (*region_year, self.of(*region_year)))
    }

    pub fn region_years(&self) -> impl Iterator<Item = RegionYear> {
        self.in_order.iter().copied()
    }

    pub fn years_of(&self, region: RegionCode) -> impl Iterator<Item = i32> {
        self.in_order.range((region, i32::MIN)..=(region, i32::MAX)).map(|(_, year)| *year)
    }

    pub fn len(&self) -> usize {
        self.runs.len()
    }

    fn set(&mut self, region_year: RegionYear, run: Arc<[T]>) {
        self.runs.insert(region_year, run);
        self.in_order.insert(region_year);
    }
}

impl<T: Clone> Runs<T> {
    /// Puts the statements of a file, which are in order, in their runs, and gives those back whose key is taken there.
    pub fn put<K: Ord + Copy>(
        &mut self,
        statements: Arc<[T]>,
        place: fn(&T) -> RegionYear,
        key: fn(&T) -> K,
    ) -> Vec<T> {
        let mut rejected = Vec::new();
        // Nearly every file has one region and year, which no other file has: its statements stay where they are.
        let is_one =
            |run: &[T]| run.windows(2).all(|pair| place(&pair[0]) == place(&pair[1]) && key(&pair[0]) < key(&pair[1]));
        match statements.first().map(place) {
            Some(here) if !self.runs.contains_key(&here) && is_one(&statements) => self.set(here, statements),
            _ => {
                for here in statements.chunk_by(|a, b| place(a) == place(b)) {
                    let run = [self.of(place(&here[0])), here].concat();
                    self.set(place(&here[0]), each_once(run, key, &mut rejected).into());
                }
            }
        }
        rejected
    }
}

/// The statements of one region and year, by their keys. Of two with one key the first is kept.
fn each_once<T, K: Ord + Copy>(mut run: Vec<T>, key: fn(&T) -> K, rejected: &mut Vec<T>) -> Vec<T> {
    run.sort_by_key(key);
    if run.windows(2).any(|pair| key(&pair[0]) == key(&pair[1])) {
        let mut before = None;
        let is_taken = |one: &mut T| before.replace(key(one)) == Some(key(one));
        rejected.extend(run.extract_if(.., is_taken));
    }
    run
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Region, year, key, value.
    type Stated = (RegionCode, i32, u8, char);

    fn put(runs: &mut Runs<Stated>, statements: &[(i32, u8, char)]) -> Vec<char> {
        let region = RegionCode::parse("511100").unwrap();
        let stated: Vec<Stated> = statements.iter().map(|(year, key, value)| (region, *year, *key, *value)).collect();
        let rejected = runs.put(stated.into(), |one| (one.0, one.1), |one| one.2);
        rejected.into_iter().map(|one| one.3).collect()
    }

    fn values(runs: &Runs<Stated>) -> Vec<(i32, String)> {
        runs.in_order().map(|((_, year), run)| (year, run.iter().map(|one| one.3).collect())).collect()
    }

    #[test]
    fn files_of_one_year_make_one_run_and_one_file_of_several_years_makes_several() {
        let mut runs = Runs::default();
        assert_eq!(put(&mut runs, &[(2023, 1, 'a'), (2023, 3, 'c')]), [' '; 0]);
        assert_eq!(put(&mut runs, &[(2022, 1, 'z'), (2023, 2, 'b')]), [' '; 0]);
        assert_eq!(values(&runs), [(2022, "z".to_string()), (2023, "abc".to_string())]);
        assert_eq!(runs.years_of(RegionCode::parse("511100").unwrap()).collect::<Vec<_>>(), [2022, 2023]);
        assert_eq!((runs.len(), runs.of((RegionCode::parse("511101").unwrap(), 2023)).len()), (2, 0));
    }

    #[test]
    fn of_two_with_one_key_the_first_is_kept() {
        let mut runs = Runs::default();
        assert_eq!(put(&mut runs, &[(2023, 1, 'a'), (2023, 1, 'x')]), ['x']);
        assert_eq!(put(&mut runs, &[(2023, 1, 'y'), (2023, 2, 'b')]), ['y']);
        assert_eq!(values(&runs), [(2023, "ab".to_string())]);
    }
}
