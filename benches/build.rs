//! How long a build takes against the physical floor of the same run: reading the same bytes, and writing the same bytes.
//! `cargo bench`. Prints a table; nothing passes or fails. Results with their machine are kept in `docs/benchmarks.md`.
#![allow(clippy::disallowed_methods, reason = "a benchmark measures the disk and the clock")]

use std::fmt::Write;
use std::path::Path;
use std::time::{Duration, Instant};
use std::{fs, process};
use yearbook::pipeline::{self, Request};

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const COUNTIES: usize = 2_844;
const YEARS: std::ops::Range<i32> = 2015..2025;

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    println!("| what | median | floor | ratio | memory |\n|---|---|---|---|---|");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR"));
    measure("sample: read and check", sample, 9);
    publish("sample: pages, nothing changed", sample, &folder.path().join("sample"), 9);
    let national = folder.path().join("national");
    write_national(&national);
    measure("national: read and check", &national, 3);
    publish("national: pages, nothing changed", &national, &folder.path().join("out"), 3);
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

/// A site of national scale: every county, ten years, a dozen figures each.
fn write_national(root: &Path) {
    let content = root.join("content");
    fs::create_dir_all(&content).expect("a folder");
    let write = |path: &str, text: String| {
        let path = content.join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    write("site.yaml", "name: 全国\n".into());
    let mut indicators = String::from("domains:\n  综合: { id: overview }\nindicators:\n");
    for i in 0..12 {
        writeln!(indicators, "  figure-{i}: {{ name: 指标{i}号, domain: 综合, unit: 元, kind: flow, better: up, decimals: 2, scale: 亿 }}").expect("text");
    }
    write("indicators.yaml", indicators);
    let mut regions = String::from("regions:\n  \"100000\": { name: 全国, kind: country }\n");
    let mut codes = Vec::new();
    for province in 11..42 {
        writeln!(regions, "  \"{province}0000\": {{ name: 省{province}, kind: province, parent: \"100000\" }}")
            .expect("text");
        for county in 0..COUNTIES.div_ceil(31) {
            codes.push(format!("{province}{:04}", 100 + county));
            writeln!(
                regions,
                "  \"{}\": {{ name: 县{province}之{county}, kind: county, parent: \"{province}0000\" }}",
                codes.last().expect("just pushed")
            )
            .expect("text");
        }
    }
    codes.truncate(COUNTIES);
    write("regions.yaml", regions);
    write(
        "summaries/overview.md",
        "---\ndomain: 综合\n---\n{{ 年份 }}年，{{ 地区 }}指标为{{ 指标1号 }}[[，{{ 指标1号 | 增减 }}]]。\n".into(),
    );
    for (n, code) in codes.iter().enumerate() {
        for year in YEARS {
            let mut text = format!(
                "region: \"{code}\"\nyear: {year}\nsources:\n  s: {{ title: 统计资料 }}\nsource: s\nfigures:\n"
            );
            for i in 0..12 {
                let value = 100 + (n * 7 + i * 13 + year as usize * 29) % 900;
                writeln!(text, "  指标{i}号: {{ value: {value}.{:02}亿元 }}", (n + i) % 100).expect("text");
            }
            write(&format!("data/{code}/{year}.yaml"), text);
        }
    }
}
