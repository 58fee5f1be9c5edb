//! The list of files that was made with a site: that of the output folder, or that of what was published. Comes in: a store. Goes out:
//! what is missing, changed or added.

use super::Store;
use crate::finding::{Finding, Place};
use std::collections::{BTreeMap, BTreeSet};
use std::io;

/// Where a list may stand, the first that is there counts.
pub const MANIFESTS: [&str; 2] = ["yearbook-manifest.json", ".yearbook/manifest.json"];

/// Each path with the BLAKE3 of its bytes.
pub struct List {
    pub files: BTreeMap<String, String>,
    /// Which list it is.
    name: &'static str,
    /// Files of earlier publications that were left there.
    left: BTreeSet<String>,
    /// It is there, and nobody can read it: somebody changed it.
    is_broken: bool,
}

impl List {
    pub fn read(store: &dyn Store) -> io::Result<Option<Self>> {
        for name in MANIFESTS {
            let Some(bytes) = store.read(name)? else { continue };
            let json = serde_json::from_slice::<serde_json::Value>(&bytes).unwrap_or_default();
            let Some(files) = json.get("files").and_then(|files| files.as_object()) else {
                return Ok(Some(Self { is_broken: true, ..Self::of(name, BTreeMap::new()) }));
            };
            let hash = |made: &serde_json::Value| {
                let hash = made.get("blake3").or_else(|| made.get("hash")).unwrap_or(made);
                hash.as_str().map(str::to_string)
            };
            let files = files.iter().filter_map(|(path, made)| Some((path.clone(), hash(made)?)));
            let files = files.filter(|(path, _)| stays_inside(path)).collect();
            let left = json.get("left").and_then(|left| left.as_object());
            let left = left.map(|left| left.keys().cloned().collect()).unwrap_or_default();
            return Ok(Some(Self { left, ..Self::of(name, files) }));
        }
        Ok(None)
    }

    /// A list of paths with their hashes that stands somewhere else.
    pub fn of(name: &'static str, files: BTreeMap<String, String>) -> Self {
        Self { files, name, left: BTreeSet::new(), is_broken: false }
    }

    pub fn missing(&self, paths: &BTreeSet<String>) -> Vec<Finding> {
        if self.is_broken {
            return vec![Finding::error(
                "file-changed",
                Place::file(self.name),
                "清单读不出来，是坏了或被改过：不知道原来有哪些文件",
                "the list cannot be read, it is broken or was changed: which files there were is not known",
            )];
        }
        self.files.keys().filter(|path| !paths.contains(*path)).map(|path| is_missing(path)).collect()
    }

    pub fn added(&self, paths: &BTreeSet<String>) -> Vec<Finding> {
        if self.is_broken {
            return Vec::new();
        }
        // What a publication notes while it is under way.
        let is_note = |path: &str| path == "yearbook-lock.json" || path.starts_with("yearbook-progress/");
        let is_known = |path: &str| self.files.contains_key(path) || self.left.contains(path);
        let is_added = |path: &&String| !is_known(path) && !is_note(path);
        let added = |path: &String| {
            Finding::error(
                "file-added",
                Place::file(path),
                format!("清单 {} 里没有这个文件，是后来加的", self.name),
                format!("the list {} has no such file: it was added later", self.name),
            )
        };
        paths.iter().filter(is_added).map(added).collect()
    }

    pub fn changed(&self, path: &str, hash: &str) -> Option<Finding> {
        let listed = self.files.get(path).filter(|listed| *listed != hash)?;
        Some(
            Finding::error(
                "file-changed",
                Place::file(path),
                format!("文件改过：校验和不是清单 {} 里的", self.name),
                format!("the file was changed: its checksum is not the one in {}", self.name),
            )
            .help(
                format!("清单里是 {}，现在是 {}", short(listed), short(hash)),
                format!("listed {}, found {}", short(listed), short(hash)),
            ),
        )
    }
}

fn short(hash: &str) -> String {
    hash.chars().take(16).collect()
}

pub fn is_missing(path: &str) -> Finding {
    Finding::error("file-missing", Place::file(path), "清单里有这个文件，现在没有", "listed, but not there")
}

/// A plain path below the site.
pub fn stays_inside(path: &str) -> bool {
    !path.is_empty()
        && !path.contains(['\\', '\0'])
        && path.split('/').all(|part| !part.is_empty() && part != "." && part != "..")
        && !path.split('/').next().is_some_and(|first| first.ends_with(':'))
}
