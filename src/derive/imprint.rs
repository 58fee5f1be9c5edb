//! What a book holds, as hashes: by them another run sees which figures have changed since, and which files ask for none of those.

use super::reads::{Asked, Reads};
use super::{Book, IndicatorId, RegionCode};
use crate::hash::{self, Digest, Wide};
use crate::model::{Name, Observation, Target};
use crate::source::Texts;
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
    /// Of the data files of each region and year, as they are written.
    files: Vec<Digest>,
}

/// Where the figures of two books of the same keys differ.
#[derive(Debug, Default)]
pub struct Changes {
    places: BTreeSet<(RegionCode, i32)>,
    indicators: BTreeSet<IndicatorId>,
    /// Where a data file is written otherwise, also where its figures are the same.
    files: BTreeSet<(RegionCode, i32)>,
    /// The texts of articles differ.
    pub texts: bool,
}

/// Of so many places the hashes of all figures lie in memory at once.
const AT_ONCE: usize = 2000;

/// The hash of one figure or target.
type Part = (IndicatorId, Digest);

impl Book {
    pub fn imprint(&self, texts: &Texts) -> Imprint {
        let mut places = Vec::new();
        let mut indicators: Vec<Wide> = self.vocabulary.iter().map(|_| Wide::default()).collect();
        for some in self.region_years().chunks(AT_ONCE) {
            let parts: Vec<Vec<Part>> = some.par_iter().map(|place| self.parts(*place)).collect();
            for (id, digest) in parts.iter().flatten() {
                digest.hash(&mut indicators[id.0 as usize]);
            }
            places.extend(parts.iter().map(hash::of));
        }
        let mut keys = Wide::default();
        self.hash_keys(&mut keys);
        let indicators = indicators.iter().map(Wide::digest).collect();
        let files = self.region_years().into_par_iter().map(|place| self.hash_of_files(place, texts)).collect();
        Imprint { keys: keys.digest(), places, indicators, files }
    }

    /// The data files of one region and year, as a hash of what is written in them.
    fn hash_of_files(&self, (region, year): (RegionCode, i32), texts: &Texts) -> Digest {
        let observed = self.of(region, year).map(|o| o.place.file);
        let mut files: Vec<Name> = observed.chain(self.targets_of(region, year).map(|t| t.place.file)).collect();
        files.dedup();
        hash::of(&files.iter().map(|file| texts.hash(file).map(|hash| *hash.as_bytes())).collect::<Vec<_>>())
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
            let all = self.region_years();
            let of_places = |now: &[Digest], before: &[Digest]| {
                let pairs = all.iter().zip(now.iter().zip(before));
                pairs.filter(|(_, pair)| differ(pair)).map(|(place, _)| *place).collect()
            };
            let indicators = self.vocabulary.iter().zip(now.indicators.iter().zip(&before.indicators));
            Changes {
                places: of_places(&now.places, &before.places),
                files: of_places(&now.files, &before.files),
                indicators: indicators.filter(|(_, pair)| differ(pair)).map(|((id, _), _)| id).collect(),
                texts: false,
            }
        })
    }
}

impl Changes {
    /// True where what asked for these figures may come out different.
    pub fn touch(&self, reads: &Reads) -> bool {
        let by_figures = meet(&self.places, &reads.places) && meet(&self.indicators, &reads.indicators);
        by_figures || (self.texts && reads.texts) || (reads.files && meet(&self.files, &reads.places))
    }
}

fn meet<T: Ord>(changed: &BTreeSet<T>, asked: &Asked<T>) -> bool {
    match asked {
        Asked::All => !changed.is_empty(),
        Asked::Some(some) => changed.iter().any(|one| some.binary_search(one).is_ok()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::observation::{Beside, BesideValue, KeyPlace, Source, Value};
    use crate::model::{Period, Quantity};
    use std::sync::Arc;

    fn observation(printed: &str, beside: BesideValue, source: &str) -> Observation {
        let source = Source { id: "s".into(), title: source.into(), publisher: None, date: None, url: None };
        Observation {
            region: RegionCode::parse("511100").unwrap(),
            year: 2023,
            period: Period::Year,
            indicator: IndicatorId(0),
            value: Value::Reported(vec![Some(Quantity::parse(printed).unwrap())].into()),
            beside: Beside::of(beside),
            source: Some(Arc::new(source)),
            is_forecast: false,
            place: KeyPlace::default(),
        }
    }

    /// Also where the numbers are equal.
    #[test]
    fn whatever_prints_otherwise_has_another_hash() {
        let noted = BesideValue { note: Some("快报".into()), ..BesideValue::default() };
        let grown = BesideValue { increment: Some(Quantity::parse("1元").unwrap()), ..BesideValue::default() };
        let printed =
            ["0.3亿元", "0.30亿元", "3000万元", "30000000元", "30000000户", "3个", "三个", "3余个", "超过3个"];
        let mut all: Vec<Observation> =
            printed.iter().map(|printed| observation(printed, BesideValue::default(), "公报")).collect();
        all.push(observation("3个", noted, "公报"));
        all.push(observation("3个", grown, "公报"));
        all.push(observation("3个", BesideValue::default(), "年鉴"));
        all.push(Observation { is_forecast: true, ..observation("3个", BesideValue::default(), "公报") });
        let hashes: BTreeSet<Digest> = all.iter().map(hash::of).collect();
        assert_eq!(hashes.len(), all.len());
    }
}
