//! The rows of a subject as JSON: an object for each row with what is there of it. Comes in: rows. Goes out: text. A number
//! is a JSON number where every reader holds it exactly, else a text.

use super::columns::{COLUMNS, Field};
use super::row::{Cell, Row};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// Up to so many digits a decimal comes back from an IEEE 754 double as it was (C's `DBL_DIG`), which is what JavaScript,
/// Excel and most readers of JSON make of a number.
const EXACT_DIGITS: usize = 15;

/// True where a double holds the decimal exactly as written.
pub fn is_exact_in_a_double(number: Decimal) -> bool {
    // Most numbers are short as they are; to look for zeros at the end takes longer.
    let digits = |number: Decimal| number.mantissa().unsigned_abs().checked_ilog10().map_or(1, |log| log as usize + 1);
    digits(number) <= EXACT_DIGITS || digits(number.normalize()) <= EXACT_DIGITS
}

/// What is said before the rows.
pub struct About<'a> {
    pub title: &'a str,
    pub publisher: &'a str,
    /// Empty where nothing is said.
    pub licence: &'a str,
    /// The published address of the page; empty where the site has none.
    pub page: &'a str,
    /// The relative address of the description of the columns; empty where none is made.
    pub columns: &'a str,
}

/// A document in the making.
pub struct Document {
    text: String,
    is_first: bool,
}

impl Document {
    pub fn about(about: &About) -> Self {
        let mut text = String::from("{\n");
        let said = [
            ("title", about.title),
            ("publisher", about.publisher),
            ("licence", about.licence),
            ("page", about.page),
            ("columns", about.columns),
        ];
        for (key, value) in said.into_iter().filter(|(_, value)| !value.is_empty()) {
            writeln!(text, "\"{key}\": {},", json!(value)).expect("text takes everything");
        }
        text.push_str("\"rows\": [");
        Self { text, is_first: true }
    }

    pub fn row(&mut self, row: &Row) {
        self.text.push_str(if std::mem::take(&mut self.is_first) { "\n{" } else { ",\n{" });
        let mut comma = "";
        for column in &COLUMNS {
            let cell = match row.get(column.field) {
                Cell::Nothing => continue,
                Cell::Flag(false) if column.field == Field::IsForecast => continue,
                cell => cell,
            };
            self.text.extend([comma, "\"", column.name, "\":"]);
            write_value(&mut self.text, cell);
            comma = ",";
        }
        self.text.push('}');
    }

    /// What there is of it so far, once it has so many bytes.
    pub fn taken_from(&mut self, bytes: usize) -> Option<String> {
        (self.text.len() >= bytes).then(|| std::mem::take(&mut self.text))
    }

    /// What has not been taken of it, with its end.
    pub fn finished(mut self) -> String {
        self.text.push_str("\n]\n}\n");
        self.text
    }
}

/// True for words that stand in quotes as they are, as nearly all do.
fn is_plain(words: &str) -> bool {
    !words.bytes().any(|byte| matches!(byte, 0..0x20 | b'"' | b'\\')) && !words.contains('\u{2060}')
}

/// As it stands in the document. A number is written digit by digit, never by way of a double.
fn write_value(text: &mut String, cell: &Cell) {
    let written = match cell {
        Cell::Nothing => write!(text, "{}", Value::Null),
        Cell::Words(words) if is_plain(words) => {
            text.extend(["\"", words, "\""]);
            Ok(())
        }
        Cell::Words(words) => write!(text, "{}", json!(super::csv::clean(words))),
        Cell::Number(number, _) if is_exact_in_a_double(*number) => write!(text, "{number}"),
        Cell::Number(number, _) => write!(text, "\"{number}\""),
        Cell::Whole(number) => write!(text, "{number}"),
        Cell::Flag(flag) => write!(text, "{flag}"),
    };
    written.expect("text takes everything");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::data::row::Shown;

    #[test]
    fn a_number_is_a_number_where_it_is_exact() {
        for (text, written) in [
            ("15361", "15361"),
            ("-0.30", "-0.3"),
            ("123456789012345", "123456789012345"),
            ("1234567890123456", "\"1234567890123456\""),
            ("0.1234567890123456", "\"0.1234567890123456\""),
            ("0", "0"),
        ] {
            let number: Decimal = text.parse().unwrap();
            let mut text = String::new();
            write_value(&mut text, &Cell::Number(number.normalize(), Shown::Plain));
            assert_eq!(text, written);
        }
    }

    #[test]
    fn words_are_quoted_as_json_quotes_them() {
        for words in ["地区生产总值", "a\"b", "a\\b", "a\nb\tc", "\u{1}\u{7f}\u{85}\u{2028}", "63%\u{2060}～68%", ""]
        {
            let mut text = String::new();
            write_value(&mut text, &Cell::Words(words.into()));
            assert_eq!(text, json!(words.replace('\u{2060}', "")).to_string(), "{words:?}");
        }
    }
}
