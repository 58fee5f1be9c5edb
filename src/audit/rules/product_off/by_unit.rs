//! A price whose unit says of what it is, `新建厂房3200平方米，建设单价1500元/平方米，概算480万元`, and a product that is written out, `按3120人×200元测算，需62.4万元`. From a
//! total to the two right before it.

use super::{judge_one, rates};
use crate::audit::Verdicts;
use crate::model::Unit;
use crate::reading::{Mention, ParagraphKind, Reading};

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for three in reading.mentions.windows(3) {
        let [count, second, third] = three else { continue };
        // 改造52.4公里，概算投资8384万元，单价按160万元/公里计算: the price may stand last.
        let is_last = third.unit().name().contains('/') && rates::is_made(reading, second);
        let (rate, total) = if is_last { (third, second) } else { (second, third) };
        let is_table = reading.paragraphs[total.paragraph].kind == ParagraphKind::TableRow;
        let are_here = [count, rate].iter().all(|m| m.sentence == total.sentence && m.quantity.bound.is_none());
        let is_open = three.iter().any(|m| m.upper.is_some() || m.change.is_some() || m.is_quoted || m.is_percent());
        if is_table || is_open || !are_here || !rates::is_made(reading, total) {
            continue;
        }
        if let Some(price) = price(rate, count) {
            judge(reading, verdicts, [count, &price, total]);
        } else if is_multiplied(reading, count, rate) {
            judge(reading, verdicts, [count, rate, total]);
        }
    }
}

/// 1500元/平方米 as 1500元, where the other is counted in 平方米.
fn price(rate: &Mention, count: &Mention) -> Option<Mention> {
    let (unit, per) = rate.unit().name().split_once('/')?;
    if !count.has_unit() || Unit::new(per) != *count.unit() {
        return None;
    }
    let mut price = rate.clone();
    price.quantity.unit = Unit::new(unit);
    Some(price)
}

/// 3120人×200元
fn is_multiplied(reading: &Reading, count: &Mention, rate: &Mention) -> bool {
    let between = &reading.text()[count.range.end..rate.range.start.max(count.range.end)];
    let before = &reading.text()[..count.range.start];
    matches!(between, "×" | "乘以" | "乘") && !before.ends_with(['×', '乘', '+', '＋'])
}

fn judge(reading: &Reading, verdicts: &mut Verdicts, [count, rate, total]: [&Mention; 3]) {
    if rate.unit().converts_to(total.unit()) {
        judge_one(reading, verdicts, [count, rate, total]);
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn a_price_with_its_unit_is_multiplied() {
        expect(
            "product-off",
            &[
                "新建厂房3200平方米，建设单价1500元/平方米，概算840万元；购置生产线2条。",
                "流转林地2600亩，租金85元/亩，共需22.7万元。",
                "按3120人×200元测算，需资金64.2万元。",
                "计划改造52.4公里，概算投资8834万元，单价按160万元/公里计算。",
            ],
            &[
                "新建厂房3200平方米，建设单价1500元/平方米，概算480万元；购置生产线2条。",
                "流转林地2600亩，租金85元/亩，共需22.1万元。",
                "按3120人×200元测算，需资金62.4万元。",
                "建筑面积8400平方米，均价2600元/平方米，总投资1.36亿元。",
            ],
        );
    }
}
