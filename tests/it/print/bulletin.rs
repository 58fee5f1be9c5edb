//! 简报 on paper: the custom of offices, which no standard covers. Red name, numbers, organ and day over a red rule, 编者按, one item
//! or several on the lines of the page, 报 送 发 at the foot of the last.

use super::paper::{Paper, black, red};
use super::printed;
use crate::world::World;

const PITCH: f64 = 29.6 * 25.4 / 72.0;
const EM: f64 = 15.75 * 25.4 / 72.0;
const EM_4: f64 = 14.0 * 25.4 / 72.0;

pub const FRONT: &str = "genre: bulletin
title: 监测帮扶到户的主要做法
masthead: { name: 示例三农, issue: 12, serial: 91, issuers: [示例县农业农村局, 示例县乡村振兴局] }
distribution: { report: 县委、县政府。, send: 县级各部门。, issue: 各乡镇。, copies: 50 }
";

fn sentence(i: usize) -> String {
    let topics = ["产业", "就业", "教育", "医疗", "住房", "饮水", "道路", "用电", "养老", "文化", "环境", "治安"];
    let (a, b) = (topics[i % 12], topics[(i * 5 + 1) % 12]);
    format!("抓好{a}与{b}两个方面的衔接安排，把责任落到部门和乡镇，把进度落到季度和月份")
}

fn body(paragraphs: usize) -> String {
    let paragraph = |p: usize| (0..3).map(|i| sentence(p * 7 + i)).collect::<Vec<_>>().join("；") + "。";
    (0..paragraphs).map(paragraph).collect::<Vec<_>>().join("\n\n")
}

/// One paragraph over several pages: nothing in it keeps a page from being full.
fn long() -> String {
    (0..40).map(sentence).collect::<Vec<_>>().join("；") + "。"
}

#[track_caller]
fn near(found: f64, wanted: f64, what: &str) {
    assert!((found - wanted).abs() <= 0.5, "{what}: {found:.2} mm, wanted {wanted:.2} mm");
}

#[track_caller]
fn stands_on_lines(paper: &Paper) {
    for (number, page) in paper.pages.iter().enumerate() {
        // Not those of 编者按, which are set in on both sides.
        let is_text = |left: f64| [28.0, 28.0 + 2.0 * EM].iter().any(|wanted| (left - wanted).abs() < 0.3);
        let lines = page.lines.iter().filter(|line| line.text.contains("方面的衔接") && is_text(line.left));
        for line in lines {
            let over = (line.top - 37.0) / PITCH;
            let off = (over - over.round()).abs() * PITCH;
            assert!(off < 0.5, "page {}: {off:.2} mm off the lines of the page: {line:?}", number + 1);
        }
    }
}

#[test]
fn the_head_has_its_name_numbers_and_rule_in_their_places() {
    let Some(paper) = printed(FRONT, &body(9)) else { return };
    let page = &paper.pages[0];
    let rules = page.rules(red);
    assert_eq!(rules.len(), 1, "{rules:?}");
    near(rules[0].left, 28.0, "红线");
    near(rules[0].right, 184.0, "红线");
    assert!((rules[0].thickness - 0.79).abs() <= 0.11, "红线 2.25 磅: {rules:?}");
    let (top, _) = page.ink(red, 40.0, rules[0].top - 1.0).unwrap();
    near(top, 37.0 + 20.0, "刊名上边缘距版心上边缘");
    let number = page.line("第12期（总第091期）");
    // The box of the last bracket is wider than what is seen of it.
    assert!(((number.left + number.right) / 2.0 - 106.0).abs() < 1.6, "期号居中: {number:?}");
    near(page.line("示例县农业农村局").left, 28.0, "编印机关居左");
    let (day, lunar) = (page.line("2024年4月10日"), page.line("农历甲辰年三月初二"));
    near(day.right, 184.0, "日期居右");
    near(lunar.right, 184.0, "农历居右");
    assert!(lunar.top > day.top);
    near(rules[0].top, lunar.bottom + 4.0, "红线在日期下 4 毫米");
}

#[test]
fn a_full_page_has_22_lines_and_the_text_stands_on_them_from_the_first_page_on() {
    let Some(paper) = printed(FRONT, &long()) else { return };
    let lines = paper.pages[1].body();
    assert_eq!(lines.len(), 22, "{lines:#?}");
    near(lines[0].top, 37.0, "第一行");
    near(lines[21].bottom, 262.0, "末行");
    near(paper.pages[0].body().last().unwrap().bottom, 262.0, "首页末行");
    stands_on_lines(&paper);
}

#[test]
fn a_long_note_leaves_room_for_the_title_or_has_the_page_to_itself() {
    for sentences in [2, 6, 9, 14] {
        let note: String = (0..sentences).map(|i| sentence(i) + "。").collect();
        let Some(paper) = printed(&format!("{FRONT}editors_note: {note}\n"), &long()) else { return };
        let page = &paper.pages[0];
        assert!(page.line("编者按：").left > 28.0 + EM_4, "编者按另起，两边缩进");
        let last = page.lines.iter().filter(|line| line.bottom < 262.5).map(|line| line.bottom).fold(0.0, f64::max);
        let has_title = page.lines.iter().any(|line| line.text.contains("主要做法"));
        assert!(has_title == (sentences < 14), "{sentences} sentences: {:#?}", page.lines);
        if has_title {
            near(last, 262.0, "首页排满");
        }
        stands_on_lines(&paper);
    }
}

#[test]
fn a_long_name_stands_in_two_lines() {
    let front = FRONT.replace("name: 示例三农", "name: 示例县巩固拓展脱贫攻坚成果同乡村振兴有效衔接工作简报");
    let Some(paper) = printed(&front, &body(1)) else { return };
    let (first, second) = (paper.pages[0].line("示例县巩固"), paper.pages[0].line("工作简报"));
    assert!(first.bottom - first.top > 9.0 && second.top > first.top, "{first:?} {second:?}");
    near((first.left + first.right) / 2.0, 106.0, "居中");
}

#[test]
fn supplements_are_counted_apart() {
    for (numbers, wanted) in [
        ("supplement: 3", "增刊第3期"),
        ("增刊: 3, 期号: 91", "增刊第3期（总第091期）"),
        ("kind: 增刊, serial: 91", "（总第091期）"),
        ("本年期号: 4", "第4期"),
    ] {
        let front = FRONT.replace("issue: 12, serial: 91", numbers);
        let Some(paper) = printed(&front, &body(1)) else { return };
        let line = paper.pages[0].line(wanted);
        assert_eq!(line.text.replace(' ', ""), wanted);
    }
}

#[test]
fn the_foot_ends_the_last_page_and_never_stands_alone() {
    for paragraphs in [4, 7, 8, 9, 10] {
        let Some(paper) = printed(FRONT, &body(paragraphs)) else { return };
        let (last, before) = paper.pages.split_last().unwrap();
        let rules = last.rules(black);
        assert_eq!(rules.len(), 3, "{rules:?}");
        for (rule, thickness) in rules.iter().zip([0.35, 0.25, 0.35]) {
            assert!((rule.thickness - thickness).abs() <= 0.11, "{rules:?}");
        }
        near(rules[2].top + 0.35, 262.0, "末条线与版心下边缘");
        near(last.line("报：").left, 28.0 + EM_4, "左空一字");
        near(last.line("共印50份").right, 184.0 - EM_4, "右空一字");
        assert!(last.line("共印50份").top > rules[1].top);
        assert!(
            last.lines.iter().any(|line| line.text.contains("衔接安排")),
            "{paragraphs} paragraphs: the foot stands alone"
        );
        assert!(before.iter().all(|page| page.rules(black).is_empty()), "only on the last page");
    }
}

#[test]
fn a_source_goes_with_the_foot_and_stays_off_its_rule() {
    for paragraphs in [1, 2, 7, 8] {
        let text = format!("{}\n\n（示例县农业农村局供稿）", body(paragraphs));
        let Some(paper) = printed(FRONT, &text) else { return };
        let last = paper.pages.last().unwrap();
        let (source, rule) = (last.line("示例县农业农村局供稿"), last.rules(black)[0]);
        assert!(rule.top - source.bottom > 5.0, "{paragraphs} paragraphs: {source:?} {rule:?}");
        assert!(last.lines.iter().any(|line| line.text.contains("衔接安排")), "{:#?}", last.lines);
    }
}

#[test]
fn several_items_have_titles_bylines_sources_and_contents() {
    let item = |name: &str, i: usize| {
        format!("# {name}的做法\n\n*{name}人民政府*\n\n## 抓早抓小\n\n{}。\n\n（{name}供稿）\n\n", sentence(i))
    };
    let text = item("甲镇", 1) + &item("乙镇", 2) + &item("丙镇", 3);
    let Some(paper) = printed(FRONT, &text) else { return };
    let page = &paper.pages[0];
    let contents = page.line("本期要目");
    near((contents.left + contents.right) / 2.0, 106.0, "本期要目居中");
    let titles: Vec<_> =
        paper.pages.iter().flat_map(|page| &page.lines).filter(|l| l.text.contains("的做法")).collect();
    assert_eq!(titles.len(), 6, "three in the contents, three above their texts: {titles:#?}");
    for title in &titles[3..] {
        near((title.left + title.right) / 2.0, 106.0, "标题居中");
    }
    let lines = || paper.pages.iter().flat_map(|page| &page.lines);
    let byline = lines().find(|line| line.text == "甲镇人民政府").unwrap();
    near((byline.left + byline.right) / 2.0, 106.0, "作者居中");
    let source = lines().find(|line| line.text.contains("甲镇供稿")).unwrap();
    near(source.right, 184.0 - 2.0 * EM, "供稿居右空二字");
    assert_eq!(lines().filter(|line| line.text.contains("一、抓早抓小")).count(), 3, "每篇从“一、”编起");
    assert!(!lines().any(|line| line.text.contains("监测帮扶到户")), "the issue's own title is not printed");
    stands_on_lines(&paper);
}

/// What a wrong masthead is told, by code and place.
#[test]
fn a_wrong_masthead_is_told() {
    let told = |masthead: &str| {
        let front = format!(
            "region: \"990101\"\nyear: 2024\ndate: 2024-04-10\ngenre: bulletin\ntitle: 甲\nmasthead: {masthead}\n"
        );
        let world = World::starter().with("content/reports/2024/b.md", format!("---\n{front}---\n抓好各项安排。\n"));
        let told = world.told();
        assert_eq!(told.len(), 1, "{told:#?}");
        assert!(told[0].contains("content/reports/2024/b.md:7"), "{told:?}");
        told[0].clone()
    };
    assert!(told("{ name: 三农 }").contains("missing-key"));
    assert!(told("{ name: 三农, issue: 1, supplement: 3 }").contains("wrong-shape"));
    assert!(told("{ name: 三农, serial: 0 }").contains("wrong-shape"));
    assert!(told("{ name: 三农, supplement: 三 }").contains("wrong-shape"));
    assert!(told("{ name: 三农, serial: 9, secrecy: 内部 }").contains("wrong-shape"));
    assert!(told("{ name: 三农, serial: 9, 印数: 3 }").contains("unknown-key"));
}
