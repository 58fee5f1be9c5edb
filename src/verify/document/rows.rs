//! Two tables of figures: the one that a PDF carries and the one that follows from its data. Comes in: both. Goes out: a finding for each
//! row that differs, with its page, what is printed and what follows.

use crate::finding::{Finding, Place};
use crate::render::data::figures::{self, Row};
use std::collections::BTreeMap;

/// A row by its columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Where the figure is printed, from 1; none in a table that was made again.
    pub pages: Vec<usize>,
    /// 印文、数值、单位、地区、指标、时期、算法、由来、来源, as [`Row`].
    pub cells: Vec<String>,
}

/// The columns of [`Line::cells`] as a table names them.
const COLUMNS: [&str; 9] = ["印文", "数值", "单位", "地区", "指标", "时期", "算法", "由来", "来源"];

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    pub rows: Vec<Line>,
}

impl Line {
    pub fn printed(&self) -> &str {
        &self.cells[0]
    }

    /// 示例县2023年常住人口（来源公布）
    pub fn says_what(&self) -> String {
        let [_, _, _, region, indicator, period, recipe, ..] = &self.cells[..] else { return String::new() };
        format!("{region}{period}{indicator}（{recipe}）")
    }

    /// How it was made, for who has to see where it goes wrong.
    fn says_from(&self) -> String {
        let (from, source) = (&self.cells[7], &self.cells[8]);
        match (from.is_empty(), source.is_empty()) {
            (false, _) => from.clone(),
            (true, false) => source.clone(),
            (true, true) => String::new(),
        }
    }
}

impl Table {
    /// A table in CSV with a head; `None` where it is none of ours.
    pub fn read(csv: &[u8]) -> Option<Self> {
        let csv = csv.strip_prefix("\u{feff}".as_bytes()).unwrap_or(csv);
        let mut reader = csv::Reader::from_reader(csv);
        let head: BTreeMap<String, usize> =
            reader.headers().ok()?.iter().enumerate().map(|(i, name)| (name.to_string(), i)).collect();
        let columns: Vec<usize> = COLUMNS.iter().map(|name| head.get(*name).copied()).collect::<Option<_>>()?;
        let page = head.get("页");
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.ok()?;
            let cell = |column: usize| record.get(column).unwrap_or_default().to_string();
            let pages = page.map_or_else(String::new, |page| cell(*page));
            let pages = pages.split('；').filter_map(|page| page.parse().ok()).collect();
            rows.push(Line { pages, cells: columns.iter().map(|column| cell(*column)).collect() });
        }
        Some(Self { rows })
    }

    /// Rows as a table would give them, so that both are compared as they are written.
    pub fn of(rows: &[&Row]) -> Option<Self> {
        Self::read(figures::without_pages(rows.iter().map(|row| (*row).clone())).as_bytes())
    }
}

/// What differs. From `drawn_from` on the rows of `derived` are labels of charts, of which a drawing leaves out what has no room.
pub fn findings(name: &str, printed: &Table, derived: &Table, drawn_from: usize) -> Vec<Finding> {
    let mut found = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < printed.rows.len() || j < derived.rows.len() {
        match (printed.rows.get(i), derived.rows.get(j)) {
            (Some(line), Some(other)) if line.cells == other.cells => (i, j) = (i + 1, j + 1),
            // No room in the drawing.
            (line, Some(other)) if j >= drawn_from && line.is_none_or(|line| line.cells[3..7] != other.cells[3..7]) => {
                j += 1;
            }
            (Some(line), Some(other)) if line.cells[3..7] == other.cells[3..7] => {
                found.push(differs(name, line, other));
                (i, j) = (i + 1, j + 1);
            }
            (Some(line), other) => {
                // Whichever table goes on with the row of the other has one too many here.
                let later = |rows: &[Line], line: &Line| rows.iter().take(50).position(|row| row.cells == line.cells);
                let missing = other.and_then(|other| later(&printed.rows[i..], other));
                let added = later(&derived.rows[j..], line);
                match (missing, added, other) {
                    (Some(_), None, _) | (None, None, None) => {
                        found.push(not_derived(name, line));
                        i += 1;
                    }
                    (None, Some(_), Some(other)) => {
                        found.push(not_listed(name, other));
                        j += 1;
                    }
                    (_, _, Some(other)) => {
                        found.push(differs(name, line, other));
                        (i, j) = (i + 1, j + 1);
                    }
                    (_, _, None) => {
                        found.push(not_derived(name, line));
                        i += 1;
                    }
                }
            }
            (None, Some(other)) => {
                found.push(not_listed(name, other));
                j += 1;
            }
            (None, None) => break,
        }
    }
    found
}

/// `第3、5页`; nothing where no page is known.
pub fn pages(line: &Line) -> (String, String) {
    let pages: Vec<String> = line.pages.iter().map(usize::to_string).collect();
    match pages.is_empty() {
        true => (String::new(), String::new()),
        false => (format!("第{}页", pages.join("、")), format!("page {}: ", pages.join(", "))),
    }
}

fn differs(name: &str, line: &Line, other: &Line) -> Finding {
    let (page, page_en) = pages(line);
    let what = line.says_what();
    if line.printed() != other.printed() {
        let (printed, derived, from) = (line.printed(), other.printed(), other.says_from());
        return Finding::error(
            "figure-not-derived",
            Place::file(name),
            format!("{page}{what}：印的是“{printed}”，由所带数据推出“{derived}”（{from}）"),
            format!("{page_en}{what}: printed “{printed}”, the carried data give “{derived}” ({from})"),
        );
    }
    let cells = COLUMNS.iter().zip(line.cells.iter().zip(&other.cells)).filter(|(_, (one, other))| one != other);
    let differing: Vec<_> = cells.collect();
    let zh: Vec<String> =
        differing.iter().map(|(column, (one, other))| format!("{column}列的是“{one}”，推出“{other}”")).collect();
    let en: Vec<String> =
        differing.iter().map(|(column, (one, other))| format!("{column} is “{one}”, derived “{other}”")).collect();
    Finding::error(
        "figure-not-derived",
        Place::file(name),
        format!("{page}{what}“{}”：{}", line.printed(), zh.join("；")),
        format!("{page_en}{what} “{}”: {}", line.printed(), en.join("; ")),
    )
}

fn not_derived(name: &str, line: &Line) -> Finding {
    let ((page, page_en), what, printed) = (pages(line), line.says_what(), line.printed());
    Finding::error(
        "figure-not-derived",
        Place::file(name),
        format!("{page}{what}：印的是“{printed}”，由所带数据推不出"),
        format!("{page_en}{what}: printed “{printed}”, which does not follow from the carried data"),
    )
}

fn not_listed(name: &str, line: &Line) -> Finding {
    let (what, printed, from) = (line.says_what(), line.printed(), line.says_from());
    Finding::error(
        "figure-not-derived",
        Place::file(name),
        format!("{what}：由所带数据推出“{printed}”（{from}），数字清单里没有"),
        format!("{what}: the carried data give “{printed}” ({from}), which the table of figures lacks"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[(&str, &str)]) -> Table {
        let line = |(printed, indicator): &(&str, &str)| {
            let mut cells = vec![String::new(); 9];
            (cells[0], cells[4]) = (printed.to_string(), indicator.to_string());
            Line { pages: vec![2], cells }
        };
        Table { rows: rows.iter().map(line).collect() }
    }

    fn told(printed: &[(&str, &str)], derived: &[(&str, &str)], drawn_from: usize) -> Vec<String> {
        findings("a.pdf", &table(printed), &table(derived), drawn_from).into_iter().map(|f| f.message.zh).collect()
    }

    #[test]
    fn each_row_that_differs_is_told_once() {
        let all = [("1户", "甲"), ("2户", "乙"), ("3户", "丙")];
        assert_eq!(told(&all, &all, 3), Vec::<String>::new());
        let one = told(&[("1户", "甲"), ("9户", "乙"), ("3户", "丙")], &all, 3);
        assert_eq!(one.len(), 1);
        assert!(one[0].contains("第2页") && one[0].contains("“9户”") && one[0].contains("“2户”"), "{one:?}");
        assert_eq!(told(&[all[0], all[2]], &all, 3).len(), 1);
        assert_eq!(told(&[all[0], ("4户", "丁"), all[1], all[2]], &all, 3).len(), 1);
        assert_eq!(told(&[], &all, 3).len(), 3);
        assert_eq!(told(&all, &[], 0).len(), 3);
    }

    #[test]
    fn a_drawing_may_leave_labels_out() {
        let all = [("1户", "甲"), ("2户", "乙"), ("3户", "丙")];
        assert_eq!(told(&[all[0], all[2]], &all, 1), Vec::<String>::new());
        assert_eq!(told(&[all[0]], &all, 1), Vec::<String>::new());
        assert_eq!(told(&[all[0], ("7户", "丙")], &all, 1).len(), 1);
        assert_eq!(told(&[all[0], all[1], all[2], ("5户", "戊")], &all, 1).len(), 1);
    }
}
