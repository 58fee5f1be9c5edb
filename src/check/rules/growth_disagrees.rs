//! `growth-disagrees`: a printed growth that last year's and this year's values cannot give. Compared as intervals, so that
//! rounding is no finding; growth at constant prices is not compared at all.

use super::Checked;
use crate::derive::{Book, Key, place_of};
use crate::finding::Finding;
use crate::model::{Change, Observation};

pub fn check(checked: &Checked) -> Vec<Finding> {
    checked.book.observations().filter_map(|observation| finding(checked.book, observation)).collect()
}

fn finding(book: &Book, observation: &Observation) -> Option<Finding> {
    let indicator = book.vocabulary.get(observation.indicator);
    if indicator.growth_is_real {
        return None;
    }
    let Some(Change::Percent(printed)) = &observation.growth else { return None };
    let key = Key {
        region: observation.region,
        year: observation.year,
        indicator: observation.indicator,
        period: observation.period,
    };
    let computed = book.growth(key, observation.first_measure()?).ok()?;
    if computed.interval.meets(&printed.interval()) {
        return None;
    }
    let rounded = crate::model::quantity::round(computed.exact, 1, book.settings.rounding);
    let before = book.year_before(key).ok()?;
    let then = book.observation(before).map_or_else(String::new, Observation::printed);
    Some(
        Finding::warning(
            "growth-disagrees",
            place_of(&observation.place),
            format!("“{}”报同比{printed}，按上年{then}和今年{}算是{rounded}%", indicator.name, observation.printed()),
            format!("{} reports growth of {printed}; {then} and {} give {rounded}%", indicator.name, observation.printed()),
        )
        .help(
            "核对两年的数和增速；口径变了就写 basis（口径）；按不变价格计算的增速在词表里写 growth: real",
            "check both years; write `basis` where the basis changed, or `growth: real` for growth at constant prices",
        ),
    )
}
