//! One indicator's figures in order, year by year: among the regions of one level below the same region.

use super::change::{ChangeView, change};
use super::{Link, comparison};
use crate::derive::{Key, Ranking};
use crate::model::{IndicatorId, Period, RegionCode};
use crate::render::web::charts::{self, LEAST_REGIONS};
use crate::render::web::figure;
use crate::render::web::page::Page;
use serde::Serialize;

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

/// How many rows all orders of a page have: nobody reads on, and of a country they would be megabytes.
const MOST_ROWS: usize = 400;

/// The orders of three regions or more of whole-year figures, the latest year first, and how many are left out.
pub fn rankings(page: Page, indicator: IndicatorId) -> (Vec<RankingView>, usize) {
    let book = page.book();
    let mut room = MOST_ROWS;
    let ranked = |((year, _, _), regions): (charts::Peerage, Vec<RegionCode>)| {
        // As seen from the first that has a place: a bound may leave that of one open.
        let ranking = regions.into_iter().find_map(|region| {
            let key = Key { region, year, indicator, period: Period::Year };
            book.rank(key, book.first_measure(key), None).ok()
        })?;
        (ranking.order.len() >= LEAST_REGIONS).then(|| view(page, year, &ranking))
    };
    let mut groups = charts::peers(page, indicator);
    groups.retain(|_, regions| regions.len() >= LEAST_REGIONS);
    let count = groups.len();
    let fits = |(_, regions): &(charts::Peerage, Vec<RegionCode>)| {
        let fits = room > 0;
        room = room.saturating_sub(regions.len());
        fits
    };
    let shown: Vec<_> = groups.into_iter().rev().take_while(fits).collect();
    let left_out = count - shown.len();
    (shown.into_iter().filter_map(ranked).collect(), left_out)
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
