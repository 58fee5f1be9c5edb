//! The texts of a site by their files. Comes in: what was read, and who can read it again. Goes out: the text of a file, its hash. Of a
//! file that is not kept nothing lies in memory but the hash of its text, until somebody asks for it.

use super::{Location, Locator};
use crate::finding::Place;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

/// Every text file of a site, by its path relative to the root.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    files: BTreeMap<Arc<str>, Text>,
    again: Option<Again>,
}

/// Reads the text of a file again; `None` where it is gone.
#[derive(Clone)]
pub struct Again(pub Arc<Reader>);

/// From the path of a file to its text.
type Reader = dyn Fn(&str) -> Option<Arc<str>> + Send + Sync;

#[derive(Clone, Debug)]
struct Text {
    /// Empty where it is not kept and nobody has asked for it.
    kept: OnceLock<Arc<str>>,
    /// Of a text that was not kept: what changes afterwards is not taken for it.
    hash: Option<Box<blake3::Hash>>,
}

impl Text {
    fn hash(&self) -> blake3::Hash {
        let of_kept = || blake3::hash(self.kept.get().map_or("", |text| text).as_bytes());
        self.hash.as_deref().copied().unwrap_or_else(of_kept)
    }
}

impl fmt::Debug for Again {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("Again")
    }
}

impl Texts {
    pub fn insert(&mut self, file: Arc<str>, text: Arc<str>) {
        self.files.insert(file, Text { kept: OnceLock::from(text), hash: None });
    }

    /// Takes a file in whose text is not kept, with the hash of its text.
    pub fn leave(&mut self, file: Arc<str>, hash: blake3::Hash) {
        self.files.insert(file, Text { kept: OnceLock::new(), hash: Some(Box::new(hash)) });
    }

    /// Says who reads the texts again that are not kept.
    pub fn read_again_by(&mut self, again: Again) {
        self.again = Some(again);
    }

    /// The text of a file. One that was not kept is from here on; `None` where it has changed or gone since it was read.
    pub fn get(&self, file: &str) -> Option<&Arc<str>> {
        let (file, text) = self.files.get_key_value(file)?;
        if text.kept.get().is_none() {
            let read = self.read_again(file, text)?;
            return Some(text.kept.get_or_init(|| read));
        }
        text.kept.get()
    }

    /// The same for who looks at one file after another: what was not kept is not kept now.
    pub fn read(&self, file: &str) -> Option<Arc<str>> {
        let (file, text) = self.files.get_key_value(file)?;
        text.kept.get().cloned().or_else(|| self.read_again(file, text))
    }

    fn read_again(&self, file: &str, text: &Text) -> Option<Arc<str>> {
        let read = self.again.as_ref()?.0(file)?;
        text.hash.as_deref().is_none_or(|hash| *hash == blake3::hash(read.as_bytes())).then_some(read)
    }

    /// The files in order, kept or not.
    pub fn files(&self) -> impl Iterator<Item = &Arc<str>> {
        self.files.keys()
    }

    /// Those of the files that are asked for, in order, with the hashes of their texts. That of a text which is kept is taken anew each time.
    pub fn hashes_of(&self, is_asked: impl Fn(&str) -> bool) -> impl Iterator<Item = (&Arc<str>, blake3::Hash)> {
        self.files.iter().filter(move |(file, _)| is_asked(file)).map(|(file, text)| (file, text.hash()))
    }

    /// The hash of the text of one file.
    pub fn hash(&self, file: &str) -> Option<blake3::Hash> {
        self.files.get(file).map(Text::hash)
    }

    /// The files in order whose texts are kept, with these.
    pub fn kept(&self) -> impl Iterator<Item = (&Arc<str>, &Arc<str>)> {
        self.files.iter().filter_map(|(file, text)| Some((file, text.kept.get()?)))
    }

    /// Where one place is; for many, use a [`Locator`].
    pub fn locate(&self, place: &Place) -> Option<Location> {
        Locator::new(self).locate(place)
    }

    /// Takes in the texts of other files, which are all kept.
    pub fn extend(&mut self, other: Texts) {
        self.files.extend(other.files);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_kept_is_read_again_while_it_is_the_same() {
        let mut texts = Texts::default();
        texts.leave("a".into(), blake3::hash("甲".as_bytes()));
        texts.leave("b".into(), blake3::hash("乙".as_bytes()));
        texts.read_again_by(Again(Arc::new(|_| Some("甲".into()))));
        assert_eq!(texts.read("a").as_deref(), Some("甲"));
        assert_eq!(texts.kept().count(), 0);
        assert_eq!(texts.get("a").map(|text| &**text), Some("甲"));
        assert_eq!(texts.kept().count(), 1);
        assert_eq!((texts.get("b"), texts.read("b"), texts.get("c")), (None, None, None));
        assert_eq!(texts.hashes_of(|_| true).map(|(file, _)| &**file).collect::<Vec<_>>(), ["a", "b"]);
    }
}
