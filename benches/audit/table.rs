//! Tables in Markdown, and places in words. Text in, text out.

use std::fmt::Write;

/// Rows under a head; the first row decides how many columns there are.
pub fn markdown(head: &[&str], rows: &[Vec<String>]) -> String {
    let mut table = format!("| {} |\n|{}\n", head.join(" | "), "---|".repeat(head.len()));
    for row in rows {
        writeln!(table, "| {} |", row.join(" | ")).expect("text");
    }
    table
}

/// `97.3 %`; a dash where there is nothing to divide by.
pub fn percent(part: usize, whole: usize) -> String {
    match whole {
        0 => "–".into(),
        _ => format!("{:.1} %", 100.0 * part as f64 / whole as f64),
    }
}

/// How many there are for each thousand.
pub fn per_thousand(part: usize, whole: usize) -> String {
    match whole {
        0 => "–".into(),
        _ => format!("{:.1}", 1000.0 * part as f64 / whole as f64),
    }
}

/// The line on which a byte stands, from 1.
pub fn line(text: &str, byte: usize) -> usize {
    text[..byte.min(text.len())].matches('\n').count() + 1
}

/// The words around an edit, with the edit in brackets: `比上年增长【6.1→1.6】%，高于`.
pub fn around(text: &str, at: &std::ops::Range<usize>, with: &str) -> String {
    let head: String = text[..at.start].chars().rev().take_while(|c| *c != '\n').take(18).collect();
    let head: String = head.chars().rev().collect();
    let tail: String = text[at.end..].chars().take_while(|c| *c != '\n').take(14).collect();
    let shown = |words: &str| words.replace('\n', "⏎");
    format!("{head}【{}→{}】{tail}", shown(&text[at.clone()]), shown(with))
}
