//! Words for a terminal: what comes from the names of files, and from the system's own messages, may hold line ends and the codes
//! that steer a terminal. Goes out: the same words with each of these spelled out. Leaves all other characters alone.

use std::borrow::Cow;

/// The words with every control character and every character that turns the direction of writing spelled out: `\\n`, `\\u{1b}`.
pub fn visible(words: &str) -> Cow<'_, str> {
    let is_hidden = |c: char| {
        c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if !words.contains(is_hidden) {
        return Cow::Borrowed(words);
    }
    let mut shown = String::with_capacity(words.len() + 8);
    for c in words.chars() {
        match is_hidden(c) {
            true => shown.extend(c.escape_default()),
            false => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn what_steers_a_terminal_is_spelled_out() {
        assert_eq!(visible("甲 乙.md"), "甲 乙.md");
        assert_eq!(visible("甲\n错误\u{1b}[2J\u{202e}.md"), "甲\\n错误\\u{1b}[2J\\u{202e}.md");
    }
}
