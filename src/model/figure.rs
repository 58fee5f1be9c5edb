//! A figure: any number that can be printed, with the recipe that made it, its interval and what it was made from. Goes
//! from `derive` and `compose` to every page; holds no markup.

use super::{IndicatorId, Interval, Observation, Period, RegionCode};
use rust_decimal::Decimal;

/// Names one figure of the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    pub region: RegionCode,
    pub year: i32,
    pub indicator: IndicatorId,
    pub period: Period,
}

impl Key {
    pub fn of(o: &Observation) -> Self {
        Self { region: o.region, year: o.year, indicator: o.indicator, period: o.period }
    }
}

/// A number ready to print, that knows where it came from.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    pub region: RegionCode,
    pub indicator: IndicatorId,
    pub year: i32,
    pub period: Period,
    pub recipe: Recipe,
    /// What is printed: `1.67亿元`, `增长16%`, `第6位`.
    pub text: String,
    /// The exact value in the unit without scale; absent for words (第一方阵).
    pub value: Option<Decimal>,
    /// The unit of `value`.
    pub unit: String,
    pub interval: Option<Interval>,
    /// What it was made from, the first that was asked for: the book says it in words, with sources and files.
    pub from: Vec<Key>,
    pub is_forecast: bool,
    /// True where a source prints the number itself, whatever it says: a value, a growth, a place.
    pub is_reported: bool,
    /// True for 不到50万元 and 700余户: `value` is then only what is printed.
    pub is_bounded: bool,
}

impl Figure {
    /// True where what is printed has not come yet: a promise, the words of a period and the title of a source are no
    /// forecasts.
    pub fn prints_forecast(&self) -> bool {
        self.is_forecast && self.value.is_some() && !matches!(self.recipe, Recipe::Target | Recipe::Milestone)
    }
}

/// How a figure was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Recipe {
    /// Printed by the source.
    Reported,
    Formula,
    Growth,
    Increment,
    PointsDifference,
    Share,
    /// What the parts of a whole leave.
    Remainder,
    PerUnit,
    Rank,
    AverageGrowth,
    Completion,
    Comparison,
    Target,
    Milestone,
}

impl Recipe {
    /// The stable name that pages carry in `data-recipe`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::Formula => "formula",
            Self::Growth => "growth",
            Self::Increment => "increment",
            Self::PointsDifference => "points-difference",
            Self::Share => "share",
            Self::Remainder => "remainder",
            Self::PerUnit => "per-unit",
            Self::Rank => "rank",
            Self::AverageGrowth => "average-growth",
            Self::Completion => "completion",
            Self::Comparison => "comparison",
            Self::Target => "target",
            Self::Milestone => "milestone",
        }
    }

    /// Which word of a theme says what the recipe does.
    pub fn word(self) -> &'static str {
        match self {
            Self::Reported => "recipe_reported",
            Self::Formula => "recipe_formula",
            Self::Growth => "recipe_growth",
            Self::Increment => "recipe_increment",
            Self::PointsDifference => "recipe_points_difference",
            Self::Share => "recipe_share",
            Self::Remainder => "recipe_remainder",
            Self::PerUnit => "recipe_per_unit",
            Self::Rank => "recipe_rank",
            Self::AverageGrowth => "recipe_average_growth",
            Self::Completion => "recipe_completion",
            Self::Comparison => "recipe_comparison",
            Self::Target => "recipe_target",
            Self::Milestone => "recipe_milestone",
        }
    }

    /// What the table of figures that a PDF carries calls it.
    pub fn chinese_name(self) -> &'static str {
        match self {
            Self::Reported => "来源公布",
            Self::Formula => "公式计算",
            Self::Growth => "增幅",
            Self::Increment => "增量",
            Self::PointsDifference => "百分点之差",
            Self::Share => "占比",
            Self::Remainder => "余下部分",
            Self::PerUnit => "平均数",
            Self::Rank => "位次",
            Self::AverageGrowth => "年均增长",
            Self::Completion => "完成率",
            Self::Comparison => "比较",
            Self::Target => "目标值",
            Self::Milestone => "进度节点",
        }
    }
}
