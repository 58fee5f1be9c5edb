//! `share-disagrees`: a printed share that the part and its base cannot give.

use super::Checked;
use crate::check::arithmetic::{finer_than, in_percent, ingredient, result};
use crate::derive::{Book, Key, place_of};
use crate::finding::Finding;
use crate::model::Observation;

pub fn check(checked: &Checked) -> Vec<Finding> {
    checked.book.observations().filter_map(|observation| finding(checked.book, observation)).collect()
}

fn finding(book: &Book, observation: &Observation) -> Option<Finding> {
    let share = observation.beside.share.as_ref()?;
    let (key, measure) = (Key::of(observation), observation.first_measure()?);
    let computed = book.share(key, measure, share.of).ok()?;
    if computed.interval.meets(&in_percent(&share.value)?) {
        return None;
    }
    let (indicator, base) = (book.vocabulary.get(observation.indicator), book.vocabulary.get(share.of));
    let whole =
        ingredient(book, book.counterpart(key, share.of).ok()?, base.measure_for(&indicator.measures[measure])?);
    let part = ingredient(book, key, measure);
    let sum = format!("{part} ÷ {whole} = {}", result(book, &computed, finer_than(&share.value)));
    Some(
        Finding::warning(
            "share-disagrees",
            place_of(&observation.place),
            format!("“{}”报占“{}”{}，按两个数算不是：{sum}", indicator.name, base.name, share.value),
            format!("{} reports a share of {} in {}; the values give {sum}", indicator.name, share.value, base.name),
        )
        .help("核对部分、总量和占比；写明以什么为基数", "check part, whole and share; name the base that is meant"),
    )
}
