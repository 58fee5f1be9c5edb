//! More done than there was to do: `查出问题17个，已整改18个`, `8座隧道贯通15座`, `面积1020亩，投产1680亩`. From a number to the one right behind it whose verb speaks
//! of the same things. What is planned may be exceeded, and who does a thing is not what it is done to.

use super::{is_larger, tell};
use crate::audit::Verdicts;
use crate::audit::relations::operands;
use crate::reading::{Mention, ParagraphKind, Reading, is_han};

/// What is done to each of a set, once.
const VERBS: [&str; 36] = [
    "整改",
    "办结",
    "化解",
    "消除",
    "签约",
    "交地",
    "腾空",
    "拆除",
    "贯通",
    "修复",
    "处置",
    "解决",
    "完工",
    "竣工",
    "建成",
    "投产",
    "开工",
    "通车",
    "封顶",
    "交付",
    "投运",
    "投用",
    "验收",
    "抢通",
    "达标",
    "办理",
    "销号",
    "挂果",
    "审结",
    "答复",
    "完成",
    "落实",
    "入住",
    "清零",
    "整改完成",
    "整改到位",
];
/// What may be exceeded.
const PLANNED: [&str; 10] = ["计划", "目标", "任务", "应", "预计", "力争", "至少", "指标", "承诺", "拟"];
/// Who does it, not what it is done to.
const DOERS: [&str; 14] =
    ["村", "镇", "乡", "县", "区", "街道", "社区", "企业", "单位", "部门", "学校", "公司", "标段", "小组"];

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for (index, part) in reading.mentions.iter().enumerate() {
        let Some(set) = set_before(reading, index) else { continue };
        let is_table = reading.paragraphs[set.paragraph].kind == ParagraphKind::TableRow;
        let are_values = [set, part].iter().all(|m| is_value(reading, m));
        if is_table || set.sentence != part.sentence || set.unit() != part.unit() || !are_values {
            continue;
        }
        let last = &reading.mentions[index - 1];
        let from = if is_aside(reading, last, part) { last.clause.end } else { last.range.end };
        let between = reading.text().get(from..part.range.start).unwrap_or("");
        if !is_done_to(reading, set, between) || PLANNED.iter().any(|word| reading.before(set).contains(word)) {
            continue;
        }
        let ends = reading.text()[part.range.end..].starts_with(['，', '。', '；', '、', '）']);
        let is_larger = is_larger(part, set);
        if is_larger && ends {
            tell(reading, verdicts, part, set);
        } else if !is_larger {
            verdicts.holds(part.range.clone(), format!("{} ≤ {}", reading.printed(part), reading.printed(set)));
        }
    }
}

/// The quantity right before, or the one before a second measure of it: 12栋、18.6万平方米，已封顶9栋.
fn set_before(reading: &Reading, index: usize) -> Option<&Mention> {
    let nearest = reading.mentions.get(index.checked_sub(1)?)?;
    let index = if is_aside(reading, nearest, &reading.mentions[index]) { index - 1 } else { index };
    let before = reading.mentions.get(index.checked_sub(1)?)?;
    let first = index.checked_sub(2).and_then(|first| reading.mentions.get(first));
    let is_second = |first: &&Mention| {
        reading.text().get(first.range.end..before.range.start) == Some("、") && first.unit() != before.unit()
    };
    Some(first.filter(is_second).unwrap_or(before))
}

/// Whether a number says only how many offices the matters concern: 18件诉求发出督办单，涉及11个单位，已办结25件.
fn is_aside(reading: &Reading, m: &Mention, part: &Mention) -> bool {
    reading.before(m) == "涉及" && m.unit() != part.unit()
}

fn is_value(reading: &Reading, m: &Mention) -> bool {
    operands::is_value(reading, m) && m.quantity.bound.is_none() && !reading.before(m).contains("累计")
}

/// `，已整改`, `隧道贯通`, `，投产`: nothing but the verb, behind a comma or behind the noun of the set.
fn is_done_to(reading: &Reading, set: &Mention, between: &str) -> bool {
    let Some(verb) = VERBS.iter().filter(|verb| between.ends_with(**verb)).max_by_key(|verb| verb.len()) else {
        return false;
    };
    let head = &between[..between.len() - verb.len()];
    // 18件诉求发出督办单，已办结25件: 个 counts too many things.
    let behind_a_noun = head.split_once('，').filter(|(noun, _)| {
        (1..=10).contains(&noun.chars().count()) && noun.chars().all(is_han) && set.unit().name() != "个"
    });
    let head = behind_a_noun.map_or(head, |(noun, _)| &head[noun.len()..]);
    let is_area = set.unit().name() == "亩" && head == "，" && ["投产", "挂果"].contains(verb);
    let noun = head.trim_end_matches(['已', '均']);
    let is_noun = (1..=8).contains(&noun.chars().count())
        && noun.chars().all(is_han)
        && !DOERS.iter().any(|doer| noun.ends_with(doer))
        && reading.before(set).trim_start_matches(['其', '中']).is_empty();
    // 其他19件，已办结125件: of all of them together.
    let is_of_a_list =
        || reading.in_sentence(set.sentence).iter().any(|m| m.unit() == set.unit() && m.range.end <= set.range.start);
    is_area || is_noun || matches!(head, "，已" | "，现已" | "，目前已" | "，已重新" | "，已全部") && !is_of_a_list()
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn no_more_is_done_than_there_was() {
        expect(
            "subset-off",
            &[
                "查出问题17个，已整改18个。",
                "桥梁完成71%，8座隧道贯通15座。",
                "种植户174户，面积达到1020亩，投产1680亩。",
                "42条中断道路抢通45条，抢通率97.6%。",
                "18件诉求发出督办单，已重新办结25件。",
                "对答复敷衍的18件诉求发出督办单，涉及11个单位，已重新办结25件。",
            ],
            &[
                "查出问题17个，已整改13个。",
                "桥梁完成71%，8座隧道贯通5座。",
                "计划改造17个，已完成18个。",
                "5个村建成12个，6个标段完工9个。",
                "新建车间17个，已累计建成36个。",
                "完成投资3亿元，已落实5亿元贷款。",
            ],
        );
    }
}
