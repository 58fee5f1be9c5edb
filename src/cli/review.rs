//! `yearbook review sign` and `review list`: who has read which version. Writes one file for each signature below `content/reviews/`.

#![expect(clippy::disallowed_methods, reason = "writes the records of reviews")]

use super::day::Day;
use super::gate::person;
use super::{Common, End, Format};
use crate::disk::named;
use crate::finding::{self, Language, visible};
use crate::gate::{self, Standing};
use crate::model::review::Saw;
use crate::model::{Date, Stage};
use crate::pipeline;
use crate::plan::Prints;
use std::io::{self, Write};
use std::path::Path;

#[derive(clap::Args)]
pub struct Flags {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// 给现在这一稿签字
    Sign(Sign),
    /// 列出签过的字：哪些有效，哪些作废、为什么
    List,
}

#[derive(clap::Args)]
struct Sign {
    /// 一审、二审或三审
    #[arg(long = "as", value_name = "STAGE", value_parser = stage)]
    stage: Stage,
    /// 签字人姓名
    #[arg(long, value_name = "NAME", value_parser = person)]
    name: String,
    /// 意见
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    #[command(flatten)]
    day: Day,
}

fn stage(text: &str) -> Result<Stage, String> {
    Stage::parse(text).ok_or_else(|| Stage::ALL.map(Stage::word).join(", "))
}

pub fn run(common: &Common, flags: &Flags) -> io::Result<End> {
    match &flags.what {
        What::Sign(flags) => sign(common, flags),
        What::List => list(common),
    }
}

fn sign(common: &Common, flags: &Sign) -> io::Result<End> {
    let name = flags.name.as_str();
    let proof = pipeline::proof(&common.request(Prints::documents()))?;
    if finding::has_error(&proof.findings) {
        let end = common.show(proof.findings, &proof.texts)?;
        common.say("有错误，没有签；改好再签", "there are errors: nothing was signed");
        return Ok(end);
    }
    let (saw, standing) = gate::standing(&proof, &common.root)?;
    if let Some((zh, en)) = why_not(flags.stage, name, &standing, proof.book.settings.reviews.have_any_order) {
        common.refuse(&zh, &en);
        return Ok(End::Findings);
    }
    let record = Record::signature(flags.stage, name, flags.day.get(), flags.note.as_deref().unwrap_or(""), &saw);
    let path = write(&common.root, &record)?;
    let (path, word, hash) = (visible(&path), flags.stage.word(), &saw.hash[..12]);
    common.say(
        &format!("{word}已签，内容指纹 {hash}，记在 {path}"),
        &format!("{word} is signed for content {hash}, on record in {path}"),
    );
    Ok(End::Done)
}

/// What keeps somebody from signing a stage.
fn why_not(stage: Stage, name: &str, standing: &[Standing], have_any_order: bool) -> Option<(String, String)> {
    let holding: Vec<_> = standing.iter().filter(|one| one.void.is_none()).map(|one| &one.signature).collect();
    if let Some(other) = holding.iter().find(|other| other.name == name && other.stage != stage) {
        let word = other.stage.word();
        return Some((
            format!("{} 已经签了{word}，{}要换一个人签", visible(name), stage.word()),
            format!("{} has signed {word}; somebody else must sign {}", visible(name), stage.word()),
        ));
    }
    let missing =
        Stage::ALL.into_iter().find(|before| *before < stage && !holding.iter().any(|s| s.stage == *before))?;
    (!have_any_order).then(|| {
        (
            format!("现在这一稿还没有{}签字，不能签{}", missing.word(), stage.word()),
            format!("{} has not been signed for what is here now: {} comes after it", missing.word(), stage.word()),
        )
    })
}

fn list(common: &Common) -> io::Result<End> {
    let proof = pipeline::proof(&common.request(Prints::documents()))?;
    let (saw, standing) = gate::standing(&proof, &common.root)?;
    let language = common.language();
    let why = |one: &Standing| one.void.as_ref().map(|void| void.in_words().in_language(language).to_string());
    let mut words = String::new();
    match common.format {
        Format::Json | Format::Sarif => {
            let signatures = standing.iter().map(|one| {
                let s = &one.signature;
                serde_json::json!({
                    "stage": s.stage.word(), "name": s.name, "date": s.date.iso(), "note": s.note, "file": &*s.file,
                    "content": s.saw.hash, "holds": one.void.is_none(), "void": why(one),
                })
            });
            let let_through = proof.reviews.let_through.iter().map(|one| {
                serde_json::json!({
                    "name": one.name, "date": one.date.iso(), "reason": one.reason, "file": &*one.file, "content": one.hash,
                    "findings": one.findings, "holds": one.hash == saw.hash,
                })
            });
            let all = serde_json::json!({
                "content": saw.hash,
                "signatures": signatures.collect::<Vec<_>>(),
                "let_through": let_through.collect::<Vec<_>>(),
            });
            words = serde_json::to_string_pretty(&all)? + "\n";
        }
        Format::Text => {
            let (holds, void, passed, none) = match language {
                Language::Chinese => ("有效", "作废：", "放行", "还没有人签字"),
                Language::English => ("holds", "void: ", "let pass", "nobody has signed"),
            };
            for one in &standing {
                let s = &one.signature;
                let state = why(one).map_or(holds.to_string(), |why| format!("{void}{why}"));
                words.push_str(&format!("{}  {}  {}  {state}\n", s.date.iso(), s.stage.word(), visible(&s.name)));
            }
            for one in &proof.reviews.let_through {
                let (name, reason) = (visible(&one.name), visible(&one.reason));
                words.push_str(&format!("{}  {passed}  {name}  {reason}\n", one.date.iso()));
            }
            if words.is_empty() {
                words = format!("{none}\n");
            }
        }
    }
    super::print(&words)?;
    Ok(End::Done)
}

/// One record as it is written: the beginning of its name, and its text.
pub(super) struct Record {
    stem: String,
    text: String,
}

impl Record {
    fn signature(stage: Stage, name: &str, date: Date, note: &str, saw: &Saw) -> Self {
        let mut text = format!(
            "# 由 yearbook review sign 写下。内容或主题以后再有改动，这次签字就作废。\nstage: {}\nname: {}\ndate: {}\n",
            stage.word(),
            quoted(name),
            date.iso()
        );
        if !note.is_empty() {
            text.push_str(&format!("note: {}\n", quoted(note)));
        }
        text.push_str(&format!("content: {}\nprogram: {}\n", saw.hash, saw.program));
        text.push_str("# 签字时每个文件的指纹，用来说明后来改了哪里。\nfiles:\n");
        for (path, hash) in &saw.files {
            text.push_str(&format!("  {}: \"{hash}\"\n", quoted(path)));
        }
        Self { stem: format!("{}-{}", date.iso(), stage.name()), text }
    }

    /// That errors were let pass.
    pub(super) fn let_through(name: &str, date: Date, reason: &str, saw: &Saw, findings: &[String]) -> Self {
        let mut text = format!(
            "# 由 --despite 写下：有错误仍放行。\ndespite: {}\nname: {}\ndate: {}\ncontent: {}\nprogram: {}\nfindings:\n",
            quoted(reason),
            quoted(name),
            date.iso(),
            saw.hash,
            saw.program
        );
        for finding in findings {
            text.push_str(&format!("  - {}\n", quoted(finding)));
        }
        Self { stem: format!("{}-despite", date.iso()), text }
    }
}

/// A string of JSON is one of YAML.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

/// Writes a record below `content/reviews/`, beside those of the same day; gives its path from the site's root.
pub(super) fn write(root: &Path, record: &Record) -> io::Result<String> {
    let folder = root.join("content/reviews");
    if folder.is_symlink() {
        return Err(io::Error::other(format!("{}: 这里不能是链接 / this must be no link", folder.display())));
    }
    std::fs::create_dir_all(&folder).map_err(|error| named(error, &folder))?;
    for number in 1.. {
        let name = if number == 1 { format!("{}.yaml", record.stem) } else { format!("{}-{number}.yaml", record.stem) };
        let path = folder.join(&name);
        let mut file = match std::fs::OpenOptions::new().write(true).create_new(true).open(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
            opened => opened.map_err(|error| named(error, &path))?,
        };
        file.write_all(record.text.as_bytes()).map_err(|error| named(error, &path))?;
        return Ok(format!("content/reviews/{name}"));
    }
    unreachable!("numbers do not end")
}
