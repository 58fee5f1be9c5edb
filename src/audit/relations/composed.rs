//! Shares and rates of which one number is not printed but made of two that are: 铺设22.1公里，占77.8%，剩余6.3公里; 28个项目中，5个未能开工，开工率
//! 82.1%; “优”8个、“良”3个，优良率91.7%. From a division with its parts to what those give. Looks at no names far away.

use super::division::{Division, Kind};
use super::judgement::Judgement;
use super::near::Near;
use super::operands::{self, Operand, Tie};
use super::rated::is_negated;
use crate::audit::arithmetic::{self, Outcome};
use crate::audit::mend::{self, Slip};
use crate::model::{Interval, Unit};
use crate::reading::{Mention, Reading};
use rust_decimal::Decimal;

/// Words with which the rest of a whole begins.
const RESTS: [&str; 18] = [
    "剩余",
    "剩下",
    "余下",
    "其余",
    "尚有",
    "还有",
    "尚余",
    "仍有",
    "还剩",
    "尚剩",
    "尚欠",
    "仍余",
    "未完成",
    "未收回",
    "未到位",
    "未整改",
    "未办结",
    "余",
];

/// Words of those that did not do what the rate counts.
const ABSENT: [&str; 6] = ["缺席", "请假", "缺考", "欠缴", "欠收", "弃权"];

/// What the composed numbers say: that they give the result, or would but for a slip in it.
pub fn judged<'r>(reading: &Reading, division: &Division<'r>, parts: &[Operand]) -> Option<Judgement<'r>> {
    if division.stated.is_some() || !matches!(division.kind, Kind::Share | Kind::Rate) {
        return None;
    }
    let found = [
        with_the_rest_behind(reading, division, parts),
        with_the_rest_before(reading, division),
        less_the_negated(reading, division),
        of_members(reading, division),
    ];
    let found: Vec<Outcome> = found.into_iter().flatten().collect();
    if let Some(outcome) = found.iter().find(|outcome| outcome.fits(division.result)) {
        return Some(Judgement::Composed(outcome.clone()));
    }
    found.into_iter().find_map(|outcome| slipped(division.result, outcome))
}

fn slipped<'r>(result: &'r Mention, outcome: Outcome) -> Option<Judgement<'r>> {
    let is_plain = result.upper.is_none() && result.quantity.bound.is_none();
    let digits = [Slip::Digit, Slip::Moved]
        .into_iter()
        .find_map(|slip| mend::slipped(result, &outcome.unit, &outcome.interval, slip).filter(|_| is_plain))?;
    Some(Judgement::Nearly(Near { outcome, wrong: result, digits }))
}

/// 交付398.2亩，交付率96.5%，尚有14.4亩未签协议: the part and the rest are the whole.
fn with_the_rest_behind(reading: &Reading, division: &Division, parts: &[Operand]) -> Option<Outcome> {
    let result = division.result;
    let part = parts.first().filter(|part| part.tie >= Tie::Named)?.mention;
    let next = reading.mentions.partition_point(|m| m.range.start < result.range.end);
    let rest = reading.mentions.get(next)?;
    let between = &reading.text()[result.range.end..rest.range.start.max(result.range.end)];
    let words = between.trim_start_matches(['，', '；', '。']);
    let is_beside = part.sentence == result.sentence && part.range.end <= result.range.start;
    let is_rest = RESTS.iter().any(|word| words.starts_with(word)) && !words.contains(['，', '；', '。', '（']);
    let fits = is_operand(rest) && rest.unit().converts_to(part.unit()) && rest.sentence <= result.sentence + 1;
    if is_beside && is_rest && fits { over_sum(reading, part, &[part, rest]) } else { None }
}

/// 到会38人，缺席2人，到会率95%
fn with_the_rest_before(reading: &Reading, division: &Division) -> Option<Outcome> {
    let mut before = operands::before(reading, division.start, 0);
    let (rest, part) = (before.next()?, before.next()?);
    let is_rest = is_negated(division.part, &operands::words(reading, rest)) || says_absent(reading, rest);
    let of_it = |m: &Mention| super::words::is_covered(division.part, &operands::words(reading, m));
    let is_pair = division.kind == Kind::Rate && part.unit() == rest.unit() && of_it(part);
    if is_pair && is_rest { over_sum(reading, part, &[part, rest]) } else { None }
}

fn says_absent(reading: &Reading, m: &Mention) -> bool {
    ABSENT.iter().any(|word| reading.subject(m).ends_with(word))
}

/// 抽检400批次，不合格6批次，合格率98.5%
fn less_the_negated(reading: &Reading, division: &Division) -> Option<Outcome> {
    let mut before = operands::before(reading, division.start, 1);
    let lacking = before.next().filter(|m| m.sentence == division.result.sentence)?;
    let whole = before.next().filter(|whole| whole.unit() == lacking.unit())?;
    let is_lacking = division.kind == Kind::Rate && is_negated(division.part, &operands::words(reading, lacking));
    if !is_lacking || whole.quantity.value() <= lacking.quantity.value() || operands::is_detail(reading, whole) {
        return None;
    }
    let done = arithmetic::difference(reading, whole, lacking)?;
    Some(Outcome {
        exact: done.exact.checked_div(whole.quantity.value())?,
        // Of one whole with itself the interval would be too wide.
        interval: Interval::point(Decimal::ONE).minus(&lacking.interval().over(&whole.interval())?)?,
        unit: Unit::new("倍"),
        sum: format!("({})÷{}", done.sum, reading.printed(whole)),
    })
}

/// 12个项目，评为“优”的8个、“良”的3个、“中”的1个，优良率91.7%: those whose names make the name of the rate.
fn of_members(reading: &Reading, division: &Division) -> Option<Outcome> {
    let names: Vec<char> = division.part.chars().rev().take(2).collect();
    if division.kind != Kind::Rate || names.len() < 2 {
        return None;
    }
    let mut all: Vec<&Mention> = operands::before(reading, division.start, 0).collect();
    let unit = all.first()?.unit();
    all.retain(|m| m.unit() == unit);
    let called = |name: char| {
        let mut found = all.iter().filter(|m| last_words(reading, m).contains(name));
        found.next().filter(|_| found.next().is_none())
    };
    let (first, second) = (called(names[1])?, called(names[0])?);
    let earlier = first.range.start.min(second.range.start);
    let whole = all.iter().find(|m| m.range.end <= earlier)?;
    let listed: Vec<&Mention> = all.iter().copied().filter(|m| m.range.start >= earlier).collect();
    let sums_up = arithmetic::total(reading, &listed).is_some_and(|sum| sum.fits(whole));
    if first.range == second.range || !sums_up {
        return None;
    }
    let sum = arithmetic::total(reading, &[first, second])?;
    over(&sum, whole.quantity.value(), whole.interval(), reading.printed(whole))
}

/// 优 of 评为“优”的, and not the words of the clause before.
fn last_words<'r>(reading: &'r Reading, m: &Mention) -> &'r str {
    reading.subject(m).rsplit(['，', '、', '；']).next().unwrap_or("")
}

fn over_sum(reading: &Reading, part: &Mention, all: &[&Mention]) -> Option<Outcome> {
    let sum = arithmetic::total(reading, all)?;
    Some(Outcome {
        exact: part.quantity.value().checked_div(sum.exact)?,
        interval: part.interval().over(&sum.interval)?,
        unit: Unit::new("倍"),
        sum: format!("{}÷({})", reading.printed(part), sum.sum),
    })
}

fn over(sum: &Outcome, whole: Decimal, interval: Interval, printed: &str) -> Option<Outcome> {
    Some(Outcome {
        exact: sum.exact.checked_div(whole)?,
        interval: sum.interval.over(&interval)?,
        unit: Unit::new("倍"),
        sum: format!("({})÷{printed}", sum.sum),
    })
}

fn is_operand(m: &Mention) -> bool {
    operands::is_operand(m) && m.quantity.bound.is_none()
}
