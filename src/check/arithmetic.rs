//! What the rules that compare a printed number with a computed one share: which figure is meant, and the sum in words.
//! Judges nothing.

use crate::derive::{Book, Computed, Key, Total};
use crate::model::quantity::round;
use crate::model::{Interval, Number, Quantity, Scale, Unit};
use rust_decimal::Decimal;

/// A value as it was printed, or as its formula gives it: an ingredient of the sum.
pub(super) fn ingredient(book: &Book, key: Key, measure: usize) -> String {
    if let Some(quantity) = book.observation(key).and_then(|o| o.quantity(measure)) {
        return quantity.to_string();
    }
    let decimals = book.vocabulary.get(key.indicator).decimals;
    book.value(key, measure).map_or_else(|_| "?".to_string(), |value| result(book, &value, decimals))
}

/// The result of a sum with its unit.
pub(super) fn result(book: &Book, computed: &Computed, decimals: u32) -> String {
    format!("{}{}", round(computed.exact, decimals, book.settings.rounding).normalize(), computed.unit)
}

/// The result of a sum in the scale of a printed quantity: in 万元 what was printed in 万元.
pub(super) fn result_like(book: &Book, computed: &Computed, printed: &Quantity) -> String {
    match computed.unit.is_ratio() || printed.scale == Scale::One {
        true => result(book, computed, finer_than(printed)),
        false => in_scale(computed.exact, printed.scale, &computed.unit).to_string(),
    }
}

/// What a printed ratio stands for, in percent; a fraction without a unit (2/3) is a ratio.
pub(super) fn in_percent(printed: &Quantity) -> Option<Interval> {
    match printed.unit.name().is_empty() {
        true => printed.interval().scaled(Decimal::ONE_HUNDRED),
        false => printed.interval_in(&Unit::percent()),
    }
}

/// One digit more than was printed, so that the difference can be seen.
pub(super) fn finer_than(printed: &Quantity) -> u32 {
    printed.printed_decimals() + 1
}

/// An exact value in a scale, with all its digits: 1.47亿元.
pub(super) fn in_scale(exact: Decimal, scale: Scale, unit: &Unit) -> Quantity {
    let number = Number::Decimal((exact / scale.factor()).normalize());
    Quantity { number, scale, unit: unit.clone(), bound: None }
}

/// `甲县50.1万人 + 乙县31.2万人 = 81.3万人`, in both languages: at most eight parts are named.
pub(super) fn sum_in_words<'a>(
    book: &Book,
    total: &Total,
    measure: usize,
    name: impl Fn(&Key) -> &'a str,
) -> (String, String) {
    let unit = &total.whole.unit;
    let part = |key: &Key, separator: &str| {
        let measure = book.vocabulary.get(key.indicator).measure_for(unit).unwrap_or(measure);
        format!("{}{separator}{}", name(key), ingredient(book, *key, measure))
    };
    let scale = total.whole.from.first().and_then(|key| book.observation(*key)?.quantity(measure)).map(|q| q.scale);
    let sum = in_scale(total.sum, scale.unwrap_or_default(), unit);
    let said = |separator: &str| {
        let named: Vec<String> = total.parts.iter().take(8).map(|(key, _)| part(key, separator)).collect();
        let more = if total.parts.len() > named.len() { " + ……" } else { "" };
        format!("{}{more} = {sum}", named.join(" + "))
    };
    (said(""), said(" "))
}
