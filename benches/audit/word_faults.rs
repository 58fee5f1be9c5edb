//! Faults of words: bounds, doubled words, passages, chains and what an editor leaves behind. From a text to every edit that makes
//! one; which of them are made is drawn in `forms`.

use super::corpus::Sample;
use super::mutate::{Effect, Mutant};
use super::scan::{self, digits_before, digits_behind, is_han};
use super::seed::Seed;
use std::ops::Range;

fn edit(at: Range<usize>, with: impl Into<String>) -> Mutant {
    Mutant::new("form", at, with, Effect::Break)
}

/// `超过170亿元` as `超过170亿元以上`, `约50人` as `约50人左右`, `700余户` as `超过700余户`, `达170亿元` as `达超过170亿元余`.
pub fn bounds(text: &str) -> Vec<Mutant> {
    let mut all = Vec::new();
    for (word, other) in
        [("超过", "以上"), ("突破", "以上"), ("超", "以上"), ("约", "左右"), ("近", "左右"), ("至少", "以上")]
    {
        for (at, _) in text.match_indices(word).filter(|(at, _)| !text[..*at].ends_with(['节', '最', '附', '大', '接']))
        {
            let tail = at + word.len();
            if let Some(end) = quantity_end(text, tail) {
                all.push(edit(end..end, other));
            }
        }
    }
    for (at, word) in text.match_indices('余').chain(text.match_indices("多")) {
        let digits = digits_before(&text[..at]);
        if digits > 0 && text[at + word.len()..].starts_with(is_han) {
            all.push(edit(at - digits..at - digits, "超过"));
        }
    }
    all
}

/// Where a quantity that starts at a byte ends, if it has a unit of one character.
fn quantity_end(text: &str, start: usize) -> Option<usize> {
    let digits = digits_behind(&text[start..]);
    let tail = &text[start + digits..];
    let scaled = tail.trim_start_matches(['万', '亿']);
    let unit = scaled.chars().next()?;
    let end = start + digits + (tail.len() - scaled.len()) + unit.len_utf8();
    (digits > 0 && "元人户个家亩吨名件次万亿%".contains(unit) && !text[end..].starts_with("以上")).then_some(end)
}

/// 的的, 了了, 在在.
pub fn function_words(text: &str) -> Vec<Mutant> {
    let words = ['的', '了', '在', '和', '是', '与', '对', '为', '将', '于'];
    let places = text.char_indices().filter(|(at, c)| {
        let around = (text[..*at].chars().next_back(), text[at + c.len_utf8()..].chars().next());
        // 为了, 对于, 目的 and their like are words; the doubled character is within one.
        words.contains(c) && matches!(around, (Some(a), Some(b)) if is_han(a) && is_han(b) && !words.contains(&a) && !words.contains(&b))
    });
    places.map(|(at, c)| edit(at..at, c.to_string())).collect()
}

/// A sentence of sixteen Han characters or more, once more at the end of another paragraph.
pub fn sentences(sample: &Sample) -> Vec<Mutant> {
    let text = sample.text.as_str();
    let all = scan::sentences(text);
    let ends: Vec<usize> = all.iter().map(|s| s.end).filter(|end| text[*end..].starts_with('\n')).collect();
    let long = all.iter().filter(|s| text[(*s).clone()].chars().filter(|c| is_han(*c)).count() >= 16);
    let copies = long.filter_map(|sentence| {
        let mut seed = Seed::of(&sample.file, sentence.start, "copy");
        let others: Vec<usize> = ends.iter().copied().filter(|end| end.abs_diff(sentence.end) > 400).collect();
        let end = *others.get(seed.below(others.len().max(1)))?;
        Some(edit(end..end, &text[sentence.clone()]))
    });
    copies.collect()
}

/// The text up to somewhere within its last sentence.
pub fn cut(sample: &Sample) -> Vec<Mutant> {
    let text = sample.text.as_str();
    let Some(last) = scan::sentences(text).pop() else { return Vec::new() };
    let places = text[last.clone()].char_indices().skip(8).filter(|(at, c)| {
        let before = text[..last.start + at].chars().next_back();
        is_han(*c) && before.is_some_and(is_han)
    });
    places.map(|(at, _)| edit(last.start + at..text.len(), "\n")).collect()
}

/// `15%～30%` as `15～30%`, also where the text has one rate only.
pub fn percent_ranges(text: &str) -> Vec<Mutant> {
    let rates = text.match_indices('%').filter_map(|(at, _)| {
        let digits = digits_before(&text[..at]);
        let start = at - digits;
        let value: u32 = text[start..at].parse().ok().filter(|value| *value > 6)?;
        match text[..start].strip_suffix(['～', '—', '-']) {
            Some(head) if head.ends_with('%') => Some(edit(head.len() - 1..head.len(), "")),
            Some(_) => None,
            None => Some(edit(start..start, format!("{}～", value - 5))),
        }
    });
    rates.collect()
}

/// `4000元` as `4千元`, `500户` as `5百户`.
pub fn thousands(text: &str) -> Vec<Mutant> {
    let places = text
        .char_indices()
        .filter(|(at, c)| is_han(*c) && !matches!(c, '年' | '万' | '亿' | '米') && digits_before(&text[..*at]) > 0);
    let places = places.filter_map(|(at, _)| {
        let number = &text[at - digits_before(&text[..at])..at];
        let (head, with) = match (number.strip_suffix("000"), number.strip_suffix("00")) {
            (Some(head), _) => (head, "千"),
            (None, Some(head)) => (head, "百"),
            (None, None) => return None,
        };
        (head.len() == 1).then(|| edit(at - number.len() + 1..at, with))
    });
    places.collect()
}

/// The second or third member of a chain without its number: 一是……三是.
pub fn chains(text: &str) -> Vec<Mutant> {
    let mut all = Vec::new();
    for (before, word, behind) in [("一是", "二是", "三是"), ("二是", "三是", "四是"), ("其一", "其二", "其三")]
    {
        for (at, _) in text.match_indices(word) {
            let paragraph = super::trials::paragraph(text, yearbook::reading::Markup::Markdown, at);
            if text[paragraph.start..at].contains(before) && text[at..paragraph.end].contains(behind) {
                all.push(edit(at..at + word.len(), ""));
            }
        }
    }
    all
}

/// `二、` and `（二）` before a heading or paragraph, as the number after it.
pub fn headings(text: &str) -> Vec<Mutant> {
    let mut all = Vec::new();
    for (start, line) in scan::lines(text) {
        let words = line.trim_start_matches(['#', ' ']);
        let at = start + line.len() - words.len();
        for (number, other) in [("二、", "三、"), ("三、", "五、"), ("（二）", "（三）"), ("（三）", "（五）")]
        {
            if words.starts_with(number) && text[at..].contains(&format!("\n{}", &line[..line.len() - words.len()])) {
                all.push(edit(at..at + number.len(), other));
            }
        }
    }
    all
}

pub fn bookmarks(text: &str) -> Vec<Mutant> {
    let places = text.char_indices().filter(|(at, c)| is_han(*c) && text[..*at].ends_with(is_han));
    places.map(|(at, _)| edit(at..at, "[bookmark: _GoBack]")).collect()
}

pub fn commas(text: &str) -> Vec<Mutant> {
    let places = text.match_indices('，').filter(|(at, _)| text[..*at].ends_with(is_han));
    places.map(|(at, mark)| edit(at..at + mark.len(), ",")).collect()
}

/// A text without its dates, so that 截至目前 has nothing to lean on, and the places where it may begin a sentence.
pub fn undated(sample: &Sample) -> (String, Vec<Mutant>) {
    let mut text = String::new();
    for c in sample.text.chars() {
        text.push(c);
        for unit in ['年', '月', '日'] {
            if let Some(head) = text.strip_suffix(unit) {
                let digits = head.bytes().rev().take_while(u8::is_ascii_digit).count();
                if digits > 0 && !(unit == '年' && digits < 4) {
                    text.truncate(head.len() - digits);
                }
            }
        }
    }
    let starts = scan::sentences(&text).into_iter().map(|sentence| edit(sentence.start..sentence.start, "截至目前，"));
    let places = starts.collect();
    (text, places)
}
