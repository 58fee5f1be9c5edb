//! Parts and a whole that words bring together: `已完成4.68亿元，占计划的80.0%。完成投资中，中央补助1.36亿元，省级补助0.42亿元…`, `实际支出中，工程类…`. The
//! whole is the quantity of that name in the paragraph; told where one slip explains the difference.

use super::Sum;
use super::whole_first;
use crate::audit::mend::{self, Slip};
use crate::audit::passage::{Passage, measure, measured};
use crate::audit::relations::words;
use crate::audit::{Verdicts, arithmetic};
use crate::reading::{Mention, is_han};
use rust_decimal::Decimal;

/// A name is shorter than this, in characters.
const NAME: usize = 12;

/// So many quantities back the whole may stand.
const REACH: usize = 16;

pub fn check(passage: &Passage, verdicts: &mut Verdicts) {
    of_its_name(passage, verdicts);
    asked_for(passage, verdicts);
    without_unit(passage, verdicts);
    of_two(passage, verdicts);
}

/// 这1.21万吨怎么卖出去的，…一本明细账：电商3630吨；商超5200吨；批发3270吨: the only quantity of the measure before the colon.
fn asked_for(passage: &Passage, verdicts: &mut Verdicts) {
    let start = passage.sentence.start;
    let Some(colon) = passage.text(passage.sentence.clone()).find('：').map(|i| start + i + '：'.len_utf8()) else {
        return;
    };
    let mut before = passage.reading.between(&(start..colon)).iter().filter(|m| m.has_unit() && !m.is_percent());
    let (Some(whole), None) = (before.next(), before.next()) else { return };
    let is_meant = ["这", "该", "上述"].iter().any(|word| passage.reading.before(whole).ends_with(word));
    let parts = whole_first::list(passage, colon, passage.sentence.end, passage.depth_at(colon), &measure(whole));
    if is_meant && parts.len() >= 3 && !is_open(passage, &parts) {
        (Sum { parts, whole }).tell_slip(passage.reading, verdicts);
    }
}

/// 参保人次数达到12.27万，其中A 5.24万人、B 2.86万人、C 4.17万人: the whole leaves its unit to its parts.
fn without_unit(passage: &Passage, verdicts: &mut Verdicts) {
    let reading = passage.reading;
    for placed in passage.placed.iter().filter(|p| p.mention.range.start >= passage.sentence.start) {
        let whole = placed.mention;
        let says_number = ["数", "量", "额", "规模"].iter().any(|word| reading.before(whole).contains(word));
        let lead = ["，其中", "（其中"].iter().find(|lead| reading.text()[whole.range.end..].starts_with(**lead));
        let Some(lead) =
            lead.filter(|_| !whole.has_unit() && says_number && whole.quantity.scale.factor() > Decimal::ONE)
        else {
            continue;
        };
        let from = whole.range.end + lead.len();
        let Some(first) = reading.between(&(from..passage.sentence.end)).first() else { continue };
        let parts = whole_first::list(passage, from, passage.sentence.end, passage.depth_at(from), &measure(first));
        if parts.len() < 3
            || is_open(passage, &parts)
            || parts.iter().any(|part| part.quantity.scale != whole.quantity.scale)
        {
            continue;
        }
        let mut whole = whole.clone();
        whole.quantity.unit = first.unit().clone();
        (Sum { parts, whole: &whole }).tell_slip(reading, verdicts);
    }
}

/// 中央预算内投资7000万元，省级水利专项3500万元 … 中央和省级资金10500万元: the two quantities of the paragraph that begin with these names.
fn of_two(passage: &Passage, verdicts: &mut Verdicts) {
    let reading = passage.reading;
    for placed in
        passage.placed.iter().filter(|p| p.mention.range.start >= passage.sentence.start && passage.is_amount(p))
    {
        let whole = placed.mention;
        let Some((one, rest)) = reading.before(whole).split_once(['和', '与']) else { continue };
        let other: String = rest.chars().take(2).collect();
        let noun = rest.strip_prefix(&other).unwrap_or("");
        let noun =
            ["两级", "两项", "两类", "两笔", "两块"].iter().find_map(|two| noun.strip_prefix(two)).unwrap_or(noun);
        let is_total = ["资金", "投资", "补助", "收入", "支出", "共", "合计"].iter().any(|word| noun.starts_with(word));
        let is_pair = one.chars().count() == 2 && one != other && noun.chars().count() <= 6 && is_total;
        let start = reading.paragraphs[whole.paragraph].range.start;
        let begins = |name: &str| {
            let mut all = reading.between(&(start..whole.clause.start.max(start))).iter().filter(|m| {
                m.unit() == whole.unit()
                    && reading.before(m).trim_start_matches("其中").starts_with(name)
                    && m.change.is_none()
            });
            all.next().filter(|_| all.next().is_none())
        };
        if let (true, Some(a), Some(b)) = (is_pair, begins(one), begins(&other))
            && a.range != b.range
            && a.sentence == b.sentence
        {
            // The parts stand as they are: only the total can be mistyped, since not all of them may be meant.
            let sum = Sum { parts: vec![a, b], whole };
            let own = measured(whole);
            let right = sum.outcome(reading);
            let is_of_whole = |right: arithmetic::Outcome| {
                right.fits(&own) || mend::slipped(&own, &right.unit, &right.interval, Slip::Digit).is_some()
            };
            if right.is_some_and(is_of_whole) {
                sum.tell_slip(reading, verdicts);
            }
        }
    }
}

fn of_its_name(passage: &Passage, verdicts: &mut Verdicts) {
    let start = passage.sentence.start;
    let head = passage.text(passage.sentence.clone()).trim_start();
    let Some((name, _)) = head.split_once("中，") else { return };
    let name = name.trim_start_matches('在').trim_start_matches(['其', '这', '些']);
    if !(2..=NAME).contains(&name.chars().count()) || !name.chars().all(is_han) {
        return;
    }
    let Some(first) = passage.placed.iter().find(|p| p.mention.range.start >= start && passage.is_amount(p)) else {
        return;
    };
    let parts = whole_first::list(passage, start, passage.sentence.end, first.depth, &measure(first.mention));
    if parts.len() < 3 || parts[0].range != first.mention.range || is_open(passage, &parts) {
        return;
    }
    let Some(whole) = whole(passage, name, parts[0]) else { return };
    let sum = Sum { parts, whole };
    if sum.distance(passage.reading).is_some_and(|off| off < Decimal::new(5, 1)) {
        sum.tell_slip(passage.reading, verdicts);
    }
}

fn is_open(passage: &Passage, parts: &[&Mention]) -> bool {
    let (first, last) = (parts[0], parts[parts.len() - 1]);
    // 装路灯、绿化等700万元: the word closes the names of one part.
    let list = (0..=9).fold(passage.text(first.range.start..last.range.end).to_string(), |list, digit| {
        list.replace(&format!("等{digit}"), "")
    });
    let behind = passage.text(last.range.end..passage.sentence.end.max(last.range.end));
    list.contains("其中")
        || list.contains('等')
        || behind.starts_with('等')
        || behind.contains("其余")
        || behind.contains("其他")
}

/// The last quantity before the sentence with all words of the name: 已完成 under 计划投资 for 完成投资 has them from its neighbour.
fn whole<'r>(passage: &Passage<'r>, name: &str, part: &Mention) -> Option<&'r Mention> {
    let reading = passage.reading;
    let paragraph = reading.paragraphs[part.paragraph].range.start;
    let before = reading.between(&(paragraph..passage.sentence.start)).iter().rev().take(REACH);
    let alike = before
        .filter(|m| measure(m).converts_to(&measure(part)) && m.change.is_none() && m.upper.is_none() && !m.is_quoted);
    let alike: Vec<&Mention> = alike.collect();
    let has_name = |m: &&&Mention| {
        let own = reading.before(m);
        own.contains(name) && !own.contains("未")
    };
    let begins_with_it = |m: &&&Mention| {
        let verb: String = name.chars().take(2).collect();
        reading.before(m).trim_end_matches(['了', '约', '成']).ends_with(&verb)
            || reading.before(m).contains(&format!("已{verb}"))
    };
    let named = alike.iter().find(has_name).or_else(|| alike.iter().find(begins_with_it));
    named.copied().filter(|_| words::is_telling(name))
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn a_whole_that_the_sentence_names_is_found() {
        expect(
            "sum-off",
            &[
                "年度计划投资5.85亿元，已完成4.68亿元，占计划的80.0%。完成投资中，中央补助1.36亿元，省级补助0.42亿元，市县配套1.51亿元，社会资本出资1.75亿元。",
                "实际支出662.4万元，占安排资金的92.0%；未支出的57.6万元于6月底前支付。实际支出中，工程类支出298万元，设备购置类支出146.4万元，服务购买类支出281万元。",
                "这1.21万吨怎么卖出去的，镇里有一本明细账：电商渠道走了3630吨，占三成；商超订单5200吨；批发市场2370吨。",
                "三项社会保险参保人次数达到12.72万，其中养老保险5.24万人、失业保险2.86万人、工伤保险4.17万人。",
                "中央预算内投资7000万元，省级水利专项3500万元，县级财政配套5100万元。目前，中央和省级资金10050万元已全部到位。",
                "这8600万元花在哪里？账目清楚：这8600万元分四块：道路2400万元、供水1800万元、校舍3100万元、绿化1200万元。",
                "全年办理案件1846件，比上年增加120件，办结率98%。办理案件中，刑事案件412件、民事案件1206件、行政案件282件。",
            ],
            &[
                "实际支出662.4万元，占安排资金的92.0%；未支出的57.6万元于6月底前支付。实际支出中，工程类支出298万元，设备购置类支出146.4万元，服务购买类支出218万元。",
                "实际支出662.4万元。实际支出中，工程类支出298万元，设备购置类支出146.4万元，其余为服务购买类。",
                "全年办理案件1846件。办理案件中，刑事案件412件、民事案件806件、行政案件12件。",
                "这1.21万吨怎么卖出去的，镇里有一本明细账：电商渠道走了3630吨，占三成；商超订单5200吨；批发市场3270吨。",
                "中央预算内投资7000万元，省级水利专项3500万元。目前，中央和省级资金9500万元已到位。",
                "参保人次数达到12.27万，其中养老保险5.24万人、失业保险2.86万人。",
                "这1.2万吨分三类：甲类3200吨、乙类4100吨，其余为丙类。",
                "投入资金1200万元。工作中，新建道路12公里、桥梁3公里、隧道2公里。",
            ],
        );
    }
}
