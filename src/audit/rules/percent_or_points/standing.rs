//! A rate of which a clause goes on to say that it stands higher or lower by so many %: 升学率71.2%，比全省高4.9%; 占63.0%，比2019年提高9.5%;
//! 低于全省平均水平1.9%; 快于时间进度3.3%. Goes out: what the rate is. An amount may stand beside its share and grow by per cent (产值50亿元，占60%，
//! 同比增长5%), so behind a share only verbs count that amounts do not take.

use super::{follows, names_a_level, ratio, ratio_before};
use crate::reading::{Mention, Reading, without_comparison};

/// Adverbs that may open the clause.
const OPENINGS: [&str; 9] = ["虽", "但", "也", "且", "仍", "均", "已", "还", "虽然"];
const STANDS: [&str; 8] = ["高出", "高", "低", "快", "慢", "多出", "领先", "落后"];
/// Verbs of a rate behind its comparison. 增长, 减少 and 上升 may be said of what it is a share of.
const MOVES: [&str; 6] = ["提高", "提升", "回落", "加快", "放缓", "收窄"];
const PASSES: [&str; 9] = ["超", "高于", "低于", "快于", "慢于", "高出", "超出", "超过", "落后"];
/// What is measured in % like a rate.
const CONTENTS: [&str; 9] = ["含水量", "含糖量", "含油量", "含沙量", "含量", "湿度", "纯度", "糖度", "入住比"];

pub fn higher(reading: &Reading, mention: &Mention, before: Option<&Mention>) -> Option<String> {
    in_one_clause(reading, mention).or_else(|| behind_its_rate(reading, mention, before))
}

/// 受理率比上年高2.1%
fn in_one_clause(reading: &Reading, mention: &Mention) -> Option<String> {
    let words = reading.before(mention).trim_end_matches(['约', '近', '了', '略']);
    let at = words.rfind(['比', '较']).filter(|at| !words[..*at].contains(['比', '较']))?;
    let ends = reading.text()[mention.range.end..mention.clause.end].is_empty();
    (ends && compares(&words[at..], &STANDS)).then(|| ratio(&words[..at]))?
}

fn behind_its_rate(reading: &Reading, mention: &Mention, before: Option<&Mention>) -> Option<String> {
    let before = before.filter(|b| follows(reading, b, mention) && b.unit().name() == "%" && b.change.is_none())?;
    let ends = reading.text()[mention.range.end..mention.clause.end].is_empty();
    if !ends || names_a_level(reading, mention) || mention.upper.is_some() {
        return None;
    }
    let words = reading.before(mention).trim_end_matches(['约', '近', '了', '略']);
    let words = OPENINGS.iter().fold(words, |words, opening| words.strip_prefix(opening).unwrap_or(words));
    let of = ratio_before(reading, before).or_else(|| share(reading, before));
    if let Some(than) = passes(words) {
        // 时间进度, 规定比例 and 平均增速 are percentages themselves.
        let is_ratio = ratio(than).is_some_and(|of| of != "效率") || than.ends_with("水平") && of.is_some();
        return is_ratio.then(|| of.unwrap_or_else(|| than.to_string()));
    }
    if compares(words, &STANDS) || compares(words, &MOVES) {
        return of;
    }
    let of = content(reading, before)?;
    let falls = ["下降", "降低", "上升", "提高", "回落", "升高"];
    (compares(words, &falls) || falls.contains(&words)).then_some(of)
}

/// What a clause that begins with 高于 compares with, where nothing else stands before the number.
fn passes(words: &str) -> Option<&str> {
    let than = PASSES.iter().find_map(|word| words.strip_prefix(word))?;
    let is_name = (2..=14).contains(&than.chars().count());
    is_name.then_some(than)
}

/// 比全省平均水平高, 较上年同期快, 比2019年提高: a comparison and one of the verbs, nothing between. 较高的县产值提高 is none.
fn compares(words: &str, verbs: &[&str]) -> bool {
    verbs.iter().filter_map(|verb| words.strip_suffix(verb)).any(|than| {
        let than = than.trim_end_matches(['还', '又', '再', '要', '仅', '略']);
        let is_of_a_rate = than.strip_prefix(['比', '较']).is_some_and(|than| ratio(than).is_some());
        is_of_a_rate || without_comparison(than) == ("", true)
    })
}

/// 占全县学生总数的63.0%, 为预算的53.3%, 占62%
fn share(reading: &Reading, percent: &Mention) -> Option<String> {
    let words = reading.before(percent);
    let is_of_a_whole = words.contains('占') && words.ends_with(['的', '占', '比', '近', '约']);
    (is_of_a_whole && !reading.subject(percent).contains("占地")).then(|| "占比".to_string())
}

fn content(reading: &Reading, percent: &Mention) -> Option<String> {
    let words = reading.before(percent);
    CONTENTS.iter().find(|word| words.contains(**word)).map(|word| (*word).to_string())
}
