//! `share-disagrees`: a printed share that the part and its base cannot give.

use super::Checked;
use crate::derive::{Book, Key, place_of};
use crate::finding::Finding;
use crate::model::Observation;

pub fn check(checked: &Checked) -> Vec<Finding> {
    checked.book.observations().filter_map(|observation| finding(checked.book, observation)).collect()
}

fn finding(book: &Book, observation: &Observation) -> Option<Finding> {
    let share = observation.share.as_ref()?;
    let key = Key {
        region: observation.region,
        year: observation.year,
        indicator: observation.indicator,
        period: observation.period,
    };
    let computed = book.share(key, observation.first_measure()?, share.of).ok()?;
    if computed.interval.meets(&share.value.interval_in(&computed.unit)?) {
        return None;
    }
    let (name, base) = (&book.vocabulary.get(observation.indicator).name, &book.vocabulary.get(share.of).name);
    let rounded = crate::model::quantity::round(computed.exact, 1, book.settings.rounding);
    Some(
        Finding::warning(
            "share-disagrees",
            place_of(&observation.place),
            format!("“{name}”报占“{base}”{}，算是{rounded}%", share.value),
            format!("{name} reports a share of {} in {base}; the values give {rounded}%", share.value),
        )
        .help("核对部分、总量和占比；写明以什么为基数", "check part, whole and share; name the base that is meant"),
    )
}
