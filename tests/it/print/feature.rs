//! 专题报道 on paper: a page of a newspaper. Equal columns of whole characters on one grid of lines, heads across the page, pictures
//! over several columns, no line of a paragraph left alone, columns even at the foot.

use super::paper::{self, Line};
use super::with_pdf;
use crate::world::World;

const FRONT: &str = "genre: feature
title: 守底有方根基固富民有道步履坚
kicker: 翻开民生账本
subtitle: 示例县工作见闻
byline: 示例编辑部
folio: { page: 4, section: 专题报道 }
";

/// The columns of the standard theme: five on A3 of 14 characters of 9.5 pt, 16 mm from the edges.
const MM: f64 = 25.4 / 72.0;
const SIZE: f64 = 9.5 * MM;
const PITCH: f64 = SIZE * 1.5;
const WIDTH: f64 = 14.0 * SIZE;
const COLUMNS: usize = 5;
const TOP: f64 = 29.0;

fn left(column: usize) -> f64 {
    16.0 + column as f64 * (WIDTH + (265.0 - 5.0 * WIDTH) / 4.0)
}

/// Paragraphs without a mark within, so that every full line is as long as its column.
fn paragraphs(from: usize, count: usize) -> String {
    let topics = ["产业", "就业", "教育", "医疗", "住房", "饮水", "道路", "用电", "养老", "文化", "环境", "治安"];
    let words = |i: usize| {
        format!("抓好{}与{}两个方面的衔接安排把责任落到部门和乡镇", topics[i % 12], topics[(i * 5 + 1) % 12])
    };
    let paragraph = |p: usize| (0..2 + p % 4).map(|i| words(p * 7 + i)).collect::<String>() + "完毕。";
    (from..from + count).map(paragraph).collect::<Vec<_>>().join("\n\n")
}

fn pages(front: &str, body: &str) -> Option<Vec<Vec<Line>>> {
    let mut pages = None;
    with_pdf(front, body, |_, pdf| {
        pages = Some(paper::sizes_and_lines(pdf).into_iter().map(|(_, lines)| lines).collect());
    });
    pages
}

/// The lines of text of one page by column, from top to bottom. Heads and captions have other sizes.
fn columns(lines: &[Line]) -> Vec<Vec<&Line>> {
    let is_text = |line: &&Line| {
        let box_height = line.bottom - line.top;
        line.text != "示例编辑部"
            && line.top > TOP - 0.5
            && (box_height - SIZE).abs() < 0.3
            && line.right - line.left < WIDTH + 1.0
    };
    let mut columns = vec![Vec::new(); COLUMNS];
    for line in lines.iter().filter(is_text) {
        if let Some(column) = (0..COLUMNS).rev().find(|column| line.left > left(*column) - 1.0) {
            columns[column].push(line);
        }
    }
    columns
}

#[track_caller]
fn near(found: f64, wanted: f64, what: &str) {
    assert!((found - wanted).abs() <= 0.5, "{what}: {found:.2} mm, wanted {wanted:.2} mm");
}

#[test]
fn columns_are_equal_and_their_lines_stand_on_one_grid() {
    let body = format!("{}\n\n## 岗位到户\n\n{}", paragraphs(0, 30), paragraphs(30, 30));
    let Some(pages) = pages(FRONT, &body) else { return };
    let mut full = 0;
    for lines in &pages {
        for (number, column) in columns(lines).iter().enumerate() {
            for line in column {
                let over = (line.top - TOP) / PITCH;
                let off = (over - over.round()).abs() * PITCH;
                assert!(off < 0.5, "{off:.2} mm off the grid: {line:?}");
                if line.text.chars().count() == 14 {
                    full += 1;
                    near(line.left, left(number), "栏左边");
                    near(line.right, left(number) + WIDTH, "栏右边");
                }
            }
        }
    }
    assert!(full > 200, "only {full} full lines");
}

#[test]
fn no_line_of_a_paragraph_stands_alone_and_columns_are_even() {
    for count in [7, 11, 23, 64, 90] {
        let Some(pages) = pages(FRONT, &paragraphs(0, count)) else { return };
        for lines in &pages {
            for (number, column) in columns(lines).iter().enumerate().filter(|(_, column)| !column.is_empty()) {
                let begins = |line: &Line| line.left > left(number) + SIZE;
                let ends = |line: &Line| line.text.replace(' ', "").ends_with("毕。");
                assert!(!ends(column[0]) || begins(column[0]), "a widow with {count} paragraphs: {:?}", column[0]);
                let last = column[column.len() - 1];
                assert!(!begins(last) || ends(last), "an orphan with {count} paragraphs: {last:?}");
            }
        }
        let last = columns(pages.last().unwrap());
        let heights: Vec<usize> = last.iter().map(Vec::len).filter(|lines| *lines > 0).collect();
        let (least, most) = (heights.iter().min().unwrap(), heights.iter().max().unwrap());
        assert!(most - least <= 2, "{count} paragraphs: {heights:?}");
    }
}

#[test]
fn heads_run_across_and_the_folio_names_page_paper_and_day() {
    let body = format!("{}\n\n## 岗位到户把饭碗端在家门口\n\n{}", paragraphs(0, 9), paragraphs(9, 9));
    let Some(pages) = pages(FRONT, &body) else { return };
    let find = |text: &str| {
        let found = pages[0].iter().find(|line| line.text.replace(' ', "").contains(text));
        found.unwrap_or_else(|| panic!("no {text}: {:#?}", pages[0])).clone()
    };
    for head in ["岗位到户把饭碗", "守底有方根基固富民", "翻开民生账本", "——示例县工作见闻", "示例编辑部"]
    {
        let line = find(head);
        near((line.left + line.right) / 2.0, 148.5, head);
    }
    assert!(find("专题报道").top < TOP && find("2024年4月10日").right > 200.0, "报眉");
    let head = find("岗位到户");
    let overlapped = columns(&pages[0]).concat().iter().any(|l| l.bottom > head.top - 1.0 && l.top < head.bottom + 1.0);
    assert!(!overlapped, "no text beside a head across the page");
}

#[test]
fn displays_stand_over_their_columns_with_no_text_under_them() {
    let table = "| 指标 | 甲镇做法概要 | 乙镇做法概要 | 丙镇做法概要 |\n| --- | --- | --- | --- |\n| 路 | 修 | 补 | 看 |\n| 水 | 通 | 查 | 换 |\n";
    for (span, columns_covered) in [("span: 1", 1), ("跨栏: 3", 3), ("span: all", 5)] {
        let photo = format!("```photo\ncaption: 现场图说在此\nratio: 3:1\n{span}\n```\n");
        let body = format!("{}\n\n{photo}\n{}\n\n{table}\n", paragraphs(0, 12), paragraphs(12, 12));
        let Some(pages) = pages(FRONT, &body) else { return };
        let caption = pages[0].iter().find(|line| line.text.contains("现场图说在此")).unwrap();
        let middle = (caption.left + caption.right) / 2.0;
        let wide = columns_covered as f64 * (left(1) - left(0)) - (left(1) - left(0) - WIDTH);
        let start = (0..COLUMNS).find(|column| (left(*column) + wide / 2.0 - middle).abs() < 0.5);
        assert!(start.is_some(), "the caption stands in the middle of {columns_covered} columns: {caption:?}");
        for page in &pages {
            for column in columns(page) {
                for pair in column.windows(2) {
                    assert!(pair[1].top > pair[0].bottom - 0.5, "{pair:?}");
                }
            }
        }
    }
}

#[test]
fn a_key_figure_is_the_figure_of_its_reference() {
    let figure = "```figure\nvalue: \"{{ 衔接资金 }}\"\ncaption: 投入衔接资金\n```";
    let Some(pages) = pages(FRONT, &format!("{}\n\n{figure}\n", paragraphs(0, 12))) else { return };
    let large = pages[0].iter().find(|line| line.text.replace(' ', "") == "5480万元").unwrap();
    assert!(large.bottom - large.top > 2.0 * SIZE, "{large:?}");
    let world = |value: &str| {
        let text = format!(
            "---\nregion: \"990101\"\nyear: 2024\ndate: 2024-04-10\n{FRONT}---\n```figure\nvalue: {value}\ncaption: 投入\n```\n"
        );
        World::starter().with("content/reports/2024/f.md", text).told()
    };
    for wrong in ["一大笔", "\"约{{ 衔接资金 }}\""] {
        let told = world(wrong);
        assert!(told.len() == 1 && told[0].contains("wrong-shape") && told[0].contains("f.md:13"), "{told:?}");
    }
}

#[test]
fn charts_are_read_without_a_glass_however_narrow_the_columns() {
    let chart = "```chart\n类型: 折线\n标题: 衔接资金\n指标: 衔接资金\n各年: 2023-2024\n```\n";
    for columns in [5, 9] {
        let theme = format!("measures: {{ feature-columns: {columns} }}\n");
        let world = World::starter().with("themes/standard/theme.yaml", theme);
        super::with_pdf_of(world, FRONT, &format!("{chart}\n{}", paragraphs(0, 20)), |_, pdf| {
            let pages = paper::sizes_and_lines(pdf);
            let unit = pages[0].1.iter().find(|line| line.text.contains("单位")).expect("the chart is there");
            assert!(unit.bottom - unit.top > 7.4 * MM, "{columns} columns: {unit:?}");
        });
    }
}

#[test]
fn measures_of_the_theme_make_it_a_tabloid_or_an_a4_page() {
    for (measures, width, height) in [
        ("feature-paper: A4", 210.0, 297.0),
        ("feature-paper: tabloid, feature-columns: 4", 270.0, 390.0),
        ("feature-paper: A4, feature-columns: 2, feature-margin: 23mm", 210.0, 297.0),
    ] {
        if !paper::can_be_read() || World::starter().run(&["fonts"]).status != 0 {
            return;
        }
        let report = format!(
            "---\nregion: \"990101\"\nyear: 2024\ndate: 2024-04-10\ndescription: 版面\n{FRONT}---\n{}\n\n```photo\ncaption: 现场\n```\n",
            paragraphs(0, 40)
        );
        let world = World::starter()
            .with("content/reports/2024/paper.md", report)
            .with("themes/standard/theme.yaml", format!("measures: {{ {measures} }}\n"));
        let said = world.run(&["build", "--lang", "en"]);
        assert_eq!(said.status, 0, "{said:?}");
        let mut pages_with_text = 0;
        for ((w, h), lines) in paper::sizes_and_lines(&world.out().join("reports/2024/paper/paper.pdf")) {
            near(w, width, "宽");
            near(h, height, "高");
            assert!(lines.iter().all(|line| line.right < width - 15.0 && line.bottom < height - 15.0), "{lines:#?}");
            let longest =
                lines.iter().filter(|line| line.text.contains("抓好")).map(|line| line.text.chars().count()).max();
            // The last page may hold the photo alone.
            let has_text = lines.len() > 10;
            let is_wide = longest.is_some_and(|longest| longest >= 13);
            assert!(!has_text || is_wide, "columns of {longest:?} characters with {measures}");
            pages_with_text += usize::from(has_text);
        }
        assert!(pages_with_text > 0, "no page with text with {measures}");
    }
}

/// A photo with its caption.
fn photo(caption: &str, span: &str, ratio: &str) -> String {
    format!("```photo\ncaption: {caption}\nratio: {ratio}\nspan: {span}\n```\n")
}

#[test]
fn a_long_table_goes_on_from_where_the_text_ends() {
    for (rows, pages_wanted) in [(40, 1), (300, 2)] {
        let rows: String = (1..=rows).map(|row| format!("| 村庄{row}号 | 修 | 补 |\n")).collect();
        let table = format!("| 村 | 路 | 水 |\n| --- | --- | --- |\n{rows}");
        let Some(pages) = pages(FRONT, &format!("{}\n\n{table}", paragraphs(0, 12))) else { return };
        assert_eq!(pages.len(), pages_wanted);
        let count = |page: &[Line], word: &str| page.iter().map(|line| line.text.matches(word).count()).sum::<usize>();
        assert!(count(&pages[0], "村庄") >= 40, "{:#?}", pages[0]);
        assert_eq!(pages.iter().map(|page| count(page, "村庄")).sum::<usize>(), rows.lines().count());
        assert_eq!(count(&pages[0], "续表"), 0);
        assert!(pages[1..].iter().all(|page| count(page, "续表") == 1), "续表 once on a page");
        assert!(pages.iter().flatten().all(|line| line.bottom < 420.0 - 17.0), "a row below the text");
    }
}

#[test]
fn what_stands_alone_before_the_first_head_does_not_empty_the_page() {
    let figure = "```figure\nvalue: \"{{ 衔接资金 }}\"\ncaption: 现场图说在此\n```\n";
    for display in [&photo("现场图说在此", "2", "3:2"), figure, &photo("现场图说在此", "all", "5:1")] {
        let Some(pages) = pages(FRONT, &format!("{display}\n## 岗位到户\n\n{}", paragraphs(0, 20))) else { return };
        assert_eq!(pages.len(), 1);
        assert!(pages[0].iter().any(|line| line.text.contains("现场图说在此")));
    }
}

#[test]
fn the_widest_of_displays_below_each_other_stands_above() {
    let displays = photo("三栏图说在此", "3", "3:2") + "\n" + &photo("通栏图说在此", "all", "5:1");
    let Some(pages) = pages(FRONT, &format!("{}\n\n{displays}\n{}", paragraphs(0, 12), paragraphs(12, 12))) else {
        return;
    };
    let caption = |text: &str| pages[0].iter().find(|line| line.text.contains(text)).unwrap();
    let (three, all) = (caption("三栏"), caption("通栏"));
    for (number, column) in columns(&pages[0]).iter().enumerate() {
        let text = column[0];
        let above = if number < 3 { three } else { all };
        assert!(text.top - above.bottom < 3.0 * PITCH, "white in column {number}: {above:?}, {text:?}");
    }
}

#[test]
fn a_short_text_begins_in_the_first_column_and_is_not_spread_over_all() {
    for (sentences, columns_wanted) in [(1, 1), (2, 2), (3, 2)] {
        let words = "抓好产业与就业两个方面的衔接安排把责任落到部门和乡镇".repeat(sentences);
        let Some(pages) = pages(FRONT, &(words + "完毕。")) else { return };
        let heights: Vec<usize> = columns(&pages[0]).iter().map(Vec::len).collect();
        assert!(heights[..columns_wanted].iter().all(|lines| *lines >= 2), "{heights:?}");
        assert!(heights[columns_wanted..].iter().all(|lines| *lines == 0), "{heights:?}");
    }
}

/// A table of some columns and rows.
fn table(columns: usize, rows: usize, span: &str) -> String {
    let cells = |word: &str| format!("[{}]", vec![word; columns].join(", "));
    let rows = format!("  - {}\n", cells("修补")).repeat(rows);
    format!("```table\ntitle: 任务表\ncolumns: {}\nrows:\n{rows}span: {span}\n```\n", cells("项目"))
}

#[test]
fn no_page_holds_the_headline_alone() {
    let long = |sentences: usize| "抓好产业与就业两个方面的衔接安排把责任落到部门和乡镇".repeat(sentences) + "完毕。";
    let (wide, many) = (table(2, 8, "all"), table(20, 8, "all"));
    let (two, three) = (photo("两栏图说在此", "2", "3:2"), photo("三栏图说在此", "3", "3:2"));
    for body in [
        format!("## 一\n\n{}\n\n{wide}\n{}\n\n{}", long(15), long(15), long(15)),
        format!("{}\n\n{many}\n{}", long(24), long(24)),
        format!("{}\n\n{two}\n{}\n\n{three}\n{}", long(36), long(36), long(36)),
    ] {
        let Some(pages) = pages(FRONT, &body) else { return };
        let lines: usize = columns(&pages[0]).iter().map(Vec::len).sum();
        assert!(lines > 40, "{lines} lines of text below the headline");
        assert!(pages.iter().flatten().all(|line| line.right < 297.0 - 15.0 && line.bottom < 420.0 - 15.0));
    }
}

#[test]
fn a_long_table_is_as_wide_as_it_was_asked_to_be() {
    for (span, parts) in [(1, 5), (2, 2), (3, 1), (4, 1)] {
        let Some(pages) = pages(FRONT, &format!("{}\n\n{}", paragraphs(0, 12), table(3, 50, &span.to_string()))) else {
            return;
        };
        let last = left(parts * span - 1) + WIDTH;
        let is_cell = |line: &&Line| line.text.contains("修补");
        let cells: Vec<&Line> = pages.iter().flatten().filter(is_cell).collect();
        assert!(cells.iter().all(|line| line.right < last + 0.5), "span {span}: {cells:#?}");
        if parts > 1 {
            assert!(cells.iter().any(|line| (line.left - left(span)).abs() < 3.0), "span {span}: {cells:#?}");
        }
    }
}
