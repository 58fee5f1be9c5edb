//! Which characters of a document no font has. Comes in: laid-out pages and the sheet's pictures. Goes out: characters, each
//! once, in reading order. Sees exactly what would be printed as an empty box, so no list of roles can be out of date.

use super::Sheet;
use super::block::PICTURES;
use super::fonts::FontBook;
use crate::model::theme::Theme;
use typst::layout::{Frame, FrameItem};
use typst::text::is_default_ignorable;
use typst_layout::PagedDocument;

/// The characters that would be printed as empty boxes, and those of the private area, which no archive can read.
pub(super) fn missing(document: &PagedDocument, sheet: &Sheet, fonts: &FontBook, theme: &Theme) -> Vec<char> {
    let mut missing = Vec::new();
    for page in document.pages() {
        in_frame(&page.frame, &mut missing);
    }
    let families = theme.fonts.get("hei").cloned().unwrap_or_default();
    for (path, bytes) in &sheet.files {
        if path.starts_with(PICTURES) && path.ends_with(".svg") {
            let text = text_of_svg(&String::from_utf8_lossy(bytes));
            for c in fonts.missing_glyphs(&text, &families) {
                add(c, &mut missing);
            }
        }
    }
    missing
}

fn in_frame(frame: &Frame, missing: &mut Vec<char>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => in_frame(&group.frame, missing),
            FrameItem::Text(text) => {
                for glyph in &text.glyphs {
                    let is_empty_box = glyph.id == 0;
                    let is_private = |c: &char| matches!(u32::from(*c), 0xe000..=0xf8ff | 0xf_0000..=0x10_ffff);
                    let chars = text.text[glyph.range()].chars().filter(|c| !is_default_ignorable(*c));
                    chars.filter(|c| is_empty_box || is_private(c)).for_each(|c| add(c, missing));
                }
            }
            _ => {}
        }
    }
}

fn add(c: char, missing: &mut Vec<char>) {
    if !missing.contains(&c) {
        missing.push(c);
    }
}

/// What stands between the tags; entities stay as they are, their letters are in every font.
fn text_of_svg(svg: &str) -> String {
    svg.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stands_between_tags() {
        assert_eq!(text_of_svg("<svg a=\"b\"><text>收入 &lt;</text>\n<g/></svg>"), "收入 &lt;\n");
    }
}
