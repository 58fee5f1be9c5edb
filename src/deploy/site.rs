//! The site as it lies in the output folder: what a build left there, with the size of each file. Reads the output folder, and nothing
//! that its manifest does not name.

use super::manifest::Item;
use crate::disk::named;
use crate::publish;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

pub(super) struct Site {
    out: PathBuf,
    pub files: BTreeMap<String, Item>,
}

impl Site {
    pub fn read(out: &Path) -> io::Result<Self> {
        let item = |(path, made): (String, publish::Made)| {
            let file = out.join(&path);
            let bytes = fs::metadata(&file).map_err(|error| named(error, &file))?.len();
            Ok((path, Item { blake3: made.hash.to_string(), bytes }))
        };
        let files = publish::manifest_of(out).files.into_iter().map(item).collect::<io::Result<_>>()?;
        Ok(Self { out: out.to_path_buf(), files })
    }

    #[cfg(test)]
    pub fn of(files: BTreeMap<String, Item>) -> Self {
        Self { out: PathBuf::new(), files }
    }

    /// The bytes of a file, which must still be those that the build made.
    pub fn bytes(&self, path: &str) -> io::Result<Vec<u8>> {
        let file = self.out.join(path);
        let bytes = fs::read(&file).map_err(|error| named(error, &file))?;
        match self.files.get(path).is_some_and(|item| item.blake3 == publish::hash(&bytes)) {
            true => Ok(bytes),
            false => {
                let words = "生成以后被改过 / changed since it was built";
                Err(io::Error::other(format!("{}: {words}", file.display())))
            }
        }
    }

    pub fn file(&self, path: &str) -> PathBuf {
        self.out.join(path)
    }

    /// The largest file, in bytes.
    pub fn largest(&self) -> u64 {
        self.files.values().map(|item| item.bytes).max().unwrap_or(0)
    }
}
