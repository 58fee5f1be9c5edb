//! What else the text says that bears a list out as that of a whole, though the two do not agree: a share of one of its parts, and parts of the last of
//! several quantities. Judges nothing.

use super::Sum;
use crate::audit::mend;
use crate::audit::passage::{Passage, measure, measured};
use crate::model::{Interval, Unit};
use crate::reading::Mention;
use rust_decimal::Decimal;

/// 挂职干部3名、专业技术人才26名，其中教师21名、医生8名、农技人员6名: the parts are those of the last of a list where they have its measure, follow it
/// right away, and are more than the whole list.
pub fn divides_the_last(passage: &Passage, sum: &Sum) -> bool {
    let reading = passage.reading;
    let whole = sum.whole;
    let behind = passage.text(whole.range.end..sum.parts[0].range.start);
    let before = passage.placed.iter().filter(|p| p.mention.range.end <= whole.range.start && passage.is_amount(p));
    let mut list: Vec<&Mention> = before
        .filter(|p| measure(p.mention) == measure(whole) && p.mention.clause.start == whole.clause.start)
        .map(|p| p.mention)
        .collect();
    list.push(whole);
    let is_over = |whole: &Mention| {
        let total = (Sum { parts: sum.parts.clone(), whole }).ratio(reading);
        total.is_some_and(|ratio| ratio > Decimal::ONE)
    };
    let all = (Sum { parts: list, whole }).ratio(reading);
    let own = sum.ratio(reading);
    behind.starts_with("，其中") && is_over(whole) && own > all && sum.parts.len() >= 3
}

/// Whether a share in the sentence is that of one of the parts in their sum, and not in the printed whole.
pub fn says_a_share_of(passage: &Passage, sum: &Sum) -> bool {
    const DIGITS: usize = 3;
    let reading = passage.reading;
    let Some(outcome) = sum.outcome(reading) else { return false };
    let whole = measured(sum.whole);
    let shares = reading.between(&(sum.whole.range.end..passage.sentence.end)).iter().filter(|m| {
        m.is_percent() && m.change.is_none() && mend::precision(m) >= DIGITS && reading.before(m).contains('占')
    });
    let is_share = |share: &Mention, part: &Mention, of: &Interval| {
        let ratio = measured(part).interval_in(&outcome.unit).and_then(|part| part.over(of));
        ratio.zip(share.interval_in(&Unit::new("倍"))).is_some_and(|(ratio, share)| ratio.meets(&share))
    };
    let Some(printed) = whole.interval_in(&outcome.unit) else { return false };
    shares.into_iter().any(|share| {
        let of_sum = sum.parts.iter().any(|part| is_share(share, part, &outcome.interval));
        of_sum && !sum.parts.iter().any(|part| is_share(share, part, &printed))
    })
}
