//! Print templates that a site lays over the standard ones: what changes, and where a fault in them is told.

use super::forms::{FRONT, body};
use super::paper::{self, Paper};
use crate::world::{World, lines_of_json};

const LIBRARY: &str = "themes/ours/print/official.typ";

fn standard() -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/standard/print/official.typ");
    std::fs::read_to_string(path).unwrap()
}

/// A site of two notices, whose theme has a library of its own.
fn site(library: &str) -> Option<World> {
    let mut world = World::starter().with(LIBRARY, library);
    for name in ["one", "two"] {
        let head = "region: \"990101\"\nyear: 2024\ndate: 2024-04-10\ndescription: 版面";
        let text = format!("---\n{head}\n{FRONT}---\n{}\n", body(2, 3));
        world = world.with(&format!("content/reports/2024/{name}.md"), text);
    }
    let settings = world.read("content/site.yaml").replace("theme: standard", "theme: ours");
    assert!(settings.contains("theme: ours"), "{settings}");
    let world = world.with("content/site.yaml", settings);
    (World::starter().run(&["fonts"]).status == 0).then_some(world)
}

#[test]
fn a_library_of_the_site_stands_in_the_place_of_the_standard_one() {
    let wanted = "v(if form == \"order\" { 20mm } else { 35mm })";
    assert!(standard().contains(wanted));
    let Some(world) = site(&standard().replace(wanted, "v(50mm)")) else { return };
    if !paper::can_be_read() {
        return;
    }
    let said = world.run(&["build", "--lang", "en"]);
    assert_eq!(said.status, 0, "{said:?}");
    let paper = Paper::read(&world.out().join("reports/2024/one/one.pdf"));
    let (top, _) = paper.pages[0].ink(paper::red, 40.0, 150.0).unwrap();
    assert!((top - 87.0).abs() < 0.5, "{top}");
}

#[test]
fn a_fault_in_a_library_is_told_once_at_its_line() {
    let told = |library: &str| {
        let world = site(library)?;
        Some(lines_of_json(&world.run(&["build", "--format", "json"]).stdout))
    };
    let lines = standard().lines().count();
    let Some(broken) = told(&format!("{}#nobody()\n", standard())) else { return };
    assert_eq!(broken, [format!("error print-failed {LIBRARY}:{}:1", lines + 1)]);
    // Of what a template misses in it, nobody knows the line.
    let empty = told("").unwrap();
    assert_eq!(empty, [format!("error print-failed {LIBRARY}")]);
}
