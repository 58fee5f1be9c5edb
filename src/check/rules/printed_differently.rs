//! `printed-differently`: one figure is printed with other digits in another place: 1.63亿元 here, 1.6亿元 there. In one report
//! another scale (16300万元) is told as well; between reports only digits that make it another number. Han digits, numbers
//! without their unit and single measures are other forms, not other numbers.

use super::Checked;
use crate::derive::Book;
use crate::finding::{Finding, Message, Severity};
use crate::model::article::BoundFigure;
use crate::model::{IndicatorId, Period, Quantity, Recipe, RegionCode};
use std::collections::BTreeMap;

/// Which figure, and how it was made. Comparisons and shares may have several bases.
type Same = (RegionCode, i32, IndicatorId, Period, Recipe, String);

pub fn check(checked: &Checked) -> Vec<Finding> {
    let mut all: BTreeMap<Same, Vec<Printed>> = BTreeMap::new();
    for (report, article) in checked.articles.iter().enumerate() {
        for bound in &article.bound {
            let Some(quantity) = number(bound) else { continue };
            let figure = &bound.figure;
            let same = (
                figure.region,
                figure.year,
                figure.indicator,
                figure.period,
                figure.recipe,
                checked.book.ingredients(figure).join("、") + quantity.unit.name(),
            );
            let printed = all.entry(same).or_default();
            // What a report has printed already, it need not be told of again.
            let is_new = |p: &Printed| p.report != report || p.quantity != quantity;
            if printed.iter().all(is_new) {
                printed.push(Printed { report, bound, quantity });
            }
        }
    }
    all.values().filter_map(|printed| finding(checked, printed)).collect()
}

struct Printed<'a> {
    report: usize,
    bound: &'a BoundFigure,
    quantity: Quantity,
}

/// The number that a reference prints, where it prints one with its unit.
fn number(bound: &BoundFigure) -> Option<Quantity> {
    let is_comparable = matches!(bound.figure.recipe, Recipe::Reported | Recipe::Formula | Recipe::Increment);
    let quantity = Quantity::parse(&bound.figure.text).ok().filter(|_| is_comparable)?;
    let is_plain = matches!(quantity.number, crate::model::Number::Decimal(_)) && !quantity.unit.name().is_empty();
    is_plain.then_some(quantity)
}

/// The first place that differs from the first print.
fn finding(checked: &Checked, printed: &[Printed]) -> Option<Finding> {
    let (first, others) = printed.split_first()?;
    let other = others.iter().find(|other| {
        let is_other_number = other.quantity.value() != first.quantity.value();
        is_other_number || other.report == first.report
    })?;
    let figure = &other.bound.figure;
    let name = name(checked.book, figure.indicator);
    let (here, there) = (&other.bound.figure.text, &first.bound.figure.text);
    let (where_zh, where_en) = match other.report == first.report {
        true => ("前文".to_string(), "above".to_string()),
        false => {
            let title = &checked.articles[first.report].meta.title;
            (format!("《{title}》"), format!("in {title}"))
        }
    };
    let message = Message::new(
        format!("“{name}”这里印成{here}，{where_zh}印成{there}"),
        format!("{name} is printed {here} here, {there} {where_en}"),
    );
    let finding = Finding::new("printed-differently", Severity::Note, other.bound.place.clone(), message);
    Some(finding.help(
        "同一个数用同样的单位和位数；有意这样写的可以不管",
        "print one figure with one unit and as many digits; leave it where it is meant so",
    ))
}

fn name(book: &Book, indicator: IndicatorId) -> &str {
    &book.vocabulary.get(indicator).name
}

#[cfg(test)]
mod tests {
    use crate::check::world::World;

    fn world(first: &str, second: &str) -> World {
        World::of_one("  funds: { name: 衔接资金, unit: 元 }\n  watched: { name: 监测对象, measures: [户, 人] }")
            .with("990101", 2023, "衔接资金: 1.63亿元\n监测对象: 30户92人")
            .with_report("990101", 2023, "a", first)
            .with_report("990101", 2023, "b", second)
    }

    fn told(first: &str, second: &str) -> Vec<String> {
        world(first, second).told("printed-differently")
    }

    #[test]
    fn other_digits_are_told_between_reports() {
        assert_eq!(
            told("投入{{ 衔接资金 }}。", "投入{{ 衔接资金 | 位数 1 }}。"),
            ["“衔接资金”这里印成1.6亿元，《题目》印成1.63亿元"]
        );
        assert!(told("投入{{ 衔接资金 }}。", "投入{{ 衔接资金 | 万元 }}。").is_empty());
        assert!(told("投入{{ 衔接资金 }}。", "投入{{ 衔接资金 }}。").is_empty());
    }

    #[test]
    fn another_scale_is_told_within_one_report() {
        let told_in_one = |body: &str| told(body, "无。");
        assert_eq!(told_in_one("投入{{ 衔接资金 }}。其中{{ 衔接资金 | 万元 }}。").len(), 1);
        assert!(told_in_one("投入{{ 衔接资金 }}。又{{ 衔接资金 | 数值 }}。").is_empty());
        assert!(told_in_one("{{ 监测对象 | 户 }}，{{ 监测对象 | 人 }}，{{ 监测对象 }}。").is_empty());
    }
}
