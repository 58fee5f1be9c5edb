//! From folders to the draft: everything as written, and findings about its form. The only stage that reads the disk;
//! computes nothing and knows no reference in prose yet.

mod data;
mod form;
mod formula;
mod indicators;
mod regions;
mod reports;
mod site;
mod summaries;
mod theme;
mod tree;
pub mod yaml;

pub use form::{Field, Form, Mapping};
pub use reports::ReportDraft;
pub use summaries::SummaryDraft;
pub use theme::theme;
pub use tree::picture;

use crate::derive::Statements;
use crate::finding::{Finding, Place, Severity};
use crate::model::site::SiteSettings;
use crate::model::{Gazetteer, Vocabulary};
use crate::source::Texts;
use rayon::prelude::*;
use std::{io, path::Path, sync::Arc};
use tree::Entry;

/// Everything as written.
#[derive(Debug, Default)]
pub struct Draft {
    pub settings: SiteSettings,
    pub vocabulary: Vocabulary,
    pub regions: Gazetteer,
    pub statements: Statements,
    pub reports: Vec<ReportDraft>,
    pub summaries: Vec<SummaryDraft>,
    /// Paths below `content/images/`.
    pub images: Vec<String>,
    pub texts: Texts,
    pub findings: Vec<Finding>,
}

/// Reads `content/` of a site. `Err` is for a disk that fails; whatever is wrong with the content is a finding.
pub fn content(root: &Path) -> io::Result<Draft> {
    let mut draft = Draft::default();
    let (entries, findings) = tree::files(root, "content")?;
    draft.findings = findings;
    let (images, texts): (Vec<Entry>, Vec<Entry>) = entries.into_iter().partition(|e| e.path.starts_with("content/images/"));
    draft.images = images.iter().map(|e| e.path["content/images/".len()..].to_string()).collect();
    let texts: Vec<Entry> = texts.into_iter().filter(|e| e.path.ends_with(".yaml") || e.path.ends_with(".yml") || e.path.ends_with(".md")).collect();
    let read = tree::texts(&texts)?;
    for (entry, text) in texts.iter().zip(read) {
        match text {
            Ok(text) => draft.texts.insert(entry.path.clone(), text),
            Err(finding) => draft.findings.push(*finding),
        }
    }
    if draft.texts.get("content/site.yaml").is_none() && !draft.findings.iter().any(|f| &*f.place.file == "content/site.yaml") {
        draft.findings.push(
            Finding::error("no-site", Place::file("content/site.yaml"), "没有找到 content/site.yaml", "there is no content/site.yaml")
                .help("在站点文件夹里运行，或用 --root 指明；新建站点用 yearbook new 文件夹", "run inside a site's folder or name it by --root; `yearbook new FOLDER` makes one"),
        );
        return Ok(draft);
    }
    fill(&mut draft);
    Ok(draft)
}

/// Reads every text into its part of the draft: the vocabulary first, then what uses it, in parallel.
fn fill(draft: &mut Draft) {
    let one = |draft: &mut Draft, file: &str, required: bool, read: &dyn Fn(&mut Draft, &Form, Field)| {
        let Some(text) = draft.texts.get(file).cloned() else {
            if required && !draft.findings.iter().any(|f| &*f.place.file == file) {
                draft.findings.push(Finding::error("missing-file", Place::file(file), format!("没有 {file}"), format!("{file} is missing")));
            }
            return;
        };
        let form = Form::new(Arc::from(file), 0);
        if let Some(node) = form.parse(&text) {
            if node == yaml::Node::Null {
                form.tell(empty(file));
            } else {
                read(draft, &form, form.root(&node));
            }
        }
        draft.findings.extend(form.into_findings());
    };
    one(draft, "content/site.yaml", true, &|draft, _, root| draft.settings = site::settings(&root));
    one(draft, "content/indicators.yaml", true, &|draft, _, root| draft.vocabulary = indicators::vocabulary(&root));
    one(draft, "content/regions.yaml", true, &|draft, _, root| draft.regions = regions::gazetteer(&root));

    let texts: Vec<(Arc<str>, Arc<str>)> = draft.texts.iter().map(|(file, text)| (file.clone(), text.clone())).collect();
    // Without vocabulary or regions everything that uses them would be told as unknown: the cause is told alone.
    let is_broken = |file: &str| draft.findings.iter().any(|f| &*f.place.file == file && f.severity == Severity::Error);
    let has_no_words = draft.vocabulary.is_empty() && is_broken("content/indicators.yaml");
    if has_no_words || draft.regions.iter().next().is_none() && is_broken("content/regions.yaml") {
        return;
    }
    let data: Vec<_> = texts
        .par_iter()
        .filter(|(file, _)| file.starts_with("content/data/"))
        .map(|(file, text)| data::statements(file, text, &draft.vocabulary, &draft.regions))
        .collect();
    for (statements, findings) in data {
        draft.statements.observations.extend(statements.observations);
        draft.statements.targets.extend(statements.targets);
        draft.findings.extend(findings);
    }
    for (file, text) in &texts {
        if let Some(rest) = file.strip_prefix("content/reports/") {
            let (report, findings) = reports::report(file, rest, text);
            draft.reports.extend(report);
            draft.findings.extend(findings);
        } else if file.starts_with("content/summaries/") {
            let (summary, findings) = summaries::summary(file, text, &draft.vocabulary);
            draft.summaries.extend(summary);
            draft.findings.extend(findings);
        } else if !file.starts_with("content/data/") && !["content/site.yaml", "content/indicators.yaml", "content/regions.yaml"].contains(&&**file) {
            draft.findings.push(
                Finding::warning("stray-file", Place::file(file), "这个文件没有人用", "nothing uses this file")
                    .help("放到 data、reports 或 summaries 里，或删去", "put it below data, reports or summaries, or delete it"),
            );
        }
    }
    draft.summaries.sort_by_key(|summary| (summary.order, summary.file.clone()));
}

/// A finding about a file that holds nothing.
fn empty(file: &str) -> Finding {
    Finding::error("empty-file", Place::file(file), "文件是空的", "the file is empty")
        .help("写上内容，或删去文件", "write something into it, or delete it")
}
