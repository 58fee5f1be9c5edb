//! A chart with everything that stands beside it: title, drawing for wide and for narrow screens, source, note, and its data
//! as a table. The drawing itself is made in `draw`.

use super::downloads;
use crate::draw::{self, Style};
use crate::model::chart::Chart;
use crate::model::{IndicatorId, RegionCode};
use crate::render;
use crate::render::web::charts;
use crate::render::web::drawings::CoursesOf;
use crate::render::web::page::Page;
use serde::Serialize;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ChartView {
    pub id: String,
    pub title: String,
    /// An `<svg>` for columns from about 540 px on.
    pub wide_html: String,
    /// The same for a narrow column, with ids of its own.
    pub narrow_html: String,
    /// 数据来源：…
    pub source: String,
    pub note: String,
    pub head: Vec<String>,
    pub rows: Vec<Vec<String>>,
    /// Its data as CSV; empty where the site hands out none.
    pub data_href: String,
}

pub fn chart(page: Page, chart: &Chart) -> ChartView {
    let drawn = |style| draw::svg(chart, &in_theme_colours(page, style));
    ChartView {
        id: chart.id.clone(),
        title: chart.title.clone(),
        wide_html: drawn(Style::web()),
        narrow_html: drawn(Style::phone()),
        source: chart.source.clone(),
        note: chart.note.clone().unwrap_or_default(),
        head: chart.table.head.clone(),
        rows: chart.table.rows.clone(),
        data_href: downloads::of_part(page, &chart.id),
    }
}

/// A chart that a page made for itself: its place is its id.
pub fn numbered(page: Page, place: usize, drawing: Chart) -> ChartView {
    chart(page, &Chart { id: id(place), ..drawing })
}

/// The courses of a region's indicators, as the chart at a place of the page.
pub fn courses(page: Page, place: usize, region: RegionCode, indicators: Vec<IndicatorId>) -> Option<ChartView> {
    let draw = |of: &CoursesOf| Some(numbered(page, place, charts::courses(page, of.region, &of.indicators)?));
    let drawn = page.drawings.courses(CoursesOf { region, indicators, id: id(place) }, draw)?;
    // The file of the data is each page's own.
    Some(ChartView { data_href: downloads::of_part(page, &drawn.id), ..(*drawn).clone() })
}

fn id(place: usize) -> String {
    format!("chart-{place}")
}

/// The style with the theme's colours; the page's font is left to its stylesheet.
fn in_theme_colours(page: Page, style: Style) -> Style {
    Style { palette: render::palette(page.world.theme), font_family: String::new(), ..style }
}
