//! What Typst does not do by itself: evens the columns of a last page, and keeps a signature from standing on a page
//! alone. Comes in: a desk with a sheet. Goes out: its pages. A template asks for it by importing `fit.typ`; others are set
//! once.
//!
//! - `foot`: the template puts a float of this height at the bottom of its last page. The highest foot that does not bring
//!   another page leaves the columns even to a line.
//! - `squeeze`, 0 to 12: the template draws its lines a little closer with each step, as far as it thinks fit (GB/T
//!   9704—2012 7.3.5.5). The smallest that saves a page is taken; where none does, 0.

use super::Sheet;
use super::typesetter::{Desk, FIT, Fit, Problem};
use typst_layout::PagedDocument;

/// How many points the foot is tried in: less than a line of 10.5 pt type.
const STEP: u32 = 6;

const CLOSEST: u32 = 12;

/// The pages of a sheet.
pub(super) fn pages(desk: &mut Desk, sheet: &Sheet) -> Result<PagedDocument, Vec<Problem>> {
    let first = desk.pages()?;
    let asks = |what: &str| sheet.main.contains(&format!("\"/{FIT}\": {what}"));
    if asks("foot") {
        Ok(evened(desk, first))
    } else if asks("squeeze") {
        Ok(squeezed(desk, first))
    } else {
        Ok(first)
    }
}

fn evened(desk: &mut Desk, first: PagedDocument) -> PagedDocument {
    let count = first.pages().len();
    let height = first.pages().last().map_or(0.0, |page| page.frame.height().to_pt());
    let mut best = first;
    let (mut fits, mut too_high) = (0, height as u32 / STEP);
    while too_high - fits > 1 {
        let middle = fits.midpoint(too_high);
        desk.set_fit(Fit { foot: middle * STEP, squeeze: 0 });
        match desk.pages() {
            Ok(pages) if pages.pages().len() == count => {
                fits = middle;
                best = pages;
            }
            _ => too_high = middle,
        }
    }
    best
}

fn squeezed(desk: &mut Desk, first: PagedDocument) -> PagedDocument {
    let count = first.pages().len();
    let mut saving = |squeeze| {
        desk.set_fit(Fit { foot: 0, squeeze });
        desk.pages().ok().filter(|pages| pages.pages().len() < count)
    };
    let Some(mut best) = (if count > 1 { saving(CLOSEST) } else { None }) else { return first };
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
