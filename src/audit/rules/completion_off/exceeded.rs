//! By how much more than the aim was done: 任务12万亩，已落实12.6万亩，超额完成5.0%; 超额完成年初预算18亿元的3.3%. Only where the sentence has the aim and
//! one other quantity of its unit, so that nothing else can be meant.

use crate::audit::Verdicts;
use crate::audit::arithmetic::{self, Outcome};
use crate::audit::relations::operands;
use crate::model::Interval;
use crate::reading::{Mention, Reading};
use rust_decimal::Decimal;

const EXCEEDS: [&str; 9] =
    ["超额完成", "超额", "超计划", "超任务", "超目标", "超预算", "超年初预算", "超出计划", "超出目标"];

const AIMS: [&str; 7] = ["任务", "目标", "计划", "预算", "指标", "应收", "应缴"];

/// More than this is said of all that was done: 超额完成目标的105%.
const MOST: Decimal = Decimal::from_parts(60, 0, 0, false, 0);

/// Tells of a percentage that says by how much an aim was exceeded; whether it does.
pub fn check(reading: &Reading, verdicts: &mut Verdicts, result: &Mention) -> bool {
    let Some((aim, done)) = aim_and_done(reading, result) else { return false };
    let Some(outcome) = excess(reading, aim, done) else { return false };
    if outcome.fits(result) {
        verdicts.holds(result.range.clone(), outcome.words(result));
        return true;
    }
    // 超额完成目标的97%: all that was done.
    if says_of_all(reading, result) {
        return false;
    }
    let (sum, printed) = (outcome.words(result), reading.printed(result));
    verdicts
        .wrong(
            result.range.clone(),
            format!("超额的幅度对不上：{sum}，文中是{printed}"),
            format!("the aim was not exceeded by so much: {sum}, the text says {printed}"),
        )
        .help("核对完成数、目标数和超额的幅度", "check what was done, the aim and by how much it exceeds it");
    true
}

fn says_of_all(reading: &Reading, result: &Mention) -> bool {
    let lead = reading.before(result);
    lead.ends_with('的') && result.quantity.number.value() > Decimal::TEN
}

fn aim_and_done<'r>(reading: &'r Reading, result: &Mention) -> Option<(&'r Mention, &'r Mention)> {
    let lead = reading.before(result);
    let is_plain =
        result.is_percent() && result.upper.is_none() && result.quantity.bound.is_none() && !result.is_quoted;
    let is_said = EXCEEDS.iter().any(|word| lead.ends_with(word)) || lead.contains("超额完成") && lead.ends_with('的');
    if !is_plain || !is_said || result.quantity.number.value() > MOST {
        return None;
    }
    let start = reading.sentences[result.sentence].range.start;
    let here = reading.between(&(start..result.range.start));
    let since = here.iter().rev().take(6).filter(|m| operands::is_operand(m) && m.quantity.bound.is_none());
    let all: Vec<&Mention> = since.collect();
    let is_aim = |m: &&&Mention| {
        let subject = reading.subject(m);
        AIMS.iter().any(|word| subject.contains(word)) && !subject.ends_with("完成") && !subject.contains("实际")
    };
    let aim = *all.iter().find(is_aim)?;
    let others: Vec<&&Mention> =
        all.iter().filter(|m| m.range != aim.range && m.unit().converts_to(aim.unit())).collect();
    let [done] = others.as_slice() else { return None };
    let between = &reading.text()[aim.range.end.min(done.range.end)..result.range.start];
    let is_part = reading.subject(done).contains("其中");
    (!is_part && !between.contains('；')).then_some((aim, **done))
}

/// What was done over the aim, less one. The aim is one number in both places.
fn excess(reading: &Reading, aim: &Mention, done: &Mention) -> Option<Outcome> {
    let all = arithmetic::completion(reading, done, aim)?;
    Some(Outcome {
        exact: all.exact.checked_sub(Decimal::ONE)?,
        interval: all.interval.minus(&Interval::point(Decimal::ONE))?,
        sum: format!("{}-1", all.sum),
        ..all
    })
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn what_exceeds_an_aim_is_recomputed() {
        expect(
            "completion-off",
            &[
                "带状复合种植任务12万亩，已落实12.6万亩，超额完成15.0%。",
                "全年任务3000户，实际完成3180户，超额完成8.0%。",
                "计划投资42亿元，实际完成投资46.2亿元，超计划15.0%。",
                "全年财政收入18.6亿元，超额完成年初预算18亿元的8.3%。",
                "年度目标4000人，城镇新增就业4260人，超额完成5.6%。",
            ],
            &[
                "带状复合种植任务12万亩，已落实12.6万亩，超额完成5.0%。",
                "全年任务3000户，实际完成3180户，超额完成6.0%。",
                "计划投资42亿元，实际完成投资46.2亿元，超计划10.0%。",
                "全年财政收入18.6亿元，超额完成年初预算18亿元的3.3%。",
                "年度目标4000人，城镇新增就业4260人，超额完成6.5%。",
                "计划改造小区24个、投资2亿元，完成26个，各项任务均超额完成5%以上。",
                "任务3000户，甲县完成1800户，乙县完成1380户，超额完成8.0%。",
                "超额完成目标的103.5%。",
            ],
        );
    }
}
