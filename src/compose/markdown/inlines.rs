//! Inlines: runs of text with the references that were hidden in them, emphasis, links, line breaks.

use super::{Composer, is_block};
use crate::compose::reference::Fault;
use crate::compose::scan::{self, MARK};
use crate::compose::{links, prose};
use crate::finding::{Finding, Message};
use crate::model::article::{Inline, TypedNumeral, WrittenLink};
use crate::reading::{Numeral, numerals};
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

impl<'t> Composer<'_, '_, 't> {
    /// Inlines up to an end tag. Where `leaves_end`, the end tag is left for the caller.
    pub(super) fn inlines(&mut self, is_end: fn(&TagEnd) -> bool, leaves_end: bool) -> Vec<Inline> {
        let mut inlines = Vec::new();
        while let Some((event, range)) = self.take() {
            match event {
                Event::End(end) if is_end(&end) => {
                    if leaves_end {
                        self.next -= 1;
                    }
                    break;
                }
                Event::Start(tag) if leaves_end && is_block(&tag) => {
                    self.next -= 1;
                    break;
                }
                Event::Text(text) => self.run(&text, &range, &mut inlines),
                Event::Code(_) => {
                    let code = self.text[range.clone()].trim_matches('`').trim().to_string();
                    self.tell_numerals(&code, &range);
                    if code.contains("{{") {
                        let fault = Fault {
                            message: Message::new(
                                "反引号里的引用不起作用",
                                "a reference inside backticks is not bound",
                            ),
                            help: Message::new("去掉反引号", "take the backticks away"),
                        };
                        let place = self.place(&range);
                        self.prose.tell(scan::broken(fault, place));
                    }
                    inlines.push(Inline::Code(code));
                }
                Event::InlineHtml(html) | Event::Html(html) => self.raw_html(&html, &range),
                Event::SoftBreak => {
                    let next = match self.peek() {
                        Some(Event::Text(text)) => text.chars().next(),
                        _ => None,
                    };
                    inlines.extend(soft_break(&inlines, next));
                }
                Event::HardBreak => inlines.push(Inline::Break),
                Event::FootnoteReference(label) => inlines.push(Inline::FootnoteReference(label.to_string())),
                Event::Start(Tag::Strong) => {
                    inlines.push(Inline::Strong(self.inlines(|end| matches!(end, TagEnd::Strong), false)));
                }
                Event::Start(Tag::Emphasis) => {
                    inlines.push(Inline::Emphasis(self.inlines(|end| matches!(end, TagEnd::Emphasis), false)));
                }
                Event::Start(Tag::Link { dest_url, .. }) => {
                    let text = self.inlines(|end| matches!(end, TagEnd::Link), false);
                    inlines.extend(self.link(&dest_url, text, &range));
                }
                Event::Start(Tag::Image { .. }) => {
                    let alt = self.inlines(|end| matches!(end, TagEnd::Image), false);
                    self.prose.tell(
                        Finding::warning(
                            "picture-in-line",
                            self.place(&range),
                            "图片要单独成段",
                            "a picture stands in a paragraph of its own",
                        )
                        .help("在图片前后各空一行", "put an empty line before and after it"),
                    );
                    inlines.extend(alt);
                }
                _ => {}
            }
        }
        inlines
    }

    fn link(&mut self, to: &str, text: Vec<Inline>, range: &Range<usize>) -> Vec<Inline> {
        let place = self.place(range);
        if let Some(to) = links::target(&self.prose.file, to) {
            self.prose.links.push(WrittenLink { place, to: to.clone() });
            return vec![Inline::Link { to, text }];
        }
        let finding = Finding::warning(
            "bad-link",
            place,
            format!("链接“{to}”不能用，只留了文字"),
            format!("the link `{to}` is not kept"),
        )
        .help(
            "写 https://… 这样的完整网址；连到另一篇文稿，写它的文件：../2023/文件名.md",
            "write a full address, https://…, or the file of another report: ../2023/name.md",
        );
        self.prose.tell(finding);
        text
    }

    pub(super) fn raw_html(&mut self, html: &str, range: &Range<usize>) {
        let mut rest = html.trim();
        while let Some(comment) = rest.strip_prefix("<!--") {
            let Some(end) = comment.find("-->") else {
                let place = self.place(&(range.start..(range.start + "<!--".len()).min(range.end)));
                self.prose.tell(
                    Finding::error(
                        "unknown-block",
                        place,
                        "注释没有关上，后面的文字都不会印出来",
                        "nothing closes this comment: what follows would not be printed",
                    )
                    .help("在注释末尾写 -->", "write --> at its end"),
                );
                return;
            };
            rest = comment[end + "-->".len()..].trim_start();
        }
        if rest.is_empty() {
            return;
        }
        let finding =
            Finding::warning("raw-html", self.place(range), "HTML 标记不起作用，已去掉", "raw HTML is dropped")
                .help("用 Markdown 写；要印尖括号就写 &lt;", "write Markdown; for a bracket write &lt;");
        self.prose.tell(finding);
    }

    /// A run of text: words, and the marks at which references were hidden.
    fn run(&mut self, text: &str, range: &Range<usize>, inlines: &mut Vec<Inline>) {
        let mut rest = text;
        let mut at = range.start;
        while let Some(mark) = rest.find(MARK) {
            self.plain(&rest[..mark], at, inlines);
            at += mark;
            let index = self.references.binary_search_by_key(&at, |r| r.bytes.start);
            let Some(found) = index.ok().map(|i| self.references[i].clone()) else {
                let aside = self.asides.iter().find(|aside| aside.start == at);
                let length = aside.map_or(MARK.len_utf8(), |aside| aside.len());
                rest = &rest[(mark + length).min(rest.len())..];
                at += length;
                let spaces = space_around_aside(inlines, rest);
                rest = &rest[spaces..];
                at += spaces;
                continue;
            };
            let place = self.place(&found.bytes);
            let written = &self.text[found.bytes.clone()];
            let mut inline = self.prose.bound(&found, written, place.clone());
            self.prose.expect_said_period(inlines, &inline, &place);
            self.prose.expect_direction(inlines, &mut inline, &place);
            prose::push(inlines, inline);
            rest = &rest[(mark + found.bytes.len()).min(rest.len())..];
            at = found.bytes.end;
        }
        self.plain(rest, at, inlines);
    }

    fn plain(&mut self, text: &str, at: usize, inlines: &mut Vec<Inline>) {
        // Markdown needs a space behind `。**`; Chinese has none there.
        let spaces = text.len() - text.trim_start_matches(' ').len();
        let joins_han = spaces > 0 && is_wide(last_char(inlines)) && is_wide(text[spaces..].chars().next());
        let (text, at) = if joins_han { (&text[spaces..], at + spaces) } else { (text, at) };
        if text.is_empty() {
            return;
        }
        for Numeral { range, kind } in numerals::typed(text) {
            let place = self.place(&(at + range.start..at + range.end));
            self.prose.numerals.push(TypedNumeral { place, text: text[range].to_string(), kind });
        }
        // Only braces that are never closed are left in the text; the others were hidden.
        let from = self.references.partition_point(|r| r.bytes.start < at);
        let open = self.references[from..].iter().take_while(|r| r.bytes.start < at + text.len());
        let broken: Vec<Finding> = open
            .filter_map(|open| Some(scan::broken(open.reference.clone().err()?, self.place(&open.bytes))))
            .collect();
        if broken.is_empty()
            && let Some(brace) = scan::stray_brace(text)
        {
            let place = self.place(&(at + brace.start..at + brace.end));
            self.prose.tell(scan::broken(scan::stray_brace_fault(), place));
        }
        self.prose.findings.extend(broken);
        // The parser gives back unused stars one by one.
        let is_second = text == "*" && matches!(inlines.last(), Some(Inline::Text(before)) if before.ends_with('*'));
        if let Some(stars) = text.find("**").map(|i| at + i).or(is_second.then(|| at.saturating_sub(1))) {
            let finding = Finding::warning(
                "stray-markup",
                self.place(&(stars..stars + 2)),
                "“**”没有成对，会照样印出来",
                "`**` is not closed and will be printed",
            )
            .help(
                "补上或删去落单的“**”；“**”要紧贴文字，里侧不留空格",
                "add or delete the single `**`; no space stands inside of it",
            );
            self.prose.tell(finding);
        }
        match inlines.last_mut() {
            Some(Inline::Text(before)) => before.push_str(text),
            _ => inlines.push(Inline::Text(text.to_string())),
        }
    }

    /// Numerals that stand where no reference can be: in code.
    fn tell_numerals(&mut self, text: &str, range: &Range<usize>) {
        for Numeral { range: numeral, kind } in numerals::typed(text) {
            let place = self.place(range);
            self.prose.numerals.push(TypedNumeral { place, text: text[numeral].to_string(), kind });
        }
    }
}

/// Closes the gap that an allowance leaves: a space before it goes where a space or nothing follows, and the spaces behind it
/// where nothing stands before. Gives how many bytes to skip.
fn space_around_aside(inlines: &mut Vec<Inline>, rest: &str) -> usize {
    if rest.is_empty() || rest.starts_with(' ') {
        if let Some(Inline::Text(before)) = inlines.last_mut() {
            before.truncate(before.trim_end_matches(' ').len());
        }
        inlines.pop_if(|last| matches!(last, Inline::Text(text) if text.is_empty()));
    }
    if inlines.is_empty() { rest.len() - rest.trim_start_matches(' ').len() } else { 0 }
}

/// The last character of some inlines, however deep it stands.
fn last_char(inlines: &[Inline]) -> Option<char> {
    match inlines.last()? {
        Inline::Text(text) | Inline::Code(text) => text.chars().next_back(),
        Inline::Figure(figure) => figure.text.chars().next_back(),
        Inline::Literal(literal) => literal.text().chars().next_back(),
        Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Link { text: inner, .. } => last_char(inner),
        // Its number is not known yet.
        Inline::CaptionReference(_) | Inline::FootnoteReference(_) | Inline::Break => None,
    }
}

/// Han characters and full-width marks.
fn is_wide(c: Option<char>) -> bool {
    c.is_some_and(|c| c >= '\u{2e80}' || "“”‘’…—·".contains(c))
}

/// A line break in the source is a space between Latin words and nothing between Han characters.
fn soft_break(inlines: &[Inline], next: Option<char>) -> Option<Inline> {
    let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_graphic());
    let joins_latin = is_latin(last_char(inlines)) && is_latin(next);
    joins_latin.then(|| Inline::Text(" ".to_string()))
}
