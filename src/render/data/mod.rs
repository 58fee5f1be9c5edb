//! Data to take away: the figures of a region, its year, a year or an indicator as CSV with its description (CSVW), as JSON and
//! as a workbook; those of a report, its charts and its tables as CSV. Comes in: a making of the plan. Goes out: bytes.
//!
//! `records` says which rows there are and `row` what is in them, by the list of `columns`; `csv`, `json`, `metadata` and
//! `workbook` write them down. `figures` and `beside` are what the files of PDFs say, too. Pages are made elsewhere.

pub(super) mod beside;
mod columns;
pub(super) mod csv;
pub(super) mod figures;
mod json;
mod metadata;
mod parts;
pub(super) mod records;
mod row;
mod workbook;

use crate::model::article::{Block, charts_and_tables};
use crate::model::site::Format;
use crate::plan::{Making, Subject, address, download::METADATA};
use crate::render::World;
use columns::COLUMNS;
use records::Records;
use row::Cell;
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
            Making::Data(subject, Format::Csv) => Ok(self.csv(*subject).into_bytes()),
            Making::Data(subject, Format::Json) => Ok(self.json(*subject, path).into_bytes()),
            Making::Data(subject, Format::Workbook) => {
                let about = workbook::About { title: &self.title(*subject), page: &self.published(*subject) };
                workbook::bytes(&self.records, *subject, &about)
                    .map_err(|error| io::Error::other(format!("{path}: {error}")))
            }
            Making::Metadata(subject) => Ok(self.metadata(*subject, path).into_bytes()),
            Making::Figures(i) => {
                let article = self.world.articles.get(*i).ok_or_else(missing)?;
                Ok(figures::without_pages(figures::of_article(&self.world, article)).into_bytes())
            }
            Making::Part(i, id) => {
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

    fn csv(&self, subject: Subject) -> String {
        let mut table = csv::Table::with_head(COLUMNS.iter().map(|column| column.zh));
        self.records.each(subject, &mut |_, row| {
            let mut line = csv::Line::of(&mut table);
            for cell in &row.0 {
                match cell {
                    Cell::Nothing => line.plain(""),
                    Cell::Words(words) => line.words(words),
                    Cell::Number(number, _) => line.plain(number),
                    Cell::Whole(number) => line.plain(number),
                    Cell::Flag(flag) => line.plain(if *flag { "是" } else { "否" }),
                }
            }
            line.end();
        });
        table.finished()
    }

    fn json(&self, subject: Subject, path: &str) -> String {
        let settings = &self.world.book.settings;
        let columns = address::download(&address::page_of(self.world.book, subject), METADATA);
        let has_columns = settings.hands_out(Format::Csv);
        let mut document = json::Document::about(&json::About {
            title: &self.title(subject),
            publisher: &settings.publisher,
            licence: &settings.licence,
            page: &self.published(subject),
            columns: &if has_columns { address::link(path, &columns) } else { String::new() },
        });
        self.records.each(subject, &mut |_, row| document.row(&row));
        document.finished()
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
