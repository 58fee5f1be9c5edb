//! A build of what was built before tells what that build told, without understanding anything anew; and only that.

use crate::world::World;
use std::fs;
use std::path::Path;
use std::sync::Once;
use std::time::Duration;
use yearbook::finding::{self, Language};
use yearbook::pipeline::{self, Extent, Kept, Request, Retold};
use yearbook::stopwatch::Stopwatch;

const PICTURE: &str = "content/images/a.svg";
const THEME: &str = "themes/standard/theme.yaml";

/// A site with a file that nobody reads, a picture, and a theme of its own.
fn site() -> World {
    let theme = fs::read_to_string("themes/standard/theme.yaml").unwrap();
    World::starter()
        .with("content/备忘.txt", "明年再写\n")
        .with(PICTURE, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>")
        .with(THEME, theme)
}

fn retold_of(request: &Request, out: &Path) -> Option<Retold> {
    pipeline::retold(request, out, Extent::default(), &Stopwatch::off(), &Kept::default()).unwrap()
}

fn retold(world: &World) -> Option<Retold> {
    retold_of(&world.request(false), &world.out())
}

#[test]
fn what_was_told_is_told_again() {
    let world = site();
    let (proof, built) = (world.proof(), world.build());
    let again = retold(&world).unwrap();
    assert_eq!(again.findings, proof.findings);
    assert_eq!(again.findings.iter().map(|f| f.code).collect::<Vec<_>>(), ["stray-file"]);
    assert_eq!((again.built.pages, again.built.pdfs), (built.pages, 0));
    let published = again.built.published;
    assert_eq!((published.written, published.unchanged, published.removed), (0, built.published.written, 0));
    let json = |findings, texts| finding::json(findings, texts, Language::Chinese);
    assert_eq!(json(&again.findings, &again.texts), json(&proof.findings, &proof.texts));
}

/// Makes the basis younger than every change, so that nobody can see by the times alone what has changed.
fn hide_times(world: &World) {
    let basis = fs::File::options().write(true).open(world.path("output/.yearbook/basis.bin")).unwrap();
    let later = basis.metadata().unwrap().modified().unwrap() + Duration::from_secs(3600);
    basis.set_modified(later).unwrap();
}

type Change = (&'static str, fn(&World));

const DATA: &str = "content/data/990101/2024.yaml";

/// What a build can be told by, one by one.
const CHANGES: [Change; 14] = [
    ("a figure", |world| world.write(DATA, world.read(DATA).replace("71个", "72个"))),
    ("a comment", |world| world.write("content/site.yaml", world.read("content/site.yaml") + "# 2025\n")),
    ("a picture", |world| world.write(PICTURE, world.read(PICTURE).replace("=\"1\"", "=\"2\""))),
    ("a picture more", |world| world.write("content/images/b.svg", world.read(PICTURE))),
    ("a picture less", |world| fs::remove_file(world.path(PICTURE)).unwrap()),
    ("a picture of another name", |world| {
        fs::rename(world.path(PICTURE), world.path("content/images/c.svg")).unwrap();
    }),
    ("a stray file more", |world| world.write("content/a.txt", "")),
    ("a stray file less", |world| fs::remove_file(world.path("content/备忘.txt")).unwrap()),
    ("a text that is none", |world| world.write("content/terms.yaml", b"\xff\xfe")),
    ("an empty review", |world| world.write("content/reviews/a.yaml", "")),
    ("the theme", |world| world.write(THEME, world.read(THEME) + "# 2025\n")),
    ("a file of the theme", |world| world.write("themes/standard/assets/extra.css", "p {}\n")),
    ("a file of the output", |world| world.write("output/index.html", "")),
    ("the basis", |world| {
        let basis = world.path("output/.yearbook/basis.bin");
        let mut bytes = fs::read(&basis).unwrap();
        bytes[100] ^= 1;
        fs::write(basis, bytes).unwrap();
    }),
];

#[test]
fn whatever_differs_is_looked_at() {
    for (what, change) in CHANGES {
        let world = site();
        world.build();
        assert!(retold(&world).is_some());
        change(&world);
        hide_times(&world);
        assert!(retold(&world).is_none(), "{what}");
    }
}

#[cfg(unix)]
#[test]
fn what_the_walk_through_the_folders_would_tell_is_looked_at() {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;
    let changes: [Change; 3] = [
        ("a link out of the theme", |world| symlink("/etc/hosts", world.path("themes/standard/hosts.css")).unwrap()),
        ("a link out of the content", |world| symlink("/etc/hosts", world.path("content/data/hosts.yaml")).unwrap()),
        ("a socket in place of a stray file", |world| {
            fs::remove_file(world.path("content/备忘.txt")).unwrap();
            drop(UnixListener::bind(world.path("content/备忘.txt")).unwrap());
        }),
    ];
    for (what, change) in changes {
        let world = site();
        world.build();
        change(&world);
        hide_times(&world);
        assert!(retold(&world).is_none(), "{what}");
    }
}

/// What lies there at the end of a run is not always what its files were made from.
#[test]
fn a_change_while_files_are_made_is_seen_afterwards() {
    // A picture that goes away meanwhile ends the run.
    let is_possible = |what: &str| ["output", "basis", "less", "another name"].iter().all(|word| !what.contains(word));
    for (what, change) in CHANGES.into_iter().filter(|(what, _)| is_possible(what)) {
        let world = site();
        let proof = world.proof();
        let changed = Once::new();
        let progress = || changed.call_once(|| change(&world));
        pipeline::publish(&proof, world.root(), &world.out(), &progress).unwrap();
        assert!(changed.is_completed());
        hide_times(&world);
        assert!(retold(&world).is_none(), "{what}");
    }
}

#[test]
fn where_nothing_but_times_and_what_nobody_reads_has_changed_the_next_build_but_one_is_retold() {
    let world = site();
    world.build();
    fs::remove_file(world.path("content/备忘.txt")).unwrap();
    world.write(DATA, world.read(DATA));
    assert!(retold(&world).is_none());
    assert_eq!(world.build().published.written, 0);
    assert_eq!(retold(&world).unwrap().findings, []);
}

#[test]
fn pdfs_volumes_and_parts_are_retold_too() {
    let world = site();
    let mut request = world.request(true);
    request.prints.volumes = vec![2024];
    let proof = pipeline::proof(&request).unwrap();
    let built = pipeline::publish(&proof, world.root(), &world.out(), &|| {}).unwrap();
    let again = retold_of(&request, &world.out()).unwrap();
    assert_eq!((again.built.pages, again.built.pdfs), (built.pages, built.pdfs));
    let part = Extent { portion: Some("1/2".parse().unwrap()), is_afresh: false };
    let (off, kept, out) = (Stopwatch::off(), Kept::default(), world.path("part"));
    pipeline::publish_extent(&world.proof(), world.root(), &out, part, &|| {}, &off, &kept).unwrap();
    assert!(pipeline::retold(&world.request(false), &out, part, &off, &kept).unwrap().is_some());
}

#[test]
fn another_request_is_another_build() {
    let world = site();
    world.build();
    let mut with_a_volume = world.request(false);
    with_a_volume.prints.volumes = vec![2024];
    let asked_for_the_theme = Request { theme: Some("standard".into()), ..world.request(false) };
    for other in [world.request(true), with_a_volume, asked_for_the_theme] {
        assert!(retold_of(&other, &world.out()).is_none(), "{other:?}");
    }
    let part = Extent { portion: Some("1/2".parse().unwrap()), is_afresh: false };
    let afresh = Extent { portion: None, is_afresh: true };
    for extent in [part, afresh] {
        let kept = Kept::default();
        let again = pipeline::retold(&world.request(false), &world.out(), extent, &Stopwatch::off(), &kept).unwrap();
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
    assert!(retold(&world).is_none());
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
