//! The order of pinyin and the letters with which names begin, from ICU's collation: for the index of a volume and for search
//! by initials. Knows names of places that are read otherwise than their characters alone.

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use std::borrow::Cow;
use std::cmp::Ordering;

/// The first character of each letter in the order of pinyin; no syllable begins with I, U or V.
const LETTERS: [(char, char); 23] = [
    ('A', '吖'),
    ('B', '八'),
    ('C', '嚓'),
    ('D', '咑'),
    ('E', '妸'),
    ('F', '发'),
    ('G', '旮'),
    ('H', '哈'),
    ('J', '丌'),
    ('K', '咔'),
    ('L', '垃'),
    ('M', '妈'),
    ('N', '拏'),
    ('O', '噢'),
    ('P', '妑'),
    ('Q', '七'),
    ('R', '呥'),
    ('S', '仨'),
    ('T', '他'),
    ('W', '屲'),
    ('X', '夕'),
    ('Y', '丫'),
    ('Z', '帀'),
];

/// Beginnings that are read otherwise than the order of characters takes them, and characters of the right sound: 长寿 stands
/// under C, 六安 under L.
const READ_AS: [(&str, char); 24] = [
    ("长子县", '掌'),
    ("长", '常'),
    ("朝", '潮'),
    ("厦门", '夏'),
    ("行业", '航'),
    ("调查", '掉'),
    ("乐清", '月'),
    ("乐亭", '涝'),
    ("单县", '善'),
    ("蔚县", '玉'),
    ("尉犁", '玉'),
    ("浚县", '训'),
    ("铅山", '延'),
    ("六安", '路'),
    ("六枝", '路'),
    ("番禺", '盘'),
    ("泌阳", '必'),
    ("涡阳", '郭'),
    ("枞阳", '宗'),
    ("栎阳", '月'),
    ("犍为", '前'),
    ("莘县", '申'),
    ("召陵", '绍'),
    ("荥经", '英'),
];

/// The order of names by how they are read.
pub struct Pinyin(CollatorBorrowed<'static>);

impl Default for Pinyin {
    fn default() -> Self {
        let pinyin = icu_locale_core::locale!("zh-u-co-pinyin");
        Self(Collator::try_new(pinyin.into(), CollatorOptions::default()).expect("the program carries this order"))
    }
}

impl Pinyin {
    pub fn compare(&self, one: &str, other: &str) -> Ordering {
        self.0.compare(&as_read(one), &as_read(other))
    }

    /// The letter under which a name stands; `#` before all of them for digits and marks.
    pub fn letter(&self, name: &str) -> char {
        match name.chars().next() {
            Some(first) if first.is_ascii_alphabetic() => first.to_ascii_uppercase(),
            _ => {
                let read = as_read(name);
                let begins = |head: &char| self.0.compare(&head.to_string(), &read) != Ordering::Greater;
                LETTERS.iter().rev().find(|(_, head)| begins(head)).map_or('#', |(letter, _)| *letter)
            }
        }
    }

    /// The initials of a name in small letters, digits as they are: 乐山 is `ls`.
    pub fn initials(&self, name: &str) -> String {
        let letter = |(at, c): (usize, char)| match c {
            c if c.is_ascii_digit() => Some(c),
            // Marks sort before all letters; Latin and what else is no Han character sorts behind Z.
            c if !c.is_alphabetic() => None,
            _ => Some(self.letter(&name[at..]).to_ascii_lowercase()).filter(|c| *c != '#'),
        };
        name.char_indices().filter_map(letter).collect()
    }
}

/// A name with a first character of the sound with which it is read.
fn as_read(name: &str) -> Cow<'_, str> {
    match READ_AS.iter().find(|(start, _)| name.starts_with(start)) {
        Some((_, sound)) => Cow::Owned(std::iter::once(*sound).chain(name.chars().skip(1)).collect()),
        None => Cow::Borrowed(name),
    }
}

#[cfg(test)]
mod tests {
    use super::Pinyin;

    #[test]
    fn names_have_initials() {
        let pinyin = Pinyin::default();
        for (name, initials) in [
            ("乐山", "ls"),
            ("重庆市", "cqs"),
            ("长寿", "cs"),
            ("新建35千伏线路", "xj35qfxl"),
            ("GDP", "gdp"),
            ("“四好”村", "shc"),
        ] {
            assert_eq!(pinyin.initials(name), initials, "{name}");
        }
    }
}
