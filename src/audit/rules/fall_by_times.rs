//! `fall-by-times`: 降低2倍, 减少一倍. Nothing can fall by more than itself; a fall is said in percent or as a fraction of
//! what was. 降为2倍 and 低于2倍 name a level and are left alone.

use crate::audit::Verdicts;
use crate::reading::{ChangeKind, Direction, Mention, Reading};
use std::ops::Range;

const VERBS: [&str; 14] =
    ["降低", "减少", "下降", "缩小", "缩短", "缩减", "压缩", "削减", "压减", "下跌", "锐减", "减轻", "下滑", "收窄"];
const HAN: &str = "一二两三四五六七八九十百几数半";

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for mention in reading.mentions.iter().filter(|m| falls_by_times(reading, m)) {
        tell(verdicts, mention.range.clone(), reading.printed(mention));
    }
    let text = reading.text();
    for (at, _) in text.match_indices('倍') {
        let head = text[..at].trim_end_matches(|c| HAN.contains(c));
        let verb = head.trim_end_matches(['了', '约', '近', '超', '达', '过', '整']);
        if head.len() < at && !text[head.len()..at].contains('半') && VERBS.iter().any(|word| verb.ends_with(word)) {
            let range = head.len()..at + '倍'.len_utf8();
            tell(verdicts, range.clone(), &text[range]);
        }
    }
}

fn falls_by_times(reading: &Reading, mention: &Mention) -> bool {
    let Some(change) = mention.change.as_ref().filter(|c| c.kind == ChangeKind::Times) else { return false };
    let verb = reading.slice(&change.verb);
    let between = &reading.text()[change.verb.end..mention.range.start];
    let before = &reading.text()[mention.clause.start..change.verb.start];
    // 低于2倍 bounds, 降为2倍 names a level, 至少 and 最低 are other words.
    let is_level = verb.ends_with('于') || between.starts_with('为') || between.ends_with("到") && between != "不到";
    let is_short = verb.chars().count() == 1;
    let compares = before.contains(['比', '较']);
    change.direction == Direction::Down
        && !is_level
        && (!is_short || compares && !before.ends_with(['最', '至', '不']))
        && (mention.quantity.value() >= rust_decimal::Decimal::ONE || is_part_of_itself(reading, mention, verb))
}

/// 比上年的75起减少0.25倍: a part of what was. The gap between two incomes is itself said in 倍 and may narrow by 0.1倍.
fn is_part_of_itself(reading: &Reading, mention: &Mention, verb: &str) -> bool {
    const GAPS: [&str; 7] = ["倍差", "差距", "收入比", "之比", "比值", "倍数", "倍率"];
    let said = &reading.text()[reading.sentences[mention.sentence].range.start..mention.range.start];
    let narrows = ["缩小", "收窄", "缩短"].contains(&verb);
    let is_of_times =
        reading.in_sentence(mention.sentence).iter().any(|m| m.unit().name() == "倍" && m.range != mention.range);
    !narrows && !is_of_times && !GAPS.iter().any(|gap| said.contains(gap))
}

fn tell(verdicts: &mut Verdicts, range: Range<usize>, printed: &str) {
    verdicts
        .wrong(
            range,
            format!("减少、降低不能用倍数（减少1倍就没有了），文中是{printed}"),
            format!("nothing falls by times: a fall of once is all there is, the text says {printed}"),
        )
        .help(
            "改成百分数（下降50%）或几分之几，或写明降为原来的几分之几",
            "say it in percent or as a fraction of what it was",
        );
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn a_fall_by_times_is_told() {
        expect(
            "fall-by-times",
            &[
                "全年事故起数降低3倍。",
                "用工成本比上年减少了2倍。",
                "办理时间缩短近4倍。",
                "发病人数下降1.5倍。",
                "差距缩小了约2倍。",
                "能耗比过去低3倍。",
                "用水量减少一倍。",
                "审批环节压缩了两倍。",
                "成本下降数倍。",
                "事故起数60起，比上年的75起减少0.25倍。",
                "运输成本较去年降低0.3倍。",
            ],
            &[
                "产值增长3倍。",
                "城乡收入比由2.5倍降为2.1倍。",
                "倍差缩小到1.8倍。",
                "收入不低于全省平均的2倍。",
                "保证金不少于工资的3倍。",
                "每次至少2倍配备。",
                "降低成本后产量增长2倍。",
                "用水量减少一半。",
                "成本下降50%。",
                "赔偿最低3倍。",
                "产量由减少转为增加，是上年的2倍。",
                "发病人数减少0.5万人。",
                "缩小差距，收入成倍增长。",
                "城乡收入比为2.31，比上年缩小0.05倍。",
                "城乡收入倍差比上年的2.36倍缩小0.05倍。",
                "城乡收入倍差比上年下降0.1倍。",
                "城乡收入之比由2.5倍降到2.4倍，下降0.1倍。",
            ],
        );
    }
}
