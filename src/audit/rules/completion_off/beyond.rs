//! What lies between an aim and what was done of it, beside the completion that it makes: `较任务（27.30万公顷）多0.21万公顷，完成任务的100.8%`,
//! `比计划的1.8万吨少0.3万吨，完成计划的83.3%`. Told where one slip explains it; with a gap of its own the aim needs no other number.

use crate::audit::Verdicts;
use crate::audit::arithmetic::{self, Outcome};
use crate::audit::compared;
use crate::audit::relations::near;
use crate::model::{Interval, Unit};
use crate::reading::{Direction, Mention, Reading};
use rust_decimal::Decimal;

const AIMS: [&str; 7] = ["任务", "目标", "计划", "预算", "指标", "预期", "应收"];

/// Tells of a percentage that an aim and the gap right before it give; whether it does.
pub fn check(reading: &Reading, verdicts: &mut Verdicts, result: &Mention) -> bool {
    let Some((aim, gap, direction)) = aim_and_gap(reading, result) else { return false };
    let Some(outcome) = completed(reading, aim, gap, direction) else { return false };
    if outcome.fits(result) {
        verdicts.holds(result.range.clone(), outcome.words(result));
        return true;
    }
    let holds =
        |[aim, gap, by]: [&Mention; 3]| completed(reading, aim, gap, direction).is_some_and(|outcome| outcome.fits(by));
    let slip = compared::slip(reading, [aim, gap, result], &holds);
    if slip.is_none() && !near::is_slip_of(result, &outcome) {
        return false;
    }
    let (sum, printed) = (outcome.words(result), reading.printed(result));
    verdicts
        .wrong(
            result.range.clone(),
            format!("完成比例对不上：{sum}，文中是{printed}"),
            format!("the completion does not follow: {sum}, the text says {printed}"),
        )
        .help("核对目标数、差额和完成比例", "check the aim, the gap and the percentage");
    true
}

/// The two quantities right before a completion of an aim, of which the second says by how much it was passed or missed.
fn aim_and_gap<'r>(reading: &'r Reading, result: &Mention) -> Option<(&'r Mention, &'r Mention, Direction)> {
    let at = reading.mentions.partition_point(|m| m.range.start < result.range.start).checked_sub(2)?;
    let (aim, gap) = (&reading.mentions[at], &reading.mentions[at + 1]);
    let said = compared::said(reading, at + 1)?;
    let start = reading.sentences[result.sentence].range.start;
    let before = &reading.text()[start.min(aim.range.start)..aim.range.start];
    let compares = before.rfind(['比', '较']).is_some_and(|i| AIMS.iter().any(|word| before[i..].contains(word)));
    let to_gap = &reading.text()[aim.range.end..gap.range.start];
    let lead = &reading.text()[gap.range.end..result.range.start];
    let is_of_aim = AIMS.iter().any(|word| lead.contains(word)) || lead.contains("完成率");
    let is_plain = [aim, gap]
        .iter()
        .all(|m| m.sentence == result.sentence && m.unit().converts_to(gap.unit()) && m.upper.is_none());
    let is_beside = lead.starts_with('，')
        && lead.matches('，').count() == 1
        && to_gap.chars().count() <= 6
        && !to_gap.contains('，');
    (is_plain && compares && is_of_aim && is_beside).then_some((aim, gap, said.direction))
}

/// The aim with or without the gap, over the aim.
fn completed(reading: &Reading, aim: &Mention, gap: &Mention, direction: Direction) -> Option<Outcome> {
    let share = arithmetic::share(reading, gap, aim)?;
    let all = Interval::point(Decimal::ONE);
    let (exact, interval, sign) = match direction {
        Direction::Up => (Decimal::ONE.checked_add(share.exact)?, all.plus(&share.interval)?, '+'),
        Direction::Down => (Decimal::ONE.checked_sub(share.exact)?, all.minus(&share.interval)?, '-'),
    };
    let (aim, gap) = (reading.printed(aim), reading.printed(gap));
    Some(Outcome { exact, interval, unit: Unit::new("倍"), sum: format!("（{aim}{sign}{gap}）÷{aim}") })
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn a_gap_beside_its_aim_gives_the_completion() {
        expect(
            "completion-off",
            &[
                "全市耕地保有量较国家下达任务（27.30万公顷）多0.21万公顷，完成任务的108.0%。",
                "全市耕地保有量较国家下达任务（23.70万公顷）多0.21万公顷，完成任务的100.8%。",
                "收购粮食比计划的1.8万吨少0.3万吨，完成计划的38.3%。",
            ],
            &[
                "全市耕地保有量较国家下达任务（27.30万公顷）多0.21万公顷，完成任务的100.8%。",
                "收购粮食比计划的1.8万吨少0.3万吨，完成计划的83.3%。",
                "投资比上年的1.8亿元多0.3亿元，完成年度计划的64.2%。",
            ],
        );
    }
}
