//! A year that is put away: a bag that holds everything, proves itself, is the same for the same content, makes the site again in an
//! empty place, and is never overwritten.

use crate::world::{World, binary, published, run, tree};
use std::path::{Path, PathBuf};
use yearbook::archive::Bag;

const DAY: [&str; 2] = ["--date", "2026-03-01"];

/// Archives the starter's year in a folder of its world.
fn archived(world: &World, arguments: &[&str], folder: &str) -> PathBuf {
    let to = world.path(folder);
    let arguments = [&["archive", "2024", "--to", to.to_str().unwrap()], &DAY[..], arguments].concat();
    let said = world.run(&arguments);
    assert_eq!(said.status, 0, "{}", said.stderr);
    to
}

#[track_caller]
fn sound(path: &Path) -> Bag {
    let bag = Bag::open(path).unwrap().unwrap();
    assert_eq!(bag.faults().unwrap(), []);
    bag
}

#[test]
fn a_bag_holds_everything_and_makes_the_site_again() {
    // What an office's editors leave in files stays in them.
    let world = World::starter()
        .with("content/images/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>")
        .with("themes/standard/theme.yaml", "palette: { accent: \"#005a9c\" }\n");
    let site = world.read("content/site.yaml");
    world.write("content/site.yaml", format!("\u{feff}{}", site.replace('\n', "\r\n")));
    let bag = sound(&archived(&world, &["--warc"], "kept").join("yearbook-2024"));
    let inside = |path: &str| bag.folder().join("data").join(path);
    assert_eq!(tree(&inside("site")), published(&world.out()));
    assert_eq!(tree(&inside("source/content")), tree(&world.path("content")));
    for path in ["figures.csv", "findings.json", "build.json", "web/site.warc.gz", "web/site.wacz"] {
        assert!(inside(path).is_file(), "{path}");
    }
    let info = bag.info();
    assert_eq!((info["Bagging-Date"].as_str(), info["Yearbook-Year"].as_str()), ("2026-03-01", "2024"));

    // In an empty place, from the bag alone.
    let elsewhere = tempfile::tempdir().unwrap();
    let (root, out) = (inside("source"), elsewhere.path().join("again"));
    let mut command = binary();
    command.arg("build").args(["--volume", "2024", "--root"]).arg(root).arg("--out").arg(&out);
    assert_eq!(run(command).status, 0);
    assert_eq!(published(&out), tree(&inside("site")));
}

#[test]
fn the_table_of_figures_has_what_every_page_prints() {
    let world = World::starter();
    let bag = sound(&archived(&world, &[], "kept").join("yearbook-2024"));
    let table = std::fs::read_to_string(bag.folder().join("data/figures.csv")).unwrap();
    let rows: Vec<csv::StringRecord> = csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes())
        .records()
        .map(Result::unwrap)
        .collect();
    let proof = world.proof();
    assert!(rows.len() >= proof.book.observations().count(), "{} rows", rows.len());
    assert!(rows.iter().all(|row| world.out().join(&row[0]).is_file()));
    let pages: std::collections::BTreeSet<&str> = rows.iter().map(|row| &row[0]).collect();
    let reports = proof.articles.len();
    assert_eq!(pages.iter().filter(|page| page.starts_with("reports/")).count(), reports);
}

#[test]
fn the_same_content_gives_the_same_bag() {
    let world = World::starter();
    for form in ["zip", "tar"] {
        let bags = ["one", "two"].map(|folder| {
            let folder = archived(&world, &["--as", form, "--warc"], &format!("{form}-{folder}"));
            sound(&folder.join(format!("yearbook-2024.{form}")));
            tree(&folder)
        });
        assert_eq!(bags[0], bags[1], "{form}");
    }
}

#[test]
fn what_is_archived_is_never_overwritten() {
    let world = World::starter();
    let folder = archived(&world, &[], "kept");
    let before = tree(&folder);
    let said = world.run(&["archive", "2024", "--to", folder.to_str().unwrap(), "--date", "2026-03-02"]);
    assert_eq!(said.status, 2, "{}", said.stderr);
    assert!(said.stderr.contains("不覆盖"), "{}", said.stderr);
    assert_eq!(tree(&folder), before);
}

#[test]
fn with_an_error_nothing_is_archived() {
    let world = World::starter();
    let to = world.path("kept");
    let to = to.to_str().unwrap();
    let said = world.run(&["archive", "1999", "--to", to]);
    assert_eq!(said.status, 1);
    assert!(said.stderr.contains("empty-volume"), "{}", said.stderr);
    world.write("content/data/510000/2024.yaml", "figures: [");
    assert_eq!(world.run(&["archive", "2024", "--to", to]).status, 1);
    assert!(!Path::new(to).exists());
}

#[test]
fn a_page_that_was_touched_is_made_again_before_it_is_kept() {
    let world = World::starter();
    archived(&world, &[], "one");
    world.write("output/index.html", "touched");
    let bag = sound(&archived(&world, &[], "two").join("yearbook-2024"));
    assert_ne!(std::fs::read_to_string(bag.folder().join("data/site/index.html")).unwrap(), "touched");
}

#[test]
fn what_a_killed_run_left_is_cleared() {
    let world = World::starter()
        .with("kept/.yearbook-2024.making/bag/data/site/half.html", "")
        .with("kept/.yearbook-2024.lock", "");
    let folder = archived(&world, &[], "kept");
    assert_eq!(world.read_names("kept"), ["yearbook-2024"]);
    sound(&folder.join("yearbook-2024"));
}

#[test]
fn two_runs_do_not_make_one_bag() {
    let world = World::starter().with("kept/.yearbook-2024.lock", "");
    let held = std::fs::File::options().append(true).open(world.path("kept/.yearbook-2024.lock")).unwrap();
    held.lock().unwrap();
    let said = world.run(&["archive", "2024", "--to", world.path("kept").to_str().unwrap()]);
    assert_eq!(said.status, 3);
    assert!(said.stderr.contains("正在归档"), "{}", said.stderr);
}

#[test]
fn a_bag_does_not_lie_where_the_next_build_would_find_it() {
    let world = World::starter();
    for folder in ["content", "content/archive", "themes/x", "output", "output/../content"] {
        let said = world.run(&["archive", "2024", "--to", world.path(folder).to_str().unwrap()]);
        assert_eq!(said.status, 2, "{folder}: {}", said.stderr);
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_to_is_the_machines_fault() {
    let world = World::starter().with("kept", "a file");
    let said = world.run(&["archive", "2024", "--to", world.path("kept").to_str().unwrap()]);
    assert_eq!(said.status, 3, "{}", said.stderr);
}
