//! `content/terms.yaml`: words that are not to be used, or no longer, with the right ones.

use super::{Field, Form, Mapping, empty, yaml::Node};
use crate::finding::{Finding, Severity};
use crate::model::Term;
use std::sync::Arc;

pub(super) fn terms(file: &Arc<str>, text: &str) -> (Vec<Term>, Vec<Finding>) {
    let form = Form::new(file.clone(), 0);
    let mut terms = Vec::new();
    match form.parse(text) {
        Some(Node::Null) => form.tell(empty(file)),
        Some(node) => {
            if let Some(map) = form.root(&node).mapping() {
                if let Some(list) = map.required(&["terms", "用语"]) {
                    terms = list.list().iter().filter_map(|field| term(field.mapping()?)).collect();
                }
                map.finish();
            }
        }
        None => {}
    }
    (terms, form.into_findings())
}

/// `None` where it forbids nothing.
fn term(map: Mapping) -> Option<Term> {
    let wrong = map.required(&["wrong", "不写"]).map_or_else(Vec::new, |field| field.texts());
    let date =
        |names: &[&'static str]| map.field(names).filter(|field| !field.is_null()).and_then(|field| field.date());
    let term = Term {
        right: map.text(&["right", "应写"]),
        from: date(&["from", "从"]),
        until: date(&["until", "到"]),
        except: map.field(&["except", "除外"]).map_or_else(Vec::new, |field| field.texts()),
        reason: map.words(&["reason", "缘由"]),
        source: map.words(&["source", "依据"]),
        severity: map.field(&["severity", "严重程度"]).map_or(Severity::Warning, |field| severity(&field)),
        wrong: wrong.into_iter().filter(|word| !word.is_empty()).collect(),
    };
    map.finish();
    (!term.wrong.is_empty()).then_some(term)
}

fn severity(field: &Field) -> Severity {
    let word = field.text().unwrap_or_default();
    Severity::parse(&word).unwrap_or_else(|| {
        field.form.tell(
            field
                .error("wrong-shape", format!("“{word}”不是严重程度"), format!("`{word}` is no severity"))
                .help("写 error、warning 或 note", "write error, warning or note"),
        );
        Severity::Warning
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Date;

    #[test]
    fn a_term_needs_only_what_is_wrong() {
        let file: Arc<str> = Arc::from("content/terms.yaml");
        let text = "terms:\n  - { 不写: 甲局, 应写: 乙局, 从: 2023-03-16, 除外: [甲局长], 依据: 某决定 }\n  - wrong: [丙, 丁]\n    severity: error\n";
        let (terms, told) = super::terms(&file, text);
        assert!(told.is_empty(), "{told:#?}");
        assert_eq!(
            (terms[0].from, terms[0].except.as_slice()),
            (Date::parse("2023-03-16"), &["甲局长".to_string()][..])
        );
        assert_eq!((terms[1].wrong.len(), terms[1].severity, terms[1].right.as_str()), (2, Severity::Error, ""));
    }

    #[test]
    fn a_wrong_form_is_told() {
        let file: Arc<str> = Arc::from("content/terms.yaml");
        for (text, code) in [
            ("terms:\n  - { right: 乙局 }\n", "missing-key"),
            ("terms:\n  - { wrong: 甲, rihgt: 乙 }\n", "unknown-key"),
            ("terms:\n  - { wrong: 甲, from: 昨天 }\n", "bad-date"),
            ("terms:\n  - { wrong: 甲, severity: 很 }\n", "wrong-shape"),
            ("\n", "empty-file"),
        ] {
            let (_, told) = super::terms(&file, text);
            assert_eq!(told.iter().map(|finding| finding.code).collect::<Vec<_>>(), [code], "{text}");
        }
    }
}
