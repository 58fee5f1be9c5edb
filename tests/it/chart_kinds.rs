//! Charts of one world, from the fence to the page: which bars, dots and lines a kind draws, what it says of them in words and in
//! its table, and what it refuses. Drawings themselves are tested in `src/draw`.

use crate::world::World;

/// Three counties with incomes of five years; the last is a forecast, those of 丙县 were revised in 2021.
fn world() -> World {
    let regions = "regions:\n  \"990100\": { name: 示例市, kind: prefecture }\n  \
        \"990101\": { name: 甲县, kind: county, parent: \"990100\" }\n  \
        \"990102\": { name: 乙县, kind: county, parent: \"990100\" }\n  \
        \"990103\": { name: 丙县, kind: county, parent: \"990100\" }\n";
    let indicators = "domains:\n  收入: { id: income }\n  资金: { id: funds }\nindicators:\n  \
        rural: { name: 农村收入, domain: 收入, unit: 元, kind: flow, better: up, decimals: 0 }\n  \
        urban: { name: 城镇收入, domain: 收入, unit: 元, kind: flow, better: up, decimals: 0 }\n  \
        rate: { name: 支出进度, domain: 资金, unit: '%', kind: rate, better: up, decimals: 1 }\n  \
        funds: { name: 资金, domain: 资金, unit: 元, kind: flow, scale: 万, decimals: 0 }\n  \
        industry: { name: 产业资金, domain: 资金, unit: 元, kind: flow, scale: 万, decimals: 0, part_of: 资金 }\n";
    let mut world = World::starter().with("content/regions.yaml", regions).with("content/indicators.yaml", indicators);
    for old in [
        "content/data/990101/2023.yaml",
        "content/data/990101/2024.yaml",
        "content/data/990102/2024.yaml",
        "content/reports/2024/first-report.md",
        "content/summaries/funds.md",
        "content/summaries/income.md",
    ] {
        world = world.without(old);
    }
    for (region, rural) in [("990101", [100, 110, 121, 130, 150]), ("990102", [90, 80, 95, 99, 108])] {
        for (year, value) in (2021..).zip(rural) {
            world = world.with(&format!("content/data/{region}/{year}.yaml"), data(region, year, value));
        }
    }
    let revised = |year: i32| data("990103", year, 100).replace("10000元", "{ value: 10000元, basis: 修订数 }");
    world
        .with("content/data/990103/2021.yaml", revised(2021))
        .with("content/data/990103/2024.yaml", data("990103", 2024, 160))
}

fn data(region: &str, year: i32, hundreds: i32) -> String {
    let forecast = |value: String| if year == 2025 { format!("{{ value: {value}, forecast: true }}") } else { value };
    let (rural, urban) = (forecast(format!("{hundreds}00元")), forecast(format!("{}00元", 2 * hundreds)));
    let rate = forecast(format!("{}.5%", hundreds / 2));
    let head =
        format!("region: \"{region}\"\nyear: {year}\nsources: {{ a: {{ title: 年报 }} }}\nsource: a\nfigures:\n");
    let funds = match year {
        2023 => "  资金: 900万元\n  产业资金: 300万元\n",
        2024 => "  资金: 1000万元\n  产业资金: 500万元\n",
        _ => "",
    };
    format!("{head}  农村收入: {rural}\n  城镇收入: {urban}\n  支出进度: {rate}\n{funds}")
}

fn with_chart(yaml: &str) -> World {
    let front =
        "---\ngenre: review\nregion: \"990101\"\nyear: 2024\ndate: 2025-04-10\ntitle: 综述\ndescription: 综述\n---\n";
    world().with("content/reports/2024/a.md", format!("{front}```chart\ntitle: 图\n{yaml}\n```\n"))
}

/// The page with the chart; nothing may be told of it.
fn page(yaml: &str) -> String {
    let world = with_chart(yaml);
    assert_eq!(world.told(), [""; 0]);
    world.build();
    world.read("output/reports/2024/a/index.html")
}

fn described(page: &str) -> &str {
    let (_, rest) = page.split_once("<desc").expect("a drawing");
    rest.split_once('>').expect("a description").1.split("</desc>").next().expect("its end")
}

/// The notes below the chart, as a reader sees them.
fn noted(page: &str) -> String {
    let (_, rest) = page.split_once("注：").expect("a note");
    let note = rest.split_once("</p>").expect("its end").0;
    // A link to the data may follow.
    let note = note.split("<span class=\"download\"").next().unwrap_or_default();
    note.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text)).collect()
}

/// The texts of the first drawing, the one for wide screens.
fn drawn(page: &str) -> Vec<&str> {
    let drawing = page.split("<svg xmlns").nth(1).expect("a drawing").split("</svg>").next().expect("its end");
    drawing.split("<text").skip(1).filter_map(|text| Some(text.split_once('>')?.1.split('<').next()?.trim())).collect()
}

#[test]
fn columns_over_the_years() {
    let page = page("kind: columns\nindicator: 农村收入\nyears: 2021-2025");
    assert_eq!(described(&page), "柱形图：图。甲县从2021年10000元升到2025年预计15000元，增长50.0%。");
    let texts = drawn(&page);
    for text in ["单位：元", "10000", "15000", "2021年", "2024", "2025", "预计"] {
        assert!(texts.contains(&text), "{text} in {texts:?}");
    }
    assert_eq!(noted(&page), "甲县2025年为预计数");
}

#[test]
fn columns_side_by_side_are_series() {
    let years = page("kind: columns\nindicators: [城镇收入, 农村收入]\nyears: 2023-2024");
    assert_eq!(
        described(&years),
        "柱形图：图。城镇收入从2023年24200元升到2024年26000元，增长7.4%；农村收入从2023年12100元升到2024年13000元，增长7.4%。"
    );
    let regions = page("kind: columns\nindicator: 农村收入\nchildren: \"990100\"\nyears: 2024");
    // Best first.
    assert_eq!(described(&regions), "柱形图：图。丙县16000元，甲县13000元，乙县9900元。");
    let both = page("kind: columns\nindicators: [城镇收入, 农村收入]\nregions: [\"990101\", \"990102\"]\nyears: 2024");
    assert_eq!(described(&both), "柱形图：图。城镇收入：甲县26000元，乙县19800元。农村收入：甲县13000元，乙县9900元。");
    let turned = page("kind: columns\nindicator: 农村收入\nchildren: \"990100\"\nyears: [2021, 2024]");
    let head = turned.split("<table").nth(1).unwrap_or_default();
    assert!(head.contains("年份") && head.contains("丙县"), "three regions are few enough to be series: {head}");
}

#[test]
fn stacked_columns_are_parts_of_a_whole() {
    let page = page("kind: columns\nstacked: true\nwhole: 资金\nparts: [产业资金]\nyears: 2023-2024");
    assert_eq!(
        described(&page),
        "堆叠柱形图：图。2023年共900万元，2024年共1000万元；产业资金占比由33.3%到50.0%，其他占比由66.7%到50.0%。"
    );
    let texts = drawn(&page);
    for text in ["900", "1000", "300", "600", "500", "产业资金", "其他"] {
        assert!(texts.contains(&text), "{text} in {texts:?}");
    }
}

#[test]
fn a_dumbbell_says_the_change() {
    let years = "indicator: 农村收入\nregions: [\"990101\", \"990102\", \"990103\"]\nyears: [2021, 2024]";
    let page = page(&format!("kind: dumbbell\n{years}"));
    assert_eq!(
        described(&page),
        "哑铃图：图。丙县2021年10000元，2024年16000元；甲县2021年10000元，2024年13000元，增长30.0%；\
         乙县2021年9000元，2024年9900元，增长10.0%。"
    );
    assert_eq!(noted(&page), "丙县2021年为修订数");
    let texts = drawn(&page);
    assert!(texts.contains(&"增长30.0%") && texts.contains(&"2021年") && texts.contains(&"9900"), "{texts:?}");
    let rates = self::page("kind: dumbbell\nindicator: 支出进度");
    assert_eq!(described(&rates), "哑铃图：图。甲县2023年60.5%，2024年65.5%，提高5.0个百分点。");
}

#[test]
fn a_slope_leaves_out_what_lacks_a_year() {
    let page =
        page("kind: slope\nindicator: 农村收入\nregions: [\"990101\", \"990102\", \"990103\"]\nyears: 2022-2024");
    assert_eq!(
        described(&page),
        "坡度图：图。甲县2022年11000元，2024年13000元，增长18.2%；乙县2022年8000元，2024年9900元，增长23.8%。"
    );
    assert_eq!(noted(&page), "3个地区中有2个两年都有可列的数");
}

#[test]
fn a_line_tells_forecasts_from_results() {
    let page = page("kind: line\nindicator: 农村收入\nregions: [\"990101\", \"990102\"]\nyears: 2021-2025");
    assert_eq!(noted(&page), "2025年为预计数（空心点）", "what holds of both is said once");
    assert!(page.contains(">预计<span class=\"nw\">15000元</span></td>"), "the table says it too: {page}");
    assert!(drawn(&page).contains(&"预计15000元"), "{:?}", drawn(&page));
    let alone = self::page("kind: line\nindicator: 农村收入\nregions: [\"990102\"]\nyears: 2021-2024");
    assert_eq!(described(&alone), "折线图：图。乙县从2021年9000元升到2024年9900元，增长10.0%，最低为2022年8000元。");
}

#[test]
fn what_cannot_be_drawn_is_told() {
    let told = |yaml: &str, expected: &str| assert_eq!(with_chart(yaml).told(), [expected], "{yaml}");
    let file = "content/reports/2024/a.md";
    let two = "regions: [\"990101\", \"990102\"]";
    told("kind: dumbbell\nindicator: 农村收入\nyear: 2024", &format!("error wrong-shape {file}:13:7"));
    told("kind: slope\nindicator: 农村收入\nyears: 2024", &format!("error wrong-shape {file}:13:8"));
    told("kind: dumbbell\nindicator: 农村收入\nyears: 1990-1991", &format!("error empty-chart {file}:9:1"));
    told(
        &format!("kind: columns\nindicators: [农村收入, 城镇收入]\n{two}\nyears: 2021-2025\nregion: 甲县"),
        &format!("error unknown-key {file}:15:1"),
    );
    let regions = "regions: [\"990101\", \"990102\", \"990103\"]";
    told(
        &format!("kind: columns\nindicators: [农村收入, 城镇收入]\n{regions}\nyears: 2021-2025"),
        &format!("error too-many-to-draw {file}:9:1"),
    );
    told("kind: columns\nindicators: [农村收入, 支出进度]\nyears: 2021-2024", &format!("error empty-chart {file}:9:1"));
    told("kind: columns\nstacked: true\nindicator: 资金", &format!("error missing-key {file}:10:1"));
}
