//! Whether memory stays flat: the resident set of this process after 200, 1,000 and 2,000 PDFs more. Two hundred different
//! notices go round: Typst forgets a layout that the last four documents did not use, so that none is remembered till its
//! next turn.

use super::Workshop;
use super::documents::Kind;
use std::fmt::Write;
use std::fs;

pub fn table(workshop: &Workshop) -> String {
    let reports = workshop.reports(Kind::Notice);
    let mut table = String::from("| two-page 公文 made | resident memory |\n|---|---|\n");
    for made in 1..=2_000 {
        workshop.pdf(&reports[made % reports.len()]);
        if [200, 1_000, 2_000].contains(&made) {
            writeln!(table, "| {made} | {} MB |", resident() / 1_024).expect("text");
        }
    }
    table
}

/// In kilobytes; 0 where the system does not say.
fn resident() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}
