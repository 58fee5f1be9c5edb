//! The gallery of charts in `docs/`: every picture is what its block makes of the sample's data, in both languages.
//!
//! `YEARBOOK_ACCEPT=1 cargo test --release --test it gallery` draws the pictures anew.

use crate::world::World;
use std::path::Path;
use std::{env, fs};
use yearbook::draw::{self, Style};
use yearbook::model::article::Block;
use yearbook::model::chart::{Chart, Drawing, HeatCell, Heights};

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
fn every_picture_of_the_gallery_is_what_its_block_makes_and_none_is_left_over() {
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
    let shown: Vec<String> = entries("docs/charts.md", "chart").into_iter().map(|entry| entry.picture).collect();
    for file in fs::read_dir(folder.join("images/charts")).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        assert!(shown.contains(&format!("images/charts/{name}")), "{name} is shown nowhere");
    }
    assert!(stale.is_empty(), "drawn otherwise now (YEARBOOK_ACCEPT=1 draws them anew): {stale:#?}");
}

#[test]
fn the_gallery_shows_every_kind() {
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
}

/// The chart of a block in a report on 美姑县.
fn one(block: &str) -> Chart {
    let entry = Entry { block: format!("```chart\n{block}\n```\n"), picture: String::new() };
    charts(&[entry]).remove(0)
}

#[test]
fn small_multiples_say_what_rose_and_fell_and_what_does_not_compare() {
    let all =
        "kind: multiples\ntitle: 美姑县\nindicators: [地区生产总值, 居民人均可支配收入, 户籍人口]\nyears: 2018-2024";
    let chart = one(all);
    assert!(
        chart.description.starts_with("小图：美姑县。地区生产总值2018年31.91亿元，2024年53.7254亿元，前后不可比；")
    );
    assert!(chart.description.contains("居民人均可支配收入从2018年10084元升到2021年13538元"), "{}", chart.description);
    assert_eq!(chart.unit, "");
    let Drawing::Multiples { panels, heights: Heights::Own, .. } = &chart.drawing else {
        panic!("{:?}", chart.drawing)
    };
    assert_eq!(chart.table.head.len(), 1 + panels.len());
    assert!(panels.iter().flat_map(|panel| &panel.points).all(|point| point.label.made.is_some()));
    let note = chart.note.unwrap_or_default();
    assert!(
        note.starts_with("各小图的高低各按自己的数，只比走势，不比大小；地区生产总值2018—2021年为修订数"),
        "{note}"
    );
}

#[test]
fn a_heat_table_compares_what_has_one_unit() {
    let places = |chart: &Chart| -> Vec<Vec<Option<String>>> {
        let Drawing::Heat { rows, .. } = &chart.drawing else { panic!("{:?}", chart.drawing) };
        let place = |cell: &Option<HeatCell>| cell.as_ref().map(|cell| cell.place.round_dp(2).normalize().to_string());
        rows.iter().map(|row| row.cells.iter().map(place).collect()).collect()
    };
    let some = |text: &str| Some(text.to_owned());
    let over_years =
        one("kind: heat\ntitle: 人口\nindicator: 常住人口\nregions: [\"511132\", \"511133\"]\nyears: 2022-2023");
    assert_eq!(places(&over_years), [[some("0"), None], [some("1"), some("1")]]);
    assert_eq!(
        over_years.description,
        "热力表：人口。最高为马边彝族自治县2022年19.0万人，最低为峨边彝族自治县2022年12.1万人。"
    );
    assert_eq!((over_years.unit.as_str(), over_years.note), ("万人", None));
    let in_rows =
        one("kind: heat\ntitle: 美姑县\nindicators: [人均地区生产总值, 居民人均可支配收入]\nyears: [2018, 2021]");
    assert_eq!(places(&in_rows), [[some("0"), some("1")], [some("0"), some("1")]]);
    assert_eq!(in_rows.note.as_deref(), Some("底色浓淡只在同一行里比"));
    let in_columns = one(
        "kind: heat\ntitle: 收入\nindicators: [农村居民人均可支配收入, 城镇居民人均可支配收入]\nregions: [\"100000\", \"510000\", \"513436\"]\nyear: 2022",
    );
    assert_eq!(places(&in_columns), [[some("1"), some("1")], [some("0"), some("0")]]);
    assert_eq!(in_columns.note.as_deref(), Some("底色浓淡只在同一列里比；另有1项没有数据，未列"));
}

#[test]
fn milestones_are_told_and_tabled_too() {
    let block = "kind: progress\ntitle: 目标\nindicators: [中央衔接资金支出进度, 东西部协作资金]\nregions: [\"500230\"]\nyear: 2024";
    let chart = one(block);
    assert!(
        chart.description.contains("中央衔接资金支出进度暂无进度，节点为4月30%以上、6月50%以上；"),
        "{}",
        chart.description
    );
    assert_eq!(chart.table.head.last().map(String::as_str), Some("节点"));
    let cells: Vec<&str> = chart.table.rows.iter().filter_map(|row| row.last()).map(String::as_str).collect();
    assert_eq!(cells, ["4月30%以上、6月50%以上", "—"]);
    let Drawing::Progress { rows } = &chart.drawing else { panic!("{:?}", chart.drawing) };
    let percents: Vec<String> =
        rows[0].milestones.iter().map(|stage| stage.percent.round_dp(1).normalize().to_string()).collect();
    assert_eq!(percents, ["40", "66.7"]);
    assert!(rows[0].milestones.iter().all(|stage| stage.label.made.is_some()));
}
