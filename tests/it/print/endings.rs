//! How a document ends on paper: its last paragraph with who signs it, and 版记 below. GB/T 9704—2012 7.3.5, 7.3.6, 7.4.

use super::forms::{FRONT, UPWARD, body};
use super::paper::{Page, Paper, black};
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
            let names: Vec<f64> = page
                .lines
                .iter()
                .filter(|line| line.text.contains("理局") && line.left > 29.0)
                .map(|line| line.top)
                .collect();
            assert_eq!(names.len(), count, "{:#?}", page.lines);
            let mut rows = names.clone();
            rows.dedup_by(|a, b| (*a - *b).abs() < 1.0);
            // Seals of 42 mm do not touch.
            assert!(rows.windows(2).all(|pair| pair[1] - pair[0] >= 42.0), "{rows:?}");
            let text = page.body().iter().filter(|line| line.left < 28.5 && line.bottom < 240.0).count();
            assert!(text > 0, "{count} organs without text: {:#?}", page.lines);
            // No more goes with them than has to.
            let before = paper.pages[paper.pages.len() - 2].body().last().unwrap().bottom;
            // Twelve take a page with little left for text.
            assert!(count > 8 || text < 4 || before > 250.0, "{count} organs: the page before ends at {before} mm");
        }
    }
}

/// Names of organs, as many as wanted, each other than the others.
fn organs(count: usize) -> String {
    let name = |i: usize| format!("示例县{}第{}管理局", ["农业", "林业", "财政", "教育"][i % 4], i + 100);
    (0..count).map(name).collect::<Vec<_>>().join("，")
}

#[test]
fn recipients_that_leave_no_room_for_text_go_to_the_colophon() {
    for (count, goes) in [(12, false), (40, true)] {
        let front = FRONT.replace("各乡镇人民政府，县级各部门", &organs(count));
        let Some(paper) = printed(&front, &body(2, 3)) else { return };
        let first = &paper.pages[0];
        assert!(first.body().iter().any(|line| line.text.contains("衔接安排")), "{:#?}", first.lines);
        let text = first.body().iter().any(|line| line.text.starts_with("示例县农业第"));
        assert_eq!(text, !goes, "{count} organs");
        let last = paper.pages.last().unwrap();
        assert_eq!(last.lines.iter().any(|line| line.text.starts_with("主送：")), goes, "{:#?}", last.lines);
        if goes {
            assert!(last.line("主送：").top < last.line("抄送：").top);
            assert_eq!(last.rules(black).len(), 3, "no rule between 主送 and 抄送");
            last.line("139管理局。");
        }
    }
}

#[test]
fn a_colophon_higher_than_a_page_goes_over_to_the_next() {
    for count in [90, 230] {
        let front = FRONT.replace("县委办公室、县人大常委会办公室", &organs(count));
        let Some(paper) = printed(&front, &body(2, 3)) else { return };
        let mut names = 0;
        for page in &paper.pages {
            let mut lines: Vec<_> = page.lines.iter().filter(|line| line.left < 100.0 && line.bottom < 263.0).collect();
            lines.sort_by(|a, b| a.top.total_cmp(&b.top));
            for pair in lines.windows(2) {
                assert!(pair[1].top > pair[0].bottom - 0.5 || pair[1].left > pair[0].right, "{pair:?}");
            }
            names += lines.iter().map(|line| line.text.matches("管理局").count()).sum::<usize>();
            assert!(page.lines.iter().all(|line| line.bottom < 262.5 || line.text.contains('—')), "below the text");
        }
        assert_eq!(names, count);
        let last = paper.pages.last().unwrap().rules(black);
        assert!((last.last().unwrap().top - 262.0 + 0.35).abs() < 0.5, "末条分隔线: {last:?}");
        assert!(paper.pages.last().unwrap().lines.len() > 4, "more than its last row");
    }
}

#[test]
fn white_stands_above_the_colophon() {
    for sentences in [1, 2, 3, 20, 21] {
        let Some(paper) = printed(FRONT, &body(1, sentences)) else { return };
        let page = page_with(&paper, "抄送：");
        let rule = page.rules(black)[0].top;
        let above = page.lines.iter().filter(|line| line.bottom < rule + 3.0 && line.top < rule - 3.0);
        let above = above.map(|line| line.bottom).fold(0.0, f64::max);
        assert!(rule - above > 5.0, "{sentences} sentences: {} mm", rule - above);
    }
}
