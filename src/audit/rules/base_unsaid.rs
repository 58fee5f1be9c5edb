//! `base-unsaid`: a share or a rate that fits one of two measures only (persons, not households), where the words do not say
//! which; and one of 总额, 总数 … whose whole stands nowhere in the text.

use crate::audit::Verdicts;
use crate::audit::arithmetic::{self, plain};
use crate::audit::relations::Tried;
use crate::audit::relations::division::{Division, Kind};
use crate::audit::relations::judgement::Judgement;
use crate::audit::relations::operands::{self, Tie};
use crate::model::Unit;
use crate::reading::{Mention, Reading};

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for tried in verdicts.divisions().iter().filter(|tried| tried.division.kind != Kind::Times) {
        match &tried.judgement {
            Judgement::Holds { part, whole, .. } => {
                if let Some((this, other)) = of_two(reading, &tried.division, part, whole) {
                    one_of_two(reading, verdicts, tried.division.result, &this, &other);
                }
            }
            Judgement::Unknown if tried.division.kind == Kind::Share => nowhere(reading, verdicts, tried),
            _ => {}
        }
    }
}

/// The sums in the measure that fits and in the other one, where the other one does not fit and no word says which is meant.
fn of_two(reading: &Reading, division: &Division, part: &Mention, whole: &Mention) -> Option<(String, String)> {
    let (other_part, other_whole) = (operands::twin(reading, part)?, operands::twin(reading, whole)?);
    let lead = &reading.text()[division.start..division.result.range.start];
    let behind = reading.text()[division.result.range.end..].trim_start_matches(['（', '(']);
    let says_which =
        ["户数", "人数", "人口", "总户", "总人", "按户", "按人", "户占", "人占"].iter().any(|w| lead.contains(w))
            || ["以人计", "以户计"].iter().any(|w| reading.before(division.result).contains(w))
            || ["以人计", "以户计", "按人计", "按户计"].iter().any(|w| behind.starts_with(w));
    if says_which || other_part.range.end > division.start {
        return None;
    }
    let sum = |part: &Mention, whole: &Mention| {
        let outcome = arithmetic::share(reading, part, whole)?;
        let measure = if operands::is_person(part.unit()) { "人" } else { "户" };
        Some((outcome.fits(division.result), format!("{}（{measure}）", outcome.words(division.result))))
    };
    let (_, this) = sum(part, whole)?;
    let (fits_too, other) = sum(other_part, other_whole)?;
    (!fits_too).then_some((this, other))
}

fn one_of_two(reading: &Reading, verdicts: &mut Verdicts, result: &Mention, this: &str, other: &str) {
    let measure = if this.ends_with("（人）") { ("人", "persons") } else { ("户", "households") };
    let printed = reading.printed(result);
    verdicts
        .doubt(
            result.range.clone(),
            format!("{printed}只与一种口径相符：{this}；{other}"),
            format!("{printed} fits one measure only: {this}; {other}"),
        )
        .help(format!("写明“以{}计”", measure.0), format!("say that it counts {}: write 以{}计", measure.1, measure.0));
}

/// 占总额的P, and nothing before it is the whole: says how large it would have to be.
fn nowhere(reading: &Reading, verdicts: &mut Verdicts, tried: &Tried) {
    let division = &tried.division;
    let is_bare = ["总额", "总数", "总量", "全部", "总金额", "总户数", "总人数"].contains(&division.whole);
    let Some(part) = tried.parts.first().filter(|part| is_bare && part.tie == Tie::Tight) else { return };
    let part = part.mention;
    let larger = |m: &Mention| {
        m.range != part.range && m.quantity.value_in(part.unit()).is_some_and(|value| value >= part.quantity.value())
    };
    if operands::before(reading, division.start, 2).any(larger) {
        return;
    }
    let Some(ratio) = division.result.interval_in(&Unit::new("倍")) else { return };
    let Some(whole) = part.interval().over(&ratio) else { return };
    let (Some(low), Some(high)) = (whole.low, whole.high) else { return };
    // 全村386户1274人…占总户数的56.5%: the text has it, farther off.
    let is_it = |m: &Mention| m.range != part.range && m.interval_in(part.unit()).is_some_and(|own| own.meets(&whole));
    if reading.around(part).iter().any(is_it) {
        return;
    }
    let scale = part.quantity.scale;
    let shown = |value| plain(value / scale.factor(), part.quantity.printed_decimals());
    let unit = format!("{}{}", scale.word(), part.unit().name());
    let (sum, printed) = (format!("{}÷{}", reading.printed(part), reading.printed(division.result)), division.whole);
    verdicts
        .doubt(
            division.result.range.clone(),
            format!("“{printed}”是多少，前文没有：{sum} = {}～{}{unit}", shown(low), shown(high)),
            format!("the text does not say how much {printed} is: {sum} = {}～{}{unit}", shown(low), shown(high)),
        )
        .help("写出总体，或写明占谁的比重", "state the whole, or say of what it is a share");
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn faulty_sentences_are_told_and_clean_ones_are_not() {
        expect(
            "base-unsaid",
            &[
                "共有监测对象5073户15622人，消除风险2835户9688人，风险消除率62%。",
                "识别监测对象1000户3000人，已消除风险500户1800人，风险消除率60%。",
                "共有监测对象5073户15622人，消除风险2835户9688人，消除风险62%。",
                "全镇共有脱贫户400户1500人，其中搬迁100户450人，占30%。",
                "识别监测对象1000户3000人，其中因病致贫400户1000人，占40%。",
                "全县脱贫人口2000户8000人，其中务工1000户2000人，占比25%。",
                "投入资金380万元，占总额的45%。",
                "培训120人，占总数的35%。",
                "应搬迁200户900人，实际搬迁150户540人，搬迁率60%。",
                "全年消除返贫风险1026户3240人，占监测对象1710户6000人的60%。",
            ],
            &[
                "全村7个村民小组、386户1274人。到2024年，种菇农户已有218户，占总户数的56.5%。",
                "共有监测对象5073户15622人，消除风险2835户9688人，风险消除率（按人数计）62%。",
                "共有监测对象5073户15622人，消除风险2835户9688人，以人计风险消除率62%。",
                "识别监测对象1000户3000人，已消除风险500户1500人，风险消除率50%。",
                "项目总投资1.26亿元，其中补助7200万元，占总额的57.1%。",
                "共有农户400户，其中搬迁100户，占25%。",
                "全县2000户8000人，其中务工1000户2000人，占总户数的50%。",
                "共有监测对象5073户15622人，风险消除率62%。",
                "处理58家，占检查总数的13.4%。",
                "投入资金380万元，占财政支出的45%。",
                "培训120人，占全县的35%。",
                "全县2000户8000人，其中务工1000户4000人，占50%。",
                "占总额的45%左右。",
                "全镇1200户4000人，其中搬迁300户1200人，人数占30%。",
            ],
        );
    }
}
