//! How far targets are: a bar for each indicator, or the milestones of a single one as steps.

use super::{Axis, Lacking, Order, source_of};
use crate::compose::resolve::{Answer, questions};
use crate::derive::Key;
use crate::model::article::Span;
use crate::model::chart::{Bar, Chart, DataTable, Drawing, ProgressRow};
use crate::model::{IndicatorId, RegionCode, Target};
use rust_decimal::Decimal;

pub fn progress(order: &Order, indicators: &[IndicatorId], region: RegionCode, year: i32) -> Result<Chart, Lacking> {
    let book = order.book;
    if let [only] = indicators
        && let Some(target) = book.target(region, year, *only).filter(|t| !t.milestones.is_empty())
    {
        return steps(order, target);
    }
    let mut rows = Vec::new();
    let mut keys = Vec::new();
    for indicator in indicators {
        let key = book.key(region, year, *indicator, order.period).unwrap_or(Key {
            region,
            year,
            indicator: *indicator,
            period: order.period.unwrap_or_default(),
        });
        keys.push(key);
        rows.push(row(order, key));
    }
    if rows.iter().all(|row| row.percent.is_none() && row.target.is_empty()) {
        return Err(Lacking::Nothing);
    }
    let said: Vec<String> = rows
        .iter()
        .map(|row| match &row.percent {
            Some(percent) => format!("{}完成{percent}%", row.name),
            None => format!("{}暂无进度", row.name),
        })
        .collect();
    let cell = |text: &str| if text.is_empty() { "—".to_string() } else { text.to_string() };
    let table_rows = rows
        .iter()
        .map(|row| {
            let percent = row.percent.map_or("—".to_string(), |p| format!("{p}%"));
            vec![row.name.clone(), cell(&row.label), cell(&row.target), percent]
        })
        .collect();
    Ok(Chart {
        span: Span::default(),
        id: String::new(),
        title: order.title.to_string(),
        description: format!("进度图：{}。{}。", order.title, said.join("；")),
        unit: "%".into(),
        note: None,
        source: source_of(book, &keys),
        drawing: Drawing::Progress { rows },
        table: DataTable {
            head: ["指标", "完成", "目标", "完成率"].map(String::from).to_vec(), rows: table_rows
        },
    })
}

fn row(order: &Order, key: Key) -> ProgressRow {
    let book = order.book;
    let answer: Option<Answer> = questions::completion(book, key, book.first_measure(key)).ok();
    let percent = answer.and_then(|answer| answer.printed(book, key, &Default::default()).ok());
    let observation = book.observation(key);
    let stated = observation.and_then(|o| o.completion.as_ref()).and_then(|c| c.of.clone());
    let target = book.target(key.region, key.year, key.indicator).map(|t| t.aim.in_words());
    ProgressRow {
        name: book.vocabulary.get(key.indicator).name.clone(),
        percent: percent.as_ref().and_then(|figure| figure.value).map(|value| {
            let decimals = percent
                .as_ref()
                .and_then(|f| f.text.split_once('.'))
                .map_or(0, |(_, rest)| rest.trim_end_matches('%').len());
            crate::model::quantity::round(value, decimals.min(4) as u32, book.settings.rounding)
        }),
        label: observation.map_or_else(String::new, |o| o.printed()),
        target: target.or(stated).unwrap_or_default(),
    }
}

fn steps(order: &Order, target: &Target) -> Result<Chart, Lacking> {
    let book = order.book;
    let entry = book.vocabulary.get(target.indicator);
    let unit = entry.unit();
    let mut milestones: Vec<_> = target.milestones.iter().collect();
    milestones.sort_by_key(|m| m.by);
    let mut found: Vec<(String, Decimal, String)> = milestones
        .iter()
        .filter_map(|m| Some((m.by.to_string(), m.aim.quantities().first()?.value_in(unit)?, m.aim.in_words())))
        .collect();
    let end = target.aim.quantities().first().and_then(|q| q.value_in(unit));
    if let Some(value) = end.filter(|value| found.last().is_none_or(|(_, last, _)| last != value)) {
        let by = target.by.as_deref().map_or_else(
            || format!("{}年", target.year),
            |by| crate::model::Date::parse(by).map_or_else(|| by.to_string(), |date| date.to_string()),
        );
        found.push((by, value, target.aim.in_words()));
    }
    if found.is_empty() {
        return Err(Lacking::Nothing);
    }
    let axis = Axis::for_size(found.iter().map(|(_, value, _)| value.abs()).max().unwrap_or_default(), unit);
    let said: Vec<String> = found.iter().map(|(by, _, label)| format!("{by}{label}")).collect();
    let key = Key { region: target.region, year: target.year, indicator: target.indicator, period: Default::default() };
    Ok(Chart {
        span: Span::default(),
        id: String::new(),
        title: order.title.to_string(),
        description: format!("进度图：{}。{}。", order.title, said.join("；")),
        note: None,
        source: source_of(book, &[key]),
        table: DataTable {
            head: vec!["节点".into(), entry.name.clone()],
            rows: found.iter().map(|(by, _, label)| vec![by.clone(), label.clone()]).collect(),
        },
        drawing: Drawing::Steps {
            steps: found
                .into_iter()
                .map(|(name, value, label)| Bar { name, value: axis.value(value), label, own: false })
                .collect(),
        },
        unit: axis.unit,
    })
}
