//! How long each stage of a run took, for `build --timings`. Comes in: the end of a stage. Goes out: a table in words. The one
//! place that reads the clock; what it reads reaches no file.

use crate::finding::Language;
use std::fmt::Write;
use std::sync::Mutex;
use std::time::{Duration, Instant};
use unicode_width::UnicodeWidthStr;

/// What is timed, in the order of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Read,
    Derive,
    Compose,
    Plan,
    Check,
    /// Pages and files are made and laid beside the output, all of them at once.
    Render,
    /// What differs is put in its place.
    Commit,
}

impl Stage {
    const ALL: [Self; 7] =
        [Self::Read, Self::Derive, Self::Compose, Self::Plan, Self::Check, Self::Render, Self::Commit];

    fn name(self, language: Language) -> &'static str {
        let (zh, en) = match self {
            Self::Read => ("读入", "read"),
            Self::Derive => ("推算", "derive"),
            Self::Compose => ("成文", "compose"),
            Self::Check => ("检查", "check"),
            Self::Plan => ("排布", "plan"),
            Self::Render => ("生成", "render"),
            Self::Commit => ("写定", "commit"),
        };
        if language == Language::Chinese { zh } else { en }
    }
}

/// Adds up what each stage takes. One that is off reads no clock and holds nothing.
pub struct Stopwatch(Option<Mutex<Laps>>);

struct Laps {
    last: Reading,
    stages: [Spent; Stage::ALL.len()],
}

/// What a stage, or the run, took.
#[derive(Clone, Copy, Debug, Default)]
struct Spent {
    wall: Duration,
    /// Of all threads together, in user and kernel.
    cpu: Duration,
}

impl Stopwatch {
    pub fn off() -> Self {
        Self(None)
    }

    pub fn started() -> Self {
        Self(Some(Mutex::new(Laps { last: Reading::now(), stages: Default::default() })))
    }

    /// A stage has ended: what passed since the last one ended, or since the start, is its. A stage may end several times.
    pub fn ended(&self, stage: Stage) {
        let Some(laps) = &self.0 else { return };
        let mut laps = laps.lock().expect("no thread panics while it holds this");
        let now = Reading::now();
        let wall = now.clock.duration_since(laps.last.clock);
        let cpu = now.usage.cpu.saturating_sub(laps.last.usage.cpu);
        laps.last = now;
        let spent = &mut laps.stages[stage as usize];
        *spent = Spent { wall: spent.wall + wall, cpu: spent.cpu + cpu };
    }

    /// A line for each stage with its seconds by the clock and of the processors, their sum, and the most memory that was
    /// resident. Nothing where the watch is off.
    pub fn table(&self, language: Language) -> String {
        let Some(laps) = &self.0 else { return String::new() };
        let laps = laps.lock().expect("no thread panics while it holds this");
        let is_chinese = language == Language::Chinese;
        let of = |zh: &'static str, en: &'static str| if is_chinese { zh } else { en };
        let mut table = String::new();
        line(&mut table, [of("阶段", "stage"), of("用时（秒）", "seconds"), of("处理器（秒）", "CPU seconds")]);
        let mut all = Spent::default();
        for stage in Stage::ALL {
            let spent = laps.stages[stage as usize];
            all = Spent { wall: all.wall + spent.wall, cpu: all.cpu + spent.cpu };
            line(&mut table, [stage.name(language), &seconds(spent.wall), &laps.last.cpu(spent)]);
        }
        line(&mut table, [of("合计", "all"), &seconds(all.wall), &laps.last.cpu(all)]);
        if let Some(peak) = laps.last.usage.peak {
            let _ = writeln!(table, "{} {} MB", of("内存最多", "peak memory"), peak >> 20);
        }
        table
    }
}

/// Three columns: the first from the left, numbers from the right, a Han character as wide as two letters.
fn line(table: &mut String, [name, wall, cpu]: [&str; 3]) {
    let room = |text: &str, columns: usize| " ".repeat(columns.saturating_sub(text.width()));
    let _ = writeln!(table, "{name}{}{}{wall}{}{cpu}", room(name, 8), room(wall, 10), room(cpu, 14));
}

fn seconds(time: Duration) -> String {
    format!("{:.3}", time.as_secs_f64())
}

/// What the clock and the system said at one moment.
struct Reading {
    clock: Instant,
    usage: Usage,
}

/// What the system says of this process; nothing where it says nothing.
#[derive(Default)]
struct Usage {
    is_known: bool,
    cpu: Duration,
    /// The most bytes that were resident so far.
    peak: Option<u64>,
}

impl Reading {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
    fn now() -> Self {
        Self { clock: Instant::now(), usage: Usage::now() }
    }

    fn cpu(&self, spent: Spent) -> String {
        if self.usage.is_known { seconds(spent.cpu) } else { "–".into() }
    }
}

impl Usage {
    /// Where Linux keeps its accounts. Their unit is a tick of ten milliseconds, of the memory a kilobyte.
    #[expect(clippy::disallowed_methods, reason = "asks the system about this process, reads no content")]
    fn now() -> Self {
        let read = |name: &str| std::fs::read_to_string(format!("/proc/self/{name}")).unwrap_or_default();
        let ticks = ticks(&read("stat"));
        let status = read("status");
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        Self {
            is_known: ticks.is_some(),
            cpu: Duration::from_millis(10 * ticks.unwrap_or(0)),
            peak: peak.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).map(|kb: u64| kb << 10),
        }
    }
}

/// The time in user and kernel: the 14th and 15th field of proc(5), counted behind the name, which may hold anything.
fn ticks(stat: &str) -> Option<u64> {
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_whitespace().skip(11);
    Some(fields.next()?.parse::<u64>().ok()? + fields.next()?.parse::<u64>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_watch_that_is_off_says_nothing() {
        let watch = Stopwatch::off();
        watch.ended(Stage::Read);
        assert_eq!(watch.table(Language::English), "");
    }

    #[test]
    fn every_stage_has_a_line_and_the_last_ones_are_sums() {
        let watch = Stopwatch::started();
        for stage in [Stage::Read, Stage::Derive, Stage::Read] {
            watch.ended(stage);
        }
        let table = watch.table(Language::English);
        let first: Vec<&str> = table.lines().filter_map(|line| line.split_whitespace().next()).collect();
        assert_eq!(first, ["stage", "read", "derive", "compose", "plan", "check", "render", "commit", "all", "peak"]);
        let numbers = |name: &str| -> Vec<f64> {
            let line = table.lines().find(|line| line.starts_with(name)).unwrap();
            line.split_whitespace().skip(1).map(|word| word.parse().unwrap()).collect()
        };
        assert_eq!(numbers("commit"), [0.0, 0.0]);
        let sum = numbers("read")[0] + numbers("derive")[0];
        assert!((numbers("all")[0] - sum).abs() < 0.002, "{table}");
    }

    #[test]
    fn columns_stand_below_each_other_in_chinese_too() {
        let table = Stopwatch::started().table(Language::Chinese);
        let widths: Vec<usize> = table.lines().take(9).map(UnicodeWidthStr::width).collect();
        assert_eq!(widths, [32; 9], "{table}");
    }

    #[test]
    fn ticks_are_counted_behind_a_name_that_may_hold_anything() {
        let stat = "17 (a ) 1 2) R 1 17 17 0 -1 4194304 90 0 0 0 250 31 0 0 20 0 3 0 5 6 7";
        assert_eq!(ticks(stat), Some(281));
        assert_eq!(ticks(""), None);
    }
}
