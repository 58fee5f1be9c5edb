//! 把关: may this be published? Comes in: a proof. Goes out: a verdict, 可发 or 不可发, with everything that there is to tell: what `check`
//! knows, what only a build would tell ([`rehearse`]), and what the rules of this folder find in texts, values, names of
//! files and pictures (`rules`, one rule one file); besides them which signatures stand (`reviews`). Writes nothing.

pub mod checklist;
mod content;
mod numbers;
mod pictures;
mod reviews;
mod rules;
mod words;

pub use content::{Content, Kind, Passage};
pub use reviews::{Standing, Void};
pub use rules::Rule;

use crate::check;
use crate::finding::{self, Finding, allowance};
use crate::model::Stage;
use crate::model::review::Saw;
use crate::model::site::SiteSettings;
use crate::origin;
use crate::pipeline::{Finished, Kept, Proof, look_at_reports, rehearse};
use rayon::prelude::*;
use std::io;
use std::path::Path;

/// Whether a site may be published, and why not.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// What was judged, and what a signature is for.
    pub saw: Saw,
    /// Everything that there is to tell, in the order of files and lines.
    pub findings: Vec<Finding>,
    /// Every signature on record and whether it holds.
    pub reviews: Vec<Standing>,
}

impl Verdict {
    /// 可发: nothing of severity error is open.
    pub fn is_open(&self) -> bool {
        !finding::has_error(&self.findings)
    }

    /// The stages that nobody has signed for what is here now.
    pub fn unsigned(&self) -> Vec<Stage> {
        let stands = |stage: &Stage| self.reviews.iter().any(|r| r.signature.stage == *stage && r.void.is_none());
        Stage::ALL.into_iter().filter(|stage| !stands(stage)).collect()
    }
}

/// Judges a proof: all rules, all pages and PDFs made once in memory. `Err` is for a disk that fails. `progress` hears of each file.
pub fn judge(proof: &Proof, root: &Path, kept: &Kept, progress: &(dyn Fn() + Sync)) -> io::Result<Verdict> {
    let mut findings = proof.findings.clone();
    findings.extend(examine(proof, root)?);
    // What cannot be read or bound would be told again of every page.
    if !finding::has_error(&proof.findings) {
        let settings = &proof.book.settings;
        let look = |page: &Finished<'_>| set(settings, rules::of_page(proof, page));
        findings.extend(rehearse(proof, root, kept, &look, progress)?);
    }
    verdict(proof, root, findings)
}

/// The same for a site that has just been built: `told` is everything that the build has told, the findings of the proof among it.
pub fn judge_built(proof: &Proof, root: &Path, kept: &Kept, told: &[Finding]) -> io::Result<Verdict> {
    let mut findings = told.to_vec();
    findings.extend(examine(proof, root)?);
    let look = |page: &Finished<'_>| set(&proof.book.settings, rules::of_page(proof, page));
    findings.extend(look_at_reports(proof, root, kept, &look)?);
    verdict(proof, root, findings)
}

/// With what signatures have to tell.
fn verdict(proof: &Proof, root: &Path, mut findings: Vec<Finding>) -> io::Result<Verdict> {
    let (saw, reviews) = standing(proof, root)?;
    findings.extend(reviews::findings(&reviews, proof.book.settings.reviews));
    finding::sort(&mut findings, &proof.texts);
    Ok(Verdict { saw, findings, reviews })
}

/// What there is to sign now, and every signature on record with whether it holds for that.
pub fn standing(proof: &Proof, root: &Path) -> io::Result<(Saw, Vec<Standing>)> {
    let saw = origin::seen(proof, root)?;
    let reviews = reviews::standing(&proof.reviews, &saw, proof.book.settings.reviews);
    Ok((saw, reviews))
}

/// What the rules of the gate find in the content, without making a page.
pub fn examine(proof: &Proof, root: &Path) -> io::Result<Vec<Finding>> {
    let settings = &proof.book.settings;
    let content = Content::of(proof, root)?;
    let asked: Vec<_> = rules::ALL.iter().filter(|(code, _)| settings.severity.get(*code) != Some(&None)).collect();
    let told: Vec<Vec<Finding>> = asked.par_iter().map(|(_, rule)| rule(&content)).collect();
    let told = set(settings, told.into_iter().flatten().collect());
    let ran: Vec<&str> = asked.iter().map(|(code, _)| *code).collect();
    let rules = allowance::Rules { known: &codes_with(check::codes()), ran: &ran };
    let mut findings = allowance::apply(told, &proof.texts, rules);
    // The proof has told these.
    findings.retain(|finding| !["unknown-rule", "allowance-without-reason"].contains(&finding.code));
    finding::sort(&mut findings, &proof.texts);
    Ok(findings)
}

/// With the severities that the site wants; what is off is left out.
fn set(settings: &SiteSettings, findings: Vec<Finding>) -> Vec<Finding> {
    let set = |finding: Finding| match settings.severity.get(finding.code) {
        Some(None) => None,
        Some(Some(severity)) => Some(Finding { severity: *severity, ..finding }),
        None => Some(finding),
    };
    findings.into_iter().filter_map(set).collect()
}

/// The codes of the gate's own rules.
pub fn codes() -> Vec<&'static str> {
    rules::ALL.iter().map(|(code, _)| *code).chain(rules::OF_PAGES).collect()
}

/// These codes with those of the gate, in order.
pub fn codes_with(mut others: Vec<&'static str>) -> Vec<&'static str> {
    others.extend(codes());
    others.sort_unstable();
    others
}
