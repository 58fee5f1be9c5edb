//! A figure on a page: what is printed, in a `<data>` element that says exactly which number it is, how it was made and where
//! it comes from. Region, year and indicator are said where they are not those of the row (`data-indicator` of `<tr>`) or of the
//! page (`data-region`, `data-year`, `data-indicator` of `<main>`), the period where it is not the whole year, the recipe where the number is not a reported one. `data-source` holds numbers of
//! the page's list of sources.

use super::page::Page;
use super::typeset::{escape_into, line, text};
use crate::derive::{Computed, Key};
use crate::model::observation::Aim;
use crate::model::quantity::Scale;
use crate::model::{Figure, Observation, Period, Quantity, Recipe};
use crate::wording;
use rust_decimal::Decimal;
use std::borrow::Cow;
use std::fmt::{Display, Write};

/// How many of its ingredients a figure names: a place among two hundred counties would outweigh the page. All of them are in
/// the table of the report's figures and in the order that the indicator's page shows.
const MOST_INGREDIENTS: usize = 8;

/// Where a figure stands: among words it says itself what it is, in a table its row and column do.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Setting {
    Prose,
    Cell,
}

/// What a `<data>` element carries.
struct Trace<'a> {
    key: Key,
    recipe: Recipe,
    printed: &'a str,
    value: Option<Decimal>,
    unit: &'a str,
    /// What a computed number was made from, in words.
    ingredients: &'a [String],
    /// Numbers in the page's list.
    sources: Vec<usize>,
    is_forecast: bool,
    is_reported: bool,
    /// 不到50万元: the value is only what is printed.
    is_bounded: bool,
    setting: Setting,
}

/// A figure as composed for prose.
pub fn html(figure: &Figure, page: Page) -> String {
    composed(figure, page, Setting::Prose)
}

/// The same in a table.
pub fn cell(figure: &Figure, page: Page) -> String {
    composed(figure, page, Setting::Cell)
}

fn composed(figure: &Figure, page: Page, setting: Setting) -> String {
    let sources = page.book().source_titles(&figure.from);
    // What a source prints is made from nothing.
    let ingredients = if figure.is_reported { Vec::new() } else { page.book().ingredients(figure) };
    let trace = Trace {
        key: key(figure),
        recipe: figure.recipe,
        printed: &figure.text,
        value: figure.value,
        unit: &figure.unit,
        ingredients: &ingredients,
        sources: sources.iter().take(MOST_INGREDIENTS).map(|title| page.sources.titled(title)).collect(),
        is_forecast: figure.is_forecast,
        is_reported: figure.is_reported,
        is_bounded: figure.is_bounded,
        setting,
    };
    data(&trace, page)
}

/// Which figure of the book a composed one is.
pub fn key(figure: &Figure) -> Key {
    Key { region: figure.region, year: figure.year, indicator: figure.indicator, period: figure.period }
}

/// The value of an observation, one element for each measure: 3449户10424人 are two. Empty for a missing one.
pub fn observation(observation: &Observation, page: Page) -> String {
    let measures = page.book().vocabulary.get(observation.indicator).measures.len();
    let quantities = (0..measures).filter_map(|measure| observation.quantity(measure));
    quantities.map(|quantity| beside(observation, Recipe::Reported, quantity, page)).collect()
}

/// The same in a column that says its unit: the number alone, in the column's scale, where it is the same to the last digit.
pub fn observation_in(observation: &Observation, scale: Option<Scale>, page: Page) -> String {
    let alone = || {
        let quantity = observation.quantity(0)?;
        let scale = scale?;
        let printed = quantity.converted(scale, &quantity.unit)?.to_string();
        let number = printed.strip_suffix(&format!("{}{}", scale.word(), quantity.unit.name()))?;
        let trace = Trace {
            printed: number,
            value: Some(quantity.value()),
            unit: quantity.unit.name(),
            is_bounded: quantity.bound.is_some(),
            ..reported(observation, Recipe::Reported, page)
        };
        Some(data(&trace, page))
    };
    alone().unwrap_or_else(|| self::observation(observation, page))
}

/// A quantity that was reported beside an observation's value: its growth, its share, its completion.
pub fn beside(observation: &Observation, recipe: Recipe, quantity: &Quantity, page: Page) -> String {
    let printed = quantity.to_string();
    let trace = Trace {
        printed: &printed,
        value: Some(quantity.value()),
        unit: quantity.unit.name(),
        is_bounded: quantity.bound.is_some(),
        ..reported(observation, recipe, page)
    };
    data(&trace, page)
}

/// What was reported with an observation, not yet the number.
fn reported<'a>(observation: &Observation, recipe: Recipe, page: Page) -> Trace<'a> {
    Trace {
        key: Key::of(observation),
        recipe,
        printed: "",
        value: None,
        unit: "",
        ingredients: &[],
        sources: observation.source.iter().map(|source| page.sources.number(source)).collect(),
        is_forecast: observation.is_forecast,
        is_reported: true,
        is_bounded: false,
        setting: Setting::Cell,
    }
}

/// A target or milestone in words, with its first number.
pub fn aim(key: Key, recipe: Recipe, aim: &Aim, page: Page) -> String {
    let printed = aim.in_words();
    let Some(first) = aim.quantities().first() else { return text(&printed) };
    let target = page.book().target(key.region, key.year, key.indicator);
    let source = target.and_then(|target| target.source.as_ref());
    let trace = Trace {
        key,
        recipe,
        printed: &printed,
        value: Some(first.value()),
        unit: first.unit.name(),
        ingredients: &[],
        sources: source.iter().map(|source| page.sources.number(source)).collect(),
        is_forecast: false,
        is_reported: true,
        is_bounded: false,
        setting: Setting::Cell,
    };
    data(&trace, page)
}

/// How much of its target a figure has reached, computed, where that can be had.
pub fn computed_completion(key: Key, page: Page) -> Option<String> {
    let book = page.book();
    let computed = book.completion(key, book.first_measure(key)).ok()?;
    self::computed(key, Recipe::Completion, &computed, page)
}

/// A change or a completion that was computed. `None` where the printed values leave room for more than one whole percent: such a
/// number would say more than the data does.
pub fn computed(key: Key, recipe: Recipe, computed: &Computed, page: Page) -> Option<String> {
    let book = page.book();
    let printed = computed.as_percent(book.settings.rounding)?;
    let mut ingredients: Vec<String> = computed.from.iter().map(|from| in_row(*from, key, page)).collect();
    if recipe == Recipe::Completion {
        let target = book.target(key.region, key.year, key.indicator);
        ingredients.extend(target.map(|target| page.words.fill("target_is", &[("target", &target.aim.in_words())])));
    }
    let trace = Trace {
        key,
        recipe,
        printed: &printed,
        value: Some(computed.exact),
        unit: computed.unit.name(),
        ingredients: &ingredients,
        sources: sources_of(&computed.from, page),
        is_forecast: computed.from.iter().filter_map(|key| book.observation(*key)).any(|o| o.is_forecast),
        is_reported: false,
        is_bounded: false,
        setting: Setting::Cell,
    };
    Some(data(&trace, page))
}

/// An ingredient as the row of a figure need not say it again: 2022年13242元 where the region and the indicator are its own.
fn in_row(ingredient: Key, figure: Key, page: Page) -> String {
    let book = page.book();
    if (ingredient.region, ingredient.indicator) != (figure.region, figure.indicator) {
        return book.say_with_value(ingredient);
    }
    let printed = book.observation(ingredient).map(Observation::printed).unwrap_or_default();
    format!("{}{printed}", ingredient.period.in_words(ingredient.year))
}

/// The sources of some figures, each once.
fn sources_of(keys: &[Key], page: Page) -> Vec<usize> {
    let mut numbers: Vec<usize> = Vec::new();
    for source in keys.iter().filter_map(|key| page.book().observation(*key)?.source.as_ref()) {
        let number = page.sources.number(source);
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    numbers
}

/// The exact number without trailing zeros; percent stays percent. A decimal prints no exponent.
pub fn canonical(value: Decimal) -> Decimal {
    value.normalize()
}

fn data(trace: &Trace, page: Page) -> String {
    let key = trace.key;
    let mut html = String::with_capacity(256);
    html.push_str(if is_one_number(trace.printed) { "<data" } else { "<data class=\"long\"" });
    match trace.value {
        Some(value) => {
            let value = if trace.is_reported { value } else { short(value) };
            numbers(&mut html, "value", [canonical(value)]);
        }
        // A figure in words (第一方阵) has no number; the element still needs a value.
        None => attribute(&mut html, "value", trace.printed),
    }
    if !trace.unit.is_empty() {
        attribute(&mut html, "data-unit", trace.unit);
    }
    if page.stand.indicator != Some(key.indicator) {
        attribute(&mut html, "data-indicator", page.slug(key.indicator));
    }
    if page.stand.region != Some(key.region) {
        numbers(&mut html, "data-region", [key.region]);
    }
    if page.stand.year != Some(key.year) {
        numbers(&mut html, "data-year", [key.year]);
    }
    if key.period != Period::Year {
        attribute(&mut html, "data-period", &key.period.words());
    }
    if trace.recipe != Recipe::Reported {
        attribute(&mut html, "data-recipe", trace.recipe.name());
    }
    if trace.setting == Setting::Prose {
        attribute(&mut html, "data-of", &page.book().say(key));
    }
    if trace.is_bounded {
        attribute(&mut html, "data-bound", "1");
    }
    if trace.is_forecast {
        attribute(&mut html, "data-forecast", page.words.get("forecast"));
    }
    if trace.sources.iter().any(|number| *number > 0) {
        numbers(&mut html, "data-source", trace.sources.iter().filter(|number| **number > 0));
    }
    if trace.recipe != Recipe::Reported {
        let made = how(trace.recipe, &foremost(trace.ingredients, page), trace.is_reported, page);
        attribute(&mut html, "title", &made);
    }
    html.push('>');
    html.push_str(&if is_one_number(trace.printed) { line(trace.printed) } else { text(trace.printed) });
    html.push_str("</data>");
    html
}

/// The ingredients that a figure names itself: all, or the first of many and how many there are.
fn foremost<'i>(ingredients: &'i [String], page: Page) -> Cow<'i, [String]> {
    let Some((last, before)) = ingredients.get(..MOST_INGREDIENTS).and_then(<[String]>::split_last) else {
        return ingredients.into();
    };
    if ingredients.len() == MOST_INGREDIENTS {
        return ingredients.into();
    }
    let others = page.words.fill("and_others", &[("count", &ingredients.len().to_string())]);
    before.iter().cloned().chain([format!("{last}{others}")]).collect()
}

/// An attribute that holds words.
fn attribute(html: &mut String, name: &str, words: &str) {
    html.extend([" ", name, "=\""]);
    escape_into(html, words);
    html.push('"');
}

/// An attribute that holds numbers or codes, which need no escaping.
fn numbers(html: &mut String, name: &str, numbers: impl IntoIterator<Item = impl Display>) {
    html.extend([" ", name, "=\""]);
    for (i, number) in numbers.into_iter().enumerate() {
        let space = if i == 0 { "" } else { " " };
        write!(html, "{space}{number}").expect("text takes everything");
    }
    html.push('"');
}

/// A computed number has no last digit; six behind the point are more than any source prints.
fn short(value: Decimal) -> Decimal {
    value.round_dp(6)
}

/// How a number was made: 来源公布的数; 同比增幅，来源公布的数; 同比增幅；依据：….
pub fn how(recipe: Recipe, ingredients: &[String], is_reported: bool, page: Page) -> String {
    let made = page.words.recipe(recipe);
    match (recipe, is_reported) {
        (Recipe::Reported | Recipe::Target | Recipe::Milestone, _) => made.to_string(),
        (_, true) => format!("{made}，{}", page.words.recipe(Recipe::Reported)),
        (_, false) if ingredients.is_empty() => made.to_string(),
        (_, false) => format!("{made}；{}", page.words.fill("made_from", &[("figures", &ingredients.join("、"))])),
    }
}

/// True for a number with its unit, which stays on one line; 增长16% and 3449户10424人 may break before their numbers.
fn is_one_number(printed: &str) -> bool {
    let mut runs = 0;
    let mut in_run = false;
    for c in printed.chars() {
        let in_number = c.is_ascii_digit() || (in_run && matches!(c, '.' | ',' | '/'));
        runs += usize::from(in_number && !in_run);
        in_run = in_number;
    }
    runs <= 1
        && printed.chars().count() <= 12
        && (runs == 0 || printed.starts_with(|c: char| c.is_ascii_digit() || c == '-'))
}

/// The place or tier as printed, and among whom. Empty where none was reported.
pub fn rank(observation: &Observation, page: Page) -> String {
    let (book, words) = (page.book(), page.words);
    let Some(rank) = &observation.beside.rank else { return String::new() };
    let place = match (rank.place, &rank.tier) {
        (Some(place), _) => words.fill("rank_place", &[("place", &place.to_string())]),
        (None, Some(tier)) => tier.clone(),
        (None, None) => return String::new(),
    };
    let trace =
        Trace { printed: &place, value: rank.place.map(Decimal::from), ..reported(observation, Recipe::Rank, page) };
    let among = rank.among.or_else(|| book.regions.get(observation.region).and_then(|region| region.parent));
    let among = among.and_then(|code| book.regions.get(code)).map_or(String::new(), |region| region.name.clone());
    // A tier in words (全省第一方阵) says itself among whom.
    let among = if rank.place.is_some() { among } else { String::new() };
    let of = rank.of.map_or(String::new(), |of| words.fill("rank_of", &[("of", &of.to_string())]));
    format!("{}{}", data(&trace, page), small(&format!("{among}{of}")))
}

/// The place among all regions of its level and parent, computed; `None` unless all of them report.
pub fn computed_rank(observation: &Observation, page: Page) -> Option<String> {
    let (book, key) = (page.book(), Key::of(observation));
    let ranking = book.rank(key, observation.first_measure()?, None).ok()?;
    if ranking.reported < ranking.siblings || observation.is_forecast {
        return None;
    }
    let printed = wording::place(ranking.place, ranking.ties > 0);
    // Against which others it can be seen: the one before and the one behind.
    let own = ranking.order.iter().position(|(other, _)| *other == key)?;
    let beside = [Some(own), own.checked_sub(1), Some(own + 1)].into_iter().flatten();
    let keys: Vec<Key> = beside.filter_map(|i| Some(ranking.order.get(i)?.0)).collect();
    let ingredients: Vec<String> = keys.iter().map(|key| book.say_with_value(*key)).collect();
    let trace = Trace {
        key,
        recipe: Recipe::Rank,
        printed: &printed,
        value: Some(Decimal::from(ranking.place)),
        unit: "",
        ingredients: &ingredients,
        sources: sources_of(&keys, page),
        is_forecast: false,
        is_reported: false,
        is_bounded: false,
        setting: Setting::Cell,
    };
    let of = page.words.fill("rank_of", &[("of", &ranking.siblings.to_string())]);
    let among = book.regions.name_of(ranking.among);
    Some(format!("{}{}", data(&trace, page), small(&format!("{among}{of}"))))
}

/// A remark in small type behind a figure; nothing for an empty one.
pub fn small(remark: &str) -> String {
    if remark.is_empty() { String::new() } else { format!(" <small>{}</small>", text(remark)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_stays_with_its_unit_and_leaves_its_words() {
        for kept in ["15361元", "1.67亿元", "10个工作日以内", "2/3", "七连", "-3%", "全省唯一"] {
            assert!(is_one_number(kept), "{kept}");
        }
        for broken in ["增长16%", "3449户10424人", "第6位", "2013—2022年"] {
            assert!(!is_one_number(broken), "{broken}");
        }
    }
}
