//! Accepted outputs: every figure of every report as text, recipe, value and ingredients; what the starter and the sample
//! are told; and every path of the sample's site. A change of the program that changes a number shows here in the diff.

use crate::world::{World, accept, lines};
use std::fmt::Write;
use yearbook::derive::Book;
use yearbook::model::Figure;
use yearbook::model::article::{Article, Genre, figures, plain_text};
use yearbook::pipeline;

#[test]
fn figures_of_the_starter() {
    accept("starter/figures.txt", &figures_of_all_reports(&World::starter()));
}

#[test]
fn figures_of_the_sample() {
    let world = World::sample();
    let proof = world.proof();
    for article in &proof.articles {
        accept(&format!("sample/figures-{}.txt", article.slug), &figures_of(&proof.book, article));
    }
}

#[test]
fn findings() {
    accept("starter/findings.txt", &findings_of(&World::starter()));
    accept("sample/findings.txt", &findings_of(&World::sample()));
}

#[test]
fn standing_texts_of_the_starter() {
    let world = World::starter();
    let proof = world.proof();
    let mut text = String::new();
    for summary in proof.summaries.places().flat_map(|place| proof.summaries.made(&proof.book, place, None)) {
        let _ = writeln!(text, "{} {} {}", summary.region, summary.year, summary.title);
        for paragraph in &summary.paragraphs {
            let _ = writeln!(text, "    {}", plain_text(paragraph));
        }
    }
    accept("starter/standing-texts.txt", &text);
}

#[test]
fn paths_of_the_sample() {
    let world = World::sample();
    let proof = pipeline::proof(&world.request(true)).unwrap();
    let paths: Vec<&str> = proof.site.files.keys().map(String::as_str).collect();
    accept("sample/paths.txt", &(paths.join("\n") + "\n"));
}

fn findings_of(world: &World) -> String {
    let proof = world.proof();
    lines(&proof.findings, &proof.texts).into_iter().map(|line| line + "\n").collect()
}

fn figures_of_all_reports(world: &World) -> String {
    let proof = world.proof();
    let of = |article: &Article| format!("{}\n{}", article.file, figures_of(&proof.book, article));
    proof.articles.iter().map(of).collect()
}

fn figures_of(book: &Book, article: &Article) -> String {
    let mut all: Vec<&Figure> = match &article.genre {
        Genre::Bulletin(bulletin) => figures(&bulletin.editors_note),
        _ => Vec::new(),
    };
    all.extend(figures(&article.body));
    all.extend(article.parts.iter().flat_map(|part| figures(&part.body)));
    let mut text = String::new();
    for figure in all {
        let value = figure.value.map_or("-".to_string(), |value| value.to_string());
        let end = |end: Option<rust_decimal::Decimal>| {
            end.map_or("…".to_string(), |v| v.round_dp(6).normalize().to_string())
        };
        let interval = figure.interval.map_or("-".to_string(), |i| format!("[{}, {}]", end(i.low), end(i.high)));
        let _ = writeln!(text, "{}\n    {} {value} {} {interval}", figure.text, figure.recipe.name(), figure.unit);
        for ingredient in book.ingredients(figure) {
            let _ = writeln!(text, "    < {ingredient}");
        }
    }
    text
}
