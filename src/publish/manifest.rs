//! What a run made: path → hash of its bytes and, for expensive files, of what they were made from. Kept beside the output,
//! the same bytes for the same output.

use super::Shard;
use crate::disk::named;
use serde::ser::{SerializeStruct, Serializer};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
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
    pub hash: ContentHash,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made_from: Option<Box<str>>,
}

/// BLAKE3 of the bytes of a file; hexadecimal wherever it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct ContentHash(blake3::Hash);

impl ContentHash {
    pub fn of(bytes: &[u8]) -> Self {
        Self(blake3::hash(bytes))
    }
}

impl From<blake3::Hash> for ContentHash {
    fn from(hash: blake3::Hash) -> Self {
        Self(hash)
    }
}

impl From<ContentHash> for String {
    fn from(hash: ContentHash) -> Self {
        hash.to_string()
    }
}

impl TryFrom<String> for ContentHash {
    type Error = blake3::HexError;

    fn try_from(hex: String) -> Result<Self, Self::Error> {
        blake3::Hash::from_hex(hex).map(Self)
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.0.to_hex())
    }
}

/// Both runs' paths, while the files of the second are put in place. A file that differs is in doubt until the run ends: it is made
/// again whatever it was made from. Written like a [`Manifest`], and never held: a nation's would be long.
pub(super) struct Joined<'m> {
    pub before: &'m Manifest,
    pub after: &'m Manifest,
}

impl Joined<'_> {
    fn files(&self) -> impl Iterator<Item = (&String, Made)> {
        let in_doubt = |made: &Made| Made { hash: made.hash, made_from: None };
        let after = self.after.files.iter().map(move |(path, made)| match self.before.files.get(path) == Some(made) {
            true => (path, made.clone()),
            false => (path, in_doubt(made)),
        });
        let gone = self.before.files.iter().filter(|(path, _)| !self.after.files.contains_key(*path));
        after.chain(gone.map(move |(path, made)| (path, in_doubt(made))))
    }
}

impl Serialize for Joined<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        struct Files<'j>(&'j Joined<'j>);
        impl Serialize for Files<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_map(self.0.files())
            }
        }
        let mut manifest = serializer.serialize_struct("Manifest", 2)?;
        manifest.serialize_field("files", &Files(self))?;
        manifest.serialize_field("shard", &self.after.shard.as_ref().map(Shard::in_doubt))?;
        manifest.end()
    }
}

impl Manifest {
    /// A manifest that is missing or broken is empty: everything is then made again.
    pub fn read(path: &Path) -> Self {
        fs::read(path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }
}

/// Writes a manifest whole or not at all, by way of a file in `staging`, which the next run empties where this one is killed.
pub(super) fn write(manifest: &impl Serialize, path: &Path, staging: &Path) -> io::Result<()> {
    fs::create_dir_all(staging).map_err(|error| named(error, staging))?;
    let mut file = tempfile::NamedTempFile::new_in(staging).map_err(|error| named(error, staging))?;
    let mut buffer = BufWriter::new(&mut file);
    serde_json::to_writer_pretty(&mut buffer, manifest).map_err(|error| named(error.into(), path))?;
    buffer.flush().map_err(|error| named(error, path))?;
    drop(buffer);
    file.persist(path).map_err(|error| named(error.error, path))?;
    Ok(())
}
