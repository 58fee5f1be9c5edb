//! `yearbook publish` against real servers on loopback: what they hold afterwards is the site, byte for byte, whatever went wrong on the way. `hosts`
//! does the same with each kind of server, `folder` and `git` what is their own, `pack` opens a pack in a browser.

mod folder;
mod git;
mod hosts;
mod pack;
mod proxy;
mod servers;

use crate::world::{Said, World, published, run, tree};
use servers::Files;
use std::process::Command;

type Environment = Vec<(String, String)>;

/// The starter with one target, and a picture that changes, one that goes and one that stays.
fn site(target: &str) -> World {
    let world = World::starter();
    let settings = format!("{}\npublish:\n  targets:\n    网站: {target}\n", world.read("content/site.yaml"));
    let world = world.with("content/site.yaml", settings);
    for name in ["changes", "goes", "stays"] {
        world.write(&format!("content/images/{name}.svg"), picture(name, 0));
    }
    world
}

/// A picture of its own, as long as is asked for.
fn picture(name: &str, length: usize) -> String {
    let padding = "x".repeat(length);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"><title>{name}</title><desc>{padding}</desc></svg>"
    )
}

/// With so many pictures more.
fn with_pictures(world: World, count: usize, length: usize) -> World {
    for i in 0..count {
        world.write(&format!("content/images/many/{}/{i}.svg", i % 20), picture(&i.to_string(), length));
    }
    world
}

fn command(world: &World, environment: &Environment, arguments: &[&str]) -> Command {
    let mut command = world.command(&["publish", "--no-pdf"]);
    command.args(arguments).env("HOME", world.path("home"));
    command.envs(environment.iter().map(|(name, value)| (name, value)));
    command
}

fn publish(world: &World, environment: &Environment, arguments: &[&str]) -> Said {
    std::fs::create_dir_all(world.path("home")).unwrap();
    run(command(world, environment, arguments))
}

#[track_caller]
fn published_well(world: &World, environment: &Environment, arguments: &[&str]) -> Said {
    let said = publish(world, environment, arguments);
    assert_eq!(said.status, 0, "{said:?}");
    said
}

/// The number of files that a run says it sent.
#[track_caller]
fn sent(said: &Said) -> usize {
    let rest = said.stderr.split("发了 ").nth(1).unwrap_or_else(|| panic!("{said:?}"));
    rest.split(' ').next().unwrap().parse().unwrap()
}

/// What the site is, and nothing beside it but the manifest, which tells the truth.
#[track_caller]
fn is_the_site(world: &World, there: &Files) {
    let site = published(&world.out());
    let names = |files: &Files| files.keys().filter(|path| *path != MANIFEST).cloned().collect::<Vec<_>>();
    assert_eq!(names(there), names(&site));
    let manifest: serde_json::Value = serde_json::from_slice(&there[MANIFEST]).unwrap();
    for (path, bytes) in &site {
        assert!(there[path] == *bytes, "{path}");
        assert_eq!(manifest["files"][path]["blake3"], blake3::hash(bytes).to_hex().to_string(), "{path}");
        assert_eq!(manifest["files"][path]["bytes"], bytes.len(), "{path}");
    }
    assert_eq!(manifest["files"].as_object().unwrap().len(), site.len());
    assert!(manifest.get("sending").is_none() && manifest.get("left").is_none());
}

const MANIFEST: &str = "yearbook-manifest.json";

/// No credential stands in what was said, written here or published.
#[track_caller]
fn no_secret_in(said: &[Said], world: &World, there: &Files) {
    let mut here = tree(world.root());
    here.extend(there.iter().map(|(path, bytes)| (format!("there/{path}"), bytes.clone())));
    for (i, said) in said.iter().enumerate() {
        here.insert(format!("said/{i}"), [said.stdout.as_bytes(), said.stderr.as_bytes()].concat());
    }
    let secrets = [servers::PASSWORD, servers::SECRET, servers::KEY_ID, "hunter2"];
    for (path, bytes) in &here {
        let text = String::from_utf8_lossy(bytes);
        assert!(!secrets.iter().any(|secret| text.contains(secret)), "{path}: {text}");
    }
}
