//! What was read once and is still as it was. Comes in: the files of `content/` as they lie there now. Goes out: their texts, and what was
//! read from each alone; only a file that has changed is read and parsed again. Knows no rule of the content.

use super::tree::{self, Entry, Stamp};
use super::{Draft, FileKind, ReportDraft, SummaryDraft, Touched, data, hidden_character, reports, summaries};
use crate::derive::Statements;
use crate::finding::Finding;
use crate::model::site::SiteSettings;
use crate::model::{Gazetteer, Vocabulary};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::{io, path::Path, sync::Arc};

/// The files of a site between one reading and the next.
#[derive(Debug, Default)]
pub struct Shelf {
    listing: Option<Listing>,
    files: HashMap<Arc<str>, Kept>,
    settings: Option<Settings>,
    /// The texts of `indicators.yaml` and `regions.yaml` by which everything else was read.
    read_by: [Option<Arc<str>>; 2],
    keeps: bool,
}

/// What the three files at the top of `content/` give together.
#[derive(Debug)]
struct Settings {
    texts: [Arc<str>; 3],
    settings: SiteSettings,
    vocabulary: Vocabulary,
    regions: Gazetteer,
    findings: Vec<Finding>,
}

/// What lay in the folder.
#[derive(Debug)]
struct Listing {
    entries: Vec<Entry>,
    paths: HashSet<Arc<str>>,
    findings: Vec<Finding>,
    /// Behind a link a file may change that nobody watches.
    has_links: bool,
}

#[derive(Debug)]
struct Kept {
    /// `None` where the file was so new that it may change again without its times telling.
    stamp: Option<Stamp>,
    text: Result<Arc<str>, Box<Finding>>,
    hidden: Option<Finding>,
    part: Option<(Part, Vec<Finding>)>,
}

/// What one file gives to the draft.
#[derive(Clone, Debug)]
pub(super) enum Part {
    Data(Statements),
    Report(Option<ReportDraft>),
    Summary(Option<SummaryDraft>),
}

impl Shelf {
    /// An empty shelf that keeps what it reads.
    pub fn new() -> Self {
        Self { keeps: true, ..Self::default() }
    }

    /// Reads `content/` of a site as [`super::content`] does: the same draft, sooner. `touched` is what may have changed since the last
    /// time.
    pub fn content(&mut self, root: &Path, touched: &Touched) -> io::Result<Draft> {
        super::read(root, self, touched)
    }

    /// All files of `content/`, and what is wrong with the folder. Where only files were touched that are there as they were before, nobody
    /// has to walk through it.
    pub(super) fn files(&mut self, root: &Path, touched: &Touched) -> io::Result<(Vec<Entry>, Vec<Finding>)> {
        if let Some(listing) = self.listing.as_ref().filter(|listing| listing.holds(root, touched)) {
            return Ok((listing.entries.clone(), listing.findings.clone()));
        }
        let (entries, findings) = tree::files(root, "content")?;
        self.listing = self.keeps.then(|| Listing {
            paths: entries.iter().map(|entry| entry.path.clone()).collect(),
            has_links: entries.iter().any(|entry| entry.is_link),
            entries: entries.clone(),
            findings: findings.clone(),
        });
        Ok((entries, findings))
    }

    /// Whether there is to be another reading.
    pub fn keeps(&self) -> bool {
        self.keeps
    }

    /// The texts of some entries, in their order. What else was kept is forgotten.
    pub(super) fn texts(
        &mut self,
        entries: &[Entry],
        touched: &Touched,
    ) -> io::Result<Vec<Result<Arc<str>, Box<Finding>>>> {
        if !self.keeps {
            return tree::texts(entries);
        }
        let files = &self.files;
        let fresh: Vec<Option<Kept>> =
            entries.par_iter().map(|entry| fresh(entry, files, touched)).collect::<io::Result<_>>()?;
        for (entry, kept) in entries.iter().zip(fresh) {
            if let Some(kept) = kept {
                self.files.insert(entry.path.clone(), kept);
            }
        }
        // Each entry is kept by now: where there are no more, there is nothing to forget.
        if self.files.len() > entries.len() {
            let paths: HashSet<&Arc<str>> = entries.iter().map(|entry| &entry.path).collect();
            self.files.retain(|path, _| paths.contains(path));
        }
        Ok(entries.iter().map(|entry| self.files[&entry.path].text.clone()).collect())
    }

    /// The first character of each text that nobody sees, where there is one.
    pub(super) fn hidden_characters(&self, draft: &Draft) -> Vec<Finding> {
        match self.keeps {
            true => self.files.values().filter_map(|kept| kept.hidden.clone()).collect(),
            false => {
                let texts: Vec<_> = draft.texts.kept().collect();
                texts.into_par_iter().filter_map(|(file, text)| hidden_character(file, text)).collect()
            }
        }
    }

    /// Puts into a draft what the three files at the top of `content/` gave before. False where they have changed.
    pub(super) fn put_settings(&self, draft: &mut Draft) -> bool {
        let Some(known) = self.settings.as_ref().filter(|known| settings_texts(draft).as_ref() == Some(&known.texts))
        else {
            return false;
        };
        draft.settings = known.settings.clone();
        draft.vocabulary = known.vocabulary.clone();
        draft.regions = known.regions.clone();
        draft.findings.extend_from_slice(&known.findings);
        true
    }

    /// Keeps what they gave; their findings are those of the draft from a position on.
    pub(super) fn keep_settings(&mut self, draft: &Draft, findings_from: usize) {
        self.settings = settings_texts(draft).filter(|_| self.keeps).map(|texts| Settings {
            texts,
            settings: draft.settings.clone(),
            vocabulary: draft.vocabulary.clone(),
            regions: draft.regions.clone(),
            findings: draft.findings[findings_from..].to_vec(),
        });
    }

    /// What each text gives that is read by vocabulary and regions, in the order of their paths.
    pub(super) fn parts(&mut self, draft: &Draft) -> Vec<(Part, Vec<Finding>)> {
        let [_, indicators, regions] = super::SETTINGS;
        let read_by = [indicators, regions].map(|file| draft.texts.get(file).cloned());
        if self.read_by != read_by {
            self.files.values_mut().for_each(|kept| kept.part = None);
            self.read_by = read_by;
        }
        let known = data::Known { vocabulary: &draft.vocabulary, regions: &draft.regions };
        let texts: Vec<(&Arc<str>, &Arc<str>)> = draft.texts.kept().collect();
        let kept = |file: &Arc<str>| self.files.get(file).and_then(|kept| kept.part.as_ref());
        let read = |(file, text): &(&Arc<str>, &Arc<str>)| kept(file).cloned().or_else(|| part(file, text, known));
        let parts: Vec<_> = texts.par_iter().map(read).collect();
        if self.keeps {
            for ((file, _), part) in texts.iter().zip(&parts) {
                if let Some(kept) = self.files.get_mut(*file).filter(|kept| kept.part.is_none()) {
                    kept.part.clone_from(part);
                }
            }
        }
        parts.into_iter().flatten().collect()
    }
}

impl Listing {
    /// Whether the folder has the same files as before.
    fn holds(&self, root: &Path, touched: &Touched) -> bool {
        let Touched::Files(touched) = touched else { return false };
        let is_as_before = |file: &Arc<str>| match self.paths.contains(file) {
            true => tree::is_regular(root, file),
            // Of a folder that went away the files are not always told.
            false => !tree::is_there(root, file) && !self.has_below(file),
        };
        let content = |file: &&Arc<str>| file.split('/').next() == Some("content");
        !self.has_links && touched.iter().filter(content).all(is_as_before)
    }

    fn has_below(&self, folder: &str) -> bool {
        self.paths.iter().any(|path| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
    }
}

/// `None` where one of them is missing.
fn settings_texts(draft: &Draft) -> Option<[Arc<str>; 3]> {
    let [site, indicators, regions] = super::SETTINGS.map(|file| draft.texts.get(file).cloned());
    Some([site?, indicators?, regions?])
}

/// A file as it is now; `None` where what is kept of it still holds.
fn fresh(entry: &Entry, files: &HashMap<Arc<str>, Kept>, touched: &Touched) -> io::Result<Option<Kept>> {
    let before = files.get(&entry.path);
    if !touched.reaches(&entry.path) && !entry.is_link && before.is_some() {
        return Ok(None);
    }
    let stamp = tree::stamp(&entry.disk)?;
    if before.is_some_and(|kept| kept.stamp.is_some_and(|known| known == stamp)) {
        return Ok(None);
    }
    let text = tree::text(entry)?;
    let stamp = stamp.is_settled().then_some(stamp);
    // A file that was saved as it was keeps what was read from it.
    let same = before.filter(|kept| matches!((&kept.text, &text), (Ok(kept), Ok(text)) if kept == text));
    Ok(Some(match same {
        Some(kept) => Kept { stamp, text: kept.text.clone(), hidden: kept.hidden.clone(), part: kept.part.clone() },
        None => {
            let hidden = text.as_ref().ok().and_then(|text| hidden_character(&entry.path, text));
            Kept { stamp, text, hidden, part: None }
        }
    }))
}

fn part(file: &Arc<str>, text: &Arc<str>, known: data::Known) -> Option<(Part, Vec<Finding>)> {
    match FileKind::of(file) {
        FileKind::Data => {
            let (statements, findings) = data::statements(file, text, known);
            Some((Part::Data(statements), findings))
        }
        FileKind::Report => {
            let (report, findings) = reports::report(file, text);
            Some((Part::Report(report), findings))
        }
        FileKind::Summary => {
            let (summary, findings) = summaries::summary(file, text, known.vocabulary);
            Some((Part::Summary(summary), findings))
        }
        _ => None,
    }
}
