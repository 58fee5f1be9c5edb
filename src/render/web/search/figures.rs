//! Every reported figure and every target with its number, cut into files in two orders: by indicator, year and region, and by
//! what it is worth. A value has one key in any scale: 1.63亿元, 16300万元 and 163000000元 are 163000000.

use super::{Part, Space, normal};
use crate::model::quantity::Number;
use crate::model::{Observation, Quantity, Target, Value as Reported};
use crate::render::World;
use crate::render::web::words::Words;
use rayon::prelude::*;
use serde_json::{Value, json};

/// How many figures of one text are kept under its value: nobody reads more of “1个”.
const MOST_OF_A_VALUE: usize = 400;

/// One figure.
pub struct Listed {
    pub number: u64,
    /// As printed; behind a tab the period, where it is not the year, and what else sets it apart.
    text: String,
    /// One for each measure that a reader could type.
    keys: Vec<String>,
}

/// All figures by their number.
pub fn list(world: World, words: Words, space: &Space) -> Vec<Listed> {
    let observed = |o: &Observation| -> Option<Listed> {
        let Reported::Reported(quantities) = &o.value else { return None };
        let number = space.number(o.indicator.0, o.year, o.region)?;
        let period = o.period.beside_year();
        let forecast = if o.is_forecast { words.get("forecast") } else { String::new() };
        let keys = quantities.iter().flatten().filter_map(key).collect();
        Some(Listed { number, text: with_note(o.printed(), &[period, forecast]), keys })
    };
    let planned = |t: &Target| -> Option<Listed> {
        let number = space.number(t.indicator.0, t.year, t.region)?;
        let keys = t.aim.quantities().iter().filter_map(key).collect();
        Some(Listed { number, text: with_note(t.aim.in_words(), &[words.get("target")]), keys })
    };
    let observations: Vec<&Observation> = world.book.observations().collect();
    let mut all: Vec<Listed> = observations.into_par_iter().filter_map(observed).collect();
    all.extend(world.book.targets().filter_map(planned));
    all.par_sort_by_key(|figure| figure.number);
    all
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

/// Cut into files: `[step, text, step, text …]`, each step from the number before, the first from the start of the part. Figures
/// of one number are never torn apart.
pub fn by_indicator(figures: &[Listed], count: u32) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut from = 0;
    for n in 1..=count as usize {
        let mut to = figures.len() * n / count as usize;
        while to > from && to < figures.len() && figures[to].number == figures[to - 1].number {
            to += 1;
        }
        let here = &figures[from..to.max(from)];
        let start = here.first().or(figures.last()).map_or(0, |figure| figure.number);
        let mut before = start;
        let mut data = Vec::with_capacity(2 * here.len());
        for figure in here {
            data.push(json!(figure.number - before));
            data.push(json!(figure.text));
            before = figure.number;
        }
        parts.push(Part { start, data: Value::Array(data) });
        from = to.max(from);
    }
    parts
}

/// Cut into files by the hash of the key: `[text, number, number …, text, …]`.
pub fn by_value(figures: &[Listed], count: u32) -> Vec<Value> {
    let entries = figures.par_iter().flat_map_iter(|figure| {
        let shards: Vec<usize> = figure.keys.iter().map(|key| normal::shard(key.chars(), count)).collect();
        let is_first = |i: usize| !shards[..i].contains(&shards[i]);
        let places: Vec<usize> = (0..shards.len()).filter(|i| is_first(*i)).map(|i| shards[i]).collect();
        places.into_iter().map(|shard| (shard, figure.text.as_str(), figure.number))
    });
    let mut entries: Vec<(usize, &str, u64)> = entries.collect();
    entries.par_sort_unstable();
    let mut shards = vec![Vec::new(); count as usize];
    for group in entries.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let shard = &mut shards[group[0].0];
        shard.push(json!(group[0].1));
        shard.extend(group.iter().take(MOST_OF_A_VALUE).map(|(_, _, number)| json!(number)));
    }
    shards.into_iter().map(Value::Array).collect()
}
