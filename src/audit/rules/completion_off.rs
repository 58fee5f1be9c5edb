//! `completion-off`: 完成目标的P, 为年度计划的P, 完成率P that what was done and what was aimed at do not give; without a stated
//! aim, a count of which P is no share of any whole number; 超额完成P that exceeds it by another rate; and 超额完成 with less than 100 %.

mod beyond;
mod exceeded;

use crate::audit::Verdicts;
use crate::audit::arithmetic::plain;
use crate::audit::relations::division::Kind;
use crate::audit::relations::judgement::Judgement;
use crate::audit::relations::near;
use crate::audit::relations::operands::Tie;
use crate::audit::relations::{Tried, words};
use crate::model::{Scale, Unit};
use crate::reading::{Mention, Reading};
use rust_decimal::Decimal;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let all = reading.mentions.iter();
    let mut says_how_much =
        |m: &&Mention| exceeded::check(reading, verdicts, m) || m.is_percent() && beyond::check(reading, verdicts, m);
    let settled: Vec<usize> = all.filter(&mut says_how_much).map(|m| m.range.start).collect();
    for tried in verdicts.divisions().iter().filter(|tried| tried.division.kind == Kind::Completion) {
        let result = tried.division.result;
        if settled.contains(&result.range.start) {
            continue;
        }
        if says_more_than_all(reading, result, tried.division.start) {
            verdicts
                .wrong(
                    result.range.clone(),
                    format!("说“超额完成”，完成的却是{}，不到100%", reading.printed(result)),
                    format!("the text says 超额 (over-fulfilled), but {} is less than 100 %", reading.printed(result)),
                )
                .help("核对完成比例，或改掉“超额”", "check the percentage, or drop 超额");
            continue;
        }
        match &tried.judgement {
            Judgement::Holds { outcome, .. } | Judgement::Composed(outcome) => {
                verdicts.holds(result.range.clone(), outcome.words(result))
            }
            Judgement::Fails(outcomes) => {
                let sums: Vec<String> = outcomes.iter().map(|outcome| outcome.words(result)).collect();
                let printed = reading.printed(result);
                verdicts
                    .wrong(
                        result.range.clone(),
                        format!("完成比例对不上：{}，文中是{printed}", sums.join("；")),
                        format!("the completion does not follow: {}, the text says {printed}", sums.join("; ")),
                    )
                    .help("核对完成数、目标数和完成比例", "check what was done, the aim and the percentage");
            }
            // 分别完成任务的101.6%和98.8%: each has an aim of its own, of which nothing is said.
            Judgement::Nearly(_) if is_of_several(reading, tried) => {}
            Judgement::Nearly(near) => near::tell(reading, verdicts, result, near),
            Judgement::Unknown => whole_aim(reading, verdicts, tried),
        }
    }
}

fn is_of_several(reading: &Reading, tried: &Tried) -> bool {
    let lead = &reading.text()[tried.division.start..tried.division.result.range.start];
    tried.division.stated.is_none() && (lead.contains("分别") || lead.contains("依次"))
}

/// 超额, 超收 in the sentence clause of the completion or the one before, and less than all of it done. `超额完成5%` says by how
/// much and is right.
fn says_more_than_all(reading: &Reading, result: &Mention, start: usize) -> bool {
    let lead = &reading.text()[start..result.range.start];
    let is_over = ["超额", "超收", "超计划", "超目标"].iter().any(|word| lead.contains(word));
    let says_by_how_much = !lead.contains('的') && !lead.contains('率');
    is_over && !says_by_how_much && result.interval().high.is_some_and(|high| high < Decimal::ONE_HUNDRED)
}

/// The aim is not stated, but a thing that is counted has a whole number of it.
fn whole_aim(reading: &Reading, verdicts: &mut Verdicts, tried: &Tried) {
    let result = tried.division.result;
    let Some(done) = tried.parts.iter().find(|part| part.tie == Tie::Tight).map(|part| part.mention) else { return };
    // An aim of another year is one for what there is in all, not for what is new.
    if words::dates(tried.division.whole).next().is_some() {
        return;
    }
    let is_counted = done.unit().is_counted() && done.quantity.scale == Scale::One && done.quantity.bound.is_none();
    if !is_counted || done.upper.is_some() || result.quantity.bound.is_some() {
        return;
    }
    let Some(ratio) = result.interval_in(&Unit::new("倍")) else { return };
    let (Some(low), Some(high)) = (ratio.low.filter(|low| *low > Decimal::ZERO), ratio.high) else { return };
    let value = done.quantity.value();
    let (Some(least), Some(most)) = (value.checked_div(high), value.checked_div(low)) else { return };
    let (printed, count) = (reading.printed(result), reading.printed(done));
    if least.ceil() <= most {
        let words = match least.ceil() == most.floor() {
            true => format!("{count}÷{printed} = {}{}", least.ceil(), done.unit().name()),
            false => format!("{count}÷{printed} = {}～{}{}", least.ceil(), most.floor(), done.unit().name()),
        };
        return verdicts.holds(result.range.clone(), words);
    }
    let sum = format!("{count}÷{printed} = {}～{}", plain(least, 2), plain(most, 2));
    verdicts
        .wrong(
            result.range.clone(),
            format!("没有一个整数目标能算出{printed}：{sum}，中间没有整数"),
            format!("no whole number as an aim gives {printed}: {sum}, with no whole number between"),
        )
        .help("核对完成数和完成比例", "check what was done and the percentage");
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn faulty_sentences_are_told_and_clean_ones_are_not() {
        expect(
            "completion-off",
            &[
                "一般公共预算收入完成7298.54万元，完成年初预算6950.00万元的95.2%。",
                "新增学位7380个，为年度目标7200个的112.5%。",
                "2023年销售额达到2.38亿元，完成年度目标2亿元的109%。",
                "城镇新增就业4260人，完成市下达任务（4000人）的116.5%。",
                "完成投资97.2亿元，为年度计划92.0亿元的115.7%。",
                "全年完成营造林8.8万亩，占年度计划8.5万亩的113.5%。",
                "全年计划培训2400人，上半年已培训1308人，完成率64.5%。",
                "储备化肥1.5万吨，达到计划（1.8万吨）的100%。",
                "新建卫生厕所7座，完成年度任务的133%。",
                "超额完成年度任务，超额完成目标的97%。",
                "失业人员再就业2317人，就业困难人员就业894人，分别达到目标任务（2100人、800人）的101.3%和111.8%。",
                "批准的一般公共预算收入为124500万元，实际完成127863万元，为预算的107.2%。",
                "已收缴水费58.4万元，完成年度应收73.0万元的90%。",
                "收入13.28亿元，为年度预算13.10亿元的91.4%。",
                "转移就业3096人，男性1914人、女性1182人，其中脱贫人口1638人；完成协议目标（2800人）的101.6%。",
                "| 指标 | 2023年 | 2025年目标 |\n|---|---|---|\n| 研发经费投入（亿元） | 15.6 | 17.5 |\n| 中小企业（家） | 468 | 520 |\n\n2023年研发经费投入达到2025年目标的86.1%。",
            ],
            &[
                "新增学位7380个，为年度目标7200个的102.5%。",
                "2023年销售额达到2.38亿元，完成年度目标2亿元的119%。",
                "累计建成24.3万亩，占全县永久基本农田37.4万亩的65.0%，其中2023年新建3.2万亩，完成年度任务3万亩的106.7%。",
                "就业务工1129人，完成年度任务的126%。",
                "收入487600万元，完成调整预算的96.8%。",
                "超额5%完成年度任务。",
                "收入219180万元，为调整预算216000万元的101.5%，比上年增长6.7%。",
                "全年计划培训2400人，上半年已培训1308人，完成率54.5%。",
                "完成投资97.2亿元，占年度计划的105%。",
                "三年新增平台12个，完成2025年目标的90.6%。",
                "完成工程量的80%，预计年底完工。",
                "城镇新增就业4260人，完成市下达任务（4000人）的106.5%。",
                "全年任务3.2万亩，截至6月底完成1.36万亩，完成率为42.5%。",
                "培训200人，合格率95%，完成年度任务的50%以上。",
                "转移就业3096人，男性1914人、女性1182人，其中脱贫人口1638人；完成协议目标（2800人）的110.6%。",
                "| 指标 | 2023年 | 2025年目标 |\n|---|---|---|\n| 研发经费投入（亿元） | 15.6 | 17.5 |\n| 中小企业（家） | 468 | 520 |\n\n2023年研发经费投入达到2025年目标的89.1%；中小企业完成2025年目标的90.0%。",
                "全县一般公共预算收入完成12.36亿元，为预算的103.0%。",
                "概算投资8.64亿元，其中中央资金3亿元、地方债券3.2亿元。至11月底累计完成7.92亿元，投资完成率91.7%。",
                "年度计划投资5.1亿元，完成投资3.2亿元，年度任务完成率100%。",
                "养老保险参保4.52万人。工伤保险参保3.86万人，失业保险参保2.47万人，分别完成年度任务的101.6%和98.8%。",
                "计划培训2400人，上半年培训1308人，上半年完成率100%。",
                "失业人员再就业2317人，就业困难人员就业894人，分别达到目标任务（2100人、800人）的110.3%和111.8%。",
                "新建公路210公里，改造桥梁18座，分别完成目标（200公里、16座）的105%和112.5%。",
                "河西区、云门县整改完成率超过95%，其余4个县在86%至95%之间，排在末位的大塘县有17个问题没有“清零”。",
                "清河县新建5.40万亩高标准农田，面积居全市第1位；安丰县新建高标准农田5.09万亩，比上年减少5100亩，下降9.1%，仅完成目标的97.9%。",
                "白沙县57.1公里，为目标的112.0%；清河县新改建农村公路102.0公里，只完成目标的94.4%，差距6公里。",
                "批准的一般公共预算收入为124500万元，实际完成127863万元，为预算的102.7%。",
                "年度目标是新登记经营主体1万户，上半年完成53.3%。\n\n新登记经营主体5326户。",
                "新建22.4万亩，总投资5.6亿元，完成年度任务（22.0万亩）的101.8%。",
            ],
        );
    }
}
