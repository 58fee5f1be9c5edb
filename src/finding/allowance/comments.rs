//! The comments of a prose text: `<!-- … -->`, and what a word processor or a Chinese keyboard makes of them while one types:
//! `<!– … –>`, `<!— … →`, `〈！-- … --〉`. Comes in: a text. Goes out: each comment with what stands inside it. A comment in changed
//! marks ends on its own line; one in its own marks that is never closed is none.

use std::ops::Range;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// With its marks.
    pub bytes: Range<usize>,
    pub inner: Range<usize>,
}

/// All comments, in order. `is_meant` says whether the words inside changed marks belong to a comment at all.
pub fn comments(text: &str, is_meant: fn(&str) -> bool) -> Vec<Comment> {
    let mut found = Vec::new();
    let mut from = 0;
    let mut is_closed_behind = true;
    // Where the line ends that was looked through last, and whether something on it closes: a line of nothing but beginnings is looked through once.
    let (mut line_end, mut line_closes) = (0, true);
    while let Some(start) = text[from..].find(BRACKETS).map(|i| from + i) {
        let step = text[start..].chars().next().map_or(1, char::len_utf8);
        let Some(inner) = opening(&text[start..]).map(|length| start + length) else {
            from = start + step;
            continue;
        };
        if line_end < inner {
            (line_end, line_closes) = (text[inner..].find('\n').map_or(text.len(), |i| inner + i), true);
        }
        let is_plain = text[start..].starts_with("<!--");
        let line = &text[inner..line_end];
        let mut close = None;
        if is_plain && line_closes {
            close = line.find("-->").map(|i| inner + i..inner + i + 3);
        }
        if close.is_none() && line_closes && is_meant(line) {
            close = closing(line, is_plain).map(|range| inner + range.start..inner + range.end);
            // An arrow that closes nothing here may close what began in other marks.
            line_closes = close.is_some() || is_plain && line.contains(['→', '⟶']);
        }
        if close.is_none() && is_plain && is_closed_behind {
            close = text[line_end..].find("-->").map(|i| line_end + i..line_end + i + 3);
            is_closed_behind = close.is_some();
        }
        from = close.as_ref().map_or(inner, |close| close.end);
        found.extend(close.map(|close| Comment { bytes: start..close.end, inner: inner..close.start }));
    }
    found
}

const BRACKETS: [char; 4] = ['<', '＜', '〈', '《'];

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐' | '–' | '—' | '―' | '－' | '−')
}

/// The length of the marks that open a comment: a bracket, `!`, two hyphens or a dash.
fn opening(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(BRACKETS)?.strip_prefix(['!', '！'])?;
    // A comment in its own marks may begin with a further dash.
    if let Some(inner) = rest.strip_prefix("--").filter(|_| text.starts_with("<!--")) {
        return Some(text.len() - inner.len());
    }
    let inner = rest.trim_start_matches(is_dash);
    let dashes = &rest[..rest.len() - inner.len()];
    (dashes.len() >= 2).then_some(text.len() - inner.len())
}

/// The first marks on a line that close a comment: dashes and a bracket, or the arrow that `-->` becomes. Behind marks of its own an
/// arrow closes only at the end of the line.
fn closing(line: &str, is_plain: bool) -> Option<Range<usize>> {
    line.char_indices().find_map(|(at, c)| {
        let is_arrow = matches!(c, '→' | '⟶');
        let is_bracket = matches!(c, '>' | '＞' | '〉' | '》');
        let before = line[..at].trim_end_matches(is_dash);
        let end = at + c.len_utf8();
        let closes = match is_arrow {
            true => !is_plain || line[end..].trim().is_empty(),
            false => is_bracket && before.len() < at,
        };
        closes.then_some(before.len()..end)
    })
}
