//! What two states of a site's data have in common and what not: two years of one site, two bags, or a bag and today's content. Comes
//! in: their books. Goes out: figures that are new, gone or changed, changed definitions, regions and reports, and a finding for each
//! published value that was changed without a word. Touches no disk.
//!
//! `figures` compares what is reported, `definitions` what it means; `told` writes it down in words.

mod definitions;
mod figures;
mod told;

pub use told::told;

use crate::derive::Book;
use crate::finding::Finding;
use crate::model::article::Article;
use crate::source::Texts;
use serde::Serialize;

/// One of two states.
#[derive(Clone, Copy)]
pub struct Side<'s> {
    /// What people call it: 2023年, a folder.
    pub name: &'s str,
    pub book: &'s Book,
    pub articles: &'s [Article],
    pub texts: &'s Texts,
}

/// Everything that differs, each list in the order of places, years and the vocabulary.
#[derive(Debug, Default, Serialize)]
pub struct Difference {
    pub before: String,
    pub after: String,
    pub figures: Figures,
    pub indicators: Vec<Changed>,
    pub regions: Vec<Changed>,
    pub reports: Vec<Changed>,
}

#[derive(Debug, Default, Serialize)]
pub struct Figures {
    pub new: Vec<Figure>,
    pub gone: Vec<Figure>,
    pub changed: Vec<Revised>,
    /// How many are as they were.
    pub unchanged: usize,
}

/// A figure, or a target, as it is printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Figure {
    pub region: String,
    pub code: String,
    pub period: String,
    pub indicator: String,
    pub printed: String,
}

/// A figure that differs. `printed` is what it is now.
#[derive(Debug, Serialize)]
pub struct Revised {
    #[serde(flatten)]
    pub figure: Figure,
    pub fields: Vec<Field>,
    /// From the one year to the other, where the data can answer for it: 8.1%, -0.3个百分点.
    pub change: Option<String>,
    /// What the data say of the revision.
    pub note: Option<String>,
    /// A value that had been published was changed, and nothing is said about it.
    pub is_silent: bool,
}

/// Something that has a name and differs.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Changed {
    pub name: String,
    pub what: What,
    /// Of what was changed.
    pub fields: Vec<Field>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    New,
    Gone,
    Changed,
}

/// What of it differs; empty where it was or is not there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Field {
    pub name: &'static str,
    pub before: String,
    pub after: String,
}

impl Difference {
    pub fn is_empty(&self) -> bool {
        let Figures { new, gone, changed, .. } = &self.figures;
        let rest = [&self.indicators, &self.regions, &self.reports];
        new.is_empty() && gone.is_empty() && changed.is_empty() && rest.iter().all(|list| list.is_empty())
    }
}

/// Two states of one site: what was published then, and what is said now.
pub fn between(before: Side, after: Side) -> (Difference, Vec<Finding>) {
    let indicators = definitions::Renamed::of(before.book, after.book);
    let (figures, findings) = figures::revised(before.book, after.book, &indicators);
    let difference = Difference {
        before: before.name.to_string(),
        after: after.name.to_string(),
        figures,
        indicators: definitions::indicators(before.book, after.book, &indicators),
        regions: definitions::regions(before.book, after.book),
        reports: definitions::reports(before, after),
    };
    (difference, findings)
}

/// Two years of one site. A figure that differs is no revision, and nothing is silent about it.
pub fn years(book: &Book, before: i32, after: i32) -> Difference {
    Difference {
        before: format!("{before}年"),
        after: format!("{after}年"),
        figures: figures::of_years(book, before, after),
        indicators: definitions::broken(book, before, after),
        regions: definitions::regions_of_years(book, before, after),
        reports: Vec::new(),
    }
}

/// The fields of two descriptions that differ. Both have the same names in the same order.
fn fields(before: &[(&'static str, String)], after: &[(&'static str, String)]) -> Vec<Field> {
    let pairs = before.iter().zip(after).filter(|((_, one), (_, other))| one != other);
    pairs.map(|((name, one), (_, other))| Field { name, before: one.clone(), after: other.clone() }).collect()
}
