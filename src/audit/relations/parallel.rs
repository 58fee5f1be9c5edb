//! Shares that stand side by side (批发1879个，占29.0%；制造1037个，占16.0%；租赁842个，占13.0%) are of one whole, printed or not: each part over its share
//! gives it. From the divisions of a text, tried one by one, to those that the others bear out or show to be mistyped. Looks for no
//! wholes.

use super::Tried;
use super::division::{Division, Kind};
use super::judgement::Judgement;
use super::near::Near;
use super::operands::Tie;
use super::words;
use crate::audit::arithmetic::Outcome;
use crate::audit::mend::{self, Slip};
use crate::model::{Interval, Unit};
use crate::reading::{Mention, Reading};
use rust_decimal::Decimal;

/// How many members before and behind are neighbours.
const REACH: usize = 8;

/// A whole that is known less exactly than this, in per cent, agrees with any.
const EXACT: i64 = 3;

/// In characters, between a part and its share.
const LONGEST: usize = 16;

/// A part with its share.
struct Member<'r> {
    at: usize,
    part: &'r Mention,
    share: &'r Mention,
    /// What the whole would have to be, in the unit of the part.
    whole: Interval,
}

/// Compares the shares of each row with one another.
pub fn compare<'r>(reading: &'r Reading, all: &mut [Tried<'r>]) {
    let members: Vec<Member<'r>> =
        all.iter().enumerate().filter_map(|(at, tried)| member(reading, at, tried)).collect();
    for (nth, member) in members.iter().enumerate() {
        if matches!(all[member.at].judgement, Judgement::Holds { .. } | Judgement::Composed(_)) {
            continue;
        }
        let near = &members[nth.saturating_sub(REACH)..(nth + REACH + 1).min(members.len())];
        let beside: Vec<&Member> = near.iter().filter(|other| is_beside(reading, all, member, other)).collect();
        if let Some(judgement) = judged(reading, all, member, &beside) {
            all[member.at].judgement = judgement;
        }
    }
}

fn member<'r>(reading: &'r Reading, at: usize, tried: &Tried<'r>) -> Option<Member<'r>> {
    let Division { kind, result, stated, .. } = tried.division;
    let part = tried.parts.first().filter(|part| part.tie == Tie::Tight)?.mention;
    let is_plain = |m: &Mention| m.upper.is_none() && m.quantity.bound.is_none();
    if kind != Kind::Share || stated.is_some() || !is_plain(result) || !is_plain(part) {
        return None;
    }
    let between = reading.text().get(part.range.end..result.range.start)?;
    let words = between.trim_start_matches(['，', '（', '(']);
    let is_own = words.starts_with(['占', '约']) && words.chars().count() <= LONGEST && !words.contains('，');
    let whole = part.interval().over(&result.interval_in(&Unit::new("倍"))?)?;
    is_own.then_some(Member { at, part, share: result, whole })
}

/// In one row: of one measure, in one passage, and nobody names two wholes.
fn is_beside(reading: &Reading, all: &[Tried], one: &Member, other: &Member) -> bool {
    let name = |member: &Member| {
        let whole = all[member.at].division.whole;
        words::without_filler(whole).replace('|', "").trim_matches('的').to_string()
    };
    let (a, b) = (name(one), name(other));
    let (first, second) = if one.at < other.at { (one, other) } else { (other, one) };
    let between = reading.text().get(first.share.range.end..second.part.range.start).unwrap_or("");
    one.at != other.at
        && one.part.unit() == other.part.unit()
        && one.part.paragraph == other.part.paragraph
        && one.part.sentence.abs_diff(other.part.sentence) <= 1
        && (a.is_empty() || b.is_empty() || a == b)
        && !between.contains("其中")
}

fn judged<'r>(
    reading: &'r Reading,
    all: &[Tried<'r>],
    member: &Member<'r>,
    beside: &[&Member<'r>],
) -> Option<Judgement<'r>> {
    let (those, whole) = largest_agreement(beside)?;
    let others: Vec<&Member> = beside.iter().copied().filter(|other| other.whole.meets(&whole)).collect();
    // 总额1.2亿元，占55%: that of another; it is what the others are of.
    let quotient =
        over_neighbour(reading, member, others.first()?).filter(|quotient| quotient.exact < Decimal::new(95, 2))?;
    if member.whole.meets(&whole) {
        // 总数120人，甲县30人，占24.0%，乙县45人，占36.0%: all agree, and it is the whole that was mistyped.
        return match those {
            _ if names_a_slip(&all[member.at], &whole) => None,
            1 if is_exact(&whole) && is_exact(&member.whole) => Some(Judgement::Unknown),
            1 => None,
            _ => Some(Judgement::Composed(quotient)),
        };
    }
    let is_open = !matches!(all[member.at].judgement, Judgement::Fails(_) | Judgement::Nearly(_));
    if those < 2 || !is_open || !is_exact(&whole) {
        return None;
    }
    let (wrong, digits) = slipped(member, &whole)?;
    Some(Judgement::Nearly(Near { outcome: quotient, wrong, digits }))
}

/// How many of a row agree on one whole, and what it is.
fn largest_agreement(row: &[&Member]) -> Option<(usize, Interval)> {
    let around = |pivot: &&Member| {
        let agreeing = row.iter().filter(|other| other.whole.meets(&pivot.whole));
        let common = agreeing.clone().try_fold(pivot.whole, |common, other| common_of(&common, &other.whole))?;
        Some((agreeing.count(), common))
    };
    row.iter().filter_map(around).max_by_key(|(those, _)| *those)
}

/// What lies in both.
pub fn common_of(a: &Interval, b: &Interval) -> Option<Interval> {
    let low = a.low?.max(b.low?);
    let high = a.high?.min(b.high?);
    (low <= high).then(|| Interval::between(low, high))
}

fn is_exact(whole: &Interval) -> bool {
    let Some((low, high)) = whole.low.zip(whole.high) else { return false };
    high.checked_sub(low)
        .and_then(|width| width.checked_mul(Decimal::ONE_HUNDRED))
        .zip(high.checked_mul(Decimal::from(EXACT)))
        .is_some_and(|(width, most)| width <= most)
}

/// Whether a whole that grammar ties is one slip away from what all shares say.
fn names_a_slip(tried: &Tried, needed: &Interval) -> bool {
    let is_slip = |whole: &Mention, unit: &Unit| mend::slipped(whole, unit, needed, Slip::Digit).is_some();
    let unit = tried.parts.first().map(|part| part.mention.unit());
    let tied = tried.wholes.iter().filter(|whole| whole.tie == Tie::Tight);
    unit.is_some_and(|unit| tied.into_iter().any(|whole| is_slip(whole.mention, unit)))
}

/// The number of a member that would have to be another, and its digits.
fn slipped<'r>(member: &Member<'r>, whole: &Interval) -> Option<(&'r Mention, String)> {
    let share = member.part.interval().over(whole)?;
    let part = member.share.interval_in(&Unit::new("倍"))?.times(whole)?;
    let of_share = mend::slipped(member.share, &Unit::new("倍"), &share, Slip::Digit);
    let of_part = || mend::slipped(member.part, member.part.unit(), &part, Slip::Digit);
    match of_share {
        Some(digits) => Some((member.share, digits)),
        None => Some((member.part, of_part()?)),
    }
}

/// 1037个÷(1879个÷29.0%)
fn over_neighbour(reading: &Reading, member: &Member, other: &Member) -> Option<Outcome> {
    let share = other.share.quantity.value_in(&Unit::new("倍"))?;
    let whole = other.part.quantity.value().checked_div(share)?;
    let printed = |m: &Mention| reading.printed(m).to_string();
    Some(Outcome {
        exact: member.part.quantity.value().checked_div(whole)?,
        interval: member.part.interval().over(&other.whole)?,
        unit: Unit::new("倍"),
        sum: format!("{}÷({}÷{})", printed(member.part), printed(other.part), printed(other.share)),
    })
}
