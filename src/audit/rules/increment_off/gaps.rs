//! Distances that are said beside the value from which they are: `距历史极值40.6℃（2003年）仅差0.8℃`, `超警戒水位（44.50米）2.32米`,
//! and between two names of the paragraph: `一中平均503.6分；三中平均457.5分。一中比三中高46.1分`.

use crate::audit::Verdicts;
use crate::audit::arithmetic::{self, Outcome};
use crate::audit::compared;
use crate::audit::items;
use crate::audit::relations::operands;
use crate::reading::{Mention, ParagraphKind, Reading, is_han};

/// A name of a side is shorter than this, in characters.
const NAME: usize = 8;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for (index, gap) in reading.mentions.iter().enumerate().skip(1) {
        let is_plain = gap.has_unit() && !gap.is_percent() && !gap.is_points() && !gap.is_quoted && gap.upper.is_none();
        if !is_plain || reading.paragraphs[gap.paragraph].kind == ParagraphKind::TableRow {
            continue;
        }
        if let Some((one, other)) = former_and_latter(reading, index) {
            judge(reading, verdicts, [one, other, gap]);
        } else if let Some((base, now)) = to_a_base(reading, index)
            .or_else(|| over_a_mark(reading, index))
            .or_else(|| over_a_mark_behind(reading, index))
            .or_else(|| over_a_level(reading, index))
        {
            judge(reading, verdicts, [now, base, gap]);
        } else if let Some((one, other)) = between_names(reading, gap) {
            judge(reading, verdicts, [one, other, gap]);
        }
    }
}

fn distance(reading: &Reading, a: &Mention, b: &Mention) -> Option<Outcome> {
    let (high, low) = if a.quantity.value() >= b.quantity.value() { (a, b) } else { (b, a) };
    arithmetic::difference(reading, high, low)
}

fn judge(reading: &Reading, verdicts: &mut Verdicts, three: [&Mention; 3]) {
    let [now, base, gap] = three;
    let Some(outcome) = distance(reading, now, base) else { return };
    let sum = outcome.words(gap);
    if outcome.fits(gap) {
        return verdicts.holds(gap.range.clone(), sum);
    }
    let holds = |[a, b, by]: [&Mention; 3]| distance(reading, a, b).is_some_and(|outcome| outcome.fits(by));
    if let Some(slip) = compared::slip(reading, three, &holds) {
        slip.tell(reading, verdicts, &sum, reading.printed(gap));
    }
}

fn is_value_of(value: &Mention, gap: &Mention) -> bool {
    value.unit() == gap.unit() && value.change.is_none() && value.upper.is_none() && !value.is_quoted
}

/// 距历史极值40.6℃仅差0.8℃: the base in the same clause, the value before it.
fn to_a_base(reading: &Reading, index: usize) -> Option<(&Mention, &Mention)> {
    let gap = &reading.mentions[index];
    let words = reading.before(gap).trim_end_matches(['了', '约']);
    let is_gap = ["仅差", "还差", "只差", "尚差", "相差", "差"].iter().any(|word| words.ends_with(word));
    let sentence = reading.sentences[gap.sentence].range.start;
    let lead = items::last_clause(&reading.text()[sentence.min(gap.range.start)..gap.range.start]);
    if !is_gap || !lead.starts_with(['距', '离', '与', '同']) || lead.contains('均') {
        return None;
    }
    let start = gap.range.start - lead.len();
    let in_lead = |m: &&Mention| m.range.start >= start;
    let earlier = reading.mentions[..index].iter().rev().take(8).take_while(|m| m.sentence == gap.sentence);
    let like: Vec<&Mention> = earlier.filter(|m| is_value_of(m, gap)).collect();
    let (bases, nows): (Vec<&Mention>, Vec<&Mention>) = like.into_iter().partition(in_lead);
    let [base] = bases.as_slice() else { return None };
    Some((base, nows.first()?))
}

/// 洪峰水位46.82米，超警戒水位（44.50米）2.32米; 年平均气温16.9℃，较常年（16.1℃）偏高0.8℃
fn over_a_mark(reading: &Reading, index: usize) -> Option<(&Mention, &Mention)> {
    const SAID: [&str; 18] = [
        "偏高", "偏低", "偏多", "偏少", "高", "低", "多", "少", "高出", "增加", "减少", "提高", "降低", "上升", "下降",
        "提前", "推迟", "减",
    ];
    let text = reading.text();
    let gap = &reading.mentions[index];
    let base = &reading.mentions[index - 1];
    let between = text.get(base.range.end..gap.range.start)?;
    let said = between.strip_prefix(['）', ')'])?;
    let is_said = said.is_empty() || SAID.iter().any(|verb| said.trim_end_matches(['了', '约']) == *verb);
    let has_base = base.unit() == gap.unit() && base.upper.is_none() && !base.is_quoted;
    if !is_said || !has_base || base.change.is_some() && said.is_empty() {
        return None;
    }
    let open = text[..base.range.start].strip_suffix(['（', '('])?;
    let name = items::last_clause(&open[reading.sentences[gap.sentence].range.start.min(open.len())..]);
    let leads: &[&str] =
        if said.is_empty() { &["超", "高于", "高出", "低于", "低", "距"] } else { &["较", "比"] };
    let is_over = leads.iter().any(|word| name.starts_with(word));
    let earlier = reading.mentions[..index - 1].iter().rev().take(4).take_while(|m| m.sentence == gap.sentence);
    let now = earlier.into_iter().find(|m| is_value_of(m, gap))?;
    (is_over && !name.contains(|c: char| c.is_ascii_digit())).then_some((base, now))
}

/// Verbs before the name of a level that something lies above or below.
const OVER: [&str; 10] = ["超过", "超出", "超", "高于", "高出", "低于", "低", "距离", "距", "少于"];

/// The name of the level in 超警戒水位1.86米.
fn level<'r>(reading: &'r Reading, gap: &Mention) -> Option<&'r str> {
    let words = reading.before(gap).trim_end_matches(['约', '了', '达']);
    let words = words.trim_end_matches("还有").trim_end_matches(['尚', '还', '仅', '只', '差']);
    let name = OVER.iter().find_map(|verb| words.strip_prefix(verb))?;
    let is_name = (2..=NAME).contains(&name.chars().count()) && name.chars().all(is_han);
    (is_name && !["上年", "去年", "同期", "计划", "目标", "全"].iter().any(|word| name.contains(word))).then_some(name)
}

/// 洪峰水位58.36米，超警戒水位1.86米（警戒水位56.50米）: the base in brackets behind the gap, with its name.
fn over_a_mark_behind(reading: &Reading, index: usize) -> Option<(&Mention, &Mention)> {
    let gap = &reading.mentions[index];
    let base =
        reading.mentions.get(index + 1).filter(|base| is_value_of(base, gap) && base.sentence == gap.sentence)?;
    let text = reading.text();
    let between = &text[gap.range.end..base.range.start.max(gap.range.end)];
    let name = between.strip_prefix(['（', '('])?.trim_end_matches(['为', '是']);
    let said = level(reading, gap)?;
    let is_alone = text[base.range.end..].starts_with(['）', ')']);
    (is_alone && (name.contains(said) || said.contains(name)) && name.chars().count() >= 2)
        .then_some(())
        .and_then(|()| Some((base, value_before(reading, index)?)))
}

/// 警戒水位56.50米，…洪峰水位58.36米，超警戒水位1.86米: the one quantity of the paragraph that has the name of the level.
fn over_a_level(reading: &Reading, index: usize) -> Option<(&Mention, &Mention)> {
    let gap = &reading.mentions[index];
    let name = level(reading, gap)?;
    let start = reading.paragraphs[gap.paragraph].range.start;
    let is_base = |m: &&Mention| {
        let words = reading.before(m).trim_end_matches(['为', '是', '（', '约']);
        is_value_of(m, gap)
            && words.ends_with(name)
            && !OVER.iter().any(|verb| words.ends_with(&format!("{verb}{name}")))
    };
    let mut bases = reading.between(&(start..gap.range.start)).iter().filter(is_base);
    let base = bases.next().filter(|_| bases.next().is_none())?;
    let now = value_before(reading, index).filter(|now| now.range != base.range)?;
    (now.range.start > base.range.end || now.sentence == gap.sentence).then_some((base, now))
}

/// The nearest value of the sentence before a gap that is no gap itself, and stands in no brackets.
fn value_before(reading: &Reading, index: usize) -> Option<&Mention> {
    let gap = &reading.mentions[index];
    let earlier = reading.mentions[..index].iter().rev().take(8).take_while(|m| m.sentence == gap.sentence);
    let mut values = earlier.filter(|m| {
        let is_gap = OVER.iter().any(|verb| reading.before(m).starts_with(verb));
        is_value_of(m, gap) && !is_gap && !operands::is_aside(reading, m, gap.range.start)
    });
    values.next()
}

/// 早投田块亩产142公斤，晚投102公斤，前者比后者高40公斤: the two values before.
fn former_and_latter(reading: &Reading, index: usize) -> Option<(&Mention, &Mention)> {
    let gap = &reading.mentions[index];
    let words = reading.before(gap).trim_end_matches(['了', '约', '出']);
    let is_said =
        ["前者比后者高", "前者比后者低", "前者比后者多", "前者比后者少", "二者相差", "两者相差"].contains(&words);
    let near = reading.mentions[..index].iter().rev().take(6).take_while(|m| m.paragraph == gap.paragraph);
    let mut values = near.filter(|m| is_value_of(m, gap));
    let (other, one) = (values.next().filter(|_| is_said)?, values.next()?);
    Some((one, other))
}

/// 一中比三中高46.1分: each name stands once before with a value of the unit.
fn between_names<'r>(reading: &'r Reading, gap: &Mention) -> Option<(&'r Mention, &'r Mention)> {
    let words = reading.before(gap).trim_end_matches(['了', '约', '出']);
    let words = ["高", "低", "多", "少"].iter().find_map(|verb| words.strip_suffix(verb))?;
    let (one, other) = words.split_once('比').or_else(|| words.split_once('较'))?;
    let is_name = |name: &str| (2..=NAME).contains(&name.chars().count()) && name.chars().all(is_han);
    let is_time = |name: &str| ["上年", "去年", "同期", "平均", "原", "此前", "上次"].iter().any(|w| name.contains(w));
    if !is_name(one) || !is_name(other) || is_time(one) || is_time(other) || one.contains(other) || other.contains(one)
    {
        return None;
    }
    let start = reading.paragraphs[gap.paragraph].range.start;
    Some((value_of(reading, start, one, gap)?, value_of(reading, start, other, gap)?))
}

/// The only value of a unit behind the only place where a name opens a part of the paragraph.
fn value_of<'r>(reading: &'r Reading, start: usize, name: &str, gap: &Mention) -> Option<&'r Mention> {
    let text = &reading.text()[start..gap.clause.start.max(start)];
    let mut places = text
        .match_indices(name)
        .filter(|(i, _)| text[..*i].is_empty() || text[..*i].ends_with(['；', '。', '：', '，', '、', '（', '看']));
    let (at, _) = places.next()?;
    if places.next().is_some() {
        return None;
    }
    let part = &text[at..];
    let end = part.find(['；', '。']).unwrap_or(part.len());
    let mut values = reading.between(&(start + at..start + at + end)).iter().filter(|m| is_value_of(m, gap));
    let value = values.next()?;
    values.next().is_none().then_some(value)
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn gaps_are_recomputed() {
        expect(
            "increment-off",
            &[
                "8月11日达到39.8℃，距历史极值40.6℃（2003年）仅差1.8℃。",
                "城关站出现洪峰水位46.82米，超警戒水位（44.50米）2.23米，超保证水位0.32米。",
                "一中312人，平均分503.6分；三中132人，平均分457.5分。一中比三中高56.1分。",
                "获评估第9名（全省参评113家），比第六次评估的第21名前移11位。",
                "智能制造专业群1768人，占三分之一强；最小的现代农艺只有364人，占7.0%，二者相差1440人。",
                "全县年平均气温16.9℃，较常年（16.1℃）偏高1.8℃，为1959年有记录以来第三高。",
                "洪峰水位58.36米，超警戒水位1.68米（警戒水位56.50米），低于保证水位0.64米（保证水位59.00米）。",
                "洪峰水位58.36米，超警戒水位1.86米（警戒水位56.50米），低于保证水位0.46米（保证水位59.00米）。",
                "青石潭水库汛限水位162.50米。7月3日8时水位163.84米，超汛限水位1.43米。",
            ],
            &[
                "8月11日达到39.8℃，距历史极值40.6℃（2003年）仅差0.8℃。",
                "城关站出现洪峰水位46.82米，超警戒水位（44.50米）2.32米，超保证水位0.32米。",
                "全县年平均气温16.9℃，较常年（16.1℃）偏高0.8℃，为1959年有记录以来第三高。",
                "全县年平均气温16.9℃，夏季25.6℃，较常年（24.9℃）偏高0.7℃。",
                "一中312人，平均分503.6分；三中132人，平均分457.5分。一中比三中高46.1分。",
                "与会者来自12个县，同乡镇差2个县没有到场。",
                "甲村亩产420公斤，乙村亩产380公斤、丙村亩产395公斤。今年丁村比戊村高52公斤。",
                "甲村集体收入42万元，其中租金12万元；乙村集体收入30万元。甲村比乙村多12万元。",
                "距目标120万吨还差18万吨，年内可望完成。",
                "水位涨至45.16米，超警戒水位（44.50米）0.66米，较上一日上涨0.21米。",
                "全县已建成42座，距规划的60座还差18座。",
                "甲队得分86分，乙队得分75分，甲队比上年同期高12分。",
                "获评估第9名，比第六次评估的第21名前移12位。",
                "洪峰水位58.36米，超警戒水位1.86米（警戒水位56.50米），低于保证水位0.64米（保证水位59.00米）。",
                "青石潭水库汛限水位162.50米。7月3日8时水位163.84米，超汛限水位1.34米。",
                "警戒水位12.50米。上游站13.20米、下游站12.90米，平均超警戒水位0.55米。",
                "全程42公里，超计划里程（40公里）2公里。",
            ],
        );
    }
}
