//! The site as a WARC 1.1 file (ISO 28500:2017, GB/T 33994): one `resource` record for each file, because they were never fetched over
//! HTTP, each compressed by itself. Comes in: files of the site. Goes out: the archive and where each record lies in it.

use super::sums::hex;
use crate::deploy::media::media_type;
use crate::disk::named;
use crate::model::Date;
use crate::pipeline::Proof;
use crate::plan::address;
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

/// For a site that has no address: a name that nobody can own (RFC 6761).
const NO_ADDRESS: &str = "https://yearbook.invalid/";

/// An archive that is being written.
pub struct Writing {
    file: File,
    base: String,
    date: String,
    at: u64,
    records: Vec<Record>,
}

/// Where one file of the site lies in the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub url: String,
    pub media_type: &'static str,
    /// SHA-256, in hexadecimal digits.
    pub digest: String,
    pub offset: u64,
    pub length: u64,
    /// Of a page.
    pub title: Option<String>,
}

/// An archive that is whole.
pub struct Archive {
    pub file: File,
    pub records: Vec<Record>,
    /// The address of the start page.
    pub main: String,
}

impl Writing {
    pub fn create(folder: &Path, proof: &Proof, date: Date) -> io::Result<Self> {
        let settings = &proof.book.settings;
        let base = if settings.base_url.is_empty() { NO_ADDRESS } else { &settings.base_url };
        let file = tempfile::tempfile_in(folder).map_err(|error| named(error, folder))?;
        let mut writing = Self {
            file,
            base: base.to_string(),
            date: format!("{}T00:00:00Z", date.iso()),
            at: 0,
            records: Vec::new(),
        };
        let about = format!(
            "software: yearbook {}\r\nformat: WARC File Format 1.1\r\nconformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n\
             publisher: {}\r\ndescription: {}\r\n",
            env!("CARGO_PKG_VERSION"),
            one_line(&settings.publisher),
            one_line(&settings.name),
        );
        writing.record("warcinfo", None, "application/warc-fields", about.as_bytes())?;
        Ok(writing)
    }

    pub fn add(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let url = address::published(&self.base, path);
        // Without the charset: a record is kept as it is, not sent.
        let media_type = media_type(path).split(';').next().unwrap_or_default();
        let (digest, offset, length) = self.record("resource", Some(&url), media_type, bytes)?;
        let title = (media_type == "text/html").then(|| title(bytes)).flatten();
        self.records.push(Record { url, media_type, digest, offset, length, title });
        Ok(())
    }

    /// Digest, offset and length of the record.
    fn record(
        &mut self,
        kind: &str,
        url: Option<&str>,
        media_type: &str,
        bytes: &[u8],
    ) -> io::Result<(String, u64, u64)> {
        let digest = hex(&Sha256::digest(bytes));
        let target = url.map_or_else(String::new, |url| format!("WARC-Target-URI: {url}\r\n"));
        let id = identity(&format!("{kind} {} {} {digest}", self.date, url.unwrap_or_default()));
        let head = format!(
            "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{id}>\r\nWARC-Date: {}\r\n{target}\
             Content-Type: {media_type}\r\nWARC-Block-Digest: sha256:{digest}\r\nWARC-Payload-Digest: sha256:{digest}\r\n\
             Content-Length: {}\r\n\r\n",
            self.date,
            bytes.len()
        );
        let mut packed = GzEncoder::new(Vec::new(), Compression::default());
        for part in [head.as_bytes(), bytes, b"\r\n\r\n"] {
            packed.write_all(part)?;
        }
        let packed = packed.finish()?;
        self.file.write_all(&packed)?;
        let (offset, length) = (self.at, packed.len() as u64);
        self.at += length;
        Ok((digest, offset, length))
    }

    pub fn finish(self) -> io::Result<Archive> {
        let main = address::published(&self.base, "index.html");
        Ok(Archive { file: self.file, records: self.records, main })
    }
}

/// A name for a record that is the same for the same record: a UUID of version 8, whose digits are those of a sum (RFC 9562, 5.8).
fn identity(of: &str) -> String {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&Sha256::digest(of.as_bytes())[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let digits = hex(&bytes);
    [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]].join("-")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The title of a page.
fn title(html: &[u8]) -> Option<String> {
    let html = std::str::from_utf8(html).ok()?;
    let (title, _) = html.split_once("<title>")?.1.split_once("</title>")?;
    let title = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'"), ("&amp;", "&")]
        .iter()
        .fold(title.trim().to_string(), |title, (entity, character)| title.replace(entity, character));
    Some(title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_keeps_its_name() {
        let id = identity("a");
        assert_eq!(id, identity("a"));
        assert_ne!(id, identity("b"));
        assert_eq!(id.len(), 36);
        assert_eq!(&id[14..15], "8");
    }

    #[test]
    fn a_page_has_its_title() {
        assert_eq!(title("<head><title>A &amp; 数</title>".as_bytes()).as_deref(), Some("A & 数"));
        assert_eq!(title(b"<head>"), None);
    }
}
