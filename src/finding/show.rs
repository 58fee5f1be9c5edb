//! Findings for people (with the line and a caret) and for machines (JSON).

use super::{Finding, Language, Severity};
use crate::source::{Locator, Texts};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde::Serialize;

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
        (Severity::Error, Language::English) => Level::ERROR,
        (Severity::Warning, Language::English) => Level::WARNING,
        (Severity::Note, Language::English) => Level::NOTE,
    };
    let title = level.primary_title(finding.message.in_language(language)).id(finding.code);
    let mut group = Group::with_title(title);
    match (locator.locate(&finding.place), locator.text(&finding.place.file)) {
        (Some(location), Some(source)) => {
            let annotation = AnnotationKind::Primary.span(location.bytes.clone());
            group = group
                .element(Snippet::source(source.as_ref()).path(finding.place.file.as_ref()).annotation(annotation));
        }
        _ => group = group.element(annotate_snippets::Origin::path(finding.place.file.as_ref())),
    }
    if !finding.help.is_empty() {
        let help = match language {
            Language::Chinese => Level::HELP.with_name("办法"),
            Language::English => Level::HELP,
        };
        group = group.element(help.message(finding.help.in_language(language)));
    }
    group
}

#[derive(Serialize)]
struct JsonFinding<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    file: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    help: &'a str,
}

/// All findings as a JSON array of `{code, severity, message, file, line, column, help}`; line and column are null for
/// a finding about a whole file.
pub fn json(findings: &[Finding], texts: &Texts, language: Language) -> String {
    let locator = Locator::new(texts);
    let all: Vec<JsonFinding> = findings
        .iter()
        .map(|finding| {
            let location = locator.locate(&finding.place);
            JsonFinding {
                code: finding.code,
                severity: finding.severity.name(),
                message: finding.message.in_language(language),
                file: &finding.place.file,
                line: location.as_ref().map(|l| l.line),
                column: location.as_ref().map(|l| l.column),
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
