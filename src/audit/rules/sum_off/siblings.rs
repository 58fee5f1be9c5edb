//! Quantities that look like a whole and its parts but stand side by side, and lists whose items overlap or are counted in
//! several measures: of none of these a sum is told to be wrong.

use super::Sum;
use crate::audit::passage::{Passage, Pause, measure, measured};
use crate::reading::Mention;

/// What is counted besides the first quantity, not within it.
const BESIDES: [&str; 12] =
    ["连同", "加上", "加之", "另有", "另外", "此外", "同时", "除此", "还有", "，另", "以及", "外加"];

/// Whether the first quantity stands beside the others: `市级1.2亿元，连同中央5.4亿元、省级2.7亿元`, `其中主会场5.2万人次，两个
/// 副会场分别2.7万人次、1.7万人次`, or all of them make a total behind them.
pub fn is_sibling(passage: &Passage, whole: &Mention, lead: usize, parts: &[&Mention]) -> bool {
    let reading = passage.reading;
    let (first, last) = (parts[0], parts[parts.len() - 1]);
    let between = passage.text(whole.range.end..first.range.start);
    let own_lead = passage.text(lead.min(first.range.start)..first.range.start);
    if is_worked_out(passage, whole, between) || BESIDES.iter().any(|word| between.contains(word)) {
        return true;
    }
    // 其中文物保护单位32处：国家级1处: a colon or a bracket opens what it is made of.
    let opens = between.starts_with(['：', '（', '(']);
    let is_part_itself = reading.subject(whole).contains("其中") && !between.contains("其中") && !opens;
    if is_part_itself && passage.pause(whole.range.end, first.range.start) >= Pause::Comma {
        return true;
    }
    if ends_with_a_semicolon(passage, whole, parts) {
        return true;
    }
    // 即 explains the quantity before it and no more: 民间文学1项，即“甲”；传统音乐2项，即“乙”.
    let is_explained = between.contains("，即") && (own_lead.contains('，') || own_lead.contains('；'));
    if is_explained || own_lead.contains('；') && !go_on_about(passage, whole, parts) {
        return true;
    }
    let behind = passage.placed.iter().find(|p| p.mention.range.start >= last.range.end);
    let total = behind.filter(|p| {
        passage.is_amount(p)
            && measure(p.mention).converts_to(&measure(whole))
            && [passage.text(last.range.end..p.mention.range.start)]
                .iter()
                .any(|text| text.contains('共') || text.contains("合计") || text.contains("总计"))
    });
    total.is_some_and(|total| {
        let with_it: Vec<&Mention> = [whole].into_iter().chain(parts.iter().copied()).collect();
        [with_it, parts.to_vec()].into_iter().any(|parts| {
            let sum = Sum { parts, whole: total.mention };
            sum.outcome(reading).is_some_and(|outcome| outcome.fits(&measured(total.mention)))
        })
    })
}

/// `结婚登记1682对，其中初婚1139对；离婚登记743对`: the mark behind 其中 and its one quantity is stronger than that before it, and ends what is said of
/// the whole.
fn ends_with_a_semicolon(passage: &Passage, whole: &Mention, parts: &[&Mention]) -> bool {
    let lead = passage.text(whole.range.end..parts[0].range.start);
    let to_next = passage.text(parts[0].range.end..parts[1].range.start);
    let is_short = to_next.split('；').next().is_some_and(|clause| !clause.contains(['，', '、']));
    lead.contains("其中")
        && !lead.contains('：')
        && passage.pause(whole.range.end, parts[0].range.start) <= Pause::Comma
        && passage.pause(parts[0].range.end, parts[1].range.start) == Pause::Semicolon
        && (is_short || speaks_of_another_thing(passage, parts))
}

/// `油茶林36万亩，其中挂果21.6万亩，占60%；烤烟种植2.5万亩，收购烟叶6.5万担`: what stands beside the second is of another measure than what stands beside the
/// first, so that the two are no rows of one list.
fn speaks_of_another_thing(passage: &Passage, parts: &[&Mention]) -> bool {
    let beside = |part: &Mention| {
        let next = passage.placed.iter().find(|p| p.mention.range.start >= part.range.end)?.mention;
        (passage.pause(part.range.end, next.range.start) <= Pause::Comma).then(|| measure(next))
    };
    let (one, other) = (beside(parts[0]), beside(parts[1]));
    one.zip(other).is_some_and(|(one, other)| !one.converts_to(&other))
}

/// `房屋倒塌214间，涉及62户；农房倒塌138间、圈舍倒塌76间`: all say the same of what they count.
fn go_on_about(passage: &Passage, whole: &Mention, parts: &[&Mention]) -> bool {
    let verb = |m: &Mention| -> String { passage.reading.subject(m).chars().rev().take(2).collect() };
    let own = verb(whole);
    own.chars().count() == 2 && own.chars().all(crate::reading::is_han) && parts.iter().all(|part| verb(part) == own)
}

/// `减半，即625元和750元`, `加价0.05元，即0.608元`: what stands behind was worked out from the quantity, and does not make it up.
fn is_worked_out(passage: &Passage, whole: &Mention, between: &str) -> bool {
    const REBATES: [&str; 12] =
        ["减半", "上浮", "下浮", "加价", "加收", "减收", "折", "加倍", "翻番", "上调", "下调", "减免"];
    let said = format!("{}{between}", passage.reading.subject(whole));
    between.contains("即") && REBATES.iter().any(|word| said.contains(word))
}

/// `牛43.2万头、羊122.6万只、其他2.6万头`: an item between two others is counted by another measure.
pub fn is_mixed(passage: &Passage, parts: &[&Mention], depth: usize) -> bool {
    let (first, last) = (parts[0].range.start, parts[parts.len() - 1].range.end);
    let others = passage.placed.iter().filter(|p| {
        p.depth == depth
            && passage.is_amount(p)
            && (first..last).contains(&p.mention.range.start)
            && !parts.iter().any(|part| part.range == p.mention.range)
    });
    others.into_iter().any(|other| {
        let before = parts.iter().rev().find(|part| part.range.end <= other.mention.range.start);
        let behind = parts.iter().find(|part| part.range.start >= other.mention.range.end);
        before.zip(behind).is_some_and(|(before, behind)| {
            // 插秧机180台、无人机96架，其余584台: the rest is that of all of them.
            let is_rest =
                ["其余", "其他", "其它", "剩余"].iter().any(|rest| passage.reading.subject(behind).contains(rest));
            let counts = other.mention.unit().is_counted() && passage.is_amount(other);
            passage.pause(before.range.end, other.mention.range.start) == Pause::Short
                && (is_rest && counts || passage.pause(other.mention.range.end, behind.range.start) == Pause::Short)
        })
    })
}

/// `涉及征收的5条、涉及迁改的3条，部分两类问题并存`
pub fn overlap_is_said(passage: &Passage, parts: &[&Mention]) -> bool {
    let list =
        passage.text(parts[0].subject.start.min(parts[0].range.start)..passage.sentence.end.max(parts[0].range.end));
    ["并存", "兼有", "交叉", "重复计", "有重叠", "既有", "重合"].iter().any(|word| list.contains(word))
}
