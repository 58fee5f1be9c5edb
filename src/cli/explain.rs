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
            let (zh, en) = match nearest(code, codes.iter().map(String::as_str)).as_slice() {
                [] => (String::new(), String::new()),
                near => (format!("；相近的有：{}", near.join("、")), format!("; nearest: {}", near.join(", "))),
            };
            Ok(common.refuse(
                &format!("没有“{code}”这条规则{zh}（yearbook explain 列出全部）"),
                &format!("no rule `{code}`{en} (`yearbook explain` lists all)"),
            ))
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
    let (zh, en) = halves(text);
    let part = if language == Language::Chinese { zh } else { en };
    Some(part.trim().to_string())
}

/// What a rule is about, in one line: the heading of its page without the code.
pub fn title(code: &str, language: Language) -> Option<String> {
    let page = page(code, language)?;
    let heading = page.lines().next()?.trim_start_matches('#').trim().strip_prefix(code)?;
    Some(heading.trim().to_string())
}

/// The texts before and after the first `---` that stands outside a fenced block; the whole text twice where there is none.
fn halves(text: &str) -> (&str, &str) {
    let mut fence: Option<&str> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end();
        let ticks = &bare[..bare.len() - bare.trim_start_matches('`').len()];
        match fence {
            Some(open) if ticks == bare && ticks.len() >= open.len() => fence = None,
            Some(_) => {}
            None if ticks.len() >= 3 => fence = Some(ticks),
            None if bare == "---" => return (&text[..start], &text[start + line.len()..]),
            None => {}
        }
        start += line.len();
    }
    (text, text)
}

#[cfg(test)]
mod tests {
    use super::halves;

    #[test]
    fn a_rule_within_an_example_divides_nothing() {
        let zh = "甲\n\n````markdown\n---\na: b\n---\n```chart\n```\n````\n\n";
        assert_eq!(halves(&format!("{zh}---\n\na\n\n---\n")), (zh, "\na\n\n---\n"));
        assert_eq!(halves("甲\n"), ("甲\n", "甲\n"));
    }
}
