//! `yearbook check`: everything up to the plan. Writes nothing, but with `--fix` the references that are certain.

use super::replace::{clear_strays, replace};
use super::{Common, End};
use crate::finding::mended;
use crate::pipeline::{self, Proof};
use crate::plan::Prints;
use std::collections::BTreeSet;
use std::io;

#[derive(clap::Args)]
pub struct Flags {
    /// 把能确定的手写数改写成引用
    #[arg(long)]
    fix: bool,
}

pub fn run(common: &Common, flags: &Flags) -> io::Result<End> {
    let mut proof = pipeline::proof(&common.request(Prints::documents()))?;
    if flags.fix {
        let (made, files) = fix(&proof, common)?;
        if made > 0 {
            proof = pipeline::proof(&common.request(Prints::documents()))?;
        }
        common.say(
            &format!("改写了 {made} 处，在 {files} 个文件里"),
            &format!("{made} numbers became references, in {files} files"),
        );
    }
    common.report(proof.findings, &proof.texts)
}

/// Mends every text that has something certain to mend; gives how many places and files. A file that cannot be replaced without
/// changing more than its text is left alone and told.
fn fix(proof: &Proof, common: &Common) -> io::Result<(usize, usize)> {
    let files: BTreeSet<_> = proof.findings.iter().filter(|f| f.fix.is_some()).map(|f| &f.place.file).collect();
    let (mut places, mut written) = (0, 0);
    for file in files {
        let Some(text) = proof.texts.get(file) else { continue };
        let path = common.root.join(file.as_ref());
        clear_strays(&path)?;
        let mut made = 0;
        let done = replace(&path, text, |written| {
            let (mended, count) = mended(written, proof.findings.iter().filter(|f| f.place.file == *file));
            made = count;
            mended
        })?;
        match done {
            Ok(()) => {
                places += made;
                written += 1;
            }
            Err(left) => {
                let (zh, en) = left.in_words();
                common.say(&format!("没有改写 {file}：{zh}"), &format!("{file} was left alone: {en}"));
            }
        }
    }
    Ok((places, written))
}
