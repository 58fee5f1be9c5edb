//! From printed digits to a number: Arabic digits with their grouping, fractions, Han digits, a sign before each. Gives the
//! number and the text behind it; knows no scale but 万 within a Han number, and no unit.

use super::{Number, QuantityError};
use rust_decimal::Decimal;
use std::sync::Arc;

/// Published figures never have more; 15 digits times 万亿 are 27, within the 28 that a decimal holds.
const MOST_DIGITS: usize = 15;

/// Of the lower part of a fraction.
const MOST_DENOMINATOR_DIGITS: usize = 6;

/// What may stand before every three digits: a comma, or a space of fixed width (U+2009, U+202F, U+00A0).
const GROUPING: [char; 4] = [',', '\u{2009}', '\u{202f}', '\u{a0}'];

/// 〇 to 九, 两, and the places below ten thousand.
pub fn is_han_digit(c: char) -> bool {
    "〇零一二两三四五六七八九十百千".contains(c)
}

/// The number that a text starts with, and what follows it.
pub(super) fn number(text: &str) -> Result<(Number, &str), QuantityError> {
    let is_han = |rest: &&str| rest.starts_with(is_han_digit);
    let minus = text.strip_prefix(['-', '−', '－']).or_else(|| text.strip_prefix('负').filter(is_han));
    let is_negative = minus.is_some();
    let rest = minus.unwrap_or_else(|| text.strip_prefix(['+', '＋']).unwrap_or(text));
    if rest.starts_with(is_full_width_digit) {
        return Err(QuantityError::FullWidthDigits);
    }
    let (digits, after) = rest.split_at(end_of_digits(rest));
    if after.starts_with(is_full_width_digit) {
        return Err(QuantityError::FullWidthDigits);
    }
    if digits.is_empty() {
        return han(rest, is_negative);
    }
    let plain = without_grouping(digits)?;
    if plain.bytes().filter(u8::is_ascii_digit).count() > MOST_DIGITS {
        return Err(QuantityError::TooManyDigits);
    }
    let under = after.strip_prefix('/').filter(|under| under.starts_with(|c: char| c.is_ascii_digit()));
    if let Some(under) = under {
        return fraction(&plain, under, is_negative);
    }
    let value: Decimal = plain.parse().map_err(|_| QuantityError::NoNumber)?;
    Ok((Number::Decimal(if is_negative { -value } else { value }), after))
}

pub(super) fn is_full_width_digit(c: char) -> bool {
    ('０'..='９').contains(&c)
}

/// Where the digits end that the text starts with; a space belongs to them only before another digit.
fn end_of_digits(text: &str) -> usize {
    let mut end = 0;
    for (i, c) in text.char_indices() {
        let next = i + c.len_utf8();
        let stands_between = c.is_whitespace() && GROUPING.contains(&c) && i > 0;
        if c.is_ascii_digit() || c == '.' || c == ',' {
            end = next;
        } else if !(stands_between && text[next..].starts_with(|c: char| c.is_ascii_digit())) {
            break;
        }
    }
    end
}

/// A fraction from its upper digits and the text from the lower ones on.
fn fraction<'a>(over: &str, text: &'a str, is_negative: bool) -> Result<(Number, &'a str), QuantityError> {
    let (under, after) = text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()));
    if under.len() > MOST_DENOMINATOR_DIGITS {
        return Err(QuantityError::TooManyDigits);
    }
    let over: i64 = over.parse().map_err(|_| QuantityError::NoNumber)?;
    let under: i64 = under.parse().map_err(|_| QuantityError::NoNumber)?;
    if under == 0 {
        return Err(QuantityError::ZeroDenominator);
    }
    Ok((Number::Fraction { over: if is_negative { -over } else { over }, under }, after))
}

/// `12,345.6` → `12345.6`; commas, or spaces, must stand before every three digits.
fn without_grouping(digits: &str) -> Result<String, QuantityError> {
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() || decimals.contains(['.', ',']) || digits.ends_with('.') {
        return Err(QuantityError::NoNumber);
    }
    if let Some(separator) = whole.chars().find(|c| GROUPING.contains(c)) {
        let groups: Vec<&str> = whole.split(separator).collect();
        let is_three_digits = |group: &&str| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit());
        if !(1..=3).contains(&groups[0].len()) || !groups[1..].iter().all(is_three_digits) {
            return Err(QuantityError::BadGrouping);
        }
        return Ok(digits.replace(separator, ""));
    }
    match decimals.contains(GROUPING) {
        true => Err(QuantityError::BadGrouping),
        false => Ok(digits.to_string()),
    }
}

fn han(text: &str, is_negative: bool) -> Result<(Number, &str), QuantityError> {
    let (written, after) = text.split_at(han_length(text));
    let value = han_number(written).and_then(|value| i32::try_from(value).ok()).ok_or(QuantityError::NoNumber)?;
    let value = if is_negative { -value } else { value };
    Ok((Number::Han { value, written: Arc::from(written) }, after))
}

/// How many bytes of a text its first Han number has: in 一万九千八百元 the 万 is within it, in 一百二十万元 behind it.
pub fn han_length(text: &str) -> usize {
    let end = |text: &str| text.find(|c| !is_han_digit(c)).unwrap_or(text.len());
    let upper = end(text);
    let lower = text[upper..].strip_prefix('万').map_or(0, end);
    upper + if upper > 0 && lower > 0 { '万'.len_utf8() + lower } else { 0 }
}

/// The value of Han digits: 七 → 7, 二十三 → 23, 一百零五 → 105, 二〇二三 → 2023, 一万九千八百 → 19800.
pub fn han_number(text: &str) -> Option<i64> {
    match text.split_once('万') {
        Some((upper, lower)) => Some(without_wan(upper)? * 10_000 + without_wan(lower)?),
        None => without_wan(text),
    }
}

fn without_wan(text: &str) -> Option<i64> {
    let digit = |c: char| "零一二三四五六七八九".chars().position(|d| d == c).map(|i| i as i64);
    let digit = |c: char| match c {
        '〇' => Some(0),
        '两' => Some(2),
        c => digit(c),
    };
    if text.is_empty() || text.chars().count() > 9 {
        return None;
    }
    // Said one by one, as 二〇二三; 两三 is rough.
    if text.chars().count() > 1 && !text.contains('两') && text.chars().all(|c| digit(c).is_some()) {
        return text.chars().try_fold(0, |sum, c| Some(sum * 10 + digit(c)?));
    }
    let (mut total, mut pending) = (0, None);
    for c in text.chars() {
        let place = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            c => {
                // 三四百, 七八十: one or the other.
                if pending.is_some_and(|pending| pending != 0) {
                    return None;
                }
                pending = Some(digit(c)?);
                continue;
            }
        };
        total += pending.take().unwrap_or(1) * place;
    }
    Some(total + pending.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_digits_are_read() {
        for (text, value) in [
            ("七", 7),
            ("十", 10),
            ("十二", 12),
            ("二十三", 23),
            ("一百零五", 105),
            ("二〇二三", 2023),
            ("两", 2),
            ("一万九千八百", 19800),
        ] {
            assert_eq!(han_number(text), Some(value), "{text}");
        }
        for rough in ["七连", "两三", "三四百", "七八十", "一万九千八七百"] {
            assert_eq!(han_number(rough), None, "{rough}");
        }
    }
}
