//! The fenced blocks of a Markdown text, whose inside is YAML. Knows lines only: whether a parser would see a fence within a
//! quote or a list is not asked.

use std::ops::Range;

/// The bytes of each fenced block, its two fences included; one that is never closed goes to the end.
pub fn fenced(text: &str) -> Vec<Range<usize>> {
    let mut fences: Vec<Range<usize>> = Vec::new();
    let mut open: Option<usize> = None;
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        // Backticks behind the opening ones make it a code span, not a fence.
        let info = line.trim_start().strip_prefix("```").filter(|info| open.is_some() || !info.contains('`'));
        match (open, info.map(|info| info.trim().is_empty())) {
            (None, Some(_)) => open = Some(offset),
            (Some(start), Some(true)) => {
                fences.push(start..offset + line.len());
                open = None;
            }
            _ => {}
        }
        offset += line.len();
    }
    fences.extend(open.map(|start| start..text.len()));
    fences
}
