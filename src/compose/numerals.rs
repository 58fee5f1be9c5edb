//! Numerals that were typed, not bound: what each is, from the characters around it. A date, an ordinal and the number of
//! an enumeration are known; anything else is unknown, and `check` asks the author.

use crate::model::article::NumeralKind;
use std::ops::Range;

/// Every run of Arabic digits in a text with what it is. Decimal points and thousands commas belong to their run.
pub fn in_text(text: &str) -> Vec<(Range<usize>, NumeralKind)> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let mut i = 0;
    while i < bytes.len() {
        if !bytes[i].is_ascii_digit() {
            i += 1;
            continue;
        }
        let start = i;
        while i < bytes.len() && (bytes[i].is_ascii_digit() || (is_inner_mark(bytes, i))) {
            i += 1;
        }
        found.push((start..i, kind(text, start..i)));
    }
    found
}

fn is_inner_mark(bytes: &[u8], i: usize) -> bool {
    matches!(bytes[i], b'.' | b',') && bytes.get(i + 1).is_some_and(u8::is_ascii_digit)
}

fn kind(text: &str, range: Range<usize>) -> NumeralKind {
    let digits = &text[range.clone()];
    let (before, after) = (&text[..range.start], text[range.end..].trim_start());
    let number: Option<u32> = digits.parse().ok();
    let is_year = digits.len() == 4 && number.is_some_and(|n| (1900..=2100).contains(&n));
    let in_brackets = before.ends_with(['〔', '（', '(']) && after.starts_with(['〕', '）', ')']);
    let is_date = (is_year && (after.starts_with(['年', '—', '–', '-', '～', '/']) || in_brackets || before.ends_with(['—', '～', '-'])))
        || (is_year && after.is_empty() && before.is_empty())
        || (after.starts_with('月') && !after.starts_with("月度") && number.is_some_and(|n| (1..=12).contains(&n)) && !before.ends_with('个'))
        || (after.starts_with('日') && before.trim_end().ends_with(['月', '—', '至']) && number.is_some_and(|n| (1..=31).contains(&n)))
        || (after.starts_with(['—', '-', '～', '至']) && names_a_month(after))
        || (before.ends_with('-') && before.len() >= 3 && before.trim_end_matches('-').ends_with(|c: char| c.is_ascii_digit()));
    if is_date {
        return NumeralKind::Date;
    }
    if before.trim_end().ends_with('第') || before.ends_with("No.") {
        return NumeralKind::Ordinal;
    }
    if before.ends_with(['（', '(']) && after.starts_with(['）', ')']) || (before.trim().is_empty() && after.starts_with(['.', '、', '．'])) {
        return NumeralKind::Enumeration;
    }
    NumeralKind::Unknown
}

/// `—9月`: the first half of a range of months.
fn names_a_month(after: &str) -> bool {
    let rest = after.trim_start_matches(['—', '-', '～', '至']);
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    end > 0 && rest[end..].starts_with('月')
}

#[cfg(test)]
mod tests {
    use super::*;
    use NumeralKind::*;

    #[test]
    fn dates_ordinals_and_figures_are_told_apart() {
        let cases: [(&str, &[NumeralKind]); 10] = [
            ("2023年7月1日起", &[Date, Date, Date]),
            ("丰委农办〔2024〕8号", &[Date, Unknown]),
            ("遂宁年鉴（2022）", &[Date]),
            ("第18期", &[Ordinal]),
            ("2013—2022年", &[Date, Date]),
            ("1—9月", &[Date, Date]),
            ("投入1.67亿元", &[Unknown]),
            ("3日内核实", &[Unknown]),
            ("2021年以来", &[Date]),
            ("共12,345.6元", &[Unknown]),
        ];
        for (text, kinds) in cases {
            let found: Vec<NumeralKind> = in_text(text).into_iter().map(|(_, kind)| kind).collect();
            assert_eq!(found, kinds, "{text}");
        }
    }

    #[test]
    fn a_decimal_is_one_numeral() {
        let text = "共12,345.6元。";
        assert_eq!(&text[in_text(text)[0].0.clone()], "12,345.6");
    }
}
