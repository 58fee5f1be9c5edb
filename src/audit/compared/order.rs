//! The pairs of now and before that the order of a text gives: 2022年A，2023年B, 现在B，上年A, and the value of the year before
//! in the next sentence.

use super::pairs::Around;
use super::said::said;
use super::values::{Valued, value};
use super::words::{Baseline, agree, baseline, last_bytes, place_free};
use super::{Family, Pair};
use super::{bare, takes_up};
use crate::reading::{Mention, Reading};

/// Words of a change over the years between two values.
const SPANS: [&str; 6] = ["年间", "年来", "年多来", "以来", "前后", "年时间"];

impl<'r> Around<'r> {
    /// 2022年46.2万人次，2023年58.7万人次，增长27.1%
    pub fn in_order(&self, found: &mut Vec<Pair<'r>>) {
        let Some(now) =
            self.now(self.said.index).or_else(|| self.values.iter().rev().find(|v| v.index < self.said.index))
        else {
            return;
        };
        let Some(before) = self.values.iter().rev().find(|v| v.index < now.index && !v.in_brackets) else { return };
        let (a, b) = (bare(before.words), bare(now.words));
        let has_order = match (before.baseline.year(), now.baseline.year()) {
            (Some(before), Some(now)) => before < now,
            (_, None) => before.baseline != Baseline::None && (says_now(now.words) || now.is_to),
            _ => before.baseline == Baseline::LastYear,
        };
        let is_last_change = (now.index + 1..self.said.index).all(|i| said(self.reading, i).is_some());
        let is_same = b.is_empty() || a == b || (a.ends_with(b.as_str()) && b.chars().count() >= 2);
        let spans = match (before.baseline.year(), now.baseline.year()) {
            (Some(a), Some(b)) if self.said.words.contains("同比") || self.said.words.contains("上年") => {
                b - a == 1
            }
            _ => true,
        };
        let is_tight =
            has_order && is_last_change && is_same && spans && before.part == now.part && self.is_named_like(now);
        if has_order {
            found.push(Pair {
                now: now.mention,
                before: before.mention,
                is_near: is_same && before.part == now.part && self.is_named_like(now),
                is_tight: is_tight && self.said_baseline().allows(&before.baseline),
            });
        }
    }

    /// 2022年覆盖率40.2%；如今覆盖率97.1%，两年间提升56.9个百分点: two values of one name, and how far apart they came to be.
    pub fn of_one_name(&self, found: &mut Vec<Pair<'r>>) {
        let Some(now) = self.now(self.said.index).filter(|now| !now.in_brackets) else { return };
        let name = bare(now.words);
        let is_last_change = (now.index + 1..self.said.index).all(|i| said(self.reading, i).is_some());
        if name.chars().count() < 2 || !is_last_change || !bare(self.said.words).is_empty() {
            return;
        }
        let mut same = self.values.iter().rev().filter(|v| v.index < now.index && bare(v.words).ends_with(&name));
        let (Some(before), None) = (same.next(), same.next()) else { return };
        let spans = SPANS.iter().any(|span| self.said.words.contains(span));
        let is_its = bare(before.words) == name && !before.in_brackets;
        self.push(found, now, before, spans && is_its, spans && is_its);
    }

    /// 原来要交17份材料，合并后只交6份材料，材料数少了11份; 占25.0%；上届占18.8%，本届较上届扩大6.2个百分点: the only two values of a sentence, of which
    /// one is said to be of before.
    pub fn of_old_and_new(&self, found: &mut Vec<Pair<'r>>) {
        const OLD: [&str; 9] = ["原来", "原先", "过去", "以前", "此前", "原需", "上届", "上期", "上一届"];
        const NEW: [&str; 8] = ["后", "现在", "如今", "目前", "现", "只需", "本届", "本期"];
        let earlier: Vec<&Valued> = self.values.iter().filter(|v| v.index < self.said.index).collect();
        let [one, two] = earlier.as_slice() else { return };
        let start = self.reading.sentences[self.said.mention.sentence].range.start;
        let lead = |from: usize, v: &Valued| last_bytes(self.slice(from..v.mention.range.start), 90);
        let says = |lead: &str, words: &[&str]| words.iter().any(|word| lead.contains(word));
        let (first, second) = (lead(start, one), lead(one.mention.range.end, two));
        let to_change = self.slice(two.mention.range.end..self.said.verb.start);
        let (now, before) = match (says(first, &OLD), says(second, &OLD)) {
            (true, false) if says(second, &NEW) => (two, one),
            (false, true) if says(to_change, &NEW) && to_change.contains(['比', '较']) => (one, two),
            _ => return,
        };
        let is_plain = [one, two].iter().all(|v| !v.in_brackets && v.mention.upper.is_none());
        let is_next = to_change.matches('，').count() <= 2 && !to_change.contains(['；', '（']);
        let changes = (two.index + 1..self.said.index).all(|i| said(self.reading, i).is_some());
        let is_sure = is_plain && is_next && changes && self.is_single();
        found.push(Pair { now: now.mention, before: before.mention, is_tight: is_sure, is_near: is_sure });
    }

    /// 平均到场时间28分钟，上年同期为34分钟，缩短6分钟
    pub fn out_of_order(&self, found: &mut Vec<Pair<'r>>) {
        let Some(before) = self.values.iter().rev().find(|v| v.index < self.said.index) else { return };
        let is_of_it = takes_up(before.words);
        // 上一年度，这个数字是58.9%: the time stands in a clause of its own.
        let lead = last_bytes(&self.reading.text()[..before.mention.clause.start], 24);
        let is_before = before.is_before || is_of_it && baseline(lead) != Baseline::None;
        let earlier = || self.values.iter().rev().find(|v| v.index < before.index && !v.is_before && is_of_it);
        let now = self.now(before.index).filter(|now| !is_of_it || now.part == before.part).or_else(earlier);
        let now = now.or_else(|| self.of_the_part_before(before));
        let Some(now) = now.filter(|_| is_before && !before.in_brackets) else { return };
        // 2018年，生产总值89.3亿元；2023年，这个数字是132.7亿元: the later year is that of now.
        let year = |v: &Valued| {
            let lead = last_bytes(&self.reading.text()[..v.mention.clause.start], 24);
            v.baseline.year().or(baseline(lead).year())
        };
        let is_later = year(before).zip(year(now)).is_some_and(|(before, now)| before > now);
        if is_later && !SPANS.iter().any(|span| self.said.words.contains(span)) {
            return;
        }
        let only_changes = (before.index + 1..self.said.index).all(|i| said(self.reading, i).is_some());
        let named = bare(before.words.trim_start_matches(|c| c != '于'));
        let is_own = agree(&bare(before.words), &bare(now.words)) || named.is_empty();
        let is_next =
            now.index + 1 == before.index || (now.index + 1..before.index).all(|i| said(self.reading, i).is_some());
        let is_near = is_own && self.is_named_like(now);
        let is_tight = only_changes && is_near && is_next;
        let (now, before) = if is_later { (before, now) } else { (now, before) };
        self.push(found, now, before, is_near, is_tight);
    }

    /// 总产量21.86万吨，平均亩产463.1公斤；上年总产量为21.35万吨，增长2.4%: a part that begins with the value of before goes on about the only one
    /// of that name.
    fn of_the_part_before(&self, before: &Valued<'r>) -> Option<&Valued<'r>> {
        let named = bare(before.words);
        let opens = self.reading.text()[..before.mention.clause.start].ends_with(['；', ';']);
        let is_it = |v: &&Valued| {
            v.part + 1 == before.part
                && v.mention.unit() == before.mention.unit()
                && !v.is_before
                && bare(v.words).ends_with(&named)
        };
        let mut all = self.values.iter().filter(is_it);
        all.next().filter(|_| opens && !named.is_empty() && all.next().is_none())
    }

    /// 增长6.4%。上年社会消费品零售总额为79.2亿元。
    pub fn in_next_sentence(&self, found: &mut Vec<Pair<'r>>, family: Family) {
        let Some(now) = self.now(self.said.index) else { return };
        let next = self.said.mention.sentence + 1;
        if self.reading.sentences.get(next).is_none_or(|s| s.paragraph != self.said.mention.paragraph) {
            return;
        }
        let mentions = self.reading.in_sentence(next);
        let first = self.reading.mentions.partition_point(|m| m.range.start < self.reading.sentences[next].range.start);
        let named = bare(now.words);
        for (nth, mention) in mentions.iter().enumerate().take(4) {
            let index = first + nth;
            if !family(mention, self.said.mention) || said(self.reading, index).is_some() {
                continue;
            }
            let before = value(self.reading, index, 0);
            let clause = self.slice(mention.clause.start..mention.range.start);
            if clause.contains("分别") {
                let names = shared_names(clause, mentions, nth);
                if let Some(name) = names {
                    let is_it = named == name && baseline(clause) == Baseline::LastYear;
                    found.push(Pair {
                        now: now.mention,
                        before: mention,
                        is_tight: is_it && self.is_single(),
                        is_near: is_it,
                    });
                }
                continue;
            }
            let other = bare(before.words);
            let is_same = other.chars().count() >= 4 && place_free(&named) == place_free(&other);
            if before.baseline != Baseline::None && (is_same || agree(&other, &named)) {
                let is_named = self.is_named_like(now);
                self.push(found, now, &before, is_named, is_same && is_named);
            }
        }
    }

    /// Any two values of the sentence of which one is of before.
    pub fn loose(&self, found: &mut Vec<Pair<'r>>) {
        for before in self.values.iter().filter(|v| v.is_before || v.is_from).take(5) {
            for now in self.values.iter().filter(|v| v.index != before.index && (!v.is_before || v.is_to)).take(8) {
                found.push(Pair { now: now.mention, before: before.mention, is_tight: false, is_near: false });
            }
        }
    }
}

fn says_now(words: &str) -> bool {
    ["今年", "现在", "现为", "本年", "当年", "目前", "如今", "今为", "现已"].iter().any(|word| words.contains(word))
}

/// What a quantity of 肉牛、肉羊、家禽出栏分别增长7.3%、3.6%和4.3% is said of.
pub fn name_in_row(reading: &Reading, mention: &Mention) -> Option<String> {
    let clause = reading.before(mention);
    let start = reading.sentences[mention.sentence].range.start.max(mention.clause.start.saturating_sub(120));
    let text = reading.text();
    let start = (start..mention.clause.start.max(start)).find(|at| text.is_char_boundary(*at)).unwrap_or(start);
    let all = reading.between(&(mention.clause.start..mention.clause.end));
    let nth = all.iter().position(|m| m.range == mention.range)?;
    if !clause.contains("分别") || start > mention.clause.start {
        return None;
    }
    shared_names(clause, all, nth)
}

/// The name in 上年城镇、农村居民人均可支配收入分别为36485元、19172元 that a value belongs to, with the words they share.
fn shared_names(clause: &str, mentions: &[Mention], nth: usize) -> Option<String> {
    let clause_start = mentions[nth].clause.start;
    let first = mentions.iter().position(|m| m.clause.start == clause_start)?;
    let count = mentions.iter().filter(|m| m.clause.start == clause_start).count();
    let listed = bare(&clause[..clause.find("分别")?].replace(['、', '和', '与'], "|"));
    let names: Vec<&str> = listed.split('|').collect();
    let last = names.last()?;
    let name = names.get(nth - first)?;
    if names.len() != count || names.len() < 2 {
        return None;
    }
    // 城镇、农村居民…: the first names leave out what the last one says in full.
    let head = name.chars().count();
    let tail: String = last.chars().skip(head).collect();
    Some(if nth - first + 1 == names.len() { last.to_string() } else { format!("{name}{tail}") })
}
