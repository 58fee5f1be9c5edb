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
use std::io::{self, Write};
use std::panic::resume_unwind;
use std::sync::mpsc;
use std::{mem, thread};

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
            Making::Data(subject, format) => {
                let files = vec![Begun { path, format: *format, to: Vec::new() }];
                self.of_subject(*subject, files)?.pop().ok_or_else(missing)
            }
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

    /// Writes several files of one subject, and gives back what they were written to, in their order: the rows, which cost most, are
    /// made once for all, and no long file lies in memory. `Err` as in [`Self::bytes`], and where writing fails.
    pub fn of_subject<W: Write + Send>(&self, subject: Subject, files: Vec<Begun<W>>) -> io::Result<Vec<W>> {
        let begun = files.into_iter().map(|file| self.begun(subject, file));
        let mut written: Vec<Written<W>> = begun.collect::<io::Result<_>>()?;
        let workbooks = written.iter().filter(|file| file.is_workbook()).count();
        let has_both = (1..written.len()).contains(&workbooks);
        match has_both && self.records.places(subject).len() > workbook::LONG {
            true => self.write_rows_apart(subject, &mut written)?,
            false => self.write_rows(subject, &mut written)?,
        }
        written.into_iter().map(|file| file.finished(&self.records, subject)).collect()
    }

    fn write_rows<W: Write + Send>(&self, subject: Subject, written: &mut [Written<'a, '_, W>]) -> io::Result<()> {
        let mut failed = Ok(());
        self.records.each(subject, &mut |at, row| {
            if failed.is_ok() {
                failed = written.iter_mut().try_for_each(|file| file.row(at, &row));
            }
        });
        failed
    }

    /// Workbooks, which take more than half of the time, are written on a thread of their own: rows go there in pieces.
    fn write_rows_apart<W: Write + Send>(
        &self,
        subject: Subject,
        written: &mut [Written<'a, '_, W>],
    ) -> io::Result<()> {
        let (mut workbooks, mut texts): (Vec<_>, Vec<_>) = written.iter_mut().partition(|file| file.is_workbook());
        thread::scope(|scope| {
            let (pieces, waiting) = mpsc::sync_channel::<Vec<(At, Row)>>(2);
            let workbooks = scope.spawn(move || {
                let mut rows = waiting.into_iter().flatten();
                rows.try_for_each(|(at, row)| workbooks.iter_mut().try_for_each(|file| file.row(at, &row)))
            });
            let mut failed = Ok(());
            let mut piece = Vec::with_capacity(PIECE);
            // Where the workbooks have ended before, they tell why.
            let send = |piece: &mut Vec<(At, Row<'a>)>| drop(pieces.send(mem::take(piece)));
            self.records.each(subject, &mut |at, row| {
                if failed.is_ok() {
                    failed = texts.iter_mut().try_for_each(|file| file.row(at, &row));
                    piece.push((at, row));
                }
                if piece.len() == PIECE {
                    send(&mut piece);
                }
            });
            send(&mut piece);
            drop(pieces);
            failed.and(workbooks.join().unwrap_or_else(|panic| resume_unwind(panic)))
        })
    }

    fn begun<'f, W>(&self, subject: Subject, file: Begun<'f, W>) -> io::Result<Written<'a, 'f, W>> {
        let settings = &self.world.book.settings;
        let (title, page) = (self.title(subject), self.published(subject));
        let form = match file.format {
            Format::Csv => Form::Csv(csv::Table::with_head(COLUMNS.iter().map(|column| column.zh))),
            Format::Json => {
                let columns = address::download(&address::page_of(self.world.book, subject), METADATA);
                let has_columns = settings.hands_out(Format::Csv);
                Form::Json(json::Document::about(&json::About {
                    title: &title,
                    publisher: &settings.publisher,
                    licence: &settings.licence,
                    page: &page,
                    columns: &if has_columns { address::link(file.path, &columns) } else { String::new() },
                }))
            }
            Format::Workbook => {
                let places = self.records.places(subject).len();
                let book = workbook::Book::about(workbook::About { title, page }, subject, places);
                Form::Workbook(Box::new(book.map_err(|error| unwritable(file.path, &error))?))
            }
        };
        Ok(Written { form, file })
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

/// A file of figures that is to be written.
pub struct Begun<'f, W> {
    /// Its path on the site: what it leads to is written from there.
    pub path: &'f str,
    pub format: Format,
    pub to: W,
}

/// A file of figures in the making.
struct Written<'a, 'f, W> {
    form: Form<'a>,
    file: Begun<'f, W>,
}

enum Form<'a> {
    Csv(csv::Table),
    Json(json::Document),
    Workbook(Box<workbook::Book<'a>>),
}

/// So many rows go to another thread at once.
const PIECE: usize = 500;

/// In bytes: of a text so much is gathered before it is written.
const AT_ONCE: usize = 64 * 1024;

impl<'a, W: Write + Send> Written<'a, '_, W> {
    fn is_workbook(&self) -> bool {
        matches!(self.form, Form::Workbook(_))
    }

    fn row(&mut self, at: At, row: &Row<'a>) -> io::Result<()> {
        let text = match &mut self.form {
            Form::Csv(table) => {
                table.cells(row);
                table.taken_from(AT_ONCE)
            }
            Form::Json(document) => {
                document.row(row);
                document.taken_from(AT_ONCE)
            }
            Form::Workbook(book) => {
                book.row(at, row);
                None
            }
        };
        text.map_or(Ok(()), |text| self.file.to.write_all(text.as_bytes()))
    }

    fn finished(self, records: &Records, subject: Subject) -> io::Result<W> {
        let Begun { path, mut to, .. } = self.file;
        match self.form {
            Form::Csv(table) => to.write_all(table.finished().as_bytes())?,
            Form::Json(document) => to.write_all(document.finished().as_bytes())?,
            Form::Workbook(book) => {
                book.finished(records, subject, &mut to).map_err(|error| unwritable(path, &error))?
            }
        }
        Ok(to)
    }
}

fn unwritable(path: &str, error: &dyn std::fmt::Display) -> io::Error {
    io::Error::other(format!("{path}: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::StandingTexts;
    use crate::plan::{self, Material};
    use crate::render::web::tests::world::{articles, book, theme};

    #[test]
    fn rows_that_are_written_apart_are_the_same_rows() {
        let (book, articles, theme) = (book(), articles(), theme());
        let material =
            Material { book: &book, articles: &articles, theme: &theme, images: &[], knows_every_year: true };
        let (site, _) = plan::site(&material, &plan::Prints::default());
        let summaries = &StandingTexts::default();
        let world = World { book: &book, articles: &articles, summaries, theme: &theme, site: &site };
        let files = Files::of(world);
        let written = |is_apart: bool, year: i32| -> Vec<Vec<u8>> {
            let subject = Subject::Year(year);
            let begun = [Format::Workbook, Format::Csv, Format::Json]
                .map(|format| files.begun(subject, Begun { path: "years/2023/data", format, to: Vec::new() }).unwrap());
            let mut written = Vec::from(begun);
            match is_apart {
                true => files.write_rows_apart(subject, &mut written).unwrap(),
                false => files.write_rows(subject, &mut written).unwrap(),
            }
            written.into_iter().map(|file| file.finished(&files.records, subject).unwrap()).collect()
        };
        for year in [2022, 2023] {
            assert!(files.records.count(Subject::Year(year)) > 0);
            assert_eq!(written(true, year), written(false, year));
        }
    }
}
