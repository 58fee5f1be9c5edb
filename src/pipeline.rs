//! The whole line: read → derive → compose → plan → check → render → publish. The only file that knows all stages.

mod rehearsal;
mod retold;
mod run;
mod workshop;

pub use rehearsal::{Finished, look_at_reports, rehearse};
pub use retold::{Retold, retold};
use run::{Ran, Run};
pub use workshop::{File, Kept, Made, Tools, Workshop};

use crate::compose::{self, StandingTexts};
use crate::demand::Demand;
use crate::derive::{self, Book};
use crate::finding::{self, Finding, allowance};
use crate::model::article::Article;
use crate::model::theme::Theme;
use crate::model::{Reviews, Term};
use crate::origin;
use crate::plan::{Making, Material, Portion, Prints, Site};
use crate::publish::{self, Basis, Footing, Grounds, Origin, Published, Publisher, Shard};
use crate::read::Touched;
use crate::render::World;
use crate::render::print::Pictures;
use crate::source::Texts;
use crate::stopwatch::{Stage, Stopwatch};
use crate::{check, gate, read};
use include_dir::Dir;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

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
    pub request: Request,
    pub book: Book,
    pub articles: Vec<Article>,
    pub summaries: StandingTexts,
    pub theme: Theme,
    pub site: Arc<Site>,
    pub images: Vec<String>,
    /// What lies in `content/` and is not read, and what is wrong with it.
    pub unread: Vec<String>,
    /// Words that are not to be used, for the gate.
    pub terms: Vec<Term>,
    /// Who has seen what, for the gate.
    pub reviews: Reviews,
    pub texts: Texts,
    /// Of a proof that is not checked yet only those of reading, composing and planning.
    pub findings: Vec<Finding>,
    pub is_checked: bool,
}

/// Reads, derives, composes, plans and checks. `Err` is for a disk that fails.
pub fn proof(request: &Request) -> io::Result<Proof> {
    timed_proof(request, &Stopwatch::off(), &mut Kept::default())
}

/// The same, telling a watch when each stage has ended, with what the run before kept, and keeping for the next.
pub fn timed_proof(request: &Request, watch: &Stopwatch, kept: &mut Kept) -> io::Result<Proof> {
    let mut proof = unchecked(request, watch, kept, &Touched::Anything)?;
    proof.findings = proof.checked(watch, kept, Demand::ALWAYS);
    proof.is_checked = true;
    Ok(proof)
}

/// What pages are made from, before anything of it is checked: the findings are those of reading, composing and planning. `touched` is what
/// may have changed since the last time.
pub fn unchecked(request: &Request, watch: &Stopwatch, kept: &mut Kept, touched: &Touched) -> io::Result<Proof> {
    let draft = kept.shelf.content(&request.root, touched)?;
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
    if let Some(tally) = &kept.tally {
        book.recall(tally);
    }
    watch.ended(Stage::Derive);
    let (articles, told) = compose::articles(&draft.reports, &book, &draft.images);
    findings.extend(told);
    let (summaries, told) = compose::standing_texts(&draft.summaries, &book);
    findings.extend(told);
    watch.ended(Stage::Compose);
    let images = &draft.images;
    let material = Material { book: &book, articles: &articles, theme: &theme, images, knows_every_year };
    let mut prints = request.prints.clone();
    if prints.documents {
        prints.volumes.extend(&book.settings.volumes);
    }
    let (site, told) = kept.plans.site(&material, &prints);
    findings.extend(told);
    kept.tally = kept.shelf.keeps().then(|| book.tally().clone());
    watch.ended(Stage::Plan);
    Ok(Proof {
        request: request.clone(),
        book,
        articles,
        summaries,
        theme,
        site,
        images: draft.images,
        unread: draft.unread,
        terms: draft.terms,
        reviews: draft.reviews,
        texts,
        findings,
        is_checked: false,
    })
}

impl Proof {
    /// Everything that there is to tell: what was told before, and what the rules find; without what is allowed, in order. Once it is not
    /// wanted any more, only a part of it.
    pub fn checked(&self, watch: &Stopwatch, kept: &mut Kept, demand: Demand) -> Vec<Finding> {
        let Self { book, articles, summaries, site, texts, .. } = self;
        let mut findings = self.findings.clone();
        findings.extend(compose::unfillable(summaries, book, demand));
        watch.ended(Stage::Compose);
        let readings = check::readings(articles);
        let checked = check::Checked::new(book, articles, &readings, &summaries.numerals, texts);
        findings.extend(check::findings(&checked, &mut kept.audits, demand));
        findings.extend(check::links(book, articles, site, texts));
        // An allowance for a rule of the gate waits for the gate.
        let known = gate::codes_with(check::codes());
        let rules = allowance::Rules { known: &known, ran: &check::codes_on(&book.settings) };
        findings = allowance::apply(findings, texts, rules);
        finding::sort(&mut findings, texts);
        watch.ended(Stage::Check);
        findings
    }

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
    /// Files that were made, whatever came of it; the others, and PDFs of the same sheet, would have come out as they lie there.
    pub made: usize,
    pub findings: Vec<Finding>,
    /// What it was made from, where it was made afresh or is a part of a site.
    pub origin: Option<Origin>,
}

impl Built {
    /// Before anything is made.
    fn of(files: &[(&String, &Making)]) -> Self {
        let pages = files.iter().filter(|(path, _)| path.ends_with(".html")).count();
        let pdfs = files.iter().filter(|(_, making)| making.is_pdf()).count();
        Self { pages, pdfs, ..Self::default() }
    }
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
    extent: Extent,
    progress: &(dyn Fn() + Sync),
    watch: &Stopwatch,
    kept: &Kept,
) -> io::Result<Built> {
    let Extent { portion, is_afresh } = extent;
    let is_of_it = |making: &Making| portion.is_none_or(|p| p.holds(making, &proof.book, &proof.articles));
    let files: Vec<(&String, &Making)> = proof.site.files.iter().filter(|(_, making)| is_of_it(making)).collect();
    let paths: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
    let mut built = Built::of(&files);
    let fonts = proof.site.has_pdfs().then(|| kept.tools.fonts(root).fingerprint());
    let of_what = portion.map_or(String::new(), |portion| format!(" {portion}")) + &publish::executable();
    let made_of = origin::by_hashes(proof, root, fonts)?;
    let whole = made_of.in_one_line() + &of_what;
    let account = retold::account(proof, &made_of, extent, &built);
    let basis = if is_afresh { None } else { Basis::left_in(out) };
    let basis = match basis {
        Some(basis) if basis.is_of(&whole) && basis.is_all_as_left(out) => {
            basis.renew(out, account);
            built.published.unchanged = files.len();
            return Ok(built);
        }
        other => other,
    };
    // What leaves the house says what it was made from: parts of a site, and what is published, which is made afresh.
    if is_afresh || portion.is_some() {
        built.origin = Some(origin::of(proof, root, fonts)?);
    }
    let workshop = match Workshop::of(proof, root, &kept.tools) {
        Ok(workshop) => workshop,
        Err(findings) => return Ok(Built { findings, ..built }),
    };
    if let Err(findings) = workshop.press()? {
        return Ok(Built { findings, ..built });
    }
    let around = origin::around_figures(proof, root, workshop.counted(), fonts)? + &of_what;
    let texts = origin::texts_of_articles(proof);
    let grounds = Grounds { whole, around, texts, figures: proof.book.imprint(&proof.texts) };
    let publisher = Publisher::open(out)?;
    let standing = basis.map(|basis| publisher.standing(basis, &grounds, &proof.book, &paths)).unwrap_or_default();
    let run = Run::of(proof, workshop, publisher, standing, portion.is_some());
    run.make_all(&files, progress)?;
    let is_here = |page: &str| proof.site.files.get(page).is_none_or(is_of_it);
    run.look_at_standing_pages(&files, &is_here)?;
    let Ran { publisher, findings, leads, pdfs_remade, made, rests } = run.ended(proof, &is_here);
    watch.ended(Stage::Render);
    built.findings = findings;
    if finding::has_error(&built.findings) {
        return Ok(built);
    }
    (built.pdfs_remade, built.made) = (pdfs_remade, made);
    // What there is to tell must be told by the next run, too: that one has to look again.
    let footing = built.findings.is_empty().then_some(Footing { grounds, account, rests, book: &proof.book });
    let publisher = match portion {
        Some(portion) => publisher.as_shard(Shard { portion, origin: built.origin.clone(), leads }),
        None => publisher,
    };
    built.published = publisher.commit(footing)?;
    watch.ended(Stage::Commit);
    Ok(built)
}

/// Adds the files of a folder and of those below it.
pub(crate) fn add_files(hasher: &mut blake3::Hasher, folder: &Dir) {
    folder.files().for_each(|file| add_part(hasher, file.contents()));
    folder.dirs().for_each(|below| add_files(hasher, below));
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
