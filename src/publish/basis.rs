//! What the files of an output folder rest on: what a run made them from, and how the disk shows each of them (size and time of its
//! last change). A file that rests on nothing that has changed, and that nobody has touched, would be made the same again: the next
//! run leaves it as it lies there. A basis that is missing, broken or of other keys only takes longer.

use super::own_folder::OwnFolder;
use crate::derive::reads::Asked;
use crate::derive::{Book, Changes, Imprint, Reads};
use crate::model::{IndicatorId, RegionCode};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs::{self, Metadata};
use std::mem;
use std::path::Path;
use std::time::UNIX_EPOCH;

/// What a run makes its files from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grounds {
    /// Everything.
    pub whole: String,
    /// Everything but figures and targets, and what they give besides what pages ask the book for.
    pub around: String,
    pub figures: Imprint,
}

/// Which figures each file of a run was made from; what is not in it was made from everything.
#[derive(Debug, Default)]
pub struct Rests {
    files: BTreeMap<String, usize>,
    /// Each once, by its place in the list.
    kinds: HashMap<Reads, usize>,
}

/// What a run leaves behind for the next one.
#[derive(Serialize, Deserialize)]
struct Basis {
    grounds: Grounds,
    manifest: Seen,
    /// By the positions of places and indicators in the book.
    reads: Vec<(Positions, Positions)>,
    files: BTreeMap<String, (Seen, Option<usize>)>,
}

/// `None` for all.
type Positions = Option<Vec<usize>>;

/// Size, and nanoseconds from the epoch to the last change.
type Seen = (u64, u64);

/// The files that would come out the same, and what they rest on.
#[derive(Debug, Default)]
pub struct Standing {
    files: BTreeSet<String>,
    rests: Rests,
}

impl Rests {
    pub fn add(&mut self, path: &str, reads: &Reads) {
        let next = self.kinds.len();
        let kind = match self.kinds.get(reads) {
            Some(kind) => *kind,
            None => *self.kinds.entry(reads.clone()).or_insert(next),
        };
        self.files.insert(path.to_string(), kind);
    }
}

/// True where these files lie in an output folder as a run left them that made them from the same: nothing of them need be made again.
pub fn has_all(out: &Path, whole: &str, paths: &[&str]) -> bool {
    let Some(basis) = Basis::left_in(out).filter(|basis| basis.grounds.whole == whole) else { return false };
    let manifest = out.join(OwnFolder::NAME).join(OwnFolder::MANIFEST);
    seen(&manifest) == Some(basis.manifest) && paths.par_iter().all(|path| basis.as_left(out, path).is_some())
}

/// Which of these files would come out the same from these grounds. To be asked while the folder is locked.
pub(super) fn standing(out: &Path, grounds: &Grounds, book: &Book, paths: &[&str]) -> Standing {
    let Some(basis) = Basis::left_in(out) else { return Standing::default() };
    let is_same = basis.grounds.whole == grounds.whole;
    let changes = match is_same || basis.grounds.around == grounds.around {
        true => book.changes(&grounds.figures, &basis.grounds.figures),
        false => None,
    };
    changes.map_or_else(Standing::default, |changes| basis.standing(out, is_same, &changes, book, paths))
}

impl Basis {
    fn left_in(out: &Path) -> Option<Self> {
        let bytes = fs::read(out.join(OwnFolder::NAME).join(OwnFolder::BASIS)).ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    /// What a file rests on, where it lies there as the run left it.
    fn as_left(&self, out: &Path, path: &str) -> Option<Option<usize>> {
        let (then, kind) = self.files.get(path)?;
        (seen(&out.join(path)) == Some(*then)).then_some(*kind)
    }

    fn standing(mut self, out: &Path, is_same: bool, changes: &Changes, book: &Book, paths: &[&str]) -> Standing {
        let places = book.region_years();
        let kinds: Vec<Reads> = mem::take(&mut self.reads).into_iter().map(|(at, of)| reads(at, of, &places)).collect();
        let is_touched: Vec<bool> = kinds.iter().map(|reads| changes.touch(reads)).collect();
        let found: Vec<(String, Option<usize>)> = paths
            .par_iter()
            .filter_map(|path| Some((path.to_string(), self.as_left(out, path)?)))
            .filter(|(_, kind)| is_same || kind.is_some_and(|kind| is_touched.get(kind) == Some(&false)))
            .collect();
        let mut standing = Standing::default();
        for (path, kind) in found {
            if let Some(reads) = kind.and_then(|kind| kinds.get(kind)) {
                standing.rests.add(&path, reads);
            }
            standing.files.insert(path);
        }
        standing
    }
}

impl Standing {
    pub fn has(&self, path: &str) -> bool {
        self.files.contains(path)
    }

    pub fn len(&self) -> usize {
        self.files.len()
    }

    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// What the standing files rest on; what is made beside them is to be added.
    pub fn rests(&mut self) -> Rests {
        mem::take(&mut self.rests)
    }
}

impl Rests {
    /// The basis of the files that lie in `out`, for the next run; `None` where one of them is not there.
    fn basis(self, grounds: Grounds, out: &Path, manifest: &Path, book: &Book, paths: Vec<&str>) -> Option<Basis> {
        let places = book.region_years();
        let mut kinds: Vec<(Reads, usize)> = self.kinds.into_iter().collect();
        kinds.sort_by_key(|(_, kind)| *kind);
        let entry = |path: &&str| {
            let seen = seen(&out.join(path))?;
            Some((path.to_string(), (seen, self.files.get(*path).copied())))
        };
        Some(Basis {
            grounds,
            manifest: seen(manifest)?,
            reads: kinds.iter().map(|(reads, _)| positions(reads, &places)).collect(),
            files: paths.par_iter().map(entry).collect::<Option<_>>()?,
        })
    }
}

/// Leaves what the next run has to know. A run that leaves nothing only makes the next one take longer.
pub(super) fn leave(footing: Footing, own: &OwnFolder, out: &Path, paths: Vec<&str>) {
    let Footing { grounds, rests, book } = footing;
    let basis = rests.basis(grounds, out, &own.manifest(), book, paths);
    let bytes = basis.and_then(|basis| serde_json::to_vec(&basis).ok());
    let _ = bytes.map(|bytes| fs::write(own.basis(), bytes));
}

/// What a run made its files from, and which of it each file.
pub struct Footing<'b> {
    pub grounds: Grounds,
    pub rests: Rests,
    pub book: &'b Book,
}

fn positions(reads: &Reads, places: &[(RegionCode, i32)]) -> (Positions, Positions) {
    let at = match &reads.places {
        Asked::All => None,
        // What is not among the places has no figures; that it has none is part of the keys.
        Asked::Some(some) => Some(some.iter().filter_map(|place| places.binary_search(place).ok()).collect()),
    };
    let of = match &reads.indicators {
        Asked::All => None,
        Asked::Some(some) => Some(some.iter().map(|id| id.0 as usize).collect()),
    };
    (at, of)
}

fn reads(at: Positions, of: Positions, places: &[(RegionCode, i32)]) -> Reads {
    let place = |i: usize| places.get(i).copied();
    let id = |i: usize| u32::try_from(i).ok().map(IndicatorId);
    Reads {
        places: at.map_or(Asked::All, |at| Asked::Some(at.into_iter().filter_map(place).collect())),
        indicators: of.map_or(Asked::All, |of| Asked::Some(of.into_iter().filter_map(id).collect())),
    }
}

/// How the disk shows a file; `None` where it is none.
fn seen(path: &Path) -> Option<Seen> {
    let found = fs::symlink_metadata(path).ok().filter(Metadata::is_file)?;
    let changed = found.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some((found.len(), u64::try_from(changed.as_nanos()).ok()?))
}
