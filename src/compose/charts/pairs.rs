//! What was and what is: several regions of one indicator, or several indicators of one region, in two years. Drawn as dots
//! in rows (`dumbbell`) or as lines between two axes (`slope`).

use super::courses::{self, Course};
use super::{Axis, Lacking, Order, Shown};
use crate::compose::resolve::questions;
use crate::derive::Key;
use crate::model::chart::{Chart, DataTable, Drawing, End, Label, Made, Pair};
use crate::model::{Better, Figure, IndicatorId, RegionCode, Unit};
use std::cmp::Ordering;

/// Rows that one page holds, and lines whose ends can still be named.
const MOST_ROWS: usize = 28;
const MOST_LINES: usize = 16;

/// Two dots a row.
pub fn dumbbell(
    order: &Order,
    indicators: &[IndicatorId],
    regions: &[RegionCode],
    years: [i32; 2],
) -> Result<Chart, Lacking> {
    let drawing = |ends, pairs| Drawing::Dumbbell { ends, pairs };
    chart(order, (indicators, regions, years), ("哑铃图", ("行", "rows"), MOST_ROWS), drawing)
}

/// A line each.
pub fn slope(
    order: &Order,
    indicators: &[IndicatorId],
    regions: &[RegionCode],
    years: [i32; 2],
) -> Result<Chart, Lacking> {
    let drawing = |ends, pairs| Drawing::Slope { ends, pairs };
    chart(order, (indicators, regions, years), ("坡度图", ("线", "lines"), MOST_LINES), drawing)
}

type Asked<'a> = (&'a [IndicatorId], &'a [RegionCode], [i32; 2]);
type Kind = (&'static str, (&'static str, &'static str), usize);

fn chart(
    order: &Order,
    (indicators, regions, years): Asked,
    (kind, what, most): Kind,
    drawing: impl FnOnce([String; 2], Vec<Pair>) -> Drawing,
) -> Result<Chart, Lacking> {
    let book = order.book;
    let (mut courses, unit) = courses::of_one_unit(order, indicators, regions, &years)?;
    let asked = indicators.len() * regions.len();
    // A part of a year is no pair with a whole one.
    courses.retain(|course| matches!(&course.shown[..], [from, to] if from.key.period == to.key.period));
    if regions.len() > 1 {
        courses.sort_by_key(|course| {
            let last = course.shown[1].exact;
            let is_less_better = book.vocabulary.get(course.indicator).better == Better::Down;
            std::cmp::Reverse(if is_less_better { -last } else { last })
        });
    }
    match courses.len() {
        0 => return Err(Lacking::Nothing),
        found if found > most => return Err(Lacking::TooMany { what, found, most }),
        _ => {}
    }
    let all: Vec<&Shown> = courses.iter().flat_map(|course| &course.shown).collect();
    let axis = Axis::for_values(&all, &unit);
    let keys: Vec<Key> = all.iter().map(|shown| shown.key).collect();
    let ends = ends(&all, years);
    let pairs: Vec<Pair> =
        courses.iter().map(|course| pair(order, &axis, course, regions.len() > 1 || courses.len() == 1)).collect();
    let mut notes = courses::notes(order, &courses, "");
    if courses.iter().any(|course| book.vocabulary.get(course.indicator).growth_is_real)
        && pairs.iter().any(|pair| !pair.change.text.is_empty())
    {
        notes.push("增速按不变价格计算".to_string());
    }
    if courses.len() < asked {
        let [all, some] = if indicators.len() == 1 { ["个地区", "个"] } else { ["项", "项"] };
        notes.push(format!("{asked}{all}中有{}{some}两年都有可列的数", courses.len()));
    }
    let description = format!("{kind}：{}。{}。", order.title, described(&ends, &courses, &pairs));
    let table = table(&ends, &courses, &pairs, indicators.len() == 1);
    Ok(order.chart(description, notes, &keys, axis.unit, drawing(ends, pairs), table))
}

/// 2023年; 2024年预计 where all figures of the year are forecasts.
fn ends(all: &[&Shown], years: [i32; 2]) -> [String; 2] {
    years.map(|year| {
        let is_forecast = all.iter().filter(|shown| shown.key.year == year).all(|shown| shown.is_forecast);
        format!("{year}年{}", if is_forecast { "预计" } else { "" })
    })
}

fn pair(order: &Order, axis: &Axis, course: &Course, can_be_own: bool) -> Pair {
    let [from, to] = [&course.shown[0], &course.shown[1]];
    let end = |shown: &Shown| End { value: axis.value(shown.exact), label: shown.label(axis) };
    let joined = order.book.comparable(from.key, to.key).is_ok();
    Pair {
        name: course.name.clone(),
        own: course.own && can_be_own,
        from: end(from),
        to: end(to),
        change: if joined { change(order, from, to) } else { Label::words("") },
        joined,
    }
}

/// The change in words: as the source reports it where the two years follow each other, else computed.
fn change(order: &Order, from: &Shown, to: &Shown) -> Label {
    if from.key.year + 1 == to.key.year
        && let Some(figure) = reported(order, to)
    {
        let made = figure.value.map(|value| Made {
            recipe: figure.recipe,
            of: to.key,
            value,
            unit: Unit::new(&figure.unit),
            from: Vec::new(),
        });
        return Label::new(figure.text.trim_start_matches("与上年"), made);
    }
    let Some((recipe, computed, _)) = courses::computed_change(order, from, to) else { return Label::words("") };
    let words = courses::change(order, from, to).unwrap_or_default();
    let made = Made { recipe, of: to.key, value: computed.exact, unit: computed.unit, from: computed.from };
    Label::new(&words, Some(made))
}

/// The growth that the source prints beside a figure.
fn reported(order: &Order, to: &Shown) -> Option<Figure> {
    order.book.observation(to.key).filter(|o| o.beside.growth.is_some() && o.first_measure() == Some(to.measure))?;
    questions::change(order.book, to.key, to.measure).ok()?.printed(order.book, to.key, &Default::default()).ok()
}

fn table(ends: &[String; 2], courses: &[Course], pairs: &[Pair], by_region: bool) -> DataTable {
    let first = if by_region { "地区" } else { "指标" };
    let head = [first, &ends[0], &ends[1], "变化"].map(str::to_string).to_vec();
    let rows = courses.iter().zip(pairs).map(|(course, pair)| {
        let [from, to] = [&course.shown[0], &course.shown[1]].map(|shown| shown.said());
        let change = if pair.change.text.is_empty() { "—".to_string() } else { pair.change.text.clone() };
        vec![course.name.clone(), from, to, change]
    });
    DataTable { head, rows: rows.collect() }
}

/// Few pairs are all told; of many the highest, the lowest, the own one, and how many rose and fell.
fn described(ends: &[String; 2], courses: &[Course], pairs: &[Pair]) -> String {
    let told = |(course, pair): (&Course, &Pair)| {
        let [from, to] = [&course.shown[0], &course.shown[1]].map(Shown::printed);
        let change = if pair.change.text.is_empty() { String::new() } else { format!("，{}", pair.change.text) };
        format!("{}{}{from}，{}{to}{change}", course.name, ends[0], ends[1])
    };
    let all = || courses.iter().zip(pairs);
    if courses.len() <= 6 {
        return all().map(told).collect::<Vec<_>>().join("；");
    }
    let count = |side: Ordering| {
        courses.iter().filter(|course| course.shown[1].exact.cmp(&course.shown[0].exact) == side).count()
    };
    let moved = match (count(Ordering::Greater), count(Ordering::Less), courses.len()) {
        (risen, _, all) if risen == all => format!("{all}项都上升"),
        (_, fallen, all) if fallen == all => format!("{all}项都下降"),
        (risen, fallen, all) => format!("{all}项中{risen}项上升、{fallen}项下降"),
    };
    let named: Vec<(String, &Shown)> = courses.iter().map(|course| (course.name.clone(), &course.shown[1])).collect();
    let mut said = vec![moved];
    said.push(format!("{}{}", ends[1], courses::compared(&named)));
    said.extend(all().filter(|(_, pair)| pair.own).map(told));
    said.join("；")
}
