//! Which of several counts an average is over: the sum of the others, the head of which they are parts, the one of the day that the basis names.
//! From candidates to the same with other ties. Divides nothing.

use super::Average;
use crate::audit::arithmetic;
use crate::audit::relations::operands::{self, Operand, Tie};
use crate::model::Unit;
use crate::reading::{Mention, Reading};

/// 关停34家，搬迁21家，两类合计55家，平均每家腾出300米: over all of them together.
pub fn prefer_the_sum(reading: &Reading, average: &Average, found: &mut [Operand]) {
    let is_sum = |one: &Operand| {
        let subject = reading.subject(one.mention);
        one.mention.sentence == average.result.sentence
            && one.mention.range.end <= average.start
            && ["合计", "共计", "总计"].iter().any(|word| subject.ends_with(word))
    };
    if found.iter().filter(|one| is_sum(one)).count() != 1 {
        return;
    }
    for one in found.iter_mut() {
        one.tie = if is_sum(one) { Tie::Tight } else { Tie::Loose };
    }
}

/// 套餐46类：企业类19类；个人类27类。平均每类600件: over the one that the others add up to.
pub fn prefer_the_head(reading: &Reading, average: &Average, found: &mut [Operand]) {
    prefer_the_head_here(reading, average, found);
    let earlier = |one: &Operand| one.mention.sentence < average.result.sentence && one.tie > Tie::Loose;
    let mut all: Vec<&Mention> = found.iter().filter(|one| earlier(one)).map(|one| one.mention).collect();
    all.sort_by_key(|m| m.range.start);
    let Some((head, parts)) = all.split_first().filter(|(_, parts)| parts.len() > 1) else { return };
    let are_parts = parts.iter().all(|part| part.sentence == head.sentence && part.unit() == head.unit());
    let sums_up = || arithmetic::total(reading, parts).is_some_and(|sum| sum.fits(head));
    if are_parts && sums_up() {
        let head = head.range.clone();
        found.iter_mut().filter(|one| earlier(one) && one.mention.range != head).for_each(|one| one.tie = Tie::Loose);
    }
}

/// 调解委员会1548个，村居、乡镇、行业调委会分别为1386个、104个、58个，每个调委会平均4.0名: the same within the sentence.
fn prefer_the_head_here(reading: &Reading, average: &Average, found: &mut [Operand]) {
    let sentence = average.result.sentence;
    let is_here = |m: &Mention| m.sentence == sentence && m.range.end <= average.start;
    let mut all: Vec<&Mention> = found.iter().map(|one| one.mention).filter(|m| is_here(m)).collect();
    all.sort_by_key(|m| m.range.start);
    let Some((head, parts)) = all.split_first().filter(|(_, parts)| parts.len() > 1) else { return };
    let are_parts = parts.iter().all(|part| part.unit() == head.unit() && operands::is_detail(reading, part));
    let sums_up = || arithmetic::total(reading, parts).is_some_and(|sum| sum.fits(head));
    let tie = found.iter().filter(|one| is_here(one.mention)).map(|one| one.tie).max().unwrap_or(Tie::Loose);
    if are_parts && sums_up() {
        let head = head.range.clone();
        for one in found.iter_mut().filter(|one| is_here(one.mention)) {
            one.tie = if one.mention.range == head { tie } else { Tie::Loose };
        }
    }
}

/// 按年末人数平均每人每年5122元: over the only one that is said to be of that day.
pub fn prefer_the_day(reading: &Reading, average: &Average, found: &mut [Operand]) {
    let per = Unit::new(average.per);
    let is_counted_so = |m: &Mention| *m.unit() == per || average.per == "人" && operands::is_person(m.unit());
    let is_of_day = |one: &&mut Operand| is_counted_so(one.mention) && is_of_the_day(reading, average, one.mention);
    let mut all = found.iter_mut().filter(is_of_day);
    if let (Some(one), None) = (all.next(), all.next()) {
        one.tie = Tie::Tight;
    }
}

/// Whether a count is said to be of the day on which the average is over its number: 年末低保对象 and 按年末人数.
pub fn is_of_the_day(reading: &Reading, average: &Average, count: &Mention) -> bool {
    const DAYS: [&str; 4] = ["年末", "年底", "期末", "月末"];
    let basis = average.before.rfind('按').map(|at| &average.before[at..]);
    let day = DAYS.iter().find(|day| basis.is_some_and(|basis| basis.contains(**day)));
    average.is_over_named && day.is_some_and(|day| reading.subject(count).contains(day))
}
