//! Values and shares in two rows (民营58.41亿元、外资13.26亿元、国有4.38亿元，占比分别为76.8%、17.4%、5.8%): each value over its share gives the whole, and
//! the one that does not has a slip. From the rows to the number that would have to be another.

use crate::audit::arithmetic::Outcome;
use crate::audit::mend::{self, Slip};
use crate::audit::relations::near::Near;
use crate::audit::relations::parallel::common_of;
use crate::model::{Interval, Unit};
use crate::reading::{Mention, Reading};
use rust_decimal::Decimal;

/// The slip of one value, where the others, two at least, agree on a whole.
pub fn slipped<'r>(reading: &Reading, shares: &[&'r Mention], values: &[&'r Mention], at: usize) -> Option<Near<'r>> {
    let (value, share) = (*values.get(at)?, *shares.get(at)?);
    let unit = value.unit();
    let ratio = |share: &Mention| share.interval_in(&Unit::new("倍"));
    let whole_of = |(value, share): (&&Mention, &&Mention)| value.interval_in(unit)?.over(&ratio(share)?);
    let pairs = || values.iter().zip(shares).enumerate();
    let others: Vec<Interval> =
        pairs().filter(|(i, _)| *i != at).map(|(_, pair)| whole_of(pair)).collect::<Option<_>>()?;
    let (first, rest) = others.split_first().filter(|(_, rest)| !rest.is_empty())?;
    let whole = rest.iter().try_fold(*first, |common, other| common_of(&common, other))?;
    if whole_of((&value, &share))?.meets(&whole) {
        return None;
    }
    let needed = ratio(share)?.times(&whole)?;
    let digits = [Slip::Digit, Slip::Moved].into_iter().find_map(|slip| mend::slipped(value, unit, &needed, slip))?;
    let middle = whole.low?.checked_add(whole.high?)?.checked_div(Decimal::TWO)?;
    let (beside, printed) = (usize::from(at == 0), |m: &Mention| reading.printed(m).to_string());
    let outcome = Outcome {
        exact: value.quantity.value().checked_div(middle)?,
        interval: value.interval().over(&whole)?,
        unit: Unit::new("倍"),
        sum: format!("{}÷({}÷{})", printed(value), printed(values[beside]), printed(shares[beside])),
    };
    Some(Near { outcome, wrong: value, digits })
}
