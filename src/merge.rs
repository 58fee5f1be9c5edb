//! From the parts of a site, each made by itself, to the whole site: read → look up the links between them → publish. Needs
//! neither content nor theme; what it writes is byte for byte what one build of everything writes.

use crate::finding::{self, Finding};
use crate::publish::{Published, Publisher, Shards};
use crate::render::web::links::between::Between;
use rayon::prelude::*;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// What merging gave.
#[derive(Debug, Default)]
pub struct Merged {
    pub published: Published,
    pub pages: usize,
    pub pdfs: usize,
    pub findings: Vec<Finding>,
}

/// Puts the parts that lie in `folders` together into `out`. With an error among the findings nothing is written.
pub fn merge(folders: &[PathBuf], out: &Path) -> io::Result<Merged> {
    let mut shards = match Shards::open(folders) {
        Ok(shards) => shards,
        Err(findings) => return Ok(Merged { findings, ..Merged::default() }),
    };
    let between = Between::of(std::mem::take(&mut shards.leads));
    let publisher = Publisher::open(out)?;
    let told: Mutex<Vec<Finding>> = Mutex::default();
    shards.files.par_iter().try_for_each(|(path, (_, made))| {
        let bytes = match shards.bytes(path)? {
            Ok(bytes) => bytes,
            Err(finding) => {
                told.lock().expect("no thread panics while it holds this").push(*finding);
                return Ok(());
            }
        };
        if between.wants(path) {
            between.read(path, &String::from_utf8_lossy(&bytes));
        }
        publisher.offer(path, &bytes, made.made_from.as_deref())
    })?;
    let mut findings = told.into_inner().expect("no thread panics while it holds this");
    findings.sort_by(|one, other| (&one.place.file, &one.message.en).cmp(&(&other.place.file, &other.message.en)));
    // Of a page that could not be read nothing is known: its links are not told beside it.
    if finding::has_error(&findings) {
        return Ok(Merged { findings, ..Merged::default() });
    }
    findings.extend(between.findings());
    let ending = |ending: &str| shards.files.keys().filter(|path| path.ends_with(ending)).count();
    let (pages, pdfs) = (ending(".html"), ending(".pdf"));
    Ok(Merged { published: publisher.commit(None)?, pages, pdfs, findings })
}
