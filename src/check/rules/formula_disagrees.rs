//! `formula-disagrees`: a reported value that the indicator's own formula cannot give from the reported ingredients.

use super::Checked;
use crate::derive::{Book, Key, place_of};
use crate::finding::Finding;
use crate::model::Observation;

pub fn check(checked: &Checked) -> Vec<Finding> {
    checked.book.observations().filter_map(|observation| finding(checked.book, observation)).collect()
}

fn finding(book: &Book, observation: &Observation) -> Option<Finding> {
    let indicator = book.vocabulary.get(observation.indicator);
    indicator.formula.as_ref()?;
    let printed = observation.quantity(0)?;
    let key = Key {
        region: observation.region,
        year: observation.year,
        indicator: observation.indicator,
        period: observation.period,
    };
    let computed = book.by_formula(key).ok()?;
    if computed.interval.meets(&printed.interval_in(&computed.unit)?) {
        return None;
    }
    let rounded = crate::model::quantity::round(computed.exact, indicator.decimals + 1, book.settings.rounding);
    let from: Vec<String> = computed
        .from
        .iter()
        .filter_map(|key| {
            Some(format!("{}{}", book.vocabulary.get(key.indicator).name, book.observation(*key)?.printed()))
        })
        .collect();
    Some(
        Finding::warning(
            "formula-disagrees",
            place_of(&observation.place),
            format!("“{}”报{printed}，按公式（{}）算是{rounded}{}", indicator.name, from.join("、"), computed.unit),
            format!("{} reports {printed}; its formula gives {rounded}{}", indicator.name, computed.unit),
        )
        .help(
            "核对这几个数；基数不同就改词表里的公式",
            "check these figures; mend the formula where another base is meant",
        ),
    )
}
