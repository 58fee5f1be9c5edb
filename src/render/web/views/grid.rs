//! A table of one figure for each pair of row and column: indicators by year, regions by year, regions by indicator.

use super::Link;
use crate::compose::resolve::Standpoint;
use crate::model::{IndicatorId, Observation, Period, RegionCode, Value};
use crate::render::web::figure::{self, small};
use crate::render::web::page::Page;
use serde::Serialize;

#[derive(Clone, Debug, Default, Serialize)]
pub struct Grid {
    pub caption: String,
    /// The heading of the first column.
    pub corner: String,
    pub columns: Vec<Link>,
    pub rows: Vec<GridRow>,
    /// True where a cell is marked 预计.
    pub has_forecast: bool,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct GridRow {
    pub heading: Link,
    /// One for each column; an empty one has nothing to show.
    pub cells: Vec<String>,
}

/// What a grid is about: its cells are asked for by row and column.
pub struct Plan<R, C> {
    pub caption: String,
    pub corner: String,
    pub rows: Vec<(Link, R)>,
    pub columns: Vec<(Link, C)>,
}

/// Fills a grid; rows without a figure are left out.
pub fn grid<R, C>(page: Page, plan: Plan<R, C>, at: impl Fn(&R, &C) -> (RegionCode, i32, IndicatorId)) -> Grid {
    let mut rows = Vec::new();
    let mut has_forecast = false;
    for (heading, row) in plan.rows {
        let mut cells = Vec::new();
        let mut has_value = false;
        for (region, year, id) in plan.columns.iter().map(|(_, column)| at(&row, column)) {
            let observations = page.book().periods(region, year, id);
            has_forecast |= observations.iter().any(|observation| observation.is_forecast);
            let computed = if observations.is_empty() { computed(page, region, year, id) } else { None };
            has_value |= computed.is_some() || observations.iter().any(is_reported);
            cells.push(computed.unwrap_or_else(|| cell(page, observations)));
        }
        if has_value {
            rows.push(GridRow { heading, cells });
        }
    }
    let columns = plan.columns.into_iter().map(|(heading, _)| heading).collect();
    Grid { caption: plan.caption, corner: plan.corner, columns, rows, has_forecast }
}

fn is_reported(observation: &Observation) -> bool {
    matches!(observation.value, Value::Reported(_))
}

/// What the indicator's formula gives, with the period where it is not the year.
fn computed(page: Page, region: RegionCode, year: i32, indicator: IndicatorId) -> Option<String> {
    let book = page.book();
    book.vocabulary.get(indicator).formula.as_ref()?;
    let at = Standpoint { book, region, year, says_period: true };
    let figure = at.value_of(indicator).ok()?;
    let period = if figure.period == Period::Year { String::new() } else { figure.period.words() };
    Some(format!("{}{}", figure::html(&figure, book, page.words), small(&period)))
}

/// The whole year alone, or each period with its name.
fn cell(page: Page, observations: &[Observation]) -> String {
    let shown = match observations {
        [first, ..] if first.period == Period::Year && is_reported(first) => &observations[..1],
        all => all,
    };
    let value = |observation: &Observation| {
        let html = match &observation.value {
            Value::Reported(_) => figure::observation(observation, page.book(), page.words),
            Value::Missing(reason) => small(reason.word()),
        };
        let mut remark = match observation.period {
            Period::Year => String::new(),
            period => period.words(),
        };
        if observation.is_forecast {
            remark = format!("{remark}{}", page.word("forecast"));
        }
        format!("{html}{}", small(&remark))
    };
    shown.iter().map(value).collect::<Vec<_>>().join("<br>")
}
