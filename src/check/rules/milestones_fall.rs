//! `milestones-fall`: the milestones of a target that promises at least something must rise with their dates, and those of
//! a ceiling must not.

use super::Checked;
use crate::derive::place_of;
use crate::finding::Finding;
use crate::model::observation::Aim;

pub fn check(checked: &Checked) -> Vec<Finding> {
    let mut findings = Vec::new();
    for target in checked.book.targets() {
        if matches!(target.aim, Aim::AtMost(_)) {
            continue;
        }
        let name = &checked.book.vocabulary.get(target.indicator).name;
        let unit = checked.book.vocabulary.get(target.indicator).unit();
        let value = |aim: &Aim| aim.quantities().first().and_then(|quantity| quantity.value_in(unit));
        let mut steps: Vec<_> =
            target.milestones.iter().filter_map(|m| Some((m.by, value(&m.aim)?, m.aim.in_words()))).collect();
        steps.sort_by_key(|(by, ..)| *by);
        for pair in steps.windows(2) {
            if pair[1].1 < pair[0].1 {
                findings.push(
                    Finding::error(
                        "milestones-fall",
                        place_of(&target.place),
                        format!("“{name}”的节点往回走：{}{}，{}却是{}", pair[0].0, pair[0].2, pair[1].0, pair[1].2),
                        format!("the milestones of {name} fall: {} on {}, then {} on {}", pair[0].2, pair[0].0, pair[1].2, pair[1].0),
                    )
                    .help("核对日期和数", "check the dates and the values"),
                );
            }
        }
    }
    findings
}
