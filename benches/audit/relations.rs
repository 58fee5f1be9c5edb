//! Whether the numbers of a relation can all be right as printed: the benchmark's own interval arithmetic, so that the audit is
//! not judged by itself. From a text and a relation's places to yes, no, or nothing where that cannot be said.

use super::corpus::{Number, Relation};
use rust_decimal::Decimal;
use yearbook::model::quantity::Number as Digits;
use yearbook::model::{Interval, Quantity, Scale};

/// What one printed number says, in the base unit of its family.
struct Said {
    interval: Interval,
    /// As the result of a sum that was rounded or cut: half a step below, a whole one above.
    as_result: Interval,
    value: Decimal,
}

/// Units that convert, by what one of them is in the smallest. Rates are in percent.
const UNITS: [(&str, i64, i64); 19] = [
    ("%", 1, 1),
    ("‰", 1, 10),
    ("成", 10, 1),
    ("倍", 100, 1),
    ("", 100, 1),
    ("个百分点", 1, 1),
    ("公里", 1000, 1),
    ("千米", 1000, 1),
    ("公顷", 15, 1),
    ("平方公里", 1500, 1),
    ("平方千米", 1500, 1),
    ("克", 1, 1000),
    ("斤", 1, 2),
    ("吨", 1000, 1),
    ("毫升", 1, 1000),
    ("吨标准煤", 1000, 1),
    ("小时", 60, 1),
    ("天", 1440, 1),
    ("百分点", 1, 1),
];

const BEFORE: [&str; 16] = [
    "突破",
    "超过",
    "逾",
    "超",
    "不低于",
    "不少于",
    "至少",
    "不超过",
    "不到",
    "不足",
    "低于",
    "接近",
    "将近",
    "近",
    "大约",
    "约",
];
/// Words that end like a bound and are none: 节约70万元, 附近3个村.
const NO_BOUNDS: [&str; 9] = ["节约", "预约", "签约", "履约", "合约", "违约", "附近", "邻近", "最近"];
const BEHIND: [&str; 6] = ["及以上", "以上", "及以下", "以下", "以内", "左右"];

/// Whether a relation holds in a text; `None` where one of its numbers is not to be read. `turned` says that the word of
/// its direction was turned round.
pub fn holds(text: &str, relation: &Relation, turned: bool) -> Option<bool> {
    let number = |role: &str| said(text, relation.numbers.iter().find(|n| n.role == role)?);
    let value = |role: &str| Some(number(role)?.interval);
    let hundred = Decimal::ONE_HUNDRED;
    let per_hundred = |over: &str, under: &str| value(over)?.over(&value(under)?)?.scaled(hundred);
    let computed = match relation.class.as_str() {
        "sum" => sum(text, relation)?,
        "average" => value("total")?.over(&raw(text, relation, "count")?)?,
        "share" => per_hundred("part", "whole")?,
        "completion" => per_hundred("now", "target")?,
        "growth" => per_hundred("now", "before")?.minus(&Interval::point(hundred))?,
        "times" if text.get(relation.result.clone())?.contains('番') => {
            let times = doublings(text.get(relation.result.clone())?);
            return Some(per_hundred("now", "before")?.meets(&times));
        }
        "times" if relation.mode == "increase" => per_hundred("now", "before")?.minus(&Interval::point(hundred))?,
        "times" => per_hundred("now", "before")?,
        "points" | "increment" => value("now")?.minus(&value("before")?)?,
        "growth-from-increment" if turned => return Some(false),
        "growth-from-increment" => {
            let increment = value("increment")?;
            let before = match relation.is_down {
                true => value("now")?.plus(&increment)?,
                false => value("now")?.minus(&increment)?,
            };
            return Some(increment.over(&before)?.scaled(hundred)?.meets(&number("result")?.as_result));
        }
        "repeat" => return Some(value("first")?.meets(&value("result")?)),
        "subset" => return Some(is_within(&value("part")?, &value("whole")?)),
        "streak" => return Some(number("to")?.value - number("from")?.value + Decimal::ONE == number("result")?.value),
        "list" => return Some(number("result")?.value == Decimal::from(relation.items.len())),
        "respectively" => {
            let values = relation.numbers.iter().filter(|n| n.role == "values").count();
            return Some(values == relation.items.len());
        }
        "date" => return super::days::holds(text, relation),
        _ => return None,
    };
    let result = number("result")?;
    let is_exact = matches!(relation.class.as_str(), "sum" | "increment") && is_point(&result.interval);
    let printed = if is_exact { result.interval } else { result.as_result };
    let is_down = relation.is_down != turned;
    Some(computed.meets(&if is_down { printed.mirrored() } else { printed }))
}

fn sum(text: &str, relation: &Relation) -> Option<Interval> {
    let mut parts = relation.numbers.iter().filter(|n| n.role == "parts");
    parts.try_fold(Interval::point(Decimal::ZERO), |sum, part| sum.plus(&said(text, part)?.interval))
}

/// A divisor in its own unit: 亩 of 亩产, not square metres.
fn raw(text: &str, relation: &Relation, role: &str) -> Option<Interval> {
    let number = relation.numbers.iter().find(|n| n.role == role)?;
    let unit = read(text, number)?.unit;
    let (over, under) = factor(unit.name());
    said(text, number)?.interval.scaled(under / over)
}

fn is_point(interval: &Interval) -> bool {
    interval.low.is_some() && interval.low == interval.high
}

/// 翻番 is twice, 两番 four times, each or somewhat more; in percent.
fn doublings(words: &str) -> Interval {
    let count = if words.contains('两') { 4 } else { 2 };
    Interval::between(Decimal::from(count * 99), Decimal::from(count * 115))
}

fn is_within(part: &Interval, whole: &Interval) -> bool {
    !matches!((part.low, whole.high), (Some(part), Some(whole)) if part > whole)
}

fn factor(unit: &str) -> (Decimal, Decimal) {
    let known = UNITS.iter().find(|(name, ..)| *name == unit);
    known.map_or((Decimal::ONE, Decimal::ONE), |(_, over, under)| (Decimal::from(*over), Decimal::from(*under)))
}

/// A number with the bound that stands beside it.
fn read(text: &str, number: &Number) -> Option<Quantity> {
    let (printed, head, tail) = (text.get(number.at.clone())?, &text[..number.at.start], &text[number.at.end..]);
    let is_bound = |word: &&str| head.ends_with(*word) && !NO_BOUNDS.iter().any(|other| head.ends_with(other));
    let before = BEFORE.iter().copied().find(is_bound).unwrap_or("");
    let behind = BEHIND.iter().find(|word| tail.starts_with(**word)).copied().unwrap_or("");
    let before = if before == "突破" { "超过" } else { before };
    let ends_bare = printed.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '余' | '多'));
    // 17个 within 17个乡镇 has its unit; a bare 17 is counted.
    let unit = if ends_bare && number.unit.is_empty() { "个" } else { &number.unit };
    let whole = format!("{before}{printed}{unit}{behind}");
    Quantity::parse(&whole).or_else(|_| Quantity::parse(&format!("{printed}{unit}"))).ok()
}

fn said(text: &str, number: &Number) -> Option<Said> {
    let quantity = read(text, number)?;
    let (over, under) = factor(quantity.unit.name());
    let value = quantity.value().checked_mul(over)?.checked_div(under)?;
    let interval = quantity.interval().scaled(over / under)?;
    let as_result = match quantity.bound {
        Some(_) => interval,
        None => {
            let step = step(&quantity).checked_mul(over)?.checked_div(under)?;
            let (below, above) = (step / Decimal::TWO, step);
            match value < Decimal::ZERO {
                true => Interval::between(value - above, value + below),
                false => Interval::between(value - below, value + above),
            }
        }
    };
    Some(Said { interval, as_result, value })
}

/// The place of the last printed digit.
fn step(quantity: &Quantity) -> Decimal {
    match (&quantity.number, quantity.scale) {
        (Digits::Fraction { under, .. }, _) => Decimal::ONE / Decimal::from(*under) / Decimal::TEN,
        (_, Scale::One) => Decimal::new(1, quantity.printed_decimals()),
        (_, scale) => Decimal::new(1, quantity.printed_decimals()) * scale.factor(),
    }
}
