//! The figures that a site hands out as files of data, by what they are about. Comes in: the CSV files of regions and years. Goes out: for
//! each figure its row, and where other files of data say otherwise. Derives nothing.

use super::Store;
use crate::finding::{Finding, Place};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io;

/// Region code, indicator id, year, period.
pub type Subject = (String, String, String, String);

/// A row by the names of its columns.
pub type Row = BTreeMap<String, String>;

const KEY: [&str; 5] = ["行政区划代码", "指标代号", "年份", "时期", "单位"];

/// The columns of JSON that are compared, with their names in CSV.
const COMPARED: [(&str, &str); 9] = [
    ("value", "数值"),
    ("printed", "印文"),
    ("growth", "同比"),
    ("increment", "增量"),
    ("rank", "位次"),
    ("share", "占比（%）"),
    ("completion", "完成率（%）"),
    ("target_value", "目标值"),
    ("source", "来源"),
];

#[derive(Default)]
pub struct Data {
    /// With one row for each unit in which it is counted.
    rows: HashMap<Subject, Vec<Row>>,
    /// The files that the rows are from, by region and year.
    from: BTreeSet<String>,
    findings: Vec<Finding>,
    /// Whether all of them were read, so that a figure that is not among them is none.
    is_whole: bool,
}

impl Data {
    /// Reads the files of the regions' years; of a site that is only looked at here and there none are read but what pages ask for.
    pub fn read(store: &dyn Store, paths: &BTreeSet<&str>, is_sample: bool) -> io::Result<Self> {
        if is_sample {
            return Ok(Self::default());
        }
        let files: Vec<&str> = paths.iter().copied().filter(|path| is_of_region_year(path)).collect();
        let read = |path: &&str| -> io::Result<(String, Option<Vec<Row>>)> {
            Ok((path.to_string(), store.read(path)?.and_then(|bytes| rows(&bytes))))
        };
        let read: Vec<(String, Option<Vec<Row>>)> = files.par_iter().map(read).collect::<io::Result<_>>()?;
        let mut data = Self { is_whole: !read.is_empty(), ..Self::default() };
        for (path, rows) in read {
            let Some(rows) = rows else {
                data.findings.push(broken(&path));
                continue;
            };
            for row in rows {
                data.rows.entry(subject(&row)).or_default().push(row);
            }
            data.from.insert(path);
        }
        Ok(data)
    }

    pub fn findings(&self) -> Vec<Finding> {
        self.findings.clone()
    }

    /// The rows of a figure; `None` where the site hands out no data to look it up in.
    pub fn of(&self, subject: &Subject) -> Option<&[Row]> {
        self.is_whole.then(|| self.rows.get(subject).map_or(&[][..], Vec::as_slice))
    }

    /// Where another CSV says otherwise.
    pub fn disagreements(&self, path: &str, bytes: &[u8]) -> Vec<Finding> {
        if !self.is_whole || self.from.contains(path) {
            return Vec::new();
        }
        let Some(rows) = rows(bytes) else { return Vec::new() };
        let is_ours = |row: &&Row| KEY.iter().all(|name| row.contains_key(*name));
        rows.iter()
            .filter(is_ours)
            .filter_map(|row| self.disagreement(path, row, row.keys().map(String::as_str)))
            .collect()
    }

    /// Where a JSON says otherwise.
    pub fn disagreements_of_json(&self, path: &str, bytes: &[u8]) -> Vec<Finding> {
        let Some(json) = serde_json::from_slice::<serde_json::Value>(bytes).ok().filter(|_| self.is_whole) else {
            return Vec::new();
        };
        let rows = json.get("rows").and_then(|rows| rows.as_array()).map_or(&[][..], Vec::as_slice);
        let names = KEY.iter().zip(["region_code", "indicator_id", "year", "period", "unit"]);
        let names: Vec<(&str, &str)> =
            names.map(|(zh, en)| (*zh, en)).chain(COMPARED.map(|(en, zh)| (zh, en))).collect();
        let row = |json: &serde_json::Value| -> Row {
            let cell = |en: &str| match json.get(en) {
                Some(serde_json::Value::String(text)) => text.clone(),
                Some(value) => value.to_string(),
                None => String::new(),
            };
            names.iter().map(|(zh, en)| (zh.to_string(), cell(en))).collect()
        };
        let compared = || COMPARED.iter().map(|(_, zh)| *zh);
        rows.iter().filter_map(|json| self.disagreement(path, &row(json), compared())).collect()
    }

    /// Between a row and that of the region's year.
    fn disagreement<'n>(&self, path: &str, row: &Row, names: impl Iterator<Item = &'n str>) -> Option<Finding> {
        let cell = |row: &Row, name: &str| row.get(name).cloned().unwrap_or_default();
        let unit = cell(row, "单位");
        let what = format!("{}{}{}{}", cell(row, "地区"), cell(row, "年份"), cell(row, "时期"), cell(row, "指标"));
        let here = self.rows.get(&subject(row)).and_then(|rows| rows.iter().find(|row| cell(row, "单位") == unit));
        let Some(here) = here else {
            let code = cell(row, "行政区划代码");
            let year = cell(row, "年份");
            return Some(Finding::error(
                "data-disagree",
                Place::file(path),
                format!("{what}：{code}-{year}.csv 里没有这一行"),
                format!("{what}: {code}-{year}.csv has no such row"),
            ));
        };
        let is_same = |one: &str, other: &str| {
            let number = |text: &str| text.parse::<rust_decimal::Decimal>().ok();
            let bare = |text: &str| text.trim_start_matches('\'').to_string();
            bare(one) == bare(other) || number(one).is_some() && number(one) == number(other)
        };
        let mut names = names;
        let name = names.find(|name| !is_same(&cell(row, name), &cell(here, name)))?;
        let (one, other, code, year) =
            (cell(row, name), cell(here, name), cell(here, "行政区划代码"), cell(here, "年份"));
        let what = format!("{}{}{}{}", cell(here, "地区"), year, cell(here, "时期"), cell(here, "指标"));
        Some(Finding::error(
            "data-disagree",
            Place::file(path),
            format!("{what}：{name}是“{one}”，{code}-{year}.csv 里是“{other}”"),
            format!("{what}: {name} is “{one}”, in {code}-{year}.csv “{other}”"),
        ))
    }
}

/// `regions/510824/2023/510824-2023.csv`
fn is_of_region_year(path: &str) -> bool {
    match path.split('/').collect::<Vec<_>>().as_slice() {
        ["regions", code, year, name] => *name == format!("{code}-{year}.csv"),
        _ => false,
    }
}

fn subject(row: &Row) -> Subject {
    let cell = |name: &str| row.get(name).cloned().unwrap_or_default();
    (cell("行政区划代码"), cell("指标代号"), cell("年份"), cell("时期"))
}

fn rows(csv: &[u8]) -> Option<Vec<Row>> {
    let csv = csv.strip_prefix("\u{feff}".as_bytes()).unwrap_or(csv);
    csv::Reader::from_reader(csv).deserialize().collect::<Result<_, _>>().ok()
}

fn broken(path: &str) -> Finding {
    Finding::error("data-disagree", Place::file(path), "这份 CSV 读不了", "this CSV cannot be read")
}
