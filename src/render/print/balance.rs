//! Evens the columns of a last page, which Typst does not do by itself. Comes in: a desk with a sheet. Goes out: its pages.
//! Leaves sheets without columns alone: only a template that imports `foot.typ` asks for it.
//!
//! The template puts a float of the height `foot` at the bottom of the last page. The highest foot that does not bring
//! another page leaves the columns even to a line.

use super::Sheet;
use super::typesetter::{Desk, FOOT, Problem};
use typst_layout::PagedDocument;

/// How many points the foot is tried in: less than a line of 10.5 pt type.
const STEP: u32 = 6;

/// The pages of a sheet.
pub(super) fn pages(desk: &mut Desk, sheet: &Sheet) -> Result<PagedDocument, Vec<Problem>> {
    let mut best = desk.pages()?;
    if !sheet.main.contains(FOOT) {
        return Ok(best);
    }
    let count = best.pages().len();
    let height = best.pages().last().map_or(0.0, |page| page.frame.height().to_pt());
    let (mut fits, mut too_high) = (0, height as u32 / STEP);
    while too_high - fits > 1 {
        let middle = fits.midpoint(too_high);
        desk.set_foot(middle * STEP);
        match desk.pages() {
            Ok(pages) if pages.pages().len() == count => {
                fits = middle;
                best = pages;
            }
            _ => too_high = middle,
        }
    }
    Ok(best)
}
