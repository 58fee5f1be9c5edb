//! The names of parts or series with their swatches, in lines above the plane: for what cannot be named at its place.
//!
//! Comes in: names. Goes out: swatches and names on the sheet, and the number by which a name has its looks.
//! A name that comes again is not listed again.

use super::lettering::{Anchor, Role};
use super::shape::Shape;
use super::style::Style;
use super::svg::{Area, Sheet};
use super::wrap::{Wrapped, wrap};

pub(super) struct Legend<'a> {
    entries: Vec<Entry<'a>>,
    /// Where the plane may begin.
    pub bottom: f64,
}

struct Entry<'a> {
    name: &'a str,
    set: Wrapped,
    left: f64,
    middle: f64,
}

impl<'a> Legend<'a> {
    /// Lines from `top` on, as wide as the drawing.
    pub(super) fn new(names: impl Iterator<Item = &'a str>, style: &Style, top: f64) -> Self {
        let em = style.em();
        let mut entries: Vec<Entry> = Vec::new();
        let (mut left, mut middle) = (0.0, top + 0.7 * em);
        for name in names {
            if entries.iter().any(|entry| entry.name == name) {
                continue;
            }
            // The own one is bold.
            let set = wrap(style, Role::OwnName, name, style.width - 1.3 * em, 1);
            let width = 1.3 * em + set.width(style, Role::OwnName);
            if left > 0.0 && left + width > style.width {
                left = 0.0;
                middle += 1.6 * em;
            }
            entries.push(Entry { name, set, left, middle });
            left += width + 1.3 * em;
        }
        Self { entries, bottom: middle + 1.3 * em }
    }

    /// The number of the entry of that name.
    pub(super) fn index(&self, name: &str) -> usize {
        self.entries.iter().position(|entry| entry.name == name).unwrap_or(0)
    }

    /// The names, each once.
    pub(super) fn names(&self) -> impl Iterator<Item = &'a str> {
        self.entries.iter().map(|entry| entry.name)
    }

    /// Draws swatches in the looks that each number has, and the names beside them.
    pub(super) fn draw(&self, sheet: &mut Sheet, shape: impl Fn(usize) -> Shape) {
        let em = sheet.style.em();
        for (index, entry) in self.entries.iter().enumerate() {
            let y = entry.middle - 0.42 * em;
            let swatch = Area { x: entry.left, y, width: 0.84 * em, height: 0.84 * em };
            sheet.rect(shape(index), swatch);
        }
        for (index, entry) in self.entries.iter().enumerate() {
            let role = if shape(index) == Shape::OwnBar { Role::OwnName } else { Role::Name };
            let at = (entry.left + 1.3 * em, entry.middle);
            sheet.text_with_tooltip(role, Anchor::Start, at, &entry.set.lines[0], entry.set.full.as_deref());
        }
    }
}
