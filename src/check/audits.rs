//! The audit of each article, kept from one run to the next: it depends on what the article says and on nothing else. Comes in: articles
//! with their readings. Goes out: what the audit has to tell of all of them. Decides nothing about severity.

use crate::audit;
use crate::finding::{Finding, Spot};
use crate::model::article::{Article, Script};
use crate::reading::Reading;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What was told of which text, by the file of the article.
#[derive(Debug, Default)]
pub struct Audits(BTreeMap<Arc<str>, (Script, Vec<Finding>)>);

impl Audits {
    /// What the articles say of their own numbers, recomputed where an article says something else than before.
    pub(super) fn findings(&mut self, articles: &[Article], readings: &[Reading]) -> Vec<Finding> {
        let audited = articles.par_iter().zip(readings).map(|(article, reading)| {
            let known = self.0.get(&article.file).filter(|(script, _)| *script == article.script);
            known.map_or_else(|| audited(article, reading), |(_, findings)| findings.clone())
        });
        let audited: Vec<Vec<Finding>> = audited.collect();
        let kept = articles.iter().zip(&audited);
        self.0 = kept.map(|(article, told)| (article.file.clone(), (article.script.clone(), told.clone()))).collect();
        audited.into_iter().flatten().collect()
    }
}

/// What the audit has to tell of an article. Braces that open no reference have been told where references are read, and stars that are
/// left over where markup is.
fn audited(article: &Article, reading: &Reading) -> Vec<Finding> {
    let is_told = |finding: &Finding| match finding.place.spot {
        Spot::Bytes { start, .. } if finding.code == "editing-residue" => {
            let text = article.script.text.get(start..).unwrap_or_default();
            ["{{", "}}", "**"].iter().any(|mark| text.starts_with(mark))
        }
        _ => false,
    };
    let mut findings = audit::reading(&article.file, reading).findings;
    findings.retain(|finding| !is_told(finding));
    findings
}
