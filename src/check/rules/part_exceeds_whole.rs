//! `part-exceeds-whole`: an indicator that is `part_of` another is larger than it.

use super::Checked;
use crate::derive::{Book, Key, place_of};
use crate::finding::Finding;
use crate::model::Observation;

pub fn check(checked: &Checked) -> Vec<Finding> {
    checked.book.observations().flat_map(|observation| findings(checked.book, observation)).collect()
}

fn findings(book: &Book, observation: &Observation) -> Vec<Finding> {
    let indicator = book.vocabulary.get(observation.indicator);
    let Some(whole) = indicator.part_of else { return Vec::new() };
    let whole_entry = book.vocabulary.get(whole);
    let whole_key =
        Key { region: observation.region, year: observation.year, indicator: whole, period: observation.period };
    let Some(total) = book.observation(whole_key) else { return Vec::new() };
    let exceeding = indicator.measures.iter().enumerate().filter_map(|(measure, unit)| {
        let part = observation.quantity(measure)?;
        let all = total.quantity(whole_entry.measure_for(unit)?)?;
        let (low, high) = (part.interval_in(unit)?.low?, all.interval_in(unit)?.high?);
        (low > high).then_some((part, all))
    });
    exceeding
        .map(|(part, all)| {
            Finding::error(
                "part-exceeds-whole",
                place_of(&observation.place),
                format!("“{}”{part}，大于它所属的“{}”{all}", indicator.name, whole_entry.name),
                format!("{} is {part}, more than {} of which it is a part, {all}", indicator.name, whole_entry.name),
            )
            .help("核对两个数、单位和时期", "check both values, their units and periods")
        })
        .collect()
}
