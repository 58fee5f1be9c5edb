//! Charts from the book: which figures a drawing shows, in which unit, with which labels, breaks, source line and data
//! table. One file for each kind; coordinates and colours are `draw`'s.

mod columns;
mod courses;
mod heat;
mod line;
mod multiples;
mod pairs;
mod parts;
mod progress;
mod ranked;

pub use columns::{columns, stacked};
pub use heat::heat;
pub use line::line;
pub use multiples::multiples;
pub use pairs::{dumbbell, slope};
pub use parts::parts;
pub use progress::progress;
pub use ranked::ranked;

use crate::derive::{Book, Key, Lack};
use crate::model::article::Span;
use crate::model::chart::{Chart, DataTable, Drawing, Label, Made, Standing};
use crate::model::quantity::{Scale, round};
use crate::model::{IndicatorId, Period, Quantity, Recipe, RegionCode, Unit};
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
    /// Regions, indicators and years at once, where a table has two sides.
    ThreeWays,
    PartsExceedWhole {
        whole: String,
        parts: String,
    },
    /// More than can be told apart, or than a page holds: of what, in Chinese and in English.
    TooMany {
        what: (&'static str, &'static str),
        found: usize,
        most: usize,
    },
}

/// One figure of a chart.
struct Shown {
    key: Key,
    /// Which of the indicator's measures it is.
    measure: usize,
    /// 预计: not yet a result, or computed from what is not.
    is_forecast: bool,
    /// In the indicator's unit, without scale.
    exact: Decimal,
    /// That of `exact`.
    unit: Unit,
    /// How the printed quantity was made.
    made: Made,
    /// By how much the printed value may lie below what it stands for; `None` for 以上.
    slack: Option<Decimal>,
    /// As printed by the source; a computed value as the vocabulary prints it.
    quantity: Quantity,
}

impl Shown {
    /// As printed, for the table beside the chart.
    fn printed(&self) -> String {
        self.quantity.to_string()
    }

    /// The same in a sentence: a forecast says that it is one.
    fn said(&self) -> String {
        format!("{}{}", if self.is_forecast { "预计" } else { "" }, self.printed())
    }

    /// In the unit of the axis, exactly, so that the labels of one chart compare.
    fn label(&self, axis: &Axis) -> Label {
        let converted = self.quantity.converted(axis.scale, &self.quantity.unit);
        Label::new(&converted.as_ref().unwrap_or(&self.quantity).to_string(), Some(self.made.clone()))
    }
}

impl Order<'_> {
    /// The one measure of an indicator that a chart shows: the one asked for, else the first that the first figure has. A
    /// chart never stands households beside persons.
    fn measure_of(&self, indicator: IndicatorId, regions: &[RegionCode], years: &[i32]) -> Result<usize, Lack> {
        let entry = self.book.vocabulary.get(indicator);
        if let Some(unit) = &self.measure {
            return entry.measure_for(unit).ok_or_else(|| Lack::OtherUnit(entry.unit().clone(), unit.clone()));
        }
        let keys = regions.iter().flat_map(|region| {
            years.iter().filter_map(|year| self.book.key(*region, *year, indicator, self.period).ok())
        });
        let mut measures = keys.filter_map(|key| self.book.observation(key)?.first_measure());
        Ok(measures.next().unwrap_or(0))
    }

    /// The figure of one region, year and indicator in one measure, if there is one.
    fn shown(&self, region: RegionCode, year: i32, indicator: IndicatorId, measure: usize) -> Result<Shown, Lack> {
        let key = self.book.key(region, year, indicator, self.period)?;
        let value = self.book.value(key, measure)?;
        let printed = self.book.observation(key).and_then(|o| o.quantity(measure)).cloned();
        let made = match &printed {
            Some(quantity) => Made::stated(Recipe::Reported, key, quantity),
            None => Made {
                recipe: Recipe::Formula,
                of: key,
                value: value.exact,
                unit: value.unit.clone(),
                from: value.from.clone(),
            },
        };
        let quantity = printed.unwrap_or_else(|| {
            let entry = self.book.vocabulary.get(indicator);
            let decimals = value.trustworthy_decimals(entry.scale, entry.decimals).unwrap_or(0);
            Quantity::computed(value.exact, entry.scale, value.unit.clone(), decimals, self.book.settings.rounding)
        });
        let slack = value.interval.high.map(|high| high - value.exact);
        let is_forecast = value.from.iter().any(|key| self.book.observation(*key).is_some_and(|o| o.is_forecast));
        Ok(Shown { key, measure, is_forecast, exact: value.exact, unit: value.unit, made, slack, quantity })
    }

    /// How far a figure is settled: a basis that says 修订 tells that others were printed before.
    fn standing(&self, shown: &Shown) -> Standing {
        let basis = self.book.observation(shown.key).and_then(|o| o.beside.basis.as_deref());
        match shown.is_forecast {
            true => Standing::Forecast,
            false if basis.is_some_and(is_revised) => Standing::Revised,
            false => Standing::Settled,
        }
    }

    /// A chart with what is said of every one in the same way: its title, its notes and its sources.
    fn chart(
        &self,
        description: String,
        notes: Vec<String>,
        keys: &[Key],
        unit: String,
        drawing: Drawing,
        table: DataTable,
    ) -> Chart {
        Chart {
            span: Span::default(),
            id: String::new(),
            title: self.title.to_string(),
            description,
            unit,
            note: Some(notes.join("；")).filter(|note| !note.is_empty()),
            source: source_of(self.book, keys),
            drawing,
            table,
        }
    }

    fn region_name(&self, code: RegionCode) -> String {
        self.book.regions.name_of(code)
    }
}

/// Whether a basis (口径) says that its figures took the place of others.
fn is_revised(basis: &str) -> bool {
    basis.contains("修订")
}

/// The scale in which an axis reads best, and its unit with it: 亿元, 万人, 元.
struct Axis {
    scale: Scale,
    unit: String,
}

impl Axis {
    /// The scale in which most values are printed, unless their size asks for a larger one.
    fn for_values(shown: &[&Shown], unit: &Unit) -> Self {
        let largest = shown.iter().map(|s| s.exact.abs()).max().unwrap_or_default();
        let printed_in = |scale: Scale| shown.iter().filter(|s| s.quantity.scale == scale).count();
        let usual = [Scale::One, Scale::Wan, Scale::Yi].into_iter().max_by_key(|s| printed_in(*s)).unwrap_or_default();
        let by_size = Self::for_size(largest, unit);
        match largest >= usual.factor() && usual > by_size.scale {
            true => Self { scale: usual, unit: format!("{}{unit}", usual.word()) },
            false => by_size,
        }
    }

    /// 亿 from one 亿 on, 万 from ten 万 on.
    fn for_size(largest: Decimal, unit: &Unit) -> Self {
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

/// Without repetitions, in order.
pub(super) fn each_once<T: PartialEq>(all: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut once = Vec::new();
    for one in all {
        if !once.contains(&one) {
            once.push(one);
        }
    }
    once
}

/// What is no result yet among named figures: 甲县、乙县为预计数; nothing where all are results.
fn forecasts<'a>(named: impl Iterator<Item = (String, &'a Shown)>) -> Option<String> {
    let names = each_once(named.filter(|(_, shown)| shown.is_forecast).map(|(name, _)| name));
    (!names.is_empty()).then(|| format!("{}为预计数", names.join("、")))
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
    let from = |key: &Key| {
        let mut from = book.value(*key, book.first_measure(*key)).map(|v| v.from).unwrap_or_default();
        from.push(*key);
        from
    };
    source_line(&book.source_titles(&keys.iter().flat_map(from).collect::<Vec<Key>>()))
}

/// A percentage with one digit: 54.4%. `value` is in percent.
fn percent(value: Decimal, book: &Book) -> String {
    format!("{}%", round(value, 1, book.settings.rounding))
}
