//! A change as it is said: from a quantity to the verb, the direction and the words before it. Knows no values.

use super::Said;
use crate::model::Scale;
use crate::reading::{ChangeKind, Direction, Mention, Reading};
use std::ops::Range;

/// Verbs that make an increment only beside a comparison (比上年多55人), and those that always do.
const WEAK: &[&str] = &["多", "高", "少", "低", "新增", "快", "慢", "便宜", "贵", "长", "短"];
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
            && (to_number.contains('为') && !to_number.contains('额')
                || to_number.contains('达')
                || ["高于", "低于", "大于"].contains(&verb));
        let before = &reading.text()[start.min(change.verb.start)..change.verb.start];
        let falls = before.ends_with('负') && change.direction == Direction::Up;
        let direction = if falls { Direction::Down } else { change.direction };
        return (!is_level).then(|| made(change.kind, direction, change.verb.clone()));
    }
    if let Some(first) = row_before(reading, index).and_then(|first| said(reading, first)) {
        return Some(Said { index, mention, ..first });
    }
    // 1260万棒，比上年多了210万棒: of large numbers the measure word may be one that nobody knows.
    let counts_nothing = !mention.has_unit() && mention.quantity.scale == Scale::One;
    if mention.is_points() || counts_nothing {
        return None;
    }
    if mention.is_percent() {
        let (verb, direction) = percent_verb(reading, mention, start)?;
        return Some(made(ChangeKind::Percent, direction, verb));
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
    let verb = weak_verb(words).map(|(verb, end)| (verb, start + end));
    // 材料数少了11份
    let counts = reading.text()[..mention.range.start].ends_with('了')
        && ["数少", "量少", "数多", "量多"].iter().any(|word| words.ends_with(word));
    let stands_alone = counts || ["多", "少", "高", "低"].contains(&words);
    let (verb, verb_end) = verb.filter(|_| is_compared || stands_alone).or_else(|| {
        verb_with_object(words, start).filter(|_| reading.text()[mention.range.end..].starts_with(['（', '(']))
    })?;
    // Faster is less time and more of anything else.
    let down = match verb {
        "快" | "快于" => is_time(mention),
        "慢" | "慢于" => !is_time(mention),
        _ => ["少", "低", "低于", "少于", "便宜", "短"].contains(&verb),
    };
    Some(made(ChangeKind::Amount, if down { Direction::Down } else { Direction::Up }, verb_end - verb.len()..verb_end))
}

/// 比上年多破87起, 比上年多举办8场: the verb that words end with, of 多 and 少 with up to three characters behind, and where it ends.
fn weak_verb(words: &str) -> Option<(&'static str, usize)> {
    let without = |many: usize| words.char_indices().rev().nth(many).map_or(words, |(i, _)| &words[..i]);
    [words, without(0), without(1), without(2)].into_iter().enumerate().find_map(|(nth, head)| {
        let verb = WEAK.iter().find(|verb| head.ends_with(**verb))?;
        (nth == 0 || ["多", "少"].contains(verb)).then_some((*verb, head.len()))
    })
}

/// 高于全区农村平均水平4520元: the verb and where it ends.
fn verb_with_object(words: &str, start: usize) -> Option<(&'static str, usize)> {
    const VERBS: [&str; 7] = ["高于", "高出", "低于", "多于", "少于", "快于", "慢于"];
    let (at, verb) = VERBS.into_iter().filter_map(|verb| words.rfind(verb).map(|at| (at, verb))).max()?;
    (at + verb.len() < words.len()).then_some((verb, start + at + verb.len()))
}

/// 分别提高35元和30元: the others of a row grow as the first one does.
fn row_before(reading: &Reading, index: usize) -> Option<usize> {
    let clause = &reading.mentions[index].clause;
    let joins = |i: &usize| {
        let (a, b) = (&reading.mentions[i - 1], &reading.mentions[*i]);
        a.clause.start == clause.start
            && matches!(reading.slice(&(a.range.end..b.range.start)), "、" | "和" | "与" | "及")
    };
    let first = (index.saturating_sub(12) + 1..=index).rev().take_while(joins).last()? - 1;
    let mention = &reading.mentions[first];
    let is_shared = reading.before(mention).contains("分别") || reading.before(mention).contains("依次");
    (mention.change.is_some() && is_shared && first < index).then_some(first)
}

/// 比2023年75秒快44%, 高于普通田块28.5%（普通田块612公斤）: verbs that say a change of per cent, beside those of `reading`.
fn percent_verb(reading: &Reading, mention: &Mention, start: usize) -> Option<(Range<usize>, Direction)> {
    let words = reading.text()[start..mention.range.start].trim_end_matches(['了', '约', '近', '达']);
    let is_compared = || reading.text()[lead_start(reading, mention)..start + words.len()].contains(['比', '较']);
    let ends = [
        ("提速", Direction::Up),
        ("快", Direction::Up),
        ("慢", Direction::Down),
        ("便宜", Direction::Down),
        ("贵", Direction::Up),
    ];
    if let Some((verb, direction)) = ends.into_iter().find(|(verb, _)| words.ends_with(verb)) {
        let end = start + words.len();
        return (verb == "提速" || is_compared()).then_some((end - verb.len()..end, direction));
    }
    let behind = &reading.text()[mention.range.end..];
    let (verb, end) = verb_with_object(words, start).filter(|_| behind.starts_with(['（', '(']))?;
    let aside = behind.split(['）', ')']).next().unwrap_or("");
    let direction = if ["低于", "少于", "慢于"].contains(&verb) { Direction::Down } else { Direction::Up };
    let of_amount = !aside.contains('%') && aside.contains(|c: char| c.is_ascii_digit());
    of_amount.then_some((end - verb.len()..end, direction))
}

/// Whether a quantity is a length of time.
pub fn is_time(mention: &Mention) -> bool {
    const TIMES: [&str; 13] =
        ["分钟", "分", "秒", "秒钟", "小时", "天", "日", "个工作日", "工作日", "个小时", "个月", "周", "毫秒"];
    TIMES.contains(&mention.unit().name())
}

/// Where the clause of a quantity begins; one that goes on behind brackets begins before them.
pub(super) fn lead_start(reading: &Reading, mention: &Mention) -> usize {
    let start = mention.clause.start;
    let text = reading.text();
    if !text[..start].ends_with(['）', ')']) {
        return start;
    }
    let sentence = reading.sentences[mention.sentence].range.start.min(start);
    let mut lead = text[sentence..start].char_indices().rev().take(80).skip_while(|(_, c)| !matches!(c, '（' | '('));
    let Some((open, _)) = lead.next() else { return start };
    let found = lead.find(|(_, c)| "，。；：".contains(*c));
    let reaches_back = open > 240;
    found.map_or(if reaches_back { start } else { sentence }, |(i, c)| sentence + i + c.len_utf8())
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
