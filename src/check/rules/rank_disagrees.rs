//! `rank-disagrees`: a printed place that the values of the siblings cannot give. Compared only where all siblings report;
//! values that may be equal may stand in either order.

use super::Checked;
use crate::check::arithmetic::{ingredient, key_of};
use crate::derive::{Book, Key, Ranking, place_of};
use crate::finding::Finding;
use crate::model::{Better, Observation};

pub fn check(checked: &Checked) -> Vec<Finding> {
    checked.book.observations().filter_map(|observation| finding(checked.book, observation)).collect()
}

fn finding(book: &Book, observation: &Observation) -> Option<Finding> {
    let rank = observation.rank.as_ref()?;
    let place = rank.place? as usize;
    let (key, measure) = (key_of(observation), observation.first_measure()?);
    let ranking = book.rank(key, measure, rank.among).ok()?;
    // Another number of regions than the book knows: another set was ranked.
    let is_other_set = rank.of.is_some_and(|of| of as usize != ranking.siblings) || place > ranking.siblings;
    if ranking.reported < ranking.siblings || is_other_set {
        return None;
    }
    let (first, last) = places(book, key, measure, &ranking)?;
    if (first..=last).contains(&place) {
        return None;
    }
    let name = &book.vocabulary.get(observation.indicator).name;
    let computed = if first == last { format!("{first}") } else { format!("{first}—{last}") };
    let region = |key: &Key| book.regions.get(key.region).map_or("", |region| region.name.as_str());
    let order: Vec<String> = ranking
        .order
        .iter()
        .take(6)
        .map(|(key, _)| format!("{}{}", region(key), ingredient(book, *key, measure)))
        .collect();
    let more = if ranking.order.len() > order.len() { "……" } else { "" };
    let (zh, en) = (format!("{}{more}", order.join("、")), format!("{}{more}", order.join(", ")));
    Some(
        Finding::warning(
            "rank-disagrees",
            place_of(&observation.place),
            format!("“{name}”报第{place}位，按各地的数排是第{computed}位：{zh}"),
            format!("{name} reports place {place}; the values give place {computed}: {en}"),
        )
        .help(
            "核对各地的数和位次；排的是另一个范围，写 among（范围）和 of（总数）；越小越好的指标写 better: down",
            "check the values and the place; name another set by `among` and `of`; write `better: down` where less is better",
        ),
    )
}

/// The best and the worst place that the printed values allow.
fn places(book: &Book, key: Key, measure: usize, ranking: &Ranking) -> Option<(usize, usize)> {
    let own = book.value(key, measure).ok()?.interval;
    let smaller_is_better = book.vocabulary.get(key.indicator).better == Better::Down;
    let (mut surely_ahead, mut perhaps_ahead) = (0, 0);
    for (sibling, _) in ranking.order.iter().filter(|(sibling, _)| sibling.region != key.region) {
        let theirs = book.value(*sibling, measure).ok()?.interval;
        let (better, worse) = if smaller_is_better { (own, theirs) } else { (theirs, own) };
        let lies_above = matches!((better.low, worse.high), (Some(low), Some(high)) if low > high);
        surely_ahead += usize::from(lies_above);
        perhaps_ahead += usize::from(lies_above || own.meets(&theirs));
    }
    Some((surely_ahead + 1, perhaps_ahead + 1))
}
