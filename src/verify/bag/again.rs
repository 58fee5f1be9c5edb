//! The site of a bag built again from its source, in memory. Comes in: the payload. Goes out: a finding for each file whose bytes differ, with
//! the first place where they do. Where the program or the fonts are others than then, what follows from that alone is a remark.

use super::super::Verified;
use super::read;
use crate::apart;
use crate::archive::{FIGURES, SITE, SOURCE};
use crate::disk::{below, of_walk};
use crate::finding::{Finding, Message, Place};
use crate::gate::{self, Standing};
use crate::origin;
use crate::pipeline::{self, Proof, Request, Tools, Workshop};
use crate::plan::{Making, Prints};
use crate::render::data::ledger;
use serde_json::Value;
use std::io;
use std::path::Path;
use std::sync::Arc;
use walkdir::WalkDir;

pub fn verify(payload: &Path, described: &Value, tools: &Arc<Tools>) -> io::Result<Verified> {
    let source = payload.join(SOURCE);
    let (volumes, theme) = asked(described);
    let proof = pipeline::proof(&Request { root: source.clone(), theme, prints: Prints { documents: true, volumes } })?;
    let mut verified = Verified::default();
    let workshop = match Workshop::of(&proof, &source, tools) {
        Ok(workshop) => workshop,
        Err(findings) => {
            verified.findings.extend(findings);
            return Ok(verified);
        }
    };
    let here = origin::of(&proof, &source, Some(workshop.fonts().fingerprint()))?;
    let text = |of: &str, name: &str| described.get(of).and_then(|part| part.get(name)).and_then(Value::as_str);
    let same_program = text("program", "blake3") == Some(here.program.as_str());
    let same_fonts = text("fonts", "fingerprint") == here.fonts.as_deref();
    if described.get("content").and_then(Value::as_str) != Some(here.content.as_str()) {
        verified.findings.push(of_payload(
            SOURCE,
            "原文和数据不是做网站时的那一份：散列不是 build.json 里的",
            "the content is not the one that the site was made from: its hash is not that of build.json",
        ));
    }
    let files: Vec<(&String, &Making)> = proof.site.files.iter().collect();
    let compared: Vec<Compared> = apart::each(&files, |(path, making)| compare(payload, &workshop, path, making))?;
    let (mut others, mut documents) = (0, 0);
    for ((path, making), compared) in files.iter().zip(compared) {
        match compared {
            Compared::Same => {}
            // Verified by itself, by its figures and its text.
            Compared::Differs(_) if making.is_pdf() && !(same_fonts && same_program) => documents += 1,
            Compared::Differs(_) if !same_program && !is_data(path) => others += 1,
            Compared::Differs(finding) | Compared::Missing(finding) => verified.findings.push(finding),
        }
    }
    let own = |path: &str| proof.site.files.contains_key(path);
    verified.findings.extend(added(&payload.join(SITE), &own)?);
    if others > 0 {
        verified.remark(
            format!("程序不是做这个包的那一版，{others} 个文件重做出来不同；其中的数另行核对过"),
            format!("another build of the program: {others} files come out otherwise; their figures were looked at by themselves"),
        );
    }
    if documents > 0 {
        verified.remark(
            format!("本机的程序或字体不是做这个包时的，{documents} 份 PDF 没有逐字节比，只核对了数和文字"),
            format!("other fonts or another program: {documents} PDFs were compared by figures and text, not by bytes"),
        );
    }
    verified.findings.extend(figures(payload, &proof)?);
    signatures(&mut verified, described, &gate::standing(&proof, &source)?.1);
    Ok(verified)
}

/// The signatures that held when the bag was made must hold now.
fn signatures(verified: &mut Verified, described: &Value, standing: &[Standing]) {
    let kept = described.get("signatures").and_then(Value::as_array);
    for kept in kept.into_iter().flatten() {
        let text = |name: &str| kept.get(name).and_then(Value::as_str).unwrap_or_default();
        let (stage, name) = (text("stage"), text("name"));
        let found = standing.iter().find(|one| one.signature.stage.word() == stage && one.signature.name == name);
        let why = match found {
            Some(Standing { void: None, .. }) => {
                verified.remark(
                    format!("{stage}签字有效：{name}，{}", text("date")),
                    format!("{stage} is signed by {name}, {}", text("date")),
                );
                continue;
            }
            Some(Standing { void: Some(void), .. }) => void.in_words(),
            None => Message::new("签字记录没有了", "the record is gone"),
        };
        verified.findings.push(Finding::error(
            "void-signature",
            Place::file(&format!("data/{SOURCE}/content/reviews")),
            format!("归档时有效的{stage}签字（{name}）不成立了：{}", why.zh),
            format!("{stage} by {name} held when this was archived, and does not now: {}", why.en),
        ));
    }
}

/// What the command of `build.json` asked for: volumes and a theme.
fn asked(described: &Value) -> (Vec<i32>, Option<String>) {
    let command = described.get("command").and_then(Value::as_str).unwrap_or_default();
    let words: Vec<&str> = command.split(' ').collect();
    let after = |flag: &str| {
        words
            .iter()
            .zip(words.iter().skip(1))
            .filter(|(word, _)| **word == flag)
            .map(|(_, next)| *next)
            .collect::<Vec<_>>()
    };
    let volumes = after("--volume").iter().filter_map(|year| year.parse().ok()).collect();
    (volumes, after("--theme").first().map(|theme| theme.to_string()))
}

/// What lies in the site and does not follow from the source: it was put there.
fn added(site: &Path, is_own: &dyn Fn(&str) -> bool) -> io::Result<Vec<Finding>> {
    let mut told = Vec::new();
    for entry in WalkDir::new(site).sort_by_file_name() {
        let entry = entry.map_err(|error| of_walk(error, site))?;
        let path = below(site, entry.path());
        if !entry.file_type().is_dir() && !is_own(&path) {
            let (zh, en) =
                ("由原文和数据做不出这个文件，是后来放进去的", "the source does not give this file: it was put there");
            told.push(of_payload(&format!("{SITE}/{path}"), zh, en));
        }
    }
    Ok(told)
}

enum Compared {
    Same,
    Differs(Finding),
    Missing(Finding),
}

fn compare(payload: &Path, workshop: &Workshop, path: &str, making: &Making) -> io::Result<Compared> {
    let at = payload.join(SITE).join(path);
    if !at.is_file() {
        return Ok(Compared::Missing(of_payload(
            &format!("{SITE}/{path}"),
            "由原文和数据做得出这个文件，包里没有",
            "the source gives this file, the bag lacks it",
        )));
    }
    let kept = read(&at)?;
    let made = match workshop.file(path, making)? {
        Ok(made) => made,
        Err(findings) => {
            let why = findings.into_iter().next().map(|finding| finding.message).unwrap_or_default();
            return Ok(Compared::Differs(of_payload(
                &format!("{SITE}/{path}"),
                &format!("由原文和数据做不出这个文件：{}", why.zh),
                &format!("the source does not give this file: {}", why.en),
            )));
        }
    };
    if kept == made.bytes() {
        return Ok(Compared::Same);
    }
    let (one, other) = first_difference(&kept, made.bytes());
    Ok(Compared::Differs(of_payload(
        &format!("{SITE}/{path}"),
        &format!("由原文和数据重做，得到的不同：包里是“{one}”，重做是“{other}”"),
        &format!("built again it differs: the bag has “{one}”, the source gives “{other}”"),
    )))
}

/// What stands where two files first differ, some characters to each side; nothing of what is no text.
fn first_difference(kept: &[u8], made: &[u8]) -> (String, String) {
    let (Ok(kept), Ok(made)) = (std::str::from_utf8(kept), std::str::from_utf8(made)) else {
        return ("…".to_string(), "…".to_string());
    };
    let same = kept.chars().zip(made.chars()).take_while(|(one, other)| one == other).count();
    let shown = |text: &str| text.chars().skip(same.saturating_sub(12)).take(40).collect::<String>();
    (shown(kept), shown(made))
}

/// Files of data look alike whatever the templates are.
fn is_data(path: &str) -> bool {
    path.ends_with(".csv") || path.ends_with(".json")
}

/// The table of all figures.
fn figures(payload: &Path, proof: &Proof) -> io::Result<Option<Finding>> {
    let at = payload.join(FIGURES);
    if !at.is_file() {
        return Ok(Some(of_payload(FIGURES, "包里没有全部数的清单", "the bag lacks the table of all figures")));
    }
    let mut made = Vec::new();
    ledger::write(&proof.world(), &mut made)?;
    let kept = read(&at)?;
    if kept == made {
        return Ok(None);
    }
    let (one, other) = first_difference(&kept, &made);
    Ok(Some(of_payload(
        FIGURES,
        &format!("全部数的清单和重新推出的不同：包里是“{one}”，推出“{other}”"),
        &format!("the table of all figures differs from the derived one: “{one}”, derived “{other}”"),
    )))
}

fn of_payload(path: &str, zh: &str, en: &str) -> Finding {
    Finding::error("not-rebuilt", Place::file(&format!("data/{path}")), zh, en)
}
