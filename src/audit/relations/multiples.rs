//! Of what something is a multiple, where words name it and no number stands beside them: 是十年前的4倍, 约为原来的3倍, 是2018年的2.4倍, 是乡村小学校均规模的
//! 8.1倍. From a division with its parts to the value that is meant. Judges nothing.

use super::division::{Division, Kind};
use super::operands::{self, Operand, Tie};
use super::words;
use crate::audit::compared::reach;
use crate::reading::{Mention, Reading};

/// 参训前的月均收入约为2900元，参训后达到8800元，约为原来的3倍: the value before the last, averages too.
pub(super) fn of_old_and_new<'r>(reading: &'r Reading, division: &Division) -> Option<&'r Mention> {
    let mut near = operands::any_before(reading, division.start).filter(|m| m.upper.is_none());
    let (now, old) = (near.next()?, near.next()?);
    (division.kind == Kind::Times && now.unit() == old.unit()).then_some(old)
}

/// 开业时全镇民宿才63家，现在有148家。…民宿数量增长到原来的2.3倍: then and now, as the sentence before says them.
pub(super) fn then_and_now<'r>(reading: &'r Reading, division: &Division) -> Option<[&'r Mention; 2]> {
    const NOW: [&str; 5] = ["现在", "如今", "目前", "现有", "今年"];
    let sentence = division.result.sentence;
    let before =
        sentence.checked_sub(1).filter(|before| reading.sentences[*before].paragraph == division.result.paragraph);
    let before = before.into_iter().flat_map(|before| reading.in_sentence(before).windows(2));
    let is_pair = |pair: &&[Mention]| {
        let says_only =
            ["才", "只有", "仅有", "仅", "不过"].iter().any(|word| reading.before(&pair[0]).ends_with(word));
        let gap = reading.slice(&(pair[0].range.end..pair[1].range.start.max(pair[0].range.end)));
        pair[0].unit() == pair[1].unit() && says_only && NOW.iter().any(|word| gap.trim_matches('，').starts_with(word))
    };
    let has_no_own =
        !reading.in_sentence(sentence).iter().any(|m| m.range.end <= division.start && operands::is_operand(m));
    before.into_iter().find(is_pair).filter(|_| has_no_own).map(|pair| [&pair[0], &pair[1]])
}

/// 2014年只有1.9万人。去年底是13.3万人，正好是当年的7倍: what the sentence before says there only was, where it has one value of the unit.
pub(super) fn of_then<'r>(reading: &'r Reading, division: &Division, parts: &[Operand]) -> Option<&'r Mention> {
    const ONLY: [&str; 6] = ["只有", "仅有", "才", "仅", "不过", "只"];
    let part = parts.first()?.mention;
    let before = part.sentence.checked_sub(1)?;
    let says_so = |m: &&Mention| ONLY.iter().any(|word| reading.before(m).ends_with(word));
    let mut there = reading.in_sentence(before).iter().filter(|m| m.unit() == part.unit() && m.change.is_none());
    let only = there.next().filter(|_| there.next().is_none()).filter(says_so)?;
    let is_alone = reading.in_sentence(part.sentence).iter().filter(|m| m.unit() == part.unit()).count() == 1;
    (is_alone && only.paragraph == part.paragraph && part.sentence == division.result.sentence).then_some(only)
}

/// 日均5.5万人次，单日最高7.2万人次，是日均的1.31倍: the one average of this name that the sentence has.
pub(super) fn of_average<'r>(reading: &'r Reading, division: &Division, parts: &[Operand]) -> Option<&'r Mention> {
    const AVERAGES: [&str; 6] = ["日均", "月均", "人均", "户均", "平均", "均"];
    let part = parts.first().filter(|_| division.kind == Kind::Times)?.mention;
    let name = division.whole.trim_end_matches(['数', '值', '量', '水', '平']);
    let name = if name.is_empty() && division.whole == "平均水平" { "平均" } else { name };
    let is_it = |m: &&Mention| {
        m.unit() == part.unit() && m.range != part.range && m.change.is_none() && reading.subject(m).contains(name)
    };
    let start = reading.sentences[division.result.sentence].range.start;
    let here = reading.between(&(start..division.start.max(start)));
    let mut found = here.iter().filter(is_it);
    found.next().filter(|_| AVERAGES.contains(&name) && found.next().is_none())
}

/// 接待46.2万人次，恢复到2019年同期的107.9%（2019年同期42.8万人次）: what it was then is said right behind, in brackets or in the next clause.
pub(super) fn of_then_behind<'r>(reading: &'r Reading, division: &Division, parts: &[Operand]) -> Option<&'r Mention> {
    let part = parts.first().filter(|_| division.kind == Kind::Times)?.mention;
    let year = words::dates(division.whole).next().unwrap_or("");
    let lead = reading.text()[division.start..division.result.range.start].trim_end_matches('了');
    let is_back = division.whole.is_empty() && ["恢复至", "恢复到"].iter().any(|verb| lead.ends_with(verb));
    let is_of_then = is_back || division.whole.ends_with("同期") || division.whole == year && !year.is_empty();
    let next = reading.mentions.partition_point(|m| m.range.start < division.result.range.end);
    let then = reading.mentions[next..].iter().take(3).find(|m| m.unit() == part.unit())?;
    let gap = reading.slice(&(division.result.range.end..then.range.start)).strip_prefix(['（', '，', '('])?;
    let is_named = !division.whole.is_empty() && gap.starts_with(division.whole);
    let says_when = is_named || gap.starts_with(year) && gap.contains("同期");
    let is_right_behind = !gap.contains(['，', '；', '。']) && then.change.is_none();
    (is_of_then && says_when && is_right_behind).then_some(then)
}

/// 第一级每立方米1.80元；第二级每立方米2.70元，为第一级的1.5倍: the value of the step that the whole names, in the row before it.
pub(super) fn of_step<'r>(reading: &'r Reading, division: &Division, parts: &[Operand]) -> Option<&'r Mention> {
    let part = parts.first().filter(|_| division.kind == Kind::Times)?.mention;
    let name = division.whole.strip_suffix("价格").unwrap_or(division.whole);
    let is_step = name.starts_with('第') && name.chars().count() <= 4;
    let start = reading.sentences[division.result.sentence].range.start;
    let row = reading.text().get(start..part.range.start).filter(|_| is_step)?;
    let from = start + row.rfind(name)?;
    let to = from + reading.text()[from..part.range.start].find(['；', '。'])?;
    let mut values = reading.between(&(from..to)).iter().filter(|m| m.unit() == part.unit());
    values.next().filter(|_| values.next().is_none())
}

/// 2018年人均纯收入为5980元，2023年达到14352元，是2018年的2.4倍: the only value of that year in the sentence, averages too.
pub(super) fn of_that_year<'r>(reading: &'r Reading, division: &Division, parts: &[Operand]) -> Option<Operand<'r>> {
    let part = parts.first().filter(|_| division.kind == Kind::Times)?.mention;
    let year = words::dates(division.whole).next().filter(|year| division.whole.trim_end_matches("同期") == *year)?;
    let is_it =
        |m: &&Mention| m.unit() == part.unit() && m.range != part.range && dated_clause(reading, m).contains(year);
    let mut all = operands::any_before(reading, division.start).filter(is_it);
    all.next().filter(|_| all.next().is_none()).map(Operand::tight)
}

/// The clause of a quantity; 2018年，人均纯收入为5980元: with the date that stands in one of its own.
pub(super) fn dated_clause(reading: &Reading, m: &Mention) -> String {
    let before = reading.text()[..m.clause.start].trim_end_matches('，');
    let dated = before.rsplit(['，', '。', '；', '：', '\n']).next().unwrap_or("");
    let dated = if dated.ends_with(['年', '月', '末', '底']) { dated } else { "" };
    format!("{dated}{}", reading.slice(&m.clause))
}

/// 乡村小学86所，校均192人。县城小学校均1562人，是乡村小学校均规模的8.1倍: the same average of another class, whose name the whole has.
pub(super) fn same_average<'r>(reading: &'r Reading, division: &Division, parts: &[Operand]) -> Option<Operand<'r>> {
    let part = parts.first().filter(|_| division.kind == Kind::Times)?.mention;
    let at = division.whole.find('均')? + '均'.len_utf8();
    let start = division.whole[..at].char_indices().rev().nth(1).map(|(i, _)| i)?;
    let (class, each) = (&division.whole[..start], &division.whole[start..at]);
    let paragraph = reading.paragraphs[division.result.paragraph].range.start;
    let is_alike = |m: &&Mention| {
        m.unit() == part.unit() && m.range != part.range && m.change.is_none() && reading.subject(m).contains(each)
    };
    let mut all = reading.between(&(paragraph..part.range.start)).iter().filter(is_alike);
    let only = all.next().filter(|_| all.next().is_none())?;
    let lead = &reading.text()[reading.sentences[only.sentence].range.start..only.range.start];
    // 是2020年村均水平的2.75倍: of a year that the sentence of the other names.
    let is_dated = !words::is_telling(class) && words::dates(class).next().is_some();
    let is_of_class = match is_dated {
        true => words::dates(class).all(|date| lead.contains(date)),
        false => words::is_covered(class, lead),
    };
    is_of_class.then_some(Operand::tight(only))
}

/// 从5.16亿元提高到7.74亿元，恰好是五年前的1.5倍: what the sentence says it was then.
pub(super) fn where_it_came_from<'r>(reading: &'r Reading, division: &Division) -> Option<&'r Mention> {
    const LAST: [&str; 3] = ["去年", "上年", "前年"];
    let is_of_last = LAST.contains(&division.whole);
    let is_of_then = is_of_last || ["年前", "过去", "以前", "从前"].iter().any(|then| division.whole.ends_with(then));
    if division.kind != Kind::Times || !is_of_then {
        return None;
    }
    let mut near = operands::any_before(reading, division.start);
    let (now, old) = (near.next()?, near.next()?);
    let between = reading.slice(&(old.range.end..now.range.start.max(old.range.end)));
    let is_from = reading.before(old).contains(['从', '由']) && reach::at_end(reach::untimed(between)).is_some();
    // 从去年的420元提高到今年的630元，是去年的1.5倍
    let is_said = !is_of_last || reading.before(old).contains(division.whole);
    (is_from && is_said && now.unit().converts_to(old.unit())).then_some(old)
}

/// 2014年存栏4.6万头；2024年达到18.4万头，是十年前的4倍; 2022年2.1亿元，2023年6.3亿元，是上年的3倍: the value of the year that is so many years before the latest.
pub(super) fn years_ago<'r>(reading: &'r Reading, division: &Division, parts: &[Operand]) -> Option<&'r Mention> {
    const SAID: [(&str, i32); 10] = [
        ("上年", 1),
        ("上一年", 1),
        ("十年前", 10),
        ("三年前", 3),
        ("五年前", 5),
        ("两年前", 2),
        ("四年前", 4),
        ("10年前", 10),
        ("5年前", 5),
        ("3年前", 3),
    ];
    let (_, years) = SAID.iter().find(|(word, _)| division.whole.ends_with(word))?;
    let part = parts.first()?.mention;
    let named = reading.subject(part);
    let paragraph = reading.paragraphs[division.result.paragraph].range.start;
    let (first, last) = (
        reading.dates.partition_point(|d| d.range.start < paragraph),
        reading.dates.partition_point(|d| d.range.start < division.start),
    );
    let latest = reading.dates[first..last].iter().filter_map(|date| date.year).max()?;
    let then = reading.dates[first..last].iter().find(|date| date.year == Some(latest - years))?;
    let until =
        reading.dates[first..last].iter().find(|date| date.range.start > then.range.start && date.year.is_some());
    let of_then = then.range.start..until.map_or(division.start, |date| date.range.start);
    // 收入7.74亿元 is no multiple of what the output was then.
    let is_of_it = |m: &Mention| !words::is_telling(named) || words::shared(named, &operands::words(reading, m)) > 0;
    let is_value = |m: &&Mention| m.unit().converts_to(part.unit()) && operands::is_operand(m) && is_of_it(m);
    let mut values = reading.between(&of_then).iter().filter(is_value);
    values.next().filter(|_| values.next().is_none())
}

/// 线下观看3.4万人次，线上答题8.9万人次，线上参与量相当于线下观看的2.6倍: part and whole share words with their names, and no other of the unit
/// stands in the sentence.
pub(super) fn is_beside_its_whole(
    reading: &Reading,
    division: &Division,
    parts: &[Operand],
    wholes: &[Operand],
) -> bool {
    let here = |one: &&Operand| one.mention.sentence == division.result.sentence && one.tie >= Tie::Named;
    let (Some(part), Some(whole)) = (parts.iter().find(here), wholes.iter().find(here)) else { return false };
    let of_its_unit = |m: &&Mention| m.unit().converts_to(part.mention.unit());
    part.mention.range != whole.mention.range
        && words::dates(division.whole).next().is_none()
        && reading.in_sentence(division.result.sentence).iter().filter(of_its_unit).count() == 2
}
