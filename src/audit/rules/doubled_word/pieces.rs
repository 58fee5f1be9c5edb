//! Phrases between marks that stand twice: 不让问题过夜、不让问题过夜、, 群众意见较大，群众意见较大。; and the verb behind a quotation (”他说说，). From a reading to
//! places. What is quoted may say a thing twice, and a row of equal values is no slip.

use crate::reading::{ParagraphKind, Reading, han_count, is_han};
use std::ops::Range;

pub fn around_marks(reading: &Reading, told: &mut Vec<Range<usize>>) {
    for paragraph in reading.paragraphs.iter().filter(|p| p.kind == ParagraphKind::Prose) {
        let text = reading.slice(&paragraph.range);
        let mut open: Option<(usize, char)> = None;
        for (at, mark) in text.char_indices().filter(|(_, c)| "，、；。".contains(*c)) {
            if let Some((start, before)) = open.replace((at + mark.len_utf8(), mark)) {
                let piece = &text[start..at];
                let head = &text[..start - before.len_utf8()];
                if head.ends_with(piece)
                    && (is_phrase(piece, before) || is_row(head, piece, before, mark))
                    && !is_quoted(head)
                {
                    let first = paragraph.range.start + head.len() - piece.len();
                    told.push(first..paragraph.range.start + at);
                }
            }
        }
    }
}

/// 今年不到40分钟就进去了今年不到40分钟就进去了: a clause directly behind itself.
pub fn run_together(reading: &Reading, told: &mut Vec<Range<usize>>) {
    const SHORTEST: usize = 6;
    for paragraph in reading.paragraphs.iter().filter(|p| p.kind == ParagraphKind::Prose) {
        let text = reading.slice(&paragraph.range);
        let mut at = 0;
        for clause in text.split_inclusive(|c| "，、；。：！？".contains(c)) {
            let start = at;
            at += clause.len();
            let words = clause.trim_end_matches(|c| "，、；。：！？".contains(c));
            let (first, second) = words.split_at_checked(words.len() / 2).unwrap_or(("", ""));
            if first == second && han_count(first) >= SHORTEST && !is_quoted(&text[..start]) {
                told.push(paragraph.range.start + start..paragraph.range.start + start + words.len());
            }
        }
    }
}

/// 一是老城区学位紧张，报名超过计划；一是老城区学位紧张，报名超过计划；: an item of several clauses, printed twice.
pub fn items(reading: &Reading, told: &mut Vec<Range<usize>>) {
    const SHORTEST: usize = 12;
    for paragraph in reading.paragraphs.iter().filter(|p| p.kind == ParagraphKind::Prose) {
        let text = reading.slice(&paragraph.range);
        let mut last: Option<(usize, &str)> = None;
        let mut at = 0;
        for item in text.split_inclusive(['；', '：', '。']) {
            let (start, words) = (at, item.trim_end_matches(['；', '：', '。']));
            at += item.len();
            if let Some((first, before)) = last.replace((start, words))
                && before == words
                && words.contains('，')
                && han_count(words) >= SHORTEST
            {
                told.push(paragraph.range.start + first..paragraph.range.start + start + words.len());
            }
        }
    }
}

/// A row that stands twice is no longer, in bytes.
const LONGEST_ROW: usize = 120;

/// 屋面渗漏、管道堵塞等问题屋面渗漏、管道堵塞等问题: a row with all that it holds, directly behind itself.
pub fn rows(reading: &Reading, told: &mut Vec<Range<usize>>) {
    const SHORTEST: usize = 6;
    for paragraph in reading.paragraphs.iter().filter(|p| p.kind == ParagraphKind::Prose) {
        let text = reading.slice(&paragraph.range);
        for (mark, _) in text.match_indices('、') {
            let near = text.floor_char_boundary(mark.saturating_sub(LONGEST_ROW));
            let starts = text[near..mark].char_indices().map(|(at, _)| near + at);
            let row = starts.filter_map(|start| stands_twice(text, start, mark)).find(|row| {
                let half = &text[row.start..row.start + row.len() / 2];
                han_count(half) >= SHORTEST && half.chars().all(|c| is_han(c) || c == '、')
            });
            told.extend(row.map(|row| paragraph.range.start + row.start..paragraph.range.start + row.end));
        }
    }
}

/// The whole of a row that begins at a byte, holds a mark and stands there twice: its second half begins as the first does.
fn stands_twice(text: &str, start: usize, mark: usize) -> Option<Range<usize>> {
    let head = &text[start..mark + '、'.len_utf8()];
    let from = mark + '、'.len_utf8();
    let window = text.floor_char_boundary((from + LONGEST_ROW).min(text.len()));
    let second = from + text[from..window].find(head)?;
    let length = second - start;
    let is_twice = text.get(second..second + length).is_some_and(|again| *again == text[start..second]);
    is_twice.then(|| start..second + length)
}

/// Long enough to be no refrain: 一遍又一遍，一遍又一遍 is one, and so is 来了，来了.
fn is_phrase(piece: &str, mark: char) -> bool {
    let (words, digits) = (han_count(piece), piece.bytes().filter(u8::is_ascii_digit).count());
    // What a reference prints is not known.
    let is_unknown = piece.contains('\u{e000}');
    let is_refrain = piece.starts_with(['一', '再']) || piece.contains('又');
    let has_figure = words >= 3 && digits >= 2;
    let is_long = match mark {
        '、' => words >= 4,
        // Longer sentences are told by `repeated-passage`.
        '。' => (4..8).contains(&words),
        _ => words >= 5,
    };
    !is_refrain && !is_unknown && (is_long || has_figure && words < 8)
}

/// 按照市委、市委、市政府: a row in which a short name stands twice. 分别上升、上升、下降 is none.
fn is_row(head: &str, piece: &str, before: char, mark: char) -> bool {
    let Some(lead) = head.strip_suffix(piece) else { return false };
    let begins = lead.is_empty() || lead.ends_with(|c| "，。；：照由向对在和同与被让给经".contains(c));
    (before, mark) == ('、', '、')
        && (2..4).contains(&han_count(piece))
        && piece.chars().all(is_han)
        && begins
        && !["分别", "依次"].iter().any(|word| lead.contains(word))
}

fn is_quoted(text: &str) -> bool {
    text.matches('“').count() > text.matches('”').count()
}

/// “不记了。”杨秀文说说，
pub fn verbs_of_speech(reading: &Reading, told: &mut Vec<Range<usize>>) {
    let text = reading.text();
    for twice in ["说说", "道道", "问问", "答答", "讲讲"] {
        for (at, _) in text.match_indices(twice) {
            let end = at + twice.len();
            let Some((_, name)) = text[..at].rsplit_once('”') else { continue };
            let is_speaker = (1..=12).contains(&name.chars().count())
                && name.chars().all(|c| is_han(c) && !"让请叫给跟和向想要来去听再".contains(c));
            let ends = text[end..].starts_with(['，', '。', '：']);
            if is_speaker && ends {
                told.push(at..end);
            }
        }
    }
}
