//! A WACZ 1.1.1: the WARC file with an index, the list of pages and sums, which shows as a site in programs that replay web archives.
//! Comes in: the archive and its records. Goes out: a .zip beside it.

use super::sums::{Algorithm, Summing, Sums};
use super::warc::{Archive, Record};
use crate::container::{Container, Form};
use crate::model::Date;
use crate::pipeline::Proof;
use serde_json::json;
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};

const VERSION: &str = "1.1.1";
const ARCHIVE: &str = "site.warc.gz";

pub fn packed(archive: &mut Archive, proof: &Proof, date: Date, folder: &Path) -> io::Result<PathBuf> {
    let at = folder.join("site.wacz");
    let settings = &proof.book.settings;
    let time = format!("{}T00:00:00Z", date.iso());
    let mut packing = Packing { container: Container::create(Form::Zip, &at, "", date)?, resources: Vec::new() };
    let length = archive.file.metadata()?.len();
    archive.file.rewind()?;
    packing.put(&format!("archive/{ARCHIVE}"), length, &archive.file)?;
    packing.text("indexes/index.cdxj", &index(&archive.records, date))?;
    packing.text("pages/pages.jsonl", &pages(&archive.records, &time))?;
    let package = json!({
        "profile": "data-package",
        "wacz_version": VERSION,
        "title": settings.name,
        "description": settings.description,
        "created": time,
        "software": concat!("yearbook ", env!("CARGO_PKG_VERSION")),
        "mainPageURL": archive.main,
        "mainPageDate": time,
        "resources": packing.resources,
    });
    let package = serde_json::to_string_pretty(&package)? + "\n";
    packing.text("datapackage.json", &package)?;
    let digest = json!({ "path": "datapackage.json", "hash": sha256(&Sums::of(package.as_bytes())) });
    packing.text("datapackage-digest.json", &(serde_json::to_string_pretty(&digest)? + "\n"))?;
    packing.container.finish()?;
    Ok(at)
}

struct Packing {
    container: Container,
    resources: Vec<serde_json::Value>,
}

impl Packing {
    fn text(&mut self, path: &str, text: &str) -> io::Result<()> {
        self.put(path, text.len() as u64, text.as_bytes())
    }

    fn put(&mut self, path: &str, length: u64, content: impl Read) -> io::Result<()> {
        let mut summing = Summing::new(content);
        self.container.put(path, length, &mut summing)?;
        let (sums, bytes) = summing.finish();
        let name = path.rsplit('/').next().unwrap_or(path);
        self.resources.push(json!({ "name": name, "path": path, "hash": sha256(&sums), "bytes": bytes }));
        Ok(())
    }
}

fn sha256(sums: &Sums) -> String {
    format!("sha256:{}", sums.by(Algorithm::Sha256))
}

/// CDXJ: a line for each record, sorted by the address with its host turned round.
fn index(records: &[Record], date: Date) -> String {
    let time = date.iso().replace('-', "") + "000000";
    let line = |record: &Record| {
        let Record { url, media_type, digest, offset, length, .. } = record;
        let about = json!({
            "url": url,
            "mime": media_type,
            "status": "200",
            "digest": format!("sha256:{digest}"),
            "length": length.to_string(),
            "offset": offset.to_string(),
            "filename": ARCHIVE,
        });
        format!("{} {time} {about}\n", turned(url))
    };
    let mut lines: Vec<String> = records.iter().map(line).collect();
    lines.sort();
    lines.concat()
}

/// `https://a.example.gov.cn/Path` is `cn,gov,example,a)/path`.
fn turned(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host: Vec<&str> = host.split('.').rev().collect();
    format!("{})/{path}", host.join(",")).to_lowercase()
}

fn pages(records: &[Record], time: &str) -> String {
    let mut lines = format!("{}\n", json!({ "format": "json-pages-1.0", "id": "pages", "title": "All Pages" }));
    for record in records {
        if let Some(title) = &record.title {
            let page = json!({ "id": &record.digest[..32], "url": record.url, "ts": time, "title": title });
            lines.push_str(&format!("{page}\n"));
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_sorted_from_the_end_of_the_host() {
        assert_eq!(turned("https://example.gov.cn/yearbook/A.html"), "cn,gov,example)/yearbook/a.html");
    }
}
