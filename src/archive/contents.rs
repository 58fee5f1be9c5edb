//! What lies in a bag of ours: the site, its source, every figure, what there was to tell, what it was made by.

#![expect(clippy::disallowed_methods, reason = "reads the output folder that the build has just written")]

use super::bag::Filling;
use super::{Built, Wish, program, wacz, warc};
use crate::disk::named;
use crate::finding::{self, Language};
use crate::publish;
use crate::read;
use crate::render::data::ledger;
use std::fs::{self, File};
use std::io::{self, BufWriter, Seek, Write};
use std::path::Path;

/// Folders and files of the payload, below `data/`.
pub const SITE: &str = "site";
/// A site again: `yearbook build --root data/source`.
pub const SOURCE: &str = "source";
pub const FIGURES: &str = "figures.csv";
pub const FINDINGS: &str = "findings.json";
pub const PROGRAM: &str = "build.json";

/// Fills the payload. What is too long for memory is written to the folder `aside` first.
pub fn fill(filling: &mut Filling, built: &Built, wish: &Wish, aside: &Path) -> io::Result<()> {
    let Built { proof, root, out, .. } = built;
    let made = publish::manifest_of(out);
    let mut web = wish.as_web_archive.then(|| warc::Writing::create(aside, proof, wish.date)).transpose()?;
    for (path, made) in &made.files {
        let file = out.join(path);
        let bytes = fs::read(&file).map_err(|error| named(error, &file))?;
        if publish::ContentHash::of(&bytes) != made.hash {
            let words = "生成以后被改过 / was changed since it was made";
            return Err(named(io::Error::other(words), &file));
        }
        if let Some(web) = &mut web {
            web.add(path, &bytes)?;
        }
        filling.payload(&format!("{SITE}/{path}"), bytes.len() as u64, &bytes[..])?;
    }
    for file in read::content_files(root)? {
        let (path, bytes) = file?;
        filling.payload(&format!("{SOURCE}/{path}"), bytes.len() as u64, &bytes[..])?;
    }
    let theme = &proof.theme.name;
    for (path, bytes) in read::theme_files(root, theme)? {
        filling.payload(&format!("{SOURCE}/themes/{theme}/{path}"), bytes.len() as u64, &bytes[..])?;
    }
    spooled(filling, FIGURES, aside, |to| ledger::write(&proof.world(), to))?;
    let findings = finding::json(&built.verdict.findings, &proof.texts, Language::Chinese) + "\n";
    filling.payload(FINDINGS, findings.len() as u64, findings.as_bytes())?;
    let program = program::described(built, wish, &made)?;
    filling.payload(PROGRAM, program.len() as u64, program.as_bytes())?;
    if let Some(web) = web {
        let mut archive = web.finish()?;
        let length = archive.file.metadata()?.len();
        archive.file.rewind()?;
        filling.payload("web/site.warc.gz", length, &archive.file)?;
        let packed = wacz::packed(&mut archive, proof, wish.date, aside)?;
        let file = File::open(&packed).map_err(|error| named(error, &packed))?;
        filling.payload("web/site.wacz", file.metadata()?.len(), file)?;
    }
    Ok(())
}

/// A file of unknown length by way of the disk.
fn spooled(
    filling: &mut Filling,
    path: &str,
    aside: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut file = tempfile::tempfile_in(aside).map_err(|error| named(error, aside))?;
    let mut buffer = BufWriter::new(&mut file);
    write(&mut buffer).and_then(|()| buffer.flush()).map_err(|error| named(error, aside))?;
    drop(buffer);
    let length = file.metadata()?.len();
    file.rewind()?;
    filling.payload(path, length, file)
}
