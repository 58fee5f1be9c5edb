//! `growth-disagrees`: a printed growth that last year's and this year's values cannot give: percent, points of a ratio, or
//! 持平. Compared as intervals, so that rounding is no finding; growth at constant prices is not compared at all.

use super::Checked;
use crate::check::arithmetic::{finer_than, ingredient, result};
use crate::derive::{Book, Key, place_of};
use crate::finding::Finding;
use crate::model::{Change, Interval, Observation};
use rust_decimal::Decimal;

pub fn check(checked: &Checked) -> Vec<Finding> {
    checked.book.observations().filter_map(|observation| finding(checked.book, observation)).collect()
}

fn finding(book: &Book, observation: &Observation) -> Option<Finding> {
    let indicator = book.vocabulary.get(observation.indicator);
    let growth = observation.beside.growth.as_ref().filter(|_| !indicator.growth_is_real)?;
    if !observation.beside.last_year.is_empty() {
        // The source says what it compares with; that is `last-year-disagrees`'s.
        return None;
    }
    let (key, measure) = (Key::of(observation), observation.first_measure()?);
    let then = ingredient(book, book.year_before(key).ok()?, measure);
    let now = ingredient(book, key, measure);
    let (computed, printed, sum) = match growth {
        Change::Percent(quantity) => {
            let computed = book.growth(key, measure).ok()?;
            let holds = computed.interval.meets(&quantity.interval_in(&computed.unit)?);
            let sum = format!("{now} ÷ {then} − 1 = {}", result(book, &computed, finer_than(quantity)));
            ((!holds).then_some(computed), quantity.to_string(), sum)
        }
        Change::Points(quantity) => {
            let computed = book.points_difference(key, measure).ok()?;
            let holds = computed.interval.meets(&quantity.interval_in(&computed.unit)?);
            let sum = format!("{now} − {then} = {}", result(book, &computed, finer_than(quantity)));
            ((!holds).then_some(computed), quantity.to_string(), sum)
        }
        Change::Level => {
            let computed = book.increment(key, measure).ok()?;
            let holds = computed.interval.meets(&Interval::point(Decimal::ZERO));
            let sum = format!("{now} − {then} = {}", result(book, &computed, 8));
            ((!holds).then_some(computed), "持平".to_string(), sum)
        }
    };
    computed?;
    Some(
        Finding::warning(
            "growth-disagrees",
            place_of(&observation.place),
            format!("“{}”报同比{printed}，按上年和今年的数算不是：{sum}", indicator.name),
            format!("{} reports growth of {printed}; the two years give {sum}", indicator.name),
        )
        .help(
            "核对两年的数和增速；口径变了就写 basis（口径）；按不变价格计算的增速在词表里写 growth: real",
            "check both years; write `basis` where the basis changed, or `growth: real` for growth at constant prices",
        ),
    )
}
