//! What is stated of each region and year, as one run: found by its place, and in the order of places.

use crate::model::RegionCode;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A region and a year.
pub type Place = (RegionCode, i32);

/// The runs of one kind of statement, each in the order of its keys.
#[derive(Debug)]
pub struct Runs<T> {
    in_order: BTreeMap<Place, Arc<[T]>>,
    /// The same by hash: a page asks a thousand times, and of a nation each step down the tree lies somewhere else in memory.
    by_place: FxHashMap<Place, Arc<[T]>>,
}

impl<T> Default for Runs<T> {
    fn default() -> Self {
        Self { in_order: BTreeMap::new(), by_place: FxHashMap::default() }
    }
}

impl<T> Runs<T> {
    /// What is stated of one place; empty where nothing is.
    pub fn of(&self, place: Place) -> &[T] {
        self.by_place.get(&place).map_or(&[], |run| run)
    }

    pub fn in_order(&self) -> impl Iterator<Item = (&Place, &[T])> {
        self.in_order.iter().map(|(place, run)| (place, &**run))
    }

    pub fn places(&self) -> impl Iterator<Item = Place> {
        self.in_order.keys().copied()
    }

    pub fn years_of(&self, region: RegionCode) -> impl Iterator<Item = i32> {
        self.in_order.range((region, i32::MIN)..=(region, i32::MAX)).map(|((_, year), _)| *year)
    }

    pub fn len(&self) -> usize {
        self.in_order.len()
    }

    fn set(&mut self, place: Place, run: Arc<[T]>) {
        self.in_order.insert(place, run.clone());
        self.by_place.insert(place, run);
    }
}

impl<T: Clone> Runs<T> {
    /// Puts the statements of a file, which are in order, in their runs, and gives those back whose key is taken there.
    pub fn put<K: Ord + Copy>(&mut self, statements: Arc<[T]>, place: fn(&T) -> Place, key: fn(&T) -> K) -> Vec<T> {
        let mut rejected = Vec::new();
        // Nearly every file has one region and year, which no other file has: its statements stay where they are.
        let is_one =
            |run: &[T]| run.windows(2).all(|pair| place(&pair[0]) == place(&pair[1]) && key(&pair[0]) < key(&pair[1]));
        match statements.first().map(place) {
            Some(here) if !self.by_place.contains_key(&here) && is_one(&statements) => self.set(here, statements),
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
