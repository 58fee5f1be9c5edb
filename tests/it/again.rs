//! A build of what was built before tells what that build told, without understanding anything anew; and only that.

use crate::world::World;
use std::fs;
use std::path::Path;
use yearbook::finding::{self, Language};
use yearbook::pipeline::{self, Again, Extent, Kept, Request};
use yearbook::stopwatch::Stopwatch;

/// A site with a file that nobody reads, a picture, and a theme of its own.
fn site() -> World {
    let font = fs::read_to_string("themes/standard/theme.yaml").unwrap();
    World::starter()
        .with("content/备忘.txt", "明年再写\n")
        .with("content/images/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>")
        .with("themes/standard/theme.yaml", font)
}

fn again_of(request: &Request, out: &Path) -> Option<Again> {
    pipeline::again(request, out, Extent::default(), &Stopwatch::off(), &Kept::default()).unwrap()
}

fn again(world: &World) -> Option<Again> {
    again_of(&world.request(false), &world.out())
}

#[test]
fn what_was_told_is_told_again() {
    let world = site();
    let (proof, built) = (world.proof(), world.build());
    let again = again(&world).unwrap();
    assert_eq!(again.findings, proof.findings);
    assert_eq!(again.findings.iter().map(|f| f.code).collect::<Vec<_>>(), ["stray-file"]);
    assert_eq!((again.built.pages, again.built.pdfs), (built.pages, 0));
    let published = again.built.published;
    assert_eq!((published.written, published.unchanged, published.removed), (0, built.published.written, 0));
    let json = |findings, texts| finding::json(findings, texts, Language::Chinese);
    assert_eq!(json(&again.findings, &again.texts), json(&proof.findings, &proof.texts));
}

#[test]
fn whatever_differs_is_looked_at() {
    type Change = (&'static str, fn(&World));
    let changes: [Change; 9] = [
        ("a figure", |world| {
            world.write(
                "content/data/990101/2024.yaml",
                world.read("content/data/990101/2024.yaml").replace("71个", "72个"),
            )
        }),
        ("a comment", |world| world.write("content/site.yaml", world.read("content/site.yaml") + "# 2025\n")),
        ("a picture", |world| {
            world.write("content/images/a.svg", world.read("content/images/a.svg").replace("=\"1\"", "=\"2\""))
        }),
        ("a picture more", |world| world.write("content/images/b.svg", world.read("content/images/a.svg"))),
        ("a stray file more", |world| world.write("content/a.txt", "")),
        ("a stray file less", |world| fs::remove_file(world.path("content/备忘.txt")).unwrap()),
        ("a text that is none", |world| world.write("content/terms.yaml", b"\xff\xfe")),
        ("the theme", |world| {
            world.write("themes/standard/theme.yaml", world.read("themes/standard/theme.yaml") + "# 2025\n")
        }),
        ("a file of the output", |world| world.write("output/index.html", "")),
    ];
    for (what, change) in changes {
        let world = site();
        world.build();
        assert!(again(&world).is_some());
        change(&world);
        assert!(again(&world).is_none(), "{what}");
    }
}

/// Times can be set back: what counts is what is in a file.
#[test]
fn a_change_that_hides_its_time_is_seen() {
    let world = site();
    let data = "content/data/990101/2024.yaml";
    let times = |path: &Path| fs::metadata(path).unwrap().modified().unwrap();
    let before = times(&world.path(data));
    world.build();
    world.write(data, world.read(data).replace("71个", "72个"));
    fs::File::options().write(true).open(world.path(data)).unwrap().set_modified(before).unwrap();
    let basis = fs::File::options().write(true).open(world.path("output/.yearbook/basis.bin")).unwrap();
    basis.set_modified(times(&world.path("output/.yearbook")) + std::time::Duration::from_secs(3600)).unwrap();
    assert!(again(&world).is_none());
}

#[test]
fn another_request_is_another_build() {
    let world = site();
    world.build();
    let mut with_a_volume = world.request(false);
    with_a_volume.prints.volumes = vec![2024];
    let asked_for_the_theme = Request { theme: Some("standard".into()), ..world.request(false) };
    for other in [world.request(true), with_a_volume, asked_for_the_theme] {
        assert!(again_of(&other, &world.out()).is_none(), "{other:?}");
    }
    let part = Extent { portion: Some("1/2".parse().unwrap()), is_afresh: false };
    let afresh = Extent { portion: None, is_afresh: true };
    for extent in [part, afresh] {
        let kept = Kept::default();
        let again = pipeline::again(&world.request(false), &world.out(), extent, &Stopwatch::off(), &kept).unwrap();
        assert!(again.is_none(), "{extent:?}");
    }
}

/// A proof that nobody has checked says nothing of what there is to tell.
#[test]
fn only_a_checked_proof_leaves_its_word() {
    let world = site();
    let (request, off) = (world.request(false), Stopwatch::off());
    let proof = pipeline::unchecked(&request, &off, &mut Kept::default(), &yearbook::read::Touched::Anything).unwrap();
    pipeline::publish(&proof, world.root(), &world.out(), &|| {}).unwrap();
    assert!(again(&world).is_none());
}

#[test]
fn the_command_says_the_same_twice_and_is_strict_where_it_is_asked() {
    let world = site();
    let build = |more: &[&str]| world.run(&[&["build", "--no-pdf"], more].concat());
    let (first, second) = (build(&[]), build(&[]));
    assert_eq!((first.status, second.status), (0, 0), "{second:?}");
    let findings = |said: &str| said.lines().take_while(|line| !line.contains("个网页")).map(str::to_string).collect();
    let told = |said: &crate::world::Said| -> Vec<String> { findings(&(said.stdout.clone() + &said.stderr)) };
    assert_eq!(told(&first), told(&second));
    assert!((second.stdout + &second.stderr).contains("写了 0 个文件"));
    let strict = build(&["--strict"]);
    assert_eq!(strict.status, 1, "{strict:?}");
}
