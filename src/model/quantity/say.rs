//! From a quantity to printed text: the digits as they were written, the bound where it stood.

use super::{BoundPlace, Number, Quantity, Scale};
use rust_decimal::Decimal;
use std::fmt::{self, Write};

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Number::Decimal(value) => write!(f, "{value}"),
            Number::Fraction { over, under } => write!(f, "{over}/{under}"),
            Number::Han { value, written } if *value < 0 => write!(f, "负{written}"),
            Number::Han { written, .. } => f.write_str(written),
        }
    }
}

impl Number {
    /// In Han digits: as they were written, if they were; a fraction as 三分之二.
    pub fn in_han(&self) -> String {
        match self {
            Number::Decimal(value) => han_digits(*value),
            Number::Han { .. } => self.to_string(),
            Number::Fraction { over, under } => {
                let sign = if *over < 0 { "负" } else { "" };
                let (over, under) = (Decimal::from(over.unsigned_abs()), Decimal::from(*under));
                format!("{sign}{}分之{}", han_digits(under), han_digits(over))
            }
        }
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.write_around(f, |f| write!(f, "{}", self.number))
    }
}

impl Quantity {
    /// In Han digits: 超过七户.
    pub fn in_han(&self) -> String {
        let mut said = String::new();
        let digits = |said: &mut String| said.write_str(&self.number.in_han());
        self.write_around(&mut said, digits).expect("text takes everything");
        said
    }

    /// Scale, unit and bound around digits.
    fn write_around<W: Write>(&self, to: &mut W, digits: impl FnOnce(&mut W) -> fmt::Result) -> fmt::Result {
        let bound = |place| self.bound.filter(|b| b.place == place).map_or("", |b| b.word);
        to.write_str(bound(BoundPlace::Front))?;
        digits(to)?;
        to.write_str(bound(BoundPlace::AfterNumber))?;
        to.write_str(self.scale.word())?;
        to.write_str(bound(BoundPlace::AfterScale))?;
        to.write_str(self.unit.name())?;
        to.write_str(bound(BoundPlace::End))
    }
}

/// A whole number below ten thousand in Han digits (七, 十二, 一百零五); other numbers digit by digit (二〇二三, 一点六).
pub fn han_digits(value: Decimal) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let whole = value.normalize();
    if whole.scale() > 0 || whole.abs() >= Decimal::from(10_000) {
        return whole
            .to_string()
            .chars()
            .map(|c| match c.to_digit(10) {
                Some(0) => "〇",
                Some(digit) => DIGITS[digit as usize],
                None if c == '.' => "点",
                None => "负",
            })
            .collect();
    }
    let sign = if whole.is_sign_negative() { "负" } else { "" };
    let digits: Vec<usize> = whole.abs().to_string().bytes().map(|b| usize::from(b - b'0')).collect();
    let mut said = String::from(sign);
    let mut gap = false;
    for (i, digit) in digits.iter().enumerate() {
        if *digit == 0 {
            gap = true;
            continue;
        }
        if gap {
            said.push_str(DIGITS[0]);
        }
        gap = false;
        let place = ["", "十", "百", "千"][digits.len() - 1 - i];
        // Ten to nineteen are 十 to 十九, without 一.
        if !(*digit == 1 && place == "十" && i == 0) {
            said.push_str(DIGITS[*digit]);
        }
        said.push_str(place);
    }
    if said == sign { DIGITS[0].to_string() } else { said }
}

/// The scale in which the largest of some values reads best: 亿 from one 亿 on, 万 from one 万 on.
pub fn group_scale(largest: Decimal) -> Scale {
    [Scale::Yi, Scale::Wan].into_iter().find(|scale| largest.abs() >= scale.factor()).unwrap_or(Scale::One)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_said_in_han_digits() {
        for (value, said) in [
            (0, "零"),
            (7, "七"),
            (10, "十"),
            (12, "十二"),
            (20, "二十"),
            (105, "一百零五"),
            (110, "一百一十"),
            (1003, "一千零三"),
            (-3, "负三"),
        ] {
            assert_eq!(han_digits(value.into()), said);
        }
        assert_eq!(han_digits("1.6".parse().unwrap()), "一点六");
    }

    #[test]
    fn a_quantity_is_said_in_han_digits() {
        for (text, said) in [
            ("超过12户", "超过十二户"),
            ("两次", "两次"),
            ("2/3", "三分之二"),
            ("-1/4", "负四分之一"),
            ("3万余元", "三万余元"),
        ] {
            assert_eq!(Quantity::parse(text).unwrap().in_han(), said);
        }
    }

    #[test]
    fn the_largest_value_chooses_the_scale() {
        assert_eq!(group_scale(15_361.into()), Scale::Wan);
        assert_eq!(group_scale(9_999.into()), Scale::One);
        assert_eq!(group_scale(167_000_000.into()), Scale::Yi);
    }
}
