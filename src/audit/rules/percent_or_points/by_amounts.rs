//! 收入219180万元，比上年决算数205340万元增加13840万元，增长6.7个百分点: points that are just the growth of two amounts of the text, or of an amount
//! and its increment, are per cent. From a quantity to the amount that grew. Judges nothing.

use crate::audit::arithmetic;
use crate::audit::compared::{self, Said};
use crate::audit::mend;
use crate::model::{Interval, Quantity, Unit};
use crate::reading::{ChangeKind, Direction, Mention, Reading};
use rust_decimal::Decimal;

pub fn growth(reading: &Reading, at: usize) -> Option<String> {
    let mention = &reading.mentions[at];
    let said = compared::said(reading, at).filter(|said| said.kind == ChangeKind::Points)?;
    let says_enough = mend::precision(mention) >= 2 || mention.quantity.printed_decimals() > 0;
    if !says_enough || mention.upper.is_some() {
        return None;
    }
    let printed = Quantity { unit: Unit::percent(), ..mention.quantity.clone() }.interval_in(&Unit::new("倍"))?;
    of_two(reading, &said, &printed).or_else(|| of_a_step(reading, &said, &printed))
}

/// The growth of one amount to another.
fn of_two(reading: &Reading, said: &Said, printed: &Interval) -> Option<String> {
    let said = Said { kind: ChangeKind::Percent, ..said.clone() };
    let pairs = compared::pairs(reading, &said, is_amount);
    pairs.iter().filter(|pair| pair.is_tight || pair.is_near).find_map(|pair| {
        let growth = arithmetic::growth(reading, pair.now, pair.before)?;
        fits(&growth.interval, said.direction, printed).then(|| reading.printed(pair.now).to_string())
    })
}

/// The growth by an increment right before it: 工资性收入8436元，比上年增加426元，增长5.3个百分点.
fn of_a_step(reading: &Reading, said: &Said, printed: &Interval) -> Option<String> {
    let index = said.index.checked_sub(1)?;
    let increment = compared::said(reading, index).filter(|step| step.kind == ChangeKind::Amount)?;
    let by = increment.mention;
    if by.sentence != said.mention.sentence || increment.direction != said.direction {
        return None;
    }
    let of_its_unit = |value: &Mention, by: &Mention| value.unit().converts_to(by.unit());
    compared::nows(reading, &increment, of_its_unit).into_iter().find_map(|(now, _)| {
        let step = by.interval_in(now.unit())?;
        let before = match said.direction {
            Direction::Up => now.interval().minus(&step)?,
            Direction::Down => now.interval().plus(&step)?,
        };
        step.over(&before)?.meets(printed).then(|| reading.printed(now).to_string())
    })
}

fn fits(growth: &Interval, direction: Direction, printed: &Interval) -> bool {
    let growth = if direction == Direction::Down { growth.mirrored() } else { *growth };
    let is_narrow = growth.low.zip(growth.high).is_some_and(|(low, high)| high - low < Decimal::new(2, 2));
    is_narrow && growth.meets(printed)
}

fn is_amount(value: &Mention, _: &Mention) -> bool {
    !value.is_percent() && !value.is_points() && !["倍", "成", "年", "岁", "位"].contains(&value.unit().name())
}
