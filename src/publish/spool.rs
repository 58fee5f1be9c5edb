//! A file in the making, piece by piece: kept in memory while it is short, else staged beside the output, so that a nation's table does
//! not lie in memory. Comes in: pieces. Goes out: all of its bytes, or the staged file with its hash. Puts nothing in place.

use super::{ContentHash, Publisher};
use crate::disk::named;
use std::fs::File;
use std::io::{self, Write};
use std::mem;
use std::path::Path;

/// In bytes: what is shorter stays in memory.
const LONG: usize = 4 * 1024 * 1024;

/// In bytes: files are written and read in pieces of about this size.
pub(super) const PIECE: usize = 256 * 1024;

/// One file of the site, as far as it is written.
pub struct Spool<'p> {
    publisher: &'p Publisher,
    pub(super) path: String,
    /// What is not staged yet.
    piece: Vec<u8>,
    staged: Option<Staged>,
}

struct Staged {
    file: File,
    number: usize,
    hasher: blake3::Hasher,
    length: u64,
}

/// A file that is written to its end.
pub(super) enum Spooled {
    Short(Vec<u8>),
    Long(Long),
}

pub(super) struct Long {
    /// Of the staged file.
    pub number: usize,
    pub hash: ContentHash,
    pub length: u64,
}

impl<'p> Spool<'p> {
    pub(super) fn new(publisher: &'p Publisher, path: &str) -> Self {
        Self { publisher, path: path.to_string(), piece: Vec::new(), staged: None }
    }

    pub(super) fn finished(mut self) -> io::Result<Spooled> {
        if self.staged.is_none() {
            return Ok(Spooled::Short(self.piece));
        }
        self.stage()?;
        let Some(Staged { number, hasher, length, .. }) = self.staged else { return Ok(Spooled::Short(self.piece)) };
        Ok(Spooled::Long(Long { number, hash: hasher.finalize().into(), length }))
    }

    /// Moves what is in memory to the staged file.
    fn stage(&mut self) -> io::Result<()> {
        let staged = match &mut self.staged {
            Some(staged) => staged,
            none => none.insert(Staged::new(self.publisher)?),
        };
        // What is short has grown to its length: that room is given back.
        let piece = mem::replace(&mut self.piece, Vec::with_capacity(PIECE));
        staged.add(&piece).map_err(|error| named(error, Path::new(&self.path)))
    }
}

impl Staged {
    fn new(publisher: &Publisher) -> io::Result<Self> {
        let (file, number) = publisher.new_staged()?;
        Ok(Self { file, number, hasher: blake3::Hasher::new(), length: 0 })
    }

    fn add(&mut self, piece: &[u8]) -> io::Result<()> {
        self.hasher.update(piece);
        self.length += piece.len() as u64;
        self.file.write_all(piece)
    }
}

impl Write for Spool<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = if self.staged.is_some() { PIECE } else { LONG };
        if self.piece.len() + bytes.len() > room {
            self.stage()?;
        }
        self.piece.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    /// Pieces are gathered: [`Publisher::offer_spool`] takes what is left.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
