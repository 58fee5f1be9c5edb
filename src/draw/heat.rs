//! A heat table: figures in cells, each on a colour that is the stronger the greater the figure.
//!
//! Comes in: columns and rows of cells. Goes out: a sheet with the printed figures; what is too wide stands in several bands,
//! one below the other, each with the names of the rows.
//! Colour only repeats what the figures say.

use super::colour::LEVELS;
use super::header;
use super::lettering::{Anchor, Role};
use super::shape::Shape;
use super::style::Style;
use super::svg::{Area, Sheet};
use super::wrap::{Wrapped, wrap};
use crate::model::chart::{HeatCell, HeatColumn, HeatRow};

/// From this many rows on they stand closer.
const MANY: usize = 20;

/// Lines that the name of a column may take, and that of a row.
const HEAD_LINES: usize = 4;
const NAME_LINES: usize = 2;

/// Widest cell, in ems: a few columns need not be torn apart.
const WIDEST: f64 = 12.0;

/// Width of the key with the room before it, in ems.
const KEY: f64 = 12.5;

/// What all bands have in common.
struct Table<'a> {
    names: Vec<Wrapped>,
    rows: &'a [HeatRow],
    /// Printed texts of the cells, without the unit that is said above.
    texts: Vec<Vec<Option<String>>>,
    /// Right end of the names, and where the cells begin.
    left: f64,
    cell: f64,
    heights: Vec<f64>,
}

/// Some columns with their heads.
struct Band<'a> {
    from: usize,
    columns: &'a [HeatColumn],
    heads: Vec<Wrapped>,
    head_height: f64,
}

/// The table as a sheet; 暂无数据 where no cell has a figure.
pub(super) fn draw<'a>(columns: &[HeatColumn], rows: &[HeatRow], unit: &str, style: &'a Style) -> Sheet<'a> {
    if columns.is_empty() || rows.iter().all(|row| row.cells.iter().all(Option::is_none)) {
        return header::empty(style);
    }
    let em = style.em();
    let (table, per_band) = Table::new(columns, rows, unit, style);
    let bands: Vec<Band> = columns
        .chunks(per_band)
        .enumerate()
        .map(|(index, columns)| Band::new(index * per_band, columns, table.cell, style))
        .collect();
    let body: f64 = table.heights.iter().sum();
    let gap = 1.2 * em;
    // The key needs the line of the unit, also where there is no unit.
    let top = 2.1 * em;
    let height = bands.iter().map(|band| band.head_height + body + gap).sum::<f64>() - gap;
    let mut sheet = Sheet::new(style, top + height + 0.3 * em);
    header::draw(&mut sheet, unit);
    let key = Role::Unit.width(style, unit) + 4.0 * em + KEY * em;
    // Where all figures are equal there is nothing that a colour says.
    let mut places = rows.iter().flat_map(|row| row.cells.iter().flatten()).map(|cell| cell.place);
    let first = places.next();
    if places.any(|place| Some(place) != first) {
        draw_key(&mut sheet, (table.left + table.cell * per_band as f64).max(key).min(style.width));
    }
    let mut y = top;
    for band in &bands {
        table.draw_band(&mut sheet, band, y);
        y += band.head_height + body + gap;
    }
    sheet
}

/// 小 … 大 above the table, ending at its right edge.
fn draw_key(sheet: &mut Sheet, right: f64) {
    let (style, em) = (sheet.style, sheet.style.em());
    let middle = 0.75 * em;
    let word = Role::Note.width(style, "大");
    let swatch = 1.5 * em;
    let left = right - word - 0.4 * em - swatch * LEVELS as f64;
    for level in 0..LEVELS {
        let x = left + swatch * level as f64;
        sheet.rect(Shape::Heat(level), Area { x, y: middle - 0.4 * em, width: swatch, height: 0.8 * em });
    }
    sheet.text(Role::Note, Anchor::End, (left - 0.4 * em, middle), "小");
    sheet.text(Role::Note, Anchor::End, (right, middle), "大");
}

impl<'a> Table<'a> {
    /// The table and how many columns stand in a band.
    fn new(columns: &[HeatColumn], rows: &'a [HeatRow], unit: &str, style: &Style) -> (Self, usize) {
        let em = style.em();
        let texts: Vec<Vec<Option<String>>> = rows
            .iter()
            .map(|row| {
                row.cells
                    .iter()
                    .zip(columns)
                    .map(|(cell, column)| text(cell, [unit, &column.unit, &row.unit]))
                    .collect()
            })
            .collect();
        let names: Vec<Wrapped> =
            rows.iter().map(|row| wrap(style, name_role(row.own), &row.name, 0.3 * style.width, NAME_LINES)).collect();
        let name = names.iter().zip(rows).map(|(name, row)| name.width(style, name_role(row.own))).fold(0.0, f64::max);
        let left = name + 0.7 * em;
        let room = (style.width - left).max(4.0 * em);
        let all = texts.iter().flatten().flatten();
        let widest = all.map(|text| Role::OwnValue.width(style, text)).fold(2.5 * em, f64::max) + 0.7 * em;
        let most = (room / widest).floor().max(1.0) as usize;
        let per_band = columns.len().div_ceil(columns.len().div_ceil(most));
        let cell = (room / per_band as f64).min(WIDEST.max(widest / em) * em);
        let row_height = if rows.len() >= MANY { 1.6 * em } else { 1.95 * em };
        let heights = names.iter().map(|name| row_height.max(1.2 * em * name.lines.len() as f64 + 0.35 * em)).collect();
        (Self { names, rows, texts, left, cell, heights }, per_band)
    }

    fn draw_band(&self, sheet: &mut Sheet, band: &Band, top: f64) {
        let em = sheet.style.em();
        band.draw_heads(sheet, self.left, self.cell, top);
        let first = top + band.head_height;
        // Level by level, so that cells of one colour share a group.
        for level in 0..LEVELS {
            self.each(band, first, |row, column, area| {
                if self.level(row, column) == Some(level) {
                    // The gap between cells is paper, so that neighbours of one colour are told apart.
                    let hair = em / 14.0;
                    let area = Area { width: area.width - hair, height: area.height - hair, ..area };
                    sheet.rect(Shape::Heat(level), area);
                }
            });
        }
        for level in 0..LEVELS {
            self.each(band, first, |row, column, area| {
                let Some(text) = &self.texts[row][column] else { return };
                if self.level(row, column) == Some(level) {
                    sheet.text(Role::OnHeat(level), Anchor::Middle, middle(area), text);
                }
            });
        }
        self.each(band, first, |row, column, area| {
            if self.texts[row][column].is_none() {
                sheet.text(Role::Note, Anchor::Middle, middle(area), "—");
            }
        });
        self.draw_names(sheet, first);
        self.draw_own(sheet, band, first);
    }

    /// Calls for every cell of a band, with its place.
    fn each(&self, band: &Band, first: f64, mut paint: impl FnMut(usize, usize, Area)) {
        let mut y = first;
        for (row, &height) in self.heights.iter().enumerate() {
            for index in 0..band.columns.len() {
                let x = self.left + self.cell * index as f64;
                paint(row, band.from + index, Area { x, y, width: self.cell, height });
            }
            y += height;
        }
    }

    fn level(&self, row: usize, column: usize) -> Option<usize> {
        let cell = self.rows[row].cells.get(column)?.as_ref()?;
        let place = super::float(cell.place).clamp(0.0, 1.0);
        Some(((place * LEVELS as f64) as usize).min(LEVELS - 1))
    }

    fn draw_names(&self, sheet: &mut Sheet, first: f64) {
        let em = sheet.style.em();
        let mut y = first;
        for ((name, row), height) in self.names.iter().zip(self.rows).zip(&self.heights) {
            let top = y + height / 2.0 - 0.6 * em * (name.lines.len() - 1) as f64;
            for (i, line) in name.lines.iter().enumerate() {
                let at = (self.left - 0.7 * em, top + 1.2 * em * i as f64);
                sheet.text_with_tooltip(name_role(row.own), Anchor::End, at, line, name.full.as_deref());
            }
            y += height;
        }
    }

    /// A frame around the row or the column of the own region.
    fn draw_own(&self, sheet: &mut Sheet, band: &Band, first: f64) {
        let body: f64 = self.heights.iter().sum();
        let width = self.cell * band.columns.len() as f64;
        let mut y = first;
        for (row, height) in self.rows.iter().zip(&self.heights) {
            if row.own {
                frame(sheet, Area { x: self.left, y, width, height: *height });
            }
            y += height;
        }
        for (index, _) in band.columns.iter().enumerate().filter(|(_, column)| column.own) {
            let x = self.left + self.cell * index as f64;
            frame(sheet, Area { x, y: first, width: self.cell, height: body });
        }
    }
}

impl<'a> Band<'a> {
    fn new(from: usize, columns: &'a [HeatColumn], cell: f64, style: &Style) -> Self {
        let em = style.em();
        let room = cell - 0.4 * em;
        let head = |column: &HeatColumn| {
            let mut head = wrap(style, head_role(column.own), &column.name, room, HEAD_LINES);
            if !column.unit.is_empty() {
                head.lines.push(format!("（{}）", column.unit));
            }
            head
        };
        let heads: Vec<Wrapped> = columns.iter().map(head).collect();
        let lines = heads.iter().map(|head| head.lines.len()).max().unwrap_or(1);
        Self { from, columns, heads, head_height: 1.2 * em * lines as f64 + 0.5 * em }
    }

    fn draw_heads(&self, sheet: &mut Sheet, left: f64, cell: f64, top: f64) {
        let em = sheet.style.em();
        for (index, (head, column)) in self.heads.iter().zip(self.columns).enumerate() {
            let x = left + cell * (index as f64 + 0.5);
            // Heads stand on their cells.
            let first = top + self.head_height - 0.9 * em - 1.2 * em * (head.lines.len() - 1) as f64;
            for (i, line) in head.lines.iter().enumerate() {
                let at = (x, first + 1.2 * em * i as f64);
                sheet.text_with_tooltip(head_role(column.own), Anchor::Middle, at, line, head.full.as_deref());
            }
        }
    }
}

/// A figure without the unit that the chart, its column or its row says.
fn text(cell: &Option<HeatCell>, units: [&str; 3]) -> Option<String> {
    let label = cell.as_ref()?.label.text.as_str();
    let unit = units.into_iter().map(str::trim).find(|unit| !unit.is_empty());
    Some(header::bare(label, unit.unwrap_or_default()))
}

fn middle(area: Area) -> (f64, f64) {
    (area.x + area.width / 2.0, area.y + area.height / 2.0)
}

fn frame(sheet: &mut Sheet, area: Area) {
    let hair = sheet.style.em() / 14.0;
    // Half of the stroke may stand on the gap between cells.
    let (left, top) = (area.x - 0.5 * hair, area.y - 0.5 * hair);
    let (right, bottom) = (area.x + area.width - 0.5 * hair, area.y + area.height - 0.5 * hair);
    sheet.outline(Shape::OwnFrame, &[(left, top), (right, top), (right, bottom), (left, bottom)]);
}

fn name_role(own: bool) -> Role {
    if own { Role::OwnName } else { Role::Name }
}

fn head_role(own: bool) -> Role {
    if own { Role::OwnName } else { Role::Tick }
}
