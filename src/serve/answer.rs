//! From a path to what the browser gets: the file that the plan has there, with our script if it is a page. Comes in: an edition and a
//! decoded path. Goes out: status, type and bytes. The path is looked up in the plan and nowhere else: no name of a file on the disk is
//! ever made from it.

use super::edition::{Edition, Stage};
use super::gate::OWN;
use crate::deploy::media::media_type;
use crate::disk;
use crate::finding::{self, Language};
use crate::pipeline::File;
use crate::plan::{Making, address};

/// The type of a line of events.
pub const EVENTS: &str = "text/event-stream; charset=utf-8";

static SCRIPT: &str = include_str!("live.js");

pub struct Answer {
    pub status: u16,
    pub kind: &'static str,
    pub body: Vec<u8>,
    /// Where to ask instead.
    pub location: Option<String>,
}

impl Answer {
    /// The script that every page gets.
    pub fn script() -> Self {
        Self { status: 200, kind: media_type("live.js"), body: SCRIPT.into(), location: None }
    }

    /// What a line of events begins with, for who wants no more.
    pub fn of_events() -> Self {
        Self { status: 200, kind: EVENTS, body: Vec::new(), location: None }
    }
}

/// What a path gives before our script is put into it.
struct Plain {
    status: u16,
    kind: &'static str,
    body: Vec<u8>,
    location: Option<String>,
    /// Whether browsers show it as a page, into which our script goes.
    is_page: bool,
    /// Changes with what the page loads besides itself.
    loads: String,
}

impl Plain {
    fn page(status: u16, html: String, loads: String) -> Self {
        Self { status, kind: media_type("a.html"), body: html.into_bytes(), location: None, is_page: true, loads }
    }

    fn file(kind: &'static str, body: Vec<u8>) -> Self {
        Self { status: 200, kind, body, location: None, is_page: false, loads: String::new() }
    }

    /// A page of our own for what cannot be made.
    fn words(status: u16, words: &str) -> Self {
        let html = format!(
            "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>yearbook</title>\n</head>\n<body>\n\
             <pre>{}</pre>\n</body>\n</html>\n",
            escaped(words)
        );
        Self::page(status, html, String::new())
    }

    fn mark(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.body).update(&self.status.to_le_bytes()).update(self.loads.as_bytes());
        hasher.finalize().to_hex()[..16].to_string()
    }
}

/// The answer to a decoded path without the slash before it.
pub fn to(edition: &Edition, path: &str, query: Option<&str>, language: Language) -> Answer {
    let plain = plain(edition, path, query, language);
    let body = if plain.is_page { with_script(&plain, path) } else { plain.body };
    Answer { status: plain.status, kind: plain.kind, body, location: plain.location }
}

/// What tells a page from what it would be now.
pub fn mark_of(edition: &Edition, path: &str, language: Language) -> String {
    plain(edition, path, None, language).mark()
}

fn with_script(plain: &Plain, path: &str) -> Vec<u8> {
    let html = &plain.body;
    let script = format!(
        "<script src=\"{OWN}live.js\" data-page=\"{}\" data-mark=\"{}\"></script>\n",
        escaped(path),
        plain.mark()
    );
    let end = html.windows(END.len()).rposition(|window| window == END).unwrap_or(html.len());
    [&html[..end], script.as_bytes(), &html[end..]].concat()
}

const END: &[u8] = b"</body>";

fn plain(edition: &Edition, path: &str, query: Option<&str>, language: Language) -> Plain {
    let Some(stage) = &edition.stage else {
        return Plain::words(503, &edition.told.words(language));
    };
    match meant(stage, path) {
        Meant::File(path, making) => file(stage, &path, making, language),
        Meant::Folder(path) => {
            let query = query.map(|query| format!("?{query}")).unwrap_or_default();
            // The path stands in the plan, so it names no host; written in ASCII, it ends no line.
            let location = Some(format!("{}/{query}", address::published("/", &path)));
            Plain { status: 307, location, ..Plain::file(media_type("a.txt"), Vec::new()) }
        }
        Meant::Nothing => not_found(stage),
    }
}

/// Where a path leads.
enum Meant<'s> {
    File(String, &'s Making),
    /// A folder that was asked for without the slash behind it: links on its page would start from the wrong place.
    Folder(String),
    Nothing,
}

fn meant<'s>(stage: &'s Stage, path: &str) -> Meant<'s> {
    let files = &stage.site().files;
    let base = address::decoded(address::base_path(&stage.proof().book.settings.base_url));
    // The page that is shown where there is none links from the root of the host on which the site will lie.
    let below_base = base.strip_prefix('/').filter(|base| !base.is_empty()).and_then(|base| path.strip_prefix(base));
    for path in [Some(path), below_base].into_iter().flatten() {
        let file = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_string() };
        if let Some(making) = files.get(&file) {
            return Meant::File(file, making);
        }
        if files.contains_key(&format!("{path}/index.html")) {
            return Meant::Folder(path.to_string());
        }
    }
    Meant::Nothing
}

fn file(stage: &Stage, path: &str, making: &Making, language: Language) -> Plain {
    match stage.file(path, making) {
        Ok(Ok(File::Text(html))) if path.ends_with(".html") => {
            // These two load data by script, which may be other data while the page is the same.
            let loads_data = matches!(making, Making::Search | Making::Compare);
            let loads = if loads_data { stage.number } else { 0 };
            Plain::page(200, html, format!("{} {loads}", stage.loaded))
        }
        Ok(Ok(file)) => Plain::file(media_type(path), file.bytes().to_vec()),
        Ok(Err(findings)) => Plain::words(500, &finding::text(&findings, &stage.proof().texts, language, false)),
        Err(error) => Plain::words(500, disk::told(&error).in_language(language)),
    }
}

fn not_found(stage: &Stage) -> Plain {
    let made = stage.site().files.get(address::NOT_FOUND).map(|making| stage.file(address::NOT_FOUND, making));
    match made {
        Some(Ok(Ok(File::Text(html)))) => Plain::page(404, html, String::new()),
        _ => Plain::words(404, "404"),
    }
}

/// Text in a page and in an attribute.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
