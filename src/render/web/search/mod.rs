//! The search index: from the world to the small files that `assets/search.js` loads one after another. In: figures,
//! articles, standing texts, names. Out: the text of each planned file, a call of one function with data, because a page
//! opened from a disk may load scripts and nothing else. Searches nothing itself; the order of search is in `docs/search.md`.
//!
//! 1. `figures` numbers every figure, lists them by indicator and again by value.
//! 2. `passages` gathers what can be read (`standing` those of the standing texts), `pairs` says where two characters follow
//!    each other.
//! 3. `directory` names regions, indicators and units, and says which file holds what.

mod directory;
mod figures;
mod normal;
mod pairs;
mod passages;
mod standing;

#[cfg(test)]
mod tests;

use super::words::Words;
use crate::hash::Digest;
use crate::model::{IndicatorId, RegionCode};
use crate::plan::SearchFile;
use crate::render::World;
use figures::Figures;
use serde_json::Value;

/// The whole index, each kind cut into as many parts as were planned.
pub struct Search<'a> {
    directory: Value,
    figures: Figures<'a>,
    pairs: Vec<Value>,
    texts: Vec<Value>,
}

impl<'a> Search<'a> {
    /// Builds the index of a world, in time linear in what there is to find.
    pub fn of(world: World<'a>, words: Words<'a>) -> Self {
        let shards = world.site.shards;
        let of_passages = || {
            let passages = passages::list(world);
            let texts = passages::texts(&passages, &Space::of(world), shards.texts);
            (texts, pairs::by_pair(&passages, shards.pairs), passages.definitions)
        };
        let of_figures = || Figures::of(world, words, Space::of(world), shards);
        let ((texts, pairs, definitions), figures) = rayon::join(of_passages, of_figures);
        let parts = directory::Parts {
            figures: figures.starts(),
            texts: texts.iter().map(|part| part.start).collect(),
            definitions,
            with_figures: figures.indicators(),
        };
        Self {
            directory: directory::directory(world, figures.space(), &parts),
            figures,
            pairs,
            texts: texts.into_iter().map(|part| part.data).collect(),
        }
    }

    /// All that a file says, as a hash, where that is known before it is made.
    pub fn gist(&self, file: SearchFile) -> Option<Digest> {
        match file {
            SearchFile::Values(n) => self.figures.gist(n as usize),
            _ => None,
        }
    }

    /// The text of one file.
    pub fn file(&self, file: SearchFile) -> String {
        let part = |parts: &[Value], n: u32| parts.get(n as usize).unwrap_or(&Value::Null).to_string();
        let data = match file {
            SearchFile::Directory => self.directory.to_string(),
            SearchFile::Figures(n) => self.figures.by_indicator(n as usize).to_string(),
            SearchFile::Values(n) => self.figures.by_value(n as usize).to_string(),
            SearchFile::Pairs(n) => part(&self.pairs, n),
            SearchFile::Texts(n) => part(&self.texts, n),
        };
        format!("yearbookSearch(\"{}\",{})\n", file.name(), data.replace('<', "\\u003c"))
    }
}

/// A part of a list that is cut into files: where it starts, and what stands in it.
struct Part {
    /// The number of its first passage.
    start: u64,
    data: Value,
}

/// How figures are numbered: by indicator, then year from the newest, then region; so a number says all three.
struct Space {
    regions: Vec<RegionCode>,
    first_year: i32,
    last_year: i32,
}

impl Space {
    fn of(world: World) -> Self {
        let years = world.site.years();
        Self {
            regions: world.book.regions.iter().map(|region| region.code).collect(),
            first_year: years.iter().min().copied().unwrap_or_default(),
            last_year: years.iter().max().copied().unwrap_or_default(),
        }
    }

    fn years(&self) -> u64 {
        (self.last_year - self.first_year + 1) as u64
    }

    /// The position of a region in the directory; `None` for a code that the gazetteer does not have.
    fn region(&self, code: RegionCode) -> Option<usize> {
        self.regions.binary_search(&code).ok()
    }

    /// The indicator that a number says.
    fn indicator(&self, number: u64) -> u32 {
        (number / (self.years() * self.regions.len() as u64)) as u32
    }

    /// Everything that a number says.
    fn place(&self, number: u64) -> (IndicatorId, i32, RegionCode) {
        let regions = self.regions.len() as u64;
        let year = self.last_year - (number / regions % self.years()) as i32;
        (IndicatorId(self.indicator(number)), year, self.regions[(number % regions) as usize])
    }

    fn number(&self, indicator: u32, year: i32, region: RegionCode) -> Option<u64> {
        let years = u64::from(indicator) * self.years() + (self.last_year - year) as u64;
        Some(years * self.regions.len() as u64 + self.region(region)? as u64)
    }
}
