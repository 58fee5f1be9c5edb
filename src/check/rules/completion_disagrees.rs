//! `completion-disagrees`: a printed completion that the figure and its target cannot give. Compared only where the target
//! of that region and year is in the book, and where the completion does not name somebody else's.

use super::Checked;
use crate::check::arithmetic::{finer_than, in_percent, ingredient, result};
use crate::derive::{Book, Key, place_of};
use crate::finding::Finding;
use crate::model::{Observation, Quantity};

pub fn check(checked: &Checked) -> Vec<Finding> {
    checked.book.observations().filter_map(|observation| finding(checked.book, observation)).collect()
}

fn finding(book: &Book, observation: &Observation) -> Option<Finding> {
    let completion = observation.beside.completion.as_ref()?;
    let target = book.target(observation.region, observation.year, observation.indicator)?;
    if let Some(whose) = &completion.of {
        // 省定目标 is not the target that the city has set.
        let set_by = target.set_by.as_deref()?;
        if !whose.contains(set_by) && !set_by.contains(whose.as_str()) {
            return None;
        }
    }
    let (key, measure) = (Key::of(observation), observation.first_measure()?);
    let computed = book.completion(key, measure).ok()?;
    let printed = &completion.value;
    if computed.interval.meets(&in_percent(printed)?) {
        return None;
    }
    let name = &book.vocabulary.get(observation.indicator).name;
    let aim: String = target.aim.quantities().iter().map(Quantity::to_string).collect();
    let sum = format!("{} ÷ {aim} = {}", ingredient(book, key, measure), result(book, &computed, finer_than(printed)));
    Some(
        Finding::warning(
            "completion-disagrees",
            place_of(&observation.place),
            format!("“{name}”报完成率{printed}，按数和目标算不是：{sum}"),
            format!("{name} reports a completion of {printed}; figure and target give {sum}"),
        )
        .help(
            "核对数、目标和完成率；对的是别人定的目标，就在完成率里写 of（目标），在目标里写 set_by（下达）",
            "check figure, target and completion; where another target is meant, say so by `of`, and by `set_by` in the target",
        ),
    )
}
