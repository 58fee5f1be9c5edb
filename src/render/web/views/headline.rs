//! The figures that a page of a place puts first: those about which most is known, in the order of the vocabulary.

use super::Link;
use super::change::{ChangeView, change};
use crate::derive::Key;
use crate::model::{Observation, Period, RegionCode};
use crate::render::web::figure;
use crate::render::web::page::Page;
use serde::Serialize;

/// A figure with what it means: how it changed, and where it stands among its peers.
#[derive(Clone, Debug, Serialize)]
pub struct Headline {
    pub indicator: Link,
    pub value_html: String,
    /// Empty for the whole year.
    pub period: String,
    pub is_forecast: bool,
    pub change: ChangeView,
    /// 第6位 四川省; empty where it is not known.
    pub rank_html: String,
    /// True where the place was computed.
    pub rank_is_computed: bool,
}

/// At most `most` figures of a region and year.
pub fn headlines(page: Page, region: RegionCode, year: i32, most: usize) -> Vec<Headline> {
    let mut found: Vec<&Observation> = Vec::new();
    for observation in page.book().of(region, year).filter(|o| o.first_measure().is_some()) {
        if found.last().is_none_or(|last| last.indicator != observation.indicator) {
            found.push(observation);
        }
    }
    // What the office has named goes before everything else: where that is enough, nothing else need be weighed.
    let is_named = |o: &&Observation| page.book().vocabulary.get(o.indicator).is_headline;
    if found.iter().filter(|o| is_named(o)).count() >= most {
        found.retain(is_named);
    }
    let weighed = found.into_iter().enumerate().map(|(i, o)| (worth(page, o), i, o));
    let mut chosen: Vec<(u8, usize, &Observation)> = weighed.collect();
    chosen.sort_by_key(|(worth, i, _)| (std::cmp::Reverse(*worth), *i));
    chosen.truncate(most);
    chosen.sort_by_key(|(_, i, _)| *i);
    chosen.into_iter().map(|(_, _, observation)| headline(page, observation)).collect()
}

/// The latest year with so many figures, or of those with fewer the one with most: a single figure of this year does not hide
/// the last. `None` for a region without figures.
pub fn fullest_year(page: Page, region: RegionCode, most: usize) -> Option<i32> {
    let count = |year: i32| page.book().of(region, year).filter(|o| o.first_measure().is_some()).take(most).count();
    let counted = page.index.years(region).iter().map(|year| (count(*year), *year)).filter(|(count, _)| *count > 0);
    counted.max().map(|(_, year)| year)
}

/// How much there is to say about a figure. Whole years before parts of one, results before forecasts.
fn worth(page: Page, o: &Observation) -> u8 {
    let key = Key::of(o);
    let is_named = page.book().vocabulary.get(o.indicator).is_headline;
    let has_change =
        o.beside.growth.is_some() || o.beside.increment.is_some() || page.book().change_beside(o).is_some();
    let has_rank = o.beside.rank.is_some();
    let has_target = page.book().target(key.region, key.year, key.indicator).is_some();
    u8::from(is_named) * 64
        + u8::from(o.period == Period::Year && !o.is_forecast) * 8
        + u8::from(has_change) * 4
        + u8::from(has_rank) * 2
        + u8::from(has_target)
}

fn headline(page: Page, observation: &Observation) -> Headline {
    let reported = figure::rank(observation, page);
    let computed = if reported.is_empty() { figure::computed_rank(observation, page) } else { None };
    Headline {
        indicator: page.indicator(observation.indicator),
        value_html: figure::observation(observation, page),
        period: observation.period.beside_year(),
        is_forecast: observation.is_forecast,
        change: change(page, observation),
        rank_is_computed: computed.is_some(),
        rank_html: computed.unwrap_or(reported),
    }
}
