//! A build that would only do again what the run before did: the same files lie there, it is asked for the same, and the output is as that run
//! left it. Comes in: a request and the output folder. Goes out: what that run told. Nothing is understood and nothing is made; of a
//! nation's site this takes a sixth of the time that it takes to look at what it says.

use super::{Built, Extent, Kept, Proof, Request};
use crate::finding::Finding;
use crate::origin::{self, Lying, Order};
use crate::publish::{Account, Basis, Published};
use crate::read;
use crate::source::Texts;
use crate::stopwatch::{Stage, Stopwatch};
use std::io;
use std::path::Path;

/// What the run before told.
pub struct Again {
    pub built: Built,
    pub findings: Vec<Finding>,
    /// In which the findings stand.
    pub texts: Texts,
}

/// `None` where anything differs, or might.
pub fn again(
    request: &Request,
    out: &Path,
    extent: Extent,
    watch: &Stopwatch,
    kept: &Kept,
) -> io::Result<Option<Again>> {
    let root = &request.root;
    let Some(written) = Basis::written(out).filter(|_| !extent.is_afresh) else { return Ok(None) };
    // Only to be sooner done where somebody has just saved a file: what decides is what is in the files.
    if read::has_changed_since(written, &[root.join("content"), root.join("themes")]) {
        return Ok(None);
    }
    let Some(basis) = Basis::left_in(out) else { return Ok(None) };
    let Some(account) = &basis.account else { return Ok(None) };
    let Some(inventory) = read::inventory(root)? else { return Ok(None) };
    let lying = Lying { texts: &inventory.texts, images: &inventory.images, unread: &inventory.unread };
    let fonts = account.is_of_fonts.then(|| kept.tools.fonts(root).fingerprint());
    let order = Order { request, theme: &account.theme, portion: extent.portion };
    let is_same = account.order == origin::order(&lying, &order, fonts)?;
    watch.ended(Stage::Read);
    if !is_same || !basis.is_all_as_left(out) {
        return Ok(None);
    }
    let published = Published { unchanged: basis.file_count(), ..Published::default() };
    let built = Built { published, pages: account.pages, pdfs: account.pdfs, ..Built::default() };
    Ok(Some(Again { built, findings: account.findings.clone(), texts: inventory.texts }))
}

/// What the next run has to know of this one. `None` where findings stand in what is no text of the content, or have not been looked for.
pub(super) fn account(
    proof: &Proof,
    extent: Extent,
    built: &Built,
    fonts: Option<&str>,
) -> io::Result<Option<Account>> {
    let is_of_content = |finding: &Finding| finding.place.file.starts_with("content/");
    if !proof.is_checked || !proof.findings.iter().all(is_of_content) {
        return Ok(None);
    }
    let lying = Lying { texts: &proof.texts, images: &proof.images, unread: &proof.unread };
    let order = Order { request: &proof.request, theme: &proof.theme.name, portion: extent.portion };
    Ok(Some(Account {
        order: origin::order(&lying, &order, fonts)?,
        theme: proof.theme.name.clone(),
        is_of_fonts: fonts.is_some(),
        findings: proof.findings.clone(),
        pages: built.pages,
        pdfs: built.pdfs,
    }))
}
