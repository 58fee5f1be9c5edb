//! Whether the output folder still is what a run left there, made from the same: then another run would write nothing, and need not
//! make a single page to find that out. A stamp is the hash of what the files were made from and of how the disk shows each of them (size
//! and time of its last change). A file that somebody touched, a new program or one digit of the content give another stamp.

use std::fs::{self, Metadata};
use std::path::Path;
use std::time::UNIX_EPOCH;

/// The stamp of an output folder as it lies there, with its manifest; `None` where one of the files is missing or is none.
pub(super) fn of<'p>(
    made_from: &str,
    out: &Path,
    manifest: &Path,
    paths: impl Iterator<Item = &'p str>,
) -> Option<String> {
    let mut hasher = blake3::Hasher::new();
    hasher.update(made_from.as_bytes());
    add(&mut hasher, &fs::metadata(std::env::current_exe().ok()?).ok()?);
    add(&mut hasher, &fs::metadata(manifest).ok()?);
    for path in paths {
        let found = fs::symlink_metadata(out.join(path)).ok().filter(Metadata::is_file)?;
        hasher.update(path.as_bytes());
        add(&mut hasher, &found);
    }
    Some(hasher.finalize().to_hex().to_string())
}

fn add(hasher: &mut blake3::Hasher, found: &Metadata) {
    let changed = found.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
    hasher.update(&found.len().to_le_bytes());
    hasher.update(&changed.as_nanos().to_le_bytes());
}
