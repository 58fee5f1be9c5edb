//! Data to take away: the figures of a region, its year, a year or an indicator as CSV with its description (CSVW), as JSON and
//! as a workbook; those of a report, its charts and its tables as CSV. Comes in: a making of the plan. Goes out: bytes.
//!
//! `records` says which rows there are and `row` what is in them, by the list of `columns`; `csv`, `json`, `metadata` and
//! `workbook` write them down. `figures` and `beside` are what the files of PDFs say, too. Pages are made elsewhere.

pub(super) mod beside;
mod columns;
pub(crate) mod csv;
pub(crate) mod figures;
mod json;
pub mod ledger;
mod metadata;
mod parts;
pub(super) mod records;
mod row;
mod workbook;

use crate::derive::reads;
use crate::model::article::{Block, charts_and_tables};
use crate::model::site::Format;
use crate::plan::{Making, Subject, address, download::METADATA};
use crate::render::World;
use columns::COLUMNS;
use records::{At, Records};
use row::Row;
use std::collections::BTreeSet;
use std::io;

/// All files of data, ready to be made in any order and from several threads.
pub struct Files<'a> {
    world: World<'a>,
    records: Records<'a>,
}

impl<'a> Files<'a> {
    pub fn of(world: World<'a>) -> Self {
        Self { world, records: Records::of(world.book) }
    }

    /// The bytes of one file at its path. `Err` is a fault of the program: the plan asks for what is not there, or for a
    /// workbook that cannot be written.
    pub fn bytes(&self, making: &Making, path: &str) -> io::Result<Vec<u8>> {
        let missing = || io::Error::other(format!("{path}: 没有可写的数据 / there are no data for it"));
        match making {
            Making::Data(subject, format) => self.of_subject(*subject, &[(path, *format)])?.pop().ok_or_else(missing),
            Making::Metadata(subject) => Ok(self.metadata(*subject, path).into_bytes()),
            Making::Figures(i) => {
                reads::texts();
                let article = self.world.articles.get(*i).ok_or_else(missing)?;
                Ok(figures::without_pages(figures::of_article(&self.world, article)).into_bytes())
            }
            Making::Part(i, id) => {
                reads::texts();
                let article = self.world.articles.get(*i).ok_or_else(missing)?;
                let block = charts_and_tables(article).into_iter().find(|block| match block {
                    Block::Chart(chart) => chart.id == *id,
                    Block::Table(table) => table.id == *id,
                    _ => false,
                });
                Ok(block.and_then(parts::csv).ok_or_else(missing)?.into_bytes())
            }
            _ => Err(missing()),
        }
    }

    /// The bytes of several files of one subject, in their order: the rows, which cost most, are made once for all. `Err` as
    /// in [`Self::bytes`].
    pub fn of_subject(&self, subject: Subject, files: &[(&str, Format)]) -> io::Result<Vec<Vec<u8>>> {
        let mut written: Vec<Written<'a>> =
            files.iter().map(|(path, format)| self.begun(subject, path, *format)).collect::<io::Result<_>>()?;
        self.records.each(subject, &mut |at, row| written.iter_mut().for_each(|file| file.row(at, &row)));
        let finished = |(file, (path, _)): (Written, &(&str, Format))| match file {
            Written::Csv(table) => Ok(table.finished().into_bytes()),
            Written::Json(document) => Ok(document.finished().into_bytes()),
            Written::Workbook(book) => book.finished(&self.records, subject).map_err(|error| unwritable(path, &error)),
        };
        written.into_iter().zip(files).map(finished).collect()
    }

    fn begun(&self, subject: Subject, path: &str, format: Format) -> io::Result<Written<'a>> {
        let settings = &self.world.book.settings;
        let (title, page) = (self.title(subject), self.published(subject));
        Ok(match format {
            Format::Csv => Written::Csv(csv::Table::with_head(COLUMNS.iter().map(|column| column.zh))),
            Format::Json => {
                let columns = address::download(&address::page_of(self.world.book, subject), METADATA);
                let has_columns = settings.hands_out(Format::Csv);
                Written::Json(json::Document::about(&json::About {
                    title: &title,
                    publisher: &settings.publisher,
                    licence: &settings.licence,
                    page: &page,
                    columns: &if has_columns { address::link(path, &columns) } else { String::new() },
                }))
            }
            Format::Workbook => {
                let places = self.records.places(subject).len();
                let book = workbook::Book::about(workbook::About { title, page }, subject, places);
                Written::Workbook(Box::new(book.map_err(|error| unwritable(path, &error))?))
            }
        })
    }

    fn metadata(&self, subject: Subject, path: &str) -> String {
        let book = self.world.book;
        let settings = &book.settings;
        let places = self.records.places(subject);
        let observed = places.iter().flat_map(|(region, year, id)| book.periods(*region, *year, *id));
        let planned = places.iter().filter_map(|(region, year, id)| book.target(*region, *year, *id));
        let sources = observed.map(|o| &o.source).chain(planned.map(|target| &target.source)).flatten();
        let sources: BTreeSet<&str> = sources.map(|source| source.title.as_str()).collect();
        metadata::of_table(&metadata::About {
            csv: &address::link(path, &address::data(book, subject, Format::Csv)),
            title: &self.title(subject),
            publisher: &settings.publisher,
            language: settings.language_tag(),
            licence: &settings.licence,
            licence_address: settings.licence_address(),
            page: &self.published(subject),
            sources: sources.into_iter().collect(),
        })
    }

    /// 乐山市2023年数据
    fn title(&self, subject: Subject) -> String {
        let book = self.world.book;
        match subject {
            Subject::Region(code) => format!("{}各年数据", book.regions.name_of(code)),
            Subject::RegionYear(code, year) => format!("{}{year}年数据", book.regions.name_of(code)),
            Subject::Year(year) => format!("{year}年各地数据"),
            Subject::Indicator(id) => format!("{}：各地各年数据", book.vocabulary.get(id).name),
        }
    }

    /// The published address of the subject's page; empty where the site has none.
    fn published(&self, subject: Subject) -> String {
        let book = self.world.book;
        address::published(&book.settings.base_url, &address::page_of(book, subject))
    }
}

/// A file of figures in the making.
enum Written<'a> {
    Csv(csv::Table),
    Json(json::Document),
    Workbook(Box<workbook::Book<'a>>),
}

impl<'a> Written<'a> {
    fn row(&mut self, at: At, row: &Row<'a>) {
        match self {
            Self::Csv(table) => table.cells(row),
            Self::Json(document) => document.row(row),
            Self::Workbook(book) => book.row(at, row),
        }
    }
}

fn unwritable(path: &str, error: &dyn std::fmt::Display) -> io::Error {
    io::Error::other(format!("{path}: {error}"))
}
