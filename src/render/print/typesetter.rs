//! Typst: from a sheet to pages, and from pages to PDF. Comes in: the sheet's files and the fonts. Goes out: laid-out pages,
//! bytes, or problems with the file and line where Typst saw them. Reads no disk, no clock and no network.

use super::Sheet;
use super::record::INDEX;
use std::collections::HashMap;
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult, Severity, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook as FontIndex};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};
use typst_kit::fonts::FontStore;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// The sheet's main file within a document.
const MAIN: &str = "main.typ";

/// The file that tells a template how to fit its pages: `#let squeeze = 0`.
pub(super) const FIT: &str = "fit.typ";

/// Something that Typst did not like.
#[derive(Debug)]
pub(super) struct Problem {
    pub message: String,
    /// The file within the document, and its line from 1, where Typst names one.
    pub place: Option<(String, usize)>,
    /// That line as it stands.
    pub line: String,
    pub hints: Vec<String>,
}

impl Problem {
    /// In characters: as much of a line as a finding can show.
    pub const LONGEST_LINE: usize = 120;
}

/// A compiler's view of one sheet.
pub(super) struct Desk<'a> {
    fonts: &'a FontStore,
    main: FileId,
    sources: HashMap<FileId, Source>,
    files: HashMap<FileId, Bytes>,
}

impl<'a> Desk<'a> {
    pub fn new(sheet: &Sheet, fonts: &'a FontStore) -> Self {
        let main = id(MAIN);
        let mut desk = Self { fonts, main, sources: HashMap::new(), files: HashMap::new() };
        desk.sources.insert(main, Source::new(main, sheet.main.clone()));
        for (path, bytes) in &sheet.files {
            let file = id(path);
            desk.files.insert(file, Bytes::new(bytes.clone()));
            if path.ends_with(".typ") {
                desk.sources.insert(file, parsed(file, &String::from_utf8_lossy(bytes)));
            }
        }
        desk.set_squeeze(0);
        desk.set_library(INDEX, "#let of-indicators = ()\n#let of-regions = ()\n".to_string());
        desk
    }

    /// From now on lines are drawn closer by so many steps; what a step is, the template says.
    pub fn set_squeeze(&mut self, squeeze: u32) {
        self.set_library(FIT, format!("#let squeeze = {squeeze}\n"));
    }

    /// From now on a template that imports `path` sees this code.
    pub fn set_library(&mut self, path: &str, code: String) {
        let file = id(path);
        self.sources.insert(file, Source::new(file, code));
    }

    /// The pages. A warning is a problem too: our templates give none.
    pub fn pages(&self) -> Result<PagedDocument, Vec<Problem>> {
        let compiled = typst::compile::<PagedDocument>(self);
        // A role lists fonts that are seldom all there; the roles themselves are looked at before.
        let unknown_family = |w: &&SourceDiagnostic| w.message.starts_with("unknown font family");
        let warnings: Vec<Problem> =
            compiled.warnings.iter().filter(|w| !unknown_family(w)).map(|w| self.problem(w)).collect();
        match compiled.output {
            Ok(document) if warnings.is_empty() => Ok(document),
            Ok(_) => Err(warnings),
            Err(errors) => Err(self.problems(&errors)),
        }
    }

    /// PDF/A-3a and PDF/UA-1 with the same bytes for the same pages; `identity` names the document for good.
    pub fn pdf(&self, document: &PagedDocument, identity: &str) -> Result<Vec<u8>, Vec<Problem>> {
        let standards = PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1]).map_err(|refused| {
            vec![Problem { message: refused.message().to_string(), place: None, line: String::new(), hints: vec![] }]
        })?;
        let options = PdfOptions {
            ident: Smart::Custom(identity.to_string()),
            creator: Smart::Custom(Some("yearbook".to_string())),
            standards,
            ..PdfOptions::default()
        };
        typst_pdf::pdf(document, &options).map_err(|errors| self.problems(&errors))
    }

    /// A tagged PDF of the same pages that keeps to no standard, so that it can be made with any fonts.
    pub fn draft(&self, document: &PagedDocument) -> Option<Vec<u8>> {
        typst_pdf::pdf(document, &PdfOptions::default()).ok()
    }

    fn problems<'d>(&self, diagnostics: impl IntoIterator<Item = &'d SourceDiagnostic>) -> Vec<Problem> {
        diagnostics.into_iter().filter(|d| d.severity == Severity::Error).map(|d| self.problem(d)).collect()
    }

    fn problem(&self, diagnostic: &SourceDiagnostic) -> Problem {
        let source = diagnostic.span.id().and_then(|file| self.source(file).ok());
        let place = source.as_ref().and_then(|source| {
            let start = self.range(diagnostic.span)?.start;
            let line = source.lines().byte_to_line(start)?;
            Some((source.id().vpath().get_without_slash().to_string(), line + 1))
        });
        let line = source.as_ref().zip(place.as_ref()).and_then(|(source, (_, n))| source.text().lines().nth(n - 1));
        Problem {
            message: diagnostic.message.to_string(),
            line: line.unwrap_or_default().trim().chars().take(Problem::LONGEST_LINE).collect(),
            place,
            hints: diagnostic.hints.iter().map(|hint| hint.v.to_string()).collect(),
        }
    }
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontIndex> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, file: FileId) -> FileResult<Source> {
        self.sources.get(&file).cloned().ok_or_else(|| not_found(file))
    }

    fn file(&self, file: FileId) -> FileResult<Bytes> {
        self.files.get(&file).cloned().ok_or_else(|| not_found(file))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    /// There is no today: a document is dated by its content.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn id(path: &str) -> FileId {
    let path = VirtualPath::new(path).unwrap_or_else(|_| VirtualPath::new("unnamed").expect("a plain name is a path"));
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// The theme's libraries are the same in every document, and are parsed and hashed for the first one alone.
#[comemo::memoize]
fn parsed(file: FileId, text: &str) -> Source {
    Source::new(file, text.to_string())
}

fn not_found(file: FileId) -> FileError {
    FileError::NotFound(file.vpath().get_without_slash().into())
}
