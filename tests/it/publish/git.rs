//! Publishing to a branch of a bare repository: what is on the branch, whose commits they are, and what git refuses.

use super::servers::Files;
use super::{Environment, is_the_site, picture, publish, published_well, sent, site, with_pictures};
use crate::world::{Said, World};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

fn world(more: &str) -> World {
    let world = site(&format!("{{ git: pages.git, branch: pages{more} }}"));
    git(world.root(), &["init", "--quiet", "--bare", "pages.git"]);
    fs::create_dir(world.path("home")).unwrap();
    fs::write(world.path("home/.gitconfig"), "[user]\n name = tests\n email = tests@example.org\n").unwrap();
    world
}

fn environment() -> Environment {
    vec![("PATH".to_string(), env::var("PATH").unwrap())]
}

fn git(folder: &Path, arguments: &[&str]) -> Vec<u8> {
    let identity = ["-c", "user.name=somebody", "-c", "user.email=somebody@example.org"];
    let output = Command::new("git").current_dir(folder).args(identity).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// The files at the end of the branch.
fn there(world: &World) -> Files {
    let folder = world.path("checked-out");
    let _ = fs::remove_dir_all(&folder);
    git(world.root(), &["clone", "--quiet", "--branch", "pages", "pages.git", "checked-out"]);
    let mut files = crate::world::tree(&folder);
    files.retain(|path, _| !path.starts_with(".git/"));
    assert_eq!(files.remove(".nojekyll").or_else(|| files.remove("docs/.nojekyll")), Some(Vec::new()));
    files
}

fn commits(world: &World) -> usize {
    let log = git(&world.path("pages.git"), &["rev-list", "--count", "pages"]);
    String::from_utf8(log).unwrap().trim().parse().unwrap()
}

fn well(world: &World, arguments: &[&str]) -> Said {
    published_well(world, &environment(), arguments)
}

#[test]
fn a_site_lives_on_a_branch() {
    let world = world("");
    let dry = well(&world, &["--dry-run"]);
    assert!(dry.stdout.contains("新的  index.html"), "{dry:?}");
    assert!(git(&world.path("pages.git"), &["branch", "--list"]).is_empty());
    well(&world, &[]);
    is_the_site(&world, &there(&world));
    assert_eq!(sent(&well(&world, &[])), 0);
    assert_eq!(commits(&world), 1);
    world.write("content/images/changes.svg", picture("changed", 7));
    fs::remove_file(world.path("content/images/goes.svg")).unwrap();
    assert_eq!(sent(&well(&world, &[])), 1);
    assert!(there(&world).contains_key("images/goes.svg"));
    well(&world, &["--prune"]);
    is_the_site(&world, &there(&world));
    assert_eq!(commits(&world), 3);
}

#[test]
fn commits_of_others_are_noticed_and_kept() {
    let world = world("");
    well(&world, &[]);
    there(&world);
    let clone = world.path("checked-out");
    fs::write(clone.join("theirs.txt"), "theirs").unwrap();
    fs::write(clone.join("index.html"), "theirs").unwrap();
    git(&clone, &["add", "--all"]);
    git(&clone, &["commit", "--quiet", "--message", "theirs"]);
    git(&clone, &["push", "--quiet"]);
    let refused = publish(&world, &environment(), &[]);
    assert!(refused.status == 1 && refused.stderr.contains("target-changed"), "{refused:?}");
    assert_eq!(there(&world)["index.html"], b"theirs");
    well(&world, &["--overwrite"]);
    let mut now = there(&world);
    assert_eq!(now.remove("theirs.txt").unwrap(), b"theirs");
    is_the_site(&world, &now);
    assert_eq!(commits(&world), 3);
}

#[test]
fn a_branch_of_somebody_else_is_left_alone() {
    let world = world("");
    git(world.root(), &["clone", "--quiet", "pages.git", "other"]);
    let other = world.path("other");
    fs::write(other.join("theirs.txt"), "theirs").unwrap();
    git(&other, &["checkout", "--quiet", "-b", "pages"]);
    git(&other, &["add", "--all"]);
    git(&other, &["commit", "--quiet", "--message", "theirs"]);
    git(&other, &["push", "--quiet", "origin", "pages"]);
    let refused = publish(&world, &environment(), &[]);
    assert!(refused.status == 1 && refused.stderr.contains("target-of-others"), "{refused:?}");
    assert_eq!(commits(&world), 1);
}

#[test]
fn a_branch_may_have_a_folder_and_no_history() {
    let world = world(", folder: docs, history: false");
    well(&world, &[]);
    world.write("content/images/changes.svg", picture("changed", 7));
    well(&world, &[]);
    assert_eq!(commits(&world), 1);
    let there = there(&world);
    assert!(there.keys().all(|path| path.starts_with("docs/")));
    let inner = there.into_iter().map(|(path, bytes)| (path["docs/".len()..].to_string(), bytes)).collect();
    is_the_site(&world, &inner);
}

#[test]
fn what_git_refuses_is_told_and_the_next_run_does_it() {
    let world = world("");
    fs::remove_file(world.path("home/.gitconfig")).unwrap();
    let mut nobody = environment();
    nobody.push(("GIT_CONFIG_NOSYSTEM".to_string(), "1".to_string()));
    nobody.push(("EMAIL".to_string(), String::new()));
    nobody.push(("GIT_CONFIG_COUNT".to_string(), "1".to_string()));
    nobody.push(("GIT_CONFIG_KEY_0".to_string(), "user.useConfigOnly".to_string()));
    nobody.push(("GIT_CONFIG_VALUE_0".to_string(), "true".to_string()));
    let said = publish(&world, &nobody, &[]);
    assert!(said.status == 3 && said.stderr.contains("git config --global user.name"), "{said:?}");
    fs::write(world.path("home/.gitconfig"), "[user]\n name = tests\n email = tests@example.org\n").unwrap();
    // The host breaks off in the middle of the push.
    let hook = world.path("pages.git/hooks/pre-receive");
    fs::write(&hook, "#!/bin/sh\nexit 1\n").unwrap();
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();
    let said = publish(&world, &environment(), &[]);
    assert!(said.status == 3 && said.stderr.contains("这个分支不许推"), "{said:?}");
    assert!(git(&world.path("pages.git"), &["branch", "--list"]).is_empty());
    fs::remove_file(&hook).unwrap();
    well(&world, &[]);
    is_the_site(&world, &there(&world));
    let gone = site("{ git: /no/such/repository.git, branch: pages }");
    let said = publish(&gone, &environment(), &[]);
    assert!(said.status == 3 && said.stderr.contains("没有这个仓库"), "{said:?}");
}

#[test]
fn a_branch_takes_ten_thousand_files() {
    let world = with_pictures(world(""), 10_000, 0);
    let said = well(&world, &[]);
    println!("git: {}", said.stderr);
    is_the_site(&world, &there(&world));
}
