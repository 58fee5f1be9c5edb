//! An I/O error says what failed but not where: here it gets the name of its file. Comes in: an error and a path. Goes
//! out: an error whose text starts with the path. Touches no disk itself.

use std::io;
use std::path::Path;

/// The error with the file that it is about in front.
pub fn named(error: io::Error, path: &Path) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
