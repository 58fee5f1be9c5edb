//! By what share something was cut: 由425个压减至340个，压减比例20%. From such a share to the values then and now that stand right before it; what is
//! left is no part of what there was, as with a plain share. Where the text has only one of them there is nothing to say.

use super::tell;
use crate::audit::Verdicts;
use crate::audit::arithmetic::{self, Outcome};
use crate::audit::relations::division::Division;
use crate::audit::relations::{near, operands};
use crate::model::Interval;
use crate::reading::{Mention, Reading};
use rust_decimal::Decimal;

const CUTS: [&str; 14] =
    ["减量", "压减", "压缩", "精简", "削减", "缩减", "核减", "减少", "下降", "降低", "减免", "节约", "裁减", "撤并"];

/// 压减比例, 精简比例为
pub fn is_reduction(division: &Division) -> bool {
    division.whole.is_empty() && division.stated.is_none() && CUTS.iter().any(|verb| division.part.ends_with(verb))
}

pub fn check(reading: &Reading, verdicts: &mut Verdicts, division: &Division) {
    let result = division.result;
    let mut before = operands::before(reading, division.start, 0);
    let (Some(last), Some(first)) = (before.next(), before.next()) else { return };
    let all = [less(reading, last, first), by(reading, last, first)];
    let outcomes: Vec<Outcome> = all.into_iter().flatten().collect();
    if let Some(outcome) = outcomes.iter().find(|outcome| outcome.fits(result)) {
        return verdicts.holds(result.range.clone(), outcome.words(result));
    }
    let slipped = outcomes.first().filter(|outcome| near::is_slip_of(result, outcome));
    if let Some(outcome) = slipped.filter(|_| runs_from_to(reading, first, last)) {
        tell(reading, verdicts, result, std::slice::from_ref(outcome));
    }
}

/// 由425个压减至340个
fn runs_from_to(reading: &Reading, first: &Mention, last: &Mention) -> bool {
    let between = reading.slice(&(first.range.end..last.range.start));
    reading.before(first).contains(['由', '从']) && between.ends_with(['至', '到', '为']) && !between.contains('，')
}

/// What is missing now of what there was.
fn less(reading: &Reading, now: &Mention, then: &Mention) -> Option<Outcome> {
    let left = arithmetic::share(reading, now, then).filter(|left| left.exact <= Decimal::ONE)?;
    Some(Outcome {
        exact: Decimal::ONE - left.exact,
        interval: Interval::point(Decimal::ONE).minus(&left.interval)?,
        sum: format!("1-{}", left.sum),
        ..left
    })
}

/// 原有425个，压减85个，压减比例20%: what was cut of what there was.
fn by(reading: &Reading, cut: &Mention, then: &Mention) -> Option<Outcome> {
    arithmetic::share(reading, cut, then)
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn what_is_left_is_no_share_that_was_cut() {
        expect(
            "share-off",
            &["政务新媒体拟由425个压减至340个，压减比例25%。", "内设机构由48个精简到36个，精简比例达52%。"],
            &[
                "政务新媒体拟由425个压减至340个，压减比例20%。",
                "内设机构由48个精简到36个，精简比例达25%。",
                "原有事项240项，压减60项，压减比例25%。",
                "全年会议控制在24次，文件控制在60份，压减比例30%。",
            ],
        );
    }
}
