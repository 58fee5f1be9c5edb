//! YAML as a tree of texts. The only file that names the YAML library: scalars keep the text that was written (1.10, 0x1F,
//! True), keys keep their order, and keys that stand twice are remembered instead of lost. Nothing is taken for a number.

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::{cell::Cell, fmt};

#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    Null,
    Scalar(String),
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
}

/// Why a text is no YAML, and at which byte.
#[derive(Debug)]
pub struct YamlError {
    pub message: String,
    pub byte: usize,
    /// Tabs cannot indent YAML; the commonest mistake has its own word.
    pub is_tab: bool,
}

/// What is written has at most two nodes a byte; by aliases a tree may have so many more, and not run out of memory.
const ROOM: usize = 100_000;

/// Parses one document; an empty text is [`Node::Null`].
///
/// The library says what kind a value is only together with what it takes it for (1.1 for `1.10`), and gives the written
/// text only to who asks for a text. So the first reading finds the shape, and where it met numbers or truth values that may
/// be written in several ways a second reading along that shape asks for the text of every scalar.
pub fn parse(text: &str) -> Result<Node, YamlError> {
    let (is_typed, room) = (Cell::new(false), Cell::new(ROOM + 2 * text.len()));
    let is_decimal = !["0x", "0o", "0b", "+"].iter().any(|mark| text.contains(mark));
    let read = Shape { is_typed: &is_typed, is_decimal, room: &room }
        .deserialize(serde_yaml::Deserializer::from_str(text))
        .and_then(|mut node| {
            if is_typed.get() {
                AsWritten(&mut node).deserialize(serde_yaml::Deserializer::from_str(text))?;
            }
            Ok(node)
        });
    read.map_err(|error| {
        let byte = error.location().map_or(0, |location| location.index()).min(text.len());
        let tab = text.match_indices('\t').map(|(i, _)| i).find(|i| {
            let line_start = text[..*i].rfind('\n').map_or(0, |n| n + 1);
            text[line_start..*i].chars().all(char::is_whitespace)
        });
        YamlError { message: error.to_string(), byte: tab.unwrap_or(byte), is_tab: tab.is_some() }
    })
}

/// The first reading: the tree, with texts where they are certain.
#[derive(Clone, Copy)]
struct Shape<'s> {
    /// Whether a scalar was taken for something else than a text.
    is_typed: &'s Cell<bool>,
    /// Whether a whole number that is not zero can only be written in one way: the library takes no others than those with a
    /// plus sign or in another base.
    is_decimal: bool,
    /// How many more nodes the tree may have.
    room: &'s Cell<usize>,
}

impl Shape<'_> {
    /// A scalar whose text the second reading brings.
    fn typed<E>(self) -> Result<Node, E> {
        self.is_typed.set(true);
        Ok(Node::Scalar(String::new()))
    }

    /// A whole number: of zero there is also `-0`.
    fn whole<E>(self, number: impl fmt::Display) -> Result<Node, E> {
        let text = number.to_string();
        if self.is_decimal && text != "0" { Ok(Node::Scalar(text)) } else { self.typed() }
    }
}

impl<'de> DeserializeSeed<'de> for Shape<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        let room = self.room.get().checked_sub(1).ok_or_else(|| Error::custom("aliases repeat too much"))?;
        self.room.set(room);
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Shape<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("YAML")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Node, E> {
        self.typed()
    }

    fn visit_i64<E>(self, number: i64) -> Result<Node, E> {
        self.whole(number)
    }

    fn visit_u64<E>(self, number: u64) -> Result<Node, E> {
        self.whole(number)
    }

    fn visit_i128<E>(self, number: i128) -> Result<Node, E> {
        self.whole(number)
    }

    fn visit_u128<E>(self, number: u128) -> Result<Node, E> {
        self.whole(number)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Node, E> {
        self.typed()
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Scalar(value.to_string()))
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element_seed(self)? {
            items.push(item);
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut entries = Vec::new();
        while let Some((key, value)) = access.next_entry_seed(self, self)? {
            let key = match key {
                Node::Scalar(key) => key,
                Node::Null => String::new(),
                _ => return Err(Error::custom("a key must be a word")),
            };
            entries.push((key, value));
        }
        Ok(Node::Map(entries))
    }
}

/// The second reading: every scalar of the tree gets the text that was written.
struct AsWritten<'n>(&'n mut Node);

impl<'de> DeserializeSeed<'de> for AsWritten<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.0 {
            Node::Null => deserializer.deserialize_ignored_any(IgnoredAny).map(|_| ()),
            Node::Scalar(text) => Text(text).deserialize(deserializer),
            Node::List(_) => deserializer.deserialize_seq(self),
            Node::Map(_) => deserializer.deserialize_map(self),
        }
    }
}

impl<'de> Visitor<'de> for AsWritten<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("the same YAML again")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        let Node::List(items) = self.0 else { return Err(Error::custom("a list where none was")) };
        for item in items {
            access.next_element_seed(AsWritten(item))?;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        let Node::Map(entries) = self.0 else { return Err(Error::custom("a mapping where none was")) };
        for (key, value) in entries {
            access.next_entry_seed(Text(key), AsWritten(value))?;
        }
        Ok(())
    }
}

/// The written text of one scalar.
struct Text<'n>(&'n mut String);

impl<'de> DeserializeSeed<'de> for Text<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Text<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        value.clone_into(self.0);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn scalars_stay_as_written_and_doubled_keys_stay_both() {
        let node = parse("a: 1.67亿元\nb: [x, 2024-07-11]\na: 091\n").unwrap();
        let Node::Map(entries) = node else { panic!() };
        assert_eq!(entries[0], ("a".into(), Node::Scalar("1.67亿元".into())));
        assert_eq!(entries[2], ("a".into(), Node::Scalar("091".into())));
    }

    #[test]
    fn every_scalar_keeps_its_text() {
        let scalars = [
            "1.10",
            "0x1F",
            "0o17",
            "0b1",
            "1e3",
            ".5",
            "5.",
            "yes",
            "True",
            "FALSE",
            "091",
            "-0",
            "+5",
            "2024-07-11",
            "1_000",
            ".inf",
            ".NaN",
            "1.67亿元",
            "9223372036854775808",
            "99999999999999999999999999999999999999999",
            "2020",
            "-5",
            "-0x1F",
            "+0",
            "00",
            "007",
            "-007",
            "18446744073709551616",
            "-9223372036854775809",
            "340282366920938463463374607431768211456",
        ];
        for text in scalars {
            assert_eq!(parse(&format!("name: {text}\n")).unwrap(), map(&[("name", scalar(text))]), "{text}");
            assert_eq!(parse(&format!("[x, {text}]")).unwrap(), Node::List(vec![scalar("x"), scalar(text)]), "{text}");
            assert_eq!(parse(text).unwrap(), scalar(text), "{text}");
            assert_eq!(parse(&format!("{{{text}: 1.0}}")).unwrap(), map(&[(text, scalar("1.0"))]), "{text}");
            assert_eq!(parse(&format!("\"{text}\"")).unwrap(), scalar(text), "{text}");
        }
        for text in ["null", "Null", "NULL", "~", ""] {
            assert_eq!(
                parse(&format!("a: {text}\nb: 1.0\n")).unwrap(),
                map(&[("a", Node::Null), ("b", scalar("1.0"))])
            );
        }
        assert_eq!(parse("a: 'null'\nb: \"~\"\n").unwrap(), map(&[("a", scalar("null")), ("b", scalar("~"))]));
    }

    proptest! {
        /// Whatever the library takes for a number, a truth value or nothing.
        #[test]
        fn a_plain_scalar_keeps_its_text(text in "[-+0-9._eExXobBaftruneTFN]{1,24}") {
            let read = parse(&format!("a: {text}\n"));
            if let Ok(Node::Map(entries)) = &read && let Node::Scalar(scalar) = &entries[0].1 {
                prop_assert_eq!(scalar, &text);
            }
        }
    }

    #[test]
    fn aliases_and_tags_keep_their_text_too() {
        let node = parse("a: &x 1.10\nb: &y { c: 0x1F, c: [*x, ~] }\nd: *y\ne: !!int 0x10\nf: !!str 1.0\n").unwrap();
        let inner = map(&[("c", scalar("0x1F")), ("c", Node::List(vec![scalar("1.10"), Node::Null]))]);
        let whole =
            [("a", scalar("1.10")), ("b", inner.clone()), ("d", inner), ("e", scalar("0x10")), ("f", scalar("1.0"))];
        assert_eq!(node, map(&whole));
        let mut bomb = "a0: &a0 [1.0]\n".to_string();
        for i in 1..40 {
            bomb += &format!("a{i}: &a{i} [*a{0}, *a{0}, *a{0}]\n", i - 1);
        }
        assert!(parse(&bomb).is_err());
        let square = format!("a: &a [{}1.0]\nb: [{}*a]\n", "x, ".repeat(10_000), "*a, ".repeat(10_000));
        assert!(parse(&square).unwrap_err().message.contains("aliases repeat too much"));
        assert!(parse(&format!("[{}]", "1,".repeat(1_000_000))).is_ok());
    }

    fn scalar(text: &str) -> Node {
        Node::Scalar(text.to_string())
    }

    fn map(entries: &[(&str, Node)]) -> Node {
        Node::Map(entries.iter().map(|(key, value)| (key.to_string(), value.clone())).collect())
    }

    #[test]
    fn a_tab_is_named_where_it_stands() {
        let error = parse("a:\n\tb: 1\n").unwrap_err();
        assert!(error.is_tab);
        assert_eq!(error.byte, 3);
    }

    #[test]
    fn an_empty_text_is_nothing() {
        assert_eq!(parse("").unwrap(), Node::Null);
        assert_eq!(parse("# nur ein Kommentar\n").unwrap(), Node::Null);
    }
}
