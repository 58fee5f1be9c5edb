//! The pairs of now and before that stand close to a change: 由A增加到B, 比上年的A增加, （上年为A）. The likeliest comes first.

use super::bare;
use super::namesake::{doubled, name_before};
use super::said::{lead_start, said};
use super::values::{Valued, in_brackets, values};
use super::words::{
    agree, baseline, counts_one_thing, is_other_measure, leads_straight, named_by, stands_in_order, without_total,
};
use super::{Baseline, Family, Pair, Said};
use crate::reading::{ChangeKind, Mention, Reading};
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
    let is_shared_out = said.kind != ChangeKind::Percent && is_by_period(said);
    let mut found = Vec::new();
    around.span_of_two(&mut found);
    // 由6家增至9家，增加3家，这9家…: nothing else can be meant.
    // 从82.3%提到98.5%，高出全县4.1个百分点（全县94.4%）: the brackets say from what.
    let has_aside = around.values.iter().any(|v| v.is_aside);
    if has_aside {
        found.iter_mut().for_each(|pair| (pair.is_tight, pair.is_near) = (false, false));
    }
    if let Some(sure) =
        found.first().copied().filter(|pair| pair.is_tight && !is_shared_out && around.is_right_behind(pair.now))
    {
        return vec![sure];
    }
    around.in_rows(&mut found);
    around.aside_of_two(&mut found);
    around.beside(&mut found);
    around.behind(&mut found);
    around.in_order(&mut found);
    around.out_of_order(&mut found);
    around.of_old_and_new(&mut found);
    around.of_one_name(&mut found);
    around.in_next_sentence(&mut found, family);
    around.before_stated(&mut found, family);
    around.by_name(&mut found);
    around.loose(&mut found);
    // 较上年的71.5%提高8.5个百分点，达到80.0%: what is reached is the value now, whatever else stands near.
    if let Some(reached) = around.reached()
        && found.iter().any(|pair| pair.is_tight && pair.now.range == reached.mention.range)
    {
        found.retain(|pair| pair.now.range == reached.mention.range);
    }
    if is_shared_out {
        found.iter_mut().for_each(|pair| (pair.is_tight, pair.is_near) = (false, false));
    }
    found
}

/// 年均增加4家: the share of one year in what lies between the two values.
fn is_by_period(said: &Said) -> bool {
    const PERIODS: [&str; 9] = ["年均", "每年", "年平均", "逐年", "月均", "每月", "季均", "每季度", "每年平均"];
    let words = said.words.trim_end_matches(['净', '约', '各', '新', '递']);
    // 每人每月提高63元: a rate of pay, whose month is part of the unit.
    let is_of_unit = ["每人", "每户", "每亩"].iter().any(|each| words.contains(each));
    !is_of_unit && PERIODS.iter().any(|period| words.ends_with(period))
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
    // 补助资金1582万元，户均7000元，补助资金比2023年增加182万元: what has the name comes first.
    let named = around.named();
    let named = named.trim_start_matches(|c| "，；".contains(c));
    if named.chars().count() >= 3 && !found.first().is_some_and(|(now, _)| around.names_it(now, named)) {
        let at = found.iter().position(|(now, _)| around.names_it(now, named));
        let its = at.map(|at| found[at].0).or_else(|| around.stated(named).filter(|now| around.names_it(now, named)));
        if let Some(now) = its {
            let is_tight = now.paragraph == said.mention.paragraph && around.is_single();
            found.iter_mut().for_each(|other| other.1 = false);
            found.insert(0, (now, is_tight));
        }
    }
    if let Some((now, true)) = around.heads(said.mention).first().copied().filter(|_| named.is_empty()) {
        found.iter_mut().for_each(|other| other.1 = false);
        found.insert(0, (now, around.is_single()));
    }
    // 与2022年的1296万元相比增收82万元: what it is compared with.
    found.retain(|(now, _)| !reading.text()[now.range.end..].starts_with("相比"));
    found
}

impl<'r> Around<'r> {
    pub fn slice(&self, range: Range<usize>) -> &'r str {
        &self.reading.text()[range.start.min(range.end)..range.end]
    }

    /// Whether only other changes stand between a value and the change.
    fn is_right_behind(&self, now: &Mention) -> bool {
        let first = self.reading.mentions.partition_point(|m| m.range.start <= now.range.start);
        let gap = self.slice(now.range.end..self.said.mention.range.start);
        first <= self.said.index
            && !gap.contains(['；', '。', '（'])
            && (first..self.said.index).all(|i| said(self.reading, i).is_some())
    }

    pub fn part(&self) -> usize {
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
    pub fn named(&self) -> String {
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
        let fits = (before.is_aside || self.allows(before)) && !is_shared(self.reading, now, before);
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
                && !self.is_milestone(v)
                && v.part == part
                && !v.is_from
                && !v.is_base
                && (!v.is_before || v.is_to)
                && (!v.in_brackets || in_brackets)
        })
    }

    /// 比上年减少46起，降至512起: the value that is reached behind the change.
    pub fn reached(&self) -> Option<&Valued<'r>> {
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
        // 较常年值（16.9℃，1991—2020年平均）偏高
        let to_verb = match before.in_brackets {
            true => to_verb.rfind(['）', ')']).map_or(to_verb, |at| &to_verb[at..]),
            false => to_verb,
        };
        // 比“十三五”末（642人）律师数翻了近一番，实际增长75.7%: the same change in other words.
        let (to_verb, doubled) = match doubled(to_verb) {
            Some(named) => ("", Some(named)),
            None => (to_verb, None),
        };
        let is_direct = leads_straight(to_verb) || to_verb.starts_with("相比，") && to_verb.matches('，').count() == 1;
        let lead_start = match before.in_brackets {
            _ if doubled.is_some() => self.clause_around(before.mention),
            true => lead_start(self.reading, &self.reading.mentions[before.index + 1]),
            false => before.mention.clause.start,
        };
        let lead = self.slice(lead_start..before.mention.range.start);
        let is_compared = lead.contains(['比', '较', '于'])
            || lead.contains("高出")
            || lead.contains("同比")
            || lead.contains(['距', '离']) && self.slice(self.said.verb.clone()) == "差"
            || lead.contains(['与', '同', '和']) && to_verb.contains("比")
            || lead.contains("在") && to_verb.contains("基础上");
        if !is_direct || !is_compared || before.is_from || gap.len() > 200 {
            return;
        }
        let named = self.named();
        let Some(now) = self.now_before(before) else {
            let named =
                named_by(self.slice(lead_start..first_verb.max(lead_start)).split(['（', '(']).next().unwrap_or(""));
            match self.stated(&named) {
                Some(now) => {
                    let is_close = now.paragraph == self.said.mention.paragraph;
                    let is_tight = is_close && self.is_just(now, &named) && self.is_single() && !before.is_to;
                    found.push(Pair { now, before: before.mention, is_tight, is_near: true });
                }
                None => self.carried(found),
            }
            return;
        };
        // 托管儿童6560名，班均40名，托管儿童数比2023年（5240名）增长: the one that has the name.
        let name = doubled.map_or_else(|| name_before(lead), bare);
        if let Some(namesake) = self.namesake(&name, before, now) {
            let is_near = self.said_baseline().allows(&before.baseline) || before.in_brackets;
            found.push(Pair { now: namesake.mention, before: before.mention, is_tight: false, is_near });
        }
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
            0 => agree(&named, &bare(now.words)) || is_other_measure(&named),
            1 => named.is_empty() || bare(now.words).ends_with(&named),
            _ => false,
        };
        // The values between must belong to the change: in a series of items each has its own.
        let is_nearest = only_changes && !self.has_other_base(before);
        let is_tight = is_nearest
            && is_own
            && (self.is_named_like(now) || before.is_aside)
            && !before.words.contains("比")
            && !before.words.contains('较');
        self.push(found, now, before, is_own && is_nearest, is_tight);
    }
}

impl Around<'_> {
    /// 比上年增长5%，比2019年增长20%（2019年10亿元）: another change between is measured from the value.
    fn has_other_base(&self, before: &Valued) -> bool {
        let own = self.said_baseline();
        let between = self.said.index + 1..before.index;
        let others = between.filter_map(|i| said(self.reading, i)).filter(|other| other.kind == self.said.kind);
        let mut others = others.map(|other| baseline(other.words));
        others.any(|other| !other.is_plain() && other != own)
    }

    /// Whether the change may be measured from a value of that time: the year before is not any year.
    pub fn allows(&self, before: &Valued) -> bool {
        let own = self.said_baseline();
        let latest = self.values.iter().filter_map(|v| v.baseline.year()).max();
        let is_last_year = match (own, before.baseline.year(), latest) {
            (Baseline::LastYear, Some(year), Some(latest)) => latest - year <= 1,
            _ => true,
        };
        own.allows(&before.baseline) && is_last_year
    }
}

/// Values shared out among names (分别, 各) belong to no single one.
fn is_shared(reading: &Reading, now: &Valued, before: &Valued) -> bool {
    let clause = |v: &Valued| reading.slice(&(v.mention.clause.start..v.mention.range.start)).to_string();
    [now, before].into_iter().any(|v| ["分别", "依次"].iter().any(|word| clause(v).contains(word)))
}
