//! The questions that a reference may ask of one figure, each answered as reported where the source reports it, else
//! computed.

use super::answer::{Answer, Content, Phrase, printed_like, printed_per_unit};
use super::{Failure, Standpoint};
use crate::compose::reference::{FigureReference, Question};
use crate::derive::{Book, Computed, Key, Lack};
use crate::model::observation::Aim;
use crate::model::{Change, Date, Period, Quantity, Recipe, Unit, Value};
use rust_decimal::Decimal;

pub(super) fn answer(at: &Standpoint, key: Key, reference: &FigureReference) -> Result<Answer, Failure> {
    let book = at.book;
    let measure = measure(book, key, reference.form.unit.as_ref());
    match &reference.question {
        Question::Value => value(book, key, measure),
        Question::Growth => Ok(growth(book, key, measure)?.said(Phrase::AsItIs)),
        Question::Change => change(book, key, measure),
        Question::Increment => increment(book, key, measure),
        Question::PointsDifference => points_difference(book, key, measure),
        Question::Share(base) => share(at, key, measure, base),
        Question::Per(unit, counted) => per_unit(at, key, measure, unit, counted),
        Question::Rank(among) => rank(at, key, measure, among.as_deref()),
        Question::AverageGrowth(since) => {
            Ok(Answer::ratio(Recipe::AverageGrowth, book.average_growth(key, measure, *since)?))
        }
        Question::Completion => completion(book, key, measure),
        Question::Target(by) => target(book, key, *by),
        Question::Source => source(book, key),
        Question::Period => {
            book.value(key, book.first_measure(key))?;
            Ok(Answer::words(Recipe::Reported, period_in_words(key), key))
        }
    }
}

fn period_in_words(key: Key) -> String {
    match key.period {
        Period::UpToNow => format!("截至{}年", key.year),
        period => period.in_words(key.year),
    }
}

/// The measure that a unit asks for, else the first that was reported.
fn measure(book: &Book, key: Key, unit: Option<&Unit>) -> usize {
    unit.and_then(|unit| book.vocabulary.get(key.indicator).measure_for(unit))
        .unwrap_or_else(|| book.first_measure(key))
}

fn value(book: &Book, key: Key, measure: usize) -> Result<Answer, Failure> {
    if let Some(observation) = book.observation(key) {
        return match &observation.value {
            Value::Missing(why) => Err(Lack::Missing(key, *why).into()),
            Value::Reported(quantities) => Ok(Answer {
                recipe: Recipe::Reported,
                content: Content::Reported(quantities.iter().flatten().cloned().collect()),
                from: vec![key],
                phrase: Phrase::AsItIs,
            }),
        };
    }
    let computed = book.value(key, measure)?;
    let indicator = book.vocabulary.get(key.indicator);
    let (scale, decimals) = (indicator.scale, indicator.decimals);
    let from = computed.from.clone();
    let content = Content::Computed { value: computed, scale, decimals };
    Ok(Answer { recipe: Recipe::Formula, content, from, phrase: Phrase::AsItIs })
}

/// Growth as reported, else computed; points for a rate.
pub(super) fn growth(book: &Book, key: Key, measure: usize) -> Result<Answer, Failure> {
    match book.observation(key).and_then(|o| o.beside.growth.as_ref()) {
        Some(Change::Percent(quantity) | Change::Points(quantity)) => {
            Ok(Answer::reported(Recipe::Growth, quantity.clone(), vec![key]))
        }
        Some(Change::Level) => Ok(Answer::words(Recipe::Growth, "持平".to_string(), key)),
        None => Ok(Answer::ratio(Recipe::Growth, computed_growth(book, key, measure)?)),
    }
}

fn computed_growth(book: &Book, key: Key, measure: usize) -> Result<Computed, Lack> {
    let indicator = book.vocabulary.get(key.indicator);
    if indicator.growth_is_real {
        let reason = "增速按不变价格计算，不能由现价推算".to_string();
        return Err(Lack::Incomparable(key, reason));
    }
    match indicator.measures[measure].is_ratio() {
        true => book.points_difference(key, measure),
        false => book.growth(key, measure),
    }
}

/// The growth of a figure as a value to compare: reported, else computed.
pub(super) fn growth_value(book: &Book, key: Key) -> Result<Computed, Lack> {
    let of = |quantity: &Quantity| Computed {
        exact: quantity.value(),
        interval: quantity.interval(),
        unit: quantity.unit.clone(),
        from: vec![key],
    };
    match book.observation(key).and_then(|o| o.beside.growth.as_ref()) {
        Some(Change::Percent(quantity) | Change::Points(quantity)) => Ok(of(quantity)),
        Some(Change::Level) => Ok(Computed {
            exact: Decimal::ZERO,
            interval: crate::model::Interval::point(Decimal::ZERO),
            unit: Unit::percent(),
            from: vec![key],
        }),
        None => computed_growth(book, key, book.first_measure(key)),
    }
}

pub(in crate::compose) fn change(book: &Book, key: Key, measure: usize) -> Result<Answer, Failure> {
    match book.observation(key).and_then(|o| o.beside.growth.as_ref()) {
        Some(Change::Level) => Ok(Answer::words(Recipe::Growth, "与上年持平".to_string(), key)),
        _ => Ok(growth(book, key, measure)?.said(Phrase::Change)),
    }
}

fn increment(book: &Book, key: Key, measure: usize) -> Result<Answer, Failure> {
    if let Some(quantity) = book.observation(key).and_then(|o| o.beside.increment.as_ref()) {
        return Ok(Answer::reported(Recipe::Increment, quantity.clone(), vec![key]));
    }
    if book.vocabulary.get(key.indicator).measures[measure].is_ratio() {
        return points_difference(book, key, measure);
    }
    let value = book.increment(key, measure)?;
    let (scale, decimals) = printed_like(book, key, measure);
    let from = value.from.clone();
    Ok(Answer {
        recipe: Recipe::Increment,
        content: Content::Computed { value, scale, decimals },
        from,
        phrase: Phrase::AsItIs,
    })
}

fn points_difference(book: &Book, key: Key, measure: usize) -> Result<Answer, Failure> {
    if let Some(Change::Points(quantity)) = book.observation(key).and_then(|o| o.beside.growth.as_ref()) {
        return Ok(Answer::reported(Recipe::PointsDifference, quantity.clone(), vec![key]));
    }
    Ok(Answer::ratio(Recipe::PointsDifference, book.points_difference(key, measure)?))
}

fn share(at: &Standpoint, key: Key, measure: usize, base: &str) -> Result<Answer, Failure> {
    let base = at.indicator_named(base)?;
    let reported = at.book.observation(key).and_then(|o| o.beside.share.as_ref()).filter(|share| share.of == base);
    if let Some(share) = reported {
        return Ok(Answer::reported(Recipe::Share, share.value.clone(), vec![key]));
    }
    Ok(Answer::ratio(Recipe::Share, at.book.share(key, measure, base)?))
}

fn per_unit(at: &Standpoint, key: Key, measure: usize, unit: &Unit, counted: &str) -> Result<Answer, Failure> {
    let value = at.book.per_unit(key, measure, at.indicator_named(counted)?, unit)?;
    let (scale, decimals) = printed_per_unit(value.exact);
    let from = value.from.clone();
    Ok(Answer {
        recipe: Recipe::PerUnit,
        content: Content::Computed { value, scale, decimals },
        from,
        phrase: Phrase::AsItIs,
    })
}

fn rank(at: &Standpoint, key: Key, measure: usize, among: Option<&str>) -> Result<Answer, Failure> {
    let among = among.map(|name| at.region_named(name).map(|region| region.code)).transpose()?;
    let reported = at.book.observation(key).and_then(|o| o.beside.rank.as_ref());
    // A rank that does not say among whom is a rank among the siblings.
    let parent = at.book.regions.get(key.region).and_then(|region| region.parent);
    let fits = |rank: &&crate::model::Rank| among.is_none() || rank.among.or(parent) == among;
    if let Some(rank) = reported.filter(fits) {
        return Ok(match (rank.place, &rank.tier) {
            (Some(place), _) => place_answer(place as usize, false, vec![key]),
            (None, tier) => Answer::words(Recipe::Rank, tier.clone().unwrap_or_default(), key),
        });
    }
    let ranking = at.book.rank(key, measure, among)?;
    if ranking.reported < ranking.siblings {
        return Err(Lack::IncompleteSiblings(key, ranking.among, ranking.reported, ranking.siblings).into());
    }
    let from = std::iter::once(key).chain(ranking.order.iter().map(|(k, _)| *k).filter(|k| *k != key)).collect();
    Ok(place_answer(ranking.place, ranking.ties > 0, from))
}

fn place_answer(place: usize, is_shared: bool, from: Vec<Key>) -> Answer {
    let text = crate::wording::place(place, is_shared);
    let content = Content::Place { place: Decimal::from(place), text };
    Answer { recipe: Recipe::Rank, content, from, phrase: Phrase::AsItIs }
}

pub(in crate::compose) fn completion(book: &Book, key: Key, measure: usize) -> Result<Answer, Failure> {
    if let Some(completion) = book.observation(key).and_then(|o| o.beside.completion.as_ref()) {
        return Ok(Answer::reported(Recipe::Completion, completion.value.clone(), vec![key]));
    }
    Ok(Answer::ratio(Recipe::Completion, book.completion(key, measure)?))
}

fn target(book: &Book, key: Key, by: Option<Date>) -> Result<Answer, Failure> {
    let target = book.target(key.region, key.year, key.indicator).ok_or(Lack::NoTarget(key))?;
    let (aim, recipe) = match by {
        None => (&target.aim, Recipe::Target),
        Some(date) => {
            let milestone = target.milestones.iter().find(|m| m.by == date);
            (&milestone.ok_or(Lack::NoMilestone(key, date.to_string()))?.aim, Recipe::Milestone)
        }
    };
    let (quantities, phrase) = match aim {
        Aim::Keep(words) => return Ok(Answer::words(recipe, words.clone(), key)),
        Aim::AtLeast(quantities) => (quantities, Phrase::AtLeast),
        Aim::AtMost(quantities) => (quantities, Phrase::AtMost),
        Aim::Exactly(quantities) => (quantities, Phrase::AsItIs),
    };
    Ok(Answer { recipe, content: Content::Reported(quantities.to_vec()), from: vec![key], phrase })
}

fn source(book: &Book, key: Key) -> Result<Answer, Failure> {
    let observation = book.observation(key).ok_or(Lack::NoFigure(key))?;
    let no_source = || Failure::wrong("no-source", "这个数没有写来源", "this figure names no source");
    let source = observation.source.as_ref().ok_or_else(no_source)?;
    Ok(Answer::words(Recipe::Reported, source.title.clone(), key))
}
