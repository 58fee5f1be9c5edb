//! The page of a region and year as the peers get it: figures formatted, growth and places computed, sentences written. They
//! have nothing left to do but to fill in templates. Comes in: counties. Goes out: pages, one county at a time.

use super::figures::{self, YEARS};
use super::indicators::{INDICATORS, Indicator};
use super::places::County;
use super::site;
use std::collections::HashMap;

pub struct Page<'a> {
    pub county: &'a County,
    pub year: i32,
    pub paragraphs: [String; 3],
    pub rows: Vec<Row>,
    /// Four charts of ten bars, in percent of the highest.
    pub charts: Vec<Vec<u64>>,
}

pub struct Row {
    pub domain: &'static str,
    pub name: &'static str,
    pub value: String,
    /// Empty in the first year.
    pub growth: String,
    /// Empty where there is nobody to compare with.
    pub place: String,
}

/// Shows every page to somebody.
pub fn pages(counties: &[County], region_years: usize, see: &mut dyn FnMut(Page)) {
    let years: Vec<(&County, std::ops::Range<i32>)> = site::years_of(counties, region_years).collect();
    for group in years.chunk_by(|(a, _), (b, _)| parent(a) == parent(b)) {
        let series: Vec<Vec<Vec<u64>>> = group
            .iter()
            .map(|(county, _)| INDICATORS.iter().map(|of| figures::series(&county.code, of)).collect())
            .collect();
        for (own, (county, years)) in group.iter().enumerate() {
            for year in years.clone() {
                let at = (year - YEARS.start) as usize;
                let has_year = |n: &usize| group[*n].1.contains(&year);
                let rows = INDICATORS.iter().enumerate().map(|(i, indicator)| {
                    let now = series[own][i][at];
                    let others = (0..group.len()).filter(has_year).map(|n| series[n][i][at]);
                    row(indicator, now, (year > years.start).then(|| series[own][i][at - 1]), others)
                });
                let rows: Vec<Row> = rows.collect();
                let charts = (0..4).map(|i| heights(&series[own][i][..=at])).collect();
                see(Page { county, year, paragraphs: paragraphs(county, year, &rows), rows, charts });
            }
        }
    }
}

/// The region directly above.
pub fn parent(county: &County) -> &str {
    county.prefecture.as_ref().map_or(&county.province.name, |above| &above.name)
}

fn row(indicator: &Indicator, now: u64, before: Option<u64>, among: impl Iterator<Item = u64>) -> Row {
    let growth = before.map(|before| format!("{:.1}%", 100.0 * (now as f64 / before as f64 - 1.0)));
    let (mut all, mut above) = (0, 0);
    among.for_each(|other| {
        all += 1;
        above += usize::from(other > now);
    });
    Row {
        domain: indicator.domain,
        name: indicator.name,
        value: figures::printed(indicator, now),
        growth: growth.unwrap_or_default(),
        place: if all > 1 { format!("第{}位", above + 1) } else { String::new() },
    }
}

fn heights(values: &[u64]) -> Vec<u64> {
    let most = values.iter().max().copied().unwrap_or(1).max(1);
    values.iter().map(|value| value * 100 / most).collect()
}

/// The sentences of our standing texts.
fn paragraphs(county: &County, year: i32, rows: &[Row]) -> [String; 3] {
    let by_name: HashMap<&str, &Row> = rows.iter().map(|row| (row.name, row)).collect();
    let value = |name: &str| format!("{name}{}", by_name[name].value);
    let grown = |name: &str| match by_name[name].growth.as_str() {
        "" => value(name),
        growth => format!("{}，比上年增长{growth}", value(name)),
    };
    let (name, above) = (&county.name, parent(county));
    [
        format!(
            "{year}年，{name}实现{}，居{above}{}。{}。",
            grown("地区生产总值"),
            by_name["地区生产总值"].place,
            grown("地方一般公共预算收入")
        ),
        format!("{year}年，{name}{}，{}。", grown("农村居民人均可支配收入"), grown("城镇居民人均可支配收入")),
        format!("{year}年末，{name}{}，{}，{}。", value("常住人口"), grown("城镇新增就业"), value("公益性岗位")),
    ]
}
