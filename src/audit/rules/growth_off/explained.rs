//! What may have gone wrong where values do not give a rate of growth: a digit, the base, the point. From a rate and what it may be of to
//! whether anything does; where nothing does, the rate is that of other things. Tells nothing.

use super::{Step, by_increment, grown};
use crate::audit::arithmetic::Outcome;
use crate::audit::compared::{self, Pair, Said, Slip};
use crate::audit::mend;
use crate::audit::relations::near;
use crate::model::Interval;
use crate::reading::{Direction, Mention, Reading};
use rust_decimal::Decimal;

/// Whether anything explains why two values do not give a rate: a slip in one of the three, or the wrong base. If nothing does, the
/// values are those of other things.
pub fn is_explained(reading: &Reading, said: &Said, pair: &Pair, outcome: &Outcome) -> bool {
    near::is_slip_of(said.mention, outcome)
        || is_over_the_wrong_base(said, outcome)
        || slip_between(reading, said, pair).is_some()
        || are_alone(reading, said, [pair.now, pair.before])
}

/// The sentence has no other two values of their unit before the rate, and they are of one size: nothing else can be meant, whatever
/// went wrong.
fn are_alone(reading: &Reading, said: &Said, pair: [&Mention; 2]) -> bool {
    let [now, before] = pair;
    let of_unit = |m: &&Mention| m.unit() == now.unit() && m.range != said.mention.range;
    let is_half = |a: &Mention, b: &Mention| {
        b.quantity.value_in(a.unit()).is_some_and(|b| a.quantity.value() * Decimal::TWO >= b)
    };
    now.unit() == before.unit()
        && pair.iter().all(|m| m.sentence == said.mention.sentence)
        && reading.in_sentence(said.mention.sentence).iter().filter(of_unit).count() == 2
        && is_half(now, before)
        && is_half(before, now)
}

pub fn is_explained_in_step(reading: &Reading, said: &Said, step: &Step, outcome: &Outcome) -> bool {
    near::is_slip_of(said.mention, outcome)
        || is_over_the_wrong_base(said, outcome)
        || slip_in_step(reading, said, step).is_some()
}

/// 净增2310个到8624个，增长26.8%; 减少7358人到22516人，下降32.7%: over what there is now, where it should be over what there was.
pub fn is_over_the_wrong_base(said: &Said, outcome: &Outcome) -> bool {
    over_the_wrong_base(said.direction, outcome).is_some_and(|wrong| wrong.fits(said.mention))
}

fn over_the_wrong_base(direction: Direction, outcome: &Outcome) -> Option<Outcome> {
    let one = Interval::point(Decimal::ONE);
    let interval = match direction {
        // x ÷ (1 + x), which rises with x.
        Direction::Up => one.minus(&one.over(&one.plus(&outcome.interval)?)?)?,
        // x ÷ (1 − x), which does too.
        Direction::Down => one.over(&one.minus(&outcome.interval)?)?.minus(&one)?,
    };
    Some(Outcome { interval, ..outcome.clone() })
}

/// How likely it may be that one digit explains by chance why two values that grammar ties do not give a rate.
const MOST: Decimal = Decimal::from_parts(35, 0, 0, false, 2);

/// Whether the numbers are so exact that a rate that fits after one slip hardly does so by chance. 64.7% of 11份 and 6份 says much, though each of
/// them is short; 0.6% of anything says nothing.
pub fn is_telling(three: [&Mention; 3], outcome: &Outcome) -> bool {
    compared::is_telling(three) || chance(three, outcome).is_some_and(|chance| chance <= MOST)
}

/// Of all rates from a twelfth of the printed one to twelve times it, the share that a slip in one of the three would explain.
fn chance(three: [&Mention; 3], outcome: &Outcome) -> Option<Decimal> {
    /// The logarithm of the ratio of the greatest to the least.
    const ALL: i64 = 5;
    let is_plain = |m: &&Mention| m.quantity.bound.is_none() && m.upper.is_none();
    if !three.iter().all(is_plain) {
        return None;
    }
    let width = |interval: &Interval| interval.high?.checked_sub(interval.low?);
    let printed = three[2].interval_in(&outcome.unit)?;
    let all = width(&outcome.interval)?.checked_add(width(&printed)?)?;
    let slips: usize = three.iter().map(|m| mend::candidates(&m.quantity.number.value().abs().to_string()).len()).sum();
    let rate = three[2].quantity.value_in(&outcome.unit)?.abs();
    all.checked_mul(Decimal::from(slips))?.checked_div(rate.checked_mul(Decimal::from(ALL))?)
}

/// The slip that explains why a value and its increment do not give a rate.
pub fn slip_in_step<'r>(reading: &'r Reading, said: &Said<'r>, step: &Step<'r>) -> Option<Slip<'r>> {
    compared::slip(reading, [step.now, step.increment.mention, said.mention], &|[now, by, rate]| {
        let increment = Said { mention: by, ..step.increment.clone() };
        by_increment(reading, now, &increment).is_some_and(|outcome| outcome.fits(rate))
    })
}

/// The same for the values then and now.
pub fn slip_between<'r>(reading: &'r Reading, said: &Said<'r>, pair: &Pair<'r>) -> Option<Slip<'r>> {
    let direction = said.direction_of(reading, pair.now);
    compared::slip(reading, [pair.now, pair.before, said.mention], &|[now, before, rate]| {
        let pair = Pair { now, before, ..*pair };
        grown(reading, &pair, direction).is_some_and(|outcome| outcome.fits(rate))
    })
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn a_rate_that_nothing_explains_is_that_of_other_things() {
        expect(
            "growth-off",
            &[
                "净增企业2310个，总数8624个，其中民营企业6120个。全年新增市场主体8624个，比上年增加2310个，增长26.8%。",
                "新改建农村公路26.4公里，上年同期为22.8公里，增长4.6%。",
                "2020年全镇常住人口22516人，比2010年减少7358人，下降32.7%。",
                "合作社收入84.6万元，比2021年的47万元增长44.4%。",
                "乡镇卫生院设备由41台增加到293台，增长156%。",
            ],
            &[
                "全县152个村，村均45万元，比上年的5472万元增长25%。",
                "历年累计加装完工402部，较上年同期的71部增加25部，增长35.2%。",
                "新改建农村公路26.4公里，上年同期为22.8公里，增长15.8%。",
            ],
        );
    }
}
