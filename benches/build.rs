//! How long a build takes against the physical floor of the same run: reading the same bytes, and writing the same bytes.
//! `cargo bench`. Prints a table; nothing passes or fails. Results with their machine are kept in `docs/benchmarks.md`. National
//! scale is measured beside its peers in `benches/national`.
#![allow(clippy::disallowed_methods, reason = "a benchmark measures the disk and the clock")]

use std::path::Path;
use std::time::{Duration, Instant};
use std::{fs, process};
use yearbook::pipeline::{self, Request};

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    println!("| what | median | floor | ratio | memory |\n|---|---|---|---|---|");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR"));
    measure("sample: read and check", sample, 9);
    publish("sample: pages, nothing changed", sample, &folder.path().join("sample"), 9);
}

fn request(root: &Path) -> Request {
    Request { root: root.to_path_buf(), theme: None, prints: Default::default() }
}

/// Reading, deriving, composing and checking, against reading the same files alone.
fn measure(what: &str, root: &Path, runs: usize) {
    let took = median(runs, || {
        let proof = pipeline::proof(&request(root)).expect("the disk works");
        assert!(!yearbook::finding::has_error(&proof.findings), "{:?}", proof.findings.first());
    });
    let floor = median(runs, || {
        read_all(&root.join("content"));
    });
    row(what, took, floor);
}

/// Rendering every page and comparing it with the published one, against reading the published pages alone.
fn publish(what: &str, root: &Path, out: &Path, runs: usize) {
    let proof = pipeline::proof(&request(root)).expect("the disk works");
    let built = pipeline::publish(&proof, root, out, &|| ()).expect("the disk works");
    assert!(built.pages > 0, "{:?}", built.findings.first());
    let took = median(runs, || {
        let built = pipeline::publish(&proof, root, out, &|| ()).expect("the disk works");
        assert_eq!(built.published.written, 0);
    });
    let floor = median(runs, || {
        read_all(out);
    });
    row(&format!("{what} ({} pages)", built.pages), took, floor);
}

fn median(runs: usize, mut work: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .collect();
    times.sort();
    times[runs / 2]
}

fn read_all(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).expect("a folder").flatten();
    entries
        .map(|entry| match entry.path() {
            path if path.is_dir() => read_all(&path),
            path => fs::read(path).map_or(0, |bytes| bytes.len()),
        })
        .sum()
}

fn row(what: &str, took: Duration, floor: Duration) {
    let ratio = took.as_secs_f64() / floor.as_secs_f64();
    println!("| {what} | {took:.1?} | {floor:.1?} | {ratio:.1} | {} |", peak_memory());
}

/// The most memory that the process has used so far.
fn peak_memory() -> String {
    let status = fs::read_to_string(format!("/proc/{}/status", process::id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or("?".into(), |line| line.trim().to_string())
}
