//! Every reported figure and every target with its number, cut into files in two orders: by indicator, year and region, and by
//! what it is worth. A value has one key in any scale: 1.63亿元, 16300万元 and 163000000元 are 163000000.

use super::{Space, normal};
use crate::derive::Book;
use crate::hash::{Digest, Wide};
use crate::model::quantity::Number;
use crate::model::{Observation, Quantity, Target, Value as Reported};
use crate::plan::Shards;
use crate::render::World;
use crate::render::web::words::Words;
use rayon::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::hash::Hash;
use std::ops::Range;

/// How many figures of one text are kept under its value: nobody reads more of “1个”.
const MOST_OF_A_VALUE: usize = 400;

/// All figures, ready to be written into files in either order. Of a figure nothing is kept but its number, which says where it stands
/// in the book: a nation has more than a million.
pub struct Figures<'a> {
    book: &'a Book,
    words: Words<'a>,
    space: Space,
    /// The number of each figure, in order. Several have one where a year has several periods, or a target.
    all: Vec<u64>,
    /// Where each file by indicator begins in `all`, and where the last one ends.
    cuts: Vec<usize>,
    by_value: Vec<OfValue>,
}

/// What stands in one file by value.
#[derive(Default)]
struct OfValue {
    /// Its figures, as positions in `all`.
    figures: Vec<u32>,
    /// All that they say, as a hash.
    gist: Wide,
}

#[derive(Clone, Copy)]
enum Said<'a> {
    Reported(&'a Observation),
    Planned(&'a Target),
}

impl<'a> Figures<'a> {
    /// `shards` says how many files there are of each kind.
    pub fn of(world: World<'a>, words: Words<'a>, space: Space, shards: Shards) -> Self {
        let book = world.book;
        let reported = book.observations().filter(is_reported);
        let numbers = reported.filter_map(|o| space.number(o.indicator.0, o.year, o.region));
        let planned = book.targets().filter_map(|t| space.number(t.indicator.0, t.year, t.region));
        let mut all: Vec<u64> = numbers.chain(planned).collect();
        all.par_sort_unstable();
        let cuts = cuts(&all, shards.figures as usize);
        let mut figures = Self { book, words, space, all, cuts, by_value: Vec::new() };
        figures.by_value = figures.of_values(shards.values);
        figures
    }

    pub fn space(&self) -> &Space {
        &self.space
    }

    /// What stands under a number: the reported figures by period, then the target.
    fn said(&self, number: u64) -> impl Iterator<Item = Said<'a>> {
        let (indicator, year, region) = self.space.place(number);
        let reported = self.book.periods(region, year, indicator).iter().filter(is_reported).map(Said::Reported);
        reported.chain(self.book.target(region, year, indicator).map(Said::Planned))
    }

    /// The figures from one position in `all` to another, each with its number; figures of one number are not to be torn apart.
    fn listed(&self, positions: Range<usize>) -> impl Iterator<Item = (u64, Said<'a>)> {
        let numbers = self.all[positions].chunk_by(|a, b| a == b).map(|group| group[0]);
        numbers.flat_map(|number| self.said(number).map(move |said| (number, said)))
    }

    /// The figure at a position in `all`.
    fn at(&self, position: usize) -> Option<(u64, Said<'a>)> {
        let number = self.all[position];
        let before = self.all[..position].iter().rev().take_while(|other| **other == number).count();
        Some((number, self.said(number).nth(before)?))
    }

    /// The indicators of which there are figures or targets.
    pub fn indicators(&self) -> BTreeSet<u32> {
        self.all.iter().map(|number| self.space.indicator(*number)).collect()
    }

    /// The number that each file by indicator starts from.
    pub fn starts(&self) -> Vec<u64> {
        let files = 0..self.cuts.len() - 1;
        files.map(|n| self.start(n)).collect()
    }

    fn start(&self, n: usize) -> u64 {
        self.all[self.cuts[n]..self.cuts[n + 1]].first().or(self.all.last()).copied().unwrap_or_default()
    }

    /// One file by indicator: `[step, text, step, text …]`, each step from the number before, the first from the start of the part.
    pub fn by_indicator(&self, n: usize) -> Value {
        let Some((from, to)) = self.cuts.get(n).zip(self.cuts.get(n + 1)) else { return Value::Null };
        let mut before = self.start(n);
        let steps = self.listed(*from..*to).flat_map(|(number, said)| {
            let step = number - before;
            before = number;
            [json!(step), json!(said.text(self.words))]
        });
        Value::Array(steps.collect())
    }

    /// One file by value: `[text, number, number …, text, …]`.
    pub fn by_value(&self, n: usize) -> Value {
        let Some(of_value) = self.by_value.get(n) else { return Value::Null };
        let listed = of_value.figures.iter().filter_map(|i| self.at(*i as usize));
        let mut entries: Vec<(String, u64)> = listed.map(|(number, said)| (said.text(self.words), number)).collect();
        entries.sort_unstable();
        let mut data = Vec::with_capacity(entries.len() * 2);
        for group in entries.chunk_by(|a, b| a.0 == b.0) {
            data.push(json!(group[0].0));
            data.extend(group.iter().take(MOST_OF_A_VALUE).map(|(_, number)| json!(number)));
        }
        Value::Array(data)
    }

    /// All that one file by value says, as a hash: where it is the same, so is the file.
    pub fn gist(&self, n: usize) -> Option<Digest> {
        self.by_value.get(n).map(|of_value| of_value.gist.digest())
    }

    /// Which figures each of `count` files has, by the hashes of their keys.
    fn of_values(&self, count: u32) -> Vec<OfValue> {
        const CHUNKS: usize = 64;
        let of_chunk = |positions: &Range<usize>| {
            let mut shards: Vec<OfValue> = (0..count).map(|_| OfValue::default()).collect();
            let mut key = String::new();
            for (i, (number, said)) in self.listed(positions.clone()).enumerate() {
                let position = (positions.start + i) as u32;
                let mut text = None;
                for value in said.values() {
                    key.clear();
                    write!(key, "{value}").expect("text takes everything");
                    let shard = &mut shards[normal::shard(key.chars(), count)];
                    if shard.figures.last() != Some(&position) {
                        shard.figures.push(position);
                        (number, text.get_or_insert_with(|| said.text(self.words))).hash(&mut shard.gist);
                    }
                }
            }
            shards
        };
        let cuts = cuts(&self.all, CHUNKS);
        let chunks: Vec<Range<usize>> = cuts.windows(2).map(|cut| cut[0]..cut[1]).collect();
        let chunks: Vec<Vec<OfValue>> = chunks.par_iter().map(of_chunk).collect();
        let joined = |shard: usize| {
            let mut whole = OfValue::default();
            for part in chunks.iter().map(|chunk| &chunk[shard]) {
                whole.figures.extend(&part.figures);
                part.gist.digest().hash(&mut whole.gist);
            }
            whole
        };
        (0..count as usize).map(joined).collect()
    }
}

fn is_reported(o: &&Observation) -> bool {
    matches!(o.value, Reported::Reported(_))
}

impl Said<'_> {
    /// As printed; behind a tab the period, where it is not the year, and what else sets it apart.
    fn text(self, words: Words) -> String {
        match self {
            Self::Reported(o) => {
                let forecast = if o.is_forecast { words.get("forecast") } else { "" };
                with_note(o.printed(), &[&o.period.beside_year(), forecast])
            }
            Self::Planned(t) => with_note(t.aim.in_words(), &[words.get("target")]),
        }
    }

    /// One for each measure that a reader could type: without scale, in as few digits as it has.
    fn values(self) -> impl Iterator<Item = Decimal> {
        let (reported, planned) = match self {
            Self::Reported(Observation { value: Reported::Reported(quantities), .. }) => (&quantities[..], &[][..]),
            Self::Reported(_) => (&[][..], &[][..]),
            Self::Planned(t) => (&[][..], t.aim.quantities()),
        };
        let in_digits = |quantity: &&Quantity| matches!(quantity.number, Number::Decimal(_));
        let all = reported.iter().flatten().chain(planned).filter(in_digits);
        all.map(|quantity| quantity.value().abs().normalize())
    }
}

fn with_note(mut text: String, notes: &[&str]) -> String {
    for (i, note) in notes.iter().filter(|note| !note.is_empty()).enumerate() {
        text.push_str(if i == 0 { "\t" } else { " " });
        text.push_str(note);
    }
    text
}

/// Where each of `count` parts begins, and the end. Figures of one number are never torn apart.
fn cuts(numbers: &[u64], count: usize) -> Vec<usize> {
    let mut cuts = vec![0];
    for n in 1..=count {
        let from = cuts[n - 1];
        let mut to = numbers.len() * n / count;
        while to > from && to < numbers.len() && numbers[to] == numbers[to - 1] {
            to += 1;
        }
        cuts.push(to.max(from));
    }
    cuts
}
