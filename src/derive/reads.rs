//! What of the book something was made from. While a file is made, the book notes on that thread whose figures it is asked for; a file
//! that has asked for none of the figures that changed would come out the same, and need not be made again. What the book
//! remembers for others (orders, standing texts) is remembered with what it was made from.
//!
//! Comes in: the questions to the book, while [`noted`] makes something. Goes out: [`Reads`]. Which figures there are at all is no part of
//! this, and no value is kept: see [`super::Imprint`].

use crate::model::{IndicatorId, RegionCode};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Whose figures were asked for: all that matters is at one of the places *and* of one of the indicators, in a text, or in a file of one of
/// the places.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reads {
    pub places: Asked<(RegionCode, i32)>,
    pub indicators: Asked<IndicatorId>,
    /// Whether the texts of articles were at hand, with the figures that they print.
    pub texts: bool,
    /// Whether the data files of these places were at hand as they are written.
    pub files: bool,
}

/// Some of a kind, in order, or all that there are.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Asked<T> {
    All,
    Some(Arc<[T]>),
}

impl Reads {
    /// No figure at all.
    pub fn nothing() -> Self {
        Notes::default().finished()
    }

    /// Every figure there is, and every article.
    pub fn everything() -> Self {
        Self { places: Asked::All, indicators: Asked::All, texts: true, files: false }
    }
}

thread_local! {
    /// What is being noted on this thread.
    static OPEN: RefCell<Option<Notes>> = const { RefCell::new(None) };
}

/// Reads in the making.
#[derive(Default)]
struct Notes {
    places: Noted<(RegionCode, i32)>,
    indicators: Noted<IndicatorId>,
    texts: bool,
    files: bool,
}

/// What was asked for until now. The same is asked for again and again.
enum Noted<T> {
    All,
    Some { asked: BTreeSet<T>, last: Option<T>, last_list: Option<Arc<[T]>> },
}

impl<T> Default for Noted<T> {
    fn default() -> Self {
        Self::Some { asked: BTreeSet::new(), last: None, last_list: None }
    }
}

impl<T: Ord + Copy> Noted<T> {
    fn add(&mut self, one: T) {
        if let Self::Some { asked, last, .. } = self
            && last.replace(one) != Some(one)
        {
            asked.insert(one);
        }
    }

    fn add_all_of(&mut self, other: &Asked<T>) {
        match (self, other) {
            (Self::Some { last_list: Some(last), .. }, Asked::Some(others)) if last == others => {}
            (Self::Some { asked, last_list, .. }, Asked::Some(others)) => {
                asked.extend(others.iter());
                *last_list = Some(others.clone());
            }
            (this, _) => *this = Self::All,
        }
    }

    fn finished(self) -> Asked<T> {
        match self {
            Self::All => Asked::All,
            Self::Some { asked, .. } => Asked::Some(asked.into_iter().collect()),
        }
    }
}

impl Notes {
    fn finished(self) -> Reads {
        let Self { places, indicators, texts, files } = self;
        Reads { places: places.finished(), indicators: indicators.finished(), texts, files }
    }
}

/// Makes something, and notes what it asks of the book. Only what it asks on this thread is seen.
pub fn noted<T>(make: impl FnOnce() -> T) -> (T, Reads) {
    let outer = Outer(OPEN.replace(Some(Notes::default())));
    let made = make();
    let notes = OPEN.take().unwrap_or_default();
    drop(outer);
    (made, notes.finished())
}

/// What was being noted before, put back at the end, also of a panic.
struct Outer(Option<Notes>);

impl Drop for Outer {
    fn drop(&mut self) {
        OPEN.set(self.0.take());
    }
}

fn note(write: impl FnOnce(&mut Notes)) {
    OPEN.with_borrow_mut(|open| open.as_mut().map(write));
}

/// One indicator of a region's year is asked for.
pub(super) fn figure(region: RegionCode, year: i32, indicator: IndicatorId) {
    note(|notes| {
        notes.places.add((region, year));
        notes.indicators.add(indicator);
    });
}

/// All of a region's year is asked for.
pub(super) fn whole(region: RegionCode, year: i32) {
    note(|notes| {
        notes.places.add((region, year));
        notes.indicators = Noted::All;
    });
}

/// All figures and articles are asked for.
pub fn everything() {
    also(&Reads::everything());
}

/// Something is used that was made from this before.
pub fn also(reads: &Reads) {
    note(|notes| {
        notes.places.add_all_of(&reads.places);
        notes.indicators.add_all_of(&reads.indicators);
        notes.texts |= reads.texts;
        notes.files |= reads.files;
    });
}

/// The texts of articles are at hand.
pub fn texts() {
    note(|notes| notes.texts = true);
}

/// The data files of the places that are asked for are at hand as they are written.
pub fn files() {
    note(|notes| notes.files = true);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(year: i32) -> (RegionCode, i32) {
        (RegionCode::parse("511100").unwrap(), year)
    }

    fn asks(year: i32, indicator: u32) {
        figure(place(year).0, year, IndicatorId(indicator));
    }

    #[test]
    fn what_is_asked_is_noted_and_nothing_else() {
        asks(2020, 1);
        let ((), reads) = noted(|| {
            asks(2023, 7);
            asks(2022, 7);
            asks(2023, 7);
        });
        assert_eq!(reads.places, Asked::Some(Arc::new([place(2022), place(2023)])));
        assert_eq!(reads.indicators, Asked::Some(Arc::new([IndicatorId(7)])));
    }

    #[test]
    fn what_is_remembered_counts_for_everyone_who_uses_it() {
        let (remembered, outer) = noted(|| {
            let ((), remembered) = noted(|| asks(2021, 3));
            asks(2023, 1);
            remembered
        });
        assert_eq!(outer.places, Asked::Some(Arc::new([place(2023)])));
        let ((), again) = noted(|| also(&remembered));
        assert_eq!(again, remembered);
    }

    #[test]
    fn the_whole_of_a_year_has_every_indicator_and_everything_every_place() {
        let ((), reads) = noted(|| whole(place(2023).0, 2023));
        let year = Asked::Some(Arc::new([place(2023)]) as Arc<[_]>);
        assert_eq!(reads, Reads { places: year, indicators: Asked::All, texts: false, files: false });
        let ((), reads) = noted(|| {
            everything();
            asks(2023, 1);
        });
        assert_eq!(reads, Reads::everything());
    }
}
