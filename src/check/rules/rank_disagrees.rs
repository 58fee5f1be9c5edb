//! `rank-disagrees`: a printed place that the values of the siblings cannot give. Compared only where all siblings report;
//! values that may be equal may stand in either order.

use super::Checked;
use crate::check::arithmetic::ingredient;
use crate::derive::{Book, Key, Ranking, place_of};
use crate::finding::Finding;
use crate::model::{Better, Observation};

pub fn check(checked: &Checked) -> Vec<Finding> {
    checked.book.observations().filter_map(|observation| finding(checked.book, observation)).collect()
}

fn finding(book: &Book, observation: &Observation) -> Option<Finding> {
    let rank = observation.beside.rank.as_ref()?;
    let place = rank.place? as usize;
    if let Some(of) = rank.of.filter(|of| (*of as usize) < place || place == 0) {
        return Some(beyond(book, observation, place, of));
    }
    let (key, measure) = (Key::of(observation), observation.first_measure()?);
    let ranking = book.rank(key, measure, rank.among).ok()?;
    // A set that was named, and is whole.
    let is_whole = |code| book.regions.get(code).is_some_and(|region| region.has_all_children);
    if rank.of.is_none() && rank.among.is_some_and(is_whole) && place > ranking.siblings {
        return Some(beyond(book, observation, place, ranking.siblings as u32));
    }
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

/// A place behind the last one.
fn beyond(book: &Book, observation: &Observation, place: usize, of: u32) -> Finding {
    let name = &book.vocabulary.get(observation.indicator).name;
    Finding::warning(
        "rank-disagrees",
        place_of(&observation.place),
        format!("“{name}”报第{place}位，总数却只有{of}"),
        format!("{name} reports place {place} of {of}"),
    )
    .help("核对名次和总数（of）", "check the place and the number of regions")
}

/// The best and the worst place that the printed values allow.
pub(super) fn places(book: &Book, key: Key, measure: usize, ranking: &Ranking) -> Option<(usize, usize)> {
    let own = book.value(key, measure).ok()?.interval;
    let smaller_is_better = book.vocabulary.get(key.indicator).better == Better::Down;
    let (mut surely_ahead, mut perhaps_ahead) = (0, 0);
    for (sibling, _) in ranking.order.iter().filter(|(sibling, _)| sibling.region != key.region) {
        let theirs = book.value(*sibling, measure).ok()?.interval;
        let (better, worse) = if smaller_is_better { (own, theirs) } else { (theirs, own) };
        let lies_above = better.lies_above(&worse);
        surely_ahead += usize::from(lies_above);
        perhaps_ahead += usize::from(lies_above || own.meets(&theirs));
    }
    Some((surely_ahead + 1, perhaps_ahead + 1))
}

#[cfg(test)]
mod tests {
    use crate::check::world::World;

    fn told(rank: &str) -> Vec<String> {
        let regions: String = ["甲", "乙", "丙"]
            .iter()
            .zip(1..)
            .map(|(name, i)| format!("  \"99010{i}\": {{ name: {name}县, kind: county, parent: \"990100\" }}\n"))
            .collect();
        let regions = format!("  \"990100\": {{ name: 市, kind: prefecture }}\n{regions}");
        World::new("  income: { name: 人均收入, unit: 元, better: up }", &regions)
            .with("990101", 2023, &format!("人均收入: {{ value: 20000元, rank: {rank} }}"))
            .with("990102", 2023, "人均收入: 21000元")
            .with("990103", 2023, "人均收入: 2万元")
            .told("rank-disagrees")
    }

    #[test]
    fn a_place_is_one_that_the_values_allow() {
        // 2万 may lie before or behind 20000.
        assert!(told("2").is_empty() && told("3").is_empty());
        assert_eq!(told("1"), ["“人均收入”报第1位，按各地的数排是第2—3位：乙县21000元、甲县20000元、丙县2万元"]);
        assert!(told("{ place: 1, of: 21 }").is_empty());
    }

    #[test]
    fn a_place_lies_within_its_number() {
        assert_eq!(told("{ place: 22, of: 21 }"), ["“人均收入”报第22位，总数却只有21"]);
    }
}
