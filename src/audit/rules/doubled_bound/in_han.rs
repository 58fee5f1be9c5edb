//! Numbers in Han characters that two words bound: 近百余元, 不到两成多. From a reading to places, each with the two words. 约 and 上 before
//! such a number are common (约十多人, 上百余人) and left alone.

use crate::reading::{Reading, is_tail_of_a_word};
use std::ops::Range;

const FRONT: [&str; 9] = ["不到", "不足", "接近", "将近", "超过", "突破", "近", "超", "逾"];
const NUMERALS: &str = "一二两三四五六七八九十百千万亿";
/// What stands between such a number and 多: 两成多, 一半多.
const MEASURES: [&str; 4] = ["成", "倍", "半", "个百分点"];
/// Before these 近 says when: 近十余年.
const TIME: [&str; 6] = ["年", "个月", "天", "日", "周", "届"];

pub fn doubled(reading: &Reading) -> Vec<(Range<usize>, &str, &str)> {
    let text = reading.text();
    let mut found: Vec<(Range<usize>, &str, &str)> = Vec::new();
    for word in FRONT {
        for (at, _) in text.match_indices(word) {
            let is_told = found.iter().any(|(range, ..)| range.contains(&at));
            if is_told || is_tail_of_a_word(&text[..at + word.len()], word) {
                continue;
            }
            let Some(end) = bound_again(&text[at + word.len()..], word).map(|end| at + word.len() + end) else {
                continue;
            };
            let more = text[..end].char_indices().next_back().map_or(end, |(i, _)| i);
            found.push((at..end, word, &text[more..end]));
        }
    }
    found
}

/// Where 余 or 多 ends behind the Han number that a text begins with.
fn bound_again(text: &str, word: &str) -> Option<usize> {
    let number = text.len() - text.trim_start_matches(|c| NUMERALS.contains(c)).len();
    let rest = &text[number..];
    if let Some(behind) = rest.strip_prefix('余').or_else(|| rest.strip_prefix('多')).filter(|_| number > 0) {
        let is_scaled = text[..number].ends_with(['十', '百', '千', '万', '亿']);
        let is_time = matches!(word, "近" | "将近" | "接近") && TIME.iter().any(|unit| behind.starts_with(unit));
        return (is_scaled && !is_time).then_some(text.len() - behind.len());
    }
    // 一半 has a number before it, 半 itself none.
    let measure = MEASURES.iter().find(|measure| number > 0 && rest.starts_with(**measure))?;
    let behind = rest[measure.len()..].strip_prefix('多')?;
    let ends = behind.is_empty() || behind.starts_with(|c: char| "，。；、）的！".contains(c));
    ends.then_some(text.len() - behind.len())
}
