//! A site made in parts by several runs: together the parts are byte for byte what one run makes; a place more moves nothing
//! else; parts that do not fit are told; and whatever is killed can be made again.

mod killed;
mod unfit;

use crate::world::{World, published, tree};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use yearbook::finding::Finding;
use yearbook::merge::{Merged, merge};
use yearbook::pipeline::{self, Extent, Kept, Proof};
use yearbook::plan::Portion;
use yearbook::publish::Published;
use yearbook::stopwatch::Stopwatch;

/// Makes every part in a folder of its own below `into`, and gives the folders with what each run told.
fn shards_of(proof: &Proof, root: &Path, of: u16, into: &Path) -> (Vec<PathBuf>, Vec<Finding>) {
    let mut told = Vec::new();
    let folder = |number: u16| into.join(format!("{number}-of-{of}"));
    for number in 1..=of {
        told.extend(shard_of(proof, root, Portion { number, of }, &folder(number)));
    }
    ((1..=of).map(folder).collect(), told)
}

fn shard_of(proof: &Proof, root: &Path, portion: Portion, out: &Path) -> Vec<Finding> {
    let extent = Extent { portion: Some(portion), is_afresh: false };
    pipeline::publish_extent(proof, root, out, extent, &|| {}, &Stopwatch::off(), &Kept::default()).unwrap().findings
}

/// Merges what must fit.
#[track_caller]
fn merged(folders: &[PathBuf], out: &Path) -> Merged {
    let merged = merge(folders, out).unwrap();
    let told: Vec<&str> = merged.findings.iter().map(|finding| finding.message.en.as_str()).collect();
    assert_eq!(told, [""; 0]);
    merged
}

/// In which part each path is; a path in two parts is none.
fn places(folders: &[PathBuf]) -> BTreeMap<String, usize> {
    let mut places = BTreeMap::new();
    for (i, folder) in folders.iter().enumerate() {
        for path in published(folder).into_keys() {
            assert_eq!(places.insert(path.clone(), i), None, "{path} is in two parts");
        }
    }
    places
}

/// A whole build of the same proof, and its tree with the manifest.
fn whole(proof: &Proof, world: &World, out: &Path) -> BTreeMap<String, Vec<u8>> {
    pipeline::publish(proof, world.root(), out, &|| {}).unwrap();
    tree(out)
}

#[test]
fn the_parts_together_are_the_whole() {
    for world in [World::starter(), World::sample()] {
        let (proof, folder) = (world.proof(), World::empty());
        let whole = whole(&proof, &world, &folder.path("whole"));
        for of in [1, 3, 16] {
            let (folders, told) = shards_of(&proof, world.root(), of, &folder.path("shards"));
            assert_eq!(told, []);
            let places = places(&folders);
            let out = folder.path(&format!("merged-{of}"));
            let first = merged(&folders, &out).published;
            assert_eq!(first, Published { written: places.len(), unchanged: 0, removed: 0 });
            // The manifest too: what comes next cannot tell how this site was made.
            let tree = tree(&out);
            assert!(tree.keys().eq(whole.keys()), "{of} parts have other files");
            assert!(tree == whole, "{of} parts have other bytes");
            let again = Published { written: 0, unchanged: places.len(), removed: 0 };
            assert_eq!(merged(&folders, &out).published, again);
            let built = pipeline::publish(&proof, world.root(), &out, &|| {}).unwrap();
            assert_eq!(built.published, again, "a whole build finds nothing to write");
        }
    }
}

#[test]
fn pdfs_are_made_once_and_kept() {
    let (world, folder) = (World::starter(), World::empty());
    let proof = pipeline::proof(&world.request(true)).unwrap();
    let whole = whole(&proof, &world, &folder.path("whole"));
    assert!(whole.keys().any(|path| path.ends_with(".pdf")));
    let (folders, _) = shards_of(&proof, world.root(), 3, &folder.path("shards"));
    let out = folder.path("merged");
    let count = merged(&folders, &out).pdfs;
    assert!(tree(&out) == whole);
    let built = pipeline::publish(&proof, world.root(), &out, &|| {}).unwrap();
    assert_eq!((built.pdfs, built.pdfs_remade, built.published.written), (count, 0, 0));
}

#[test]
fn a_new_place_and_a_new_report_move_nothing_else() {
    let before = World::sample();
    let regions = before.read("content/regions.yaml");
    let data = before.read("content/data/410600/2023.yaml").replacen("410600", "110100", 1);
    let report = before.read("content/reports/2023/hebi-steady-steps.md");
    let place = "  \"110100\": { name: 新市, short: 新市, kind: prefecture, parent: \"100000\" }\n";
    let after = World::sample()
        .with("content/regions.yaml", regions.replacen("regions:\n", &format!("regions:\n{place}"), 1))
        .with("content/data/110100/2023.yaml", data)
        .with("content/reports/2023/aa-first-of-all.md", report);
    let folder = World::empty();
    let places_of = |world: &World, name: &str| {
        let proof = world.proof();
        assert!(!yearbook::finding::has_error(&proof.findings), "{:?}", world.told());
        places(&shards_of(&proof, world.root(), 16, &folder.path(name)).0)
    };
    let (old, new) = (places_of(&before, "old"), places_of(&after, "new"));
    for path in ["regions/110100/2023/index.html", "compare/110100.js", "reports/2023/aa-first-of-all/index.html"] {
        assert!(new.contains_key(path) && !old.contains_key(path), "{path}");
    }
    for (path, place) in &old {
        assert_eq!(new.get(path), Some(place), "{path}");
    }
    let used: BTreeSet<usize> = old.values().copied().collect();
    assert!(used.len() > 12, "16 parts of which most are empty: {used:?}");
    // Rows are made once: all that is about one place lies together.
    let mut of_place: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (path, place) in &new {
        let parts: Vec<&str> = path.split('/').collect();
        let code = match parts[..] {
            ["regions", code, ..] => code,
            ["compare", file] => file.trim_end_matches(".js"),
            _ => continue,
        };
        of_place.entry(code).or_default().insert(*place);
    }
    assert!(of_place.len() > 20 && of_place.iter().all(|(code, parts)| *code == "index.html" || parts.len() == 1));
}

#[test]
fn links_between_parts_are_told_when_they_are_merged_and_not_before() {
    let template = "themes/standard/web/indicator.html";
    let links = "{% block main -%}<i id=here></i><a href='../index.html#no'>一</a><a href='../index.html#main'>二</a><a href='#here'>三</a>";
    let broken = std::fs::read_to_string(template).unwrap().replacen("{% block main -%}", links, 1);
    let world = World::starter().with(template, broken);
    let (proof, folder) = (world.proof(), World::empty());
    let count = proof.book.vocabulary.iter().count();
    let whole = pipeline::publish(&proof, world.root(), &folder.path("whole"), &|| {}).unwrap().findings;
    let told = |findings: &[Finding]| -> Vec<(String, String)> {
        findings.iter().map(|f| (f.place.file.to_string(), f.message.zh.clone())).collect()
    };
    assert_eq!(told(&whole).len(), 1, "{whole:?}");
    assert!(
        told(&whole)[0].1.contains(&format!("没有“indicators/index.html#no”（这样的网页共 {count} 个）")),
        "{whole:?}"
    );
    // The list of indicators is of part 1: only the pages that lie there can be told before merging.
    let (folders, early) = shards_of(&proof, world.root(), 16, &folder.path("shards"));
    let of_first = places(&folders).iter().filter(|(path, place)| is_indicator(path) && **place == 0).count();
    assert!(of_first < count);
    assert_eq!(told(&early).len(), usize::from(of_first > 0), "{early:?}");
    let late = merge(&folders, &folder.path("merged")).unwrap();
    assert_eq!(told(&late.findings).len(), 1, "{:?}", late.findings);
    let (file, message) = &told(&late.findings)[0];
    assert_eq!(file, template);
    assert!(message.contains(&format!("（这样的网页共 {} 个）", count - of_first)), "{message}");
    assert!(tree(&folder.path("merged")) == tree(&folder.path("whole")), "a warning publishes");
}

fn is_indicator(path: &str) -> bool {
    path.starts_with("indicators/") && path.ends_with("/index.html") && path != "indicators/index.html"
}
