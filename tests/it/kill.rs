//! A build that ends badly: killed at many moments, or on a disk that takes no more. Every file that readers see is then the
//! old one or the new one, never half of one, and the next build completes to exactly the tree of a fresh one.

#![cfg(unix)]

use crate::world::{World, binary, published, run, tree};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::{fs, hint};

pub type Files = BTreeMap<String, Vec<u8>>;

/// The sample, and the sample after a change that reaches every page: the site has another name, one report is gone, one
/// is new. `old` and `new` are what readers see of their sites.
pub struct Change {
    pub world: World,
    pub old: Files,
    pub new: Files,
    /// The finished old site with the manifest that its build left.
    old_out: Files,
}

pub fn change() -> &'static Change {
    static CHANGE: OnceLock<Change> = OnceLock::new();
    CHANGE.get_or_init(|| {
        let before = World::sample();
        before.build();
        let world = World::sample();
        let text = world.read("content/site.yaml");
        let name = text.lines().find(|line| line.starts_with("name:")).unwrap().to_string();
        let world = world.changed("content/site.yaml", &name, "name: 另一个名字的年报");
        let report = world.read("content/reports/2023/hebi-steady-steps.md");
        let world = world.without("content/reports/2023/hebi-steady-steps.md");
        world.write("content/reports/2023/hebi-again.md", report);
        let fresh = World::empty();
        world.build_to(fresh.root());
        let (old, new) = (published(&before.out()), published(fresh.root()));
        assert!(old["index.html"] != new["index.html"]);
        assert!(
            old.contains_key(GONE) && !new.contains_key(GONE) && new.contains_key(ADDED) && !old.contains_key(ADDED)
        );
        Change { world, old, new, old_out: tree(&before.out()) }
    })
}

const GONE: &str = "reports/2023/hebi-steady-steps/index.html";
const ADDED: &str = "reports/2023/hebi-again/index.html";

/// Lays the finished old site into `out`.
pub fn old_site(out: &Path) {
    for (path, bytes) in &change().old_out {
        let file = out.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }
}

fn build_to(world: &World, out: &Path) -> Command {
    let mut command = binary();
    command.arg("--root").arg(world.root()).args(["build", "--no-pdf", "--jobs", "2", "--out"]).arg(out);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

#[track_caller]
pub fn old_or_new(out: &Path, old: &Files, new: &Files) -> (usize, usize) {
    let now = published(out);
    let (mut olds, mut news) = (0, 0);
    for (path, bytes) in &now {
        match (old.get(path) == Some(bytes), new.get(path) == Some(bytes)) {
            (true, _) => olds += 1,
            (_, true) => news += 1,
            _ => panic!("{path} is neither the old file nor the new one"),
        }
    }
    for path in old.keys().filter(|path| new.contains_key(*path)) {
        assert!(now.contains_key(path), "{path} is in both sites, and missing");
    }
    (olds, news)
}

#[test]
fn killed_at_any_moment_every_file_is_old_or_new() {
    let Change { world, old, new, .. } = change();
    let folder = World::empty();
    // Each round waits a little longer before it kills, until one build comes to its end. Whether a kill falls between two
    // renames is the machine's; `killed_while_renaming` makes sure of it.
    let mut spins: u64 = 2_000_000;
    for round in 0.. {
        let out = folder.path(&format!("round-{round}"));
        old_site(&out);
        let mut child = build_to(world, &out).spawn().unwrap();
        for i in 0..spins {
            hint::black_box(i);
        }
        child.kill().unwrap();
        let ended = child.wait().unwrap();
        old_or_new(&out, old, new);
        assert!(build_to(world, &out).status().unwrap().success());
        completed(&out, new);
        if ended.success() {
            break;
        }
        spins *= 2;
    }
}

#[test]
fn killed_while_renaming() {
    let Change { world, old, new, .. } = change();
    let folder = World::empty();
    let mut halfway = 0;
    // Looks at a late and at an early file until it is new, and kills at once: inside the loop of renames.
    let watched: Vec<&String> =
        new.keys().filter(|path| old.get(*path).is_some_and(|bytes| *bytes != new[*path])).collect();
    for part in 0..8 {
        let out = folder.path(&format!("part-{part}"));
        old_site(&out);
        let file = out.join(watched[part * (watched.len() - 1) / 8]);
        kill_when_replaced(&file, || build_to(world, &out).spawn().unwrap());
        let (olds, news) = old_or_new(&out, old, new);
        halfway += usize::from(olds > 0 && news > 0);
        // A second kill of the run that would have mended it, then a whole run.
        let mut child = build_to(world, &out).spawn().unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
        old_or_new(&out, old, new);
        assert!(build_to(world, &out).status().unwrap().success());
        completed(&out, new);
    }
    assert!(halfway > 0, "no kill came between two renames");
}

#[test]
fn killed_and_then_the_content_goes_back() {
    // What the killed run had made and nobody wants any more is removed, too.
    let Change { world, old, .. } = change();
    let (folder, back) = (World::empty(), World::sample());
    let out = folder.path("out");
    old_site(&out);
    let added = out.join(ADDED);
    kill_when_replaced(&added, || build_to(world, &out).spawn().unwrap());
    assert!(build_to(&back, &out).status().unwrap().success());
    completed(&out, old);
    assert!(!added.exists());
}

/// Starts a run, and kills it as soon as a file is another one, or is there.
pub fn kill_when_replaced(file: &Path, start: impl FnOnce() -> Child) {
    let before = inode(file);
    let mut child = start();
    while inode(file) == before && child.try_wait().unwrap().is_none() {
        hint::spin_loop();
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

fn inode(path: &Path) -> Option<u64> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).ok().map(|meta| meta.ino())
}

/// The tree is exactly a fresh one, and nothing half made is left in the folder that is ours.
#[track_caller]
pub fn completed(out: &Path, new: &Files) {
    let now = published(out);
    assert!(now.keys().eq(new.keys()));
    assert!(now == *new);
    let own: Vec<String> = tree(out).into_keys().filter(|path| path.starts_with(".yearbook/")).collect();
    assert_eq!(own, [".yearbook/lock", ".yearbook/manifest.json"]);
}

/// A disk that takes no more: files may grow to so many blocks of 512 bytes, and then writing fails.
fn with_small_files(world: &World, blocks: u64, out: &Path) -> crate::world::Said {
    let mut command = Command::new("sh");
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" --root \"$1\" build --no-pdf --out \"$2\"");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_yearbook")]).arg(world.root()).arg(out).env("LANG", "zh_CN.UTF-8");
    run(command)
}

#[test]
fn a_full_disk_leaves_the_output_as_it_was() {
    let Change { world, old, new, .. } = change();
    let folder = World::empty();
    let out = folder.path("out");
    old_site(&out);
    for blocks in [0, 1, 20, 60] {
        let said = with_small_files(world, blocks, &out);
        assert_eq!(said.status, 3, "{blocks}: {said:?}");
        assert!(said.stderr.contains("机器出错") && said.stderr.contains(out.to_str().unwrap()), "{}", said.stderr);
        assert!(published(&out) == *old, "{blocks} blocks: the output has changed");
    }
    assert!(build_to(world, &out).status().unwrap().success());
    completed(&out, new);
}

#[test]
fn an_output_folder_without_leave_to_write_is_the_machines_fault() {
    use std::os::unix::fs::PermissionsExt;
    let world = World::starter();
    let out = world.path("output");
    fs::create_dir(&out).unwrap();
    fs::set_permissions(&out, fs::Permissions::from_mode(0o555)).unwrap();
    let is_root = fs::write(out.join("probe"), "").is_ok();
    let said = world.run(&["build", "--no-pdf"]);
    fs::set_permissions(&out, fs::Permissions::from_mode(0o755)).unwrap();
    if !is_root {
        assert_eq!(said.status, 3, "{said:?}");
    }
}

#[test]
fn two_builds_at_once_do_not_mix() {
    let Change { world, old, new, .. } = change();
    let folder = World::empty();
    let out = folder.path("out");
    old_site(&out);
    let mut children: Vec<_> = (0..4).map(|_| build_to(world, &out).spawn().unwrap()).collect();
    let codes: Vec<_> = children.iter_mut().map(|child| child.wait().unwrap().code().unwrap()).collect();
    assert!(codes.contains(&0) && codes.iter().all(|code| *code == 0 || *code == 3), "{codes:?}");
    old_or_new(&out, old, new);
    completed(&out, new);
}
