//! The data that goes into every PDF as an attachment: one row for each printed figure with its recipe, ingredients and
//! sources (invariant 9 of the design). Comes in: figures or observations. Goes out: CSV in UTF-8 with a byte-order mark,
//! which Excel in China needs. Prints nothing on a page.

use crate::model::article::Article;
use crate::model::{Figure, Observation, RegionCode};
use crate::render::World;

/// The name under which PDFs carry it.
pub(super) const NAME: &str = "figures.csv";

const HEAD: [&str; 9] = ["印文", "数值", "单位", "地区", "指标", "时期", "算法", "由来", "来源"];

/// The figures of a report, in reading order.
pub(super) fn of_article(world: &World, article: &Article) -> String {
    let bodies = super::report::bodies(article);
    table(bodies.into_iter().flat_map(crate::model::article::figures).map(|figure| row(world, figure)))
}

/// Everything that the book holds of one region and year.
pub(super) fn of_region_year(world: &World, code: RegionCode, year: i32) -> String {
    table(world.book.of(code, year).map(|observation| reported(world, observation)))
}

fn row(world: &World, figure: &Figure) -> [String; 9] {
    [
        figure.text.clone(),
        figure.value.map_or_else(String::new, |value| value.to_string()),
        figure.unit.clone(),
        region(world, figure.region),
        world.book.vocabulary.get(figure.indicator).name.clone(),
        figure.period.in_words(figure.year),
        figure.recipe.name().to_string(),
        figure.ingredients.join("；"),
        figure.sources.join("；"),
    ]
}

fn reported(world: &World, o: &Observation) -> [String; 9] {
    let measure = o.first_measure().and_then(|measure| o.quantity(measure));
    [
        o.printed(),
        measure.map_or_else(String::new, |quantity| quantity.value().to_string()),
        measure.map_or_else(String::new, |quantity| quantity.unit.to_string()),
        region(world, o.region),
        world.book.vocabulary.get(o.indicator).name.clone(),
        o.period.in_words(o.year),
        "reported".to_string(),
        o.note.clone().unwrap_or_default(),
        o.source.as_ref().map_or_else(String::new, |source| source.title.clone()),
    ]
}

fn region(world: &World, code: RegionCode) -> String {
    world.book.regions.get(code).map_or_else(|| code.to_string(), |region| region.name.clone())
}

fn table(rows: impl Iterator<Item = [String; 9]>) -> String {
    let mut csv = String::from('\u{feff}');
    for row in std::iter::once(HEAD.map(str::to_string)).chain(rows) {
        csv.push_str(&row.map(|cell| quoted(&cell)).join(","));
        csv.push_str("\r\n");
    }
    csv
}

/// A cell that a spreadsheet cannot take for a formula.
fn quoted(cell: &str) -> String {
    let guard = if cell.starts_with(['=', '+', '@', '\t', '\r']) { "'" } else { "" };
    format!("\"{guard}{}\"", cell.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_opens_in_a_spreadsheet() {
        let row = ["-3%", "=1+1", "a\"b", "", "", "", "", "", ""].map(str::to_string);
        let csv = table([row].into_iter());
        assert!(csv.starts_with('\u{feff}'));
        assert!(csv.ends_with("\r\n\"-3%\",\"'=1+1\",\"a\"\"b\",\"\",\"\",\"\",\"\",\"\",\"\"\r\n"), "{csv}");
    }
}
