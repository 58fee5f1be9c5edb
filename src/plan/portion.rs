//! One of several parts of a site, each made by a machine of its own. Comes in: the number of the part and how many there are.
//! Goes out: whether a file is of it. Looks at what the file is about, never at where it stands in a list: a new county moves
//! no other.

use super::{FeedOf, Making, Subject, address};
use crate::derive::Book;
use crate::model::article::Article;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Part `number` of `of`, counted from 1. Written `3/16`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Portion {
    pub number: u16,
    pub of: u16,
}

/// Every part reads all of the content again: with more parts than this the reading is all that they do. It is also what Slurm
/// allows in an array by itself.
pub const MOST_PORTIONS: u16 = 1000;

impl Portion {
    /// Whether there can be such a part; what is read from a file may say anything.
    pub fn is_possible(self) -> bool {
        (1..=MOST_PORTIONS).contains(&self.of) && (1..=self.of).contains(&self.number)
    }

    /// Whether a file belongs to this part. Files of one place are together, because their rows are made once; so are those of one
    /// report, of one indicator and of one year. What is about the whole site belongs to part 1.
    pub fn holds(self, making: &Making, book: &Book, articles: &[Article]) -> bool {
        let number = subject(making, book, articles).map_or(0, |subject| drawn(&subject) % u64::from(self.of));
        number + 1 == u64::from(self.number)
    }
}

impl fmt::Display for Portion {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

/// What a text that is no portion is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoPortion;

impl fmt::Display for NoPortion {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "write it as 3/16: which part, of how many; at most {MOST_PORTIONS}")
    }
}

impl std::error::Error for NoPortion {}

impl FromStr for Portion {
    type Err = NoPortion;

    fn from_str(text: &str) -> Result<Self, NoPortion> {
        let number = |text: &str| match text.bytes().all(|byte| byte.is_ascii_digit()) {
            true => text.parse::<u16>().map_err(|_| NoPortion),
            false => Err(NoPortion),
        };
        let (left, right) = text.split_once('/').ok_or(NoPortion)?;
        let portion = Self { number: number(left)?, of: number(right)? };
        portion.is_possible().then_some(portion).ok_or(NoPortion)
    }
}

/// What a file is about, in words that no other subject has; `None` where it is about the whole site.
fn subject(making: &Making, book: &Book, articles: &[Article]) -> Option<String> {
    let page = match making {
        Making::Region(code)
        | Making::RegionYear(code, _)
        | Making::RegionYearPdf(code, _)
        | Making::ComparedPlace(code)
        | Making::Feed(FeedOf::Region(code))
        | Making::Data(Subject::Region(code) | Subject::RegionYear(code, _), _)
        | Making::Metadata(Subject::Region(code) | Subject::RegionYear(code, _)) => address::region(*code),
        Making::Report(i) | Making::ReportPdf(i) | Making::Manuscript(i) | Making::Figures(i) | Making::Part(i, _) => {
            address::report(&articles[*i])
        }
        Making::Indicator(id) | Making::Data(Subject::Indicator(id), _) | Making::Metadata(Subject::Indicator(id)) => {
            address::indicator(book, *id)
        }
        Making::Year(year)
        | Making::Volume(year)
        | Making::Data(Subject::Year(year), _)
        | Making::Metadata(Subject::Year(year)) => address::year(*year),
        Making::Home
        | Making::Reports
        | Making::Indicators
        | Making::Compare
        | Making::Sources
        | Making::SourcesOf(_)
        | Making::NotFound
        | Making::Search
        | Making::SearchFile(_)
        | Making::Feed(FeedOf::All | FeedOf::Genre(_))
        | Making::Sitemap
        | Making::SitemapPart(_)
        | Making::Robots
        | Making::Asset(_)
        | Making::Image(_) => return None,
    };
    Some(page)
}

/// A number that depends on the text alone: the same on every machine, in every release.
fn drawn(text: &str) -> u64 {
    let hash = blake3::hash(text.as_bytes());
    let first = hash.as_bytes().first_chunk().expect("a hash has 32 bytes");
    u64::from_le_bytes(*first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_portion_is_two_numbers_from_one() {
        assert_eq!("3/16".parse(), Ok(Portion { number: 3, of: 16 }));
        assert_eq!("1/1".parse(), Ok(Portion { number: 1, of: 1 }));
        assert_eq!("1000/1000".parse(), Ok(Portion { number: 1000, of: 1000 }));
        for no in [
            "", "3", "/", "3/", "/3", "0/3", "4/3", "1/0", "1/1001", "+1/3", "-1/3", "1/3/5", " 1/3", "一/三",
            "1/99999",
        ] {
            assert_eq!(no.parse::<Portion>(), Err(NoPortion), "{no}");
        }
    }

    #[test]
    fn the_number_drawn_is_for_ever() {
        // Written down once: were it another in the next release, shards of two releases would still be refused, but folders
        // that hold the last run's files would be made anew.
        assert_eq!(drawn("regions/511100/index.html") % 16, 5);
    }
}
