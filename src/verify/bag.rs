//! A bag that `archive` made: its sums, its site, and the site built again from its source. Comes in: a folder, a .zip or a .tar. Goes out:
//! what differs. Unpacks nothing beyond a folder of its own.

mod again;

use super::site::folder::Folder;
use super::site::{self, List};
use super::{Verified, document};
use crate::archive::{Bag, PROGRAM, SITE, SOURCE, What};
use crate::disk::named;
use crate::finding::{Finding, Message, Place};
use crate::pipeline::Tools;
use serde_json::Value;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// Whether a folder is a bag, by what it holds.
pub fn is_bag(folder: &Path) -> bool {
    folder.join("bagit.txt").is_file()
}

pub fn verify(name: &str, path: &Path, tools: &Arc<Tools>) -> io::Result<Verified> {
    let bag = match Bag::open(path)? {
        Ok(bag) => bag,
        Err(why) => return no_bag(name, why.message(), path, tools),
    };
    let mut verified = Verified::default();
    let faults = bag.faults()?;
    // Through a link it would be something else that is looked at, and shown.
    let has_links = faults.iter().any(|fault| fault.what == What::NoRegularFile);
    verified.findings.extend(faults.into_iter().map(|fault| finding(&fault.path, &fault.what)));
    if has_links {
        return Ok(verified);
    }
    let payload = bag.folder().join("data");
    let described = payload.join(PROGRAM);
    let described = match described.is_file() {
        true => serde_json::from_slice::<Value>(&read(&described)?).ok(),
        false => None,
    };
    if payload.join(SITE).is_dir() {
        let list = described.as_ref().and_then(list);
        let site = Folder::open(&payload.join(SITE))?;
        let mut found = site::against(&site, list, None, tools)?;
        found.findings.iter_mut().for_each(|finding| finding.place = below(SITE, &finding.place));
        verified.add(found);
    } else {
        verified.findings.push(lacks(SITE));
    }
    match (payload.join(SOURCE).is_dir(), &described) {
        (true, Some(described)) => verified.add(again::verify(&payload, described, tools)?),
        (true, None) => verified.findings.push(lacks(PROGRAM)),
        (false, _) => verified.findings.push(lacks(SOURCE)),
    }
    Ok(verified)
}

/// A .zip that is no bag may be a packed site; anything else is told.
fn no_bag(name: &str, why: Message, path: &Path, tools: &Arc<Tools>) -> io::Result<Verified> {
    let bytes = read(path)?;
    if bytes.starts_with(b"%PDF-") {
        return document::verify(name, bytes, tools);
    }
    let finding = Finding::error("not-verifiable", Place::file(name), why.zh, why.en).help(
        "打包的网站（yearbook pack 做的 .zip）先解开，再核验解开的文件夹",
        "unpack a packed site (a .zip of `yearbook pack`) and verify the folder",
    );
    Ok(Verified::refused(finding))
}

/// The files of the site as `build.json` lists them.
fn list(described: &Value) -> Option<List> {
    let files = described.get("site")?.get("blake3")?.as_object()?;
    let files = files.iter().filter_map(|(path, hash)| Some((path.clone(), hash.as_str()?.to_string())));
    Some(List::of("build.json", files.filter(|(path, _)| site::stays_inside(path)).collect()))
}

fn below(folder: &str, place: &Place) -> Place {
    Place { file: Arc::from(format!("data/{folder}/{}", place.file)), spot: place.spot.clone() }
}

fn lacks(what: &str) -> Finding {
    Finding::error(
        "not-verifiable",
        Place::file(&format!("data/{what}")),
        format!("包里没有 data/{what}：不是 yearbook archive 做的，或者不全"),
        format!("the bag has no data/{what}: not made by `yearbook archive`, or not whole"),
    )
}

/// A fault of the bag as its sums tell it.
fn finding(path: &str, what: &What) -> Finding {
    let message = what.message();
    Finding::error(code_of(what), Place::file(path), message.zh, message.en)
}

fn code_of(what: &What) -> &'static str {
    match what {
        What::Missing => "file-missing",
        What::Changed(_) => "file-changed",
        What::Unlisted => "file-added",
        _ => "bag-broken",
    }
}

#[expect(clippy::disallowed_methods, reason = "reads the bag that it is asked to verify")]
fn read(path: &Path) -> io::Result<Vec<u8>> {
    std::fs::read(path).map_err(|error| named(error, path))
}
