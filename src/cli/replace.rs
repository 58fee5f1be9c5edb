//! Puts a mended text in a file's place: whole or not at all, and only where nothing but the text changes. Comes in: a path, what
//! was read from it and how to mend it; goes out: that it was done, or why the file was left alone.

#![expect(clippy::disallowed_methods, reason = "`--fix` writes into the texts of the site")]

use crate::disk::named;
use crate::source::plain;
use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::Path;

/// Why a file was left as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// Somebody wrote it since it was read.
    Changed,
    ReadOnly,
    /// It has several names (hard links); a new file would keep only one.
    SeveralNames,
    /// The new file could not be given to the owner of the old one.
    OtherOwner,
}

impl Left {
    pub fn in_words(self) -> (&'static str, &'static str) {
        match self {
            Self::Changed => ("读过以后又被人改了", "somebody changed it since it was read"),
            Self::ReadOnly => ("是只读文件", "it is read-only"),
            Self::SeveralNames => ("有几个名字（硬链接）", "it has several names (hard links)"),
            Self::OtherOwner => ("属于别的用户", "it belongs to another user"),
        }
    }
}

/// What the files that are being written are called until they are whole. Dot files are no content.
const PREFIX: &str = ".yearbook-fix-";

/// Mends a file of which `read` was read. `mend` gets the text as it was written.
pub fn replace(path: &Path, read: &str, mend: impl FnOnce(&str) -> String) -> io::Result<Result<(), Left>> {
    let path = fs::canonicalize(path).map_err(|error| named(error, path))?;
    replaced(&path, read, mend).map_err(|error| named(error, &path))
}

fn replaced(path: &Path, read: &str, mend: impl FnOnce(&str) -> String) -> io::Result<Result<(), Left>> {
    let old = fs::metadata(path)?;
    if old.permissions().readonly() {
        return Ok(Err(Left::ReadOnly));
    }
    if names(&old) > 1 {
        return Ok(Err(Left::SeveralNames));
    }
    let bytes = fs::read(path)?;
    let Some(written) = std::str::from_utf8(&bytes).ok().filter(|written| plain(written) == read) else {
        return Ok(Err(Left::Changed));
    };
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(PREFIX).tempfile_in(folder)?;
    file.write_all(mend(written).as_bytes())?;
    if give_to_owner(file.as_file(), &old).is_err() {
        return Ok(Err(Left::OtherOwner));
    }
    file.as_file().set_permissions(old.permissions())?;
    file.as_file().sync_all()?;
    // The last moment to see that an editor saved meanwhile.
    if fs::read(path)? != bytes {
        return Ok(Err(Left::Changed));
    }
    file.persist(path)?;
    Ok(Ok(()))
}

/// Removes what a run that was killed left beside a file.
pub fn clear_strays(path: &Path) -> io::Result<()> {
    let Some(folder) = path.parent() else { return Ok(()) };
    for entry in fs::read_dir(folder).map_err(|error| named(error, folder))? {
        let entry = entry.map_err(|error| named(error, folder))?;
        if entry.file_name().to_string_lossy().starts_with(PREFIX) {
            fs::remove_file(entry.path()).map_err(|error| named(error, &entry.path()))?;
        }
    }
    Ok(())
}

#[cfg(unix)]
fn names(old: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(old)
}

#[cfg(not(unix))]
fn names(_: &Metadata) -> u64 {
    1
}

#[cfg(unix)]
fn give_to_owner(file: &File, old: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let new = file.metadata()?;
    match (new.uid(), new.gid()) == (old.uid(), old.gid()) {
        true => Ok(()),
        false => fchown(file, Some(old.uid()), Some(old.gid())),
    }
}

#[cfg(not(unix))]
fn give_to_owner(_: &File, _: &Metadata) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What becomes of a file that holds `甲`, of which `read` was read.
    fn after(read: &str, mend: impl Fn(&Path) -> String) -> (Result<(), Left>, String) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        fs::write(&path, "甲").unwrap();
        let done = replace(&path, read, |_| mend(&path)).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        (done, fs::read_to_string(&path).unwrap())
    }

    #[test]
    fn what_somebody_changed_meanwhile_stays() {
        assert_eq!(after("甲", |_| "乙".to_string()), (Ok(()), "乙".to_string()));
        assert_eq!(after("丙", |_| "乙".to_string()), (Err(Left::Changed), "甲".to_string()));
        let saves = |path: &Path| {
            fs::write(path, "丁").unwrap();
            "乙".to_string()
        };
        assert_eq!(after("甲", saves), (Err(Left::Changed), "丁".to_string()));
    }
}
