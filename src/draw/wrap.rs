//! Breaks a name into lines of a given width and shortens what does not fit.
//!
//! Comes in: a text, the lettering it is set in, a width. Goes out: its lines, and whether anything was cut.
//! Deliberately simpler than CLREQ: no compression of marks, only no closing mark at a line start and no opening mark
//! at a line end, and figures and Latin words stay whole.

use super::escape::is_dropped;
use super::lettering::Role;
use super::style::Style;
use crate::model::chart::is_mark;

/// A text set in lines.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Wrapped {
    pub lines: Vec<String>,
    /// The whole text, where the lines end in `…` and a reader needs it in a tooltip.
    pub full: Option<String>,
}

impl Wrapped {
    /// Width of the longest line.
    pub(super) fn width(&self, style: &Style, role: Role) -> f64 {
        self.lines.iter().map(|line| role.width(style, line)).fold(0.0, f64::max)
    }
}

/// Sets `text` in at most `most_lines` lines of `width`, as evenly filled as the breaks allow.
pub(super) fn wrap(style: &Style, role: Role, text: &str, width: f64, most_lines: usize) -> Wrapped {
    let text: String = text.chars().filter(|&c| !is_dropped(c) || is_mark(c)).collect();
    let text = text.trim();
    let whole = role.width(style, text);
    let needed = (whole / width.max(1.0)).ceil().max(1.0);
    let em = role.size(style);
    // Even lines look better than a full one with a single character below it.
    let even = (whole / needed + em).min(width);
    let mut lines = fill(style, role, text, even);
    if lines.len() as f64 > needed {
        lines = fill(style, role, text, width);
    }
    if lines.len() <= most_lines.max(1) {
        return Wrapped { lines, full: None };
    }
    lines.truncate(most_lines.max(1));
    if let Some(last) = lines.last_mut() {
        while !last.is_empty() && role.width(style, last) + em > width {
            last.pop();
        }
        last.push('…');
    }
    Wrapped { lines, full: Some(text.to_owned()) }
}

/// Greedy lines: each piece goes on the line as long as it fits.
fn fill(style: &Style, role: Role, text: &str, width: f64) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        let joined = format!("{line}{piece}");
        if role.width(style, joined.trim_end()) <= width || line.is_empty() {
            line = joined;
        } else {
            lines.push(line.trim_end().to_owned());
            line = piece.trim_start().to_owned();
        }
        // A single word wider than the line is broken where the line ends.
        while role.width(style, line.trim_end()) > width && line.chars().count() > 1 {
            let rest = split_off(style, role, &mut line, width);
            lines.push(std::mem::replace(&mut line, rest));
        }
    }
    lines.push(line.trim_end().to_owned());
    lines
}

/// Cuts `line` to `width` (at least one character) and gives back the rest.
fn split_off(style: &Style, role: Role, line: &mut String, width: f64) -> String {
    let ends = line.char_indices().map(|(start, c)| start + c.len_utf8());
    let fits = ends.take_while(|&end| role.width(style, &line[..end]) <= width).last();
    let first = line.chars().next().map_or(0, char::len_utf8);
    line.split_off(fits.unwrap_or(first))
}

/// The smallest pieces between which a line may break.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut before: Option<char> = None;
    for c in text.chars() {
        // A figure keeps its unit: 3月, 15361元.
        let joins = before.is_some_and(|b| {
            is_opening(b) || is_closing(c) || (is_word(b) && is_word(c)) || (b.is_ascii_digit() && !is_opening(c))
        });
        match pieces.last_mut() {
            Some(last) if joins || c == ' ' => last.push(c),
            _ => pieces.push(c.to_string()),
        }
        before = Some(c);
    }
    pieces
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '%' | ',')
}

fn is_opening(c: char) -> bool {
    matches!(c, '（' | '(' | '《' | '〈' | '“' | '‘' | '「' | '『' | '【' | '〔' | '[')
}

fn is_closing(c: char) -> bool {
    matches!(
        c,
        '）' | ')'
            | '》'
            | '〉'
            | '”'
            | '’'
            | '」'
            | '』'
            | '】'
            | '〕'
            | ']'
            | '、'
            | '，'
            | '。'
            | '：'
            | '；'
            | '！'
            | '？'
            | '·'
            | '—'
            | '～'
            | '…'
            | '％'
            | '℃'
            | '/'
            | '／'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, ems: f64, most: usize) -> Wrapped {
        let style = Style::web();
        let width = ems * style.sizes.label;
        let wrapped = wrap(&style, Role::Name, text, width, most);
        assert!(wrapped.width(&style, Role::Name) <= width + 0.01, "{wrapped:?}");
        wrapped
    }

    #[test]
    fn short_texts_stay_whole() {
        assert_eq!(lines("乐山市", 5.0, 2).lines, ["乐山市"]);
        assert_eq!(lines("", 5.0, 2).lines, [""]);
    }

    #[test]
    fn lines_are_evenly_filled() {
        assert_eq!(lines("峨边彝族自治县", 6.0, 2).lines, ["峨边彝族", "自治县"]);
    }

    #[test]
    fn marks_and_figures_keep_their_place() {
        assert_eq!(lines("行政村（含涉农社区）", 5.0, 3).lines, ["行政村（含", "涉农社区）"]);
        assert_eq!(lines("截至2024年", 3.6, 3).lines, ["截至", "2024年"]);
        assert_eq!(lines("2024年3月底", 4.6, 3).lines, ["2024年", "3月底"]);
    }

    #[test]
    fn what_is_cut_is_kept_for_the_tooltip() {
        let wrapped = lines("马边彝族自治县脱贫攻坚与乡村振兴有效衔接领导小组", 6.0, 2);
        assert_eq!(wrapped.lines.len(), 2);
        assert!(wrapped.lines[1].ends_with('…'));
        assert!(wrapped.full.is_some_and(|full| full.ends_with("小组")));
    }

    #[test]
    fn a_word_wider_than_its_line_is_broken() {
        assert!(lines("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 3.0, 99).lines.len() > 3);
        assert_eq!(wrap(&Style::web(), Role::Name, "脱贫", 0.5, 9).lines, ["脱", "贫"]);
    }
}
