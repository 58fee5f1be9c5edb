//! The results kept in `docs/benchmarks.md`, between two marks. What stands outside them is somebody's prose and stays.
#![allow(clippy::disallowed_methods, reason = "a benchmark keeps its own results")]

use std::fs;

const BEGIN: &str = "<!-- begin: cargo bench --bench audit -->\n";
const END: &str = "<!-- end -->";

/// Puts the results between the marks; without marks nothing is written.
pub fn keep(results: &str) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/benchmarks.md");
    let Ok(page) = fs::read_to_string(path) else { return };
    if let Some(page) = replaced(&page, results) {
        fs::write(path, page).expect("docs/benchmarks.md can be written");
    }
}

/// The page with other words between its marks.
pub fn replaced(page: &str, results: &str) -> Option<String> {
    let start = page.find(BEGIN)? + BEGIN.len();
    let end = start + page[start..].find(END)?;
    Some(format!("{}\n{}\n\n{}", &page[..start], results.trim(), &page[end..]))
}
