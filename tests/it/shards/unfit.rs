//! Parts that do not fit: each is told at its folder, and nothing is written. What the command line refuses.

use super::shards_of;
use crate::world::{Said, World, accept, published, tree};
use std::fs;
use std::path::{Path, PathBuf};
use yearbook::merge::merge;
use yearbook::pipeline;

/// Three parts of the starter, in folders `1-of-3` to `3-of-3`.
fn three(world: &World, into: &Path) -> Vec<PathBuf> {
    shards_of(&world.proof(), world.root(), 3, into).0
}

/// What merging tells, as `folder: message`; the output must not be there afterwards.
#[track_caller]
fn told(folder: &World, shards: &[PathBuf]) -> Vec<String> {
    let out = folder.path("merged");
    let merged = merge(shards, &out).unwrap();
    assert!(!out.exists(), "something was written");
    let root = folder.root().to_str().unwrap();
    let all = merged.findings.iter().inspect(|finding| assert_eq!(finding.code, "unfit-shard"));
    all.map(|f| format!("{}: {}", f.place.file, f.message.en).replace(&format!("{root}/"), "")).collect()
}

#[test]
fn a_part_that_is_missing_or_there_twice() {
    let (world, folder) = (World::starter(), World::empty());
    let shards = three(&world, &folder.path("a"));
    assert_eq!(told(&folder, &shards[1..2]), ["a/2-of-3: of 3 shards these are missing: 1, 3"]);
    let twice = [&shards[..], &shards[..1]].concat();
    assert_eq!(told(&folder, &twice), ["a/1-of-3: 1/3 is there twice, also in a/1-of-3"]);
    let instead = [shards[0].clone(), shards[1].clone(), shards[1].clone()];
    let expected = ["a/2-of-3: 2/3 is there twice, also in a/2-of-3", "a/1-of-3: of 3 shards these are missing: 3"];
    assert_eq!(told(&folder, &instead), expected);
    let other = shards_of(&world.proof(), world.root(), 4, &folder.path("b")).0;
    let mixed = [&shards[..], &other[3..]].concat();
    assert_eq!(told(&folder, &mixed), ["b/4-of-4: this is 4/4; the others are parts of 3"]);
}

#[test]
fn a_part_of_another_site() {
    let (world, folder) = (World::starter(), World::empty());
    let shards = three(&world, &folder.path("a"));
    let with = |number: usize, other: &PathBuf| {
        let mut mixed = shards.clone();
        mixed[number - 1] = other.clone();
        mixed
    };
    let content = World::starter().changed("content/data/990101/2024.yaml", "71个", "72个");
    let other = three(&content, &folder.path("content"));
    assert_eq!(
        told(&folder, &with(2, &other[1])),
        ["content/2-of-3: 2/3 does not go with the others; it has another: content"]
    );
    // The one that does not fit is told also where it comes first.
    assert_eq!(
        told(&folder, &with(1, &other[0])),
        ["content/1-of-3: 1/3 does not go with the others; it has another: content"]
    );
    let css = "themes/standard/assets/style.css";
    let text = fs::read_to_string(css).unwrap_or_else(|_| String::new());
    let theme = World::starter().with(css, format!("{text}\nbody {{ color: red }}\n"));
    let other = three(&theme, &folder.path("theme"));
    let said = told(&folder, &with(3, &other[2]));
    assert!(said[0].starts_with("theme/3-of-3: 3/3 does not go with the others; it has another: theme"), "{said:?}");
    let printed = pipeline::proof(&world.request(true)).unwrap();
    let other = shards_of(&printed, world.root(), 3, &folder.path("printed")).0;
    let expected = ["printed/3-of-3: 3/3 does not go with the others; it has another: fonts, files to make (flags)"];
    assert_eq!(told(&folder, &with(3, &other[2])), expected);
    // Another program, as its manifest says it.
    let manifest = shards[2].join(".yearbook/manifest.json");
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, text.replacen("\"program\": \"", "\"program\": \"0", 1)).unwrap();
    assert_eq!(told(&folder, &shards), ["a/3-of-3: 3/3 does not go with the others; it has another: program"]);
}

#[test]
fn what_is_no_finished_part() {
    let (world, folder) = (World::starter(), World::empty());
    let shards = three(&world, &folder.path("a"));
    world.build_to(&folder.path("whole"));
    fs::create_dir(folder.path("empty")).unwrap();
    for other in ["whole", "empty", "nowhere"] {
        let mixed = [shards[0].clone(), shards[1].clone(), folder.path(other)];
        let expected =
            [format!("{other}: no finished shard is here"), "a/1-of-3: of 3 shards these are missing: 3".into()];
        assert_eq!(told(&folder, &mixed), expected);
    }
    assert_eq!(told(&folder, &[folder.path("empty")]), ["empty: no finished shard is here"]);
    // Numbers that cannot be.
    let manifest = shards[0].join(".yearbook/manifest.json");
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, text.replacen("\"number\": 1,", "\"number\": 4,", 1)).unwrap();
    assert_eq!(told(&folder, &shards)[0], "a/1-of-3: no finished shard is here");
}

#[test]
fn a_part_whose_files_were_touched() {
    let (world, folder) = (World::starter(), World::empty());
    let shards = three(&world, &folder.path("a"));
    let (page, list) = (shards[0].join("index.html"), shards[0].join("reports/index.html"));
    let (old, old_list) = (fs::read(&page).unwrap(), fs::read(&list).unwrap());
    fs::write(&page, "half").unwrap();
    fs::remove_file(&list).unwrap();
    let expected = ["index.html", "reports/index.html"]
        .map(|path| format!("a/1-of-3: {path} is not what it was when this shard was made"));
    assert_eq!(told(&folder, &shards), expected);
    fs::write(&page, old).unwrap();
    fs::write(&list, old_list).unwrap();
    // A manifest that leads out of the output folder, or that lacks a file.
    let manifest = shards[0].join(".yearbook/manifest.json");
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, text.replacen("\"index.html\"", "\"../../index.html\"", 1)).unwrap();
    assert_eq!(told(&folder, &shards), ["a/1-of-3: ../../index.html is not what it was when this shard was made"]);
    fs::write(&manifest, text.replacen("\"index.html\"", "\"index2.html\"", 1)).unwrap();
    assert_eq!(
        told(&folder, &shards),
        ["a/1-of-3: .yearbook/manifest.json is not what it was when this shard was made"]
    );
    fs::write(&manifest, text).unwrap();
    assert_eq!(merge(&shards, &folder.path("merged")).unwrap().findings, []);
}

#[test]
fn from_the_command_line() {
    let world = World::starter();
    let part = |said: &Said| {
        let root = world.root().to_str().unwrap();
        format!("status {}\n{}{}", said.status, said.stdout, said.stderr).replace(root, "SITE").replace('\\', "/")
    };
    let mut transcript = String::new();
    let mut line = |arguments: &[&str]| {
        let said = world.run(arguments);
        transcript.push_str(&format!("$ yearbook {}\n{}\n", arguments.join(" "), part(&said)));
    };
    for shard in ["0/3", "4/3", "1/1001", "3"] {
        line(&["build", "--shard", shard]);
    }
    line(&["build", "--shard", "4/3", "--lang", "en"]);
    line(&["build", "--shard", "1/2", "--merge", "a"]);
    line(&["build", "--merge", "a", "--no-pdf"]);
    line(&["build", "--merge", "a", "--theme", "standard"]);
    line(&["build", "--no-pdf", "--shard", "1/2"]);
    let shards = [world.path("shards/1-of-2"), world.path("shards/2-of-2")];
    let [first, second] = shards.each_ref().map(|path| path.to_str().unwrap());
    line(&["build", "--merge", first]);
    line(&["build", "--merge", first, second]);
    line(&["build", "--no-pdf", "--shard", "2/2", "--lang", "en"]);
    line(&["build", "--merge", first, second]);
    line(&["build", "--merge", first, second, "--lang", "en"]);
    let inside = world.path("shards/1-of-2/merged");
    line(&["build", "--merge", first, second, "--out", inside.to_str().unwrap()]);
    // A part in the place of the whole would remove the rest.
    let out = world.out();
    line(&["build", "--no-pdf", "--shard", "1/2", "--out", out.to_str().unwrap()]);
    let transcript = transcript.replace(world.root().to_str().unwrap(), "SITE");
    accept("cli/shards.txt", &transcript);
    let fresh = World::empty();
    world.build_to(fresh.root());
    assert!(tree(&out) == tree(fresh.root()));
    let said = world.run(&["build", "--no-pdf", "--shard", "1/2", "--out", out.to_str().unwrap(), "--force"]);
    assert!(said.status == 0 && published(&out) == published(&shards[0]), "{said:?}");
}
