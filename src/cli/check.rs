//! `yearbook check`: everything up to the plan. Writes nothing, but with `--fix` the references that are certain.

#![expect(clippy::disallowed_methods, reason = "`--fix` writes into the texts of the site")]

use super::{Common, End};
use crate::disk::named;
use crate::finding::mended;
use crate::pipeline::{self, Proof};
use std::io::{self, Write};
use std::path::Path;
use std::{collections::BTreeSet, fs};

#[derive(clap::Args)]
pub struct Flags {
    /// 把能确定的手写数改写成引用
    #[arg(long)]
    fix: bool,
}

pub fn run(common: &Common, flags: &Flags) -> io::Result<End> {
    let mut proof = pipeline::proof(&common.request(true))?;
    if flags.fix {
        let (made, files) = fix(&proof, &common.root)?;
        if made > 0 {
            proof = pipeline::proof(&common.request(true))?;
        }
        common.say(
            &format!("改写了 {made} 处，在 {files} 个文件里"),
            &format!("{made} numbers became references, in {files} files"),
        );
    }
    common.report(proof.findings, &proof.texts)
}

/// Mends every text that has something certain to mend; gives how many places and files.
fn fix(proof: &Proof, root: &Path) -> io::Result<(usize, usize)> {
    let files: BTreeSet<_> = proof.findings.iter().filter(|f| f.fix.is_some()).map(|f| &f.place.file).collect();
    let (mut places, mut written) = (0, 0);
    for file in files {
        let Some(text) = proof.texts.get(file) else { continue };
        let (mended, made) = mended(text, proof.findings.iter().filter(|f| f.place.file == *file));
        replace(&root.join(file.as_ref()), &mended)?;
        places += made;
        written += 1;
    }
    Ok((places, written))
}

/// Puts a new text in a file's place, whole or not at all, with the permissions that the file had.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let replaced = || -> io::Result<()> {
        let path = fs::canonicalize(path)?;
        let mut file = tempfile::NamedTempFile::new_in(path.parent().unwrap_or(Path::new(".")))?;
        file.write_all(text.as_bytes())?;
        file.as_file().set_permissions(fs::metadata(&path)?.permissions())?;
        file.as_file().sync_all()?;
        file.persist(&path)?;
        Ok(())
    };
    replaced().map_err(|error| named(error, path))
}
