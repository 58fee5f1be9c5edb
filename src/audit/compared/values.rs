//! The values around a change: each quantity of its family near by with what it seems to be, one of now or one of before.

use super::bare;
use super::reach;
use super::said::words_of;
use super::words::{Baseline, baseline, names_a_ratio};
use super::{Family, Said};
use crate::reading::{ChangeKind, Mention, Reading};

/// How many quantities to each side are looked at.
pub(super) const REACH: usize = 16;

/// A value near a change.
#[derive(Clone, Debug)]
pub(super) struct Valued<'r> {
    pub index: usize,
    pub mention: &'r Mention,
    pub baseline: Baseline,
    /// It belongs to an earlier time or another place than the value that the change is about.
    pub is_before: bool,
    pub words: &'r str,
    /// How many ； stand before it in the sentence.
    pub part: usize,
    pub in_brackets: bool,
    /// In brackets right behind the change: what it is compared with.
    pub is_aside: bool,
    /// 由3户: the value that something came from.
    pub is_from: bool,
    /// 增加到5户
    pub is_to: bool,
    /// 年度计划92.0亿元的105.7%
    pub is_base: bool,
}

const TO: &[&str] = &["到", "至", "为", "成", "达", "达到", "增到", "升到", "降到", "提到", "缩到", "减到"];

pub(super) fn values<'r>(reading: &'r Reading, said: &Said<'r>, family: Family) -> Vec<Valued<'r>> {
    let sentence = &reading.sentences[said.mention.sentence];
    let first = said.index.saturating_sub(REACH);
    let last = (said.index + REACH / 2).min(reading.mentions.len() - 1);
    let indices = (first..=last).filter(|i| reading.mentions[*i].sentence == said.mention.sentence);
    let mut part = 0;
    let mut from = sentence.range.start.max(reading.mentions[first].range.start.min(said.mention.range.start));
    let mut all = Vec::new();
    for index in indices {
        let mention = &reading.mentions[index];
        part += reading.text()[from.min(mention.range.start)..mention.range.start].matches(['；', ';']).count();
        from = mention.range.start;
        let is_value = index != said.index && family(mention, said.mention) && !mention.is_quoted;
        if !is_value || (super::said(reading, index).is_some() && !is_growth_as_level(reading, index, said)) {
            continue;
        }
        all.push(value(reading, index, part));
    }
    mark_aside(reading, said, &mut all);
    let latest = all.iter().filter_map(|v| v.baseline.year()).max();
    let so_far = year_so_far(reading, said);
    for v in all.iter_mut().filter(|v| v.baseline.year().is_some() && !v.is_aside) {
        let is_compared = v.words.contains(['比', '较']) && !names_a_ratio(v.words);
        v.is_before = v.baseline.year() < latest
            || v.baseline.year() < so_far && bare(v.words).is_empty()
            || is_compared
            || v.in_brackets && !v.is_to
            || v.index > said.index && !v.is_to;
    }
    all
}

/// 高出全省平均水平7.5个百分点（全省为61.4%）: the value in the brackets is what the change is measured from.
fn mark_aside(reading: &Reading, said: &Said, values: &mut [Valued]) {
    let Some(aside) = values.iter_mut().find(|v| v.index > said.index) else { return };
    let gap = &reading.text()[said.mention.range.end..aside.mention.range.start];
    let is_compared = said.words.contains(['比', '较', '于'])
        || ["高于", "高出", "低于", "快于", "慢于", "领先", "优于"].contains(&reading.slice(&said.verb));
    let is_part = ["其中", "含", "占", "目标为完成"].iter().any(|word| gap.contains(word));
    let index = aside.index;
    let next = values.iter().find(|v| v.index > index);
    let is_one = next.is_none_or(|next| {
        reading.text()[reading.mentions[index].range.end..next.mention.range.start].contains(['）', ')'])
    });
    let Some(aside) = values.iter_mut().find(|v| v.index == index && is_one) else { return };
    // 比目标高1.5个百分点，目标93%: named again, with nothing between.
    let name = gap.strip_prefix('，').map(|name| name.trim_end_matches(['为', '是']));
    let is_named_again = name.is_some_and(|name| (2..=6).contains(&name.chars().count()) && said.words.ends_with(name));
    if is_named_again && is_compared {
        (aside.is_aside, aside.is_before) = (true, true);
    }
    if gap.starts_with(['（', '(']) && !gap.contains(['）', ')']) && is_compared && !is_part {
        (aside.is_aside, aside.is_before) = (true, true);
    }
}

/// The latest year that the text names not far before a change.
fn year_so_far(reading: &Reading, said: &Said) -> Option<i32> {
    let end = reading.dates.partition_point(|d| d.range.start < said.mention.range.start);
    reading.dates[..end].iter().rev().take(12).filter_map(|d| d.year).max()
}

/// 增长10.6%，高出全市3个百分点: for a difference in points a growth is a value.
fn is_growth_as_level(reading: &Reading, index: usize, said: &Said) -> bool {
    let is_growth = reading.mentions[index].change.as_ref().is_some_and(|c| c.kind == ChangeKind::Percent);
    said.kind == ChangeKind::Points && is_growth
}

pub(super) fn value(reading: &Reading, index: usize, part: usize) -> Valued<'_> {
    let mention = &reading.mentions[index];
    let words = words_of(reading, index);
    let text = reading.text();
    let behind = &text[mention.range.end..mention.clause.end];
    let next = reading.mentions.get(index + 1).filter(|next| next.sentence == mention.sentence);
    let between = next.map_or("", |next| &text[mention.range.end..next.range.start]);
    let is_from = words.contains(['由', '从', '自']) && reach::is_in(between) && between.len() < 120;
    let reached = reach::untimed(words);
    let is_to = TO.iter().any(|to| reached.ends_with(to)) && reach::is_in(reached);
    // 比上年增长6.1%: the growth is of now.
    let is_growth = mention.change.as_ref().is_some_and(|c| c.kind == ChangeKind::Percent);
    let baseline = match is_growth && (words.contains(['比', '较']) || words.contains("同比")) {
        true => Baseline::None,
        false => baseline(words),
    };
    let is_base =
        behind.starts_with('的') && next.is_some_and(|n| n.is_percent() && n.range.start - mention.range.end < 4);
    Valued {
        index,
        mention,
        baseline,
        is_before: matches!(baseline, Baseline::LastYear | Baseline::Other) || behind.starts_with("相比"),
        words,
        part,
        in_brackets: in_brackets(reading, mention),
        is_aside: false,
        is_from,
        is_to,
        is_base,
    }
}

pub(super) fn in_brackets(reading: &Reading, mention: &Mention) -> bool {
    let sentence = reading.sentences[mention.sentence].range.start;
    let before = &reading.text()[sentence..mention.range.start];
    let tail = before.char_indices().rev().take(80);
    tail.map(|(_, c)| c).find(|c| matches!(c, '（' | '(' | '）' | ')')).is_some_and(|c| matches!(c, '（' | '('))
}
