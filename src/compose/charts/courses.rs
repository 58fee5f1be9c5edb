//! What several kinds of charts ask of figures over years: one course for each region and indicator, and what is noted of it,
//! tabled, and told to a reader who sees no chart.
//!
//! Comes in: an order with regions, indicators and years. Goes out: courses that have at least one figure, and sentences.
//! Nothing is drawn and no unit of an axis is chosen here.

use super::{Lacking, Order, Shown};
use crate::derive::Lack;
use crate::model::chart::DataTable;
use crate::model::{IndicatorId, Period, Recipe, RegionCode, Unit};
use crate::wording::{self, Side};
use std::cmp::Ordering;

/// One thing over the years: an indicator of a region, with its figures in the order of time.
pub(super) struct Course {
    /// What tells it from the other courses of the chart: the region, the indicator, or both.
    pub name: String,
    pub region: RegionCode,
    pub indicator: IndicatorId,
    /// Whether it is that of the report's own region.
    pub own: bool,
    pub shown: Vec<Shown>,
}

impl Course {
    pub(super) fn in_year(&self, year: i32) -> Option<&Shown> {
        self.shown.iter().find(|shown| shown.key.year == year)
    }
}

/// One course for each region and indicator that has a figure, region by region.
pub(super) fn courses(
    order: &Order,
    indicators: &[IndicatorId],
    regions: &[RegionCode],
    years: &[i32],
) -> Result<Vec<Course>, Lack> {
    let measured: Result<Vec<usize>, Lack> =
        indicators.iter().map(|id| order.measure_of(*id, regions, years)).collect();
    let measured = measured?;
    let mut courses = Vec::new();
    for &region in regions {
        for (&indicator, &measure) in indicators.iter().zip(&measured) {
            let shown: Vec<Shown> =
                years.iter().filter_map(|year| order.shown(region, *year, indicator, measure).ok()).collect();
            if shown.is_empty() {
                continue;
            }
            let called = &order.book.vocabulary.get(indicator).name;
            let name = match (regions.len(), indicators.len()) {
                (_, 1) => order.region_name(region),
                (1, _) => called.clone(),
                _ => format!("{}{called}", order.region_name(region)),
            };
            courses.push(Course { name, region, indicator, own: region == order.own, shown });
        }
    }
    Ok(courses)
}

/// The same where all stand on one axis: at least one course, and the unit that they share.
pub(super) fn of_one_unit(
    order: &Order,
    indicators: &[IndicatorId],
    regions: &[RegionCode],
    years: &[i32],
) -> Result<(Vec<Course>, Unit), Lacking> {
    let courses = courses(order, indicators, regions, years).map_err(Lacking::Lack)?;
    let unit_of = |course: &Course| {
        let measure = course.shown.first().map_or(0, |shown| shown.measure);
        order.book.vocabulary.get(course.indicator).measures[measure].clone()
    };
    let unit = courses.first().map(unit_of).ok_or(Lacking::Nothing)?;
    match courses.iter().map(unit_of).find(|other| *other != unit) {
        Some(other) => Err(Lacking::Lack(Lack::OtherUnit(other, unit))),
        None => Ok((courses, unit)),
    }
}

/// What the drawing alone would hide: other periods than the year, other bases, forecasts and breaks. `hollow` says how the
/// drawing marks revised figures and forecasts, where it does.
pub(super) fn notes(order: &Order, courses: &[Course], hollow: &str) -> Vec<String> {
    let said: Vec<Vec<String>> = courses.iter().map(|course| remarks_on(order, &course.shown, hollow)).collect();
    // What holds of all is said once.
    let is_shared = said.len() > 1 && said.windows(2).all(|pair| pair[0] == pair[1]);
    let mut notes: Vec<String> = Vec::new();
    let mut add = |note: String| {
        if !notes.contains(&note) {
            notes.push(note);
        }
    };
    for (course, remarks) in courses.iter().zip(said) {
        for words in remarks {
            add(if is_shared { words } else { format!("{}{words}", course.name) });
        }
        for pair in course.shown.windows(2) {
            let indicator = order.book.vocabulary.get(pair[0].key.indicator);
            if let Some(reason) = indicator.break_between(pair[0].key.year, pair[1].key.year) {
                add(reason.trim_end_matches('。').to_string());
            }
        }
    }
    notes
}

fn remarks_on(order: &Order, shown: &[Shown], hollow: &str) -> Vec<String> {
    let period = |s: &Shown| {
        (s.key.period != Period::Year && order.period.is_none()).then(|| format!("{}数", s.key.period.words()))
    };
    let basis = |s: &Shown| {
        let basis = order.book.observation(s.key)?.beside.basis.clone()?;
        Some(if super::is_revised(&basis) { format!("{basis}{hollow}") } else { basis })
    };
    let forecast = |s: &Shown| s.is_forecast.then(|| format!("预计数{hollow}"));
    [remarks(shown, period), remarks(shown, basis), remarks(shown, forecast)].concat()
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

/// A row for each year in which there is a figure, a column for each course.
pub(super) fn table(courses: &[Course], years: &[i32]) -> DataTable {
    let mut head = vec!["年份".to_string()];
    head.extend(courses.iter().map(|course| course.name.clone()));
    let rows = years.iter().filter(|year| courses.iter().any(|course| course.in_year(**year).is_some())).map(|year| {
        let cell = |course: &Course| course.in_year(*year).map_or("—".into(), Shown::said);
        std::iter::once(format!("{year}年")).chain(courses.iter().map(cell)).collect()
    });
    DataTable { head, rows: rows.collect() }
}

/// What each course says, and of several the highest and the lowest of the last year.
pub(super) fn described(order: &Order, courses: &[Course]) -> String {
    let mut told: Vec<String> =
        courses.iter().map(|course| format!("{}{}", course.name, said(order, &course.shown))).collect();
    let last = courses.iter().flat_map(|course| &course.shown).map(|shown| shown.key.year).max();
    let in_last: Vec<(String, &Shown)> =
        courses.iter().filter_map(|course| Some((course.name.clone(), course.in_year(last?)?))).collect();
    if let (true, Some(year)) = (in_last.len() > 2, last) {
        told.push(format!("{year}年{}", highest_and_lowest(&in_last)));
    }
    told.join("；")
}

/// `从2018年13105元升到2023年20870元，增长59.3%，最高为2021年21004元`: the ends, where they compare the change, and what lies
/// beyond them.
pub(super) fn said(order: &Order, shown: &[Shown]) -> String {
    let (Some(first), Some(last)) = (shown.first(), shown.last()) else { return String::new() };
    let at = |s: &Shown| format!("{}年{}", s.key.year, s.said());
    if first.key.year == last.key.year {
        return at(first);
    }
    if shown.windows(2).any(|pair| order.book.comparable(pair[0].key, pair[1].key).is_err()) {
        return format!("{}，{}，前后不可比", at(first), at(last));
    }
    let mut said = match first.exact.cmp(&last.exact) {
        Ordering::Less => format!("从{}升到{}", at(first), at(last)),
        Ordering::Greater => format!("从{}降到{}", at(first), at(last)),
        Ordering::Equal => format!("{}年和{}年都是{}", first.key.year, last.key.year, last.said()),
    };
    if first.exact != last.exact {
        said.extend(change(order, first, last).map(|change| format!("，{change}")));
    }
    let (highest, lowest) = extremes(shown.iter());
    for (word, found) in [("最高", highest), ("最低", lowest)] {
        if let Some(found) = found.filter(|found| found.exact != first.exact && found.exact != last.exact) {
            said.push_str(&format!("，{word}为{}", at(found)));
        }
    }
    said
}

/// The greatest and the least figure; of equal ones the first.
pub(super) fn extremes<'s>(all: impl Iterator<Item = &'s Shown> + Clone) -> (Option<&'s Shown>, Option<&'s Shown>) {
    let highest = all.clone().reduce(|best, one| if one.exact > best.exact { one } else { best });
    (highest, all.reduce(|least, one| if one.exact < least.exact { one } else { least }))
}

/// 增长16.3%, 提高0.8个百分点: the change from one figure to a later one, where it can be said.
pub(super) fn change(order: &Order, from: &Shown, to: &Shown) -> Option<String> {
    let (_, computed, text) = computed_change(order, from, to)?;
    Some(match Side::of(computed.exact) {
        Side::Level => "持平".to_string(),
        side => wording::change(side, text.trim_start_matches('-'), &computed.unit),
    })
}

/// The same as a number, and as it is printed.
pub(super) fn computed_change(
    order: &Order,
    from: &Shown,
    to: &Shown,
) -> Option<(Recipe, crate::derive::Computed, String)> {
    // From nothing, or from below it, no growth is said.
    if from.key.period != to.key.period || (!from.unit.is_ratio() && from.exact <= rust_decimal::Decimal::ZERO) {
        return None;
    }
    let (recipe, computed) = order.book.change_between(from.key, to.key, to.measure).ok()?;
    let text = computed.as_percent(order.book.settings.rounding)?;
    Some((recipe, computed, text))
}

/// 甲县最高，123元；乙县最低，45元; where there are few all of them are said.
pub(super) fn compared(named: &[(String, &Shown)]) -> String {
    match named.len() {
        5.. => highest_and_lowest(named),
        _ => named.iter().map(|(name, shown)| format!("{name}{}", shown.said())).collect::<Vec<_>>().join("，"),
    }
}

fn highest_and_lowest(named: &[(String, &Shown)]) -> String {
    let by_value = |a: &&(String, &Shown), b: &&(String, &Shown)| a.1.exact.cmp(&b.1.exact);
    let (highest, lowest) = (named.iter().rev().max_by(by_value), named.iter().min_by(by_value));
    let said = [(highest, "最高"), (lowest, "最低")]
        .map(|(found, word)| found.map_or(String::new(), |(name, shown)| format!("{name}{word}，{}", shown.said())));
    said.join("；")
}

/// Keeps in each year, of each indicator, the figures of the period that most regions report: half a year never stands beside
/// a whole one.
pub(super) fn keep_one_period(courses: &mut Vec<Course>) {
    let mut all: Vec<(IndicatorId, i32, Period)> = courses
        .iter()
        .flat_map(|course| course.shown.iter().map(|s| (course.indicator, s.key.year, s.key.period)))
        .collect();
    all.sort();
    let how_many = |one: &(IndicatorId, i32, Period)| all.iter().filter(|other| *other == one).count();
    let usual = |indicator: IndicatorId, year: i32| {
        let here = all.iter().filter(|(id, y, _)| (*id, *y) == (indicator, year));
        here.max_by_key(|one| (how_many(one), std::cmp::Reverse(one.2))).map(|(_, _, period)| *period)
    };
    let usual: std::collections::BTreeMap<(IndicatorId, i32), Option<Period>> =
        all.iter().map(|(indicator, year, _)| ((*indicator, *year), usual(*indicator, *year))).collect();
    for course in courses.iter_mut() {
        let indicator = course.indicator;
        course.shown.retain(|s| usual.get(&(indicator, s.key.year)).copied().flatten() == Some(s.key.period));
    }
    courses.retain(|course| !course.shown.is_empty());
}
