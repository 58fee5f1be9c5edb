//! From text to Typst source that can only ever be that text. Comes in: any string of an author. Goes out: a Typst string
//! literal, or a string expression for markup. Does not know where in a document the text stands.
//!
//! Inside a literal every ASCII sign but `. , % :` is written by its code point. So the literal stays harmless text even
//! where a theme author puts it into markup instead of code.

use super::addresses::BREAK;
use super::joiners::{joined, with_whole_end};
use std::fmt::Write as _;
use std::io;
use tera::Value;

/// A Typst string literal, for code: `"增长16%"`.
pub(super) fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in clean(text).chars() {
        if c.is_ascii() && !c.is_ascii_alphanumeric() && !matches!(c, ' ' | '.' | ',' | '%' | ':') {
            let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out.push('"');
    out
}

/// A string expression, for markup: `#"增长16%";`, with the joiners that keep its numbers whole, or several where an address breaks.
/// Nothing for no text.
pub(super) fn expression(text: &str) -> String {
    broken(&joined(&clean(text)), |part| format!("#{};", literal(part)))
}

/// The same for the end of a paragraph.
pub(super) fn ending(text: &str) -> String {
    broken(&with_whole_end(&joined(&clean(text))), |part| format!("#{};", literal(part)))
}

/// What a text becomes, part by part: lines break in a white too small to be seen, which is no character and is not copied. Typst
/// passes over one without any width.
pub(super) fn broken(text: &str, markup: impl Fn(&str) -> String) -> String {
    text.split(BREAK).filter(|part| !part.is_empty()).map(markup).collect::<Vec<_>>().join("#h(0.01pt);")
}

/// The escape function of the Tera templates: every value that they print comes out as a string expression.
pub(super) fn escape_for_tera(text: &str, out: &mut dyn io::Write) -> io::Result<()> {
    out.write_all(expression(text).as_bytes())
}

/// A value of a template as Typst code: text as a literal, lists as arrays, maps as dictionaries with sorted keys.
pub(super) fn code(value: &Value) -> String {
    if let Some(text) = value.as_str() {
        literal(text)
    } else if let Some(items) = value.as_array() {
        format!("({})", items.iter().map(|item| code(item) + ", ").collect::<String>())
    } else if let Some(map) = value.as_map() {
        let mut entries: Vec<String> =
            map.iter().map(|(key, value)| format!("{}: {}, ", literal(&key.to_string()), code(value))).collect();
        entries.sort();
        if entries.is_empty() { "(:)".to_string() } else { format!("({})", entries.concat()) }
    } else if let Some(yes) = value.as_bool() {
        yes.to_string()
    } else if value.is_number() {
        value.to_string()
    } else {
        "none".to_string()
    }
}

/// The text without what cannot be printed: control characters, direction overrides and non-characters are dropped, a
/// line end between Han characters too, any other white space becomes a space.
pub(super) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\n' | '\u{2028}' | '\u{2029}' => {
                let wide = |c: Option<char>| c.is_some_and(|c| c >= '\u{2e80}');
                if !wide(out.chars().next_back()) || !wide(chars.peek().copied()) {
                    out.push(' ');
                }
            }
            '\t' => out.push(' '),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fdd0}'..='\u{fdef}' => {}
            c if c.is_control() || u32::from(c) & 0xfffe == 0xfffe => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        assert_eq!(literal("增长16%"), "\"增长16%\"");
        assert_eq!(literal("a\"b\\c"), "\"a\\u{22}b\\u{5c}c\"");
        assert_eq!(expression("#import"), "#\"\\u{23}import\";");
        assert_eq!(expression(""), "");
    }

    #[test]
    fn no_sign_with_a_meaning_in_markup_is_left() {
        let hostile = "#let x = 1\n$y$ *b* _i_ `r` <l> @c = h - l + n / t // k /* [c] {d} (e); ~ ' \" \\ https://a.b";
        let literal = literal(hostile);
        let inner = &literal[1..literal.len() - 1];
        let bare: String = regex_free(inner);
        assert!(bare.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '.' | ',' | '%' | ':')), "{inner}");
    }

    /// The literal without its `\u{…}`.
    fn regex_free(inner: &str) -> String {
        let mut parts = inner.split("\\u{");
        let first = parts.next().unwrap().to_string();
        parts.fold(first, |text, part| text + part.split_once('}').unwrap().1)
    }

    #[test]
    fn what_cannot_be_printed_is_dropped() {
        assert_eq!(clean("一\u{0}二\u{202e}三\u{feff}四\u{ffff}"), "一二三四");
        assert_eq!(clean("一\n二 a\nb\tc"), "一二 a b c");
    }

    #[test]
    fn values_become_code() {
        let value = Value::from_serializable(&serde_json::json!({ "b": ["x", 1, true, null], "a": {} }));
        assert_eq!(code(&value), "(\"a\": (:), \"b\": (\"x\", 1, true, none, ), )");
    }
}
