//! Lines over years: several regions of one indicator, or several indicators of one region.

use super::{Axis, Lacking, Order, Shown, source_of};
use crate::derive::{Key, Lack};
use crate::model::article::Span;
use crate::model::chart::{Chart, DataTable, Drawing, Point, Series};
use crate::model::{IndicatorId, Period, RegionCode};

pub fn line(
    order: &Order,
    indicators: &[IndicatorId],
    regions: &[RegionCode],
    years: &[i32],
) -> Result<Chart, Lacking> {
    let book = order.book;
    let mut lines: Vec<(String, bool, Vec<Shown>)> = Vec::new();
    let measured: Result<Vec<usize>, Lack> =
        indicators.iter().map(|id| order.measure_of(*id, regions, years)).collect();
    let measured = measured.map_err(Lacking::Lack)?;
    for region in regions {
        for (indicator, measure) in indicators.iter().zip(&measured) {
            let shown: Vec<Shown> =
                years.iter().filter_map(|year| order.shown(*region, *year, *indicator, *measure).ok()).collect();
            if shown.is_empty() {
                continue;
            }
            let name = match indicators.len() {
                1 => order.region_name(*region),
                _ if regions.len() == 1 => book.vocabulary.get(*indicator).name.clone(),
                _ => format!("{}{}", order.region_name(*region), book.vocabulary.get(*indicator).name),
            };
            lines.push((name, *region == order.own, shown));
        }
    }
    if lines.is_empty() {
        return Err(Lacking::Nothing);
    }
    let unit = book.vocabulary.get(indicators[0]).measures[measured[0]].clone();
    for (id, measure) in indicators.iter().zip(&measured) {
        let other = &book.vocabulary.get(*id).measures[*measure];
        if *other != unit {
            return Err(Lacking::Lack(Lack::OtherUnit(other.clone(), unit)));
        }
    }
    let all: Vec<&Shown> = lines.iter().flat_map(|(_, _, shown)| shown).collect();
    let axis = Axis::for_values(&all, &unit);
    let keys: Vec<Key> = lines.iter().flat_map(|(_, _, shown)| shown.iter().map(|s| s.key)).collect();
    let notes = notes(order, &lines);
    let table = table(&lines, years);
    let description = description(order.title, &lines);
    let series = lines
        .into_iter()
        .map(|(name, own, shown)| Series { name, own, points: points(order, &axis, &shown) })
        .collect();
    Ok(Chart {
        span: Span::default(),
        id: String::new(),
        title: order.title.to_string(),
        description,
        unit: axis.unit,
        note: Some(notes.join("；")).filter(|note| !note.is_empty()),
        source: source_of(book, &keys),
        drawing: Drawing::Line { years: years.to_vec(), series },
        table,
    })
}

pub(super) fn points(order: &Order, axis: &Axis, shown: &[Shown]) -> Vec<Point> {
    let mut before: Option<Key> = None;
    shown
        .iter()
        .map(|s| {
            let breaks = before.is_some_and(|before| order.book.comparable(before, s.key).is_err());
            before = Some(s.key);
            Point { year: s.key.year, value: axis.value(s.exact), label: s.label(axis), breaks }
        })
        .collect()
}

/// What the lines alone would hide: other periods than the year, other bases, and breaks.
pub(super) fn notes(order: &Order, lines: &[(String, bool, Vec<Shown>)]) -> Vec<String> {
    let mut notes: Vec<String> = Vec::new();
    let mut add = |note: String| {
        if !notes.contains(&note) {
            notes.push(note);
        }
    };
    for (name, _, shown) in lines {
        let period = |s: &Shown| {
            (s.key.period != Period::Year && order.period.is_none()).then(|| format!("{}数", s.key.period.words()))
        };
        let basis = |s: &Shown| order.book.observation(s.key).and_then(|o| o.basis.clone());
        for words in [remarks(shown, period), remarks(shown, basis)].into_iter().flatten() {
            add(format!("{name}{words}"));
        }
        for pair in shown.windows(2) {
            let indicator = order.book.vocabulary.get(pair[0].key.indicator);
            if let Some(reason) = indicator.break_between(pair[0].key.year, pair[1].key.year) {
                add(reason.trim_end_matches('。').to_string());
            }
        }
    }
    notes
}

/// `2018—2021年为修订数`: a remark on several years is made once.
fn remarks(shown: &[Shown], remark: impl Fn(&Shown) -> Option<String>) -> Vec<String> {
    let mut runs: Vec<(String, i32, i32)> = Vec::new();
    for (s, words) in shown.iter().filter_map(|s| Some((s, remark(s)?))) {
        match runs.last_mut() {
            Some((before, _, last)) if *before == words && *last + 1 == s.key.year => *last = s.key.year,
            _ => runs.push((words, s.key.year, s.key.year)),
        }
    }
    let years =
        |first: i32, last: i32| if first == last { format!("{first}年") } else { format!("{first}—{last}年") };
    runs.into_iter().map(|(words, first, last)| format!("{}为{words}", years(first, last))).collect()
}

pub(super) fn table(lines: &[(String, bool, Vec<Shown>)], years: &[i32]) -> DataTable {
    let mut head = vec!["年份".to_string()];
    head.extend(lines.iter().map(|(name, ..)| name.clone()));
    let rows = years
        .iter()
        .filter(|year| lines.iter().any(|(_, _, shown)| shown.iter().any(|s| s.key.year == **year)))
        .map(|year| {
            let cell = |shown: &[Shown]| shown.iter().find(|s| s.key.year == *year).map_or("—".into(), Shown::printed);
            std::iter::once(format!("{year}年")).chain(lines.iter().map(|(_, _, shown)| cell(shown))).collect()
        })
        .collect();
    DataTable { head, rows }
}

fn description(title: &str, lines: &[(String, bool, Vec<Shown>)]) -> String {
    let said: Vec<String> = lines
        .iter()
        .map(|(name, _, shown)| match (shown.first(), shown.last()) {
            (Some(first), Some(last)) if first.key.year != last.key.year => {
                format!("{name}{}年{}，{}年{}", first.key.year, first.printed(), last.key.year, last.printed())
            }
            (Some(only), _) => format!("{name}{}年{}", only.key.year, only.printed()),
            _ => name.clone(),
        })
        .collect();
    format!("折线图：{title}。{}。", said.join("；"))
}
