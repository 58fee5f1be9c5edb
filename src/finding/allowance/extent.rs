//! Where an allowance holds: in its paragraph, its entry, or its whole file. Comes in: a text with the name of its file. Goes
//! out: its allowances, each with its extent. Knows lines, blocks and indentation; parses neither Markdown nor YAML.

use super::written::{self, Allowance};
use crate::source::fenced;
use std::ops::Range;

/// What an allowance covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Extent {
    File,
    Bytes(Range<usize>),
}

impl Extent {
    /// Whether it holds at a byte; `None` is the file as a whole.
    pub fn holds_at(&self, byte: Option<usize>) -> bool {
        match self {
            Self::File => true,
            Self::Bytes(bytes) => byte.is_some_and(|byte| bytes.contains(&byte)),
        }
    }
}

/// How a text is put together, by the name of its file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Front matter and fenced blocks of YAML; paragraphs end at empty lines.
    Markdown,
    /// Every line is a paragraph: plain text, and what was a Word document.
    Lines,
    Yaml,
    /// Templates and style sheets of a theme: nothing is told of them that could be allowed.
    Program,
}

impl Form {
    fn of(file: &str) -> Self {
        let name = file.rsplit('/').next().unwrap_or(file);
        match name.rsplit_once('.').map(|(_, ending)| ending) {
            Some("md" | "markdown") => Self::Markdown,
            Some("yaml" | "yml") => Self::Yaml,
            Some("html" | "typ" | "css" | "js" | "svg") => Self::Program,
            _ => Self::Lines,
        }
    }
}

/// All allowances of a text.
pub fn allowances(file: &str, text: &str) -> Vec<(Allowance, Extent)> {
    if !written::may_allow(text) {
        return Vec::new();
    }
    match Form::of(file) {
        Form::Program => Vec::new(),
        Form::Yaml => in_yaml(text, 0..text.len()),
        form => {
            let yaml = if form == Form::Markdown { yaml_parts(text) } else { Vec::new() };
            let mut comments = written::in_prose(text);
            comments.retain(|comment| part_at(&yaml, comment.bytes.start).is_none());
            let blocks = blocks(text, form, &yaml);
            let next = next_with_words(text, &comments, &blocks);
            let extents: Vec<Extent> = comments.iter().map(|c| in_blocks(text, c, &blocks, &next)).collect();
            let mut found: Vec<(Allowance, Extent)> = comments.into_iter().zip(extents).collect();
            found.extend(yaml.into_iter().flat_map(|part| in_yaml(text, part)));
            found
        }
    }
}

/// The front matter and the fenced blocks of a Markdown text.
fn yaml_parts(text: &str) -> Vec<Range<usize>> {
    let begins = ["---\n", "---\r\n"].iter().any(|first| text.starts_with(first));
    let front_end = text.find("\n---").filter(|_| begins).map(|i| i + 1);
    let front = front_end.map(|end| 0..text[end..].find('\n').map_or(text.len(), |i| end + i + 1));
    let body = front.as_ref().map_or(0, |front| front.end);
    let fences = fenced(&text[body..]).into_iter().map(|fence| body + fence.start..body + fence.end);
    front.into_iter().chain(fences).collect()
}

/// The part of several in order in which a byte lies.
fn part_at(parts: &[Range<usize>], byte: usize) -> Option<&Range<usize>> {
    parts.get(parts.partition_point(|part| part.end <= byte)).filter(|part| part.contains(&byte))
}

/// The lines of a part of a text, without their ends.
fn lines(text: &str, part: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut start = part.start;
    text[part].split_inclusive('\n').map(move |line| {
        let bytes = start..start + line.trim_end_matches(['\n', '\r']).len();
        start += line.len();
        bytes
    })
}

/// The blocks of a text: paragraphs, lists, tables, headings and fenced blocks.
fn blocks(text: &str, form: Form, yaml: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut blocks: Vec<Range<usize>> = Vec::new();
    let mut goes_on = false;
    for line in lines(text, 0..text.len()) {
        let words = text[line.clone()].trim_start();
        let part = part_at(yaml, line.start);
        let stands_alone = form == Form::Lines || part.is_some() || words.starts_with('#');
        match (blocks.last_mut(), part) {
            (Some(last), Some(part)) if part.contains(&last.start) => last.end = line.end,
            _ if words.is_empty() => {}
            (Some(last), None) if goes_on && !stands_alone => last.end = line.end,
            _ => blocks.push(line.clone()),
        }
        goes_on = !words.is_empty() && !stands_alone;
    }
    blocks
}

/// For each block, the first from it on in which words stand beside the comments; comments and blocks come in order.
fn next_with_words(text: &str, comments: &[Allowance], blocks: &[Range<usize>]) -> Vec<Option<usize>> {
    let mut next = vec![None; blocks.len()];
    let mut first = 0;
    for (i, block) in blocks.iter().enumerate() {
        first += comments[first..].iter().take_while(|comment| comment.bytes.end <= block.start).count();
        let inside = comments[first..].iter().map(|c| &c.bytes).take_while(|bytes| bytes.start < block.end);
        let mut from = block.start;
        let has_words = inside.chain([&(block.end..block.end)]).any(|bytes| {
            let has_words = !text[from..bytes.start.max(from)].trim().is_empty();
            from = bytes.end;
            has_words
        });
        next[i] = has_words.then_some(i);
    }
    for i in (0..blocks.len().saturating_sub(1)).rev() {
        next[i] = next[i].or(next[i + 1]);
    }
    next
}

/// Where a comment in prose holds: in the block in which it stands, or, where nothing else stands there, in the next.
fn in_blocks(text: &str, comment: &Allowance, blocks: &[Range<usize>], next: &[Option<usize>]) -> Extent {
    if comment.covers_file {
        return Extent::File;
    }
    let here = blocks.partition_point(|block| block.end <= comment.bytes.start);
    let Some(block) = next.get(here).copied().flatten().map(|i| &blocks[i]) else { return Extent::Bytes(0..0) };
    let line_start = text[..comment.bytes.start].rfind('\n').map_or(0, |i| i + 1);
    let line_end = text[comment.bytes.end..].find('\n').map_or(text.len(), |i| comment.bytes.end + i);
    let is_alone =
        text[line_start..comment.bytes.start].trim().is_empty() && text[comment.bytes.end..line_end].trim().is_empty();
    match is_alone || !block.contains(&comment.bytes.start) {
        true => Extent::Bytes(block.clone()),
        false => Extent::Bytes(part_of_block(text, block, line_start..line_end)),
    }
}

/// The row of a table or the item of a list that a line belongs to; the whole block where it is neither.
fn part_of_block(text: &str, block: &Range<usize>, line: Range<usize>) -> Range<usize> {
    if text[line.clone()].trim_start().starts_with('|') {
        return line;
    }
    let behind = lines(text, line.end.min(block.end)..block.end).map(|l| l.start).skip(1);
    let end = behind.into_iter().find(|at| is_item(&text[*at..])).unwrap_or(block.end);
    let mut start = line.start.max(block.start);
    while start > block.start && !is_item(&text[start..]) {
        start = text[..start - 1].rfind('\n').map_or(0, |i| i + 1).max(block.start);
    }
    start..end
}

/// Whether an item of a list begins here: `- `, `1. `.
fn is_item(text: &str) -> bool {
    let text = text.trim_start_matches([' ', '\t']);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let marks: &[char] = if digits == 0 { &['-', '*', '+'] } else { &['.', ')'] };
    text[digits..].strip_prefix(marks).is_some_and(|rest| rest.starts_with([' ', '\t']))
}

/// The allowances of a YAML text: each holds for its own entry, or, alone on its line, for the next.
fn in_yaml(text: &str, part: Range<usize>) -> Vec<(Allowance, Extent)> {
    let lines: Vec<Range<usize>> = lines(text, part).collect();
    let found = lines.iter().enumerate().filter_map(|(i, line)| Some((i, written::in_yaml_line(text, line.clone())?)));
    found
        .map(|(i, allowance)| {
            let is_alone = text[lines[i].start..allowance.bytes.start].trim().is_empty();
            let is_entry =
                |at: &usize| !text[lines[*at].clone()].trim_start().is_empty() && !is_comment(text, &lines[*at]);
            let entry = if is_alone { (i..lines.len()).find(is_entry) } else { Some(i) };
            let extent = match entry {
                _ if allowance.covers_file => Extent::File,
                Some(at) => Extent::Bytes(lines[at].start..end_of_entry(text, &lines[at..])),
                None => Extent::Bytes(0..0),
            };
            (allowance, extent)
        })
        .collect()
}

fn is_comment(text: &str, line: &Range<usize>) -> bool {
    text[line.clone()].trim_start().starts_with('#')
}

/// Where the entry of the first line ends: behind everything that is indented below it.
fn end_of_entry(text: &str, lines: &[Range<usize>]) -> usize {
    let indent = |line: &Range<usize>| text[line.clone()].len() - text[line.clone()].trim_start().len();
    let is_item = |line: &Range<usize>| text[line.clone()].trim_start().starts_with("- ");
    let first = &lines[0];
    // The items of a list may stand below its key without being indented.
    let belongs = |line: &Range<usize>| {
        indent(line) > indent(first) || indent(line) == indent(first) && is_item(line) && !is_item(first)
    };
    let mut end = first.end;
    for line in &lines[1..] {
        if text[line.clone()].trim().is_empty() || is_comment(text, line) {
            continue;
        }
        if !belongs(line) {
            break;
        }
        end = line.end;
    }
    end
}
