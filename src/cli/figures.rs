//! `yearbook figures FILE.pdf`: the figures that a PDF of ours prints, with page, recipe and source, from the data that it
//! carries. `--extract` writes the carried files.

#![expect(clippy::disallowed_methods, reason = "`--extract` writes what a PDF carries")]

use super::{Common, End, Format};
use crate::disk::named;
use crate::finding::visible;
use crate::read;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use unicode_width::UnicodeWidthStr;

#[derive(clap::Args)]
pub struct Flags {
    /// 本程序做的 PDF
    #[arg(value_name = "FILE.pdf")]
    file: PathBuf,
    /// 把 PDF 里带的文件（数据、原文、数字清单）存到这个文件夹
    #[arg(long, value_name = "DIR")]
    extract: Option<PathBuf>,
}

/// The columns that are shown, by their names in the table.
const SHOWN: [&str; 7] = ["页", "印文", "地区", "指标", "时期", "算法", "来源"];

pub fn run(common: &Common, flags: &Flags) -> io::Result<End> {
    let shown = flags.file.to_string_lossy();
    let shown = visible(&shown);
    let Some(carried) = read::carried(&flags.file)? else {
        return Ok(
            common.refuse(&format!("{shown} 不是 PDF，或者坏了"), &format!("{shown} is no PDF that can be read"))
        );
    };
    let Some(table) = carried.get("figures.csv") else {
        return Ok(common.refuse(
            &format!("{shown} 没有带数字清单：不是 yearbook 做的 PDF"),
            &format!("{shown} carries no table of figures: it was not made by yearbook"),
        ));
    };
    if let Some(folder) = &flags.extract {
        extract(&carried, folder)?;
        let (count, folder) = (carried.len(), folder.to_string_lossy());
        let folder = visible(&folder);
        common.say(&format!("{count} 个文件存到了 {folder}"), &format!("{count} files written to {folder}"));
        return Ok(End::Done);
    }
    let rows = rows(table)?;
    super::print(&match common.format {
        Format::Text => columns(&rows),
        Format::Json | Format::Sarif => serde_json::to_string_pretty(&rows)? + "\n",
    })?;
    Ok(End::Done)
}

/// Nothing leaves the folder, whatever a PDF names its files.
fn extract(carried: &BTreeMap<String, Vec<u8>>, folder: &Path) -> io::Result<()> {
    std::fs::create_dir_all(folder).map_err(|error| named(error, folder))?;
    for (name, bytes) in carried {
        let Some(name) = Path::new(name).file_name() else { continue };
        let path = folder.join(name);
        std::fs::write(&path, bytes).map_err(|error| named(error, &path))?;
    }
    Ok(())
}

fn rows(table: &[u8]) -> io::Result<Vec<BTreeMap<String, String>>> {
    let table = table.strip_prefix("\u{feff}".as_bytes()).unwrap_or(table);
    csv::Reader::from_reader(table).deserialize().map(|row| row.map_err(io::Error::other)).collect()
}

/// One line for each figure, columns under each other.
fn columns(rows: &[BTreeMap<String, String>]) -> String {
    let cell = |row: &BTreeMap<String, String>, name: &str| row.get(name).cloned().unwrap_or_default();
    let mut lines: Vec<Vec<String>> = vec![SHOWN.map(str::to_string).to_vec()];
    lines.extend(rows.iter().map(|row| SHOWN.iter().map(|name| cell(row, name)).collect()));
    let width = |column: usize| lines.iter().map(|line| line[column].width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..SHOWN.len()).map(width).collect();
    let mut text = String::new();
    for line in &lines {
        for (cell, width) in line.iter().zip(&widths) {
            text.push_str(cell);
            text.push_str(&" ".repeat(width + 2 - cell.width()));
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
    text
}
