//! Averages whose total or count only has the right unit, or that have one digit that says anything: told where one slip explains the difference
//! and so many digits agree with it that it is hardly a chance. From an average with its candidates to the slip. Looks no words up but those of
//! 其中.

use crate::audit::arithmetic::Outcome;
use crate::audit::mend;
use crate::audit::relations::average::{self, Average};
use crate::audit::relations::judgement::Judgement;
use crate::audit::relations::near::{self, Near, Term};
use crate::audit::relations::operands::{self, Operand, Tie};
use crate::model::Unit;
use crate::reading::{Mention, Reading};
use rust_decimal::Decimal;

/// How likely all pairs that are tried may make it together that one of them agrees after a slip by chance.
const MOST: Decimal = Decimal::from_parts(3, 0, 0, false, 1);

/// What is left of that when no pair that there could be is tried any more.
const LEAST: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

/// Digits of an average with which a total may stand anywhere in the text.
const FAR: usize = 4;

pub fn judged<'r>(
    reading: &'r Reading,
    average: &Average<'r>,
    totals: &[Operand<'r>],
    counts: &[Operand<'r>],
    quotient: impl Fn(&Mention, &Mention) -> Option<(Outcome, Unit)>,
) -> Judgement<'r> {
    let result = average.result;
    let mut near = candidates(totals, counts);
    near.retain(|(total, _)| !is_not_earned(reading, average, total));
    // The parts of a list come after what they are parts of.
    near.sort_by_key(|(total, _)| operands::is_detail(reading, total));
    let far = far(reading, average, counts);
    let mut outcomes = far.iter().filter_map(|(total, count)| Some(quotient(total, count)?.0));
    if let Some(outcome) = outcomes.find(|outcome| outcome.fits_rounded(result)) {
        return Judgement::Composed(outcome);
    }
    let slips = [near, far].into_iter().find_map(|pairs| slip(result, &pairs, &quotient));
    slips.map_or(Judgement::Unknown, Judgement::Nearly)
}

/// 从主体看，企业183家。…平均每家企业进出口4156万元: with so many digits every value of its unit in the text is tried over the count that grammar ties.
fn far<'r>(reading: &'r Reading, average: &Average<'r>, counts: &[Operand<'r>]) -> Vec<Pair<'r>> {
    let count = counts.iter().find(|count| count.tie == Tie::Tight);
    let Some(count) = count.filter(|_| average.is_said && mend::precision(average.result) >= FAR) else {
        return Vec::new();
    };
    let is_total = |m: &&Mention| {
        let is_another = m.range != average.result.range && m.range != count.mention.range;
        m.unit().converts_to(average.result.unit())
            && is_another
            && operands::is_value(reading, m)
            && !average::is_other_money(reading, average, m)
    };
    reading.around(average.result).iter().filter(is_total).map(|total| (total, count.mention)).collect()
}

/// 投入90万元，每亩收入8000元: what was spent is nobody's income.
fn is_not_earned(reading: &Reading, average: &Average, total: &Mention) -> bool {
    !average.is_said && average.of_what.contains('收') && !reading.subject(total).contains('收')
}

type Pair<'r> = (&'r Mention, &'r Mention);

fn candidates<'r>(totals: &[Operand<'r>], counts: &[Operand<'r>]) -> Vec<Pair<'r>> {
    let of = |total: &Operand<'r>| {
        let total = *total;
        let fits = move |count: &&Operand| {
            total.tie.max(count.tie) == Tie::Tight && total.mention.range != count.mention.range
        };
        counts.iter().filter(fits).map(move |count| (total.mention, count.mention)).collect::<Vec<_>>()
    };
    totals.iter().flat_map(of).collect()
}

fn slip<'r>(
    result: &'r Mention,
    pairs: &[Pair<'r>],
    quotient: &impl Fn(&Mention, &Mention) -> Option<(Outcome, Unit)>,
) -> Option<Near<'r>> {
    let mut left = MOST;
    pairs.iter().find_map(|(total, count)| {
        let (outcome, unit) = quotient(total, count)?;
        let three = [
            Term { mention: result, unit: outcome.unit.clone() },
            Term { mention: total, unit: total.unit().clone() },
            Term { mention: count, unit },
        ];
        let chance = if left < LEAST { Decimal::ONE } else { near::chance(&three) };
        let [result, total, count] = &three;
        if chance > left {
            return near::moved([result, total, count], &outcome).filter(|_| mend::precision(total.mention) >= 2);
        }
        left -= chance;
        near::of(result, total, count, &outcome)
    })
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn what_agrees_in_many_digits_is_hardly_a_chance() {
        expect(
            "average-off",
            &[
                "援助资金6200万元，社会捐赠1480万元；援助资金比上年多400万元。安排项目23个，单个项目平均193.75万元。",
                "住户存款803.45亿元，企业存款46.12亿元，占71.0%，按常住人口41.2万人计算，人均储蓄49381元。",
                "下拨资金2560万元，中央、省、县分别为1200万元、800万元、560万元。受灾人口4.62万人，按受灾人口计算，人均545元。",
                "全年进出口76.05亿元。\n\n有进出口实绩的企业183家，比上年增加24家。民营企业进出口58.41亿元。平均每家企业进出口4516万元。",
                "研发费用加计扣除1.37亿元、留抵退税1.05亿元、退税0.86亿元。享受加计扣除的企业137户，户均减免100亿元。",
                "用能人数8.45万人，人均综合能耗220.6千克标准煤。\n\n用水总量321万立方米，人均用水36.9立方米，比上年（38.4立方米）下降3.9%。",
                "年末城乡低保对象43143人，其中城市4533人，农村38610人。全年发放低保金2.91亿元，按年末人数平均每人每年5122元。",
                "调解委员会1548个，村居、乡镇、行业性调解委员会分别为1386个、104个、58个；人民调解员2192名，每个调解委员会平均4.0名。",
            ],
            &[
                "援助资金6200万元，社会捐赠1480万元；援助资金比上年多400万元。安排项目32个，单个项目平均193.75万元。",
                "住户存款203.45亿元，企业存款46.12亿元，占71.0%，按常住人口41.2万人计算，人均储蓄49381元。",
                "全年进出口76.05亿元。\n\n有进出口实绩的企业183家，比上年增加24家。民营企业进出口58.41亿元。平均每家企业进出口4156万元。",
                "按51.8万人计，城镇人口27.4万人。全县面积1465平方公里，人口密度为每平方公里360人（普查数）。",
                "研发费用加计扣除1.37亿元、留抵退税1.05亿元、退税0.86亿元。享受加计扣除的企业137户，户均减免100万元。",
                "用能人数8.45万人，人均综合能耗220.6千克标准煤。\n\n用水总量312万立方米，人均用水36.9立方米，比上年（38.4立方米）下降3.9%。",
                "年末城乡低保对象43143人，其中城市4533人，农村38610人。全年发放低保金2.21亿元，按年末人数平均每人每年5122元。",
                "种植黄桃300亩，投入90万元，每亩收入8000元。",
            ],
        );
    }
}
