//! Small questions about words in a line that several rules ask. Knows no rule.

/// Whether one of the words stands in a text.
pub fn has_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// The line without the marks of Markdown and YAML around its words: `> **机　密**` gives 机　密, `title: 甲` gives 甲.
pub fn bare(line: &str) -> &str {
    let is_mark = |c: char| c.is_whitespace() || matches!(c, '#' | '*' | '>' | '_' | '`' | '|' | '"' | '\'' | '-');
    let line = line.trim_matches(is_mark);
    let key = line.split_once(": ").filter(|(key, _)| key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'));
    key.map_or(line, |(_, value)| value).trim_matches(is_mark)
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn marks_are_no_words() {
        assert_eq!(bare("> **机　密**"), "机　密");
        assert_eq!(bare("title: \"甲（征求意见稿）\""), "甲（征求意见稿）");
        assert_eq!(bare("## 甲"), "甲");
    }
}
