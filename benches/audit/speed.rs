//! How fast the audit reads on one core, against a physical floor of the same run: checking that the same bytes are UTF-8 and
//! going through their characters once. Also one long text, so that a rule which is not linear shows.
#![allow(clippy::disallowed_methods, reason = "a benchmark measures the clock")]

use super::corpus::Sample;
use super::table;
use std::hint::black_box;
use std::time::{Duration, Instant};
use yearbook::reading::Markup;

const BYTES: usize = 20_000_000;
const LONG: usize = 1_000_000;

/// Megabytes a minute for many texts and for one of a megabyte.
pub fn tables(samples: &[Sample]) -> String {
    let once: usize = samples.iter().map(|sample| sample.text.len()).sum();
    let rounds = BYTES.div_ceil(once.max(1));
    let texts = || (0..rounds).flat_map(|_| samples);
    let floor = timed(|| texts().map(|sample| read(sample.text.as_bytes())).sum());
    let took = timed(|| texts().map(|sample| findings(&sample.text, sample.markup)).sum());
    let mut long = String::new();
    while long.len() < LONG {
        samples.iter().for_each(|sample| long.push_str(&sample.text));
    }
    let long_floor = timed(|| read(long.as_bytes()));
    let long_took = timed(|| findings(&long, Markup::Markdown));
    let rows = [
        row(&format!("{} texts", rounds * samples.len()), once * rounds, took, floor),
        row("one text", long.len(), long_took, long_floor),
    ];
    let head = ["what", "MB", "time", "MB a minute", "floor", "ratio"];
    format!("{}\n", table::markdown(&head, &rows))
}

fn read(bytes: &[u8]) -> usize {
    std::str::from_utf8(black_box(bytes)).map_or(0, |text| text.chars().filter(|c| *c == '%').count())
}

fn findings(text: &str, markup: Markup) -> usize {
    super::trials::seen(text, markup).told.len()
}

fn timed(work: impl Fn() -> usize) -> Duration {
    let start = Instant::now();
    black_box(work());
    start.elapsed()
}

fn row(what: &str, bytes: usize, took: Duration, floor: Duration) -> Vec<String> {
    let megabytes = bytes as f64 / 1e6;
    vec![
        what.to_string(),
        format!("{megabytes:.1}"),
        format!("{took:.1?}"),
        format!("{:.0}", megabytes * 60.0 / took.as_secs_f64()),
        format!("{floor:.1?}"),
        format!("{:.0}", took.as_secs_f64() / floor.as_secs_f64()),
    ]
}
