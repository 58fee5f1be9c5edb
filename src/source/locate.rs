//! From a key path to the bytes of a YAML text, with a parser that keeps marks. Runs only when a finding is shown, so
//! that reading stays fast.

use marked_yaml::{LoaderOptions, Node, Span, parse_yaml_with_options};
use std::ops::Range;

/// What of an entry is meant.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Key,
    Value,
}

/// A YAML text with the marks of its parts.
pub struct Marked(Node);

/// Parses the YAML that starts at a byte; `None` where it is broken.
pub fn parse(text: &str, yaml_from: usize) -> Option<Marked> {
    let options = LoaderOptions::default().error_on_duplicate_keys(false);
    parse_yaml_with_options(0, yaml_part(text, yaml_from), options).ok().map(Marked)
}

impl Marked {
    /// The bytes of the value at a key path, or of the key where the value is long; the nearest parent that exists where
    /// the path itself is not there.
    pub fn find(&self, text: &str, yaml_from: usize, path: &[String], part: Part) -> Option<Range<usize>> {
        let yaml = yaml_part(text, yaml_from);
        let mut here = &self.0;
        let mut found: Option<(usize, usize)> = None;
        for step in path {
            let next = match here {
                Node::Mapping(mapping) => mapping
                    .iter()
                    .find(|(key, _)| key.as_str() == step.as_str())
                    .map(|(key, value)| (key.span(), value)),
                Node::Sequence(items) => {
                    let item = step.parse::<usize>().ok().and_then(|i| items.get(i));
                    item.map(|item| (item.span(), item))
                }
                Node::Scalar(_) => None,
            };
            let Some((span, value)) = next else { break };
            // An empty value stands nowhere, a long one everywhere: then the key is meant.
            let is_short = matches!(value, Node::Scalar(scalar) if !scalar.as_str().is_empty());
            found = match (is_short, part) {
                (true, Part::Value) => start_of(value.span()),
                // Of a key that stands twice the parser keeps the first place and the last value: look before the value.
                (true, Part::Key) => key_before(yaml, step, start_of(value.span())).or(start_of(span)),
                _ => start_of(span),
            };
            here = value;
        }
        let root = match &self.0 {
            Node::Mapping(mapping) => mapping.iter().next().and_then(|(key, _)| start_of(key.span())),
            other => start_of(other.span()),
        };
        let (line, column) = found.or(root)?;
        let start = yaml_from + byte_at(yaml, line, column)?;
        Some(start..end_of_scalar(text, start))
    }
}

/// The YAML from a byte up to the line that ends front matter or a fenced block, if one does.
fn yaml_part(text: &str, yaml_from: usize) -> &str {
    let rest = &text[yaml_from.min(text.len())..];
    if yaml_from == 0 {
        return rest;
    }
    let end = rest.match_indices('\n').map(|(i, _)| i).find(|i| {
        let line = &rest[i + 1..];
        line.starts_with("---") || line.trim_start().starts_with("```")
    });
    end.map_or(rest, |end| &rest[..=end])
}

fn start_of(span: &Span) -> Option<(usize, usize)> {
    span.start().map(|mark| (mark.line(), mark.column()))
}

/// Where a key stands on the line of its value, before it.
fn key_before(yaml: &str, key: &str, value: Option<(usize, usize)>) -> Option<(usize, usize)> {
    let (line, column) = value?;
    let text: String = yaml.lines().nth(line - 1)?.chars().take(column - 1).collect();
    let byte = text.rfind(key)?;
    Some((line, text[..byte].chars().count() + 1))
}

/// The byte of a line and column, both from 1.
fn byte_at(text: &str, line: usize, column: usize) -> Option<usize> {
    let start = if line <= 1 { 0 } else { text.match_indices('\n').nth(line - 2)?.0 + 1 };
    let offset = text[start..].char_indices().nth(column.saturating_sub(1)).map_or(text.len() - start, |(i, _)| i);
    Some(start + offset)
}

/// Where the plain or quoted scalar that starts here ends, on the same line.
fn end_of_scalar(text: &str, start: usize) -> usize {
    let rest = &text[start..];
    let line = &rest[..rest.find('\n').unwrap_or(rest.len())];
    let length = match line.chars().next() {
        Some(quote @ ('"' | '\'')) => line[1..].find(quote).map_or(line.len(), |i| i + 2),
        _ => {
            let stops = [", ", " #", "}", "]", ": "].iter().filter_map(|stop| line.find(stop)).min();
            line[..stops.unwrap_or(line.len())].trim_end_matches([':', '\r', ' ']).len()
        }
    };
    start + length.max(line.chars().next().map_or(0, char::len_utf8))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'a>(text: &'a str, yaml_from: usize, path: &[&str]) -> &'a str {
        let path: Vec<String> = path.iter().map(|s| s.to_string()).collect();
        &text[parse(text, yaml_from).unwrap().find(text, yaml_from, &path, Part::Value).unwrap()]
    }

    #[test]
    fn a_key_path_finds_its_value() {
        let text = "region: 1\nfigures:\n  东西部协作资金: { value: 1.67亿元, growth: 16% }\n  项目: 48个\n";
        assert_eq!(found(text, 0, &["figures", "东西部协作资金", "growth"]), "16%");
        assert_eq!(found(text, 0, &["figures", "项目"]), "48个");
        assert_eq!(found(text, 0, &["figures", "东西部协作资金"]), "东西部协作资金");
        assert_eq!(found(text, 0, &["figures", "没有的"]), "figures");
    }

    #[test]
    fn front_matter_starts_inside_its_file() {
        let text = "---\ntitle: 标题\nmasthead: { name: 三农, serial: 91 }\n---\n正文\n";
        assert_eq!(found(text, 4, &["masthead", "serial"]), "91");
        assert_eq!(found(text, 4, &["title"]), "标题");
    }

    #[test]
    fn list_items_are_counted_from_zero() {
        assert_eq!(found("a:\n  - x\n  - { b: \"y, z\" }\n", 0, &["a", "1", "b"]), "\"y, z\"");
    }
}
