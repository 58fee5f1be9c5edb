//! `forecast-as-result`: a figure that is a forecast, or was computed from one, stands in a sentence that says so by no word.
//! Looks at the sentence as it was written, and in a table at the whole table.

use super::Checked;
use crate::check::sentence;
use crate::finding::Finding;
use crate::model::article::BoundFigure;
use crate::source::Locator;
use crate::wording::says_not_yet;

pub fn check(checked: &Checked) -> Vec<Finding> {
    let locator = Locator::new(checked.texts);
    let bound = checked.articles.iter().flat_map(|article| &article.bound);
    bound.filter(|bound| bound.figure.prints_forecast()).filter_map(|bound| finding(checked, &locator, bound)).collect()
}

fn finding(checked: &Checked, locator: &Locator, bound: &BoundFigure) -> Option<Finding> {
    let text = locator.text(&bound.place.file)?;
    let at = locator.locate(&bound.place)?.bytes;
    let words = &text[sentence::around(text, at)];
    if says_not_yet(words) {
        return None;
    }
    let figure = &bound.figure;
    let name = &checked.book.vocabulary.get(figure.indicator).name;
    let ingredients = checked.book.ingredients(figure);
    let more = if ingredients.len() > 3 { "……" } else { "" };
    let forecast = ingredients.into_iter().take(3).collect::<Vec<_>>().join("、") + more;
    Some(
        Finding::warning(
            "forecast-as-result",
            bound.place.clone(),
            format!("“{name}”{}是预计数（{forecast}），句子里没有说", figure.text),
            format!(
                "{name}, {}, is a forecast or comes from one ({forecast}); the sentence does not say so",
                figure.text
            ),
        )
        .help(
            "句子里写上“预计”；已是实绩就改数，去掉 forecast（预计）",
            "say 预计 in the sentence; where the result is in, mend the figure and drop `forecast`",
        ),
    )
}

#[cfg(test)]
mod tests {
    use crate::check::world::World;

    fn told(body: &str) -> Vec<String> {
        World::of_one("  funds: { name: 衔接资金, unit: 元 }")
            .with("990101", 2023, "衔接资金: 10000万元")
            .with("990101", 2024, "衔接资金: { value: 12000万元, forecast: true }")
            .with_report("990101", 2024, "a", body)
            .told("forecast-as-result")
    }

    #[test]
    fn a_forecast_is_said_to_be_one() {
        assert_eq!(
            told("全年投入{{ 衔接资金 }}。预计明年更多。"),
            ["“衔接资金”12000万元是预计数（甲县2024年衔接资金 12000万元），句子里没有说"]
        );
        assert!(told("预计全年投入{{ 衔接资金 }}。").is_empty());
        assert!(told("上年投入{{ 衔接资金 @2023 }}，数据出自{{ 衔接资金 | 来源 }}。").is_empty());
    }

    #[test]
    fn what_comes_from_a_forecast_is_one() {
        assert_eq!(told("全年投入{{ 衔接资金 | 增减 }}。").len(), 1);
        assert!(told("全年投入{{ 衔接资金 | 增减 }}（预计）。").is_empty());
    }

    #[test]
    fn the_head_of_a_table_speaks_for_its_cells() {
        let table =
            |head: &str| format!("```table\ncolumns: [指标, {head}]\nrows:\n  - [资金, \"{{{{ 衔接资金 }}}}\"]\n```");
        assert_eq!(told(&table("全年")).len(), 1);
        assert!(told(&table("全年预计")).is_empty());
    }
}
