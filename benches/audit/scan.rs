//! Small questions about text that the faults of form ask. Text in, bytes out.

pub fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// The bytes of the number with which a text ends, with its point.
pub fn digits_before(text: &str) -> usize {
    text.bytes().rev().take_while(|b| b.is_ascii_digit() || *b == b'.').count()
}

/// The bytes of the number with which a text begins, with its point.
pub fn digits_behind(text: &str) -> usize {
    text.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count()
}

/// The sentences of a text's prose with their places: lines that end with a full stop, outside headings, lists and tables.
pub fn sentences(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut all = Vec::new();
    for (start, line) in lines(text) {
        if !line.ends_with('。') || line.starts_with(['#', '|', '-', '>', '*']) {
            continue;
        }
        let mut from = start;
        for (at, stop) in line.match_indices('。') {
            let end = start + at + stop.len();
            if !text[end..].starts_with(['”', '）']) {
                all.push(from..end);
                from = end;
            }
        }
    }
    all
}

/// The lines with their places.
pub fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line.trim_end()))
    })
}
