//! Makes any text safe inside XML.
//!
//! Comes in: a text as an editor wrote it. Goes out: the same text without control characters, with markup escaped.
//! Deliberately not here: shortening or wrapping.

/// Whether a character never reaches the file: control characters, which XML 1.0 forbids, and the invisible format
/// characters (word joiner, byte order mark, direction overrides) that have no place in a label.
pub(super) fn is_dropped(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}')
        || matches!(c, '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

/// Whether two texts look the same.
pub(super) fn looks_like(one: &str, other: &str) -> bool {
    one.chars().filter(|c| !is_dropped(*c)).eq(other.chars().filter(|c| !is_dropped(*c)))
}

/// Appends `text` to `out`, escaped for an element or a double-quoted attribute. Tabs and line ends become spaces.
pub(super) fn push_escaped(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if is_dropped(c) => {}
            c => out.push(c),
        }
    }
}

/// `text` escaped for an element or a double-quoted attribute: what a theme calls a colour may be anything.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_escaped(&mut out, text);
    out
}

/// `id` with everything but letters, digits, `-` and `_` turned into `-`: white space would end an IDREF in
/// `aria-labelledby`.
pub(super) fn id(id: &str) -> String {
    let safe: String =
        id.chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' }).collect();
    if safe.is_empty() { "chart".to_owned() } else { safe }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_escaped_and_control_characters_vanish() {
        let mut out = String::new();
        push_escaped(&mut out, "A&B <脱贫>\"'\u{0}\u{7}\u{202E}\u{2060}\n完");
        assert_eq!(out, "A&amp;B &lt;脱贫&gt;&quot;&#39; 完");
    }

    #[test]
    fn ids_are_single_tokens() {
        assert_eq!(id("chart-1"), "chart-1");
        assert_eq!(id("收入 \"x\""), "收入--x-");
        assert_eq!(id(""), "chart");
    }
}
