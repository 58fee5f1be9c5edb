//! What lies in `content/`, before anything of it is understood: where two inventories are alike, so is everything that a reading gives.
//! Comes in: the folder. Goes out: the hashes of its texts, and the names of the rest.

use super::kind::FileKind;
use super::tree::{self, Entry};
use crate::finding::Finding;
use crate::source::Texts;
use rayon::prelude::*;
use std::sync::Arc;
use std::{io, path::Path};

/// The texts, pictures and the rest of `content/`.
#[derive(Debug, Default)]
pub struct Inventory {
    /// Not kept: read again where somebody asks for one.
    pub texts: Texts,
    /// Paths below `content/images/`.
    pub images: Vec<String>,
    /// What lies there and is not read, and what is wrong with it.
    pub unread: Vec<String>,
}

/// `None` where something that should be a text is none.
pub fn inventory(root: &Path) -> io::Result<Option<Inventory>> {
    let (entries, findings) = tree::files(root, "content")?;
    let Sorted { texts, images, strays } = sorted(entries);
    let unread = unread(&strays, &findings);
    let hash = |entry: &Entry| -> io::Result<_> {
        Ok(tree::text(entry)?.ok().map(|text| (entry.path.clone(), blake3::hash(text.as_bytes()))))
    };
    let hashes: Vec<_> = texts.par_iter().map(hash).collect::<io::Result<_>>()?;
    let mut texts = Texts::default();
    texts.read_again_by(tree::again(root));
    for hash in hashes {
        let Some((file, hash)) = hash else { return Ok(None) };
        texts.leave(file, hash);
    }
    Ok(Some(Inventory { texts, images, unread }))
}

/// The files of `content/` by what is done with them.
pub(super) struct Sorted {
    pub texts: Vec<Entry>,
    pub images: Vec<String>,
    pub strays: Vec<Arc<str>>,
}

pub(super) fn sorted(entries: Vec<Entry>) -> Sorted {
    let mut sorted = Sorted { texts: Vec::new(), images: Vec::new(), strays: Vec::new() };
    for entry in entries {
        match FileKind::of(&entry.path) {
            FileKind::Image => sorted.images.push(entry.path["content/images/".len()..].to_string()),
            FileKind::Stray => sorted.strays.push(entry.path),
            _ => sorted.texts.push(entry),
        }
    }
    sorted
}

/// The files that nobody reads, and what the walk through the folder had to tell.
pub(super) fn unread(strays: &[Arc<str>], told: &[Finding]) -> Vec<String> {
    let told = told.iter().map(|finding| format!("{finding:?}"));
    strays.iter().map(|stray| stray.to_string()).chain(told).collect()
}
