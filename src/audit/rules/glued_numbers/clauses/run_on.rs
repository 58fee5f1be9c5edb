//! A second clause without its mark, by what it says: 受理案件3462件结案3218件, 供水量3260万吨售水量2860万吨, 改造管网36.8公里漏损率下降2.1个百分点. From two
//! quantities of one clause to a yes or no.

use crate::reading::{Mention, Reading};

/// What was done with so many of the things before it.
const DONE: [&str; 22] = [
    "结案", "办结", "审结", "合格", "整改", "化解", "办理", "完成", "达标", "竣工", "开工", "通过", "录取", "出院",
    "治愈", "销号", "签约", "到位", "处置", "回复", "采纳", "投用",
];

/// Names of two measures that end alike and have one unit, or a count of things and what was done with them.
pub fn said_of_one(reading: &Reading, first: &Mention, second: &Mention, between: &str) -> bool {
    const KINDS: [char; 5] = ['量', '额', '数', '费', '值'];
    let is_alike = first.unit() == second.unit() && first.change.is_none() && second.change.is_none();
    let lead = reading.before(first).trim_end_matches(['达', '为', '约', '近', '到', '共']);
    let is_less = second.quantity.value() <= first.quantity.value();
    let is_done = DONE.contains(&between) && is_less && first.unit().is_counted() && !lead.ends_with(['每', '第']);
    let has_verb = lead.chars().count() >= 4 && !lead.contains(['的', '以']);
    let is_pair = (2..=5).contains(&between.chars().count())
        && KINDS.iter().any(|kind| lead.ends_with(*kind) && between.ends_with(*kind))
        && !between.contains(|c| "的与和比较同及每".contains(c));
    is_alike && first.has_unit() && (is_done && has_verb || is_pair)
}

/// 漏损率下降: a rate and its verb behind what is no percentage.
pub fn a_rate_that_moves(first: &Mention, second: &Mention, between: &str) -> bool {
    const MOVES: [&str; 8] = ["下降", "上升", "提高", "提升", "降低", "回落", "增长", "达到"];
    const LINKS: &str = "的使让令后前时与和比较同及每将把以";
    let name = MOVES.iter().find_map(|verb| between.strip_suffix(verb));
    let is_rate = name.is_some_and(|name| name.ends_with('率') && (3..=6).contains(&name.chars().count()));
    let is_moved = second.is_points() || second.is_percent();
    is_rate && is_moved && !first.is_percent() && !first.is_points() && !between.contains(|c| LINKS.contains(c))
}
