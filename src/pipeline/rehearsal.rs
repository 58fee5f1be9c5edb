//! A build that keeps nothing: every file of a site is made in memory, so that what only a build can tell is known before anything is
//! written: characters without a glyph, dead links of finished pages, templates that fail. Comes in: a proof. Goes out: findings.

use super::{File, Kept, Made, Proof, Workshop};
use crate::finding::Finding;
use crate::plan::Making;
use crate::render::web::links::Links;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::io;
use std::path::Path;
use std::sync::Mutex;

/// A page as it would be published.
pub struct Finished<'a> {
    pub path: &'a str,
    pub making: &'a Making,
    /// The file of the theme that it was made by, below `web/`.
    pub template: String,
    pub html: &'a str,
}

/// What a build would tell, and what `look` tells of each finished page. `progress` hears of each file, from any thread.
pub fn rehearse(
    proof: &Proof,
    root: &Path,
    kept: &Kept,
    look: &(dyn Fn(&Finished) -> Vec<Finding> + Sync),
    progress: &(dyn Fn() + Sync),
) -> io::Result<Vec<Finding>> {
    let workshop = match Workshop::of(proof, root, &kept.tools) {
        Ok(workshop) => workshop,
        Err(findings) => return Ok(findings),
    };
    if let Err(findings) = workshop.press()? {
        return Ok(findings);
    }
    let links = Links::of(&proof.site, &proof.book.settings.base_url);
    let told: Mutex<Vec<Finding>> = Mutex::default();
    let mut files: Vec<(&String, &Making)> = proof.site.files.iter().filter(|(_, making)| can_fail(making)).collect();
    workshop.prepare_search();
    // Those that take long first.
    files.sort_by_key(|(path, making)| (Reverse(making.is_pdf()), *path));
    files.into_par_iter().try_for_each(|(path, making)| -> io::Result<()> {
        let made: Made<File> = workshop.file(path, making)?;
        let findings = match made {
            Ok(File::Text(html)) if path.ends_with(".html") => {
                let template = workshop.template(making);
                links.read(&template, path, &html);
                look(&Finished { path, making, template, html: &html })
            }
            Ok(_) => Vec::new(),
            Err(findings) => findings,
        };
        progress();
        told.lock().expect("no thread panics while it holds this").extend(findings);
        Ok(())
    })?;
    let mut findings = told.into_inner().expect("no thread panics while it holds this");
    findings.extend(links.findings(&proof.theme, &|_| true).0);
    Ok(findings)
}

/// What `look` tells of the finished pages of reports, for a site that has just been built and told everything else.
pub fn look_at_reports(
    proof: &Proof,
    root: &Path,
    kept: &Kept,
    look: &(dyn Fn(&Finished) -> Vec<Finding> + Sync),
) -> io::Result<Vec<Finding>> {
    let Ok(workshop) = Workshop::of(proof, root, &kept.tools) else { return Ok(Vec::new()) };
    let files: Vec<_> = proof.site.files.iter().filter(|(_, making)| matches!(making, Making::Report(_))).collect();
    let told = files.par_iter().map(|(path, making)| {
        Ok(match workshop.file(path, making)? {
            Ok(File::Text(html)) => look(&Finished { path, making, template: workshop.template(making), html: &html }),
            _ => Vec::new(),
        })
    });
    Ok(told.collect::<io::Result<Vec<_>>>()?.into_iter().flatten().collect())
}

/// Files that are copied, and those of data, are made without anything to tell.
fn can_fail(making: &Making) -> bool {
    let is_data = matches!(making, Making::Data(..) | Making::Metadata(_) | Making::Figures(_) | Making::Part(..));
    !is_data
        && !matches!(making, Making::Asset(_) | Making::Image(_) | Making::Manuscript(_) | Making::ComparedPlace(_))
}
