//! `identity-number`: the number of an identity card in a text, a value, the name of a file or what a picture carries (GB 11643—1999: 17
//! digits and a check character; before that 15 digits). A masked one is none.

use crate::finding::Finding;
use crate::gate::Content;
use crate::gate::numbers::{chains, digit, is_labelled, is_separator, masked, words_before};
use crate::gate::words::has_any;
use std::ops::Range;

pub fn check(content: &Content) -> Vec<Finding> {
    content.each(|passage| {
        let told = |(digits, range): (String, Range<usize>)| {
            let (zh, en) = passage.where_found();
            Finding::error(
                "identity-number",
                passage.place(range),
                format!("{zh}有身份证号 {}", masked(&digits)),
                format!("{en} holds an identity number, {}", masked(&digits)),
            )
            .help(
                "删去，或只留前三位和后两位，中间写 *；不是身份证号的，在那一行后面写明允许",
                "delete it or write * for all but its ends; where it is something else, allow it with the reason",
            )
        };
        found(&passage.text).into_iter().map(told).collect()
    })
}

/// The digits and where they stand.
pub(super) fn found(line: &str) -> Vec<(String, Range<usize>)> {
    let mut found: Vec<(String, Range<usize>)> = Vec::new();
    for chain in chains(line) {
        let count = chain.groups.len();
        for first in 0..count {
            for last in first..count {
                let (digits, mut range) = chain.joined(first..last + 1);
                if digits.len() > 18 {
                    break;
                }
                let mut number = digits;
                if number.len() == 17
                    && let Some(end) = check_letter(line, range.end)
                {
                    number.push('X');
                    range.end = end;
                }
                let is_new = found.last().is_none_or(|(_, before)| before.end <= range.start);
                if is_new && is_identity(line, &number, &range) {
                    found.push((number, range));
                }
            }
        }
    }
    found
}

/// Where an X ends that stands behind 17 digits, and nothing behind it goes on.
fn check_letter(line: &str, at: usize) -> Option<usize> {
    let mut rest = line[at..].char_indices().peekable();
    rest.next_if(|(_, c)| is_separator(*c));
    let (from, letter) = rest.next()?;
    let goes_on = rest.next().is_some_and(|(_, c)| c.is_ascii_alphanumeric());
    (matches!(letter, 'X' | 'x' | 'Ｘ' | 'ｘ' | '×') && !goes_on).then_some(at + from + letter.len_utf8())
}

const NAMES: [&str; 7] = ["身份证", "身份号", "公民身份", "证件号", "身分证", "学籍号", "证件：居民"];

fn is_identity(line: &str, number: &str, range: &Range<usize>) -> bool {
    if !matches!(number.len(), 15 | 18) || is_inside_a_code(line, range) {
        return false;
    }
    let before = words_before(line, range.start, 16);
    let is_named = has_any(before, &NAMES);
    let (region, birth) = match number.len() {
        18 => (&number[..6], number[6..14].to_string()),
        _ => (&number[..6], format!("19{}", &number[6..12])),
    };
    if !is_region(region) || !is_day(&birth) {
        return false;
    }
    match number.len() {
        // A slip of the keys in a number that is called one still names a person.
        18 if is_named => true,
        18 => has_right_check(number) && !is_labelled(line, range.start) && !has_any(before, &["信用代码", "信用码"]),
        // Nothing in 15 digits proves itself.
        _ => is_named || has_any(line, &NAMES),
    }
}

/// Letters around it make it something else, but for the G and L that 学籍号 begin with.
fn is_inside_a_code(line: &str, range: &Range<usize>) -> bool {
    let mut before = line[..range.start].chars().rev();
    let last = before.next();
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let is_school = matches!(last, Some('G' | 'g' | 'L' | 'l')) && !is_letter(before.next());
    let after = line[range.end..].chars().next();
    is_letter(last) && !is_school || is_letter(after) || after.is_some_and(|c| digit(c).is_some() || c == '*')
}

/// The first two digits of GB/T 2260.
const PROVINCES: [&str; 34] = [
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44",
    "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82",
];

fn is_region(code: &str) -> bool {
    PROVINCES.iter().any(|province| code.starts_with(province)) && !code.ends_with("0000")
}

fn is_day(day: &str) -> bool {
    let number = |range: Range<usize>| day[range].parse::<i32>().ok();
    let (Some(year), Some(month), Some(day)) = (number(0..4), number(4..6), number(6..8)) else { return false };
    (1900..2100).contains(&year)
        && icu_calendar::Date::try_new_iso(year, u8::try_from(month).unwrap_or(0), u8::try_from(day).unwrap_or(0))
            .is_ok()
}

/// ISO 7064, MOD 11-2.
fn has_right_check(number: &str) -> bool {
    let value = |c: char| if c == 'X' { 10 } else { c.to_digit(10).unwrap_or(0) };
    let sum = number.chars().rev().zip(0..18_u32).map(|(c, i)| value(c) * (2_u32.pow(i) % 11)).sum::<u32>();
    sum % 11 == 1
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::gate::rules::tried::expect;

    /// A number with its right check character; its first 17 digits belong to nobody that the test knows.
    pub fn with_check(first: &str) -> String {
        let last = "0123456789X".chars().find(|c| has_right_check(&format!("{first}{c}")));
        format!("{first}{}", last.expect("one of eleven is right"))
    }

    fn ranges(line: &str) -> Vec<Range<usize>> {
        found(line).into_iter().map(|(_, range)| range).collect()
    }

    #[test]
    fn the_check_is_that_of_the_standard() {
        // The example that GB 11643—1999 prints.
        assert!(has_right_check("11010519491231002X") && !has_right_check("110105194912310021"));
    }

    #[test]
    fn an_identity_number_is_seen_however_it_is_written() {
        let number = with_check("51112419900230100".replace("0230", "0228").as_str());
        let full_width: String = number.chars().map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap()).collect();
        let spaced = format!("{} {} {}", &number[..6], &number[6..14], &number[14..]);
        let x = (0..100).map(|n| with_check(&format!("511124199002281{n:02}"))).find(|n| n.ends_with('X')).unwrap();
        for line in [
            format!("户主（{number}）签收。"),
            format!("证件：{full_width}"),
            format!("{spaced}，电话另附"),
            format!("{}-{}", &number[..14], &number[14..]),
            format!("身份证号 {}{}", &number[..17], if number.ends_with('1') { '2' } else { '1' }),
            x.to_lowercase(),
            format!("{} {}", &x[..17], "x"),
            format!("学籍号G{number}"),
            "身份证：511124900228101".to_string(),
        ] {
            assert_eq!(found(&line).len(), 1, "{line}");
        }
    }

    #[test]
    fn other_long_numbers_are_left_alone() {
        let number = with_check("51112419900228100");
        let wrong = format!("{}{}", &number[..17], if number.ends_with('1') { '2' } else { '1' });
        let (order, credit, code) =
            (format!("订单编号：{number}"), format!("统一社会信用代码 {number}"), format!("CT{number}"));
        let masked = format!("{}********{}", &number[..6], &number[14..]);
        expect(
            ranges,
            &[],
            &[
                &wrong,
                &order,
                &credit,
                &code,
                &masked,
                "流水 20240301103059123456",
                "511124900228101",
                "共 202,403,011,530,221,234 元",
            ],
        );
    }
}
