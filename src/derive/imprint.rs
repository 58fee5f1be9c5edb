//! What a book holds, as hashes: by them another run sees which figures have changed since, and which files ask for none of those.

use super::reads::{Asked, Reads};
use super::{Book, IndicatorId, RegionCode};
use crate::hash::{self, Digest, Wide};
use crate::model::{Observation, Target};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::hash::Hash;

/// The hashes of a book. Two of the same keys have their places and indicators in the same order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imprint {
    /// Which figures and targets there are, and where indicators have values.
    keys: Digest,
    /// One for each region and year, in order.
    places: Vec<Digest>,
    /// One for each indicator of the vocabulary.
    indicators: Vec<Digest>,
}

/// Where the figures of two books of the same keys differ.
#[derive(Debug, Default)]
pub struct Changes {
    places: BTreeSet<(RegionCode, i32)>,
    indicators: BTreeSet<IndicatorId>,
}

/// The hash of one figure or target.
type Part = (IndicatorId, Digest);

impl Book {
    pub fn imprint(&self) -> Imprint {
        let all = self.region_years();
        let parts: Vec<Vec<Part>> = all.par_iter().map(|place| self.parts(*place)).collect();
        let mut indicators: Vec<Wide> = self.vocabulary.iter().map(|_| Wide::default()).collect();
        for (id, digest) in parts.iter().flatten() {
            digest.hash(&mut indicators[id.0 as usize]);
        }
        Imprint {
            keys: hash::of(&self.keys()),
            places: parts.iter().map(hash::of).collect(),
            indicators: indicators.iter().map(Wide::digest).collect(),
        }
    }

    /// The figures and targets of one region and year, as hashes.
    fn parts(&self, (region, year): (RegionCode, i32)) -> Vec<Part> {
        let figure = |observation: &Observation| (observation.indicator, hash::of(observation));
        let target = |target: &Target| (target.indicator, hash::of(target));
        self.of(region, year).map(figure).chain(self.targets_of(region, year).map(target)).collect()
    }

    /// Where two books differ, given what was made of the earlier one; `None` where they have other keys, and then everything may differ.
    pub fn changes(&self, now: &Imprint, before: &Imprint) -> Option<Changes> {
        let differ = |pair: &(&Digest, &Digest)| pair.0 != pair.1;
        (now.keys == before.keys).then(|| {
            let places = self.region_years().into_iter().zip(now.places.iter().zip(&before.places));
            let indicators = self.vocabulary.iter().zip(now.indicators.iter().zip(&before.indicators));
            Changes {
                places: places.filter(|(_, pair)| differ(pair)).map(|(place, _)| place).collect(),
                indicators: indicators.filter(|(_, pair)| differ(pair)).map(|((id, _), _)| id).collect(),
            }
        })
    }
}

impl Changes {
    /// True where what asked for these figures may come out different.
    pub fn touch(&self, reads: &Reads) -> bool {
        meet(&self.places, &reads.places) && meet(&self.indicators, &reads.indicators)
    }
}

fn meet<T: Ord>(changed: &BTreeSet<T>, asked: &Asked<T>) -> bool {
    match asked {
        Asked::All => !changed.is_empty(),
        Asked::Some(some) => changed.iter().any(|one| some.binary_search(one).is_ok()),
    }
}
