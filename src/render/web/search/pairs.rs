//! Which passages have two characters that follow each other: a substring of any length is found by the pairs that it is made
//! of, without a list of words. The region and the year of a passage's page are keys too: `@511100`, `@2023`.

use super::normal;
use super::passages::Passages;
use rayon::prelude::*;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, HashMap};

/// Cut into files by the hash of the pair: `{"监测": [step, step …]}`, each step from the passage before, the first from 0.
pub fn by_pair(passages: &Passages, count: u32) -> Vec<Value> {
    let texts: Vec<(usize, &str)> = passages.all.iter().map(|passage| passage.text.as_str()).enumerate().collect();
    let found = texts.par_chunks(2_000).map(pairs).collect::<Vec<_>>();
    let mut joined: BTreeMap<(char, char), Vec<usize>> = BTreeMap::new();
    for part in found {
        // Parts come in the order of their passages, so the lists stay in order.
        for (pair, numbers) in part {
            joined.entry(pair).or_default().extend(numbers);
        }
    }
    let pairs = joined.into_iter().map(|((a, b), numbers)| (format!("{a}{b}"), numbers));
    let mut shards = vec![Map::new(); count as usize];
    for (key, numbers) in pairs.chain(pages(passages)) {
        let mut before = 0;
        let steps = numbers.into_iter().map(|number| {
            let step = number - before;
            before = number;
            json!(step)
        });
        let steps = steps.collect();
        shards[normal::shard(key.chars(), count)].insert(key, steps);
    }
    shards.into_iter().map(Value::Object).collect()
}

/// The passages of each region and of each year.
fn pages(passages: &Passages) -> BTreeMap<String, Vec<usize>> {
    let mut found: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (number, passage) in passages.all.iter().enumerate() {
        let document = &passages.documents[passage.document];
        let year = Some(document.year).filter(|year| *year != 0).map(|year| format!("@{year}"));
        let region = document.code.map(|code| format!("@{code}"));
        year.into_iter().chain(region).for_each(|key| found.entry(key).or_default().push(number));
    }
    found
}

fn pairs(texts: &[(usize, &str)]) -> HashMap<(char, char), Vec<usize>> {
    let mut found: HashMap<(char, char), Vec<usize>> = HashMap::new();
    for (number, text) in texts {
        let mut before = None;
        for c in normal::normal(text) {
            if let Some(before) = before {
                let numbers = found.entry((before, c)).or_default();
                if numbers.last() != Some(number) {
                    numbers.push(*number);
                }
            }
            before = Some(c);
        }
    }
    found
}
