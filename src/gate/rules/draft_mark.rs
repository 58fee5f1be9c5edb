//! `draft-mark`: a text that calls itself a draft: （征求意见稿）, 送审稿 … in its title, in a line of its own or in the name of a file. Prose
//! may speak of the drafts of others.

use crate::finding::Finding;
use crate::gate::words::bare;
use crate::gate::{Content, Kind};
use std::ops::Range;

pub fn check(content: &Content) -> Vec<Finding> {
    content.each(|passage| {
        let found = match passage.kind {
            Kind::Line => found(&passage.text),
            Kind::Name => word(&passage.text).into_iter().collect(),
            Kind::Picture => Vec::new(),
        };
        let told = |range: Range<usize>| {
            let mark = &passage.text[range.clone()];
            Finding::error(
                "draft-mark",
                passage.place(range.clone()),
                format!("标着“{mark}”，不是定稿"),
                format!("marked {mark}: this is a draft"),
            )
            .help(
                "换成定稿；本来就是公开征求意见的，在那一行后面写明允许",
                "put the final text in its place; a draft that is published for comment is allowed with the reason",
            )
        };
        found.into_iter().map(told).collect()
    })
}

const WORDS: [&str; 21] = [
    "意见征集稿",
    "征求意见稿",
    "送审稿",
    "讨论稿",
    "审议稿",
    "未定稿",
    "初稿",
    "修改稿",
    "报审稿",
    "报批稿",
    "送签稿",
    "会签稿",
    "审定稿",
    "内审稿",
    "校对稿",
    "清样",
    "草稿",
    "代拟稿",
    "送阅稿",
    "征求意见版",
    "审阅稿",
];

/// The first of the words: one of the list, 第三稿, or 征求意见 in brackets of its own.
fn word(text: &str) -> Option<Range<usize>> {
    let listed = WORDS.iter().filter_map(|word| text.find(word).map(|at| at..at + word.len()));
    let asking = ["（征求意见）", "(征求意见)", "【征求意见】", "[征求意见]"].into_iter().filter_map(|word| {
        let at = text.find(word)? + word.chars().next()?.len_utf8();
        Some(at..at + "征求意见".len())
    });
    listed.chain(asking).chain(numbered(text)).min_by_key(|range| range.start)
}

/// 第三稿, 第2稿
fn numbered(text: &str) -> Option<Range<usize>> {
    text.match_indices('第').find_map(|(at, first)| {
        let behind = &text[at + first.len()..];
        let count: usize = behind
            .chars()
            .take_while(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(*c))
            .map(char::len_utf8)
            .sum();
        let end: usize = at + first.len() + count;
        (count > 0 && text[end..].starts_with('稿')).then(|| at..end + '稿'.len_utf8())
    })
}

fn found(line: &str) -> Vec<Range<usize>> {
    let Some(range) = word(line) else { return Vec::new() };
    let part = bare(line);
    // A title that is quoted is that of another paper, unless it is the whole line.
    let before = &line[..range.start];
    let is_quoted = before.matches('《').count() > before.matches('》').count()
        && !(part.starts_with('《') && part.ends_with('》'));
    let is_title = line.trim_start().starts_with('#')
        || ["title:", "标题:", "题目:", "subtitle:"].iter().any(|key| line.trim_start().starts_with(key));
    let is_short = part.chars().count() <= 30 && !part.contains(['，', '。', '；']);
    let is_in_brackets =
        before.trim_end().ends_with(['（', '(', '【', '[', '〔']) || part.starts_with(&line[range.clone()]);
    let ends = line[range.end..].trim_end_matches(['*', '"', '\'', ' ']).ends_with(['）', ')', '】', ']', '〕'])
        || line[range.end..].trim().is_empty();
    let is_mark = !is_quoted && (is_title && !is_verb(line, &range) || is_short && is_in_brackets && ends);
    if is_mark { vec![range] } else { Vec::new() }
}

/// 形成初稿, 审议送审稿: something is done to a draft.
fn is_verb(line: &str, range: &Range<usize>) -> bool {
    let done = ["形成", "完成", "起草", "审议", "印发", "发布", "修改", "研究", "听取", "讨论", "通过", "报送", "提交"];
    let before = line[..range.start].trim_end();
    done.iter().any(|verb| before.ends_with(verb))
}

#[cfg(test)]
mod tests {
    use super::found;
    use crate::gate::rules::tried::expect;

    #[test]
    fn a_draft_calls_itself_one() {
        expect(
            found,
            &[
                "title: 某县2024年工作要点（征求意见稿）",
                "# 工作要点(送审稿)",
                "（讨论稿）",
                "**（送审稿）**",
                "征求意见稿",
                "【初稿】",
                "送审稿（第二稿）",
            ],
            &[
                "起草《某县某规划（征求意见稿）》，公开征求意见30天。",
                "三易其稿，形成送审稿报县政府。",
                "会议审议了《要点（送审稿）》。",
                "## 完成初稿",
                "规划初稿已经完成，正在征求意见。",
                "title: 《某条例（征求意见稿）》公开征求意见",
            ],
        );
    }
}
