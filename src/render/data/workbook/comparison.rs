//! The sheet that compares: indicators by years for a region, regions by years for an indicator, regions by indicators for a
//! year. Comes in: rows, one by one. Goes out: a sheet of numbers; a forecast and a missing figure are said in words.

use super::{Looks, Sheet};
use crate::derive::Book;
use crate::model::{IndicatorId, RegionCode};
use crate::plan::Subject;
use crate::render::data::columns::Field;
use crate::render::data::records::At;
use crate::render::data::row::{Cell, Row};
use rust_xlsxwriter::{Worksheet, XlsxError};
use std::collections::{BTreeMap, BTreeSet};

/// What a line or a column is of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Region(RegionCode),
    Indicator(IndicatorId),
    Year(i32),
}

/// A side, with the position of its period and unit among `kinds`; 0 where the other side has these.
type Head = (Side, usize);

pub struct Comparison<'a> {
    subject: Subject,
    /// Periods with their units, in the order in which they were seen.
    kinds: Vec<(String, String)>,
    known: BTreeMap<(String, String), usize>,
    cells: BTreeMap<(Head, Head), Cell<'a>>,
}

/// More columns than anybody compares; a sheet has room for 16,384.
const MOST_COLUMNS: usize = 4_000;

impl<'a> Comparison<'a> {
    pub fn of(subject: Subject) -> Self {
        Self { subject, kinds: vec![Default::default()], known: BTreeMap::new(), cells: BTreeMap::new() }
    }

    pub fn see(&mut self, (region, year, id): At, row: &Row<'a>) {
        let cell = match (row.get(Field::Value), row.get(Field::IsForecast)) {
            (Cell::Nothing, _) => row.get(Field::Missing).clone(),
            (_, Cell::Flag(true)) => Cell::Words(format!("预计{}", words(row, Field::Printed)).into()),
            (value, _) => value.clone(),
        };
        if cell == Cell::Nothing {
            return;
        }
        let kind = self.kind((words(row, Field::Period), words(row, Field::Unit)));
        let at = match self.subject {
            Subject::Region(_) | Subject::RegionYear(..) => ((Side::Indicator(id), kind), (Side::Year(year), 0)),
            Subject::Indicator(_) => ((Side::Region(region), kind), (Side::Year(year), 0)),
            Subject::Year(_) => ((Side::Region(region), 0), (Side::Indicator(id), kind)),
        };
        self.cells.insert(at, cell);
    }

    fn kind(&mut self, kind: (String, String)) -> usize {
        let next = self.kinds.len();
        let position = *self.known.entry(kind.clone()).or_insert(next);
        if position == next {
            self.kinds.push(kind);
        }
        position
    }

    /// Nothing where there is nothing to compare.
    pub fn sheet(self, book: &Book, looks: &Looks) -> Result<Option<Worksheet>, XlsxError> {
        let across: BTreeSet<Head> = self.cells.keys().map(|(_, column)| *column).collect();
        if across.is_empty() || across.len() > MOST_COLUMNS {
            return Ok(None);
        }
        let first: &[(&str, u16)] = match self.subject {
            Subject::Year(_) => &[("地区", 18)],
            Subject::Indicator(_) => &[("地区", 18), ("时期", 14), ("单位", 10)],
            Subject::Region(_) | Subject::RegionYear(..) => &[("指标", 28), ("时期", 14), ("单位", 10)],
        };
        let mut columns: Vec<(String, u16)> = first.iter().map(|(name, width)| (name.to_string(), *width)).collect();
        columns.extend(across.iter().map(|head| {
            let name = self.name(book, *head);
            let width = unicode_width::UnicodeWidthStr::width(name.as_str()) as u16 + 2;
            (name, width.clamp(14, 40))
        }));
        let mut sheet = Sheet::new("对照")?;
        sheet.head(&columns, first.len() as u16, looks)?;
        let column_of: BTreeMap<Head, u16> = across.into_iter().zip(first.len() as u16..).collect();
        let mut before = None;
        for ((line, column), cell) in &self.cells {
            if before != Some(*line) {
                if before.is_some() {
                    sheet.line += 1;
                }
                before = Some(*line);
                for (i, cell) in (0..).zip(self.heads(book, *line)) {
                    sheet.cell(i, &cell, looks)?;
                }
            }
            sheet.cell(column_of[column], cell, looks)?;
        }
        Ok(Some(sheet.sheet))
    }

    /// The first cells of a line.
    fn heads(&self, book: &Book, (side, kind): Head) -> Vec<Cell<'static>> {
        let (period, unit) = &self.kinds[kind];
        let mut heads = vec![said(book, side)];
        if kind > 0 {
            heads.extend([period.clone(), unit.clone()]);
        }
        heads.into_iter().map(|head| Cell::Words(head.into())).collect()
    }

    /// 2023年, or 农村居民人均可支配收入（元）.
    fn name(&self, book: &Book, (side, kind): Head) -> String {
        let (period, unit) = &self.kinds[kind];
        let remarks: Vec<&str> =
            [period.as_str(), unit].into_iter().filter(|words| !words.is_empty() && *words != "全年").collect();
        match remarks.is_empty() {
            true => said(book, side),
            false => format!("{}（{}）", said(book, side), remarks.join("，")),
        }
    }
}

fn said(book: &Book, side: Side) -> String {
    match side {
        Side::Region(code) => book.regions.name_of(code),
        Side::Indicator(id) => book.vocabulary.get(id).name.clone(),
        Side::Year(year) => format!("{year}年"),
    }
}

fn words(row: &Row, field: Field) -> String {
    match row.get(field) {
        Cell::Words(words) => words.to_string(),
        _ => String::new(),
    }
}
