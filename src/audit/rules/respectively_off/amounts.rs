//! 分别 that speaks of quantities said before it, one for each: `单独办理的68件，主办会办的103件，分别占39.8%和60.2%`, and of the same list in the
//! sentence before: `开工小区：甲区31个，乙区22个。完工小区：依次为24个、17个`. Judges nothing.

use super::{WORDS, values};
use crate::audit::items::{self, Items};
use crate::model::{Interval, Unit};
use crate::reading::{Mention, Reading, is_han};
use std::ops::Range;

/// As many names as there were quantities; `given` are the values that follow.
pub fn before(reading: &Reading, sentence: &Range<usize>, at: usize, given: &[&Mention]) -> Option<Items> {
    let text = reading.text();
    let head = &text[sentence.start..at];
    // 城市每人每月735元，农村每人每月590元，比上年分别
    let head = without_than(head);
    let part = sentence.start + head.rfind('；').map_or(0, |i| i + '；'.len_utf8());
    let noun = items::last_clause(head);
    let number = match head.ends_with('，') {
        true => of_the_last_list(reading, sentence, part..at).or_else(|| of_amounts(reading, part..at, given)),
        // 小学36所、初中12所，在校生分别为
        false if is_noun(noun) && text[at..].starts_with("分别") && !head.ends_with('：') => {
            of_amounts(reading, part..at - noun.len(), given)
        }
        false => of_the_sentence_before(reading, sentence, head),
    };
    number.filter(|number| (2..=12).contains(number)).map(|number| Items {
        least: number,
        most: number,
        is_plain: true,
        is_open: false,
    })
}

/// 比上年, 较上年同期, 与上年相比, 同比: against what, which names nothing.
fn without_than(head: &str) -> &str {
    const TIMES: [&str; 7] = ["上年", "去年", "上月", "上季度", "年初", "上期", "前年"];
    if let Some(head) = head.strip_suffix("同比").or_else(|| head.strip_suffix("环比")) {
        return head;
    }
    let words = head.strip_suffix("相比").unwrap_or(head);
    let words = ["同期", "末", "底"].iter().find_map(|part| words.strip_suffix(part)).unwrap_or(words);
    let words = TIMES.iter().find_map(|time| words.strip_suffix(time));
    words.and_then(|words| words.strip_suffix(['比', '较', '与'])).unwrap_or(head)
}

fn is_noun(noun: &str) -> bool {
    (2..=6).contains(&noun.chars().count())
        && noun.chars().all(is_han)
        && !noun.starts_with(['比', '较', '其', '均', '各', '并', '也', '还'])
        && !noun.contains(['和', '与', '及', '两', '三', '四'])
}

/// 比上年分别增加0.78万人、0.31万人、0.94万人，分别增长…: what grew by so much.
fn of_the_last_list(reading: &Reading, sentence: &Range<usize>, part: Range<usize>) -> Option<usize> {
    let text = &reading.text()[part.clone()];
    let last = WORDS.iter().filter_map(|word| Some(text.rfind(word)? + word.len())).max()?;
    let many = values(reading, sentence, part.start + last).len();
    let ends =
        values(reading, sentence, part.start + last).last().is_some_and(|m| m.range.end + '，'.len_utf8() == part.end);
    (many >= 2 && ends).then_some(many)
}

/// 单独办理的68件，主办会办的103件，分别占: all that was counted in this part of the sentence, without the whole of which they are.
fn of_amounts(reading: &Reading, part: Range<usize>, given: &[&Mention]) -> Option<usize> {
    let text = reading.text();
    let from = ["其中", "中，"].iter().filter_map(|word| Some(text[part.clone()].rfind(word)? + word.len())).max();
    let all = reading.between(&(part.start + from.unwrap_or(0)..part.end));
    let first = all.first()?;
    let is_plain = |m: &Mention| {
        m.unit() == first.unit()
            && m.has_unit()
            && !m.is_percent()
            && (m.change.is_none() || is_listed(reading, m))
            && m.upper.is_none()
            && m.quantity.bound.is_none()
            && !m.is_quoted
            && !["合计", "共", "总", "比", "较", "均"].iter().any(|word| reading.subject(m).contains(word))
            && reading.subject(m).contains('每') == reading.subject(first).contains('每')
    };
    // 对200名人大代表和800名市民作了问卷测评，满意度分别为: joined as they are, no more need to be looked for.
    let are_joined = all.len() >= 2
        && all.windows(2).all(|two| {
            let between = &text[two[0].range.end..two[1].range.start];
            between.contains(['、', '和', '与', '及']) && !between.contains(['，', '；'])
        });
    let reach = if are_joined { 12 } else { 6 };
    let ends = all.last().is_some_and(|m| text[m.range.end..part.end].trim_end_matches('，').chars().count() <= reach);
    if !ends || !all.iter().all(is_plain) || text[part.clone()].contains('等') {
        return None;
    }
    // 教师120人，男35人，女85人: the first may be the whole of the others.
    let is_whole = all.len() > 2 && all[1..].iter().all(|m| m.quantity.value() < first.quantity.value());
    let number = all.len();
    let is_whole = is_whole && given.len() + 1 == number && !are_shares_of_all(all, given);
    Some(if is_whole { number - 1 } else { number })
}

/// 污水治理960万元、村容村貌提升540万元: the verb belongs to the name.
fn is_listed(reading: &Reading, m: &Mention) -> bool {
    reading.text()[..m.clause.start].ends_with('、') || reading.before(m).contains('、')
}

/// 民营58.41亿元，外资13.26亿元，国有4.38亿元，占比分别为17.4%、5.8%: of all of them together, and of nothing else.
fn are_shares_of_all(all: &[Mention], given: &[&Mention]) -> bool {
    let sum = all[1..].iter().try_fold(all[0].interval(), |sum, m| sum.plus(&m.interval()));
    let share_of = |part: &Mention, whole: &Interval| part.interval().over(whole);
    let fits = |value: &Mention, parts: &[Mention], whole: &Interval| {
        let printed = value.interval_in(&Unit::new("倍"));
        let share = |part: &Mention| share_of(part, whole).zip(printed).is_some_and(|(share, p)| share.meets(&p));
        parts.iter().any(share)
    };
    sum.is_some_and(|sum| given.iter().all(|value| value.is_percent() && fits(value, all, &sum)))
        && !given.iter().any(|value| fits(value, &all[1..], &all[0].interval()))
}

/// `开工小区：甲区31个，乙区22个，丙县14个。` before `完工小区：依次为`.
fn of_the_sentence_before(reading: &Reading, sentence: &Range<usize>, head: &str) -> Option<usize> {
    let noun = head.strip_suffix('：')?;
    let index = reading.sentence_at(sentence.start).checked_sub(1)?;
    let earlier = &reading.sentences[index];
    let is_near = earlier.paragraph == reading.sentences[index + 1].paragraph;
    let (name, list) = reading.slice(&earlier.range).split_once('：').filter(|_| is_near)?;
    let list = list.trim_end_matches('。');
    let name = name.rsplit(['】', '，']).next().unwrap_or(name);
    let pieces: Vec<&str> = list.split(['，', '、']).collect();
    let is_pair = |piece: &&str| {
        let at = piece.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
        at > 0 && piece[at..].trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').chars().count() <= 3
    };
    let is_list = pieces.len() >= 3 && pieces.iter().all(is_pair);
    (is_list && name.chars().count() <= 12 && noun.chars().count() <= 12).then_some(pieces.len())
}
