//! Two figures of one name in two places whose digits are those of one another with two exchanged: `公路客运量486.2万人次` and
//! `公路客运量468.2万人次中`. Other differences may be other figures; such a one hardly ever is.

use super::{ACTIONS, OTHERS, PLACES, tell, time};
use crate::audit::Verdicts;
use crate::audit::mend::{self, digits_swapped};
use crate::audit::relations::{operands, words};
use crate::reading::{Mention, Reading};
use std::collections::HashMap;

/// Of one unit and the same digits in some order, so many are kept.
const MOST: usize = 12;

/// The figures so far, by unit and sorted digits.
pub type Seen<'r> = HashMap<(&'r str, String), Vec<&'r Mention>>;

pub fn check<'r>(reading: &'r Reading, verdicts: &mut Verdicts, mention: &'r Mention, seen: &mut Seen<'r>) {
    let is_plain = mention.quantity.bound.is_none() && mention.upper.is_none() && mention.change.is_none();
    if !is_plain || mention.is_points() || mend::precision(mention) < 3 {
        return;
    }
    let mut digits: Vec<u8> = reading.slice(&mention.digits).bytes().filter(u8::is_ascii_digit).collect();
    digits.sort_unstable();
    let key = (mention.unit().name(), String::from_utf8(digits).unwrap_or_default());
    let known = seen.entry(key).or_default();
    let is_known = known.iter().any(|m| m.quantity.value() == mention.quantity.value());
    let first = known.iter().rev().find(|first| {
        first.sentence != mention.sentence
            && digits_swapped(first, mention)
            && have_one_name(reading, first, mention)
            && is_one_time(reading, first, mention)
    });
    if let Some(first) = first.filter(|_| !is_known) {
        tell(reading, verdicts, first, mention);
    }
    if known.len() < MOST {
        known.push(mention);
    }
}

/// The name of the shorter stands in the words of the other, and neither is of another kind.
fn have_one_name(reading: &Reading, a: &Mention, b: &Mention) -> bool {
    let (one, other) = (operands::words(reading, a), operands::words(reading, b));
    let says_the_same = |words: &&&str| one.contains(**words) == other.contains(**words);
    let kinds = OTHERS.iter().filter(|word| **word != "中" && **word != "到" && **word != "至");
    let is_of_a_place = |words: &str| words.contains(['镇', '乡', '村', '局']);
    let own = |m: &Mention| own_name(reading, m);
    let (small, large) = if own(a).len() <= own(b).len() { (own(a), &other) } else { (own(b), &one) };
    let small = words::without_filler(&small);
    words::telling(&small).count() >= 2
        && words::is_covered(&small, large)
        && kinds.chain(ACTIONS).all(|word| says_the_same(&word))
        && is_of_a_place(&one) == is_of_a_place(&other)
}

/// The words before a quantity; where they say no more than 全区一共有, what the clause before ends with: 像老宋这样的新登记经营主体.
fn own_name(reading: &Reading, m: &Mention) -> String {
    let words = reading.subject(m);
    let is_bare = words.ends_with(['有', '是', '达'])
        && words::telling(words).all(|word| PLACES.iter().any(|place| word.contains(place)) || word == "区一");
    if !is_bare {
        return words.to_string();
    }
    let start = reading.sentences[m.sentence].range.start;
    let lead = reading.text()[start..m.clause.start.max(start)].trim_end_matches('，');
    let clause = crate::audit::items::last_clause(lead);
    clause.rsplit('的').next().unwrap_or(clause).to_string()
}

/// Of one year, and where both name months or a part of the year, of the same.
pub fn is_one_time(reading: &Reading, a: &Mention, b: &Mention) -> bool {
    let of = |m: &Mention| time(reading, &(reading.sentences[m.sentence].range.start..m.range.start));
    let (one, other) = (of(a), of(b));
    one.starts_with(&other) || other.starts_with(&one)
}
