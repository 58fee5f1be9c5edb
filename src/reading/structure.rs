//! Paragraphs, sentences and clauses of a clean text.

use std::ops::Range;

/// A paragraph as the markup gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub range: Range<usize>,
    pub kind: ParagraphKind,
    /// Where a page break stood within it.
    pub tears: Vec<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParagraphKind {
    Prose,
    /// A title or a short line of its own.
    Heading,
    /// Cells, divided by tabs.
    TableRow,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    pub range: Range<usize>,
    pub kind: ParagraphKind,
    pub tears: Vec<usize>,
    /// Its sentences, as indices.
    pub sentences: Range<usize>,
}

/// From one full stop to the next; `；` divides clauses, not sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    pub range: Range<usize>,
    pub paragraph: usize,
}

pub fn of(text: &str, blocks: &[Block]) -> (Vec<Paragraph>, Vec<Sentence>) {
    let mut sentences = Vec::new();
    let paragraphs = blocks.iter().enumerate().map(|(paragraph, block)| {
        let first = sentences.len();
        let mut start = block.range.start;
        for (i, c) in text[block.range.clone()].char_indices() {
            let end = block.range.start + i + c.len_utf8();
            if ends_sentence(c) && end < block.range.end {
                // Closing quotes and brackets belong to the sentence that they close.
                let closing = text[end..].len() - text[end..].trim_start_matches(['”', '’', '）', ')', '》']).len();
                let end = end + closing;
                if end > start {
                    sentences.push(Sentence { range: start..end, paragraph });
                    start = end;
                }
            }
        }
        if start < block.range.end {
            sentences.push(Sentence { range: start..block.range.end, paragraph });
        }
        Paragraph {
            range: block.range.clone(),
            kind: block.kind,
            tears: block.tears.clone(),
            sentences: first..sentences.len(),
        }
    });
    (paragraphs.collect(), sentences)
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?')
}

/// Whether a clause ends before this character. A comma between digits groups them.
pub fn divides_clauses(text: &str, at: usize, c: char) -> bool {
    match c {
        '，' | '。' | '；' | '：' | '！' | '？' | '（' | '）' | '(' | ')' | '\n' | '\t' | ';' | '!' | '?' | '…' => {
            true
        }
        ',' | ':' => {
            !text[..at].ends_with(|c: char| c.is_ascii_digit())
                || !text[at + 1..].starts_with(|c: char| c.is_ascii_digit())
        }
        '—' => text[at..].starts_with("——") || text[..at].ends_with('—'),
        _ => false,
    }
}
