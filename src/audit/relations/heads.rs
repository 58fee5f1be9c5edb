//! The wholes of shares and rates that name none: 等外公路71公里，占2.5% is of 公路通车总里程2864公里, 11个村…，占6.0% of the number of villages
//! that the text gives again and again. From a part to candidates wherever they stand, for a slip to be looked for. Judges nothing.

use super::division::{Division, Kind};
use super::operands::{self, Operand, Tie};
use super::resolved::is_larger;
use crate::audit::arithmetic::{self, Outcome};
use crate::reading::{Mention, Reading, is_han};

/// Words that make a quantity one of all there is of a thing.
const ALL: [&str; 8] = ["各项", "全部", "总", "合计", "余额", "共有", "现有", "全体"];

/// What is measured, not what there is of it.
const MEASURES: [&str; 10] = ["里程", "面积", "余额", "规模", "数量", "总数", "总量", "总额", "长度", "支出"];

pub fn of<'r>(reading: &'r Reading, division: &Division<'r>, part: &'r Mention) -> Option<Operand<'r>> {
    let is_nameless = division.whole.is_empty() && matches!(division.kind, Kind::Share | Kind::Rate);
    let counts_rows = division.whole.trim_start_matches(['全', '县', '市', '区', '行', '政', '总']) == "村";
    if !is_nameless && !counts_rows {
        return None;
    }
    let of_class = || if division.kind == Kind::Share { of_class(reading, part) } else { None };
    standing(reading, part).or_else(of_class)
}

/// 31个村 of 183个村: the number of the same things that the text prints at least twice, the largest of them.
fn standing<'r>(reading: &'r Reading, part: &Mention) -> Option<Operand<'r>> {
    let noun = noun(reading, part)?;
    let alike = |m: &&Mention| {
        m.unit() == part.unit() && is_plain(m) && self::noun(reading, m).is_some_and(|other| other == noun)
    };
    let around = reading.around(part);
    let larger = around.iter().filter(alike).filter(|m| is_larger(m, part) && m.range != part.range);
    let most = larger.max_by_key(|m| m.quantity.value())?;
    let times = around.iter().filter(alike).filter(|m| m.quantity.value() == most.quantity.value()).count();
    (times >= 2).then_some(Operand { mention: most, tie: Tie::Named })
}

/// The noun right behind a number: 村 of 11个村公厕管护不到位, 单位 of 21家单位.
fn noun<'r>(reading: &'r Reading, m: &Mention) -> Option<&'r str> {
    const SINGLE: [char; 6] = ['村', '县', '镇', '乡', '校', '社'];
    let object = reading.object(m).trim_start_matches("行政");
    let mut chars = object.chars();
    let first = chars.next().filter(|c| is_han(*c))?;
    let length = match SINGLE.contains(&first) {
        true => first.len_utf8(),
        false => first.len_utf8() + chars.next().filter(|c| is_han(*c))?.len_utf8(),
    };
    Some(&object[..length])
}

/// 绿色贷款18.47亿元，占8.6%: the one quantity that is all of the class that the part's name ends with.
fn of_class<'r>(reading: &'r Reading, part: &Mention) -> Option<Operand<'r>> {
    let name = reading.subject(part).trim_end_matches(['有', '共', '为', '达', '尚', '约']);
    let name = MEASURES.iter().find_map(|measure| name.strip_suffix(measure)).unwrap_or(name);
    let at = name.char_indices().rev().nth(1).map(|(i, _)| i)?;
    let class = Some(&name[at..]).filter(|class| class.chars().all(is_han) && name.chars().count() > 2)?;
    let is_whole = |m: &&Mention| {
        if m.unit() != part.unit() || !reading.subject(m).contains(class) {
            return false;
        }
        let own = reading.subject(m);
        let rest = MEASURES.iter().fold(own.to_string(), |own, measure| own.replace(measure, ""));
        let bare = rest.trim_end_matches(['总', '为', '达', '共', '约']);
        is_plain(m)
            && is_larger(m, part)
            && m.range != part.range
            && (bare.ends_with(class) || own.contains("总"))
            && ALL.iter().any(|word| own.contains(word))
            && !operands::is_detail(reading, m)
            && !operands::is_elsewhere(reading, m)
    };
    let mut wholes = reading.around(part).iter().filter(is_whole);
    let first = wholes.next()?;
    let is_one = wholes.all(|other| other.quantity.value() == first.quantity.value());
    is_one.then_some(Operand { mention: first, tie: Tie::Named })
}

fn is_plain(m: &Mention) -> bool {
    operands::is_operand(m) && m.quantity.bound.is_none()
}

/// How many paragraphs before, each a line of a list, a whole may stand.
const ITEMS: usize = 4;

/// —— 纳入监测的农户有5073户15622人。—— 2835户9688人已标注风险消除，风险消除率62%: each line of a list speaks of what the first counts. Only
/// where it gives the rate: what stands in other lines may be anything.
pub fn of_earlier_items(reading: &Reading, division: &Division, parts: &[Operand]) -> Option<Outcome> {
    let part = parts.first().filter(|part| part.tie >= Tie::Named)?.mention;
    let paragraph = division.result.paragraph;
    let starts_alike = |at: usize| {
        let text = reading.slice(&reading.paragraphs[at].range);
        text.starts_with("——") || text.starts_with("—")
    };
    let is_nameless = division.whole.is_empty() && division.stated.is_none() && division.kind == Kind::Rate;
    if !is_nameless || part.paragraph != paragraph || !starts_alike(paragraph) {
        return None;
    }
    let lines = (paragraph.saturating_sub(ITEMS)..paragraph).rev().take_while(|at| starts_alike(*at));
    let of_line = |at: usize| reading.between(&reading.paragraphs[at].range).iter();
    let wholes = lines.flat_map(of_line).filter(|m| is_plain(m) && m.unit() == part.unit() && is_larger(m, part));
    let mut outcomes = wholes.filter_map(|whole| arithmetic::share(reading, part, whole));
    outcomes.find(|outcome| outcome.fits(division.result))
}
