//! `yearbook explain CODE`: the page of a rule, in the reader's language.

use super::{Common, End};
use crate::finding::{Language, nearest, visible};
use crate::{audit, check, gate};
use include_dir::{Dir, include_dir};
use std::io;

static PAGES: Dir = include_dir!("$CARGO_MANIFEST_DIR/docs/rules");

#[derive(clap::Args)]
pub struct Flags {
    /// 规则的代号，如 unbound-figure；不写就列出全部
    code: Option<String>,
}

pub fn run(common: &Common, flags: &Flags) -> io::Result<End> {
    let Some(code) = &flags.code else {
        super::print(&list(common.language()))?;
        return Ok(End::Done);
    };
    match page(code, common.language()) {
        Some(page) => {
            super::print(&format!("{page}\n"))?;
            Ok(End::Done)
        }
        None => {
            let codes = codes();
            let near = nearest(code, codes.iter().map(String::as_str));
            let near: Vec<&str> = near.into_iter().filter(|near| is_a_slip_for(code, near)).collect();
            let (zh, en) = match near.as_slice() {
                [] => (String::new(), String::new()),
                near => (format!("；相近的有：{}", near.join("、")), format!("; nearest: {}", near.join(", "))),
            };
            let code = visible(code);
            Ok(common.refuse(
                &format!("没有“{code}”这条规则{zh}（yearbook explain 列出全部）"),
                &format!("no rule `{code}`{en} (`yearbook explain` lists all)"),
            ))
        }
    }
}

/// Every code with its title, those of one kind together.
fn list(language: Language) -> String {
    let of_texts: Vec<&str> = audit::rules::ALL.iter().map(|(code, _)| *code).collect();
    let of_content = check::codes();
    let of_gate = gate::codes();
    let kind = |code: &str| match () {
        () if of_texts.contains(&code) => 0,
        () if of_content.contains(&code) => 1,
        () if of_gate.contains(&code) || code.ends_with("-signature") => 2,
        () => 3,
    };
    let heads = match language {
        Language::Chinese => [
            "文稿自己说的数和写法（audit 和 check）",
            "内容和数据对不对得上（check）",
            "能不能发布（gate）",
            "读不了、连不上、做不出（总会说，不能关）",
        ],
        Language::English => [
            "What a text says of its own numbers, and its form (audit and check)",
            "Whether texts and data agree (check)",
            "Whether it may be published (gate)",
            "What cannot be read, bound or made (always told)",
        ],
    };
    let codes = codes();
    let mut words = String::new();
    for (i, head) in heads.iter().enumerate() {
        if i > 0 {
            words.push('\n');
        }
        words.push_str(&format!("{head}\n"));
        for code in codes.iter().filter(|code| kind(code) == i) {
            words.push_str(&format!("  {code:<24}  {}\n", title(code, language).unwrap_or_default()));
        }
    }
    words
}

/// Whether a name can be meant for a code: the code begins with it, or few letters differ.
fn is_a_slip_for(name: &str, code: &str) -> bool {
    name.len() >= 4 && code.starts_with(name) || distance(name, code) * 3 <= code.chars().count()
}

/// How many letters must be put in, taken out or changed (Levenshtein's distance).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, c) in one.chars().enumerate() {
        let mut above = std::mem::replace(&mut row[0], i + 1);
        for (j, d) in other.iter().enumerate() {
            let changed = above + usize::from(c != *d);
            above = row[j + 1];
            row[j + 1] = changed.min(above + 1).min(row[j] + 1);
        }
    }
    row[other.len()]
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
    use super::{halves, is_a_slip_for};

    #[test]
    fn only_a_slip_is_proposed() {
        for (name, code, is_near) in [
            ("nope", "no-page", false),
            ("nope", "no-site", false),
            ("unbound-figur", "unbound-figure", true),
            ("unbound-figures", "unbound-figure", true),
            ("average", "average-off", true),
        ] {
            assert_eq!(is_a_slip_for(name, code), is_near, "{name}");
        }
    }

    #[test]
    fn a_rule_within_an_example_divides_nothing() {
        let zh = "甲\n\n````markdown\n---\na: b\n---\n```chart\n```\n````\n\n";
        assert_eq!(halves(&format!("{zh}---\n\na\n\n---\n")), (zh, "\na\n\n---\n"));
        assert_eq!(halves("甲\n"), ("甲\n", "甲\n"));
    }
}
