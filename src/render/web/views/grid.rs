//! A table of one figure for each pair of row and column: indicators by year, regions by year, regions by indicator. The figures
//! of one indicator stand in one scale, said once, so that they compare at a glance.

use super::{Link, downloads};
use crate::compose::resolve::Standpoint;
use crate::derive::Key;
use crate::draw::{self, Spark, Style};
use crate::model::quantity::Scale;
use crate::model::{IndicatorId, Observation, Period, RegionCode, Value};
use crate::plan::Subject;
use crate::render::web::figure::{self, small};
use crate::render::web::page::Page;
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Clone, Debug, Default, Serialize)]
pub struct Grid {
    pub caption: String,
    /// The heading of the first column.
    pub corner: String,
    /// The unit of every cell, where it is one: 亿元.
    pub unit: String,
    pub columns: Vec<Heading>,
    pub rows: Vec<GridRow>,
    /// True where a row has its course drawn.
    pub has_spark: bool,
    /// How many rows are left to the file of data, in words; empty where all stand here.
    pub left_out: String,
    /// The figures as CSV; empty where the site hands out none.
    pub data_href: String,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct Heading {
    #[serde(flatten)]
    pub link: Link,
    /// The unit of what stands below or beside; empty where that says it itself.
    pub unit: String,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct GridRow {
    pub heading: Heading,
    /// Of which indicator the figures of the row are; empty where the page or each figure says it.
    pub slug: String,
    /// One for each column; an empty one has nothing to show.
    pub cells: Vec<String>,
    /// The course of an indicator over the years as a tiny `<svg>`; empty where it has none.
    pub spark_html: String,
}

/// Of fewer years no course is drawn.
const LEAST_YEARS: usize = 3;

/// What a grid is about: its cells are asked for by row and column.
pub struct Plan<R, C> {
    pub caption: String,
    pub corner: String,
    pub rows: Vec<(Link, R)>,
    pub columns: Vec<(Link, C)>,
    pub indicator: IndicatorBy<R, C>,
    /// Whose file of data holds the figures.
    pub data_of: Subject,
    /// How many rows were left out before.
    pub left_out: usize,
}

/// Of how many places a table shows the figures: nobody reads on, and of a country they would be megabytes.
const MOST_PLACES: usize = 100;

/// As many places as a table shows, those of the highest levels first, in the order of their codes; and how many are left out.
pub fn foremost(page: Page, mut regions: Vec<RegionCode>) -> (Vec<RegionCode>, usize) {
    let left_out = regions.len().saturating_sub(MOST_PLACES);
    if left_out > 0 {
        regions.sort_by_key(|code| (page.found(*code).map_or(u8::MAX, |region| region.kind.level()), *code));
        regions.truncate(MOST_PLACES);
        regions.sort();
    }
    (regions, left_out)
}

/// What tells the indicator of a cell.
pub enum IndicatorBy<R, C> {
    Row(fn(&R) -> IndicatorId),
    Column(fn(&C) -> IndicatorId),
    Table(IndicatorId),
}

/// Fills a grid; rows without a figure are left out.
pub fn grid<R, C>(page: Page, plan: Plan<R, C>, place: impl Fn(&R, &C) -> (RegionCode, i32)) -> Grid {
    let indicator = |row: &R, column: &C| match &plan.indicator {
        IndicatorBy::Row(of) => of(row),
        IndicatorBy::Column(of) => of(column),
        IndicatorBy::Table(id) => *id,
    };
    let at = |row: &R, column: &C| {
        let (region, year) = place(row, column);
        (region, year, indicator(row, column))
    };
    let scales = usual_scales(page, &plan, &at);
    let unit = |id| scales.get(&id).map_or(String::new(), |scale| unit_in(page, id, *scale));
    let mut rows = Vec::new();
    for (link, row) in &plan.rows {
        let mut cells = Vec::new();
        let mut has_value = false;
        let (page, of_row) = match &plan.indicator {
            IndicatorBy::Row(of) => (page.in_row_of(of(row)), Some(of(row))),
            _ => (page, None),
        };
        for (region, year, id) in plan.columns.iter().map(|(_, column)| at(row, column)) {
            let observations = page.book().periods(region, year, id);
            let computed = if observations.is_empty() { computed(page, region, year, id) } else { None };
            has_value |= computed.is_some() || observations.iter().any(is_reported);
            cells.push(computed.unwrap_or_else(|| cell(page, observations, scales.get(&id).copied())));
        }
        if has_value {
            let (slug, unit, spark_html) = of_row.map_or(Default::default(), |id| {
                (
                    page.slug(id).to_string(),
                    unit(id),
                    spark(page, plan.columns.iter().map(|(_, column)| at(row, column))),
                )
            });
            rows.push(GridRow { heading: Heading { link: link.clone(), unit }, slug, cells, spark_html });
        }
    }
    let heading = |(link, column): &(Link, C)| {
        let unit = match &plan.indicator {
            IndicatorBy::Column(of) => unit(of(column)),
            _ => String::new(),
        };
        Heading { link: link.clone(), unit }
    };
    let columns = plan.columns.iter().map(heading).collect();
    let unit = match plan.indicator {
        IndicatorBy::Table(id) => unit(id),
        _ => String::new(),
    };
    let data_href = downloads::of_subject(page, plan.data_of);
    let has_spark = rows.iter().any(|row| !row.spark_html.is_empty());
    let left_out = match plan.left_out {
        0 => String::new(),
        count => page.words.fill("grid_left_out", &[("count", &count.to_string())]),
    };
    Grid { caption: plan.caption, corner: plan.corner, unit, columns, rows, has_spark, left_out, data_href }
}

/// The course through the whole years of a row, where there are at least three.
fn spark(page: Page, cells: impl Iterator<Item = (RegionCode, i32, IndicatorId)>) -> String {
    let book = page.book();
    let mut points: Vec<Spark> = Vec::new();
    let mut last: Option<Key> = None;
    for (region, year, indicator) in cells {
        let key = Key { region, year, indicator, period: Period::Year };
        let Some(observation) = book.observation(key).filter(|o| !o.is_forecast) else { continue };
        let Some(quantity) = observation.quantity(0) else { continue };
        let breaks = last.is_some_and(|earlier| book.comparable(earlier, key).is_err());
        points.push(Spark { year, value: quantity.value(), breaks });
        last = Some(key);
    }
    if points.len() < LEAST_YEARS { String::new() } else { draw::sparkline(&points, &Style::web()) }
}

fn is_reported(observation: &Observation) -> bool {
    matches!(observation.value, Value::Reported(_))
}

/// For each indicator of one measure the scale in which most of its figures are printed, the larger of two; nothing for one of
/// which a figure would need more digits in it.
fn usual_scales<R, C>(
    page: Page,
    plan: &Plan<R, C>,
    at: &impl Fn(&R, &C) -> (RegionCode, i32, IndicatorId),
) -> BTreeMap<IndicatorId, Scale> {
    let mut printed: BTreeMap<IndicatorId, BTreeMap<Scale, usize>> = BTreeMap::new();
    for (_, row) in &plan.rows {
        for (region, year, id) in plan.columns.iter().map(|(_, column)| at(row, column)) {
            if page.book().vocabulary.get(id).measures.len() > 1 {
                continue;
            }
            for quantity in page.book().periods(region, year, id).iter().filter_map(|o| o.quantity(0)) {
                *printed.entry(id).or_default().entry(quantity.scale).or_default() += 1;
            }
        }
    }
    let usual = |scales: BTreeMap<Scale, usize>| scales.into_iter().max_by_key(|(scale, times)| (*times, *scale));
    printed.into_iter().filter_map(|(id, scales)| Some((id, usual(scales)?.0))).collect()
}

/// 亿元
fn unit_in(page: Page, id: IndicatorId, scale: Scale) -> String {
    format!("{}{}", scale.word(), page.book().vocabulary.get(id).unit())
}

/// What the indicator's formula gives, with the period where it is not the year.
fn computed(page: Page, region: RegionCode, year: i32, indicator: IndicatorId) -> Option<String> {
    let book = page.book();
    book.vocabulary.get(indicator).formula.as_ref()?;
    let at = Standpoint { book, region, year, says_period: true };
    let figure = at.value_of(indicator).ok()?;
    let period = figure.period.beside_year();
    Some(format!("{}{}", figure::cell(&figure, page), small(&period)))
}

/// The whole year alone, or each period with its name.
fn cell(page: Page, observations: &[Observation], scale: Option<Scale>) -> String {
    let shown = match observations {
        [first, ..] if first.period == Period::Year && is_reported(first) => &observations[..1],
        all => all,
    };
    let value = |observation: &Observation| {
        let html = match &observation.value {
            Value::Reported(_) => figure::observation_in(observation, scale, page),
            Value::Missing(reason) => small(reason.word()),
        };
        let mut remark = observation.period.beside_year();
        if observation.is_forecast {
            remark = format!("{remark}{}", page.word("forecast"));
        }
        format!("{html}{}", small(&remark))
    };
    shown.iter().map(value).collect::<Vec<_>>().join("<br>")
}
