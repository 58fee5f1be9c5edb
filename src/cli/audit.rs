//! `yearbook audit FILE…`: recomputes what texts say of their own numbers; needs no site and no data. Within a site its settings say
//! how severe a rule is. The findings are its result and go to stdout. Files are read, told and forgotten in turn, so that memory does
//! not grow with their number.

use super::{Common, End, Format};
use crate::audit::{self, Audited, Verified};
use crate::check;
use crate::finding::{self, Finding, Language, Place, Severity, allowance};
use crate::model::{Manuscript, ManuscriptKind};
use crate::read;
use crate::reading::Markup;
use crate::source::{Locator, Texts};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub struct Flags {
    /// 文稿：.docx、.md、.txt；写 - 或不写，就读粘贴进来的文字
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// 核对无误的也列出来
    #[arg(long)]
    verbose: bool,
}

/// How many files are read at once.
const AT_ONCE: usize = 32;

pub fn run(common: &Common, flags: &Flags) -> io::Result<End> {
    let pasted = [PathBuf::from("-")];
    let files = match flags.files.as_slice() {
        [] if io::stdin().is_terminal() => {
            return Ok(common
                .refuse("要查哪个文件？写文件名，或写 - 读粘贴的文字", "which file? Name one, or - for pasted text"));
        }
        [] => &pasted[..],
        files => files,
    };
    let (settings, told) = read::settings(&common.root)?.unwrap_or_default();
    let wanted = settings.severity;
    let mut report =
        Report { common, wanted, verbose: flags.verbose, findings: Vec::new(), texts: Texts::default(), verified: 0 };
    // Settings that cannot be read may want other severities than those that are shown.
    report.take(Audit { manuscript: None, audited: Audited::default(), beside: told })?;
    for files in files.chunks(AT_ONCE) {
        let audited: Vec<Audit> = files.par_iter().map(|file| Audit::of(file.as_path())).collect();
        for audit in audited {
            report.take(audit)?;
        }
    }
    report.end()
}

/// One file with what there is to tell of it.
struct Audit {
    manuscript: Option<Manuscript>,
    audited: Audited,
    /// What no rule tells: that a file cannot be read.
    beside: Vec<Finding>,
}

impl Audit {
    fn of(file: &Path) -> Self {
        let (manuscript, findings) = match file.as_os_str() == "-" {
            true => read::pasted(io::stdin().lock()),
            false => read::manuscript(file),
        };
        let mut audited = Audited::default();
        if let Some(manuscript) = &manuscript {
            let markup = match manuscript.kind {
                ManuscriptKind::Markdown => Markup::Markdown,
                ManuscriptKind::Plain | ManuscriptKind::Word => Markup::Plain,
            };
            audited = audit::text(&manuscript.file, &manuscript.text, markup);
        }
        Self { manuscript, audited, beside: findings }
    }
}

/// What has been told so far. Machine formats are written at the end, so they keep what they need of each file.
struct Report<'a> {
    common: &'a Common,
    /// What the site wants of the rules.
    wanted: BTreeMap<String, Option<Severity>>,
    verbose: bool,
    findings: Vec<Finding>,
    texts: Texts,
    verified: usize,
}

impl Report<'_> {
    fn take(&mut self, audit: Audit) -> io::Result<()> {
        let mut texts = Texts::default();
        if let Some(manuscript) = audit.manuscript {
            texts.insert(manuscript.file, manuscript.text);
        }
        let Audited { findings, verified, .. } = audit.audited;
        let mut findings: Vec<Finding> = findings.into_iter().filter_map(|f| f.as_wanted(&self.wanted)).collect();
        findings.extend(audit.beside);
        let ran: Vec<&str> = audit::rules::ALL.iter().map(|(code, _)| *code).collect();
        findings = allowance::apply(findings, &texts, allowance::Rules { known: &check::codes(), ran: &ran });
        if self.common.strict {
            findings = findings.into_iter().map(super::strict).collect();
        }
        finding::sort(&mut findings, &texts);
        self.verified += verified.len();
        if self.common.format == Format::Text {
            self.show(&findings, &verified, &texts)?;
            let told = findings.into_iter().map(|f| Finding { place: Place::file(&f.place.file), ..f });
            self.findings.extend(told);
            return Ok(());
        }
        if self.verbose {
            findings.extend(verified.into_iter().map(as_finding));
            finding::sort(&mut findings, &texts);
        }
        self.findings.extend(findings);
        self.texts.extend(texts);
        Ok(())
    }

    /// The findings of one file with their lines, and a line for each relation that holds.
    fn show(&self, findings: &[Finding], verified: &[Verified], texts: &Texts) -> io::Result<()> {
        let language = self.common.language();
        let shown: Vec<Finding> =
            findings.iter().filter(|f| !self.common.quiet || f.severity == Severity::Error).cloned().collect();
        let mut words = finding::text(&shown, texts, language, io::stdout().is_terminal());
        if self.verbose {
            let locator = Locator::new(texts);
            for verified in verified {
                let at =
                    locator.locate(&verified.place).map_or(String::new(), |at| format!(":{}:{}", at.line, at.column));
                let file = finding::visible(&verified.place.file);
                words.push_str(&format!("✓ {file}{at}  {}  {}\n", verified.code, verified.arithmetic));
            }
        }
        super::print(&words)
    }

    fn end(self) -> io::Result<End> {
        let language = self.common.language();
        if self.common.format != Format::Text {
            return self.common.show(self.findings, &self.texts);
        }
        if !self.common.quiet {
            let verified = match (language, self.verified) {
                (_, 0) => String::new(),
                (Language::Chinese, n) => format!("；核对无误 {n} 处"),
                (Language::English, n) => format!("; {n} relations hold"),
            };
            super::print(&format!("{}{verified}\n", finding::summary_line(&self.findings, language)))?;
        }
        Ok(self.common.ended(&self.findings))
    }
}

fn as_finding(verified: Verified) -> Finding {
    let (zh, en) = (format!("核对无误：{}", verified.arithmetic), format!("holds: {}", verified.arithmetic));
    Finding::new(verified.code, Severity::Holds, verified.place, finding::Message::new(zh, en))
}
