//! What is the folder's own: where it may lie, and a run that is killed while it writes. Also what every target shares: which one is meant, and
//! passwords that stand where they must not.

use super::{MANIFEST, is_the_site, publish, published_well, sent, site, with_pictures};
use crate::world::{World, tree};
use std::process::Stdio;
use std::time::{Duration, Instant};
use std::{fs, thread};

fn there(world: &World) -> super::Files {
    tree(&world.path("share/site"))
}

fn world() -> World {
    let world = site("{ folder: share/site }");
    fs::create_dir(world.path("share")).unwrap();
    world
}

#[test]
fn a_site_lives_in_a_folder() {
    let world = world();
    let dry = published_well(&world, &Vec::new(), &["--dry-run"]);
    assert!(dry.stderr.contains("没有发") && !world.path("share/site").exists(), "{dry:?}");
    published_well(&world, &Vec::new(), &[]);
    is_the_site(&world, &there(&world));
    assert_eq!(sent(&published_well(&world, &Vec::new(), &[])), 0);
    assert!(!world.path("share/site/yearbook-progress").exists());
    fs::remove_file(world.path("content/images/goes.svg")).unwrap();
    published_well(&world, &Vec::new(), &["--prune"]);
    is_the_site(&world, &there(&world));
    // What somebody deleted there comes back without a word.
    fs::remove_file(world.path("share/site/index.html")).unwrap();
    assert_eq!(sent(&published_well(&world, &Vec::new(), &[])), 1);
    is_the_site(&world, &there(&world));
}

#[test]
fn a_folder_takes_ten_thousand_files_and_loses_them() {
    let world = with_pictures(world(), 10_000, 0);
    let said = published_well(&world, &Vec::new(), &[]);
    println!("folder: {}", said.stderr);
    is_the_site(&world, &there(&world));
    fs::remove_dir_all(world.path("content/images/many")).unwrap();
    let said = published_well(&world, &Vec::new(), &["--prune"]);
    assert!(said.stderr.contains("删去 10000 个"), "{said:?}");
    is_the_site(&world, &there(&world));
    assert!(!world.path("share/site/images/many").exists(), "empty folders go, too");
}

#[test]
fn a_killed_run_is_resumed() {
    let world = with_pictures(world(), 3000, 2000);
    fs::create_dir_all(world.path("home")).unwrap();
    let mut child = super::command(&world, &Vec::new(), &[]);
    let mut child = child.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let started = Instant::now();
    while !world.path("share/site/yearbook-progress/00003.json").exists() {
        assert!(started.elapsed() < Duration::from_secs(60));
        thread::sleep(Duration::from_millis(1));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let manifest: serde_json::Value = serde_json::from_slice(&there(&world)[MANIFEST]).unwrap();
    assert!(!manifest["sending"]["in_doubt"].as_array().unwrap().is_empty());
    let resumed = published_well(&world, &Vec::new(), &[]);
    assert!(sent(&resumed) < 3000, "{resumed:?}");
    is_the_site(&world, &there(&world));
}

#[test]
fn a_target_is_named_where_there_are_several() {
    let world = world();
    let text = world.read("content/site.yaml") + "    U盘: { 文件夹: share/stick }\n";
    let world = world.with("content/site.yaml", text);
    let said = publish(&world, &Vec::new(), &[]);
    assert!(said.status == 2 && said.stderr.contains("网站、U盘"), "{said:?}");
    let said = publish(&world, &Vec::new(), &["云"]);
    assert!(said.status == 2 && said.stderr.contains("没有“云”"), "{said:?}");
    published_well(&world, &Vec::new(), &["U盘"]);
    assert!(world.path("share/stick/index.html").exists() && !world.path("share/site").exists());
    let said = publish(&World::starter(), &Vec::new(), &[]);
    assert!(said.status == 2 && said.stderr.contains("publish"), "{said:?}");
}

#[test]
fn folders_that_are_no_target_are_refused() {
    for (folder, words) in
        [(".", "--out"), ("content/x", "--out"), ("output/x", "一个在另一个里面"), ("no/such", "没有")]
    {
        let world = site(&format!("{{ folder: {folder} }}"));
        let said = publish(&world, &Vec::new(), &[]);
        assert!(said.status != 0 && said.stderr.contains(words), "{folder}: {said:?}");
        assert!(!world.path("content/x").exists() && !world.path("output/x").exists());
    }
}

#[test]
fn content_with_an_error_is_not_published() {
    let world = world();
    let world = world.with("content/indicators.yaml", "a: [");
    let said = publish(&world, &Vec::new(), &[]);
    assert!(said.status == 1 && !world.path("share/site").exists(), "{said:?}");
}

#[test]
fn a_password_in_the_settings_is_an_error_that_does_not_show_it() {
    for (target, severity) in [
        ("{ webdav: \"https://me:hunter2@dav.example.org\" }", 1),
        ("{ webdav: \"https://dav.example.org\", password: hunter2, prot: 1 }", 1),
        ("{ s3: \"https://oss.example.org\", bucket: b, secret_access_key: \"hunter2 hunter2\" }", 1),
        ("{ git: \"https://me:hunter2@example.org/a.git\", branch: pages", 1),
    ] {
        let world = site(target);
        for arguments in [vec!["check"], vec!["check", "--format", "json"], vec!["publish"]] {
            let said = world.run(&arguments);
            assert_eq!(said.status, severity, "{target}: {said:?}");
            assert!(!said.stdout.contains("hunter2") && !said.stderr.contains("hunter2"), "{target}: {said:?}");
            assert!(said.stdout.contains("credential-in-settings") || said.stderr.contains("credential-in-settings"));
        }
    }
}
