//! `rate-over-whole`: a share or a rate of a whole that is above 100 %. Completion, growth and ratios of two different
//! quantities (毛入学率, 拨备覆盖率, 产能利用率) may be.

use crate::audit::Verdicts;
use crate::audit::relations::division::{self, Kind};
use crate::reading::Reading;
use rust_decimal::Decimal;

/// Names of rates that are parts of a whole.
const OF_A_WHOLE: [&str; 60] = [
    "覆盖率",
    "参保率",
    "合格率",
    "普及率",
    "就业率",
    "签约率",
    "通过率",
    "优良率",
    "优秀率",
    "满意率",
    "满意度",
    "达标率",
    "入学率",
    "入园率",
    "巩固率",
    "升学率",
    "及格率",
    "接种率",
    "建档率",
    "普惠率",
    "绿化率",
    "城镇化率",
    "抽检率",
    "合格比例",
    "办结率",
    "化解率",
    "整改率",
    "破案率",
    "消除率",
    "开工率",
    "完工率",
    "竣工率",
    "投产率",
    "出席率",
    "参与率",
    "知晓率",
    "回收率",
    "处理率",
    "处置率",
    "治愈率",
    "死亡率",
    "失业率",
    "治理率",
    "机械化率",
    "硬化率",
    "通电率",
    "通车率",
    "入户率",
    "识别率",
    "履约率",
    "成活率",
    "退货率",
    "准确率",
    "公开率",
    "到岗率",
    "在岗率",
    "脱贫率",
    "发生率",
    "返贫率",
    "中签率",
];

const MAY_EXCEED: [&str; 5] = ["毛入学率", "毛入园率", "拨备覆盖率", "利息覆盖率", "总入学率"];

/// What is needed, aimed at or allowed: there may be more of it.
const MEASURED_AGAINST: [&str; 18] = [
    "目标",
    "任务",
    "计划",
    "预算",
    "需求量",
    "需求",
    "用量",
    "所需",
    "需要量",
    "需要",
    "需用量",
    "标准",
    "定额",
    "核定数",
    "任务数",
    "计划数",
    "目标数",
    "库容",
];

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for m in reading.mentions.iter().filter(|m| m.is_percent() && m.change.is_none() && !m.is_quoted) {
        let is_above = m.interval().low.is_some_and(|low| low > Decimal::ONE_HUNDRED) && m.unit().name() == "%";
        if !is_above || !is_part_of_a_whole(reading, m) {
            continue;
        }
        let printed = reading.printed(m);
        verdicts
            .wrong(
                m.range.clone(),
                format!("部分不会超过总体：{printed}大于100%"),
                format!("a part cannot exceed its whole: {printed} is more than 100 %"),
            )
            .help(
                "核对这个率或占比；完成比例请写明“完成目标的…”",
                "check the rate or share; say so if it is a completion",
            );
    }
}

fn is_part_of_a_whole(reading: &Reading, m: &crate::reading::Mention) -> bool {
    let subject = reading.subject(m);
    let is_rise = ["提高到", "上升到", "提升到", "扩大到", "增加到"].contains(&subject);
    let words = if is_rise { reading.before(m) } else { subject };
    let names_a_rate = OF_A_WHOLE.iter().filter_map(|name| words.rfind(name).map(|at| at + name.len())).max();
    if let Some(end) = names_a_rate {
        return !MAY_EXCEED.iter().any(|name| words.contains(name)) && (is_rise || is_level(&words[end..]));
    }
    let Some(division) = division::of(reading, m).filter(|d| d.kind == Kind::Share) else { return false };
    let lead = &reading.text()[division.start..m.range.start];
    // 占上年的120%, 占目标的120% compare; 比例 alone may be that of two things.
    let is_compared = ["上年", "去年", "同期", "时间"].iter().any(|word| lead.contains(word))
        || MEASURED_AGAINST.iter().any(|word| division.whole.ends_with(word));
    lead.contains('占') && !is_compared
}

/// Nothing but a verb of level stands between the name and the number.
fn is_level(between: &str) -> bool {
    let between = between.trim_matches(['达', '为', '到', '约', '了', '均', '已', '高', '是', '仅', '近', '超', '过']);
    between.is_empty()
        || ["提高", "提升", "上升", "保持在", "分别", "稳定在"].iter().any(|word| between.ends_with(word))
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn faulty_sentences_are_told_and_clean_ones_are_not() {
        expect(
            "rate-over-whole",
            &[
                "全县农村自来水普及率达到109%。",
                "基本医疗保险参保率为198%。",
                "产品抽检合格率达到102.6%。",
                "家庭医生签约覆盖率101%。",
                "问题整改率由95%提高到110%。",
                "其中女性占123%。",
                "税收占一般公共预算收入的164.5%。",
                "适龄儿童入学率达到100.5%。",
            ],
            &[
                "完成年度任务的126%。",
                "高中阶段毛入学率为103%。",
                "拨备覆盖率为215%。",
                "产值比上年增长120%。",
                "覆盖率达到100%。",
                "产能利用率达到105%。",
                "收入为上年的135%。",
                "投入占上年的112%。",
                "完成率达到108%。",
                "库容比上年扩大180%，合格率100%。",
                "参保率比上年提高2.5个百分点，达到98%。",
                "支出进度为101%。",
                "存贷比为172%。",
                "储备化肥1.42万吨、种子386吨，分别占春耕需求量的108%和112%。",
                "到位种子380吨，占全县计划用量的103%。",
                "完成造林3.2万亩，占任务数的106%。",
            ],
        );
    }
}
