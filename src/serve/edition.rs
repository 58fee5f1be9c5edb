//! The site as it is after a change, and what there is to tell of it. Comes in: a folder that may be in any state, half saved or gone.
//! Goes out: an edition, always; where the content has an error, with the pages of the last one that had none. Answers nobody.

use crate::disk;
use crate::finding::{self, Finding, Language, Message, Severity};
use crate::pipeline::{self, File, Kept, Made, Proof, Request, Tools, Workshop};
use crate::plan::{Making, Site};
use crate::read;
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
    /// Pages show an older state, the last one without errors; at the start, when there is none, as much as can be made.
    pub is_broken: bool,
}

pub struct Edition {
    /// From 1, one more for each.
    pub number: u64,
    /// `None` while nothing at all could be made.
    pub stage: Option<Arc<Stage>>,
    pub told: Told,
}

/// Makes one edition after another from a folder.
pub struct Editor {
    request: Request,
    /// Whether warnings count as errors.
    strict: bool,
    kept: Kept,
    editions: u64,
    stage: Option<Arc<Stage>>,
    /// Whether the stage is of content without errors.
    is_sound: bool,
}

impl Stage {
    fn of(proof: Proof, root: &Path, tools: &Arc<Tools>) -> Made<Self> {
        let mut hasher = DefaultHasher::new();
        proof.theme.assets.hash(&mut hasher);
        read::picture_stamps(root, &proof.images).hash(&mut hasher);
        let loaded = hasher.finish();
        let bound = Bound::try_new(proof, |proof| Workshop::of(proof, root, tools))?;
        Ok(Self { bound, loaded })
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
        Self { request, strict, kept: Kept::for_several_runs(), editions: 0, stage: None, is_sound: false }
    }

    /// Reads the content again. Whatever it is like, and even where making it panics, there is an edition.
    pub fn again(&mut self) -> Arc<Edition> {
        let told = match catch_unwind(AssertUnwindSafe(|| self.read_again())) {
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
        self.editions += 1;
        Arc::new(Edition { number: self.editions, stage: self.stage.clone(), told })
    }

    fn read_again(&mut self) -> io::Result<Told> {
        let proof = pipeline::timed_proof(&self.request, &Stopwatch::off(), &mut self.kept)?;
        let mut told = Told { findings: proof.findings.clone(), texts: proof.texts.clone(), ..Told::default() };
        if self.blocks(&told.findings) && self.is_sound {
            told.is_broken = true;
            return Ok(told);
        }
        let is_new_theme = self.stage.as_ref().is_none_or(|stage| stage.proof().theme != proof.theme);
        let faults = match Stage::of(proof, &self.request.root, &self.kept.tools) {
            Ok(stage) => {
                let faults = if is_new_theme || !self.is_sound { stage.faults_of_theme()? } else { Vec::new() };
                if !(self.is_sound && self.blocks(&faults)) {
                    self.is_sound = !self.blocks(&told.findings) && !self.blocks(&faults);
                    self.stage = Some(Arc::new(stage));
                }
                faults
            }
            Err(faults) => faults,
        };
        told.findings.extend(faults);
        finding::sort(&mut told.findings, &told.texts);
        told.is_broken = self.blocks(&told.findings);
        Ok(told)
    }

    /// Whether a build would write nothing because of these.
    fn blocks(&self, findings: &[Finding]) -> bool {
        let is_warning = |finding: &Finding| finding.severity == Severity::Warning;
        finding::has_error(findings) || self.strict && findings.iter().any(is_warning)
    }
}
