//! The texts that were read, for findings: from a place (key path, byte range) to line, column and the line itself. Those of data are
//! not kept where nobody is likely to ask for them, and are read again for who does; reading files is `read`'s business.

mod fences;
mod locate;
mod texts;
mod written;

pub use fences::fenced;
pub use texts::{Again, Texts};
pub use written::{Written, plain};

use crate::finding::{Place, Spot};
use std::cell::RefCell;
use std::collections::HashMap;
use std::{ops::Range, sync::Arc};

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

/// The file that a relative path in a file means, with forward slashes and from the same root. `None` where it leads above
/// the root or names a root itself.
pub fn beside(file: &str, path: &str) -> Option<String> {
    if path.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            ".." => drop(parts.pop()?),
            "." => {}
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The YAML that starts at a byte of a file, parsed with its marks; `None` where it is broken.
type Parsed = HashMap<(Arc<str>, usize), Option<locate::Marked>>;

/// Looks up where places are. Parses each YAML text once, however many findings it has.
pub struct Locator<'t> {
    texts: &'t Texts,
    parsed: RefCell<Parsed>,
    lines: RefCell<HashMap<Arc<str>, Lines>>,
}

/// Where the lines of a text begin, and how many characters stand before each stretch of it.
struct Lines {
    /// The byte at which each line starts; the first is 0.
    starts: Vec<usize>,
    stretches: Vec<usize>,
}

/// In bytes. A text may be one long line: its columns are not counted from the first each time.
const STRETCH: usize = 1024;

impl Lines {
    fn of(text: &str) -> Self {
        let mut characters = 0;
        let stretches = text.as_bytes().chunks(STRETCH).map(|stretch| {
            characters += begun(stretch);
            characters - begun(stretch)
        });
        Self { stretches: stretches.collect(), starts: line_starts(text) }
    }

    /// How many characters begin before a byte.
    fn characters_before(&self, text: &str, byte: usize) -> usize {
        let stretch = (byte / STRETCH).min(self.stretches.len().saturating_sub(1));
        self.stretches.get(stretch).copied().unwrap_or(0) + begun(&text.as_bytes()[stretch * STRETCH..byte])
    }
}

/// How many characters begin in these bytes.
fn begun(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| !matches!(byte, 0x80..=0xbf)).count()
}

impl<'t> Locator<'t> {
    pub fn new(texts: &'t Texts) -> Self {
        Self { texts, parsed: RefCell::default(), lines: RefCell::default() }
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
        let mut lines = self.lines.borrow_mut();
        let lines = lines.entry(file.clone()).or_insert_with(|| Lines::of(text));
        let line = lines.starts.partition_point(|line_start| *line_start <= byte);
        let start = lines.starts[line - 1];
        (line, lines.characters_before(text, byte) - lines.characters_before(text, start) + 1)
    }
}

/// The byte at which each line starts; the first is 0. A carriage return alone ends a line too, as on an old Macintosh.
fn line_starts(text: &str) -> Vec<usize> {
    let ends = text.match_indices(['\n', '\r']).filter(|(i, end)| *end == "\n" || !text[i + 1..].starts_with('\n'));
    std::iter::once(0).chain(ends.map(|(i, _)| i + 1)).collect()
}

/// The last character boundary at or before a byte.
fn floor(text: &str, byte: usize) -> usize {
    text.floor_char_boundary(byte.min(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_are_counted_in_characters() {
        let long = "字".repeat(1000);
        let text = format!("甲乙\r\n丙\r丁{long}戊\n己");
        let mut texts = Texts::default();
        texts.insert("a".into(), text.as_str().into());
        let locator = Locator::new(&texts);
        for (word, line, column) in [("乙", 1, 2), ("丙", 2, 1), ("丁", 3, 1), ("戊", 3, 1002), ("己", 4, 1)] {
            let start = text.find(word).unwrap();
            let location = locator.locate(&Place::bytes("a", start..start + word.len())).unwrap();
            assert_eq!((location.line, location.column), (line, column), "{word}");
            assert_eq!(locator.end(&"a".into(), &location), Some((line, column + 1)));
        }
    }
}
