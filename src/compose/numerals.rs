//! Numerals that were typed, not bound: what each is, from the characters around it. A date, an ordinal and the number of
//! an enumeration are known; anything else is unknown, and `check` asks the author.

use crate::model::article::NumeralKind;
use std::ops::Range;

/// Every run of digits in a text with what it is. Decimal points and thousands commas belong to their run; full-width
/// digits are never right (GB/T 15835 5.1.7.1).
pub fn in_text(text: &str) -> Vec<(Range<usize>, NumeralKind)> {
    let mut found = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if !is_digit(c) {
            continue;
        }
        let mut end = start + c.len_utf8();
        while let Some((i, c)) = chars.peek().copied() {
            let is_inner_mark = matches!(c, '.' | ',') && text[i + 1..].starts_with(is_digit);
            if !is_digit(c) && !is_inner_mark {
                break;
            }
            end = i + c.len_utf8();
            chars.next();
        }
        found.push((start..end, kind(text, start..end)));
    }
    found
}

/// Digits of any script, circled and Roman ones too; 〇 is a Han digit.
fn is_digit(c: char) -> bool {
    c.is_numeric() && c != '〇'
}

fn kind(text: &str, range: Range<usize>) -> NumeralKind {
    let digits = &text[range.clone()];
    let (before, after) = (&text[..range.start], text[range.end..].trim_start());
    if is_year(digits) && (is_year_by_context(before, after) || leads_to_a_date(after))
        || is_month(digits) && after.starts_with('月') && !after.starts_with("月度") && !before.ends_with('个')
        || is_month(digits) && names_a_month(after)
        || is_day(digits) && after.starts_with('日') && before.trim_end().ends_with(['月', '—', '至'])
        || is_day(digits) && ends_in_iso_date(before)
    {
        return NumeralKind::Date;
    }
    if before.trim_end().ends_with('第') || before.ends_with("No.") {
        return NumeralKind::Ordinal;
    }
    // Enumerations are short: （16700） is a number in brackets.
    let in_brackets = before.ends_with(['（', '(']) && after.starts_with(['）', ')']);
    let starts_a_line = before.trim().is_empty() && after.starts_with(['.', '、', '．']);
    if digits.len() <= 2 && (in_brackets || starts_a_line) {
        return NumeralKind::Enumeration;
    }
    NumeralKind::Unknown
}

fn is_year(digits: &str) -> bool {
    digits.len() == 4 && digits.parse().is_ok_and(|n: u32| (1900..=2100).contains(&n))
}

fn is_month(digits: &str) -> bool {
    digits.parse().is_ok_and(|n: u8| (1..=12).contains(&n))
}

fn is_day(digits: &str) -> bool {
    digits.parse().is_ok_and(|n: u8| (1..=31).contains(&n))
}

/// 2023年, （2022）, 〔2024〕, 2021—2023, or a year alone.
fn is_year_by_context(before: &str, after: &str) -> bool {
    let in_brackets = before.ends_with(['〔', '（', '(']) && after.starts_with(['〕', '）', ')']);
    let first = before.strip_suffix(['—', '–', '-', '～']).unwrap_or("");
    let ends_a_range = is_year(first.rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or(""));
    after.starts_with('年') || in_brackets || ends_a_range || (before.is_empty() && after.is_empty())
}

/// `—2022年`, `-2023)`, `-07-11`: what follows makes the year before it a date.
fn leads_to_a_date(after: &str) -> bool {
    let Some(dash) = after.chars().next().filter(|c| "—–-～".contains(*c)) else { return false };
    let rest = &after[dash.len_utf8()..];
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (digits, rest) = rest.split_at(end);
    match digits.len() {
        4 => is_year(digits) && (rest.is_empty() || rest.starts_with(['年', '）', ')', '〕'])),
        1 | 2 => dash == '-' && is_month(digits) && !rest.starts_with(['%', '万', '亿', '元', '户', '人']),
        _ => false,
    }
}

/// `2023-` or `2023-07-` stands before.
fn ends_in_iso_date(before: &str) -> bool {
    let parts: Vec<&str> =
        before.rsplit(|c: char| !c.is_ascii_digit() && c != '-').next().unwrap_or("").split('-').collect();
    match parts.as_slice() {
        [year, ""] => is_year(year),
        [year, month, ""] => is_year(year) && is_month(month),
        _ => false,
    }
}

/// `—9月`: the first half of a range of months.
fn names_a_month(after: &str) -> bool {
    let rest = after.trim_start_matches(['—', '-', '～', '至']);
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    rest.len() < after.len() && end > 0 && rest[end..].starts_with('月')
}

#[cfg(test)]
mod tests {
    use super::*;
    use NumeralKind::*;

    #[test]
    fn dates_ordinals_and_figures_are_told_apart() {
        let cases: [(&str, &[NumeralKind]); 17] = [
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
            ("——2000户", &[Unknown]),
            ("共投入——1950万元", &[Unknown]),
            ("10-15%", &[Unknown, Unknown]),
            ("2000-3000户", &[Unknown, Unknown]),
            ("2023-07-11", &[Date, Date, Date]),
            ("（2021—2023）", &[Date, Date]),
            ("共１２３元", &[Unknown]),
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
