//! Whether one slip of the pen explains why parts and whole differ: one digit, two digits exchanged, or a point or scale
//! that has moved in one of the numbers. A list that is open anyway is doubted only where this is so.

use crate::model::{Interval, Unit};
use crate::reading::Mention;
use rust_decimal::Decimal;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mend {
    /// Which number: a part by its index, or the whole, which comes after the parts.
    pub which: usize,
    /// The digits that would make it right.
    pub digits: String,
    pub slip: Slip,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    Digit,
    Moved,
}

/// The slip that makes the parts add up to the whole.
pub fn of(parts: &[Mention], whole: &Mention) -> Option<Mend> {
    let needed = needed(parts, whole)?;
    for slip in [Slip::Digit, Slip::Moved] {
        for (which, mention) in parts.iter().chain([whole]).enumerate() {
            if let Some(digits) = slipped(mention, whole.unit(), &needed[which], slip) {
                return Some(Mend { which, digits, slip });
            }
        }
    }
    None
}

/// How likely it is that one digit explains by chance what parts leave of their whole: of all rests that there can be, the share
/// that some slip in one of the numbers would make up for. It is a tenth where 128个 are divided, and of 6572个 less than a hundredth.
pub fn chance(parts: &[Mention], whole: &Mention) -> Decimal {
    rests_made_up_for(parts, whole).unwrap_or(Decimal::ONE)
}

fn rests_made_up_for(parts: &[Mention], whole: &Mention) -> Option<Decimal> {
    let unit = whole.unit();
    let (mut rests, mut finest, mut slack) = (Vec::new(), Decimal::ZERO, Decimal::ZERO);
    for (which, mention) in parts.iter().chain([whole]).enumerate() {
        let one = mention.unit().convert(Decimal::ONE, unit)?.checked_mul(mention.quantity.scale.factor())?;
        let value = mention.quantity.number.value().abs();
        finest = finest.max(one.checked_mul(Decimal::new(1, value.scale()))?);
        let own = mention.interval_in(unit)?;
        slack += own.high?.checked_sub(own.low?)? / Decimal::TWO;
        for digits in candidates(&value.to_string()) {
            let more = digits.parse::<Decimal>().ok()?.checked_sub(value)?.checked_mul(one)?;
            rests.push(if which == parts.len() { -more } else { more });
        }
    }
    let all = whole.quantity.value_in(unit)?;
    rests.retain(|rest| *rest > Decimal::ZERO && *rest < all);
    rests.sort_unstable();
    let half = slack + finest / Decimal::TWO;
    let covered: Decimal = newly_covered(rests.into_iter().map(|rest| (rest, half))).sum();
    covered.checked_div(all)
}

/// How much each of some stretches above zero covers that none before it does: from where its middle lies and half its length, in the order
/// of their beginnings.
pub fn newly_covered(stretches: impl Iterator<Item = (Decimal, Decimal)>) -> impl Iterator<Item = Decimal> {
    stretches.scan(Decimal::ZERO, |end, (middle, half)| {
        let (from, to) = ((*end).max(middle - half), middle + half);
        *end = (*end).max(to);
        Some((to - from).max(Decimal::ZERO))
    })
}

/// The exchange of two neighbouring digits that makes the parts add up to the whole: one that hardly ever does so by chance.
pub fn exchanged(parts: &[Mention], whole: &Mention) -> Option<Mend> {
    let needed = needed(parts, whole)?;
    let unit = whole.unit();
    parts.iter().chain([whole]).enumerate().find_map(|(which, mention)| {
        let written = mention.quantity.number.value().abs().to_string();
        let is_exchange = |digits: &String| digits_in_order(digits) == digits_in_order(&written);
        let digits = candidates_that_meet(mention, unit, &needed[which])?.into_iter().find(is_exchange)?;
        Some(Mend { which, digits, slip: Slip::Digit })
    })
}

fn digits_in_order(written: &str) -> Vec<char> {
    let mut digits: Vec<char> = written.chars().collect();
    digits.sort_unstable();
    digits
}

/// What each number would have to be for the others to be right, the whole last.
fn needed(parts: &[Mention], whole: &Mention) -> Option<Vec<Interval>> {
    let unit = whole.unit();
    let numbers: Vec<Interval> = parts.iter().map(|m| m.interval_in(unit)).collect::<Option<_>>()?;
    let whole = whole.interval_in(unit)?;
    let all = numbers.iter().try_fold(Interval::point(Decimal::ZERO), |sum, part| sum.plus(part))?;
    let without = |which: usize| {
        let others = numbers.iter().enumerate().filter(|(i, _)| *i != which);
        others.into_iter().try_fold(whole, |rest, (_, part)| rest.minus(part))
    };
    (0..parts.len()).map(without).chain([Some(all)]).collect()
}

/// The digits one slip away from a number that bring it within an interval.
fn candidates_that_meet(mention: &Mention, unit: &Unit, needed: &Interval) -> Option<Vec<String>> {
    let one = mention.unit().convert(Decimal::ONE, unit)?.checked_mul(mention.quantity.scale.factor())?;
    let own = mention.interval_in(unit)?;
    let half = own.high?.checked_sub(own.low?)? / Decimal::TWO;
    let meets = |candidate: Decimal| {
        let middle = candidate.checked_mul(one);
        middle.is_some_and(|middle| Interval::between(middle - half, middle + half).meets(needed))
    };
    let all = candidates(&mention.quantity.number.value().abs().to_string()).into_iter();
    Some(all.filter(|digits| digits.parse().is_ok_and(|c: Decimal| !c.is_zero() && meets(c))).collect())
}

/// The digits that one slip away would bring a number, without its scale, within an interval.
pub fn near(mention: &Mention, needed: &Interval) -> Option<String> {
    (!mention.is_han()).then_some(())?;
    let value = mention.quantity.number.value();
    let half = Decimal::new(5, value.scale() + 1);
    candidates(&value.abs().to_string()).into_iter().find(|digits| {
        digits
            .parse()
            .is_ok_and(|candidate: Decimal| Interval::between(candidate - half, candidate + half).meets(needed))
    })
}

/// The digits of a number after one slip that brings it within an interval.
pub fn slipped(mention: &Mention, unit: &Unit, needed: &Interval, slip: Slip) -> Option<String> {
    // Who writes 六百万 makes no slip of digits.
    (!mention.is_han()).then_some(())?;
    let value = mention.quantity.number.value();
    let one = mention.unit().convert(Decimal::ONE, unit)?.checked_mul(mention.quantity.scale.factor())?;
    let own = mention.interval_in(unit)?;
    let half = own.high?.checked_sub(own.low?)? / Decimal::TWO;
    let meets = |candidate: Decimal, half: Decimal| {
        candidate.checked_mul(one).is_some_and(|middle| Interval::between(middle - half, middle + half).meets(needed))
    };
    match slip {
        Slip::Digit => candidates_that_meet(mention, unit, needed)?.into_iter().next(),
        Slip::Moved => [10, 100, 1000, 10_000, 100_000_000].into_iter().find_map(|factor| {
            let factor = Decimal::from(factor);
            let up = value.checked_mul(factor).zip(half.checked_mul(factor));
            let down = value.checked_div(factor).zip(half.checked_div(factor));
            [up, down]
                .into_iter()
                .flatten()
                .find(|(candidate, half)| meets(*candidate, *half))
                .map(|(candidate, _)| candidate.normalize().to_string())
        }),
    }
}

/// The digits with one of them changed or two neighbours exchanged.
pub fn candidates(written: &str) -> Vec<String> {
    let digits: Vec<char> = written.chars().collect();
    let mut all = Vec::new();
    for i in 0..digits.len() {
        if !digits[i].is_ascii_digit() {
            continue;
        }
        for digit in ('0'..='9').filter(|digit| *digit != digits[i]) {
            if digit == '0' && i == 0 && digits.len() > 1 && digits[1] != '.' {
                continue;
            }
            let mut other = digits.clone();
            other[i] = digit;
            all.push(other.into_iter().collect());
        }
        // 21.7 for 27.1: the point stays where it is.
        let next = i + 1 + usize::from(digits.get(i + 1) == Some(&'.'));
        if digits.get(next).is_some_and(|other| other.is_ascii_digit() && *other != digits[i]) {
            let mut other = digits.clone();
            other.swap(i, next);
            all.push(other.into_iter().collect());
        }
    }
    all
}

/// Longer numbers are not mistyped as a whole.
const MOST_DIGITS: usize = 4;

/// What else a number may have been: its digits in another order (615 for 156), one of them too many or too few (16.0 for 6.0).
pub fn mistyped(written: &str) -> Vec<String> {
    let digits: Vec<char> = written.chars().collect();
    let places: Vec<usize> = (0..digits.len()).filter(|i| digits[*i].is_ascii_digit()).collect();
    let without = |at: usize| digits.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, c)| c).collect();
    let with =
        |at: usize, digit: char| -> String { digits[..at].iter().chain([&digit]).chain(&digits[at..]).collect() };
    let point = digits.iter().position(|c| *c == '.').unwrap_or(digits.len());
    let shorter = places.iter().filter(|_| places.len() > 1).map(|at| without(*at));
    let longer =
        (0..=point).flat_map(|at| ('0'..='9').map(move |digit| (at, digit))).map(|(at, digit)| with(at, digit));
    let mut all: Vec<String> = shorter.chain(longer).collect();
    if places.len() <= MOST_DIGITS {
        all.extend(orders(places.iter().map(|at| digits[*at]).collect()).into_iter().map(|order| {
            let mut other = digits.clone();
            places.iter().zip(order).for_each(|(at, digit)| other[*at] = digit);
            other.into_iter().collect()
        }));
    }
    all.retain(|other| other != written && (!other.starts_with('0') || other.starts_with("0.")));
    all
}

/// All orders of a few digits.
fn orders(digits: Vec<char>) -> Vec<Vec<char>> {
    if digits.len() <= 1 {
        return vec![digits];
    }
    let first = |at: usize| {
        let mut rest = digits.clone();
        let digit = rest.remove(at);
        orders(rest).into_iter().map(move |mut order| {
            order.insert(0, digit);
            order
        })
    };
    (0..digits.len()).flat_map(first).collect()
}

/// One digit is another, two are exchanged, or the point or the scale has moved.
pub fn differ_by_a_slip(a: &Mention, b: &Mention) -> bool {
    let (is, was) = (&b.quantity, &a.quantity);
    if a.is_han() || b.is_han() {
        return false;
    }
    if digits_swapped(a, b) {
        return true;
    }
    if is.scale == was.scale {
        let digits = was.number.value().to_string();
        if candidates(&digits).contains(&is.number.value().to_string()) {
            return true;
        }
    }
    let ratio = is.value().checked_div(was.value()).unwrap_or_default();
    precision(a) >= 3
        && [10, 100, 1000, 10_000, 100_000_000]
            .map(Decimal::from)
            .iter()
            .any(|power| ratio == *power || ratio.checked_mul(*power) == Some(Decimal::ONE))
}

/// Of two numbers of one form one has two neighbouring digits exchanged.
pub fn digits_swapped(a: &Mention, b: &Mention) -> bool {
    let digits = |m: &Mention| m.quantity.number.value().to_string().replace('.', "").into_bytes();
    let (one, other) = (digits(a), digits(b));
    let is_one_form = a.quantity.printed_decimals() == b.quantity.printed_decimals();
    if a.quantity.scale != b.quantity.scale || one.len() != other.len() || !is_one_form {
        return false;
    }
    let differ: Vec<usize> = (0..one.len()).filter(|i| one[*i] != other[*i]).collect();
    matches!(differ[..], [i, j] if j == i + 1 && one[i] == other[j] && one[j] == other[i])
}

/// How many digits a number was printed with, without zeros at its ends.
pub fn precision(mention: &Mention) -> usize {
    let digits: String = mention.quantity.number.value().to_string().chars().filter(char::is_ascii_digit).collect();
    digits.trim_matches('0').len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::{Markup, Reading};

    fn mend(text: &str) -> Option<(usize, String)> {
        let reading = Reading::of(text, Markup::Plain, &[]);
        let (whole, parts) = reading.mentions.split_last().unwrap();
        of(parts, whole).map(|mend| (mend.which, mend.digits))
    }

    #[test]
    fn one_slip_explains_a_difference() {
        assert_eq!(mend("12家、35家，合计57家"), Some((0, "22".to_string())));
        assert_eq!(mend("7200万元、310万元，合计1.03亿元"), Some((1, "3100".to_string())));
        assert_eq!(mend("12家、35家，合计98家"), None);
    }

    #[test]
    fn one_digit_explains_any_rest_of_a_small_whole_by_chance() {
        let chance = |text: &str| {
            let reading = Reading::of(text, Markup::Plain, &[]);
            let (whole, parts) = reading.mentions.split_last().unwrap();
            super::chance(parts, whole)
        };
        let between = |low: i64, high: i64| Decimal::new(low, 3)..Decimal::new(high, 3);
        assert!(between(80, 250).contains(&chance("38个、64个、26个，合计128个")));
        assert!(between(3, 8).contains(&chance("286个、412个、5874个，合计6572个")));
        assert!(between(150, 250).contains(&chance("2.86万吨、0.81万吨、0.39万吨，合计4.13万吨")));
    }

    #[test]
    fn digits_may_stand_in_another_order_or_be_one_too_many() {
        let all = mistyped("16.0");
        assert!(
            ["6.0", "61.0", "10.6", "106.0", "116.0"].iter().all(|other| all.contains(&other.to_string())),
            "{all:?}"
        );
        assert!(!all.contains(&"16.0".to_string()) && !all.contains(&"01.6".to_string()));
    }

    #[test]
    fn an_exchange_is_told_from_another_digit() {
        let reading = Reading::of("17个、34个、21个，合计126个；2.86万吨、0.81万吨，合计3.74万吨", Markup::Plain, &[]);
        let (first, second) = reading.mentions.split_at(4);
        let exchange = exchanged(&first[..3], &first[3]).map(|mend| (mend.which, mend.digits));
        assert_eq!(exchange, Some((0, "71".to_string())));
        assert_eq!(exchanged(&second[..2], &second[2]), None);
    }
}
