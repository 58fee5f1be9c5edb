//! The two values that a change speaks of: from a change (增长7.6%, 增加36户, 提高3个百分点) to the pairs of now and before
//! that the text may mean, the likeliest first. Judges nothing; a pair is tight where grammar leaves no other reading.

mod order;
mod pairs;
mod said;
mod values;
mod words;

pub use pairs::{nows, pairs};
pub use said::{said, words_of};
pub use words::{Baseline, agree, bare, baseline, last_bytes};

use crate::reading::{ChangeKind, Direction, Mention, ParagraphKind, Reading};
use std::ops::Range;

/// A change where it is said.
#[derive(Clone, Debug)]
pub struct Said<'r> {
    pub index: usize,
    pub mention: &'r Mention,
    pub kind: ChangeKind,
    pub direction: Direction,
    /// Between the quantity before, or the start of the clause, and the verb: 比上年同期, 城镇居民收入同比.
    pub words: &'r str,
    pub verb: Range<usize>,
}

/// What a change may compare.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'r> {
    pub now: &'r Mention,
    pub before: &'r Mention,
    pub is_tight: bool,
}

/// Which quantities a change of a kind is about.
pub type Family = fn(&Mention, &Mention) -> bool;

/// The changes of a text, in order. Quoted ones, ranges and those of tables are none.
pub fn changes(reading: &Reading) -> impl Iterator<Item = Said<'_>> {
    let is_prose = |m: &Mention| reading.paragraphs[m.paragraph].kind != ParagraphKind::TableRow;
    let mentions = reading.mentions.iter().enumerate();
    mentions
        .filter(move |(_, m)| !m.is_quoted && m.upper.is_none() && is_prose(m))
        .filter_map(|(i, _)| said(reading, i))
}
