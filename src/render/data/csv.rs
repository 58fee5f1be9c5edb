//! CSV as Excel and WPS in China open it: UTF-8 with a byte-order mark, lines that end in CR LF, cells in quotes where
//! RFC 4180 wants them. Comes in: cells. Goes out: text. A cell that a spreadsheet would take for a formula is guarded.

use super::row::{Cell, Row};
use std::borrow::Cow;

/// A table in the making.
pub struct Table {
    text: String,
}

impl Table {
    /// With its first line.
    pub fn with_head(head: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let mut table = Self { text: String::from("\u{feff}") };
        table.row(head);
        table
    }

    /// A line of words: each is guarded and freed of what only pages need.
    pub fn row(&mut self, cells: impl IntoIterator<Item = impl AsRef<str>>) {
        let mut line = Line::of(self);
        cells.into_iter().for_each(|cell| line.words(cell.as_ref()));
        line.end();
    }

    /// A row of figures.
    pub fn cells(&mut self, row: &Row) {
        let mut line = Line::of(self);
        for cell in &row.0 {
            match cell {
                Cell::Nothing => line.plain(""),
                Cell::Words(words) => line.words(words),
                Cell::Number(number, _) => line.plain(number),
                Cell::Whole(number) => line.plain(number),
                Cell::Flag(flag) => line.plain(if *flag { "是" } else { "否" }),
            }
        }
        line.end();
    }

    /// What there is of it so far, for a table that is too long to lie in memory.
    pub fn taken(&mut self) -> String {
        std::mem::take(&mut self.text)
    }

    /// The same, once it has so many bytes.
    pub fn taken_from(&mut self, bytes: usize) -> Option<String> {
        (self.text.len() >= bytes).then(|| self.taken())
    }

    pub fn finished(self) -> String {
        self.text
    }
}

/// One line of a table in the making.
pub struct Line<'t> {
    text: &'t mut String,
    is_first: bool,
}

impl<'t> Line<'t> {
    pub fn of(table: &'t mut Table) -> Self {
        Self { text: &mut table.text, is_first: true }
    }

    pub fn words(&mut self, words: &str) {
        self.next();
        let words = clean(words);
        let guard = if is_like_a_formula(&words) { "'" } else { "" };
        match words.contains(['"', ',', '\r', '\n']) {
            true => {
                self.text.push('"');
                self.text.push_str(guard);
                self.text.push_str(&words.replace('"', "\"\""));
                self.text.push('"');
            }
            false => {
                self.text.push_str(guard);
                self.text.push_str(&words);
            }
        }
    }

    /// What needs neither quotes nor guard: a number, a flag; nothing for an empty cell.
    pub fn plain(&mut self, cell: impl std::fmt::Display) {
        use std::fmt::Write as _;
        self.next();
        write!(self.text, "{cell}").expect("text takes everything");
    }

    pub fn end(self) {
        self.text.push_str("\r\n");
    }

    fn next(&mut self) {
        if !std::mem::take(&mut self.is_first) {
            self.text.push(',');
        }
    }
}

/// Without the joiners that keep a page from breaking a line in a wrong place, which are no part of the text.
pub fn clean(words: &str) -> Cow<'_, str> {
    match words.contains('\u{2060}') {
        true => Cow::Owned(words.replace('\u{2060}', "")),
        false => Cow::Borrowed(words),
    }
}

/// A spreadsheet takes words that begin so for a formula (OWASP, «CSV Injection»; the full-width signs count in Chinese
/// and Japanese editions). A number with its sign is none: -3, +1.5%.
fn is_like_a_formula(words: &str) -> bool {
    let is_number =
        |rest: &str| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '%'));
    match words.chars().next() {
        Some('=' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠') => true,
        Some('+' | '-') => !is_number(&words[1..]),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_becomes_a_formula_and_numbers_stay_numbers() {
        for formula in ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "＝1", "\t=1", "-", "+"] {
            assert!(is_like_a_formula(formula), "{formula}");
        }
        for plain in ["-3%", "-1.5", "+2.0", "3-2", "—", "乐山市", ""] {
            assert!(!is_like_a_formula(plain), "{plain}");
        }
    }

    #[test]
    fn a_table_is_read_as_it_was_written() {
        let mut table = Table::with_head(["地区", "印文"]);
        table.row(["a,\"b\"\r\nc", "63%\u{2060}～68%"]);
        let mut line = Line::of(&mut table);
        line.plain(-3);
        line.words("=1");
        line.end();
        assert_eq!(table.finished(), "\u{feff}地区,印文\r\n\"a,\"\"b\"\"\r\nc\",63%～68%\r\n-3,'=1\r\n");
    }
}
