//! From a figure to `<data class="figure">`: what is printed, with the exact number and its whole provenance in attributes,
//! so that every number of a page can be traced to the data. Knows nothing of where on the page it stands.

use super::typeset::{escape, line, text};
use super::words::Words;
use crate::derive::{Book, Computed, Key};
use crate::model::{Figure, Observation, Quantity, Recipe};
use rust_decimal::Decimal;

/// What a `<data>` element carries.
struct Trace<'a> {
    key: Key,
    recipe: Recipe,
    printed: &'a str,
    value: Option<Decimal>,
    unit: &'a str,
    ingredients: &'a [String],
    sources: Vec<&'a str>,
    is_forecast: bool,
}

/// A figure as composed for prose.
pub fn html(figure: &Figure, book: &Book, words: Words) -> String {
    let key = Key { region: figure.region, year: figure.year, indicator: figure.indicator, period: figure.period };
    let sources = figure.sources.iter().map(String::as_str).collect();
    data(
        &Trace {
            key,
            recipe: figure.recipe,
            printed: &figure.text,
            value: figure.value,
            unit: &figure.unit,
            ingredients: &figure.ingredients,
            sources,
            is_forecast: figure.is_forecast,
        },
        book,
        words,
    )
}

/// The value of an observation, one element for each measure: 3449户10424人 are two. Empty for a missing one.
pub fn observation(observation: &Observation, book: &Book, words: Words) -> String {
    let measures = book.vocabulary.get(observation.indicator).measures.len();
    let quantities = (0..measures).filter_map(|measure| observation.quantity(measure));
    quantities.map(|quantity| beside(observation, Recipe::Reported, quantity, book, words)).collect()
}

/// A quantity that was reported beside an observation's value: its growth, its share, its completion.
pub fn beside(observation: &Observation, recipe: Recipe, quantity: &Quantity, book: &Book, words: Words) -> String {
    let printed = quantity.to_string();
    let trace = Trace {
        key: Key::of(observation),
        recipe,
        printed: &printed,
        value: Some(quantity.value()),
        unit: quantity.unit.name(),
        ingredients: &[],
        sources: observation.source.iter().map(|source| source.title.as_str()).collect(),
        is_forecast: observation.is_forecast,
    };
    data(&trace, book, words)
}

/// A target or milestone in words, with its first number.
pub fn aim(key: Key, recipe: Recipe, aim: &crate::model::observation::Aim, book: &Book, words: Words) -> String {
    let printed = aim.in_words();
    let Some(first) = aim.quantities().first() else { return text(&printed) };
    let target = book.target(key.region, key.year, key.indicator);
    let trace = Trace {
        key,
        recipe,
        printed: &printed,
        value: Some(first.value()),
        unit: first.unit.name(),
        ingredients: &[],
        sources: target.and_then(|t| t.source.as_ref()).map(|source| source.title.as_str()).into_iter().collect(),
        is_forecast: false,
    };
    data(&trace, book, words)
}

/// Growth (for a rate: the difference in points) computed from the values of two years. `None` where it cannot be had, or
/// where the printed values leave room for more than one whole percent: such a number would say more than the data does.
pub fn computed_growth(observation: &Observation, book: &Book, words: Words) -> Option<String> {
    let (recipe, computed) = book.change_beside(observation)?;
    computed_data(Key::of(observation), recipe, &computed, book, words)
}

/// How much of its target a figure has reached, computed. `None` under the same conditions.
pub fn computed_completion(key: Key, book: &Book, words: Words) -> Option<String> {
    let computed = book.completion(key, book.first_measure(key)).ok()?;
    computed_data(key, Recipe::Completion, &computed, book, words)
}

fn computed_data(key: Key, recipe: Recipe, computed: &Computed, book: &Book, words: Words) -> Option<String> {
    let printed = computed.as_percent(book.settings.rounding)?;
    let mut ingredients: Vec<String> = computed.from.iter().map(|key| book.say_with_value(*key)).collect();
    if recipe == Recipe::Completion {
        let target = book.target(key.region, key.year, key.indicator);
        ingredients.extend(target.map(|target| words.fill("target_is", &[("target", &target.aim.in_words())])));
    }
    let observed = || computed.from.iter().filter_map(|key| book.observation(*key));
    let mut sources: Vec<&str> = Vec::new();
    for source in observed().filter_map(|o| o.source.as_ref()) {
        if !sources.contains(&source.title.as_str()) {
            sources.push(&source.title);
        }
    }
    let trace = Trace {
        key,
        recipe,
        printed: &printed,
        value: Some(computed.exact),
        unit: computed.unit.name(),
        ingredients: &ingredients,
        sources,
        is_forecast: observed().any(|o| o.is_forecast),
    };
    Some(data(&trace, book, words))
}

/// The exact number without trailing zeros and without an exponent; percent stays percent.
fn canonical(value: Decimal) -> String {
    value.normalize().to_string()
}

fn data(trace: &Trace, book: &Book, words: Words) -> String {
    let indicator = book.vocabulary.get(trace.key.indicator);
    let class = if is_one_number(trace.printed) { "figure" } else { "figure long" };
    let mut html = format!("<data class=\"{class}\"");
    // A figure in words (第一方阵) has no number; the element still needs a value.
    let value = trace.value.map_or_else(|| escape(trace.printed), canonical);
    html.push_str(&format!(" value=\"{value}\""));
    let mut attribute = |name: &str, value: &str| {
        if !value.is_empty() {
            html.push_str(&format!(" data-{name}=\"{}\"", escape(value)));
        }
    };
    attribute("unit", trace.unit);
    attribute("indicator", &indicator.slug);
    attribute("region", &trace.key.region.to_string());
    attribute("year", &trace.key.year.to_string());
    attribute("period", &trace.key.period.words());
    attribute("recipe", trace.recipe.name());
    attribute("source", &trace.sources.join("；"));
    html.push_str(&format!(" title=\"{}\">", escape(&in_words(trace, book, words))));
    html.push_str(&if is_one_number(trace.printed) { line(trace.printed) } else { text(trace.printed) });
    html.push_str("</data>");
    html
}

/// The trace as a sentence: 乐山市2023年脱贫人口人均纯收入；原文数；来源：《乐山三农》增刊.
fn in_words(trace: &Trace, book: &Book, words: Words) -> String {
    let mut parts = vec![book.say(trace.key), words.recipe(trace.recipe)];
    if trace.is_forecast {
        parts.push(words.get("forecast"));
    }
    if !trace.ingredients.is_empty() {
        parts.push(words.fill("made_from", &[("figures", &trace.ingredients.join("、"))]));
    }
    if !trace.sources.is_empty() {
        parts.push(words.fill("source_is", &[("source", &trace.sources.join("；"))]));
    }
    parts.join("；")
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
pub fn rank(observation: &Observation, book: &Book, words: Words) -> String {
    let Some(rank) = &observation.rank else { return String::new() };
    let place = match (rank.place, &rank.tier) {
        (Some(place), _) => words.fill("rank_place", &[("place", &place.to_string())]),
        (None, Some(tier)) => tier.clone(),
        (None, None) => return String::new(),
    };
    let trace = Trace {
        key: Key::of(observation),
        recipe: Recipe::Rank,
        printed: &place,
        value: rank.place.map(Decimal::from),
        unit: "",
        ingredients: &[],
        sources: observation.source.iter().map(|source| source.title.as_str()).collect(),
        is_forecast: false,
    };
    let among = rank.among.or_else(|| book.regions.get(observation.region).and_then(|region| region.parent));
    let among = among.and_then(|code| book.regions.get(code)).map_or(String::new(), |region| region.name.clone());
    // A tier in words (全省第一方阵) says itself among whom.
    let among = if rank.place.is_some() { among } else { String::new() };
    let of = rank.of.map_or(String::new(), |of| words.fill("rank_of", &[("of", &of.to_string())]));
    format!("{}{}", data(&trace, book, words), small(&format!("{among}{of}")))
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
