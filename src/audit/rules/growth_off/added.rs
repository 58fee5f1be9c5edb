//! What was added and, behind it, what there is with it: `新增学位270个，小学学位总数达1620个，扩容20%`. From a rate of growth to the value and
//! the increment right before it, or to the increment and its base. Judges nothing.

use super::{Step, is_amount};
use crate::audit::arithmetic::{self, Outcome};
use crate::audit::compared::{self, Said};
use crate::audit::relations::operands;
use crate::model::Unit;
use crate::reading::{ChangeKind, Direction, Mention, Reading};

/// 比2023年的5200人次增加800人次，增长15.4%: the increment over the value from which it is said to be.
pub fn over_base(reading: &Reading, said: &Said) -> Option<Outcome> {
    let index = said.index.checked_sub(2)?;
    let (base, by) = (&reading.mentions[index], &reading.mentions[index + 1]);
    let increment = compared::said(reading, index + 1).filter(|by| by.kind == ChangeKind::Amount)?;
    let gap = reading.text().get(by.range.end..said.verb.start)?;
    let lead = &reading.text()[operands::clause_start(reading, base).min(base.range.start)..base.range.start];
    let is_of_before = compared::baseline(lead) != compared::Baseline::None && !compared::compares_elsewhere(lead);
    let leads_on = &reading.text()[base.range.end..by.range.start];
    let compares = lead.contains(['比', '较'])
        && is_of_before
        && by.sentence == base.sentence
        && base.unit() == by.unit()
        && leads_on.chars().count() <= 4
        && compared::bare(said.words).is_empty();
    let is_plain = compared::said(reading, index).is_none()
        && base.quantity.bound.is_none()
        && by.quantity.bound.is_none()
        && base.change.is_none();
    let is_beside = matches!(gap, "，" | "、" | "，同比" | "（");
    if !(compares && is_plain && is_beside && increment.direction == said.direction) {
        return None;
    }
    Some(Outcome { unit: Unit::new("倍"), ..arithmetic::share(reading, by, base)? })
}

const TOTALS: [&str; 7] = ["总数", "累计", "总量", "达到", "达", "增加到", "增至"];
const ADDED: [&str; 6] = ["新增", "新建", "新增加", "净增", "增加", "新装"];

pub fn step<'r>(reading: &'r Reading, said: &Said<'r>) -> Option<Step<'r>> {
    let index = said.index.checked_sub(2)?;
    let (by, now) = (&reading.mentions[index], &reading.mentions[index + 1]);
    let is_row = by.sentence == said.mention.sentence && by.unit() == now.unit();
    let gap = &reading.text()[now.range.end..said.verb.start.max(now.range.end)];
    let is_beside = gap.matches('，').count() == 1 && !gap.contains(['；', '。', '（']);
    let says = |m: &Mention, words: &[&str]| words.iter().any(|word| reading.subject(m).contains(word));
    // 2023年增加到20504元 is what was reached.
    let is_reached = reading.before(by).ends_with(['到', '至', '为']);
    let is_plain = !is_reached && now.change.is_none() && !now.is_quoted && !by.is_quoted && is_amount(now, by);
    if !(is_row && is_beside && is_plain && says(by, &ADDED) && says(now, &TOTALS) && !says(now, &ADDED)) {
        return None;
    }
    let increment = Said {
        index,
        mention: by,
        kind: ChangeKind::Amount,
        direction: said.direction,
        words: "",
        verb: by.range.start..by.range.start,
    };
    // 较原有增加23.5%: against what there was before.
    let names_nothing = compared::bare(said.words).chars().count() <= 1 || said.words.contains("原有");
    let is_tight = names_nothing && said.direction == Direction::Up && !said.words.contains("同比");
    Some(Step { now, increment, is_tight, is_near: is_tight })
}
