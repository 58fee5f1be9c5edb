//! Near misses: whether one slip of the pen in one of three numbers (a digit, two digits exchanged, a point or a scale that
//! has moved) or in the verb explains why a relation does not hold. From three quantities to the one that would mend it and
//! how that is told.

use super::Said;
use crate::audit::{Verdicts, mend};
use crate::model::Scale;
use crate::model::quantity::Number;
use crate::reading::{Mention, Reading};

/// The number that a slip has spoilt, and how it would have to be printed.
#[derive(Clone, Debug)]
pub struct Slip<'r> {
    pub mention: &'r Mention,
    pub right: String,
}

/// Digits that the three numbers must have together for an agreement after a slip to be no chance.
const TELLING: usize = 7;

/// Whether the numbers are exact enough for a near miss to mean something.
pub fn is_telling(three: [&Mention; 3]) -> bool {
    let digits = three.map(printed_digits);
    digits[2] >= 2 && digits[..2].iter().all(|n| *n >= 2) && digits.iter().sum::<usize>() >= TELLING
}

/// How exactly a number is printed: the zeros of 60.00% count, those of 3000户 may be rounding.
fn printed_digits(mention: &Mention) -> usize {
    let zeros = mention.quantity.number.value().to_string();
    let zeros = zeros.bytes().rev().take_while(|b| *b == b'0').count();
    mend::precision(mention) + if mention.quantity.printed_decimals() > 0 { zeros } else { 0 }
}

impl Slip<'_> {
    /// `sum` is what the other numbers give, `says` the words of the text for it.
    pub fn tell(&self, reading: &Reading, verdicts: &mut Verdicts, sum: &str, says: &str) {
        let (printed, right) = (reading.printed(self.mention), &self.right);
        verdicts
            .doubt(
                self.mention.range.clone(),
                format!("疑有一位写错：{sum}，文中是{says}；“{printed}”若为“{right}”就对得上"),
                format!("one digit may be wrong: {sum}, the text says {says}; it would hold if {printed} were {right}"),
            )
            .help("核对这几个数", "check these numbers");
    }
}

/// 增长 where the numbers say 下降.
pub fn tell_flip(reading: &Reading, verdicts: &mut Verdicts, said: &Said, sum: &str) {
    let verb = reading.slice(&said.verb);
    verdicts
        .doubt(
            said.verb.start..said.mention.range.end,
            format!("升降疑说反了：{sum}，文中却是“{verb}”"),
            format!("the direction may be wrong: {sum}, and the text says {verb}"),
        )
        .help("核对两个数是否写颠倒，或改正动词", "check whether the two values are swapped, or mend the verb");
}

/// The slip that explains it; `holds` says whether the relation holds of three quantities in the same order.
pub fn slip<'r>(reading: &Reading, three: [&'r Mention; 3], holds: &dyn Fn([&Mention; 3]) -> bool) -> Option<Slip<'r>> {
    // The result is named first: it is what the relation gives.
    [2, 0, 1].into_iter().find_map(|which| {
        let mention = three[which];
        let other = others(mention).into_iter().find(|other| {
            let mut tried: [&Mention; 3] = three;
            tried[which] = other;
            holds(tried)
        })?;
        Some(Slip { mention, right: printed_as(reading, mention, &other) })
    })
}

/// What a quantity may have been before one slip.
fn others(mention: &Mention) -> Vec<Mention> {
    let Number::Decimal(value) = mention.quantity.number else { return Vec::new() };
    if mention.upper.is_some() {
        return Vec::new();
    }
    let written = value.abs().to_string();
    let digits = mend::candidates(&written).into_iter().chain(points_moved(&written));
    let numbers = digits.filter_map(|digits| {
        let number = digits.parse().ok().filter(|value: &rust_decimal::Decimal| !value.is_zero())?;
        // Nobody counts 5.2 people.
        let is_whole = number.is_integer() || !value.is_integer() || !mention.unit().is_counted();
        (is_whole || mention.quantity.scale != Scale::One).then_some(())?;
        let mut other = mention.clone();
        other.quantity.number = Number::Decimal(number);
        Some(other)
    });
    let own = mention.quantity.scale;
    let is_counted = !mention.is_percent() && !mention.is_points();
    let scales = [Scale::One, Scale::Wan, Scale::Yi].into_iter().filter(|scale| *scale != own && is_counted);
    let scaled = scales.map(|scale| {
        let mut other = mention.clone();
        other.quantity.scale = scale;
        other
    });
    numbers.chain(scaled).collect()
}

/// 12.34 as 1.234 and 123.4, 387 as 38.7.
fn points_moved(written: &str) -> Vec<String> {
    let (whole, part) = written.split_once('.').unwrap_or((written, ""));
    let digits = format!("{whole}{part}");
    let with_point = |at: usize| match at {
        0 => format!("0.{digits}"),
        at if at >= digits.len() => digits.clone(),
        at => format!("{}.{}", &digits[..at], &digits[at..]),
    };
    let left = (!whole.is_empty()).then(|| with_point(whole.len() - 1));
    let right = (!part.is_empty()).then(|| with_point(whole.len() + 1));
    left.into_iter().chain(right).collect()
}

fn printed_as(reading: &Reading, mention: &Mention, other: &Mention) -> String {
    let text = reading.text();
    let head = &text[mention.range.start..mention.digits.start];
    let tail = &text[mention.digits.end..mention.range.end];
    let tail = match other.quantity.scale == mention.quantity.scale {
        true => tail.to_string(),
        false => {
            let own = mention.quantity.scale.word();
            format!("{}{}", other.quantity.scale.word(), tail.strip_prefix(own).unwrap_or(tail))
        }
    };
    let number = match &other.quantity.number {
        Number::Decimal(value) => value.to_string(),
        _ => text[mention.digits.clone()].to_string(),
    };
    format!("{head}{number}{tail}")
}
