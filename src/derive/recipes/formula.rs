//! Works out an indicator's formula for one region, year and period. A quotient of like units is a bare ratio until the
//! indicator's own unit says how to print it.

use super::{Computed, joined};
use crate::derive::{Book, Key, Lack};
use crate::model::indicator::Formula;
use crate::model::{IndicatorId, Interval, Unit};
use rust_decimal::Decimal;

/// The value of a formula; its unit is that of its first figure, or `倍` for a bare ratio.
pub(super) fn evaluate(
    book: &Book,
    formula: &Formula,
    key: Key,
    open: &mut Vec<IndicatorId>,
) -> Result<Computed, Lack> {
    match formula {
        Formula::Number(number) => {
            Ok(Computed { exact: *number, interval: Interval::point(*number), unit: Unit::new(""), from: Vec::new() })
        }
        Formula::Figure { indicator, measure } => {
            let ingredient = book.counterpart(key, *indicator)?;
            book.value_within(ingredient, *measure, open)
        }
        Formula::Sum(a, b) => {
            let (a, b) = (evaluate(book, a, key, open)?, evaluate(book, b, key, open)?);
            let b = alike(b, &a)?;
            let interval = a.interval.plus(&b.interval).ok_or(Lack::TooLarge(key))?;
            let exact = a.exact.checked_add(b.exact).ok_or(Lack::TooLarge(key))?;
            Ok(Computed { exact, interval, unit: a.unit.clone(), from: joined(&a, &b) })
        }
        Formula::Difference(a, b) => {
            let (a, b) = (evaluate(book, a, key, open)?, evaluate(book, b, key, open)?);
            let b = alike(b, &a)?;
            let interval = a.interval.minus(&b.interval).ok_or(Lack::TooLarge(key))?;
            let exact = a.exact.checked_sub(b.exact).ok_or(Lack::TooLarge(key))?;
            Ok(Computed { exact, interval, unit: a.unit.clone(), from: joined(&a, &b) })
        }
        Formula::Product(a, b) => {
            let (a, b) =
                (as_factor(evaluate(book, a, key, open)?, key)?, as_factor(evaluate(book, b, key, open)?, key)?);
            let interval = a.interval.times(&b.interval).ok_or(Lack::TooLarge(key))?;
            let exact = a.exact.checked_mul(b.exact).ok_or(Lack::TooLarge(key))?;
            let unit = if a.unit.name().is_empty() || a.unit.is_ratio() { b.unit.clone() } else { a.unit.clone() };
            Ok(Computed { exact, interval, unit, from: joined(&a, &b) })
        }
        Formula::Quotient(a, b) => {
            let (a, b) =
                (as_factor(evaluate(book, a, key, open)?, key)?, as_factor(evaluate(book, b, key, open)?, key)?);
            let base = b.from.first().copied().unwrap_or(key);
            let (exact, interval) = super::quotient(&a, &b, base)?;
            let from = joined(&a, &b);
            if b.unit.name().is_empty() || b.unit.is_ratio() && !a.unit.is_ratio() {
                return Ok(Computed { exact, interval, unit: a.unit, from });
            }
            match b.unit.in_terms_of(&a.unit) {
                None => Ok(Computed { exact, interval, unit: Unit::new(&format!("{}/{}", a.unit, b.unit)), from }),
                Some(factor) => {
                    let interval = interval.scaled(Decimal::ONE / factor).ok_or(Lack::TooLarge(key))?;
                    let exact = exact.checked_div(factor).ok_or(Lack::TooLarge(key))?;
                    Ok(Computed { exact, interval, unit: Unit::new("倍"), from })
                }
            }
        }
    }
}

/// A ratio as a plain factor: 50% is 0.5 before it is multiplied or divided by.
fn as_factor(computed: Computed, key: Key) -> Result<Computed, Lack> {
    match computed.unit.is_ratio() && !computed.unit.name().is_empty() {
        true => in_unit(computed, &Unit::new("倍"), key),
        false => Ok(computed),
    }
}

/// `b` in the unit of `a`.
fn alike(b: Computed, a: &Computed) -> Result<Computed, Lack> {
    let factor = b.unit.in_terms_of(&a.unit).ok_or_else(|| Lack::OtherUnit(a.unit.clone(), b.unit.clone()))?;
    let interval = b.interval.scaled(factor).ok_or_else(|| Lack::OtherUnit(a.unit.clone(), b.unit.clone()))?;
    let exact = b.exact.checked_mul(factor).ok_or_else(|| Lack::OtherUnit(a.unit.clone(), b.unit.clone()))?;
    Ok(Computed { exact, interval, unit: a.unit.clone(), from: b.from })
}

/// A computed value in the indicator's unit. A bare ratio becomes % or ‰; 元/户 becomes 元 where the indicator says 元, since
/// its name says per what; 吨/亩 becomes 公斤/亩. Anything else is a formula that does not fit its unit.
pub(super) fn in_unit(computed: Computed, unit: &Unit, key: Key) -> Result<Computed, Lack> {
    let factor =
        factor_between(&computed.unit, unit).ok_or_else(|| Lack::OtherUnit(computed.unit.clone(), unit.clone()))?;
    let exact = computed.exact.checked_mul(factor).ok_or(Lack::TooLarge(key))?;
    let interval = computed.interval.scaled(factor).ok_or(Lack::TooLarge(key))?;
    Ok(Computed { exact, interval, unit: unit.clone(), from: computed.from })
}

fn factor_between(from: &Unit, to: &Unit) -> Option<Decimal> {
    if from.name().is_empty() {
        return Some(Decimal::ONE);
    }
    if let Some(factor) = from.in_terms_of(to) {
        return Some(factor);
    }
    let (over, under) = from.name().split_once('/')?;
    let (to_over, to_under) = to.name().split_once('/').map_or((to.name(), None), |(over, under)| (over, Some(under)));
    let numerator = Unit::new(over).in_terms_of(&Unit::new(to_over))?;
    match to_under {
        None => Some(numerator),
        Some(to_under) => numerator.checked_div(Unit::new(under).in_terms_of(&Unit::new(to_under))?),
    }
}
