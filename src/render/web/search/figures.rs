//! Every reported figure and every target with its number, cut into files in two orders: by indicator, year and region, and by
//! what it is worth. A value has one key in any scale: 1.63亿元, 16300万元 and 163000000元 are 163000000.

use super::{Space, normal};
use crate::model::quantity::Number;
use crate::model::{Observation, Quantity, Target, Value as Reported};
use crate::plan::Shards;
use crate::render::World;
use crate::render::web::words::Words;
use rayon::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// How many figures of one text are kept under its value: nobody reads more of “1个”.
const MOST_OF_A_VALUE: usize = 400;

/// All figures, ready to be written into files in either order. Of a figure nothing is kept but where it stands: a nation has more
/// than a million.
pub struct Figures<'a> {
    words: Words<'a>,
    /// By their numbers.
    all: Vec<Listed<'a>>,
    /// Where each file by indicator begins in `all`, and where the last one ends.
    cuts: Vec<usize>,
    /// Which figures each file by value has, as positions in `all`.
    of_value: Vec<Vec<u32>>,
}

#[derive(Clone, Copy)]
struct Listed<'a> {
    number: u64,
    said: Said<'a>,
}

#[derive(Clone, Copy)]
enum Said<'a> {
    Reported(&'a Observation),
    Planned(&'a Target),
}

impl<'a> Figures<'a> {
    /// `shards` says how many files there are of each kind.
    pub fn of(world: World<'a>, words: Words<'a>, space: &Space, shards: Shards) -> Self {
        let is_reported = |o: &&Observation| matches!(o.value, Reported::Reported(_));
        let reported = world.book.observations().filter(is_reported).map(Said::Reported);
        let said = reported.chain(world.book.targets().map(Said::Planned));
        let listed = |said: Said<'a>| Some(Listed { number: said.number(space)?, said });
        let mut all: Vec<Listed> = said.filter_map(listed).collect();
        all.par_sort_by_key(|figure| figure.number);
        let (cuts, of_value) = (cuts(&all, shards.figures as usize), of_value(&all, shards.values));
        Self { words, all, cuts, of_value }
    }

    /// The indicators of which there are figures or targets.
    pub fn indicators(&self, space: &Space) -> BTreeSet<u32> {
        self.all.iter().map(|figure| space.indicator(figure.number)).collect()
    }

    /// The number that each file by indicator starts from.
    pub fn starts(&self) -> Vec<u64> {
        let files = 0..self.cuts.len() - 1;
        files.map(|n| self.start(n)).collect()
    }

    fn start(&self, n: usize) -> u64 {
        self.all[self.cuts[n]..self.cuts[n + 1]].first().or(self.all.last()).map_or(0, |figure| figure.number)
    }

    /// One file by indicator: `[step, text, step, text …]`, each step from the number before, the first from the start of the part.
    pub fn by_indicator(&self, n: usize) -> Value {
        let Some((from, to)) = self.cuts.get(n).zip(self.cuts.get(n + 1)) else { return Value::Null };
        let mut before = self.start(n);
        let steps = self.all[*from..*to].iter().flat_map(|figure| {
            let step = figure.number - before;
            before = figure.number;
            [json!(step), json!(figure.said.text(self.words))]
        });
        Value::Array(steps.collect())
    }

    /// One file by value: `[text, number, number …, text, …]`.
    pub fn by_value(&self, n: usize) -> Value {
        let Some(figures) = self.of_value.get(n) else { return Value::Null };
        let listed = figures.iter().map(|i| self.all[*i as usize]);
        let mut entries: Vec<(String, u64)> =
            listed.map(|figure| (figure.said.text(self.words), figure.number)).collect();
        entries.sort_unstable();
        let mut data = Vec::with_capacity(entries.len() * 2);
        for group in entries.chunk_by(|a, b| a.0 == b.0) {
            data.push(json!(group[0].0));
            data.extend(group.iter().take(MOST_OF_A_VALUE).map(|(_, number)| json!(number)));
        }
        Value::Array(data)
    }
}

impl Said<'_> {
    fn number(self, space: &Space) -> Option<u64> {
        match self {
            Self::Reported(o) => space.number(o.indicator.0, o.year, o.region),
            Self::Planned(t) => space.number(t.indicator.0, t.year, t.region),
        }
    }

    /// As printed; behind a tab the period, where it is not the year, and what else sets it apart.
    fn text(self, words: Words) -> String {
        match self {
            Self::Reported(o) => {
                let forecast = if o.is_forecast { words.get("forecast") } else { String::new() };
                with_note(o.printed(), &[o.period.beside_year(), forecast])
            }
            Self::Planned(t) => with_note(t.aim.in_words(), &[words.get("target")]),
        }
    }

    /// One for each measure that a reader could type.
    fn keys(self) -> Vec<String> {
        match self {
            Self::Reported(Observation { value: Reported::Reported(quantities), .. }) => {
                quantities.iter().flatten().filter_map(key).collect()
            }
            Self::Reported(_) => Vec::new(),
            Self::Planned(t) => t.aim.quantities().iter().filter_map(key).collect(),
        }
    }
}

fn with_note(mut text: String, notes: &[String]) -> String {
    for (i, note) in notes.iter().filter(|note| !note.is_empty()).enumerate() {
        text.push_str(if i == 0 { "\t" } else { " " });
        text.push_str(note);
    }
    text
}

/// The value without scale, in as few digits as it has. `None` where it was not printed in digits.
fn key(quantity: &Quantity) -> Option<String> {
    matches!(quantity.number, Number::Decimal(_)).then(|| quantity.value().abs().normalize().to_string())
}

/// Where each of `count` files begins, and the end. Figures of one number are never torn apart.
fn cuts(figures: &[Listed], count: usize) -> Vec<usize> {
    let mut cuts = vec![0];
    for n in 1..=count {
        let from = cuts[n - 1];
        let mut to = figures.len() * n / count;
        while to > from && to < figures.len() && figures[to].number == figures[to - 1].number {
            to += 1;
        }
        cuts.push(to.max(from));
    }
    cuts
}

/// Which figures each of `count` files has, by the hashes of their keys.
fn of_value(figures: &[Listed], count: u32) -> Vec<Vec<u32>> {
    const CHUNK: usize = 20_000;
    let of_chunk = |(chunk, figures): (usize, &[Listed])| {
        let mut shards = vec![Vec::new(); count as usize];
        for (i, figure) in figures.iter().enumerate() {
            let keys = figure.said.keys();
            let places: BTreeSet<usize> = keys.iter().map(|key| normal::shard(key.chars(), count)).collect();
            places.into_iter().for_each(|shard| shards[shard].push((chunk * CHUNK + i) as u32));
        }
        shards
    };
    let chunks: Vec<Vec<Vec<u32>>> = figures.par_chunks(CHUNK).enumerate().map(of_chunk).collect();
    (0..count as usize).map(|shard| chunks.iter().flat_map(|chunk| &chunk[shard]).copied().collect()).collect()
}
