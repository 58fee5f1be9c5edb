//! What ties a result to the quantities that it was computed from, in three steps: a printed percentage or multiple becomes
//! the division that its sentence states ([`division`]), the words of that become candidates ([`parts`], `rated`, [`resolved`], [`operands`], `multiples`, `rows`; [`named`] and `far` over the whole text),
//! the candidates are tried ([`judgement`]) and so are sums and differences of what stands beside them (`composed`), neighbours lend each other their whole (`siblings`), numbers of one kind of place are wholes wherever they stand (`one_kind`), and shares in a row are compared with one another (`parallel`). Tells nothing itself; the rules do.

mod aims;
pub mod average;
mod composed;
pub mod division;
mod far;
mod heads;
pub mod judgement;
mod multiples;
pub mod named;
pub mod near;
pub mod nouns;
mod one_kind;
pub mod operands;
pub mod parallel;
pub mod parts;
pub mod passed_over;
mod place;
mod rated;
pub mod resolved;
mod rows;
mod siblings;
pub mod words;

use super::arithmetic::{self, Outcome};
use crate::reading::{Mention, Reading};
use division::{Division, Kind};
use judgement::Judgement;
use operands::{Operand, Tie};

/// A division with the candidates that were tried.
#[derive(Debug)]
pub struct Tried<'r> {
    pub division: Division<'r>,
    pub parts: Vec<Operand<'r>>,
    pub wholes: Vec<Operand<'r>>,
    pub judgement: Judgement<'r>,
}

/// Every division that a text states, tried.
pub fn divisions<'r>(reading: &'r Reading) -> Vec<Tried<'r>> {
    let all = reading.mentions.iter().filter_map(|m| division::of(reading, m));
    let mut all: Vec<Tried> = all.map(|division| tried(reading, division)).collect();
    siblings::share(reading, &mut all);
    one_kind::share(reading, &mut all);
    parallel::compare(reading, &mut all);
    all
}

fn tried<'r>(reading: &'r Reading, division: Division<'r>) -> Tried<'r> {
    let mut parts = parts::of(reading, &division);
    let mut wholes = resolved::wholes(reading, &division, &parts);
    let measure = far::measure_said(reading, division.result);
    // 务工1.12万人，比去年全年的1.09万人增加0.03万人，完成年度任务的103.7%: not what was done then.
    let is_then = |one: &Operand| division.kind == Kind::Completion && operands::is_of_before(reading, one.mention);
    parts.retain(|one| !is_then(one));
    let is_of_measure = |one: &Operand| measure.is_none_or(|measure| measure.fits(one.mention.unit()));
    parts.retain(is_of_measure);
    wholes.retain(is_of_measure);
    let mut judgement = judged(reading, &division, &parts, &wholes);
    if !matches!(judgement, Judgement::Holds { .. }) {
        far::add_parts(reading, &division, &mut parts);
        far::add_wholes(reading, &division, &parts, &mut wholes);
        if wholes.iter().all(|whole| whole.tie == Tie::Loose)
            && let Some(part) = parts.first().filter(|part| part.tie >= Tie::Named)
        {
            if let Some(head) = heads::of(reading, &division, part.mention) {
                operands::put(&mut wholes, head);
            }
            wholes.sort_by_key(|one| std::cmp::Reverse(one.tie));
        }
        parts.retain(is_of_measure);
        wholes.retain(is_of_measure);
        judgement = match far::crosses(reading, &division) {
            true => judged_across(reading, division.result, &parts, &wholes),
            false => judged(reading, &division, &parts, &wholes),
        };
    }
    if !matches!(judgement, Judgement::Holds { .. } | Judgement::Composed(_))
        && let Some(outcome) = heads::of_earlier_items(reading, &division, &parts)
    {
        judgement = Judgement::Composed(outcome);
    }
    if !matches!(judgement, Judgement::Holds { .. })
        && let Some(composed) = composed::judged(reading, &division, &parts)
        && (matches!(composed, Judgement::Composed(_)) || matches!(judgement, Judgement::Unknown))
    {
        judgement = composed;
    }
    if matches!(judgement, Judgement::Fails(_) | Judgement::Nearly(_)) && is_of_several_before(&division, &parts) {
        judgement = Judgement::Unknown;
    }
    let quotient = |part: &Mention, whole: &Mention| quotient(reading, &division, part, whole);
    if let Some(near) = passed_over::of(reading, division.result, &judgement, [&parts, &wholes], quotient) {
        judgement = Judgement::Nearly(near);
    }
    Tried { division, parts, wholes, judgement }
}

/// 盗窃罪146人，寻衅滋事罪113人，其他罪名77人。前两类罪名合计占60.1%: what stands in another sentence is one of several parts at most.
fn is_of_several_before(division: &Division, parts: &[Operand]) -> bool {
    const TOGETHER: [&str; 6] = ["合计", "共计", "合起来", "加起来", "之和", "合共"];
    let is_elsewhere = |part: &Operand| part.mention.sentence != division.result.sentence;
    TOGETHER.iter().any(|word| division.part.ends_with(word)) && parts.first().is_some_and(is_elsewhere)
}

fn quotient(reading: &Reading, division: &Division, part: &Mention, whole: &Mention) -> Option<Outcome> {
    match division.kind {
        Kind::Completion => arithmetic::completion(reading, part, whole),
        _ => arithmetic::share(reading, part, whole),
    }
}

fn judged<'r>(
    reading: &'r Reading,
    division: &Division<'r>,
    parts: &[Operand<'r>],
    wholes: &[Operand<'r>],
) -> Judgement<'r> {
    let share =
        |part: &Mention, whole: &Mention| Some((quotient(reading, division, part, whole)?, part.unit().clone()));
    let judged = |wholes: &[Operand<'r>]| judgement::judge(division.result, parts, wholes, share, Outcome::fits);
    match judged(wholes) {
        // 面积5.40万亩…完成目标的97.9%: what nothing calls an aim can be one, and fails to be none.
        Judgement::Nearly(_) | Judgement::Fails(_)
            if division.kind == Kind::Completion && division.stated.is_none() =>
        {
            let can_be_aim = |whole: &&Operand| whole.tie >= Tie::Named || holds_the_part(reading, whole, parts);
            let aims: Vec<Operand> = wholes.iter().filter(can_be_aim).copied().collect();
            judged(&aims)
        }
        judgement => judgement,
    }
}

/// 修复工程74处已完工61处, 改造5.6万平方米，其中已开工2.1万平方米: what was done stands right behind what there is to do, as some of it.
fn holds_the_part(reading: &Reading, whole: &Operand, parts: &[Operand]) -> bool {
    const DONE: [&str; 5] = ["已", "其中已", "，其中已", "，已", "中，已"];
    let Some(part) = parts.first().map(|part| part.mention).filter(|part| part.sentence == whole.mention.sentence)
    else {
        return false;
    };
    let between = reading.text().get(whole.mention.range.end..part.range.start).unwrap_or("");
    between.chars().count() <= 8 && DONE.iter().any(|done| between.starts_with(done))
}

/// The same where the text says that things of one measure are divided by those of another.
fn judged_across<'r>(
    reading: &'r Reading,
    result: &'r Mention,
    parts: &[Operand<'r>],
    wholes: &[Operand<'r>],
) -> Judgement<'r> {
    let ratio =
        |part: &Mention, whole: &Mention| Some((arithmetic::ratio(reading, part, whole)?, whole.unit().clone()));
    judgement::judge(result, parts, wholes, ratio, Outcome::fits)
}
