//! `yearbook gate`: 可发 or 不可发, with the list that reviewers sign. Other commands that let something out ask [`pass`] first.

#![expect(clippy::disallowed_methods, reason = "writes the list beside the site")]

use super::build::{progress_bar, resolved};
use super::day::Day;
use super::review::{self, Record};
use super::{Common, End, Format, strict};
use crate::disk::named;
use crate::finding::{Finding, Severity, visible};
use crate::gate::{self, Verdict, checklist};
use crate::model::Date;
use crate::pipeline::{self, Kept, Proof, Workshop};
use crate::plan::Prints;
use crate::source::Locator;
use std::io;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub struct Flags {
    /// 清单写到这个文件夹（不写就是站点文件夹里的 gate）
    #[arg(long = "to", value_name = "DIR")]
    list_in: Option<PathBuf>,
    #[command(flatten)]
    day: Day,
    #[command(flatten)]
    passage: Passage,
}

/// A reason or a name on record: something, and on one line.
fn words(text: &str) -> Result<String, String> {
    const MOST: usize = 500;
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_seen = |c: char| {
        !c.is_control()
            && !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e000}'..='\u{f8ff}')
    };
    match words.chars().all(is_seen) && (1..=MOST).contains(&words.chars().count()) {
        true => Ok(words),
        false => Err(String::new()),
    }
}

/// The name of somebody: as [`words`], short, and written the same way each time: 张 三 is 张三.
pub(super) fn person(text: &str) -> Result<String, String> {
    let name = words(text)?;
    let is_latin = name.chars().any(|c| c.is_ascii_alphabetic());
    let name = if is_latin { name } else { name.replace(' ', "") };
    if name.chars().count() <= 60 { Ok(name) } else { Err(String::new()) }
}

/// What lets errors pass.
#[derive(Default, clap::Args)]
pub struct Passage {
    /// 有错误也放行，写明理由，记在案上
    #[arg(long, value_name = "REASON", requires = "name", value_parser = words)]
    despite: Option<String>,
    /// 谁放行
    #[arg(long, value_name = "NAME", value_parser = person)]
    name: Option<String>,
}

pub fn run(common: &Common, flags: &Flags) -> io::Result<End> {
    let to = flags.list_in.clone().unwrap_or_else(|| common.root.join("gate"));
    if let Some(end) = refuse_place(common, &to)? {
        return Ok(end);
    }
    let kept = Kept::default();
    let mut proof = pipeline::proof(&common.request(Prints::documents()))?;
    if proof.findings.iter().any(|finding| finding.code == "no-site") {
        return common.report(proof.findings.clone(), &proof.texts);
    }
    let date = flags.day.get();
    let verdict = judged(common, &proof, &kept)?;
    let end = common.report(verdict.findings.clone(), &proof.texts)?;
    let passed = recorded(common, &flags.passage, date, &proof, &verdict, end)?;
    if let Some(record) = &passed {
        proof.reviews.let_through.push(record.clone());
    }
    write_list(common, &proof, &verdict, date, &to, &kept)?;
    say_verdict(common, &verdict, end, passed.is_some());
    Ok(if passed.is_some() { End::Done } else { end })
}

/// Whether a site that has just been built may go out: the verdict where it is 可发, or where errors are let pass with a reason, which
/// is then on record; else how the run ends. `told` is everything that the build has to tell. In words it is all told here, once; a run
/// that speaks JSON or SARIF tells it here only where it ends here, because it says one thing in all.
pub(super) fn pass(
    common: &Common,
    passage: &Passage,
    date: Date,
    proof: &Proof,
    told: &[Finding],
) -> io::Result<Result<Verdict, End>> {
    let verdict = strictly(common, gate::judge_built(proof, &common.root, &Kept::default(), told)?);
    let end = common.ended(&verdict.findings);
    let passed = recorded(common, passage, date, proof, &verdict, end)?.is_some();
    if common.format == Format::Text || end != End::Done && !passed {
        common.show(verdict.findings.clone(), &proof.texts)?;
    }
    if end != End::Done {
        say_verdict(common, &verdict, end, passed);
    }
    Ok(if end == End::Done || passed { Ok(verdict) } else { Err(end) })
}

fn judged(common: &Common, proof: &Proof, kept: &Kept) -> io::Result<Verdict> {
    let bar = progress_bar(proof.site.files.len(), common);
    let verdict = gate::judge(proof, &common.root, kept, &|| bar.inc(1))?;
    bar.finish_and_clear();
    Ok(strictly(common, verdict))
}

/// Where warnings are errors, the list and the records say so too.
fn strictly(common: &Common, verdict: Verdict) -> Verdict {
    let findings = verdict.findings.into_iter();
    let findings = if common.strict { findings.map(strict).collect() } else { findings.collect() };
    Verdict { findings, ..verdict }
}

/// What is put on record where errors are let pass; nothing where there are none, or no reason.
fn recorded(
    common: &Common,
    passage: &Passage,
    date: Date,
    proof: &Proof,
    verdict: &Verdict,
    end: End,
) -> io::Result<Option<crate::model::review::LetThrough>> {
    let Some((reason, name)) = passage.despite.as_ref().zip(passage.name.as_ref()).filter(|_| end != End::Done) else {
        return Ok(None);
    };
    let locator = Locator::new(&proof.texts);
    let blocking = verdict.findings.iter().filter(|finding| finding.severity == Severity::Error);
    let findings = blocking.map(|finding| {
        let line = locator.locate(&finding.place).map_or(String::new(), |at| format!(":{}", at.line));
        format!("{} {}{line} {}", finding.code, finding.place.file, finding.message.zh)
    });
    let findings: Vec<String> = findings.collect();
    let record = Record::let_through(name, date, reason, &verdict.saw, &findings);
    let path = review::write(&common.root, &record)?;
    let (path, count) = (visible(&path).into_owned(), findings.len());
    common.say(&format!("放行 {count} 处，记在 {path}"), &format!("{count} errors let pass, on record in {path}"));
    Ok(Some(crate::model::review::LetThrough {
        file: path.as_str().into(),
        name: name.clone(),
        date,
        reason: reason.clone(),
        hash: verdict.saw.hash.clone(),
        findings,
    }))
}

fn say_verdict(common: &Common, verdict: &Verdict, end: End, is_let_pass: bool) {
    let unsigned = verdict.unsigned();
    let signed = |zh: bool| match unsigned.len() {
        0 if zh => "，三审已签".to_string(),
        0 => ", three signatures".to_string(),
        _ => {
            let stages: Vec<&str> = unsigned.iter().map(|stage| stage.word()).collect();
            if zh {
                format!("，还没有签：{}", stages.join("、"))
            } else {
                format!(", not signed: {}", stages.join(", "))
            }
        }
    };
    let (zh, en) = match (end, is_let_pass) {
        (End::Done, _) => ("可发", "may be published"),
        (_, true) => ("不可发，已放行", "may not be published, but was let pass"),
        _ => ("不可发", "may not be published"),
    };
    common.say(&format!("{zh}{}", signed(true)), &format!("{en}{}", signed(false)));
}

/// Writes the list as HTML and PDF; what keeps it from being made is told.
fn write_list(common: &Common, proof: &Proof, verdict: &Verdict, date: Date, to: &Path, kept: &Kept) -> io::Result<()> {
    let view = checklist::view(proof, verdict, date);
    let mut told = Vec::new();
    match Workshop::of(proof, &common.root, &kept.tools) {
        Ok(workshop) => {
            std::fs::create_dir_all(to).map_err(|error| named(error, to))?;
            let html = workshop.checklist(&view).map(String::into_bytes);
            let pdf = workshop.checklist_pdf(&view)?;
            for (name, made) in [("checklist.html", html), ("checklist.pdf", pdf)] {
                match made {
                    Ok(bytes) => super::put(&to.join(name), &bytes)?,
                    Err(findings) => told.extend(findings),
                }
            }
            let index = to.join("checklist.html").to_string_lossy().into_owned();
            let index = visible(&index);
            common
                .say(&format!("清单在 {index} 和 checklist.pdf"), &format!("the list is in {index} and checklist.pdf"));
        }
        Err(findings) => told.extend(findings),
    }
    told.retain(|finding| !verdict.findings.contains(finding));
    // What is told already in JSON or SARIF is one thing.
    if !told.is_empty() && common.format == Format::Text {
        common.show(told, &proof.texts)?;
    }
    Ok(())
}

/// What is published holds no list of faults, and what is read holds nothing that is made.
fn refuse_place(common: &Common, to: &Path) -> io::Result<Option<End>> {
    let (root, out, to) = (resolved(&common.root)?, resolved(&common.out())?, resolved(to)?);
    let is_source = ["content", "themes"].iter().any(|folder| to.starts_with(root.join(folder)));
    if !to.starts_with(&out) && !is_source && to != root {
        return Ok(None);
    }
    Ok(Some(common.refuse(
        "--to 不能在输出文件夹、content、themes 里面，也不能是站点文件夹本身",
        "--to must not be inside the output folder, content or themes, nor the site itself",
    )))
}
