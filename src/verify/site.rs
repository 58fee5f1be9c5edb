//! A site that was made by this program, wherever it lies: every file against the list that was made with it, every figure of every page
//! against the site's own data, every PDF against what it carries. Comes in: a store of files. Goes out: what differs. Needs no program
//! of the site, follows no link.

mod data;
mod drawing;
pub mod folder;
mod list;
mod page;

pub use list::{List, MANIFESTS, stays_inside};

use super::{Seen, Verified, document};
use crate::apart;
use crate::finding::{Finding, Place};
use crate::pipeline::Tools;
use crate::publish;
use data::Data;
use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;

/// Files by their paths, with forward slashes.
pub trait Store: Sync {
    /// Every file; `None` where the store cannot say.
    fn paths(&self) -> io::Result<Option<BTreeSet<String>>>;

    /// `None` where there is no such file.
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>>;

    /// What is wrong with the store itself: links, files that are none.
    fn findings(&self) -> Vec<Finding> {
        Vec::new()
    }
}

/// Verifies a site. `sample` is how many files are looked at, spread evenly over the list; `None` for all.
pub fn verify(store: &dyn Store, sample: Option<usize>, tools: &Arc<Tools>) -> io::Result<Verified> {
    against(store, List::read(store)?, sample, tools)
}

/// The same against a list that does not lie with the site.
pub fn against(
    store: &dyn Store,
    list: Option<List>,
    sample: Option<usize>,
    tools: &Arc<Tools>,
) -> io::Result<Verified> {
    let mut verified = Verified { findings: store.findings(), ..Verified::default() };
    let paths = store.paths()?;
    let all: BTreeSet<&str> = match (&list, &paths) {
        (Some(list), Some(paths)) => {
            list.files.keys().map(String::as_str).filter(|path| paths.contains(*path)).collect()
        }
        (Some(list), None) => list.files.keys().map(String::as_str).collect(),
        (None, Some(paths)) => paths.iter().map(String::as_str).collect(),
        (None, None) => {
            return Ok(Verified::refused(no_list()));
        }
    };
    if all.is_empty() {
        verified.findings.push(nothing());
        return Ok(verified);
    }
    match (&list, &paths) {
        (Some(list), Some(paths)) => {
            verified.findings.extend(list.missing(paths));
            verified.findings.extend(list.added(paths));
        }
        (None, _) => verified.remark(
            "没有清单（yearbook-manifest.json），只能核对网页、数据和 PDF 之间是否一致",
            "there is no list of files (yearbook-manifest.json): pages, data and PDFs were compared with each other only",
        ),
        _ => {}
    }
    let asked = sampled(&all, sample);
    let data = Data::read(store, &all, sample.is_some())?;
    verified.findings.extend(data.findings());
    let seen: Vec<Verified> = apart::each(&asked, |path| file(store, path, list.as_ref(), &data, tools))?;
    seen.into_iter().for_each(|file| verified.add(file));
    if asked.len() < all.len() {
        let (asked, all) = (asked.len(), all.len());
        verified.remark(format!("{all} 个文件里抽查了 {asked} 个"), format!("{asked} of {all} files were looked at"));
    }
    Ok(verified)
}

/// As many, spread evenly.
fn sampled<'p>(all: &BTreeSet<&'p str>, sample: Option<usize>) -> Vec<&'p str> {
    let all: Vec<&str> = all.iter().copied().collect();
    match sample.filter(|sample| *sample < all.len()) {
        Some(sample) => (0..sample).map(|i| all[i * all.len() / sample]).collect(),
        None => all,
    }
}

fn file(store: &dyn Store, path: &str, list: Option<&List>, data: &Data, tools: &Arc<Tools>) -> io::Result<Verified> {
    let mut verified = Verified::default();
    let Some(bytes) = store.read(path)? else {
        verified.findings.push(list::is_missing(path));
        return Ok(verified);
    };
    if let Some(list) = list {
        verified.seen.files += 1;
        verified.findings.extend(list.changed(path, &publish::hash(&bytes)));
    }
    if path.ends_with(".html") {
        let page = page::verify(path, &String::from_utf8_lossy(&bytes), data);
        verified.seen.add(Seen { web_pages: 1, figures: page.figures, ..Seen::default() });
        verified.findings.extend(page.findings);
    } else if path.ends_with(".pdf") {
        verified.add(document::verify(path, bytes, tools)?);
    } else if path.ends_with(".csv") {
        verified.findings.extend(data.disagreements(path, &bytes));
    } else if path.ends_with(".json") {
        verified.findings.extend(data.disagreements_of_json(path, &bytes));
    }
    Ok(verified)
}

fn no_list() -> Finding {
    Finding::error(
        "not-verifiable",
        Place::file(""),
        "没有清单（yearbook-manifest.json），不知道有哪些文件",
        "there is no list of files (yearbook-manifest.json)",
    )
    .help(
        "网站要用 yearbook publish 发布，才有清单；也可以下载整站，核验文件夹",
        "a site has one when it was published by `yearbook publish`; or download it and verify the folder",
    )
}

fn nothing() -> Finding {
    Finding::error("not-verifiable", Place::file(""), "里面没有文件", "there are no files in it")
}
