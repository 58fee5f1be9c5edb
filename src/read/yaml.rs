//! YAML as a tree of texts. The only file that names the YAML library: scalars stay as they were written as far as YAML
//! allows, keys keep their order, and keys that stand twice are remembered instead of lost.

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;

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

/// Parses one document; an empty text is [`Node::Null`].
pub fn parse(text: &str) -> Result<Node, YamlError> {
    serde_yaml::from_str::<Option<Node>>(text).map(|node| node.unwrap_or(Node::Null)).map_err(|error| {
        let byte = error.location().map_or(0, |location| location.index()).min(text.len());
        let tab = text.match_indices('\t').map(|(i, _)| i).find(|i| {
            let line_start = text[..*i].rfind('\n').map_or(0, |n| n + 1);
            text[line_start..*i].chars().all(char::is_whitespace)
        });
        YamlError { message: error.to_string(), byte: tab.unwrap_or(byte), is_tab: tab.is_some() }
    })
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("YAML")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Scalar(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Scalar(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Scalar(value.to_string()))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Node, E> {
        Ok(Node::Scalar(value.to_string()))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Node, E> {
        Ok(Node::Scalar(value.to_string()))
    }

    /// A bare `15.30` without a unit; it is refused as a quantity anyway.
    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Scalar(value.to_string()))
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

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        Node::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut entries = Vec::new();
        while let Some((key, value)) = access.next_entry::<Node, Node>()? {
            let key = match key {
                Node::Scalar(key) => key,
                Node::Null => String::new(),
                _ => return Err(serde::de::Error::custom("a key must be a word")),
            };
            entries.push((key, value));
        }
        Ok(Node::Map(entries))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_stay_as_written_and_doubled_keys_stay_both() {
        let node = parse("a: 1.67亿元\nb: [x, 2024-07-11]\na: 091\n").unwrap();
        let Node::Map(entries) = node else { panic!() };
        assert_eq!(entries[0], ("a".into(), Node::Scalar("1.67亿元".into())));
        assert_eq!(entries[2], ("a".into(), Node::Scalar("091".into())));
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
