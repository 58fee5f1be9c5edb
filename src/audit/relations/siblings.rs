//! The whole that divisions of one passage share: 及格411人，及格率64.0%；优秀90人，优秀率14.0%. From the divisions of a text, tried one by
//! one, to those that hold or fail by the whole of a neighbour. Looks for no other candidates.

use super::far;
use super::operands::{Operand, Tie};
use super::resolved::is_larger;
use super::words;
use super::{Tried, judged};
use crate::audit::mend;
use crate::audit::relations::division::{Division, Kind};
use crate::audit::relations::judgement::Judgement;
use crate::reading::{Mention, Reading};

/// In bytes, how far before a result a bracket may open that holds it.
const FAR: usize = 600;

/// How many divisions before and behind are neighbours.
const REACH: usize = 4;

/// Tries the wholes of neighbours where a division has none of its own.
pub fn share<'r>(reading: &'r Reading, all: &mut [Tried<'r>]) {
    for at in 0..all.len() {
        let division = &all[at].division;
        let is_doubted = match all[at].judgement {
            Judgement::Unknown => false,
            Judgement::Nearly(_) => true,
            _ => continue,
        };
        if division.stated.is_some() || is_of_others(reading, division) {
            continue;
        }
        let judgement = match is_doubted {
            // 用于产业发展的2673万元，占55%；用于稳岗就业的486万元，占10%: by the whole of the first it holds.
            true => by_neighbours(reading, all, at, whole_by_which_it_holds)
                .filter(|judgement| matches!(judgement, Judgement::Holds { .. })),
            false => by_neighbours(reading, all, at, whole_of),
        };
        if let Some(judgement) = judgement {
            all[at].judgement = judgement;
        }
    }
}

fn by_neighbours<'r>(
    reading: &'r Reading,
    all: &[Tried<'r>],
    at: usize,
    whole_from: impl Fn(&Tried<'r>) -> Option<&'r Mention>,
) -> Option<Judgement<'r>> {
    let this = &all[at];
    let part = this.parts.first()?;
    let is_again = is_rated_again(reading, &all[..at], this, part);
    let part = Operand { tie: if is_again { part.tie.max(Tie::Named) } else { part.tie }, ..*part };
    if part.tie < Tie::Named {
        return None;
    }
    let near = &all[at.saturating_sub(REACH)..(at + REACH + 1).min(all.len())];
    let near = near.iter().filter(|other| is_alike(this, other) || is_of_named_whole(reading, this, other));
    let namesakes = all[..at].iter().filter(|other| is_namesake(this, other));
    let mut wholes: Vec<Operand<'r>> = Vec::new();
    for neighbour in near.chain(namesakes) {
        let Some(whole) = whole_from(neighbour) else { continue };
        let fits = whole.unit().converts_to(part.mention.unit())
            && whole.range != part.mention.range
            && (is_again || is_larger(whole, part.mention))
            && wholes.iter().all(|known| known.mention.range != whole.range);
        if fits {
            wholes.push(Operand { mention: whole, tie: Tie::Named });
        }
    }
    // Neighbours that do not agree on a whole say nothing.
    let [_] = wholes.as_slice() else { return None };
    let judgement = judged(reading, &this.division, &[part], &wholes);
    (!matches!(judgement, Judgement::Unknown)).then_some(judgement)
}

/// 比全市平均开工率82.0%, （365天，优良率87.9%）: of another place or time, or within brackets.
pub(super) fn is_of_others(reading: &Reading, division: &Division) -> bool {
    const OTHERS: [&str; 12] = ["比", "较", "均", "上年", "去年", "同期", "全省", "全国", "高于", "低于", "年", "目标"];
    let end = division.result.range.start;
    let lead = &reading.text()[division.start..end];
    let start = reading.sentences[division.result.sentence].range.start.max(end.saturating_sub(FAR));
    let sentence = &reading.text()[reading.text().floor_char_boundary(start)..end];
    let is_aside = sentence.rfind(['（', '(']).is_some_and(|open| !sentence[open..].contains(['）', ')']));
    let lead = lead.trim_end_matches("占比").trim_end_matches("比重");
    is_aside || OTHERS.iter().any(|word| lead.contains(word))
}

/// Of one kind, in one passage, and the words name the same whole.
fn is_alike(this: &Tried, other: &Tried) -> bool {
    let (a, b) = (&this.division, &other.division);
    let name = |whole: &str| words::without_filler(whole).replace('|', "");
    a.kind == b.kind
        && matches!(a.kind, Kind::Share | Kind::Rate)
        && a.result.range != b.result.range
        && a.result.paragraph == b.result.paragraph
        && a.result.sentence.abs_diff(b.result.sentence) <= 1
        && (a.whole.is_empty() || name(a.whole) == name(b.whole))
}

/// 涉农贷款128.62亿元，占各项贷款的60.0%。…绿色贷款18.47亿元，占8.6%: the whole that the paragraph named for another of this measure.
fn is_of_named_whole(reading: &Reading, this: &Tried, other: &Tried) -> bool {
    let (a, b) = (&this.division, &other.division);
    let measure = this.parts.first().map_or("", |part| far::measure(reading, part.mention));
    a.kind == Kind::Share
        && b.kind == Kind::Share
        && a.result.paragraph == b.result.paragraph
        && b.result.range.end <= a.result.range.start
        && a.whole.is_empty()
        && measure.chars().count() >= 2
        && b.whole.ends_with(measure)
}

/// 完成治理的行政村71个，治理率42.3%。…年末累计119个，治理率70.8%: the same rate again, further on.
fn is_namesake(this: &Tried, other: &Tried) -> bool {
    let (a, b) = (&this.division, &other.division);
    let name = |part: &'_ str| part.trim_start_matches("其中").to_string();
    a.kind == Kind::Rate && b.kind == Kind::Rate && a.part.chars().count() >= 2 && name(a.part) == name(b.part)
}

/// 能收发快递的82个，覆盖率40.2%；如今通快递的达到198个，覆盖率为97.1%: right before a rate that the sentence has just given of another number.
fn is_rated_again(reading: &Reading, before: &[Tried], this: &Tried, part: &Operand) -> bool {
    let (part, result) = (part.mention, this.division.result);
    let gap = reading.text().get(part.range.end..result.range.start).unwrap_or("。");
    let is_beside = gap.starts_with('，') && gap.matches('，').count() == 1 && !gap.contains(['；', '。', '（']);
    let rated = before.iter().rev().find(|other| is_namesake(this, other));
    let of_its_unit = |other: &&Tried| match &other.judgement {
        Judgement::Holds { part: first, .. } => {
            first.unit() == part.unit() && other.division.result.sentence == result.sentence
        }
        _ => false,
    };
    is_beside && rated.filter(of_its_unit).is_some()
}

/// The whole by which a neighbour holds, where its digits say so much that chance is unlikely.
fn whole_of<'r>(neighbour: &Tried<'r>) -> Option<&'r Mention> {
    let whole = whole_by_which_it_holds(neighbour)?;
    let value = neighbour.division.result.quantity.number.value();
    let digits = mend::precision(neighbour.division.result).max(value.scale() as usize + 1);
    (digits >= 2 && value.scale() > 0).then_some(whole)
}

fn whole_by_which_it_holds<'r>(neighbour: &Tried<'r>) -> Option<&'r Mention> {
    match &neighbour.judgement {
        Judgement::Holds { whole, .. } => Some(whole),
        _ => None,
    }
}
