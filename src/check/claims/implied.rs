//! Figures that a text names and does not print, where something is said of them all the same: 衔接资金比上年增长9.1%,
//! 衔接资金居全市第二位. Only names that lead their clause, with every word before them understood.

use super::{Anchor, Checked};
use crate::check::statement::{NamedIndicator, Speech};
use crate::check::topic::Said;
use crate::check::typed::may_mean;
use crate::derive::{Book, Key};
use crate::model::Period;
use crate::model::article::Article;
use crate::reading::{Mention, Reading};
use std::ops::Range;

pub(super) fn anchors<'a>(checked: &Checked, article: &'a Article, reading: &'a Reading) -> Vec<Anchor<'a>> {
    let speech = Speech::new(checked.lexicon(), article, reading);
    let sentences = reading.sentences.iter().enumerate().map(|(i, sentence)| (i, sentence.range.clone()));
    let claiming = sentences.filter(|(_, range)| may_claim(reading, range));
    let clauses = claiming.flat_map(|(i, range)| speech.clauses(range).into_iter().map(move |clause| (i, clause)));
    let anchor = |(sentence, clause): (usize, Range<usize>)| {
        may_claim(reading, &clause).then_some(())?;
        let named = speech.named_in_context(sentence, &clause)?;
        let (key, measure) = meant(checked.book, &named, reading.between(&(named.end..clause.end)))?;
        Some(Anchor { article, reading, key, measure, sentence, behind: named.end, is_printed: false })
    };
    clauses.filter_map(anchor).collect()
}

/// True where there is a number, or a place among others.
fn may_claim(reading: &Reading, range: &Range<usize>) -> bool {
    !reading.between(range).is_empty() || reading.slice(range).contains('第')
}

/// The figure of the book, and the measure of it of which the numbers in the clause speak.
fn meant(book: &Book, named: &NamedIndicator, numbers: &[Mention]) -> Option<(Key, usize)> {
    let (indicator, region, year) = (named.indicator, named.topic.region?, named.topic.year?);
    named.or_of.is_empty().then_some(())?;
    let on_record = book.periods(region, year, indicator);
    let mut periods = on_record.iter().map(|observation| observation.period);
    let said = named.topic.period;
    // 累计衔接资金 is of several years where the book has none so far.
    let is_running = said == Said::Is(Period::UpToNow);
    (!is_running || on_record.iter().any(|observation| observation.period == Period::UpToNow)).then_some(())?;
    // Of a year to come there is a target, and no figure yet.
    let of_the_year = || (on_record.is_empty() && said == Said::Nothing).then_some(Period::Year);
    let period = periods.find(|period| may_mean(said, *period, year, on_record)).or_else(of_the_year)?;
    let vocabulary = book.vocabulary.get(indicator);
    let counted = numbers.first().and_then(|number| vocabulary.measure_for(number.unit()));
    let measure = counted.or((vocabulary.measures.len() == 1).then_some(0))?;
    Some((Key { region, year, indicator, period }, measure))
}
