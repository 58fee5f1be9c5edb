//! The vocabulary of the field: what a quantity, a region, a period, a figure and an article are.
//!
//! Plain types with their arithmetic; no file, no theme and no stage is known here.

pub mod article;
pub mod chart;
pub mod date;
pub mod destination;
pub mod figure;
pub mod indicator;
pub mod interval;
pub mod lead;
pub mod manuscript;
pub mod name;
pub mod notice;
pub mod observation;
pub mod period;
pub mod quantity;
pub mod region;
pub mod review;
pub mod site;
pub mod term;
pub mod theme;
pub mod unit;

pub use date::Date;
pub use figure::{Figure, Key, Recipe};
pub use indicator::{Better, Domain, Indicator, IndicatorId, Kind, Vocabulary};
pub use interval::Interval;
pub use manuscript::{Manuscript, ManuscriptKind};
pub use name::Name;
pub use observation::{Change, Comparison, Missing, Observation, Rank, Source, Target, Value};
pub use period::Period;
pub use quantity::{Bound, Number, Quantity, Scale};
pub use region::{Gazetteer, Region, RegionCode, RegionKind};
pub use review::{Reviews, Stage};
pub use term::Term;
pub use unit::Unit;
