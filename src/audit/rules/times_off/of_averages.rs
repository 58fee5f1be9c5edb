//! 县城小学校均1562人，是乡村小学校均规模的8.1倍: one average as a multiple of another of its kind, which the text told before. The average
//! with which it is compared must be the only other one of that kind in the paragraph, and be told of what the comparison names.

use super::tell;
use crate::audit::Verdicts;
use crate::audit::arithmetic;
use crate::reading::{Mention, Reading, share_a_word};

const AVERAGES: [&str; 9] = ["户均", "人均", "亩均", "村均", "校均", "日均", "月均", "班均", "家均"];

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for (i, multiple) in reading.mentions.iter().enumerate().filter(|(_, m)| m.unit().name() == "倍") {
        let Some((now, before)) = averages(reading, i, multiple) else { continue };
        let Some(outcome) = arithmetic::share(reading, now, before) else { continue };
        match outcome.fits(multiple) {
            true => verdicts.holds(multiple.range.clone(), outcome.words(multiple)),
            false => tell(reading, verdicts, multiple, &[outcome]),
        }
    }
}

fn averages<'r>(reading: &'r Reading, at: usize, multiple: &Mention) -> Option<(&'r Mention, &'r Mention)> {
    let words = reading.before(multiple);
    let than = words.strip_prefix('是').or_else(|| words.strip_prefix("相当于"))?.strip_suffix('的')?;
    let average = AVERAGES.iter().find(|average| than.contains(**average))?;
    let name = than.split(average).next().filter(|name| name.chars().count() >= 2)?;
    let is_one = |m: &&Mention| reading.subject(m).trim_end_matches(['约', '达', '为']).ends_with(average);
    let mut earlier = reading.mentions[..at].iter().rev().take_while(|m| m.paragraph == multiple.paragraph);
    let now = earlier.next().filter(is_one).filter(|now| now.clause.end < multiple.clause.start)?;
    let mut others = earlier.filter(is_one).filter(|m| m.unit() == now.unit());
    let before = others.next().filter(|_| others.next().is_none())?;
    let sentence = &reading.sentences[before.sentence].range;
    let told = &reading.text()[sentence.start..before.range.start];
    let told = told.rsplit('；').next().unwrap_or(told);
    share_a_word(name, told).then_some((now, before))
}
