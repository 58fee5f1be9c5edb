//! CSVW, as «Metadata Vocabulary for Tabular Data» (W3C) has it: what a CSV is, its publisher, sources and licence, and what
//! its columns are. Whole in each file, so that a CSV and its description can be taken away together. Comes in: the book.
//! Goes out: JSON. Titles have no language each: readers (csvw for Python) then fail to find the heading of the file.

use super::columns::{COLUMNS, Column, KEY};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::sync::LazyLock;

/// What one CSV is.
pub struct About<'a> {
    /// The name of the CSV, which lies beside.
    pub csv: &'a str,
    pub title: &'a str,
    pub publisher: &'a str,
    pub language: &'a str,
    /// Words or an address; empty where nothing is said.
    pub licence: &'a str,
    pub licence_address: Option<&'a str>,
    /// The published address of the page; empty where the site has none.
    pub page: &'a str,
    /// The titles of the sources.
    pub sources: Vec<&'a str>,
}

pub fn of_table(about: &About) -> String {
    let mut text = String::from("{\n\"@context\": \"http://www.w3.org/ns/csvw\",\n");
    let rights = if about.licence_address.is_some() { "" } else { about.licence };
    let said = [
        ("url", json!(about.csv)),
        ("dc:title", json!(about.title)),
        ("dc:language", json!(about.language)),
        ("lang", json!(about.language)),
        ("dc:publisher", json!(about.publisher)),
        ("dc:source", json!(about.sources)),
        ("dc:license", about.licence_address.map_or(Value::Null, |address| json!({ "@id": address }))),
        ("dc:rights", json!(rights)),
        ("schema:url", json!(about.page)),
    ];
    let is_said = |value: &Value| match value {
        Value::Null => false,
        Value::String(words) => !words.is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => true,
    };
    for (key, value) in said.into_iter().filter(|(_, value)| is_said(value)) {
        writeln!(text, "\"{key}\": {value},").expect("text takes everything");
    }
    text.push_str(&SCHEMA);
    text.push_str("\n}\n");
    text
}

/// What every CSV has alike.
static SCHEMA: LazyLock<String> = LazyLock::new(|| {
    let columns = COLUMNS.each_ref().map(described).join(",\n");
    let key = KEY.map(|field| json!(COLUMNS[field as usize].name).to_string()).join(", ");
    format!("\"tableSchema\": {{\n\"columns\": [\n{columns}\n],\n\"primaryKey\": [{key}]\n}}")
});

fn described(column: &Column) -> String {
    let datatype = match column.datatype {
        "boolean" => r#"{"base": "boolean", "format": "是|否"}"#.to_string(),
        plain => json!(plain).to_string(),
    };
    let required = if column.is_required { r#", "required": true"# } else { "" };
    format!(
        r#"{{"name": "{}", "titles": ["{}", "{}"], "datatype": {datatype}{required}}}"#,
        column.name, column.zh, column.en
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_is_not_said() {
        let about = About {
            csv: "511100-2023.csv",
            title: "乐山市2023年数据",
            publisher: "",
            language: "zh-CN",
            licence: "CC BY 4.0",
            licence_address: None,
            page: "",
            sources: vec!["“引号”与\"引号\""],
        };
        let text = of_table(&about);
        let read: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read["dc:rights"], "CC BY 4.0");
        assert_eq!(read["dc:source"][0], "“引号”与\"引号\"");
        assert!(read.get("dc:publisher").is_none() && read.get("dc:license").is_none());
        assert_eq!(read["tableSchema"]["columns"].as_array().unwrap().len(), COLUMNS.len());
        assert_eq!(read["tableSchema"]["columns"][1]["titles"][0], "地区");
    }
}
