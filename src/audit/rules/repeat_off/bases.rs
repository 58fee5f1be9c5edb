//! The number by which a text says that it reckons: `2023年末常住人口51.8万人 … 按51.8万人计`. From such a base to the one number of the text from which a slip
//! parts it. Numbers of years that lie close together are left alone.

use super::tell;
use crate::audit::Verdicts;
use crate::audit::mend::{self, differ_by_a_slip};
use crate::model::Interval;
use crate::reading::{Mention, Reading, is_han};
use rust_decimal::Decimal;

/// Of two numbers that differ by less, in per cent, each may be right: they are those of two years.
const CLOSE: i64 = 6;

/// Two numbers of fewer digits are alike by chance.
const DIGITS: usize = 3;

pub fn check(reading: &Reading, verdicts: &mut Verdicts, index: usize) {
    let base = &reading.mentions[index];
    if let Some(total) = of_a_total(reading, base) {
        return match total.quantity.value() == base.quantity.value() {
            true => {
                let (a, b) = (reading.printed(total), reading.printed(base));
                verdicts.holds(base.range.clone(), format!("文中{a} = {b}"))
            }
            false if differ_by_a_slip(total, base) => tell(reading, verdicts, total, base),
            false => {}
        };
    }
    let is_plain = |m: &Mention| m.quantity.bound.is_none() && m.upper.is_none() && m.change.is_none();
    let behind = &reading.text()[base.range.end..];
    let reckons = ["计", "计算", "测算", "折算", "推算"].iter().any(|word| behind.starts_with(word));
    if !reckons || !reading.before(base).contains('按') || !is_plain(base) || mend::precision(base) < DIGITS {
        return;
    }
    let of_its_unit = |m: &&Mention| m.range != base.range && m.unit() == base.unit() && is_plain(m);
    let others: Vec<&Mention> = reading.around(base).iter().filter(of_its_unit).collect();
    if let Some(same) = others.iter().find(|m| m.interval().meets(&base.interval())) {
        let (a, b) = (reading.printed(same), reading.printed(base));
        return verdicts.holds(base.range.clone(), format!("文中{a} = {b}"));
    }
    // 31.40万人 is 3.14万人 with its point moved, and yet another number where one digit leads to a third.
    let is_digit = |m: &Mention| m.quantity.scale == base.quantity.scale && m.digit_count() == base.digit_count();
    let near: Vec<&Mention> = others.into_iter().filter(|m| differ_by_a_slip(m, base) && !is_close(m, base)).collect();
    let (digits, moved): (Vec<&Mention>, Vec<&Mention>) = near.into_iter().partition(|m| is_digit(m));
    let near = if digits.is_empty() { moved } else { digits };
    let Some(first) = near.first() else { return };
    if near.iter().all(|other| other.quantity.value() == first.quantity.value()) {
        tell(reading, verdicts, first, base);
    }
}

/// 组建代表队40支…为参赛代表队总数（40支）的25.0%: the one number before it that has the noun of which it is the total.
fn of_a_total<'r>(reading: &'r Reading, base: &Mention) -> Option<&'r Mention> {
    const NOUN: usize = 3;
    let head = reading.text()[..base.range.start].strip_suffix("总数（")?;
    let noun = &head[head.char_indices().rev().nth(NOUN - 1)?.0..];
    let is_plain = |m: &Mention| m.quantity.bound.is_none() && m.upper.is_none() && m.change.is_none();
    let is_of_it = |m: &&Mention| m.unit() == base.unit() && reading.subject(m).ends_with(noun) && is_plain(m);
    let mut all = reading.around_before(base).iter().filter(is_of_it);
    let first = all.next().filter(|_| base.digit_count() >= 2 && noun.chars().all(is_han))?;
    all.all(|other| other.quantity.value() == first.quantity.value()).then_some(first)
}

fn is_close(a: &Mention, b: &Mention) -> bool {
    let times = |percent: i64| b.quantity.value().checked_mul(Decimal::new(percent, 2));
    let around = times(100 - CLOSE).zip(times(100 + CLOSE)).map(|(low, high)| Interval::between(low, high));
    around.is_none_or(|around| around.contains(a.quantity.value()))
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn a_base_is_a_number_of_the_text() {
        expect(
            "repeat-off",
            &[
                "2023年末常住人口51.8万人。\n\n按15.8万人计，城镇人口占六成。",
                "组建代表队40支，运动员856人。\n\n设奖10个，为参赛代表队总数（60支）的25.0%。",
                "新增供水人口31.4万人。\n\n按受益人口3.14万人测算，人均投资5860元。",
            ],
            &[
                "2023年末常住人口51.8万人。\n\n按51.8万人计，城镇人口占六成。",
                "2022年末常住人口52.1万人。\n\n按52.8万人计，城镇人口占六成。",
                "新增供水人口20.6万人。\n\n按受益人口3.14万人测算，人均投资5860元。",
            ],
        );
    }
}
