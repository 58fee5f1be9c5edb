//! From printed text to a quantity. Takes `3449户10424人` or `超过170亿元`, gives quantities or the reason why not.
//! Guesses nothing: what is not understood to the last character is an error.

use super::digits::{is_full_width_digit, number};
use super::{Bound, BoundPlace, BoundSense, BoundWord, Number, Quantity, Scale, Unit};
use std::fmt;
use std::ops::Deref;

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

/// Every bound. Of two in one place the one that the other begins with comes later.
static BOUNDS: [BoundWord; 32] = [
    front("逾", MoreThan),
    front("将近", Nearly),
    front("不低于", AtLeast),
    front("不少于", AtLeast),
    front("至少", AtLeast),
    front("不高于", AtMost),
    front("不超过", AtMost),
    front("不多于", AtMost),
    front("至多", AtMost),
    front("最多", AtMost),
    front("超过", MoreThan),
    front("高于", MoreThan),
    front("多于", MoreThan),
    front("超", MoreThan),
    front("不到", LessThan),
    front("不足", LessThan),
    front("低于", LessThan),
    front("少于", LessThan),
    front("接近", Nearly),
    front("近", Nearly),
    front("大约", About),
    front("约", About),
    BoundWord { word: "余", place: BoundPlace::AfterNumber, sense: SomewhatMore },
    BoundWord { word: "多", place: BoundPlace::AfterNumber, sense: SomewhatMore },
    BoundWord { word: "余", place: BoundPlace::AfterScale, sense: SomewhatMore },
    BoundWord { word: "多", place: BoundPlace::AfterScale, sense: SomewhatMore },
    end("及以上", AtLeast),
    end("以上", AtLeast),
    end("及以下", AtMost),
    end("以下", AtMost),
    end("以内", AtMost),
    end("左右", About),
];

const fn front(word: &'static str, sense: BoundSense) -> BoundWord {
    BoundWord { word, place: BoundPlace::Front, sense }
}

const fn end(word: &'static str, sense: BoundSense) -> BoundWord {
    BoundWord { word, place: BoundPlace::End, sense }
}

impl Bound {
    /// The bounds that stand in one place, in the order in which they are looked for.
    fn all_in(place: BoundPlace) -> impl Iterator<Item = Self> {
        let numbered = (0..).map(Self).zip(&BOUNDS);
        numbered.filter(move |(_, bound)| bound.place == place).map(|(bound, _)| bound)
    }
}

impl Deref for Bound {
    type Target = BoundWord;

    fn deref(&self) -> &BoundWord {
        &BOUNDS[usize::from(self.0)]
    }
}

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
    let (mut bound, rest) = split_word(text, BoundPlace::Front);
    let (number, rest) = number(rest.trim_start())?;
    let mut mark = |found: Option<Bound>| match (found, bound) {
        (None, _) => Ok(()),
        (Some(_), Some(_)) => Err(QuantityError::DoubledBound),
        (Some(_), None) => {
            bound = found;
            Ok(())
        }
    };
    let (found, rest) = split_word(rest, BoundPlace::AfterNumber);
    mark(found)?;
    let (scale, rest) = scale(rest)?;
    let (found, rest) = split_word(rest, BoundPlace::AfterScale);
    mark(found)?;
    let rest = rest.trim_start();
    let starts_number = |c: char| c.is_ascii_digit() || is_full_width_digit(c);
    let end = rest.find(starts_number).unwrap_or(rest.len());
    let (unit, after) = rest.split_at(end);
    let unit = unit.trim_end();
    let (unit, found) =
        match Bound::all_in(BoundPlace::End).find_map(|bound| Some((unit.strip_suffix(bound.word)?, bound))) {
            Some((unit, found)) => (unit.trim_end(), Some(found)),
            None => (unit, None),
        };
    mark(found)?;
    let is_fraction = matches!(number, Number::Fraction { .. });
    if unit.is_empty() && !is_fraction {
        return Err(QuantityError::NoUnit);
    }
    if unit.contains(char::is_whitespace) || unit.contains(|c: char| "，。；、,;()（）".contains(c)) {
        return Err(QuantityError::Trailing(unit.to_string()));
    }
    Ok((Quantity { number, scale, unit: Unit::new(unit), bound }, after))
}

fn split_word(text: &str, place: BoundPlace) -> (Option<Bound>, &str) {
    match Bound::all_in(place).find(|bound| text.starts_with(bound.word)) {
        Some(found) => (Some(found), &text[found.word.len()..]),
        None => (None, text),
    }
}

fn scale(text: &str) -> Result<(Scale, &str), QuantityError> {
    for scale in [Scale::WanYi, Scale::Yi, Scale::Wan] {
        if let Some(rest) = text.strip_prefix(scale.word()) {
            return Ok((scale, rest));
        }
    }
    match text.chars().next() {
        // 千米, 千克, 千瓦 and the statisticians' 千公顷 are units; 4千 alone or 4千元 is not.
        Some('千') if ["千米", "千克", "千瓦", "千伏", "千公顷"].iter().any(|unit| text.starts_with(unit)) => {
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
            "15361元",
            "1.67亿元",
            "6031万元",
            "3449户10424人",
            "16%",
            "0.8个百分点",
            "8.2万人",
            "480元/人·月",
            "4.9万亩",
            "2/3",
            "七连",
            "700余户",
            "1.2万余元",
            "9亿余元",
            "20多次",
            "3500元以上",
            "超过170亿元",
            "不到50%",
            "近3000人",
            "1%以内",
            "-3.5%",
            "0.30%",
            "2.7公里",
            "35千伏",
            "18.3万户",
            "35期13072人次",
            "82553亿元",
            "2/3以上",
            "11.2万亿元",
            "约50人",
            "两次",
            "二〇二三年",
            "一百零五户",
            "二百〇五户",
            "负七度",
            "超过两成",
            "999999999999999万亿元",
        ] {
            let all = Quantity::parse_all(text).unwrap_or_else(|e| panic!("{text}: {e}"));
            let printed: String = all.iter().map(Quantity::to_string).collect();
            assert_eq!(printed, text);
        }
        assert_eq!(Quantity::parse("12,345.6元").unwrap().to_string(), "12345.6元");
    }

    #[test]
    fn signs_and_grouping_are_read_in_every_common_form() {
        for (text, printed) in [
            ("+5%", "5%"),
            ("－3%", "-3%"),
            ("−3%", "-3%"),
            ("12\u{2009}345元", "12345元"),
            ("1\u{202f}234\u{202f}567.8万\u{2009}元", "1234567.8万元"),
            ("12\u{a0}345\u{2009}元", "12345元"),
            ("1,234/5", "1234/5"),
        ] {
            assert_eq!(Quantity::parse(text).unwrap().to_string(), printed, "{text}");
        }
        let two = Quantity::parse_all("3449户\u{2009}10424人").unwrap();
        assert_eq!(two.iter().map(Quantity::to_string).collect::<String>(), "3449户10424人");
    }

    #[test]
    fn any_number_of_digits_is_refused_without_a_panic() {
        let many = "9".repeat(5000);
        for text in [
            format!("{many}元"),
            format!("0.{many}元"),
            format!("{many}/{many}"),
            format!("1/{many}万亿元"),
            "9223372036854775807/1万亿元".to_string(),
            "9223372036854775807/9223372036854775807".to_string(),
            "1/1234567".to_string(),
        ] {
            assert_eq!(Quantity::parse(&text), Err(QuantityError::TooManyDigits), "{text}");
        }
        assert_eq!(Quantity::parse(&"九".repeat(5000)), Err(QuantityError::NoNumber));
        let largest = Quantity::parse("999999999999999/1万亿平方公里以上").unwrap();
        let _ = (largest.value(), largest.interval(), largest.value_in(&Unit::new("平方米")));
        assert_eq!(largest.converted(Scale::One, &Unit::new("平方米")), None);
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
            ("1\u{2009}23元", BadGrouping),
            ("1,234\u{2009}567元", BadGrouping),
            ("1.5/2", NoNumber),
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
}
