//! `conversion-off`: one value said in two units that are not equal: `面积2316平方公里，合347.4万亩`, `1548平方公里（232.2万亩）`. Only
//! where the second stands right behind the first as another way to say it.

use crate::audit::Verdicts;
use crate::audit::arithmetic::plain;
use crate::reading::{Mention, Reading};
use rust_decimal::Decimal;

/// A value so many times another is that of something else.
const FAR: i64 = 50;

/// What stands between the two. A bracket must hold the second value alone.
const SAID_AGAIN: [&str; 9] = ["，合", "，折合", "，约合", "，即", "，也就是", "（合", "（折合", "（约合", "（即"];

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for pair in reading.mentions.windows(2) {
        let [one, other] = pair else { continue };
        if says_again(reading, one, other) && one.unit() != other.unit() && one.unit().converts_to(other.unit()) {
            judge(reading, verdicts, one, other);
        }
    }
}

fn says_again(reading: &Reading, one: &Mention, other: &Mention) -> bool {
    let is_plain =
        |m: &Mention| m.has_unit() && m.change.is_none() && m.upper.is_none() && !m.is_quoted && !m.is_points();
    let text = reading.text();
    let Some(between) = text.get(one.range.end..other.range.start) else { return false };
    let behind = &text[other.range.end..];
    let is_alone = matches!(between, "（" | "(") && behind.starts_with(['）', ')']);
    is_plain(one) && is_plain(other) && !is_rate(reading, one) && (is_alone || SAID_AGAIN.contains(&between))
}

/// 收购烟叶6.5万担，每担50公斤，合3250吨: behind what is counted, so much of each is not what the total says again.
fn is_rate(reading: &Reading, one: &Mention) -> bool {
    let at = reading.mentions.partition_point(|m| m.range.start < one.range.start);
    let Some((_, each)) = reading.subject(one).rsplit_once('每') else { return false };
    let count = reading.mentions[..at].last().filter(|count| count.sentence == one.sentence);
    count.is_some_and(|count| each.starts_with(count.unit().name()))
}

/// Whether a slip of the pen, or a wrong rate of conversion, explains the difference: a value a hundred times another, in other digits, is
/// that of something else.
fn may_be_one_value(converted: Decimal, printed: Decimal) -> bool {
    let digits = |value: Decimal| value.normalize().to_string().replace(['.', '0'], "");
    let ratio = converted.checked_div(printed).unwrap_or_default();
    let is_near = ratio < Decimal::from(FAR) && ratio > Decimal::ONE / Decimal::from(FAR);
    is_near || digits(converted) == digits(printed)
}

fn judge(reading: &Reading, verdicts: &mut Verdicts, one: &Mention, other: &Mention) {
    let unit = other.unit();
    let (Some(interval), Some(value)) = (one.interval_in(unit), one.quantity.value_in(unit)) else { return };
    let scale = other.quantity.scale;
    let converted = plain(value / scale.factor(), other.quantity.printed_decimals() + 1);
    let sum = format!("{} = {converted}{}{}", reading.printed(one), scale.word(), unit.name());
    if interval.meets(&other.interval()) {
        return verdicts.holds(other.range.clone(), sum);
    }
    if !may_be_one_value(value, other.quantity.value()) {
        return;
    }
    let printed = reading.printed(other);
    verdicts
        .wrong(
            other.range.clone(),
            format!("换算对不上：{sum}，文中是{printed}"),
            format!("the conversion does not follow: {sum}, the text says {printed}"),
        )
        .help("核对两个数和各自的单位", "check both numbers and their units");
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn one_value_in_two_units_is_one_value() {
        expect(
            "conversion-off",
            &[
                "全县面积3126平方公里，合347.4万亩。",
                "总面积1548平方公里（242.2万亩），辖8镇4乡。",
                "完成造林1.2万公顷（约合1.8万亩）。",
                "每人每天500克，合2斤。",
            ],
            &[
                "全县面积2316平方公里，合347.4万亩。",
                "总面积1548平方公里（232.2万亩），辖8镇4乡。",
                "完成造林1.2万公顷（约合18万亩）。",
                "修路12公里（其中硬化8000米），改造3.5公里（1200米已通车）。",
                "监测对象3449户（10424人）。",
                "收购烟叶6.5万担，每担50公斤，合3250吨。",
                "水渠18段，每段800米，合14.4公里。",
                "人口密度每平方公里135人，耕地26.4万亩（水田12万亩、旱地14.4万亩）。",
            ],
        );
    }
}
