//! Units and measure words as they stand behind a number: a text comes in, the unit that it starts with goes out. What a unit
//! is worth is known to `model`.

mod words;

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::LazyLock;
use words::WORDS;

const LATIN: [&str; 34] = [
    "km/h", "km2", "km²", "km", "kWh", "kW·h", "kW", "kV", "kVA", "kg", "g", "mg", "m3", "m³", "m2", "m²", "mm", "ml",
    "mL", "m", "cm", "MW", "GW", "MPa", "t", "hm²", "ha", "h", "L", "TB", "GB", "MB", "dB", "Mbps",
];

/// The unit that a text starts with, and what it is measured by behind a stroke: 元, 个百分点, 元/人·月; empty where the
/// text starts with none.
pub fn measure_word(text: &str) -> &str {
    let word = longest(text);
    if word.is_empty() {
        return latin_unit(text);
    }
    let rest = &text[word.len()..];
    let Some(per) = rest.strip_prefix('/').or_else(|| rest.strip_prefix('／')) else { return word };
    let stroke = word.len() + (rest.len() - per.len());
    let mut end = stroke;
    let mut rest = per;
    loop {
        let part = match rest.strip_prefix('万') {
            Some(after) => '万'.len_utf8() + longest(after).len(),
            None if rest.starts_with('月') => '月'.len_utf8(),
            None => longest(rest).len(),
        };
        if part == 0 {
            break;
        }
        end += part;
        rest = &rest[part..];
        match rest.strip_prefix(['·', '/']) {
            Some(more) if more.starts_with('月') || !longest(more).is_empty() => {
                end += rest.len() - more.len();
                rest = more;
            }
            _ => break,
        }
    }
    if end == stroke { word } else { &text[..end] }
}

/// Whether a text starts with a unit, a measure word or a scale.
pub fn is_unit_start(text: &str) -> bool {
    text.starts_with(['万', '亿', '余', '多']) || !measure_word(text).is_empty()
}

pub fn is_latin_unit(text: &str) -> bool {
    !latin_unit(text).is_empty()
}

fn latin_unit(text: &str) -> &str {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let fits = LATIN
        .iter()
        .find(|unit| text.starts_with(**unit) && unit.bytes().take_while(u8::is_ascii_alphabetic).count() == letters);
    fits.map_or("", |unit| &text[..unit.len()])
}

fn longest(text: &str) -> &str {
    let Some(first) = text.chars().next() else { return "" };
    let Some(words) = BY_FIRST.get(&first) else { return "" };
    words.iter().find(|word| text.starts_with(**word)).map_or("", |word| &text[..word.len()])
}

/// The words by their first character, the longest first.
static BY_FIRST: LazyLock<HashMap<char, Vec<&'static str>>> = LazyLock::new(|| {
    let mut all: HashMap<char, Vec<&'static str>> = HashMap::new();
    for word in WORDS {
        if let Some(first) = word.chars().next() {
            all.entry(first).or_default().push(word);
        }
    }
    all.values_mut().for_each(|words| words.sort_by_key(|word| Reverse(word.len())));
    all
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_is_meant() {
        for (text, unit) in [
            ("人次，", "人次"),
            ("个百分点", "个百分点"),
            ("元/人·月。", "元/人·月"),
            ("户家庭", "户"),
            ("km道路", "km"),
            ("G网络", ""),
            ("有务工", ""),
            ("人/次", "人/次"),
            ("元／亩", "元／亩"),
            ("元／，", "元"),
        ] {
            assert_eq!(measure_word(text), unit, "{text}");
        }
    }
}
