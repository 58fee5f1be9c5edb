//! `content/summaries/*.md`: standing texts, one domain each.

use super::Form;
use super::indicators::unknown_domain;
use super::reports::front_matter;
use crate::finding::Finding;
use crate::model::Vocabulary;
use std::sync::Arc;

/// A standing text as written.
#[derive(Clone, Debug)]
pub struct SummaryDraft {
    pub file: Arc<str>,
    /// Position in [`Vocabulary::domains`].
    pub domain: usize,
    pub title: String,
    pub order: i32,
    pub body_from: usize,
    pub text: Arc<str>,
}

pub fn summary(file: &Arc<str>, text: &Arc<str>, vocabulary: &Vocabulary) -> (Option<SummaryDraft>, Vec<Finding>) {
    let (front, front_from, body_from, mut findings) = front_matter(file, text);
    let Some(front) = front else { return (None, findings) };
    let form = Form::new(file.clone(), front_from);
    let draft = form.root(&front).mapping().and_then(|map| {
        let domain_field = map.required(&["domain", "领域"]);
        let title = map.text(&["title", "标题"]);
        let order = map.field(&["order", "次序"]).and_then(|f| f.whole_number()).unwrap_or(0);
        map.finish();
        let field = domain_field?;
        let name = field.text()?;
        let domain = vocabulary.domains.iter().position(|d| d.name == name || d.id == name);
        if domain.is_none() {
            form.tell(unknown_domain(&field, &name, &vocabulary.domains));
        }
        let title = if title.is_empty() { name } else { title };
        Some(SummaryDraft { file: file.clone(), domain: domain?, title, order, body_from, text: text.clone() })
    });
    findings.extend(form.into_findings());
    (draft, findings)
}
