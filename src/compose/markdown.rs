//! Markdown to blocks. The only file that names the Markdown parser. References are hidden from it and come back as bound
//! figures; fenced blocks of ours (chart, table, photo, responsible) are handed to `blocks`.

mod inlines;

use super::blocks;
use super::prose::Prose;
use super::scan::{self, Found, MARK};
use crate::finding::allowance::in_prose;
use crate::finding::{Finding, Place};
use crate::model::article::{Block, Heading, Inline, Photo, Span, Table};
use crate::reading::{flanks, is_address};
use crate::source::fenced;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::borrow::Cow;
use std::ops::Range;

/// The blocks of a Markdown text that starts at a byte of its file. Headings carry the level of their marks (1 for `#`) and
/// no number yet.
pub fn blocks(prose: &mut Prose, text: &str, starts_at: usize) -> Vec<Block> {
    if let Some(byte) = text.find(MARK) {
        let place = Place::bytes(&prose.file, starts_at + byte..starts_at + byte + MARK.len_utf8());
        prose.tell(
            Finding::error("private-character", place, "文中有私用区字符", "a private-use character in the text")
                .help("删去它", "delete it"),
        );
        return Vec::new();
    }
    let (references, asides) = hidden_parts(text);
    let mut parts: Vec<Range<usize>> =
        references.iter().map(|found| found.bytes.clone()).chain(asides.clone()).collect();
    parts.sort_by_key(|part| part.start);
    let hidden = flanks::eased(scan::hidden(text, &parts));
    let mut parser = Parser::new_ext(&hidden, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES).into_offset_iter();
    let events: Vec<_> = parser.by_ref().map(|(event, range)| (with_marks(event), range)).collect();
    for (_, definition) in parser.reference_definitions().iter().filter(|(_, link)| !is_address(&link.dest)) {
        let place = Place::bytes(&prose.file, starts_at + definition.span.start..starts_at + definition.span.end);
        let (zh, en) =
            ("这一段被当成了链接的地址，印不出来", "this is taken for the address of a link and not printed");
        prose.tell(
            Finding::error("unknown-block", place, zh, en)
                .help("在方括号前写 \\，或去掉后面的冒号", "write \\ before the bracket, or leave the colon out"),
        );
    }
    if let Some(range) = too_deep(&events) {
        let place = Place::bytes(&prose.file, starts_at + range.start..starts_at + range.start + 1);
        prose.tell(
            Finding::error("too-deep", place, "列表、引文套得太深", "lists and quotes are nested too deep")
                .help("最多套八层；分成几段写", "eight levels at most; write several paragraphs"),
        );
        return Vec::new();
    }
    let mut composer =
        Composer { prose, text, starts_at, references, asides, events, next: 0, tables: 0, charts: 0, depth: 0 };
    composer.blocks(|_| false)
}

/// The references and the allowances of a text. What is inside a fenced block belongs to the YAML there, and what is inside an
/// allowance is nothing but its reason.
fn hidden_parts(text: &str) -> (Vec<Found>, Vec<Range<usize>>) {
    let fences = fenced(text);
    let is_fenced = |bytes: &Range<usize>| fences.iter().any(|fence| fence.contains(&bytes.start));
    let mut allowances: Vec<Range<usize>> = in_prose(text).into_iter().map(|allowance| allowance.bytes).collect();
    allowances.retain(|bytes| !is_fenced(bytes));
    let mut references = scan::references(text);
    references
        .retain(|found| !is_fenced(&found.bytes) && !allowances.iter().any(|bytes| bytes.contains(&found.bytes.start)));
    (references, scan::asides(text, &allowances))
}

struct Composer<'p, 'b, 't> {
    prose: &'p mut Prose<'b>,
    text: &'t str,
    starts_at: usize,
    references: Vec<Found>,
    /// The allowances that were hidden: they print nothing.
    asides: Vec<Range<usize>>,
    events: Vec<(Event<'t>, Range<usize>)>,
    next: usize,
    tables: usize,
    charts: usize,
    /// How deep in quotes and lists.
    depth: usize,
}

impl<'t> Composer<'_, '_, 't> {
    fn place(&self, range: &Range<usize>) -> Place {
        Place::bytes(&self.prose.file, self.starts_at + range.start..self.starts_at + range.end)
    }

    fn take(&mut self) -> Option<(Event<'t>, Range<usize>)> {
        let event = self.events.get(self.next).cloned();
        self.next += 1;
        event
    }

    fn peek(&self) -> Option<&Event<'t>> {
        self.events.get(self.next).map(|(event, _)| event)
    }

    /// Blocks up to the end tag that `is_end` knows, or the end of the text.
    fn blocks(&mut self, is_end: fn(&TagEnd) -> bool) -> Vec<Block> {
        let mut blocks = Vec::new();
        self.depth += 1;
        while let Some((event, range)) = self.take() {
            match event {
                Event::End(end) if is_end(&end) => break,
                Event::Start(tag) => blocks.extend(self.block(tag, range)),
                Event::Rule => blocks.push(Block::Rule),
                Event::Html(html) => self.raw_html(&html, &range),
                // A tight list item holds its text without a paragraph.
                Event::Text(_) | Event::Code(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) => {
                    self.next -= 1;
                    let inlines = self.inlines(is_block_end, true);
                    blocks.push(Block::Paragraph(inlines));
                }
                _ => {}
            }
        }
        self.depth -= 1;
        blocks
    }

    fn block(&mut self, tag: Tag<'t>, range: Range<usize>) -> Option<Block> {
        match tag {
            Tag::Paragraph => {
                if let Some(photo) = self.lone_picture(&range) {
                    return Some(photo);
                }
                let inlines = self.inlines(|end| matches!(end, TagEnd::Paragraph), false);
                (!inlines.is_empty()).then_some(Block::Paragraph(inlines))
            }
            Tag::Heading { level, .. } => {
                // Only headings of the text itself are numbered.
                if self.depth == 1 {
                    let place = self.place(&range);
                    self.prose.heading_places.push_back(place);
                }
                let text = self.inlines(|end| matches!(end, TagEnd::Heading(_)), false);
                Some(Block::Heading(Heading {
                    level: depth(level),
                    number: String::new(),
                    anchor: String::new(),
                    text,
                }))
            }
            Tag::BlockQuote(_) => Some(Block::Quote(self.blocks(|end| matches!(end, TagEnd::BlockQuote(_))))),
            Tag::CodeBlock(kind) => self.fenced(kind, range),
            Tag::List(first) => Some(self.list(first.is_some())),
            Tag::Item => Some(Block::Quote(self.blocks(|end| matches!(end, TagEnd::Item)))),
            Tag::FootnoteDefinition(label) => {
                let body = self.blocks(|end| matches!(end, TagEnd::FootnoteDefinition));
                Some(Block::Footnote { label: label.to_string(), body })
            }
            Tag::Table(_) => Some(self.table()),
            Tag::HtmlBlock => {
                let mut html = String::new();
                while let Some((event, _)) = self.take() {
                    match event {
                        Event::Html(part) => html.push_str(&part),
                        Event::End(TagEnd::HtmlBlock) => break,
                        _ => {}
                    }
                }
                self.raw_html(&html, &range);
                None
            }
            _ => {
                self.next -= 1;
                Some(Block::Paragraph(self.inlines(is_block_end, true)))
            }
        }
    }

    fn list(&mut self, ordered: bool) -> Block {
        let mut items = Vec::new();
        while let Some((event, _)) = self.take() {
            match event {
                Event::Start(Tag::Item) => items.push(self.blocks(|end| matches!(end, TagEnd::Item))),
                Event::End(TagEnd::List(_)) => break,
                _ => {}
            }
        }
        match facts(&items) {
            Some(facts) if !ordered => Block::Facts(facts),
            _ => Block::List { ordered, items },
        }
    }

    fn table(&mut self) -> Block {
        self.tables += 1;
        let mut table = Table {
            id: format!("pipe-table-{}", self.tables),
            title: Vec::new(),
            head: Vec::new(),
            rows: Vec::new(),
            places: Vec::new(),
            note: Vec::new(),
            source: String::new(),
            span: Span::default(),
        };
        let (mut cells, mut places) = (Vec::new(), Vec::new());
        while let Some((event, range)) = self.take() {
            match event {
                Event::Start(Tag::TableCell) => {
                    places.push(self.place(&range));
                    cells.push(self.inlines(|end| matches!(end, TagEnd::TableCell), false));
                }
                Event::End(TagEnd::TableHead) => {
                    table.head = std::mem::take(&mut cells);
                    places.clear();
                }
                Event::End(TagEnd::TableRow) => {
                    table.rows.push(std::mem::take(&mut cells));
                    table.places.push(std::mem::take(&mut places));
                }
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        Block::Table(table)
    }

    /// `![caption](picture)` alone in a paragraph is a photo.
    fn lone_picture(&mut self, range: &Range<usize>) -> Option<Block> {
        let Some(Event::Start(Tag::Image { dest_url, .. })) = self.peek().cloned() else { return None };
        let end =
            self.events[self.next..].iter().position(|(e, _)| matches!(e, Event::End(TagEnd::Image)))? + self.next;
        if !matches!(self.events.get(end + 1), Some((Event::End(TagEnd::Paragraph), _))) {
            return None;
        }
        self.next += 1;
        let caption = self.inlines(|end| matches!(end, TagEnd::Image), false);
        self.next += 1;
        let place = self.place(range);
        self.prose.expect_image(&dest_url, place);
        Some(Block::Photo(Photo { caption, ratio: (3, 2), image: Some(dest_url.to_string()), span: Span::default() }))
    }

    fn fenced(&mut self, kind: CodeBlockKind<'t>, range: Range<usize>) -> Option<Block> {
        let mut lines: Vec<Range<usize>> = Vec::new();
        while let Some((event, at)) = self.take() {
            match event {
                Event::Text(_) => lines.push(at),
                Event::End(TagEnd::CodeBlock) => break,
                _ => {}
            }
        }
        let name = match &kind {
            CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or_default().to_string(),
            CodeBlockKind::Indented => String::new(),
        };
        if matches!(kind, CodeBlockKind::Indented) {
            let finding = Finding::error(
                "unknown-block",
                self.place(&range),
                "缩进四格的段落被当成了代码",
                "a paragraph indented by four spaces is taken for code",
            );
            self.prose
                .tell(finding.help("去掉行首的空格；首行缩进由版式来做", "delete the spaces at the start of the line"));
            return None;
        }
        let (yaml_from, yaml) = inside(self.text, &lines).unwrap_or((range.end, Cow::Borrowed("")));
        let fence = blocks::Fence {
            name: &name,
            yaml: &yaml,
            yaml_from: self.starts_at + yaml_from,
            place: self.place(&(range.start..(range.start + 3).min(range.end))),
        };
        let (mut block, name) = blocks::block(self.prose, &fence)?;
        let id = match &mut block {
            Block::Chart(chart) => {
                self.charts += 1;
                chart.id = format!("chart-{}", self.charts);
                &chart.id
            }
            Block::Table(table) => {
                self.tables += 1;
                table.id = format!("table-{}", self.tables);
                &table.id
            }
            _ => return Some(block),
        };
        if let Some(name) = name
            && self.prose.captions.insert(name.clone(), id.clone()).is_some()
        {
            self.prose.tell(
                Finding::error(
                    "name-twice",
                    fence.place,
                    format!("有两个图表都叫“{name}”"),
                    format!("two charts or tables are named `{name}`"),
                )
                .help("给其中一个改名", "rename one of them"),
            );
        }
        Some(block)
    }
}

/// What stands in a fence, and where it begins. In a quotation or a list the marks at the heads of its lines become spaces, so
/// that every character keeps its line and column.
fn inside<'t>(text: &'t str, lines: &[Range<usize>]) -> Option<(usize, Cow<'t, str>)> {
    let (first, last) = (lines.first()?, lines.last()?);
    if lines.windows(2).all(|pair| pair[0].end == pair[1].start) {
        return Some((first.start, Cow::Borrowed(&text[first.start..last.end])));
    }
    let from = text[..first.start].rfind('\n').map_or(0, |end| end + 1);
    let mut yaml = String::with_capacity(last.end - from);
    let mut at = from;
    for line in lines {
        yaml.extend(text[at..line.start].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        yaml.push_str(&text[line.clone()]);
        at = line.end;
    }
    Some((from, Cow::Owned(yaml)))
}

/// An event with the marks that were hidden from the parser.
fn with_marks(event: Event) -> Event {
    match event {
        Event::Text(text) => match flanks::restored(&text) {
            Cow::Borrowed(_) => Event::Text(text),
            Cow::Owned(restored) => Event::Text(restored.into()),
        },
        other => other,
    }
}

/// Where nesting exceeds what a page can show.
fn too_deep(events: &[(Event, Range<usize>)]) -> Option<Range<usize>> {
    const DEEPEST: usize = 18;
    let mut depth = 0;
    events.iter().find_map(|(event, range)| {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        (depth > DEEPEST).then(|| range.clone())
    })
}

fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn is_block(tag: &Tag) -> bool {
    matches!(
        tag,
        Tag::Paragraph
            | Tag::List(_)
            | Tag::Item
            | Tag::CodeBlock(_)
            | Tag::BlockQuote(_)
            | Tag::Table(_)
            | Tag::Heading { .. }
            | Tag::HtmlBlock
    )
}

fn is_block_end(end: &TagEnd) -> bool {
    matches!(
        end,
        TagEnd::Paragraph
            | TagEnd::Item
            | TagEnd::List(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::FootnoteDefinition
            | TagEnd::HtmlBlock
    )
}

/// The items of a list that all start with ——, without the dash.
fn facts(items: &[Vec<Block>]) -> Option<Vec<Vec<Inline>>> {
    let fact = |item: &Vec<Block>| match item.as_slice() {
        [Block::Paragraph(inlines)] => match inlines.split_first() {
            Some((Inline::Text(first), rest)) => {
                let first = first.strip_prefix("——")?;
                let mut inlines = vec![Inline::Text(first.to_string())];
                inlines.extend_from_slice(rest);
                Some(inlines)
            }
            _ => None,
        },
        _ => None,
    };
    items.iter().map(fact).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fence_in_a_quotation_keeps_the_columns_of_its_lines() {
        let text = "> ```chart\n> kind: line\n> - 甲\n> ```\n";
        let line = |words: &str| {
            let from = text.find(words).unwrap();
            from..from + words.len()
        };
        let (from, yaml) = inside(text, &[line("kind: line\n"), line("- 甲\n")]).unwrap();
        assert_eq!((from, &*yaml), (text.find("> kind").unwrap(), "  kind: line\n  - 甲\n"));
        let plain = inside(text, &[line("kind: line\n")]);
        assert_eq!(plain, Some((text.find("kind").unwrap(), Cow::Borrowed("kind: line\n"))));
    }
}
