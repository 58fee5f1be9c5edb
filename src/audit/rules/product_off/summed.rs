//! Several products that make one total: `每辆补贴1.2万元；…每辆补贴0.9万元。按两类车1500辆和1000辆测算，需资金2700万元`. From a row of counts right before the total to as many
//! rates of the paragraph, in their order; told where one slip explains it.

use super::rates;
use crate::audit::Verdicts;
use crate::audit::arithmetic::plain;
use crate::audit::compared;
use crate::model::Interval;
use crate::reading::{Mention, ParagraphKind, Reading};
use rust_decimal::Decimal;

/// More products are not added in one clause.
const MOST: usize = 4;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for (index, total) in reading.mentions.iter().enumerate().skip(4) {
        let is_table = reading.paragraphs[total.paragraph].kind == ParagraphKind::TableRow;
        let is_plain = total.upper.is_none() && total.change.is_none() && !total.is_quoted;
        let counts = row(reading, index);
        if is_table || !is_plain || !rates::is_made(reading, total) && !pays_for(reading, &counts, total) {
            continue;
        }
        if let Some(rates) = rates_of(reading, &counts, total) {
            judge(reading, verdicts, &counts, &rates, total);
        }
    }
}

/// 分别签约3.2万人和1800人，签约服务费228万元: what the clause behind a row with 分别 names.
fn pays_for(reading: &Reading, counts: &[&Mention], total: &Mention) -> bool {
    let (Some(first), Some(last)) = (counts.first(), counts.last()) else { return false };
    let words = reading.before(total);
    let is_next = &reading.text()[last.range.end..total.clause.start.max(last.range.end)] == "，";
    let is_money = ["费", "补助", "补贴", "资金", "支出", "奖金"].iter().any(|word| words.ends_with(word));
    is_next && is_money && words.chars().count() <= 8 && reading.before(first).contains("分别")
}

/// 1500辆和1000辆, right before a total.
fn row(reading: &Reading, total: usize) -> Vec<&Mention> {
    let Some(last) = reading.mentions[..total].last() else { return Vec::new() };
    let mut row: Vec<&Mention> = vec![last];
    for earlier in reading.mentions[..total - 1].iter().rev().take(MOST - 1) {
        let between = &reading.text()[earlier.range.end..row[0].range.start];
        let is_next = earlier.unit() == last.unit() && between.contains(['、', '和', '与', '及']);
        if !is_next || between.contains(['，', '。', '；', '：']) || between.chars().count() > 8 {
            break;
        }
        row.insert(0, earlier);
    }
    row
}

/// As many rates as counts, each of one of what is counted: those of the paragraph before the row.
fn rates_of<'r>(reading: &'r Reading, counts: &[&Mention], total: &Mention) -> Option<Vec<&'r Mention>> {
    let [first, _, ..] = counts else { return None };
    let start = reading.paragraphs[first.paragraph].range.start;
    let is_rate = |m: &&Mention| {
        let subject = reading.subject(m);
        let of_each = subject.split('每').skip(1).any(|each| each.starts_with(first.unit().name()));
        of_each && !subject.contains("每月") && !subject.contains("每天") && m.unit().converts_to(total.unit())
    };
    let rates: Vec<&Mention> = reading.between(&(start..first.range.start)).iter().filter(is_rate).collect();
    // Those of the sentence itself, where there are as many.
    let here: Vec<&Mention> = rates.iter().filter(|m| m.sentence == first.sentence).copied().collect();
    let rates = if here.len() == counts.len() { here } else { rates };
    let are_plain = rates.iter().chain(counts).all(|m| m.upper.is_none() && m.quantity.bound.is_none());
    let is_here = first.sentence == total.sentence && first.unit().is_counted();
    (rates.len() == counts.len() && are_plain && is_here).then_some(rates)
}

fn judge(reading: &Reading, verdicts: &mut Verdicts, counts: &[&Mention], rates: &[&Mention], total: &Mention) {
    let pairs: Vec<(&Mention, &Mention)> = counts.iter().copied().zip(rates.iter().copied()).collect();
    let unit = total.unit();
    let exact = pairs.iter().try_fold(Decimal::ZERO, |sum, (count, rate)| {
        sum.checked_add(rate.quantity.value_in(unit)?.checked_mul(count.quantity.value())?)
    });
    let Some(exact) = exact else { return };
    let scale = total.quantity.scale;
    let value = plain(exact / scale.factor(), total.quantity.printed_decimals() + 1);
    let products: Vec<String> =
        pairs.iter().map(|(count, rate)| format!("{}×{}", reading.printed(count), reading.printed(rate))).collect();
    let sum = format!("{} = {value}{}{}", products.join("+"), scale.word(), unit.name());
    let fits = |total: &Mention| total.interval().meets(&Interval::point(exact));
    if fits(total) {
        return verdicts.holds(total.range.clone(), sum);
    }
    let is_right = |[.., total]: [&Mention; 3]| fits(total);
    if let Some(slip) = compared::slip(reading, [counts[0], rates[0], total], &is_right) {
        slip.tell(reading, verdicts, &sum, reading.printed(total));
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn products_are_added() {
        expect(
            "product-off",
            &[
                "购买新能源车的，每辆补贴1.2万元；购买燃油车的，每辆补贴0.9万元。按两类车1500辆和1000辆测算，需资金2900万元。",
                "基础包每人每年60元，个性包每人每年200元，分别签约3.2万人和1800人，签约服务费282万元。",
                "一级伤残每人补助3万元，二级每人补助2万元；今年两级分别为12人和26人，共需98万元。",
            ],
            &[
                "购买新能源车的，每辆补贴1.2万元；购买燃油车的，每辆补贴0.9万元。按两类车1500辆和1000辆测算，需资金2700万元。",
                "一级伤残每人补助3万元，二级每人补助2万元；今年两级分别为12人和26人，共需88万元。",
                "每辆补贴1.2万元。按1500辆和1000辆测算，共需2900万元。",
            ],
        );
    }
}
