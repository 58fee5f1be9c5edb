//! The texts that were read, kept for findings: from a place (key path, byte range) to line, column and the line itself.
//! Reading files is `read`'s business; here is only what can be asked of text in memory.

mod fences;
mod locate;
mod written;

pub use fences::fenced;
pub use written::{Written, plain};

use crate::finding::{Place, Spot};
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::{ops::Range, sync::Arc};

/// Every text file of a site, by its path relative to the root.
#[derive(Clone, Debug, Default)]
pub struct Texts(BTreeMap<Arc<str>, Arc<str>>);

/// A place as people read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// The bytes of the file that are meant.
    pub bytes: Range<usize>,
}

impl Texts {
    pub fn insert(&mut self, file: Arc<str>, text: Arc<str>) {
        self.0.insert(file, text);
    }

    pub fn get(&self, file: &str) -> Option<&Arc<str>> {
        self.0.get(file)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&Arc<str>, &Arc<str>)> {
        self.0.iter()
    }

    /// Where one place is; for many, use a [`Locator`].
    pub fn locate(&self, place: &Place) -> Option<Location> {
        Locator::new(self).locate(place)
    }

    pub fn extend(&mut self, other: Texts) {
        self.0.extend(other.0);
    }
}

/// The YAML that starts at a byte of a file, parsed with its marks; `None` where it is broken.
type Parsed = HashMap<(Arc<str>, usize), Option<locate::Marked>>;

/// Looks up where places are. Parses each YAML text once, however many findings it has.
pub struct Locator<'t> {
    texts: &'t Texts,
    parsed: RefCell<Parsed>,
    line_starts: RefCell<HashMap<Arc<str>, Vec<usize>>>,
}

impl<'t> Locator<'t> {
    pub fn new(texts: &'t Texts) -> Self {
        Self { texts, parsed: RefCell::default(), line_starts: RefCell::default() }
    }

    /// The text of a file, where it is kept.
    pub fn text(&self, file: &str) -> Option<&'t Arc<str>> {
        self.texts.get(file)
    }

    /// Where a place is; `None` for a whole file and for a file whose text is not kept.
    pub fn locate(&self, place: &Place) -> Option<Location> {
        let text = self.texts.get(&place.file)?;
        let bytes = match &place.spot {
            Spot::File => return None,
            Spot::Bytes { start, end } => *start..*end,
            Spot::Text(words) => text.find(words.as_str()).map(|start| start..start + words.len())?,
            Spot::Key { yaml_from, path } | Spot::KeyName { yaml_from, path } => {
                let mut parsed = self.parsed.borrow_mut();
                let marked =
                    parsed.entry((place.file.clone(), *yaml_from)).or_insert_with(|| locate::parse(text, *yaml_from));
                let names_the_key = matches!(place.spot, Spot::KeyName { .. });
                let part = if names_the_key { locate::Part::Key } else { locate::Part::Value };
                marked.as_ref()?.find(text, *yaml_from, path, part)?
            }
        };
        let start = floor(text, bytes.start);
        let end = floor(text, bytes.end.max(start));
        let (line, column) = self.line_and_column(&place.file, text, start);
        Some(Location { line, column, bytes: start..end })
    }

    /// Line and column of the character behind a location, as in [`Location`].
    pub fn end(&self, file: &Arc<str>, location: &Location) -> Option<(usize, usize)> {
        Some(self.line_and_column(file, self.texts.get(file)?, location.bytes.end))
    }

    fn line_and_column(&self, file: &Arc<str>, text: &str, byte: usize) -> (usize, usize) {
        let mut starts = self.line_starts.borrow_mut();
        let starts = starts.entry(file.clone()).or_insert_with(|| line_starts(text));
        let line = starts.partition_point(|line_start| *line_start <= byte);
        (line, text[starts[line - 1]..byte].chars().count() + 1)
    }
}

/// The byte at which each line starts; the first is 0.
fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(i, _)| i + 1)).collect()
}

/// The last character boundary at or before a byte.
fn floor(text: &str, byte: usize) -> usize {
    text.floor_char_boundary(byte.min(text.len()))
}
