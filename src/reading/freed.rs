//! What a writer meant as prose and Markdown takes for something that nobody reads: an indented paragraph, what stands behind a
//! comment or a fence that is never closed, `[注]: 全年……`. Comes in: a Markdown text. Goes out: the same text, byte for byte as
//! long, with the marks that caused it masked, and what they were. A block that is code indeed stays one.

use super::marks::is_han;
use crate::finding::allowance::in_prose;
use pulldown_cmark::{CodeBlockKind, Event, MetadataBlockKind, Options, Parser, Tag};
use std::ops::Range;

/// Stands for each byte of a mark that counts for nothing.
pub const MASK: char = '\u{1}';

/// Each time something is freed, what follows is read anew; more marks than this in one text are no accident.
const ROUNDS: usize = 8;

/// A mark that was masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Freed {
    pub bytes: Range<usize>,
    pub mark: Mark,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The space before a line: a paragraph begins here.
    Indent,
    /// `<!--` without an end.
    Comment,
    /// The line of a fence without an end.
    Fence,
    /// `---` around lines that are no YAML.
    Dashes,
    /// An allowance in the marks that a word processor made of a comment's.
    Allowance,
    /// The bracket before what is no address of a link; it belongs to the text.
    Bracket,
}

/// Masks what hides prose; the marks come in the order of the text.
pub fn prose(text: String, options: Options) -> (String, Vec<Freed>) {
    let mut text = text;
    let mut all: Vec<Freed> = Vec::new();
    for round in 0..=ROUNDS {
        let found = if round == 0 { typed_allowances(&text) } else { marks(&text, options) };
        if round > 0 && found.is_empty() {
            break;
        }
        let mut bytes = text.into_bytes();
        for freed in &found {
            bytes[freed.bytes.clone()].fill(MASK as u8);
        }
        text = String::from_utf8(bytes).expect("whole marks were masked");
        all.extend(found);
    }
    all.sort_by_key(|freed| freed.bytes.start);
    (text, all)
}

fn marks(text: &str, options: Options) -> Vec<Freed> {
    let mut found = Vec::new();
    let mut parser = Parser::new_ext(text, options).into_offset_iter();
    for (event, range) in parser.by_ref() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => found.extend(indents(text, range)),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => found.extend(open_fence(text, range)),
            Event::Start(Tag::MetadataBlock(MetadataBlockKind::YamlStyle)) => found.extend(dashes(text, range)),
            Event::Start(Tag::HtmlBlock) if is_open_comment(&text[range.clone()]) => {
                // Nothing closes this one, so nothing closes those that follow.
                let starts = text[range.start..].match_indices("<!--").map(|(at, _)| range.start + at);
                found.extend(starts.map(|at| Freed { bytes: at..at + "<!--".len(), mark: Mark::Comment }));
            }
            _ => {}
        }
    }
    let definitions = parser.reference_definitions().iter().filter(|(_, definition)| {
        let title = definition.title.as_deref().unwrap_or_default();
        !is_address(&definition.dest) || title.contains(['，', '。', '；'])
    });
    found.extend(
        definitions
            .map(|(_, definition)| definition.span.start)
            .filter(|at| text[*at..].starts_with('['))
            .map(|at| Freed { bytes: at..at + 1, mark: Mark::Bracket }),
    );
    // One round may meet a mark twice, within a block and behind it.
    found.sort_by_key(|freed| freed.bytes.start);
    found.dedup_by(|second, first| second.bytes.start < first.bytes.end);
    found
}

/// The allowances that Markdown would take for words.
fn typed_allowances(text: &str) -> Vec<Freed> {
    let all = in_prose(text).into_iter().map(|allowance| allowance.bytes);
    all.filter(|bytes| !text[bytes.clone()].starts_with("<!--") || !text[bytes.clone()].ends_with("-->"))
        .map(|bytes| Freed { bytes, mark: Mark::Allowance })
        .collect()
}

fn is_open_comment(html: &str) -> bool {
    html.trim_start().starts_with("<!--") && !html.contains("-->")
}

/// The space before each line of an indented block that holds Chinese words and no columns.
fn indents(text: &str, block: Range<usize>) -> Vec<Freed> {
    let mut start = text[..block.start].rfind('\n').map_or(0, |i| i + 1);
    let mut found = Vec::new();
    for line in text[start..block.end].split_inclusive('\n') {
        let words = line.trim_start_matches([' ', '\t']);
        let bytes = start..start + line.len() - words.len();
        start += line.len();
        let is_prose = words.contains(is_han) && !words.trim_end().contains("  ") && !words.trim_end().contains('\t');
        if is_prose && !bytes.is_empty() {
            found.push(Freed { bytes, mark: Mark::Indent });
        }
    }
    found
}

/// The first line of a fenced block that goes to the end of the text because nothing closes it.
fn open_fence(text: &str, block: Range<usize>) -> Option<Freed> {
    if !text[block.end..].trim().is_empty() {
        return None;
    }
    let inside = text[block.clone()].trim_end();
    let first = inside.lines().next()?.trim_end();
    let mark = first.chars().next()?;
    let length = first.chars().take_while(|c| *c == mark).count();
    let last = inside.lines().skip(1).last().unwrap_or_default().trim_start_matches(['>', ' ', '\t']);
    let is_closed = last.chars().all(|c| c == mark) && last.chars().count() >= length;
    (!is_closed).then(|| Freed { bytes: block.start..block.start + first.len(), mark: Mark::Fence })
}

/// The two lines of dashes around what is no YAML: a rule above a paragraph and one below it.
fn dashes(text: &str, block: Range<usize>) -> Vec<Freed> {
    let inside = text[block.clone()].trim_end();
    let lines: Vec<&str> = inside.lines().collect();
    let is_yaml = |line: &&str| {
        let words = line.trim();
        words.is_empty()
            || line.starts_with([' ', '\t', '-', '#'])
            || words.split_once(':').is_some_and(|(key, _)| !key.contains(['，', '。', '；', '：']))
    };
    let [first, middle @ .., last] = &lines[..] else { return Vec::new() };
    if middle.iter().all(is_yaml) {
        return Vec::new();
    }
    let end = block.start + inside.len();
    let mark = Mark::Dashes;
    vec![Freed { bytes: block.start..block.start + first.len(), mark }, Freed { bytes: end - last.len()..end, mark }]
}

/// Whether what a definition leads to can be an address or a file: words of prose are none.
pub fn is_address(target: &str) -> bool {
    let ends_like_a_file = target
        .rsplit_once('.')
        .is_some_and(|(_, ending)| !ending.is_empty() && ending.chars().all(|c| c.is_ascii_alphanumeric()));
    !target.contains(is_han) || target.contains('/') || target.starts_with('#') || ends_like_a_file
}

#[cfg(test)]
mod tests {
    use super::super::{Markup, Reading};

    const PROSE: &str = "2023年，全县发放产业奖补资金1.7亿元，惠及4.8万户脱贫户，户均奖补资金5300元。";

    #[test]
    fn prose_that_markdown_would_hide_is_read() {
        for (source, residues) in [
            (format!("    {PROSE}\n"), 0),
            (format!("\t{PROSE}\n\n　　下一步\n"), 0),
            (format!("标题\n\n    {PROSE}\n    下一步，继续推进。\n"), 0),
            (format!("开头。\n\n<!-- 待核\n\n{PROSE}\n"), 1),
            (format!("<!-- allow: average-off 原因\n{PROSE}\n<!-- 又\n"), 2),
            (format!("<div>\n{PROSE}\n"), 0),
            (format!("<div>{PROSE}</div>\n"), 0),
            (format!("<pre>\n\n{PROSE}\n"), 0),
            (format!("<style>\n{PROSE}\n"), 0),
            (format!("<!-- 注 -->{PROSE}\n"), 0),
            (format!("<!— allow: average-off 原因 →\n{PROSE}<!– 允许：a-b 原因 –>\n"), 0),
            (format!("[注]: {PROSE}\n"), 0),
            (format!("```\n{PROSE}\n"), 1),
            (format!("~~~~ text\n\n{PROSE}\n~~~\n"), 2),
            (format!("---\n{PROSE}\n---\n"), 0),
            (format!("第一段。\n\n---\n{PROSE}\n---\n"), 0),
        ] {
            let reading = Reading::of(&source, Markup::Markdown, &[]);
            let at = reading.text().find(PROSE).unwrap_or_else(|| panic!("{source}: {}", reading.text()));
            assert_eq!(&source[reading.source(at..at + PROSE.len())], PROSE);
            assert!(reading.paragraphs.iter().any(|p| p.range.start <= at && p.range.end >= at + PROSE.len()));
            assert_eq!(reading.residues().len(), residues, "{source}: {:?}", reading.residues());
        }
    }

    #[test]
    fn code_and_yaml_stay_what_they_are() {
        for source in [
            "---\ntitle: 标题，一\nlist:\n- 甲\n---\n正文\n",
            "```chart\ntitle: 图\n```\n\n正文\n",
            "    let a = 5300;\n\n正文\n",
            "[图]: 图片/甲.png\n\n正文\n",
            "<!-- 注，\n\n见原件 -->\n\n正文\n",
            "<style>\nbody { width: 5300px }\n</style>\n\n正文\n",
        ] {
            assert_eq!(Reading::of(source, Markup::Markdown, &[]).text(), "正文", "{source}");
        }
    }

    #[test]
    fn code_with_prose_in_it_is_told() {
        let told = |source: &str| Reading::of(source, Markup::Markdown, &[]).residues().len();
        assert_eq!(told(&format!("正文\n\n```\n{PROSE}\n```\n")), 1);
        assert_eq!(told("正文\n\n    甲镇  120户  48户\n"), 1);
        assert_eq!(told("正文\n\n```\nlet a = 5300;\n```\n"), 0);
        assert_eq!(told("正文\n\n```chart\ntitle: 全县情况。\n```\n"), 0);
    }

    #[test]
    fn rows_of_an_html_table_are_rows() {
        let source = "<table>\n<tr><td>项目</td><td>数</td></tr>\n<tr>\n<td>甲</td>\n<td>3</td>\n</tr>\n</table>\n";
        let reading = Reading::of(source, Markup::Markdown, &[]);
        assert_eq!(reading.text().trim_end_matches('\n'), "项目\t数\t\n甲\t3\t");
    }
}
