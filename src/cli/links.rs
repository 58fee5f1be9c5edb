//! `yearbook links`: every address of another site that the content links to, with the places where it stands. Asks none of
//! them: a build fetches nothing, and who checks them has tools for that.

use super::{Common, End, Format};
use crate::finding::visible;
use crate::plan::{Prints, address};
use crate::{check, pipeline};
use serde_json::json;
use std::io;

pub fn run(common: &Common) -> io::Result<End> {
    let proof = pipeline::proof(&common.request(Prints::default()))?;
    let base_url = &proof.book.settings.base_url;
    let outward = check::outward(&proof.book, &proof.articles);
    let outward = outward.into_iter().filter(|(url, _)| address::below(base_url, url).is_none());
    let mut lines = String::new();
    let mut all = Vec::new();
    for (url, places) in outward {
        let mut stands: Vec<(String, usize, usize)> = places
            .iter()
            .map(|place| match proof.texts.locate(place) {
                Some(found) => (place.file.to_string(), found.line, found.column),
                None => (place.file.to_string(), 1, 1),
            })
            .collect();
        stands.sort();
        stands.dedup();
        for (file, line, column) in &stands {
            lines.push_str(&format!("{}  {}:{line}:{column}\n", visible(&url), visible(file)));
        }
        let places: Vec<_> =
            stands.iter().map(|(file, line, column)| json!({ "file": file, "line": line, "column": column })).collect();
        all.push(json!({ "url": url, "places": places }));
    }
    super::print(&match common.format {
        Format::Text => lines,
        Format::Json | Format::Sarif => serde_json::to_string_pretty(&all)? + "\n",
    })?;
    Ok(End::Done)
}
