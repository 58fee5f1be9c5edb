//! `targets-disagree`: one indicator is promised two things for one day: by the target and a milestone of it, or by the files
//! of two years; or a milestone asks for more than the target that comes after it. Targets set by different offices are left
//! alone, and so is a later one whose note says that it was changed.

use super::Checked;
use crate::derive::{Book, place_of};
use crate::finding::Finding;
use crate::model::observation::Aim;
use crate::model::{Date, IndicatorId, Interval, RegionCode, Target, Unit};
use std::collections::BTreeMap;

/// Words by which a note says that a target was changed on purpose.
const CHANGED: [&str; 8] = ["调整", "修订", "修正", "上调", "下调", "提高", "压减", "变更"];

/// What a plan promises for a day.
struct Promise<'b> {
    target: &'b Target,
    aim: &'b Aim,
    due: Date,
}

pub fn check(checked: &Checked) -> Vec<Finding> {
    let mut all: BTreeMap<(RegionCode, IndicatorId), Vec<Promise>> = BTreeMap::new();
    for target in checked.book.targets() {
        all.entry((target.region, target.indicator)).or_default().extend(promises(target));
    }
    let pairs = all.values().flat_map(|promises| {
        promises.iter().enumerate().flat_map(|(i, a)| promises[i + 1..].iter().map(move |b| (a, b)))
    });
    pairs.filter_map(|(earlier, later)| finding(checked.book, earlier, later)).collect()
}

/// The target itself, where it is due on a date that can be read, and its milestones.
fn promises(target: &Target) -> Vec<Promise<'_>> {
    let by = target.by.as_deref().map(|by| Date::parse(by.trim_end_matches(['底', '末', '前'])));
    let own = by.unwrap_or(Some(Date::year(target.year)));
    let own = own.map(|due| Promise { target, aim: &target.aim, due: at_end_of_year(due) });
    let milestones = target.milestones.iter().map(|m| Promise { target, aim: &m.aim, due: at_end_of_year(m.by) });
    own.into_iter().chain(milestones).collect()
}

/// The end of a year is the year: 2024-12-31, 2024-12 and 2024.
fn at_end_of_year(date: Date) -> Date {
    let is_end = date.month.is_none_or(|m| m == 12) && date.day.is_none_or(|d| d == 31);
    if is_end { Date::year(date.year) } else { date }
}

fn finding(book: &Book, first: &Promise, second: &Promise) -> Option<Finding> {
    let indicator = book.vocabulary.get(first.target.indicator);
    let is_one_target = std::ptr::eq(first.target, second.target);
    let was_changed = || {
        let note = second.target.note.as_deref().unwrap_or_default();
        CHANGED.iter().any(|word| note.contains(word))
    };
    if !is_one_target && (first.target.set_by != second.target.set_by || was_changed()) {
        return None;
    }
    let contradicts = |unit: &Unit| match first.due == second.due {
        true => differs(first.aim, second.aim, unit),
        // A target comes after its milestones; these among themselves are `milestones-fall`'s.
        false if is_one_target && std::ptr::eq(first.aim, &first.target.aim) && is_before(second.due, first.due) => {
            overshoots(second.aim, first.aim, unit)
        }
        false => false,
    };
    if !indicator.measures.iter().any(contradicts) {
        return None;
    }
    let said = |p: &Promise| match is_one_target {
        true => format!("{}{}", p.due, p.aim.in_words()),
        false => format!("{}年的文件写{}{}", p.target.year, p.due, p.aim.in_words()),
    };
    let (one, other) = (said(first), said(second));
    Some(
        Finding::warning(
            "targets-disagree",
            place_of(&second.target.place),
            format!("“{}”的目标互相矛盾：{one}，{other}", indicator.name),
            format!("the targets for {} contradict one another: {one}; {other}", indicator.name),
        )
        .help(
            "核对日期和数；目标调整过的在备注里写明（如“年中调整”），别人定的写 set_by（下达）",
            "check dates and values; say in the note that a target was changed (调整), and by `set_by` who else has set it",
        ),
    )
}

/// A year lasts until its end: a month of it comes before.
fn is_before(date: Date, other: Date) -> bool {
    let rank = |date: Date| (date.year, date.month.unwrap_or(13), date.day.unwrap_or(32));
    rank(date) < rank(other)
}

/// Two promises for one day: of the same kind with other numbers, or of different kinds that cannot both be kept.
fn differs(a: &Aim, b: &Aim, unit: &Unit) -> bool {
    let (Some(mine), Some(theirs)) = (printed(a, unit), printed(b, unit)) else { return false };
    match (a, b) {
        (Aim::AtLeast(_), Aim::AtMost(_)) => is_above(&mine, &theirs),
        (Aim::AtMost(_), Aim::AtLeast(_)) => is_above(&theirs, &mine),
        (Aim::AtLeast(_), Aim::Exactly(_)) => is_above(&mine, &theirs),
        (Aim::Exactly(_), Aim::AtLeast(_)) => is_above(&theirs, &mine),
        (Aim::AtMost(_), Aim::Exactly(_)) => is_above(&theirs, &mine),
        (Aim::Exactly(_), Aim::AtMost(_)) => is_above(&mine, &theirs),
        _ => !mine.meets(&theirs),
    }
}

/// True where a milestone asks for more than the target after it, or allows less than its ceiling does.
fn overshoots(milestone: &Aim, target: &Aim, unit: &Unit) -> bool {
    let (Some(step), Some(end)) = (printed(milestone, unit), printed(target, unit)) else { return false };
    match (milestone, target) {
        (Aim::AtLeast(_), Aim::AtLeast(_)) => is_above(&step, &end),
        (Aim::AtMost(_), Aim::AtMost(_)) => is_above(&end, &step),
        _ => false,
    }
}

/// The number of an aim, without what 不低于 opens.
fn printed(aim: &Aim, unit: &Unit) -> Option<Interval> {
    let of_unit = aim.quantities().iter().find(|quantity| quantity.unit.converts_to(unit))?;
    crate::model::Quantity { bound: None, ..of_unit.clone() }.interval_in(unit)
}

fn is_above(a: &Interval, b: &Interval) -> bool {
    matches!((a.low, b.high), (Some(low), Some(high)) if low > high)
}

#[cfg(test)]
mod tests {
    use crate::check::world::World;

    const FUNDS: &str = "  funds: { name: 衔接资金, unit: 元 }\n  rate: { name: 支出进度, unit: '%' }";

    fn told(years: &[(i32, &str)]) -> Vec<String> {
        let world = years.iter().fold(World::of_one(FUNDS), |world, (year, target)| {
            world.with("990101", *year, &format!("衔接资金: 1元\ntargets:\n{target}"))
        });
        world.told("targets-disagree")
    }

    #[test]
    fn two_years_promise_one_thing_for_one_day() {
        let plan = (2021, "衔接资金: { at_least: 1.2亿元, by: 2025年底 }");
        assert_eq!(
            told(&[plan, (2025, "衔接资金: { at_least: 1.5亿元 }")]),
            ["“衔接资金”的目标互相矛盾：2021年的文件写2025年1.2亿元以上，2025年的文件写2025年1.5亿元以上"]
        );
        for later in [
            "衔接资金: { at_least: 12000万元 }",
            "衔接资金: { at_least: 1.5亿元, note: 年中调整 }",
            "衔接资金: { at_least: 1.5亿元, set_by: 省 }",
            "衔接资金: { at_most: 1.5亿元 }",
            "衔接资金: { at_least: 1.5亿元, by: 2026 }",
        ] {
            assert!(told(&[plan, (2025, later)]).is_empty(), "{later}");
        }
        assert_eq!(told(&[plan, (2025, "衔接资金: { at_most: 1.0亿元 }")]).len(), 1);
    }

    #[test]
    fn milestones_lead_to_their_target() {
        let one = |milestone: &str, by: &str| {
            told(&[(2024, &format!("支出进度: {{ at_least: 75%, by: {by}, milestones: [ {milestone} ] }}"))])
        };
        assert_eq!(
            one("{ by: 2024-06, at_least: 80% }", "2024-09"),
            ["“支出进度”的目标互相矛盾：2024年9月75%以上，2024年6月80%以上"]
        );
        assert_eq!(one("{ by: 2024-06, at_least: 80% }", "2024").len(), 1);
        assert!(one("{ by: 2024-06, at_least: 50% }", "2024-09").is_empty());
        assert!(one("{ by: 2024-12, at_least: 95% }", "2024-09").is_empty());
        assert_eq!(one("{ by: 2024-09, at_least: 70% }", "2024-09").len(), 1);
    }
}
