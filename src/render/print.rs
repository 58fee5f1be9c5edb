//! Print: from an article, a region and year, or a whole year to PDF.
//!
//! 1. `report` (with `bulletin` and `notice`), `region_year` and `volume` put everything that a template can show into views
//!    (`view`); `beside` says what stands beside a figure in a table; `inline` and `block` turn prose into calls of the theme's Typst
//!    functions; `escape` and `joiners` see to it that text stays text. `record` gathers what the PDF carries besides its pages.
//! 2. Tera fills the theme's template: [`Press::sheet`] gives the Typst source with its charts. Pure, fast, needs no font;
//!    its hash tells whether a PDF must be made again.
//! 3. `typesetter` lets Typst set the sheet with the machine's `fonts`; `fit` draws lines closer where that saves a page; the index of
//!    a volume is made from its laid-out pages and costs a second layout; `coverage` looks for characters that no font has, `searchable`
//!    leaves the text as it was written: [`Press::pdf`] gives PDF/A-3a and PDF/UA-1, the same bytes for the same sheet and fonts.

mod addresses;
mod block;
mod bulletin;
mod checklist;
mod coverage;
mod escape;
mod findings;
mod fit;
mod fonts;
mod headline;
mod inline;
mod joiners;
mod notice;
mod photograph;
mod reached;
mod record;
mod region_year;
mod report;
mod searchable;
mod typesetter;
mod view;
mod volume;

#[cfg(test)]
mod tests;

pub use block::Pictures;
pub use fonts::{FontBook, FoundFont, RoleReport};
pub use record::{FIGURES, PLAN, Plan, theme_of};
pub use view::*;

use crate::derive::reads;
use crate::draw::{Sizes, Style};
use crate::finding::Finding;
use crate::model::theme::{GUTTER, Theme};
use crate::plan::{Making, address};
use crate::render::{self, World, qr};
use crate::source::Texts;
use record::{Definitions, Ground, Printed, Record};
use std::collections::BTreeMap;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use tera::{Context, Tera, Value};
use typst_layout::PagedDocument;

/// The templates that make documents. Every other file of `print/` is a library: filled with the theme's values alone and
/// imported by Typst, as `#import "/base.typ": *`. Files that start with `_` are for Tera's `include`.
const DOCUMENTS: [&str; 8] = [
    "bulletin.typ",
    checklist::TEMPLATE,
    "feature.typ",
    "notice.typ",
    "region-year.typ",
    "review.typ",
    "volume.typ",
    "yearbook.typ",
];

/// The print templates of a theme, ready for every document of a world.
pub struct Press<'a> {
    world: World<'a>,
    tera: Tera,
    /// The libraries, filled.
    libraries: BTreeMap<String, Vec<u8>>,
    pictures: Pictures,
    texts: Option<&'a Texts>,
    /// What is defined in them, for the records.
    definitions: OnceLock<Definitions>,
    /// Where characters stand that no font has.
    elsewhere: findings::Elsewhere,
    /// How many PDFs have been made.
    made: AtomicUsize,
}

/// Everything that one PDF is made from, fonts aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The Typst source.
    pub main: String,
    /// Charts as SVG, pictures, libraries and the data to attach, by their paths in the document.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What it carries besides its pages.
    pub record: Record,
}

impl<'a> Press<'a> {
    /// Compiles the theme's templates. One that is broken is a finding.
    pub fn new(world: World<'a>) -> Result<Self, Vec<Finding>> {
        let theme = world.theme;
        let broken = |error: tera::Error| vec![findings::broken_template(theme, &error)];
        let mut tera = Tera::default();
        tera.set_escape_fn(escape::escape_for_tera);
        tera.autoescape_on(["typ"]);
        tera.register_filter("typst", |value: &Value, _: tera::Kwargs, _: &tera::State| {
            Value::safe_string(&escape::code(value))
        });
        tera.add_raw_templates(&theme.print).map_err(broken)?;
        let mut libraries = BTreeMap::new();
        for name in theme.print.keys().filter(|name| !name.starts_with('_') && !DOCUMENTS.contains(&name.as_str())) {
            let source = tera.render(name, &theme_context(theme)).map_err(broken)?;
            libraries.insert(name.clone(), source.into_bytes());
        }
        let (pictures, elsewhere) = (Pictures::new(), findings::Elsewhere::default());
        Ok(Self {
            world,
            tera,
            libraries,
            pictures,
            texts: None,
            definitions: OnceLock::new(),
            elsewhere,
            made: AtomicUsize::new(0),
        })
    }

    /// The pictures of the site; without them a photo is a frame with its caption.
    pub fn with_pictures(self, pictures: Pictures) -> Self {
        Self { pictures, ..self }
    }

    /// The texts of the site; without them a PDF carries its table of figures alone.
    pub fn with_texts(self, texts: &'a Texts) -> Self {
        Self { texts: Some(texts), elsewhere: findings::Elsewhere::default(), ..self }
    }

    /// The Typst source of one document and the files that belong to it. `making` must be of a PDF.
    pub fn sheet(&self, making: &Making) -> Result<Sheet, Vec<Finding>> {
        let of_one;
        let world = &match making {
            Making::RegionYearPdf(code, year) => {
                of_one = self.world.summaries.of_one(self.world.book, (*code, *year));
                World { summaries: &of_one, ..self.world }
            }
            _ => self.world,
        };
        let (template, printed, (mut context, mut files)) = match making {
            Making::ReportPdf(i) => {
                reads::texts();
                let article = &world.articles[*i];
                let template = format!("{}.typ", article.genre.name());
                let printed = Printed::in_article(article);
                let style = self.chart_style(&template);
                let context = report::context(world, article, &printed, &style, &self.pictures);
                (template, printed, context)
            }
            Making::RegionYearPdf(code, year) => {
                let printed = Printed::in_region_year(world, *code, *year);
                let context = region_year::context(world, *code, *year, &printed);
                ("region-year.typ".to_string(), printed, (context, BTreeMap::new()))
            }
            Making::Volume(year) => {
                reads::everything();
                let contents = volume::Contents::of(world, *year);
                let printed = contents.printed(world);
                let style = self.chart_style("volume.typ");
                let context = volume::context(world, &contents, &printed, &style, &self.pictures);
                ("volume.typ".to_string(), printed, context)
            }
            _ => unreachable!("only PDFs are printed"),
        };
        let document = address::of(making, world.book, world.articles);
        let record = printed.record(world, self.ground(&document));
        if !record.changed.is_empty() {
            return Err(record.changed.iter().map(|file| findings::changed_meanwhile(file)).collect());
        }
        let web = self.web(making, &template);
        if let Some((view, code)) = &web {
            files.insert(view.code.clone(), code.clone().into_bytes());
        }
        context.insert_value("web", Value::from(web.map(|(view, _)| view).unwrap_or_default()));
        context.insert_value("carried", Value::from(record.views()));
        files.extend(record.files());
        files.extend(self.libraries.clone());
        context.extend(theme_context(self.world.theme));
        let main = self.tera.render(&template, &context);
        let main = main.map_err(|error| vec![findings::broken_template(self.world.theme, &error)])?;
        Ok(Sheet { main, files, record })
    }

    fn ground<'t>(&'t self, document: &'t str) -> Option<Ground<'t>> {
        let texts = self.texts?;
        Some(Ground { texts, definitions: self.definitions.get_or_init(|| Definitions::of(texts)), document })
    }

    /// The page of the site that shows the same, and its code, for a template that prints them.
    fn web(&self, making: &Making, template: &str) -> Option<(WebView, String)> {
        let site = &self.world.book.settings.base_url;
        if site.is_empty() || !self.mentions_web(template) {
            return None;
        }
        let page = match making {
            Making::ReportPdf(i) => address::report(&self.world.articles[*i]),
            Making::RegionYearPdf(code, year) => address::region_year(*code, *year),
            Making::Volume(year) => address::year(*year),
            _ => return None,
        };
        let address = format!("{site}{}", address::link("", &page).trim_end_matches("index.html"));
        let code = qr::svg(&address)?;
        Some((WebView { address, code: "web.svg".to_string() }, code))
    }

    /// Whether a template, or one that it reaches, can print `web`.
    fn mentions_web(&self, template: &str) -> bool {
        let templates = &self.world.theme.print;
        let others: Vec<(&str, &str)> = templates.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let start = templates.get(template).map_or("", String::as_str);
        reached::from(start, &others).iter().any(|text| fills_in(text, "web"))
    }

    /// Sets a sheet. Findings where a role has no font, a character no glyph, or Typst has a complaint.
    pub fn pdf(&self, fonts: &FontBook, sheet: &Sheet, making: &Making) -> Result<Vec<u8>, Vec<Finding>> {
        let made = self.set(fonts, sheet, making);
        // Typst remembers every layout. What the last few documents did not use again is dropped, from time to time, for it takes
        // a twentieth of a document's time.
        if self.made.fetch_add(1, Ordering::Relaxed).is_multiple_of(4) {
            comemo::evict(1);
        }
        made
    }

    fn set(&self, fonts: &FontBook, sheet: &Sheet, making: &Making) -> Result<Vec<u8>, Vec<Finding>> {
        let theme = self.world.theme;
        let lacking = fonts.lacking(theme);
        if !lacking.is_empty() {
            return Err(lacking);
        }
        let subject = findings::Subject::of(&self.world, making);
        let sheet = photograph::ready(sheet, theme.is_on("greyscale"))
            .map_err(|unfit| findings::unfit_pictures(&subject, &unfit, self.texts))?;
        let failed = |problems: Vec<typesetter::Problem>| {
            problems.iter().map(|problem| findings::print_failed(theme, &subject, problem)).collect::<Vec<_>>()
        };
        let mut desk = typesetter::Desk::new(&sheet, &fonts.store);
        let pages =
            fit::pages(&mut desk, &sheet).and_then(|pages| indexed(&mut desk, &sheet, pages)).map_err(failed)?;
        let missing = coverage::missing(&pages, &sheet, fonts, theme);
        if !missing.is_empty() {
            return Err(findings::missing_glyphs(&subject, &missing, self.texts, &self.elsewhere));
        }
        let identity = address::of(making, self.world.book, self.world.articles);
        desk.pdf(&searchable::as_written(&pages, &sheet.record), &identity).map_err(failed)
    }

    /// The pages of a sheet as a PDF that keeps to no standard, to read what stands on them: also where this machine has not the theme's
    /// fonts, or a font lacks a character. `None` where it cannot be set at all.
    pub fn draft(&self, fonts: &FontBook, sheet: &Sheet) -> Option<Vec<u8>> {
        let mut desk = typesetter::Desk::new(sheet, &fonts.store);
        let pages = fit::pages(&mut desk, sheet).and_then(|pages| indexed(&mut desk, sheet, pages)).ok()?;
        let draft = desk.draft(&searchable::as_written(&pages, &sheet.record));
        if self.made.fetch_add(1, Ordering::Relaxed).is_multiple_of(4) {
            comemo::evict(1);
        }
        draft
    }

    /// How charts look in a document: the theme's colours on white paper, as wide as the text.
    fn chart_style(&self, template: &str) -> Style {
        let theme = self.world.theme;
        let palette = render::palette(theme).on_paper();
        let palette = if theme.is_on("greyscale") { palette.in_grey() } else { palette };
        let style = Style { palette, ..Style::print() };
        if template == "feature.typ" {
            let width = self.newspaper_column().unwrap_or(236.0);
            return Style { width, sizes: Sizes { label: 8.5, small: 7.5 }, ..style };
        }
        style
    }

    /// In points, no wider than the template makes a column: two columns are 6 mm apart or a little more, and each is made of whole
    /// characters. A drawing that is wider than its column would have its type made smaller.
    fn newspaper_column(&self) -> Option<f64> {
        let theme = self.world.theme;
        let columns: f64 = theme.measures.get("feature-columns")?.parse().ok()?;
        const CHARACTER: f64 = 10.5;
        Some(((theme.feature_text_width()? - (columns - 1.0) * GUTTER) / columns - CHARACTER).max(CHARACTER))
    }
}

/// The same pages with their index at the end, for a template that imports one.
fn indexed(
    desk: &mut typesetter::Desk,
    sheet: &Sheet,
    pages: PagedDocument,
) -> Result<PagedDocument, Vec<typesetter::Problem>> {
    if !sheet.main.contains(&format!("\"/{}\"", record::INDEX)) {
        return Ok(pages);
    }
    desk.set_library(record::INDEX, sheet.record.index(&pages));
    desk.pages()
}

/// `fonts`, `palette`, `measures` and `words`: what a library, and every template, knows of its theme.
fn theme_context(theme: &Theme) -> Context {
    let mut context = Context::new();
    context.insert("fonts", &theme.fonts);
    context.insert("palette", &theme.palette);
    context.insert("measures", &theme.measures);
    context.insert("words", &theme.words);
    context
}

/// Whether a template has this word where Tera reads it: between braces.
fn fills_in(template: &str, word: &str) -> bool {
    let between = |open: &str, close: &str| {
        template.split(open).skip(1).any(|rest| rest.split(close).next().is_some_and(|inner| inner.contains(word)))
    };
    between("{{", "}}") || between("{%", "%}")
}
