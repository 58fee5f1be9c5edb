//! `rate-off`: 参保率, 整改率, 风险消除率 … that the quantities before it do not give. The part is told by the words of the
//! rate's name (已整改2018处，整改率93.6%), the whole by 应, 共, 总, 其中 or by being the set of the same unit before it. Rates
//! over populations and times that such texts do not state are left alone.

use crate::audit::Verdicts;
use crate::audit::arithmetic::{self, Outcome};
use crate::audit::mend::{self, Slip};
use crate::audit::relations::division::{Division, Kind};
use crate::audit::relations::judgement::Judgement;
use crate::audit::relations::near::{self, Near};
use crate::audit::relations::{Tried, operands};
use crate::model::{Interval, Unit};
use crate::reading::{Mention, Reading};
use rust_decimal::Decimal;

/// Rates whose whole is no set of what the text counts.
const ELSEWHERE: [&str; 29] = [
    // 林地9860亩: not all of it has trees.
    "森林覆盖",
    "保护",
    "赔付",
    "节约",
    "节资",
    "结余",
    "降低",
    "增长",
    "利",
    "税",
    "汇",
    "费",
    "概",
    "频",
    "效",
    "生产",
    "出生",
    "死亡",
    "失业",
    "收益",
    "回报",
    "毛利",
    "周转",
    "入园",
    "生育",
    "患病",
    "发病",
    "贡献",
    "负债",
];

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let is_rate = |tried: &&Tried| tried.division.kind == Kind::Rate || is_of_days(&tried.division);
    for tried in verdicts.divisions().iter().filter(is_rate) {
        let rate = tried.division.result;
        if let Some(outcome) = of_stock_too(reading, tried) {
            verdicts.holds(rate.range.clone(), outcome.words(rate));
            continue;
        }
        if let Some(outcome) = of_a_year(reading, tried) {
            miscounted_days(reading, verdicts, tried, &outcome);
            match outcome.fits(rate) {
                true => verdicts.holds(rate.range.clone(), outcome.words(rate)),
                false => slipped_of_a_year(reading, verdicts, rate, outcome),
            }
            continue;
        }
        if tried.division.kind != Kind::Rate {
            continue;
        }
        match &tried.judgement {
            Judgement::Holds { outcome, .. } | Judgement::Composed(outcome) => {
                verdicts.holds(rate.range.clone(), outcome.words(rate))
            }
            Judgement::Fails(outcomes) if !is_elsewhere(reading, &tried.division) => {
                let sums: Vec<String> = outcomes.iter().map(|outcome| outcome.words(rate)).collect();
                let printed = reading.printed(rate);
                let name = tried.division.part.trim_start_matches("其中");
                let rate_word = if name.ends_with('面') { "" } else { "率" };
                verdicts
                    .wrong(
                        rate.range.clone(),
                        format!("{name}{rate_word}对不上：{}，文中是{printed}", sums.join("；")),
                        format!("the rate does not follow: {}, the text says {printed}", sums.join("; ")),
                    )
                    .help("核对分子、分母和率三个数", "check the numerator, the denominator and the rate");
            }
            // 提起公诉586人，不起诉178人，不起诉率23.3%: of both together, where one of them is less than the other.
            Judgement::Nearly(near) if tried.division.part.starts_with('不') && near.outcome.exact > Decimal::ONE => {}
            Judgement::Nearly(near) if !is_elsewhere(reading, &tried.division) && !is_sampled(&tried.division) => {
                near::tell(reading, verdicts, rate, near)
            }
            _ => {}
        }
    }
}

/// 优良天数比例89.9%
fn is_of_days(division: &Division) -> bool {
    division.kind == Kind::Share && division.part.ends_with("优良天数") && division.whole.is_empty()
}

/// 优良天数333天；全年有效监测366天，优良率91.0%: days of the year between the two that are one slip away from those that give the rate.
fn miscounted_days(reading: &Reading, verdicts: &mut Verdicts, tried: &Tried, outcome: &Outcome) {
    let (Some(part), rate) = (tried.parts.first(), tried.division.result) else { return };
    let counted = reading.between(&(part.mention.range.end..rate.range.start)).last();
    let of_year = |m: &&Mention| m.unit().name() == "天" && reading.before(m).contains("监测");
    let Some(counted) = counted.filter(of_year).filter(|_| outcome.fits(rate)) else { return };
    let days = ["365", "366"].map(str::to_string);
    let own = counted.quantity.number.value().to_string();
    if let Some(digits) = mend::candidates(&own).into_iter().find(|other| days.contains(other) && !days.contains(&own))
    {
        near::tell(reading, verdicts, counted, &Near { outcome: outcome.clone(), wrong: counted, digits });
    }
}

/// The days of a part of the year are another number, of which a slip is hardly ever one.
fn slipped_of_a_year(reading: &Reading, verdicts: &mut Verdicts, rate: &Mention, outcome: Outcome) {
    if rate.quantity.printed_decimals() > 0
        && let Some(digits) = mend::slipped(rate, &outcome.unit, &outcome.interval, Slip::Digit)
    {
        near::tell(reading, verdicts, rate, &Near { outcome, wrong: rate, digits });
    }
}

/// 优良天数318天，优良率87.1%: of the days of a year, which the text need not count.
fn of_a_year(reading: &Reading, tried: &Tried) -> Option<Outcome> {
    let part = tried.parts.first().map(|part| part.mention).filter(|m| m.unit().name() == "天")?;
    let holds = matches!(tried.judgement, Judgement::Holds { .. } | Judgement::Composed(_));
    if holds || !tried.division.part.ends_with("优良") && !is_of_days(&tried.division) {
        return None;
    }
    let of = |days: u32| {
        let whole = Decimal::from(days);
        Some(Outcome {
            exact: part.quantity.value().checked_div(whole)?,
            interval: part.interval().over(&Interval::point(whole))?,
            unit: Unit::new("倍"),
            sum: format!("{}÷{days}天", reading.printed(part)),
        })
    };
    let rate = tried.division.result;
    let years = [365, 366].into_iter().filter_map(of);
    years.clone().find(|outcome| outcome.fits(rate)).or_else(|| years.into_iter().next())
}

/// 新收1286件，旧存52件，审结1208件，结案率90.3%: of what came in and what was left over together, where that gives the rate.
fn of_stock_too(reading: &Reading, tried: &Tried) -> Option<Outcome> {
    tried.parts.iter().map(|part| part.mention).find_map(|part| of_two_sets(reading, part, tried.division.result))
}

fn of_two_sets(reading: &Reading, part: &Mention, rate: &Mention) -> Option<Outcome> {
    const LEFT: [&str; 6] = ["旧存", "结转", "存案", "积存", "未结", "上年存"];
    let stands = |m: &&Mention| m.unit() == part.unit() && m.range != part.range && m.change.is_none();
    let set: Vec<&Mention> = operands::before(reading, part.range.start, 0).filter(stands).take(2).collect();
    if set.len() < 2 || !set.iter().any(|m| LEFT.iter().any(|word| reading.subject(m).contains(word))) {
        return None;
    }
    let sum = arithmetic::total(reading, &set)?;
    let outcome = Outcome {
        exact: part.quantity.value().checked_div(sum.exact)?,
        interval: part.interval().over(&sum.interval)?,
        unit: Unit::new("倍"),
        sum: format!("{}÷({})", reading.printed(part), sum.sum),
    };
    outcome.fits(rate).then_some(outcome)
}

/// Rates that a survey gives, not the sets before them.
fn is_sampled(division: &Division) -> bool {
    const SAMPLED: [&str; 16] = [
        "满意",
        "好评",
        "森林覆盖",
        "绿化覆盖",
        "普及",
        "知晓",
        "机械化",
        "成活",
        "保存",
        "接通",
        "溢价",
        "受胎",
        "使用",
        "在岗",
        "优秀",
        "巩固",
    ];
    SAMPLED.iter().any(|name| division.part.ends_with(name)) && !division.part.ends_with("床位使用")
}

fn is_elsewhere(reading: &Reading, division: &Division) -> bool {
    // 比全市平均开工率82.0%高: the rate of others.
    let is_of_others = division.part.starts_with(['比', '较']) || division.part.contains("平均");
    let is_named_elsewhere = ELSEWHERE.iter().any(|name| division.part.ends_with(name));
    is_of_others || is_named_elsewhere && !is_of_balance(reading, division) || is_of_several(reading, division)
}

/// 资产总计684.3亿元，负债合计402.7亿元，资产负债率58.8%: both sides stand right before.
fn is_of_balance(reading: &Reading, division: &Division) -> bool {
    let mut before = operands::before(reading, division.start, 0);
    let says = |m: Option<&Mention>, name: &str| {
        m.is_some_and(|m| {
            ["总计", "合计", "总额", "总"].iter().any(|all| reading.subject(m).ends_with(&format!("{name}{all}")))
        })
    };
    division.part == "资产负债" && says(before.next(), "负债") && says(before.next(), "资产")
}

/// 高血压患者规范管理2.1万人，糖尿病患者规范管理0.7万人，规范管理率分别为72.8%和71.5%: each has a whole of its own, which nothing calls one.
fn is_of_several(reading: &Reading, division: &Division) -> bool {
    const WHOLES: [&str; 7] = ["应", "共", "总", "全部", "现有", "合计", "登记"];
    let lead = &reading.text()[division.start..division.result.range.start];
    let calls_one = |m: &Mention| WHOLES.iter().any(|word| reading.subject(m).contains(word));
    (lead.contains("分别") || lead.contains("依次"))
        && !operands::before(reading, division.start, 0).take(8).any(calls_one)
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn faulty_sentences_are_told_and_clean_ones_are_not() {
        expect(
            "rate-off",
            &[
                "全县应参保50000人，实际参保48500人，参保率79%。",
                "梳理积案38件，已化解29件，化解率为86.3%。",
                "窗口累计办件62.5万件。评价系统收到评价40.0万条，主动评价率84.0%（评价条数与办件量之比）。",
                "按年末常住人口52.0万人计，每千人口床位6.8张。建立居民电子健康档案48.1万份，建档率62.5%。",
                "应到13人，实到11人，出席率94.6%。",
                "资产总计684.3亿元，负债合计402.7亿元，资产负债率85.8%。",
                "检查企业1264户，跨部门联合抽查占31.6%，约400户；发现问题217户，问题检出率12.7%。",
                "共有监测对象5073户15622人，消除风险2835户9688人，风险消除率72%。",
                "计划改造小区24个，已开工21个，开工率97.5%。",
                "排查隐患2156处，已整改2018处，整改率83.6%。",
                "全年立刑事案件3864起，破案2318起，破案率70.0%。",
                "全年发出包裹2.6万件，退货390件，退货率为2.5%。",
                "完成食品抽检12460批次，不合格817批次，问题发现率1.50%。",
                "窗口接到反映326件，办成309件，解决率98.4%。",
                "协作资金支出率90.0%：到位6200万元，支出6138万元。",
                "38个行业中，有29个行业保持增长，增长面67.3%。",
                "全市常住人口52.68万人。\n\n居住在城镇的人口26.24万人，城镇化率44.81%。",
                "村级综合服务社204个，覆盖率83.3%（以231个行政村为基数）。",
                "应到代表386人，实到336人，到会率100%。",
                "工程应征地412.6亩，已交付398.2亩。交付398.2亩，交付率95.6%，尚有14.4亩未签协议。",
                "列入计划的28个重点项目中，5个未能按期开工，开工率为81.2%。",
                "全年空气质量优良天数328天，优良天数比例为98.9%。",
                "抽检样水400批次，不合格6批次，合格率89.5%。",
                "对12个项目开展绩效评价，评为“优”的8个、“良”的3个、“中”的1个，优良率97.1%。",
                "普惠性幼儿园（含公办园）在园幼儿12.72万人，全市在园幼儿13.86万人，普惠率98.1%。",
                "机构床位3580张、家庭养老床位1280张。入住老人1954人，机构床位使用率45.6%。",
                "一般公共预算收入4.87亿元，比上年的5.12亿元下降4.9%；一般公共预算支出31.6亿元，财政自给率仅为25.4%。",
                "培训1960人，平均每期40人。按工种分，月嫂1400人，家政560人。参训学员中，1813人取得技能等级证书，取证率95.2%。",
                "全县共有168个行政村，完成污水治理的行政村71个，治理率42.3%。\n\n2025年，新增治理行政村26个，年末累计119个，治理率达到78.0%。",
                "核实违规领取97人、83.6万元，已追回74.4万元，追回率98.0%，尚有9.2万元正在追缴，选择2000元以上档次的占3.7%。",
                "能收发快递的村只有82个，占全县204个建制村的40.2%，覆盖率40.2%；如今通快递的达到148个，覆盖率为97.1%。",
                "空气质量优良天数333天，其中优142天、良191天；全年有效监测386天，优良率91.0%。",
                "窗口接到反映326件，办成609件，解决率94.8%。",
                "因灾倒房重建63户，已开工47户，开工率75.8%；62户户户有干部包联。",
                "应收6200元，实收6138万元，征收率99.0%。",
                "参加考试642人。及格（450分以上）411人，及格率64.0%；优良（600分以上）90人，优良率15.0%。",
            ],
            &[
                "批准逮捕312人，不批准逮捕164人，不捕率为34.5%；提起公诉586人，不起诉178人，不起诉率为23.3%。",
                "批准逮捕312人，不批准逮捕164人，不捕率为34.5%；提起公诉586人，不起诉178人，不起诉率为23.3%。",
                "全县应参保50000人，实际参保48500人，参保率97%。",
                "因灾倒房重建62户，已开工47户，开工率75.8%；62户户户有干部包联。",
                "林地9860亩，全村面积11.8平方公里，森林覆盖率52.6%。",
                "共有监测对象5073户15622人，消除风险2835户9688人，风险消除率62%。",
                "城镇新增就业4260人，培训2400人，高校毕业生就业率95%。",
                "新建公路30公里，硬化12公里，森林覆盖率63.27%。",
                "全年出生人口3122人，年末人口46.82万人，出生率为6.69‰。",
                "城镇新增就业4260人，登记失业率3.2%。",
                "发放贷款300万元，加权平均利率4.26%。",
                "全年收入100亿元，增长率为5.6%。",
                "三次抽查规范率依次为92.1%、94.6%、96.7%。",
                "梳理积案38件，已化解29件，化解率为76.3%。",
                "受理案件1450件，办结1443件，办结率99.5%，群众满意率98.9%。",
                "抽查合格率由95%提高到98%，共抽查200批次。",
                "建立健康档案229.1万份，建档率92.2%。",
                "医护人员46人，家庭医生签约9728人，签约率93.4%。",
                "窗口接到反映326件，办成309件，解决率94.8%。",
                "协作资金支出率99.0%：到位6200万元，支出6138万元。",
                "38个行业中，有29个行业保持增长，增长面76.3%。",
                "全市常住人口52.68万人。\n\n居住在城镇的人口26.24万人，城镇化率49.81%。",
                "受理群众来电3216件，按时办结3105件，按时办结率100%。",
                "保费收入3.12亿元、1.86亿元，赔款支出1.05亿元、0.97亿元，赔付率分别为33.7%和52.2%。",
                "新收案件1286件，旧存52件，审结1208件，结案率90.3%。",
                "受理争议案件268件，上年结转12件，审结271件，结案率96.8%；其中调解结案198件，占73.1%。",
                "新增治理行政村24个，治理村达到126个，治理率（以行政村总数计）达到68.9%。",
                "抽检水样400批次，合格率98.5%，不合格的6批次均已整改。",
                "高血压患者规范管理21840人，2型糖尿病患者规范管理7360人，规范管理率分别为72.8%和71.5%。",
                "登记单位4549个，其中抽样登记385个，登记率91.9%。",
                "水稻、茶叶两种保险承保3.4万亩，其中水稻2.6万亩、茶叶0.8万亩，赔付率分别为43%、61%。",
                "2024年（366天），优良天数335天，优良率91.5%，比2023年（365天，优良321天、优良率87.9%）提高3.6个百分点。",
                "重点项目24个，已开工21个，开工率87.5%，比全市平均开工率82.0%高5.5个百分点。",
                "成交金额1874000元，比预算节约11.2万元，节约率5.6%。",
                "户籍人口45.3万人，其中城镇人口14.6万人，常住人口37.5万人。常住人口城镇化率46.13%。",
                "不动产登记中心办理登记3.2万件，农村宅基地确权登记率98.6%。",
                "列入计划的28个重点项目中，5个未能按期开工，开工率为82.1%。",
                "登记失业人员2.1万人，城镇登记失业率3.2%，新增就业4.6万人，就业率96.5%。",
                "公办养老院入住老人1286人，入住率62%；民办养老院床位1860张，入住率48%。",
                "受理劳动争议案件1286件，结案1240件（含上年结转），按期结案率98.6%。",
                "发现问题隐患186条，整改完成182条，其中重大隐患6条，整改率100%。",
                "全年空气质量优良天数328天，优良天数比例为89.9%。",
                "上半年空气质量优良天数164天，优良天数比例为90.6%。",
                "入住老人4527人，入住率只有48.0%，其中公办机构入住3686人，入住率53.0%，民办机构入住841人，入住率34.0%。",
                "查处违法案件1927件，其中超限超载1105件、其他822件。普通国省道超限超载率控制在1.5%以内。",
                "工程已交付398.2亩，交付率96.5%，尚有14.4亩未签协议。",
                "抽检样水400批次，不合格6批次，合格率98.5%。",
                "对12个项目开展绩效评价，评为“优”的8个、“良”的3个、“中”的1个，优良率91.7%。",
                "参加高考4680人，其中未成年人就业帮扶86人，毕业生就业率93.2%。",
                "酒店有床位480张，全年接待住宿3.2万人次，平均入住率62.4%。",
                "全年办理登记12680件，其中抵押登记3860件，网上登记率86.5%。",
                "全县参保12.6万人次，赔付案件3420起，赔付金额1860万元，赔付率分别为81.2%和76.5%。",
                "监测对象5779户17313人，风险消除监测对象1.24万人，增长17.4%，风险消除率71.8%。东湖区风险消除率73.4%，居第1位；石桥县风险消除率70.3%。",
                "全市应参保62.4万人，已参保60.2万人，参保率96.5%。白沙县参保率98.1%，清河县参保率94.7%。",
                "排查隐患2156处，已整改2018处，整改率93.6%；大塘县整改率只有81.2%。",
                "监测对象1736户5620人，风险消除1318户，风险消除率77.6%（以人计）。",
                "——纳入监测的农户有5073户15622人，户户都有政策托着。\n——其中201户639人是新识别的。\n——2835户9688人已标注风险消除，按人口计算，风险消除率62%。\n——脱贫人口务工规模12457人。",
                "全县204个建制村里，能收发快递的只有82个，覆盖率40.2%；如今通快递的达到198个，覆盖率为97.1%。",
                "空气质量优良天数333天，其中优142天、良191天；全年有效监测366天，优良率91.0%。",
                "资产总计684.3亿元，负债合计402.7亿元，资产负债率58.8%。",
                "检查企业1264户，跨部门联合抽查占31.6%，约400户；发现问题217户，问题检出率17.2%。",
            ],
        );
    }
}
