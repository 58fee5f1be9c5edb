//! The rows of a subject as a workbook for Excel and WPS: a sheet of figures in the long form, one that compares (indicators by
//! years, regions by years, regions by indicators), and one that says where they come from. Comes in: rows. Goes out: an
//! `.xlsx`, the same bytes for the same rows. The one file that names the library.

use super::columns::COLUMNS;
use super::csv::clean;
use super::json::is_exact_in_a_double;
use super::records::{At, Records};
use super::row::{Cell, Row, Shown};
use crate::model::Source;
use crate::model::observation::SourceIdentity;
use crate::plan::Subject;
use rust_decimal::Decimal;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatBorder, Workbook, Worksheet, XlsxError};
use std::collections::BTreeMap;
use std::io::Write;

mod comparison;

/// What the sheet of sources says of the whole.
pub struct About {
    pub title: String,
    /// The published address of the page; empty where the site has none.
    pub page: String,
}

/// The last line of a sheet (ECMA-376; Excel and WPS alike), counted from 0.
const LAST_LINE: u32 = 1_048_575;

/// With more places than these the sheet of figures is written to a file of the system's while it is made, with its words in their
/// cells: of a nation's year it would take hundreds of megabytes.
pub(super) const LONG: usize = 5_000;

/// Digits after the point for which there are formats; a number with more is shown as the program thinks fit.
const MOST_DECIMALS: usize = 6;

/// The powers of ten that a double holds exactly.
const TENS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];

/// A workbook in the making.
pub struct Book<'a> {
    about: About,
    looks: Looks,
    workbook: Workbook,
    figures: Sheet,
    compared: comparison::Comparison<'a>,
    /// Rows for which the sheet has no room.
    left_out: u32,
    failed: Option<XlsxError>,
}

impl<'a> Book<'a> {
    /// `places` is about how many rows there will be.
    pub fn about(about: About, subject: Subject, places: usize) -> Result<Self, XlsxError> {
        let looks = Looks::default();
        let mut workbook = Workbook::new();
        let sheet = if places > LONG { workbook.new_worksheet_with_constant_memory()? } else { Worksheet::new() };
        let mut figures = Sheet::of(sheet, "数据")?;
        figures.head(&COLUMNS.map(|column| (column.zh, column.width)), 6, &looks)?;
        let compared = comparison::Comparison::of(subject);
        Ok(Self { about, looks, workbook, figures, compared, left_out: 0, failed: None })
    }

    /// Takes a row in; what fails is told by [`Self::finished`].
    pub fn row(&mut self, at: At, row: &Row<'a>) {
        self.compared.see(at, row);
        if self.figures.line > LAST_LINE {
            self.left_out += 1;
        } else if self.failed.is_none() {
            self.failed = self.figures.row(&row.0, &self.looks).err();
        }
    }

    /// Writes the `.xlsx`.
    pub fn finished(self, records: &Records, subject: Subject, to: impl Write + Send) -> Result<(), XlsxError> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        let mut workbook = self.workbook;
        // The fastest level makes files a quarter larger in a third of the time.
        workbook.set_zip_compression_level(1);
        // Same input, same bytes: a workbook wants a date of its making, and this one is nobody's.
        let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
        let settings = &records.book.settings;
        let properties = DocProperties::new().set_title(&self.about.title).set_author(&settings.publisher);
        workbook.set_properties(&properties.set_creation_datetime(&made));
        workbook.push_worksheet(self.figures.filtered(COLUMNS.len())?);
        if let Some(sheet) = self.compared.sheet(records.book, &self.looks)? {
            workbook.push_worksheet(sheet);
        }
        workbook.push_worksheet(sources(records, subject, &self.about, self.left_out, &self.looks)?);
        workbook.save_to_writer(to)
    }
}

/// The formats of cells.
struct Looks {
    head: Format,
    /// By digits after the point.
    plain: Vec<Format>,
    percent: Vec<Format>,
    points: Vec<Format>,
}

impl Default for Looks {
    fn default() -> Self {
        let formats = |whole: &str, ending: &str| {
            let digits =
                |decimals: usize| if decimals == 0 { String::new() } else { ".".to_string() + &"0".repeat(decimals) };
            let format = |decimals| Format::new().set_num_format(format!("{whole}{}{ending}", digits(decimals)));
            (0..=MOST_DECIMALS).map(format).collect()
        };
        Self {
            head: Format::new().set_bold().set_border_bottom(FormatBorder::Thin),
            plain: formats("#,##0", ""),
            percent: formats("0", "%"),
            points: formats("0", "\"个百分点\""),
        }
    }
}

impl Looks {
    fn of(&self, number: Decimal, shown: Shown) -> Option<&Format> {
        let formats = match shown {
            Shown::Plain => &self.plain,
            Shown::Percent => &self.percent,
            Shown::Points => &self.points,
        };
        formats.get(number.normalize().scale() as usize)
    }
}

/// A sheet that is written line by line.
struct Sheet {
    sheet: Worksheet,
    line: u32,
}

impl Sheet {
    fn new(name: &str) -> Result<Self, XlsxError> {
        Self::of(Worksheet::new(), name)
    }

    fn of(mut sheet: Worksheet, name: &str) -> Result<Self, XlsxError> {
        sheet.set_name(name)?;
        Ok(Self { sheet, line: 0 })
    }

    /// A line of headings with the widths of their columns, which stays in sight like the first columns.
    fn head(&mut self, columns: &[(impl AsRef<str>, u16)], fixed: u16, looks: &Looks) -> Result<(), XlsxError> {
        for (i, (name, width)) in (0..).zip(columns) {
            self.sheet.write_string_with_format(self.line, i, clean(name.as_ref()), &looks.head)?;
            self.sheet.set_column_width(i, *width)?;
        }
        self.line += 1;
        self.sheet.set_freeze_panes(self.line, fixed)?;
        Ok(())
    }

    fn row(&mut self, cells: &[Cell], looks: &Looks) -> Result<(), XlsxError> {
        for (i, cell) in (0..).zip(cells) {
            self.cell(i, cell, looks)?;
        }
        self.line += 1;
        Ok(())
    }

    /// Words are written as words, so that none becomes a formula. A number that a workbook cannot hold exactly is words, too.
    fn cell(&mut self, column: u16, cell: &Cell, looks: &Looks) -> Result<(), XlsxError> {
        match cell {
            Cell::Nothing => {}
            Cell::Words(words) => {
                self.sheet.write_string(self.line, column, clean(words))?;
            }
            Cell::Whole(number) => {
                self.sheet.write_number(self.line, column, *number as f64)?;
            }
            Cell::Flag(flag) => {
                self.sheet.write_string(self.line, column, if *flag { "是" } else { "否" })?;
            }
            Cell::Number(number, shown) => match (in_a_double(*number, *shown), looks.of(*number, *shown)) {
                (Some(double), Some(format)) => {
                    self.sheet.write_number_with_format(self.line, column, double, format)?;
                }
                (Some(double), None) => {
                    self.sheet.write_number(self.line, column, double)?;
                }
                (None, _) => {
                    self.sheet.write_string(self.line, column, number.to_string())?;
                }
            },
        }
        Ok(())
    }

    /// With a filter over everything that was written.
    fn filtered(mut self, columns: usize) -> Result<Worksheet, XlsxError> {
        self.sheet.autofilter(0, 0, self.line.saturating_sub(1), columns as u16 - 1)?;
        Ok(self.sheet)
    }
}

/// The number as a workbook holds it: a double, per cents as parts of one. The file has the digits of its shortest form,
/// which are those of the decimal where there are not more than a double can hold. This is no arithmetic: no page is
/// made from it.
fn in_a_double(number: Decimal, shown: Shown) -> Option<f64> {
    let held = match shown {
        Shown::Percent => number.checked_div(Decimal::ONE_HUNDRED)?,
        Shown::Plain | Shown::Points => number,
    };
    if !is_exact_in_a_double(held) {
        return None;
    }
    let held = held.normalize();
    match TENS.get(held.scale() as usize) {
        // Fifteen digits and every power up to 10²² are exact in a double, so that their quotient is the one nearest to the decimal.
        Some(ten) => Some(held.mantissa() as f64 / ten),
        None => held.to_string().parse().ok(),
    }
}

/// What the figures are and where they come from.
fn sources(
    records: &Records,
    subject: Subject,
    about: &About,
    left_out: u32,
    looks: &Looks,
) -> Result<Worksheet, XlsxError> {
    let settings = &records.book.settings;
    let mut sheet = Sheet::new("来源")?;
    let words = |text: &str| Cell::Words(text.to_string().into());
    let left_out = match left_out {
        0 => String::new(),
        left_out => format!("一张工作表放不下全部，末尾{left_out}行从略，全部见 CSV"),
    };
    let made =
        "“来源公布”的数照来源所载；“本站计算”的数由所载的数算出，按网页所印的位数舍入。百分数是数值，按百分比显示";
    let said = [
        ("内容", about.title.as_str()),
        ("网站", &settings.name),
        ("主办", &settings.publisher),
        ("网页", about.page.as_str()),
        ("许可", &settings.licence),
        ("数的由来", made),
        ("注意", &left_out),
    ];
    for (name, text) in said.into_iter().filter(|(_, text)| !text.is_empty()) {
        sheet.row(&[words(name), words(text)], looks)?;
    }
    sheet.line += 1;
    for (i, (name, width)) in (0..).zip([("来源", 44), ("发布单位", 28), ("日期", 14), ("网址", 40), ("条数", 8)])
    {
        sheet.sheet.write_string_with_format(sheet.line, i, name, &looks.head)?;
        sheet.sheet.set_column_width(i, width)?;
    }
    sheet.line += 1;
    for (source, times) in counted(records, subject) {
        sheet.row(
            &[
                words(&source.title),
                words(source.publisher.as_deref().unwrap_or_default()),
                words(&source.date.map_or_else(String::new, |date| date.iso())),
                words(source.url.as_deref().unwrap_or_default()),
                Cell::Whole(times),
            ],
            looks,
        )?;
    }
    Ok(sheet.sheet)
}

/// The sources of a subject by title, with the number of their entries.
fn counted<'a>(records: &Records<'a>, subject: Subject) -> Vec<(&'a Source, i64)> {
    let book = records.book;
    let mut found: BTreeMap<SourceIdentity, (&Source, i64)> = BTreeMap::new();
    for (region, year, id) in records.places(subject) {
        let observed = book.periods(region, year, id).iter().filter_map(|o| o.source.as_deref());
        let planned = book.target(region, year, id).and_then(|target| target.source.as_deref());
        for source in observed.chain(planned) {
            found.entry(source.identity()).or_insert((source, 0)).1 += 1;
        }
    }
    found.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_double_has_the_digits_of_the_decimal() {
        for (text, shown, held) in [
            ("15361", Shown::Plain, Some("15361")),
            ("0.1", Shown::Plain, Some("0.1")),
            ("54.4", Shown::Percent, Some("0.544")),
            ("-0.8", Shown::Points, Some("-0.8")),
            ("123456789012345", Shown::Plain, Some("123456789012345")),
            ("123456789012345.6", Shown::Plain, None),
            ("0.0000000000000000000000123", Shown::Plain, Some("0.0000000000000000000000123")),
        ] {
            let double = in_a_double(text.parse().unwrap(), shown);
            assert_eq!(double.map(|double| double.to_string()).as_deref(), held, "{text}");
        }
    }

    #[test]
    fn a_double_is_the_one_that_reading_the_digits_gives() {
        for scale in [0, 1, 2, 6, 14, 22] {
            for mantissa in (0..2_000).map(|i| i * 4_999_999_999_999 % 999_999_999_999_989) {
                let number = Decimal::from_i128_with_scale(mantissa, scale);
                assert_eq!(in_a_double(number, Shown::Plain), number.to_string().parse().ok(), "{number}");
            }
        }
    }

    #[test]
    fn numbers_are_shown_with_their_digits() {
        let looks = Looks::default();
        let plain = |text: &str| looks.of(text.parse().unwrap(), Shown::Plain);
        assert_eq!(plain("15361.50"), Some(&Format::new().set_num_format("#,##0.0")));
        assert_eq!(plain("0.12345678"), None);
        assert_eq!(looks.of("16".parse().unwrap(), Shown::Percent), Some(&Format::new().set_num_format("0%")));
    }
}
