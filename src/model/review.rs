//! 签审: who has looked at which content before it is published, and what was let through although it had errors. Plain records as
//! `content/reviews/` keeps them; whether one still holds is judged by `gate`.

use super::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The three readings before publication, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    First,
    Second,
    Third,
}

impl Stage {
    pub const ALL: [Self; 3] = [Self::First, Self::Second, Self::Third];

    /// As it is written and printed: 一审.
    pub fn word(self) -> &'static str {
        match self {
            Self::First => "一审",
            Self::Second => "二审",
            Self::Third => "三审",
        }
    }

    /// In names of files, and as it may be written on a command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Second => "second",
            Self::Third => "third",
        }
    }

    /// 一审, 初审, first, 1 …
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "一审" | "初审" | "first" | "1" => Some(Self::First),
            "二审" | "复审" | "second" | "2" => Some(Self::Second),
            "三审" | "终审" | "third" | "3" => Some(Self::Third),
            _ => None,
        }
    }
}

/// One signature: one file of `content/reviews/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The file that records it.
    pub file: Arc<str>,
    pub stage: Stage,
    pub name: String,
    pub date: Date,
    pub note: String,
    pub saw: Saw,
}

/// What was seen: the hash of all of it, and those of its files, so that a later change can be named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Saw {
    /// Hexadecimal, 64 digits: the content without `content/reviews/`, and the theme.
    pub hash: String,
    /// The program with its version: `yearbook 0.1.0`.
    pub program: String,
    /// 16 digits for each file, or for each folder of a site with very many.
    pub files: BTreeMap<String, String>,
}

/// Errors that somebody let pass, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetThrough {
    pub file: Arc<str>,
    pub name: String,
    pub date: Date,
    pub reason: String,
    /// As `Saw::hash`.
    pub hash: String,
    /// One line for each error.
    pub findings: Vec<String>,
}

/// Everything that `content/reviews/` records, in the order of its files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reviews {
    pub signatures: Vec<Signature>,
    pub let_through: Vec<LetThrough>,
}

/// What a site wants of its signatures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReviewRules {
    /// Without three signatures nothing is published; else their absence is only told.
    pub are_required: bool,
    /// 二审 may come before 一审.
    pub have_any_order: bool,
}
