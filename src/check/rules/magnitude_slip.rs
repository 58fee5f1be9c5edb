//! `magnitude-slip`: a value a hundred times or more above or below its neighbours in time, or seven times where these hardly change;
//! of a figure without a history, above or below the regions beside it. A 万 too many, an 亿 for a 万. Looks at orders of magnitude first, divides only then.

use super::Checked;
use crate::check::arithmetic::in_scale;
use crate::derive::{Book, place_of};
use crate::finding::Finding;
use crate::model::quantity::round;
use crate::model::{Date, IndicatorId, Number, Observation, Period, Quantity, RegionCode, Scale, Unit};
use rayon::prelude::*;
use rust_decimal::Decimal;
use std::collections::HashMap;

/// So many values around one are its neighbours.
const NEIGHBOURS: usize = 4;
/// So many years away at most: over decades incomes do grow a hundredfold.
const NEAR: i32 = 5;
/// Neighbours of which the largest is no more than half as much again as the smallest hardly change: a moved point shows.
const STEADY: Decimal = Decimal::from_parts(15, 0, 0, false, 1);
const TIMES_OF_STEADY: i64 = 7;
/// Fewer siblings say nothing.
const FEWEST_SIBLINGS: usize = 4;

/// One measure of an observation that is above zero.
#[derive(Clone, Copy)]
struct Value<'b> {
    observation: &'b Observation,
    measure: usize,
    quantity: &'b Quantity,
    /// The power of ten of its first digit, in the unit of the indicator.
    order: i32,
}

/// Regions side by side, for one indicator, measure, period and year.
type Group = (RegionCode, IndicatorId, usize, Period, i32);

pub fn check(checked: &Checked) -> Vec<Finding> {
    let book = checked.book;
    let region_years = book.region_years();
    let regions: Vec<&[(RegionCode, i32)]> = region_years.chunk_by(|a, b| a.0 == b.0).collect();
    let seen: Vec<(Vec<Group>, Vec<Finding>)> = regions.par_iter().map(|years| in_region(book, years)).collect();
    let (alone, findings): (Vec<_>, Vec<_>) = seen.into_iter().unzip();
    let alone: HashMap<Group, Vec<Value>> = alone.into_iter().flatten().map(|group| (group, Vec::new())).collect();
    let mut findings: Vec<Finding> = findings.into_iter().flatten().collect();
    if !alone.is_empty() {
        findings.extend(among_siblings(book, alone));
    }
    findings
}

/// What stands out in the courses of one region; beside it where figures without a course stand.
fn in_region(book: &Book, years: &[(RegionCode, i32)]) -> (Vec<Group>, Vec<Finding>) {
    let observations = years.iter().flat_map(|(region, year)| book.of(*region, *year));
    let mut all: Vec<Value> = observations.flat_map(|observation| values(book, observation)).collect();
    all.sort_by_key(|value| (series(value), value.observation.year));
    let (mut alone, mut findings) = (Vec::new(), Vec::new());
    for series in all.chunk_by(|a, b| series(a) == series(b)) {
        match series {
            [one] => alone.extend(group(book, one)),
            _ => findings.extend(in_time(book, series)),
        }
    }
    (alone, findings)
}

fn values<'b>(book: &'b Book, observation: &'b Observation) -> impl Iterator<Item = Value<'b>> {
    let measures = &book.vocabulary.get(observation.indicator).measures;
    measures.iter().enumerate().filter_map(move |(measure, unit)| {
        let quantity = observation.quantity(measure)?;
        Some(Value { observation, measure, quantity, order: order(quantity, unit)? })
    })
}

/// The power of ten of the first digit; `None` for what is not above zero.
fn order(quantity: &Quantity, unit: &Unit) -> Option<i32> {
    let (digits, scale) = match (&quantity.number, quantity.unit == *unit) {
        (Number::Decimal(digits), true) => (*digits, quantity.scale),
        _ => (quantity.value_in(unit)?, Scale::One),
    };
    let mantissa = u128::try_from(digits.mantissa()).ok()?.checked_ilog10()?;
    let zeros = match scale {
        Scale::One => 0,
        Scale::Wan => 4,
        Scale::Yi => 8,
        Scale::WanYi => 12,
    };
    Some(mantissa as i32 - digits.scale() as i32 + zeros)
}

/// What runs on over the years: 截至2022年9月 and 截至2023年9月 are one series.
fn series(value: &Value) -> (IndicatorId, usize, Period) {
    let period = match value.observation.period {
        Period::AsOf(date) => Period::AsOf(Date { year: 0, ..date }),
        period => period,
    };
    (value.observation.indicator, value.measure, period)
}

fn group(book: &Book, value: &Value) -> Option<Group> {
    let region = book.regions.get(value.observation.region)?;
    let (indicator, measure, period) = series(value);
    Some((region.parent?, indicator, measure, period, value.observation.year))
}

fn in_time(book: &Book, series: &[Value]) -> Vec<Finding> {
    (0..series.len()).filter_map(|i| out_of_line(book, series, i)).collect()
}

/// A value that stands out against both years beside it, and against most of its neighbours: a lasting change of level does
/// not.
fn out_of_line(book: &Book, series: &[Value], i: usize) -> Option<Finding> {
    let value = &series[i];
    let is_near = |other: &Value| (other.observation.year - value.observation.year).abs() <= NEAR;
    let first = i.saturating_sub(NEIGHBOURS / 2).min(series.len().saturating_sub(NEIGHBOURS + 1));
    let window = series.iter().enumerate().skip(first).take(NEIGHBOURS + 1);
    let neighbours: Vec<&Value> = window.filter(|(j, n)| *j != i && is_near(n)).map(|(_, n)| n).collect();
    let beside = [i.checked_sub(1), Some(i + 1)].into_iter().flatten().filter_map(|j| series.get(j));
    let beside: Vec<&Value> = beside.filter(|n| is_near(n)).collect();
    // Things that are counted may begin or come to an end. Of two values the later one is told.
    let unit = &book.vocabulary.get(value.observation.indicator).measures[value.measure];
    let (counted, is_last) = (unit.is_counted(), beside.len() < 2);
    let least = match () {
        () if is_last && counted => 1000,
        // What is spent may come to an end; a rate hardly leaps.
        () if is_steady(book, &neighbours) && (!is_last || unit.is_ratio()) => TIMES_OF_STEADY,
        () => 100,
    };
    if series.len() == 2 && i == 0 {
        return None;
    }
    let stands_out = |is_above: &bool| {
        let is_off = |n: &&&Value| is_off(book, value, n, least, *is_above);
        beside.iter().all(|n| is_off(&n)) && neighbours.iter().filter(is_off).count() * 2 > neighbours.len()
    };
    [true, false].iter().find(|is_above| stands_out(is_above))?;
    let said = |n: &&Value| format!("{}{}", n.observation.period.in_words(n.observation.year), n.quantity);
    let said: Vec<String> = beside.iter().map(said).collect();
    finding(book, value, beside.first()?, &said.join("、"), &said.join(", "))
}

/// True where there are several values, and all are much the same.
fn is_steady(book: &Book, values: &[&Value]) -> bool {
    let orders = || values.iter().map(|value| value.order);
    let is_near = orders().max().zip(orders().min()).is_some_and(|(most, least)| most - least <= 1);
    let in_unit = |value: &&Value| {
        let unit = &book.vocabulary.get(value.observation.indicator).measures[value.measure];
        value.quantity.value_in(unit)
    };
    let extremes = || {
        let all: Vec<Decimal> = values.iter().filter_map(in_unit).collect();
        Some((*all.iter().max()?, *all.iter().min()?))
    };
    values.len() > 1 && is_near && extremes().is_some_and(|(most, least)| most <= least * STEADY)
}

/// True where a value is so many times another or more (or the other way round) and the two are of one basis.
fn is_off(book: &Book, value: &Value, other: &Value, least: i64, is_above: bool) -> bool {
    let (large, small) = if is_above { (value, other) } else { (other, value) };
    large.order - small.order >= least.ilog10() as i32
        && value.observation.beside.basis == other.observation.beside.basis
        && ratio(book, large, small).is_some_and(|ratio| ratio >= Decimal::from(least))
}

fn ratio(book: &Book, large: &Value, small: &Value) -> Option<Decimal> {
    let unit = &book.vocabulary.get(large.observation.indicator).measures[large.measure];
    large.quantity.value_in(unit)?.checked_div(small.quantity.value_in(unit)?)
}

/// Figures without a history, against the median of the regions beside them. How much counties differ among themselves in what
/// adds up is their size; averages and ratios are of one order everywhere.
fn among_siblings<'b>(book: &'b Book, mut groups: HashMap<Group, Vec<Value<'b>>>) -> Vec<Finding> {
    for value in book.observations().flat_map(|observation| values(book, observation)) {
        if let Some(siblings) = group(book, &value).and_then(|group| groups.get_mut(&group)) {
            siblings.push(value);
        }
    }
    let mut findings = Vec::new();
    for mut siblings in groups.into_values().filter(|siblings| siblings.len() > FEWEST_SIBLINGS) {
        siblings.sort_by_key(|value| value.order);
        let median = siblings[siblings.len() / 2];
        let least = if book.vocabulary.get(median.observation.indicator).adds_up { 1000 } else { 100 };
        for value in &siblings {
            let is_off = [true, false].into_iter().any(|is_above| is_off(book, value, &median, least, is_above));
            if is_off && has_no_history(book, value) {
                let count = siblings.len() - 1;
                let zh = format!("同级{count}地的中位数是{}", median.quantity);
                let en = format!("the median of {count} regions beside it is {}", median.quantity);
                findings.extend(finding(book, value, &median, &zh, &en));
            }
        }
    }
    findings
}

fn has_no_history(book: &Book, value: &Value) -> bool {
    book.series(value.observation.region, value.observation.indicator, value.observation.period).len() <= 1
}

fn finding(book: &Book, value: &Value, like: &Value, zh: &str, en: &str) -> Option<Finding> {
    let indicator = book.vocabulary.get(value.observation.indicator);
    let is_above = value.order > like.order;
    let times = if is_above { ratio(book, value, like)? } else { ratio(book, like, value)? };
    let times = round(times, 0, book.settings.rounding);
    let said = format!("{}{}", value.observation.period.in_words(value.observation.year), value.quantity);
    let (guess_zh, guess_en) = guess(value, like, is_above, &indicator.measures[value.measure]).unwrap_or_default();
    Some(
        Finding::warning(
            "magnitude-slip",
            place_of(&value.observation.place),
            format!("“{}”{said}，{zh}，相差约{times}倍{guess_zh}", indicator.name),
            format!("{}: {said} against {en}, about {times} times{guess_en}", indicator.name),
        )
        .help(
            "核对数、万和亿、单位；确实差这么多，在备注里写明，并在口径（basis）里写出不可比",
            "check digits, 万 and 亿, and the unit; where it is right, say why in the note and give it a `basis` of its own",
        ),
    )
}

/// `；疑为万、亿之误：缩小一万倍是5480万元`, where a slip of 万 or 亿 explains the difference to within ten times.
fn guess(value: &Value, like: &Value, is_above: bool, unit: &Unit) -> Option<(String, String)> {
    let (zeros, word) = [(4, "一万"), (8, "一亿")]
        .into_iter()
        .find(|(zeros, _)| (zeros - 1..=zeros + 1).contains(&(value.order - like.order).abs()))?;
    let (factor, exact) = (Decimal::from(10_i64.pow(zeros as u32)), value.quantity.value_in(unit)?);
    let meant = if is_above { exact.checked_div(factor)? } else { exact.checked_mul(factor)? };
    let meant = in_scale(meant, like.quantity.scale, unit);
    let (side_zh, side_en) = if is_above { ("缩小", "divided") } else { ("放大", "multiplied") };
    Some((
        format!("；疑为万、亿之误：{side_zh}{word}倍是{meant}"),
        format!("; 万 or 亿 may be wrong: {side_en} by 10^{zeros} it is {meant}"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::world::World;

    const INDICATORS: &str = "  funds: { name: 衔接资金, unit: 元 }
  houses: { name: 危房改造, unit: 户 }
  cover: { name: 覆盖率, unit: \"%\", kind: rate }
  income: { name: 居民人均可支配收入, unit: 元 }";

    fn told(name: &str, values: &[&str]) -> Vec<String> {
        let years = values.iter().zip(2020..);
        let world = years.fold(World::of_one(INDICATORS), |world, (value, year)| {
            world.with("990101", year, &format!("{name}: {value}"))
        });
        world.told("magnitude-slip")
    }

    #[test]
    fn the_order_is_that_of_the_first_digit() {
        let order = |text: &str| order(&Quantity::parse(text).unwrap(), &Unit::new("元"));
        assert_eq!(order("5480万元"), Some(7));
        assert_eq!(order("0.5480亿元"), Some(7));
        assert_eq!((order("0.05元"), order("0元"), order("-3元")), (Some(-2), None, None));
    }

    #[test]
    fn among_steady_years_a_moved_point_shows() {
        assert_eq!(told("衔接资金", &["5000万元", "510万元", "5200万元"]).len(), 1);
        assert_eq!(told("覆盖率", &["62.1%", "62.7%", "6.32%"]).len(), 1);
        assert!(told("衔接资金", &["5000万元", "5100万元", "520万元"]).is_empty());
        assert!(told("衔接资金", &["5000万元", "510万元", "8200万元"]).is_empty());
    }

    proptest::proptest! {
        #[test]
        fn the_order_brackets_the_value(digits in 1_i64..1_000_000_000, places in 0_u32..9, scale in 0_usize..4) {
            let scale = [Scale::One, Scale::Wan, Scale::Yi, Scale::WanYi][scale];
            let number = Number::Decimal(Decimal::new(digits, places));
            let quantity = Quantity { number, scale, unit: Unit::new("元"), bound: None };
            let order = order(&quantity, &Unit::new("元")).unwrap();
            let power = |order: i32| match order {
                0.. => Decimal::from(10_i128.pow(order as u32)),
                _ => Decimal::new(1, order.unsigned_abs()),
            };
            proptest::prop_assert!(power(order) <= quantity.value() && quantity.value() < power(order + 1));
        }
    }

    #[test]
    fn a_value_stands_out_among_its_years() {
        assert_eq!(
            told("衔接资金", &["5120万元", "5480亿元", "5300万元"]),
            [
                "“衔接资金”2021年5480亿元，2020年5120万元、2022年5300万元，相差约10703倍；疑为万、亿之误：缩小一万倍是5480万元"
            ]
        );
        assert_eq!(
            told("衔接资金", &["5120万元", "5300元"]),
            ["“衔接资金”2021年5300元，2020年5120万元，相差约9660倍；疑为万、亿之误：放大一万倍是5300万元"]
        );
        assert_eq!(told("衔接资金", &["5120元", "5300万元", "5400万元", "5500万元"]).len(), 1);
        assert_eq!(told("衔接资金", &["5.1亿元", "5.3亿元", "0.04亿元", "5.5亿元", "5.6亿元"]).len(), 1);
    }

    #[test]
    fn growth_beginnings_and_levels_are_no_slips() {
        for (name, values) in [
            ("衔接资金", &["1亿元", "3亿元", "12亿元", "60亿元", "300亿元"][..]),
            ("衔接资金", &["100万元", "120万元", "3亿元", "4亿元"]),
            ("危房改造", &["1500户", "1400户", "12户"]),
            ("危房改造", &["0户", "1400户", "0户"]),
        ] {
            assert!(told(name, values).is_empty(), "{values:?}");
        }
        let decades = World::of_one(INDICATORS).with("990101", 1978, "居民人均可支配收入: 120元");
        assert!(decades.with("990101", 2023, "居民人均可支配收入: 21000元").told("magnitude-slip").is_empty());
    }

    #[test]
    fn without_a_history_siblings_speak() {
        let codes = 1..=6;
        let regions: String = codes
            .clone()
            .map(|i| format!("  \"99010{i}\": {{ name: 县{i}, kind: county, parent: \"990100\" }}\n"))
            .collect();
        let world = |figure: &dyn Fn(i32) -> String| {
            let world = World::new(INDICATORS, &format!("  \"990100\": {{ name: 市, kind: prefecture }}\n{regions}"));
            codes.clone().fold(world, |world, i| world.with(&format!("99010{i}"), 2023, &figure(i)))
        };
        let income = |i: i32| {
            if i == 3 {
                "居民人均可支配收入: 2.1亿元".into()
            } else {
                format!("居民人均可支配收入: 2{i}000元")
            }
        };
        assert_eq!(
            world(&income).told("magnitude-slip"),
            [
                "“居民人均可支配收入”2023年2.1亿元，同级5地的中位数是25000元，相差约8400倍；疑为万、亿之误：缩小一万倍是21000元"
            ]
        );
        let funds = |i: i32| format!("衔接资金: {}万元", if i == 3 { 40_000 } else { 90 + i });
        assert!(world(&funds).told("magnitude-slip").is_empty());
    }
}
