//! Lines that hold what is longer than they are: addresses and Latin words, in every genre.

use super::bulletin::FRONT as BULLETIN;
use super::forms::{FRONT, body};
use super::paper::{Line, can_be_read, sizes_and_lines};
use super::{printed, with_pdf};

const ADDRESS: &str = "https://www.example.gov.cn/zwgk/fdzdgknr/zcwj/xzgfxwj/202412/t20241205_12345678.html";
const MAIL: &str = "shilixianxiangcunzhenxingju.zonghegu2024nian@example.gov.cn";

/// The lines of a report with addresses and a word without end, and the width of the paper.
fn lines(front: &str, prose: &str) -> Option<(f64, Vec<Line>)> {
    let mut found = None;
    let word = "A".repeat(80);
    let text = format!(
        "{prose}\n\n请登录{ADDRESS}下载，联系邮箱：{MAIL}。见`{ADDRESS}`。\n\n| 甲 | 乙 |\n|---|---|\n| {word} | 一 |\n"
    );
    if can_be_read() {
        with_pdf(front, &text, |_, pdf| {
            let pages = sizes_and_lines(pdf);
            found = Some((pages[0].0.0, pages.into_iter().flat_map(|(_, lines)| lines).collect()));
        });
    }
    found
}

#[test]
fn addresses_and_long_words_break_without_a_hyphen() {
    let feature = "genre: feature\ntitle: 标题\nfolio: { page: 1, section: 专题报道 }\n";
    for (front, margin) in [(FRONT, 26.0), (BULLETIN, 26.0), (feature, 10.0)] {
        let Some((width, lines)) = lines(front, &body(3, 4)) else { return };
        let over: Vec<&Line> = lines.iter().filter(|line| line.right > width - margin + 3.0).collect();
        assert!(over.is_empty(), "{over:#?}");
        let printed: String = lines.iter().map(|line| line.text.replace(' ', "")).collect();
        assert!(printed.matches("t20241205_").count() == 2 && printed.contains("12345678.html"), "{printed}");
        assert!(!printed.contains('\u{200b}'), "copied with the address");
    }
}

#[test]
fn a_review_has_its_title_over_every_page_but_the_first() {
    let Some(paper) = printed("genre: review\ntitle: 示例县乡村振兴综述\n", &body(6, 7)) else { return };
    for (i, page) in paper.pages.iter().enumerate() {
        let has_it =
            page.lines.iter().any(|line| line.bottom < 36.0 && line.text.replace(' ', "") == "示例县乡村振兴综述");
        assert_eq!(has_it, i > 0, "page {}: {:#?}", i + 1, page.lines);
    }
    assert!(paper.pages.len() > 1);
}
