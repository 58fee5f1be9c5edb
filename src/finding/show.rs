//! Findings for people (with the line and a caret) and for machines (JSON).

use super::{Finding, Language, Severity, visible};
use crate::source::{Location, Locator, Texts};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde::Serialize;
use std::borrow::Cow;
use std::ops::Range;

/// All findings as text with snippets; colours only where asked for.
pub fn text(findings: &[Finding], texts: &Texts, language: Language, colours: bool) -> String {
    let renderer = if colours { Renderer::styled() } else { Renderer::plain() };
    let locator = Locator::new(texts);
    let mut shown = String::new();
    for finding in findings {
        shown.push_str(&renderer.render(&[group(finding, &locator, language)]).to_string());
        shown.push_str("\n\n");
    }
    shown
}

fn group<'a>(finding: &'a Finding, locator: &Locator<'a>, language: Language) -> Group<'a> {
    let level = match (finding.severity, language) {
        (Severity::Error, Language::Chinese) => Level::ERROR.with_name("错误"),
        (Severity::Warning, Language::Chinese) => Level::WARNING.with_name("警告"),
        (Severity::Note, Language::Chinese) => Level::NOTE.with_name("提示"),
        (Severity::Holds, Language::Chinese) => Level::NOTE.with_name("无误"),
        (Severity::Error, Language::English) => Level::ERROR,
        (Severity::Warning, Language::English) => Level::WARNING,
        (Severity::Note | Severity::Holds, Language::English) => Level::NOTE,
    };
    let title = level.primary_title(visible(finding.message.in_language(language))).id(finding.code);
    let mut group = Group::with_title(title);
    let path = visible(&finding.place.file);
    match (locator.locate(&finding.place), locator.text(&finding.place.file)) {
        (Some(location), Some(source)) => {
            let part = shown_part(source, &location.bytes);
            let span = location.bytes.start - part.start..location.bytes.end - part.start;
            let snippet = Snippet::source(&source[part.clone()])
                .line_start(location.line)
                .annotation(AnnotationKind::Primary.span(span));
            let is_whole = part.start == 0 || source[..part.start].ends_with(['\n', '\r']);
            group = match is_whole {
                true => group.element(snippet.path(path)),
                // The column within a stretch of a long line is not the column of the line.
                false => group.element(origin(path, &location)).element(snippet),
            };
        }
        _ => group = group.element(Origin::path(path)),
    }
    if !finding.help.is_empty() {
        let help = match language {
            Language::Chinese => Level::HELP.with_name("办法"),
            Language::English => Level::HELP,
        };
        group = group.element(help.message(visible(finding.help.in_language(language))));
    }
    group
}

fn origin<'a>(path: Cow<'a, str>, location: &Location) -> Origin<'a> {
    Origin::path(path).line(location.line).char_column(location.column)
}

/// In bytes: of a longer line only what stands around a place is shown.
const LONGEST_LINE: usize = 1024;

/// The bytes of the lines that a place touches, so that showing many places of a long text does not read it as often.
fn shown_part(source: &str, bytes: &Range<usize>) -> Range<usize> {
    let ends = ['\n', '\r'];
    let cut = |byte: usize| source.floor_char_boundary(byte.min(source.len()));
    let far = cut(bytes.start.saturating_sub(LONGEST_LINE));
    let start = match source[far..bytes.start].rfind(ends) {
        Some(i) => far + i + 1,
        None if far == 0 => 0,
        None => cut(bytes.start - LONGEST_LINE / 4),
    };
    let far = cut(bytes.end + LONGEST_LINE);
    let end = match source[bytes.end..far].find(ends) {
        Some(i) => bytes.end + i,
        None if far == source.len() => far,
        None => cut(bytes.end + LONGEST_LINE / 4),
    };
    start..end
}

#[derive(Serialize)]
struct JsonFinding<'a> {
    code: &'a str,
    severity: &'a str,
    /// `fail`, or `pass` where a relation was recomputed and holds: the words of SARIF.
    kind: &'a str,
    message: &'a str,
    file: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    help: &'a str,
}

/// All findings as a JSON array of `{code, severity, kind, message, file, line, column, end_line, end_column, help}`; the four
/// numbers are null for a finding about a whole file, and the end lies behind the last character.
pub fn json(findings: &[Finding], texts: &Texts, language: Language) -> String {
    let locator = Locator::new(texts);
    let all: Vec<JsonFinding> = findings
        .iter()
        .map(|finding| {
            let location = locator.locate(&finding.place);
            let end = location.as_ref().and_then(|location| locator.end(&finding.place.file, location));
            JsonFinding {
                code: finding.code,
                severity: finding.severity.name(),
                kind: finding.severity.kind(),
                message: finding.message.in_language(language),
                file: &finding.place.file,
                line: location.as_ref().map(|l| l.line),
                column: location.as_ref().map(|l| l.column),
                end_line: end.map(|(line, _)| line),
                end_column: end.map(|(_, column)| column),
                help: finding.help.in_language(language),
            }
        })
        .collect();
    serde_json::to_string_pretty(&all).expect("strings and numbers serialise")
}

/// How many findings of each severity there are, in one line.
pub fn summary_line(findings: &[Finding], language: Language) -> String {
    let count = |severity| findings.iter().filter(|f| f.severity == severity).count();
    let (errors, warnings, notes) = (count(Severity::Error), count(Severity::Warning), count(Severity::Note));
    match language {
        Language::Chinese if findings.is_empty() => "没有发现问题".to_string(),
        Language::Chinese => format!("错误 {errors} 处，警告 {warnings} 处，提示 {notes} 处"),
        Language::English if findings.is_empty() => "no findings".to_string(),
        Language::English => format!("{errors} errors, {warnings} warnings, {notes} notes"),
    }
}
