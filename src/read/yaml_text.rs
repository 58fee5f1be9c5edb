//! A tree of texts as YAML again. Comes in: a node. Goes out: a text that is read as the very same node. Keeps no comments.

use super::yaml::Node;
use std::fmt::Write as _;

/// Mappings stand on lines of their own down to a depth, and in braces below it; every scalar is quoted.
pub fn written(node: &Node, depth: usize) -> String {
    let mut text = String::new();
    block(node, 0, depth, &mut text);
    text
}

fn block(node: &Node, indent: usize, depth: usize, text: &mut String) {
    let Node::Map(entries) = node else { return };
    for (key, value) in entries {
        let _ = write!(text, "{:indent$}{}:", "", quoted(key));
        match value {
            Node::Map(inner) if depth > 1 && !inner.is_empty() => {
                text.push('\n');
                block(value, indent + 2, depth - 1, text);
            }
            _ => {
                text.push(' ');
                flow(value, text);
                text.push('\n');
            }
        }
    }
}

fn flow(node: &Node, text: &mut String) {
    match node {
        Node::Null => text.push_str("null"),
        Node::Scalar(scalar) => text.push_str(&quoted(scalar)),
        Node::List(items) => {
            text.push('[');
            for (i, item) in items.iter().enumerate() {
                text.push_str(if i > 0 { ", " } else { "" });
                flow(item, text);
            }
            text.push(']');
        }
        Node::Map(entries) => {
            text.push_str("{ ");
            for (i, (key, value)) in entries.iter().enumerate() {
                let _ = write!(text, "{}{}: ", if i > 0 { ", " } else { "" }, quoted(key));
                flow(value, text);
            }
            text.push_str(" }");
        }
    }
}

/// A string of JSON is a double-quoted scalar of YAML 1.2 (1.3, “Relation to JSON”).
fn quoted(scalar: &str) -> String {
    serde_json::Value::from(scalar).to_string()
}

#[cfg(test)]
mod tests {
    use super::super::yaml::parse;
    use super::*;

    #[test]
    fn what_is_written_is_read_as_the_same() {
        let text =
            "a: { b: [1.10, 'x: y', null, \"\\u2028\"], c: yes, d: {} }\n甲: \"引“号\\\"\"\ne:\n  f: { g: { h: ~ } }\n";
        let node = parse(text).unwrap();
        for depth in 1..4 {
            assert_eq!(parse(&written(&node, depth)).unwrap(), node, "{}", written(&node, depth));
        }
    }
}
