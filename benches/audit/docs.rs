//! The results of a benchmark kept in `docs/benchmarks.md`, between two marks of its own. What stands outside them is
//! somebody's prose and stays.
#![allow(clippy::disallowed_methods, reason = "a benchmark keeps its own results")]

use std::fs;

const END: &str = "<!-- end -->";

/// Puts the results between the marks of a benchmark; without marks nothing is written.
pub fn keep(bench: &str, results: &str) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/benchmarks.md");
    let Ok(page) = fs::read_to_string(path) else { return };
    if let Some(page) = replaced(&page, bench, results) {
        fs::write(path, page).expect("docs/benchmarks.md can be written");
    }
}

/// The page with other words between its marks.
pub fn replaced(page: &str, bench: &str, results: &str) -> Option<String> {
    let begin = format!("<!-- begin: cargo bench --bench {bench} -->\n");
    let start = page.find(&begin)? + begin.len();
    let end = start + page[start..].find(END)?;
    Some(format!("{}\n{}\n\n{}", &page[..start], results.trim(), &page[end..]))
}
