//! Averages over a round number of a thing: 公路密度为每百平方公里146.8公里（全市面积8750平方公里）, 按常住人口52.0万人计，每千人口床位6.8张. Told only
//! where the text says beside it over what; what a table or another chapter says of the population is nobody's base.

use crate::audit::Verdicts;
use crate::audit::arithmetic::{self, Outcome};
use crate::audit::relations::judgement::{Judgement, judge};
use crate::audit::relations::near;
use crate::audit::relations::operands::{self, Operand, Tie};
use crate::audit::relations::words;
use crate::model::Unit;
use crate::reading::{Mention, Reading, is_han, measure_word};
use rust_decimal::Decimal;

/// How many sentences back the total may stand.
const REACH: usize = 2;

const NUMBERS: [(&str, i64); 5] = [("十万", 100_000), ("百万", 1_000_000), ("百", 100), ("千", 1000), ("万", 10_000)];

struct PerMany<'r> {
    many: Decimal,
    per: Unit,
    /// The words of the clause: 公路密度为.
    said: &'r str,
}

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for result in reading.mentions.iter().filter(|m| operands::is_operand(m) && m.quantity.bound.is_none()) {
        let Some(average) = per_many(reading, result) else { continue };
        let counts = counts(reading, result, &average);
        let totals = totals(reading, result, &average);
        let quotient = |total: &Mention, count: &Mention| {
            let outcome = arithmetic::average(reading, total, count, &average.per)?;
            Some((of_many(outcome, &average)?, average.per.clone()))
        };
        match judge(result, &totals, &counts, quotient, Outcome::fits_rounded) {
            Judgement::Holds { outcome, .. } => verdicts.holds(result.range.clone(), outcome.words(result)),
            Judgement::Fails(outcomes) => super::tell(reading, verdicts, result, &outcomes),
            Judgement::Nearly(near) => near::tell(reading, verdicts, result, &near),
            Judgement::Composed(_) | Judgement::Unknown => {}
        }
    }
}

fn of_many(outcome: Outcome, average: &PerMany) -> Option<Outcome> {
    Some(Outcome {
        exact: outcome.exact.checked_mul(average.many)?,
        interval: outcome.interval.scaled(average.many)?,
        sum: format!("{}×{}", outcome.sum, average.many),
        ..outcome
    })
}

/// 每百平方公里, 每千人口
fn per_many<'r>(reading: &'r Reading, result: &Mention) -> Option<PerMany<'r>> {
    let said = reading.before(result);
    let behind = &said[said.rfind('每')? + '每'.len_utf8()..];
    let (many, rest) = NUMBERS.iter().find_map(|(word, many)| Some((*many, behind.strip_prefix(word)?)))?;
    let per = if rest.starts_with("人口") { "人" } else { measure_word(rest) };
    let is_plain = !per.is_empty() && rest.chars().all(|c| is_han(c) || c.is_ascii_alphabetic());
    is_plain.then(|| PerMany { many: Decimal::from(many), per: Unit::new(per), said })
}

/// What the bracket behind says, or 按…计算 before.
fn counts<'r>(reading: &'r Reading, result: &Mention, average: &PerMany) -> Vec<Operand<'r>> {
    let sentence = &reading.sentences[result.sentence].range;
    let is_base = |m: &&Mention| {
        let is_aside = m.range.start > result.range.end && {
            let between = &reading.text()[result.range.end..m.range.start];
            between.starts_with(['（', '(']) && !between.contains(['）', ')', '，'])
        };
        m.unit().converts_to(&average.per) && (is_aside || reading.before(m).starts_with('按'))
    };
    reading.between(sentence).iter().filter(is_base).take(2).map(Operand::tight).collect()
}

fn totals<'r>(reading: &'r Reading, result: &Mention, average: &PerMany) -> Vec<Operand<'r>> {
    let fits = |m: &&Mention| {
        m.unit().converts_to(result.unit()) && m.range != result.range && !operands::is_of_before(reading, m)
    };
    let tie = |m: &Mention| match words::shared(average.said, reading.subject(m)) {
        0 => Tie::Loose,
        _ if operands::is_detail(reading, m) => Tie::Loose,
        _ => Tie::Named,
    };
    let all = operands::before(reading, result.clause.start, REACH).filter(fits);
    let mut all: Vec<Operand> = all.map(|mention| Operand { mention, tie: tie(mention) }).collect();
    all.sort_by_key(|one| std::cmp::Reverse(one.tie));
    all.truncate(4);
    all
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn averages_over_a_round_number_are_recomputed() {
        expect(
            "average-off",
            &[
                "全市公路总里程12846公里，其中高速公路384公里。公路密度为每百平方公里164.8公里（全市面积8750平方公里）。",
                "全县医疗卫生机构床位3536张，按常住人口52.0万人计算，每千人口拥有床位8.6张。",
            ],
            &[
                "全市公路总里程12846公里，其中高速公路384公里。公路密度为每百平方公里146.8公里（全市面积8750平方公里）。",
                "全县医疗卫生机构床位3536张，按常住人口52.0万人计算，每千人口拥有床位6.8张。",
                "全县医疗卫生机构床位3536张，每千人口拥有床位8.6张。",
                "全县床位3536张，其中民营床位820张，每千人口拥有床位8.6张（按户籍人口计算）。",
            ],
        );
    }
}
