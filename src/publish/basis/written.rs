//! How a basis is written: small numbers in place of places and indicators, in Postcard's form, which takes a third of the time of JSON.
//! Comes in: what files were made from, and the positions of the book. Goes out: a file, and all of it back.

use crate::derive::Reads;
use crate::derive::reads::Asked;
use crate::model::{IndicatorId, RegionCode};
use postcard::ser_flavors::Flavor;
use rustc_hash::FxHashMap;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// [`Reads`], by the positions of places and indicators in the book.
#[derive(Serialize, Deserialize)]
pub struct Written {
    places: Positions,
    indicators: Positions,
    texts: bool,
    files: bool,
}

/// `None` for all; else runs of positions that follow one another: the first of each, and how many.
type Positions = Option<Vec<(u32, u32)>>;

impl Written {
    /// `positions` are those of the places of the book.
    pub fn of(reads: &Reads, positions: &FxHashMap<(RegionCode, i32), u32>) -> Self {
        let places = match &reads.places {
            Asked::All => None,
            // What is not among the places has no figures; that it has none is part of the keys.
            Asked::Some(some) => Some(runs(some.iter().filter_map(|place| positions.get(place).copied()))),
        };
        let indicators = match &reads.indicators {
            Asked::All => None,
            Asked::Some(some) => Some(runs(some.iter().map(|id| id.0))),
        };
        Self { places, indicators, texts: reads.texts, files: reads.files }
    }

    /// `all` are the places of the book, in order.
    pub fn reads(self, all: &[(RegionCode, i32)]) -> Reads {
        let Self { places, indicators, texts, files } = self;
        let places = places.map(|places| within(places, all.len()).map(|i| all[i]).collect());
        let indicators = indicators.map(|ids| within(ids, MOST_INDICATORS).map(|i| IndicatorId(i as u32)).collect());
        Reads {
            places: places.map_or(Asked::All, Asked::Some),
            indicators: indicators.map_or(Asked::All, Asked::Some),
            texts,
            files,
        }
    }
}

/// Of a basis that somebody has changed no endless list is made.
const MOST_INDICATORS: usize = 1_000_000;

/// Positions in order as runs.
fn runs(positions: impl Iterator<Item = u32>) -> Vec<(u32, u32)> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for position in positions {
        match runs.last_mut() {
            Some((first, count)) if *first + *count == position => *count += 1,
            _ => runs.push((position, 1)),
        }
    }
    runs
}

/// The positions of runs, of a list that is so long.
fn within(runs: Vec<(u32, u32)>, length: usize) -> impl Iterator<Item = usize> {
    runs.into_iter().flat_map(move |(first, count)| {
        let (first, count) = (first as usize, count as usize);
        first..first.saturating_add(count).min(length)
    })
}

/// In bytes: behind everything stands its hash, for Postcard itself takes nearly any bytes for something.
const HASH: usize = blake3::OUT_LEN;

/// What was written to a file; `None` where it is missing or not as it was written.
pub fn read<T: DeserializeOwned>(path: &Path) -> Option<T> {
    let bytes = fs::read(path).ok()?;
    let (value, hash) = bytes.split_at_checked(bytes.len().checked_sub(HASH)?)?;
    let (value, rest) = (blake3::hash(value).as_bytes() == hash).then(|| postcard::take_from_bytes(value).ok())??;
    rest.is_empty().then_some(value)
}

/// Writes a value, and its hash behind it.
pub fn write(value: &impl Serialize, path: &Path) -> io::Result<()> {
    let buffer = BufWriter::new(File::create(path)?);
    let mut failed = None;
    let to = ToFile { buffer, hasher: blake3::Hasher::new(), failed: &mut failed };
    let written = postcard::serialize_with_flavor(value, to);
    failed.map_or_else(|| written.map_err(io::Error::other), Err)
}

/// A nation's basis does not lie in memory as bytes.
struct ToFile<'e> {
    buffer: BufWriter<File>,
    hasher: blake3::Hasher,
    /// Postcard has no room for what the disk says.
    failed: &'e mut Option<io::Error>,
}

impl ToFile<'_> {
    fn kept(&mut self, done: io::Result<()>) -> postcard::Result<()> {
        done.map_err(|error| {
            *self.failed = Some(error);
            postcard::Error::SerializeBufferFull
        })
    }
}

impl Flavor for ToFile<'_> {
    type Output = ();

    fn try_extend(&mut self, bytes: &[u8]) -> postcard::Result<()> {
        self.hasher.update(bytes);
        let done = self.buffer.write_all(bytes);
        self.kept(done)
    }

    fn try_push(&mut self, byte: u8) -> postcard::Result<()> {
        self.try_extend(&[byte])
    }

    fn finalize(mut self) -> postcard::Result<()> {
        let hash = self.hasher.finalize();
        let done = self.buffer.write_all(hash.as_bytes()).and_then(|()| self.buffer.flush());
        self.kept(done)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    #[test]
    fn what_is_written_is_read_and_what_breaks_off_is_not() {
        let places: Vec<(RegionCode, i32)> =
            (2015..2025).map(|year| (RegionCode::parse("511100").unwrap(), year)).collect();
        let positions = places.iter().copied().zip(0..).collect();
        let some = Asked::Some([0, 1, 2, 5, 9].map(|i| places[i]).into());
        let indicators = Asked::Some(Arc::from([IndicatorId(3), IndicatorId(7), IndicatorId(8)]));
        let few = Reads { places: some, indicators, texts: false, files: true };
        let all = [few, Reads::everything(), Reads::nothing()];
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("basis");
        write(&all.iter().map(|reads| Written::of(reads, &positions)).collect::<Vec<_>>(), &path).unwrap();
        let back: Vec<Written> = read(&path).unwrap();
        assert_eq!(back.into_iter().map(|written| written.reads(&places)).collect::<Vec<_>>(), all);
        let bytes = fs::read(&path).unwrap();
        for length in 0..bytes.len() {
            fs::write(&path, &bytes[..length]).unwrap();
            assert!(read::<Vec<Written>>(&path).is_none(), "{length}");
            let mut other = bytes.clone();
            other[length] ^= 1;
            fs::write(&path, other).unwrap();
            assert!(read::<Vec<Written>>(&path).is_none(), "{length}");
        }
    }
}
