//! `comparison-disagrees`: a printed comparison with a region or an indicator that the two figures, or their growths, cannot
//! give. Compared as intervals; a comparison with something that only the source names (省定标准) is left alone.

use super::Checked;
use crate::check::arithmetic::ingredient;
use crate::derive::{Book, Key, place_of};
use crate::finding::Finding;
use crate::model::observation::{Compared, Counterpart, Direction};
use crate::model::quantity::round;
use crate::model::{Change, Comparison, Interval, Observation, Quantity, Unit};
use rust_decimal::Decimal;

pub fn check(checked: &Checked) -> Vec<Finding> {
    let all = checked.book.observations();
    all.flat_map(|observation| observation.beside.compare.iter().filter_map(|c| finding(checked.book, observation, c)))
        .collect()
}

/// What the figures say of a difference, and how it is reckoned.
struct Difference {
    exact: Decimal,
    interval: Interval,
    unit: Unit,
    sum: String,
}

fn finding(book: &Book, observation: &Observation, comparison: &Comparison) -> Option<Finding> {
    let (key, measure) = (Key::of(observation), observation.first_measure()?);
    let (other, other_name) = match &comparison.with {
        Counterpart::Region(code) => (Key { region: *code, ..key }, &book.regions.get(*code)?.name),
        Counterpart::Indicator(id) => (book.counterpart(key, *id).ok()?, &book.vocabulary.get(*id).name),
        Counterpart::Words(_) => return None,
    };
    let difference = match comparison.what {
        Compared::Growth => of_growths(book, key, other, measure)?,
        Compared::Value => of_values(book, key, other, measure, comparison.amount.as_ref())?,
    };
    if holds(comparison, &difference)? {
        return None;
    }
    let name = &book.vocabulary.get(observation.indicator).name;
    let (what_zh, what_en) = match comparison.what {
        Compared::Growth => ("同比", "the growth of "),
        Compared::Value => ("", ""),
    };
    let printed = said(comparison);
    let decimals = comparison.amount.as_ref().map_or(2, |amount| amount.printed_decimals() + 1);
    let computed = round(difference.exact, decimals, book.settings.rounding).normalize();
    let sum = format!("{} = {computed}{}", difference.sum, difference.unit);
    Some(
        Finding::warning(
            "comparison-disagrees",
            place_of(&observation.place),
            format!("“{name}”报{what_zh}比“{other_name}”{printed}，按两个数算不是：{sum}"),
            format!("{what_en}{name} is reported as {printed} against {other_name}; the two give {sum}"),
        )
        .help(
            "核对两个数和差；比的是增速，写 what: growth；口径不同就写 basis（口径）",
            "check both figures and the difference; write `what: growth` where growths are compared, `basis` where the bases differ",
        ),
    )
}

fn said(comparison: &Comparison) -> String {
    let side = match comparison.direction {
        Direction::Above => "高",
        Direction::Below => "低",
        Direction::Level => return "持平".to_string(),
    };
    comparison.amount.as_ref().map_or_else(|| format!("{side}于它"), |amount| format!("{side}{amount}"))
}

fn holds(comparison: &Comparison, difference: &Difference) -> Option<bool> {
    let zero = Interval::point(Decimal::ZERO);
    let Some(amount) = &comparison.amount else {
        return Some(match comparison.direction {
            Direction::Above => difference.interval.high.is_none_or(|high| high > Decimal::ZERO),
            Direction::Below => difference.interval.low.is_none_or(|low| low < Decimal::ZERO),
            Direction::Level => difference.interval.meets(&zero),
        });
    };
    // Growths are compared in points, whether the source prints 个百分点 or %.
    let amount = match difference.unit.is_points() && amount.unit.is_ratio() {
        true => amount.interval_in(&Unit::percent())?,
        false => amount.interval_in(&difference.unit)?,
    };
    Some(match comparison.direction {
        Direction::Below => difference.interval.meets(&zero.minus(&amount)?),
        _ => difference.interval.meets(&amount),
    })
}

fn of_values(book: &Book, key: Key, other: Key, measure: usize, amount: Option<&Quantity>) -> Option<Difference> {
    let indicator = book.vocabulary.get(key.indicator);
    let measure = amount.and_then(|amount| indicator.measure_for(&amount.unit)).unwrap_or(measure);
    let unit = &indicator.measures[measure];
    let other_measure = book.vocabulary.get(other.indicator).measure_for(unit)?;
    if book.observation(key)?.beside.basis != book.observation(other).and_then(|o| o.beside.basis.clone()) {
        return None;
    }
    let (mine, theirs) = (ingredient(book, key, measure), ingredient(book, other, other_measure));
    if amount.is_some_and(|amount| amount.unit.is_ratio()) {
        // 低3%: three hundredths of the other. Of two ratios it could mean points as well.
        if unit.is_ratio() {
            return None;
        }
        let (a, b) = (book.value(key, measure).ok()?, book.value(other, other_measure).ok()?);
        let factor = b.unit.in_terms_of(&a.unit)?;
        let below = b.interval.scaled(factor)?;
        let one = Interval::point(Decimal::ONE);
        let hundred = Decimal::ONE_HUNDRED;
        return Some(Difference {
            exact: (a.exact.checked_div(b.exact.checked_mul(factor)?)? - Decimal::ONE).checked_mul(hundred)?,
            interval: a.interval.over(&below)?.minus(&one)?.scaled(hundred)?,
            unit: Unit::percent(),
            sum: format!("{mine} ÷ {theirs} − 1"),
        });
    }
    let computed = book.difference(key, measure, other).ok()?;
    Some(Difference {
        exact: computed.exact,
        interval: computed.interval,
        unit: computed.unit,
        sum: format!("{mine} − {theirs}"),
    })
}

fn of_growths(book: &Book, key: Key, other: Key, measure: usize) -> Option<Difference> {
    let other_measure = book.first_measure(other);
    let (mine, theirs) = (growth(book, key, measure)?, growth(book, other, other_measure)?);
    if mine.unit != theirs.unit {
        return None;
    }
    Some(Difference {
        exact: mine.exact - theirs.exact,
        interval: mine.interval.minus(&theirs.interval)?,
        unit: Unit::percentage_points(),
        sum: format!("{} − {}", mine.sum, theirs.sum),
    })
}

/// A growth as printed, else from the values of two years; in percent, or in points where it was printed so.
fn growth(book: &Book, key: Key, measure: usize) -> Option<Difference> {
    let (percent, points) = (Unit::percent(), Unit::percentage_points());
    let printed = |quantity: &Quantity, unit: Unit| {
        let (exact, interval) = (quantity.value_in(&unit)?, quantity.interval_in(&unit)?);
        Some(Difference { exact, interval, unit, sum: quantity.to_string() })
    };
    match book.observation(key).and_then(|o| o.beside.growth.as_ref()) {
        Some(Change::Percent(quantity)) => printed(quantity, percent),
        Some(Change::Points(quantity)) => printed(quantity, points),
        Some(Change::Level) => Some(Difference {
            exact: Decimal::ZERO,
            interval: Interval::point(Decimal::ZERO),
            unit: percent,
            sum: "0%".to_string(),
        }),
        // What the values give is not growth at constant prices.
        None if book.vocabulary.get(key.indicator).growth_is_real => None,
        None => {
            let computed = book.growth(key, measure).ok()?;
            let sum = format!("{}%", round(computed.exact, 2, book.settings.rounding).normalize());
            Some(Difference { exact: computed.exact, interval: computed.interval, unit: computed.unit, sum })
        }
    }
}
