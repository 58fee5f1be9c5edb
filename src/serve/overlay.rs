//! The findings that belong to a page, as its script shows them over it. Comes in: an edition and a page's path. Goes out: words in one
//! language, with file, line and the line itself. Decides nothing about how they look.

use super::edition::{Edition, Stage};
use crate::finding::{Finding, Language, Severity};
use crate::plan::{Making, address};
use crate::read;
use crate::source::{Location, Locator};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Of one kind; who has more looks into the terminal.
const MOST: usize = 20;

/// Of a longer line only what stands around the place, in bytes to each side.
const AROUND: usize = 120;

/// What a page shows of its findings. Without findings all of it is empty.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct Overlay {
    /// How many there are, in a word: 错误 2 处.
    pub title: String,
    /// What the page shows instead of the content as it is now; empty where it shows just that.
    pub state: String,
    /// Whether the page itself has something to mend: then it is shown open.
    pub open: bool,
    pub groups: Vec<Group>,
    /// How many findings are not listed here; empty where none.
    pub more: String,
    /// For the buttons, and for when the line is lost.
    pub close: &'static str,
    pub lost: &'static str,
}

/// Findings of the page's own files, of the whole site, or of other pages.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    pub title: &'static str,
    pub findings: Vec<Shown>,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// `error`, `warning` or `note`, and its word.
    pub severity: &'static str,
    pub word: &'static str,
    pub code: &'static str,
    pub message: String,
    pub help: String,
    pub file: String,
    /// From 1; 0 for a whole file.
    pub line: usize,
    /// The line itself: before the place, the place, behind it.
    pub before: String,
    pub marked: String,
    pub after: String,
}

/// To whom a finding belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whose {
    Own,
    Whole,
    Others,
}

/// What the page at a path shows.
pub fn on(edition: &Edition, path: &str, language: Language) -> Overlay {
    let told = &edition.told;
    let is_chinese = language == Language::Chinese;
    let word = |zh: &'static str, en: &'static str| if is_chinese { zh } else { en };
    let state = match (&told.failure, told.is_broken) {
        (Some(failure), _) => failure.in_language(language).to_string(),
        (None, true) => word(
            "内容有错误，做不出网页，这里还是上一次能做出来时的样子；改好保存，就会更新",
            "the content has an error: this is how the page was before it; mend and save to see it anew",
        )
        .to_string(),
        (None, false) => String::new(),
    };
    let mut overlay = Overlay {
        title: title(&told.findings, language),
        open: told.is_broken,
        state,
        close: word("收起", "fold"),
        lost: word("预览断开了；重新运行 yearbook serve 就会接上", "the preview has ended; run yearbook serve again"),
        ..Overlay::default()
    };
    let pages = edition.stage.as_deref().map(|stage| Owners::of(stage, &told.findings)).unwrap_or_default();
    let locator = Locator::new(&told.texts);
    let mut hidden = 0;
    for (whose, title) in [
        (Whose::Own, word("这一页", "This page")),
        (Whose::Whole, word("全站", "The whole site")),
        (Whose::Others, word("别的页", "Other pages")),
    ] {
        let all = told.findings.iter().filter(|finding| pages.whose(finding, path) == whose);
        // What another page has to mend is no business of this one, unless everything waits for it.
        let (shown, left): (Vec<_>, Vec<_>) =
            all.partition(|finding| whose != Whose::Others || told.is_broken && finding.severity == Severity::Error);
        hidden += left.len() + shown.len().saturating_sub(MOST);
        overlay.open |= whose == Whose::Own && shown.iter().any(|finding| finding.severity != Severity::Note);
        let findings: Vec<Shown> =
            shown.into_iter().take(MOST).map(|finding| seen(finding, &locator, language)).collect();
        if !findings.is_empty() {
            overlay.groups.push(Group { title, findings });
        }
    }
    if hidden > 0 {
        overlay.more = match language {
            Language::Chinese => format!("另有 {hidden} 处，见终端"),
            Language::English => format!("{hidden} more in the terminal"),
        };
    }
    overlay
}

fn title(findings: &[Finding], language: Language) -> String {
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let counted = [Severity::Error, Severity::Warning, Severity::Note].map(|severity| (severity, count(severity)));
    let counted = counted.into_iter().filter(|(_, count)| *count > 0).map(|(severity, count)| match language {
        Language::Chinese => format!("{} {count} 处", word_of(severity, language)),
        Language::English => format!("{count} × {}", word_of(severity, language)),
    });
    counted.collect::<Vec<_>>().join(if language == Language::Chinese { "，" } else { ", " })
}

fn word_of(severity: Severity, language: Language) -> &'static str {
    match (severity, language) {
        (Severity::Error, Language::Chinese) => "错误",
        (Severity::Warning, Language::Chinese) => "警告",
        (Severity::Note | Severity::Holds, Language::Chinese) => "提示",
        (severity, Language::English) => severity.name(),
    }
}

/// Which page a file is shown on, for the files that have findings.
#[derive(Default)]
struct Owners(BTreeMap<Arc<str>, String>);

impl Owners {
    fn of(stage: &Stage, findings: &[Finding]) -> Self {
        let files = findings.iter().map(|finding| finding.place.file.clone());
        let mut owners: BTreeMap<_, _> = files.map(|file| (file, String::new())).collect();
        for article in &stage.proof().articles {
            if let Some(owner) = owners.get_mut(&article.file) {
                *owner = address::report(article);
            }
        }
        for (file, owner) in &mut owners {
            let named = read::named_by_path(file).map(|(code, year, _)| address::region_year(code, year));
            if let Some(page) =
                named.filter(|page| matches!(stage.site().files.get(page), Some(Making::RegionYear(..))))
            {
                *owner = page;
            }
        }
        owners.retain(|_, owner| !owner.is_empty());
        Self(owners)
    }

    fn whose(&self, finding: &Finding, path: &str) -> Whose {
        match self.0.get(&finding.place.file) {
            None => Whose::Whole,
            Some(owner) if owner == path || owner.strip_suffix("index.html") == Some(path) => Whose::Own,
            Some(_) => Whose::Others,
        }
    }
}

fn seen(finding: &Finding, locator: &Locator, language: Language) -> Shown {
    let location = locator.locate(&finding.place);
    let text = locator.text(&finding.place.file);
    let [before, marked, after] = match (&location, text) {
        (Some(location), Some(text)) => line_around(text, location),
        _ => Default::default(),
    };
    Shown {
        severity: finding.severity.name(),
        word: word_of(finding.severity, language),
        code: finding.code,
        message: finding.message.in_language(language).to_string(),
        help: finding.help.in_language(language).to_string(),
        file: finding.place.file.to_string(),
        line: location.map_or(0, |location| location.line),
        before,
        marked,
        after,
    }
}

/// The line of a place in three pieces; of a place over several lines the first.
fn line_around(text: &str, location: &Location) -> [String; 3] {
    let bytes = location.bytes.clone();
    let far = text.floor_char_boundary(bytes.start.saturating_sub(AROUND));
    let start = text[far..bytes.start].rfind('\n').map_or(far, |end| far + end + 1);
    let far = text.floor_char_boundary((bytes.end + AROUND).min(text.len()));
    let end = text[bytes.start..far].find('\n').map_or(far, |end| bytes.start + end);
    let middle = bytes.end.min(end);
    [&text[start..bytes.start], &text[bytes.start..middle], &text[middle..end]].map(str::to_string)
}
