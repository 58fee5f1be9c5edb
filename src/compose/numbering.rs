//! Headings get their numbers, levels and anchors. The genre decides: 一、（一）1.（1） for bulletins, notices and yearbook
//! articles, none for features and reviews (GB/T 9704 7.3.3).

use super::prose::Prose;
use crate::finding::{Finding, Place};
use crate::model::article::plain_text;
use crate::model::article::{Block, Genre};
use crate::model::quantity::han_digits;
use rust_decimal::Decimal;

/// How far headings were counted.
pub struct Numbering {
    is_numbered: bool,
    /// The second level runs on across chapters.
    second_is_continuous: bool,
    counts: [u32; 4],
}

impl Numbering {
    pub fn for_genre(genre: &Genre, second_is_continuous: bool) -> Self {
        let is_numbered = !matches!(genre, Genre::Feature(_) | Genre::Review(_));
        Self { is_numbered, second_is_continuous, counts: [0; 4] }
    }

    /// Numbers the headings of some blocks, whose levels are still those of their Markdown marks.
    pub fn number(&mut self, prose: &mut Prose, blocks: &mut [Block], prefix: &str) {
        let mut before = 0;
        for block in blocks {
            let Block::Heading(heading) = block else { continue };
            let place = prose.heading_places.pop_front().unwrap_or_else(|| Place::file(&prose.file));
            let level = heading.level.saturating_sub(1).clamp(1, 4);
            if level > before + 1 {
                let words = plain_text(&heading.text);
                prose.tell(
                    Finding::warning(
                        "heading-jump",
                        place.clone(),
                        format!("标题“{words}”跳了一级"),
                        format!("the heading `{words}` skips a level"),
                    )
                    .help("第一级用 ##，第二级用 ###", "use ## first, then ###"),
                );
            }
            let words = plain_text(&heading.text);
            if self.is_numbered && is_numbered_by_hand(&words) {
                prose.tell(
                    Finding::warning(
                        "heading-numbered",
                        place,
                        format!("标题“{words}”手写了序号，会印成两个"),
                        format!("the heading `{words}` is numbered by hand and would get a second number"),
                    )
                    .help("删去序号，体裁会自己编", "delete the number: the genre gives it"),
                );
            }
            before = level;
            heading.level = level;
            self.count(usize::from(level) - 1);
            heading.number =
                if self.is_numbered { number(level, self.counts[usize::from(level) - 1]) } else { String::new() };
            let counts: Vec<String> = self.counts[..usize::from(level)].iter().map(u32::to_string).collect();
            heading.anchor = format!("{prefix}s{}", counts.join("-"));
        }
    }

    fn count(&mut self, index: usize) {
        self.counts[index] += 1;
        for (below, count) in self.counts.iter_mut().enumerate().skip(index + 1) {
            if !(below == 1 && self.second_is_continuous) {
                *count = 0;
            }
        }
    }
}

/// `一、…`, `（一）…`, `1.…`, `（1）…`
fn is_numbered_by_hand(words: &str) -> bool {
    let rest = words.trim_start().trim_start_matches(['（', '(']);
    let counts = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let end = rest.find(|c| !counts(c)).unwrap_or(rest.len());
    end > 0 && rest[end..].starts_with(['、', '）', ')', '.', '．'])
}

fn number(level: u8, count: u32) -> String {
    let han = || han_digits(Decimal::from(count));
    match level {
        1 => format!("{}、", han()),
        2 => format!("（{}）", han()),
        3 => format!("{count}."),
        _ => format!("（{count}）"),
    }
}
