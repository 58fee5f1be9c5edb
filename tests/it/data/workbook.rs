//! Reads a workbook as far as these tests need it: sheets by name, cells by row and column, numbers told from text. Knows
//! nothing of the program that wrote it.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

#[derive(Debug, Default)]
pub struct Sheet {
    /// By row and column, from 0.
    pub cells: BTreeMap<(usize, usize), Cell>,
    pub is_frozen: bool,
}

#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// As it stands in the file.
    pub text: String,
    pub is_number: bool,
    /// The number is shown as per cents.
    pub is_percent: bool,
}

impl Cell {
    /// The text, or the number as a CSV has it: 16 where 0.16 is shown as 16%.
    pub fn said(&self) -> String {
        match (self.is_number, self.text.parse::<Decimal>()) {
            (true, Ok(number)) if self.is_percent => (number * Decimal::ONE_HUNDRED).normalize().to_string(),
            (true, Ok(number)) => number.normalize().to_string(),
            _ => self.text.clone(),
        }
    }
}

impl Sheet {
    /// The texts of the lines, empty cells included.
    pub fn lines(&self) -> Vec<Vec<String>> {
        let last = |of: fn(&(usize, usize)) -> usize| self.cells.keys().map(of).max().map_or(0, |last| last + 1);
        let said = |row, column| self.cells.get(&(row, column)).map_or(String::new(), Cell::said);
        let columns = last(|at| at.1);
        (0..last(|at| at.0)).map(|row| (0..columns).map(|column| said(row, column)).collect()).collect()
    }
}

pub fn read(bytes: &[u8]) -> BTreeMap<String, Sheet> {
    let strings = shared_strings(&part(bytes, "xl/sharedStrings.xml"));
    let percents = percent_styles(&part(bytes, "xl/styles.xml"));
    let mut sheets = BTreeMap::new();
    each(&part(bytes, "xl/workbook.xml"), |event, _| {
        if let Event::Empty(tag) | Event::Start(tag) = event
            && tag.name().as_ref() == "sheet"
        {
            let xml = part(bytes, &format!("xl/worksheets/sheet{}.xml", sheets.len() + 1));
            sheets.insert(attribute(tag, "name").unwrap(), sheet(&xml, &strings, &percents));
        }
    });
    sheets
}

pub fn has_formulas(bytes: &[u8]) -> bool {
    (1..=3).any(|n| part(bytes, &format!("xl/worksheets/sheet{n}.xml")).contains("<f>"))
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut text = String::new();
    zip::ZipArchive::new(Cursor::new(bytes)).unwrap().by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// Shows every event with the text that was read since the last tag.
fn each(xml: &str, mut see: impl FnMut(&Event, &str)) {
    let mut reader = Reader::from_str(xml);
    let mut text = String::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => break,
            Event::Text(part) => text.push_str(&part),
            Event::GeneralRef(name) => text.push(match name.as_ref() {
                "lt" => '<',
                "gt" => '>',
                "amp" => '&',
                "quot" => '"',
                other => panic!("unknown entity {other:?}"),
            }),
            event => {
                see(&event, &text);
                text.clear();
            }
        }
    }
}

fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let value = tag.try_get_attribute(name).unwrap()?;
    Some(value.value.to_string())
}

fn shared_strings(xml: &str) -> Vec<String> {
    let mut strings = Vec::new();
    each(xml, |event, text| {
        if matches!(event, Event::End(tag) if tag.name().as_ref() == "t") {
            strings.push(text.to_string());
        }
    });
    strings
}

/// Which of the cell formats show per cents.
fn percent_styles(xml: &str) -> Vec<bool> {
    let (mut codes, mut styles, mut in_cells) =
        (BTreeMap::from([("9".to_string(), true), ("10".to_string(), true)]), Vec::new(), false);
    each(xml, |event, _| match event {
        Event::Empty(tag) | Event::Start(tag) if tag.name().as_ref() == "numFmt" => {
            codes.insert(attribute(tag, "numFmtId").unwrap(), attribute(tag, "formatCode").unwrap().ends_with('%'));
        }
        Event::Start(tag) if tag.name().as_ref() == "cellXfs" => in_cells = true,
        Event::End(tag) if tag.name().as_ref() == "cellXfs" => in_cells = false,
        Event::Empty(tag) | Event::Start(tag) if in_cells && tag.name().as_ref() == "xf" => {
            let code = attribute(tag, "numFmtId").unwrap();
            styles.push(codes.get(&code).copied().unwrap_or(false));
        }
        _ => {}
    });
    styles
}

fn sheet(xml: &str, strings: &[String], percents: &[bool]) -> Sheet {
    let mut sheet = Sheet::default();
    let mut open: Option<((usize, usize), Cell)> = None;
    each(xml, |event, text| match event {
        Event::Start(tag) if tag.name().as_ref() == "c" => {
            let style = attribute(tag, "s").and_then(|style| style.parse::<usize>().ok());
            let cell = Cell {
                text: String::new(),
                is_number: attribute(tag, "t").is_none(),
                is_percent: style.is_some_and(|style| percents[style]),
            };
            open = Some((place(&attribute(tag, "r").unwrap()), cell));
        }
        Event::End(tag) if tag.name().as_ref() == "v" => {
            let (_, cell) = open.as_mut().unwrap();
            cell.text = if cell.is_number { text.to_string() } else { strings[text.parse::<usize>().unwrap()].clone() };
        }
        // Words that stand in their cell.
        Event::End(tag) if tag.name().as_ref() == "t" => open.as_mut().unwrap().1.text = text.to_string(),
        Event::End(tag) if tag.name().as_ref() == "c" => {
            let (at, cell) = open.take().unwrap();
            sheet.cells.insert(at, cell);
        }
        Event::Empty(tag) if tag.name().as_ref() == "pane" => {
            sheet.is_frozen = attribute(tag, "state").as_deref() == Some("frozen");
        }
        _ => {}
    });
    sheet
}

/// B3 is row 2, column 1.
fn place(name: &str) -> (usize, usize) {
    let letters = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let column = letters.bytes().fold(0, |column, letter| column * 26 + usize::from(letter - b'A') + 1);
    (name[letters.len()..].parse::<usize>().unwrap() - 1, column - 1)
}
