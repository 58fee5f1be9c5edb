//! How a document ends on paper: its last paragraph with who signs it, and 版记 below. GB/T 9704—2012 7.3.5, 7.3.6, 7.4.

use super::forms::{FRONT, UPWARD, body};
use super::paper::{Page, Paper};
use super::printed;

/// Front matter of a document that so many organs sign, with room for their seals.
fn sealed_by(count: usize) -> String {
    let subjects = ["农业", "林业", "财政", "教育", "民政", "文化", "交通", "水利", "审计", "统计", "商务", "信访"];
    let organs = subjects.map(|subject| format!("示例县{subject}和综合协调管理局"));
    UPWARD
        .replace("[示例县人民政府, 示例县农业农村局, 示例县财政局]", &format!("[{}]", organs[..count].join(", ")))
        .replace("signers: [甲某, 乙某某, 丙某]\n", "disclosure: 此件公开发布\nprinted_by: 示例县农业局\n")
}

/// The page on which a text stands.
#[track_caller]
fn page_with<'a>(paper: &'a Paper, text: &str) -> &'a Page {
    let stands = |page: &&Page| page.lines.iter().any(|line| line.text.replace(' ', "").contains(text));
    paper.pages.iter().find(stands).unwrap_or_else(|| panic!("no page with {text}"))
}

#[test]
fn a_heading_that_begins_the_last_paragraph_stays_with_it() {
    for paragraphs in [4, 6, 7] {
        for ending in ["要落实到位并抓好督查。".to_string(), body(1, 3)] {
            let before = "要落实到位并抓好督查。\n\n".repeat(paragraphs);
            let Some(paper) = printed(FRONT, &format!("{before}## 甲方面\n\n### 乙方面\n\n{ending}")) else {
                return;
            };
            let line = page_with(&paper, "乙方面。").line("乙方面。");
            let start: String = ending.chars().take(6).collect();
            assert!(line.text.contains(&start), "{paragraphs} paragraphs: {line:?}");
            let last = page_with(&paper, "2024年4月10日");
            assert!(last.lines[0].text.chars().count() > 3, "a line of text above the signature: {:#?}", last.lines);
        }
    }
}

#[test]
fn many_seals_stand_on_one_page_below_a_line_of_the_text() {
    for count in [8, 12] {
        for sentences in [3, 9] {
            let Some(paper) = printed(&sealed_by(count), &body(2, sentences)) else { return };
            let page = page_with(&paper, "2024年4月10日");
            let names = page.lines.iter().filter(|line| line.text.contains("综合协调管理局") && line.left > 29.0);
            assert_eq!(names.count(), count, "{:#?}", page.lines);
            let text = page.body().iter().filter(|line| line.left < 28.5 && line.bottom < 240.0).count();
            assert!(text > 0, "{count} organs without text: {:#?}", page.lines);
            // No more goes with them than has to.
            let before = paper.pages[paper.pages.len() - 2].body().last().unwrap().bottom;
            assert!(text < 4 || before > 250.0, "{count} organs: the page before ends at {before} mm");
        }
    }
}
