//! Files of data, read back: what CSV, JSON and workbooks say is what the book says, the description fits the CSV, and what
//! `site.yaml` leaves out is not there.

mod workbook;

use crate::world::{World, published};
use rust_decimal::Decimal;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};
use workbook::Sheet;
use yearbook::model::{Observation, Quantity};
use yearbook::pipeline::Workshop;

fn sample() -> &'static BTreeMap<String, Vec<u8>> {
    static SAMPLE: OnceLock<BTreeMap<String, Vec<u8>>> = OnceLock::new();
    SAMPLE.get_or_init(|| {
        let world = World::sample();
        world.build();
        published(&world.out())
    })
}

/// The rows of a CSV by their headings.
fn rows(csv: &[u8]) -> Vec<BTreeMap<String, String>> {
    let csv = csv.strip_prefix("\u{feff}".as_bytes()).expect("a byte-order mark");
    csv::Reader::from_reader(csv).deserialize().map(Result::unwrap).collect()
}

fn head(csv: &[u8]) -> Vec<String> {
    csv::Reader::from_reader(&csv[3..]).headers().unwrap().iter().map(str::to_string).collect()
}

/// Key and heading of each column, from the description of a CSV.
fn columns(metadata: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_string();
    let columns = metadata["tableSchema"]["columns"].as_array().unwrap();
    columns.iter().map(|column| (text(&column["name"]), text(&column["titles"][0]))).collect()
}

#[test]
fn a_csv_says_what_the_book_says() {
    let world = World::sample();
    let proof = world.proof();
    let mut seen = 0;
    for (code, year) in proof.book.region_years() {
        let rows = rows(&sample()[&format!("regions/{code}/{year}/{code}-{year}.csv")]);
        let row = |o: &Observation, q: &Quantity| {
            let slug = &proof.book.vocabulary.get(o.indicator).slug;
            rows.iter()
                .find(|row| row["指标代号"] == *slug && row["时期"] == o.period.words() && row["印文"] == q.to_string())
        };
        for o in proof.book.of(code, year) {
            let measures = proof.book.vocabulary.get(o.indicator).measures.len();
            for quantity in (0..measures).filter_map(|measure| o.quantity(measure)) {
                let row = row(o, quantity).unwrap_or_else(|| panic!("{code} {year} lacks {quantity}: {rows:#?}"));
                let value: Option<Decimal> = row["数值"].parse().ok();
                let written = value.map(|value| Quantity::parse(&format!("{value}{}", row["单位"])).unwrap().value());
                match written {
                    // 103亩 may stand as 亩 for an indicator in 公顷, never as rounded 公顷.
                    Some(written) if row["单位"] == quantity.unit.name() => assert_eq!(written, quantity.value()),
                    Some(written) => {
                        assert_eq!(Some(written), quantity.value_in(&yearbook::model::Unit::new(&row["单位"])))
                    }
                    None => assert!(quantity.to_string().contains('/'), "{quantity} has no value"),
                }
                assert_eq!(row["预计"], if o.is_forecast { "是" } else { "否" });
                assert_eq!(row["来源"], o.source.as_ref().map_or("", |source| &source.title));
                seen += 1;
            }
        }
    }
    assert!(seen > 400, "{seen}");
}

#[test]
fn every_description_fits_its_csv() {
    let mut seen = 0;
    for (path, bytes) in sample().iter().filter(|(path, _)| path.ends_with(".csv-metadata.json")) {
        let metadata: Value = serde_json::from_slice(bytes).unwrap();
        let (folder, _) = path.rsplit_once('/').unwrap();
        let csv = &sample()[&format!("{folder}/{}", metadata["url"].as_str().unwrap())];
        assert_eq!(
            path.strip_suffix("-metadata.json").unwrap(),
            format!("{folder}/{}", metadata["url"].as_str().unwrap())
        );
        let columns = columns(&metadata);
        assert!(head(csv).iter().eq(columns.iter().map(|(_, title)| title)), "{path}");
        assert!(csv.ends_with(b"\r\n") && !String::from_utf8(csv.clone()).unwrap().contains('\u{2060}'), "{path}");
        let title_of: BTreeMap<&str, &str> =
            columns.iter().map(|(name, title)| (name.as_str(), title.as_str())).collect();
        let key = metadata["tableSchema"]["primaryKey"].as_array().unwrap();
        let rows = rows(csv);
        assert!(!rows.is_empty(), "{path}");
        let keys: BTreeSet<Vec<&String>> =
            rows.iter().map(|row| key.iter().map(|name| &row[title_of[name.as_str().unwrap()]]).collect()).collect();
        assert_eq!(keys.len(), rows.len(), "{path}: two rows have one key");
        for column in metadata["tableSchema"]["columns"].as_array().unwrap() {
            let title = column["titles"][0].as_str().unwrap();
            for cell in rows.iter().map(|row| &row[title]) {
                assert!(column["required"] != true || !cell.is_empty(), "{path}: {title} is empty");
                let fits = match column["datatype"].as_str().unwrap_or("boolean") {
                    "boolean" => cell == "是" || cell == "否",
                    "decimal" => cell.is_empty() || cell.parse::<Decimal>().is_ok(),
                    "integer" | "gYear" => cell.is_empty() || cell.parse::<i32>().is_ok(),
                    _ => true,
                };
                assert!(fits, "{path}: {title} is {cell}");
            }
        }
        let sources: BTreeSet<&str> =
            metadata["dc:source"].as_array().into_iter().flatten().map(|s| s.as_str().unwrap()).collect();
        let one = |row: &BTreeMap<String, String>| row["数值由来"] != "本站计算" && !row["来源"].is_empty();
        assert!(rows.iter().filter(|row| one(row)).all(|row| sources.contains(row["来源"].as_str())), "{path}");
        seen += 1;
    }
    assert!(seen > 300, "{seen}");
}

#[test]
fn json_has_the_rows_of_the_csv() {
    let mut seen = 0;
    for (path, bytes) in sample().iter().filter(|(path, _)| path.ends_with(".json") && !path.contains("metadata")) {
        let document: Value = serde_json::from_slice(bytes).unwrap();
        let Some(json) = document["rows"].as_array() else { continue };
        let csv = &sample()[&format!("{}.csv", path.strip_suffix(".json").unwrap())];
        let metadata =
            serde_json::from_slice(&sample()[&format!("{}.csv-metadata.json", path.strip_suffix(".json").unwrap())]);
        let columns = columns(&metadata.unwrap());
        let rows = rows(csv);
        assert_eq!(json.len(), rows.len(), "{path}");
        for (object, row) in json.iter().zip(&rows) {
            for (name, title) in &columns {
                let said = match &object[name] {
                    Value::Null if name == "is_forecast" => "否".to_string(),
                    Value::Null => String::new(),
                    Value::Bool(true) => "是".to_string(),
                    Value::String(words) => words.clone(),
                    // Floats of the reader, which are exact as far as we write numbers as numbers.
                    number => number.to_string().parse::<Decimal>().unwrap().normalize().to_string(),
                };
                assert_eq!(said, row[title].trim_start_matches('\''), "{path}: {title}");
            }
        }
        seen += 1;
    }
    assert!(seen > 300, "{seen}");
}

#[test]
fn a_workbook_has_the_rows_of_the_csv() {
    let mut seen = 0;
    for (path, bytes) in sample().iter().filter(|(path, _)| path.ends_with(".xlsx")).step_by(7) {
        let book = workbook::read(bytes);
        let is_compared = |row: &BTreeMap<String, String>| !row["数值"].is_empty() || !row["缺数原因"].is_empty();
        let csv = &sample()[&format!("{}.csv", path.strip_suffix(".xlsx").unwrap())];
        let (head, rows) = (head(csv), rows(csv));
        let sheets: BTreeSet<&str> = book.keys().map(String::as_str).collect();
        let compared = rows.iter().any(is_compared).then_some("对照");
        assert_eq!(sheets, ["数据", "来源"].into_iter().chain(compared).collect(), "{path}");
        let Sheet { cells, .. } = &book["数据"];
        assert_eq!(cells.keys().map(|(row, _)| *row).max(), Some(rows.len()), "{path}");
        for (r, row) in rows.iter().enumerate() {
            for (c, title) in head.iter().enumerate() {
                let cell = cells.get(&(r + 1, c));
                let said = cell.map_or(String::new(), workbook::Cell::said);
                assert_eq!(said, row[title].trim_start_matches('\''), "{path}: {title} of {row:?}");
                let is_number = row[title].parse::<Decimal>().is_ok() && title != "行政区划代码" && title != "来源日期";
                assert!(!is_number || cell.unwrap().is_number, "{path}: {title} is text");
            }
        }
        seen += 1;
    }
    assert!(seen > 30, "{seen}");
}

/// Its sheet is not held in memory while it is made.
#[test]
fn a_long_workbook_has_the_rows_of_the_csv_too() {
    let world = World::starter();
    let data = world.read("content/data/990101/2024.yaml");
    let mut regions = String::from("regions:\n  \"100000\": { name: 全国, kind: country }\n");
    for prefecture in 1..=9 {
        regions += &format!("  \"990{prefecture}00\": {{ name: 第{prefecture}市, kind: prefecture }}\n");
        for county in 1..=99 {
            let code = format!("990{prefecture}{county:02}");
            regions += &format!(
                "  \"{code}\": {{ name: 第{prefecture}市{county}县, kind: county, parent: \"990{prefecture}00\" }}\n"
            );
            world.write(&format!("content/data/{code}/2024.yaml"), data.replace("\"990101\"", &format!("\"{code}\"")));
        }
    }
    world.write("content/regions.yaml", regions);
    let proof = world.proof();
    let workshop = Workshop::of(&proof, world.root(), &Arc::default()).unwrap();
    let made = |ending: &str| {
        let path = format!("years/2024/2024.{ending}");
        workshop.file(&path, &proof.site.files[&path]).unwrap().unwrap().bytes().to_vec()
    };
    let sheet = &workbook::read(&made("xlsx"))["数据"];
    let rows = rows(&made("csv"));
    assert!(rows.len() > 5_000 && sheet.is_frozen, "{}", rows.len());
    let column = |title: &str| sheet.cells.iter().find(|((row, _), cell)| *row == 0 && cell.text == title).unwrap().0.1;
    for title in ["行政区划代码", "指标", "印文", "数值"] {
        let column = column(title);
        for (r, row) in rows.iter().enumerate() {
            let said = sheet.cells.get(&(r + 1, column)).map_or(String::new(), workbook::Cell::said);
            assert_eq!(said, row[title], "{title} of {row:?}");
        }
    }
}

#[test]
fn a_workbook_compares_indicators_over_the_years() {
    let world = World::starter();
    world.build();
    let book = workbook::read(&std::fs::read(world.out().join("regions/990101/990101.xlsx")).unwrap());
    let lines = book["对照"].lines();
    assert_eq!(lines[0], ["指标", "时期", "单位", "2023年", "2024年"]);
    assert!(
        lines.contains(&vec!["衔接资金".into(), "全年".into(), "元".into(), "51200000".into(), "54800000".into()]),
        "{lines:#?}"
    );
    assert!(book["数据"].is_frozen && book["对照"].is_frozen);
    assert!(book["来源"].lines().iter().any(|line| line[0] == "示例县2024年统计资料" && line[2] == "2025-03-18"));
}

#[test]
fn no_cell_becomes_a_formula() {
    let formula = "=HYPERLINK(\"http://example.com\",\"点\")";
    let world = World::starter().changed(
        "content/data/990101/2024.yaml",
        "title: 示例县2024年统计资料",
        &format!("title: '{formula}'"),
    );
    world.build();
    let folder = world.out().join("regions/990101");
    let csv = std::fs::read(folder.join("2024/990101-2024.csv")).unwrap();
    assert!(rows(&csv).iter().any(|row| row["来源"] == format!("'{formula}")));
    let xlsx = std::fs::read(folder.join("990101.xlsx")).unwrap();
    let cells = workbook::read(&xlsx).remove("数据").unwrap().cells;
    assert!(cells.values().any(|cell| cell.text == formula && !cell.is_number));
    assert!(!workbook::has_formulas(&xlsx));
}

#[test]
fn a_report_hands_out_its_figures_charts_and_tables() {
    let world = World::sample();
    let proof = world.proof();
    for article in &proof.articles {
        let folder = format!("reports/{}/{}", article.meta.year, article.slug);
        let file = |part: &str| &sample()[&format!("{folder}/{}-{part}.csv", article.slug)];
        let figures = rows(file("figures"));
        let printed: Vec<&str> = figures.iter().map(|row| row["印文"].trim_start_matches('\'')).collect();
        for bound in &article.bound {
            assert!(printed.contains(&bound.figure.text.as_str()), "{folder}: {}", bound.figure.text);
        }
        let page = String::from_utf8(sample()[&format!("{folder}/index.html")].clone()).unwrap();
        let blocks = page.matches("<figure class=\"chart").count() + page.matches("<div class=\"table\"").count();
        let links = page.matches("class=\"download\"").count();
        assert!(blocks > 0 && blocks == links, "{folder}: {blocks} charts and tables, {links} links");
        assert!(page.contains(&format!("{}-figures.csv", article.slug)));
    }
    let chart = &sample()["reports/2023/leshan-seven-years-good/leshan-seven-years-good-chart-1.csv"];
    let first = &rows(chart)[0];
    assert_eq!((first["数额"].as_str(), first["数额：数值（人）"].as_str()), ("5.59万人", "55900"));
}

#[test]
fn structured_data_names_the_files() {
    let page = String::from_utf8(sample()["regions/511100/index.html"].clone()).unwrap();
    let (_, rest) = page.split_once("application/ld+json\">").unwrap();
    let data: Value = serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap();
    let files = data["distribution"].as_array().unwrap();
    assert_eq!(files.len(), 3, "{files:?}");
    for file in files {
        let url = file["contentUrl"].as_str().unwrap();
        let path = url.strip_prefix("https://example.gov.cn/yearbook/").unwrap();
        assert!(sample().contains_key(path), "{path}");
        assert_eq!(file["@type"], "DataDownload");
    }
}

#[test]
fn a_site_says_what_it_hands_out() {
    let site = |line: &str| World::starter().changed("content/site.yaml", "name:", &format!("{line}\nname:"));
    let endings = |world: &World| -> BTreeSet<String> {
        world.build();
        let ending = |path: &String| path.rsplit('.').next().unwrap().to_string();
        published(&world.out()).keys().map(ending).collect()
    };
    let all = endings(&World::starter());
    assert!(["csv", "json", "xlsx"].iter().all(|ending| all.contains(*ending)));
    let world = site("downloads: [CSV]");
    let some = endings(&world);
    assert!(some.contains("csv") && !some.contains("xlsx"));
    let page = std::fs::read_to_string(world.out().join("regions/990101/index.html")).unwrap();
    assert!(page.contains("990101.csv") && !page.contains("990101.xlsx") && !page.contains("990101.json"));
    let world = site("downloads: []");
    assert!(endings(&world).is_disjoint(&["csv", "json", "xlsx"].map(String::from).into()));
    let page = std::fs::read_to_string(world.out().join("regions/990101/index.html")).unwrap();
    assert!(!page.contains("download"), "{page}");
    let told = site("downloads: [csv, excel]").told();
    assert!(told.iter().any(|line| line.starts_with("error wrong-shape content/site.yaml")), "{told:?}");
}

#[test]
fn the_licence_is_said_everywhere() {
    let address = "https://example.com/licence";
    let world = World::starter().changed("content/site.yaml", "name:", &format!("licence: {address}\nname:"));
    world.build();
    let read = |path: &str| std::fs::read_to_string(world.out().join(path)).unwrap();
    let metadata: Value = serde_json::from_str(&read("regions/990101/990101.csv-metadata.json")).unwrap();
    assert_eq!(metadata["dc:license"]["@id"], address);
    let json: Value = serde_json::from_str(&read("regions/990101/990101.json")).unwrap();
    assert_eq!(json["licence"], address);
    assert!(read("regions/990101/index.html").contains(&format!("\"license\":\"{address}\"")));
    let book = workbook::read(&std::fs::read(world.out().join("regions/990101/990101.xlsx")).unwrap());
    assert!(book["来源"].lines().iter().any(|line| line[..2] == ["许可", address]));
}
