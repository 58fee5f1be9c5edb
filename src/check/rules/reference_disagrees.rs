//! `reference-disagrees`: the words right before a reference name a year, region or period, and the figure that it prints is of
//! another. Tells only what one clause ties together with the bare times and places before it, all words understood; a sentence
//! with two years or regions is left alone.

use super::Checked;
use crate::check::cells::{self, Cell};
use crate::check::statement::{Speech, Statement};
use crate::check::topic::Said;
use crate::derive::{Book, Key};
use crate::finding::{Finding, Place, Spot};
use crate::model::article::{Article, BoundFigure, Inline};
use crate::model::{Figure, Period, Recipe, RegionCode};
use crate::reading::Reading;
use rayon::prelude::*;
use std::collections::HashMap;

pub fn check(checked: &Checked) -> Vec<Finding> {
    let lexicon = checked.lexicon();
    let prose: Vec<(&Article, &Reading)> = checked.prose().collect();
    let speeches = prose.par_iter().map(|(article, reading)| Speech::new(lexicon, article, reading));
    let mut told: Vec<Finding> = speeches.flat_map_iter(|speech| findings(checked.book, speech)).collect();
    told.extend(cells::all(checked).iter().filter_map(|cell| in_cell(checked.book, cell)));
    told
}

/// A figure in a table, under heads that name another.
fn in_cell(book: &Book, cell: &Cell) -> Option<Finding> {
    let [Inline::Figure(figure)] = cell.content else { return None };
    let (said, is_value) = (cell.said, matches!(figure.recipe, Recipe::Reported | Recipe::Formula));
    let region = said.region.filter(|region| *region != figure.region).map(|code| book.regions.name_of(code));
    let year = said.year.filter(|year| *year != figure.year).map(|year| format!("{year}年"));
    let own = &book.vocabulary.get(figure.indicator).name;
    // Two of one name are told elsewhere.
    let name = said.indicator.map(|id| book.vocabulary.get(id).name.clone()).filter(|name| name != own);
    let heads: Vec<String> = [region, year, name].into_iter().flatten().collect();
    (is_value && !heads.is_empty())
        .then(|| told(book, figure, &heads.concat(), cell.place.clone(), ("表头", "the head")))
}

fn findings(book: &Book, speech: Speech) -> Vec<Finding> {
    let places = speech.article.bound.iter().filter_map(|bound| match bound.place.spot {
        Spot::Bytes { start, .. } if is_of_one_figure(bound.figure.recipe) => Some((start, bound)),
        _ => None,
    });
    let mut bound: HashMap<usize, &BoundFigure> = places.collect();
    let mut told = Vec::new();
    for mention in &speech.reading.mentions {
        // Of a figure with two measures the first speaks for both.
        let Some(figure) = bound.remove(&speech.reading.source(mention.range.clone()).start) else { continue };
        let by_itself = || speech.by_itself(mention).and_then(|stated| finding(book, figure, &stated));
        told.extend(by_itself().or_else(|| {
            let stated = speech.in_context(mention).filter(|stated| stated.or_of.is_empty())?;
            out_of_context(book, speech.article.meta.region, figure, &stated)
        }));
    }
    told
}

/// A rank, a share and a comparison have words of their own for what else they speak of.
fn is_of_one_figure(recipe: Recipe) -> bool {
    use Recipe::{Formula, Growth, Increment, PointsDifference, Reported};
    matches!(recipe, Reported | Formula | Growth | Increment | PointsDifference)
}

fn finding(book: &Book, bound: &BoundFigure, stated: &Statement) -> Option<Finding> {
    let figure = &bound.figure;
    if stated.indicator.is_some_and(|indicator| indicator != figure.indicator) {
        return None;
    }
    let name = |code| book.regions.get(code).map(|region| region.name.as_str());
    let said_region = stated.topic.region.filter(|region| stated.topic.names_region && *region != figure.region);
    let said_year = stated.topic.year.filter(|year| {
        let is_of_a_year = matches!(figure.period, Period::Year | Period::UpToNow) || figure.period.is_part_of_year();
        is_of_a_year && stated.topic.names_year && *year != figure.year
    });
    let said_period = match stated.topic.period {
        Said::Is(said) if is_other_part(book, bound, said) => Some(said),
        _ => None,
    };
    let said: Vec<String> = [
        said_region.and_then(name).map(str::to_string),
        said_year.map(|year| format!("{year}年")),
        said_period.map(|period| period.words()),
    ]
    .into_iter()
    .flatten()
    .collect();
    if said.is_empty() {
        return None;
    }
    Some(told(book, figure, &said.concat(), bound.place.clone(), ("句子", "the sentence")))
}

/// The words before a reference name another indicator; or nobody has spoken of another region than the report's own, and the reference
/// prints one.
fn out_of_context(book: &Book, own_region: RegionCode, bound: &BoundFigure, stated: &Statement) -> Option<Finding> {
    let figure = &bound.figure;
    let indicator = stated.indicator?;
    let (own, named) = (&book.vocabulary.get(figure.indicator).name, &book.vocabulary.get(indicator).name);
    let is_value = matches!(figure.recipe, Recipe::Reported | Recipe::Formula) && stated.recipe == Recipe::Reported;
    let (region, year) = (stated.topic.region?, stated.topic.year?);
    // 衔接资金 may be said of 到位衔接资金.
    let is_other = indicator != figure.indicator && !own.contains(named.as_str()) && !named.contains(own.as_str());
    let is_known = || !book.periods(figure.region, figure.year, indicator).is_empty();
    let said = match () {
        () if is_value && is_other && is_known() => named.clone(),
        () if is_value
            && indicator == figure.indicator
            && region == own_region
            && figure.region != own_region
            && year == figure.year =>
        {
            book.regions.name_of(region)
        }
        () => return None,
    };
    Some(told(book, figure, &said, bound.place.clone(), ("句子", "the sentence")))
}

fn told(book: &Book, figure: &Figure, said: &str, place: Place, who: (&str, &str)) -> Finding {
    let key = Key { region: figure.region, year: figure.year, indicator: figure.indicator, period: figure.period };
    let printed = book.say(key);
    Finding::warning(
        "reference-disagrees",
        place,
        format!("{}说的是{said}，引用印出的是{printed}", who.0),
        format!("{} speaks of {said}, the reference prints {printed}", who.1),
    )
    .help(
        "改句子或表头，或在引用里写明：{{ 地区：指标 @年份时期 }}",
        "mend the sentence or the head, or say it in the reference: {{ region：indicator @year and period }}",
    )
}

/// True where the words name another part of the year. Where the book has a figure for it, `other-period` tells.
fn is_other_part(book: &Book, bound: &BoundFigure, said: Period) -> bool {
    let figure = &bound.figure;
    let is_part = |period: Period| period == Period::Year || period.is_part_of_year();
    let meant = Key { region: figure.region, year: figure.year, indicator: figure.indicator, period: said };
    is_part(said)
        && is_part(figure.period)
        && !said.covers_the_same(&figure.period, figure.year)
        && book.observation(meant).is_none()
}

#[cfg(test)]
mod tests {
    use crate::check::world::World;

    fn told(body: &str) -> Vec<String> {
        let regions = "  \"990101\": { name: 甲县, kind: county }\n  \"990102\": { name: 乙县, kind: county }";
        World::new("  funds: { name: 衔接资金, unit: 元 }\n  income: { name: 人均收入, unit: 元 }", regions)
            .with("990101", 2023, "衔接资金: 5120万元\n人均收入: 9000元")
            .with("990101", 2024, "衔接资金: 5480万元\n人均收入: 9900元")
            .with("990102", 2024, "衔接资金: 700万元")
            .with_report("990101", 2024, "a", body)
            .told("reference-disagrees")
    }

    #[test]
    fn another_year_region_or_period_is_told() {
        assert_eq!(
            told("2023年，全县投入衔接资金{{ 衔接资金 }}。"),
            ["句子说的是2023年，引用印出的是甲县2024年衔接资金"]
        );
        assert_eq!(
            told("乙县上半年投入衔接资金{{ 衔接资金 }}。"),
            ["句子说的是乙县上半年，引用印出的是甲县2024年衔接资金"]
        );
        assert_eq!(told("全县投入衔接资金{{ 人均收入 }}。").len(), 1);
        assert_eq!(told("上年人均收入达到{{ 人均收入 }}。").len(), 1);
        assert_eq!(told("全年投入衔接资金{{ 乙县：衔接资金 }}，甲县投入{{ 乙县：衔接资金 }}。").len(), 2);
    }

    #[test]
    fn what_grammar_does_not_tie_is_left_alone() {
        for body in [
            "2024年，全县投入衔接资金{{ 衔接资金 }}，比2023年增长{{ 衔接资金 | 同比 }}。",
            "上年投入衔接资金{{ 衔接资金 @2023 }}，乙县投入衔接资金{{ 乙县：衔接资金 }}。",
            "衔接资金由2023年的{{ 衔接资金 @2023 }}增加到{{ 衔接资金 }}。",
            "2023年谋划项目，今年投入衔接资金{{ 衔接资金 }}。",
            "人均收入高于乙县{{ 人均收入 }}。",
            "乙县来学习，衔接资金{{ 衔接资金 }}。",
        ] {
            assert_eq!(told(body), [""; 0], "{body}");
        }
    }
}
