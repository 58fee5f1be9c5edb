//! The results as a table for `docs/benchmarks.md`. Comes in: what was measured. Goes out: Markdown.

use super::rounds::{Kind, Work, stages};
use std::fmt::Write;
use std::time::Duration;

const HEAD: &str = "| region-years | what | wall | CPU seconds | peak memory | output | files | of the slowest peer, wall (CPU) | of `cp -r`, wall |\n\
                    |---|---|---|---|---|---|---|---|---|\n";

pub fn of(sizes: &[(usize, Vec<Work>)]) -> String {
    let mut table = String::from(HEAD);
    for (region_years, works) in sizes {
        let of = |kind: Kind| works.iter().filter(move |work| work.kind == kind).map(Work::median);
        let peer = of(Kind::Peer).max_by_key(|run| run.wall);
        let copy = of(Kind::Copy).next();
        for work in works {
            let run = work.median();
            let (files, bytes) = work.output.unzip();
            let _ = writeln!(
                table,
                "| {region_years} | {} | {} | {:.2} | {} MB | {} | {} | {} ({}) | {} |",
                work.what,
                seconds(run.wall),
                run.cpu.as_secs_f64(),
                run.peak >> 20,
                bytes.map_or("–".into(), |bytes| format!("{} MB", bytes >> 20)),
                files.map_or("–".into(), |files| files.to_string()),
                ratio(run.wall, peer.map(|peer| peer.wall)),
                ratio(run.cpu, peer.map(|peer| peer.cpu)),
                ratio(run.wall, copy.map(|copy| copy.wall)),
            );
        }
    }
    table.push_str("\nThe stages of the first line of each size (seconds by the clock / of the processors):\n\n");
    table.push_str(&stage_table(sizes));
    table
}

fn stage_table(sizes: &[(usize, Vec<Work>)]) -> String {
    let told: Vec<_> = sizes.iter().map(|(n, works)| (n, stages(&works[0].median().said))).collect();
    let Some((_, first)) = told.first() else { return String::new() };
    let names: Vec<&str> = first.iter().map(|(stage, ..)| stage.as_str()).collect();
    let mut table = format!("| region-years | {} |\n|---|{}\n", names.join(" | "), "---|".repeat(names.len()));
    for (n, stages) in &told {
        let cells: Vec<String> = stages.iter().map(|(_, wall, cpu)| format!("{wall} / {cpu}")).collect();
        let _ = writeln!(table, "| {n} | {} |", cells.join(" | "));
    }
    table
}

fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}

/// How many times as long; a dash where there is nothing to compare with.
fn ratio(time: Duration, other: Option<Duration>) -> String {
    other.map_or("–".into(), |other| format!("{:.2}", time.as_secs_f64() / other.as_secs_f64()))
}
