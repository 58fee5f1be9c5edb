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
        Formula::Number(number) => Ok(Computed {
            exact: *number,
            interval: Interval::point(*number),
            unit: Unit::new(""),
            from: Vec::new(),
        }),
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
            let (a, b) = (evaluate(book, a, key, open)?, evaluate(book, b, key, open)?);
            let interval = a.interval.times(&b.interval).ok_or(Lack::TooLarge(key))?;
            let exact = a.exact.checked_mul(b.exact).ok_or(Lack::TooLarge(key))?;
            let unit = if a.unit.name().is_empty() { b.unit.clone() } else { a.unit.clone() };
            Ok(Computed { exact, interval, unit, from: joined(&a, &b) })
        }
        Formula::Quotient(a, b) => {
            let (a, b) = (evaluate(book, a, key, open)?, evaluate(book, b, key, open)?);
            let base = b.from.first().copied().unwrap_or(key);
            let (exact, interval) = super::quotient(&a, &b, base)?;
            let from = joined(&a, &b);
            match b.unit.in_terms_of(&a.unit).filter(|_| !a.unit.name().is_empty()) {
                None => Ok(Computed { exact, interval, unit: a.unit, from }),
                Some(factor) => {
                    let interval = interval.scaled(Decimal::ONE / factor).ok_or(Lack::TooLarge(key))?;
                    Ok(Computed { exact: exact / factor, interval, unit: Unit::new("倍"), from })
                }
            }
        }
    }
}

/// `b` in the unit of `a`.
fn alike(b: Computed, a: &Computed) -> Result<Computed, Lack> {
    let factor = b.unit.in_terms_of(&a.unit).ok_or_else(|| Lack::OtherUnit(a.unit.clone(), b.unit.clone()))?;
    let interval = b.interval.scaled(factor).ok_or_else(|| Lack::OtherUnit(a.unit.clone(), b.unit.clone()))?;
    Ok(Computed { exact: b.exact * factor, interval, unit: a.unit.clone(), from: b.from })
}

/// A computed value in the indicator's unit. A rate per household keeps the numerator's unit and takes the name of the
/// indicator's (元 → 元/户); a bare ratio becomes % or ‰.
pub(super) fn in_unit(computed: Computed, unit: &Unit, key: Key) -> Result<Computed, Lack> {
    let factor = computed.unit.in_terms_of(unit).unwrap_or(Decimal::ONE);
    let exact = computed.exact.checked_mul(factor).ok_or(Lack::TooLarge(key))?;
    let interval = computed.interval.scaled(factor).ok_or(Lack::TooLarge(key))?;
    Ok(Computed { exact, interval, unit: unit.clone(), from: computed.from })
}
