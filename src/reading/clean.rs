//! A text without what readers do not see, and the way back from each of its bytes to the bytes as written.

use std::ops::Range;

/// Text in which paragraphs are lines, with a map to its source.
#[derive(Debug, Default)]
pub struct Clean {
    text: String,
    pieces: Vec<Piece>,
    residues: Vec<Residue>,
}

/// Something of an editor's that was left in a text: a bookmark, a page number, a mark of markup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Residue {
    /// Bytes of the source.
    pub source: Range<usize>,
    /// What it is, in Chinese and in English.
    pub what: (&'static str, &'static str),
}

/// A run of the clean text and the source that it came from. Where the lengths differ, every byte stands for all of it.
#[derive(Debug)]
struct Piece {
    clean: usize,
    source: Range<usize>,
    is_verbatim: bool,
}

impl Clean {
    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn residues(&self) -> &[Residue] {
        &self.residues
    }

    /// The bytes as written behind a range of the clean text.
    pub fn source(&self, range: Range<usize>) -> Range<usize> {
        let start = self.source_of(range.start).start;
        let end = match range.end > range.start {
            true => self.source_of(range.end - 1).end,
            false => start,
        };
        start..end.max(start)
    }

    fn source_of(&self, byte: usize) -> Range<usize> {
        let Some(piece) = self.pieces[..self.pieces.partition_point(|p| p.clean <= byte)].last() else { return 0..0 };
        match piece.is_verbatim {
            true => {
                let at = piece.source.start + (byte - piece.clean);
                at..at + 1
            }
            false => piece.source.clone(),
        }
    }

    /// Adds a run of the source as it is.
    pub fn keep(&mut self, source: &str, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        let follows = self.pieces.last().is_some_and(|p| {
            p.is_verbatim && p.source.end == range.start && p.clean + p.source.len() == self.text.len()
        });
        match self.pieces.last_mut() {
            Some(last) if follows => last.source.end = range.end,
            _ => self.pieces.push(Piece { clean: self.text.len(), source: range.clone(), is_verbatim: true }),
        }
        self.text.push_str(&source[range]);
    }

    /// Adds other text in place of a run of the source.
    pub fn put(&mut self, text: &str, source: Range<usize>) {
        if !text.is_empty() {
            self.pieces.push(Piece { clean: self.text.len(), source, is_verbatim: false });
            self.text.push_str(text);
        }
    }

    pub fn leave_out(&mut self, source: Range<usize>, what: (&'static str, &'static str)) {
        self.residues.push(Residue { source, what });
    }

    /// Adds a run of the source without the spaces that mean nothing in Chinese: only those between Latin words or digits
    /// stay, as one.
    pub fn keep_without_spaces(&mut self, source: &str, range: Range<usize>) {
        let mut from = range.start;
        let mut chars = source[range.clone()].char_indices().peekable();
        while let Some((i, c)) = chars.next() {
            if !is_space(c) {
                continue;
            }
            let at = range.start + i;
            self.keep(source, from..at);
            from = at + c.len_utf8();
            while let Some((_, next)) = chars.next_if(|(_, next)| is_space(*next)) {
                from += next.len_utf8();
            }
            let after = &source[from..range.end];
            let stands_between = self.text.ends_with(is_latin) && after.starts_with(is_latin);
            if breaks_a_number(&self.text, &source[at..from], after) {
                self.leave_out(at..from, ("数字中间看不见的字符", "an invisible character within a number"));
            } else if stands_between && !groups_digits(&self.text, after) {
                self.put(" ", at..from);
            }
        }
        self.keep(source, from..range.end);
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub fn len(&self) -> usize {
        self.text.len()
    }
}

/// `68 420`: a space before exactly three digits, behind at most three (GB/T 15835 5.1.1).
fn groups_digits(before: &str, after: &str) -> bool {
    let first = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let next = after.bytes().take_while(u8::is_ascii_digit).count();
    let is_whole = !before[..before.len() - first].ends_with(['.', ',', '-', '/'])
        && !after[next..].starts_with(['.', ',', ' ', '-', '/']);
    (1..=3).contains(&first) && next == 3 && is_whole
}

/// Whether what stands between two digits cannot be seen there, or would not let them part: `53\u{200b}00元`. The space before a
/// year, also one that does not break, divides two numbers.
fn breaks_a_number(before: &str, between: &str, after: &str) -> bool {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    if !before.ends_with(is_part)
        || !after.starts_with(is_part)
        || !(before.ends_with(is_digit) || after.starts_with(is_digit))
    {
        return false;
    }
    let digits = after.len() - after.trim_start_matches(is_digit).len();
    let is_year = digits == 4 && after[digits..].starts_with('年');
    match between.contains(is_invisible) {
        true => !between.contains([' ', '\u{3000}']),
        false => {
            !is_year
                && between.chars().all(|c| matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}'))
                && !groups_digits(before, after)
        }
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// Characters without width that steer line breaks, joining or the direction of writing, or vary the character before.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

/// Spaces of any width, and characters without any. A tab divides cells and stays.
fn is_space(c: char) -> bool {
    (c.is_whitespace() && c != '\t') || is_invisible(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_leads_back_to_its_source() {
        let source = "每人每月 **480** 元，GB 9704";
        let mut clean = Clean::default();
        let stars = source.find("**").unwrap();
        clean.keep_without_spaces(source, 0..stars);
        clean.keep_without_spaces(source, stars + 2..stars + 5);
        clean.keep_without_spaces(source, stars + 7..source.len());
        assert_eq!(clean.text(), "每人每月480元，GB 9704");
        for word in ["480", "元", "每人", "9704"] {
            let at = clean.text().find(word).unwrap();
            assert_eq!(&source[clean.source(at..at + word.len())], word);
        }
        let at = clean.text().find("480元").unwrap();
        assert_eq!(&source[clean.source(at..at + "480元".len())], "480** 元");
        let mut grouped = Clean::default();
        grouped.keep_without_spaces(
            "农业经营户68 420户，邮编 637 000 转 8 100 2",
            0.."农业经营户68 420户，邮编 637 000 转 8 100 2".len(),
        );
        assert!(grouped.text().starts_with("农业经营户68420户"), "{}", grouped.text());
    }

    #[test]
    fn what_cannot_be_seen_in_a_number_is_told_and_read_through() {
        for (source, text, residues) in [
            ("奖补53\u{200b}00元", "奖补5300元", 1),
            ("奖补53\u{a0}00元", "奖补5300元", 1),
            ("奖补1\u{feff}.7亿元", "奖补1.7亿元", 1),
            ("奖补5\u{200d}3\u{2060}00元", "奖补5300元", 2),
            ("农户68\u{a0}420户", "农户68420户", 0),
            ("图1\u{a0}2023年情况", "图1 2023年情况", 0),
            ("奖补5300\u{200b}元", "奖补5300元", 0),
            ("GB 9704 2012", "GB 9704 2012", 0),
        ] {
            let mut clean = Clean::default();
            clean.keep_without_spaces(source, 0..source.len());
            assert_eq!((clean.text(), clean.residues().len()), (text, residues), "{source:?}");
        }
    }
}
