//! The pairs of now and before that stand close to a change: 由A增加到B, 比上年的A增加, （上年为A）. The likeliest comes first.

use super::bare;
use super::said::{lead_start, said};
use super::values::{REACH, Valued, in_brackets, values};
use super::words::{
    agree, baseline, counts_one_thing, is_other_measure, leads_straight, named_by, place_free, stands_in_order,
    without_total,
};
use super::{Baseline, Family, Pair, Said, words_of};
use crate::reading::{Mention, Reading};
use std::ops::Range;

/// The quantities around a change that are values, with what each seems to be.
pub(super) struct Around<'r> {
    pub reading: &'r Reading,
    pub said: Said<'r>,
    pub values: Vec<Valued<'r>>,
}

/// The pairs that a change may mean, the likeliest first.
pub fn pairs<'r>(reading: &'r Reading, said: &Said<'r>, family: Family) -> Vec<Pair<'r>> {
    let around = Around { reading, said: said.clone(), values: values(reading, said, family) };
    let mut found = Vec::new();
    around.span_of_two(&mut found);
    around.beside(&mut found);
    around.behind(&mut found);
    around.in_order(&mut found);
    around.out_of_order(&mut found);
    around.in_next_sentence(&mut found, family);
    around.loose(&mut found);
    found
}

/// What a value may be that a change comes after, the likeliest first: the value now.
pub fn nows<'r>(reading: &'r Reading, said: &Said<'r>, family: Family) -> Vec<(&'r Mention, bool)> {
    let around = Around { reading, said: said.clone(), values: values(reading, said, family) };
    let mut found: Vec<(&Mention, bool)> = Vec::new();
    if let Some(now) = around.reached() {
        found.push((now.mention, true));
    }
    if let Some(now) = around.now(said.index) {
        let is_tight = found.is_empty() && around.is_named_like(now);
        found.push((now.mention, is_tight));
    }
    if found.is_empty() {
        found.extend(around.stated(&around.named()).map(|now| (now, false)));
    }
    let others = around.values.iter().rev().filter(|v| v.index < said.index && !v.is_before);
    found.extend(others.map(|v| (v.mention, false)));
    found
}

impl<'r> Around<'r> {
    pub fn slice(&self, range: Range<usize>) -> &'r str {
        &self.reading.text()[range.start.min(range.end)..range.end]
    }

    fn part(&self) -> usize {
        let before = self.values.iter().rev().find(|v| v.index < self.said.index);
        match before {
            Some(v) => {
                v.part + self.slice(v.mention.range.end..self.said.mention.range.start).matches(['；', ';']).count()
            }
            None => {
                let Some(after) = self.values.iter().find(|v| v.index > self.said.index) else { return 0 };
                let between = self.slice(self.said.mention.range.end..after.mention.range.start);
                after.part - between.matches(['；', ';']).count().min(after.part)
            }
        }
    }

    /// Whether the change can be tied at all: one that shares several values among several names cannot.
    pub fn is_single(&self) -> bool {
        let clause = self.slice(self.said.mention.clause.start..self.said.mention.range.start);
        !self.said.words.contains("其中")
            && !["分别", "依次", "各提高", "各增", "各减", "两项", "合计"].iter().any(|word| clause.contains(word))
    }

    /// Whether the words of the change name nothing else than a value's.
    pub fn is_named_like(&self, now: &Valued) -> bool {
        let named = self.named();
        let counted = self.reading.object(now.mention);
        let is_counted = named.chars().count() >= 2 && stands_in_order(without_total(&named), counted);
        self.is_single() && (agree(&named, &bare(now.words)) || is_other_measure(&named) || is_counted)
    }

    /// What the words of the change name, without what it is compared with: 分红村数比2022年 names 分红村数.
    fn named(&self) -> String {
        named_by(self.said.words)
    }

    /// `is_near` says whether the names fit, `is_tight` whether nothing else can be meant.
    pub fn push(
        &self,
        found: &mut Vec<Pair<'r>>,
        now: &Valued<'r>,
        before: &Valued<'r>,
        is_near: bool,
        is_tight: bool,
    ) {
        let fits =
            (before.is_aside || self.said_baseline().allows(&before.baseline)) && !is_shared(self.reading, now, before);
        let pair = Pair {
            now: now.mention,
            before: before.mention,
            is_tight: is_tight && fits && self.is_single(),
            is_near: fits && is_near,
        };
        found.push(pair);
    }

    pub fn said_baseline(&self) -> Baseline {
        baseline(self.said.words)
    }

    /// The value that stands nearest before a place, as one of now.
    pub fn now(&self, index: usize) -> Option<&Valued<'r>> {
        let part = self.part();
        let in_brackets = in_brackets(self.reading, self.said.mention);
        self.values.iter().rev().find(|v| {
            v.index < index
                && v.part == part
                && !v.is_from
                && !v.is_base
                && (!v.is_before || v.is_to)
                && (!v.in_brackets || in_brackets)
        })
    }

    /// 比上年减少46起，降至512起: the value that is reached behind the change.
    fn reached(&self) -> Option<&Valued<'r>> {
        let after = self.values.iter().find(|v| v.index > self.said.index)?;
        let gap = self.slice(self.said.mention.range.end..after.mention.range.start);
        let has_change_between = after.index > self.said.index + 2;
        let named = bare(after.words);
        (after.is_to && !gap.contains(['；', '。', '由', '从']) && !has_change_between && named.is_empty())
            .then_some(after)
    }

    /// 由86家增加到97家，净增11家
    fn span_of_two(&self, found: &mut Vec<Pair<'r>>) {
        for (nth, pair) in self.values.windows(2).enumerate().rev() {
            let [before, now] = pair else { continue };
            if !(before.is_from && now.is_to && now.index < self.said.index) {
                continue;
            }
            let between = self.values[nth + 2..].iter().filter(|v| v.index < self.said.index && !v.in_brackets).count();
            let is_near = between == 0 && now.part == self.part();
            let is_named = agree(&self.named(), &bare(before.words)) || is_other_measure(&self.named());
            let counted = self.slice(before.mention.range.end..now.mention.range.start);
            let is_one_thing = counts_one_thing(counted, self.reading.object(now.mention));
            found.push(Pair {
                now: now.mention,
                before: before.mention,
                is_near: is_near && is_named,
                is_tight: is_near && is_named && is_one_thing && self.is_single() && self.said_baseline().is_plain(),
            });
            break;
        }
    }

    /// 比上年的22.41万吨增产0.52万吨, 比日间游客（142元）高44元
    fn beside(&self, found: &mut Vec<Pair<'r>>) {
        let Some(before) = self.values.iter().rev().find(|v| v.index < self.said.index) else { return };
        let gap = self.slice(before.mention.range.end..self.said.verb.start);
        let changes = self.said.index - before.index - 1;
        let between = &self.reading.mentions[before.index + 1..self.said.index];
        let only_changes = (before.index + 1..self.said.index).all(|i| said(self.reading, i).is_some());
        if !only_changes || changes > 2 {
            return;
        }
        let first_verb = match between.is_empty() {
            true => self.said.verb.start,
            false => said(self.reading, before.index + 1).map_or(self.said.verb.start, |s| s.verb.start),
        };
        let to_verb = self.slice(before.mention.range.end..first_verb);
        let is_direct = leads_straight(to_verb) || to_verb.starts_with("相比，") && to_verb.matches('，').count() == 1;
        let lead_start = match before.in_brackets {
            true => lead_start(self.reading, &self.reading.mentions[before.index + 1]),
            false => before.mention.clause.start,
        };
        let lead = self.slice(lead_start..before.mention.range.start);
        let is_compared = lead.contains(['比', '较', '于'])
            || lead.contains("高出")
            || lead.contains("同比")
            || lead.contains(['与', '同', '和']) && to_verb.contains("比")
            || lead.contains("在") && to_verb.contains("基础上");
        if !is_direct || !is_compared || before.is_from || gap.len() > 200 {
            return;
        }
        let named = self.named();
        let Some(now) = self.now_before(before) else {
            let named =
                named_by(self.slice(lead_start..first_verb.max(lead_start)).split(['（', '(']).next().unwrap_or(""));
            let now = self.stated(&named).or_else(|| self.carried());
            found.extend(now.map(|now| Pair { now, before: before.mention, is_tight: false, is_near: true }));
            return;
        };
        let is_named = between.is_empty() || agree(&named, &bare(now.words));
        let fits =
            self.said_baseline().is_plain() || !between.is_empty() && self.said_baseline().allows(&before.baseline);
        let is_tight = is_named && fits && self.is_single();
        found.push(Pair { now: now.mention, before: before.mention, is_tight, is_near: true });
        for now in self.values.iter().filter(|v| v.index < before.index && !v.is_from) {
            found.push(Pair { now: now.mention, before: before.mention, is_tight: false, is_near: false });
        }
        if let Some(now) = self.reached() {
            found.insert(found.len() - 1, Pair { now: now.mention, before: before.mention, is_tight, is_near: true });
        }
    }

    /// The value that the text gave before under the same name.
    fn stated(&self, named: &str) -> Option<&'r Mention> {
        let family = |m: &Mention, before: &Mention| m.unit().converts_to(before.unit()) || m.unit() == before.unit();
        let first = self.said.index.saturating_sub(4 * REACH);
        let before = self.values.last().map_or(self.said.mention, |v| v.mention);
        (first..self.said.index).rev().find_map(|index| {
            let mention = &self.reading.mentions[index];
            let is_it = mention.sentence < self.said.mention.sentence
                && family(mention, before)
                && said(self.reading, index).is_none();
            let own = bare(words_of(self.reading, index));
            let is_close = mention.paragraph == self.said.mention.paragraph;
            let least = if is_close { 2 } else { 3 };
            let is_named = named.chars().count() >= least && place_free(&own).ends_with(place_free(named));
            let is_head = is_close && own.chars().count() >= 4 && place_free(named).starts_with(place_free(&own));
            (is_it && (is_named || is_head)).then_some(mention)
        })
    }

    fn now_before(&self, before: &Valued<'r>) -> Option<&Valued<'r>> {
        self.now(before.index).filter(|now| now.part == before.part).or_else(|| self.reached())
    }

    /// 比上年下降2.9%，上年为37.9万头; 增长12.9%（2023年同期395场）
    fn behind(&self, found: &mut Vec<Pair<'r>>) {
        let Some(now) = self.reached().or_else(|| self.now(self.said.index)) else {
            return self.behind_stated(found);
        };
        let after = self.values.iter().filter(|v| v.index > self.said.index.max(now.index));
        let Some(before) = after.take(3).find(|v| v.is_before) else { return };
        let only_changes =
            (self.said.index + 1..before.index).all(|i| i == now.index || said(self.reading, i).is_some());
        let gap = self.slice(self.said.mention.range.end..before.mention.range.start);
        let crosses = gap.matches(['；', ';']).count();
        let named = match &before.mention.change {
            Some(change) => bare(self.slice(before.mention.clause.start..change.verb.start)),
            None => bare(before.words),
        };
        let clause = self.slice(lead_start(self.reading, self.said.mention)..self.said.mention.range.start);
        let is_own = match crosses {
            _ if before.is_aside && stands_in_order(&named, clause) => true,
            0 => agree(&named, &bare(now.words)),
            1 => named.is_empty() || bare(now.words).ends_with(&named),
            _ => false,
        };
        // The values between must belong to the change: in a series of items each has its own.
        let is_tight = only_changes
            && is_own
            && (self.is_named_like(now) || before.is_aside)
            && !before.words.contains("比")
            && !before.words.contains('较');
        self.push(found, now, before, is_own && only_changes, is_tight);
    }
}

impl<'r> Around<'r> {
    /// 物业管理类环比下降7.0%，二季度为1702件: the value now was given before under the same name.
    fn behind_stated(&self, found: &mut Vec<Pair<'r>>) {
        let Some(before) = self.values.iter().find(|v| v.index > self.said.index && v.is_before) else { return };
        let gap = self.slice(self.said.mention.range.end..before.mention.range.start);
        let only_changes = (self.said.index + 1..before.index).all(|i| said(self.reading, i).is_some());
        let named = bare(before.words);
        if !only_changes || gap.contains(['；', '。']) || !(named.is_empty() || is_other_measure(&named)) {
            return;
        }
        let now = self.stated(&self.named()).filter(|_| self.is_single());
        found.extend(now.map(|now| Pair { now, before: before.mention, is_tight: false, is_near: true }));
    }

    /// 与上年的17640件相比，诉求量上升8.3%; 比第一批（1600万元）多320万元: a sentence that goes on about the value at the head
    /// of the one before.
    fn carried(&self) -> Option<&'r Mention> {
        let family = |m: &Mention, before: &Mention| m.unit() == before.unit();
        let before = self.values.iter().rev().find(|v| v.index < self.said.index)?;
        let sentence = &self.reading.sentences[self.said.mention.sentence];
        let lead = self.slice(sentence.range.start..before.mention.range.start);
        let earlier = self.said.mention.sentence.checked_sub(1)?;
        let is_next = self.reading.sentences[earlier].paragraph == sentence.paragraph;
        if !is_next || !lead.starts_with(['与', '同', '和', '比', '较']) || lead.contains(['，', '；']) {
            return None;
        }
        let first = self.reading.in_sentence(earlier).iter().find(|m| family(m, before.mention))?;
        (first.change.is_none() && !first.is_quoted).then_some(first)
    }
}

/// Values shared out among names (分别, 各) belong to no single one.
fn is_shared(reading: &Reading, now: &Valued, before: &Valued) -> bool {
    let clause = |v: &Valued| reading.slice(&(v.mention.clause.start..v.mention.range.start)).to_string();
    [now, before].into_iter().any(|v| ["分别", "依次"].iter().any(|word| clause(v).contains(word)))
}
