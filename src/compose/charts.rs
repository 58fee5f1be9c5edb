//! Charts from the book: which figures a drawing shows, in which unit, with which labels, breaks, source line and data
//! table. One file for each kind; coordinates and colours are `draw`'s.

mod line;
mod parts;
mod progress;
mod ranked;

pub use line::line;
pub use parts::parts;
pub use progress::progress;
pub use ranked::ranked;

use crate::derive::{Book, Key, Lack};
use crate::model::quantity::{Scale, round};
use crate::model::{IndicatorId, Period, Quantity, RegionCode, Unit};
use rust_decimal::Decimal;

/// What every chart needs to know.
pub struct Order<'a> {
    pub book: &'a Book,
    /// The region that is marked as the own one.
    pub own: RegionCode,
    pub title: &'a str,
    /// The whole year, or the only period there is, where none is asked for.
    pub period: Option<Period>,
    /// Which measure of an indicator with several: 户 or 人.
    pub measure: Option<Unit>,
}

/// Why a chart cannot be made.
#[derive(Debug)]
pub enum Lacking {
    Nothing,
    Lack(Lack),
    PartsExceedWhole { whole: String, parts: String },
}

/// One figure of a chart.
struct Shown {
    key: Key,
    /// In the indicator's unit, without scale.
    exact: Decimal,
    label: String,
}

impl Order<'_> {
    fn measure_of(&self, indicator: IndicatorId) -> usize {
        let indicator = self.book.vocabulary.get(indicator);
        self.measure.as_ref().and_then(|unit| indicator.measure_for(unit)).unwrap_or(0)
    }

    /// The figure of one region, year and indicator, if there is one.
    fn shown(&self, region: RegionCode, year: i32, indicator: IndicatorId) -> Result<Shown, Lack> {
        let key = self.book.key(region, year, indicator, self.period)?;
        let measure = match self.measure {
            Some(_) => self.measure_of(indicator),
            None => self.book.first_measure(key),
        };
        let value = self.book.value(key, measure)?;
        let printed = self.book.observation(key).and_then(|o| o.quantity(measure)).map(Quantity::to_string);
        let label = printed.unwrap_or_else(|| {
            let entry = self.book.vocabulary.get(indicator);
            Quantity::computed(value.exact, entry.scale, value.unit.clone(), entry.decimals, self.book.settings.rounding).to_string()
        });
        Ok(Shown { key, exact: value.exact, label })
    }

    fn region_name(&self, code: RegionCode) -> String {
        self.book.regions.get(code).map_or_else(|| code.to_string(), |region| region.name.clone())
    }
}

/// The scale in which an axis reads best, and its unit with it: 亿元, 万人, 元.
struct Axis {
    scale: Scale,
    unit: String,
}

impl Axis {
    fn for_values<'a>(values: impl Iterator<Item = &'a Decimal>, unit: &Unit) -> Self {
        let largest = values.map(|v| v.abs()).max().unwrap_or_default();
        let scale = match largest {
            _ if unit.is_ratio() || unit.is_points() => Scale::One,
            v if v >= Scale::Yi.factor() => Scale::Yi,
            v if v >= Scale::Wan.factor() * Decimal::TEN => Scale::Wan,
            _ => Scale::One,
        };
        Self { scale, unit: format!("{}{unit}", scale.word()) }
    }

    fn value(&self, exact: Decimal) -> Decimal {
        exact / self.scale.factor()
    }
}

/// The titles of the sources of some figures as one line; at most four are named.
pub fn source_line(titles: &[String]) -> String {
    match titles.len() {
        0 => String::new(),
        n if n <= 4 => format!("数据来源：{}", titles.join("；")),
        n => format!("数据来源：{}等{n}种", titles[..4].join("；")),
    }
}

fn source_of(book: &Book, keys: &[Key]) -> String {
    let mut titles: Vec<String> = Vec::new();
    for key in keys {
        let mut from = book.value(*key, book.first_measure(*key)).map(|v| v.from).unwrap_or_default();
        from.push(*key);
        for key in from {
            let observed = book.observation(key).and_then(|o| o.source.as_ref());
            let planned = book.target(key.region, key.year, key.indicator).and_then(|t| t.source.as_ref());
            if let Some(source) = observed.or(planned)
                && !titles.contains(&source.title)
            {
                titles.push(source.title.clone());
            }
        }
    }
    source_line(&titles)
}

/// A percentage with one digit: 54.4%.
fn percent(share: Decimal, book: &Book) -> String {
    format!("{}%", round(share * Decimal::ONE_HUNDRED, 1, book.settings.rounding))
}
