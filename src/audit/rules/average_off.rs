//! `average-off`: 户均, 人均, 村均, 平均每个 … that the total and the count of the same passage do not give. The total is told by
//! kin words (户均奖补资金 and 投入资金); without those an average is nobody's business. Indicators whose denominator stands
//! elsewhere (人均可支配收入, 人均地区生产总值) may hold but are never called wrong.

use crate::audit::Verdicts;
use crate::audit::arithmetic::{self, Outcome};
use crate::audit::relations::average::{self, Average};
use crate::audit::relations::judgement::{Judgement, judge};
use crate::audit::relations::operands::Tie;
use crate::reading::{Mention, Reading};

/// Averages over a population that such texts do not state.
const ELSEWHERE: [&str; 9] =
    ["可支配收入", "纯收入", "生产总值", "GDP", "消费支出", "预期寿命", "住房面积", "工资", "年龄"];

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for average in reading.mentions.iter().filter_map(|m| average::of(reading, m)) {
        let mut totals = average::totals(reading, &average);
        let counts = average::counts(reading, &average);
        if !average.is_said {
            totals.iter_mut().for_each(|total| total.tie = total.tie.min(Tie::Named));
        }
        // Visits make an average of persons or times: 3.24万人次 over 585名 are 55次 each.
        let unit = average.result.unit();
        let quotient = |total: &Mention, count: &Mention| {
            let outcome = arithmetic::average(reading, total, count)?;
            Some(if outcome.unit.converts_to(unit) { outcome } else { Outcome { unit: unit.clone(), ..outcome } })
        };
        let judged = judge(average.result, &totals, &counts, quotient, Outcome::fits_rounded);
        match judged {
            Judgement::Holds { outcome, .. } => {
                verdicts.holds(average.result.range.clone(), outcome.words(average.result));
            }
            Judgement::Fails(outcomes) if is_of_this_text(reading, &average) => {
                let sums: Vec<String> = outcomes.iter().map(|outcome| outcome.words(average.result)).collect();
                let printed = reading.printed(average.result);
                verdicts
                    .wrong(
                        average.result.range.clone(),
                        format!("平均数对不上：{}，文中是{printed}", sums.join("；")),
                        format!("the average does not follow: {}, the text says {printed}", sums.join("; ")),
                    )
                    .help("核对总量、数量和平均数三个数", "check the total, the count and the average");
            }
            _ => {}
        }
    }
}

fn is_of_this_text(reading: &Reading, average: &Average) -> bool {
    let words = reading.before(average.result);
    !average.is_elsewhere && !ELSEWHERE.iter().any(|word| words.contains(word))
}
