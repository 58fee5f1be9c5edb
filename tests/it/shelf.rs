//! What is kept between two readings of a site must never show: whatever happens to the files, a reading with a shelf gives the draft that
//! a first reading gives.

use crate::world::World;
use std::fs::{self, File, FileTimes};
use yearbook::read::{self, Draft, Shelf};

const DATA: &str = "content/data/990101/2024.yaml";
const REPORT: &str = "content/reports/2024/first-report.md";

#[track_caller]
fn same(world: &World, shelf: &mut Shelf) -> String {
    let kept = shown(&shelf.content(world.root()).unwrap());
    assert!(kept == shown(&read::content(world.root()).unwrap()));
    kept
}

/// All of a draft but the vocabulary, whose order in memory is nobody's. Which texts are kept in memory is nobody's business either,
/// and findings are sorted before they are told.
fn shown(draft: &Draft) -> String {
    let Draft { settings, regions, statements, reports, summaries, images, texts, findings, .. } = draft;
    let texts: Vec<_> = texts.hashes().collect();
    let mut findings: Vec<String> = findings.iter().map(|finding| format!("{finding:#?}")).collect();
    findings.sort();
    format!(
        "{settings:#?} {regions:#?} {statements:#?} {reports:#?} {summaries:#?} {images:#?} {texts:#?} {findings:#?}"
    )
}

#[test]
fn a_reading_with_a_shelf_is_a_reading() {
    let world = World::starter();
    let mut shelf = Shelf::new();
    let first = same(&world, &mut shelf);
    assert_eq!(same(&world, &mut shelf), first);
    let edit = |path: &str, from: &str, to: &str| {
        let text = world.read(path);
        assert!(text.contains(from), "{path}");
        world.write(path, text.replacen(from, to, 1));
    };
    let mut before = first.clone();
    let mut changed = |what: &str| {
        let now = same(&world, &mut shelf);
        assert!(now != before, "{what}");
        before = now;
    };
    edit(DATA, "71个", "72个");
    changed("a figure");
    edit(REPORT, "title: ", "title: 新");
    changed("a report");
    // What other files are read by.
    let vocabulary = world.read("content/indicators.yaml");
    edit("content/indicators.yaml", "衔接资金项目", "衔接项目");
    changed("an indicator");
    world.write("content/indicators.yaml", "a: [");
    changed("no vocabulary");
    world.write("content/indicators.yaml", vocabulary);
    changed("the vocabulary again");
    let regions = world.read("content/regions.yaml");
    world.write("content/regions.yaml", regions.replace("990101", "990102"));
    changed("another region");
    world.write("content/regions.yaml", regions);
    changed("the region again");
    world.write("content/notes.md", "备忘");
    changed("a stray file");
    world.write(DATA, b"\xff\xfe");
    changed("no text");
    fs::remove_file(world.path(DATA)).unwrap();
    changed("no data");
    world.write(DATA, "a: \u{202e}b\n");
    changed("a hidden character");
    fs::remove_dir_all(world.path("content")).unwrap();
    changed("nothing");
}

#[test]
fn a_change_that_leaves_no_trace_in_the_times_is_seen() {
    let world = World::starter();
    let mut shelf = Shelf::new();
    let times = |world: &World| {
        let meta = fs::metadata(world.path(DATA)).unwrap();
        FileTimes::new().set_modified(meta.modified().unwrap())
    };
    let first = times(&world);
    let before = same(&world, &mut shelf);
    let text = world.read(DATA);
    world.write(DATA, text.replace("71个", "72个"));
    File::options().write(true).open(world.path(DATA)).unwrap().set_times(first).unwrap();
    assert!(same(&world, &mut shelf) != before);
}
