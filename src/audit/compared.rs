//! The two values that a change speaks of: from a change (增长7.6%, 增加36户, 提高3个百分点) to the pairs of now and before
//! that the text may mean, the likeliest first. Judges nothing; a pair is tight where grammar leaves no other reading.

mod by_name;
mod namesake;
mod naming;
mod order;
mod pairs;
pub mod reach;
mod recalled;
mod rows;
mod said;
mod slips;
mod values;
mod words;

pub use naming::{bare, takes_up};
pub use order::name_in_row;
pub use pairs::{nows, pairs};
pub use said::{said, words_of};
pub use slips::{Slip, is_telling, slip, tell_flip};
pub use words::{Baseline, agree, at_comparison, baseline, compares_elsewhere, last_bytes, named_by};

use crate::audit::arithmetic::Outcome;
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
    /// It stands where grammar puts such a pair, though other readings are left.
    pub is_near: bool,
}

impl Pair<'_> {
    /// Whether it says anything that an outcome of this pair fits: one that is open to one side fits by chance unless grammar ties
    /// the pair.
    pub fn bears_out(&self, outcome: &Outcome) -> bool {
        let is_bounded = outcome.interval.low.is_some() && outcome.interval.high.is_some();
        // 6000人次以上 against 2万人次 is no rise, however far it may reach.
        let is_backward = outcome.exact < rust_decimal::Decimal::ZERO;
        is_bounded || (self.is_tight || self.is_near) && !is_backward
    }
}

impl Said<'_> {
    /// Whether a growth would be reckoned from the value of another place; 高, 低, 多, 少 may be.
    pub fn is_of_elsewhere(&self, reading: &Reading, before: &Mention) -> bool {
        let verb = reading.slice(&self.verb);
        let compares =
            ["高", "低", "多", "少", "偏高", "偏低", "偏多", "偏少", "高出", "高于", "低于", "快", "慢", "便宜", "贵"]
                .contains(&verb);
        let lead = &reading.text()[before.clause.start..before.range.start];
        !compares && compares_elsewhere(&lead.replace(['（', '的'], "")) && !compares_elsewhere(self.words)
    }

    /// The way of the values: what takes less time is faster.
    pub fn direction_of(&self, reading: &Reading, value: &Mention) -> Direction {
        let is_of_speed = self.kind == ChangeKind::Percent && ["快", "慢", "提速"].contains(&reading.slice(&self.verb));
        if is_of_speed && said::is_time(value) { self.flipped() } else { self.direction }
    }

    /// The same change the other way round: 增长 for 下降.
    pub fn flipped(&self) -> Direction {
        match self.direction {
            Direction::Up => Direction::Down,
            Direction::Down => Direction::Up,
        }
    }
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
