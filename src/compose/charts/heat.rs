//! Heat tables: two of regions, indicators and years across each other, each figure with the strength of its colour.
//!
//! Regions × years and one region's indicators × years are read along a row, regions × indicators down a column: what is
//! compared has one unit, and its least and greatest figure are the ends of the colours.

use super::courses::{Course, courses, extremes, notes};
use super::ranked::of_one_period;
use super::{Axis, Lacking, Order, Shown};
use crate::derive::Key;
use crate::model::chart::{Chart, DataTable, Drawing, HeatCell, HeatColumn, HeatRow};
use crate::model::{IndicatorId, RegionCode};
use rust_decimal::Decimal;

pub fn heat(
    order: &Order,
    indicators: &[IndicatorId],
    regions: &[RegionCode],
    years: &[i32],
) -> Result<Chart, Lacking> {
    match (indicators, regions, years) {
        ([_], _, _) | (_, [_], _) => over_years(order, indicators, regions, years),
        (_, _, [year]) => by_indicator(order, indicators, regions, *year),
        _ => Err(Lacking::ThreeWays),
    }
}

/// Regions or indicators × years. The figures of one indicator are compared over all rows, those of several each in its row.
fn over_years(
    order: &Order,
    indicators: &[IndicatorId],
    regions: &[RegionCode],
    years: &[i32],
) -> Result<Chart, Lacking> {
    let lines = courses(order, indicators, regions, years).map_err(Lacking::Lack)?;
    let all: Vec<&Shown> = lines.iter().flat_map(|line| &line.shown).collect();
    let Some(first) = all.first() else { return Err(Lacking::Nothing) };
    let is_one_unit = indicators.len() == 1;
    let common = is_one_unit.then(|| (Axis::for_values(&all, &first.unit), Span01::of(&all)));
    let rows = lines.iter().map(|Course { name, own, shown, .. }| {
        let alone: Vec<&Shown> = shown.iter().collect();
        let own_scale = (Axis::for_values(&alone, &shown[0].unit), Span01::of(&alone));
        let (axis, span) = common.as_ref().unwrap_or(&own_scale);
        let cell = |year: &i32| shown.iter().find(|s| s.key.year == *year).map(|s| span.cell(s, axis));
        HeatRow {
            name: if is_one_unit { name.clone() } else { format!("{name}（{}）", axis.unit) },
            unit: if is_one_unit { String::new() } else { axis.unit.clone() },
            // All rows are of one region where they are indicators.
            own: *own && is_one_unit,
            cells: years.iter().map(cell).collect(),
        }
    });
    let rows: Vec<HeatRow> = rows.collect();
    let own_year = |name: String| HeatColumn { name, unit: String::new(), own: false };
    let columns = years.iter().map(|year| own_year(format!("{year}年"))).collect();
    let described = match is_one_unit {
        true => vec![extremes_in_words(&all, |s| format!("{}{}年", order.region_name(s.key.region), s.key.year))],
        false => lines
            .iter()
            .map(|Course { name, shown, .. }| {
                format!(
                    "{name}{}",
                    extremes_in_words(&shown.iter().collect::<Vec<_>>(), |s| format!("{}年", s.key.year))
                )
            })
            .collect(),
    };
    let mut notes = notes(order, &lines, "");
    if !is_one_unit {
        notes.insert(0, "底色浓淡只在同一行里比".to_owned());
    }
    missing(&mut notes, indicators.len() * regions.len() - lines.len());
    let table = DataTable {
        head: std::iter::once(if is_one_unit { "地区" } else { "指标" }.to_owned())
            .chain(years.iter().map(|year| format!("{year}年")))
            .collect(),
        rows: lines
            .iter()
            .map(|Course { name, shown, .. }| {
                let cell = |year: &i32| shown.iter().find(|s| s.key.year == *year).map_or("—".into(), Shown::printed);
                std::iter::once(name.clone()).chain(years.iter().map(cell)).collect()
            })
            .collect(),
    };
    let keys: Vec<Key> = all.iter().map(|s| s.key).collect();
    let unit = common.map(|(axis, _)| axis.unit).unwrap_or_default();
    Ok(order.chart(description(order, &described), notes, &keys, unit, Drawing::Heat { columns, rows }, table))
}

/// Regions × indicators of one year, each indicator compared in its column.
fn by_indicator(
    order: &Order,
    indicators: &[IndicatorId],
    regions: &[RegionCode],
    year: i32,
) -> Result<Chart, Lacking> {
    let mut notes: Vec<String> = vec!["底色浓淡只在同一列里比".to_owned()];
    let mut columns: Vec<(String, Vec<Shown>)> = Vec::new();
    for indicator in indicators {
        let measure = order.measure_of(*indicator, regions, &[year]).map_err(Lacking::Lack)?;
        let mut shown: Vec<Shown> =
            regions.iter().filter_map(|region| order.shown(*region, year, *indicator, measure).ok()).collect();
        let name = order.book.vocabulary.get(*indicator).name.clone();
        match of_one_period(order, &mut shown) {
            Some(period) => notes.push(format!("{name}{period}")),
            None if shown.is_empty() => notes.push(format!("{name}没有数据，未列")),
            None => {}
        }
        if !shown.is_empty() {
            columns.push((name, shown));
        }
    }
    let rows_of: Vec<RegionCode> = regions
        .iter()
        .copied()
        .filter(|region| columns.iter().any(|(_, shown)| shown.iter().any(|s| s.key.region == *region)))
        .collect();
    if rows_of.is_empty() {
        return Err(Lacking::Nothing);
    }
    let scales: Vec<(Axis, Span01)> = columns
        .iter()
        .map(|(_, shown)| {
            let all: Vec<&Shown> = shown.iter().collect();
            (Axis::for_values(&all, &shown[0].unit), Span01::of(&all))
        })
        .collect();
    let of = |shown: &[Shown], region: RegionCode| shown.iter().position(|s| s.key.region == region);
    let rows = rows_of
        .iter()
        .map(|region| HeatRow {
            name: order.region_name(*region),
            unit: String::new(),
            own: *region == order.own,
            cells: columns
                .iter()
                .zip(&scales)
                .map(|((_, shown), (axis, span))| Some(span.cell(&shown[of(shown, *region)?], axis)))
                .collect(),
        })
        .collect();
    let described: Vec<String> = columns
        .iter()
        .map(|(name, shown)| {
            let all: Vec<&Shown> = shown.iter().collect();
            format!("{name}{}", extremes_in_words(&all, |s| order.region_name(s.key.region)))
        })
        .collect();
    missing(&mut notes, regions.len() - rows_of.len());
    let table = DataTable {
        head: std::iter::once("地区".to_owned()).chain(columns.iter().map(|(name, ..)| name.clone())).collect(),
        rows: rows_of
            .iter()
            .map(|region| {
                let cell = |(_, shown): &(String, Vec<Shown>)| {
                    of(shown, *region).map_or("—".into(), |at| shown[at].printed())
                };
                std::iter::once(order.region_name(*region)).chain(columns.iter().map(cell)).collect()
            })
            .collect(),
    };
    let keys: Vec<Key> = columns.iter().flat_map(|(_, shown)| shown.iter().map(|s| s.key)).collect();
    let heads = columns.iter().zip(&scales).map(|((name, ..), (axis, _))| HeatColumn {
        name: name.clone(),
        unit: axis.unit.clone(),
        own: false,
    });
    let drawing = Drawing::Heat { columns: heads.collect(), rows };
    Ok(order.chart(description(order, &described), notes, &keys, String::new(), drawing, table))
}

/// The least and the greatest of the figures that are compared.
struct Span01 {
    low: Decimal,
    high: Decimal,
}

impl Span01 {
    fn of(all: &[&Shown]) -> Self {
        let (highest, lowest) = extremes(all.iter().copied());
        let exact = |found: Option<&Shown>| found.map(|s| s.exact).unwrap_or_default();
        Self { low: exact(lowest), high: exact(highest) }
    }

    fn cell(&self, s: &Shown, axis: &Axis) -> HeatCell {
        let span = self.high.checked_sub(self.low);
        let place = span.and_then(|span| (s.exact - self.low).checked_div(span)).unwrap_or_default();
        HeatCell { label: s.label(axis), place }
    }
}

/// `最高为乐山市2023年20870元，最低为马边彝族自治县2018年9870元`
fn extremes_in_words(all: &[&Shown], name: impl Fn(&Shown) -> String) -> String {
    match extremes(all.iter().copied()) {
        (Some(highest), Some(lowest)) if highest.exact != lowest.exact => {
            format!("最高为{}{}，最低为{}{}", name(highest), highest.printed(), name(lowest), lowest.printed())
        }
        (Some(only), _) => format!("为{}{}", name(only), only.printed()),
        _ => String::new(),
    }
}

fn missing(notes: &mut Vec<String>, count: usize) {
    if count > 0 {
        notes.push(format!("另有{count}项没有数据，未列"));
    }
}

fn description(order: &Order, described: &[String]) -> String {
    format!("热力表：{}。{}。", order.title, described.join("；"))
}
