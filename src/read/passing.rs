//! Files of data of which only what they state is kept: a nation's texts take more room than most of its figures. Comes in: the files,
//! and a draft with vocabulary and regions. Goes out: their statements and findings in the draft; the text only where a finding or an
//! allowance stands in it.

use super::data::{self, Known};
use super::tree::{self, Entry};
use super::{Draft, hidden_character};
use crate::derive::Statements;
use crate::finding::{Finding, allowance};
use rayon::prelude::*;
use std::io;
use std::sync::Arc;

/// One file as it was read.
enum Read {
    Kept(Arc<str>),
    Left(blake3::Hash),
    /// No text at all.
    Unreadable,
}

/// How far files of data can be understood.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Understanding {
    /// As texts alone: the draft has no vocabulary or no regions.
    None,
    Whole,
}

/// Reads the files in the order of their paths.
pub(super) fn put(files: &[Entry], understanding: Understanding, draft: &mut Draft) -> io::Result<()> {
    let known = Known { vocabulary: &draft.vocabulary, regions: &draft.regions };
    let known = (understanding == Understanding::Whole).then_some(known);
    let read: Vec<_> = files.par_iter().map(|entry| read(entry, known)).collect::<io::Result<_>>()?;
    for (entry, (text, statements, findings)) in files.iter().zip(read) {
        draft.statements.extend(statements);
        match text {
            Read::Kept(text) => draft.texts.insert(entry.path.clone(), text),
            Read::Left(hash) => draft.texts.leave(entry.path.clone(), hash),
            Read::Unreadable => {}
        }
        draft.findings.extend(findings);
    }
    Ok(())
}

/// The statements are absent where nothing could be understood.
fn read(entry: &Entry, known: Option<Known>) -> io::Result<(Read, Option<Statements>, Vec<Finding>)> {
    let text = match tree::text(entry)? {
        Ok(text) => text,
        Err(finding) => return Ok((Read::Unreadable, None, vec![*finding])),
    };
    let (statements, findings) = known.map(|known| data::statements(&entry.path, &text, known)).unzip();
    let mut findings: Vec<Finding> = findings.unwrap_or_default();
    findings.extend(hidden_character(&entry.path, &text));
    let is_kept = !findings.is_empty() || allowance::may_allow(&text);
    let hash = blake3::hash(text.as_bytes());
    Ok((if is_kept { Read::Kept(text) } else { Read::Left(hash) }, statements, findings))
}
