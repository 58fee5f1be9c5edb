//! `cumulative-falls`: what is counted from a beginning on is less later than before: more in nine months than in the year
//! that holds them, a 累计 below that of an earlier year. Only of amounts and counts over a period, none of them negative.

use super::Checked;
use crate::derive::{Book, Key, place_of};
use crate::finding::Finding;
use crate::model::{Indicator, Kind, Observation, Period};
use rust_decimal::Decimal;

pub fn check(checked: &Checked) -> Vec<Finding> {
    let book = checked.book;
    let within = book.reported_together().filter(|all| all.len() > 1).flat_map(|all| within_year(book, all));
    let over = book.observations().filter_map(|observation| over_years(book, observation));
    within.chain(over).collect()
}

/// Of the periods of one year: each that lies within another is no more than it.
fn within_year(book: &Book, all: &[Observation]) -> Vec<Finding> {
    let indicator = book.vocabulary.get(all[0].indicator);
    if indicator.kind != Kind::Flow || !is_cumulative(indicator) {
        return Vec::new();
    }
    let months = |o: &Observation| o.period.months(o.year);
    let lies_within = |part: &Observation, whole: &Observation| match (months(part), months(whole)) {
        (Some(part), Some(whole)) => part != whole && part.0 >= whole.0 && part.1 <= whole.1,
        _ => false,
    };
    let pairs = all.iter().flat_map(|part| all.iter().map(move |whole| (part, whole)));
    pairs
        .filter(|(part, whole)| lies_within(part, whole) && part.beside.basis == whole.beside.basis)
        .filter_map(|(part, whole)| {
            let measure = falling_measure(part, whole, indicator)?;
            let (less, more) = (said(whole, measure), said(part, measure));
            Some(finding(whole, indicator, [&more, &less]))
        })
        .collect()
}

/// Of a 累计 or 以来: no less than the last one on record.
fn over_years(book: &Book, now: &Observation) -> Option<Finding> {
    let indicator = book.vocabulary.get(now.indicator);
    let counts_on = matches!(now.period, Period::UpToNow | Period::Since(_));
    if !counts_on || !matches!(indicator.kind, Kind::Flow | Kind::Stock) || !is_cumulative(indicator) {
        return None;
    }
    let key = |year| Key { region: now.region, year, indicator: now.indicator, period: now.period };
    let then = (1..=5).find_map(|ago| book.observation(key(now.year - ago)).filter(|o| o.first_measure().is_some()))?;
    book.comparable(key(then.year), key(now.year)).ok()?;
    let measure = falling_measure(then, now, indicator)?;
    let (less, more) = (said(now, measure), said(then, measure));
    Some(finding(now, indicator, [&more, &less]))
}

/// A ratio, a monthly average and an amount per month do not grow with their months.
fn is_cumulative(indicator: &Indicator) -> bool {
    let grows = |unit: &crate::model::Unit| !unit.is_ratio() && !unit.is_points() && !unit.name().contains('/');
    let is_average = ["平均", "月均", "日均"].iter().any(|word| indicator.name.contains(word));
    !is_average && indicator.measures.iter().all(grows)
}

/// The first measure in which the later figure is surely less than the earlier one.
fn falling_measure(earlier: &Observation, later: &Observation, indicator: &Indicator) -> Option<usize> {
    (0..indicator.measures.len()).find(|measure| {
        let of = |o: &Observation| o.quantity(*measure)?.interval_in(&indicator.measures[*measure]);
        let (Some(before), Some(after)) = (of(earlier), of(later)) else { return false };
        matches!((before.low, after.high), (Some(low), Some(high)) if high >= Decimal::ZERO && low > high)
    })
}

fn said(o: &Observation, measure: usize) -> String {
    format!("{}{}", o.period.in_words(o.year), o.quantity(measure).map_or_else(String::new, ToString::to_string))
}

fn finding(at: &Observation, indicator: &Indicator, [more, less]: [&str; 2]) -> Finding {
    Finding::warning(
        "cumulative-falls",
        place_of(&at.place),
        format!("“{}”{more}，{less}，反而少了", indicator.name),
        format!("{}: {more}, but {less}, which is less", indicator.name),
    )
    .help(
        "核对数、单位和时期；不是累计数就改时期，口径变了写 basis（口径）或断点",
        "check values, units and periods; mend the period of what is no running total; write `basis` or a break where the definition changed",
    )
}

#[cfg(test)]
mod tests {
    use crate::check::world::World;

    const INDICATORS: &str = "  funds: { name: 衔接资金, unit: 元 }
  watched: { name: 监测对象, measures: [户, 人], kind: stock }
  rate: { name: 支出进度, unit: '%' }";

    fn world(figures: &str) -> World {
        World::of_one(INDICATORS).with("990101", 2023, figures)
    }

    fn told(figures: &str) -> Vec<String> {
        world(figures).told("cumulative-falls")
    }

    #[test]
    fn a_part_of_the_year_is_no_more_than_the_year() {
        assert_eq!(
            told("衔接资金: 4800万元\n衔接资金@前三季度: 5000万元"),
            ["“衔接资金”2023年前三季度5000万元，2023年4800万元，反而少了"]
        );
        assert_eq!(told("衔接资金@1—6月: 3000万元\n衔接资金@前三季度: 2990万元").len(), 1);
        assert_eq!(told("衔接资金@二季度: 3000万元\n衔接资金@上半年: 2900万元").len(), 1);
        assert!(told("衔接资金@二季度: 3000万元\n衔接资金@一季度: 2900万元").is_empty());
        assert!(told("衔接资金: 0.5亿元\n衔接资金@前三季度: 5200万元").is_empty());
        assert!(told("支出进度: 80%\n支出进度@前三季度: 85%").is_empty());
        assert!(told("监测对象: 80户200人\n监测对象@上半年: 90户230人").is_empty());
    }

    #[test]
    fn a_running_total_does_not_fall_over_the_years() {
        let last_year = |now: &str| {
            let world = world(now).with("990101", 2021, "监测对象: { value: 100户300人, period: 累计 }");
            world.told("cumulative-falls")
        };
        assert_eq!(
            last_year("监测对象: { value: 120户290人, period: 累计 }"),
            ["“监测对象”截至2021年累计300人，截至2023年累计290人，反而少了"]
        );
        assert!(last_year("监测对象: { value: 90户290人, period: 累计, basis: 修订后 }").is_empty());
        assert!(last_year("监测对象: 90户290人").is_empty());
    }
}
