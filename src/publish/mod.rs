//! From rendered files to the output folder: written only where the bytes differ, each put in place by a rename, what is
//! gone removed. The only stage that writes.
//!
//! A run goes `open` → `offer` (a long file piece by piece: `spool`, `offer_spool`) for every file (in parallel; differing bytes are staged beside the output) → `commit`.
//! Until `commit` nothing that readers see has changed. `commit` itself may be killed at any moment: each file is the old
//! one or the new one, and because the manifest names both before the first rename, the next run finishes the work.

#![expect(clippy::disallowed_methods, reason = "the one stage that writes")]

mod basis;
mod manifest;
mod own_folder;
mod shard;
mod spool;

pub use basis::{Account, Basis, Footing, Grounds, Rests, Standing, executable};
pub use manifest::{ContentHash, Made, Manifest};
pub use own_folder::is_of_others;
pub use shard::{Origin, Shard, Shards, hash_of_paths, holds_a_whole_site, overlap};
pub use spool::Spool;

use crate::derive::Book;
use crate::disk::named;
use crate::hash::{self, Digest};
use crate::lock;
use basis::Seen;
use manifest::Joined;
use own_folder::{OwnFolder, refuse_obstacles, refuse_special};
use spool::Spooled;
use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{io, io::BufReader, io::Write};

/// An output folder, locked for one run.
pub struct Publisher {
    out: PathBuf,
    own: OwnFolder,
    /// What the run before left.
    before: Manifest,
    made: Mutex<BTreeMap<String, Made>>,
    /// The numbers that name those in the folder of staged files that are to be put in place, by the hash of the path.
    staged: Mutex<HashMap<Digest, usize>>,
    /// How those files showed that need not be written.
    compared: Mutex<HashMap<Digest, Seen>>,
    /// Where this run makes a part of a site.
    shard: Option<Shard>,
    counter: AtomicUsize,
    _lock: File,
}

/// What a run left in an output folder; empty where none did.
pub fn manifest_of(out: &Path) -> Manifest {
    Manifest::read(&own_folder(out).join(OwnFolder::MANIFEST))
}

/// The folder inside an output folder that is the program's own and never published.
pub fn own_folder(out: &Path) -> PathBuf {
    out.join(OwnFolder::NAME)
}

/// What a run did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Published {
    pub written: usize,
    pub unchanged: usize,
    pub removed: usize,
}

impl Publisher {
    /// Opens the output folder and makes it where it is missing. Another run that is writing there is an error.
    pub fn open(out: &Path) -> io::Result<Self> {
        let mut own = OwnFolder::open(out)?;
        refuse_special(&own.manifest())?;
        let words =
            || format!("{}: 另一个 yearbook 正在写这个文件夹 / another yearbook is writing here", out.display());
        let lock = own.locked()?.ok_or_else(|| lock::busy(words()))?;
        own.clear()?;
        Ok(Self {
            before: Manifest::read(&own.manifest()),
            out: out.to_path_buf(),
            own,
            made: Mutex::default(),
            staged: Mutex::default(),
            compared: Mutex::default(),
            shard: None,
            counter: AtomicUsize::new(0),
            _lock: lock,
        })
    }

    /// Which of these files, as a run left them with this basis, would come out the same from these grounds.
    pub fn standing(&self, basis: Basis, grounds: &Grounds, book: &Book, paths: &[&str]) -> Standing {
        basis.standing(&self.out, grounds, book, paths)
    }

    /// True where the file on the disk is the one that was made from exactly this, so that it need not be made again.
    pub fn holds(&self, path: &str, made_from: &str) -> bool {
        let Some(made) = self.before.files.get(path).filter(|made| made.made_from.as_deref() == Some(made_from)) else {
            return false;
        };
        let target = self.out.join(path);
        let seen = basis::seen(&target);
        let is_that_one = fs::read(&target).is_ok_and(|bytes| ContentHash::of(&bytes) == made.hash);
        if is_that_one {
            self.note_as_seen(path, seen);
        }
        is_that_one
    }

    /// Keeps a file that [`Publisher::holds`], or that still stands ([`Standing`]). False where the run before made none at this path.
    pub fn keep(&self, path: &str) -> bool {
        let Some(made) = self.before.files.get(path) else { return false };
        self.take(path, made.clone(), None);
        true
    }

    fn take(&self, path: &str, made: Made, staged: Option<usize>) {
        self.made.lock().expect("no thread panics while it holds this").insert(path.to_string(), made);
        let own = hash::of(path);
        let mut all = self.staged.lock().expect("no thread panics while it holds this");
        match staged {
            Some(number) => all.insert(own, number),
            None => all.remove(&own),
        };
    }

    /// Says how a file showed that need not be written.
    pub fn note_as_seen(&self, path: &str, seen: Option<Seen>) {
        let mut compared = self.compared.lock().expect("no thread panics while it holds this");
        compared.extend(seen.map(|seen| (hash::of(path), seen)));
    }

    /// A file as it lies in the output folder.
    pub fn lies_there(&self, path: &str) -> io::Result<String> {
        fs::read_to_string(self.out.join(path)).map_err(|error| named(error, &self.out.join(path)))
    }

    /// Takes the bytes of one file. They are staged where they differ from the file on the disk. `made_from` is the hash of
    /// what an expensive file was made from.
    pub fn offer(&self, path: &str, bytes: &[u8], made_from: Option<&str>) -> io::Result<()> {
        let made = Made { hash: ContentHash::of(bytes), made_from: made_from.map(Box::from) };
        let target = self.out.join(path);
        // Seen before it is read: what is written there meanwhile is not taken for ours.
        let seen = basis::seen(&target);
        let same = seen.is_some_and(|(length, _)| length == bytes.len() as u64)
            && fs::read(&target).is_ok_and(|old| old == bytes);
        if same {
            self.take(path, made, None);
            self.note_as_seen(path, seen);
            return Ok(());
        }
        let (mut file, number) = self.new_staged()?;
        file.write_all(bytes).map_err(|error| named(error, &target))?;
        self.take(path, made, Some(number));
        Ok(())
    }

    /// A file that is written piece by piece, to be given to [`Publisher::offer_spool`].
    pub fn spool(&self, path: &str) -> Spool<'_> {
        Spool::new(self, path)
    }

    /// Takes what was written to a spool, as [`Publisher::offer`] takes bytes.
    pub fn offer_spool(&self, spool: Spool) -> io::Result<()> {
        let path = spool.path.clone();
        let long = match spool.finished()? {
            Spooled::Short(bytes) => return self.offer(&path, &bytes, None),
            Spooled::Long(long) => long,
        };
        let made = Made { hash: long.hash, made_from: None };
        let target = self.out.join(&path);
        let seen = basis::seen(&target);
        if seen.is_some_and(|(length, _)| length == long.length)
            && hash_of_file(&target).is_ok_and(|old| old == long.hash)
        {
            self.take(&path, made, None);
            self.note_as_seen(&path, seen);
            let staged = self.own.staged(long.number);
            return fs::remove_file(&staged).map_err(|error| named(error, &staged));
        }
        self.take(&path, made, Some(long.number));
        Ok(())
    }

    /// A new file beside the output. The folder is made when it is needed: a run that changes nothing leaves nothing.
    fn new_staged(&self) -> io::Result<(File, usize)> {
        let number = self.counter.fetch_add(1, Ordering::Relaxed);
        let (folder, staged) = (self.own.staging(), self.own.staged(number));
        let file = match File::create(&staged) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                fs::create_dir_all(&folder).map_err(|error| named(error, &folder))?;
                File::create(&staged)
            }
            created => created,
        };
        Ok((file.map_err(|error| named(error, &staged))?, number))
    }

    /// Says that the files are a part of a site, and which: the manifest keeps it for who puts the parts together.
    pub fn as_shard(self, shard: Shard) -> Self {
        Self { shard: Some(shard), ..self }
    }

    /// Puts every staged file in place and removes what the run before had made and this one did not. `footing` is what everything was
    /// made from, for [`Standing`]; `None` where the next run has to make every file again.
    pub fn commit(self, footing: Option<Footing>) -> io::Result<Published> {
        let files = self.made.into_inner().expect("no thread panics while it holds this");
        let numbers = self.staged.into_inner().expect("no thread panics while it holds this");
        let (manifest_path, staging) = (self.own.manifest(), self.own.staging());
        let after = Manifest { files, shard: self.shard };
        let staged: Vec<(&String, usize)> =
            after.files.keys().filter_map(|path| Some((path, *numbers.get(&hash::of(path.as_str()))?))).collect();
        drop(numbers);
        let compared = self.compared.into_inner().expect("no thread panics while it holds this");
        let leave_basis = |after: &Manifest| {
            let paths = after.files.keys().map(String::as_str).collect();
            let folder = basis::Folder { out: &self.out, own: &self.own, compared: &compared, paths };
            let _ = footing.map(|footing| basis::leave(footing, &folder));
        };
        // Wherever this run ends, the next one does not rest on what was before it.
        self.own.forget_basis()?;
        if staged.is_empty() && after == self.before {
            leave_basis(&after);
            return Ok(Published { unchanged: after.files.len(), ..Published::default() });
        }
        // Whatever stands in the way is found before the first file is put in place.
        let mut free = None;
        for (path, _) in &staged {
            refuse_obstacles(&self.out, path, &mut free)?;
        }
        fs::create_dir_all(&staging).map_err(|error| named(error, &staging))?;
        manifest::write(&Joined { before: &self.before, after: &after }, &manifest_path, &staging)?;
        let mut made: Option<PathBuf> = None;
        for (path, number) in &staged {
            let target = self.out.join(path);
            // In their order, the files of a folder follow one another.
            if let Some(folder) = target.parent().filter(|folder| made.as_deref() != Some(*folder)) {
                fs::create_dir_all(folder).map_err(|error| named(error, folder))?;
                made = Some(folder.to_path_buf());
            }
            fs::rename(self.own.staged(*number), &target).map_err(|error| named(error, &target))?;
        }
        let mut removed = 0;
        for path in self.before.files.keys().filter(|path| !after.files.contains_key(*path)) {
            removed += usize::from(remove(&self.out, path)?);
        }
        manifest::write(&after, &manifest_path, &staging)?;
        leave_basis(&after);
        Ok(Published { written: staged.len(), unchanged: after.files.len() - staged.len(), removed })
    }
}

/// Removes a file that an earlier run had made, and the folders that it leaves empty; nothing outside `out`, and nothing through a link.
pub fn remove(out: &Path, path: &str) -> io::Result<bool> {
    let is_ours = !path.split('/').any(|part| part.is_empty() || part == ".." || part == ".");
    let target = out.join(path);
    let through_link = target.ancestors().skip(1).take_while(|a| *a != out).any(Path::is_symlink);
    if !is_ours || through_link {
        return Ok(false);
    }
    match fs::remove_file(&target) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(named(error, &target)),
    }
    let mut folder = target.parent();
    while let Some(empty) = folder.filter(|folder| *folder != out && fs::remove_dir(folder).is_ok()) {
        folder = empty.parent();
    }
    Ok(true)
}

/// The hash of some bytes, hexadecimal.
pub fn hash(bytes: &[u8]) -> String {
    ContentHash::of(bytes).to_string()
}

/// The same of a file that need not fit into memory.
fn hash_of_file(path: &Path) -> io::Result<ContentHash> {
    let mut hasher = blake3::Hasher::new();
    io::copy(&mut BufReader::with_capacity(spool::PIECE, File::open(path)?), &mut hasher)?;
    Ok(hasher.finalize().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn publish(out: &Path, files: &[(&str, &str)]) -> Published {
        let publisher = Publisher::open(out).unwrap();
        for (path, text) in files {
            publisher.offer(path, text.as_bytes(), None).unwrap();
        }
        publisher.commit(None).unwrap()
    }

    #[test]
    fn only_what_differs_is_written_and_what_is_gone_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path();
        fs::write(out.join("theirs.txt"), "not ours").unwrap();
        let first = publish(out, &[("a.html", "1"), ("x/y/b.html", "2")]);
        assert_eq!(first, Published { written: 2, unchanged: 0, removed: 0 });
        let second = publish(out, &[("a.html", "1"), ("x/y/b.html", "2")]);
        assert_eq!(second, Published { written: 0, unchanged: 2, removed: 0 });
        let third = publish(out, &[("a.html", "changed")]);
        assert_eq!(third, Published { written: 1, unchanged: 0, removed: 1 });
        assert!(!out.join("x").exists());
        assert_eq!(fs::read_to_string(out.join("theirs.txt")).unwrap(), "not ours");
    }

    #[test]
    fn a_file_in_pieces_is_published_like_any_other() {
        let folder = tempfile::tempdir().unwrap();
        let run = |piece: &[u8], pieces: usize| {
            let publisher = Publisher::open(folder.path()).unwrap();
            let mut spool = publisher.spool("a/long.csv");
            (0..pieces).for_each(|_| spool.write_all(piece).unwrap());
            publisher.offer_spool(spool).unwrap();
            publisher.commit(None).unwrap()
        };
        let long = vec![b'x'; 3_000_000];
        for pieces in [1, 5] {
            assert_eq!(run(&long, pieces).written, 1);
            assert_eq!(run(&long, pieces).unchanged, 1);
            assert_eq!(fs::read(folder.path().join("a/long.csv")).unwrap(), long.repeat(pieces));
            let made = &manifest_of(folder.path()).files["a/long.csv"];
            assert_eq!(made.hash, ContentHash::of(&long.repeat(pieces)));
        }
        assert_eq!(run(b"y", 15_000_000).written, 1);
    }

    #[test]
    fn a_run_that_does_not_commit_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        publish(folder.path(), &[("a.html", "old")]);
        let publisher = Publisher::open(folder.path()).unwrap();
        publisher.offer("a.html", b"new", None).unwrap();
        drop(publisher);
        assert_eq!(fs::read_to_string(folder.path().join("a.html")).unwrap(), "old");
        assert_eq!(publish(folder.path(), &[("a.html", "new")]).written, 1);
    }

    #[test]
    fn two_runs_do_not_write_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let _first = Publisher::open(folder.path()).unwrap();
        assert!(Publisher::open(folder.path()).is_err());
    }

    #[test]
    fn an_expensive_file_is_kept_while_it_is_what_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let publisher = Publisher::open(folder.path()).unwrap();
        publisher.offer("a.pdf", b"pdf", Some("recipe")).unwrap();
        publisher.commit(None).unwrap();
        let publisher = Publisher::open(folder.path()).unwrap();
        assert!(publisher.holds("a.pdf", "recipe") && !publisher.holds("a.pdf", "another"));
        drop(publisher);
        fs::write(folder.path().join("a.pdf"), "touched").unwrap();
        assert!(!Publisher::open(folder.path()).unwrap().holds("a.pdf", "recipe"));
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_written_through_a_link() {
        let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::os::unix::fs::symlink(elsewhere.path(), folder.path().join("x")).unwrap();
        let publisher = Publisher::open(folder.path()).unwrap();
        publisher.offer("x/a.html", b"1", None).unwrap();
        assert!(publisher.commit(None).is_err());
        assert!(fs::read_dir(elsewhere.path()).unwrap().next().is_none());
    }
}
