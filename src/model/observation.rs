//! What a source reports: values, and what was printed beside them (growth, rank, share, completion, comparisons), each
//! kept as printed. Nothing here is computed; computed figures are made in `derive`.

use super::{Date, IndicatorId, Name, Period, Quantity, RegionCode};
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

/// A figure reported for region × year × period × indicator.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Observation {
    pub region: RegionCode,
    pub year: i32,
    pub period: Period,
    pub indicator: IndicatorId,
    pub value: Value,
    pub beside: Beside,
    pub source: Option<Arc<Source>>,
    /// 预计: not yet a result.
    pub is_forecast: bool,
    pub place: KeyPlace,
}

/// What stands beside a value: nothing, for most of a nation's figures, and then it takes no room. Read through it as if it
/// were [`BesideValue`].
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Beside(Option<Box<BesideValue>>);

/// What a source prints beside a value, and what is noted of it.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct BesideValue {
    /// What the source prints as the value of the year before, one for each measure; empty where it prints none.
    pub last_year: Quantities,
    pub growth: Option<Change>,
    pub increment: Option<Quantity>,
    pub rank: Option<Rank>,
    pub share: Option<Share>,
    pub completion: Option<Completion>,
    pub compare: Vec<Comparison>,
    pub note: Option<String>,
    /// Figures on different bases are never compared.
    pub basis: Option<String>,
}

static NOTHING: BesideValue = BesideValue {
    last_year: Quantities(Slots::None),
    growth: None,
    increment: None,
    rank: None,
    share: None,
    completion: None,
    compare: Vec::new(),
    note: None,
    basis: None,
};

impl Beside {
    /// Takes no room where a source prints the value alone.
    pub fn of(beside: BesideValue) -> Self {
        Self((beside != NOTHING).then(|| Box::new(beside)))
    }
}

impl Deref for Beside {
    type Target = BesideValue;

    fn deref(&self) -> &BesideValue {
        self.0.as_deref().unwrap_or(&NOTHING)
    }
}

/// Where a figure stands: its file and its key path, for findings. A nation's figures stand in some ten thousand files under some
/// hundred keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct KeyPlace {
    pub file: Name,
    pub key: Name,
}

#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Value {
    /// One quantity for each measure of the indicator, in the order of the indicator's measures; `None` where a measure
    /// was not reported. At least one is there.
    Reported(Quantities),
    Missing(Missing),
}

/// One quantity for each measure. Read as a slice; nearly always one, which then needs no heap.
#[derive(Clone, Debug, Default)]
pub struct Quantities(Slots);

#[derive(Clone, Debug, Default)]
enum Slots {
    #[default]
    None,
    One([Option<Quantity>; 1]),
    Several(Box<[Option<Quantity>]>),
}

impl From<Vec<Option<Quantity>>> for Quantities {
    fn from(quantities: Vec<Option<Quantity>>) -> Self {
        Self(match <[Option<Quantity>; 1]>::try_from(quantities) {
            Ok(one) => Slots::One(one),
            Err(several) => Slots::Several(several.into()),
        })
    }
}

impl PartialEq for Quantities {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Hash for Quantities {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl Deref for Quantities {
    type Target = [Option<Quantity>];

    fn deref(&self) -> &[Option<Quantity>] {
        match &self.0 {
            Slots::None => &[],
            Slots::One(one) => one,
            Slots::Several(several) => several,
        }
    }
}

/// Why there is no figure. A missing figure is never zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Missing {
    NotCounted,
    NotYetPublished,
    Withheld,
    NotApplicable,
}

impl Missing {
    pub const WORDS: [(&'static str, Self); 4] = [
        ("未统计", Self::NotCounted),
        ("未公布", Self::NotYetPublished),
        ("不公布", Self::Withheld),
        ("不适用", Self::NotApplicable),
    ];

    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, reason)| *reason == self).map_or("", |(word, _)| word)
    }
}

impl Observation {
    /// The quantity of one measure.
    pub fn quantity(&self, measure: usize) -> Option<&Quantity> {
        match &self.value {
            Value::Reported(quantities) => quantities.get(measure)?.as_ref(),
            Value::Missing(_) => None,
        }
    }

    /// The first measure that was reported.
    pub fn first_measure(&self) -> Option<usize> {
        match &self.value {
            Value::Reported(quantities) => quantities.iter().position(Option::is_some),
            Value::Missing(_) => None,
        }
    }

    /// What the source prints as last year's value of one measure.
    pub fn last_year(&self, measure: usize) -> Option<&Quantity> {
        self.beside.last_year.get(measure)?.as_ref()
    }

    /// All measures as printed: 3449户10424人.
    pub fn printed(&self) -> String {
        match &self.value {
            Value::Reported(quantities) => quantities.iter().flatten().map(Quantity::to_string).collect(),
            Value::Missing(reason) => reason.word().to_string(),
        }
    }
}

/// Growth against the same period of the year before, as printed.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Change {
    /// In percent, negative for a fall.
    Percent(Quantity),
    /// In percentage points.
    Points(Quantity),
    /// 持平
    Level,
}

#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Rank {
    /// 1 is the first; absent where only a tier is printed.
    pub place: Option<u32>,
    pub among: Option<RegionCode>,
    pub of: Option<u32>,
    /// 第一方阵
    pub tier: Option<String>,
}

/// What part of another indicator this figure is, as printed.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Share {
    pub of: IndicatorId,
    pub value: Quantity,
}

#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Completion {
    pub value: Quantity,
    /// Whose target: 省定目标.
    pub of: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Comparison {
    pub what: Compared,
    pub with: Counterpart,
    pub direction: Direction,
    /// Absent where only 高于 is printed.
    pub amount: Option<Quantity>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Compared {
    Value,
    Growth,
}

#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Counterpart {
    Region(RegionCode),
    Indicator(IndicatorId),
    /// 省定标准
    Words(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    Above,
    Below,
    Level,
}

/// Where figures come from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Source {
    pub id: String,
    pub title: String,
    pub publisher: Option<String>,
    pub date: Option<Date>,
    pub url: Option<String>,
}

/// Title, publisher, date and address: sources that are alike in these are one to a reader, whatever their files call them.
pub type SourceIdentity<'a> = (&'a str, Option<&'a str>, Option<Date>, Option<&'a str>);

impl Source {
    pub fn identity(&self) -> SourceIdentity<'_> {
        (&self.title, self.publisher.as_deref(), self.date, self.url.as_deref())
    }
}

/// What a plan promises for an indicator.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Target {
    pub region: RegionCode,
    pub year: i32,
    pub indicator: IndicatorId,
    pub aim: Aim,
    /// A date or words: 2024年底.
    pub by: Option<Box<str>>,
    pub milestones: Box<[Milestone]>,
    pub set_by: Option<Box<str>>,
    pub source: Option<Arc<Source>>,
    pub note: Option<Box<str>>,
    pub place: KeyPlace,
}

#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Aim {
    AtLeast(Box<[Quantity]>),
    AtMost(Box<[Quantity]>),
    Exactly(Box<[Quantity]>),
    /// A promise without a number: 同比不下降.
    Keep(String),
}

impl Aim {
    pub fn quantities(&self) -> &[Quantity] {
        match self {
            Self::AtLeast(q) | Self::AtMost(q) | Self::Exactly(q) => q,
            Self::Keep(_) => &[],
        }
    }

    /// The target in words: 2.5亿元以上, 1%以内, 3个.
    pub fn in_words(&self) -> String {
        let digits = |q: &[Quantity]| q.iter().map(Quantity::to_string).collect::<String>();
        match self {
            Self::AtLeast(q) if q.iter().any(|q| q.bound.is_some()) => digits(q),
            Self::AtMost(q) if q.iter().any(|q| q.bound.is_some()) => digits(q),
            Self::AtLeast(q) => format!("{}以上", digits(q)),
            Self::AtMost(q) => format!("{}以内", digits(q)),
            Self::Exactly(q) => digits(q),
            Self::Keep(words) => words.clone(),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Milestone {
    pub by: Date,
    pub aim: Aim,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A nation has more than a million of them.
    #[test]
    fn a_figure_takes_little_room() {
        assert!(size_of::<Quantity>() <= 40);
        assert!(size_of::<Observation>() <= 96);
        assert!(size_of::<Target>() <= 144);
    }

    #[test]
    fn what_is_not_printed_takes_no_room() {
        assert_eq!(Beside::of(BesideValue::default()), Beside::default());
        assert!(Beside::default().last_year.is_empty() && Beside::default().growth.is_none());
        let noted = Beside::of(BesideValue { note: Some("快报".into()), ..BesideValue::default() });
        assert_eq!(noted.note.as_deref(), Some("快报"));
        assert_eq!(Quantities::from(Vec::new()), Quantities::default());
    }
}
