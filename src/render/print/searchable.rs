//! Takes the word joiners out of pages that are laid out: they have done their work, and whoever searches or copies from
//! the PDF wants the text as it was written. Comes in: pages. Goes out: the same pages, glyph for glyph.

use typst::layout::{Frame, FrameItem};
use typst::model::Document;
use typst::text::TextItem;
use typst_layout::PagedDocument;

const JOINER: char = '\u{2060}';

pub(super) fn without_joiners(document: &PagedDocument) -> PagedDocument {
    let pages = document.pages().iter().cloned().map(|mut page| {
        clean_frame(&mut page.frame);
        page
    });
    PagedDocument::new(pages.collect(), document.info().clone())
}

fn clean_frame(frame: &mut Frame) {
    frame.retain(|item| {
        match item {
            FrameItem::Group(group) => clean_frame(&mut group.frame),
            FrameItem::Text(text) if text.text.contains(JOINER) => clean_text(text),
            _ => {}
        }
        true
    });
}

/// Each glyph keeps its characters, joiners aside.
fn clean_text(item: &mut TextItem) {
    let removed_before = |at: u16| {
        let before = item.text.char_indices().take_while(|(i, _)| *i < usize::from(at));
        (before.filter(|(_, c)| *c == JOINER).count() * JOINER.len_utf8()) as u16
    };
    let ranges: Vec<_> = item
        .glyphs
        .iter()
        .map(|glyph| {
            let range = &glyph.range;
            range.start - removed_before(range.start)..range.end - removed_before(range.end)
        })
        .collect();
    for (glyph, range) in item.glyphs.iter_mut().zip(ranges) {
        glyph.range = range;
    }
    item.text = item.text.chars().filter(|c| *c != JOINER).collect();
}
