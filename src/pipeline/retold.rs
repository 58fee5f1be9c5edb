//! A build that would only do again what the run before did: the same files lie there, it is asked for the same, and the output is as that run
//! left it. Comes in: a request and the output folder. Goes out: what that run told. Nothing is understood and nothing is made.

use super::{Built, Extent, Kept, Proof, Request};
use crate::finding::Finding;
use crate::origin::{self, Commission};
use crate::publish::{Account, Basis, Origin, Published};
use crate::read;
use crate::source::Texts;
use crate::stopwatch::{Stage, Stopwatch};
use std::io;
use std::path::Path;

/// What the run before told.
pub struct Retold {
    pub built: Built,
    pub findings: Vec<Finding>,
    /// In which the findings stand.
    pub texts: Texts,
}

/// `None` where anything differs, or might.
pub fn retold(
    request: &Request,
    out: &Path,
    extent: Extent,
    watch: &Stopwatch,
    kept: &Kept,
) -> io::Result<Option<Retold>> {
    let root = &request.root;
    let Some(written) = Basis::time(out).filter(|_| !extent.is_afresh) else { return Ok(None) };
    // Only to be sooner done where somebody has just saved a file: what decides is what was read.
    if read::has_changed_since(written, &[root.join("content"), root.join("themes")]) {
        return Ok(None);
    }
    let Some(basis) = Basis::left_in(out) else { return Ok(None) };
    let Some(account) = &basis.account else { return Ok(None) };
    let Some(inventory) = read::inventory(root)? else { return Ok(None) };
    let order = origin::order(&Commission {
        request,
        portion: extent.portion,
        content: &origin::content_by_hashes(&inventory.texts, &inventory.images, root)?,
        texts: &inventory.texts,
        unread: &inventory.unread,
        theme: &read::theme_as_read(root, &account.theme)?,
        fonts: account.has_pdfs.then(|| kept.tools.fonts(root).fingerprint()),
    });
    watch.ended(Stage::Read);
    if account.order != order || !basis.is_all_as_left(out) {
        return Ok(None);
    }
    let published = Published { unchanged: basis.file_count(), ..Published::default() };
    let built = Built { published, pages: account.pages, pdfs: account.pdfs, ..Built::default() };
    Ok(Some(Retold { built, findings: account.findings.clone(), texts: inventory.texts }))
}

/// What the next run has to know of this one, which makes its files from `made_of`: nothing is read for it that may have changed since. `None`
/// where findings stand in what is no text of the content, or have not been looked for.
pub(super) fn account(proof: &Proof, made_of: &Origin, extent: Extent, built: &Built) -> Option<Account> {
    let is_of_content = |finding: &Finding| finding.place.file.starts_with("content/");
    (proof.is_checked && proof.findings.iter().all(is_of_content)).then(|| Account {
        order: origin::order(&Commission {
            request: &proof.request,
            portion: extent.portion,
            content: &made_of.content,
            texts: &proof.texts,
            unread: &proof.unread,
            theme: &proof.theme.as_read,
            fonts: made_of.fonts.as_deref(),
        }),
        theme: proof.theme.name.clone(),
        has_pdfs: made_of.fonts.is_some(),
        findings: proof.findings.clone(),
        pages: built.pages,
        pdfs: built.pdfs,
    })
}
