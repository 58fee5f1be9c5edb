//! `formula-disagrees`: a reported value that the indicator's own formula cannot give from the reported ingredients: a rate
//! and its base, an average and its total and count, a sum and its parts.

use super::Checked;
use crate::check::arithmetic::{finer_than, ingredient, result};
use crate::derive::{Book, Key, place_of};
use crate::finding::Finding;
use crate::model::indicator::Formula;
use crate::model::{IndicatorId, Observation};

pub fn check(checked: &Checked) -> Vec<Finding> {
    checked.book.observations().filter_map(|observation| finding(checked.book, observation)).collect()
}

fn finding(book: &Book, observation: &Observation) -> Option<Finding> {
    let indicator = book.vocabulary.get(observation.indicator);
    let formula = indicator.formula.as_ref()?;
    let printed = observation.quantity(0)?;
    let key = Key::of(observation);
    let computed = book.by_formula(key).ok()?;
    if computed.interval.meets(&printed.interval_in(&computed.unit)?) {
        return None;
    }
    let (sum, names) = (in_figures(book, formula, key), in_names(book, formula));
    let sum = format!("{sum} = {}", result(book, &computed, finer_than(printed).max(indicator.decimals)));
    Some(
        Finding::warning(
            "formula-disagrees",
            place_of(&observation.place),
            format!("“{}”报{printed}，按公式（{names}）算不是：{sum}", indicator.name),
            format!("{} reports {printed}; its formula ({names}) gives {sum}", indicator.name),
        )
        .help(
            "核对这几个数；基数不同就改词表里的公式",
            "check these figures; mend the formula where another base is meant",
        ),
    )
}

/// `1.7亿元 ÷ 4.8万户`
fn in_figures(book: &Book, formula: &Formula, key: Key) -> String {
    in_words(formula, &|indicator, measure| {
        let figure = book.counterpart(key, indicator);
        figure.map_or_else(|_| "?".to_string(), |figure| ingredient(book, figure, measure))
    })
}

/// `衔接资金 ÷ 监测对象.户`
fn in_names(book: &Book, formula: &Formula) -> String {
    in_words(formula, &|indicator, measure| {
        let entry = book.vocabulary.get(indicator);
        let unit = entry.measures.get(measure).filter(|_| entry.measures.len() > 1);
        unit.map_or_else(|| entry.name.clone(), |unit| format!("{}.{unit}", entry.name))
    })
}

fn in_words(formula: &Formula, figure: &dyn Fn(IndicatorId, usize) -> String) -> String {
    let part = |formula: &Formula| in_words(formula, figure);
    let factor = |formula: &Formula| match formula {
        Formula::Figure { .. } | Formula::Number(_) => part(formula),
        _ => format!("（{}）", part(formula)),
    };
    match formula {
        Formula::Figure { indicator, measure } => figure(*indicator, *measure),
        Formula::Number(number) => number.to_string(),
        Formula::Sum(a, b) => format!("{} + {}", part(a), part(b)),
        Formula::Difference(a, b) => match **b {
            Formula::Sum(..) | Formula::Difference(..) => format!("{} − {}", part(a), factor(b)),
            _ => format!("{} − {}", part(a), part(b)),
        },
        Formula::Product(a, b) => format!("{} × {}", factor(a), factor(b)),
        Formula::Quotient(a, b) => format!("{} ÷ {}", factor(a), factor(b)),
    }
}

#[cfg(test)]
mod tests {
    use crate::check::world::World;

    const INDICATORS: &str = "  funds: { name: 产业资金, unit: 元 }
  watched: { name: 监测对象, measures: [户, 人], kind: stock }
  average: { name: 户均产业资金, unit: 元, formula: 产业资金 / 监测对象.户 }
  rate: { name: 覆盖率, unit: '%', kind: rate, decimals: 1, formula: (监测对象.人 - 退出人数) / 监测对象.人 }
  left: { name: 退出人数, unit: 人 }";

    fn told(figures: &str) -> Vec<String> {
        World::of_one(INDICATORS).with("990101", 2023, figures).told("formula-disagrees")
    }

    #[test]
    fn an_average_follows_from_total_and_count() {
        assert_eq!(
            told("产业资金: 1.70亿元\n监测对象: 48000户130000人\n户均产业资金: 3800元"),
            ["“户均产业资金”报3800元，按公式（产业资金 ÷ 监测对象.户）算不是：1.70亿元 ÷ 48000户 = 3541.7元"]
        );
        assert!(told("产业资金: 1.7亿元\n监测对象: 4.8万户\n户均产业资金: 3500元以上").is_empty());
        assert!(told("产业资金: 1.70亿元\n监测对象: 48000户\n户均产业资金: 3542元").is_empty());
    }

    #[test]
    fn a_rate_names_its_base() {
        assert_eq!(
            told("监测对象: 100户400人\n退出人数: 100人\n覆盖率: 62%"),
            [
                "“覆盖率”报62%，按公式（（监测对象.人 − 退出人数） ÷ 监测对象.人）算不是：（400人 − 100人） ÷ 400人 = 75%"
            ]
        );
    }
}
