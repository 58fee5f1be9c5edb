//! `two-values`: one indicator is reported for two periods that are the same months (前三季度, 1—9月, 截至2023年9月), and the
//! values cannot both be right. Compared as intervals; figures on different bases are left alone.

use super::Checked;
use crate::derive::{Book, place_of};
use crate::finding::Finding;
use crate::model::Observation;

pub fn check(checked: &Checked) -> Vec<Finding> {
    let together = checked.book.reported_together().filter(|all| all.len() > 1);
    together.flat_map(|all| findings(checked.book, all)).collect()
}

fn findings(book: &Book, all: &[Observation]) -> Vec<Finding> {
    let indicator = book.vocabulary.get(all[0].indicator);
    let pairs = all.iter().enumerate().flat_map(|(i, first)| all[i + 1..].iter().map(move |second| (first, second)));
    let alike = pairs.filter(|(a, b)| a.beside.basis == b.beside.basis && a.period.covers_the_same(&b.period, a.year));
    alike
        .filter_map(|(first, second)| {
            let disagrees = |measure: &usize| {
                let of = |o: &Observation| o.quantity(*measure)?.interval_in(&indicator.measures[*measure]);
                matches!((of(first), of(second)), (Some(a), Some(b)) if !a.meets(&b))
            };
            let measure = (0..indicator.measures.len()).find(disagrees)?;
            let said = |o: &Observation| {
                let value = o.quantity(measure).map_or_else(String::new, ToString::to_string);
                format!("{}{value}", o.period.words())
            };
            let (first_said, second_said) = (said(first), said(second));
            Some(
                Finding::warning(
                    "two-values",
                    place_of(&second.place),
                    format!("“{}”{first_said}，{second_said}：月份相同，数不同", indicator.name),
                    format!("{}: {first_said} and {second_said} are the same months", indicator.name),
                )
                .help(
                    "只留一个；口径不同就写 basis（口径）",
                    "keep one; write `basis` where they stand on different bases",
                ),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::check::world::World;

    fn told(figures: &str) -> Vec<String> {
        World::of_one("  funds: { name: 衔接资金, unit: 元 }").with("990101", 2023, figures).told("two-values")
    }

    #[test]
    fn the_same_months_have_one_value() {
        assert_eq!(
            told("衔接资金@前三季度: 5000万元\n衔接资金@1—9月: 0.53亿元"),
            ["“衔接资金”前三季度5000万元，1—9月0.53亿元：月份相同，数不同"]
        );
        assert_eq!(told("衔接资金@前三季度: 5000万元\n衔接资金@截至2023年9月: 4000万元").len(), 1);
        assert!(told("衔接资金@前三季度: 5000万元\n衔接资金@1—9月: 0.5亿元").is_empty());
        assert!(told("衔接资金@前三季度: 5000万元\n衔接资金@1—8月: 0.4亿元").is_empty());
        assert!(told("衔接资金@前三季度: 5000万元\n衔接资金@1—9月: { value: 0.6亿元, basis: 快报 }").is_empty());
    }
}
