//! The rows of the table of figures: one for each printed figure with its recipe, ingredients and sources (invariant 9 of
//! the design). Comes in: figures or observations. Goes out: CSV in UTF-8 with a byte-order mark, which Excel in China needs.

use super::beside::{self, Beside};
use super::csv;
use crate::model::article::{Article, Literal, figures, labels, literals};
use crate::model::chart::Label;
use crate::model::{Figure, Observation, Recipe, RegionCode, Target};
use crate::render::World;

const HEAD: [&str; 10] = ["印文", "页", "数值", "单位", "地区", "指标", "时期", "算法", "由来", "来源"];

/// One row without its page.
pub type Row = [String; 9];

/// Where what stands in a row.
const PRINTED: usize = 0;
pub const REGION: usize = 3;
pub const INDICATOR: usize = 4;
const RECIPE: usize = 6;
const INGREDIENTS: usize = 7;
const SOURCE: usize = 8;

/// The figures of a report, in reading order.
pub fn printed_in(article: &Article) -> Vec<&Figure> {
    article.bodies_and_note().into_iter().flat_map(figures).collect()
}

/// The numbers of a report that are cited from elsewhere, in reading order.
pub fn cited_in(article: &Article) -> Vec<&Literal> {
    let bodies = article.bodies_and_note();
    let is_cited = |literal: &&Literal| matches!(literal, Literal::Cited { .. });
    bodies.into_iter().flat_map(literals).filter(is_cited).collect()
}

/// The numbers of its charts.
pub fn labels_in(article: &Article) -> Vec<&Label> {
    article.bodies_and_note().into_iter().flat_map(labels).collect()
}

/// For a number that a source prints beside a figure.
const REPORTED: &str = "来源所载";

/// Every row of a report: its figures, what it cites, the numbers of its charts.
pub fn of_article(world: &World, article: &Article) -> impl Iterator<Item = Row> {
    let said = printed_in(article).into_iter().map(move |figure| of_figure(world, figure));
    let cited = cited_in(article).into_iter().map(move |literal| of_cited(world, literal, article));
    let drawn = labels_in(article).into_iter().filter_map(move |label| of_label(world, label));
    said.chain(cited).chain(drawn)
}

/// The figures of the standing texts of a region and year, in the order of the domains.
pub fn printed_in_summaries<'a>(world: &World<'a>, code: RegionCode, year: i32) -> Vec<&'a Figure> {
    let mut found = Vec::new();
    for paragraph in world.summaries_of(code, year).iter().flat_map(|summary| &summary.paragraphs) {
        crate::model::article::figures_in(paragraph, &mut found);
    }
    found
}

pub fn of_figure(world: &World, figure: &Figure) -> Row {
    [
        figure.text.clone(),
        figure.value.map_or_else(String::new, |value| value.to_string()),
        figure.unit.clone(),
        region(world, figure.region),
        world.book.vocabulary.get(figure.indicator).name.clone(),
        figure.period.in_words(figure.year),
        figure.recipe.chinese_name().to_string(),
        if figure.is_reported && figure.recipe != Recipe::Reported {
            REPORTED.to_string()
        } else {
            world.book.ingredients(figure).join("；")
        },
        world.book.source_titles(&figure.from).join("；"),
    ]
}

/// Nothing for words.
pub fn of_label(world: &World, label: &Label) -> Option<Row> {
    let made = label.made.as_ref()?;
    let book = world.book;
    let target = book.target(made.of.region, made.of.year, made.of.indicator);
    let from = if made.from.is_empty() { std::slice::from_ref(&made.of) } else { &made.from };
    let sources = || book.source_titles(from).join("；");
    let (ingredients, sources) = match made.recipe {
        Recipe::Target | Recipe::Milestone => target.map(set_by).unwrap_or_default(),
        Recipe::Completion => {
            let beside = match book.observation(made.of) {
                Some(o) => beside::completion(world, o),
                None => target.and_then(|target| beside::completion_of(world, target)),
            };
            (beside.as_ref().map(beside_from).unwrap_or_default(), sources())
        }
        _ => (from.iter().map(|key| book.say_with_value(*key)).collect::<Vec<_>>().join("；"), sources()),
    };
    Some([
        label.text.clone(),
        made.value.normalize().to_string(),
        made.unit.to_string(),
        region(world, made.of.region),
        book.vocabulary.get(made.of.indicator).name.clone(),
        made.of.period.in_words(made.of.year),
        made.recipe.chinese_name().to_string(),
        ingredients,
        sources,
    ])
}

/// The region is the report's: a citation names no place of its own.
pub fn of_cited(world: &World, literal: &Literal, article: &Article) -> Row {
    let source = match literal {
        Literal::Cited { source, .. } => source.clone(),
        Literal::Label(_) => String::new(),
    };
    let mut row = Row::default();
    row[PRINTED] = literal.text().to_string();
    row[REGION] = region(world, article.meta.region);
    row[RECIPE] = "引用".to_string();
    row[SOURCE] = source;
    row
}

/// The row of a reported figure, and those of what is printed beside it.
pub fn of_observation(world: &World, o: &Observation) -> Vec<Row> {
    with_beside(reported(world, o), beside::all(world, o))
}

/// The row of a target, that of its completion, and those of its milestones.
pub fn of_target(world: &World, target: &Target) -> Vec<Row> {
    let quantities = target.aim.quantities();
    let aim = quantities.first();
    let (note, source) = set_by(target);
    let row = [
        target.aim.in_words(),
        aim.map_or_else(String::new, |quantity| quantity.value().to_string()),
        aim.map_or_else(String::new, |quantity| quantity.unit.to_string()),
        region(world, target.region),
        world.book.vocabulary.get(target.indicator).name.clone(),
        format!("{}年", target.year),
        Recipe::Target.chinese_name().to_string(),
        note,
        source,
    ];
    let milestones = target.milestones.iter().map(|step| {
        let mut row = row.clone();
        row[PRINTED] = format!("{}{}", step.by, step.aim.in_words());
        let aim = step.aim.quantities();
        row[1] = aim.first().map_or_else(String::new, |quantity| quantity.value().to_string());
        row[RECIPE] = Recipe::Milestone.chinese_name().to_string();
        row
    });
    let milestones: Vec<Row> = milestones.collect();
    let mut rows = with_beside(row, beside::completion_of(world, target).into_iter().collect());
    rows.extend(milestones);
    rows
}

/// What is said of a target, and who set it.
fn set_by(target: &Target) -> (String, String) {
    let source = target.source.as_ref().map_or_else(String::new, |source| source.title.clone());
    (target.note.as_deref().unwrap_or_default().to_string(), source)
}

/// A row, and what stands beside it in the table.
fn with_beside(row: Row, beside: Vec<Beside>) -> Vec<Row> {
    let rows = beside.into_iter().map(|beside| {
        let mut row = row.clone();
        row[INGREDIENTS] = beside_from(&beside);
        (row[0], row[1], row[2]) = (beside.printed, beside.value, beside.unit);
        row[RECIPE] = beside.recipe.chinese_name().to_string();
        row
    });
    std::iter::once(row.clone()).chain(rows).collect()
}

fn beside_from(beside: &Beside) -> String {
    if beside.is_computed() { beside.ingredients.join("；") } else { REPORTED.to_string() }
}

fn reported(world: &World, o: &Observation) -> Row {
    let measure = o.first_measure().and_then(|measure| o.quantity(measure));
    [
        o.printed(),
        measure.map_or_else(String::new, |quantity| quantity.value().to_string()),
        measure.map_or_else(String::new, |quantity| quantity.unit.to_string()),
        region(world, o.region),
        world.book.vocabulary.get(o.indicator).name.clone(),
        o.period.in_words(o.year),
        Recipe::Reported.chinese_name().to_string(),
        o.beside.note.clone().unwrap_or_default(),
        o.source.as_ref().map_or_else(String::new, |source| source.title.clone()),
    ]
}

fn region(world: &World, code: RegionCode) -> String {
    world.book.regions.name_of(code)
}

/// The table; each row with the page of its figure, empty where it is not known.
pub fn table<'a>(rows: impl Iterator<Item = (&'a Row, String)>) -> String {
    let mut table = csv::Table::with_head(HEAD);
    for (row, page) in rows {
        table.row(row[..1].iter().chain([&page]).chain(&row[1..]));
    }
    table.finished()
}

/// The table of a page of the web, which has no pages.
pub fn without_pages(rows: impl Iterator<Item = Row>) -> String {
    let mut table = csv::Table::with_head(HEAD.into_iter().filter(|head| *head != "页"));
    rows.for_each(|row| table.row(row.iter()));
    table.finished()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_opens_in_a_spreadsheet() {
        let row = ["-3%", "=1+1", "a\"b", "", "", "", "", "", ""].map(str::to_string);
        let csv = table([(&row, "2".to_string())].into_iter());
        assert!(csv.starts_with('\u{feff}'));
        assert!(csv.ends_with("\r\n-3%,2,'=1+1,\"a\"\"b\",,,,,,\r\n"), "{csv}");
        let csv = without_pages([row].into_iter());
        assert!(csv.ends_with("由来,来源\r\n-3%,'=1+1,\"a\"\"b\",,,,,,\r\n"), "{csv}");
    }
}
