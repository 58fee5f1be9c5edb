//! One indicator's figures in order, year by year: among the regions of one level below the same region.

use super::change::{ChangeView, change};
use super::{Link, comparison};
use crate::derive::{Key, Ranking};
use crate::model::{IndicatorId, Period, RegionCode};
use crate::render::web::figure;
use crate::render::web::page::Page;
use serde::Serialize;
use std::collections::BTreeMap;

/// Fewer regions make no order.
const LEAST_REGIONS: usize = 3;

#[derive(Clone, Debug, Serialize)]
pub struct RankingView {
    pub year: Link,
    /// The region that they belong to.
    pub among: Link,
    /// How many of how many regions report.
    pub reported: usize,
    pub siblings: usize,
    /// Best first.
    pub rows: Vec<RankedRow>,
}

#[derive(Clone, Debug, Serialize)]
pub struct RankedRow {
    /// Shared by equal values.
    pub place: usize,
    pub region: Link,
    pub value_html: String,
    pub change: ChangeView,
}

/// Every order of three regions or more of whole-year figures, the latest year first.
pub fn rankings(page: Page, indicator: IndicatorId) -> Vec<RankingView> {
    let mut groups: BTreeMap<(i32, RegionCode, u8), RegionCode> = BTreeMap::new();
    for (code, year) in page.book().places_of(indicator) {
        if let Some(region) = page.found(*code)
            && let Some(parent) = region.parent
        {
            groups.entry((*year, parent, region.kind.level())).or_insert(*code);
        }
    }
    let ranked = |((year, _, _), code): (&(i32, RegionCode, u8), &RegionCode)| {
        let key = Key { region: *code, year: *year, indicator, period: Period::Year };
        let ranking = first_ranking(page, key)?;
        (ranking.order.len() >= LEAST_REGIONS).then(|| view(page, *year, &ranking))
    };
    groups.iter().rev().filter_map(ranked).collect()
}

/// The order as seen from the first of the regions that has a whole-year figure.
fn first_ranking(page: Page, key: Key) -> Option<Ranking> {
    let book = page.book();
    let parent = page.found(key.region)?.parent?;
    let siblings = book.regions.siblings_within(parent, key.region, key.year);
    siblings.iter().find_map(|region| {
        let key = Key { region: region.code, ..key };
        book.observation(key)?;
        book.rank(key, book.first_measure(key), None).ok()
    })
}

fn view(page: Page, year: i32, ranking: &Ranking) -> RankingView {
    let rows = ranking.order.iter().map(|(key, value)| {
        let observation = page.book().observation(*key);
        RankedRow {
            place: 1 + ranking.order.iter().position(|(_, other)| other == value).unwrap_or_default(),
            region: comparison::link(page, key.region, year),
            value_html: observation.map_or(String::new(), |o| figure::observation(o, page)),
            change: observation.map(|o| change(page, o)).unwrap_or_default(),
        }
    });
    RankingView {
        year: page.year(year),
        among: page.region(ranking.among),
        reported: ranking.reported,
        siblings: ranking.siblings,
        rows: rows.collect(),
    }
}
