//! Bars of several regions for one indicator and year, best first.

use super::{Axis, Lacking, Order, Shown, forecasts};
use crate::derive::Key;
use crate::model::chart::{Bar, Chart, DataTable, Drawing};
use crate::model::{Better, IndicatorId, Period, RegionCode};

pub fn ranked(order: &Order, indicator: IndicatorId, regions: &[RegionCode], year: i32) -> Result<Chart, Lacking> {
    let book = order.book;
    let entry = book.vocabulary.get(indicator);
    let measure = order.measure_of(indicator, regions, &[year]).map_err(Lacking::Lack)?;
    let mut shown: Vec<Shown> =
        regions.iter().filter_map(|region| order.shown(*region, year, indicator, measure).ok()).collect();
    let unit = &entry.measures[measure];
    let period = of_one_period(order, &mut shown);
    shown.sort_by(|a, b| {
        let by_value = if entry.better == Better::Down { a.exact.cmp(&b.exact) } else { b.exact.cmp(&a.exact) };
        by_value.then(a.key.region.cmp(&b.key.region))
    });
    let (best, last) = match shown.as_slice() {
        [] => return Err(Lacking::Nothing),
        [best, .., last] => (best, Some(last)),
        [only] => (only, None),
    };
    let axis = Axis::for_values(&shown.iter().collect::<Vec<_>>(), unit);
    let keys: Vec<Key> = shown.iter().map(|s| s.key).collect();
    let name = |s: &Shown| order.region_name(s.key.region);
    let mut description =
        format!("条形图：{}。{}个地区中{}最前，{}", order.title, shown.len(), name(best), best.said());
    if let Some(last) = last {
        description.push_str(&format!("；{}在末位，{}", name(last), last.said()));
    }
    description.push('。');
    let some =
        (shown.len() < regions.len()).then(|| format!("{}个地区中有{}个报告了这项数据", regions.len(), shown.len()));
    let forecast = forecasts(shown.iter().map(|s| (name(s), s)));
    let notes = [period, some, forecast].into_iter().flatten().collect();
    let bar = |s: &Shown| Bar {
        name: name(s),
        value: axis.value(s.exact),
        label: s.label(&axis),
        own: s.key.region == order.own,
    };
    let drawing = Drawing::Ranked { bars: shown.iter().map(bar).collect() };
    let table = DataTable {
        head: vec!["地区".into(), entry.name.clone()],
        rows: shown.iter().map(|s| vec![name(s), s.said()]).collect(),
    };
    Ok(order.chart(description, notes, &keys, axis.unit, drawing, table))
}

/// Keeps the figures of one period, the one that most regions report, and gives the words for it where it is not the year:
/// half a year is never ranked beside a whole one.
pub(super) fn of_one_period(order: &Order, shown: &mut Vec<Shown>) -> Option<String> {
    let how_many = |period: Period| shown.iter().filter(|s| s.key.period == period).count();
    let period =
        shown.iter().map(|s| s.key.period).max_by_key(|period| (how_many(*period), std::cmp::Reverse(*period)))?;
    shown.retain(|s| s.key.period == period);
    (period != Period::Year && order.period.is_none()).then(|| format!("各地均为{}数", period.words()))
}
