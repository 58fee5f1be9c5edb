//! What is kept at a target about what was published there: `yearbook-manifest.json`, and beside it, while a publication is under way or
//! after one that was interrupted, its progress. Comes in: texts read there. Goes out: what is known to be there. Asks no host itself.
//!
//! A publication first writes a manifest in which every file that it is going to touch is in doubt, then, after each portion of files, what it has
//! sent, and at last the whole manifest. Whatever moment it is killed at, what the three say together is true of the target.

use crate::publish::Origin;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The name of the manifest at every target, in the root of what was published.
pub const MANIFEST: &str = "yearbook-manifest.json";

/// The folder in which progress is noted, one file for each portion.
pub(super) const PROGRESS: &str = "yearbook-progress/";

/// Who is publishing.
pub(super) const LOCK: &str = "yearbook-lock.json";

/// What was published, path by path, each below the manifest's own folder.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// `yearbook 0.1.0`
    pub program: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    /// The files of the site.
    pub files: BTreeMap<String, Item>,
    /// Files of earlier publications that the site no longer has and that still lie there.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub left: BTreeMap<String, Item>,
    /// Where a publication has begun and not ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sending: Option<Sending>,
}

/// One file as it was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Of its bytes, in hexadecimal digits.
    pub blake3: String,
    pub bytes: u64,
}

/// A publication under way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sending {
    /// Tells one run from another.
    pub run: String,
    /// Files that it touches: each is the old one, the new one, or missing.
    pub in_doubt: BTreeSet<String>,
}

/// One portion of progress.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Portion {
    pub run: String,
    pub files: BTreeMap<String, Item>,
}

/// Who is publishing, as the lock says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Lock {
    pub run: String,
}

impl Manifest {
    /// As it is kept: the same bytes for the same site.
    pub fn text(&self) -> Vec<u8> {
        let mut text = serde_json::to_vec_pretty(self).unwrap_or_default();
        text.push(b'\n');
        text
    }

    /// `None` where the text is no manifest, or names files outside its folder: whoever can write there must not make us delete
    /// what lies elsewhere.
    pub fn read(text: &[u8]) -> Option<Self> {
        let manifest: Self = serde_json::from_slice(text).ok()?;
        let in_doubt = manifest.sending.iter().flat_map(|sending| &sending.in_doubt);
        let mut all = manifest.files.keys().chain(manifest.left.keys()).chain(in_doubt);
        all.all(|path| is_inner(path)).then_some(manifest)
    }

    /// With what an interrupted publication had noted: its files are known again.
    pub(super) fn with_progress(mut self, portions: impl Iterator<Item = Portion>) -> Self {
        let Some(sending) = &mut self.sending else { return self };
        for portion in portions.filter(|portion| portion.run == sending.run) {
            for (path, item) in portion.files.into_iter().filter(|(path, _)| is_inner(path)) {
                sending.in_doubt.remove(&path);
                self.left.remove(&path);
                self.files.insert(path, item);
            }
        }
        self
    }

    /// Every file that is known to be there.
    pub(super) fn known(&self) -> BTreeMap<&str, &Item> {
        self.files.iter().chain(&self.left).map(|(path, item)| (path.as_str(), item)).collect()
    }

    /// True where a file is one of ours, though perhaps none knows which.
    pub(super) fn is_in_doubt(&self, path: &str) -> bool {
        self.sending.as_ref().is_some_and(|sending| sending.in_doubt.contains(path))
    }
}

/// True for a path that leads to a file below the root, and to none of those that a publication keeps for itself.
fn is_inner(path: &str) -> bool {
    let is_plain = |part: &str| !part.is_empty() && part != "." && part != "..";
    path.split('/').all(is_plain)
        && !path.contains(|c: char| c == '\\' || c.is_control())
        && ![MANIFEST, LOCK].contains(&path)
        && !path.starts_with(PROGRESS)
}

/// The name of a portion of progress, counted from 1.
pub(super) fn portion_path(number: usize) -> String {
    format!("{PROGRESS}{number:05}.json")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(text: &str) -> Item {
        Item { blake3: text.to_string(), bytes: 1 }
    }

    #[test]
    fn what_an_interrupted_run_had_noted_is_known() {
        let manifest = Manifest {
            files: [("a".to_string(), item("1"))].into(),
            sending: Some(Sending { run: "r".into(), in_doubt: ["b".to_string(), "c".to_string()].into() }),
            ..Manifest::default()
        };
        let noted = |run: &str, path: &str| Portion { run: run.into(), files: [(path.to_string(), item("2"))].into() };
        let now = manifest.with_progress([noted("r", "b"), noted("another", "c")].into_iter());
        assert_eq!(now.known().into_keys().collect::<Vec<_>>(), ["a", "b"]);
        assert!(now.is_in_doubt("c") && !now.is_in_doubt("b"));
    }

    #[test]
    fn a_manifest_is_read_as_it_was_written() {
        let manifest = Manifest {
            program: "yearbook 1".into(),
            files: [("页/a".into(), item("1"))].into(),
            ..Manifest::default()
        };
        assert_eq!(Manifest::read(&manifest.text()), Some(manifest));
        assert_eq!(Manifest::read(b"<html>"), None);
        for path in ["../a", "/a", "a//b", "a/./b", "a\\b", "a\u{0}b", "yearbook-lock.json", ""] {
            let manifest = Manifest { left: [(path.to_string(), item("1"))].into(), ..Manifest::default() };
            assert_eq!(Manifest::read(&manifest.text()), None, "{path}");
        }
    }
}
