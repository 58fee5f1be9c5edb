//! The hash of everything that a build is made from, but for the program itself: where it is the same, so is every file.

use super::{Proof, Tools, add_part};
use crate::plan::Making;
use crate::read;
use std::io;
use std::path::Path;

/// `Err` for a picture that cannot be read.
pub(super) fn hash(proof: &Proof, root: &Path, tools: &Tools) -> io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    // The settings, the vocabulary, every data file and every text, the theme's templates and words.
    for (file, text) in proof.texts.iter() {
        add_part(&mut hasher, file.as_bytes());
        add_part(&mut hasher, text.as_bytes());
    }
    add_part(&mut hasher, proof.theme.name.as_bytes());
    for (path, bytes) in &proof.theme.assets {
        add_part(&mut hasher, path.as_bytes());
        add_part(&mut hasher, bytes);
    }
    for image in &proof.images {
        add_part(&mut hasher, image.as_bytes());
        add_part(&mut hasher, &read::picture(root, image)?);
    }
    // What was asked for: documents or none, volumes.
    proof.site.files.keys().for_each(|path| add_part(&mut hasher, path.as_bytes()));
    if proof.site.files.values().any(Making::is_pdf) {
        add_part(&mut hasher, tools.fonts(root).fingerprint().as_bytes());
    }
    Ok(hasher.finalize().to_hex().to_string())
}
