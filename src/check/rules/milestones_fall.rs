//! `milestones-fall`: the milestones of a target must go forward with their dates. Each is judged by its own kind: what
//! promises at least something must not fall, a ceiling must not rise.

use super::Checked;
use crate::derive::place_of;
use crate::finding::Finding;
use crate::model::observation::{Aim, Milestone};
use crate::model::{Target, Unit};
use rust_decimal::Decimal;

pub fn check(checked: &Checked) -> Vec<Finding> {
    checked.book.targets().flat_map(|target| findings(checked, target)).collect()
}

fn findings(checked: &Checked, target: &Target) -> Vec<Finding> {
    let indicator = checked.book.vocabulary.get(target.indicator);
    let mut milestones: Vec<&Milestone> = target.milestones.iter().collect();
    milestones.sort_by_key(|milestone| milestone.by);
    let (ceilings, floors): (Vec<&Milestone>, Vec<&Milestone>) =
        milestones.into_iter().partition(|milestone| matches!(milestone.aim, Aim::AtMost(_)));
    let mut findings = Vec::new();
    for (steps, is_ceiling) in [(floors, false), (ceilings, true)] {
        for unit in &indicator.measures {
            let valued: Vec<(&Milestone, Decimal)> =
                steps.iter().filter_map(|step| Some((*step, value(&step.aim, unit)?))).collect();
            for pair in valued.windows(2) {
                let ((before, earlier), (after, later)) = (pair[0], pair[1]);
                let goes_back = if is_ceiling { later > earlier } else { later < earlier };
                if goes_back {
                    findings.push(finding(target, &indicator.name, [before, after], is_ceiling));
                }
            }
        }
    }
    findings
}

fn value(aim: &Aim, unit: &Unit) -> Option<Decimal> {
    aim.quantities().iter().find_map(|quantity| quantity.value_in(unit))
}

fn finding(target: &Target, name: &str, [before, after]: [&Milestone; 2], is_ceiling: bool) -> Finding {
    let (zh, en) = if is_ceiling { ("上限放宽了", "ceilings rise") } else { ("往回走", "milestones fall") };
    let (earlier, later) = (before.aim.in_words(), after.aim.in_words());
    Finding::error(
        "milestones-fall",
        place_of(&target.place),
        format!("“{name}”的节点{zh}：{}{earlier}，{}却是{later}", before.by, after.by),
        format!("{name}: {en}, {earlier} on {}, then {later} on {}", before.by, after.by),
    )
    .help("核对日期和数", "check the dates and the values")
}
