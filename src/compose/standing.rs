//! The standing texts of a site, and what they say of any region and year: made when it is asked for. Tells no failure: those
//! are told by [`super::unfillable`].

use super::resolve::{Failure, Standpoint};
use super::summaries::{StandingText, summary};
use crate::derive::{Book, Reads, reads};
use crate::model::RegionCode;
use crate::model::article::{Summary, TypedNumeral};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// Summaries, with what they were made from.
type Kept = (Vec<Summary>, Reads);

/// The standing texts, in the order in which pages print them.
#[derive(Default)]
pub struct StandingTexts {
    texts: Arc<[StandingText]>,
    /// The numerals that were typed in them.
    pub numerals: Vec<TypedNumeral>,
    /// For every region and year that has figures: what was asked for to be kept.
    kept: BTreeMap<(RegionCode, i32), OnceLock<Kept>>,
}

impl StandingTexts {
    pub(super) fn new(texts: Vec<StandingText>, numerals: Vec<TypedNumeral>, places: Vec<(RegionCode, i32)>) -> Self {
        Self { texts: texts.into(), numerals, kept: places.into_iter().map(|place| (place, OnceLock::new())).collect() }
    }

    /// Summaries that follow from no text.
    #[cfg(test)]
    pub fn of(summaries: impl IntoIterator<Item = Summary>) -> Self {
        let mut kept: BTreeMap<_, Vec<Summary>> = BTreeMap::new();
        for summary in summaries {
            kept.entry((summary.region, summary.year)).or_default().push(summary);
        }
        let kept = kept.into_iter().map(|(place, here)| (place, (here, Reads::nothing()).into()));
        Self { kept: kept.collect(), ..Self::default() }
    }

    /// Every region and year that has figures, in order.
    pub fn places(&self) -> impl DoubleEndedIterator<Item = (RegionCode, i32)> {
        self.kept.keys().copied()
    }

    /// The files of the texts about a domain, in the order of the texts.
    pub fn files_of(&self, domain: usize) -> impl Iterator<Item = &Arc<str>> {
        self.texts.iter().filter(move |text| text.domain == domain).map(|text| &text.file)
    }

    /// Where the texts cannot be filled in for a region and year.
    pub(super) fn failures(
        &self,
        book: &Book,
        place: (RegionCode, i32),
    ) -> impl Iterator<Item = (&StandingText, Failure)> {
        self.texts.iter().filter_map(move |text| Some((text, summary(text, standpoint(book, place)).err()?)))
    }

    /// What the texts say of a region and year, one summary for each text that has something to say. Kept from then on, for
    /// who has to find a figure of it again.
    pub fn kept(&self, book: &Book, region: RegionCode, year: i32) -> &[Summary] {
        let all = || self.texts.iter().filter_map(|text| filled(text, book, (region, year))).collect();
        let Some(kept) = self.kept.get(&(region, year)) else { return &[] };
        let (summaries, made_from) = kept.get_or_init(|| reads::noted(all));
        reads::also(made_from);
        summaries
    }

    /// The same texts with what they say of one region and year alone, kept: it goes with who asked. Of each of a nation's it would be
    /// some 20 kB.
    pub fn of_one(&self, book: &Book, place: (RegionCode, i32)) -> Self {
        let (here, made_from) = reads::noted(|| self.made(book, place, None));
        reads::also(&made_from);
        Self { texts: self.texts.clone(), numerals: Vec::new(), kept: [(place, (here, made_from).into())].into() }
    }

    /// As [`Self::kept`], but only of one domain (`None`: of all) and not kept.
    pub fn made(&self, book: &Book, (region, year): (RegionCode, i32), domain: Option<usize>) -> Vec<Summary> {
        let is_asked = |of: usize| domain.is_none_or(|domain| domain == of);
        match self.kept.get(&(region, year)).map(OnceLock::get) {
            None => Vec::new(),
            Some(Some((kept, made_from))) => {
                reads::also(made_from);
                kept.iter().filter(|summary| is_asked(summary.domain)).cloned().collect()
            }
            Some(None) => {
                let asked = self.texts.iter().filter(|text| is_asked(text.domain));
                asked.filter_map(|text| filled(text, book, (region, year))).collect()
            }
        }
    }
}

fn filled(text: &StandingText, book: &Book, place: (RegionCode, i32)) -> Option<Summary> {
    summary(text, standpoint(book, place)).ok().flatten()
}

fn standpoint(book: &Book, (region, year): (RegionCode, i32)) -> Standpoint<'_> {
    Standpoint { book, region, year, says_period: false }
}
