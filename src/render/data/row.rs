//! One row of a file of figures: a measure of an observation with everything that was reported or computed beside it, a
//! value by formula, or a target alone. Comes in: the book. Goes out: cells. Knows no file format.

use super::columns::{COUNT, Field};
use crate::derive::{Book, Computed, Key};
use crate::model::observation::Rank;
use crate::model::quantity::Number;
use crate::model::{
    Change, Figure, Indicator, IndicatorId, Kind, Observation, Period, Quantity, RegionCode, Scale, Target, Unit, Value,
};
use rust_decimal::Decimal;
use std::borrow::Cow;

/// What stands in one cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell<'a> {
    #[default]
    Nothing,
    Words(Cow<'a, str>),
    /// Exact; `Unit` tells a workbook how to show it.
    Number(Decimal, Shown),
    /// A year or a place, which is counted and not measured.
    Whole(i64),
    Flag(bool),
}

/// How a workbook shows a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shown {
    Plain,
    Percent,
    /// In percentage points.
    Points,
}

impl Shown {
    fn of(unit: &Unit) -> Self {
        match unit {
            unit if unit.is_points() => Self::Points,
            unit if *unit == Unit::percent() => Self::Percent,
            _ => Self::Plain,
        }
    }
}

pub const REPORTED: &str = "来源公布";
pub const COMPUTED: &str = "本站计算";

/// The cells of one row, in the order of the columns.
#[derive(Clone, Debug, Default)]
pub struct Row<'a>(pub [Cell<'a>; COUNT]);

impl<'a> Row<'a> {
    pub fn get(&self, field: Field) -> &Cell<'a> {
        &self.0[field as usize]
    }

    fn set(&mut self, field: Field, cell: Cell<'a>) {
        self.0[field as usize] = cell;
    }

    /// Nothing for empty words.
    fn words(&mut self, field: Field, words: impl Into<Cow<'a, str>>) {
        let words = words.into();
        if !words.is_empty() {
            self.set(field, Cell::Words(words));
        }
    }

    fn number(&mut self, field: Field, number: Decimal, unit: &Unit) {
        self.set(field, Cell::Number(number.normalize(), Shown::of(unit)));
    }
}

/// The exact value of a quantity in a unit; nothing where its digits do not end (2/3; 100亩 in 公顷).
pub fn exact(quantity: &Quantity, unit: &Unit) -> Option<Decimal> {
    let same = quantity.converted(Scale::One, unit)?;
    match same.number {
        Number::Fraction { over, under } => {
            let value = same.value();
            (value.checked_mul(under.into()) == Some(Decimal::from(over))).then_some(value)
        }
        _ => Some(same.value()),
    }
}

/// What all rows of one place and indicator have in common.
pub struct Place<'a> {
    pub book: &'a Book,
    pub region: RegionCode,
    pub year: i32,
    pub id: IndicatorId,
}

impl<'a> Place<'a> {
    fn indicator(&self) -> &'a Indicator {
        self.book.vocabulary.get(self.id)
    }

    fn begun(&self, period: Period) -> Row<'a> {
        let mut row = Row::default();
        row.words(Field::RegionCode, self.region.to_string());
        match self.book.regions.get(self.region) {
            Some(region) => row.words(Field::Region, &region.name),
            None => row.words(Field::Region, self.region.to_string()),
        }
        row.set(Field::Year, Cell::Whole(self.year.into()));
        row.words(Field::Period, period.words());
        row.words(Field::IndicatorId, &self.indicator().slug);
        row.words(Field::Indicator, &self.indicator().name);
        row.set(Field::IsForecast, Cell::Flag(false));
        row
    }

    /// One row for each measure that was reported; one for a figure that is missing.
    pub fn observed(&self, o: &'a Observation, target: Option<&'a Target>, see: &mut dyn FnMut(Row<'a>)) {
        let first = o.first_measure();
        for (measure, unit) in self.indicator().measures.iter().enumerate() {
            let quantity = o.quantity(measure);
            if quantity.is_none() && !(first.is_none() && measure == 0) {
                continue;
            }
            let mut row = self.begun(o.period);
            let unit = quantity.map_or(unit, |quantity| set_value(&mut row, quantity, unit));
            row.words(Field::Unit, unit.name());
            match &o.value {
                Value::Missing(reason) => row.words(Field::Missing, reason.word()),
                Value::Reported(_) => row.words(Field::ValueMade, REPORTED),
            }
            if Some(measure) == first {
                self.set_beside(&mut row, o, unit);
            }
            row.set(Field::IsForecast, Cell::Flag(o.is_forecast));
            row.words(Field::Basis, o.beside.basis.as_deref().unwrap_or_default());
            if let Some(source) = &o.source {
                row.words(Field::Source, &source.title);
                row.words(Field::SourceDate, source.date.map_or_else(String::new, |date| date.iso()));
            }
            row.words(Field::Note, o.beside.note.as_deref().unwrap_or_default());
            set_target(&mut row, target, unit);
            see(row);
        }
    }

    /// What the indicator's formula gives, as pages print it.
    pub fn computed(&self, figure: &Figure, target: Option<&'a Target>) -> Row<'a> {
        let mut row = self.begun(figure.period);
        let unit = self.indicator().unit();
        let printed = Quantity::parse(&figure.text).ok();
        let unit = printed.as_ref().map_or(unit, |printed| set_value(&mut row, printed, unit)).clone();
        row.words(Field::Unit, unit.name().to_string());
        row.words(Field::ValueMade, COMPUTED);
        row.set(Field::IsForecast, Cell::Flag(figure.is_forecast));
        row.words(Field::Source, self.book.source_titles(&figure.from).join("；"));
        set_target(&mut row, target, &unit);
        row
    }

    /// A target of which nothing is reported yet.
    pub fn planned(&self, target: &'a Target) -> Row<'a> {
        let mut row = self.begun(Period::Year);
        let unit = self.indicator().unit();
        row.words(Field::Unit, unit.name());
        set_target(&mut row, Some(target), unit);
        if let Some(source) = &target.source {
            row.words(Field::Source, &source.title);
            row.words(Field::SourceDate, source.date.map_or_else(String::new, |date| date.iso()));
        }
        row.words(Field::Note, target.note.as_deref().unwrap_or_default());
        row
    }

    /// Growth, increment, rank, share and completion: of the first measure, which is what prose means by them.
    fn set_beside(&self, row: &mut Row<'a>, o: &'a Observation, unit: &Unit) {
        let book = self.book;
        match &o.beside.growth {
            Some(Change::Percent(growth) | Change::Points(growth)) => {
                set_change(row, exact(growth, &growth.unit), &growth.unit, REPORTED);
            }
            Some(Change::Level) => {
                let is_rate = self.indicator().kind == Kind::Rate;
                let unit = if is_rate { Unit::percentage_points() } else { Unit::percent() };
                set_change(row, Some(Decimal::ZERO), &unit, REPORTED);
            }
            None => {
                let computed = book.change_beside(o).and_then(|(_, computed)| rounded(book, &computed));
                if let Some((growth, unit)) = computed {
                    set_change(row, Some(growth), &unit, COMPUTED);
                }
            }
        }
        if let Some(increment) = o.beside.increment.as_ref().and_then(|increment| exact(increment, unit)) {
            row.number(Field::Increment, increment, unit);
        }
        if let Some(rank) = &o.beside.rank {
            self.set_rank(row, rank);
        }
        if let Some(share) = &o.beside.share {
            if let Some(value) = exact(&share.value, &Unit::percent()) {
                row.number(Field::Share, value, &Unit::percent());
            }
            row.words(Field::ShareOf, &book.vocabulary.get(share.of).name);
        }
        let completion = match &o.beside.completion {
            Some(completion) => {
                row.words(Field::CompletionOf, completion.of.as_deref().unwrap_or_default());
                exact(&completion.value, &Unit::percent()).map(|value| (value, REPORTED))
            }
            None => o.first_measure().and_then(|measure| {
                let computed = book.completion(Key::of(o), measure).ok()?;
                rounded(book, &computed).map(|(value, _)| (value, COMPUTED))
            }),
        };
        if let Some((value, made)) = completion {
            row.number(Field::Completion, value, &Unit::percent());
            row.words(Field::CompletionMade, made);
        }
    }

    fn set_rank(&self, row: &mut Row<'a>, rank: &'a Rank) {
        if let Some(place) = rank.place {
            row.set(Field::Rank, Cell::Whole(place.into()));
            let parent = || self.book.regions.get(self.region).and_then(|region| region.parent);
            let among = rank.among.or_else(parent).and_then(|code| self.book.regions.get(code));
            row.words(Field::RankAmong, among.map_or("", |region| region.name.as_str()));
        }
        row.words(Field::RankPrinted, rank.tier.as_deref().unwrap_or_default());
    }
}

/// Sets value and printed text, and gives the unit of the value: the indicator's, or the quantity's own where a conversion
/// would make up digits. A fraction without an exact value (2/3) has only its printed text.
fn set_value<'u>(row: &mut Row, quantity: &'u Quantity, unit: &'u Unit) -> &'u Unit {
    row.words(Field::Printed, quantity.to_string());
    for unit in [unit, &quantity.unit] {
        if let Some(value) = exact(quantity, unit) {
            row.number(Field::Value, value, unit);
            return unit;
        }
    }
    unit
}

fn set_change<'a>(row: &mut Row<'a>, change: Option<Decimal>, unit: &Unit, made: &'static str) {
    if let Some(change) = change {
        row.number(Field::Growth, change, unit);
        row.words(Field::GrowthUnit, unit.name().to_string());
        row.words(Field::GrowthMade, made);
    }
}

fn set_target<'a>(row: &mut Row<'a>, target: Option<&'a Target>, unit: &Unit) {
    let Some(target) = target else { return };
    row.words(Field::Target, target.aim.in_words());
    if let Some(value) = target.aim.quantities().iter().find_map(|quantity| exact(quantity, unit)) {
        row.number(Field::TargetValue, value, unit);
    }
}

/// A computed change or completion as pages print it: with the digits for which its ingredients answer, rounded once.
fn rounded(book: &Book, computed: &Computed) -> Option<(Decimal, Unit)> {
    Some((computed.rounded(book.settings.rounding)?, computed.unit.clone()))
}
