//! Items of a list of which the mark between two was lost, known by the others of the list: 古城8.63万人次石龙峡4.17万人次，翠屏山3.92万人次; by the
//! total before (164人次，包括处分58人次诫勉等106人次); or by the share behind each (612个，占10.5%社会团体747个，占12.8%). From two quantities of
//! one clause to a yes or no.

use crate::reading::{Mention, Reading, is_han, is_period};
use rust_decimal::Decimal;

/// What joins two quantities of one clause, or says that the second is another one of the same thing.
const LINKS: &str = "和与及或的至到比较增减由从为每各即共约近达超占仅只再又还另余后前时内";

/// A name of a list, in characters.
const LONGEST: usize = 10;

fn is_name(words: &str) -> bool {
    (2..=LONGEST).contains(&words.chars().count())
        && words.chars().all(is_han)
        && !words.contains(|c| LINKS.contains(c))
        && !words.contains("其中")
        && !is_period(words)
        && !words.starts_with(['今', '去', '上', '本', '明'])
}

fn is_counted_alike(first: &Mention, second: &Mention) -> bool {
    first.unit() == second.unit()
        && first.sentence == second.sentence
        && !first.is_percent()
        && !first.is_points()
        && [first, second].iter().all(|m| m.change.is_none() && m.upper.is_none() && m.quantity.bound.is_none())
}

/// The words between the end of one quantity and the start of another behind a mark.
fn behind_a_mark<'r>(reading: &'r Reading, first: &Mention, second: &Mention) -> Option<&'r str> {
    reading.text()[first.range.end..second.range.start.max(first.range.end)].strip_prefix(['，', '、', '；'])
}

/// 渔梁古城8.63万人次石龙峡漂流4.17万人次，翠屏山3.92万人次: three names with their numbers, and only two marks' worth.
pub fn one_of_a_row(reading: &Reading, at: usize, between: &str) -> bool {
    let [first, second] = &reading.mentions[at..at + 2] else { return false };
    let is_sibling =
        |a: &Mention, b: &Mention| is_counted_alike(a, b) && behind_a_mark(reading, a, b).is_some_and(is_name);
    let next = reading.mentions.get(at + 2).is_some_and(|next| is_sibling(second, next));
    let before = at.checked_sub(1).is_some_and(|before| is_sibling(&reading.mentions[before], first));
    is_counted_alike(first, second) && is_name(between) && is_name(reading.subject(first)) && (next || before)
}

/// 处分164人次，包括政务处分58人次诫勉和批评教育等106人次: both make up the total before them. 男生18人女生12人 is said in one breath.
pub fn parts_of_a_whole(reading: &Reading, at: usize, between: &str) -> bool {
    const BREATH: usize = 3;
    const TELLING: u32 = 10;
    let [first, second] = &reading.mentions[at..at + 2] else { return false };
    let opens = ["包括", "其中"].iter().any(|word| reading.before(first).starts_with(word));
    let is_row = between.chars().count() > BREATH && !between.starts_with(|c| LINKS.contains(c));
    let Some(total) = at.checked_sub(1).map(|before| &reading.mentions[before]) else { return false };
    let value = |m: &Mention| m.quantity.value();
    opens
        && is_row
        && is_counted_alike(first, second)
        && is_counted_alike(total, first)
        && value(first).min(value(second)) >= Decimal::from(TELLING)
        && value(first) + value(second) == value(total)
}

/// 事业法人612个，占10.5%社会团体747个，占12.8%: a count, its share, a count, its share.
pub fn counts_with_shares(reading: &Reading, at: usize, between: &str) -> bool {
    let Some([count, share, next, last]) = at.checked_sub(1).and_then(|from| reading.mentions.get(from..from + 4))
    else {
        return false;
    };
    let is_share =
        |count: &Mention, share: &Mention| share.is_percent() && behind_a_mark(reading, count, share) == Some("占");
    is_counted_alike(count, next)
        && is_share(count, share)
        && is_share(next, last)
        && between.chars().count() >= 2
        && !between.starts_with(['的', '以', '左', '和', '与', '及', '至'])
}
