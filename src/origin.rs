//! What a site was made from, as hashes: parts of it that several machines made go together where these are equal. Comes in: a
//! proof. Goes out: hashes of its content, its theme, the program and the fonts; no path of the machine is in them.

use crate::model::theme::{Colours, Theme};
use crate::pipeline::{Proof, add_files, add_part};
use crate::publish::{Origin, hash_of_paths};
use crate::read;
use include_dir::{Dir, include_dir};
use std::io;
use std::path::Path;
use std::sync::LazyLock;

/// The program's own source: two builds of it that say the same version may differ.
static SOURCE: Dir = include_dir!("$CARGO_MANIFEST_DIR/src");

static PROGRAM: LazyLock<String> = LazyLock::new(|| {
    let mut hasher = blake3::Hasher::new();
    add_part(&mut hasher, env!("CARGO_PKG_VERSION").as_bytes());
    add_part(&mut hasher, include_bytes!("../Cargo.lock"));
    add_files(&mut hasher, &SOURCE);
    hasher.finalize().to_hex().to_string()
});

/// `fonts` is the fingerprint of the fonts, where the site has PDFs.
pub fn of(proof: &Proof, root: &Path, fonts: Option<&str>) -> io::Result<Origin> {
    Ok(Origin {
        content: content(proof, root)?,
        theme: theme(&proof.theme),
        program: PROGRAM.clone(),
        fonts: fonts.map(str::to_string),
        paths: hash_of_paths(proof.site.files.keys()),
    })
}

/// Every text as it was read, and every picture.
fn content(proof: &Proof, root: &Path) -> io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    for (file, text) in proof.texts.iter().filter(|(file, _)| file.starts_with("content/")) {
        add_part(&mut hasher, file.as_bytes());
        add_part(&mut hasher, text.as_bytes());
    }
    for image in &proof.images {
        add_part(&mut hasher, image.as_bytes());
        add_part(&mut hasher, &read::picture(root, image)?);
    }
    Ok(hasher.finalize().to_hex().to_string())
}

/// All of a theme but where on the disk it stands.
fn theme(theme: &Theme) -> String {
    let Theme { name, web, print, assets, words, palette, series, dark, contrast, fonts, measures, origin: _ } = theme;
    let mut hasher = blake3::Hasher::new();
    add_part(&mut hasher, name.as_bytes());
    for texts in [web, print, words, palette, measures] {
        add_part(&mut hasher, format!("{texts:?}").as_bytes());
    }
    for (path, bytes) in assets {
        add_part(&mut hasher, path.as_bytes());
        add_part(&mut hasher, bytes);
    }
    let colours = |colours: &Colours| format!("{:?} {:?}", colours.palette, colours.series);
    let looks = format!("{series:?} {} {} {fonts:?}", colours(dark), colours(contrast));
    add_part(&mut hasher, looks.as_bytes());
    hasher.finalize().to_hex().to_string()
}
