//! Pairs of which one value was said earlier: under the same name (用水总量1.52亿立方米…用水总量比控制指标少0.08), or at the head of
//! the sentence or the part that goes on (…126公里；比2023年105公里增加21公里).

use super::pairs::Around;
use super::said::{said, words_of};
use super::values::{REACH, Valued};
use super::words::{is_other_measure, place_free, without_total};
use super::{Baseline, Family, Pair, bare};
use crate::reading::{ChangeKind, Mention};

/// How many quantities farther back the very name of a value is looked for.
const FARTHEST: usize = 200;

impl<'r> Around<'r> {
    /// The value that the text gave before under the same name.
    pub fn stated(&self, named: &str) -> Option<&'r Mention> {
        let family = |m: &Mention, before: &Mention| m.unit().converts_to(before.unit()) || m.unit() == before.unit();
        let first = self.said.index.saturating_sub(4 * REACH);
        let before = self.values.last().map_or(self.said.mention, |v| v.mention);
        let part = self.part_start();
        let named = match ["增速", "增幅", "涨幅"].iter().find_map(|word| named.strip_suffix(word)) {
            Some(grown) if self.said.kind == ChangeKind::Points => return self.growth_of(grown, part),
            _ => named,
        };
        let earlier = (first..self.said.index).rev().filter(|index| {
            let mention = &self.reading.mentions[*index];
            mention.range.end <= part && family(mention, before) && said(self.reading, *index).is_none()
        });
        let is_close = |mention: &Mention| mention.paragraph == self.said.mention.paragraph;
        let is_enough = |mention: &Mention| is_close(mention) || named.chars().count() >= 3;
        // 用水总量1.52亿立方米，农业用水1.02亿立方米；用水总量比…: the very name comes first.
        let farther = (first.saturating_sub(FARTHEST)..first).rev().map(|index| (index, &self.reading.mentions[index]));
        let farther = farther.filter(|(index, m)| {
            named.chars().count() >= 3
                && family(m, before)
                && m.change.is_none()
                && said(self.reading, *index).is_none()
        });
        let mut its_own =
            earlier.clone().map(|index| &self.reading.mentions[index]).chain(farther.map(|(_, mention)| mention));
        if let Some(just) = its_own.find(|mention| is_enough(mention) && self.is_just(mention, named)) {
            return Some(just);
        }
        earlier.into_iter().find_map(|index| {
            let mention = &self.reading.mentions[index];
            let own = bare(words_of(self.reading, index));
            let (own, named) = (place_free(&own), place_free(named).trim_end_matches('类'));
            let is_close = is_close(mention);
            let least = if is_close { 2 } else { 3 };
            let is_named = named.chars().count() >= least
                && (own.ends_with(named) || without_total(own).ends_with(without_total(named)));
            let is_head = is_close && own.chars().count() >= 4 && named.starts_with(own);
            let counted = format!("{own}{}{}", mention.unit().name(), self.reading.object(mention));
            let has_same_words = is_close
                && named.chars().count() >= 4
                && (is_made_of(own, named) || is_made_of(&counted, without_total(named).trim_end_matches('数')));
            (is_named || is_head || has_same_words).then_some(mention)
        })
    }

    /// 进出口总额76.05亿元，同比增长10.3%。进出口增速高于全市3.1个百分点（全市增长7.2%）: the growth that was said of a value of this name.
    fn growth_of(&self, grown: &str, until: usize) -> Option<&'r Mention> {
        let first = self.said.index.saturating_sub(REACH);
        let is_of_it = |index: usize| {
            let own = said(self.reading, index).map_or(String::new(), |said| bare(said.words));
            let own = if own.is_empty() { bare(words_of(self.reading, index.saturating_sub(1))) } else { own };
            without_total(place_free(&own)).ends_with(grown)
        };
        let mut growths = (first..self.said.index).rev().filter(|index| {
            let mention = &self.reading.mentions[*index];
            let is_growth = said(self.reading, *index).is_some_and(|said| said.kind == ChangeKind::Percent);
            is_growth
                && mention.range.end <= until
                && mention.paragraph == self.said.mention.paragraph
                && is_of_it(*index)
        });
        let only = growths.next().filter(|_| grown.chars().count() >= 2)?;
        growths.next().is_none().then(|| &self.reading.mentions[only])
    }

    /// Whether a value was said under just this name: 用水总量, 总产量 for 总产.
    pub fn is_just(&self, mention: &Mention, named: &str) -> bool {
        let index = self.reading.mentions.partition_point(|m| m.range.start < mention.range.start);
        let own = bare(unnumbered(words_of(self.reading, index)));
        let strip = |name: &str| {
            let name = without_total(place_free(name));
            name.strip_suffix("保有量").unwrap_or(name).trim_end_matches(['量', '数', '额']).to_string()
        };
        let (own, named) = (strip(&own), strip(named));
        own == named && own.chars().count() >= 2
    }

    /// Whether a value was said under this name or a longer one that ends with it: 兑付补助资金 for 补助资金, 夺得奖牌 for 奖牌总数.
    pub fn names_it(&self, mention: &Mention, named: &str) -> bool {
        let index = self.reading.mentions.partition_point(|m| m.range.start < mention.range.start);
        let own = bare(words_of(self.reading, index));
        let (own, named) = (without_total(place_free(&own)), without_total(place_free(named)));
        let least = if mention.sentence == self.said.mention.sentence { 2 } else { 4 };
        self.is_just(mention, named) || named.chars().count() >= least && own.ends_with(named)
    }

    /// Where the part of the sentence in which the change stands begins.
    fn part_start(&self) -> usize {
        let sentence = self.reading.sentences[self.said.mention.sentence].range.start;
        let lead = self.slice(sentence..self.said.mention.range.start);
        lead.rfind(['；', ';']).map_or(sentence, |at| sentence + at)
    }

    /// 物业管理类环比下降7.0%，二季度为1702件: the value now was given before under the same name.
    pub fn behind_stated(&self, found: &mut Vec<Pair<'r>>) {
        let is_of_a_time = |v: &Valued| {
            let is_nameless =
                bare(v.words.trim_start_matches(['一', '二', '三', '四'])).trim_end_matches("季度").is_empty();
            self.said.words.contains("环比") && is_nameless && v.words.contains(['季', '月'])
        };
        let is_base = |v: &&Valued| v.index > self.said.index && (v.is_before || is_of_a_time(v));
        let Some(before) = self.values.iter().find(is_base) else { return };
        let gap = self.slice(self.said.mention.range.end..before.mention.range.start);
        let only_changes = (self.said.index + 1..before.index).all(|i| said(self.reading, i).is_some());
        let named = bare(before.words);
        let is_own = named.is_empty() || is_other_measure(&named) || before.is_aside || is_of_a_time(before);
        if !only_changes || gap.contains(['；', '。']) || !is_own {
            return;
        }
        if named.is_empty() && bare(self.said.words.trim_start_matches("其中")).is_empty() {
            let opened = self.opened(before.mention);
            found.extend(opened.map(|now| Pair { now, before: before.mention, is_tight: true, is_near: true }));
        }
        let name = self.named();
        let now = self.stated(&name).filter(|_| self.is_single());
        let is_tight = |now: &Mention| {
            let is_close = now.paragraph == self.said.mention.paragraph;
            is_close && name.chars().count() >= 4 && self.names_it(now, name.trim_end_matches(['类', '量', '数']))
        };
        found.extend(now.map(|now| Pair { now, before: before.mention, is_tight: is_tight(now), is_near: true }));
    }

    /// 人均可支配收入16051元，其中工资性收入8436元。同比增长5.8%，上年同期为15168元: a sentence that begins with a nameless change goes on about
    /// the value that opens the one before.
    fn opened(&self, base: &Mention) -> Option<&'r Mention> {
        let sentence = &self.reading.sentences[self.said.mention.sentence];
        let lead = self.slice(sentence.range.start..self.said.verb.start);
        let earlier = &self.reading.sentences[self.said.mention.sentence.checked_sub(1)?];
        let goes_on = !lead.contains(['，', '；', '：']) && earlier.paragraph == sentence.paragraph;
        let of_its_unit = |m: &&Mention| m.unit() == base.unit() && !m.is_quoted && m.change.is_none();
        self.reading.between(&earlier.range).iter().find(of_its_unit).filter(|_| goes_on)
    }

    /// 与上年的17640件相比，诉求量上升8.3%; …126公里，其中产业路58公里；比2023年105公里增加21公里: a sentence or a part that goes on
    /// about the value at the head of the one before.
    pub fn carried(&self, found: &mut Vec<Pair<'r>>) {
        let Some(before) = self.values.iter().rev().find(|v| v.index < self.said.index) else { return };
        let names_itself = self.named().len() > bare(before.words).len();
        for (now, is_head) in self.heads(before.mention) {
            let is_tight = is_head && self.is_single() && !names_itself;
            found.push(Pair { now, before: before.mention, is_tight, is_near: true });
        }
    }

    /// The values of the part or sentence before, where the change begins its own with a comparison; whether the first must be
    /// meant, since the others are parts of it. `base` is in its unit and ends the comparison.
    pub fn heads(&self, base: &Mention) -> Vec<(&'r Mention, bool)> {
        let sentence = &self.reading.sentences[self.said.mention.sentence];
        let part = self.part_start();
        let lead = self.slice(part..base.range.start).trim_start_matches(['；', ';']);
        let compares = lead.starts_with(['与', '同', '和', '比', '较']) || lead.starts_with("同比");
        if !compares || lead.contains(['，', '；']) {
            return Vec::new();
        }
        let from = match part > sentence.range.start {
            true => {
                let earlier = self.slice(sentence.range.start..part);
                earlier.rfind(['；', ';']).map_or(sentence.range.start, |at| sentence.range.start + at)
            }
            false => match self.said.mention.sentence.checked_sub(1).map(|earlier| &self.reading.sentences[earlier]) {
                Some(earlier) if earlier.paragraph == sentence.paragraph => earlier.range.start,
                _ => return Vec::new(),
            },
        };
        let of_its_unit = |m: &&Mention| m.unit() == base.unit() && !m.is_quoted && m.change.is_none();
        let all: Vec<&Mention> = self.reading.between(&(from..part)).iter().filter(of_its_unit).take(8).collect();
        let Some(head) = all.first() else { return Vec::new() };
        // The others must be parts of the head, or either may be meant.
        let others = all.get(1).map_or("其中", |next| self.slice(head.range.end..next.range.start));
        let is_whole = ["其中", "包括", "由", "分别", "含"].iter().any(|word| others.contains(word));
        let is_sure = is_whole && !lead.starts_with(['与', '和']);
        all.iter().map(|now| (*now, is_sure && now.range == head.range)).collect()
    }

    /// 2024年底普及率92.6%。…普及率达到95.0%，比2024年底提高2.4个百分点: the value before was stated under the same name.
    pub fn before_stated(&self, found: &mut Vec<Pair<'r>>, family: Family) {
        let said_baseline = self.said_baseline();
        if !matches!(said_baseline, Baseline::Year(_) | Baseline::LastYear) || !self.is_single() {
            return;
        }
        let Some(now) = self.now(self.said.index).filter(|now| self.is_named_like(now)) else { return };
        let named = bare(now.words);
        let named = without_total(place_free(&named));
        let has_own = self.values.iter().any(|v| v.is_before && v.mention.clause == self.said.mention.clause);
        if named.chars().count() < 3 || has_own {
            return;
        }
        let sentence = now.mention.sentence;
        let first = self.said.index.saturating_sub(4 * REACH);
        let earlier = (first..now.index).rev().filter(|i| self.reading.mentions[*i].sentence < sentence);
        let same: Vec<usize> = earlier
            .filter(|i| {
                let m = &self.reading.mentions[*i];
                let own = bare(words_of(self.reading, *i));
                family(m, self.said.mention)
                    && !m.is_quoted
                    && m.upper.is_none()
                    && m.change.is_none()
                    && without_total(place_free(&own)) == named
            })
            .take(3)
            .collect();
        let Some(before) = same.first().map(|i| &self.reading.mentions[*i]) else { return };
        let (year, now_year) = (self.year_at(before), self.year_at(now.mention));
        let is_its_year = match (said_baseline, year, now_year) {
            (Baseline::Year(wanted), Some(year), _) => wanted == year,
            (Baseline::LastYear, Some(year), Some(now)) => now - year == 1,
            _ => false,
        };
        let is_tight = is_its_year && same.len() == 1 && named.chars().count() >= 4;
        found.push(Pair { now: now.mention, before, is_tight, is_near: is_its_year });
    }

    /// The year that the text last named before a quantity, in its paragraph.
    pub fn year_at(&self, mention: &Mention) -> Option<i32> {
        let start = self.reading.paragraphs[mention.paragraph].range.start;
        let end = self.reading.dates.partition_point(|d| d.range.start < mention.range.start);
        let dates = self.reading.dates[..end].iter().rev().take_while(|d| d.range.start >= start);
        dates.filter_map(|d| d.year).next()
    }

    /// 较上半年加快0.4个百分点（前三季度7.6%，上半年7.2%）: both values behind it, each with its time.
    pub fn aside_of_two(&self, found: &mut Vec<Pair<'r>>) {
        let mut behind = self.values.iter().filter(|v| v.index > self.said.index);
        let (Some(one), Some(two)) = (behind.next(), behind.next()) else { return };
        let gap = self.slice(self.said.mention.range.end..two.mention.range.start);
        let is_aside = gap.starts_with(['（', '(']) && !gap.contains(['）', ')', '；']) && two.index == one.index + 1;
        let time = |v: &Valued<'r>| v.words.trim_matches(['（', '(', '，', '、', '为', '是']);
        let is_base = |v: &Valued<'r>| time(v).chars().count() >= 2 && self.said.words.contains(time(v));
        let (before, other) = match (is_aside, is_base(one), is_base(two)) {
            (true, true, false) => (one, two),
            (true, false, true) => (two, one),
            _ => return,
        };
        if let Some(now) = self.now(self.said.index).filter(|now| self.is_named_like(now)) {
            let (now, before) = (now.mention, before.mention);
            found.push(Pair { now, before, is_tight: self.is_single(), is_near: true });
        }
        found.push(Pair { now: other.mention, before: before.mention, is_tight: false, is_near: false });
    }
}

/// 耕地 of 一、耕地.
fn unnumbered(words: &str) -> &str {
    let numbered =
        words.split_once('、').filter(|(number, _)| number.chars().all(|c| "一二三四五六七八九十".contains(c)));
    numbered.map_or(words, |(_, rest)| rest)
}

/// Whether every character of the shorter name is in the longer one: 供应化肥, 化肥供应量.
fn is_made_of(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short.chars().count() >= 3 && short.chars().all(|c| long.contains(c))
}
