//! Plain text and the lines of a Word file: markup that was pasted along is left out and remembered, and a paragraph that a
//! page or a hard line break has torn apart becomes one again.

use super::clean::Clean;
use super::structure::{Block, ParagraphKind};
use super::torn::Wrapping;
use crate::finding::allowance;
use std::ops::Range;

/// A line of the source without the space around it.
struct Line {
    range: Range<usize>,
    kind: ParagraphKind,
}

pub fn clean(source: &str) -> (Clean, Vec<Block>) {
    let mut clean = Clean::default();
    let mut blocks = Vec::new();
    let mut torn: Option<Line> = None;
    let mut lines: Vec<Line> = lines(source).collect();
    let wrapping = Wrapping::of(lines.iter().map(|line| &source[line.range.clone()]));
    name_aligned_rows(source, &mut lines);
    let mut rest = lines.into_iter().peekable();
    while let Some(line) = rest.next() {
        let text = &source[line.range.clone()];
        if is_rule(text) {
            continue;
        }
        let mut is_between_prose = || {
            let is_prose = |line: &Line| line.kind == ParagraphKind::Prose;
            torn.as_ref().is_some_and(is_prose) && rest.peek().is_some_and(is_prose)
        };
        let page = (is_short_number(text) && is_between_prose()).then_some(("页码", "a page number"));
        if let Some(what) = page.or_else(|| furniture(text)) {
            clean.leave_out(line.range, what);
            continue;
        }
        let goes_on = torn.as_ref().is_some_and(|before| {
            let stands_below = line_ends(&source[before.range.end..line.range.start]) < 2;
            before.kind != ParagraphKind::TableRow
                && line.kind != ParagraphKind::TableRow
                && wrapping.joins(
                    before_allowance(&source[before.range.clone()]),
                    before.kind == ParagraphKind::Prose,
                    stands_below,
                    text,
                )
        });
        let start = clean.len();
        if goes_on {
            keep(&mut clean, source, line.range.clone());
            if let Some(block) = blocks.last_mut() {
                let block: &mut Block = block;
                block.tears.push(start);
                block.range.end = clean.len();
            }
        } else {
            if !clean.is_empty() && !clean.text().ends_with('\n') {
                clean.put("\n", line.range.start..line.range.start);
            }
            let start = clean.len();
            match line.kind {
                ParagraphKind::TableRow => keep_cells(&mut clean, source, &line.range),
                _ => keep(&mut clean, source, line.range.clone()),
            }
            // Nothing but marks stood there: that is no paragraph.
            if clean.len() == start {
                continue;
            }
            blocks.push(Block { range: start..clean.len(), kind: line.kind, tears: Vec::new() });
        }
        torn = Some(line);
    }
    (clean, blocks)
}

fn lines(source: &str) -> impl Iterator<Item = Line> {
    let mut from = 0;
    source.split_inclusive(['\n', '\r']).filter_map(move |line| {
        let start = from + (line.len() - line.trim_start().len());
        let range = start..start + line.trim().len();
        from += line.len();
        let text = line.trim();
        (!text.is_empty()).then(|| Line { range, kind: kind(text) })
    })
}

/// A line up to the allowance at its end: that is no part of its last sentence.
fn before_allowance(line: &str) -> &str {
    match allowance::in_prose(line).last() {
        Some(last) if last.bytes.end == line.len() => line[..last.bytes.start].trim_end(),
        _ => line,
    }
}

/// How many lines end here: with `\n`, `\r\n` or, as on an old Macintosh, `\r` alone.
fn line_ends(space: &str) -> usize {
    space.matches(['\n', '\r']).count() - space.matches("\r\n").count()
}

fn kind(text: &str) -> ParagraphKind {
    if text.contains('\t') || is_barred(text) {
        ParagraphKind::TableRow
    } else if text.chars().nth(60).is_none() && !text.contains(['。', '；', '！', '？']) && !text.contains('，') {
        ParagraphKind::Heading
    } else {
        ParagraphKind::Prose
    }
}

/// `| 甲镇 | 1065 |`: a row of a Markdown table that was pasted.
fn is_barred(text: &str) -> bool {
    text.len() > 2 && text.starts_with('|') && text.ends_with('|') && text.matches('|').count() >= 3
}

/// `|---|:--:|` between its head and its rows.
fn is_rule(text: &str) -> bool {
    is_barred(text) && text.contains('-') && text.chars().all(|c| "|-: ".contains(c))
}

/// Columns that are aligned with spaces: at least three lines of as many cells, in which most cells but the first are
/// numbers. The line before them, with as many cells, is their head.
fn name_aligned_rows(source: &str, lines: &mut [Line]) {
    let widths: Vec<(usize, bool)> = lines
        .iter()
        .map(|line| {
            let cells = cells(source, &line.range);
            let numbers = cells.iter().skip(1).filter(|cell| is_number(&source[(*cell).clone()])).count();
            (cells.len(), numbers >= 1 && numbers * 2 >= cells.len() - 1)
        })
        .collect();
    let mut from = 0;
    while from < lines.len() {
        let (width, _) = widths[from];
        let run = widths[from..].iter().take_while(|(cells, has_numbers)| *cells == width && *has_numbers).count();
        if width >= 3 && run >= 3 || width == 2 && run >= 4 {
            let has_head = from > 0 && widths[from - 1].0 == width;
            for line in &mut lines[from - usize::from(has_head)..from + run] {
                line.kind = ParagraphKind::TableRow;
            }
        }
        from += run.max(1);
    }
}

/// The runs of a line that two spaces, a wide space or a tab divide, or the bars of Markdown.
fn cells(source: &str, range: &Range<usize>) -> Vec<Range<usize>> {
    let text = &source[range.clone()];
    if is_barred(text) {
        let bars: Vec<usize> = text.match_indices('|').map(|(at, _)| range.start + at).collect();
        let inner = |pair: &[usize]| {
            let cell = &source[pair[0] + 1..pair[1]];
            let start = pair[0] + 1 + (cell.len() - cell.trim_start().len());
            start..start + cell.trim().len()
        };
        return bars.windows(2).map(inner).collect();
    }
    let mut cells = Vec::new();
    let (mut start, mut gap) = (range.start, 0);
    for (i, c) in text.char_indices() {
        let at = range.start + i;
        let width = match c {
            ' ' => 1,
            '\t' | '\u{3000}' => 2,
            _ => 0,
        };
        if width == 0 && gap >= 2 {
            let end = source[start..at].trim_end().len() + start;
            cells.push(start..end);
            start = at;
        }
        gap = if width == 0 { 0 } else { gap + width };
    }
    cells.push(start..range.end);
    cells
}

fn is_number(cell: &str) -> bool {
    let digits = cell.trim_start_matches(['-', '－', '−', '+']).trim_end_matches(['%', '％']);
    matches!(cell, "—" | "——" | "-" | "/")
        || digits.starts_with(|c: char| c.is_ascii_digit())
            && digits.chars().all(|c| c.is_ascii_digit() || ".,".contains(c))
}

/// Keeps the cells of a row with a tab between them.
fn keep_cells(clean: &mut Clean, source: &str, row: &Range<usize>) {
    if source[row.clone()].contains('\t') {
        return keep(clean, source, row.clone());
    }
    for (i, cell) in cells(source, row).into_iter().enumerate() {
        if i > 0 {
            clean.put("\t", cell.start..cell.start);
        }
        keep(clean, source, cell);
    }
}

/// `12` alone on a line.
fn is_short_number(text: &str) -> bool {
    text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit())
}

/// Lines that belong to a page or a portal, not to the text.
fn furniture(text: &str) -> Option<(&'static str, &'static str)> {
    let bare: String = text.chars().filter(|c| !c.is_whitespace() && !"—-–－_".contains(*c)).collect();
    let has_dashes = text.starts_with(['—', '-', '–', '－']) && text.ends_with(['—', '-', '–', '－']);
    if has_dashes && !bare.is_empty() && bare.len() <= 4 && bare.bytes().all(|b| b.is_ascii_digit()) {
        return Some(("页码", "a page number"));
    }
    if bare.is_empty() && has_dashes {
        return Some(("单独成行的破折号", "a dash alone on a line"));
    }
    if bare.starts_with('第')
        && bare.ends_with('页')
        && bare.chars().count() <= 12
        && bare.contains(|c: char| c.is_ascii_digit())
    {
        return Some(("页码", "a page number"));
    }
    const PORTAL: [&str; 17] = [
        "扫一扫在手机打开当前页",
        "扫一扫在手机上打开当前页",
        "分享到",
        "打印本页",
        "关闭窗口",
        "打印关闭",
        "返回顶部",
        "上一篇",
        "下一篇",
        "Baidu",
        "map",
        "责任编辑",
        "【打印】",
        "【关闭】",
        "【打印】【关闭】",
        "打印",
        "收藏",
    ];
    const LABELS: [&str; 14] = [
        "浏览次数：",
        "浏览量：",
        "点击数：",
        "点击量：",
        "点击次数：",
        "阅读次数：",
        "访问量：",
        "【字体：",
        "字体：",
        "字号：",
        "分享到：",
        "当前位置：",
        "您的位置：",
        "您当前的位置：",
    ];
    let is_label = text.chars().nth(40).is_none() && LABELS.iter().any(|label| text.starts_with(label));
    (is_label || PORTAL.contains(&text)).then_some(("网页上的按钮或提示", "a label of a web page"))
}

/// Keeps a line without pasted marks: `**`, bookmarks of a converter, fields of a word processor.
fn keep(clean: &mut Clean, source: &str, range: Range<usize>) {
    let mut from = range.start;
    while let Some((mark, what)) = next_mark(source, from..range.end) {
        clean.keep_without_spaces(source, from..mark.start);
        from = mark.end;
        // An allowance is meant to stand there.
        if allowance::at_start(&source[mark.clone()]).is_none() {
            clean.leave_out(mark, what);
        }
    }
    clean.keep_without_spaces(source, from..range.end);
}

type Mark = (Range<usize>, (&'static str, &'static str));

/// What a mark can begin with.
const STARTS: [char; 11] = ['*', '[', '<', '&', '#', '\u{fffd}', '错', 'P', '＜', '〈', '《'];

fn next_mark(source: &str, range: Range<usize>) -> Option<Mark> {
    let text = &source[range.clone()];
    let first = text.find(STARTS)?;
    let mut at = first;
    loop {
        let rest = &text[at..];
        if let Some((length, what)) = mark(rest) {
            let start = range.start + at;
            return Some((start..start + length, what));
        }
        let step = rest.chars().next().map_or(1, char::len_utf8);
        at += step + rest[step..].find(STARTS)?;
    }
}

/// The length of the mark that a text starts with, and what it is.
fn mark(text: &str) -> Option<(usize, (&'static str, &'static str))> {
    const MARKUP: (&str, &str) = ("Markdown 标记", "a mark of Markdown");
    if text.starts_with("**") {
        return Some((2, MARKUP));
    }
    if text.starts_with("## ") || text.starts_with("### ") {
        return text.find(' ').map(|end| (end + 1, MARKUP));
    }
    if text.starts_with("[bookmark:") || text.starts_with("[endnoteRef:") || text.starts_with("[footnoteRef:") {
        return near(text, "]").map(|end| (end, ("书签", "a bookmark")));
    }
    if text.starts_with(['<', '＜', '〈', '《'])
        && let Some(end) = allowance::at_start(&text[..text.floor_char_boundary(LONGEST.min(text.len()))])
    {
        return Some((end, ("注释", "a comment")));
    }
    if text.starts_with("<!--") {
        return near(text, "-->").map(|end| (end, ("注释", "a comment")));
    }
    if let Some(inner) = text.strip_prefix('<') {
        let inner = inner.trim_start_matches('/');
        let end = near(text, ">")?;
        return inner.starts_with(|c: char| c.is_ascii_alphabetic()).then_some((end, ("HTML 标签", "an HTML tag")));
    }
    for entity in
        ["&nbsp;", "&ensp;", "&emsp;", "&amp;", "&lt;", "&gt;", "&quot;", "&ldquo;", "&rdquo;", "&mdash;", "&middot;"]
    {
        if text.starts_with(entity) {
            return Some((entity.len(), ("HTML 字符", "an HTML entity")));
        }
    }
    if text.starts_with('\u{fffd}') {
        return Some(('\u{fffd}'.len_utf8(), ("坏字符", "a broken character")));
    }
    for error in ["错误!未找到引用源。", "错误！未找到引用源。", "错误!未定义书签。", "错误！未定义书签。"]
    {
        if text.starts_with(error) {
            return Some((error.len(), ("断掉的引用", "a broken cross-reference")));
        }
    }
    let field = "PAGE \\* MERGEFORMAT";
    text.starts_with(field).then_some((field.len(), ("域代码", "a field code")))
}

/// In bytes: a mark that is closed later is no mark.
const LONGEST: usize = 400;

/// Where a mark ends that is closed by `close` nearby: what is left open swallows no text.
fn near(text: &str, close: &str) -> Option<usize> {
    let window = &text[..text.floor_char_boundary(LONGEST.min(text.len()))];
    window.find(close).map(|end| end + close.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_torn_paragraph_becomes_one_and_headings_stay_apart() {
        let source = "一、聚焦增收\n\n全市共有企业 72 家，签约订单 5239\n\n万元，增长较快。\n— 3 —\n二、下一步\n一是抓收入，\n二是抓就业。";
        let (clean, blocks) = clean(source);
        assert_eq!(
            clean.text(),
            "一、聚焦增收\n全市共有企业72家，签约订单5239万元，增长较快。\n二、下一步\n一是抓收入，\n二是抓就业。"
        );
        assert_eq!(blocks[1].tears.len(), 1);
        assert_eq!(clean.residues().len(), 1);
    }

    #[test]
    fn a_line_of_marks_alone_is_no_paragraph() {
        let (clean, blocks) = clean("<!-- 说明，印前删去 -->\n全市推进，成效明显。\n**\n下一步，继续推进。");
        assert_eq!(clean.text(), "全市推进，成效明显。\n下一步，继续推进。");
        assert_eq!((blocks.len(), clean.residues().len()), (2, 2));
    }

    #[test]
    fn line_ends_of_windows_are_line_ends() {
        let line = "处置险情 216 起比 2022 年国庆多 23 起日均 27 起与上年同期";
        for end in ["\n", "\r\n", "\r"] {
            let blocks = |between: &str| clean(&[line; 8].join(between)).1.len();
            assert_eq!((blocks(end), blocks(&end.repeat(2))), (1, 8));
        }
    }

    #[test]
    fn a_short_line_is_torn_where_the_next_goes_on() {
        for (torn, whole) in [
            ("全县共投入资金\n5.2亿元，完成投资。", "全县共投入资金5.2亿元，完成投资。"),
            ("全县共投入资金5239\n万元，完成投资。", "全县共投入资金5239万元，完成投资。"),
            ("坚持五级书记抓落实的\n工作机制，成效明显。", "坚持五级书记抓落实的工作机制，成效明显。"),
            ("（一）收入\n500万元以上企业增长，农民增收。", "（一）收入\n500万元以上企业增长，农民增收。"),
            ("二、主要做法\n坚持高位推动，成效明显。", "二、主要做法\n坚持高位推动，成效明显。"),
            ("工作简报\n2024年，全县增长5%。", "工作简报\n2024年，全县增长5%。"),
        ] {
            assert_eq!(clean(torn).0.text(), whole);
        }
    }

    #[test]
    fn aligned_columns_are_rows_of_cells() {
        let source = "乡镇    面积  产量\n甲镇    120   48\n乙 镇   130   52.5\n合计    250   100.5\n以上为全部乡镇。";
        let (clean, blocks) = clean(source);
        assert_eq!(
            clean.text(),
            "乡镇\t面积\t产量\n甲镇\t120\t48\n乙镇\t130\t52.5\n合计\t250\t100.5\n以上为全部乡镇。"
        );
        assert_eq!(blocks.iter().filter(|block| block.kind == ParagraphKind::TableRow).count(), 4);
    }

    #[test]
    fn a_line_that_begins_with_a_decimal_goes_on() {
        let (clean, _) = clean("累计调解纠纷263件，成功率\n93.9%，比上年提高2个百分点。\n1.抓好落实，\n2.抓好督查。");
        assert!(clean.text().starts_with("累计调解纠纷263件，成功率93.9%，"), "{}", clean.text());
        assert!(clean.text().contains("\n1.抓好落实，\n2."));
    }

    #[test]
    fn pasted_marks_are_left_out() {
        let (marked, _) = clean("[bookmark: _GoBack]调整为每人每月 **533** 元，P 值&nbsp;5。");
        assert_eq!((marked.text(), marked.residues().len()), ("调整为每人每月533元，P值5。", 4));
        let (allowed, _) = clean("调整为533元。<!— allow: a-b 原文如此 →\n《通知》〈！——允许：a-b 原文——〉印发。");
        assert_eq!((allowed.text(), allowed.residues().len()), ("调整为533元。\n《通知》印发。", 0));
    }
}
