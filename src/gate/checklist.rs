//! 把关清单: what three reviewers look at and sign, as the theme's templates `web/checklist.html` and `print/checklist.typ` see it. Comes
//! in: a proof, its verdict, the day. Goes out: plain values, every number counted and every word chosen. Knows no markup.

use super::{Verdict, codes, rules};
use crate::audit;
use crate::check;
use crate::finding::{Finding, Severity};
use crate::model::theme::Theme;
use crate::model::{Date, Stage};
use crate::pipeline::Proof;
use crate::source::Locator;
use serde::Serialize;

/// What both templates are filled with.
#[derive(Clone, Debug, Serialize)]
pub struct View {
    pub document: Document,
    pub checklist: Checklist,
    /// The list carries no files.
    pub carried: Vec<String>,
}

/// As in other documents: for the metadata of the PDF.
#[derive(Clone, Debug, Serialize)]
pub struct Document {
    pub title: String,
    pub publisher: String,
    pub description: String,
    pub keywords: Vec<String>,
    pub date: Day,
}

#[derive(Clone, Debug, Serialize)]
pub struct Day {
    pub year: i32,
    pub month: u8,
    pub day: u8,
    /// 2024年3月1日
    pub text: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct Checklist {
    /// 可发, 不可发
    pub verdict: String,
    pub is_open: bool,
    /// The name of the site.
    pub site: String,
    pub date: String,
    /// The first twelve digits of the hash, in groups of four.
    pub hash_short: String,
    /// The whole hash, in groups of eight.
    pub hash: String,
    /// yearbook 0.1.0
    pub program: String,
    pub pages: usize,
    pub pdfs: usize,
    pub groups: Vec<Group>,
    pub errors: usize,
    pub warnings: usize,
    pub notes: usize,
    /// Errors, then warnings.
    pub findings: Vec<Open>,
    /// Of how many there was no room, in words; empty where all are there.
    pub left_out_said: String,
    pub stages: Vec<Signed>,
    /// Signatures that do not hold, and why.
    pub void: Vec<Voided>,
    pub let_through: Vec<Passed>,
}

/// One line of the list: checks of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    pub name: String,
    pub errors: usize,
    pub warnings: usize,
    pub notes: usize,
    /// Nothing of severity error or warning.
    pub is_clear: bool,
}

#[derive(Clone, Debug, Serialize)]
pub struct Open {
    /// 错误, 警告
    pub severity: String,
    pub is_error: bool,
    pub code: String,
    pub message: String,
    /// content/site.yaml:3
    pub place: String,
}

/// A place to sign; the name and the day are empty where nobody has.
#[derive(Clone, Debug, Serialize)]
pub struct Signed {
    pub stage: String,
    pub name: String,
    pub date: String,
    pub note: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct Voided {
    pub stage: String,
    pub name: String,
    pub date: String,
    pub why: String,
}

/// Errors that somebody let pass for this content.
#[derive(Clone, Debug, Serialize)]
pub struct Passed {
    pub name: String,
    pub date: String,
    pub reason: String,
    /// 2处错误
    pub findings: String,
}

/// More are in what the command says; a list of a thousand pages is read by nobody.
const MOST_FINDINGS: usize = 200;

/// The list for a day.
pub fn view(proof: &Proof, verdict: &Verdict, date: Date) -> View {
    let theme = &proof.theme;
    let word = |key: &str| theme.words.get(key).cloned().unwrap_or_else(|| key.to_string());
    let settings = &proof.book.settings;
    let title = word("gate_title");
    let is_open = verdict.is_open();
    let count = |severity| verdict.findings.iter().filter(|finding| finding.severity == severity).count();
    let (errors, warnings, notes) = (count(Severity::Error), count(Severity::Warning), count(Severity::Note));
    let findings = open(proof, verdict, &word);
    let publisher = if settings.publisher.is_empty() { settings.name.clone() } else { settings.publisher.clone() };
    let made = |is_pdf: bool| {
        let is_one = |(path, making): &(&String, &crate::plan::Making)| {
            making.is_pdf() == is_pdf && (is_pdf || path.ends_with(".html"))
        };
        proof.site.files.iter().filter(is_one).count()
    };
    View {
        document: Document {
            title: title.clone(),
            publisher,
            description: settings.name.clone(),
            keywords: Vec::new(),
            date: Day {
                year: date.year,
                month: date.month.unwrap_or(1),
                day: date.day.unwrap_or(1),
                text: date.to_string(),
            },
        },
        checklist: Checklist {
            verdict: word(if is_open { "gate_open" } else { "gate_closed" }),
            is_open,
            site: settings.name.clone(),
            date: date.to_string(),
            hash_short: grouped(&verdict.saw.hash[..12], 4),
            hash: grouped(&verdict.saw.hash, 8),
            program: verdict.saw.program.clone(),
            pages: made(false),
            pdfs: made(true),
            groups: groups(theme, &verdict.findings),
            errors,
            warnings,
            notes,
            left_out_said: left_out_said(&word("gate_left_out"), (errors + warnings).saturating_sub(findings.len())),
            findings,
            stages: Stage::ALL.into_iter().map(|stage| signed(verdict, stage)).collect(),
            void: voided(verdict),
            let_through: passed(proof, verdict, &word("gate_let_through_of")),
        },
        carried: Vec::new(),
    }
}

fn counted(words: &str, count: usize) -> String {
    words.replace("{count}", &count.to_string())
}

fn left_out_said(words: &str, count: usize) -> String {
    if count == 0 { String::new() } else { counted(words, count) }
}

fn grouped(digits: &str, by: usize) -> String {
    let groups = digits.as_bytes().chunks(by).map(|group| String::from_utf8_lossy(group).into_owned());
    groups.collect::<Vec<_>>().join(" ")
}

fn open(proof: &Proof, verdict: &Verdict, word: &dyn Fn(&str) -> String) -> Vec<Open> {
    let locator = Locator::new(&proof.texts);
    let of = |severity: Severity| verdict.findings.iter().filter(move |finding| finding.severity == severity);
    of(Severity::Error)
        .chain(of(Severity::Warning))
        .take(MOST_FINDINGS)
        .map(|finding| {
            let line = locator.locate(&finding.place).map_or(String::new(), |location| format!(":{}", location.line));
            let is_error = finding.severity == Severity::Error;
            Open {
                severity: word(if is_error { "gate_error" } else { "gate_warning" }),
                is_error,
                code: finding.code.to_string(),
                message: finding.message.zh.clone(),
                place: format!("{}{line}", finding.place.file),
            }
        })
        .collect()
}

/// The kinds of checks in the order of the list, each with the word that names it.
const GROUPS: [&str; 9] = [
    "gate_group_figures",
    "gate_group_prose",
    "gate_group_persons",
    "gate_group_secrecy",
    "gate_group_terms",
    "gate_group_pictures",
    "gate_group_whole",
    "gate_group_made",
    "gate_group_form",
];

fn groups(theme: &Theme, findings: &[Finding]) -> Vec<Group> {
    let (of_figures, of_prose) = (check::own_codes(), audit::rules::ALL);
    let place = |code: &str| match code {
        _ if rules::PERSONS.contains(&code) => 2,
        "secrecy-mark" | "draft-mark" => 3,
        "outdated-term" => 4,
        "map-without-number" | "missing-alternative" | "missing-image" => 5,
        "missing-glyph" | "no-chinese-font" | "print-failed" | "broken-template" | "low-contrast" => 7,
        "missing-site-tag" | "dead-link" | "bad-link" | "no-source" | "void-signature" | "missing-signature" => 6,
        _ if codes().contains(&code) => 6,
        _ if of_figures.contains(&code) => 0,
        _ if of_prose.iter().any(|(known, _)| *known == code) => 1,
        _ => 8,
    };
    let group = |(at, key): (usize, &&str)| {
        let count = |severity| findings.iter().filter(|f| f.severity == severity && place(f.code) == at).count();
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        Group {
            name: theme.words.get(*key).cloned().unwrap_or_else(|| key.to_string()),
            errors,
            warnings,
            notes: count(Severity::Note),
            is_clear: errors + warnings == 0,
        }
    };
    GROUPS.iter().enumerate().map(group).collect()
}

fn signed(verdict: &Verdict, stage: Stage) -> Signed {
    let found = verdict.reviews.iter().find(|one| one.void.is_none() && one.signature.stage == stage);
    let of = |field: fn(&super::Standing) -> String| found.map_or(String::new(), field);
    Signed {
        stage: stage.word().to_string(),
        name: of(|one| one.signature.name.clone()),
        date: of(|one| one.signature.date.to_string()),
        note: of(|one| one.signature.note.clone()),
    }
}

fn voided(verdict: &Verdict) -> Vec<Voided> {
    let void = verdict.reviews.iter().filter_map(|one| Some((one, one.void.as_ref()?)));
    void.map(|(one, void)| Voided {
        stage: one.signature.stage.word().to_string(),
        name: one.signature.name.clone(),
        date: one.signature.date.to_string(),
        why: void.in_words().zh,
    })
    .collect()
}

fn passed(proof: &Proof, verdict: &Verdict, of: &str) -> Vec<Passed> {
    let of_this = proof.reviews.let_through.iter().filter(|one| one.hash == verdict.saw.hash);
    of_this
        .map(|one| Passed {
            name: one.name.clone(),
            date: one.date.to_string(),
            reason: one.reason.clone(),
            findings: counted(of, one.findings.len()),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Place;

    #[test]
    fn every_finding_is_counted_in_one_group() {
        let codes = [
            "growth-disagrees",
            "sum-off",
            "mobile-number",
            "secrecy-mark",
            "outdated-term",
            "map-without-number",
            "empty-column",
            "missing-glyph",
            "bad-id",
        ];
        let findings: Vec<Finding> = codes
            .into_iter()
            .map(|code| Finding::new(code, Severity::Error, Place::file("a"), Default::default()))
            .collect();
        let counted: Vec<usize> = groups(&Theme::default(), &findings).iter().map(|group| group.errors).collect();
        assert_eq!(counted, [1; 9]);
    }

    #[test]
    fn a_hash_is_read_in_groups() {
        assert_eq!(grouped("0123456789ab", 4), "0123 4567 89ab");
    }
}
