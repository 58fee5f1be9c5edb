//! Findings as SARIF (Static Analysis Results Interchange Format 2.1.0, OASIS 2020), for editors and servers that show them
//! beside the text. Comes in: the findings of a run with its texts. Goes out: one JSON text with one run. Names no host, so no
//! schema and no help pages by address.

use super::{Finding, Language, Severity};
use crate::source::{Locator, Texts};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};

/// All findings as a SARIF log. `title` says in one line what a rule is about.
pub fn sarif(
    findings: &[Finding],
    texts: &Texts,
    language: Language,
    title: &dyn Fn(&str) -> Option<String>,
) -> String {
    let mut index: BTreeMap<&str, usize> = findings.iter().map(|finding| (finding.code, 0)).collect();
    index.values_mut().enumerate().for_each(|(i, at)| *at = i);
    let rules: Vec<Value> = index
        .keys()
        .map(|code| json!({ "id": code, "shortDescription": { "text": title(code).unwrap_or_else(|| code.to_string()) } }))
        .collect();
    let locator = Locator::new(texts);
    let mut seen = HashMap::new();
    let results: Vec<Value> = findings
        .iter()
        .map(|finding| {
            json!({
                "ruleId": finding.code,
                "ruleIndex": index[finding.code],
                "kind": finding.severity.kind(),
                "level": level(finding.severity),
                "message": { "text": message(finding, language) },
                "locations": [{ "physicalLocation": physical_location(finding, &locator) }],
                "partialFingerprints": { "codeAndLine/v1": fingerprint(finding, &locator, &mut seen) },
            })
        })
        .collect();
    let log = json!({
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "yearbook", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "language": match language { Language::Chinese => "zh-CN", Language::English => "en" },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_string_pretty(&log).expect("strings and numbers serialise")
}

/// The words of SARIF for a severity (3.27.10): whatever passes has the level `none`.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
        Severity::Holds => "none",
    }
}

/// What is wrong, and on the next line what to do about it.
fn message(finding: &Finding, language: Language) -> String {
    let words = finding.message.in_language(language);
    match finding.help.is_empty() {
        true => words.to_string(),
        false => format!("{words}\n{}", finding.help.in_language(language)),
    }
}

/// The file and, where the finding is not about all of it, the region; its end lies behind the last character (3.30.8).
fn physical_location(finding: &Finding, locator: &Locator) -> Value {
    let file = &finding.place.file;
    let mut place = json!({ "artifactLocation": { "uri": uri(file) } });
    if let Some(location) = locator.locate(&finding.place) {
        let (end_line, end_column) = locator.end(file, &location).unwrap_or((location.line, location.column));
        place["region"] = json!({
            "startLine": location.line,
            "startColumn": location.column,
            "endLine": end_line,
            "endColumn": end_column,
        });
    }
    place
}

/// A path as a URI reference (RFC 3986): relative where the path is.
fn uri(path: &str) -> String {
    let (start, rest) = match path.as_bytes() {
        [b'/', ..] => ("file://".to_string(), path),
        [drive, b':', b'/', ..] if drive.is_ascii_alphabetic() => (format!("file:///{}", &path[..2]), &path[2..]),
        _ => (String::new(), path),
    };
    let mut uri = start;
    for byte in rest.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

/// In bytes.
const LONGEST_LINE: usize = 4096;

/// The same for the same finding when lines are put in before it: made of the code, the file and the words of the line, with a
/// count where these are the same.
fn fingerprint(finding: &Finding, locator: &Locator, seen: &mut HashMap<String, usize>) -> String {
    let file = &finding.place.file;
    let line = locator.locate(&finding.place).zip(locator.text(file)).map(|(location, text)| {
        let start = text[..location.bytes.start].rfind('\n').map_or(0, |i| i + 1);
        let line = text[start..].lines().next().unwrap_or_default();
        // Of a line that is a text of its own, what stands around the place.
        let from = line.floor_char_boundary((location.bytes.start - start).saturating_sub(LONGEST_LINE / 2));
        let from = if line.len() > LONGEST_LINE { from } else { 0 };
        line[from..line.floor_char_boundary((from + LONGEST_LINE).min(line.len()))].trim()
    });
    let parts = [finding.code, file, line.unwrap_or_default()].join("\0");
    let hash = blake3::hash(parts.as_bytes()).to_hex()[..32].to_string();
    let count = seen.entry(hash.clone()).or_insert(0);
    *count += 1;
    format!("{hash}:{count}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Place;

    const FILE: &str = "content/数 据/a.yaml";

    fn log(text: &str, findings: &[Finding]) -> Value {
        let mut texts = Texts::default();
        texts.insert(FILE.into(), text.into());
        let title = |code: &str| (code == "bad-title").then(|| "标题".to_string());
        serde_json::from_str(&sarif(findings, &texts, Language::Chinese, &title)).unwrap()
    }

    fn finding(start: usize, end: usize) -> Finding {
        Finding::warning("bad-title", Place::bytes(FILE, start..end), "话", "words").help("办法", "help")
    }

    #[test]
    fn a_log_has_one_run() {
        let whole = Finding::error("empty-file", Place::file(FILE), "空", "empty");
        let log = log("甲\n乙丙丁\n", &[whole, finding("甲\n乙".len(), "甲\n乙丙丁".len())]);
        assert_eq!(log["version"], "2.1.0");
        let run = &log["runs"][0];
        assert_eq!(log["runs"].as_array().unwrap().len(), 1);
        assert_eq!(run["columnKind"], "unicodeCodePoints");
        let driver = &run["tool"]["driver"];
        assert_eq!((&driver["name"], &driver["version"]), (&json!("yearbook"), &json!(env!("CARGO_PKG_VERSION"))));
        assert_eq!(
            driver["rules"],
            json!([
                { "id": "bad-title", "shortDescription": { "text": "标题" } },
                { "id": "empty-file", "shortDescription": { "text": "empty-file" } },
            ])
        );
        let [whole, located] = &run["results"].as_array().unwrap()[..] else { panic!("{run}") };
        let location = |result: &Value| result["locations"][0]["physicalLocation"].clone();
        let artifact = json!({ "uri": "content/%E6%95%B0%20%E6%8D%AE/a.yaml" });
        assert_eq!(location(whole), json!({ "artifactLocation": artifact }));
        assert_eq!((&whole["level"], &whole["ruleIndex"]), (&json!("error"), &json!(1)));
        assert_eq!((&located["level"], &located["ruleId"]), (&json!("warning"), &json!("bad-title")));
        assert_eq!(located["message"]["text"], "话\n办法");
        assert_eq!(
            location(located),
            json!({
                "artifactLocation": artifact,
                "region": { "startLine": 2, "startColumn": 2, "endLine": 2, "endColumn": 4 },
            })
        );
    }

    #[test]
    fn a_fingerprint_moves_with_its_line() {
        let prints = |text: &str| {
            let at: Vec<Finding> = text.match_indices('数').map(|(i, c)| finding(i, i + c.len())).collect();
            let results = log(text, &at)["runs"][0]["results"].clone();
            let print = |result: &Value| result["partialFingerprints"]["codeAndLine/v1"].as_str().unwrap().to_string();
            results.as_array().unwrap().iter().map(print).collect::<Vec<_>>()
        };
        let first = prints("a: 数\nb: 数\n");
        assert_eq!(prints("c: 1\n\n  a: 数\nb: 数\n"), first);
        assert_ne!(first[0], first[1]);
        let twice = prints("a: 数数\n");
        assert_ne!(twice[0], twice[1]);
    }

    #[test]
    fn a_path_is_a_uri() {
        assert_eq!(uri("a b/c:d.md"), "a%20b/c%3Ad.md");
        assert_eq!(uri("/tmp/稿.docx"), "file:///tmp/%E7%A8%BF.docx");
        assert_eq!(uri("C:/a.md"), "file:///C:/a.md");
    }

    #[test]
    fn nothing_to_tell_is_an_empty_run() {
        let run = &log("", &[])["runs"][0];
        assert_eq!((&run["results"], &run["tool"]["driver"]["rules"]), (&json!([]), &json!([])));
    }
}
