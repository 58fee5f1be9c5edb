//! One figure against another region, another indicator or a named standard: as the source compares them, else computed.
//! Where the prose says 高于 and the data says the other way, that is an error.

use super::answer::{Answer, Content, Phrase, printed_like};
use super::questions::growth_value;
use super::{Failure, Standpoint};
use crate::compose::reference::{Against, Claim, FigureReference, Question};
use crate::derive::{Book, Computed, Key};
use crate::model::observation::{Compared, Counterpart, Direction};
use crate::model::region::NamedRegion;
use crate::model::{Change, Comparison, Quantity, Recipe};
use crate::wording::{self, Side};
use rust_decimal::Decimal;

/// What the other side is.
enum Other {
    Figure(Key),
    /// A standard that only the source names: 省定标准.
    Named,
}

pub(super) fn answer(
    at: &Standpoint,
    key: Key,
    reference: &FigureReference,
    against: &Against,
) -> Result<Answer, Failure> {
    let what = match reference.question {
        Question::Value => Compared::Value,
        Question::Growth => Compared::Growth,
        _ => {
            return Err(Failure::wrong(
                "broken-reference",
                "“比”“高于”“低于”只能跟在数值或“同比”后面",
                "比, 高于 and 低于 follow a value or 同比 only",
            ));
        }
    };
    let other = other(at, key, against)?;
    if let Some(comparison) = reported(at, key, what, &other, &against.other) {
        return from_report(comparison, key, against);
    }
    let Other::Figure(other) = other else {
        return Err(Failure::wrong(
            "no-comparison",
            format!("数据里没有与“{}”比较的数", against.other),
            format!("the data has no comparison with {}", against.other),
        ));
    };
    let measure = at.book.first_measure(key);
    let difference = match what {
        Compared::Value => at.book.difference(key, measure, other)?,
        Compared::Growth => at.book.minus(&growth_value(at.book, key)?, &growth_value(at.book, other)?, key)?,
    };
    // As exact as the finer of the two printed values, and never less than one digit.
    let decimals = [key, other].iter().filter_map(|key| printed_decimals(at.book, *key, what)).max().unwrap_or(1);
    let (scale, decimals) = match difference.unit.is_points() {
        true => (Default::default(), decimals.max(1)),
        false => printed_like(at.book, key, measure),
    };
    let printed =
        Quantity::computed(difference.exact, scale, difference.unit.clone(), decimals, at.book.settings.rounding);
    computed(difference, printed, against)
}

/// A region (of the same indicator), an indicator (of the same region), or words that the source used.
fn other(at: &Standpoint, key: Key, against: &Against) -> Result<Other, Failure> {
    let near = Standpoint { region: key.region, year: key.year, ..*at };
    if let Some(indicator) = at.book.vocabulary.find(&against.other) {
        return Ok(Other::Figure(at.book.counterpart(key, indicator).unwrap_or(Key { indicator, ..key })));
    }
    match at.book.regions.find(&against.other, near.region, near.year) {
        NamedRegion::One(region) => Ok(Other::Figure(Key { region: region.code, ..key })),
        NamedRegion::Several(_) => Err(near
            .region_named(&against.other)
            .map(|_| ())
            .err()
            .unwrap_or_else(|| Failure::wrong("ambiguous-region", "有几处同名", "several regions of that name"))),
        NamedRegion::None => Ok(Other::Named),
    }
}

fn reported<'b>(at: &Standpoint<'b>, key: Key, what: Compared, other: &Other, name: &str) -> Option<&'b Comparison> {
    let fits = |with: &Counterpart| match (with, other) {
        (Counterpart::Region(code), Other::Figure(other)) => *code == other.region && key.indicator == other.indicator,
        (Counterpart::Indicator(id), Other::Figure(other)) => *id == other.indicator && key.region == other.region,
        (Counterpart::Words(words), _) => words == name,
        _ => false,
    };
    let observation = at.book.observation(key)?;
    observation.beside.compare.iter().find(|c| c.what == what && fits(&c.with))
}

fn from_report(comparison: &Comparison, key: Key, against: &Against) -> Result<Answer, Failure> {
    let holds = match against.claim {
        Claim::Any => true,
        Claim::Above => comparison.direction == Direction::Above,
        Claim::Below => comparison.direction == Direction::Below,
    };
    if !holds {
        let amount = comparison.amount.as_ref().map_or_else(String::new, ToString::to_string);
        let side = match comparison.direction {
            Direction::Above => Side::Above,
            Direction::Below => Side::Below,
            Direction::Level => Side::Level,
        };
        return Err(wrong_way(against, &wording::difference(side, &amount)));
    }
    let Some(amount) = &comparison.amount else {
        let words = match (against.claim, comparison.direction) {
            (Claim::Any, Direction::Above) => "高",
            (Claim::Any, Direction::Below) => "低",
            (Claim::Any, Direction::Level) => "持平",
            _ => "",
        };
        return Ok(Answer::words(Recipe::Comparison, words.to_string(), key));
    };
    let signed = if comparison.direction == Direction::Below { amount.clone().negated() } else { amount.clone() };
    let phrase = if against.claim == Claim::Any { Phrase::Difference } else { Phrase::Amount };
    Ok(Answer::reported(Recipe::Comparison, signed, vec![key]).said(phrase))
}

/// How many digits after the point a figure, or its growth, was printed with.
fn printed_decimals(book: &Book, key: Key, what: Compared) -> Option<u32> {
    let observation = book.observation(key)?;
    let quantity = match (what, &observation.beside.growth) {
        (Compared::Value, _) => observation.quantity(observation.first_measure()?)?,
        (Compared::Growth, Some(Change::Percent(growth) | Change::Points(growth))) => growth,
        (Compared::Growth, _) => return None,
    };
    Some(quantity.printed_decimals())
}

/// `printed` is the rounded difference.
fn computed(difference: Computed, printed: Quantity, against: &Against) -> Result<Answer, Failure> {
    let holds = match against.claim {
        Claim::Any => true,
        Claim::Above => difference.exact > Decimal::ZERO,
        Claim::Below => difference.exact < Decimal::ZERO,
    };
    if !holds {
        let side = Side::of(difference.exact);
        let amount = if side == Side::Below { printed.negated() } else { printed };
        return Err(wrong_way(against, &wording::difference(side, &amount.to_string())));
    }
    let (scale, decimals) = (printed.scale, printed.printed_decimals());
    let from = difference.from.clone();
    let phrase = if against.claim == Claim::Any { Phrase::Difference } else { Phrase::Amount };
    let content = Content::Computed { value: difference, scale, decimals };
    Ok(Answer { recipe: Recipe::Comparison, content, from, phrase })
}

fn wrong_way(against: &Against, truth: &str) -> Failure {
    let (said, said_en) = if against.claim == Claim::Above { ("高于", "above") } else { ("低于", "below") };
    Failure::wrong(
        "wrong-direction",
        format!("文中说{said}“{}”，数据却是{truth}", against.other),
        format!("the text says {said_en} {}, the data says {truth}", against.other),
    )
}
