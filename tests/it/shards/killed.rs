//! Killed and made again: a part at any moment of its run, and the merge between two renames.
#![cfg(unix)]

use super::shards_of;
use crate::kill::{change, completed, kill_when_replaced, old_or_new, old_site};
use crate::world::{World, binary, published};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::{fs, hint};
use yearbook::merge::merge;
use yearbook::plan::Portion;

fn silent(mut command: Command) -> Child {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

fn shard_to(world: &World, portion: Portion, out: &Path) -> Command {
    let mut command = binary();
    command.arg("--root").arg(world.root()).args(["build", "--no-pdf", "--jobs", "2", "--shard"]);
    command.arg(portion.to_string()).arg("--out").arg(out);
    command
}

fn merge_to(shards: &[PathBuf], out: &Path) -> Command {
    let mut command = binary();
    command.args(["build", "--jobs", "2", "--out"]).arg(out).arg("--merge").args(shards);
    command
}

#[test]
fn a_part_that_was_killed_is_made_again() {
    let world = &change().world;
    let folder = World::empty();
    let (fresh, _) = shards_of(&world.proof(), world.root(), 3, &folder.path("fresh"));
    let portion = Portion { number: 2, of: 3 };
    // Killed after ever longer times, until one run comes to its end.
    let mut spins: u64 = 16_000_000;
    for round in 0.. {
        let out = folder.path(&format!("round-{round}"));
        let mut child = silent(shard_to(world, portion, &out));
        for i in 0..spins {
            hint::black_box(i);
        }
        child.kill().unwrap();
        let ended = child.wait().unwrap();
        let mut all = fresh.clone();
        all[1] = out.clone();
        // What a killed run leaves is either the whole part or no part at all.
        if !ended.success() && out.exists() {
            let merged = merge(&all, &folder.path("merged")).unwrap();
            let is_whole = published(&out) == published(&fresh[1]);
            assert!(is_whole || !merged.findings.is_empty(), "half a part was taken for a whole one");
        }
        assert!(shard_to(world, portion, &out).output().unwrap().status.success());
        let own = |folder: &Path| fs::read(folder.join(".yearbook/manifest.json")).unwrap();
        assert!(published(&out) == published(&fresh[1]) && own(&out) == own(&fresh[1]));
        if ended.success() {
            break;
        }
        spins *= 2;
    }
}

#[test]
fn a_part_that_was_killed_while_renaming_is_in_doubt() {
    let world = &change().world;
    let folder = World::empty();
    let (fresh, _) = shards_of(&world.proof(), world.root(), 3, &folder.path("fresh"));
    let portion = Portion { number: 1, of: 3 };
    let pages: Vec<String> = published(&fresh[0]).into_keys().collect();
    let mut halfway = 0;
    for part in 0..4 {
        let out = folder.path(&format!("part-{part}"));
        let watched = out.join(&pages[part * (pages.len() - 1) / 6]);
        kill_when_replaced(&watched, || silent(shard_to(world, portion, &out)));
        let mut all = fresh.clone();
        all[0] = out.clone();
        if published(&out).len() < pages.len() {
            halfway += 1;
            let merged = merge(&all, &folder.path("no")).unwrap();
            assert_eq!(merged.findings[0].message.en, "no finished shard is here");
            assert!(!folder.path("no").exists());
        }
        assert!(shard_to(world, portion, &out).output().unwrap().status.success());
        assert_eq!(merge(&all, &folder.path(&format!("merged-{part}"))).unwrap().findings, []);
        completed(&folder.path(&format!("merged-{part}")), &change().new);
    }
    assert!(halfway > 0, "no kill came between two renames");
}

#[test]
fn a_merge_that_was_killed_leaves_old_or_new() {
    let change = change();
    let (old, new) = (&change.old, &change.new);
    let folder = World::empty();
    let (shards, _) = shards_of(&change.world.proof(), change.world.root(), 3, &folder.path("shards"));
    let watched: Vec<&String> =
        new.keys().filter(|path| old.get(*path).is_some_and(|bytes| *bytes != new[*path])).collect();
    let mut halfway = 0;
    for part in 0..5 {
        let out = folder.path(&format!("part-{part}"));
        old_site(&out);
        let file = out.join(watched[part * (watched.len() - 1) / 5]);
        kill_when_replaced(&file, || silent(merge_to(&shards, &out)));
        let (olds, news) = old_or_new(&out, old, new);
        halfway += usize::from(olds > 0 && news > 0);
        assert!(merge_to(&shards, &out).output().unwrap().status.success());
        completed(&out, new);
    }
    assert!(halfway > 0, "no kill came between two renames");
}
