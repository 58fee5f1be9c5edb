//! The site as it is after a change, and what there is to tell of it. Comes in: a folder that may be in any state, half saved or gone.
//! Goes out: an edition, always; where pages cannot be made, with those of the last one whose could. Answers nobody.
//!
//! An editor wants to see the page at once; whether all figures agree may take longer where there are many. So an edition with the new
//! pages goes out before anything is checked, and another when everything is told.

use crate::demand::Demand;
use crate::disk;
use crate::finding::{self, Finding, Language, Message, Severity};
use crate::pipeline::{self, File, Kept, Made, Proof, Request, Tools, Workshop};
use crate::plan::{Making, Site};
use crate::read::{self, Touched};
use crate::source::Texts;
use crate::stopwatch::Stopwatch;
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

self_cell::self_cell!(
    /// A proof together with all that makes its files.
    struct Bound {
        owner: Proof,
        #[not_covariant]
        dependent: Workshop,
    }
);

/// What the pages of an edition are made from.
pub struct Stage {
    bound: Bound,
    /// That of the first edition that can show it: another one for each.
    pub number: u64,
    /// Changes with the files that pages load: those of the theme, and pictures.
    pub loaded: u64,
}

/// What there is to tell of the content as it is now.
#[derive(Clone, Debug, Default)]
pub struct Told {
    pub findings: Vec<Finding>,
    pub texts: Texts,
    /// The disk or the program failed; then there are no findings.
    pub failure: Option<Message>,
    /// What was read cannot be made into pages: they show an older state, the last one that could; at the start, when there is none, as
    /// much as can be made. An error that only checking finds keeps no page back.
    pub is_broken: bool,
}

pub struct Edition {
    /// From 1, one more for each.
    pub number: u64,
    /// `None` while nothing at all could be made.
    pub stage: Option<Arc<Stage>>,
    /// Of the content as it is now; of a moment ago in an edition that is not checked yet.
    pub told: Arc<Told>,
}

/// Makes one edition after another from a folder.
pub struct Editor {
    request: Request,
    /// Whether warnings count as errors.
    strict: bool,
    kept: Kept,
    editions: u64,
    stage: Option<Arc<Stage>>,
    /// Whether nothing kept the pages of the stage from being made.
    is_sound: bool,
    told: Arc<Told>,
    /// How many editions in a row were not wanted any more when they had been checked by half.
    overtaken: usize,
}

/// Who saves without a pause is told after so many editions all the same what there is to tell.
const MOST_OVERTAKEN: usize = 4;

impl Stage {
    /// `Err` gives the proof back with the reason.
    fn of(proof: Proof, root: &Path, tools: &Arc<Tools>, number: u64) -> Result<Self, Box<(Proof, Vec<Finding>)>> {
        let mut hasher = DefaultHasher::new();
        proof.theme.assets.hash(&mut hasher);
        read::picture_stamps(root, &proof.images).hash(&mut hasher);
        let loaded = hasher.finish();
        let bound = Bound::try_new_or_recover(proof, |proof| Workshop::of(proof, root, tools)).map_err(Box::new)?;
        Ok(Self { bound, number, loaded })
    }

    pub fn proof(&self) -> &Proof {
        self.bound.borrow_owner()
    }

    pub fn site(&self) -> &Site {
        &self.proof().site
    }

    /// The bytes of a file, or why it cannot be made; see [`Workshop::file`].
    pub fn file(&self, path: &str, making: &Making) -> io::Result<Made<File<'_>>> {
        self.bound.with_dependent(|_, workshop| Ok(workshop.file(path, making)?.map(owned)))
    }

    /// What is wrong with a theme shows only when its templates are filled: one page of each is made, and the templates of print are
    /// compiled.
    fn faults_of_theme(&self) -> io::Result<Vec<Finding>> {
        self.bound.with_dependent(|proof, workshop| {
            let mut findings = workshop.press()?.err().unwrap_or_default();
            let mut tried = BTreeSet::new();
            for (path, making) in proof.site.files.iter().filter(|(path, _)| path.ends_with(".html")) {
                if tried.insert(workshop.template(making)) {
                    findings.extend(workshop.file(path, making)?.err().unwrap_or_default());
                }
            }
            Ok(findings)
        })
    }
}

/// A file that borrows nothing.
fn owned(file: File<'_>) -> File<'static> {
    match file {
        File::Text(text) => File::Text(text),
        File::Bytes(bytes) => File::Bytes(bytes.into_owned().into()),
    }
}

impl Told {
    fn failed(zh: String, en: String) -> Self {
        Self { failure: Some(Message::new(zh, en)), is_broken: true, ..Self::default() }
    }

    /// All of it, as a terminal shows it without colours.
    pub fn words(&self, language: Language) -> String {
        match &self.failure {
            Some(failure) => failure.in_language(language).to_string(),
            None => finding::text(&self.findings, &self.texts, language, false),
        }
    }

    /// True where the folder is no site at all.
    pub fn has_no_site(&self) -> bool {
        self.findings.iter().any(|finding| finding.code == "no-site")
    }
}

impl Editor {
    pub fn new(request: Request, strict: bool) -> Self {
        let (kept, told) = (Kept::for_several_runs(), Arc::default());
        Self { request, strict, kept, editions: 0, stage: None, is_sound: false, told, overtaken: 0 }
    }

    /// Reads the content again. Whatever it is like, and even where making it panics, there is an edition. Where the pages can be made,
    /// `early` hears of one with them before they are checked; where the content has changed again by then, what there was to tell stands.
    /// `touched` is what may have changed since the last time.
    pub fn again(&mut self, early: impl FnOnce(Arc<Edition>), touched: Touched, demand: Demand) -> Arc<Edition> {
        // What could not be read the last time is still to be read.
        let touched = if self.told.failure.is_some() { Touched::Anything } else { touched };
        let before = self.stage.clone();
        let demand = if self.overtaken < MOST_OVERTAKEN { demand } else { Demand::ALWAYS };
        let mut told = match catch_unwind(AssertUnwindSafe(|| self.read_again(early, &touched, demand))) {
            Ok(Ok(_)) if demand.is_over() => {
                self.overtaken += 1;
                return self.edition();
            }
            Ok(Ok(told)) => told,
            Ok(Err(error)) => {
                let words = disk::told(&error);
                Told::failed(format!("读不出来：{}", words.zh), format!("cannot read: {}", words.en))
            }
            Err(_) => {
                self.kept = Kept::for_several_runs();
                Told::failed(
                    "程序自己出了错，请把终端里的话告诉作者".into(),
                    "the program itself failed: please tell its author what the terminal says".into(),
                )
            }
        };
        if told.failure.is_some() {
            // It may have failed when the new pages were there already.
            told.is_broken = self.stage.as_ref().map(Arc::as_ptr) == before.as_ref().map(Arc::as_ptr);
        }
        (self.told, self.overtaken) = (Arc::new(told), 0);
        self.edition()
    }

    fn edition(&mut self) -> Arc<Edition> {
        self.editions += 1;
        Arc::new(Edition { number: self.editions, stage: self.stage.clone(), told: self.told.clone() })
    }

    fn read_again(&mut self, early: impl FnOnce(Arc<Edition>), touched: &Touched, demand: Demand) -> io::Result<Told> {
        let proof = pipeline::unchecked(&self.request, &Stopwatch::off(), &mut self.kept, touched)?;
        if self.is_sound && self.blocks(&proof) {
            return Ok(self.told_of(&proof, Vec::new(), true, demand));
        }
        let is_new_theme = self.stage.as_ref().is_none_or(|stage| stage.proof().theme != proof.theme);
        let stage = match Stage::of(proof, &self.request.root, &self.kept.tools, self.editions + 1) {
            Ok(stage) => Arc::new(stage),
            Err(refused) => {
                let (proof, faults) = *refused;
                return Ok(self.told_of(&proof, faults, true, demand));
            }
        };
        let faults = if is_new_theme || !self.is_sound { stage.faults_of_theme()? } else { Vec::new() };
        let is_sound = !self.blocks(stage.proof()) && !self.is_error(&faults);
        if is_sound || !self.is_sound {
            (self.stage, self.is_sound) = (Some(stage.clone()), is_sound);
        }
        if is_sound {
            // What was told of a moment ago still stands, but not that the pages are older than it.
            if self.told.is_broken || self.told.failure.is_some() {
                self.told = Arc::new(Told { is_broken: false, failure: None, ..Told::clone(&self.told) });
            }
            early(self.edition());
        }
        Ok(self.told_of(stage.proof(), faults, !is_sound, demand))
    }

    /// Checks what was read.
    fn told_of(&mut self, proof: &Proof, faults: Vec<Finding>, is_broken: bool, demand: Demand) -> Told {
        let mut findings = proof.checked(&Stopwatch::off(), &mut self.kept, demand);
        findings.extend(faults);
        finding::sort(&mut findings, &proof.texts);
        Told { findings, texts: proof.texts.clone(), failure: None, is_broken }
    }

    /// Whether what was told so far keeps the pages from being made. Nothing that is told before checking can be allowed.
    fn blocks(&self, proof: &Proof) -> bool {
        self.is_error(&proof.findings)
    }

    /// Whether one of these keeps pages back.
    fn is_error(&self, findings: &[Finding]) -> bool {
        let is_warning = |finding: &Finding| finding.severity == Severity::Warning;
        finding::has_error(findings) || self.strict && findings.iter().any(is_warning)
    }
}
