//! The gallery of charts in `docs/`: every picture is what its block makes of the sample's data, in both languages.
//!
//! `YEARBOOK_ACCEPT=1 cargo test --release --test it gallery` draws the pictures anew.

use crate::world::World;
use std::path::Path;
use std::{env, fs};
use yearbook::draw::{self, Style};
use yearbook::model::article::Block;
use yearbook::model::chart::Chart;

/// A block with the file of the picture below it.
struct Entry {
    block: String,
    picture: String,
}

/// The blocks of a page of the manual in their order, each with its picture.
fn entries(page: &str, fence: &str) -> Vec<Entry> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).unwrap();
    let opened = format!("```{fence}\n");
    let blocks = text.split(opened.as_str()).skip(1).map(|rest| {
        let (block, after) = rest.split_once("\n```\n").expect("a closed block");
        let below = after.trim_start().lines().next().unwrap_or_default();
        let picture = below.split_once("](").and_then(|(_, link)| link.strip_suffix(')'));
        let picture = picture.unwrap_or_else(|| panic!("no picture below\n{block}")).to_owned();
        Entry { block: format!("{opened}{block}\n```\n"), picture }
    });
    blocks.collect()
}

/// What the blocks make in a report on the sample's facts.
fn charts(entries: &[Entry]) -> Vec<Chart> {
    let blocks: Vec<&str> = entries.iter().map(|entry| entry.block.as_str()).collect();
    let head = "---\ngenre: review\ntitle: 图表\nregion: \"513436\"\nyear: 2022\ndate: 2024-01-01\nsample: true\n---\n";
    let world =
        World::sample().with("content/reports/2022/gallery.md", format!("{head}## 图表\n\n{}", blocks.join("\n")));
    let proof = world.proof();
    let told = world.told();
    let about_charts: Vec<&String> = told.iter().filter(|line| line.contains("gallery.md")).collect();
    assert!(about_charts.is_empty(), "{about_charts:#?}");
    let article = proof.articles.into_iter().find(|article| article.file.ends_with("gallery.md")).expect("the report");
    let charts = article.body.into_iter().filter_map(|block| match block {
        Block::Chart(chart) => Some(*chart),
        _ => None,
    });
    charts.collect()
}

/// The chart as a file that stands alone, on white paper also where a page is dark.
fn picture(chart: &Chart, name: &str) -> String {
    let chart = Chart { id: name.to_owned(), ..chart.clone() };
    draw::svg(&chart, &Style::web()).replacen("<svg ", "<svg style=\"background:#fff\" ", 1) + "\n"
}

#[test]
fn every_picture_of_the_gallery_is_what_its_block_makes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let accepts = env::var_os("YEARBOOK_ACCEPT").is_some();
    let mut stale = Vec::new();
    for (page, fence) in [("docs/charts.md", "chart"), ("docs/charts.zh-CN.md", "图表")] {
        let entries = entries(page, fence);
        let charts = charts(&entries);
        assert_eq!(charts.len(), entries.len(), "{page}");
        for (entry, chart) in entries.iter().zip(&charts) {
            let name = entry.picture.rsplit('/').next().unwrap_or_default().trim_end_matches(".svg");
            let (path, drawn) = (folder.join(&entry.picture), picture(chart, name));
            if accepts {
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(&path, &drawn).unwrap();
            }
            if fs::read_to_string(&path).ok().as_deref() != Some(drawn.as_str()) {
                stale.push(format!("{page}: {}", entry.picture));
            }
        }
    }
    assert!(stale.is_empty(), "drawn otherwise now (YEARBOOK_ACCEPT=1 draws them anew): {stale:#?}");
}

#[test]
fn the_gallery_shows_every_kind_and_no_picture_is_left_over() {
    let (english, chinese) = (entries("docs/charts.md", "chart"), entries("docs/charts.zh-CN.md", "图表"));
    let pictures = |entries: &[Entry]| entries.iter().map(|entry| entry.picture.clone()).collect::<Vec<String>>();
    assert_eq!(pictures(&english), pictures(&chinese));
    let kinds: Vec<&str> =
        english.iter().filter_map(|entry| entry.block.lines().find_map(|line| line.strip_prefix("kind: "))).collect();
    // What the program offers to somebody who asks for a kind that it does not have.
    let world = World::sample().with(
        "content/reports/2022/gallery.md",
        "---\ngenre: review\ntitle: 图表\nregion: \"513436\"\nyear: 2022\ndate: 2024-01-01\n---\n```chart\nkind: pie\ntitle: 饼图\n```\n",
    );
    let findings = world.proof().findings;
    let told = findings.iter().find(|finding| finding.code == "unknown-chart").expect("no pies");
    let known = told.message.en.split_once(": ").expect("a list").1;
    for kind in known.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty()) {
        assert!(kinds.contains(&kind), "{kind} is not in the gallery");
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/images/charts");
    for file in fs::read_dir(folder).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        assert!(pictures(&english).contains(&format!("images/charts/{name}")), "{name} is shown nowhere");
    }
}
