//! `average-off`: 户均, 人均, 村均, 平均每个 … that the total and the count of the same passage do not give. The total is told by
//! kin words (户均奖补资金 and 投入资金); without those an average is nobody's business. Indicators whose denominator stands
//! elsewhere (人均可支配收入, 人均地区生产总值) may hold but are never called wrong.

mod hardly_chance;
mod its_own;
mod of_listed;
mod one_in;
mod over_a_period;
mod per_many;

use crate::audit::Verdicts;
use crate::audit::arithmetic::{self, Outcome};
use crate::audit::relations::average::{self, Average, periods};
use crate::audit::relations::judgement::{Judgement, judge};
use crate::audit::relations::near;
use crate::audit::relations::operands::{self, Operand, Tie};
use crate::audit::relations::passed_over;
use crate::model::{Interval, Unit};
use crate::reading::{Mention, Reading};
use rust_decimal::Decimal;

/// Averages over a population that such texts do not state.
const ELSEWHERE: [&str; 9] =
    ["可支配收入", "纯收入", "生产总值", "GDP", "消费支出", "预期寿命", "住房面积", "工资", "年龄"];

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    one_in::check(reading, verdicts);
    per_many::check(reading, verdicts);
    of_listed::check(reading, verdicts);
    let all: Vec<Average> = reading.mentions.iter().filter_map(|m| average::of(reading, m)).collect();
    for average in &all {
        let mut totals = average::totals(reading, average);
        let mut counts = average::counts(reading, average);
        its_own::only_of_its_class(reading, average, &all, &mut totals, &mut counts);
        its_own::only_of_its_member(reading, average, &mut totals, &mut counts);
        if totals.iter().all(|one| one.tie < Tie::Tight) {
            totals.extend(average::of_the_counted(reading, average, &counts));
        }
        if !average.is_said {
            let paid_out = average::paid_out(reading, average, &totals, &counts).map(|total| &total.range);
            let others = totals.iter_mut().filter(|total| paid_out != Some(&total.mention.range));
            others.for_each(|total| total.tie = total.tie.min(Tie::Named));
        }
        only_those_said(reading, average, &mut totals, &mut counts);
        if counts.is_empty() && over_a_period::check(reading, verdicts, average, &totals) {
            continue;
        }
        totals.retain(|total| !average::is_other_money(reading, average, total.mention));
        let judged = judged(reading, average, &totals, &counts);
        let of = |total: &Mention, count: &Mention| Some(quotient(reading, average, total, count)?.0);
        let judged = match passed_over::of(reading, average.result, &judged, [&totals, &counts], of) {
            Some(near) => Judgement::Nearly(near),
            None => judged,
        };
        match judged {
            Judgement::Holds { outcome, .. } | Judgement::Composed(outcome) => {
                verdicts.holds(average.result.range.clone(), outcome.words(average.result));
            }
            _ if is_of_a_rest(reading, average) || is_by_unsaid(reading, average, &counts) => {}
            _ if its_own::is_of_parts(reading, average) || its_own::is_one_of_a_row(reading, average) => {}
            Judgement::Fails(outcomes) if outcomes.iter().all(|outcome| is_nothing(outcome, average.result)) => {}
            Judgement::Fails(outcomes) if is_of_last_year(reading, average, &outcomes) => {}
            Judgement::Fails(outcomes) if is_of_this_text(reading, average, &counts) => {
                tell(reading, verdicts, average.result, &outcomes);
            }
            Judgement::Nearly(_) if is_what_each_gets(average) || is_of_a_fund_elsewhere(average, &totals) => {}
            Judgement::Nearly(near) if is_of_this_text(reading, average, &counts) => {
                near::tell(reading, verdicts, average.result, &near);
            }
            _ => {}
        }
    }
}

/// By the totals that something ties to the average and, where those say nothing, by what hardly agrees by chance. What nothing ties to
/// an average can be its total, and fails to be none.
fn judged<'r>(
    reading: &'r Reading,
    average: &Average<'r>,
    totals: &[Operand<'r>],
    counts: &[Operand<'r>],
) -> Judgement<'r> {
    let quotient = |total: &Mention, count: &Mention| quotient(reading, average, total, count);
    let judge = |totals: &[Operand<'r>]| judge(average.result, totals, counts, quotient, Outcome::fits_rounded);
    let of_all = judge(totals);
    if matches!(of_all, Judgement::Holds { .. }) {
        return of_all;
    }
    let named: Vec<Operand> = totals.iter().filter(|total| total.tie >= Tie::Named).copied().collect();
    match judge(&named) {
        Judgement::Unknown => hardly_chance::judged(reading, average, totals, counts, quotient),
        of_the_named => of_the_named,
    }
}

/// 184个行政村…为2100户独居老人家庭安装感烟报警器，每户1个: what each gets is no average of another number.
fn is_what_each_gets(average: &Average) -> bool {
    let is_small = average.result.quantity.value() < Decimal::TEN && average.result.unit().is_counted();
    !average.is_said && is_small
}

/// 基金支出9.13亿元。…退休人员2.86万人，月人均养老金2647元: much else is paid out of it in a year.
fn is_of_a_fund_elsewhere(average: &Average, totals: &[Operand]) -> bool {
    let is_here = |one: &Operand| one.tie == Tie::Tight && one.mention.paragraph == average.result.paragraph;
    average.before.ends_with('月') && !totals.iter().any(is_here)
}

fn tell(reading: &Reading, verdicts: &mut Verdicts, result: &Mention, outcomes: &[Outcome]) {
    let sums: Vec<String> = outcomes.iter().map(|outcome| outcome.words(result)).collect();
    let printed = reading.printed(result);
    verdicts
        .wrong(
            result.range.clone(),
            format!("平均数对不上：{}，文中是{printed}", sums.join("；")),
            format!("the average does not follow: {}, the text says {printed}", sums.join("; ")),
        )
        .help("核对总量、数量和平均数三个数", "check the total, the count and the average");
}

/// 剩余10座平均每座752.4万元: of what is left of a total, which nothing states.
fn is_of_a_rest(reading: &Reading, average: &Average) -> bool {
    let start = operands::clause_start(reading, average.result);
    let lead = &reading.text()[start.min(average.result.range.start)..average.result.range.start];
    ["剩余", "其余", "余下", "剩下", "另外", "其他"].iter().any(|word| lead.starts_with(word))
}

/// 按在册患者算，每支团队平均要管553人; 村均66.3万元（按有债务的村计算）; 平均每个乡镇和村16名: over what the text names and does not count.
fn is_by_unsaid(reading: &Reading, average: &Average, counts: &[Operand]) -> bool {
    let text = reading.text();
    let start = reading.sentences[average.result.sentence].range.start;
    let clause = operands::clause_start(reading, average.result);
    let before = text[start.min(clause)..clause].trim_end_matches('，');
    let lead = before.rsplit(['，', '；']).next().unwrap_or("");
    let names = |count: &Operand, name: &str| {
        let said = reading.before(count.mention).trim_end_matches(['为', '达', '有', '共', '约']);
        let named = reading.subject(count.mention).trim_end_matches(['为', '达', '有', '共', '约']);
        said.ends_with(name) || count.tie >= Tie::Named && named.ends_with(average::base_name(name))
    };
    let is_counted = |name: &str| !name.is_empty() && counts.iter().any(|count| names(count, name));
    let names_a_basis = |words: &str| {
        let name = words.strip_prefix('按').filter(|name| name.ends_with(['算', '计']));
        let name = name.map(|name| name.trim_end_matches(['计', '测', '折', '算']));
        name.is_some_and(|name| !name.contains(|c: char| c.is_ascii_digit()) && !is_counted(name))
    };
    let behind = text[average.result.range.end..].strip_prefix('（').and_then(|behind| behind.split_once('）'));
    let joins = average.noun.split(['（', '）']).step_by(2).any(|noun| noun.contains(['和', '及', '、']));
    // 人口密度360人（普查数）
    let is_of_other_data = |basis: &str| ["普查数", "口径"].iter().any(|data| basis.ends_with(data));
    let is_behind = behind.is_some_and(|(basis, _)| names_a_basis(basis) || is_of_other_data(basis));
    names_a_basis(lead) || is_behind || joins
}

/// 586公斤 against 0.02公斤: a quotient that is nothing beside the average is that of other things, unless only a scale went wrong.
fn is_nothing(outcome: &Outcome, printed: &Mention) -> bool {
    let value = printed.quantity.value_in(&outcome.unit).unwrap_or_default();
    let Some(mut ratio) = value.checked_div(outcome.exact).filter(|ratio| *ratio > Decimal::from(1000)) else {
        return false;
    };
    while ratio >= Decimal::TEN {
        ratio /= Decimal::TEN;
    }
    ratio > Decimal::new(13, 1) && ratio < Decimal::new(75, 1)
}

/// 今年日均69.47万人次，上年64.1万人次: what the quantities near give is the average of last year, which stands beside it.
fn is_of_last_year(reading: &Reading, average: &Average, outcomes: &[Outcome]) -> bool {
    let next = reading.mentions.partition_point(|m| m.range.start < average.result.range.end);
    reading.mentions.get(next).is_some_and(|next| {
        let is_of_then =
            ["上年", "去年", "上年同期", "去年同期"].contains(&reading.before(next).trim_end_matches(['为', '的']));
        is_of_then
            && next.sentence == average.result.sentence
            && outcomes.iter().any(|outcome| outcome.fits_rounded(next))
    })
}

/// 每亩产1000公斤（全年14.5万吨）, 间均4.5万元（按12间算）, 平均额280万元，按650项、成交额18.2亿元计算: where the text says behind an average what it is
/// computed from, no other quantity is.
fn only_those_said<'r>(
    reading: &'r Reading,
    average: &Average<'r>,
    totals: &mut Vec<Operand<'r>>,
    counts: &mut Vec<Operand<'r>>,
) {
    let end = reading.sentences[average.result.sentence].range.end;
    let behind = &reading.text()[average.result.range.end..end.max(average.result.range.end)];
    let said = match behind.chars().next() {
        Some('（' | '(') => behind.find(['）', ')']).map(|i| &behind[..i]),
        Some('，') if behind['，'.len_utf8()..].starts_with('按') => behind.find("计算").map(|i| &behind[..i]),
        _ => None,
    };
    let Some(said) = said.filter(|said| !said.contains(['。', '；'])) else { return };
    let place = reading.place(said);
    for operands in [totals, counts] {
        if operands.iter().any(|one| place.contains(&one.mention.range.start)) {
            operands.retain(|one| place.contains(&one.mention.range.start));
            operands.iter_mut().for_each(|one| one.tie = one.tie.max(Tie::Named));
        }
    }
}

/// The average with the unit in which the count was taken: 4260吨 are so many 公斤 where the price is one 每公斤.
fn quotient(reading: &Reading, average: &Average, total: &Mention, count: &Mention) -> Option<(Outcome, Unit)> {
    let per = Unit::new(average.per);
    let per = if per.has_family() && count.unit().converts_to(&per) { per } else { count.unit().clone() };
    let outcome = arithmetic::average(reading, total, count, &per)?;
    let outcome = match is_monthly(reading, average, total) {
        true => by_month(reading, average, total, outcome)?,
        false => outcome,
    };
    // Visits make an average of persons or times: 3.24万人次 over 585名 are 55次 each.
    let unit = average.result.unit();
    Some((if outcome.unit.converts_to(unit) { outcome } else { Outcome { unit: unit.clone(), ..outcome } }, per))
}

/// 上半年发放1.18亿元，人均每月约192元: over persons and months. A total that is itself one of each month is over persons alone.
fn is_monthly(reading: &Reading, average: &Average, total: &Mention) -> bool {
    let says_month = |text: &str| ["每月", "月均", "月人均", "每人月"].iter().any(|word| text.contains(word));
    let lead = &reading.text()[operands::clause_start(reading, average.result)..average.result.range.start];
    average.per != "月" && says_month(lead) && !says_month(reading.before(total))
}

fn by_month(reading: &Reading, average: &Average, total: &Mention, outcome: Outcome) -> Option<Outcome> {
    let mut monthly = average.clone();
    monthly.per = "月";
    let [months] = periods::lengths(reading, &monthly, total.range.start)[..] else { return None };
    let number = Decimal::from(months);
    Some(Outcome {
        exact: outcome.exact.checked_div(number)?,
        interval: outcome.interval.over(&Interval::point(number))?,
        sum: format!("{}÷{months}", outcome.sum),
        ..outcome
    })
}

/// Whether the text says over what it is; 按年平均常住人口46.66万人计算 does, whatever is averaged.
fn is_of_this_text(reading: &Reading, average: &Average, counts: &[Operand]) -> bool {
    let words = reading.before(average.result);
    // 按年均常住人口计算，人均地区生产总值69079元: the text gives that population, too.
    let by_name = |one: &Operand| {
        average::basis(reading, average).is_some_and(|name| {
            let said = reading.subject(one.mention).trim_end_matches(['为', '达', '有', '共', '约']);
            name.chars().count() >= 4 && said.ends_with(name)
        })
    };
    let has_basis = counts.iter().any(|one| {
        let is_beside =
            one.mention.sentence == average.result.sentence && reading.before(one.mention).starts_with('按');
        one.tie == Tie::Tight && (is_beside || by_name(one))
    });
    let is_of_a_day =
        || counts.iter().any(|one| one.tie == Tie::Tight && average::is_of_the_day(reading, average, one.mention));
    let is_elsewhere = average.is_elsewhere || average.is_over_named && !is_of_a_day();
    !is_elsewhere && (has_basis || !ELSEWHERE.iter().any(|word| words.contains(word)))
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn faulty_sentences_are_told_and_clean_ones_are_not() {
        expect(
            "average-off",
            &[
                "投入补助资金240万元，惠及农户800户，户均补助5000元。",
                "全县投入补助资金一百二十万元，惠及三百户，户均五千元。",
                "发放乡村教师生活补助1128万元，惠及1410人，人均9000元。",
                "投入2.34亿元，新建、改扩建学校9所，校均投入3600万元。",
                "全县4个国有林场经营面积21.6万亩，场均6.4万亩。",
                "组建用水户协会12个，覆盖8340户，平均每个协会服务895户。",
                "全县举办咨询活动26场，发放资料5.72万份，场均3200份。",
                "全市97个派出所共有民警1843人，所均29人。",
                "生源地信用助学贷款3980笔、金额4378万元，笔均21000元。",
                "户均增收5000元，共带动100户增收30万元。",
                "按业态分，餐饮148家、民宿96家、文创87家。36家民宿共有客房1248间，平均每家13间。",
                "实施供水工程16处，总投资1.84亿元，平均每处1550万元。",
                "销售额1.06亿元，捕捞4260吨，平均每公斤29.4元。",
                "全年处理垃圾43.9万吨，日均处理1299吨。",
                "“五一”假期（5月1日至5日），全市高速公路通行小型客车118.5万辆次，日均27.3万辆次。",
                "9月29日至10月6日，全县接待游客31.2万人次，日均9.3万人次。",
                "全年接待游客386.5万人次，旅游综合收入30.15亿元，人均消费7800元。",
                "5月1日至5日，全县共接待游客31.45万人次，五天日均接待6.92万人次。",
                "关停34家，搬迁入园21家，两类合计55家，腾出岸线16.5公里，平均每家腾出330米。",
                "引导落地企业14家，到位投资5.04亿元，企均0.56亿元。",
                "按常住人口46.66万人计算，全县藏书93.3万册，人均藏书2.8册。",
                "社员1835户，统一农资。去年联合社返利256.9万元，社员户均1040元。",
                "共接待游客42.6万人次，比去年同期的36.0万人次增长18.3%；实现旅游综合收入2.13亿元，人均消费50元。",
                "去年一年，她出诊1460次，平均每天14次。",
                "全年公交客运量8760万人次，日均34万人次。",
                "推出套餐46类：企业类19类；个人类27类。两年累计办理2.76万件，平均每类60件。",
                "列入计划的小区19个，涉及住户2964户，建筑面积27.4万平方米，户均建筑面积94.2平方米。",
                "年末低保对象8730人，其中城市低保对象1015人。全年累计发放低保金5028万元，按年末对象数计算，人均7559元。",
                "地区生产总值286.47亿元。按年均常住人口计算，人均地区生产总值60979元。\n\n年末常住人口41.36万人，年均常住人口为41.47万人。",
                "个体经营户31452户。\n\n个体经营户从业人员68935人，平均每户3.2人；其中女性35012人。",
                "涉及楼栋1042栋、居民3.12万户。\n\n居民应出资2184万元，户均770元，已归集1966万元。",
                "水稻种植面积18.6万亩，总产量9.3万吨，平均单产550公斤。",
                "上半年为10.26万名城乡居民发放养老金1.18亿元，人均每月约292元。",
                "帮扶困难退役军人318人，支出127.2万元，人均帮扶4300元。",
                "为386名现役军人家庭发放义务兵优待金772万元，每户5万元。",
                "出动执法人员1286人次，检查经营单位643家次，每次平均6人。",
                "选树1260户“微家庭”，覆盖630个村（社区），平均每个村（社区）5户。",
                "全县服务中心（站）共215个，其中县级1个、村级214个。配备专兼职人员412人，平均每个中心（站）2.9人。",
            ],
            &[
                "2024年新建5.6万亩、改造提升3.2万亩，亩均投资分别为2400元和1800元，总投入19200万元。",
                "开行专车118趟、专列2列，运送务工人员7056人，其中专车每趟42人、专列每列1050人。",
                "低保对象纳入救助，发放补助资金1501.33万元。带动1.43万名脱贫劳动力就业，人均增收1077元。",
                "投入资金2.05亿元，共带动脱贫群众4089户，户均增收900余元。",
                "投入补助资金240万元，惠及农户800户，户均补助3000元。",
                "户均增收3000元，共带动100户增收30万元。",
                "按业态分，餐饮148家、民宿96家、文创87家。96家民宿共有客房1248间，平均每家13间。",
                "全年接待游客386.5万人次，旅游综合收入30.15亿元，人均消费780元。",
                "5月1日至5日，全县共接待游客31.45万人次，五天日均接待6.29万人次。",
                "年末常住人口46.8万人，地区生产总值300亿元，人均可支配收入25000元。",
                "成立检查组14个，检查企业和场所1026家，平均每组73家。",
                "农村居民最低生活保障标准为每人每月533元，全县2000人纳入保障，发放资金300万元。",
                "全年处理垃圾43.9万吨，日均处理1199吨。",
                "设备每天运行20小时，日均处理80吨。",
                "9月29日至10月6日，全县接待游客31.2万人次，日均3.9万人次。",
                "劳动密集型产品15.5亿元，鞋靴4260万双，均价每双9.8元。",
                "投入1127万元，救助78000人；为95名困难妇女每人发放救助金1万元，计95万元。",
                "一家农户两天卖酒640斤，每斤15元，收入9600元。",
                "首小时收费5元，之后每小时加收1元，日封顶30元，全年收费300小时。",
                "2016—2020年，财政收入累计1.24亿元，年均2480万元。",
                "用地7480亩，入库税收10.1亿元，亩均税收13.5万元；规上工业亩均税收则达到16.2万元。",
                "实施危房改造172户，补助资金361万元；其中D级户每户补助2.5万元，C级户每户补助1.147万元。",
                "全市小麦已收获286.4万亩，占应收面积的97.9%。全市小麦平均亩产452公斤，预计总产132.2万吨。",
                "全年接诊12.6万人次，其中急诊1.9万人次，占15.1%，日均急诊52人次。",
                "全年办理业务5.2万件，日均207件。",
                "去年一年，她出诊1460次，平均每天4次。",
                "一年级学生120人，平均每天阅读3篇。",
                "有规模养殖场320家，年出栏生猪28万头，户均出栏420头的大户占一半以上。",
                "办理行政处罚案件862件，罚没款1240万元，其中大要案36件，案均罚款18.6万元。",
                "全年用水总量3.2亿立方米，其中农业1.9亿立方米，日均供水12万立方米。",
                "去年同期发放贷款2.4亿元，惠及800户，今年户均贷款25万元。",
                "居民3.12万户。\n\n居民应出资2184万元，户均700元，已归集1966万元。",
                "年末低保对象8730人，其中城市低保对象1015人。全年累计发放低保金5028万元，按年末对象数计算，人均5759元。",
                "居民收入年均提高2.1个百分点，年均增长8.3%。",
                "引导落地企业14家，到位投资5.04亿元，企均0.36亿元。",
                "村级组织运转经费安排4920万元，涉及164个村，村均30万元，比上年的村均27万元提高11.1%。",
                "投入1.7亿元衔接资金帮助4.8万户脱贫户发展产业，户均奖补资金3500元以上。",
                "全年监测36次，涉及水源地3处，每处平均12次。",
                "全县8个乡镇中，面积最大的桐岭镇683平方公里，平均每个344平方公里。",
                "组建专业扑火队4支、128人，平均每支32人。",
                "考核满分为100分，22家机构平均得分88.6分，最高96.4分。",
                "上半年为10.26万名城乡居民发放养老金1.18亿元，人均每月约192元。",
                "户均耕地3.2亩，高于全省平均水平。",
                "全县184个行政村开展演练；为2100户独居老人家庭免费安装感烟报警器，每户1个。",
                "基金支出9.13亿元。\n\n企业退休人员2.86万人，月人均养老金2647元。",
                "为386名现役军人家庭发放义务兵优待金772万元，每户2万元。",
                "为120户困难户发放补贴30万元，每户最高3000元。",
                "种植黄桃300亩，投入90万元，每亩收入8000元。",
                "烘干粮食1.36万吨，清理2.04万吨，为农户节省费用108.8万元，每吨按32元计算。",
                "为200名学生发放补助20万元，每名学生每学期500元。",
                "三年来为1200名护林员发放补助3600万元，每人每年1万元。",
                "选派干部982名，每个脱贫村均落实1名县级领导联系、1个部门帮扶、1名第一书记驻村。",
                "新建学校20所，投入3000万元，各校均配备教师12人。",
                "开办培训班86个，培训2752人，班均32人。",
                "销售额1.06亿元，捕捞4260吨，平均每公斤24.9元。",
                "会议指出，计划改造24个小区、5136户，平均每个小区214户。",
                "发放低保金2.21亿元，农村低保38610人，按年末人数平均每人每年5122元。",
            ],
        );
    }

    #[test]
    fn totals_and_counts_from_elsewhere_are_held_against_an_average() {
        expect(
            "average-off",
            &[
                "综合能源消费量16840吨标准煤。用能人数8.42万人，人均综合能耗300.0千克标准煤。",
                "综合能源消费量1684吨标准煤，建筑面积16.84万平方米，单位建筑面积能耗16.0千克标准煤。",
                "2023年末，户籍人口46.8万人，常住人口38.2万人。一般公共预算收入6.18亿元，人均（常住）1816元。",
                "合同1200项。单项合同平均额180万元，按技术合同650项、成交额18.2亿元计算。",
                "全市持证残疾人6.48万人。注册助残志愿者1.92万人，平均每5.4名持证残疾人就有1名注册助残志愿者。",
                "河东县有持证残疾人6.48万人。注册助残志愿者2.92万人，平均每3.4名持证残疾人就有1名注册助残志愿者。",
                "全区有高新技术企业92家。全年授权专利386件，每家高新技术企业平均5.2件。",
            ],
            &[
                "综合能源消费量16840吨标准煤。用能人数8.42万人，人均综合能耗200.0千克标准煤。",
                "合同1200项。单项合同平均额280万元，按技术合同650项、成交额18.2亿元计算。",
                "全市持证残疾人6.48万人。注册助残志愿者1.92万人，平均每3.4名持证残疾人就有1名注册助残志愿者。",
                "6个年级，学生214人，老师12位，平均每位老师带近18个学生。",
            ],
        );
    }
}
