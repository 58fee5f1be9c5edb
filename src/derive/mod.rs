//! From the draft to the book: every observation in its place, and everything that follows from them on demand, with the
//! recipe, the interval and the observations that it was made from. Touches no file and prints nothing.

mod book;
mod imprint;
mod lack;
pub mod reads;
mod recipes;
mod runs;
mod tally;

pub use crate::model::Key;
pub use book::Book;
pub use imprint::{Changes, Imprint};
pub use lack::Lack;
pub use reads::Reads;
pub use recipes::{Computed, Ranking, Total};
use tally::Given;
pub use tally::{SourceUse, Tally};

use crate::finding::{Finding, Place};
use crate::model::observation::KeyPlace;
use crate::model::{Gazetteer, IndicatorId, Observation, RegionCode, Target, Vocabulary, site::SiteSettings};
use std::sync::Arc;

/// What the book is made from: what one file states, as written. Cheap to clone: the book shares it with whoever keeps the file.
#[derive(Clone, Debug, Default)]
pub struct Statements {
    observations: Arc<[Observation]>,
    targets: Arc<[Target]>,
    unread: Vec<Unread>,
    given: Arc<Given>,
}

impl Statements {
    /// `unread` is what stands in the data but could not be read: one indicator of a region and year, or (`None`) the whole file.
    /// Whoever asks for it waits for the mend, and is not told that it is missing.
    pub fn new(mut observations: Vec<Observation>, mut targets: Vec<Target>, unread: Vec<Unread>) -> Self {
        observations.sort_by_key(|o| (o.region, o.year, o.indicator, o.period));
        targets.sort_by_key(|t| (t.region, t.year, t.indicator));
        let given = Arc::new(Given::by(&observations, &targets));
        Self { observations: observations.into(), targets: targets.into(), unread, given }
    }
}

/// A region, a year and an indicator whose entry has a fault.
pub type Unread = (RegionCode, i32, Option<IndicatorId>);

/// Puts every statement in its place. One indicator with two values for one region, year and period is a finding; the
/// first stands.
pub fn book(
    settings: SiteSettings,
    vocabulary: Vocabulary,
    regions: Gazetteer,
    statements: impl IntoIterator<Item = Statements>,
) -> (Book, Vec<Finding>) {
    let mut findings = Vec::new();
    let mut book = Book::new(settings, vocabulary, regions);
    for statements in statements {
        book.remember_unread(statements.unread);
        book.given.push(statements.given);
        for rejected in book.insert(statements.observations) {
            let name = book.vocabulary.get(rejected.indicator).name.clone();
            findings.push(
                Finding::error(
                    "figure-twice",
                    place_of(&rejected.place),
                    format!("“{name}”在同一地区、年份、时期有两个数"),
                    format!("{name} has two values for one region, year and period"),
                )
                .help("只留一个；不同时期的写成“指标@时期”", "keep one; write another period as indicator@period"),
            );
        }
        for rejected in book.insert_targets(statements.targets) {
            let name = book.vocabulary.get(rejected.indicator).name.clone();
            findings.push(
                Finding::error(
                    "contradictory-target",
                    place_of(&rejected.place),
                    format!("“{name}”在同一地区、年份有两个目标"),
                    format!("{name} has two targets for one region and year"),
                )
                .help("只留一个；分阶段的写成 milestones", "keep one; write stages as milestones"),
            );
        }
    }
    book.find_places();
    (book, findings)
}

/// The place of a statement, for a finding.
pub fn place_of(place: &KeyPlace) -> Place {
    let path = place.key.split('\u{1f}').map(str::to_string).collect();
    Place { file: Arc::from(&*place.file), spot: crate::finding::Spot::Key { yaml_from: 0, path } }
}
