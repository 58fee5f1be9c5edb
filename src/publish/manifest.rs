//! What a run made: path → hash of its bytes and, for expensive files, of what they were made from. Kept beside the output,
//! the same bytes for the same output.

use super::Shard;
use crate::disk::named;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::{fs, io};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub files: BTreeMap<String, Made>,
    /// Where the folder holds a part of a site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shard: Option<Shard>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    pub hash: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made_from: Option<String>,
}

impl Manifest {
    /// A manifest that is missing or broken is empty: everything is then made again.
    pub fn read(path: &Path) -> Self {
        fs::read(path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    /// Both runs' paths. A file that differs is in doubt until the run ends: it is made again whatever it was made from.
    pub fn joined_with(&self, after: &Self) -> Self {
        let mut files = after.files.clone();
        for (path, made) in &self.files {
            files.entry(path.clone()).or_insert_with(|| made.clone());
        }
        for (path, made) in &mut files {
            if self.files.get(path) != after.files.get(path) {
                made.made_from = None;
            }
        }
        Self { files, shard: after.shard.as_ref().map(Shard::in_doubt) }
    }

    /// Written whole or not at all, by way of a file in `staging`, which the next run empties where this one is killed.
    pub fn write(&self, path: &Path, staging: &Path) -> io::Result<()> {
        fs::create_dir_all(staging).map_err(|error| named(error, staging))?;
        let mut file = tempfile::NamedTempFile::new_in(staging).map_err(|error| named(error, staging))?;
        let mut buffer = BufWriter::new(&mut file);
        serde_json::to_writer_pretty(&mut buffer, self).map_err(|error| named(error.into(), path))?;
        buffer.flush().map_err(|error| named(error, path))?;
        drop(buffer);
        file.persist(path).map_err(|error| named(error.error, path))?;
        Ok(())
    }
}
