//! `yearbook` turns figures in YAML and prose in Markdown into a web site and print-ready documents in which no number
//! can disagree with the data that it came from.
//!
//! The folders of this crate are its line of stages, joined in `pipeline` and nowhere else:
//!
//! ```text
//! read ─→ derive ─→ compose ─→ plan ─→ check ─→ render (with draw) ─→ publish
//! ```
//!
//! [`source`], [`finding`], [`model`], [`reading`] and `wording` are the vocabulary that the stages share. [`audit`] needs no
//! stage: it recomputes what a text says of its own numbers. [`serve`] shows the site while it is being written, and [`watch`] waits for
//! changes.

mod apart;
pub mod archive;
pub mod audit;
pub mod check;
pub mod cli;
pub mod compose;
pub mod container;
pub mod demand;
pub mod deploy;
pub mod derive;
pub mod diff;
mod disk;
pub mod draw;
pub mod finding;
pub mod gate;
mod hash;
mod lock;
pub mod merge;
pub mod model;
mod origin;
pub mod pipeline;
pub mod plan;
pub mod publish;
pub mod read;
pub mod reading;
pub mod render;
pub mod serve;
pub mod source;
pub mod stopwatch;
pub mod verify;
pub mod watch;
pub mod wording;
