//! `parts-disagree`: the parts of an indicator that is the sum of its parts (`parts: complete`) do not add up to it. Where a
//! part was not reported, the others must not be more than the whole. Wholes with a formula are `formula-disagrees`'s.

use super::Checked;
use crate::check::arithmetic::sum_in_words;
use crate::derive::{Book, Key, Total, place_of};
use crate::finding::Finding;
use crate::model::Observation;

pub fn check(checked: &Checked) -> Vec<Finding> {
    let book = checked.book;
    let wholes =
        book.vocabulary.iter().filter(|(_, indicator)| indicator.is_sum_of_parts && indicator.formula.is_none());
    let places = wholes.flat_map(|(id, _)| book.places_of(id).iter().map(move |(region, year)| (*region, *year, id)));
    places
        .flat_map(|(region, year, id)| book.periods(region, year, id))
        .flat_map(|observation| findings(book, observation))
        .collect()
}

fn findings(book: &Book, whole: &Observation) -> Vec<Finding> {
    let indicator = book.vocabulary.get(whole.indicator);
    let totals =
        (0..indicator.measures.len()).filter_map(|measure| Some((measure, book.total_of_parts(whole, measure)?)));
    // A part that alone is more than the whole is `part-exceeds-whole`'s.
    let is_told = |total: &Total| {
        let high = total.whole.interval.high;
        total.parts.iter().any(|(_, part)| matches!((part.interval.low, high), (Some(low), Some(high)) if low > high))
    };
    totals
        .filter(|(_, total)| !total.holds() && !is_told(total))
        .map(|(measure, total)| {
            let name = |key: &Key| book.vocabulary.get(key.indicator).name.as_str();
            let (zh, en) = sum_in_words(book, &total, measure, name);
            let printed = whole.quantity(measure).map_or_else(String::new, ToString::to_string);
            Finding::warning(
                "parts-disagree",
                place_of(&whole.place),
                format!("“{}”报{printed}，各部分相加不是：{zh}", indicator.name),
                format!("{} is reported as {printed}; its parts give {en}", indicator.name),
            )
            .help(
                "核对总数和各部分；各部分有交叉或没列全，就去掉词表里的 parts: complete（分项: 齐全）",
                "check whole and parts; take `parts: complete` out of the vocabulary where they overlap or are not all there",
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::check::world::World;

    const INDICATORS: &str = "  all: { name: 帮扶资金, unit: 元, parts: complete }
  state: { name: 中央资金, unit: 元, part_of: 帮扶资金 }
  county: { name: 县级资金, unit: 元, part_of: 帮扶资金 }";
    const OTHERS: &str = "  others: { name: 社会资金, unit: 元, part_of: 帮扶资金 }";

    fn told(figures: &str) -> Vec<String> {
        World::of_one(INDICATORS).with("990101", 2023, figures).told("parts-disagree")
    }

    #[test]
    fn parts_make_up_their_whole() {
        assert_eq!(
            told("帮扶资金: 1.67亿元\n中央资金: 1.2亿元\n县级资金: 2700万元"),
            ["“帮扶资金”报1.67亿元，各部分相加不是：中央资金1.2亿元 + 县级资金2700万元 = 1.47亿元"]
        );
        // 1.2亿 stands for up to 1.25亿.
        assert!(told("帮扶资金: 1.67亿元\n中央资金: 1.2亿元\n县级资金: 4300万元").is_empty());
    }

    #[test]
    fn some_parts_are_no_more_than_their_whole() {
        let told = |figures: &str| {
            let world = World::of_one(&format!("{INDICATORS}\n{OTHERS}")).with("990101", 2023, figures);
            world.told("parts-disagree")
        };
        assert!(told("帮扶资金: 1.67亿元\n中央资金: 1.20亿元\n县级资金: 0.30亿元").is_empty());
        assert_eq!(told("帮扶资金: 1.67亿元\n中央资金: 1.20亿元\n县级资金: 0.50亿元").len(), 1);
        assert!(
            told("帮扶资金: 1.67亿元\n中央资金: 1.20亿元\n县级资金: { value: 0.50亿元, forecast: true }").is_empty()
        );
        // A part that is too large by itself has its own rule.
        assert!(told("帮扶资金: 1.67亿元\n中央资金: 1.72亿元").is_empty());
    }
}
