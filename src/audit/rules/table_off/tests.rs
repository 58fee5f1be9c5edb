use crate::audit::{self};
use crate::reading::Markup;

fn of(rows: &[&str]) -> (usize, usize) {
    let mut text = String::new();
    for (i, row) in rows.iter().enumerate() {
        text += &format!("|{}|\n", row.replace(' ', "|"));
        if i == 0 {
            text += &format!("{}|\n", "|---".repeat(row.split(' ').count()));
        }
    }
    let audited = audit::text("x", &text, Markup::Markdown);
    let told = audited.findings.iter().filter(|finding| finding.code == "table-off").count();
    let held = audited.verified.iter().filter(|held| held.code == "table-off").count();
    (told, held)
}

#[test]
fn totals_that_do_not_follow_are_told() {
    for rows in [
        ["乡镇 面积", "甲 120", "乙 130", "合计 260"],
        ["乡镇 户数", "合计 350", "甲 120", "乙 130"],
        ["项目 投资（万元）", "甲 12.5", "乙 13.4", "总计 28.9"],
        ["区域 占比（%）", "甲 40.1", "乙 49.9", "合计 100"],
    ] {
        assert_eq!(of(&rows).0, 1, "{rows:?}");
    }
    let year =
        ["季度 游客 收入", "一季度 86 6.02", "二季度 72 5.04", "三季度 124 8.68", "四季度 58 4.06", "全年 340 24.80"];
    assert_eq!(of(&year).0, 1);
    let row = ["乡镇 合计 耕地 林地", "甲 30 10 20", "乙 50 20 30", "丙 60 20 30"];
    assert_eq!(of(&row).0, 1);
    let growth =
        ["指标 本年 上年 增长（%）", "甲 110 100 10.0", "乙 120 100 20.0", "丙 130 100 30.0", "丁 140 100 45.0"];
    assert_eq!(of(&growth).0, 1);
    let rate = ["镇 面积 产量 单产", "甲 100 40 400", "乙 200 90 450", "丙 300 150 500", "丁 400 160 480"];
    assert_eq!(of(&rate).0, 1);
    for rows in [
        ["镇 面积（亩） 产量（吨） 单产（公斤/亩）", "甲 18460 7107 385", "乙 26300 10783 410", "丙 21750 8483 399"],
        ["镇 计划（万元） 完成（万元） 完成率（%）", "甲 1050 987 94.0", "乙 860 845 98.3", "丙 1240 1136 90.6"],
        ["镇 今年 去年 增减", "甲 18460 17107 1353", "乙 26300 20783 5517", "丙 21750 18483 3276"],
        ["镇 面积（公顷） 产量（吨） 亩产（公斤）", "甲 1230 7107 385", "乙 1753 10783 410", "丙 1450 8483 309"],
        [
            "项目 2022年 2023年 2024年",
            "面积（亩） 18460 26300 21750",
            "产量（吨） 7107 10783 8483",
            "单产（公斤/亩） 385 410 399",
        ],
        ["村 户数 人口 户均人口", "甲 1846 5538 3.00", "乙 2630 7101 2.70", "丙 2175 6743 3.20"],
    ] {
        assert_eq!(of(&rows).0, 1, "{rows:?}");
    }
    let share = ["镇 产量 占比（%）", "甲 410 41.0", "乙 290 29.9", "丙 300 30.0", "合计 1000 100.0"];
    assert_eq!(of(&share).0, 2);
    let parts = [
        "县 常住人口 城镇 乡村",
        "甲 38420 18210 20210",
        "乙 29770 11270 18500",
        "丙 41560 20360 21200",
        "丁 51300 30100 21900",
    ];
    assert_eq!(of(&parts).0, 1);
    let two = ["乡镇 户 人", "甲 120 300", "乙 130 310", "合计 250 710"];
    assert_eq!(of(&two), (1, 1));
}

#[test]
fn tables_that_hold_are_shown_and_others_left_alone() {
    assert_eq!(of(&["乡镇 面积", "甲 120", "乙 130", "合计 250"]), (0, 1));
    assert_eq!(of(&["乡镇 单产", "甲 385", "乙 410", "合计 397"]).0, 0);
    assert_eq!(of(&["项目 投资", "甲 12.55", "乙 13.44", "总计 26.0"]), (0, 1));
    assert_eq!(of(&["指标 户 人", "甲 10 30", "其中：乙 5 10", "丙 10 20", "合计 20 50"]).0, 0);
    assert_eq!(of(&["主要乡镇 户 人", "甲 10 30", "乙 5 10", "全县 200 500"]).0, 0);
    assert_eq!(of(&["年份 收入", "2021 100", "2022 110", "2023 120"]).0, 0);
    assert_eq!(of(&["乡镇 合计 其中：林地 补植", "甲 30 10 5", "乙 50 20 3", "丙 60 20 8"]).0, 0);
    assert_eq!(of(&["类别 占比（%）", "甲 33.3", "乙 33.3", "丙 33.3", "合计 100"]), (0, 1));
    assert_eq!(of(&["镇 今年 去年 位次", "甲 184 171 3", "乙 263 207 1", "丙 217 184 2"]).0, 0);
    assert_eq!(
        of(&[
            "指标 2023年 2024年 增长（%）",
            "生产总值 110 120 6.1",
            "投资 125 150 20.0",
            "消费 130 143 10.0",
            "税收 214 230 7.5"
        ])
        .0,
        0
    );
    assert_eq!(of(&["镇 户数 面积（亩） 户均（亩）", "甲 1210 3025 2.5", "乙 1310 3930 3.0", "丙 1420 4402 3.1"]).0, 0);
    assert_eq!(of(&["年份 2021 2022 2023", "收入 110 120 130", "支出 100 105 118", "结余 10 15 12"]).0, 0);
    assert_eq!(of(&["姓名 电话", "甲 12", "乙 13"]), (0, 0));
    assert_eq!(of(&["序号 项目 投资", "1 甲 12", "2 乙 13", "合计 — 25"]), (0, 1));
    assert_eq!(of(&["指标 本年 上年 增长（%）", "甲 110 100 10.0", "乙 120 100 20.0", "丙 90 100 －10.0"]).0, 0);
    assert_eq!(of(&["乡镇 户", "甲 120", "小计 120", "乙 130", "丙 50", "小计 180", "合计 300"]).0, 0);
    assert_eq!(of(&["镇 一季度 二季度 完成率", "甲 10 20 50", "乙 30 20 61", "丙 5 20 70"]).0, 0);
}

#[test]
fn shares_have_one_whole_though_the_table_does_not_show_it() {
    let kinds = |junior: &str| {
        of(&[
            "类别 校数 学生数 占比（%）",
            "幼儿园 71 9126 18.9",
            "小学 62 20715 42.9",
            junior,
            "高中 4 5320 11.0",
            "职校 2 1715 3.6",
        ])
    };
    assert_eq!(kinds("初中 18 11384 23.6"), (0, 5));
    assert_eq!(kinds("初中 18 11384 26.3"), (1, 4));
    assert_eq!(kinds("初中 18 13184 23.6"), (1, 4));
    // Shares of something else, or of wholes of their own.
    assert_eq!(of(&["镇 户数 党员占比（%）", "甲 1210 12.4", "乙 1310 13.1", "丙 1420 9.7", "丁 905 10.2"]).0, 0);
}

/// What is said of a text behind a table, and what is verified there.
fn behind(text: &str) -> (usize, usize) {
    let table = "|乡镇|播种面积（亩）|产量（吨）|单产（公斤/亩）|\n|---|---|---|---|\n|城关镇|18460|7107|385|\n|石门镇|26300|10783|410|\n\
        |柳林乡|14200|5041|355|\n|合计|58960|22931|389|\n\n";
    let audited = audit::text("x", &format!("{table}{text}\n"), Markup::Markdown);
    let told = audited.findings.iter().filter(|finding| finding.code == "table-off").count();
    let held = audited.verified.iter().filter(|held| held.code == "table-off").count();
    (told, held - 6)
}

#[test]
fn what_the_text_says_of_a_table_is_compared_with_it() {
    for (wrong, right) in [
        ("石门镇产量占全县夏粮产量的49.0%。", "石门镇产量占全县夏粮产量的47.0%。"),
        ("石门镇单产最高，播种面积占全县的46.6%。", "石门镇单产最高，播种面积占全县的44.6%。"),
        ("单产最高的石门镇比最低的柳林乡每亩高65公斤。", "单产最高的石门镇比最低的柳林乡每亩高55公斤。"),
        ("石门镇播种面积26800亩。", "石门镇播种面积26300亩。"),
        ("全县播种面积较上年同期的58500亩略增1.8%。", "全县播种面积较上年同期的58500亩略增0.8%。"),
    ] {
        assert_eq!((behind(wrong).0, behind(right)), (1, (0, 1)), "{wrong}");
    }
    for text in [
        "石门镇水稻播种面积占本镇的46.6%。",
        "石门镇产量比上年增长3.2%。",
        "石门镇蔬菜产量占全县蔬菜产量的12.5%。",
        "石门镇蔬菜播种面积1260亩。",
        "全县蔬菜产量83200吨。",
        "石门镇、柳林乡产量合计15824吨。",
        "石门镇播种面积约2.6万亩。",
    ] {
        assert_eq!(behind(text).0, 0, "{text}");
    }
}

#[test]
fn growth_is_not_added() {
    for rows in [
        ["类别 用水量 与2022年比较（%）", "农业 9024 -2.1", "工业 2176 +4.8", "合计 11200 -0.8"],
        ["类别 用水量 变化", "农业 9024 +2.1", "工业 2176 +4.8", "合计 11200 +2.6"],
        ["镇 户 较2022年（%）", "甲 120 3.1", "乙 130 4.2", "合计 250 3.7"],
    ] {
        assert_eq!(of(&rows).0, 0, "{rows:?}");
    }
}

/// What is told of a text behind a table of years.
fn of_years(text: &str) -> usize {
    let table = "|指标|2020年|2023年|2025年目标|增幅（%）|\n|---|---|---|---|---|\n|技改投资（亿元）|8.4|12.6|14.0|50.0|\n|规上企业（家）|120|186|180|55.0|\n\
        |规上服务业企业（家）|40|52|60|30.0|\n\n";
    let audited = audit::text("x", &format!("{table}{text}\n"), Markup::Markdown);
    audited.findings.iter().filter(|finding| finding.code == "table-off").count()
}

#[test]
fn what_the_text_says_of_one_row_follows_from_its_columns() {
    for (wrong, right) in [
        ("2023年技改投资比2020年增长60.0%。", "2023年技改投资比2020年增长50.0%。"),
        ("技改投资是2020年的1.6倍。", "技改投资是2020年的1.5倍。"),
        ("技改投资达到2025年目标的95.0%。", "技改投资达到2025年目标的90.0%。"),
        ("规上企业超过2025年目标16家。", "规上企业超过2025年目标6家。"),
        ("规上企业三年净增76家。", "规上企业三年净增66家。"),
        ("规上企业增幅高于技改投资15.0个百分点。", "规上企业增幅高于技改投资5.0个百分点。"),
    ] {
        assert_eq!((of_years(wrong), of_years(right)), (1, 0), "{wrong}");
    }
    for text in [
        "高新技术企业是2020年的3.2倍。",
        "贷款余额比年初增加5.2亿元，增速达28.6%。",
        "技改投资比2022年增长8.0%。",
        "规上企业产值比2020年增长31.0%，规上服务业企业营收增长12.0%。",
    ] {
        assert_eq!(of_years(text), 0, "{text}");
    }
}

#[test]
fn a_pasted_table_of_markdown_is_read() {
    let audited = audit::text(
        "x.txt",
        "2023年投入情况如下。\n\n| 乡镇 | 脱贫户（户） |\n|---|---|\n| 甲镇 | 1065 |\n| 乙镇 | 2023 |\n| 合计 | 4088 |",
        Markup::Plain,
    );
    let codes: Vec<&str> = audited.findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["table-off"]);
}
