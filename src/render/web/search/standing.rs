//! The standing texts as passages. A nation prints each of their sentences many thousands of times with other figures, which
//! are found as figures; so of sentences that differ in figures, place and year alone, those of some regions are kept, each
//! in its newest year.

use super::passages::{Document, Passage, Passages};
use crate::model::RegionCode;
use crate::model::article::{Inline, Summary, plain_text};
use crate::plan::address;
use crate::render::World;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// Of how many regions a sentence is kept.
const REGIONS: usize = 20;

/// Of how many pages the texts are made before they are looked at: those of all are too many to keep.
const AT_ONCE: usize = 1000;

/// Which regions a sentence was kept of: how many, and which was the last.
type Kept = (usize, Option<RegionCode>);

/// The newest year first, then the region.
type PageOrder = (Reverse<i32>, RegionCode);

pub fn list(passages: &mut Passages, world: World) {
    let mut kept: HashMap<String, Kept> = HashMap::new();
    // Pages from the newest year: its sentences with their domains.
    let mut pages: BTreeMap<PageOrder, Vec<(usize, String)>> = BTreeMap::new();
    // Of each region the newest year first; within a year in the order of the page.
    let mut places: Vec<_> = world.summaries.places().collect();
    places.sort_by_key(|(region, year)| (*region, Reverse(*year)));
    for some in places.chunks(AT_ONCE) {
        let made: Vec<_> = some.par_iter().map(|place| world.summaries.made(world.book, *place, None)).collect();
        for ((region, year), summaries) in some.iter().zip(made) {
            let name = world.book.regions.name_of(*region);
            let new = summaries.iter().flat_map(|summary| new_sentences(summary, &name, &mut kept));
            let sentences: Vec<_> = new.collect();
            if !sentences.is_empty() {
                pages.insert((Reverse(*year), *region), sentences);
            }
        }
    }
    for ((Reverse(year), region), sentences) in pages {
        let path = address::region_year(region, year);
        if !world.site.files.contains_key(&path) {
            continue;
        }
        let title = format!("{}{year}年", world.book.regions.name_of(region));
        passages.documents.push(Document { path, title, code: Some(region), year });
        let document = passages.documents.len() - 1;
        let domains = &world.book.vocabulary.domains;
        passages.all.extend(sentences.into_iter().map(|(domain, text)| {
            let anchor = domains.get(domain).map_or(String::new(), |domain| address::domain_anchor(&domain.id));
            Passage { document, anchor, text }
        }));
    }
}

/// The sentences of a summary that are not kept yet, with their domain.
fn new_sentences(summary: &Summary, region: &str, kept: &mut HashMap<String, Kept>) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for sentence in summary.paragraphs.iter().flat_map(|paragraph| sentences(paragraph)) {
        let shape = sentence.shape.replace(region, "").replace(&summary.year.to_string(), "");
        let known = match kept.get_mut(&shape) {
            Some(known) => known,
            None => kept.entry(shape).or_default(),
        };
        if known.0 < REGIONS && known.1 != Some(summary.region) {
            *known = (known.0 + 1, Some(summary.region));
            found.push((summary.domain, sentence.text));
        }
    }
    found
}

#[derive(Default)]
struct Sentence {
    text: String,
    /// The text without its figures.
    shape: String,
}

fn sentences(paragraph: &[Inline]) -> Vec<Sentence> {
    let mut all = vec![Sentence::default()];
    for inline in paragraph {
        let last = all.last_mut().expect("one at least");
        match inline {
            Inline::Figure(figure) => last.text.push_str(&figure.text),
            Inline::Text(text) => {
                for piece in text.split_inclusive(['。', '！', '？', '\n']) {
                    let last = all.last_mut().expect("one at least");
                    last.text.push_str(piece);
                    last.shape.push_str(piece);
                    if piece.ends_with(['。', '！', '？', '\n']) {
                        all.push(Sentence::default());
                    }
                }
            }
            other => {
                let text = plain_text(std::slice::from_ref(other));
                last.text.push_str(&text);
                last.shape.push_str(&text);
            }
        }
    }
    all.retain_mut(|sentence| {
        sentence.text = sentence.text.trim().to_string();
        !sentence.text.is_empty()
    });
    all
}
