//! Members of a list, and lists with one of them missing. From places that follow one another to edits that delete one member
//! with its comma.

use std::ops::Range;

/// How far one member may stand behind the other, in bytes.
const REACH: usize = 120;

/// Where the members stand one after the other, nearest to a byte; empty where they do not.
pub fn near(text: &str, items: &[String], byte: usize) -> Vec<Range<usize>> {
    let Some(first) = items.first() else { return Vec::new() };
    let runs = text.match_indices(first.as_str()).filter_map(|(at, _)| run(text, items, at));
    runs.min_by_key(|run| run[0].start.abs_diff(byte)).unwrap_or_default()
}

fn run(text: &str, items: &[String], start: usize) -> Option<Vec<Range<usize>>> {
    let mut places = Vec::new();
    let mut from = start;
    for item in items {
        let at = from + text[from..].find(item.as_str()).filter(|i| *i <= REACH)?;
        places.push(at..at + item.len());
        from = at + item.len();
    }
    Some(places)
}

/// One edit for each member that can go with the mark that divides it from its neighbour.
pub fn deleted(text: &str, members: &[Range<usize>]) -> Vec<(Range<usize>, String)> {
    let divides = |gap: &Range<usize>| {
        let words = &text[gap.clone()];
        !words.is_empty()
            && words.trim_matches(['、', '，', '；', '和', '与', '及', '以', '”', '“', '》', '《', '“']).is_empty()
    };
    let gaps: Vec<_> = members.windows(2).map(|pair| pair[0].end..pair[1].start.max(pair[0].end)).collect();
    let mut edits = Vec::new();
    for (i, member) in members.iter().enumerate() {
        match (gaps.get(i), i.checked_sub(1).and_then(|before| gaps.get(before))) {
            (Some(behind), _) if divides(behind) => edits.push((member.start..behind.end, String::new())),
            (None, Some(before)) if divides(before) => edits.push((before.start..member.end, String::new())),
            _ => {}
        }
    }
    edits
}
