//! Why a figure cannot be had. Says it in both languages; where it becomes a finding is the caller's business.

use super::{Book, Key};
use crate::finding::Message;
use crate::model::{Missing, Period, RegionCode, Unit};

#[derive(Clone, Debug, PartialEq)]
pub enum Lack {
    /// The book holds nothing for the key, and no formula gives it.
    NoFigure(Key),
    /// The data says why there is none.
    Missing(Key, Missing),
    /// Several periods were reported and none is the whole year.
    SeveralPeriods(Key, Vec<Period>),
    /// Only a part of the year was reported, and the text does not say so.
    UnsaidPeriod(Key),
    /// The measure was not reported: only households, no persons.
    NoMeasure(Key, Unit),
    /// The value to compare with or divide by is zero, or may be.
    ZeroBase(Key),
    /// A break or another basis lies between; with the reason.
    Incomparable(Key, String),
    /// The period has no counterpart in the year before.
    NoYearBefore(Key),
    NoTarget(Key),
    NoMilestone(Key, String),
    /// The two are measured in units that do not convert.
    OtherUnit(Unit, Unit),
    /// The region has no parent among whose regions it could be ranked.
    NoParent(Key),
    /// Nobody else within that region reports it.
    NoSiblings(Key, RegionCode),
    /// Only some of the siblings report it (how many, of how many): a place among them would mislead.
    IncompleteSiblings(Key, RegionCode, usize, usize),
    /// The printed values leave room for more than one whole percent.
    Imprecise(Key),
    /// Beyond what a decimal holds.
    TooLarge(Key),
    /// The indicator's formula needs itself.
    Circular(Key),
}

impl Lack {
    /// True where the data simply lacks the figure, so that a standing text may leave its sentence out; false where the
    /// question itself is wrong.
    pub fn is_absence(&self) -> bool {
        !matches!(self, Self::OtherUnit(..) | Self::Circular(_) | Self::TooLarge(_))
    }

    /// One phrase.
    pub fn message(&self, book: &Book) -> Message {
        let say = |key: &Key| book.say(*key);
        let (zh, en) = match self {
            Self::NoFigure(key) => (format!("没有{}的数", say(key)), format!("no figure for {}", say(key))),
            Self::Missing(key, why) => {
                (format!("{}{}", say(key), why.word()), format!("{} is marked {}", say(key), why.word()))
            }
            Self::SeveralPeriods(key, periods) => {
                let words: Vec<String> = periods.iter().map(Period::words).collect();
                let name = &book.vocabulary.get(key.indicator).name;
                (
                    format!("“{name}”在{}年有几个时期的数（{}），要写明", key.year, words.join("、")),
                    format!("{name} has several periods in {} ({}); name one", key.year, words.join(", ")),
                )
            }
            Self::UnsaidPeriod(key) => {
                let (name, words) = (&book.vocabulary.get(key.indicator).name, key.period.words());
                (
                    format!("“{name}”在{}年只有{words}的数，引用里要写明时期", key.year),
                    format!("in {} {name} is known for {words} only; the reference must say so", key.year),
                )
            }
            Self::NoMeasure(key, unit) => {
                (format!("{}没有以“{unit}”计的数", say(key)), format!("{} is not given in {unit}", say(key)))
            }
            Self::ZeroBase(key) => {
                (format!("{}为零或可能为零，不能作除数", say(key)), format!("{} is or may be zero", say(key)))
            }
            Self::Incomparable(key, why) => {
                (format!("{}不能这样算：{why}", say(key)), format!("{} cannot be computed so: {why}", say(key)))
            }
            Self::NoYearBefore(key) => {
                (format!("{}没有可比的上年同期", say(key)), format!("{} has no counterpart a year before", say(key)))
            }
            Self::NoTarget(key) => (format!("{}没有目标", say(key)), format!("{} has no target", say(key))),
            Self::NoMilestone(key, date) => {
                (format!("{}的目标没有{date}的节点", say(key)), format!("no milestone {date} for {}", say(key)))
            }
            Self::OtherUnit(mine, theirs) => {
                (format!("“{mine}”与“{theirs}”不能换算"), format!("{mine} does not convert to {theirs}"))
            }
            Self::NoParent(key) => (
                format!("{}没有上级，不知在谁中间排位", say(key)),
                format!("{} has no parent to be ranked in", say(key)),
            ),
            Self::NoSiblings(key, among) => {
                let name = book.regions.name_of(*among);
                (
                    format!("{name}范围内没有别的同级地区报{}", say(key)),
                    format!("no other region within {name} reports {}", say(key)),
                )
            }
            Self::IncompleteSiblings(key, among, reported, siblings) => {
                let name = book.regions.name_of(*among);
                (
                    format!("{name}的 {siblings} 个同级地区只有 {reported} 个有{}，排不了位次", say(key)),
                    format!("only {reported} of the {siblings} regions within {name} report {}", say(key)),
                )
            }
            Self::Imprecise(key) => (
                format!("由{}的原数推算，误差会超过一个百分点，不宜付印", say(key)),
                format!("computed from the printed value of {}, it may be off by more than one percent", say(key)),
            ),
            Self::TooLarge(key) => (format!("{}太大，算不了", say(key)), format!("{} is too large", say(key))),
            Self::Circular(key) => {
                (format!("{}的公式绕回了自己", say(key)), format!("the formula of {} needs itself", say(key)))
            }
        };
        Message::new(zh, en)
    }
}
