//! Indicators: what is counted, in which unit, and how it follows from others. The vocabulary finds them by id, name
//! or alias.

use super::{Scale, Unit};
use std::collections::{BTreeMap, HashMap};

/// Position of an indicator in its [`Vocabulary`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IndicatorId(pub u32);

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Over a period: income, money spent.
    #[default]
    Flow,
    /// At a moment: population, monitored households.
    Stock,
    /// A ratio of two others.
    Rate,
    /// A rule in force, no measurement: a minimum living allowance.
    Standard,
}

impl Kind {
    pub const NAMES: [(&'static str, &'static str, Self); 4] = [
        ("flow", "流量", Self::Flow),
        ("stock", "存量", Self::Stock),
        ("rate", "比率", Self::Rate),
        ("standard", "标准", Self::Standard),
    ];
}

/// Which direction is good news.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Better {
    Up,
    Down,
    #[default]
    None,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Domain {
    pub id: String,
    pub name: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Indicator {
    /// The address of its page: a–z, 0–9, hyphen.
    pub slug: String,
    pub name: String,
    pub aliases: Vec<String>,
    /// Position in [`Vocabulary::domains`].
    pub domain: usize,
    /// One unit, or several where the indicator is counted in several measures (户 and 人). Never empty.
    pub measures: Vec<Unit>,
    pub kind: Kind,
    pub better: Better,
    /// Digits after the point of a value that we compute, in `scale`.
    pub decimals: u32,
    pub scale: Scale,
    /// Printed growth is at constant prices: it does not follow from the printed values.
    pub growth_is_real: bool,
    pub formula: Option<Formula>,
    /// The indicator that this is a part of.
    pub part_of: Option<IndicatorId>,
    /// From each of these years on, values do not compare with earlier ones; with the reason.
    pub breaks: BTreeMap<i32, String>,
    pub definition: String,
}

impl Indicator {
    pub fn unit(&self) -> &Unit {
        &self.measures[0]
    }

    /// The measure that a unit belongs to: 名 finds 人.
    pub fn measure_for(&self, unit: &Unit) -> Option<usize> {
        self.measures
            .iter()
            .position(|measure| measure == unit)
            .or_else(|| self.measures.iter().position(|measure| unit.converts_to(measure)))
    }

    /// The reason why two years do not compare, where a break lies between them.
    pub fn break_between(&self, earlier: i32, later: i32) -> Option<&str> {
        self.breaks.range(earlier + 1..=later).next().map(|(_, reason)| reason.as_str())
    }
}

/// How an indicator follows from others.
#[derive(Clone, Debug, PartialEq)]
pub enum Formula {
    /// An indicator, with the measure that is meant where it has several.
    Figure {
        indicator: IndicatorId,
        measure: usize,
    },
    Number(rust_decimal::Decimal),
    Sum(Box<Formula>, Box<Formula>),
    Difference(Box<Formula>, Box<Formula>),
    Product(Box<Formula>, Box<Formula>),
    Quotient(Box<Formula>, Box<Formula>),
}

impl Formula {
    /// The indicators that it is made from, in the order in which they stand.
    pub fn ingredients(&self) -> Vec<IndicatorId> {
        match self {
            Self::Figure { indicator, .. } => vec![*indicator],
            Self::Number(_) => vec![],
            Self::Sum(a, b) | Self::Difference(a, b) | Self::Product(a, b) | Self::Quotient(a, b) => {
                let mut all = a.ingredients();
                all.extend(b.ingredients());
                all
            }
        }
    }
}

/// All indicators and domains of a site.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    pub domains: Vec<Domain>,
    indicators: Vec<Indicator>,
    by_name: HashMap<String, IndicatorId>,
}

impl Vocabulary {
    /// Indicators keep their order. Names must be unique; where they are not, the first keeps the name.
    pub fn new(domains: Vec<Domain>, indicators: Vec<Indicator>) -> Self {
        let mut by_name = HashMap::new();
        for (i, indicator) in indicators.iter().enumerate() {
            let names = [&indicator.slug, &indicator.name].into_iter().chain(&indicator.aliases);
            for name in names {
                by_name.entry(name.clone()).or_insert(IndicatorId(i as u32));
            }
        }
        Self { domains, indicators, by_name }
    }

    pub fn get(&self, id: IndicatorId) -> &Indicator {
        &self.indicators[id.0 as usize]
    }

    pub fn find(&self, name: &str) -> Option<IndicatorId> {
        self.by_name.get(name.trim()).copied()
    }

    pub fn iter(&self) -> impl Iterator<Item = (IndicatorId, &Indicator)> {
        self.indicators.iter().enumerate().map(|(i, indicator)| (IndicatorId(i as u32), indicator))
    }

    /// True for a unit that converts, or in which some indicator is measured.
    pub fn knows_unit(&self, unit: &Unit) -> bool {
        unit.has_family() || self.indicators.iter().any(|indicator| indicator.measures.contains(unit))
    }

    pub fn len(&self) -> usize {
        self.indicators.len()
    }

    pub fn is_empty(&self) -> bool {
        self.indicators.is_empty()
    }

    /// The names nearest to one that nobody knows, best first, at most three.
    pub fn nearest(&self, name: &str) -> Vec<&str> {
        let names = self.indicators.iter().flat_map(|i| std::iter::once(&i.name).chain(&i.aliases));
        crate::finding::nearest(name, names.map(String::as_str))
    }
}
