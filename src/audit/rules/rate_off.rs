//! `rate-off`: 参保率, 整改率, 风险消除率 … that the quantities before it do not give. The part is told by the words of the
//! rate's name (已整改2018处，整改率93.6%), the whole by 应, 共, 总, 其中 or by being the set of the same unit before it. Rates
//! over populations and times that such texts do not state are left alone.

use crate::audit::Verdicts;
use crate::audit::relations::division::{Division, Kind};
use crate::audit::relations::judgement::Judgement;
use crate::audit::relations;
use crate::reading::Reading;

/// Rates whose whole is no set of what the text counts.
const ELSEWHERE: [&str; 22] = [
    "增长", "利", "税", "汇", "费", "概", "频", "效", "生产", "出生", "死亡", "失业", "收益", "回报", "毛利", "周转", "入园",
    "生育", "患病", "发病", "贡献", "负债",
];

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    for tried in relations::divisions(reading, Kind::Rate) {
        let rate = tried.division.result;
        match tried.judgement {
            Judgement::Holds { outcome, .. } => verdicts.holds(rate.range.clone(), outcome.words(rate)),
            Judgement::Fails(outcomes) if !is_elsewhere(&tried.division) => {
                let sums: Vec<String> = outcomes.iter().map(|outcome| outcome.words(rate)).collect();
                let printed = reading.printed(rate);
                let name = tried.division.part.trim_start_matches("其中");
                verdicts
                    .wrong(
                        rate.range.clone(),
                        format!("{name}率对不上：{}，文中是{printed}", sums.join("；")),
                        format!("the rate does not follow: {}, the text says {printed}", sums.join("; ")),
                    )
                    .help("核对分子、分母和率三个数", "check the numerator, the denominator and the rate");
            }
            _ => {}
        }
    }
}

fn is_elsewhere(division: &Division) -> bool {
    ELSEWHERE.iter().any(|name| division.part.ends_with(name))
}
