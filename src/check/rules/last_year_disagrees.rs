//! `last-year-disagrees`: what a source says of the year before does not fit: the value that it prints for it (`last_year`)
//! is not that of last year's book, or gives another growth or increment than is printed; or growth and increment each lead
//! to another last year. A revision is no finding where the note says so or the basis is another.

use super::Checked;
use crate::check::arithmetic::in_scale;
use crate::derive::{Book, Key, place_of};
use crate::finding::Finding;
use crate::model::quantity::round;
use crate::model::{Change, Indicator, Interval, Observation, Quantity, Unit};
use rust_decimal::Decimal;

/// Words by which a note says that last year's value was changed since.
const REVISED: [&str; 7] = ["修订", "调整", "核实", "核定", "更正", "可比", "最终"];

pub fn check(checked: &Checked) -> Vec<Finding> {
    let told = checked
        .book
        .observations()
        .filter(|o| !o.beside.last_year.is_empty() || o.beside.growth.is_some() && o.beside.increment.is_some());
    told.flat_map(|observation| findings(checked.book, observation)).collect()
}

fn findings(book: &Book, observation: &Observation) -> Vec<Finding> {
    let indicator = book.vocabulary.get(observation.indicator);
    let sums: Vec<(String, String)> = match observation.beside.last_year.is_empty() {
        true => growth_and_increment(book, observation, indicator).into_iter().collect(),
        false => {
            let of = |measure| {
                let growth = against_growth(book, observation, indicator, measure);
                let increment = against_increment(observation, indicator, measure);
                [against_book(book, observation, measure), growth, increment]
            };
            (0..indicator.measures.len()).flat_map(of).flatten().collect()
        }
    };
    let finding = |(zh, en): (String, String)| {
        Finding::warning(
            "last-year-disagrees",
            place_of(&observation.place),
            format!("“{}”{zh}", indicator.name),
            format!("{}: {en}", indicator.name),
        )
        .help(
            "核对上年和今年的数；上年数修订过，改上年的文件，或在备注里写明“上年数已修订”",
            "check both years; where last year's value was revised, mend last year's file or say so in the note (修订)",
        )
    };
    sums.into_iter().map(finding).collect()
}

/// The printed last year against the file of last year.
fn against_book(book: &Book, observation: &Observation, measure: usize) -> Option<(String, String)> {
    let printed = observation.last_year(measure)?;
    let note = observation.beside.note.as_deref().unwrap_or_default();
    let before = book.year_before(Key::of(observation)).ok()?;
    let theirs = book.observation(before)?.quantity(measure)?;
    let unit = &book.vocabulary.get(observation.indicator).measures[measure];
    if printed.interval_in(unit)?.meets(&theirs.interval_in(unit)?) || REVISED.iter().any(|word| note.contains(word)) {
        return None;
    }
    let year = before.year;
    Some((
        format!("说上年是{printed}，{year}年的文件里是{theirs}"),
        format!("last year is given as {printed}, the file of {year} says {theirs}"),
    ))
}

/// The printed last year against the growth beside it.
fn against_growth(
    book: &Book,
    observation: &Observation,
    indicator: &Indicator,
    measure: usize,
) -> Option<(String, String)> {
    let growth = observation.beside.growth.as_ref().filter(|_| observation.first_measure() == Some(measure))?;
    let (now, then) = (observation.quantity(measure)?, observation.last_year(measure)?);
    let unit = &indicator.measures[measure];
    let (a, b) = (now.interval_in(unit)?, then.interval_in(unit)?);
    let (value, base) = (now.value_in(unit)?, then.value_in(unit)?);
    let rounded =
        |exact: Decimal, like: &Quantity| round(exact, like.printed_decimals() + 1, book.settings.rounding).normalize();
    let (holds, printed, sum) = match growth {
        Change::Percent(_) if indicator.growth_is_real => return None,
        Change::Percent(printed) => {
            let exact = (value.checked_div(base)? - Decimal::ONE).checked_mul(Decimal::ONE_HUNDRED)?;
            let holds = percent_of(&a, &b)?.meets(&printed.interval_in(&Unit::percent())?);
            (holds, printed.to_string(), format!("{now} ÷ {then} − 1 = {}%", rounded(exact, printed)))
        }
        Change::Points(printed) => {
            let (points, factor) = (Unit::percentage_points(), unit.in_terms_of(&Unit::percent())?);
            let holds = a.minus(&b)?.scaled(factor)?.meets(&printed.interval_in(&points)?);
            let exact = (value - base).checked_mul(factor)?;
            (holds, printed.to_string(), format!("{now} − {then} = {}{points}", rounded(exact, printed)))
        }
        Change::Level => {
            (a.meets(&b), "持平".to_string(), format!("{now} − {then} = {}", in_scale(value - base, now.scale, unit)))
        }
    };
    (!holds).then(|| against_said(&format!("同比{printed}"), &printed, &sum))
}

/// The printed last year against the increment beside it.
fn against_increment(observation: &Observation, indicator: &Indicator, measure: usize) -> Option<(String, String)> {
    let printed = observation.beside.increment.as_ref()?;
    let (now, then) = (observation.quantity(measure)?, observation.last_year(measure)?);
    let unit = &indicator.measures[measure];
    let in_points = printed.unit.is_points() && observation.first_measure() == Some(measure);
    let (said_in, factor) = match in_points {
        true => (Unit::percentage_points(), unit.in_terms_of(&Unit::percent())?),
        false => (unit.clone(), Decimal::ONE),
    };
    let difference = now.interval_in(unit)?.minus(&then.interval_in(unit)?)?.scaled(factor)?;
    if difference.meets(&printed.interval_in(&said_in)?) {
        return None;
    }
    let exact = (now.value_in(unit)? - then.value_in(unit)?).checked_mul(factor)?;
    let sum = format!("{now} − {then} = {}", in_scale(exact, printed.scale, &said_in));
    Some(against_said(&format!("增量{printed}"), &printed.to_string(), &sum))
}

fn against_said(zh: &str, en: &str, sum: &str) -> (String, String) {
    (
        format!("报{zh}，按它写的上年数算不是：{sum}"),
        format!("{en} is reported; with last year's value as given it is {sum}"),
    )
}

/// Growth and increment of one figure, where last year's book has no value to hold them against: `d ÷ (v − d)` is the growth.
fn growth_and_increment(book: &Book, observation: &Observation, indicator: &Indicator) -> Option<(String, String)> {
    let Some(Change::Percent(growth)) = observation.beside.growth.as_ref().filter(|_| !indicator.growth_is_real) else {
        return None;
    };
    let (increment, measure) = (observation.beside.increment.as_ref()?, observation.first_measure()?);
    let (now, unit) = (observation.quantity(measure)?, &indicator.measures[measure]);
    let before = book.year_before(Key::of(observation)).ok();
    if before.is_some_and(|key| book.value(key, measure).is_ok()) {
        return None;
    }
    let (value, rise) = (now.interval_in(unit)?, increment.interval_in(unit)?);
    let (exact, exact_rise) = (now.value_in(unit)?, increment.value_in(unit)?);
    let computed = percent_of(&value, &value.minus(&rise)?)?;
    let printed = growth.interval_in(&Unit::percent())?;
    if computed.meets(&printed) {
        return None;
    }
    let percent = exact_rise.checked_div(exact - exact_rise)?.checked_mul(Decimal::ONE_HUNDRED)?;
    let percent = round(percent, growth.printed_decimals() + 1, book.settings.rounding).normalize();
    let sum = format!("{increment} ÷（{now} − {increment}）= {percent}%");
    Some((
        format!("报增量{increment}、同比{growth}，两个对不上：{sum}"),
        format!("an increment of {increment} and growth of {growth} do not fit: {sum}"),
    ))
}

/// The growth from one interval to another, in percent.
fn percent_of(now: &Interval, then: &Interval) -> Option<Interval> {
    now.over(then)?.minus(&Interval::point(Decimal::ONE))?.scaled(Decimal::ONE_HUNDRED)
}

#[cfg(test)]
mod tests {
    use crate::check::world::World;

    const INDICATORS: &str = "  funds: { name: 衔接资金, unit: 元 }
  rate: { name: 覆盖率, unit: '%', kind: rate }";

    fn told(before: &str, now: &str) -> Vec<String> {
        let world = World::of_one(INDICATORS).with("990101", 2023, now);
        if before.is_empty() { world } else { world.with("990101", 2022, before) }.told("last-year-disagrees")
    }

    #[test]
    fn last_year_is_what_last_year_said() {
        let now = "衔接资金: { value: 1.2亿元, last_year: 1.00亿元 }";
        assert_eq!(told("衔接资金: 9200万元", now), ["“衔接资金”说上年是1.00亿元，2022年的文件里是9200万元"]);
        assert!(told("衔接资金: 9950万元", "衔接资金: { value: 1.2亿元, last_year: 1.00亿元 }").is_empty());
        assert!(told("", now).is_empty());
        let noted = "衔接资金: { value: 1.2亿元, last_year: 1.00亿元, note: 上年数已修订 }";
        assert!(told("衔接资金: 9200万元", noted).is_empty());
        assert!(told("衔接资金: { value: 9200万元, basis: 快报 }", now).is_empty());
    }

    #[test]
    fn the_change_fits_the_printed_last_year() {
        assert_eq!(
            told("", "衔接资金: { value: 1.20亿元, last_year: 1.00亿元, growth: 12% }"),
            ["“衔接资金”报同比12%，按它写的上年数算不是：1.20亿元 ÷ 1.00亿元 − 1 = 20%"]
        );
        assert!(told("", "衔接资金: { value: 1.20亿元, last_year: 1.00亿元, growth: 19.8% }").is_empty());
        assert_eq!(
            told("", "衔接资金: { value: 1.20亿元, last_year: 1.00亿元, increment: 3000万元 }"),
            ["“衔接资金”报增量3000万元，按它写的上年数算不是：1.20亿元 − 1.00亿元 = 2000万元"]
        );
        assert_eq!(
            told("", "覆盖率: { value: 83.5%, last_year: 80.1%, growth: 4.3个百分点 }"),
            ["“覆盖率”报同比4.3个百分点，按它写的上年数算不是：83.5% − 80.1% = 3.4个百分点"]
        );
        assert_eq!(told("", "衔接资金: { value: 1.20亿元, last_year: 1.00亿元, growth: 持平 }").len(), 1);
    }

    #[test]
    fn growth_and_increment_lead_to_one_last_year() {
        assert_eq!(
            told("", "衔接资金: { value: 5500万元, growth: 20%, increment: 500万元 }"),
            ["“衔接资金”报增量500万元、同比20%，两个对不上：500万元 ÷（5500万元 − 500万元）= 10%"]
        );
        assert!(told("", "衔接资金: { value: 5500万元, growth: 10%, increment: 500万元 }").is_empty());
        // Where last year is on record, each of the two has its own rule.
        let now = "衔接资金: { value: 5500万元, growth: 20%, increment: 500万元 }";
        assert!(told("衔接资金: 5000万元", now).is_empty());
    }
}
