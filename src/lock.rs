//! A file that one run holds while it works, so that no other works in the same place. The system lets go of it when the run ends,
//! however it ends.

#![expect(clippy::disallowed_methods, reason = "opens locks for all that write")]

use crate::disk::named;
use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;

/// Holds the lock at a path, whose file is made where it is missing, until the value goes. `None` where another run holds it.
pub fn held(path: &Path) -> io::Result<Option<File>> {
    let file = File::options().create(true).append(true).open(path).map_err(|error| named(error, path))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(named(error, path)),
    }
}

/// What to tell where it is held.
pub fn busy(words: impl Into<String>) -> io::Error {
    io::Error::new(io::ErrorKind::ResourceBusy, words.into())
}
