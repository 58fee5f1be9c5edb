//! The hidden folder in which a bag is made, beside the place where it shall lie. One run has it at a time; what a killed run left in it
//! is cleared by the next.

#![expect(clippy::disallowed_methods, reason = "puts a bag beside the site, where a command wants it")]

use crate::disk::named;
use crate::lock;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

pub struct Making {
    pub folder: PathBuf,
    lock_file: PathBuf,
    _held: File,
}

impl Making {
    /// Makes `.<name>.making` in a folder that is made where it is missing.
    pub fn begin(parent: &Path, name: &str) -> io::Result<Self> {
        fs::create_dir_all(parent).map_err(|error| named(error, parent))?;
        let (folder, lock_file) = (parent.join(format!(".{name}.making")), parent.join(format!(".{name}.lock")));
        let words = "另一个 yearbook 正在归档 / another yearbook is archiving here";
        let held = lock::held(&lock_file)?.ok_or_else(|| named(lock::busy(words), parent))?;
        clear(&folder)?;
        fs::create_dir(&folder).map_err(|error| named(error, &folder))?;
        Ok(Self { folder, lock_file, _held: held })
    }

    /// Puts what was made in its place.
    pub fn put(&self, staged: &Path, at: &Path) -> io::Result<()> {
        fs::rename(staged, at).map_err(|error| named(error, at))
    }
}

impl Drop for Making {
    fn drop(&mut self) {
        // What cannot be removed now is removed by the next run.
        let _ = clear(&self.folder);
        let _ = fs::remove_file(&self.lock_file);
    }
}

fn clear(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(named(error, folder)),
        _ => Ok(()),
    }
}
