//! The whole line: read → derive → compose → check → plan → render → publish. The only file that knows all stages.

mod rehearsal;
mod workshop;

pub use rehearsal::{Finished, look_at_reports, rehearse};
pub use workshop::{File, Kept, Made, Tools, Workshop};

use crate::compose::{self, StandingTexts};
use crate::derive::{self, Book, Reads, reads};
use crate::finding::{self, Finding, allowance};
use crate::model::article::Article;
use crate::model::site::Format;
use crate::model::theme::Theme;
use crate::model::{Reviews, Term};
use crate::origin;
use crate::plan::{self, Making, Material, Portion, Prints, Site};
use crate::publish::{Footing, Grounds, Left, Origin, Published, Publisher, Rests, Shard, Standing};
use crate::render::World;
use crate::render::print::{FontBook, Pictures, Sheet};
use crate::render::web::links::{Links, loses_an_id};
use crate::source::Texts;
use crate::stopwatch::{Stage, Stopwatch};
use crate::{check, gate, read};
use include_dir::{Dir, include_dir};
use rayon::prelude::*;
use std::cmp::Reverse;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{LazyLock, Mutex};

/// What a run was asked to do.
#[derive(Clone, Debug)]
pub struct Request {
    /// The folder that holds `content/` and `themes/`.
    pub root: PathBuf,
    /// In place of the theme that `site.yaml` names.
    pub theme: Option<String>,
    pub prints: Prints,
}

/// Everything up to the plan: what the site would be, and what there is to tell.
pub struct Proof {
    pub book: Book,
    pub articles: Vec<Article>,
    pub summaries: StandingTexts,
    pub theme: Theme,
    pub site: Site,
    pub images: Vec<String>,
    /// Words that are not to be used, for the gate.
    pub terms: Vec<Term>,
    /// Who has seen what, for the gate.
    pub reviews: Reviews,
    pub texts: Texts,
    pub findings: Vec<Finding>,
}

/// Reads, derives, composes, checks and plans. `Err` is for a disk that fails.
pub fn proof(request: &Request) -> io::Result<Proof> {
    timed_proof(request, &Stopwatch::off(), &mut Kept::default())
}

/// The same, telling a watch when each stage has ended, with what the run before kept, and keeping for the next.
pub fn timed_proof(request: &Request, watch: &Stopwatch, kept: &mut Kept) -> io::Result<Proof> {
    let draft = kept.shelf.content(&request.root)?;
    let knows_every_year = draft.knows_every_year();
    let theme_name = request.theme.as_deref().unwrap_or(&draft.settings.theme);
    let theme_name = if theme_name.is_empty() { "standard" } else { theme_name };
    let (theme, theme_texts, theme_findings) = read::theme(&request.root, theme_name, &draft.settings.language)?;
    let mut texts = draft.texts;
    texts.extend(theme_texts);
    let mut findings = draft.findings;
    findings.extend(theme_findings.into_iter().map(|finding| match &request.theme {
        Some(name) if finding.code == "unknown-theme" => read::unknown_asked_theme(name),
        _ => finding,
    }));
    watch.ended(Stage::Read);
    let (book, told) = derive::book(draft.settings, draft.vocabulary, draft.regions, draft.statements);
    findings.extend(told);
    watch.ended(Stage::Derive);
    let (articles, told) = compose::articles(&draft.reports, &book, &draft.images);
    findings.extend(told);
    let (summaries, told) = compose::summaries(&draft.summaries, &book);
    findings.extend(told);
    watch.ended(Stage::Compose);
    let readings = check::readings(&articles);
    let checked = check::Checked::new(&book, &articles, &readings, &summaries.numerals, &texts);
    findings.extend(check::findings(&checked, &mut kept.audits));
    watch.ended(Stage::Check);
    let images = &draft.images;
    let material = Material { book: &book, articles: &articles, theme: &theme, images, knows_every_year };
    let mut prints = request.prints.clone();
    if prints.documents {
        prints.volumes.extend(&book.settings.volumes);
    }
    let (site, told) = plan::site(&material, &prints);
    findings.extend(told);
    watch.ended(Stage::Plan);
    findings.extend(check::links(&book, &articles, &site, &texts));
    // An allowance for a rule of the gate waits for the gate.
    let known = gate::codes_with(check::codes());
    let rules = allowance::Rules { known: &known, ran: &check::codes_on(&book.settings) };
    findings = allowance::apply(findings, &texts, rules);
    finding::sort(&mut findings, &texts);
    watch.ended(Stage::Check);
    Ok(Proof {
        book,
        articles,
        summaries,
        theme,
        site,
        images: draft.images,
        terms: draft.terms,
        reviews: draft.reviews,
        texts,
        findings,
    })
}

impl Proof {
    pub fn world(&self) -> World<'_> {
        World {
            book: &self.book,
            articles: &self.articles,
            summaries: &self.summaries,
            theme: &self.theme,
            site: &self.site,
        }
    }
}

/// What a build made.
#[derive(Debug, Default)]
pub struct Built {
    pub published: Published,
    pub pages: usize,
    pub pdfs: usize,
    pub pdfs_remade: usize,
    /// Files that were made, whatever came of it; the others would have come out as they lie there.
    pub made: usize,
    pub findings: Vec<Finding>,
    /// What it was made from; `None` where it was not made.
    pub origin: Option<Origin>,
}

/// Renders every file of a proof and publishes them. Where rendering has an error to tell, nothing is published.
/// `progress` hears of each finished file, from any thread.
pub fn publish(proof: &Proof, root: &Path, out: &Path, progress: &(dyn Fn() + Sync)) -> io::Result<Built> {
    timed_publish(proof, root, out, progress, &Stopwatch::off(), &Kept::default())
}

/// The same, telling a watch when the files are made and when they are in their places, with what the run before kept.
pub fn timed_publish(
    proof: &Proof,
    root: &Path,
    out: &Path,
    progress: &(dyn Fn() + Sync),
    watch: &Stopwatch,
    kept: &Kept,
) -> io::Result<Built> {
    publish_extent(proof, root, out, Extent::default(), progress, watch, kept)
}

/// How much of a site is made.
#[derive(Clone, Copy, Debug, Default)]
pub struct Extent {
    /// One part of it, to be merged with the others ([`crate::merge`]).
    pub portion: Option<Portion>,
    /// Also the files that would come out as they lie there.
    pub is_afresh: bool,
}

/// The same to that extent.
pub fn publish_extent(
    proof: &Proof,
    root: &Path,
    out: &Path,
    Extent { portion, is_afresh }: Extent,
    progress: &(dyn Fn() + Sync),
    watch: &Stopwatch,
    kept: &Kept,
) -> io::Result<Built> {
    let is_of_it = |making: &Making| portion.is_none_or(|p| p.holds(making, &proof.book, &proof.articles));
    let mut files: Vec<(&String, &Making)> = proof.site.files.iter().filter(|(_, making)| is_of_it(making)).collect();
    let mut built = Built {
        pages: files.iter().filter(|(path, _)| path.ends_with(".html")).count(),
        pdfs: files.iter().filter(|(_, making)| making.is_pdf()).count(),
        ..Built::default()
    };
    let origin = origin::of(proof, root, proof.site.has_pdfs().then(|| kept.tools.fonts(root).fingerprint()))?;
    built.origin = Some(origin.clone());
    let of_what = portion.map_or(String::new(), |portion| format!(" {portion}"));
    let whole = origin.in_one_line() + &of_what;
    let paths: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
    let left = if is_afresh { Left::nothing(out) } else { Left::in_folder(out) };
    if left.is_all(&whole, &paths) {
        built.published.unchanged = files.len();
        return Ok(built);
    }
    let workshop = match Workshop::of(proof, root, &kept.tools) {
        Ok(workshop) => workshop,
        Err(findings) => return Ok(Built { findings, ..built }),
    };
    if let Err(findings) = workshop.press()? {
        return Ok(Built { findings, ..built });
    }
    let around = origin::around_figures(proof, root, workshop.counted())? + &of_what;
    let grounds = Grounds { whole, around, figures: proof.book.imprint() };
    let mut standing = left.standing(&grounds, &proof.book, &paths);
    built.made = files.len() - standing.len();
    let run = Run {
        workshop,
        links: Links::of(&proof.site, &proof.book.settings.base_url),
        publisher: Publisher::open(out)?,
        findings: Mutex::default(),
        remade: Mutex::default(),
        rests: Mutex::new(standing.rests()),
        lost_an_id: AtomicBool::new(false),
        standing,
    };
    // PDFs first: each takes as long as hundreds of pages; then files of figures, those of one subject together.
    let subject = |making: &Making| making.figures().map(|(subject, _)| subject);
    files.sort_by_key(|(path, making)| (!making.is_pdf(), Reverse(subject(making)), *path));
    let together = files.chunk_by(|(_, one), (_, other)| subject(one).is_some() && subject(one) == subject(other));
    together.collect::<Vec<_>>().into_par_iter().try_for_each(|files| {
        let made = run.make_together(files);
        files.iter().for_each(|_| progress());
        made
    })?;
    let was_read = |page: &str| proof.site.files.get(page).is_none_or(is_of_it);
    run.look_at_standing_pages(&files, &was_read)?;
    let mut findings = run.findings.into_inner().expect("no thread panics while it holds this");
    let (told, leads) = run.links.findings(&proof.theme, &was_read);
    findings.extend(told);
    finding::sort(&mut findings, &proof.texts);
    built.findings = findings;
    watch.ended(Stage::Render);
    if finding::has_error(&built.findings) {
        return Ok(built);
    }
    built.pdfs_remade = run.remade.into_inner().expect("no thread panics while it holds this");
    let rests = run.rests.into_inner().expect("no thread panics while it holds this");
    // What there is to tell must be told by the next run, too: that one has to look again.
    let footing = built.findings.is_empty().then_some(Footing { grounds, rests, book: &proof.book });
    let publisher = match portion {
        Some(portion) => run.publisher.as_shard(Shard { portion, origin: Some(origin), leads }),
        None => run.publisher,
    };
    built.published = publisher.commit(footing)?;
    watch.ended(Stage::Commit);
    Ok(built)
}

struct Run<'p> {
    workshop: Workshop<'p>,
    links: Links<'p>,
    publisher: Publisher,
    findings: Mutex<Vec<Finding>>,
    remade: Mutex<usize>,
    /// Files that the run before made and that would come out the same.
    standing: Standing,
    rests: Mutex<Rests>,
    /// A page no longer has an id that the run before gave it.
    lost_an_id: AtomicBool,
}

impl Run<'_> {
    /// One file, or all that print the figures of one subject.
    fn make_together(&self, files: &[(&String, &Making)]) -> io::Result<()> {
        if files.iter().all(|(path, _)| self.standing.has(path) && self.publisher.keep(path)) {
            return Ok(());
        }
        let [(_, Making::Data(subject, _)), ..] = files else {
            return files.iter().try_for_each(|(path, making)| self.make(path, making));
        };
        let formats = files.iter().filter_map(|(path, making)| Some((path.as_str(), making.figures()?.1)));
        let written: Vec<(&str, Format)> = formats.collect();
        let (made, reads) = reads::noted(|| self.workshop.data().of_subject(*subject, &written));
        written.iter().zip(made?).try_for_each(|((path, _), bytes)| {
            self.rests_on(path, &reads);
            self.publisher.offer(path, &bytes, None)
        })
    }

    fn make(&self, path: &str, making: &Making) -> io::Result<()> {
        if making.is_pdf() {
            return self.pdf(path, making);
        }
        let (made, reads) = reads::noted(|| self.workshop.file(path, making));
        match made? {
            Ok(file) => {
                self.rests_on(path, &reads);
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

    /// Where other pages stand, one of them may lead to an id that this one had.
    fn compare_ids(&self, path: &str, html: &str) {
        let is_worse = |before: String| loses_an_id(&before, html);
        if !self.standing.is_empty() && self.publisher.lies_there(path).is_ok_and(is_worse) {
            self.lost_an_id.store(true, Ordering::Relaxed);
        }
    }

    /// Pages that were not made again have led nowhere wrong, and still do not unless an id is gone. What new pages lead to on
    /// them is looked up.
    fn look_at_standing_pages(&self, files: &[(&String, &Making)], is_of_it: &dyn Fn(&str) -> bool) -> io::Result<()> {
        if self.lost_an_id.load(Ordering::Relaxed) {
            let pages = files.par_iter().filter(|(path, _)| path.ends_with(".html") && self.standing.has(path));
            return pages.try_for_each(|(path, making)| {
                let html = self.publisher.lies_there(path)?;
                self.links.read(&self.workshop.template(making), path, &html);
                Ok(())
            });
        }
        let wanted = self.links.wanted_pages(&|page| !(is_of_it(page) && self.standing.has(page)));
        wanted.par_iter().try_for_each(|page| {
            self.links.read_ids(page, &self.publisher.lies_there(page)?);
            Ok(())
        })
    }

    /// A PDF is made again only when what it is made from has changed: its sheet, the fonts or the program.
    fn pdf(&self, path: &str, making: &Making) -> io::Result<()> {
        let sheet = match self.workshop.sheet(making)? {
            Ok(sheet) => sheet,
            Err(findings) => return self.tell(findings),
        };
        let made_from = made_from(&sheet, self.workshop.fonts());
        if self.publisher.holds(path, &made_from) {
            self.publisher.keep(path);
            return Ok(());
        }
        match self.workshop.pdf(&sheet, making)? {
            Ok(bytes) => {
                *self.remade.lock().expect("no thread panics while it holds this") += 1;
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
    add_part(&mut hasher, include_bytes!("../Cargo.lock"));
    add_files(&mut hasher, &TYPESETTING);
    add_files(&mut hasher, &DATA);
    add_part(&mut hasher, include_bytes!("render/pinyin.rs"));
    hasher
});

/// Adds the files of a folder and of those below it.
pub(crate) fn add_files(hasher: &mut blake3::Hasher, folder: &Dir) {
    folder.files().for_each(|file| add_part(hasher, file.contents()));
    folder.dirs().for_each(|below| add_files(hasher, below));
}

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

/// Adds a part with its length before it, so that no two lists of parts give one text.
pub(crate) fn add_part(hasher: &mut blake3::Hasher, part: &[u8]) {
    hasher.update(&(part.len() as u64).to_le_bytes());
    hasher.update(part);
}

fn pictures(proof: &Proof, root: &Path) -> io::Result<Pictures> {
    let read = |image: &String| Ok((image.clone(), read::picture(root, image)?.into()));
    proof.images.iter().map(read).collect()
}
