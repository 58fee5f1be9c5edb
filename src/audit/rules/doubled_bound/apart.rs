//! Two bounds of one number with a verb between them: 约占近九成, 大约有近300人, 超过达40家. From a reading to places, each with the two words.

use crate::reading::{Reading, is_tail_of_a_word};
use std::ops::Range;

const FIRST: [&str; 8] = ["大约", "大概", "超过", "将近", "接近", "不到", "约", "近"];
const VERBS: [&str; 9] = ["占到", "达到", "占", "有", "为", "需", "达", "用", "花"];
const SECOND: [&str; 10] = ["不到", "不足", "将近", "接近", "大约", "超过", "近", "约", "超", "逾"];
const NUMERALS: &str = "一二两三四五六七八九十百千半";

pub fn doubled(reading: &Reading) -> Vec<(Range<usize>, &str, &str)> {
    let text = reading.text();
    let mut found: Vec<(Range<usize>, &str, &str)> = Vec::new();
    for first in FIRST {
        for (at, _) in text.match_indices(first) {
            let behind = at + first.len();
            let is_told = found.iter().any(|(range, ..)| range.contains(&at));
            if is_told || is_tail_of_a_word(&text[..behind], first) {
                continue;
            }
            if let Some(second) = second(&text[behind..]) {
                found.push((at..behind + second.end, first, &text[behind + second.start..behind + second.end]));
            }
        }
    }
    found
}

/// The bound behind a verb, directly before a number.
fn second(text: &str) -> Option<Range<usize>> {
    let verb = VERBS.iter().find(|verb| text.starts_with(**verb))?.len();
    let bound = SECOND.iter().find(|bound| text[verb..].starts_with(**bound))?.len();
    let number = text[verb + bound..].chars().next()?;
    (number.is_ascii_digit() || NUMERALS.contains(number)).then_some(verb..verb + bound)
}
