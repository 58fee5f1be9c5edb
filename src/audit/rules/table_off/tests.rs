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
    let row = ["乡镇 合计 耕地 林地", "甲 30 10 20", "乙 50 20 30", "丙 60 20 30"];
    assert_eq!(of(&row).0, 1);
    let growth =
        ["指标 本年 上年 增长（%）", "甲 110 100 10.0", "乙 120 100 20.0", "丙 130 100 30.0", "丁 140 100 45.0"];
    assert_eq!(of(&growth).0, 1);
    let rate = ["镇 面积 产量 单产", "甲 100 40 400", "乙 200 90 450", "丙 300 150 500", "丁 400 160 480"];
    assert_eq!(of(&rate).0, 1);
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
    assert_eq!(of(&["姓名 电话", "甲 12", "乙 13"]), (0, 0));
    assert_eq!(of(&["序号 项目 投资", "1 甲 12", "2 乙 13", "合计 — 25"]), (0, 1));
    assert_eq!(of(&["指标 本年 上年 增长（%）", "甲 110 100 10.0", "乙 120 100 20.0", "丙 90 100 －10.0"]).0, 0);
    assert_eq!(of(&["乡镇 户", "甲 120", "小计 120", "乙 130", "丙 50", "小计 180", "合计 300"]).0, 0);
    assert_eq!(of(&["镇 一季度 二季度 完成率", "甲 10 20 50", "乙 30 20 61", "丙 5 20 70"]).0, 0);
}
