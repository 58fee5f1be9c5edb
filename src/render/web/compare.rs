//! The figures of one place as a script that hands them to `compare.js`: scripts are what a page opened from a folder may load.
//!
//! `yearbookCompare("511100",{"2023":{"gdp":["2447.53亿元","244753000000"]}})`: year → indicator → what is printed and, where it
//! is one number, its exact value.

use crate::derive::Book;
use crate::model::{IndicatorId, Observation, RegionCode, Value};
use crate::render::web::views::frame::script_text;
use serde_json::{Map, json};

pub fn script(book: &Book, code: RegionCode) -> String {
    let mut years = Map::new();
    for year in book.years_of(code) {
        let mut figures = Map::new();
        for observation in book.of(code, year).filter(|o| matches!(o.value, Value::Reported(_))) {
            let slug = &book.vocabulary.get(observation.indicator).slug;
            // The first is the whole year's where there is one.
            if !figures.contains_key(slug) {
                figures.insert(slug.clone(), figure(observation));
            }
        }
        if !figures.is_empty() {
            years.insert(year.to_string(), figures.into());
        }
    }
    format!("yearbookCompare({},{});\n", json!(code.to_string()), script_text(&json!(years)))
}

fn figure(observation: &Observation) -> serde_json::Value {
    let period = observation.period.beside_year();
    let forecast = if observation.is_forecast { "预计" } else { "" };
    let printed = format!("{} {period}{forecast}", observation.printed());
    let mut said = vec![printed.trim_end().to_string()];
    if let Value::Reported(quantities) = &observation.value
        && let [Some(only)] = &quantities[..]
    {
        said.push(only.value().normalize().to_string());
    }
    json!(said)
}

/// The indicators of which at least two places have figures: of others nothing can be compared.
pub fn indicators(book: &Book) -> Vec<IndicatorId> {
    let is_shared = |id: &IndicatorId| {
        let mut places = book.places_of(*id).iter().map(|(region, _)| *region);
        let first = places.next();
        places.any(|other| Some(other) != first)
    };
    book.vocabulary.iter().map(|(id, _)| id).filter(is_shared).collect()
}
