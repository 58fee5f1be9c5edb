//! `product-off`: so many, so much each, so much in all: `1850人，每人2剂次，共3700剂次`, `640斤，每斤15元，收入9600元`, `4台，单机容量30万千瓦，
//! 总装机120万千瓦`; and half the price (`票价30元，学生半价15元`). The count is the one that the word after 每 names; where the text says
//! no such thing there is nothing to say.

mod by_unit;
mod groups;
mod halves;
mod monthly;
mod named;
mod priced;
mod rates;
mod summed;

use crate::audit::arithmetic::plain;
use crate::audit::compared;
use crate::audit::passage::measured;
use crate::audit::{Verdicts, mend};
use crate::model::Interval;
use crate::reading::{Mention, ParagraphKind, Reading};
use rates::{Rate, counts, totals};
use rust_decimal::Decimal;

/// A sentence with more quantities than this is no prose.
const MOST: usize = 80;

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    by_unit::check(reading, verdicts);
    groups::check(reading, verdicts);
    halves::check(reading, verdicts);
    monthly::check(reading, verdicts);
    named::check(reading, verdicts);
    priced::check(reading, verdicts);
    summed::check(reading, verdicts);
    for (sentence, here) in reading.sentences.iter().enumerate() {
        let mentions = reading.in_sentence(sentence);
        let is_table = reading.paragraphs[here.paragraph].kind == ParagraphKind::TableRow;
        if is_table || mentions.len() < 2 || mentions.len() > MOST {
            continue;
        }
        for i in 0..mentions.len() {
            if let Some(rate) = rates::of(reading, mentions, i) {
                judge(reading, verdicts, &rate, mentions);
            }
            halved(reading, verdicts, mentions, i);
        }
    }
}

fn judge(reading: &Reading, verdicts: &mut Verdicts, rate: &Rate, mentions: &[Mention]) {
    for total in totals(reading, rate, mentions) {
        let counts = counts(reading, rate, total.mention, mentions);
        let also: Vec<Decimal> = rates::further(mentions, total.mention, rate);
        for count in &counts {
            for factor in total.factors.iter().copied().chain(also.iter().map(|more| more * total.factors[0])) {
                if holds(rate.mention, count, total.mention, factor) {
                    let sum = sum(reading, rate.mention, count, total.mention, factor);
                    return verdicts.holds(total.mention.range.clone(), sum);
                }
            }
        }
        // 1850人, 1560户: which of two counts is meant only a sum that holds can tell.
        let Some(count) = rates::meant(reading, rate, &counts) else { continue };
        let is_twofold = rate.per.len() == 2;
        if total.is_of_part || !also.is_empty() && !total.is_immediate {
            continue;
        }
        let factor = match is_twofold {
            true => rates::times(reading, rate, total.mention, mentions),
            false => Some(total.factors[0]),
        };
        let Some(factor) = factor else { continue };
        let three = [count, rate.mention, total.mention];
        let is_right = |[count, rate, total]: [&Mention; 3]| holds(rate, count, total, factor);
        // 收入1776元（592公斤，每公斤3元），成本1134元: the product is another sum of the sentence.
        let alike = mentions.iter().filter(|m| m.unit() == total.mention.unit() && m.range != total.mention.range);
        if alike.into_iter().any(|other| other.range != rate.mention.range && holds(rate.mention, count, other, factor))
        {
            continue;
        }
        let Some(slip) = compared::slip(reading, three, &is_right) else { continue };
        let sum = sum(reading, rate.mention, count, total.mention, factor);
        let printed = reading.printed(total.mention);
        if !total.is_tight || is_twofold {
            return slip.tell(reading, verdicts, &sum, printed);
        }
        tell(verdicts, total.mention, &sum, printed);
        return;
    }
}

fn tell(verdicts: &mut Verdicts, total: &Mention, sum: &str, printed: &str) {
    verdicts
        .wrong(
            total.range.clone(),
            format!("单价、数量和总数对不上：{sum}，文中是{printed}"),
            format!("the product does not follow: {sum}, the text says {printed}"),
        )
        .help("核对数量、每份的数和总数", "check the count, the rate and the total");
}

/// One count, one rate and their product.
fn judge_one(reading: &Reading, verdicts: &mut Verdicts, [count, rate, total]: [&Mention; 3]) {
    let sum = sum(reading, rate, count, total, Decimal::ONE);
    if holds(rate, count, total, Decimal::ONE) {
        return verdicts.holds(total.range.clone(), sum);
    }
    let is_right = |[count, rate, total]: [&Mention; 3]| holds(rate, count, total, Decimal::ONE);
    if let Some(slip) = compared::slip(reading, [count, rate, total], &is_right) {
        slip.tell(reading, verdicts, &sum, reading.printed(total));
    }
}

/// Whether count by rate is the total; the rate may be a rounded average, of which one digit alone would say nothing.
fn holds(rate: &Mention, count: &Mention, total: &Mention, factor: Decimal) -> bool {
    let (rate, total) = (measured(rate), measured(total));
    let Some(count) = Interval::point(factor).times(&count.interval()) else { return true };
    let is_set = mend::precision(&rate) == 1 && rate.quantity.bound.is_none() && rate.upper.is_none();
    let rate = match is_set {
        true => rate.quantity.value_in(total.unit()).map(Interval::point),
        false => rate.interval_in(total.unit()),
    };
    let product = rate.and_then(|rate| rate.times(&count));
    product.is_none_or(|product| product.meets(&total.interval()))
}

/// `1850人×2剂次 = 3700剂次`
fn sum(reading: &Reading, rate: &Mention, count: &Mention, total: &Mention, factor: Decimal) -> String {
    let (unit, scale) = (measured(total).unit().clone(), total.quantity.scale);
    let value = measured(rate).quantity.value_in(&unit).unwrap_or_default();
    let product = value.checked_mul(count.quantity.value()).and_then(|product| product.checked_mul(factor));
    let product = plain(product.unwrap_or_default() / scale.factor(), total.quantity.printed_decimals() + 1);
    let times = if factor == Decimal::ONE { String::new() } else { format!("×{factor}") };
    let (count, rate) = (reading.printed(count), reading.printed(rate));
    format!("{count}×{rate}{times} = {product}{}{}", scale.word(), total.unit().name())
}

/// `成人票30元，学生半价15元`
fn halved(reading: &Reading, verdicts: &mut Verdicts, mentions: &[Mention], at: usize) {
    let half = &mentions[at];
    let words = reading.subject(half).trim_end_matches(['为', '仅', '即', '（', '(']);
    let is_half = ["半价", "半价票", "减半", "减半收取", "半价优惠"].iter().any(|word| words.ends_with(word));
    if !is_half || half.unit().name() != "元" || half.is_quoted || half.upper.is_some() {
        return;
    }
    let is_price = |m: &&Mention| m.unit().name() == "元" && m.upper.is_none() && m.change.is_none();
    let prices: Vec<&Mention> = mentions[..at].iter().rev().filter(is_price).take(6).collect();
    let value = half.quantity.value();
    let two = Decimal::TWO;
    let printed = reading.printed(half);
    if let Some(price) = prices.iter().find(|price| price.quantity.value() == value * two) {
        return verdicts.holds(half.range.clone(), format!("{}÷2 = {printed}", reading.printed(price)));
    }
    let [price] = prices.as_slice() else { return };
    let right = price.quantity.value() / two;
    if half.range.start - price.range.end > 60 || value > price.quantity.value() * two {
        return;
    }
    let sum = format!("{}÷2 = {}元", reading.printed(price), plain(right, 2));
    verdicts
        .wrong(
            half.range.clone(),
            format!("半价对不上：{sum}，文中是{printed}"),
            format!("half the price is not this: {sum}, the text says {printed}"),
        )
        .help("核对原价和半价", "check the price and its half");
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn products_that_do_not_follow_are_told() {
        expect(
            "product-off",
            &[
                "疫苗免费接种1850人，每人2剂次，共3600剂次。",
                "电站装机4台，单机容量30万千瓦，总装机140万千瓦。",
                "务工村民1740人，月均3600元，年工资总额7156.8万元。",
                "为96名儿童提供康复救助，人均补助1.8万元，合计172.8元。",
                "一家农户两天卖酒640斤，每斤15元，收入9600万元。",
                "全长860米，共摆430桌，正好每2米一桌，每桌坐10人，一次可容3400人同时用餐。",
                "节日期间每天安排2名工作人员值班，3天共需值班人员8人次。",
                "小组赛分6个小组，每组4队，单循环，每组6场，共38场。",
                "全县116个村，每村补助5万元，共计补助850万元。",
                "成人游泳票价30元，学生半价20元。",
                "为3260名残疾人建档；救助儿童96人，人均补助1.8万元，合计172.8元。",
                "流转土地1200亩，每亩租金800元，年支付租金86万元。",
                "每人每月补助50元，共3120名，全年补助178.2万元。",
            ],
            &[],
        );
    }

    #[test]
    fn what_holds_or_is_of_something_else_is_not_told() {
        expect(
            "product-off",
            &[],
            &[
                "疫苗免费接种1850人，每人2剂次，共3700剂次。",
                "发放补贴的有1850人，每人每天50元，培训12天，共111万元。",
                "每人每月补助50元，共3120名，全年补助187.2万元。",
                "每人每月补助50元，共3120名，全年补助156万元。",
                "务工村民1740人，月均3600元，年工资总额7516.8万元。",
                "全县设12个考点，每个考点配2名医生，共有考生3860名。",
                "改造农房120户，每户补助3000元，其中危房户另补2000元，共计支出41万元。",
                "全县116个村，每村补助5万元，其余由市级解决，共投入1200万元。",
                "全校36个班，每班平均45人，共有学生1612人。",
                "票价30元，学生半价15元。",
                "早鸟票50元，全价票80元，学生半价40元。",
                "每人每年缴费400元，全县参保32万人，基金收入3.6亿元。",
                "每户至少1名明白人，全县8600户共培训1.2万人次。",
                "每亩增收300元，全县1.2万亩，总产值达3.5亿元。",
                "全程马拉松报名8000人，每人收费100元，共有志愿者1500人。",
                "每周1次，每次2小时，全年共开展48次。",
                "5月1日至3日每天上午、下午各举办1场拓印体验，3天共6场，每场25人。",
                "13个卡点每点3人、三班倒，共117人。",
                "3260名残疾人中有96人受救助，补助标准每人1.8万元，合计172.8万元。",
                "村民每天30元，干了20天，领到600元。",
            ],
        );
    }
}
