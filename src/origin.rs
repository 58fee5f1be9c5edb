//! What a site was made from, as hashes: parts of it that several machines made go together where these are equal, and on one machine what
//! the run before made can stay ([`order`], [`around_figures`]). Comes in: a proof. Goes out: hashes of its content, its theme, the program and
//! the fonts; no path of the machine is in them.

use crate::hash::{self, Digest};
use crate::model::review::Saw;
use crate::model::theme::{Colours, Theme};
use crate::pipeline::{Proof, Request, add_files, add_part};
use crate::plan::Portion;
use crate::publish::{self, Origin, hash_of_paths};
use crate::read;
use crate::source::Texts;
use include_dir::{Dir, include_dir};
use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::{Arc, LazyLock};

/// The program's own source: two builds of it that say the same version may differ.
static SOURCE: Dir = include_dir!("$CARGO_MANIFEST_DIR/src");

static PROGRAM: LazyLock<String> = LazyLock::new(|| {
    let mut hasher = blake3::Hasher::new();
    add_part(&mut hasher, env!("CARGO_PKG_VERSION").as_bytes());
    add_part(&mut hasher, include_bytes!("../Cargo.lock"));
    add_part(&mut hasher, include_bytes!("../Cargo.toml"));
    add_files(&mut hasher, &SOURCE);
    hasher.finalize().to_hex().to_string()
});

/// `fonts` is the fingerprint of the fonts, where the site has PDFs.
pub fn of(proof: &Proof, root: &Path, fonts: Option<&str>) -> io::Result<Origin> {
    Ok(Origin { content: content(proof, root)?, ..by_hashes(proof, root, fonts)? })
}

/// The same for one machine and program: its content is the hash of the texts' hashes, so that none is read again.
pub fn by_hashes(proof: &Proof, root: &Path, fonts: Option<&str>) -> io::Result<Origin> {
    Ok(Origin {
        content: content_by_hashes(&proof.texts, &proof.images, root)?,
        theme: theme(&proof.theme),
        program: PROGRAM.clone(),
        fonts: fonts.map(str::to_string),
        paths: hash_of_paths(proof.site.files.keys()),
    })
}

/// What a run is asked to make, and of what.
pub struct Commission<'a> {
    pub request: &'a Request,
    pub portion: Option<Portion>,
    /// As by [`content_by_hashes`].
    pub content: &'a str,
    /// Among them those that no page is made from.
    pub texts: &'a Texts,
    /// What lies in `content/` and is not read, and what is wrong with it.
    pub unread: &'a [String],
    /// [`Theme::as_read`]
    pub theme: &'a str,
    pub fonts: Option<&'a str>,
}

/// Where this is the same, a run of this program on this machine gives and tells what the run before did.
pub fn order(commission: &Commission) -> String {
    let Commission { request, portion, content, texts, unread, theme, fonts } = commission;
    let mut hasher = blake3::Hasher::new();
    let asked = format!("{:?} {:?} {portion:?} {unread:?}", request.prints, request.theme);
    for part in [content, PROGRAM.as_str(), &publish::executable(), fonts.unwrap_or_default(), theme, &asked] {
        add_part(&mut hasher, part.as_bytes());
    }
    texts.hashes_of(|file| file.starts_with(REVIEWS)).for_each(|text| add_text(&mut hasher, text));
    hasher.finalize().to_hex().to_string()
}

/// All that pages and files of data are made from but the figures and the texts of articles: other texts, plan, theme, program, and
/// what is counted once for all pages (`counted`), and fonts, where the site has PDFs.
pub fn around_figures(proof: &Proof, root: &Path, counted: Digest, fonts: Option<&str>) -> io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    let others = proof.texts.hashes_of(|file| is_content(file) && !is_seen_elsewhere(file));
    others.for_each(|text| add_text(&mut hasher, text));
    add_pictures(&mut hasher, &proof.images, root)?;
    for article in &proof.articles {
        add_part(&mut hasher, format!("{:?}", article.head()).as_bytes());
    }
    for part in [&theme(&proof.theme), &*PROGRAM, fonts.unwrap_or_default()] {
        add_part(&mut hasher, part.as_bytes());
    }
    add_part(&mut hasher, &hash::of(&proof.site));
    add_part(&mut hasher, &counted);
    Ok(hasher.finalize().to_hex().to_string())
}

/// Data files are seen by the book, reports as they are composed.
fn is_seen_elsewhere(file: &str) -> bool {
    ["content/data/", REPORTS].iter().any(|folder| file.starts_with(folder))
}

/// The articles as composed, for they hold figures that no page asks the book for, and as they are written.
pub fn texts_of_articles(proof: &Proof) -> String {
    let mut hasher = blake3::Hasher::new();
    add_part(&mut hasher, format!("{:?}", proof.articles).as_bytes());
    proof.texts.hashes_of(|file| file.starts_with(REPORTS)).for_each(|text| add_text(&mut hasher, text));
    hasher.finalize().to_hex().to_string()
}

const REPORTS: &str = "content/reports/";

/// What somebody who reviews the site has before him: its content and its theme, not the program and not the fonts; nor what was
/// reviewed, for a signature would change it.
pub fn seen(proof: &Proof, root: &Path) -> io::Result<Saw> {
    let (content, theme) = (content(proof, root)?, theme(&proof.theme));
    let mut hasher = blake3::Hasher::new();
    add_part(&mut hasher, content.as_bytes());
    add_part(&mut hasher, theme.as_bytes());
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    for (file, hash) in proof.texts.hashes_of(is_content) {
        files.insert(file.to_string(), short(hash));
    }
    for image in &proof.images {
        files.insert(format!("content/images/{image}"), short(blake3::hash(&read::picture(root, image)?)));
    }
    files.insert(format!("themes/{}", proof.theme.name), theme[..SHORT].to_string());
    Ok(Saw {
        hash: hasher.finalize().to_hex().to_string(),
        program: concat!("yearbook ", env!("CARGO_PKG_VERSION")).to_string(),
        files: if files.len() > MOST_FILES { by_folder(&files) } else { files },
    })
}

/// Of a site with more files a signature names folders alone: it stays a text that people can open.
const MOST_FILES: usize = 2000;

/// Digits of the hash of a file; they show which file has changed, the whole hash that one has.
const SHORT: usize = 16;

fn short(hash: blake3::Hash) -> String {
    hash.to_hex()[..SHORT].to_string()
}

/// One hash for the files of each folder.
fn by_folder(files: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut folders: BTreeMap<String, blake3::Hasher> = BTreeMap::new();
    for (path, hash) in files {
        let folder = path.rsplit_once('/').map_or(path.as_str(), |(folder, _)| folder);
        let hasher = folders.entry(format!("{folder}/")).or_default();
        add_part(hasher, path.as_bytes());
        add_part(hasher, hash.as_bytes());
    }
    let hash = |hasher: blake3::Hasher| hasher.finalize().to_hex()[..SHORT].to_string();
    folders.into_iter().map(|(folder, hasher)| (folder, hash(hasher))).collect()
}

/// Whether a text is of the content. Who has signed it is no part of what is signed, and changes no page.
fn is_content(file: &str) -> bool {
    file.starts_with("content/") && !file.starts_with(REVIEWS)
}

const REVIEWS: &str = "content/reviews/";

/// Every text as it was read, and every picture: what signatures, bags and parts of a site are about.
fn content(proof: &Proof, root: &Path) -> io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    for (file, hash) in proof.texts.hashes_of(is_content) {
        add_part(&mut hasher, file.as_bytes());
        // Of a file that has changed since it was read nobody has seen what is there now.
        let text = proof.texts.read(file);
        add_part(&mut hasher, text.as_deref().map_or(hash.as_bytes(), str::as_bytes));
    }
    add_pictures(&mut hasher, &proof.images, root)?;
    Ok(hasher.finalize().to_hex().to_string())
}

/// The texts of the content by their hashes, and its pictures, as they lie there now.
pub fn content_by_hashes(texts: &Texts, images: &[String], root: &Path) -> io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    texts.hashes_of(is_content).for_each(|text| add_text(&mut hasher, text));
    add_pictures(&mut hasher, images, root)?;
    Ok(hasher.finalize().to_hex().to_string())
}

fn add_text(hasher: &mut blake3::Hasher, (file, hash): (&Arc<str>, blake3::Hash)) {
    add_part(hasher, file.as_bytes());
    add_part(hasher, hash.as_bytes());
}

fn add_pictures(hasher: &mut blake3::Hasher, images: &[String], root: &Path) -> io::Result<()> {
    for image in images {
        add_part(hasher, image.as_bytes());
        add_part(hasher, &read::picture(root, image)?);
    }
    Ok(())
}

/// All of a theme but where on the disk it stands.
fn theme(theme: &Theme) -> String {
    let Theme {
        name,
        web,
        print,
        assets,
        words,
        palette,
        series,
        dark,
        contrast,
        fonts,
        measures,
        origin: _,
        as_read: _,
    } = theme;
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
