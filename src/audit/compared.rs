//! The two values that a change speaks of: from a change (增长7.6%, 增加36户, 提高3个百分点) to the pairs of now and before
//! that the text may mean, the likeliest first. Judges nothing; a pair is tight where grammar leaves no other reading.

mod words;

pub use words::{Baseline, agree, bare, baseline, is_other_measure, place_free};

use crate::reading::{ChangeKind, Direction, Mention, ParagraphKind, Reading};
use std::ops::Range;

/// How many quantities to each side are looked at.
const REACH: usize = 16;

/// A change where it is said.
#[derive(Clone, Debug)]
pub struct Said<'r> {
    pub index: usize,
    pub mention: &'r Mention,
    pub kind: ChangeKind,
    pub direction: Direction,
    /// Between the quantity before, or the start of the clause, and the verb: 比上年同期, 城镇居民收入同比.
    pub words: &'r str,
    pub verb: Range<usize>,
}

/// What a change may compare.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'r> {
    pub now: &'r Mention,
    pub before: &'r Mention,
    pub is_tight: bool,
}

/// Which quantities a change of a kind is about.
pub type Family = fn(&Mention, &Mention) -> bool;

/// The changes of a text, in order. Quoted ones, ranges and those of tables are none.
pub fn changes(reading: &Reading) -> impl Iterator<Item = Said<'_>> {
    let is_prose = |m: &Mention| reading.paragraphs[m.paragraph].kind != ParagraphKind::TableRow;
    let mentions = reading.mentions.iter().enumerate();
    mentions
        .filter(move |(_, m)| !m.is_quoted && m.upper.is_none() && is_prose(m))
        .filter_map(|(i, _)| said(reading, i))
}

/// Verbs that make an increment only beside a comparison (比上年多55人), and those that always do.
const WEAK: &[&str] = &["多", "高", "少", "低", "新增", "快", "慢"];
const ALWAYS: &[&str] =
    &["增收", "增产", "减收", "减产", "降价", "涨价", "提价", "精简", "节省", "增资", "降本", "延长", "增多", "前移"];
const BETWEEN: &[&str] = &["了", "约", "近", "超", "超过", "达"];

pub fn said(reading: &Reading, index: usize) -> Option<Said<'_>> {
    let mention = &reading.mentions[index];
    let start = boundary(reading, index);
    let made = |kind, direction, verb: Range<usize>| Said {
        index,
        mention,
        kind,
        direction,
        words: &reading.text()[start.min(verb.start)..verb.start],
        verb,
    };
    if let Some(change) = &mention.change {
        let to_number = &reading.text()[change.verb.end..mention.range.start];
        let verb = reading.slice(&change.verb);
        let is_level = change.kind == ChangeKind::Amount
            && (to_number.contains('为') || to_number.contains('达') || ["高于", "低于", "大于"].contains(&verb));
        let before = &reading.text()[start.min(change.verb.start)..change.verb.start];
        let falls = before.ends_with('负') && change.direction == Direction::Up;
        let direction = if falls { Direction::Down } else { change.direction };
        return (!is_level).then(|| made(change.kind, direction, change.verb.clone()));
    }
    if mention.is_percent() || mention.is_points() || !mention.has_unit() {
        return None;
    }
    let mut words = &reading.text()[start..mention.range.start];
    while let Some(word) = BETWEEN.iter().find(|word| words.ends_with(**word)) {
        words = &words[..words.len() - word.len()];
    }
    let end = start + words.len();
    let is_compared = reading.text()[lead_start(reading, mention)..end].contains(['比', '较']);
    if let Some(verb) = ALWAYS.iter().find(|verb| words.ends_with(**verb)) {
        let down = ["减收", "减产", "降价", "精简", "节省", "降本"].contains(verb);
        let direction = if down { Direction::Down } else { Direction::Up };
        return Some(made(ChangeKind::Amount, direction, end - verb.len()..end));
    }
    // 比上年多破87起: one more character between the comparison and the number.
    let shorter = words.char_indices().next_back().map_or(words, |(i, _)| &words[..i]);
    let last_two = words.char_indices().rev().nth(2).map_or(words, |(i, _)| &words[..i]);
    let verb = [words, shorter, last_two].into_iter().enumerate().find_map(|(nth, head)| {
        let verb = WEAK.iter().find(|verb| head.ends_with(**verb))?;
        (nth == 0 || ["多", "少"].contains(verb)).then_some((*verb, start + head.len()))
    });
    let (verb, verb_end) = verb.filter(|_| is_compared)?;
    let down = ["少", "低", "慢"].contains(&verb);
    Some(made(ChangeKind::Amount, if down { Direction::Down } else { Direction::Up }, verb_end - verb.len()..verb_end))
}

/// Where the clause of a quantity begins; one that goes on behind brackets begins before them.
fn lead_start(reading: &Reading, mention: &Mention) -> usize {
    let start = mention.clause.start;
    let text = reading.text();
    if !text[..start].ends_with(['）', ')']) {
        return start;
    }
    let sentence = reading.sentences[mention.sentence].range.start.min(start);
    let mut lead = text[sentence..start].char_indices().rev().take(80).skip_while(|(_, c)| !matches!(c, '（' | '('));
    let found = lead.find(|(_, c)| "，。；：".contains(*c));
    found.map_or(start, |(i, c)| sentence + i + c.len_utf8())
}

/// Where the words of a quantity begin: behind the quantity before it in the clause.
fn boundary(reading: &Reading, index: usize) -> usize {
    let mention = &reading.mentions[index];
    let before = index.checked_sub(1).map(|i| &reading.mentions[i]).filter(|m| m.range.end > mention.clause.start);
    before.map_or(mention.clause.start, |m| m.range.end).min(mention.range.start)
}

/// The words of a quantity: between the one before and itself.
pub fn words_of(reading: &Reading, index: usize) -> &str {
    &reading.text()[boundary(reading, index)..reading.mentions[index].range.start]
}

/// The quantities around a change that are values, with what each seems to be.
struct Around<'r> {
    reading: &'r Reading,
    said: Said<'r>,
    values: Vec<Valued<'r>>,
}

/// A value near a change.
#[derive(Clone, Debug)]
struct Valued<'r> {
    index: usize,
    mention: &'r Mention,
    baseline: Baseline,
    /// It belongs to an earlier time or another place than the value that the change is about.
    is_before: bool,
    words: &'r str,
    /// How many ； stand before it in the sentence.
    part: usize,
    in_brackets: bool,
    /// 由3户: the value that something came from.
    is_from: bool,
    /// 增加到5户
    is_to: bool,
    /// 年度计划92.0亿元的105.7%
    is_base: bool,
}

const TO: &[&str] = &["到", "至", "为", "成", "达", "达到", "增到", "升到", "降到", "提到", "缩到", "减到"];

/// The pairs that a change may mean, the likeliest first.
pub fn pairs<'r>(reading: &'r Reading, said: &Said<'r>, family: Family) -> Vec<Pair<'r>> {
    let around = Around { reading, said: said.clone(), values: values(reading, said, family) };
    let mut found = Vec::new();
    around.from_to(&mut found);
    around.beside(&mut found);
    around.behind(&mut found);
    around.in_order(&mut found);
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
    let others = around.values.iter().rev().filter(|v| v.index < said.index && !v.is_before);
    found.extend(others.map(|v| (v.mention, false)));
    found
}

fn values<'r>(reading: &'r Reading, said: &Said<'r>, family: Family) -> Vec<Valued<'r>> {
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
        if !is_value || (self::said(reading, index).is_some() && !is_growth_as_level(reading, index, said)) {
            continue;
        }
        all.push(value(reading, index, part));
    }
    let latest = all.iter().filter_map(|v| v.baseline.year()).max();
    for v in all.iter_mut().filter(|v| v.baseline.year().is_some()) {
        let is_compared = v.words.contains(['比', '较']) && !v.words.contains("比重") && !v.words.contains("比例");
        v.is_before =
            v.baseline.year() < latest || is_compared || v.in_brackets && !v.is_to || v.index > said.index && !v.is_to;
    }
    all
}

/// 增长10.6%，高出全市3个百分点: for a difference in points a growth is a value.
fn is_growth_as_level(reading: &Reading, index: usize, said: &Said) -> bool {
    let is_growth = reading.mentions[index].change.as_ref().is_some_and(|c| c.kind == ChangeKind::Percent);
    said.kind == ChangeKind::Points && is_growth
}

fn value(reading: &Reading, index: usize, part: usize) -> Valued<'_> {
    let mention = &reading.mentions[index];
    let words = words_of(reading, index);
    let text = reading.text();
    let behind = &text[mention.range.end..mention.clause.end];
    let leads_on = |to: &str| TO_VERBS.iter().any(|verb| to.contains(verb));
    let next = reading.mentions.get(index + 1).filter(|next| next.sentence == mention.sentence);
    let between = next.map_or("", |next| &text[mention.range.end..next.range.start]);
    let is_from = words.contains(['由', '从', '自']) && leads_on(between) && between.len() < 120;
    let is_to = TO.iter().any(|to| words.ends_with(to)) && leads_on(words);
    let is_base =
        behind.starts_with('的') && next.is_some_and(|n| n.is_percent() && n.range.start - mention.range.end < 4);
    Valued {
        index,
        mention,
        baseline: baseline(words),
        is_before: matches!(baseline(words), Baseline::LastYear | Baseline::Other),
        words,
        part,
        in_brackets: in_brackets(reading, mention),
        is_from,
        is_to,
        is_base,
    }
}

const TO_VERBS: &[&str] = &[
    "增加到",
    "增加至",
    "增长到",
    "增长至",
    "增至",
    "增到",
    "提高到",
    "提高至",
    "提高为",
    "提升到",
    "提升至",
    "提升为",
    "上升到",
    "上升至",
    "升至",
    "升到",
    "扩大到",
    "扩大至",
    "扩大为",
    "发展到",
    "下降到",
    "下降至",
    "降至",
    "降到",
    "降低到",
    "降低至",
    "减少到",
    "减少至",
    "减至",
    "减到",
    "缩小到",
    "缩小至",
    "缩短到",
    "缩短至",
    "回落到",
    "回落至",
    "调整为",
    "调整到",
    "延长到",
    "达到",
];

fn in_brackets(reading: &Reading, mention: &Mention) -> bool {
    let sentence = reading.sentences[mention.sentence].range.start;
    let before = &reading.text()[sentence..mention.range.start];
    let tail = before.char_indices().rev().take(80);
    tail.map(|(_, c)| c).find(|c| matches!(c, '（' | '(' | '）' | ')')).is_some_and(|c| matches!(c, '（' | '('))
}

impl<'r> Around<'r> {
    fn slice(&self, range: Range<usize>) -> &'r str {
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
    fn is_single(&self) -> bool {
        let clause = self.slice(self.said.mention.clause.start..self.said.mention.range.start);
        !self.said.words.contains("其中")
            && !["分别", "依次", "各提高", "各增", "各减", "两项", "合计"].iter().any(|word| clause.contains(word))
    }

    /// Whether the words of the change name nothing else than a value's.
    fn is_named_like(&self, now: &Valued) -> bool {
        let named = bare(self.said.words);
        self.is_single() && (agree(&named, &bare(now.words)) || is_other_measure(&named))
    }

    fn push(&self, found: &mut Vec<Pair<'r>>, now: &Valued<'r>, before: &Valued<'r>, is_tight: bool) {
        let fits = self.said_baseline().allows(&before.baseline) && !is_shared(self.reading, now, before);
        let pair = Pair { now: now.mention, before: before.mention, is_tight: is_tight && fits && self.is_single() };
        found.push(pair);
    }

    fn said_baseline(&self) -> Baseline {
        baseline(self.said.words)
    }

    /// The value that stands nearest before a place, as one of now.
    fn now(&self, index: usize) -> Option<&Valued<'r>> {
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
    fn from_to(&self, found: &mut Vec<Pair<'r>>) {
        for (nth, pair) in self.values.windows(2).enumerate().rev() {
            let [before, now] = pair else { continue };
            if !(before.is_from && now.is_to && now.index < self.said.index) {
                continue;
            }
            let between = self.values[nth + 2..].iter().filter(|v| v.index < self.said.index && !v.in_brackets).count();
            let is_near = between == 0 && now.part == self.part();
            let is_named =
                agree(&bare(self.said.words), &bare(before.words)) || is_other_measure(&bare(self.said.words));
            let counted = self.slice(before.mention.range.end..now.mention.range.start);
            let is_one_thing = counts_one_thing(counted, self.reading.object(now.mention));
            found.push(Pair {
                now: now.mention,
                before: before.mention,
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
        let is_direct =
            bare(to_verb.trim_start_matches(['）', ')'])).is_empty() && !to_verb.contains(['，', '；', '。', '（']);
        let lead_start = match before.in_brackets {
            true => lead_start(self.reading, self.said.mention),
            false => before.mention.clause.start,
        };
        let lead = self.slice(lead_start..before.mention.range.start);
        let is_compared = lead.contains(['比', '较']) || lead.contains('于') || lead.contains("高出");
        if !is_direct || !is_compared || before.is_from || gap.len() > 200 {
            return;
        }
        let named = bare(self.said.words);
        let Some(now) = self.now_before(before) else { return };
        let is_named = between.is_empty() || agree(&named, &bare(now.words));
        let fits =
            self.said_baseline().is_plain() || !between.is_empty() && self.said_baseline().allows(&before.baseline);
        let is_tight = is_named && fits && self.is_single();
        found.push(Pair { now: now.mention, before: before.mention, is_tight });
        for now in self.values.iter().filter(|v| v.index < before.index && !v.is_from) {
            found.push(Pair { now: now.mention, before: before.mention, is_tight: false });
        }
        if let Some(now) = self.reached() {
            found.insert(found.len() - 1, Pair { now: now.mention, before: before.mention, is_tight });
        }
    }

    fn now_before(&self, before: &Valued<'r>) -> Option<&Valued<'r>> {
        self.now(before.index).filter(|now| now.part == before.part).or_else(|| self.reached())
    }

    /// 比上年下降2.9%，上年为37.9万头; 增长12.9%（2023年同期395场）
    fn behind(&self, found: &mut Vec<Pair<'r>>) {
        let Some(now) = self.reached().or_else(|| self.now(self.said.index)) else { return };
        let after = self.values.iter().filter(|v| v.index > self.said.index.max(now.index));
        let Some(before) = after.take(3).find(|v| v.is_before) else { return };
        let only_changes =
            (self.said.index + 1..before.index).all(|i| i == now.index || said(self.reading, i).is_some());
        let gap = self.slice(self.said.mention.range.end..before.mention.range.start);
        let crosses = gap.matches(['；', ';']).count();
        let named = bare(before.words);
        let is_own = match crosses {
            0 => agree(&named, &bare(now.words)),
            1 => named.is_empty(),
            _ => false,
        };
        // The values between must belong to the change: in a series of items each has its own.
        let is_tight = only_changes
            && is_own
            && self.is_named_like(now)
            && !before.words.contains("比")
            && !before.words.contains('较');
        self.push(found, now, before, is_tight);
    }

    /// 2022年46.2万人次，2023年58.7万人次，增长27.1%
    fn in_order(&self, found: &mut Vec<Pair<'r>>) {
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
                is_tight: is_tight && self.said_baseline().allows(&before.baseline),
            });
        }
    }

    /// 增长6.4%。上年社会消费品零售总额为79.2亿元。
    fn in_next_sentence(&self, found: &mut Vec<Pair<'r>>, family: Family) {
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
                    found.push(Pair { now: now.mention, before: mention, is_tight: is_it && self.is_single() });
                }
                continue;
            }
            let other = bare(before.words);
            let is_same = other.chars().count() >= 4 && place_free(&named) == place_free(&other);
            if before.baseline != Baseline::None && (is_same || agree(&other, &named)) {
                self.push(found, now, &before, is_same && self.is_named_like(now));
            }
        }
    }

    /// Any two values of the sentence of which one is of before.
    fn loose(&self, found: &mut Vec<Pair<'r>>) {
        for before in self.values.iter().filter(|v| v.is_before || v.is_from).take(5) {
            for now in self.values.iter().filter(|v| v.index != before.index && (!v.is_before || v.is_to)).take(8) {
                found.push(Pair { now: now.mention, before: before.mention, is_tight: false });
            }
        }
    }
}

fn says_now(words: &str) -> bool {
    ["今年", "现在", "现为", "本年", "当年", "目前", "如今", "今为", "现已"].iter().any(|word| words.contains(word))
}

/// Values shared out among names (分别, 各) belong to no single one.
fn is_shared(reading: &Reading, now: &Valued, before: &Valued) -> bool {
    let clause = |v: &Valued| reading.slice(&(v.mention.clause.start..v.mention.range.start)).to_string();
    [now, before].into_iter().any(|v| ["分别", "依次"].iter().any(|word| clause(v).contains(word)))
}

/// 由3个乡镇扩大到5个县: two different things are counted.
fn counts_one_thing(between: &str, object: &str) -> bool {
    let counted: String = between.chars().take_while(|c| !"（(增提上扩发下降减缩回调延升".contains(*c)).collect();
    counted.is_empty() || object.is_empty() || object.starts_with(counted.as_str()) || counted.starts_with(object)
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
