//! Takes joiners and marks out of pages that are laid out: they have done their work, and whoever searches or copies from
//! the PDF wants the text as it was written. On the same way what the record has to say of the pages goes into its table.
//! Comes in: pages. Goes out: the same pages, glyph for glyph.

use super::joiners::JOINER;
use super::record::{Record, Table};
use crate::model::chart::is_mark;
use typst::introspection::Tag;
use typst::layout::{Frame, FrameItem};
use typst::model::Document;
use typst::text::TextItem;
use typst_layout::PagedDocument;

fn is_hidden(c: char) -> bool {
    c == JOINER || is_mark(c)
}

pub(super) fn as_written(document: &PagedDocument, record: &Record) -> PagedDocument {
    let table = record.table(document);
    let pages = document.pages().iter().cloned().map(|mut page| {
        clean_frame(&mut page.frame, &table);
        page
    });
    PagedDocument::new(pages.collect(), document.info().clone())
}

fn clean_frame(frame: &mut Frame, table: &Table) {
    frame.retain(|item| {
        match item {
            FrameItem::Group(group) => clean_frame(&mut group.frame, table),
            FrameItem::Text(text) if text.text.contains(is_hidden) => clean_text(text),
            FrameItem::Tag(Tag::Start(element, _)) => table.put_into(element),
            _ => {}
        }
        true
    });
}

/// Each glyph keeps its characters, joiners aside.
fn clean_text(item: &mut TextItem) {
    // The end of each hidden character in the text as it was, and how many bytes are gone by then.
    let mut gone = 0;
    let hidden: Vec<(usize, usize)> = item
        .text
        .char_indices()
        .filter(|(_, c)| is_hidden(*c))
        .map(|(at, c)| {
            gone += c.len_utf8();
            (at + c.len_utf8(), gone)
        })
        .collect();
    let removed_before = |at: u16| {
        let before = hidden.partition_point(|(end, _)| *end <= usize::from(at));
        before.checked_sub(1).map_or(0, |last| hidden[last].1) as u16
    };
    for glyph in &mut item.glyphs {
        let range = &glyph.range;
        glyph.range = range.start - removed_before(range.start)..range.end - removed_before(range.end);
    }
    item.text = item.text.chars().filter(|c| !is_hidden(*c)).collect();
}
