//! A count and the chain that follows: `抓好六个方面工作：一是…二是…六是…`.

use crate::audit::Verdicts;
use crate::audit::items;

const MEASURES: [&str; 9] = ["个方面", "方面", "点", "项", "件", "个", "条", "大", "类"];

pub fn check(text: &str, start: usize, verdicts: &mut Verdicts) {
    let mut from = 0;
    while let Some(first) = text[from..].find("一是").map(|i| from + i) {
        from = first + "一是".len();
        let before = &text[..first];
        let head = before.trim_end_matches(['：', '。', '，', '；', ' ']);
        let is_tied = before.ends_with('：');
        let sentence = head.rfind(['。', '；', '！', '？']).map_or(0, |i| i + '。'.len_utf8());
        let Some((place, number)) = last_count(&head[sentence..]) else { continue };
        let many = length(&text[first..]);
        let place = start + sentence + place..start + sentence + place + '一'.len_utf8();
        if many == number {
            verdicts.holds(place, format!("{number}项：一是至{number}是"));
        } else if is_tied && many >= 2 && head[sentence..].chars().count() <= 60 {
            verdicts
                .wrong(
                    place,
                    format!("前面说{number}项，后面列到第{many}项"),
                    format!("{number} are announced, {many} follow"),
                )
                .help("核对数目，或补上漏列的项", "check the count, or add the item that is missing");
        }
    }
}

/// The last count of a sentence, by its place.
fn last_count(sentence: &str) -> Option<(usize, usize)> {
    sentence.char_indices().rev().find_map(|(i, c)| {
        let (number, length) = items::han(&sentence[i..])?;
        let behind = &sentence[i + length..];
        let is_ordinal = sentence[..i].ends_with(['第', '十', '几', '一', '上', '前']) || c == '十';
        let noun = MEASURES.iter().find_map(|measure| behind.strip_prefix(measure))?;
        (!is_ordinal && noun.chars().count() <= 10 && !noun.contains('，')).then_some((i, number))
    })
}

/// How long the chain is that starts here: the highest number that follows without a gap.
fn length(text: &str) -> usize {
    const WORDS: [&str; 12] =
        ["一是", "二是", "三是", "四是", "五是", "六是", "七是", "八是", "九是", "十是", "十一是", "十二是"];
    let mut at = "一是".len();
    let end = text[at..].find("一是").map_or(text.len(), |i| at + i);
    let mut many = 1;
    for (i, word) in WORDS.iter().enumerate().skip(1) {
        if let Some(found) = text[at..end].find(word) {
            at += found + word.len();
            many = i + 1;
        }
    }
    many
}
