//! One file of a site: from its path and making to its bytes, in any order and from several threads. A build asks for all of them,
//! `serve` for one when somebody looks at it. Publishes nothing, and remembers no page.

use super::{Proof, pictures};
use crate::check::Audits;
use crate::derive::{Tally, reads};
use crate::finding::Finding;
use crate::hash::Digest;
use crate::plan::{Making, Plans};
use crate::read::{self, Shelf};
use crate::render::data;
use crate::render::print::{FontBook, Pictures, Press, Sheet};
use crate::render::web::{Pages, Templates, assets, compare};
use serde::Serialize;
use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

/// What is costly to make, does not depend on the figures and serves one proof after another: fonts, compiled templates.
#[derive(Default)]
pub struct Tools {
    fonts: OnceLock<FontBook>,
    templates: Mutex<Option<Arc<Templates>>>,
}

impl Tools {
    /// The fonts of the site and of the machine, looked for once.
    pub fn fonts(&self, root: &Path) -> &FontBook {
        self.fonts.get_or_init(|| FontBook::scan(&[root.join("fonts")]))
    }
}

/// What one run leaves to the next, where a program makes several. The pages are the same with it and without.
#[derive(Default)]
pub struct Kept {
    pub(super) shelf: Shelf,
    pub(super) tally: Option<Arc<Tally>>,
    pub(super) plans: Plans,
    pub(super) audits: Audits,
    pub tools: Arc<Tools>,
}

impl Kept {
    /// For several runs; what a program that makes only one has by `default` keeps nothing that it reads.
    pub fn for_several_runs() -> Self {
        Self { shelf: Shelf::new(), plans: Plans::kept(), ..Self::default() }
    }
}

/// Everything that makes the files of one proof.
pub struct Workshop<'p> {
    proof: &'p Proof,
    root: PathBuf,
    tools: Arc<Tools>,
    pages: Pages<'p>,
    data: OnceLock<data::Files<'p>>,
    press: OnceLock<Press<'p>>,
}

/// One file, made.
#[derive(Debug)]
pub enum File<'w> {
    /// A page, or another text that the site's templates and views give.
    Text(String),
    Bytes(Cow<'w, [u8]>),
}

impl File<'_> {
    pub fn bytes(&self) -> &[u8] {
        match self {
            Self::Text(text) => text.as_bytes(),
            Self::Bytes(bytes) => bytes,
        }
    }
}

/// A file, or why it cannot be made.
pub type Made<T> = Result<T, Vec<Finding>>;

impl<'p> Workshop<'p> {
    /// Compiles the templates of pages where they are not those that the tools have; a broken one is a finding. Those of print and
    /// the fonts wait for the first PDF.
    pub fn of(proof: &'p Proof, root: &Path, tools: &Arc<Tools>) -> Made<Self> {
        let mut kept = tools.templates.lock().expect("no thread panics while it holds this");
        let pages = Pages::with_templates(proof.world(), kept.clone())?;
        *kept = Some(pages.templates().clone());
        drop(kept);
        let (data, press) = (OnceLock::new(), OnceLock::new());
        Ok(Self { proof, root: root.to_path_buf(), tools: tools.clone(), pages, data, press })
    }

    /// The bytes of the file at a path of the plan. `Err` is for a disk that fails.
    pub fn file(&self, path: &str, making: &Making) -> io::Result<Made<File<'p>>> {
        let bytes = |bytes: Vec<u8>| Ok(Ok(File::Bytes(Cow::Owned(bytes))));
        match making {
            Making::Asset(asset) => Ok(Ok(File::Bytes(assets::published(asset, &self.proof.theme.assets[asset])))),
            Making::ComparedPlace(code) => Ok(Ok(File::Text(compare::script(&self.proof.book, *code)))),
            Making::Manuscript(i) => {
                reads::texts();
                let file = &self.proof.articles[*i].file;
                let text = self.proof.texts.get(file).map_or("", |text| text);
                Ok(Ok(File::Bytes(Cow::Borrowed(text.as_bytes()))))
            }
            Making::Image(image) => bytes(read::picture(&self.root, image)?),
            Making::ReportPdf(_) | Making::RegionYearPdf(..) | Making::Volume(_) => match self.sheet(making)? {
                Ok(sheet) => Ok(self.pdf(&sheet, making)?.map(|pdf| File::Bytes(Cow::Owned(pdf)))),
                Err(findings) => Ok(Err(findings)),
            },
            Making::Data(..) | Making::Metadata(_) | Making::Figures(_) | Making::Part(..) => {
                bytes(self.data().bytes(making, path)?)
            }
            Making::Feed(_) | Making::Sitemap | Making::SitemapPart(_) | Making::Robots => {
                Ok(Ok(File::Text(self.pages.for_machines(making, path).unwrap_or_default())))
            }
            _ => Ok(self.pages.html(making, path).map(File::Text)),
        }
    }

    /// The hash of what is counted once for all pages.
    pub fn counted(&self) -> Digest {
        self.pages.counted()
    }

    /// All that a file says, as a hash, where that is known before it is made.
    pub fn gist(&self, making: &Making) -> Option<Digest> {
        self.pages.gist(making)
    }

    /// Builds the search index, if none is built. It works on all threads: where one of them waits for the others while files
    /// are made, it may take up the next file of the index, and wait for itself.
    pub fn prepare_search(&self) {
        self.pages.prepare_search();
    }

    /// The files of data, several of one subject at once.
    pub fn data(&self) -> &data::Files<'p> {
        self.data.get_or_init(|| data::Files::of(self.proof.world()))
    }

    /// The template that a page is made by, to say who is to mend it.
    pub fn template(&self, making: &Making) -> String {
        self.pages.template(making)
    }

    /// Compiles the templates of print, where that is not done. Where the plan has PDFs it also reads the pictures: pages merely
    /// link to them.
    pub fn press(&self) -> io::Result<Made<&Press<'p>>> {
        if let Some(press) = self.press.get() {
            return Ok(Ok(press));
        }
        let pictures = if self.proof.site.has_pdfs() { pictures(self.proof, &self.root)? } else { Pictures::new() };
        Ok(Press::new(self.proof.world()).map(|press| {
            // Where two threads come at once, the first one's press serves both.
            self.press.get_or_init(|| press.with_pictures(pictures).with_texts(&self.proof.texts))
        }))
    }

    /// What a PDF is made from, fonts aside. `making` must be of a PDF.
    pub fn sheet(&self, making: &Making) -> io::Result<Made<Sheet>> {
        Ok(self.press()?.and_then(|press| press.sheet(making)))
    }

    /// Sets a sheet.
    pub fn pdf(&self, sheet: &Sheet, making: &Making) -> io::Result<Made<Vec<u8>>> {
        Ok(self.press()?.and_then(|press| press.pdf(self.fonts(), sheet, making)))
    }

    /// The page that reviewers sign.
    pub fn checklist<V: Serialize>(&self, view: &V) -> Made<String> {
        self.pages.checklist(view)
    }

    /// The same as a PDF.
    pub fn checklist_pdf<V: Serialize>(&self, view: &V) -> io::Result<Made<Vec<u8>>> {
        Ok(self.press()?.and_then(|press| press.checklist(self.fonts(), view)))
    }

    /// The fonts of the site and of the machine, looked for once.
    pub fn fonts(&self) -> &FontBook {
        self.tools.fonts(&self.root)
    }
}
