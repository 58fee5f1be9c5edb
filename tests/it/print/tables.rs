//! Tables on paper: columns as wide as their cells need, and a table that is too wide for its page.

use super::paper;
use super::with_pdf;

const FRONT: &str = "genre: review\ntitle: 宽表\n";

fn lines(body: &str) -> Option<Vec<paper::Line>> {
    let mut lines = None;
    with_pdf(FRONT, body, |_, pdf| {
        lines = Some(paper::sizes_and_lines(pdf).into_iter().flat_map(|(_, lines)| lines).collect());
    });
    lines
}

/// A table with a column of names and some of figures that are 4.5 em wide.
fn wide(columns: usize) -> String {
    let heads: Vec<String> = (1..=columns).map(|column| format!("第{column}项")).collect();
    let cells = vec!["\"{{ 衔接资金 }}\""; columns].join(", ");
    format!(
        "```table\ntitle: 宽表\ncolumns: [乡镇, {}]\nrows:\n  - [甲乡, {cells}]\n  - [乙乡, {cells}]\n```\n",
        heads.join(", ")
    )
}

#[test]
fn a_table_too_wide_for_its_page_goes_on_below_with_its_first_column() {
    let Some(lines) = lines(&wide(19)) else { return };
    let squeezed: Vec<String> = lines.iter().map(|line| line.text.replace(' ', "")).collect();
    assert!(squeezed.iter().any(|text| text == "续表"), "{squeezed:?}");
    let all = squeezed.concat();
    assert_eq!(all.matches("乡镇").count(), 2, "{squeezed:?}");
    assert_eq!(all.matches("万元").count(), 2 * 19, "{squeezed:?}");
    for line in &lines {
        // A figure is 4.2 em of 7.5 pt wide at least; where more stand in a line they stand one over the other.
        let figures = line.text.matches("万元").count() as f64;
        assert!(line.right - line.left >= figures * 4.2 * 7.5 * 25.4 / 72.0, "{line:?}");
        assert!(line.right < 185.0, "{line:?}");
    }
}

#[test]
fn a_name_stands_in_one_line_where_a_longer_text_beside_it_has_room() {
    let body = "```table\ntitle: 明细\ncolumns: [序号, 县区, 指标, 数值, 说明]\nrows:\n  - [甲, 示例县, 农村居民人均可支配收入, \
                \"{{ 衔接资金 }}\", 这是一段比较长的说明文字用来看换行是否妥当以及各栏宽窄是否合适]\n```\n";
    let Some(lines) = lines(body) else { return };
    assert!(lines.iter().any(|line| line.text.replace(' ', "").contains("农村居民人均可支配收入")), "{lines:#?}");
}
