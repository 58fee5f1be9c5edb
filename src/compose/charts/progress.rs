//! How far targets are: a bar for each indicator, or the milestones of a single one as steps.

use super::{Axis, Lacking, Order};
use crate::compose::resolve::{Answer, questions};
use crate::derive::Key;
use crate::model::chart::{Bar, Chart, DataTable, Drawing, Label, Made, Milestone, ProgressRow};
use crate::model::observation::{self, Aim};
use crate::model::{IndicatorId, Observation, Recipe, RegionCode, Target, Unit};
use rust_decimal::Decimal;

pub fn progress(order: &Order, indicators: &[IndicatorId], region: RegionCode, year: i32) -> Result<Chart, Lacking> {
    let book = order.book;
    // Nothing is done yet: the milestones themselves are the picture.
    if let [only] = indicators
        && let Some(target) = book.target(region, year, *only).filter(|t| !t.milestones.is_empty())
        && book.key(region, year, *only, order.period).is_err()
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
    if rows.iter().all(|row| row.percent.is_none() && row.target.text.is_empty()) {
        return Err(Lacking::Nothing);
    }
    let said: Vec<String> = rows.iter().map(said).collect();
    let table = table(&rows);
    let description = format!("进度图：{}。{}。", order.title, said.join("；"));
    Ok(order.chart(description, Vec::new(), &keys, "%".into(), Drawing::Progress { rows }, table))
}

/// 消费帮扶销售额完成312%, and what milestones there are.
fn said(row: &ProgressRow) -> String {
    let done = match row.completion.text.as_str() {
        "" if row.label.text.is_empty() => format!("{}暂无进度", row.name),
        "" => format!("{}{}", row.name, row.label.text),
        percent => format!("{}完成{percent}", row.name),
    };
    if row.milestones.is_empty() { done } else { format!("{done}，节点为{}", stages(row)) }
}

/// 4月30%以上、6月50%以上
fn stages(row: &ProgressRow) -> String {
    row.milestones.iter().map(|stage| format!("{}{}", stage.by, stage.label.text)).collect::<Vec<_>>().join("、")
}

fn table(rows: &[ProgressRow]) -> DataTable {
    let cell = |text: &str| if text.is_empty() { "—".to_string() } else { text.to_string() };
    let has_milestones = rows.iter().any(|row| !row.milestones.is_empty());
    let mut head = ["指标", "完成", "目标", "完成率"].map(String::from).to_vec();
    head.extend(has_milestones.then(|| "节点".to_string()));
    let rows = rows.iter().map(|row| {
        let labels = [&row.label, &row.target, &row.completion].map(|label| cell(&label.text));
        let milestones = has_milestones.then(|| cell(&stages(row)));
        std::iter::once(row.name.clone()).chain(labels).chain(milestones).collect()
    });
    DataTable { head, rows: rows.collect() }
}

fn row(order: &Order, key: Key) -> ProgressRow {
    let book = order.book;
    let answer: Option<Answer> = questions::completion(book, key, book.first_measure(key)).ok();
    let completion = answer.and_then(|answer| answer.printed(book, key, &Default::default()).ok());
    let percent = completion.as_ref().and_then(|figure| figure.value);
    let observation = book.observation(key);
    let stated = observation.and_then(|o| o.beside.completion.as_ref()).and_then(|c| c.of.clone());
    let target = book.target(key.region, key.year, key.indicator);
    ProgressRow {
        name: book.vocabulary.get(key.indicator).name.clone(),
        percent,
        completion: Label::new(
            &completion.map(|figure| figure.text).unwrap_or_default(),
            percent.map(|value| Made {
                recipe: Recipe::Completion,
                of: key,
                value,
                unit: Unit::percent(),
                from: if observation.is_some_and(|o| o.beside.completion.is_some()) { Vec::new() } else { vec![key] },
            }),
        ),
        label: observation.map_or_else(|| Label::words(""), |o| done(key, o)),
        target: target.map_or_else(
            || Label::words(&stated.unwrap_or_default()),
            |target| aimed(Recipe::Target, key, &target.aim),
        ),
        milestones: target.map(|target| milestones(order, key, target)).unwrap_or_default(),
    }
}

/// The milestones of a target from below, in percent of it. A ceiling has no such way to it.
fn milestones(order: &Order, key: Key, target: &Target) -> Vec<Milestone> {
    let unit = order.book.vocabulary.get(key.indicator).unit();
    let value = |aim: &Aim| match aim {
        Aim::AtLeast(quantities) | Aim::Exactly(quantities) => quantities.first()?.value_in(unit),
        Aim::AtMost(_) | Aim::Keep(_) => None,
    };
    let Some(whole) = value(&target.aim).filter(|whole| *whole > Decimal::ZERO) else { return Vec::new() };
    let mut sorted: Vec<_> = target.milestones.iter().collect();
    sorted.sort_by_key(|m| m.by);
    let year = format!("{}年", target.year);
    let milestone = |m: &&observation::Milestone| {
        let percent = value(&m.aim)?.checked_div(whole)?.checked_mul(Decimal::ONE_HUNDRED)?;
        let by = m.by.to_string();
        // The year of the target is that of the chart.
        let by = by.strip_prefix(&year).filter(|rest| !rest.is_empty()).unwrap_or(&by).to_string();
        Some(Milestone { by, percent, label: aimed(Recipe::Milestone, key, &m.aim) })
    };
    sorted.iter().filter_map(milestone).collect()
}

/// What is done, as reported.
fn done(key: Key, o: &Observation) -> Label {
    let quantity = o.first_measure().and_then(|measure| o.quantity(measure));
    Label::new(&o.printed(), quantity.map(|quantity| Made::stated(Recipe::Reported, key, quantity)))
}

/// What is to be done, in words; a promise without a number is no figure.
fn aimed(recipe: Recipe, of: Key, aim: &Aim) -> Label {
    Label::new(&aim.in_words(), aim.quantities().first().map(|quantity| Made::stated(recipe, of, quantity)))
}

fn steps(order: &Order, target: &Target) -> Result<Chart, Lacking> {
    let book = order.book;
    let entry = book.vocabulary.get(target.indicator);
    let unit = entry.unit();
    let key = Key { region: target.region, year: target.year, indicator: target.indicator, period: Default::default() };
    let value = |aim: &Aim| aim.quantities().first().and_then(|quantity| quantity.value_in(unit));
    let mut milestones: Vec<_> = target.milestones.iter().collect();
    milestones.sort_by_key(|m| m.by);
    let mut found: Vec<(String, Decimal, Label)> = milestones
        .iter()
        .filter_map(|m| Some((m.by.to_string(), value(&m.aim)?, aimed(Recipe::Milestone, key, &m.aim))))
        .collect();
    if let Some(value) = value(&target.aim).filter(|value| found.last().is_none_or(|(_, last, _)| last != value)) {
        let by = target.by.as_deref().map_or_else(
            || format!("{}年", target.year),
            |by| crate::model::Date::parse(by).map_or_else(|| by.to_string(), |date| date.to_string()),
        );
        found.push((by, value, aimed(Recipe::Target, key, &target.aim)));
    }
    if found.is_empty() {
        return Err(Lacking::Nothing);
    }
    let axis = Axis::for_size(found.iter().map(|(_, value, _)| value.abs()).max().unwrap_or_default(), unit);
    let said: Vec<String> = found.iter().map(|(by, _, label)| format!("{by}{}", label.text)).collect();
    let description = format!("进度图：{}。{}。", order.title, said.join("；"));
    let table = DataTable {
        head: vec!["节点".into(), entry.name.clone()],
        rows: found.iter().map(|(by, _, label)| vec![by.clone(), label.text.clone()]).collect(),
    };
    let step = |(name, value, label)| Bar { name, value: axis.value(value), label, own: false };
    let drawing = Drawing::Steps { steps: found.into_iter().map(step).collect() };
    Ok(order.chart(description, Vec::new(), &[key], axis.unit, drawing, table))
}
