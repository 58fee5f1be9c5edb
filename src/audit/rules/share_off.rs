//! `share-off`: 占…的P, 占比P, 比重P that part and whole of the text do not give, and the parts of one whole that do not make
//! 100 % where the text says that they are all of it. A share whose whole is not in the text is nobody's business.

use crate::audit::Verdicts;
use crate::audit::arithmetic::{self, Outcome};
use crate::audit::relations;
use crate::audit::relations::division::Division;
use crate::audit::relations::division::Kind;
use crate::audit::relations::judgement::Judgement;
use crate::audit::relations::near;
use crate::audit::relations::operands::{self, Operand};
use crate::audit::relations::resolved;
use crate::model::{Interval, Unit};
use crate::reading::{Mention, Reading};
use rust_decimal::Decimal;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for tried in relations::divisions(reading, Kind::Share) {
        let result = tried.division.result;
        match tried.judgement {
            Judgement::Holds { outcome, .. } => verdicts.holds(result.range.clone(), outcome.words(result)),
            Judgement::Fails(outcomes) => match of_siblings(reading, &tried.parts, result) {
                Some(outcome) => verdicts.holds(result.range.clone(), outcome.words(result)),
                None => tell(reading, verdicts, result, &outcomes),
            },
            Judgement::Nearly(near) => match of_siblings(reading, &tried.parts, result) {
                Some(outcome) => verdicts.holds(result.range.clone(), outcome.words(result)),
                None => near::tell(reading, verdicts, result, &near),
            },
            Judgement::Unknown if resolved::is_list(reading, &tried.division) => {
                of_list(reading, verdicts, &tried.division)
            }
            Judgement::Unknown => match of_siblings(reading, &tried.parts, result) {
                Some(outcome) => verdicts.holds(result.range.clone(), outcome.words(result)),
                None => {
                    if let Some(outcome) = shared_out(reading, result) {
                        tell(reading, verdicts, result, &[outcome]);
                    }
                }
            },
        }
    }
    branches(reading, verdicts);
    parts_of_one(reading, verdicts);
}

/// The share of a part in the sum of the parts listed with it, where it is the printed one: 男性26.9万人，女性25.7万人，占48.9%.
fn of_siblings(reading: &Reading, parts: &[Operand], result: &Mention) -> Option<Outcome> {
    let part = parts.first()?.mention;
    let same = |m: &&Mention| operands::is_operand(m) && m.unit() == part.unit();
    let at = reading.mentions.partition_point(|m| m.range.start < part.range.start);
    let near = &reading.mentions[at.saturating_sub(24)..(at + 24).min(reading.mentions.len())];
    let here = near.iter().filter(|m| m.sentence == part.sentence);
    let listed: Vec<&Mention> = here.filter(same).take(12).collect();
    let pair =
        listed.iter().position(|m| m.range == part.range).and_then(|at| at.checked_sub(1).map(|b| &listed[b..=at]));
    [Some(listed.as_slice()), listed.get(1..), pair].into_iter().flatten().filter(|set| set.len() > 1).find_map(|set| {
        let sum = arithmetic::total(reading, set)?;
        let outcome = Outcome {
            exact: part.quantity.value().checked_div(sum.exact)?,
            interval: part.interval().over(&sum.interval)?,
            unit: Unit::new("倍"),
            sum: format!("{}÷({})", reading.printed(part), sum.sum),
        };
        outcome.fits(result).then_some(outcome)
    })
}

/// 男性26.9万人，占51.1%；女性25.7万人，占48.9%: parts each with its share share out one whole where the shares make 100 % or all
/// others are those of the sum. What the share would be.
fn shared_out(reading: &Reading, share: &Mention) -> Option<Outcome> {
    let at = reading.mentions.partition_point(|m| m.range.start < share.range.start);
    let near = &reading.mentions[at.saturating_sub(12)..(at + 12).min(reading.mentions.len())];
    let with_share = |pair: &&[Mention]| {
        let between = &reading.text()[pair[0].range.end..pair[1].range.start.max(pair[0].range.end)];
        let is_own =
            between.trim_start_matches(['，', ',', '（', '(']).trim_end_matches(['比', '为', '约', '达']) == "占";
        is_own && pair[1].is_percent() && pair[1].sentence == share.sentence && operands::is_operand(&pair[0])
    };
    let pairs: Vec<&[Mention]> = near.windows(2).filter(with_share).collect();
    let own = pairs.iter().find(|pair| pair[1].range == share.range)?;
    let parts: Vec<&Mention> = pairs.iter().map(|pair| &pair[0]).filter(|part| part.unit() == own[0].unit()).collect();
    if parts.len() < 2 || parts.len() < pairs.len() {
        return None;
    }
    let sum = arithmetic::total(reading, &parts)?;
    let outcome = |part: &Mention| {
        Some(Outcome {
            exact: part.quantity.value().checked_div(sum.exact)?,
            interval: part.interval().over(&sum.interval)?,
            unit: Unit::new("倍"),
            sum: format!("{}÷({})", reading.printed(part), sum.sum),
        })
    };
    let all = pairs.iter().try_fold(Interval::point(Decimal::ZERO), |sum, pair| sum.plus(&pair[1].interval()));
    let makes_one = all.is_some_and(|all| all.contains(Decimal::ONE_HUNDRED));
    let others = pairs.iter().filter(|pair| pair[1].range != share.range);
    let others_fit = others.clone().all(|pair| {
        let is_precise = pairs.len() > 2 || pair[1].quantity.printed_decimals() > 0;
        is_precise && outcome(&pair[0]).is_some_and(|outcome| outcome.fits(&pair[1]))
    });
    let this = outcome(&own[0])?;
    ((makes_one || others_fit) && !this.fits(share)).then_some(this)
}

/// 甲58.41亿元、乙13.26亿元、丙4.38亿元，占比分别为76.8%、17.4%、5.8%: shares that make 100 % are those of the values in their sum.
fn of_list(reading: &Reading, verdicts: &mut Verdicts, division: &Division) {
    let (shares, values) = (resolved::results(reading, division), resolved::list(reading, division));
    let Some(sum) = arithmetic::total(reading, &values) else { return };
    let at = shares.iter().position(|share| share.range == division.result.range);
    let Some((share, value)) = at.and_then(|at| Some((*shares.get(at)?, *values.get(at)?))) else { return };
    let outcome = |value: &Mention| {
        Some(Outcome {
            exact: value.quantity.value().checked_div(sum.exact)?,
            interval: value.interval().over(&sum.interval)?,
            unit: Unit::new("倍"),
            sum: format!("{}÷({})", reading.printed(value), sum.sum),
        })
    };
    let Some(this) = outcome(value) else { return };
    if this.fits(share) {
        return verdicts.holds(share.range.clone(), this.words(share));
    }
    let all = shares
        .iter()
        .map(|share| share.interval())
        .try_fold(Interval::point(Decimal::ZERO), |sum, share| sum.plus(&share));
    let makes_one = all.is_some_and(|all| all.contains(Decimal::ONE_HUNDRED));
    let others = shares.iter().zip(&values).filter(|(_, other)| other.range != value.range);
    let others_fit = others.clone().count() > 1
        && others.into_iter().all(|(share, value)| outcome(value).is_some_and(|outcome| outcome.fits(share)));
    if values.len() > 1 && (makes_one || others_fit) {
        tell(reading, verdicts, share, &[this]);
    }
}

fn tell(reading: &Reading, verdicts: &mut Verdicts, share: &Mention, tried: &[Outcome]) {
    let sums: Vec<String> = tried.iter().map(|outcome| outcome.words(share)).collect();
    let printed = reading.printed(share);
    verdicts
        .wrong(
            share.range.clone(),
            format!("占比对不上：{}，文中是{printed}", sums.join("；")),
            format!("the share does not follow: {}, the text says {printed}", sums.join("; ")),
        )
        .help("核对部分、总体和占比三个数", "check the part, the whole and the share");
}

/// `三次产业结构由9.1∶45.0∶45.9调整为8.5∶45.2∶46.3`: each set of three makes 100.
fn branches(reading: &Reading, verdicts: &mut Verdicts) {
    let text = reading.text();
    for (at, _) in text.match_indices("产业").filter(|(at, _)| {
        ["结构", "比例", "增加值比例", "增加值结构", "构成"]
            .iter()
            .any(|word| text[at + "产业".len()..].starts_with(word))
    }) {
        let most = text.floor_char_boundary(text.len().min(at + 400));
        let end = text[at..most].find(['。', '；', '\n']).map_or(most, |i| at + i);
        let numerals = &reading.numerals;
        let first = numerals.partition_point(|n| n.range.start < at);
        let last = numerals.partition_point(|n| n.range.start < end);
        let is_ratio =
            |a: usize| matches!(&text[numerals[a].range.end..numerals[a + 1].range.start], ":" | "∶" | "：" | "︰");
        let mut i = first;
        while i + 2 < last {
            let is_longer = i + 3 < last && is_ratio(i + 2);
            if is_ratio(i) && is_ratio(i + 1) && !is_longer {
                three(reading, verdicts, i);
                i += 3;
            } else {
                i += 1;
            }
        }
    }
}

fn three(reading: &Reading, verdicts: &mut Verdicts, first: usize) {
    let numerals = &reading.numerals[first..first + 3];
    let range = numerals[0].range.start..numerals[2].range.end;
    let values: Option<Vec<Decimal>> = numerals.iter().map(|n| reading.slice(&n.range).parse().ok()).collect();
    let Some(values) = values else { return };
    let sum: Decimal = values.iter().sum();
    let decimals = values.iter().map(Decimal::scale).min().unwrap_or(0);
    let words = values.iter().map(Decimal::to_string).collect::<Vec<_>>().join("+");
    // A ratio of whole tens or one reduced to small numbers (1∶4∶5) is no distribution in percent.
    if sum < Decimal::from(50) {
        return;
    }
    if (sum - Decimal::ONE_HUNDRED).abs() <= Decimal::new(15, 1 + decimals) {
        return verdicts.holds(range, format!("{words} = {sum}"));
    }
    verdicts
        .wrong(
            range,
            format!("三次产业结构合计不是100：{words} = {sum}"),
            format!("the shares of the three branches do not make 100: {words} = {sum}"),
        )
        .help("核对三个比重", "check the three shares");
}

/// `一、二、三产业分别占8.5%、45.2%和46.3%`, `甲占30%，其余70%`: shares of which the text says that they are the whole.
fn parts_of_one(reading: &Reading, verdicts: &mut Verdicts) {
    for sentence in &reading.sentences {
        let shares: Vec<&Mention> = reading
            .between(&sentence.range)
            .iter()
            .filter(|m| m.is_percent() && m.change.is_none() && !m.is_quoted)
            .collect();
        if shares.len() < 2 {
            continue;
        }
        let mut at = 0;
        while at < shares.len() {
            let list = shares[at..].iter().take_while(|m| m.clause == shares[at].clause).count();
            let set = &shares[at..at + list];
            let before = reading.before(set[0]);
            let is_list =
                ["分别占", "比重分别", "占比分别", "分别为", "依次为"].iter().any(|word| before.contains(word));
            if list == 3 && is_list && before.contains("产业") && is_about_shares(before) {
                whole(reading, verdicts, set);
            }
            at += list;
        }
        if let Some(rest) = shares.iter().position(|m| {
            let before = reading.before(m);
            (before.contains("其余") || before.contains("剩余")) && before.contains('占')
        }) {
            let run: Vec<&Mention> = shares[..=rest].to_vec();
            let all_are_shares = run.iter().all(|m| reading.before(m).contains('占'));
            if run.len() >= 2 && all_are_shares && !reading.slice(&sentence.range).contains("其中") {
                whole(reading, verdicts, &run);
            }
        }
    }
}

fn is_about_shares(before: &str) -> bool {
    (before.contains("比重") || before.contains('占') || before.contains("结构"))
        && ["贡献", "拉动", "增长", "提高", "下降", "内部"].iter().all(|word| !before.contains(word))
}

fn whole(reading: &Reading, verdicts: &mut Verdicts, set: &[&Mention]) {
    let mut sum = Some(Interval::point(Decimal::ZERO));
    let mut exact = Decimal::ZERO;
    for m in set {
        sum = sum.and_then(|sum| sum.plus(&m.interval()));
        exact += m.quantity.value();
    }
    let (Some(sum), Some(last)) = (sum, set.last()) else { return };
    let words: Vec<&str> = set.iter().map(|m| reading.printed(m)).collect();
    let words = format!("{} = {}%", words.join("+"), exact.normalize());
    if sum.contains(Decimal::ONE_HUNDRED) {
        return verdicts.holds(set[0].range.start..last.range.end, words);
    }
    verdicts
        .wrong(
            set[0].range.start..last.range.end,
            format!("各部分占比合计不是100%：{words}"),
            format!("the shares of all parts do not make 100 %: {words}"),
        )
        .help("核对各个占比", "check the shares");
}

#[cfg(test)]
mod tests {
    use crate::audit::relations::trial::tries;

    #[test]
    fn faulty_sentences_are_told_and_clean_ones_are_not() {
        tries(
            "share-off",
            &[
                "全年招聘教师312人，其中乡镇学校205人，占75.7%。",
                "项目总投资1.26亿元，其中中央补助7200万元，中央补助占总投资的67.1%。",
                "民生支出27.9亿元，占一般公共预算支出35.8亿元的87.9%。",
                "园区产值148.5亿元，占全县工业总产值183.6亿元的比重达90.9%。",
                "全市医疗卫生机构床位17860张，其中医院13240张，占84.1%；乡镇卫生院3390张，占19.0%。",
                "三次产业结构调整为8.5∶45.2∶56.3。",
                "查处酒驾醉驾2960起，其中醉驾518起，占27.5%。",
                "第一、二、三产业比重分别为8.5%、45.2%和56.3%。",
                "全年收入13.28亿元，其中税收收入8.57亿元，占全年收入的74.5%。",
                "甲类企业占35%，乙类企业占45%，其余占30%。",
                "民营企业进出口58.41亿元，外商投资企业13.26亿元，国有企业4.38亿元，占比分别为76.8%、27.4%、5.8%。",
                "各项存款余额412.6亿元，各项贷款余额297.5亿元，存贷比为77.1%。",
                "全村共有517户1654人，其中308户从事旅游经营，占总户数的95.6%。",
                "男性229430人，占51.14%；女性257410人，占48.86%。",
                "男性269430人，占51.14%；女性257410人，占43.86%。",
                "0岁～14岁92197人，15岁～59岁312943人，60岁及以上121700人，其中65岁及以上90618人。合计526840人。占比分别为17.50%、54.90%、23.10%。",
                "全县规模以上工业总产值183.6亿元。\n\n园区企业完成产值156.4亿元，占全县规模以上工业总产值的58.2%。",
            ],
            &[
                "全年招聘教师312人，其中乡镇学校205人，占65.7%。",
                "男性269430人，占51.14%；女性257410人，占48.86%。",
                "新建村级活动场所36处，整治隐患12处，占全县的45%。",
                "投入资金2.05亿元，产业项目资金占比70%，高于省定标准10个百分点。",
                "税收占比为65.2%，较上年的63.9%上升1.3个百分点。",
                "三次产业结构由9.1∶45.0∶45.9调整为8.5∶45.2∶46.3。",
                "民营企业进出口58.41亿元，外商投资企业13.26亿元，国有企业4.38亿元，占比分别为76.8%、17.4%、5.8%。",
                "党员占30%，女性占45%，大专以上学历占60%。",
                "小学生师比为17.2∶1，三次产业增长率分别为4.2%、7.3%和5.6%。",
                "处理58家，占检查总数的13.4%。",
                "医院、基层机构、其他机构的诊疗量依次为512.4万人次、716.8万人次和24.6万人次，基层占比57.2%。",
                "全县乡镇18个，5个乡镇出现漏岗，占全部乡镇的27.8%。",
                "甲类企业占25%，乙类企业占45%，其余占30%。",
                "各项存款余额412.6亿元，各项贷款余额297.5亿元，存贷比为72.1%。",
                "建起冷链仓投资450万元，首年收回租金63万元，租金与投资之比为14%。",
                "全村共有517户1654人，其中308户从事旅游经营，占总户数的59.6%。",
                "就业人员18.36万人，其中第一产业6.24万人、第二产业4.59万人、第三产业7.53万人，分别占34.0%、25.0%、41.0%。",
                "男性269430人，占51.14%；女性257410人，占48.86%。",
                "女性1200人，占40%；少数民族900人，占30%。",
                "0岁～14岁92197人，15岁～59岁312943人，60岁及以上121700人，其中65岁及以上90618人。合计526840人。占比分别为17.50%、59.40%、23.10%。",
                "2022年全县工业总产值183.6亿元。\n\n2023年园区企业完成产值156.4亿元，占全县工业总产值的74.9%。",
                "全县规模以上工业总产值183.6亿元。\n\n园区企业完成产值156.4亿元，占全县规模以上工业总产值的85.2%。",
                "全县计划工业总产值183.6亿元。\n\n园区企业完成产值156.4亿元，占全县工业总产值的86.2%。",
                "人均消费支出10616元。\n\n服务性消费支出4618元，占消费支出的42.1%。",
            ],
        );
    }
}
