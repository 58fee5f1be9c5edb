//! What this machine remembers of its last publication to a target, in `.yearbook/published/` of the output folder: only so can it tell that
//! somebody else has been there since. Without it, the manifest at the target is taken as it is. Holds no credential.

use crate::disk::named;
use crate::lock;
use crate::model::destination::Destination;
use crate::publish;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Remembered {
    /// The hash of the manifest, or the commit, that the last publication left.
    #[serde(default)]
    pub left: String,
    /// The last run that began, whether it ended or not.
    #[serde(default)]
    pub run: String,
    /// What that run was about to leave, noted before it did: a run that ends between the two has left it all the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub leaving: Vec<String>,
    /// What the host called the state of each file (`ETag`), where it says such a thing.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub marks: BTreeMap<String, String>,
}

impl Remembered {
    /// True where the target is as somebody else left it.
    pub fn is_of_others(&self, found: &str) -> bool {
        !self.left.is_empty() && self.left != found && !self.leaving.iter().any(|leaving| leaving == found)
    }
}

/// The memory of one target, locked for one run.
pub(super) struct Memory {
    path: PathBuf,
    pub last: Remembered,
    _lock: File,
}

impl Memory {
    /// Another run on this machine that publishes to the same target is an error.
    pub fn open(out: &Path, destination: &Destination) -> io::Result<Self> {
        let folder = publish::own_folder(out).join("published");
        fs::create_dir_all(&folder).map_err(|error| named(error, &folder))?;
        // A target that has moved is another one.
        let id = publish::hash(format!("{} {:?}", destination.name, destination.kind).as_bytes())[..16].to_string();
        let lock_path = folder.join(format!("{id}.lock"));
        let words = "这台机器上另一个 yearbook 正在往这里发布 / another yearbook on this machine is publishing there";
        let lock = lock::held(&lock_path)?.ok_or_else(|| lock::busy(words))?;
        let path = folder.join(format!("{id}.json"));
        let last = fs::read(&path).ok().and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default();
        Ok(Self { path, last, _lock: lock })
    }

    /// Written whole or not at all.
    pub fn keep(&mut self, now: Remembered) -> io::Result<()> {
        let part = self.path.with_extension("part");
        let text = serde_json::to_vec_pretty(&now).map_err(io::Error::from)?;
        fs::write(&part, text).map_err(|error| named(error, &part))?;
        fs::rename(&part, &self.path).map_err(|error| named(error, &self.path))?;
        self.last = now;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::destination::DestinationKind;

    #[test]
    fn one_run_at_a_time_remembers() {
        let out = tempfile::tempdir().unwrap();
        let target = |folder: &str| Destination { name: "网站".into(), kind: DestinationKind::Folder(folder.into()) };
        let mut memory = Memory::open(out.path(), &target("a")).unwrap();
        assert!(Memory::open(out.path(), &target("a")).is_err_and(|error| error.kind() == io::ErrorKind::ResourceBusy));
        let now = Remembered { left: "x".into(), ..Remembered::default() };
        memory.keep(now.clone()).unwrap();
        drop(memory);
        assert_eq!(Memory::open(out.path(), &target("a")).unwrap().last, now);
        assert_eq!(Memory::open(out.path(), &target("b")).unwrap().last, Remembered::default());
    }
}
