//! From printed text to a quantity. Takes `3449户10424人` or `超过170亿元`, gives quantities or the reason why not.
//! Guesses nothing: what is not understood to the last character is an error.

use super::{Bound, BoundPlace, BoundSense, Number, Quantity, Scale, Unit};
use rust_decimal::Decimal;
use std::fmt;

/// Why a text is no quantity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuantityError {
    Empty,
    NoNumber,
    NoUnit,
    /// Full-width digits (１２３): GB/T 15835 5.1.7.1 wants half-width ones.
    FullWidthDigits,
    /// `1,23`: commas that do not stand before every three digits.
    BadGrouping,
    /// More digits than any published figure has.
    TooManyDigits,
    /// `4千`: GB/T 15835 5.3 allows only 万 and 亿 behind Arabic digits.
    MixedScale(char),
    /// A fraction over zero.
    ZeroDenominator,
    /// Two bounds at once: 超过700余户.
    DoubledBound,
    Trailing(String),
}

use BoundSense::*;

const FRONT: [(&str, BoundSense); 22] = [
    ("逾", MoreThan),
    ("将近", Nearly),
    ("不低于", AtLeast),
    ("不少于", AtLeast),
    ("至少", AtLeast),
    ("不高于", AtMost),
    ("不超过", AtMost),
    ("不多于", AtMost),
    ("至多", AtMost),
    ("最多", AtMost),
    ("超过", MoreThan),
    ("高于", MoreThan),
    ("多于", MoreThan),
    ("超", MoreThan),
    ("不到", LessThan),
    ("不足", LessThan),
    ("低于", LessThan),
    ("少于", LessThan),
    ("接近", Nearly),
    ("近", Nearly),
    ("大约", About),
    ("约", About),
];
const INSIDE: [(&str, BoundSense); 2] = [("余", SomewhatMore), ("多", SomewhatMore)];
const END: [(&str, BoundSense); 6] =
    [("及以上", AtLeast), ("以上", AtLeast), ("及以下", AtMost), ("以下", AtMost), ("以内", AtMost), ("左右", About)];

/// Published figures never have more; it keeps every product within a decimal's range.
const MOST_DIGITS: usize = 15;

impl Quantity {
    /// Reads one quantity, whole text.
    pub fn parse(text: &str) -> Result<Self, QuantityError> {
        let mut all = Self::parse_all(text)?;
        match all.len() {
            1 => Ok(all.remove(0)),
            _ => Err(QuantityError::Trailing(all[1].to_string())),
        }
    }

    /// Reads one quantity for each measure: `3449户10424人` gives two.
    pub fn parse_all(text: &str) -> Result<Vec<Self>, QuantityError> {
        let mut rest = text.trim();
        if rest.is_empty() {
            return Err(QuantityError::Empty);
        }
        let mut all = Vec::new();
        while !rest.is_empty() {
            let (quantity, after) = one(rest)?;
            all.push(quantity);
            rest = after;
        }
        Ok(all)
    }
}

fn one(text: &str) -> Result<(Quantity, &str), QuantityError> {
    let (mut bound, rest) = front_bound(text);
    let (number, rest) = number(rest.trim_start())?;
    let mut mark = |word: Option<(&'static str, BoundSense)>, place| match (word, bound) {
        (None, _) => Ok(()),
        (Some(_), Some(_)) => Err(QuantityError::DoubledBound),
        (Some((word, sense)), None) => {
            bound = Some(Bound { word, place, sense });
            Ok(())
        }
    };
    let (word, rest) = split_word(rest, &INSIDE);
    mark(word, BoundPlace::AfterNumber)?;
    let (scale, rest) = scale(rest)?;
    let (word, rest) = split_word(rest, &INSIDE);
    mark(word, BoundPlace::AfterScale)?;
    let rest = rest.trim_start();
    let starts_number = |c: char| c.is_ascii_digit() || is_full_width_digit(c);
    let end = rest.find(starts_number).unwrap_or(rest.len());
    let (unit, after) = rest.split_at(end);
    let unit = unit.trim_end();
    let (unit, word) = match END.iter().find_map(|(word, sense)| Some((unit.strip_suffix(word)?, (*word, *sense)))) {
        Some((unit, word)) => (unit.trim_end(), Some(word)),
        None => (unit, None),
    };
    mark(word, BoundPlace::End)?;
    let is_fraction = matches!(number, Number::Fraction { .. });
    if unit.is_empty() && !is_fraction {
        return Err(QuantityError::NoUnit);
    }
    if unit.contains(char::is_whitespace) || unit.contains(|c: char| "，。；、,;()（）".contains(c)) {
        return Err(QuantityError::Trailing(unit.to_string()));
    }
    Ok((Quantity { number, scale, unit: Unit::new(unit), bound }, after))
}

fn front_bound(text: &str) -> (Option<Bound>, &str) {
    let (word, rest) = split_word(text, &FRONT);
    (word.map(|(word, sense)| Bound { word, place: BoundPlace::Front, sense }), rest)
}

fn split_word<'a>(
    text: &'a str,
    words: &[(&'static str, BoundSense)],
) -> (Option<(&'static str, BoundSense)>, &'a str) {
    match words.iter().find(|(word, _)| text.starts_with(word)) {
        Some(found) => (Some(*found), &text[found.0.len()..]),
        None => (None, text),
    }
}

fn is_full_width_digit(c: char) -> bool {
    ('０'..='９').contains(&c)
}

fn number(text: &str) -> Result<(Number, &str), QuantityError> {
    let (negative, rest) = match text.strip_prefix(['-', '−', '－']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if rest.starts_with(is_full_width_digit) {
        return Err(QuantityError::FullWidthDigits);
    }
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(rest.len());
    let (digits, after) = rest.split_at(end);
    if digits.is_empty() {
        return han(rest, negative);
    }
    if let Some(under_text) = after.strip_prefix('/') {
        let end = under_text.find(|c: char| !c.is_ascii_digit()).unwrap_or(under_text.len());
        if end > 0 {
            let over: i64 = digits.parse().map_err(|_| QuantityError::TooManyDigits)?;
            let under: i64 = under_text[..end].parse().map_err(|_| QuantityError::TooManyDigits)?;
            if under == 0 {
                return Err(QuantityError::ZeroDenominator);
            }
            let over = if negative { -over } else { over };
            return Ok((Number::Fraction { over, under }, &under_text[end..]));
        }
    }
    let plain = without_grouping(digits)?;
    if plain.bytes().filter(u8::is_ascii_digit).count() > MOST_DIGITS {
        return Err(QuantityError::TooManyDigits);
    }
    let value: Decimal = plain.parse().map_err(|_| QuantityError::NoNumber)?;
    Ok((Number::Decimal(if negative { -value } else { value }), after))
}

/// `12,345.6` → `12345.6`; commas must stand before every three digits.
fn without_grouping(digits: &str) -> Result<String, QuantityError> {
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() || decimals.contains(['.', ',']) || digits.ends_with('.') {
        return Err(QuantityError::NoNumber);
    }
    if whole.contains(',') {
        let groups: Vec<&str> = whole.split(',').collect();
        if !(1..=3).contains(&groups[0].len()) || groups[1..].iter().any(|group| group.len() != 3) {
            return Err(QuantityError::BadGrouping);
        }
    }
    Ok(digits.replace(',', ""))
}

fn han(text: &str, negative: bool) -> Result<(Number, &str), QuantityError> {
    const DIGITS: &str = "〇零一二两三四五六七八九十百千";
    let end = text.find(|c: char| !DIGITS.contains(c)).unwrap_or(text.len());
    let value = han_number(&text[..end]).ok_or(QuantityError::NoNumber)?;
    let value = Decimal::from(value);
    Ok((Number::Han(if negative { -value } else { value }), &text[end..]))
}

/// The value of Han digits below ten thousand: 七 → 7, 二十三 → 23, 一百零五 → 105, 二〇二三 → 2023.
pub fn han_number(text: &str) -> Option<i64> {
    let digit = |c: char| "零一二三四五六七八九".chars().position(|d| d == c).map(|i| i as i64);
    let digit = |c: char| match c {
        '〇' => Some(0),
        '两' => Some(2),
        c => digit(c),
    };
    if text.is_empty() || text.chars().count() > 9 {
        return None;
    }
    if text.chars().count() > 1 && text.chars().all(|c| digit(c).is_some()) {
        return text.chars().try_fold(0, |sum, c| Some(sum * 10 + digit(c)?));
    }
    let (mut total, mut pending) = (0, None);
    for c in text.chars() {
        let place = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            c => {
                pending = Some(digit(c)?);
                continue;
            }
        };
        total += pending.take().unwrap_or(1) * place;
    }
    Some(total + pending.unwrap_or(0))
}

fn scale(text: &str) -> Result<(Scale, &str), QuantityError> {
    for scale in [Scale::WanYi, Scale::Yi, Scale::Wan] {
        if let Some(rest) = text.strip_prefix(scale.word()) {
            return Ok((scale, rest));
        }
    }
    match text.chars().next() {
        // 千米, 千克 and 千瓦 are units; 4千 alone or 4千元 is not.
        Some('千') if ["千米", "千克", "千瓦", "千伏"].iter().any(|unit| text.starts_with(unit)) => {
            Ok((Scale::One, text))
        }
        Some(c @ ('十' | '百' | '千')) if !text.starts_with("百分点") => Err(QuantityError::MixedScale(c)),
        _ => Ok((Scale::One, text)),
    }
}

impl QuantityError {
    /// What is wrong, in Chinese and in English, each one phrase.
    pub fn phrases(&self) -> (String, String) {
        let (zh, en) = match self {
            Self::Empty => ("没有写数", "nothing is written"),
            Self::NoNumber => ("看不出数字", "no number in it"),
            Self::NoUnit => ("没有写单位", "the unit is missing"),
            Self::FullWidthDigits => ("用了全角数字", "full-width digits"),
            Self::BadGrouping => ("千分位逗号位置不对", "commas do not stand before every three digits"),
            Self::TooManyDigits => ("数字过长", "too many digits"),
            Self::ZeroDenominator => ("分母为零", "a fraction over zero"),
            Self::DoubledBound => ("界限词重复（如“超过…余”）", "two bounds at once"),
            Self::MixedScale(c) => {
                let (zh, en) = (
                    format!("阿拉伯数字后只能跟“万”“亿”，不能跟“{c}”（GB/T 15835 5.3）"),
                    format!("only 万 and 亿 may follow Arabic digits, not {c} (GB/T 15835 5.3)"),
                );
                return (zh, en);
            }
            Self::Trailing(rest) => {
                return (format!("多出“{rest}”"), format!("“{rest}” is left over"));
            }
        };
        (zh.to_string(), en.to_string())
    }
}

impl fmt::Display for QuantityError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.phrases().1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_comes_back_to_the_letter() {
        for text in [
            "15361元", "1.67亿元", "6031万元", "3449户10424人", "16%", "0.8个百分点", "8.2万人", "480元/人·月", "4.9万亩", "2/3", "七连",
            "700余户", "1.2万余元", "9亿余元", "20多次", "3500元以上", "超过170亿元", "不到50%", "近3000人", "1%以内", "-3.5%", "0.30%",
            "2.7公里", "35千伏", "18.3万户", "35期13072人次", "82553亿元", "2/3以上", "11.2万亿元", "约50人",
        ] {
            let all = Quantity::parse_all(text).unwrap_or_else(|e| panic!("{text}: {e}"));
            let printed: String = all.iter().map(Quantity::to_string).collect();
            assert_eq!(printed, text);
        }
        assert_eq!(Quantity::parse("12,345.6元").unwrap().to_string(), "12345.6元");
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        use QuantityError::*;
        let cases = [
            ("", Empty),
            ("15361", NoUnit),
            ("元", NoNumber),
            ("１６%", FullWidthDigits),
            ("1,23元", BadGrouping),
            ("4千元", MixedScale('千')),
            ("1.2.3元", NoNumber),
            ("12.元", NoNumber),
            ("1/0", ZeroDenominator),
            ("超过700余户", DoubledBound),
            ("1234567890123456元", TooManyDigits),
        ];
        for (text, error) in cases {
            assert_eq!(Quantity::parse_all(text), Err(error), "{text}");
        }
        assert!(matches!(Quantity::parse_all("5元，约"), Err(Trailing(_))));
        assert!(matches!(Quantity::parse("3户4人"), Err(Trailing(_))));
    }

    #[test]
    fn han_digits_are_read() {
        for (text, value) in [("七", 7), ("十", 10), ("十二", 12), ("二十三", 23), ("一百零五", 105), ("二〇二三", 2023), ("两", 2)] {
            assert_eq!(han_number(text), Some(value), "{text}");
        }
        assert_eq!(han_number("七连"), None);
    }
}
