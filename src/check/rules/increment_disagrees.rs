//! `increment-disagrees`: a printed increment that last year's and this year's values cannot give. Compared as intervals;
//! years that do not compare (a break, another basis) are left alone.

use super::Checked;
use crate::check::arithmetic::{ingredient, result_like};
use crate::derive::{Book, Key, place_of};
use crate::finding::Finding;
use crate::model::Observation;

pub fn check(checked: &Checked) -> Vec<Finding> {
    checked.book.observations().filter_map(|observation| finding(checked.book, observation)).collect()
}

fn finding(book: &Book, observation: &Observation) -> Option<Finding> {
    // Where the source says what it compares with, `last-year-disagrees` does the sum.
    let printed = observation.beside.increment.as_ref().filter(|_| observation.beside.last_year.is_empty())?;
    let indicator = book.vocabulary.get(observation.indicator);
    let key = Key::of(observation);
    let (measure, computed) = match printed.unit.is_points() {
        true => (observation.first_measure()?, book.points_difference(key, observation.first_measure()?).ok()?),
        false => {
            let measure = indicator.measure_for(&printed.unit)?;
            (measure, book.increment(key, measure).ok()?)
        }
    };
    if computed.interval.meets(&printed.interval_in(&computed.unit)?) {
        return None;
    }
    let (now, then) = (ingredient(book, key, measure), ingredient(book, book.year_before(key).ok()?, measure));
    let sum = format!("{now} − {then} = {}", result_like(book, &computed, printed));
    Some(
        Finding::warning(
            "increment-disagrees",
            place_of(&observation.place),
            format!("“{}”报增量{printed}，按上年和今年的数算不是：{sum}", indicator.name),
            format!("{} reports an increment of {printed}; the two years give {sum}", indicator.name),
        )
        .help(
            "核对两年的数和增量；减少写负数；口径变了就写 basis（口径）",
            "check both years and the increment; a fall is negative; write `basis` where the basis changed",
        ),
    )
}
