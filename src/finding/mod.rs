//! Findings: what the program has to tell the editor. A stage makes them, the command line shows them, all of one run at
//! once. A finding carries its message in both languages and a place by key path or byte range; line and column are
//! looked up only when it is shown.

pub mod allowance;
mod kept;
mod mend;
mod nearest;
mod sarif;
mod show;
mod visible;

pub use mend::mended;
pub use nearest::nearest;
pub use sarif::sarif;
pub use show::{json, summary_line, text};
pub use visible::visible;

use crate::source::{Locator, Texts};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, ops::Range, sync::Arc};

/// The name of a rule. Serde's derive would take a field of the type `&'static str` itself for borrowed input.
pub type Code = &'static str;

/// One thing to tell, at one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The name of the rule, as `explain` takes it: `unknown-indicator`.
    #[serde(with = "kept::code")]
    pub code: Code,
    pub severity: Severity,
    pub place: Place,
    /// What is wrong, one phrase without a full stop.
    pub message: Message,
    /// What to do about it; may be empty.
    pub help: Message,
    /// What `check --fix` writes, where it is certain.
    pub fix: Option<Fix>,
}

/// Bytes of the finding's file and what to write in their place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    pub bytes: Range<usize>,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    Error,
    Warning,
    Note,
    /// Nothing is wrong: a relation was recomputed and holds. Told only where it is asked for.
    Holds,
}

/// One sentence in both languages, so that they stand and change together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    pub zh: String,
    pub en: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    Chinese,
    English,
}

/// Where: a file relative to the site's root, and a spot in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    #[serde(with = "kept::file")]
    pub file: Arc<str>,
    pub spot: Spot,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Spot {
    /// The file as a whole.
    File,
    /// A key path in the YAML that starts at a byte of the file (0, or inside a Markdown file). List items are numbers.
    Key { yaml_from: usize, path: Vec<String> },
    /// The key itself at the end of such a path, not its value.
    KeyName { yaml_from: usize, path: Vec<String> },
    /// Bytes of the file.
    Bytes { start: usize, end: usize },
    /// Where this text first stands in the file; the file as a whole where it does not.
    Text(String),
}

impl Severity {
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
            Self::Holds => "none",
        }
    }

    /// `pass` where nothing is wrong, else `fail`.
    pub fn kind(self) -> &'static str {
        if self == Self::Holds { "pass" } else { "fail" }
    }

    pub fn parse(name: &str) -> Option<Self> {
        [Self::Error, Self::Warning, Self::Note].into_iter().find(|s| s.name() == name)
    }
}

impl Message {
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.zh,
            Language::English => &self.en,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.zh.is_empty()
    }
}

impl Place {
    pub fn file(file: &str) -> Self {
        Self { file: Arc::from(file), spot: Spot::File }
    }

    pub fn bytes(file: &str, range: Range<usize>) -> Self {
        Self { file: Arc::from(file), spot: Spot::Bytes { start: range.start, end: range.end } }
    }

    /// Where a text first stands in a file.
    pub fn text(file: &str, text: impl Into<String>) -> Self {
        Self { file: Arc::from(file), spot: Spot::Text(text.into()) }
    }

    /// A key path in a YAML file, as `figures.东西部协作资金.growth` split at its dots.
    pub fn key(file: &str, path: &[&str]) -> Self {
        let path = path.iter().map(|key| key.to_string()).collect();
        Self { file: Arc::from(file), spot: Spot::Key { yaml_from: 0, path } }
    }
}

impl Finding {
    pub fn new(code: &'static str, severity: Severity, place: Place, message: Message) -> Self {
        Self { code, severity, place, message, help: Message::default(), fix: None }
    }

    pub fn error(code: &'static str, place: Place, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, place, Message::new(zh, en))
    }

    pub fn warning(code: &'static str, place: Place, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, place, Message::new(zh, en))
    }

    pub fn help(mut self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.help = Message::new(zh, en);
        self
    }

    pub fn fix(mut self, bytes: Range<usize>, text: impl Into<String>) -> Self {
        self.fix = Some(Fix { bytes, text: text.into() });
        self
    }

    /// The finding with the severity that the office wants for its rule; `None` where it wants none.
    pub fn as_wanted(self, wanted: &BTreeMap<String, Option<Severity>>) -> Option<Self> {
        match wanted.get(self.code) {
            None => Some(self),
            Some(severity) => severity.map(|severity| Self { severity, ..self }),
        }
    }
}

/// Sorts by file and line, so that a run reads from top to bottom, and drops what is said twice.
pub fn sort(findings: &mut Vec<Finding>, texts: &Texts) {
    let locator = Locator::new(texts);
    findings.sort_by_cached_key(|finding| {
        let byte = locator.locate(&finding.place).map(|location| location.bytes.start);
        (finding.place.file.clone(), byte, finding.code, finding.message.zh.clone())
    });
    findings.dedup();
}

/// True where a build must not publish.
pub fn has_error(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}
