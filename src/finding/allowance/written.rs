//! An allowance as it is written: from a comment to codes and a reason. Comes in: a text. Goes out: the allowances with their
//! bytes. Does not ask what they hold for, nor whether a code exists.

use super::comments::{Comment, comments};
use std::ops::Range;

/// One comment that allows something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// The comment with its marks.
    pub bytes: Range<usize>,
    /// As written, each with its bytes.
    pub codes: Vec<(String, Range<usize>)>,
    pub reason: String,
    pub covers_file: bool,
}

/// The words that begin an allowance, and whether it covers the whole file.
const WORDS: [(&str, bool); 4] = [("allow", false), ("allow-file", true), ("允许", false), ("全文允许", true)];

/// False for nearly every text.
pub fn may_allow(text: &str) -> bool {
    text.contains("allow") || text.contains("允许")
}

/// The allowances that stand as comments in prose; between backticks they are an example.
pub fn in_prose(text: &str) -> Vec<Allowance> {
    if !may_allow(text) {
        return Vec::new();
    }
    let mut found = Vec::new();
    // How many backticks stand before `counted` on its line.
    let (mut counted, mut ticks) = (0, 0);
    for Comment { bytes, inner } in comments(text, begins_as_one) {
        let line_start = text[counted..bytes.start].rfind('\n').map(|i| counted + i + 1);
        if let Some(line_start) = line_start {
            (counted, ticks) = (line_start, 0);
        }
        ticks += text[counted..bytes.start].matches('`').count();
        counted = bytes.start;
        if ticks % 2 == 0 {
            found.extend(allowance(text, bytes, inner));
        }
    }
    found
}

/// The length of the allowance that a text begins with.
pub fn at_start(text: &str) -> Option<usize> {
    let line = &text[..text.find('\n').unwrap_or(text.len())];
    let first = comments(line, begins_as_one).into_iter().next().filter(|comment| comment.bytes.start == 0)?;
    allowance(line, first.bytes.clone(), first.inner).map(|_| first.bytes.end)
}

/// Whether the words inside a comment begin with the word of an allowance and a colon.
fn begins_as_one(words: &str) -> bool {
    beginning(words.trim_start()).is_some()
}

/// What stands behind the word and the colon, and whether the word covers the whole file.
fn beginning(words: &str) -> Option<(&str, bool)> {
    WORDS.iter().find_map(|(word, covers_file)| {
        let rest = words.strip_prefix(word)?.trim_start();
        Some((rest.strip_prefix([':', '：'])?, *covers_file))
    })
}

/// The allowance that stands as `# …` at the end of a line of YAML, or alone on it.
pub(super) fn in_yaml_line(text: &str, line: Range<usize>) -> Option<Allowance> {
    let words = &text[line.clone()];
    let is_comment = |at: usize| {
        let before = &words[..at];
        let is_quoted = |quote| before.matches(quote).count() % 2 == 1;
        (before.is_empty() || before.ends_with([' ', '\t'])) && !is_quoted('"') && !is_quoted('\'')
    };
    let (at, _) = words.match_indices('#').find(|(at, _)| is_comment(*at))?;
    allowance(text, line.start + at..line.end, line.start + at + 1..line.end)
}

/// Reads what stands inside a comment: a word, a colon, codes, a reason.
fn allowance(text: &str, bytes: Range<usize>, inner: Range<usize>) -> Option<Allowance> {
    let words = text[inner.clone()].trim();
    let (rest, covers_file) = beginning(words)?;
    let end = inner.start + text[inner].trim_end().len();
    let mut rest = rest;
    let mut codes = Vec::new();
    loop {
        rest = rest.trim_start();
        let length = rest.find(|c: char| c.is_whitespace() || is_comma(c)).unwrap_or(rest.len());
        if length > 0 {
            let start = end - rest.len();
            codes.push((rest[..length].to_string(), start..start + length));
        }
        let after = rest[length..].trim_start();
        match after.strip_prefix(is_comma) {
            Some(further) => rest = further,
            None => return Some(Allowance { bytes, codes, reason: after.to_string(), covers_file }),
        }
    }
}

fn is_comma(c: char) -> bool {
    matches!(c, ',' | '，' | '、')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(Vec<String>, String, bool)> {
        let codes = |a: &Allowance| {
            assert!(a.codes.iter().all(|(code, bytes)| text[bytes.clone()] == *code));
            a.codes.iter().map(|(code, _)| code.clone()).collect()
        };
        in_prose(text).iter().map(|a| (codes(a), a.reason.clone(), a.covers_file)).collect()
    }

    #[test]
    fn codes_reason_and_reach() {
        for (text, codes, reason, covers_file) in [
            ("<!-- allow: a-b 原文如此 -->", &["a-b"][..], "原文如此", false),
            ("<!--允许：a-b，c-d 见2023年原件-->", &["a-b", "c-d"], "见2023年原件", false),
            ("文<!-- allow: a-b , c-d、e-f\n两行 理由 -->文", &["a-b", "c-d", "e-f"], "两行 理由", false),
            ("<!-- allow-file: a-b 全文都是引文 -->", &["a-b"], "全文都是引文", true),
            ("<!-- 全文允许: a-b 引文 -->", &["a-b"], "引文", true),
            ("<!-- allow: a-b -->", &["a-b"], "", false),
            ("<!-- allow: -->", &[], "", false),
            ("<!-- allow: , -->", &[], "", false),
            ("<!– allow: a-b 原文如此 –>", &["a-b"], "原文如此", false),
            ("<!— allow: a-b 原文如此 →", &["a-b"], "原文如此", false),
            ("〈！-- allow: a-b 原文如此 --〉", &["a-b"], "原文如此", false),
            ("<!——允许：a-b 原文如此——>下文", &["a-b"], "原文如此", false),
            ("<!-- allow: a-b 原文如此 –>", &["a-b"], "原文如此", false),
            ("《！——全文允许：a-b 引文——》", &["a-b"], "引文", true),
            ("<!-- allow: a-b 甲→乙 -->", &["a-b"], "甲→乙", false),
        ] {
            let codes: Vec<String> = codes.iter().map(|code| code.to_string()).collect();
            assert_eq!(read(text), [(codes, reason.to_string(), covers_file)], "{text}");
        }
    }

    #[test]
    fn other_comments_are_none() {
        for text in [
            "<!– 备注 –>",
            "《！甲》",
            "<!– allow: a-b\n原文 –>",
            "<!-- allow a-b -->",
            "<!-- 备注 -->",
            "<!-- allow: a",
            "`<!-- allow: a b -->`",
            "allow: a b -->",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }

    #[test]
    fn a_comment_of_yaml_stands_behind_a_space() {
        let read = |line: &str| in_yaml_line(line, 0..line.len()).map(|a| (a.bytes.start, a.reason));
        assert_eq!(read("资金: 1元 # allow: a-b 原文"), Some((13, "原文".to_string())));
        assert_eq!(read("# allow: a-b"), Some((0, String::new())));
        assert_eq!(read("网址: a#allow: a-b 原文"), None);
        assert_eq!(read("题名: \"见 # allow: a-b 原文\""), None);
        assert_eq!(read("题名: \"#1\" # 允许：a-b 原文").map(|(_, reason)| reason), Some("原文".to_string()));
    }
}
