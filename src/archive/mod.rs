//! The year as it is kept: a BagIt bag of the site, of all that it was made from and of what there is to know about it. Comes in: a proof
//! and the output folder that a build made of it. Goes out: a folder, a .zip or a .tar that a program or a person can check years later.
//!
//! `bag`, `sums` and `unpack` are bags of anything; `contents` says what lies in ours, `about` and `program` what it tells of itself, `warc`
//! and `wacz` give the site as web archives have it.

mod about;
mod bag;
mod contents;
mod making;
mod program;
mod sums;
mod unpack;
mod wacz;
mod warc;

pub use bag::{Bag, Fault, NoBag, What};
pub use contents::{FIGURES, FINDINGS, PROGRAM, SITE, SOURCE};
pub use unpack::NoContainer;

use crate::container::{Container, Form};
use crate::disk::named;
use crate::gate::Verdict;
use crate::model::Date;
use crate::pipeline::Proof;
use bag::Filling;
use making::Making;
use std::io;
use std::path::{Path, PathBuf};

/// What is archived: a site that has just been built.
pub struct Built<'b> {
    pub proof: &'b Proof,
    /// What the gate said of it.
    pub verdict: &'b Verdict,
    /// The folder that holds `content/` and `themes/`.
    pub root: &'b Path,
    /// The output folder.
    pub out: &'b Path,
    /// `--theme` of the build, where it was given.
    pub theme: Option<&'b str>,
}

/// How.
pub struct Wish {
    pub year: i32,
    pub form: Form,
    /// The day of the archiving.
    pub date: Date,
    /// Also as WARC and WACZ.
    pub as_web_archive: bool,
}

impl Wish {
    /// `yearbook-2023`, the name of the bag and of the folder in it.
    pub fn name(&self) -> String {
        format!("yearbook-{}", self.year)
    }
}

/// A bag that was made.
pub struct Made {
    pub at: PathBuf,
    pub files: usize,
    pub bytes: u64,
}

/// Where a bag would lie, and whether something is there: what is archived is never overwritten.
pub fn place(wish: &Wish, folder: &Path) -> io::Result<(PathBuf, bool)> {
    let at = folder.join(wish.name() + wish.form.ending());
    let is_taken = at.is_symlink() || at.try_exists().map_err(|error| named(error, &at))?;
    Ok((at, is_taken))
}

/// Makes a bag in a folder, under [`Wish::name`]. It appears whole or not at all; where something is already there it is
/// an error.
pub fn make(built: &Built, wish: &Wish, folder: &Path) -> io::Result<Made> {
    let making = Making::begin(folder, &wish.name())?;
    let staged = making.folder.join("bag");
    let mut filling = Filling::of(Container::create(wish.form, &staged, &wish.name(), wish.date)?);
    contents::fill(&mut filling, built, wish, &making.folder)?;
    let (files, bytes) = filling.size();
    let info = about::info(built.proof, wish);
    filling.finish(&info, vec![("metadata.xml", about::metadata(built.proof, wish, files, bytes))])?;
    let (at, is_taken) = place(wish, folder)?;
    if is_taken {
        return Err(named(io::Error::other("已经有了，不覆盖 / is there already and is not overwritten"), &at));
    }
    making.put(&staged, &at)?;
    Ok(Made { at, files, bytes })
}
