//! `yearbook explain CODE`: the page of a rule, in the reader's language.

use super::{Common, End};
use crate::finding::{Language, nearest};
use include_dir::{Dir, include_dir};
use std::io::{self, Write};

static PAGES: Dir = include_dir!("$CARGO_MANIFEST_DIR/docs/rules");

#[derive(clap::Args)]
pub struct Flags {
    /// 规则的代号，如 unbound-figure；不写就列出全部
    code: Option<String>,
}

pub fn run(common: &Common, flags: &Flags) -> io::Result<End> {
    let mut out = io::stdout().lock();
    let Some(code) = &flags.code else {
        for code in codes() {
            writeln!(out, "{code}")?;
        }
        return Ok(End::Done);
    };
    match page(code, common.language()) {
        Some(page) => {
            writeln!(out, "{page}")?;
            Ok(End::Done)
        }
        None => {
            let codes = codes();
            let near = nearest(code, codes.iter().map(String::as_str)).join("、");
            common.say(
                &format!("没有“{code}”这条规则；相近的有：{near}（yearbook explain 列出全部）"),
                &format!("no rule `{code}`; nearest: {near} (`yearbook explain` lists all)"),
            );
            Ok(End::Usage)
        }
    }
}

/// Every code that has a page, in order.
pub fn codes() -> Vec<String> {
    let mut codes: Vec<String> = PAGES
        .files()
        .filter_map(|file| Some(file.path().file_stem()?.to_string_lossy().into_owned()))
        .filter(|code| code != "README")
        .collect();
    codes.sort();
    codes
}

/// The part of a page in one language: a page is Chinese first, then English, divided by a rule.
pub fn page(code: &str, language: Language) -> Option<String> {
    let text = PAGES.get_file(format!("{code}.md"))?.contents_utf8()?;
    let (zh, en) = text.split_once("\n---\n").unwrap_or((text, text));
    let part = if language == Language::Chinese { zh } else { en };
    Some(part.trim().to_string())
}
