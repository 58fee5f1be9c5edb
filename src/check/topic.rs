//! Of which region, year and period a text speaks: what its words have named so far. Knows words, not clauses.

use super::words::{PeriodWord, Viewpoint, Word, YearWord};
use crate::model::article::Meta;
use crate::model::{Date, Period, RegionCode};

/// What is spoken of.
#[derive(Clone, Debug)]
pub(super) struct Topic {
    /// `None` where a place was named that is not known.
    pub region: Option<RegionCode>,
    pub year: Option<i32>,
    pub period: Said,
    /// The year that was named in digits last.
    anchor: i32,
    /// The year of the report where it is also that of its date: 去年 is clear then.
    this_year: Option<i32>,
    pub names_region: bool,
    pub names_year: bool,
}

/// What a text has said of the period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    Nothing,
    Is(Period),
    Unclear,
}

impl Topic {
    /// What a report speaks of before it has said a word.
    pub fn of(meta: &Meta) -> Self {
        Self {
            region: Some(meta.region),
            year: Some(meta.year),
            period: Said::Nothing,
            anchor: meta.year,
            this_year: Some(meta.year).filter(|year| *year == meta.date.year),
            names_region: false,
            names_year: false,
        }
    }

    pub fn viewpoint(meta: &Meta) -> Viewpoint {
        Viewpoint { region: meta.region, year: meta.year }
    }

    /// The year that a word means.
    pub fn year_of(&self, word: YearWord) -> Option<i32> {
        match word {
            YearWord::Is(year) => Some(year),
            YearWord::LastYear => Some(self.anchor - 1),
            YearWord::ThatYear => Some(self.anchor),
            YearWord::FromDate(by) => self.this_year.map(|year| year + by),
        }
    }

    /// Takes in a word that names what is spoken of; others change nothing.
    pub fn hear(&mut self, word: &Word) {
        match word {
            Word::Place(region) => {
                self.region = *region;
                self.names_region = true;
            }
            Word::Year(year) => {
                self.year = self.year_of(*year);
                if let YearWord::Is(year) = year {
                    self.anchor = *year;
                }
                self.period = Said::Nothing;
                self.names_year = true;
            }
            Word::Period(None) => self.period = Said::Unclear,
            // 截至6月底累计 is no more than 截至6月底.
            Word::Period(Some(PeriodWord::Is(Period::UpToNow))) if !self.ends_with_the_year() => {}
            Word::Period(Some(PeriodWord::Is(period))) => {
                self.period = Said::Is(*period);
                self.year = period.own_year().or(self.year);
            }
            Word::Period(Some(PeriodWord::UpToMonth(month))) => {
                let date = self.year.map(|year| Date { year, month: Some(*month), day: None });
                self.period = date.map_or(Said::Unclear, |date| Said::Is(Period::AsOf(date)));
            }
            _ => {}
        }
    }

    /// True where nothing is said of a part of the year.
    fn ends_with_the_year(&self) -> bool {
        match self.period {
            Said::Nothing => true,
            Said::Is(period) => self.year.and_then(|year| period.months(year)).is_none_or(|months| months == (1, 12)),
            Said::Unclear => false,
        }
    }

    pub fn unclear_region(&mut self) {
        self.region = None;
    }
}

pub(super) fn is_adverb(word: &Word) -> bool {
    matches!(word, Word::Place(_) | Word::Year(_) | Word::Period(_) | Word::Particle)
}
