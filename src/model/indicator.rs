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
    /// One of those that a page of a place puts first.
    pub is_headline: bool,
    pub formula: Option<Formula>,
    /// The indicator that this is a part of.
    pub part_of: Option<IndicatorId>,
    /// Its parts do not overlap, and together they are all of it.
    pub is_sum_of_parts: bool,
    /// The values of the regions below a region make up the value of that region: households and funds do, averages and
    /// meetings do not.
    pub adds_up: bool,
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

    /// True where the words and the unit alone say that values of regions add up, so that nobody has to write it: amounts and
    /// counts of things do; averages, ratios, rules in force and occasions (a county's meetings are not the city's) do not.
    pub fn adds_up_by_nature(name: &str, kind: Kind, measures: &[Unit]) -> bool {
        const NEITHER: [&str; 9] = ["均", "每", "比", "率", "指数", "最", "单价", "单产", "会议"];
        const OCCASIONS: [&str; 17] = [
            "次", "场", "场次", "班次", "期", "批", "批次", "轮", "类", "种", "项", "级", "天", "日", "小时", "年",
            "度",
        ];
        let adds = |unit: &Unit| {
            let is_amount = !unit.is_ratio() && !unit.is_points() && !unit.name().contains('/');
            is_amount && !OCCASIONS.contains(&unit.name())
        };
        matches!(kind, Kind::Flow | Kind::Stock)
            && measures.iter().all(adds)
            && !NEITHER.iter().any(|word| name.contains(word))
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
    /// True where it only adds and subtracts, so that what holds for its ingredients' sums holds for its own.
    pub fn is_linear(&self) -> bool {
        match self {
            Self::Figure { .. } => true,
            Self::Sum(a, b) | Self::Difference(a, b) => a.is_linear() && b.is_linear(),
            Self::Number(_) | Self::Product(..) | Self::Quotient(..) => false,
        }
    }

    /// What it adds up, where it is nothing but a sum of indicators.
    fn addends(&self) -> Option<Vec<IndicatorId>> {
        match self {
            Self::Figure { indicator, .. } => Some(vec![*indicator]),
            Self::Sum(a, b) => {
                let mut all = a.addends()?;
                all.extend(b.addends()?);
                Some(all)
            }
            _ => None,
        }
    }

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

fn parts_of(whole: IndicatorId, indicators: &[Indicator]) -> Vec<IndicatorId> {
    let parts = indicators.iter().enumerate().filter(|(_, part)| part.part_of == Some(whole));
    parts.map(|(i, _)| IndicatorId(i as u32)).collect()
}

/// All indicators and domains of a site.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    pub domains: Vec<Domain>,
    indicators: Vec<Indicator>,
    by_name: HashMap<String, IndicatorId>,
    /// What each indicator that is a sum is made of.
    parts: BTreeMap<IndicatorId, Vec<IndicatorId>>,
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
        let parts = indicators.iter().enumerate().filter_map(|(i, whole)| {
            let id = IndicatorId(i as u32);
            let addends = whole.formula.as_ref().and_then(Formula::addends);
            let parts = addends.or_else(|| whole.is_sum_of_parts.then(|| parts_of(id, &indicators)))?;
            Some((id, parts)).filter(|(_, parts)| parts.len() > 1)
        });
        let parts = parts.collect();
        Self { domains, indicators, by_name, parts }
    }

    /// What an indicator is made of without rest and overlap, as its formula or `parts: complete` says; else nothing.
    pub fn parts_of(&self, whole: IndicatorId) -> &[IndicatorId] {
        self.parts.get(&whole).map_or(&[], Vec::as_slice)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_add_up_and_averages_do_not() {
        let adds = |name, kind, unit| Indicator::adds_up_by_nature(name, kind, &[Unit::new(unit)]);
        assert!(adds("常住人口", Kind::Stock, "人") && adds("衔接资金", Kind::Flow, "元"));
        assert!(adds("衔接资金项目", Kind::Flow, "个") && adds("高标准农田", Kind::Stock, "亩"));
        assert!(!adds("农村居民人均可支配收入", Kind::Flow, "元") && !adds("风险消除率", Kind::Rate, "%"));
        assert!(!adds("巩固衔接专题会", Kind::Flow, "次") && !adds("农村低保标准", Kind::Standard, "元/人·月"));
    }
}
