//! By how much the share of a branch has changed: 三次产业结构由上年的22.9∶36.0∶41.1调整为22.2∶36.4∶41.4，第一产业比重下降0.7个百分点. From a difference in
//! points to the two ratios of its sentence. Does not ask whether those make 100.

use super::{fits, tell, words};
use crate::audit::Verdicts;
use crate::audit::arithmetic::Outcome;
use crate::model::Interval;
use crate::reading::{Mention, Reading};
use rust_decimal::Decimal;

const BRANCHES: [[&str; 3]; 3] =
    [["第一产业", "一产", "一次产业"], ["第二产业", "二产", "二次产业"], ["第三产业", "三产", "三次产业"]];
const UP: [&str; 5] = ["上升", "提高", "提升", "增加", "扩大"];
const DOWN: [&str; 4] = ["下降", "降低", "回落", "减少"];

/// Whether the difference is one of a branch between two ratios, and has been judged.
pub fn check(reading: &Reading, verdicts: &mut Verdicts, points: &Mention) -> bool {
    let clause = reading.before(points);
    let verb_of = |verbs: &[&str]| verbs.iter().any(|verb| clause.trim_end_matches('了').ends_with(verb));
    let branch = BRANCHES.iter().position(|names| names.iter().any(|name| clause.starts_with(name)));
    let Some(branch) = branch.filter(|_| clause.contains("比重") || clause.contains("占比")) else { return false };
    let Some((before, now)) = two_ratios(reading, points) else { return false };
    let (from, to) = match (verb_of(&DOWN), verb_of(&UP)) {
        (true, false) => (now[branch], before[branch]),
        (false, true) => (before[branch], now[branch]),
        _ => return false,
    };
    let exact = to - from;
    // Each share was rounded, and their difference may have been taken before.
    let slack = Decimal::new(1, from.scale().max(to.scale()));
    let outcome = Outcome {
        exact,
        interval: Interval::between(exact - slack, exact + slack),
        unit: points.unit().clone(),
        sum: format!("{to}-{from}"),
    };
    match fits(&outcome, points) {
        true => verdicts.holds(points.range.clone(), words(&outcome, points)),
        false => tell(reading, verdicts, points, &outcome),
    }
    true
}

type Three = [Decimal; 3];

/// 由a∶b∶c调整为d∶e∶f in the sentence before the difference, and no other ratio.
fn two_ratios(reading: &Reading, points: &Mention) -> Option<(Three, Three)> {
    let start = reading.sentences[points.sentence].range.start;
    let lead = reading.slice(&(start..points.clause.start.max(start)));
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | '∶' | ':' | '：' | '︰');
    let runs = lead.split(|c| !is_part(c)).filter_map(|run| {
        let shares: Vec<Decimal> = run.split(['∶', ':', '：', '︰']).filter_map(|share| share.parse().ok()).collect();
        Three::try_from(shares).ok()
    });
    let found: Vec<Three> = runs.collect();
    let changes =
        lead.contains(['由', '从']) && ["调整", "优化", "变", "演变", "转"].iter().any(|verb| lead.contains(verb));
    match found.as_slice() {
        [before, now] if changes => Some((*before, *now)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn the_share_of_a_branch_changes_as_its_ratios_say() {
        expect(
            "points-off",
            &[
                "三次产业结构由上年的22.9∶36.0∶41.1调整为22.2∶36.4∶41.4，第一产业比重下降1.7个百分点。",
                "三次产业结构由12.1:40.0:47.9优化为11.0:39.2:49.8，第三产业占比提高9.1个百分点。",
                "三次产业结构从12.1∶40.0∶47.9调整为11.0∶39.2∶49.8，二产比重提高0.8个百分点。",
            ],
            &[
                "三次产业结构由上年的22.9∶36.0∶41.1调整为22.2∶36.4∶41.4，第一产业比重下降0.7个百分点，第二产业比重上升0.4个百分点。",
                "三次产业结构由12.1:40.0:47.9优化为11.0:39.2:49.8，第三产业占比提高2.0个百分点。",
                "三次产业结构为11.0∶39.2∶49.8，第三产业比重提高9.1个百分点。",
            ],
        );
    }
}
