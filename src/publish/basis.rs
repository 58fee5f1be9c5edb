//! What the files of an output folder rest on: what a run made them from, how the disk shows each of them (size and time of its last
//! change), and what that run told ([`Account`]). A file that rests on nothing that has changed, and that nobody has touched, would be made
//! the same again: the next run leaves it as it lies there. A basis that is missing, broken or of other keys only takes longer; it goes
//! before the first file of a run is put in its place.

mod written;

use super::own_folder::OwnFolder;
use crate::derive::reads::Asked;
use crate::derive::{Book, Changes, Imprint, Reads};
use crate::finding::Finding;
use crate::hash::{self, Digest};
use crate::model::{IndicatorId, RegionCode};
use rayon::prelude::*;
use serde::{Deserialize, Serialize, Serializer};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs::{self, Metadata};
use std::hash::Hash;
use std::mem;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use written::Written;

/// What a run makes its files from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grounds {
    /// Everything.
    pub whole: String,
    /// Everything but the texts of articles, figures and targets.
    pub around: String,
    pub texts: String,
    pub figures: Imprint,
}

/// What a run was to make, and what came of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Account {
    /// What was to be made and of what, as a hash.
    pub order: String,
    /// Its name.
    pub theme: String,
    /// Whether fonts are part of the order.
    pub has_pdfs: bool,
    /// Everything that there was to tell.
    pub findings: Vec<Finding>,
    /// How many pages and PDFs there are.
    pub pages: usize,
    pub pdfs: usize,
}

/// What a run made its files from, and what of it each file.
pub struct Footing<'b> {
    pub grounds: Grounds,
    pub account: Option<Account>,
    pub rests: Rests,
    pub book: &'b Book,
}

/// Which figures each file of a run was made from; what is not in it was made from everything.
#[derive(Debug, Default)]
pub struct Rests {
    /// By the hash of the path: so many paths are held elsewhere already.
    files: HashMap<Digest, usize>,
    /// Each once, by its place in the list.
    kinds: HashMap<Reads, usize>,
    /// The places and the indicators of all kinds, each list once: what is made of all figures of an indicator has all places of the book.
    places: HashSet<Arc<[(RegionCode, i32)]>>,
    indicators: HashSet<Arc<[IndicatorId]>>,
    /// What some files say.
    gists: HashMap<Digest, Digest>,
    /// How the files showed that were not made again.
    seen: HashMap<Digest, Seen>,
}

/// What a run left behind for the next one. Written as `Left`, whose fields have the same order: that is all by which they are known.
#[derive(Serialize, Deserialize)]
pub struct Basis {
    grounds: Grounds,
    /// Where the next run may take the word of this one.
    pub account: Option<Account>,
    manifest: Seen,
    reads: Vec<Written>,
    files: BTreeMap<String, (Seen, Option<usize>)>,
    /// What some files say, as a hash, by the hashes of their paths.
    gists: BTreeMap<Digest, Digest>,
}

/// A [`Basis`] as it is written. A nation's list of files is not made a second time for it.
#[derive(Serialize)]
struct Left<'p> {
    grounds: Grounds,
    account: Option<Account>,
    manifest: Seen,
    reads: Vec<Written>,
    #[serde(serialize_with = "as_map")]
    files: (&'p [&'p str], Vec<(Seen, Option<usize>)>),
    gists: BTreeMap<Digest, Digest>,
}

fn as_map<S: Serializer>(
    (paths, files): &(&[&str], Vec<(Seen, Option<usize>)>),
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(paths.iter().zip(files))
}

/// Size, and nanoseconds from the epoch to the last change.
pub type Seen = (u64, u64);

/// The files that would come out the same, and what they rest on.
#[derive(Debug, Default)]
pub struct Standing {
    files: BTreeSet<String>,
    /// Of files that something reaches: what they say, and how they show.
    gists: HashMap<Digest, (Digest, Seen)>,
    rests: Rests,
    /// A file of the run before does not lie there as it was left: what it was then cannot be seen any more.
    pub is_touched: bool,
}

impl Standing {
    pub fn has(&self, path: &str) -> bool {
        self.files.contains(path)
    }

    /// What a file says that lies there as it was left, as a hash, and how it shows.
    pub fn gist(&self, path: &str) -> Option<(Digest, Seen)> {
        self.gists.get(&hash::of(path)).copied()
    }

    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// What the standing files rest on; what is made beside them is to be added.
    pub fn rests(&mut self) -> Rests {
        mem::take(&mut self.rests)
    }
}

impl Basis {
    /// The basis of the run that wrote the manifest that lies there.
    pub fn left_in(out: &Path) -> Option<Self> {
        let path = OwnFolder::basis_in(out);
        // A pipe in its place would keep us waiting for ever.
        seen(&path)?;
        let basis: Self = written::read(&path)?;
        Some(basis).filter(|basis| basis.is_of_the_run_before(out))
    }

    fn is_of_the_run_before(&self, out: &Path) -> bool {
        seen(&out.join(OwnFolder::NAME).join(OwnFolder::MANIFEST)) == Some(self.manifest)
    }

    /// When it was left in an output folder.
    pub fn time(out: &Path) -> Option<SystemTime> {
        let (_, changed) = seen(&OwnFolder::basis_in(out))?;
        Some(UNIX_EPOCH + Duration::from_nanos(changed))
    }

    /// Leaves it again with another account, where no other run works in the folder: its files stand, but what there is to tell was
    /// looked for anew. A run that cannot do so only makes the next one take longer.
    pub fn renew(self, out: &Path, account: Option<Account>) {
        let Ok(own) = OwnFolder::open(out) else { return };
        let Ok(Some(_lock)) = own.locked() else { return };
        if self.is_of_the_run_before(out) {
            let _ = written::write(&Self { account, ..self }, &own.basis());
        }
    }

    /// How many files it is of.
    pub fn file_count(&self) -> usize {
        self.files.len()
    }

    /// True where every file lies in the output folder as the run left it.
    pub fn is_all_as_left(&self, out: &Path) -> bool {
        self.files.par_iter().all(|(path, _)| self.as_left(out, path).is_some())
    }

    /// True where the run made its files from exactly this: it made the same files, too.
    pub fn is_of(&self, whole: &str) -> bool {
        self.grounds.whole == whole
    }

    /// Which of these files would come out the same from these grounds. To be asked while the folder is locked.
    pub(super) fn standing(self, out: &Path, grounds: &Grounds, book: &Book, paths: &[&str]) -> Standing {
        // Until the folder was locked, another run may have worked in it.
        if !self.is_of_the_run_before(out) {
            return Standing::default();
        }
        if self.is_of(&grounds.whole) {
            return self.standing_after(None, out, book, paths);
        }
        let changes = match self.grounds.around == grounds.around {
            true => book.changes(&grounds.figures, &self.grounds.figures),
            false => None,
        };
        changes.map_or_else(Standing::default, |mut changes| {
            changes.texts = self.grounds.texts != grounds.texts;
            self.standing_after(Some(&changes), out, book, paths)
        })
    }

    /// What a file rests on, where it lies there as the run left it.
    fn as_left(&self, out: &Path, path: &str) -> Option<(Seen, Option<usize>)> {
        let (then, kind) = self.files.get(path)?;
        (seen(&out.join(path)) == Some(*then)).then_some((*then, *kind))
    }

    /// `changes` are those since then; `None` where nothing at all has changed.
    fn standing_after(mut self, changes: Option<&Changes>, out: &Path, book: &Book, paths: &[&str]) -> Standing {
        let places = book.region_years();
        let kinds: Vec<Reads> = mem::take(&mut self.reads).into_iter().map(|written| written.reads(&places)).collect();
        let reached: Vec<bool> =
            kinds.iter().map(|reads| changes.is_some_and(|changes| changes.touch(reads))).collect();
        let stands =
            |kind: Option<usize>| changes.is_none() || kind.is_some_and(|kind| reached.get(kind) == Some(&false));
        let found: Vec<_> = paths.par_iter().map(|path| (*path, self.as_left(out, path))).collect();
        let mut standing = Standing::default();
        let mut now: HashMap<usize, usize> = HashMap::new();
        for (path, left) in found {
            let Some((seen, kind)) = left else {
                standing.is_touched |= self.files.contains_key(path);
                continue;
            };
            let own = hash::of(path);
            if !stands(kind) {
                standing.gists.extend(self.gists.get(&own).map(|gist| (own, (*gist, seen))));
                continue;
            }
            if let Some((kind, reads)) = kind.and_then(|kind| Some((kind, kinds.get(kind)?))) {
                // Thousands of files were made from the same; to look that up takes long where it is much.
                let known = *now.entry(kind).or_insert_with(|| standing.rests.kind(reads));
                standing.rests.files.insert(own, known);
            }
            standing.rests.gists.extend(self.gists.get(&own).map(|gist| (own, *gist)));
            standing.rests.seen.insert(own, seen);
            standing.files.insert(path.to_string());
        }
        standing
    }
}

impl Rests {
    pub fn add(&mut self, path: &str, reads: &Reads) {
        let kind = self.kind(reads);
        self.files.insert(hash::of(path), kind);
    }

    /// The place in the list of what was read together.
    fn kind(&mut self, reads: &Reads) -> usize {
        if let Some(kind) = self.kinds.get(reads) {
            return *kind;
        }
        let next = self.kinds.len();
        let places = each_once(&mut self.places, &reads.places);
        let indicators = each_once(&mut self.indicators, &reads.indicators);
        *self.kinds.entry(Reads { places, indicators, ..*reads }).or_insert(next)
    }

    /// What a file says, as a hash: where that is the same, so is the file, whatever reached it.
    pub fn add_gist(&mut self, path: &str, gist: Digest) {
        self.gists.insert(hash::of(path), gist);
    }

    /// The basis of the files that lie in a folder, for the next run; `None` where one of them is not there.
    fn left<'f>(
        self,
        (grounds, account): (Grounds, Option<Account>),
        book: &Book,
        folder: &'f Folder,
    ) -> Option<Left<'f>> {
        let positions = book.region_years().into_iter().zip(0..).collect();
        let mut kinds: Vec<(Reads, usize)> = self.kinds.into_iter().collect();
        kinds.sort_by_key(|(_, kind)| *kind);
        let file = |path: &&str| {
            let own = hash::of(*path);
            let known = self.seen.get(&own).or(folder.compared.get(&own)).copied();
            let seen = known.or_else(|| seen(&folder.out.join(path)))?;
            Some((seen, self.files.get(&own).copied()))
        };
        Some(Left {
            grounds,
            account,
            manifest: seen(&folder.own.manifest())?,
            reads: kinds.par_iter().map(|(reads, _)| Written::of(reads, &positions)).collect(),
            gists: self.gists.into_iter().collect(),
            files: (&folder.paths, folder.paths.par_iter().map(file).collect::<Option<_>>()?),
        })
    }
}

/// The same, in the one list that holds them.
fn each_once<T: Copy + Eq + Hash>(lists: &mut HashSet<Arc<[T]>>, asked: &Asked<T>) -> Asked<T> {
    let Asked::Some(list) = asked else { return Asked::All };
    if let Some(known) = lists.get(list) {
        return Asked::Some(known.clone());
    }
    lists.insert(list.clone());
    Asked::Some(list.clone())
}

/// An output folder after a run.
pub(super) struct Folder<'f> {
    pub out: &'f Path,
    pub own: &'f OwnFolder,
    /// How the files showed that turned out the same as what lay there.
    pub compared: &'f HashMap<Digest, Seen>,
    pub paths: Vec<&'f str>,
}

/// Leaves what the next run has to know. A run that leaves nothing only makes the next one take longer.
pub(super) fn leave(footing: Footing, folder: &Folder) {
    let Footing { grounds, account, rests, book } = footing;
    // Of a file that breaks off nothing is read.
    let _ = rests.left((grounds, account), book, folder).map(|left| written::write(&left, &folder.own.basis()));
}

/// How the disk shows the program's own file: two builds of one source by different compilers are not taken for one. Of this machine
/// alone, and so no part of an [`super::Origin`].
pub fn executable() -> String {
    let found = std::env::current_exe().ok().and_then(|program| seen(&program));
    found.map_or_else(String::new, |(size, changed)| format!(" {size} {changed}"))
}

/// How the disk shows a file; `None` where it is none.
pub(super) fn seen(path: &Path) -> Option<Seen> {
    let found = fs::symlink_metadata(path).ok().filter(Metadata::is_file)?;
    let changed = found.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some((found.len(), u64::try_from(changed.as_nanos()).ok()?))
}
