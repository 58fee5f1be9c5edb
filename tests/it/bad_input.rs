//! Bad content is a finding: the starter with one thing wrong in it, and the whole list of what is told, each with code,
//! severity, file, line and column. Splits by where the fault lies: the files themselves, data, prose, hostile input.

mod data;
mod files;
mod hostile;
mod prose;
mod themes;

use crate::world::World;

/// Compares everything told with the lines expected, none more and none less, in the order of the run.
#[track_caller]
fn told(world: &World, expected: &[&str]) {
    compare(&world.told(), expected);
}

#[track_caller]
fn compare(actual: &[String], expected: &[&str]) {
    assert!(actual == expected, "told:\n{}\nexpected:\n{}", actual.join("\n"), expected.join("\n"));
}

/// The starter with a second data file for 邻近县 whose figures start at line 6. Nothing refers to it.
fn with_figures(figures: &str) -> World {
    let head =
        "region: \"990102\"\nyear: 2023\nsources: { s: { title: 资料, date: 2024-03-01 } }\nsource: s\nfigures:\n";
    World::starter().with(DATA, format!("{head}{figures}"))
}

const DATA: &str = "content/data/990102/2023.yaml";

/// The starter with a second report whose text starts at line 8.
fn with_text(text: &str) -> World {
    World::starter().with(REPORT, report(text))
}

const REPORT: &str = "content/reports/2024/second.md";

fn report(text: &str) -> String {
    format!("---\ngenre: review\ntitle: 第二篇\nregion: \"990101\"\nyear: 2024\ndate: 2025-04-02\n---\n{text}")
}
