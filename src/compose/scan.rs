//! Finds references in a text and hides them from the Markdown parser: each is replaced by a private character and
//! padding of the same length, so that every byte offset stays true.

use super::reference::{self, Fault, Reference};
use crate::finding::{Finding, Message, Place, Severity};
use std::ops::Range;

/// The private-use character that a hidden reference starts with.
pub const MARK: char = '\u{e000}';
const PADDING: u8 = b'x';

/// A reference and the bytes of the text on which it stands, braces included.
#[derive(Clone, Debug)]
pub struct Found {
    pub bytes: Range<usize>,
    pub reference: Result<Reference, Fault>,
}

/// All references of a text, in order.
pub fn references(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find("{{").map(|i| from + i) {
        let inner = start + 2;
        // A reference stands on one line: a brace that is not closed there is not closed at all.
        let line_end = text[inner..].find('\n').map_or(text.len(), |i| inner + i);
        match text[inner..line_end].find("}}") {
            Some(length) => {
                let end = inner + length + 2;
                found.push(Found { bytes: start..end, reference: reference::parse(&text[inner..inner + length]) });
                from = end;
            }
            None => {
                let message = Message::new("“{{”没有在同一行用“}}”收住", "`{{` is not closed by `}}` on its line");
                found.push(Found { bytes: start..inner, reference: Err(message.into()) });
                // No brace further on this line is closed either.
                from = line_end;
            }
        }
    }
    found
}

/// The text with some parts of it hidden: references and allowances, in order. What is too short for a mark stays, and so does
/// what begins inside another part.
pub fn hidden(text: &str, parts: &[Range<usize>]) -> String {
    let mut hidden = String::with_capacity(text.len());
    let mut from = 0;
    for part in parts.iter().filter(|part| part.len() > MARK.len_utf8()) {
        if part.start < from {
            continue;
        }
        hidden.push_str(&text[from..part.start]);
        hidden.push(MARK);
        hidden.extend(std::iter::repeat_n(char::from(PADDING), part.len() - MARK.len_utf8()));
        from = part.end;
    }
    hidden.push_str(&text[from..]);
    hidden
}

/// What of a text is hidden so that its allowances print nothing and part nothing. One alone on its line within a paragraph is
/// hidden with the line end before it, because an empty line would part the paragraph; elsewhere such a line is left to the
/// parser, which drops it.
pub fn asides(text: &str, allowances: &[Range<usize>]) -> Vec<Range<usize>> {
    const ENDS_BY_ITSELF: [&str; 9] = ["```", "~~~", "---", "***", "___", "===", "|", "<", "#"];
    let mut asides: Vec<Range<usize>> = Vec::new();
    for allowance in allowances {
        let line_start = text[..allowance.start].rfind('\n').map_or(0, |i| i + 1);
        let (behind, next) = text[allowance.end..].split_once('\n').unwrap_or((&text[allowance.end..], ""));
        let is_comment = text[allowance.clone()].starts_with("<!--") && text[allowance.clone()].ends_with("-->");
        if !is_comment || !text[line_start..allowance.start].trim().is_empty() || !behind.trim().is_empty() {
            asides.push(allowance.clone());
            continue;
        }
        let before = text[..line_start].trim_end_matches('\n');
        let line_before = before.rsplit('\n').next().unwrap_or_default().trim_start();
        let follows_aside = asides.last().is_some_and(|aside| aside.end == before.len());
        let follows_words =
            !line_before.is_empty() && !ENDS_BY_ITSELF.iter().any(|start| line_before.starts_with(start));
        let is_within = before.len() + 1 == line_start && !next.lines().next().unwrap_or_default().trim().is_empty();
        if is_within && (follows_aside || follows_words) {
            asides.push(before.len()..allowance.end);
        }
    }
    asides
}

/// A brace that is left in a text: a reference written with full-width, single or spaced braces, or closed without having
/// been opened. Braces around anything but Han words are no reference. Gives its bytes.
pub fn stray_brace(text: &str) -> Option<Range<usize>> {
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let found = text.char_indices().find(|(at, c)| match c {
        '｛' | '｝' => true,
        '{' => {
            let inner = text[at + 1..].trim_start_matches([' ', '{']);
            inner.starts_with(is_han) && inner.contains('}')
        }
        '}' => text[at + 1..].starts_with('}'),
        _ => false,
    });
    found.map(|(at, c)| at..at + c.len_utf8())
}

/// What to say about a brace that is left.
pub fn stray_brace_fault() -> Fault {
    Fault::from(Message::new(
        "花括号会照样印出来：引用要写成半角的 {{ 指标 }}",
        "a brace would be printed: a reference is written {{ indicator }}",
    ))
}

/// A finding for a reference that could not be read.
pub fn broken(fault: Fault, place: Place) -> Finding {
    let Fault { message, help } = fault;
    Finding { help, ..Finding::new("broken-reference", Severity::Error, place, message) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hiding_keeps_every_offset() {
        let text = "收入{{ A | 同比 }}，又{{B}}。";
        let found = references(text);
        let hidden = hidden(text, &found.iter().map(|found| found.bytes.clone()).collect::<Vec<_>>());
        assert_eq!(hidden.len(), text.len());
        assert_eq!(hidden.matches(MARK).count(), 2);
        assert!(!hidden.contains('|') && !hidden.contains('{'));
        assert_eq!(&text[found[1].bytes.clone()], "{{B}}");
    }

    #[test]
    fn parts_within_parts_do_no_harm() {
        assert_eq!(hidden("abcdefghij", &[0..6, 2..8, 6..10]), format!("{MARK}xxx{MARK}x"));
    }

    #[test]
    fn an_allowance_parts_no_paragraph() {
        let asides_of = |text: &str| {
            let bytes: Vec<Range<usize>> = text.match_indices("<!---->").map(|(i, c)| i..i + c.len()).collect();
            asides(text, &bytes).into_iter().map(|aside| text[aside].to_string()).collect::<Vec<_>>()
        };
        assert_eq!(asides_of("文 <!---->\n<!---->文\n\n<!---->\n文"), ["<!---->", "<!---->"]);
        assert_eq!(asides_of("文\n<!---->\n<!---->\n文"), ["\n<!---->", "\n<!---->"]);
        assert_eq!(asides_of("```\n<!---->\n文\n| a |\n<!---->\n文\n<!---->\n\n<!---->"), [""; 0]);
    }

    #[test]
    fn an_open_brace_is_told() {
        let found = references("收入{{ A\n}}");
        assert!(found[0].reference.is_err());
        assert_eq!(hidden("收入{{ A\n}}", std::slice::from_ref(&found[0].bytes)), "收入{{ A\n}}");
    }
}
