//! Markdown: headings, paragraphs, list items and table rows of a text, without code, comments and addresses of links. What
//! a reference of the form `{{ … }}` prints is said from outside; without that it stands as one private character, which no
//! rule takes for a word.

use super::Printed;
use super::clean::Clean;
use super::flanks;
use super::freed::{self, Freed, MASK, Mark};
use super::inline_tags::InlineTags;
use super::marks::is_han;
use super::structure::{Block, ParagraphKind};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// A tag that was left behind.
const TAG: (&str, &str) = ("HTML 标签", "an HTML tag");

/// Stands for a reference of which nobody says what it prints.
pub const UNKNOWN: char = '\u{e000}';

pub fn clean(source: &str, printed: &[Printed]) -> (Clean, Vec<Block>) {
    let (hidden, freed) = freed::prose(flanks::eased(hidden(source)), options());
    let mut writer = Writer {
        source,
        hidden: &hidden,
        printed,
        freed: &freed,
        clean: Clean::default(),
        blocks: Vec::new(),
        open: None,
        tags: InlineTags::default(),
    };
    let mut skipped = 0;
    for (event, range) in Parser::new_ext(&hidden, options()).into_offset_iter() {
        if skipped > 0 {
            skipped += match event {
                Event::Start(_) => 1,
                Event::End(_) => -1,
                _ => 0,
            };
            continue;
        }
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                writer.code(&kind, range);
                skipped = 1;
            }
            Event::Start(Tag::HtmlBlock) => {
                writer.html(range);
                skipped = 1;
            }
            Event::Start(Tag::MetadataBlock(_)) => skipped = 1,
            Event::Start(Tag::Heading { .. }) => writer.begin(ParagraphKind::Heading),
            Event::Start(Tag::TableHead | Tag::TableRow) => writer.begin(ParagraphKind::TableRow),
            Event::Start(Tag::Paragraph) => writer.begin(ParagraphKind::Prose),
            Event::Start(Tag::List(_)) => writer.end(),
            Event::Start(Tag::Item) => writer.begin(ParagraphKind::Prose),
            Event::End(
                TagEnd::Heading(_)
                | TagEnd::TableHead
                | TagEnd::TableRow
                | TagEnd::Paragraph
                | TagEnd::List(_)
                | TagEnd::Item,
            ) => writer.end(),
            Event::End(TagEnd::TableCell) => writer.put("\t", range.end..range.end),
            Event::Text(_) => writer.text(range),
            Event::Code(_) => writer.inline_code(range.start + 1..range.end.max(range.start + 2) - 1),
            Event::HardBreak => writer.end_line(),
            Event::InlineHtml(_) => writer.inline_tag(range),
            _ => {}
        }
    }
    writer.end();
    (writer.clean, writer.blocks)
}

/// The YAML between the dashes that a text begins with; empty where it begins with none.
pub fn front_matter(source: &str) -> &str {
    let source = source.trim_start_matches('\u{feff}');
    let Some(rest) = source.strip_prefix("---\n").or_else(|| source.strip_prefix("---\r\n")) else { return "" };
    rest.find("\n---").map_or("", |end| &rest[..end])
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
}

/// What a converter leaves of a word processor's bookmarks: `[bookmark: _GoBack]`. At the start of a line Markdown would take it
/// for the address of a link.
const BOOKMARKS: [&str; 3] = ["[bookmark:", "[endnoteRef:", "[footnoteRef:"];

/// The text with every reference and bookmark hidden behind padding of the same length, so that Markdown sees a word in its place.
fn hidden(source: &str) -> String {
    let mut hidden = String::with_capacity(source.len());
    let (mut from, mut line_end) = (0, 0);
    // What is closed nowhere behind one mark of a line is closed behind none that follows.
    let mut unclosed: Vec<&str> = Vec::new();
    for (start, _) in source.match_indices(['{', '[']) {
        if start >= line_end {
            line_end = source[start..].find('\n').map_or(source.len(), |i| start + i);
            unclosed.clear();
        }
        let rest = &source[start..line_end];
        let close = match rest {
            _ if start < from => continue,
            _ if rest.starts_with("{{") => "}}",
            _ if BOOKMARKS.iter().any(|mark| rest.starts_with(mark)) => "]",
            _ => continue,
        };
        if unclosed.contains(&close) {
            continue;
        }
        let Some(end) = rest.find(close).map(|i| start + i + close.len()) else {
            unclosed.push(close);
            continue;
        };
        hidden.push_str(&source[from..start]);
        hidden.push(UNKNOWN);
        hidden.extend(std::iter::repeat_n('x', end - start - UNKNOWN.len_utf8()));
        from = end;
    }
    hidden.push_str(&source[from..]);
    hidden
}

struct Writer<'a> {
    source: &'a str,
    hidden: &'a str,
    printed: &'a [Printed],
    freed: &'a [Freed],
    clean: Clean,
    blocks: Vec<Block>,
    open: Option<(usize, ParagraphKind)>,
    tags: InlineTags,
}

impl Writer<'_> {
    fn begin(&mut self, kind: ParagraphKind) {
        self.end();
        if !self.clean.is_empty() && !self.clean.text().ends_with('\n') {
            self.clean.put("\n", 0..0);
        }
        self.open = Some((self.clean.len(), kind));
    }

    fn end(&mut self) {
        let is_row = matches!(self.open, Some((_, ParagraphKind::TableRow)));
        if let Some(tag) = self.tags.idle_break(self.clean.len()).filter(|_| !is_row) {
            self.clean.leave_out(tag, TAG);
        }
        if let Some((start, kind)) = self.open.take()
            && self.clean.len() > start
        {
            self.blocks.push(Block { range: start..self.clean.len(), kind, tears: Vec::new() });
        }
    }

    fn end_line(&mut self) {
        if let Some((_, kind)) = self.open {
            self.begin(kind);
        }
    }

    fn put(&mut self, text: &str, at: Range<usize>) {
        if self.open.is_some() {
            self.clean.put(text, at);
        }
    }

    /// Keeps a run of text with what its references print.
    fn text(&mut self, range: Range<usize>) {
        if self.open.is_none() {
            self.begin(ParagraphKind::Prose);
        }
        let mut from = range.start;
        while let Some(start) = self.hidden[from..range.end].find(UNKNOWN).map(|i| from + i) {
            self.unmasked(from..start);
            let padding = self.hidden[start + UNKNOWN.len_utf8()..range.end].bytes().take_while(|b| *b == b'x').count();
            let mut end = start + UNKNOWN.len_utf8() + padding;
            let known = self.printed.binary_search_by_key(&start, |p| p.bytes.start).ok().map(|i| &self.printed[i]);
            match known {
                Some(known) => {
                    end = known.bytes.end;
                    self.clean.put(&known.text, start..end);
                }
                None if BOOKMARKS.iter().any(|mark| self.source[start..].starts_with(mark)) => {
                    end = self.source[start..].find(']').map_or(end, |i| start + i + 1);
                    self.clean.leave_out(start..end, ("书签", "a bookmark"));
                }
                None => {
                    // Padding is an x for each byte; an x of the text itself may follow.
                    end = self.source[start..end].find("}}").map_or(end, |i| start + i + 2);
                    self.clean.put(&UNKNOWN.to_string(), start..end);
                }
            }
            from = end.min(range.end);
        }
        self.unmasked(from..range.end);
    }

    /// Keeps a run of text without the marks that were masked.
    fn unmasked(&mut self, range: Range<usize>) {
        let mut from = range.start;
        while let Some(start) = self.hidden[from..range.end].find(MASK).map(|i| from + i) {
            self.clean.keep_without_spaces(self.source, from..start);
            let known = self.freed.binary_search_by_key(&start, |freed| freed.bytes.start).ok();
            let Some(freed) = known.map(|i| self.freed[i].clone()) else {
                from = start + MASK.len_utf8();
                continue;
            };
            from = freed.bytes.end.min(range.end);
            match freed.mark {
                Mark::Indent => self.begin(ParagraphKind::Prose),
                Mark::Comment => {
                    self.clean.leave_out(freed.bytes, ("没有关上的注释“<!--”", "a comment that nothing closes"));
                }
                Mark::Fence => {
                    self.clean.leave_out(freed.bytes, ("没有关上的代码块", "a fence that nothing closes"));
                }
                Mark::Dashes | Mark::Allowance => {}
                Mark::Bracket => self.clean.keep(self.source, freed.bytes),
            }
        }
        self.clean.keep_without_spaces(self.source, from..range.end);
    }

    /// Code within a line is read as its words are; one that shows the marks of a template (`{{`) is quoted, not left behind.
    fn inline_code(&mut self, range: Range<usize>) {
        // The clean text has no spaces, so that `54.4% }` would end in a mark.
        let code: String = self.hidden[range.clone()].split_whitespace().collect();
        let shows_a_mark = ["{{", "}}", "{%", "%}", "${", "\\n"].iter().any(|mark| code.contains(mark));
        match shows_a_mark && self.open.is_some() {
            true => self.put(UNKNOWN.encode_utf8(&mut [0; 4]), range),
            false => self.text(range),
        }
    }

    /// Code is not read; sentences or a table in it are told.
    fn code(&mut self, kind: &CodeBlockKind, range: Range<usize>) {
        let text = &self.source[range.clone()];
        let holds_words = match kind {
            CodeBlockKind::Indented => text.contains(is_han),
            CodeBlockKind::Fenced(name) => name.is_empty() && text.contains('。'),
        };
        if holds_words {
            self.clean.leave_out(range, ("代码块，里面的文字没有查", "a block of code, whose words were not read"));
        }
    }

    fn inline_tag(&mut self, range: Range<usize>) {
        if self.tags.closes_nothing(&self.source[range.clone()], range.clone(), self.clean.len()) {
            self.clean.leave_out(range, TAG);
        }
    }

    /// Keeps the words between the tags of a block of HTML, and its tables as rows.
    fn html(&mut self, range: Range<usize>) {
        self.begin(ParagraphKind::Prose);
        let mut from = range.start;
        while let Some(start) = self.hidden[from..range.end].find(['<', '\n']).map(|i| from + i) {
            self.html_words(from..start);
            let rest = &self.hidden[start..range.end];
            let is_row = matches!(self.open, Some((_, ParagraphKind::TableRow)));
            let Some((length, name)) = tag(rest) else {
                // A bracket that begins no tag, or the end of a line.
                if rest.starts_with('<') {
                    self.html_words(start..start + 1);
                } else if !is_row {
                    self.begin(ParagraphKind::Prose);
                }
                from = start + 1;
                continue;
            };
            from = start + length;
            match name {
                "tr" => self.begin(ParagraphKind::TableRow),
                "/td" | "/th" => self.put("\t", start..start),
                "!" | "td" | "th" | "/a" | "a" | "b" | "/b" | "i" | "/i" | "u" | "/u" | "em" | "/em" | "strong"
                | "/strong" | "span" | "/span" | "font" | "/font" | "sub" | "/sub" => {}
                _ if is_row && name != "/tr" => {}
                _ => self.begin(ParagraphKind::Prose),
            }
        }
        self.html_words(from..range.end);
        self.end();
    }

    /// Outside of tables only words: style sheets and scripts are none.
    fn html_words(&mut self, range: Range<usize>) {
        let is_row = matches!(self.open, Some((_, ParagraphKind::TableRow)));
        let goes_on = self.open.is_some_and(|(start, _)| self.clean.len() > start);
        let words = &self.hidden[range.clone()];
        if is_row || goes_on || words.contains(is_han) || words.contains(UNKNOWN) {
            self.text(range);
        }
    }
}

/// The length of the tag or comment that a text starts with, and its name in small letters: `/td`, `!` for a comment.
fn tag(text: &str) -> Option<(usize, &'static str)> {
    const NAMES: [&str; 24] = [
        "tr", "/tr", "td", "/td", "th", "/th", "a", "/a", "b", "/b", "i", "/i", "u", "/u", "em", "/em", "strong",
        "/strong", "span", "/span", "font", "/font", "sub", "/sub",
    ];
    if text.starts_with("<!--") {
        return text.find("-->").map(|end| (end + "-->".len(), "!"));
    }
    let inner = text.strip_prefix('<')?;
    let length = inner.find(|c: char| !c.is_ascii_alphanumeric() && c != '/' && c != '!').unwrap_or(inner.len());
    let name = &inner[..length];
    if !name.trim_start_matches('/').starts_with(|c: char| c.is_ascii_alphabetic() || c == '!') {
        return None;
    }
    let window = &text[..text.floor_char_boundary(LONGEST_TAG.min(text.len()))];
    let end = window.find('>')? + 1;
    let known = NAMES.iter().find(|known| known.eq_ignore_ascii_case(name.trim_end_matches('/')));
    Some((end, known.copied().unwrap_or("")))
}

/// In bytes; a bracket that is closed later than this began no tag.
const LONGEST_TAG: usize = 2000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_become_lines_and_references_what_they_print() {
        let source = "# 标题\n\n全市**共有**{{ 企业 }}，\n增长 5%。\n\n- 甲\n- 乙 `12`\n\n| 项目 | 数 |\n|---|---|\n| 甲 | 3 |\n\n```chart\nx: 1\n```\n";
        let start = source.find("{{").unwrap();
        let printed = [Printed { bytes: start..source.find("}}").unwrap() + 2, text: "72家".to_string() }];
        let (clean, blocks) = clean(source, &printed);
        assert_eq!(clean.text(), "标题\n全市共有72家，增长5%。\n甲\n乙12\n项目\t数\t\n甲\t3\t");
        assert_eq!(blocks.len(), 6);
        let at = clean.text().find("72家").unwrap();
        assert_eq!(&source[clean.source(at..at + 2)], "{{ 企业 }}");
        let (marked, _) = super::clean("[bookmark: _GoBack]全市推[bookmark: a]进。\n", &[]);
        assert_eq!((marked.text(), marked.residues().len()), ("全市推进。", 2));
        let (open, _) = super::clean("全市{{ 甲，{{ 乙\n丙{{ 丁 }}\n", &[]);
        assert_eq!(open.text(), "全市{{甲，{{乙丙\u{e000}");
        let (tagged, _) = super::clean("最小的只有3棵树</p>——那是<b>97</b>岁奶奶家的。<br/>\n\n甲<br>乙\n", &[]);
        assert_eq!(tagged.residues().len(), 2);
        let (unknown, _) = super::clean(source, &[]);
        assert!(unknown.text().contains("共有\u{e000}，"));
    }

    #[test]
    fn front_matter_is_found_whatever_the_line_ends_are() {
        assert_eq!(front_matter("---\ndate: 2024-07-11\n---\n正文"), "date: 2024-07-11");
        assert_eq!(front_matter("---\r\ndate: 2024-07-11\r\n---\r\n正文").trim(), "date: 2024-07-11");
        assert_eq!(front_matter("正文"), "");
    }
}
