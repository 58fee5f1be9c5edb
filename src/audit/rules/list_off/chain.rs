//! A count and the chain that follows: `抓好六个方面工作：一是…二是…六是…`.

use crate::audit::Verdicts;
use crate::audit::items;
use std::ops::Range;

const MEASURES: [&str; 9] = ["个方面", "方面", "点", "项", "件", "个", "条", "大", "类"];

const WORDS: [&str; 12] =
    ["一是", "二是", "三是", "四是", "五是", "六是", "七是", "八是", "九是", "十是", "十一是", "十二是"];

/// A count is looked for this far back, in bytes.
const FAR: usize = 240;

pub fn check(text: &str, start: usize, verdicts: &mut Verdicts) {
    let mut from = 0;
    while let Some(first) = text[from..].find("一是").map(|i| from + i) {
        from = first + "一是".len();
        let before = &text[..first];
        let head = before.trim_end_matches(['：', '。', '，', '；', ' ']);
        let colon = before.ends_with('：');
        let window = head.ceil_char_boundary(head.len().saturating_sub(FAR));
        let sentence = window + head[window..].rfind(['。', '；', '！', '？']).map_or(0, |i| i + '。'.len_utf8());
        let Some((place, number)) = last_count(&head[sentence..]) else { continue };
        // 抓好五件事。一是…: the count ends its sentence and says what is to be done.
        const TO_DO: [&str; 8] = ["抓好", "做好", "办好", "抓实", "以下", "如下", "重点抓", "做到"];
        let ends_with_it = head.len() - sentence - place.start <= "十二个方面工作".len();
        let stop = before.ends_with('。') && ends_with_it && TO_DO.iter().any(|word| head[sentence..].contains(word));
        let is_tied = colon || stop;
        let many = length(&text[first..], &WORDS);
        let place = start + sentence + place.start..start + sentence + place.end;
        if many == number {
            verdicts.holds(place, format!("{number}项：一是至{number}是"));
        } else if is_tied && many >= 2 && head[sentence..].chars().count() <= 60 {
            tell(verdicts, place, number, many);
        }
    }
    to_do(text, start, verdicts);
    named_by_number(text, start, verdicts);
}

/// 做好以下3方面工作：一要加强调度，二要做好预警。
fn to_do(text: &str, start: usize, verdicts: &mut Verdicts) {
    const WORDS: [&str; 8] = ["一要", "二要", "三要", "四要", "五要", "六要", "七要", "八要"];
    for (first, _) in text.match_indices("：一要") {
        let head = &text[..first];
        let window = head.ceil_char_boundary(head.len().saturating_sub(FAR));
        let sentence = window + head[window..].rfind(['。', '；', '！', '？']).map_or(0, |i| i + '。'.len_utf8());
        let Some((place, number)) = last_count(&head[sentence..]) else { continue };
        let many = length(&text[first + '：'.len_utf8()..], &WORDS);
        let place = start + sentence + place.start..start + sentence + place.end;
        match many == number {
            true => verdicts.holds(place, format!("{number}项：一要至{number}要")),
            false if many >= 2 => tell(verdicts, place, number, many),
            false => {}
        }
    }
}

fn tell(verdicts: &mut Verdicts, place: Range<usize>, number: usize, many: usize) {
    verdicts
        .wrong(place, format!("前面说{number}项，后面列到第{many}项"), format!("{number} are announced, {many} follow"))
        .help("核对数目，或补上漏列的项", "check the count, or add the item that is missing");
}

/// 启示有四：其一，…；其二，…
fn named_by_number(text: &str, start: usize, verdicts: &mut Verdicts) {
    const ITS: [&str; 9] = ["其一", "其二", "其三", "其四", "其五", "其六", "其七", "其八", "其九"];
    for (first, _) in text.match_indices("其一") {
        let Some(head) = text[..first].strip_suffix(['：', '。', '，']) else { continue };
        let Some(at) = head.rfind('有').map(|at| at + '有'.len_utf8()).filter(|at| head.len() - at <= "一".len())
        else {
            continue;
        };
        let Some((number, length_of_it)) = items::han(&head[at..]).filter(|(_, length)| at + length == head.len())
        else {
            continue;
        };
        let many = length(&text[first..], &ITS);
        let place = start + at..start + at + length_of_it;
        if many == number {
            verdicts.holds(place, format!("{number}项：其一至其{number}"));
        } else if many >= 2 {
            tell(verdicts, place, number, many);
        }
    }
}

/// The last count of a sentence: where it stands, and its number.
fn last_count(sentence: &str) -> Option<(Range<usize>, usize)> {
    sentence.char_indices().rev().find_map(|(i, c)| {
        let (number, length) = items::han(&sentence[i..]).or_else(|| arabic(sentence, i))?;
        let behind = &sentence[i + length..];
        let is_ordinal = sentence[..i].ends_with(['第', '十', '几', '一', '上', '前']) || c == '十';
        let noun = MEASURES.iter().find_map(|measure| behind.strip_prefix(measure))?;
        let is_count = !is_ordinal && noun.chars().count() <= 10 && !noun.contains('，');
        is_count.then_some((i..i + length, number))
    })
}

/// 3 of 以下3方面工作
fn arabic(sentence: &str, at: usize) -> Option<(usize, usize)> {
    let is_free = !sentence[..at].ends_with(|c: char| c.is_ascii_digit() || ".-—～".contains(c));
    let length = sentence[at..].bytes().take_while(u8::is_ascii_digit).count();
    let number = sentence[at..at + length].parse().ok().filter(|number| (2..=12).contains(number))?;
    is_free.then_some((number, length))
}

/// How long the chain is that starts here: the highest number that follows without a gap.
fn length(text: &str, words: &[&str]) -> usize {
    let mut at = words[0].len();
    let end = text[at..].find(words[0]).map_or(text.len(), |i| at + i);
    let mut many = 1;
    for (i, word) in words.iter().enumerate().skip(1) {
        if let Some(found) = text[at..end].find(word) {
            at += found + word.len();
            many = i + 1;
        }
    }
    many
}
