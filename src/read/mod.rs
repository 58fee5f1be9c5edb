//! From folders to the draft: everything as written, and findings about its form. Reads `content/` and `themes/`, the texts
//! that `audit` is given, and nothing else; computes nothing and knows no reference in prose yet.

mod carried;
mod credentials;
mod data;
mod destinations;
mod form;
mod formula;
mod indicators;
mod inventory;
mod kind;
mod manuscript;
mod passing;
mod regions;
mod reports;
mod reviews;
mod shelf;
mod site;
mod slug;
mod standpoint;
mod summaries;
mod terms;
mod theme;
mod touched;
mod tree;
pub mod yaml;
pub mod yaml_text;

pub use carried::{Held, Page, Run, Unreadable, carried, held, is_seen};
pub use data::named_by_path;
pub use form::{Field, Form, Mapping};
pub use indicators::unknown_indicator;
pub use inventory::{Inventory, inventory};
pub use manuscript::{manuscript, pasted};
pub use reports::ReportDraft;
pub use shelf::Shelf;
pub use standpoint::{region_of, year_of};
pub use summaries::SummaryDraft;
pub use theme::{theme, theme_as_read, theme_files, unknown_asked_theme};
pub use touched::Touched;
pub use tree::{Stamp, content_files, has_changed_since, picture, picture_stamps, stamps};

use crate::derive::Statements;
use crate::finding::{Finding, Place, Severity};
use crate::model::site::SiteSettings;
use crate::model::{Gazetteer, Reviews, Term, Vocabulary};
use crate::source::Texts;
use inventory::Sorted;
use kind::{FileKind, SETTINGS};
use passing::Understanding;
use shelf::Part;
use std::{io, path::Path, sync::Arc};
use tree::Entry;

/// Everything as written.
#[derive(Debug, Default)]
pub struct Draft {
    pub settings: SiteSettings,
    pub vocabulary: Vocabulary,
    pub regions: Gazetteer,
    /// Of each file of data, and of those that could not be read. A file's figures lie together from here on.
    pub statements: Vec<Statements>,
    pub reports: Vec<ReportDraft>,
    pub summaries: Vec<SummaryDraft>,
    /// Paths below `content/images/`.
    pub images: Vec<String>,
    /// What lies in `content/` and is not read, and what is wrong with it.
    pub unread: Vec<String>,
    /// Words that are not to be used.
    pub terms: Vec<Term>,
    pub reviews: Reviews,
    pub texts: Texts,
    pub findings: Vec<Finding>,
}

impl Draft {
    /// Whether its years are all that the content has: where settings that others need, data or reports have an error, one
    /// may seem empty that is not.
    pub fn knows_every_year(&self) -> bool {
        const HOLD_YEARS: [&str; 4] =
            ["content/data", "content/reports", "content/regions.yaml", "content/indicators.yaml"];
        let is_below = |file: &str, folder: &str| {
            file.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let hides_years = |finding: &Finding| {
            finding.code == "no-site" || HOLD_YEARS.iter().any(|folder| is_below(&finding.place.file, folder))
        };
        !self.findings.iter().any(|finding| finding.severity == Severity::Error && hides_years(finding))
    }
}

/// Reads `content/` of a site. `Err` is for a disk that fails; whatever is wrong with the content is a finding.
pub fn content(root: &Path) -> io::Result<Draft> {
    read(root, &mut Shelf::default(), &Touched::Anything)
}

/// The settings of a site alone, for what needs no more of it, with what is wrong with them; `None` where there is no site. The folder may be
/// one within the site.
pub fn settings(folder: &Path) -> io::Result<Option<(SiteSettings, Vec<Finding>)>> {
    let file: Arc<str> = Arc::from(SETTINGS[0]);
    let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf());
    let Some(root) = folder.ancestors().find(|root| tree::is_regular(root, &file)) else { return Ok(None) };
    let text = match tree::text(&Entry { path: file.clone(), disk: root.join(&*file), is_link: false })? {
        Ok(text) => text,
        Err(finding) => return Ok(Some((SiteSettings::default(), vec![*finding]))),
    };
    let form = Form::new(file, 0);
    let settings = form.parse(&text).map(|node| site::settings(&form.root(&node))).unwrap_or_default();
    Ok(Some((settings, form.into_findings())))
}

fn read(root: &Path, shelf: &mut Shelf, touched: &Touched) -> io::Result<Draft> {
    let mut draft = Draft::default();
    draft.texts.read_again_by(tree::again(root));
    let (entries, findings) = shelf.files(root, touched)?;
    let Sorted { texts, images, strays } = inventory::sorted(entries);
    draft.images = images;
    draft.unread = inventory::unread(&strays, &findings);
    draft.findings = findings;
    draft.findings.extend(kind::strays(&strays));
    // A nation's data do not lie in memory as texts: they are read when everything is there to read them by.
    let is_passing = |entry: &Entry| !shelf.keeps() && FileKind::of(&entry.path) == FileKind::Data;
    let (passing, texts): (Vec<Entry>, Vec<Entry>) = texts.into_iter().partition(is_passing);
    let read = shelf.texts(&texts, touched)?;
    for (entry, text) in texts.iter().zip(read) {
        match text {
            Ok(text) if &*entry.path == SETTINGS[0] => {
                let (covered, told) = credentials::covered(&entry.path, &text);
                let text = if told.is_empty() { text } else { covered.into() };
                draft.findings.extend(told);
                draft.texts.insert(entry.path.clone(), text);
            }
            Ok(text) => draft.texts.insert(entry.path.clone(), text),
            Err(finding) => draft.findings.push(*finding),
        }
    }
    if draft.texts.get("content/site.yaml").is_none()
        && !draft.findings.iter().any(|f| &*f.place.file == "content/site.yaml")
    {
        draft.findings.push(
            Finding::error(
                "no-site",
                Place::file("content/site.yaml"),
                "没有找到 content/site.yaml",
                "there is no content/site.yaml",
            )
            .help(
                "在站点文件夹里运行，或用 --root 指明；新建站点用 yearbook new 文件夹",
                "run inside a site's folder or name it by --root; `yearbook new FOLDER` makes one",
            ),
        );
        passing::put(&passing, Understanding::None, &mut draft)?;
        return Ok(draft);
    }
    fill(&mut draft, shelf, &passing)?;
    Ok(draft)
}

/// Reads every text into its part of the draft: the vocabulary first, then what uses it, in parallel. `passing` are the files of data
/// whose texts are not in the draft.
fn fill(draft: &mut Draft, shelf: &mut Shelf, passing: &[Entry]) -> io::Result<()> {
    draft.findings.extend(shelf.hidden_characters(draft));
    let [site, indicators, regions] = SETTINGS;
    if !shelf.put_settings(draft) {
        let told_before = draft.findings.len();
        settings_file(draft, site, &|draft, _, root| draft.settings = site::settings(&root));
        settings_file(draft, indicators, &|draft, _, root| draft.vocabulary = indicators::vocabulary(&root));
        settings_file(draft, regions, &|draft, _, root| draft.regions = regions::gazetteer(&root));
        shelf.keep_settings(draft, told_before);
    }

    terms_and_reviews(draft);

    // Without vocabulary or regions everything that uses them would be told as unknown: the cause is told alone.
    let is_broken = |file: &str| draft.findings.iter().any(|f| &*f.place.file == file && f.severity == Severity::Error);
    let has_no_words = draft.vocabulary.is_empty() && is_broken(indicators);
    if has_no_words || draft.regions.iter().next().is_none() && is_broken(regions) {
        return passing::put(passing, Understanding::None, draft);
    }
    let mut texts_told = Vec::new();
    for (part, findings) in shelf.parts(draft) {
        match part {
            Part::Data(statements) => {
                draft.statements.push(statements);
                draft.findings.extend(findings);
            }
            Part::Report(report) => {
                draft.reports.extend(report);
                texts_told.extend(findings);
            }
            Part::Summary(summary) => {
                draft.summaries.extend(summary);
                texts_told.extend(findings);
            }
        }
    }
    passing::put(passing, Understanding::Whole, draft)?;
    // Of a file that could not be read at all everything waits.
    const UNREADABLE: [&str; 6] =
        ["broken-yaml", "tab-indentation", "wrong-encoding", "file-too-large", "bad-region-code", "missing-key"];
    let unreadable = draft.findings.iter().filter(|finding| UNREADABLE.contains(&finding.code));
    let unread = unreadable.filter_map(|finding| data::named_by_path(&finding.place.file)).collect();
    draft.statements.push(Statements::new(Vec::new(), Vec::new(), unread));
    draft.findings.extend(texts_told);
    draft.summaries.sort_by_key(|summary| (summary.order, summary.file.clone()));
    Ok(())
}

/// Reads what only the gate asks for.
fn terms_and_reviews(draft: &mut Draft) {
    for (file, text) in draft.texts.kept() {
        match FileKind::of(file) {
            FileKind::Terms => {
                let (terms, told) = terms::terms(file, text);
                draft.terms = terms;
                draft.findings.extend(told);
            }
            FileKind::Review => draft.findings.extend(reviews::put(file, text, &mut draft.reviews)),
            _ => {}
        }
    }
}

/// Reads one of the three files at the top of `content/`; one that is missing is a finding.
fn settings_file(draft: &mut Draft, file: &str, read: &dyn Fn(&mut Draft, &Form, Field)) {
    let Some(text) = draft.texts.get(file).cloned() else {
        if !draft.findings.iter().any(|f| &*f.place.file == file) {
            draft.findings.push(
                Finding::error("missing-file", Place::file(file), format!("没有 {file}"), format!("{file} is missing"))
                    .help(
                        "写一个；可以照 yearbook new 建的站点里的抄",
                        "write it; the site that `yearbook new` makes has one to copy",
                    ),
            );
        }
        return;
    };
    let form = Form::new(Arc::from(file), 0);
    if let Some(node) = form.parse(&text) {
        if node == yaml::Node::Null {
            form.tell(empty(file));
        } else {
            read(draft, &form, form.root(&node));
        }
    }
    draft.findings.extend(form.into_findings());
}

/// A finding about a file that holds nothing.
fn empty(file: &str) -> Finding {
    Finding::error("empty-file", Place::file(file), "文件是空的", "the file is empty")
        .help("写上内容，或删去文件", "write something into it, or delete it")
}

/// The first character of a text that nobody sees but that changes what is printed: direction marks (with one, 1234 shows as 1243),
/// private-use characters, controls.
fn hidden_character(file: &str, text: &str) -> Option<Finding> {
    let is_hidden = |c: char| {
        matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{e000}'..='\u{f8ff}')
            || (c.is_control() && !matches!(c, '\n' | '\t' | '\r'))
    };
    let (at, c) = text.char_indices().find(|(_, c)| is_hidden(*c))?;
    let code = format!("U+{:04X}", u32::from(c));
    let place = Place::bytes(file, at..at + c.len_utf8());
    Some(
        Finding::error(
            "private-character",
            place,
            format!("文中有看不见的字符 {code}（方向符、私用区字符或控制符）"),
            format!("a character that cannot be seen, {code}: a direction mark, a private-use character or a control"),
        )
        .help("删去它；多半是从别处粘贴带来的", "delete it; it often comes with pasted text"),
    )
}
