//! What is earned when the costs are taken off: `毛收入46.08万元，除去成本15.6万元，净赚30.48万元`, `一个月挣11300元，除去房租1200元、伙食2400元，能存下7700元`.
//! The costs stand right before it, and the income right before them.

use super::tell_balance;
use crate::audit::Verdicts;
use crate::audit::arithmetic::{self, Outcome};
use crate::reading::{Mention, ParagraphKind, Reading};

const EARNED: [&str; 24] = [
    "净赚",
    "纯赚",
    "净挣",
    "净得",
    "净落",
    "净剩",
    "净收入",
    "纯收入",
    "净利润",
    "净利",
    "净收益",
    "纯收益",
    "纯利润",
    "纯利",
    "落袋",
    "到手",
    "存下",
    "攒下",
    "剩下",
    "余下",
    "净余",
    "还剩",
    "能剩",
    "落下",
];
const COSTS: [&str; 18] = [
    "除去", "扣除", "扣去", "扣掉", "刨去", "刨除", "除掉", "减去", "去掉", "花去", "花掉", "花了", "花费", "成本",
    "开支", "开销", "支出", "费用",
];
const INCOME: [&str; 13] =
    ["收入", "卖了", "卖得", "卖出", "挣", "销售额", "营业额", "营收", "产值", "进账", "毛收", "工资", "货款"];

/// A sentence with more costs than this is no prose.
const MOST: usize = 8;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for (index, earned) in reading.mentions.iter().enumerate().skip(2) {
        let words = reading.before(earned).trim_end_matches(['了', '约', '有', '为', '达', '的']);
        let is_plain = earned.unit().name() == "元" && earned.upper.is_none() && !earned.is_quoted;
        let is_earned = EARNED.iter().any(|word| words.ends_with(word)) && !words.contains(['每', '均', '比', '年']);
        let is_table = reading.paragraphs[earned.paragraph].kind == ParagraphKind::TableRow;
        if !is_plain || !is_earned || is_table {
            continue;
        }
        let Some((income, costs)) = income_and_costs(reading, index) else { continue };
        let Some(outcome) = balance(reading, income, &costs) else { continue };
        match outcome.fits(earned) {
            true => verdicts.holds(earned.range.clone(), outcome.words(earned)),
            false => tell_balance(reading, verdicts, earned, &outcome),
        }
    }
}

fn income_and_costs(reading: &Reading, index: usize) -> Option<(&Mention, Vec<&Mention>)> {
    let earned = &reading.mentions[index];
    let says = |words: &str, list: &[&str]| list.iter().any(|word| words.contains(word));
    let mut costs: Vec<&Mention> = Vec::new();
    let before = reading.mentions[..index].iter().rev().take_while(|m| m.sentence == earned.sentence);
    for m in before.filter(|m| m.unit() == earned.unit()).take(MOST) {
        let words = reading.before(m);
        // 每公斤成本8元: the cost of one.
        if m.upper.is_some() || m.is_quoted || words.contains(['每', '均', '比']) || words.contains("其中") {
            return None;
        }
        match says(words, &COSTS) {
            true => costs.push(m),
            false => {
                let is_income = says(reading.subject(m), &INCOME) && !words.contains(['少', '多', '增', '减']);
                // 卖菜2万元、养鸡3万元: more than one income.
                let is_last = !reading.text()[..m.subject.start.min(m.range.start)].ends_with(['、', '和']);
                return (is_income && is_last && !costs.is_empty()).then_some((m, costs));
            }
        }
    }
    None
}

fn balance(reading: &Reading, income: &Mention, costs: &[&Mention]) -> Option<Outcome> {
    let unit = income.unit().clone();
    let all = arithmetic::total(reading, costs)?;
    let costs: Vec<&str> = costs.iter().rev().map(|cost| reading.printed(cost)).collect();
    Some(Outcome {
        exact: income.quantity.value().checked_sub(all.exact)?,
        interval: income.interval().minus(&all.interval)?,
        unit,
        sum: format!("{}-{}", reading.printed(income), costs.join("-")),
    })
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn what_is_earned_is_income_less_costs() {
        expect(
            "increment-off",
            &[
                "产蜜3840斤，每斤卖120元，毛收入46.08万元，除去蜂具、饲料、请工等成本15.6万元，净赚38.48万元。",
                "收入25.92万元；饲料、鸭苗、防疫等花去17.4万元，净赚5.82万元。",
                "平均每公斤卖6.5元，收入14.3万元，农资、人工、纸箱花掉5.1万元，落袋9.5万元。",
                "两口子一个月挣11300元，除去房租1200元、伙食2400元，能存下7100元。",
                "3亩卖了26400元，扣除菌种、竹屑、烘烤等成本10500元，纯收入19500元。",
            ],
            &[
                "毛收入46.08万元，除去成本15.6万元，净赚30.48万元。",
                "两口子一个月挣11300元，除去房租1200元、伙食2400元，能存下7700元。",
                "卖菜收入2万元、养鸡收入3万元，除去成本1万元，净赚4万元。",
                "每亩收入3000元，每亩成本1200元，净赚5.4万元。",
                "合作社收入120万元，成本80万元，户均净赚1.2万元。",
                "村集体收入60万元，其中租金20万元，支出35万元，净收入25万元。",
            ],
        );
    }
}
