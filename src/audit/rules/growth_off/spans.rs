//! Over how many years a growth is said to reach: 两年累计增长16.4%, 五年增长38%. From a rate to whether a pair lies so far apart; where no
//! years are said it may. Computes no growth.

use crate::audit::compared::{self, Pair, Said};
use crate::audit::relations::operands;
use crate::reading::{Mention, Reading};

/// Whether the two values of a pair are as many years apart as the growth is said to take.
pub fn allows(reading: &Reading, said: &Said, pair: &Pair) -> bool {
    let Some(years) = said_years(said.words) else { return true };
    match (year_of(reading, pair.before), year_of(reading, pair.now)) {
        (Some(before), Some(now)) => now - before == years,
        _ => true,
    }
}

/// 2022年为18962元，2023年增加到20504元，2024年达到22077元，两年累计增长: the last value and the one of so many years before, where the
/// sentence has just one of each year.
pub fn pair<'r>(reading: &'r Reading, said: &Said<'r>) -> Option<Pair<'r>> {
    let years = said_years(said.words)?;
    let now = said.index.checked_sub(1).map(|at| &reading.mentions[at]).filter(|m| operands::is_operand(m))?;
    let earlier = reading.in_sentence(said.mention.sentence).iter().take_while(|m| m.range.end <= now.range.start);
    let then = year_of(reading, now)? - years;
    let of_then = earlier.filter(|m| m.unit() == now.unit() && year_of(reading, m) == Some(then));
    let found: Vec<&Mention> = of_then.collect();
    let [before] = found.as_slice() else { return None };
    Some(Pair { now, before, is_tight: false, is_near: true })
}

/// 两年累计, 5年来, 四年间: the years that the words begin with.
fn said_years(words: &str) -> Option<i32> {
    const NUMBERS: [(&str, i32); 10] =
        [("两", 2), ("二", 2), ("三", 3), ("四", 4), ("五", 5), ("六", 6), ("七", 7), ("八", 8), ("九", 9), ("十", 10)];
    let words = words.trim_start_matches(['，', '、', '这', '过', '去', '近', '前']);
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = match words[..digits].parse().ok().filter(|number| *number < 50) {
        Some(number) => (number, &words[digits..]),
        None => NUMBERS.iter().find_map(|(han, number)| Some((*number, words.strip_prefix(han)?)))?,
    };
    let rest = rest.strip_prefix('年')?;
    let ends = rest.is_empty()
        || ["累计", "间", "来", "共", "合计", "时间", "总", "增"].iter().any(|end| rest.starts_with(end));
    ends.then_some(number)
}

/// The year that is said of a value, in its clause or right before.
pub fn year_of(reading: &Reading, value: &Mention) -> Option<i32> {
    let own = &reading.text()[value.clause.start.min(value.range.start)..value.range.start];
    compared::baseline(own).year().or_else(|| {
        let start = reading.sentences[value.sentence].range.start;
        let last = reading.dates.partition_point(|date| date.range.start < value.range.start);
        let near = reading.dates[..last].iter().rev().take_while(|date| date.range.start >= start);
        near.filter_map(|date| date.year).next()
    })
}
