//! What several kinds of charts ask of figures over years: one course for each region and indicator, and what it says in words.
//!
//! Comes in: an order with regions, indicators and years. Goes out: courses that have at least one figure, and sentences.
//! Nothing is drawn and no unit of an axis is chosen here.

use super::{Order, Shown};
use crate::derive::{Book, Lack};
use crate::model::{IndicatorId, RegionCode};

/// A name, whether it is that of the own region, and its figures in the order of the years.
pub(super) type Course = (String, bool, Vec<Shown>);

/// One course for each region and indicator that has a figure. A name says what differs: region, indicator or both.
pub(super) fn courses(
    order: &Order,
    indicators: &[IndicatorId],
    regions: &[RegionCode],
    years: &[i32],
) -> Result<Vec<Course>, Lack> {
    let mut courses = Vec::new();
    for region in regions {
        for indicator in indicators {
            let measure = order.measure_of(*indicator, regions, years)?;
            let found: Vec<Shown> =
                years.iter().filter_map(|year| order.shown(*region, *year, *indicator, measure).ok()).collect();
            if found.is_empty() {
                continue;
            }
            let indicator = &order.book.vocabulary.get(*indicator).name;
            let name = match (regions.len(), indicators.len()) {
                (_, 1) => order.region_name(*region),
                (1, _) => indicator.clone(),
                _ => format!("{}{indicator}", order.region_name(*region)),
            };
            courses.push((name, *region == order.own, found));
        }
    }
    Ok(courses)
}

/// `2018年13105元，2023年20870元，最高为2021年21004元`: the ends, whether it rose or fell where they compare, and what lies
/// beyond them.
pub(super) fn said(book: &Book, shown: &[Shown]) -> String {
    let (Some(first), Some(last)) = (shown.first(), shown.last()) else { return String::new() };
    let at = |s: &Shown| format!("{}年{}", s.key.year, s.printed());
    if first.key.year == last.key.year {
        return at(first);
    }
    let compares = shown.windows(2).all(|pair| book.comparable(pair[0].key, pair[1].key).is_ok());
    let ends = match first.exact.cmp(&last.exact) {
        _ if !compares => format!("{}，{}，前后不可比", at(first), at(last)),
        std::cmp::Ordering::Less => format!("从{}升到{}", at(first), at(last)),
        std::cmp::Ordering::Greater => format!("从{}降到{}", at(first), at(last)),
        std::cmp::Ordering::Equal => format!("{}和{}年都是{}", first.key.year, last.key.year, last.printed()),
    };
    let mut said = ends;
    if compares {
        let (highest, lowest) = extremes(shown.iter());
        for (word, found) in [("最高", highest), ("最低", lowest)] {
            if let Some(found) = found.filter(|found| found.exact != first.exact && found.exact != last.exact) {
                said.push_str(&format!("，{word}为{}", at(found)));
            }
        }
    }
    said
}

/// The greatest and the least figure; of equal ones the first.
pub(super) fn extremes<'s>(all: impl Iterator<Item = &'s Shown> + Clone) -> (Option<&'s Shown>, Option<&'s Shown>) {
    let highest = all.clone().reduce(|best, one| if one.exact > best.exact { one } else { best });
    (highest, all.reduce(|least, one| if one.exact < least.exact { one } else { least }))
}
