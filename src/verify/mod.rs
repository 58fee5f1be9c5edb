//! Whether a thing that somebody holds says what its own data give: a PDF, a folder, an address or a bag. Comes in: the thing. Goes out:
//! 一致, or each difference as a finding. Changes nothing, and trusts nothing that it reads.

mod address;
mod bag;
mod document;
mod site;

use crate::disk::named;
use crate::finding::{self, Finding, Message};
use crate::pipeline::Tools;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// What was looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Seen {
    /// Files whose bytes were compared with a list.
    pub files: usize,
    /// Pages of PDFs.
    pub pages: usize,
    /// Pages of a site.
    pub web_pages: usize,
    pub figures: usize,
    /// PDFs.
    pub documents: usize,
    /// PDFs whose whole text is what follows from their data.
    pub whole: usize,
    /// PDFs that come out the same to the byte when they are made again.
    pub exact: usize,
}

impl Seen {
    fn add(&mut self, other: Self) {
        let Self { files, pages, web_pages, figures, documents, whole, exact } = other;
        self.files += files;
        self.pages += pages;
        self.web_pages += web_pages;
        self.figures += figures;
        self.documents += documents;
        self.whole += whole;
        self.exact += exact;
    }
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct Verified {
    pub seen: Seen,
    pub findings: Vec<Finding>,
    /// What could not be looked at, and why.
    pub remarks: Vec<Message>,
}

impl Verified {
    fn refused(finding: Finding) -> Self {
        Self { findings: vec![finding], ..Self::default() }
    }

    fn remark(&mut self, zh: impl Into<String>, en: impl Into<String>) {
        self.remarks.push(Message::new(zh, en));
    }

    /// With what came of another part of the same thing.
    fn add(&mut self, other: Self) {
        self.seen.add(other.seen);
        self.findings.extend(other.findings);
        self.remarks.extend(other.remarks);
    }

    /// 一致
    pub fn is_sound(&self) -> bool {
        !finding::has_error(&self.findings)
    }
}

/// Verifies what a word of the command line names. `sample` is how many files of a served site are looked at; `None` for all. `Err` is for a
/// disk or a host that fails.
pub fn thing(thing: &str, sample: Option<usize>, tools: &Arc<Tools>) -> io::Result<Verified> {
    if thing.starts_with("http://") || thing.starts_with("https://") {
        return address::verify(thing, sample, tools);
    }
    let path = Path::new(thing);
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    if path.is_dir() && !bag::is_bag(path) {
        return site::verify(&site::folder::Folder::holding(path)?, sample, tools);
    }
    match path.is_dir() || ["zip", "tar"].contains(&ending.as_str()) {
        true => bag::verify(thing, path, tools),
        false => document::verify(thing, read(path)?, tools),
    }
}

#[expect(clippy::disallowed_methods, reason = "reads what it is asked to verify")]
fn read(path: &Path) -> io::Result<Vec<u8>> {
    // A pipe would keep us waiting for ever.
    if path.exists() && !path.is_file() {
        let words = "不是普通文件 / no regular file";
        return Err(named(io::Error::other(words), path));
    }
    std::fs::read(path).map_err(|error| named(error, path))
}
