//! What Typst does not do by itself: keeps a signature from standing on a page alone. Comes in: a desk with a sheet. Goes
//! out: its pages. A template asks for it where it, or a library that it reaches, imports `fit.typ`; others are set once.
//!
//! - `squeeze`, 0 to 12: the template draws its lines a little closer with each step, as far as it thinks fit (GB/T
//!   9704—2012 7.3.5.5). It is asked only where the text ends high up on its last page, at the label `yb-end`. The smallest
//!   that saves a page is taken; where none does, 0.

use super::typesetter::{Desk, FIT, Problem};
use super::{Sheet, reached};
use crate::model::theme::names_file;
use typst::foundations::{Content, Label};
use typst::introspection::Introspector;
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

const CLOSEST: u32 = 12;

/// The most pages that are squeezed: in a long document a page saved is worth nothing, and each trial costs a whole layout.
const LONGEST: usize = 24;

/// What a template puts behind its text.
const END: &str = "yb-end";

/// The part of a page that holds its upper white and some seven lines of an official document.
const HIGH: f64 = 0.4;

/// The pages of a sheet.
pub(super) fn pages(desk: &mut Desk, sheet: &Sheet) -> Result<PagedDocument, Vec<Problem>> {
    let first = desk.pages()?;
    if asks(sheet) && ends_high(&first) { Ok(squeezed(desk, first)) } else { Ok(first) }
}

/// True where the template, or a library that it reaches, wants to be told.
fn asks(sheet: &Sheet) -> bool {
    let text = |(name, bytes)| Some((name, std::str::from_utf8(bytes).ok()?));
    let libraries = sheet.files.iter().filter(|(name, _)| name.ends_with(".typ") && *name != FIT);
    let libraries: Vec<(&str, &str)> = libraries.filter_map(|(name, bytes)| text((name.as_str(), bytes))).collect();
    let wants = |text: &&str| text.contains("squeeze") && names_file(text, FIT);
    reached::from(&sheet.main, &libraries).iter().any(wants)
}

/// True where the text ends in the upper part of a page that is not the first, or does not say where it ends.
fn ends_high(document: &PagedDocument) -> bool {
    let introspector = document.introspector();
    let end = introspector.query_label(Label::new(PicoStr::intern(END)).expect("the name is not empty")).ok();
    let position = end.and_then(Content::location).and_then(|location| introspector.position(location));
    let Some(position) = position else { return true };
    let page = position.page.get();
    let height = document.pages().get(page - 1).map_or(0.0, |page| page.frame.height().to_pt());
    page > 1 && position.point.y.to_pt() < height * HIGH
}

fn squeezed(desk: &mut Desk, first: PagedDocument) -> PagedDocument {
    let count = first.pages().len();
    let mut saving = |squeeze| {
        desk.set_squeeze(squeeze);
        desk.pages().ok().filter(|pages| pages.pages().len() < count)
    };
    let Some(mut best) = (if (2..=LONGEST).contains(&count) { saving(CLOSEST) } else { None }) else { return first };
    let (mut too_wide, mut fits) = (0, CLOSEST);
    while fits - too_wide > 1 {
        let middle = too_wide.midpoint(fits);
        match saving(middle) {
            Some(pages) => (best, fits) = (pages, middle),
            None => too_wide = middle,
        }
    }
    best
}
