//! Many files as one thing to hand over: a folder, a .zip or a .tar. Comes in: paths and bytes, in the order in which they shall lie
//! there. Goes out: the same bytes for the same files and date; nothing of the machine (owner, clock, order of a folder) is in them.
//! Knows nothing of what the files are.

#![expect(
    clippy::disallowed_methods,
    reason = "writes what a command was asked to hand over, beside the site and not in it"
)]

use crate::disk::named;
use crate::model::Date;
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Folder,
    Zip,
    Tar,
}

impl Form {
    /// With the dot; nothing for a folder.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Folder => "",
            Self::Zip => ".zip",
            Self::Tar => ".tar",
        }
    }
}

/// A thing that is being filled. What is left without [`Container::finish`] is no whole container.
pub struct Container {
    at: PathBuf,
    /// In a .zip and a .tar everything lies in one folder of this name, so that unpacking makes one folder; in none where it is empty.
    name: String,
    date: Date,
    inner: Inner,
}

enum Inner {
    Folder,
    Zip(Box<ZipWriter<BufWriter<File>>>),
    Tar(Box<tar::Builder<BufWriter<File>>>),
}

/// What is already as small as it gets.
const PRESSED: [&str; 11] =
    [".pdf", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".xlsx", ".zip", ".woff2", ".gz", ".wacz"];

impl Container {
    /// Makes an empty one at a path where nothing is. `date` is the time of every file in it, the beginning of that day.
    pub fn create(form: Form, at: &Path, name: &str, date: Date) -> io::Result<Self> {
        let file = || File::create_new(at).map(BufWriter::new).map_err(|error| named(error, at));
        let inner = match form {
            Form::Folder => fs::create_dir(at).map(|()| Inner::Folder).map_err(|error| named(error, at))?,
            Form::Zip => Inner::Zip(Box::new(ZipWriter::new(file()?))),
            Form::Tar => Inner::Tar(Box::new(tar::Builder::new(file()?))),
        };
        Ok(Self { at: at.to_path_buf(), name: name.to_string(), date, inner })
    }

    /// Takes one file of `length` bytes; a reader that holds another number of them is an error. `path` has forward slashes.
    pub fn put(&mut self, path: &str, length: u64, content: &mut dyn Read) -> io::Result<()> {
        let shown = self.at.join(path);
        let failed = |error| named(error, &shown);
        let entry = if self.name.is_empty() { path.to_string() } else { format!("{}/{path}", self.name) };
        let mut content = content.take(length.saturating_add(1));
        let written = match &mut self.inner {
            Inner::Folder => {
                if let Some(folder) = shown.parent() {
                    fs::create_dir_all(folder).map_err(failed)?;
                }
                let mut file = File::create_new(&shown).map_err(failed)?;
                io::copy(&mut content, &mut file).map_err(failed)?
            }
            Inner::Zip(zip) => {
                let is_pressed = PRESSED.iter().any(|ending| path.ends_with(ending));
                let method = if is_pressed { CompressionMethod::Stored } else { CompressionMethod::Deflated };
                let options = SimpleFileOptions::default()
                    .compression_method(method)
                    .last_modified_time(zip_time(self.date))
                    .unix_permissions(0o644)
                    // Above 4 GB a file needs longer numbers; a file that says so for nothing is only a little longer.
                    .large_file(length >= u64::from(u32::MAX));
                zip.start_file(entry, options).map_err(io::Error::from).map_err(failed)?;
                io::copy(&mut content, zip).map_err(failed)?
            }
            Inner::Tar(tar) => {
                let mut header = tar::Header::new_gnu();
                header.set_size(length);
                header.set_mode(0o644);
                header.set_mtime(seconds(self.date));
                let mut counted = Counted { inner: &mut content, count: 0 };
                tar.append_data(&mut header, entry, &mut counted).map_err(failed)?;
                counted.count
            }
        };
        if written == length {
            return Ok(());
        }
        let words = "这个文件在读的时候变了 / the file changed while it was read";
        Err(failed(io::Error::other(words)))
    }

    pub fn finish(self) -> io::Result<()> {
        let at = self.at;
        let failed = |error| named(error, &at);
        let file = match self.inner {
            Inner::Folder => return Ok(()),
            Inner::Zip(zip) => zip.finish().map_err(io::Error::from).map_err(failed)?,
            Inner::Tar(tar) => tar.into_inner().map_err(failed)?,
        };
        let mut file = file;
        file.flush().map_err(failed)
    }
}

/// A zip knows no time before 1980.
fn zip_time(date: Date) -> zip::DateTime {
    let day = u16::try_from(date.year).ok().zip(date.month.zip(date.day));
    day.and_then(|(year, (month, day))| zip::DateTime::from_date_and_time(year, month, day, 0, 0, 0).ok())
        .unwrap_or_default()
}

/// The beginning of a day, in seconds since that of 1970; 0 before.
fn seconds(date: Date) -> u64 {
    let day = |year, month, day| icu_calendar::Date::try_new_iso(year, month, day).ok().map(|date| date.to_rata_die());
    let days = day(1970, 1, 1).zip(day(date.year, date.month.unwrap_or(1), date.day.unwrap_or(1)));
    days.and_then(|(epoch, date)| u64::try_from(epoch.until(date)).ok()).unwrap_or(0) * 24 * 60 * 60
}

struct Counted<R> {
    inner: R,
    count: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count += read as u64;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(form: Form) -> Vec<u8> {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path().join("thing");
        let mut container = Container::create(form, &at, "网站", Date::parse("2024-03-01").unwrap()).unwrap();
        container.put("a.txt", 3, &mut &b"abc"[..]).unwrap();
        container.put("数/b.pdf", 2, &mut &b"de"[..]).unwrap();
        container.finish().unwrap();
        match form {
            Form::Folder => fs::read(at.join("数/b.pdf")).unwrap(),
            _ => fs::read(at).unwrap(),
        }
    }

    #[test]
    fn the_same_files_give_the_same_bytes() {
        assert_eq!(made(Form::Folder), b"de");
        for form in [Form::Zip, Form::Tar] {
            assert_eq!(made(form), made(form));
        }
        let mut zip = zip::ZipArchive::new(io::Cursor::new(made(Form::Zip))).unwrap();
        let mut text = String::new();
        zip.by_name("网站/a.txt").unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "abc");
        let tar = made(Form::Tar);
        let mut tar = tar::Archive::new(&tar[..]);
        let paths: Vec<String> =
            tar.entries().unwrap().map(|entry| entry.unwrap().path().unwrap().to_string_lossy().into_owned()).collect();
        assert_eq!(paths, ["网站/a.txt", "网站/数/b.pdf"]);
    }

    #[test]
    fn a_file_that_grows_or_shrinks_meanwhile_is_an_error() {
        for form in [Form::Folder, Form::Zip, Form::Tar] {
            for length in [2, 4] {
                let folder = tempfile::tempdir().unwrap();
                let at = folder.path().join("thing");
                let mut container = Container::create(form, &at, "x", Date::year(2024)).unwrap();
                assert!(container.put("a.txt", length, &mut &b"abc"[..]).is_err(), "{form:?} {length}");
            }
        }
    }

    #[test]
    fn a_day_in_seconds() {
        assert_eq!(seconds(Date::parse("2024-02-29").unwrap()), 1_709_164_800);
        assert_eq!(seconds(Date::parse("1969-02-28").unwrap()), 0);
    }
}
