//! Count, price and sum in a row: `6000件胸针，单价35元，合同金额21万元`, `9单…单价1.68万元，9单合计15.12万元`, `一天挣119元，一个月干26天，计件工资3094元`.

use super::{holds, sum, tell};
use crate::audit::Verdicts;
use crate::audit::passage::counts_anything;
use crate::reading::{Mention, ParagraphKind, Reading};
use rust_decimal::Decimal;

const PRICES: [&str; 5] = ["单价", "单价为", "每单价格", "均价为", "单价仅"];
const SUMS: [&str; 13] = [
    "合同金额",
    "合同总额",
    "合同额",
    "总价",
    "总金额",
    "金额",
    "货款",
    "总额",
    "合计",
    "共计",
    "共",
    "总计",
    "成交额",
];
const WAGES: [&str; 13] =
    ["工资", "计件工资", "收入", "能挣", "挣", "能拿", "工钱", "拿", "领", "领到", "拿到", "挣到", "得"];

/// In bytes, how far before its price 一天 may stand.
const FAR: usize = 300;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for (index, total) in reading.mentions.iter().enumerate().skip(2) {
        let is_table = reading.paragraphs[total.paragraph].kind == ParagraphKind::TableRow;
        if is_table || total.unit().name() != "元" || !is_amount(total) {
            continue;
        }
        let Some((count, price)) = of_a_price(reading, index).or_else(|| of_days(reading, index)) else { continue };
        let sum = sum(reading, price, count, total, Decimal::ONE);
        match holds(price, count, total, Decimal::ONE) {
            true => verdicts.holds(total.range.clone(), sum),
            false => tell(verdicts, total, &sum, reading.printed(total)),
        }
    }
}

fn is_plain(m: &Mention) -> bool {
    m.has_unit() && m.upper.is_none() && m.quantity.bound.is_none() && !m.is_quoted && !m.is_percent()
}

/// The same of what somebody says, between quotes.
fn is_amount(m: &Mention) -> bool {
    m.has_unit() && m.upper.is_none() && m.quantity.bound.is_none() && m.change.is_none() && !m.is_percent()
}

fn words<'r>(reading: &'r Reading, m: &Mention) -> &'r str {
    reading.before(m).trim_end_matches(['约', '达', '为', '有', '是', '了'])
}

/// What is counted right before a price, or once more right before the sum.
fn of_a_price(reading: &Reading, index: usize) -> Option<(&Mention, &Mention)> {
    let total = &reading.mentions[index];
    let here = |m: &&Mention| m.sentence == total.sentence && is_plain(m) && is_plain(total);
    let last = reading.mentions[..index].last().filter(here)?;
    let is_price = |m: &Mention| {
        m.unit() == total.unit() && PRICES.iter().any(|word| reading.before(m).trim_end_matches('为').ends_with(word))
    };
    let own = words(reading, total);
    let is_sum = |own: &str| SUMS.iter().any(|word| own == *word || own.ends_with(word) && own.chars().count() <= 6);
    if is_price(last) {
        let count = reading.mentions[..index - 1].last().filter(here)?;
        let between = &reading.text()[count.range.end..last.clause.start.max(count.range.end)];
        let is_near = between.trim_end_matches('，').chars().count() <= 10 && !between.contains('；');
        let is_count = count.unit().is_counted() && count.change.is_none() && !reading.before(count).contains('每');
        return (is_near && is_count && is_sum(own)).then_some((count, last));
    }
    // 单价1.68万元，9单合计15.12万元
    let price = reading.mentions[..index - 1].last().filter(here).filter(|m| is_price(m))?;
    let behind = &reading.text()[last.range.end..total.range.start];
    let is_count = last.unit().is_counted() && reading.before(last).is_empty();
    (is_count && is_sum(behind.trim_end_matches(['约', '达', '为']))).then_some((last, price))
}

/// 一天能做85双，挣119元，一个月干26天，计件工资3094元
fn of_days(reading: &Reading, index: usize) -> Option<(&Mention, &Mention)> {
    let total = &reading.mentions[index];
    let [price, days] = &reading.mentions[index - 2..index] else { return None };
    let start = reading.sentences[price.sentence].range.start.max(price.range.start.saturating_sub(FAR));
    let lead = &reading.text()[reading.text().floor_char_boundary(start)..price.range.start];
    let part = &lead[lead.rfind(['；', '。']).map_or(0, |i| i + '。'.len_utf8())..];
    let is_daily = part.rfind("一天").or_else(|| part.rfind("每天")).is_some_and(|i| part[i..].chars().count() <= 14)
        || part.ends_with("日工资")
        || part.ends_with("日薪");
    let is_days = days.unit().name() == "天" && !counts_anything(days.unit()) && !reading.before(days).contains('每');
    // “一天就是120元。”她算得清楚，“上个月出了26天工，拿了3120元。”
    let is_near =
        days.sentence == total.sentence && price.sentence + 1 >= total.sentence && price.paragraph == total.paragraph;
    let are_here = is_near && is_amount(price) && is_amount(days);
    let is_wage = WAGES.iter().any(|word| words(reading, total) == *word);
    (is_daily && is_days && are_here && is_wage && price.unit() == total.unit()).then_some((days, price))
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn count_price_and_sum_agree() {
        expect(
            "product-off",
            &[
                "接到6000件胸针的大单，6000件胸针，单价35元，合同金额12万元。",
                "去年接了9单，每单26天，单价1.68万元，9单合计12.15万元。",
                "每双1.4元，她一天能做85双，挣119元，一个月干26天，计件工资3049元。",
                "采购课桌椅420套，单价为180元，合计7.65万元。",
                "日薪120元，干了26天，工资3210元。",
                "“一小时15元，一天就是120元。”她算得很清楚，“上个月出了26天工，拿了3210元。”",
            ],
            &[
                "6000件胸针，单价35元，合同金额21万元。",
                "去年接了9单，每单26天，单价1.68万元，9单合计15.12万元。",
                "她一天能做85双，挣119元，一个月干26天，计件工资3094元。",
                "采购课桌椅420套，单价180元，运费2000元，合计7.76万元。",
                "“一小时15元，一天就是120元。”她算得很清楚，“上个月出了26天工，拿了3120元。”",
                "采购设备12台，软件3套，单价从2万元到5万元不等，合计48万元。",
                "甲地12套，每套两件，单价180元，总投资300万元。",
            ],
        );
    }
}
