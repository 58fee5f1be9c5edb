//! 公文 on paper: GB/T 9704—2012 clause by clause.

use super::forms::{FRONT, LETTER, MINUTES, ORDER, UPWARD, body};
use super::paper::{Line, Page, Paper, Rule, black, red};
use super::{printed, with_pdf_of};
use crate::world::World;

/// From line to line, and the widths of a character of 3号 and of 4号, in millimetres.
const PITCH: f64 = 29.6 * 25.4 / 72.0;
const EM: f64 = 15.75 * 25.4 / 72.0;
const EM_4: f64 = 14.0 * 25.4 / 72.0;

#[track_caller]
fn near(found: f64, wanted: f64, what: &str) {
    assert!((found - wanted).abs() <= 0.5, "{what}: {found:.2} mm, wanted {wanted:.2} mm");
}

#[track_caller]
fn is_rule(rule: &Rule, top: f64, thickness: f64, what: &str) {
    near(rule.top, top, what);
    assert!((rule.thickness - thickness).abs() <= 0.11, "{what}: {} mm thick, wanted {thickness}", rule.thickness);
}

/// The ink of a large character ends a little above its box.
#[track_caller]
fn is_two_lines_below(line: &Line, ink: f64) {
    let wanted = ink + 2.0 * PITCH;
    assert!((line.top - wanted).abs() < 1.0, "下空二行: {:.2} mm, wanted {wanted:.2} mm", line.top);
}

#[test]
fn a_full_page_has_22_lines_of_28_characters_in_156_by_225_mm() {
    // Without marks within, which are narrower at the end of a line.
    let text = body(1, 40).replace(['，', '；'], "");
    let Some(paper) = printed(FRONT, &text) else { return };
    let page = &paper.pages[1];
    let lines = page.body();
    assert_eq!(lines.len(), 22, "{lines:#?}");
    near(lines[0].top, 37.0, "天头");
    near(lines[21].bottom, 37.0 + 225.0, "版心下边缘");
    let full: Vec<&&Line> = lines.iter().filter(|line| line.text.chars().count() == 28).collect();
    assert!(full.len() >= 14, "{lines:#?}");
    for line in full {
        near(line.left, 28.0, "订口");
        near(line.right, 184.0, "版心右边缘");
    }
    for (i, line) in lines.iter().enumerate() {
        near(line.top, 37.0 + i as f64 * PITCH, "行");
        assert!(line.right < 184.5, "{line:?}");
    }
}

#[test]
fn the_text_of_the_first_page_stands_on_the_same_grid() {
    let Some(paper) = printed(FRONT, &body(1, 40)) else { return };
    let last = paper.pages[0].body().last().map(|line| line.bottom).unwrap();
    near(last, 262.0, "首页末行");
}

#[test]
fn the_head_stands_where_the_standard_puts_it() {
    let Some(paper) = printed(FRONT, &body(8, 7)) else { return };
    let page = &paper.pages[0];
    let rules = page.rules(red);
    assert_eq!(rules.len(), 1, "{rules:?}");
    let (top, bottom) = page.ink(red, 40.0, rules[0].top - 1.0).unwrap();
    near(top, 37.0 + 35.0, "发文机关标志上边缘");
    let number = page.line("示府办〔2024〕8号");
    is_two_lines_below(number, bottom);
    near((number.left + number.right) / 2.0, 106.0, "发文字号居中");
    near(rules[0].top, number.bottom + 4.0, "红色分隔线");
    near(rules[0].left, 28.0, "红色分隔线");
    near(rules[0].right, 184.0, "红色分隔线");
    let title = page.line("关于做好今年各项工作的通知");
    assert!(title.top > rules[0].top + 2.0 * PITCH - 1.0, "{title:?}");
    assert!(page.body().iter().any(|line| line.text.contains("抓好")), "the first page shows text (7.3.3)");
}

#[test]
fn an_empty_line_stands_between_the_title_and_those_it_goes_to() {
    let about = "关于做好今年农业农村领域项目资金安排和东西部协作有关工作并加强部门之间衔接配合以及资料归档管理";
    for length in [8, 24, 40, about.chars().count()] {
        let about: String = about.chars().take(length).collect();
        let front = FRONT.replace("关于做好今年各项工作的通知", &format!("{about}的通知"));
        let Some(paper) = printed(&front, &body(3, 3)) else { return };
        let page = &paper.pages[0];
        let recipients = page.line("各乡镇人民政府，县级各部门：");
        let title =
            page.lines.iter().rev().find(|line| line.bottom < recipients.top + 1.0 && line.top < recipients.top - 3.0);
        let white = recipients.top - title.unwrap().bottom;
        assert!((PITCH - 0.5..2.0 * PITCH + 0.5).contains(&white), "{length}: {white} mm");
    }
}

#[test]
fn the_first_page_shows_text_however_many_organs_issue_it() {
    let organs = ["示例县人民政府", "示例县农业农村局", "示例县财政局", "示例县教育和体育局", "示例县民政局"];
    for count in [2, 4, 6, 8, 10] {
        let names: Vec<&str> = organs.iter().cycle().take(count).copied().collect();
        let names =
            names.iter().enumerate().map(|(i, name)| name.replace('县', ["县", "市"][i / 5])).collect::<Vec<_>>();
        let front = UPWARD
            .replace("[示例县人民政府, 示例县农业农村局, 示例县财政局]", &format!("[{}]", names.join(", ")))
            .replace("[甲某, 乙某某, 丙某]", &format!("[{}]", vec!["甲某"; count].join(", ")));
        let Some(paper) = printed(&front, &body(3, 2)) else { return };
        let page = &paper.pages[0];
        let recipients = page.line("示例市人民政府：");
        let text = page.body().iter().filter(|line| line.top > recipients.bottom).count();
        assert!(text >= 2, "{count} organs: {:#?}", page.lines);
        near(page.ink(red, 40.0, 100.0).unwrap().0, 72.0, "发文机关标志上边缘");
    }
}

#[test]
fn page_numbers_change_sides() {
    let Some(paper) = printed(FRONT, &body(8, 7)) else { return };
    for (i, page) in paper.pages.iter().enumerate() {
        let number = page.line(&format!("—{}—", i + 1));
        match i % 2 {
            0 => near(number.right, 184.0 - EM_4, "单页码居右空一字"),
            _ => near(number.left, 28.0 + EM_4, "双页码居左空一字"),
        }
        let (top, bottom) = page.ink(black, 263.0, 275.0).unwrap();
        let dash = f64::midpoint(top, bottom);
        assert!((dash - 269.0).abs() < 1.0, "一字线距版心下边缘7毫米: {dash}");
    }
}

#[test]
fn the_colophon_ends_with_the_text() {
    let Some(paper) = printed(FRONT, &body(8, 7)) else { return };
    let page = paper.pages.last().unwrap();
    let rules = page.rules(black);
    assert_eq!(rules.len(), 3, "{rules:?}");
    is_rule(&rules[0], rules[0].top, 0.35, "首条分隔线");
    is_rule(&rules[1], rules[1].top, 0.25, "中间的分隔线");
    is_rule(&rules[2], 262.0 - 0.35, 0.35, "末条分隔线");
    near(page.line("抄送：").left, 28.0 + EM_4, "左空一字");
    near(page.line("印发").right, 184.0 - EM_4, "右空一字");
}

#[test]
fn a_signature_without_a_seal() {
    let Some(paper) = printed(FRONT, &body(8, 7)) else { return };
    let page = paper.pages.last().unwrap();
    let name = page.lines.iter().find(|l| l.text.contains("示例县人民政府办公室") && l.top < 200.0).unwrap();
    let date = page.line("2024年4月10日");
    near(name.right, 184.0 - 2.0 * EM, "署名右空二字");
    near(date.left, name.left + 2.0 * EM, "首字比署名首字右移二字");
    assert!(date.top > name.top && page.line("（此件公开发布）").top > date.top);
}

#[test]
fn a_signature_with_a_seal_is_centred_over_its_date() {
    let Some(paper) = printed(&format!("{FRONT}seal: true\n"), &body(3, 3)) else { return };
    let page = paper.pages.last().unwrap();
    let name = page.lines.iter().find(|l| l.text.contains("示例县人民政府办公室") && l.top < 235.0).unwrap();
    let date = page.line("2024年4月10日");
    near((name.left + name.right) / 2.0, (date.left + date.right) / 2.0, "署名以日期为准居中");
    let wide = (name.right - name.left) - (date.right - date.left);
    near(date.right, 184.0 - (4.0 * EM).max(wide / 2.0), "日期右空四字");
}

#[test]
fn labels_stand_in_the_corner_without_moving_the_mark() {
    let front = format!("{FRONT}copy: \"000012\"\nsecrecy: 机密★20年\nurgency: 特急\n");
    let Some(paper) = printed(&front, &body(3, 3)) else { return };
    let page = &paper.pages[0];
    for (i, label) in ["000012", "机密★20年", "特急"].iter().enumerate() {
        near(page.line(label).left, 28.0, label);
        near(page.line(label).top, 37.0 + i as f64 * PITCH, label);
    }
    near(page.ink(red, 40.0, 100.0).unwrap().0, 72.0, "发文机关标志上边缘");
}

#[test]
fn a_document_to_those_above_names_who_signed_it() {
    let Some(paper) = printed(UPWARD, &body(3, 3)) else { return };
    let page = &paper.pages[0];
    let number = page.line("示府〔2024〕12号");
    near(number.left, 28.0 + EM, "发文字号居左空一字");
    near(number.top, page.line("丙某").top, "与最后一个签发人同一行");
    assert!(page.line("签发人：").top < number.top);
    let last = paper.pages.last().unwrap();
    let (name, date) = (last.line("示例县财政局"), last.line("2024年4月10日"));
    near((name.left + name.right) / 2.0, (date.left + date.right) / 2.0, "日期在最后一个署名之下");
}

#[test]
fn a_letter_has_two_double_rules_and_no_number_on_its_first_page() {
    let Some(paper) = printed(LETTER, &body(4, 5)) else { return };
    let page = &paper.pages[0];
    let rules = page.rules(red);
    assert_eq!(rules.len(), 4, "{rules:?}");
    let (top, bottom) = page.ink(red, 20.0, rules[0].top - 0.5).unwrap();
    near(top, 30.0, "发文机关标志距上页边");
    near(rules[0].top, bottom + 4.0, "红色双线");
    assert!(rules[0].thickness > rules[1].thickness && rules[2].thickness < rules[3].thickness, "{rules:?}");
    near(rules[3].top + rules[3].thickness, 297.0 - 20.0, "下双线距下页边");
    for rule in &rules {
        near(rule.left, 20.0, "双线居中");
        near(rule.right, 190.0, "双线长170毫米");
    }
    near(page.line("示农函〔2024〕3号").right, 184.0, "发文字号顶格居右");
    near(page.line("加急").top, page.line("示农函").top, "同一行");
    assert!(!page.lines.iter().any(|line| line.text.contains("1 —")), "首页不显示页码");
    assert_eq!(paper.pages.last().unwrap().rules(black).len(), 0, "版记不加分隔线");
}

#[test]
fn an_order_is_numbered_and_signed_by_a_person() {
    let Some(paper) = printed(ORDER, "《示例县村庄规划管理办法》已经县人民政府审议通过，现予公布，自公布之日起施行。")
    else {
        return;
    };
    let page = &paper.pages[0];
    assert!(page.rules(red).is_empty());
    let (top, bottom) = page.ink(red, 40.0, 100.0).unwrap();
    near(top, 37.0 + 20.0, "发文机关标志上边缘");
    let number = page.line("第7号");
    is_two_lines_below(number, bottom);
    near(page.line("2024年4月10日").right, 184.0 - 4.0 * EM, "日期右空四字");
    assert!(page.line("县长").right < 184.0 - 6.0 * EM);
}

#[test]
fn minutes_name_who_was_there() {
    let Some(paper) = printed(MINUTES, &body(2, 3)) else { return };
    let page = paper.pages.iter().find(|p| p.lines.iter().any(|l| l.text.contains("出席："))).unwrap();
    let label = page.line("出席：");
    near(label.left, 28.0 + 2.0 * EM, "左空二字");
    let second = page.lines.iter().find(|line| line.top > label.top + 1.0).unwrap();
    near(second.left, 28.0 + 5.0 * EM, "回行与冒号后的首字对齐");
    assert!(page.line("请假：").top > second.top);
}

#[test]
fn an_attachment_begins_a_page_with_its_title_on_the_third_line() {
    let body = format!("{}\n\n# 任务分工表\n\n{}\n\n# 进度表\n\n{}", body(2, 3), body(1, 3), body(1, 2));
    let Some(paper) = printed(FRONT, &body) else { return };
    let page = paper.pages.iter().find(|p| p.lines.iter().any(|l| l.text.replace(' ', "") == "附件1")).unwrap();
    let (mark, title) = (page.line("附件1"), page.line("任务分工表"));
    near(mark.left, 28.0, "顶格");
    near(mark.top, 37.0, "第一行");
    assert!((37.0 + 2.0 * PITCH - 1.0..37.0 + 3.0 * PITCH).contains(&title.top), "第三行: {title:?}");
    near((title.left + title.right) / 2.0, 106.0, "附件标题居中");
    near(page.body()[1].top, 37.0 + 4.0 * PITCH, "正文回到行格");
    let list = paper.pages.iter().find_map(|p| p.lines.iter().find(|l| l.text.contains("附件：1."))).unwrap();
    near(list.left, 28.0 + 2.0 * EM, "附件说明左空二字");
}

#[test]
fn notes_stand_above_the_colophon() {
    let mut seen = 0;
    for paragraphs in [2, 7, 8] {
        let text = format!("{}\n\n按规定办理[^1]。\n\n[^1]: 见《示例县管理办法》第三条。", body(paragraphs, 7));
        let Some(paper) = printed(FRONT, &text) else { return };
        let (last, others) = paper.pages.split_last().unwrap();
        let rules = last.rules(black);
        is_rule(&rules[rules.len() - 1], 262.0 - 0.35, 0.35, "末条分隔线");
        let is_marked = |page: &&Page| page.lines.iter().any(|line| line.text.contains("按规定办理"));
        if let Some(page) = others.iter().find(is_marked) {
            page.line("第三条");
            continue;
        }
        let (note, first) = (last.line("第三条"), last.line("抄送："));
        assert!(note.bottom < first.top - 1.0, "{note:?} {first:?}");
        let text = last.line("（此件公开发布）");
        assert!(note.top > text.bottom + 1.0, "{note:?} {text:?}");
        seen += 1;
    }
    assert!(seen > 0, "no note stood on the page of 版记");
}

#[test]
fn a_page_with_the_colophon_alone_bears_no_number() {
    let mut seen = 0;
    for lines in 17..20 {
        let attachment = "第一条规定。\n\n".repeat(lines);
        let Some(paper) = printed(FRONT, &format!("{}\n\n# 示例县管理办法\n\n{attachment}", body(2, 3))) else {
            return;
        };
        for (i, page) in paper.pages.iter().enumerate() {
            let is_alone = !page.lines.iter().any(|line| line.bottom < 240.0);
            let has_number = page.lines.iter().any(|line| line.text.replace(' ', "") == format!("—{}—", i + 1));
            assert_eq!(has_number, !is_alone, "page {}: {:#?}", i + 1, page.lines);
            seen += usize::from(is_alone);
        }
    }
    assert!(seen > 0, "版记 never stood alone");
}

#[test]
fn the_rule_above_the_notes_of_each_page_stands_above_them() {
    let mut seen = 0;
    let front =
        FRONT.replace("县人大常委会办公室", "县人大常委会办公室、县政协办公室、".repeat(4).trim_end_matches('、'));
    for sentences in 4..8 {
        let text = format!(
            "{}[^1]\n\n按规定办理[^2]并报告[^3]。\n\n[^1]: 见办法第三条。\n\n[^2]: 见办法第四条。\n\n[^3]: 见办法第五条。",
            body(1, sentences)
        );
        let Some(paper) = printed(&front, &text) else { return };
        let (last, others) = paper.pages.split_last().unwrap();
        let is_split = others.iter().any(|page| page.lines.iter().any(|line| line.text.contains("第三条")));
        if !is_split || !last.lines.iter().any(|line| line.text.contains("第四条")) {
            continue;
        }
        let (text, note) = (last.line("（此件公开发布）"), last.line("第四条"));
        assert!(last.ink(black, text.bottom + 2.0, note.top - 0.5).is_some(), "no rule above the notes");
        seen += 1;
    }
    assert!(seen > 0, "the notes never stood on two pages");
}

#[test]
fn no_page_holds_a_signature_without_a_line_of_the_text() {
    let mut seen = 0;
    for seal in ["", "seal: true\n"] {
        for (paragraphs, sentences) in [(1, 2), (1, 4), (1, 6), (1, 7), (1, 8), (2, 3), (3, 2)] {
            let text = format!(
                "{}\n\n# 任务分工表\n\n甲。\n\n# 进度表\n\n乙。\n\n# 名单\n\n丙。",
                body(paragraphs, sentences)
            );
            let Some(paper) = printed(&format!("{FRONT}{seal}"), &text) else { return };
            let is_signed = |page: &&Page| page.lines.iter().any(|line| line.text.replace(' ', "") == "2024年4月10日");
            let (at, page) = paper.pages.iter().enumerate().find(|(_, page)| is_signed(page)).unwrap();
            let date = page.line("2024年4月10日");
            let end = page.lines.iter().find(|line| line.top < date.top && line.text.ends_with('。'));
            assert!(end.is_some(), "{paragraphs} × {sentences} {seal}: {:#?}", page.lines);
            seen += usize::from(at > 0);
        }
    }
    assert!(seen > 0, "no signature stood on a second page");
}

#[test]
fn a_tall_chart_stands_below_the_title_of_its_attachment() {
    let mut regions = "regions:\n  \"990100\": { name: 示例市, short: 示例, kind: prefecture }\n  \"990101\": { name: 示例县, kind: county, parent: \"990100\" }\n  \"990102\": { name: 邻近县, kind: county, parent: \"990100\" }\n".to_owned();
    let mut world = World::starter();
    let figures = world.read("content/data/990102/2024.yaml");
    let digits = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    for number in 10..36 {
        let (code, name) = (format!("9901{number}"), format!("第{}{}县", digits[number / 10], digits[number % 10]));
        regions += &format!("  \"{code}\": {{ name: {name}, kind: county, parent: \"990100\" }}\n");
        world = world.with(&format!("content/data/{code}/2024.yaml"), figures.replace("990102", &code));
    }
    let world = world.with("content/regions.yaml", regions);
    let chart = "```chart\nkind: ranked\ntitle: 各县排行\nindicator: 农村居民人均可支配收入\nchildren: \"990100\"\nyear: 2024\n```";
    with_pdf_of(world, FRONT, &format!("{}\n\n# 附表\n\n{chart}", body(1, 2)), |_, pdf| {
        let paper = Paper::read(pdf);
        let is_label = |page: &&Page| page.lines.iter().any(|line| line.text.replace(' ', "") == "附件");
        let page = paper.pages.iter().find(is_label).unwrap();
        let (title, chart) = (page.line("附表"), page.line("各县排行"));
        assert!(title.bottom < chart.top, "{title:?} {chart:?}");
        assert!(page.line("第三五县").bottom < 262.0);
    });
}
