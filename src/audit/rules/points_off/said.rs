//! A difference in percentage points as its words state it: from a quantity in points to its verb, its direction and what it is
//! compared with. Looks for no rates.

use crate::audit::compared::{self, Said};
use crate::audit::items::last_clause;
use crate::reading::{ChangeKind, Direction, Mention, Reading};
use std::ops::Range;

const UP: &[&str] = &[
    "高于", "高出", "快于", "高", "提高", "提升", "上升", "上涨", "增加", "增长", "扩大", "加快", "多", "快", "提",
    "升", "优于", "领先", "回升", "大于", "增", "超过", "升幅", "上浮", "拉高",
];

/// The difference with its verb; where the verb takes an object (高于全市平均水平0.5个百分点) also the object.
pub fn said(reading: &Reading, index: usize) -> Option<(Said<'_>, String)> {
    let mention = &reading.mentions[index];
    let text = reading.text();
    let words = compared::words_of(reading, index);
    let start = mention.range.start - words.len();
    let with_object = verb_with_object(words).filter(|(_, object)| !object.is_empty());
    if with_object.is_none()
        && let Some(said) = compared::said(reading, index)
    {
        let object = compared_with(said.words);
        return Some((said, object));
    }
    let (range, object) = with_object
        .or_else(|| ends_in_verb(words))
        .map(|(range, object)| (start + range.start..start + range.end, object))
        .or_else(|| before_brackets(reading, mention))
        .or_else(|| before_rate(reading, index))?;
    let verb = &text[range.clone()];
    let direction = if UP.contains(&verb) { Direction::Up } else { Direction::Down };
    let lead = mention.clause.start.min(range.start)..range.start;
    let lead = if range.start >= start { &text[start..range.start] } else { &text[lead] };
    let said = Said { index, mention, kind: ChangeKind::Points, direction, words: last_clause(lead), verb: range };
    Some((said, object))
}

/// The object of 比…, 较…: 比全市平均开工率.
fn compared_with(words: &str) -> String {
    let at = words.rfind(['比', '较']).map(|i| &words[i + '比'.len_utf8()..]);
    at.map(str::to_string).unwrap_or_default()
}

/// 高出全省平均水平: the first verb of comparison in the words and what stands behind it.
fn verb_with_object(words: &str) -> Option<(Range<usize>, String)> {
    const WITH_OBJECT: &[&str] =
        &["高于", "高出", "快于", "低于", "慢于", "优于", "领先", "落后", "超过", "大于", "多于"];
    let (at, verb) = WITH_OBJECT.iter().filter_map(|verb| words.rfind(*verb).map(|at| (at, *verb))).max()?;
    let object = &words[at + verb.len()..];
    (!object.contains(['，', '；'])).then(|| (at..at + verb.len(), object.to_string()))
}

/// 比上年同期快8个百分点, 升幅7.6个百分点: verbs that say a change of points only.
fn ends_in_verb(words: &str) -> Option<(Range<usize>, String)> {
    let words = words.trim_end_matches(['了', '约']);
    let verb =
        ["快", "慢", "升幅", "上浮", "拉高", "拉低", "放缓", "差"].into_iter().find(|verb| words.ends_with(verb))?;
    let at = words.len() - verb.len();
    Some((at..words.len(), compared_with(&words[..at])))
}

/// 高于60%的规定比例2个百分点: the verb stands before the other rate.
fn before_rate(reading: &Reading, index: usize) -> Option<(Range<usize>, String)> {
    let rate = index.checked_sub(1).map(|i| &reading.mentions[i])?;
    let mention = &reading.mentions[index];
    let is_beside = rate.is_percent() && rate.clause == mention.clause && mention.range.start - rate.range.end < 40;
    let start = rate.clause.start;
    let (range, object) = verb_with_object(&reading.text()[start..rate.digits.start]).filter(|_| is_beside)?;
    Some((start + range.start..start + range.end, object))
}

/// 高于全市平均水平（5.6%）0.5个百分点: the verb stands before the brackets.
fn before_brackets(reading: &Reading, mention: &Mention) -> Option<(Range<usize>, String)> {
    let text = reading.text();
    let start = mention.clause.start;
    if !text[..start].ends_with(['）', ')']) || start != mention.range.start {
        return None;
    }
    let sentence = reading.sentences[mention.sentence].range.start;
    let open = text[sentence..start].rfind(['（', '('])? + sentence;
    let clause = text[sentence..open].rfind(['，', '；', '。']).map_or(sentence, |i| sentence + i + '，'.len_utf8());
    let (range, object) = verb_with_object(&text[clause..open])?;
    Some((clause + range.start..clause + range.end, object))
}
