//! Bars of several regions for one indicator and year, best first.

use super::{Axis, Lacking, Order, Shown, source_of};
use crate::derive::Key;
use crate::model::chart::{Bar, Chart, DataTable, Drawing};
use crate::model::{Better, IndicatorId, RegionCode};

pub fn ranked(order: &Order, indicator: IndicatorId, regions: &[RegionCode], year: i32) -> Result<Chart, Lacking> {
    let book = order.book;
    let entry = book.vocabulary.get(indicator);
    let mut shown: Vec<Shown> = regions.iter().filter_map(|region| order.shown(*region, year, indicator).ok()).collect();
    let unit = &entry.measures[order.measure_of(indicator)];
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
    let mut description = format!("条形图：{}。{}个地区中{}最前，{}", order.title, shown.len(), name(best), best.printed());
    if let Some(last) = last {
        description.push_str(&format!("；{}在末位，{}", name(last), last.printed()));
    }
    description.push('。');
    let note = (shown.len() < regions.len()).then(|| format!("{}个地区中有{}个报告了这项数据", regions.len(), shown.len()));
    Ok(Chart {
        id: String::new(),
        title: order.title.to_string(),
        description,
        note,
        source: source_of(book, &keys),
        table: DataTable {
            head: vec!["地区".into(), entry.name.clone()],
            rows: shown.iter().map(|s| vec![name(s), s.printed()]).collect(),
        },
        drawing: Drawing::Ranked {
            bars: shown
                .iter()
                .map(|s| Bar { name: name(s), value: axis.value(s.exact), label: s.label(&axis), own: s.key.region == order.own })
                .collect(),
        },
        unit: axis.unit,
    })
}
