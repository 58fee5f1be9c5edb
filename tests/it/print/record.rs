//! What a PDF carries: the table of its figures with their pages, the data files and the text.

use super::{paper, with_pdf, with_pdf_of};
use crate::world::World;

const FRONT: &str = "genre: notice
title: 示例县人民政府办公室关于做好今年各项工作的通知
masthead: { name: 示例县人民政府办公室文件 }
signed: 示例县人民政府办公室
";

#[test]
fn each_figure_is_listed_with_the_page_on_which_it_stands() {
    let filler = "抓好各项工作的衔接安排，把责任落到部门和乡镇，把进度落到季度和月份。".repeat(12);
    let body = format!(
        "全年投入衔接资金{{{{ 衔接资金 }}}}。\n\n{filler}\n\n{filler}\n\n衔接资金{{{{ 衔接资金 | 同比 }}}}，安排项目{{{{ 衔接资金项目 }}}}。"
    );
    let read = with_pdf(FRONT, &body, |world, pdf| {
        let said = world.run(&["figures", pdf.to_str().unwrap(), "--format", "json"]);
        assert_eq!(said.status, 0, "{said:?}");
        let rows: Vec<serde_json::Value> = serde_json::from_str(&said.stdout).unwrap();
        let paper = paper::Paper::read(pdf);
        assert_eq!(rows.len(), 3, "{rows:#?}");
        for row in &rows {
            let (printed, page) = (row["印文"].as_str().unwrap(), row["页"].as_str().unwrap());
            let page: usize = page.parse().unwrap();
            let on_page = |page: usize| {
                paper.pages[page - 1].lines.iter().any(|line| line.text.replace(' ', "").contains(printed))
            };
            assert!(on_page(page), "{printed} on page {page}");
        }
        assert_eq!(rows[0]["页"], "1");
        assert_eq!(rows[2]["页"].as_str().unwrap(), paper.pages.len().to_string());
        let all: String = paper.pages.iter().flat_map(|page| &page.lines).map(|line| line.text.as_str()).collect();
        assert!(!all.contains(|c| ('\u{2060}'..='\u{2064}').contains(&c)), "a mark was left in the text");
    });
    if !read {
        eprintln!("skipped");
    }
}

#[test]
fn a_cited_number_is_listed_with_its_source() {
    with_pdf(
        FRONT,
        "支出进度超过全省平均水平，全省为{{ 引 \"不到50%\" source=\"全省推进会通报\" }}，见{{ 号 \"115627\" }}。",
        |world, pdf| {
            let said = world.run(&["figures", pdf.to_str().unwrap(), "--format", "json"]);
            let rows: Vec<serde_json::Value> = serde_json::from_str(&said.stdout).unwrap();
            assert_eq!(rows.len(), 1, "{rows:#?}");
            let cell = |name: &str| rows[0][name].as_str().unwrap();
            assert_eq!(["印文", "页", "算法", "来源"].map(cell), ["不到50%", "1", "引用", "全省推进会通报"]);
        },
    );
}

#[test]
fn the_numbers_of_a_chart_are_listed_and_their_data_attached() {
    let body = "两年衔接资金见下图。\n\n```chart\n类型: 折线\n标题: 衔接资金\n指标: 衔接资金\n各年: 2023-2024\n```\n";
    with_pdf(FRONT, body, |world, pdf| {
        let said = world.run(&["figures", pdf.to_str().unwrap(), "--format", "json"]);
        let rows: Vec<serde_json::Value> = serde_json::from_str(&said.stdout).unwrap();
        let cell = |row: &serde_json::Value, name: &str| row[name].as_str().unwrap().to_string();
        let years: Vec<String> = rows.iter().map(|row| cell(row, "时期")).collect();
        assert_eq!(years, ["2023年", "2024年"], "{rows:#?}");
        for row in &rows {
            assert_eq!((cell(row, "页"), cell(row, "指标")), ("1".into(), "衔接资金".into()));
            assert!(cell(row, "由来").contains(&cell(row, "时期")), "{row:#?}");
        }
        let paper = paper::Paper::read(pdf);
        let text: String = paper.pages[0].lines.iter().map(|line| line.text.replace(' ', "")).collect();
        for row in &rows {
            let bare = cell(row, "印文").trim_end_matches("万元").to_string();
            assert!(text.contains(&bare), "{bare} in {text}");
        }
        let folder = world.path("taken");
        world.run(&["figures", pdf.to_str().unwrap(), "--extract", folder.to_str().unwrap()]);
        assert_eq!(world.read("taken/data-990101-2023.yaml"), world.read("content/data/990101/2023.yaml"));
    });
}

#[test]
fn shares_rests_and_targets_of_charts_say_where_they_come_from() {
    let body = "构成和进度见图。\n\n\
        ```chart\n类型: 构成\n标题: 资金去向\n总量: 衔接资金\n部分: [产业资金]\n```\n\n\
        ```chart\n类型: 进度\n标题: 年度进度\n指标: 衔接资金项目\n```\n";
    let world = World::starter()
        .changed(
            "content/indicators.yaml",
            "indicators:\n",
            "indicators:\n  industry: { name: 产业资金, domain: 资金项目, unit: 元, kind: flow, scale: 万 }\n",
        )
        .changed("content/data/990101/2024.yaml", "figures:\n", "figures:\n  产业资金: 3000万元\n")
        .changed(
            "content/data/990101/2024.yaml",
            "targets:\n",
            "targets:\n  衔接资金项目: { 不低于: 80个, 来源: plan, 备注: 年初计划 }\n",
        )
        .changed("content/data/990101/2024.yaml", "sources:\n", "sources:\n  plan: { title: 年度计划 }\n");
    with_pdf_of(world, FRONT, body, |world, pdf| {
        let said = world.run(&["figures", pdf.to_str().unwrap(), "--format", "json"]);
        let rows: Vec<serde_json::Value> = serde_json::from_str(&said.stdout).unwrap();
        let row = |recipe: &str| -> [String; 3] {
            let row = rows.iter().find(|row| row["算法"] == recipe).unwrap_or_else(|| panic!("{recipe}: {rows:#?}"));
            ["印文", "由来", "来源"].map(|name| row[name].as_str().unwrap().to_string())
        };
        let [printed, from, _] = row("余下部分");
        assert_eq!(printed, "2480万元");
        assert!(from.contains("5480万元") && from.contains("3000万元"), "{from}");
        assert!(row("占比")[1].contains("5480万元"));
        assert_eq!(row("目标值"), ["80个以上", "年初计划", "年度计划"]);
        assert!(row("完成率")[1].contains("目标80个以上"), "{:?}", row("完成率"));
    });
}

#[test]
fn both_years_and_the_change_between_them_are_listed() {
    let body = "两年比较见图。\n\n\
        ```chart\n类型: 哑铃\n标题: 两年\n各指标: [衔接资金, 农村居民人均可支配收入]\n```\n\n\
        ```chart\n类型: 柱形\n标题: 各年\n指标: 衔接资金项目\n各年: 2023-2024\n```\n";
    with_pdf(FRONT, body, |world, pdf| {
        let said = world.run(&["figures", pdf.to_str().unwrap(), "--format", "json"]);
        let rows: Vec<serde_json::Value> = serde_json::from_str(&said.stdout).unwrap();
        let row = |printed: &str| -> [String; 4] {
            let row = rows.iter().find(|row| row["印文"] == printed).unwrap_or_else(|| panic!("{printed}: {rows:#?}"));
            ["页", "数值", "算法", "由来"].map(|name| row[name].as_str().unwrap().to_string())
        };
        let [page, value, recipe, from] = row("增长7.0%");
        assert_eq!((page.as_str(), value.as_str(), recipe.as_str()), ("1", "7.03125", "增幅"));
        assert!(from.contains("5120万元") && from.contains("5480万元"), "{from}");
        // The source prints this growth itself.
        assert_eq!(row("增长6.9%")[1], "6.9");
        for printed in ["5120万元", "5480万元", "64个", "71个"] {
            assert_eq!(row(printed)[2], "来源公布", "{printed}");
        }
    });
}

#[test]
fn a_number_that_a_drawing_leaves_out_is_not_listed() {
    let years: String = (2000..2024).map(|year| format!("{year} ")).collect();
    let mut world = World::starter();
    for year in years.split_whitespace().take(22) {
        world = world.with(
            &format!("content/data/990101/{year}.yaml"),
            format!("region: \"990101\"\nyear: {year}\nsources:\n  s: {{ title: 统计资料 }}\nsource: s\nfigures:\n  衔接资金: {}万元\n", 1000 + year.parse::<i32>().unwrap()),
        );
    }
    let body = "各年见图。\n\n```chart\n类型: 折线\n标题: 各年\n指标: 衔接资金\n各年: 2000-2024\n```\n";
    with_pdf_of(world, FRONT, body, |world, pdf| {
        let said = world.run(&["figures", pdf.to_str().unwrap(), "--format", "json"]);
        let rows: Vec<serde_json::Value> = serde_json::from_str(&said.stdout).unwrap();
        assert!((1..24).contains(&rows.len()), "{rows:#?}");
        assert!(rows.iter().all(|row| row["页"] == "1"), "{rows:#?}");
    });
}

#[test]
fn the_data_and_the_text_can_be_taken_out_again() {
    with_pdf(FRONT, "全年投入衔接资金{{ 衔接资金 }}，{{ 衔接资金 | 同比 }}。", |world, pdf| {
        let folder = world.path("taken");
        let said = world.run(&["figures", pdf.to_str().unwrap(), "--extract", folder.to_str().unwrap()]);
        assert_eq!(said.status, 0, "{said:?}");
        assert_eq!(world.read("taken/paper.md"), world.read("content/reports/2024/paper.md"));
        for year in [2023, 2024] {
            let (taken, kept) = (format!("taken/data-990101-{year}.yaml"), format!("content/data/990101/{year}.yaml"));
            assert_eq!(world.read(&taken), world.read(&kept));
        }
        assert!(world.read("taken/figures.csv").starts_with("\u{feff}印文,页,"));
    });
}

#[test]
fn what_is_no_pdf_of_ours_is_refused() {
    let world = World::starter().with("a.pdf", "no PDF").with("b.pdf", [0u8; 2000]);
    for file in ["a.pdf", "b.pdf"] {
        let said = world.run(&["figures", world.path(file).to_str().unwrap(), "--lang", "en"]);
        assert_ne!(said.status, 0);
        assert!(said.stderr.contains("no PDF that can be read"), "{said:?}");
    }
}
