//! Prose whose references, blocks or markup are wrong.

use super::*;

/// A text of one line, at line 8, and what is told about it.
#[track_caller]
fn one(text: &str, expected: &[&str]) {
    told(&with_text(&format!("{text}\n")), expected);
}

/// The starter with a standing text of one line, at line 4.
fn with_standing_text(text: &str) -> World {
    World::starter().with("content/summaries/funds.md", format!("---\ndomain: 资金项目\n---\n{text}\n"))
}

#[test]
fn what_is_right_is_not_told() {
    one(
        "2024年收入{{ 农村居民人均可支配收入 }}，{{ 衔接资金 | 亿元 }}，{{ 监测对象 | 户 }}，{{ 号 \"115627\" }}，{{ 引 \"50%\" source=\"通报\" }}。",
        &[],
    );
}

#[test]
fn an_unknown_indicator_and_its_nearest_name() {
    let world = with_text("收入{{ 农村居民人均支配收入 }}。\n");
    told(&world, &["error unknown-indicator content/reports/2024/second.md:8:3"]);
    assert!(world.help("unknown-indicator").contains("农村居民人均可支配收入"));
}

#[test]
fn an_unknown_indicator_in_a_standing_text() {
    told(
        &with_standing_text("{{ 年份 }}年投入{{ 衔接资 }}。"),
        &["error unknown-indicator content/summaries/funds.md:4:12"],
    );
}

#[test]
fn an_unknown_region() {
    one("{{ 邻县: 农村居民人均可支配收入 }}", &["error unknown-region content/reports/2024/second.md:8:1"]);
    one("{{ 110000: 农村居民人均可支配收入 }}", &["error unknown-region content/reports/2024/second.md:8:1"]);
}

#[test]
fn an_ambiguous_region() {
    let regions = "\n  \"990200\": { name: 甲市, kind: prefecture }\n  \"990300\": { name: 乙市, kind: prefecture }\n  \"990201\": { name: 市中区, kind: district, parent: \"990200\" }\n  \"990301\": { name: 市中区, kind: district, parent: \"990300\" }";
    let world = with_text("{{ 市中区: 衔接资金 }}\n").changed(
        "content/regions.yaml",
        "\n  \"990102\"",
        &format!("{regions}\n  \"990102\""),
    );
    told(&world, &["error ambiguous-region content/reports/2024/second.md:8:1"]);
    let help = world.help("ambiguous-region");
    assert!(help.contains("990201") && help.contains("990301"), "{help}");
}

#[test]
fn an_ambiguous_period() {
    let world = with_figures("  衔接资金@上半年: 1万元\n  衔接资金@前三季度: 2万元\n")
        .with(REPORT, report("{{ 邻近县: 衔接资金 @2023 }}，{{ 邻近县: 衔接资金 @2023年上半年 }}\n"));
    told(&world, &["error ambiguous-period content/reports/2024/second.md:8:1"]);
}

#[test]
fn a_period_that_is_none() {
    one("{{ 衔接资金 @去年 }}", &["error broken-reference content/reports/2024/second.md:8:1"]);
    let world = with_text("{{ 衔接资金 @上半年 }}\n");
    told(&world, &["error no-figure content/reports/2024/second.md:8:1"]);
    assert!(world.help("no-figure").contains("@全年"), "{}", world.help("no-figure"));
}

#[test]
fn a_missing_year_and_the_years_on_record() {
    let world = with_text("{{ 衔接资金 @2019 }}\n");
    told(&world, &["error no-figure content/reports/2024/second.md:8:1"]);
    let help = world.help("no-figure");
    assert!(help.contains("2023、2024") && help.contains("content/data/990101/2019.yaml"), "{help}");
}

#[test]
fn a_figure_that_says_why_it_is_missing() {
    let world =
        with_figures("  衔接资金: { missing: 未公布 }\n").with(REPORT, report("{{ 邻近县: 衔接资金 @2023 }}\n"));
    told(&world, &["error no-figure content/reports/2024/second.md:8:1"]);
}

#[test]
fn a_unit_that_cannot_be_asked_for() {
    for operation in ["户", "亿个", "公里", "万亩"] {
        one(
            &format!("{{{{ 衔接资金 | {operation} }}}}"),
            &["error wrong-unit-asked content/reports/2024/second.md:8:1"],
        );
    }
    one("{{ 监测对象 | 个 }}", &["error wrong-unit-asked content/reports/2024/second.md:8:1"]);
}

#[test]
fn growth_against_nothing() {
    one("{{ 风险消除率 | 同比 }}", &["error not-computable content/reports/2024/second.md:8:1"]);
    one("{{ 衔接资金 @2023 | 增减 }}", &["error no-figure content/reports/2024/second.md:8:1"]);
    one("{{ 监测对象 | 增量 }}", &["error not-computable content/reports/2024/second.md:8:1"]);
}

#[test]
fn growth_against_zero() {
    let world = with_figures("  衔接资金项目: 0个\n")
        .changed("content/data/990102/2024.yaml", "figures:", "figures:\n  衔接资金项目: 3个")
        .with(REPORT, report("{{ 邻近县: 衔接资金项目 | 同比 }}\n"));
    told(&world, &["error not-computable content/reports/2024/second.md:8:1"]);
}

#[test]
fn a_wrong_direction() {
    one("{{ 农村居民人均可支配收入 | 低于 邻近县 }}", &["error wrong-direction content/reports/2024/second.md:8:1"]);
    one(
        "{{ 邻近县: 农村居民人均可支配收入 | 高于 示例县 }}",
        &["error wrong-direction content/reports/2024/second.md:8:1"],
    );
    one(
        "{{ 农村居民人均可支配收入 | 同比 | 高于 邻近县 }}",
        &["error wrong-direction content/reports/2024/second.md:8:1"],
    );
    one("{{ 农村居民人均可支配收入 | 高于 邻近县 }}", &[]);
}

#[test]
fn the_word_before_a_change_says_its_direction() {
    let wrong = ["error wrong-direction content/reports/2024/second.md:8:4"];
    one("比上年{{ 衔接资金 | 增减 }}。", &[]);
    one("比上年多{{ 衔接资金 | 增量 }}，增长{{ 衔接资金 | 同比 }}。", &[]);
    let fallen = |body: &str| {
        let world = World::starter()
            .changed("content/data/990101/2023.yaml", "5120万元", "16080万元")
            .changed("content/reports/2024/first-report.md", "比上年多{{ 衔接资金 | 增量 }}，", "")
            .with("content/reports/2024/second.md", report(body));
        let index = world.proof().articles.iter().position(|a| &*a.slug == "second").unwrap();
        let printed = yearbook::model::article::figures(&world.proof().articles[index].body)[0].text.clone();
        (world.told(), printed)
    };
    assert_eq!(fallen("比上年少{{ 衔接资金 | 增量 }}。"), (vec![], "10600万元".to_string()));
    assert_eq!(fallen("同比下降了{{ 衔接资金 | 同比 }}。"), (vec![], "65.9%".to_string()));
    assert_eq!(fallen("至少{{ 衔接资金 | 增量 }}。").1, "-10600万元");
    assert!(fallen("上年多{{ 衔接资金 | 增量 }}。").0.contains(&wrong[0].to_string()));
    one("上年少{{ 衔接资金 | 增量 }}。", &wrong);
}

#[test]
fn nothing_to_compare_with() {
    one("{{ 农村居民人均可支配收入 | 比 省定标准 }}", &["error no-comparison content/reports/2024/second.md:8:1"]);
    one("{{ 农村居民人均可支配收入 | 比 上级 }}", &["error no-figure content/reports/2024/second.md:8:1"]);
    one("{{ 衔接资金 | 完成率 }}", &["error no-target content/reports/2024/second.md:8:1"]);
    one("{{ 衔接资金 | 位次 }}", &["error no-rank content/reports/2024/second.md:8:1"]);
}

#[test]
fn unclosed_braces() {
    one("收入{{ 衔接资金，增长。", &["error broken-reference content/reports/2024/second.md:8:3"]);
    let both = [
        "error broken-reference content/reports/2024/second.md:8:3",
        "error broken-reference content/reports/2024/second.md:9:1",
    ];
    one("收入{{ 衔接资金\n}}。", &both);
    one("收入{{ }}。", &["error broken-reference content/reports/2024/second.md:8:3"]);
}

#[test]
fn unknown_operations() {
    one("{{ 衔接资金 | 平方根 2 }}", &["error broken-reference content/reports/2024/second.md:8:1"]);
    one("{{ 衔接资金 | 平方根 }}", &["error broken-reference content/reports/2024/second.md:8:1"]);
    one("{{ 衔接资金 | }}", &["error broken-reference content/reports/2024/second.md:8:1"]);
    one("{{ 衔接资金 | 位数 99 }}", &["error broken-reference content/reports/2024/second.md:8:1"]);
    one("{{ 衔接资金 | 同比 | 增减 }}", &["error broken-reference content/reports/2024/second.md:8:1"]);
}

#[test]
fn a_number_that_is_not_bound() {
    one("投入1.5亿元。", &["warning unbound-figure content/reports/2024/second.md:8:3"]);
}

#[test]
fn broken_charts() {
    let chart = |yaml: &str| format!("```chart\n{yaml}\n```");
    one(
        &chart("kind: pie\ntitle: 图\nindicator: 衔接资金"),
        &["error unknown-chart content/reports/2024/second.md:9:7"],
    );
    one(
        &chart("kind: line\ntitle: 图\nindicator: 衔接资金\nyears: 1990-1995"),
        &["error empty-chart content/reports/2024/second.md:8:1"],
    );
    one(
        &chart("kind: line\ntitle: 图\nindicator: 衔接"),
        &["error unknown-indicator content/reports/2024/second.md:11:12"],
    );
    one(
        &chart("kind: line\ntitle: 图\nindicator: 衔接资金\nregions: [东山县]"),
        &["error unknown-region content/reports/2024/second.md:12:11"],
    );
    one(&chart("kind: line\nindicator: 衔接资金"), &["error missing-key content/reports/2024/second.md:9:1"]);
    one(
        &chart("kind: line\ntitle: ' '\nindicator: 衔接资金"),
        &["error empty-value content/reports/2024/second.md:10:8"],
    );
    one(
        &chart("kind: line\ntitle: 图\nindicator: 衔接资金\nyears: 近三年"),
        &["error bad-date content/reports/2024/second.md:12:8"],
    );
    one(
        &chart("kind: multiples\ntitle: 图\nindicators: [衔接资金, 衔接资金项目]\nshared: true"),
        &["error empty-chart content/reports/2024/second.md:8:1"],
    );
    one(
        &chart("kind: multiples\ntitle: 图\nindicator: 衔接资金\n共用纵轴: 也许"),
        &["error wrong-shape content/reports/2024/second.md:12:7"],
    );
    one(
        &chart("kind: heat\ntitle: 图\nindicators: [衔接资金, 衔接资金项目]\nchildren: \"990100\"\nyears: 2023-2024"),
        &["error empty-chart content/reports/2024/second.md:8:1"],
    );
    one(&chart("kind: line\n  title: 图"), &["error broken-yaml content/reports/2024/second.md:10:8"]);
    one("```chart\n```", &["error empty-block content/reports/2024/second.md:8:1"]);
    let open = "warning editing-residue content/reports/2024/second.md:8:1";
    one("```chart\nkind: line", &[open, "error missing-key content/reports/2024/second.md:9:1"]);
}

#[test]
fn uneven_tables() {
    let table = "```table\ncolumns: [指标, 数]\nrows:\n  - [衔接资金, \"{{ 衔接资金 }}\", 多]\n  - [项目]\n```";
    one(
        table,
        &[
            "error uneven-table content/reports/2024/second.md:11:5",
            "error uneven-table content/reports/2024/second.md:12:5",
        ],
    );
}

#[test]
fn a_wrong_reference_in_a_table() {
    let table = "```table\ncolumns: [指标, 数]\nrows:\n  - [衔接资金, \"{{ 衔接资 }}\"]\n```";
    one(table, &["error unknown-indicator content/reports/2024/second.md:11:12"]);
}

#[test]
fn unknown_blocks() {
    let world = with_text("```chrat\nkind: line\n```\n");
    told(&world, &["error unknown-block content/reports/2024/second.md:8:1"]);
    assert!(world.help("unknown-block").contains("chart"));
    one("```\n代码\n```", &["error unknown-block content/reports/2024/second.md:8:1"]);
}

#[test]
fn no_front_matter() {
    told(&World::starter().with(REPORT, "2024年。\n"), &["error no-front-matter content/reports/2024/second.md:1:1"]);
    told(
        &World::starter().with(REPORT, "---\ngenre: review\n2024年。\n"),
        &["error no-front-matter content/reports/2024/second.md:1:1"],
    );
}

#[test]
fn bad_front_matter() {
    let with = |from: &str, to: &str| World::starter().with(REPORT, report("2024年。\n").replacen(from, to, 1));
    told(&with("genre: review", "genre: novel"), &["error unknown-genre content/reports/2024/second.md:2:8"]);
    told(&with("title: 第二篇\n", ""), &["error missing-key content/reports/2024/second.md:2:1"]);
    told(
        &with("region: \"990101\"", "region: \"110000\""),
        &["error unknown-region content/reports/2024/second.md:4:9"],
    );
    told(&with("year: 2024", "year: 今年"), &["error wrong-shape content/reports/2024/second.md:5:7"]);
    told(&with("date: 2025-04-02", "date: 2025-02-30"), &["error bad-date content/reports/2024/second.md:6:7"]);
    told(
        &with("title: 第二篇", "title: 第二篇\ntitle: 又一个"),
        &["error duplicate-key content/reports/2024/second.md:4:1"],
    );
    told(
        &with("title: 第二篇", "title: 第二篇\nsubttle: 副题"),
        &["error unknown-key content/reports/2024/second.md:4:1"],
    );
    told(&with("title: 第二篇", "title: \"第二篇"), &["error broken-yaml content/reports/2024/second.md:4:10"]);
    told(&with("genre: review\ntitle: 第二篇", "- a\n- b"), &["error broken-yaml content/reports/2024/second.md:4:1"]);
    told(&with("title: 第二篇", "title: {{ 衔接资金 }}"), &["error broken-yaml content/reports/2024/second.md:3:8"]);
}

#[test]
fn pictures_that_are_not_there() {
    one("![图说](no.png)", &["error missing-image content/reports/2024/second.md:8:1"]);
    one("![图说](../site.yaml)", &["error missing-image content/reports/2024/second.md:8:1"]);
    one(
        "```photo\ncaption: 图说\nimage: ../../../etc/passwd\n```",
        &["error missing-image content/reports/2024/second.md:10:8"],
    );
    one("```photo\ncaption: 图说\nratio: 0:0\n```", &["error wrong-shape content/reports/2024/second.md:10:8"]);
}

#[test]
fn markup_that_is_not_kept() {
    one(
        "文<b>字</b>。",
        &["warning raw-html content/reports/2024/second.md:8:2", "warning raw-html content/reports/2024/second.md:8:6"],
    );
    one("<!-- 注 -->", &[]);
    one("<!-- 注 -->这句印不出来", &["warning raw-html content/reports/2024/second.md:8:1"]);
    let lost = "error unknown-block content/reports/2024/second.md:8:1";
    one("[注]: 这句印不出来。", &[lost]);
    one("[注]: ../images/图.png", &[]);
    one("<!-- 待核\n\n这句印不出来。", &["warning editing-residue content/reports/2024/second.md:8:1", lost]);
    one("<div>\n块\n</div>", &["warning raw-html content/reports/2024/second.md:8:1"]);
    one("[点](javascript:alert)", &["warning bad-link content/reports/2024/second.md:8:1"]);
    one("[点](  JavaScript:alert)", &["warning bad-link content/reports/2024/second.md:8:1"]);
    one("[点](data:text/html,x)", &["warning bad-link content/reports/2024/second.md:8:1"]);
    one("[点](../../index.html)", &["warning bad-link content/reports/2024/second.md:8:1"]);
    one("这是**没有收住。", &["warning stray-markup content/reports/2024/second.md:8:3"]);
}

#[test]
fn headings_start_at_the_second_level() {
    one("# 题目", &["warning heading-level content/reports/2024/second.md:8:1"]);
    one("## 一\n\n#### 跳了一级", &["warning heading-jump content/reports/2024/second.md:10:1"]);
}

#[test]
fn open_clauses_of_standing_texts() {
    told(&with_standing_text("投入{{ 衔接资金 }}[[，又。"), &["error open-clause content/summaries/funds.md:4:13"]);
    told(&with_standing_text("投入{{ 衔接资金 }}，又]]。"), &["error open-clause content/summaries/funds.md:4:15"]);
    told(&with_standing_text("投入{{ 衔接资金。"), &["error broken-reference content/summaries/funds.md:4:3"]);
}

#[test]
fn names_that_are_blank() {
    let front = |genre: &str, keys: &str| {
        World::starter()
            .with(REPORT, report("2024年。\n").replacen("genre: review", &format!("genre: {genre}\n{keys}"), 1))
    };
    for (genre, keys, at) in [
        ("bulletin", "masthead: { name: ' ', serial: 1 }", "3:19"),
        ("notice", "masthead: { name: '' }", "3:13"),
        ("notice", "masthead: { organs: [甲, ' '] }", "3:25"),
        ("yearbook", "volume: ' '", "3:9"),
        ("yearbook", "column: ''", "3:1"),
        ("feature", "folio: { page: 4, section: ' ' }", "3:28"),
    ] {
        told(&front(genre, keys), &[&format!("error empty-value content/reports/2024/second.md:{at}")]);
    }
}

#[test]
fn what_wants_quotes_gets_them_in_the_help() {
    let world = with_text("见{{ 见 甲 }}。\n");
    told(&world, &["error broken-reference content/reports/2024/second.md:8:2"]);
    assert_eq!(world.help("broken-reference"), "写成 {{ 见 \"甲\" }}");
    let world = with_text("编号{{ 号 115627 }}。\n");
    assert_eq!(world.help("broken-reference"), "写成 {{ 号 \"115627\" }}");
    assert_eq!(with_text("`{{ 衔接资金 }}`\n").help("broken-reference"), "去掉反引号");
}

#[test]
fn a_number_of_an_issue_that_no_issue_has() {
    let with = |serial: &str| {
        let front = format!("genre: bulletin\nmasthead: {{ name: 简报, serial: {serial} }}");
        World::starter().with(REPORT, report("2024年。\n").replacen("genre: review", &front, 1))
    };
    let world = with("99999999999");
    told(&world, &["error wrong-shape content/reports/2024/second.md:3:31"]);
    assert!(world.help("wrong-shape").contains("多打了几位数"));
    let proof = with("-3").proof();
    assert_eq!(proof.findings[0].message.zh, "这里不能是负数：-3");
    // An order may be negative, but not so far below nothing.
    let text = "---\ndomain: 资金项目\norder: -99999999999\n---\n投入{{ 衔接资金 }}。\n";
    let proof = World::starter().with("content/summaries/funds.md", text).proof();
    assert_eq!(proof.findings[0].message.zh, "-99999999999 太小了");
}
