//! What is kept between two readings of a site must never show: whatever happens to the files, a reading with a shelf gives the draft that
//! a first reading gives.

use crate::world::World;
use std::fs::{self, File, FileTimes};
use std::sync::Arc;
use yearbook::read::{self, Draft, Shelf, Touched};

const DATA: &str = "content/data/990101/2024.yaml";
const REPORT: &str = "content/reports/2024/first-report.md";

#[track_caller]
fn same(world: &World, shelf: &mut Shelf) -> String {
    same_where(world, shelf, &Touched::Anything)
}

#[track_caller]
fn same_where(world: &World, shelf: &mut Shelf, touched: &Touched) -> String {
    let kept = shown(&shelf.content(world.root(), touched).unwrap());
    assert!(kept == shown(&read::content(world.root()).unwrap()));
    kept
}

/// All of a draft but the vocabulary, whose order in memory is nobody's. Which texts are kept in memory is nobody's business either,
/// and findings are sorted before they are told.
fn shown(draft: &Draft) -> String {
    let Draft { settings, regions, statements, reports, summaries, images, texts, findings, .. } = draft;
    let texts: Vec<_> = texts.hashes_of(|_| true).collect();
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

#[test]
fn only_what_was_touched_is_looked_at_and_nothing_is_missed() {
    let world = World::starter();
    let mut shelf = Shelf::new();
    let mut before = same(&world, &mut shelf);
    let mut changed = |what: &str, paths: &[&str]| {
        let touched = Touched::Files(paths.iter().copied().map(Arc::from).collect());
        let now = same_where(&world, &mut shelf, &touched);
        assert!(now != before, "{what}");
        before = now;
    };
    let (at, to) = (|path: &str| world.path(path), "content/reports/2024/second-report.md");
    world.write(DATA, world.read(DATA).replace("71个", "72个"));
    changed("an edit, and a file that came and went", &[DATA, "content/data/990101/2024.yaml~"]);
    fs::rename(at(REPORT), at(to)).unwrap();
    changed("another name", &[REPORT, to]);
    world.write("content/data/990102/2023.yaml", "region: \"990102\"\nyear: 2023\nfigures: {}\n");
    changed("a new file", &["content/data/990102/2023.yaml"]);
    fs::rename(at("content/data/990102"), at("elsewhere")).unwrap();
    changed("a folder that went out, of which one name alone is told", &["content/data/990102"]);
    fs::rename(at("elsewhere"), at("content/data/990102")).unwrap();
    changed("a folder that came in", &["content/data/990102"]);
    fs::rename(at("content/data/990101"), at("elsewhere")).unwrap();
    fs::create_dir(at("content/data/990101")).unwrap();
    let other = fs::read_to_string(at("elsewhere/2024.yaml")).unwrap().replace("72个", "73个");
    world.write(DATA, other);
    changed("a folder taken for another with the same files", &["content/data/990101"]);
    fs::remove_file(at(DATA)).unwrap();
    changed("a file that is gone", &[DATA]);
    fs::create_dir(at(DATA)).unwrap();
    world.write(&format!("{DATA}/inside.yaml"), "a: 1\n");
    changed("a folder in its place", &[DATA]);
    // It is as good as its word: what nobody told of is not looked at.
    world.write(REPORT, "---\n");
    let touched = Touched::nothing();
    let kept = shown(&shelf.content(world.root(), &touched).unwrap());
    assert!(kept == before && kept != shown(&read::content(world.root()).unwrap()));
}

/// What stands here by a link may change where nobody watches.
#[cfg(unix)]
#[test]
fn what_a_link_leads_to_is_looked_at_always() {
    let world = World::starter();
    fs::rename(world.path(REPORT), world.path("content/reports/kept.md")).unwrap();
    std::os::unix::fs::symlink(world.path("content/reports/kept.md"), world.path(REPORT)).unwrap();
    let mut shelf = Shelf::new();
    let before = same(&world, &mut shelf);
    let text = world.read(REPORT);
    fs::remove_file(world.path("content/reports/kept.md")).unwrap();
    world.write("content/reports/kept.md", text.replace("title: ", "title: 新"));
    let touched = Touched::Files(["content/reports/kept.md".into()].into());
    assert!(same_where(&world, &mut shelf, &touched) != before);
}
