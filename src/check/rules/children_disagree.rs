//! `children-disagree`: the figures of the regions below a region, added up, are more than the figure of the region; or, where
//! all regions below are listed and all report, they are not the same. Only of indicators whose values add up.

use super::Checked;
use crate::check::arithmetic::sum_in_words;
use crate::derive::{Book, Key, place_of};
use crate::finding::Finding;
use crate::model::indicator::Formula;
use crate::model::{Observation, Region};

pub fn check(checked: &Checked) -> Vec<Finding> {
    let book = checked.book;
    let parents = book.regions.iter().filter(|region| book.regions.children(region.code).next().is_some());
    let years = parents.flat_map(|region| book.years_of(region.code).into_iter().map(move |year| (region, year)));
    let wholes = years.flat_map(|(region, year)| book.of(region.code, year).map(move |whole| (region, whole)));
    wholes.flat_map(|(region, whole)| findings(book, region, whole)).collect()
}

fn findings(book: &Book, region: &Region, whole: &Observation) -> Vec<Finding> {
    let indicator = book.vocabulary.get(whole.indicator);
    if !indicator.adds_up || !indicator.formula.as_ref().is_none_or(Formula::is_linear) {
        return Vec::new();
    }
    let totals = (0..indicator.measures.len()).filter_map(|measure| book.total_of_children(whole, measure));
    totals
        .filter(|total| !total.holds())
        .map(|total| {
            let name = |key: &Key| book.regions.get(key.region).map_or("", |region| region.short.as_str());
            let measure = indicator.measure_for(&total.whole.unit).unwrap_or(0);
            let (zh, en) = sum_in_words(book, &total, measure, name);
            let printed = whole.quantity(measure).map_or_else(String::new, ToString::to_string);
            let (side_zh, side_en) = match total.exceeds() {
                true => ("大于", "more than"),
                false => ("小于", "less than"),
            };
            Finding::warning(
                "children-disagree",
                place_of(&whole.place),
                format!("“{}”各下级之和{side_zh}{}报的{printed}：{zh}", indicator.name, region.name),
                format!("{}: the regions below add up to {side_en} the {printed} of {}: {en}", indicator.name, region.name),
            )
            .help(
                "核对各地的数、单位和口径；本来就不能相加的指标，在词表里写 adds_up: false（可加: 否）",
                "check the figures, units and bases; where values do not add up, write `adds_up: false` in the vocabulary",
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::check::world::World;

    const INDICATORS: &str = "  people: { name: 常住人口, unit: 人, kind: stock }
  income: { name: 居民人均可支配收入, unit: 元 }
  mixed: { name: 监测对象, measures: [户, 人], kind: stock }";

    fn world(children: &str) -> World {
        let regions = format!(
            "  \"990100\": {{ name: 市, kind: prefecture{children} }}
  \"990101\": {{ name: 甲县, kind: county, parent: \"990100\" }}
  \"990102\": {{ name: 乙县, kind: county, parent: \"990100\" }}
  \"990103\": {{ name: 园区, kind: zone, parent: \"990100\" }}"
        );
        World::new(INDICATORS, &regions)
    }

    #[test]
    fn children_are_no_more_than_their_parent() {
        let two = world("").with("990101", 2023, "常住人口: 50.1万人").with("990102", 2023, "常住人口: 31.2万人");
        assert_eq!(
            two.with("990100", 2023, "常住人口: 80万人").told("children-disagree"),
            ["“常住人口”各下级之和大于市报的80万人：甲县50.1万人 + 乙县31.2万人 = 81.3万人"]
        );
        let less = world("").with("990101", 2023, "常住人口: 50.1万人").with("990100", 2023, "常住人口: 80万人");
        assert!(less.told("children-disagree").is_empty());
    }

    #[test]
    fn all_children_are_their_parent() {
        let two = || world(", children: complete").with("990101", 2023, "常住人口: 50.1万人");
        let parent = |value: &str, world: World| {
            world.with("990102", 2023, "常住人口: 31.2万人").with("990100", 2023, &format!("常住人口: {value}"))
        };
        assert_eq!(
            parent("91.3万人", two()).told("children-disagree"),
            ["“常住人口”各下级之和小于市报的91.3万人：甲县50.1万人 + 乙县31.2万人 = 81.3万人"]
        );
        // Rounding is no finding, a zone is no part.
        for value in ["81.3万人", "81.4万人", "81万人"] {
            let world = parent(value, two()).with("990103", 2023, "常住人口: 40万人");
            assert!(world.told("children-disagree").is_empty(), "{value}");
        }
    }

    #[test]
    fn averages_and_other_bases_are_not_added() {
        let world = world("")
            .with("990101", 2023, "居民人均可支配收入: 20000元\n监测对象: { value: 30户90人, basis: 修订后 }")
            .with("990102", 2023, "居民人均可支配收入: 21000元\n监测对象: 30户95人")
            .with("990100", 2023, "居民人均可支配收入: 20500元\n监测对象: 40户94人");
        assert_eq!(world.told("children-disagree"), ["“监测对象”各下级之和大于市报的94人：乙县95人 = 95人"]);
    }
}
