//! Making the files of a site, from any thread: only those that do not stand from the run before, each noted with what it was made
//! from. Comes in: a workshop, an open output folder. Goes out: what there is to tell, and the folder, ready to be committed.

use super::{File, Proof, Workshop, add_files, add_part};
use crate::apart;
use crate::derive::{Reads, reads};
use crate::finding::{self, Finding};
use crate::hash::Digest;
use crate::model::lead::Lead;
use crate::model::site::Format;
use crate::plan::Making;
use crate::publish::{Publisher, Rests, Standing};
use crate::render::data::Begun;
use crate::render::print::{FontBook, Sheet};
use crate::render::web::links::{Links, loses_an_id};
use include_dir::{Dir, include_dir};
use rayon::prelude::*;
use std::cmp::Reverse;
use std::io;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex};

/// One run in the making. Files are made from any thread.
pub(super) struct Run<'p> {
    workshop: Workshop<'p>,
    links: Links<'p>,
    publisher: Publisher,
    findings: Mutex<Vec<Finding>>,
    remade: AtomicUsize,
    /// Files that the run before made and that would come out the same.
    standing: Standing,
    rests: Mutex<Rests>,
    /// The links of standing pages have to be seen again: a page may no longer have an id that the run before gave it.
    sees_all_links: AtomicBool,
    made: AtomicUsize,
}

/// What came of a run, before anything is put in its place.
pub(super) struct Ran {
    pub publisher: Publisher,
    pub findings: Vec<Finding>,
    pub leads: Vec<Lead>,
    pub pdfs_remade: usize,
    pub made: usize,
    pub rests: Rests,
}

impl<'p> Run<'p> {
    /// `sees_all_links`: of a part of a site also what its standing pages lead to has to be known.
    pub fn of(
        proof: &'p Proof,
        workshop: Workshop<'p>,
        publisher: Publisher,
        mut standing: Standing,
        sees_all_links: bool,
    ) -> Self {
        Self {
            workshop,
            links: Links::of(&proof.site, &proof.book.settings.base_url),
            publisher,
            findings: Mutex::default(),
            remade: AtomicUsize::new(0),
            rests: Mutex::new(standing.rests()),
            sees_all_links: AtomicBool::new(sees_all_links || standing.is_touched),
            made: AtomicUsize::new(0),
            standing,
        }
    }

    /// Makes the files that do not stand. `progress` hears of each, from any thread.
    pub fn make_all(&self, files: &[(&String, &Making)], progress: &(dyn Fn() + Sync)) -> io::Result<()> {
        // PDFs first: each takes as long as hundreds of pages. The pages of sources take more memory than any other, and more is
        // taken from file to file. Then files of figures, those of one subject together.
        let subject = |making: &Making| making.figures().map(|(subject, _)| subject);
        let mut files = files.to_vec();
        if files.iter().any(|(path, making)| matches!(making, Making::SearchFile(_)) && !self.standing.has(path)) {
            self.workshop.prepare_search();
        }
        let is_small = |making: &Making| !matches!(making, Making::Sources | Making::SourcesOf(_));
        files.sort_by_key(|(path, making)| (!making.is_pdf(), is_small(making), Reverse(subject(making)), *path));
        let (pdfs, files) = files.split_at(files.partition_point(|(_, making)| making.is_pdf()));
        apart::each(pdfs, |pdf| {
            let made = self.make_together(std::slice::from_ref(pdf));
            progress();
            made
        })?;
        let together = files.chunk_by(|(_, one), (_, other)| subject(one).is_some() && subject(one) == subject(other));
        together.collect::<Vec<_>>().into_par_iter().try_for_each(|files| {
            let made = self.make_together(files);
            files.iter().for_each(|_| progress());
            made
        })
    }

    /// What there is to tell of everything that was made; `is_here` says which pages belong to what is built.
    pub fn ended(self, proof: &Proof, is_here: &dyn Fn(&str) -> bool) -> Ran {
        let (told, leads) = self.links.findings(&proof.theme, is_here);
        let mut findings = self.findings.into_inner().expect("no thread panics while it holds this");
        findings.extend(told);
        finding::sort(&mut findings, &proof.texts);
        let pdfs_remade = self.remade.into_inner();
        Ran {
            publisher: self.publisher,
            findings,
            leads,
            made: self.made.into_inner() + pdfs_remade,
            pdfs_remade,
            rests: self.rests.into_inner().expect("no thread panics while it holds this"),
        }
    }

    /// One file, or all that print the figures of one subject.
    fn make_together<'f>(&self, files: &[(&'f String, &Making)]) -> io::Result<()> {
        if files.iter().all(|(path, making)| self.keep(path, making)) {
            return Ok(());
        }
        self.made.fetch_add(files.iter().filter(|(_, making)| !making.is_pdf()).count(), Ordering::Relaxed);
        let [(_, Making::Data(subject, _)), ..] = files else {
            return files.iter().try_for_each(|(path, making)| self.make(path, making));
        };
        let begun = |path: &'f String, format: Format| Begun { path, format, to: self.publisher.spool(path) };
        let formats = files.iter().filter_map(|(path, making)| Some(begun(path, making.figures()?.1)));
        let (made, reads) = reads::noted(|| self.workshop.data().of_subject(*subject, formats.collect()));
        files.iter().zip(made?).try_for_each(|((path, _), spool)| {
            self.rests_on(path, &reads);
            self.publisher.offer_spool(spool)
        })
    }

    /// Keeps a file that would come out the same, by what it was made from or by what it says. False where it has to be made.
    fn keep(&self, path: &str, making: &Making) -> bool {
        if self.standing.has(path) {
            return self.publisher.keep(path);
        }
        let Some((gist, seen)) = self.standing.gist(path) else { return false };
        if self.workshop.gist(making) != Some(gist) {
            return false;
        }
        self.says(path, gist);
        self.publisher.note_as_seen(path, Some(seen));
        self.publisher.keep(path)
    }

    fn make(&self, path: &str, making: &Making) -> io::Result<()> {
        if making.is_pdf() {
            return self.pdf(path, making);
        }
        let (made, reads) = reads::noted(|| self.workshop.file(path, making));
        match made? {
            Ok(file) => {
                self.rests_on(path, &reads);
                if let Some(gist) = self.workshop.gist(making) {
                    self.says(path, gist);
                }
                if let (File::Text(html), true) = (&file, path.ends_with(".html")) {
                    self.links.read(&self.workshop.template(making), path, html);
                    self.compare_ids(path, html);
                }
                self.publisher.offer(path, file.bytes(), None)
            }
            Err(findings) => self.tell(findings),
        }
    }

    fn rests_on(&self, path: &str, reads: &Reads) {
        self.rests.lock().expect("no thread panics while it holds this").add(path, reads);
    }

    fn says(&self, path: &str, gist: Digest) {
        self.rests.lock().expect("no thread panics while it holds this").add_gist(path, gist);
    }

    /// Where other pages stand, one of them may lead to an id that this one had.
    fn compare_ids(&self, path: &str, html: &str) {
        let is_worse = |before: String| loses_an_id(&before, html);
        if !self.standing.is_empty() && self.publisher.lies_there(path).is_ok_and(is_worse) {
            self.sees_all_links.store(true, Ordering::Relaxed);
        }
    }

    /// Pages that were not made again have led nowhere wrong, and still do not unless an id is gone. What new pages lead to on
    /// them is looked up.
    pub fn look_at_standing_pages(
        &self,
        files: &[(&String, &Making)],
        is_here: &dyn Fn(&str) -> bool,
    ) -> io::Result<()> {
        if self.sees_all_links.load(Ordering::Relaxed) {
            let pages = files.par_iter().filter(|(path, _)| path.ends_with(".html") && self.standing.has(path));
            return pages.try_for_each(|(path, making)| {
                let html = self.publisher.lies_there(path)?;
                self.links.read(&self.workshop.template(making), path, &html);
                Ok(())
            });
        }
        let wanted = self.links.wanted_pages(&|page| !(is_here(page) && self.standing.has(page)));
        wanted.par_iter().try_for_each(|page| {
            self.links.read_ids(page, &self.publisher.lies_there(page)?);
            Ok(())
        })
    }

    /// A PDF that does not stand is made again only where its sheet, the fonts or the program have changed.
    fn pdf(&self, path: &str, making: &Making) -> io::Result<()> {
        let (sheet, reads) = reads::noted(|| self.workshop.sheet(making));
        let sheet = match sheet? {
            Ok(sheet) => sheet,
            Err(findings) => return self.tell(findings),
        };
        self.rests_on(path, &reads);
        let made_from = made_from(&sheet, self.workshop.fonts());
        if self.publisher.holds(path, &made_from) {
            self.publisher.keep(path);
            return Ok(());
        }
        match self.workshop.pdf(&sheet, making)? {
            Ok(bytes) => {
                self.remade.fetch_add(1, Ordering::Relaxed);
                self.publisher.offer(path, &bytes, Some(&made_from))
            }
            Err(findings) => self.tell(findings),
        }
    }

    fn tell(&self, findings: Vec<Finding>) -> io::Result<()> {
        self.findings.lock().expect("no thread panics while it holds this").extend(findings);
        Ok(())
    }
}

/// The program's own typesetting, and what it shares with the files of data: where they change, PDFs are made again.
static TYPESETTING: Dir = include_dir!("$CARGO_MANIFEST_DIR/src/render/print");
static DATA: Dir = include_dir!("$CARGO_MANIFEST_DIR/src/render/data");

/// The hash of the program's part in a PDF, taken once.
static PROGRAM: LazyLock<blake3::Hasher> = LazyLock::new(|| {
    let mut hasher = blake3::Hasher::new();
    add_part(&mut hasher, env!("CARGO_PKG_VERSION").as_bytes());
    add_part(&mut hasher, include_bytes!("../../Cargo.lock"));
    add_files(&mut hasher, &TYPESETTING);
    add_files(&mut hasher, &DATA);
    add_part(&mut hasher, include_bytes!("../render/pinyin.rs"));
    add_part(&mut hasher, include_bytes!("../render/print.rs"));
    hasher
});

/// The hash of everything that a PDF depends on.
fn made_from(sheet: &Sheet, fonts: &FontBook) -> String {
    let mut hasher = PROGRAM.clone();
    add_part(&mut hasher, fonts.fingerprint().as_bytes());
    add_part(&mut hasher, sheet.main.as_bytes());
    for (path, bytes) in &sheet.files {
        add_part(&mut hasher, path.as_bytes());
        add_part(&mut hasher, bytes);
    }
    hasher.finalize().to_hex().to_string()
}
