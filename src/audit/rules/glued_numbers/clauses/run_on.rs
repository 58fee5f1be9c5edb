//! A second clause without its mark, by what it says: 受理案件3462件结案3218件, 供水量3260万吨售水量2860万吨, 改造管网36.8公里漏损率下降2.1个百分点, 抽检水样126份合格率98.4%.
//! From two quantities of one clause to a yes or no.

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

/// 全年用电量3.26亿千瓦时同比增长5.2%。: an amount and its growth, the whole of the clause.
pub fn a_growth_of_it(reading: &Reading, first: &Mention, second: &Mention, between: &str) -> bool {
    const THAN: [&str; 8] = ["同比", "环比", "比上年", "较上年", "比去年", "较去年", "比上年同期", "较上年同期"];
    const MOVES: [&str; 8] = ["增长", "下降", "增加", "减少", "上升", "提高", "回落", "下滑"];
    let than = MOVES.iter().find_map(|verb| between.strip_suffix(verb));
    let is_growth = than.is_some_and(|than| THAN.contains(&than)) && second.is_percent();
    let is_last = reading.after(second).is_empty();
    is_growth && is_last && first.has_unit() && first.change.is_none() && !first.is_percent() && !first.is_points()
}

/// 抽检水样126份合格率98.4%, 存栏生猪12600头出栏8600头, 种植面积1.2万亩亩产486公斤, 管网总长326公里新增用户3200户: what is counted or measured is
/// said, and another measure begins. Of places and of money the second may be said with the first: 12个村合格率98%, 投入3亿元新建学校12所.
pub fn another_measure(reading: &Reading, first: &Mention, second: &Mention, between: &str) -> bool {
    const THINGS: [&str; 12] = ["份", "批次", "批", "件", "例", "人次", "吨", "头", "只", "台", "辆", "台次"];
    const RATES: [&str; 20] = [
        "合格率",
        "达标率",
        "结案率",
        "办结率",
        "通过率",
        "就业率",
        "满意率",
        "发芽率",
        "存活率",
        "治愈率",
        "整改率",
        "完成率",
        "到位率",
        "录取率",
        "升学率",
        "上线率",
        "出勤率",
        "参保率",
        "利用率",
        "达产率",
    ];
    const LENGTHS: [&str; 6] = ["公里", "吨", "立方米", "千瓦时", "头", "只"];
    const MEASURES: [&str; 6] = ["长", "里程", "量", "能力", "面积", "存栏"];
    const AREAS: [&str; 4] = ["亩", "公顷", "平方米", "平方公里"];
    let lead = reading.before(first).trim_end_matches(['达', '为', '约', '近', '到', '共']);
    let unit = first.unit().name();
    let is_plain =
        first.change.is_none() && first.upper.is_none() && !lead.ends_with(['每', '第']) && lead.chars().count() >= 4;
    let is_rate = THINGS.contains(&unit) && RATES.contains(&between) && second.is_percent();
    let is_yield = AREAS.contains(&unit) && lead.ends_with("面积") && matches!(between, "亩产" | "单产" | "平均亩产");
    let is_herd = lead.contains("存栏") && between.starts_with("出栏") && first.unit() == second.unit();
    let is_size = lead.contains("占地")
        && between.ends_with("面积")
        && [unit, second.unit().name()].iter().all(|u| AREAS.contains(u));
    let is_new = LENGTHS.contains(&unit)
        && MEASURES.iter().any(|measure| lead.ends_with(measure))
        && ["新增", "新建", "新装"].iter().any(|verb| between.starts_with(verb))
        && between.chars().count() >= 4;
    is_plain && (is_rate || is_yield || is_herd || is_size || is_new)
}
