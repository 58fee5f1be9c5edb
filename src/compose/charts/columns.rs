//! Upright bars from zero: over the years, over regions or over indicators, with at most four series beside each other; or the
//! parts of one whole upon each other.

use super::courses::{self, Course};
use super::{Axis, Lacking, Order, Shown, each_once, parts};
use crate::derive::Key;
use crate::model::chart::{Bar, Chart, ColumnGroup, DataTable, Drawing};
use crate::model::{Better, IndicatorId, RegionCode};

/// More bars in a group are not told apart at a glance.
const MOST_SERIES: usize = 4;

/// What stands below the bars. The rest makes the series.
#[derive(Clone, Copy, PartialEq)]
enum Across {
    Years,
    Regions,
    Indicators,
}

pub fn columns(
    order: &Order,
    indicators: &[IndicatorId],
    regions: &[RegionCode],
    years: &[i32],
) -> Result<Chart, Lacking> {
    let (mut courses, unit) = courses::of_one_unit(order, indicators, regions, years)?;
    courses::keep_one_period(&mut courses);
    let all: Vec<&Shown> = courses.iter().flat_map(|course| &course.shown).collect();
    let mut years: Vec<i32> = all.iter().map(|shown| shown.key.year).collect();
    years.sort();
    years.dedup();
    let across = across(&courses, &years)?;
    let axis = Axis::for_values(&all, &unit);
    let keys: Vec<Key> = all.iter().map(|shown| shown.key).collect();
    let mut notes = courses::notes(order, &courses, "");
    let with_figures = each_once(courses.iter().map(|course| course.region));
    if with_figures.len() < regions.len() {
        notes.push(format!("{}个地区中有{}个报告了这项数据", regions.len(), with_figures.len()));
    }
    let groups = match across {
        Across::Years => over_years(&courses, &years),
        Across::Regions | Across::Indicators => side_by_side(order, across, &courses, &years),
    };
    let table = match across {
        Across::Years => courses::table(&courses, &years),
        _ => table(across, &groups),
    };
    let said = match across {
        Across::Years => courses::described(order, &courses),
        _ => described(&groups),
    };
    let drawn = groups.iter().map(|group| ColumnGroup {
        name: group.name.clone(),
        own: group.own,
        bars: group.bars.iter().map(|(name, own, shown)| bar(&axis, name, *own, shown)).collect(),
    });
    let description = format!("柱形图：{}。{said}。", order.title);
    let drawing = Drawing::Columns { groups: drawn.collect() };
    Ok(order.chart(description, notes, &keys, axis.unit, drawing, table))
}

/// The parts of a whole upon each other, one bar for each year.
pub fn stacked(
    order: &Order,
    whole: IndicatorId,
    of: &[IndicatorId],
    region: RegionCode,
    years: &[i32],
) -> Result<Chart, Lacking> {
    let mut chart = parts(order, whole, of, region, years)?;
    if let Drawing::Parts { bars } = chart.drawing {
        chart.drawing = Drawing::Stacked { bars };
        chart.description = chart.description.replacen("构成图", "堆叠柱形图", 1);
    }
    Ok(chart)
}

/// Years stand across wherever the rest makes few enough series; else regions or indicators do.
fn across(courses: &[Course], years: &[i32]) -> Result<Across, Lacking> {
    let regions = each_once(courses.iter().map(|course| course.region)).len();
    let indicators = each_once(courses.iter().map(|course| course.indicator)).len();
    let is_few = |series: usize| series <= MOST_SERIES;
    match years.len() {
        2.. if is_few(courses.len()) => Ok(Across::Years),
        1 if regions > 1 && is_few(indicators) => Ok(Across::Regions),
        1 if regions == 1 => Ok(Across::Indicators),
        2.. if indicators == 1 && is_few(years.len()) => Ok(Across::Regions),
        2.. if regions == 1 && is_few(years.len()) => Ok(Across::Indicators),
        found => Err(Lacking::TooMany {
            what: ("一组里的柱", "columns in a group"),
            found: if found > 1 { courses.len().min(years.len()) } else { indicators },
            most: MOST_SERIES,
        }),
    }
}

/// A group with its figures, before they are put on an axis.
struct Group<'s> {
    name: String,
    own: bool,
    /// By the names of the series.
    bars: Vec<(String, bool, &'s Shown)>,
}

/// A group for each year. The last one of a single series is marked.
fn over_years<'s>(courses: &'s [Course], years: &[i32]) -> Vec<Group<'s>> {
    let is_single = courses.len() == 1;
    let has_regions = each_once(courses.iter().map(|course| course.region)).len() > 1;
    let group = |&year: &i32| {
        let found = courses.iter().filter_map(|course| Some((course, course.in_year(year)?)));
        let name = |course: &Course| if is_single { String::new() } else { course.name.clone() };
        let bars: Vec<(String, bool, &Shown)> =
            found.map(|(course, shown)| (name(course), course.own && has_regions, shown)).collect();
        let is_forecast = bars.iter().all(|(_, _, shown)| shown.is_forecast);
        let name = format!("{year}年{}", if is_forecast { "预计" } else { "" });
        Group { name, own: is_single && years.last() == Some(&year), bars }
    };
    years.iter().map(group).collect()
}

/// A group for each region, the one with the best last figure first, or for each indicator in the order in which they are
/// written. The series are years, or the indicators of the one year.
fn side_by_side<'s>(order: &Order, across: Across, courses: &'s [Course], years: &[i32]) -> Vec<Group<'s>> {
    let vocabulary = &order.book.vocabulary;
    let keys = each_once(courses.iter().map(|course| match across {
        Across::Regions => (Some(course.region), None),
        _ => (None, Some(course.indicator)),
    }));
    let has_regions = each_once(courses.iter().map(|course| course.region)).len() > 1;
    let has_indicators = each_once(courses.iter().map(|course| course.indicator)).len() > 1;
    let mut groups: Vec<Group> = Vec::new();
    for (region, indicator) in keys {
        let here = courses.iter().filter(|course| {
            region.is_none_or(|region| course.region == region) && indicator.is_none_or(|id| course.indicator == id)
        });
        let mut bars = Vec::new();
        for course in here {
            let by_indicator = across == Across::Regions && has_indicators;
            for shown in &course.shown {
                let (name, own) = match (years.len(), by_indicator) {
                    (1, true) => (vocabulary.get(course.indicator).name.clone(), false),
                    (1, false) => (String::new(), false),
                    _ => (format!("{}年", shown.key.year), years.last() == Some(&shown.key.year)),
                };
                bars.push((name, own, shown));
            }
        }
        let name = match (region, indicator) {
            (Some(region), _) => order.region_name(region),
            (_, Some(indicator)) => vocabulary.get(indicator).name.clone(),
            _ => String::new(),
        };
        groups.push(Group { name, own: has_regions && region == Some(order.own), bars });
    }
    if across == Across::Regions {
        let worth = |group: &Group| {
            let of_last = |(_, _, shown): &&(String, bool, &Shown)| Some(&shown.key.year) == years.last();
            group.bars.iter().find(of_last).map(|(_, _, shown)| match vocabulary.get(shown.key.indicator).better {
                Better::Down => -shown.exact,
                _ => shown.exact,
            })
        };
        groups.sort_by_key(|group| std::cmp::Reverse(worth(group)));
    }
    groups
}

fn bar(axis: &Axis, name: &str, own: bool, shown: &Shown) -> Bar {
    Bar { name: name.to_string(), value: axis.value(shown.exact), label: shown.label(axis), own }
}

/// The names of the series, in the order of the groups.
fn names<'g>(groups: &'g [Group]) -> Vec<&'g str> {
    each_once(groups.iter().flat_map(|group| group.bars.iter().map(|(name, ..)| name.as_str())))
}

fn table(across: Across, groups: &[Group]) -> DataTable {
    let names = names(groups);
    let first = if across == Across::Regions { "地区" } else { "指标" };
    let head = std::iter::once(first).chain(names.iter().map(|name| if name.is_empty() { "数值" } else { name }));
    let rows = groups.iter().map(|group| {
        let cell = |name: &&str| {
            let found = group.bars.iter().find(|(series, ..)| series == name);
            found.map_or("—".to_string(), |(_, _, shown)| shown.said())
        };
        std::iter::once(group.name.clone()).chain(names.iter().map(cell)).collect()
    });
    DataTable { head: head.map(str::to_string).collect(), rows: rows.collect() }
}

/// Of each series the highest and the lowest, or all where they are few.
fn described(groups: &[Group]) -> String {
    let said = names(groups).into_iter().map(|name| {
        let bars = groups.iter().flat_map(|group| group.bars.iter().map(move |bar| (group, bar)));
        let of_series = bars.filter(|(_, (series, ..))| series == name);
        let named: Vec<(String, &Shown)> =
            of_series.map(|(group, (_, _, shown))| (group.name.clone(), *shown)).collect();
        let series = if name.is_empty() { String::new() } else { format!("{name}：") };
        format!("{series}{}", courses::compared(&named))
    });
    said.collect::<Vec<_>>().join("。")
}
