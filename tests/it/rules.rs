//! The manual pages in `docs/rules/`: every code that the source tells has a page, every page has both languages, and the
//! examples of a page are run. A wrong example must be told at its file, with the severity that the page says; the right
//! one must leave nothing to tell. Compares no messages: those are `bad_input`'s.
//!
//! An example is a fenced block whose info string is `language role path`: the whole content of a file of the starter site.
//! Where the path is `audit.txt` or `audit.md` it is a manuscript instead, and audited alone.
//! The role is `wrong`, `right` or `with` (stands in both). Where an example replaces the vocabulary or the regions,
//! nothing else of the starter is there, because its data would speak of what the example leaves out.

use crate::world::{World, lines, tree};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use yearbook::audit;
use yearbook::finding::Finding;
use yearbook::gate;
use yearbook::reading::Markup;
use yearbook::source::Texts;

/// Codes whose pages have no example, and why text cannot show them.
const NOT_SHOWN: &[(&str, &str)] = &[
    ("assumed-encoding", "told by `audit`, of a text that is not UTF-8"),
    ("bad-file-name", "the name of an example is UTF-8"),
    ("bag-broken", "told by `verify`, of what was made"),
    ("broken-document", "told by `audit`, of a file that is no text"),
    ("broken-template", "told when pages are rendered, not by a proof"),
    ("comments-left", "told by `audit`, of a Word document"),
    ("data-disagree", "told by `verify`, of what was made"),
    ("figure-not-derived", "told by `verify`, of what was made"),
    ("figure-not-on-page", "told by `verify`, of what was made"),
    ("file-added", "told by `verify`, of what was made"),
    ("file-changed", "told by `verify`, of what was made"),
    ("file-missing", "told by `verify`, of what was made"),
    ("file-too-large", "would need 8 MB"),
    ("hidden-text", "told by `audit`, of a Word document"),
    ("link-outside", "a symbolic link is no text"),
    ("missing-file", "an example can add a file, not take one away"),
    ("missing-glyph", "told when a PDF is set"),
    ("missing-pubdate", "told of finished pages, see `gate`"),
    ("missing-signature", "told by `gate`, of any site"),
    ("changed-meanwhile", "told when a file changes during a build"),
    ("no-chinese-font", "depends on the machine"),
    ("no-page", "no content leads to it"),
    ("no-site", "an example can add a file, not take one away"),
    ("not-rebuilt", "told by `verify`, of what was made"),
    ("not-verifiable", "told by `verify`, of what was made"),
    ("page-figure-differs", "told by `verify`, of what was made"),
    ("page-text-differs", "told by `verify`, of what was made"),
    ("picture-author", "a photo is no text, see `gate`"),
    ("picture-position", "a photo is no text, see `gate`"),
    ("print-failed", "told when a PDF is set"),
    ("silent-revision", "told by `diff`, of two states of a site"),
    ("target-changed", "told by `publish`, of files on a host"),
    ("target-in-use", "told by `publish`, of a lock on a host"),
    ("target-of-others", "told by `publish`, of files on a host"),
    ("tracked-changes", "told by `audit`, of a Word document"),
    ("unfit-for-pack", "told by `pack`, of names of pictures"),
    ("unfit-shard", "told by `build --merge`, of folders"),
    ("unreadable-manuscript", "told by `audit`, of a file that is no text"),
    ("void-signature", "told by `gate`, after something changed"),
    ("wrong-encoding", "the pages are UTF-8 themselves"),
];

struct Page {
    code: String,
    zh: Vec<String>,
    en: Vec<String>,
    examples: Vec<Example>,
}

struct Example {
    role: String,
    path: String,
    text: String,
}

#[test]
fn every_code_has_a_page_and_every_page_a_code() {
    let mut told = codes_in_source();
    told.extend(audit::rules::ALL.iter().map(|(code, _)| code.to_string()));
    let pages: BTreeSet<String> = pages().into_iter().map(|page| page.code).collect();
    let without_page: Vec<_> = told.difference(&pages).collect();
    let without_code: Vec<_> = pages.difference(&told).collect();
    assert!(without_page.is_empty(), "no page in docs/rules/ for {without_page:?}");
    assert!(without_code.is_empty(), "src tells none of {without_code:?}, or `codes_in_source` does not see where");
}

#[test]
fn every_page_has_its_parts_in_both_languages() {
    for page in pages() {
        let title = format!("# {}  ", page.code);
        let parts = [
            (&page.zh, ["## 说什么", "## 为什么", "## 怎么办"], ["错误：", "警告：", "提示："]),
            (&page.en, ["## What", "## Why", "## How to mend"], ["An error:", "A warning:", "A note:"]),
        ];
        let mut severities = Vec::new();
        for (part, headings, severity) in parts {
            assert!(part.first().is_some_and(|line| line.starts_with(&title)), "{}: {:?}", page.code, part.first());
            let said = severity.iter().position(|word| part.get(2).is_some_and(|line| line.starts_with(word)));
            severities.push(said.unwrap_or_else(|| panic!("{}: the third line says no severity", page.code)));
            for heading in headings {
                assert!(part.iter().any(|line| line == heading), "{}: no {heading}", page.code);
            }
        }
        assert_eq!(severities[0], severities[1], "{}: the two languages name different severities", page.code);
        let is_exempt = NOT_SHOWN.iter().any(|(code, _)| *code == page.code);
        let roles: BTreeSet<&str> = page.examples.iter().map(|e| e.role.as_str()).collect();
        let has_both = roles.contains("wrong") && roles.contains("right");
        assert!(is_exempt != has_both, "{}: a wrong and a right example, or a reason in NOT_SHOWN", page.code);
        assert!(roles.iter().all(|role| ["with", "wrong", "right"].contains(role)), "{}: {roles:?}", page.code);
    }
}

#[test]
fn wrong_examples_are_told_and_right_ones_are_not() {
    let pages = pages();
    let codes: BTreeSet<&str> = pages.iter().map(|page| page.code.as_str()).collect();
    let mut failures = Vec::new();
    for page in pages.iter().filter(|page| page.examples.iter().any(|example| !is_manuscript(example))) {
        let (findings, texts) = told_of(page, "wrong");
        let told = lines(&findings, &texts);
        for example in page.examples.iter().filter(|e| e.role == "wrong") {
            let here = format!("{} {} {}", severity(page), page.code, example.path);
            if !told.iter().any(|line| line.strip_prefix(&here).is_some_and(|at| at.is_empty() || at.starts_with(':')))
            {
                failures.push(format!("{}: wrong, but `{here}` is not among\n  {}", page.code, told.join("\n  ")));
            }
        }
        let strangers: Vec<_> = findings.iter().map(|f| f.code).filter(|code| !codes.contains(code)).collect();
        assert!(strangers.is_empty(), "{}: told without a page: {strangers:?}", page.code);
        let (findings, texts) = told_of(page, "right");
        let told = lines(&findings, &texts);
        if !told.is_empty() {
            failures.push(format!("{}: right, but told\n  {}", page.code, told.join("\n  ")));
        }
    }
    assert!(failures.is_empty(), "{} pages fail:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn wrong_manuscripts_are_told_and_right_ones_are_not() {
    let mut failures = Vec::new();
    for page in pages() {
        for example in page.examples.iter().filter(|example| is_manuscript(example)) {
            let markup = if example.path.ends_with(".md") { Markup::Markdown } else { Markup::Plain };
            let audited = audit::text(&example.path, &example.text, markup);
            let told: Vec<String> =
                audited.findings.iter().map(|f| format!("{} {}", f.severity.name(), f.code)).collect();
            let is_as_said = match example.role.as_str() {
                "wrong" => told.contains(&format!("{} {}", severity(&page), page.code)),
                _ => told.is_empty(),
            };
            if !is_as_said {
                failures.push(format!("{}: {}: {}told {told:?}", page.code, example.role, example.text));
            }
        }
    }
    assert!(failures.is_empty(), "{} examples fail:\n{}", failures.len(), failures.join("\n"));
}

/// What is told of a page's examples of one role: by the proof, and where the gate has the rule, by its rules too.
fn told_of(page: &Page, role: &str) -> (Vec<Finding>, Texts) {
    let world = world(page, role);
    let proof = world.proof();
    let mut findings = proof.findings.clone();
    if gate::codes().contains(&page.code.as_str()) {
        findings.extend(gate::examine(&proof, world.root()).unwrap());
    }
    (findings, proof.texts)
}

fn is_manuscript(example: &Example) -> bool {
    ["audit.txt", "audit.md"].contains(&example.path.as_str())
}

/// The severity that the third line of a page says.
fn severity(page: &Page) -> &'static str {
    let words = [("错误", "error"), ("警告", "warning"), ("提示", "note")];
    words.iter().find(|(word, _)| page.zh[2].starts_with(word)).map_or("", |(_, name)| name)
}

/// The starter site with the examples of one role, and those that stand in both, laid over it.
fn world(page: &Page, role: &str) -> World {
    let starter = World::starter();
    let settings = ["content/site.yaml", "content/indicators.yaml", "content/regions.yaml"];
    let stands_alone = page.examples.iter().any(|e| settings[1..].contains(&e.path.as_str()));
    let base = match stands_alone {
        true => settings.iter().fold(World::empty(), |world, path| world.with(path, starter.read(path))),
        false => starter,
    };
    let chosen = page.examples.iter().filter(|e| e.role == role || e.role == "with");
    chosen.fold(base, |world, example| world.with(&example.path, &example.text))
}

fn pages() -> Vec<Page> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules");
    let texts = tree(&folder).into_iter().filter(|(name, _)| name != "README.md");
    texts.map(|(name, bytes)| page(name.trim_end_matches(".md"), &String::from_utf8(bytes).unwrap())).collect()
}

/// Divides a page at the first `---` that stands outside a fence, and takes its examples out.
fn page(code: &str, text: &str) -> Page {
    let mut page = Page { code: code.to_string(), zh: Vec::new(), en: Vec::new(), examples: Vec::new() };
    let mut fence = String::new();
    let mut is_english = false;
    for line in text.lines() {
        let ticks: String = line.chars().take_while(|c| *c == '`').collect();
        if !fence.is_empty() {
            match line == fence {
                true => fence.clear(),
                false => {
                    let example = page.examples.last_mut().expect("a fence begins an example");
                    example.text.push_str(line);
                    example.text.push('\n');
                }
            }
        } else if ticks.len() >= 3 {
            let words: Vec<&str> = line[ticks.len()..].split_whitespace().collect();
            let [_, role, path] = words[..] else { panic!("{code}: `{line}` is not `language role path`") };
            page.examples.push(Example { role: role.to_string(), path: path.to_string(), text: String::new() });
            fence = ticks;
        } else if line == "---" && !is_english {
            is_english = true;
        } else if is_english {
            page.en.push(line.to_string());
        } else {
            page.zh.push(line.to_string());
        }
    }
    assert!(fence.is_empty(), "{code}: a fence is not closed");
    for part in [&mut page.zh, &mut page.en] {
        let start = part.iter().position(|line| !line.is_empty()).unwrap_or(0);
        part.drain(..start);
    }
    page
}

/// Every code that a finding of `src` may bear.
fn codes_in_source() -> BTreeSet<String> {
    let sources = tree(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let sources: BTreeMap<_, _> =
        sources.into_iter().filter(|(path, _)| path.ends_with(".rs") && !path.ends_with("tests.rs")).collect();
    let mut codes = BTreeSet::new();
    for bytes in sources.into_values() {
        let text = String::from_utf8(bytes).unwrap();
        let program = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        let told =
            literals(program).into_iter().filter(|(start, word)| is_kebab(word) && names_a_finding(&program[..*start]));
        codes.extend(told.map(|(_, word)| word.to_string()));
    }
    codes
}

/// Whether a literal stands where a finding takes its code: first in a call that makes one, behind `code:`, or among the
/// choices of a `let code = …;` or a `fn code_of(…) { … }`.
fn names_a_finding(before: &str) -> bool {
    const CALLS: [&str; 8] =
        ["Finding::new(", "Finding::error(", "Finding::warning(", ".error(", ".warning(", "wrong(", "code:", "about("];
    let before = before.trim_end();
    let is_choice = |start: &str, end: &str| before.rfind(start).is_some_and(|i| !before[i..].contains(end));
    CALLS.iter().any(|call| before.ends_with(call)) || is_choice("let code ", ";") || is_choice("fn code_of(", "\n}")
}

fn is_kebab(word: &str) -> bool {
    word.contains('-') && word.split('-').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase()))
}

/// The string literals of Rust text with the bytes at which they start. Knows comments, characters and raw strings.
fn literals(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        at += if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if c == '\'' {
            let mut inner = rest[1..].chars();
            match (inner.next(), inner.next(), inner.next()) {
                (Some('\\'), _, Some('\'')) => 4,
                (Some(c), Some('\''), _) => 2 + c.len_utf8(),
                _ => 1,
            }
        } else if let Some(length) = raw(rest) {
            length
        } else if c == '"' {
            let length = inner_length(&rest[1..]);
            found.push((at, &rest[1..1 + length]));
            length + 2
        } else {
            c.len_utf8()
        };
        at = at.min(text.len());
    }
    found
}

/// The bytes of a raw string that starts here.
fn raw(rest: &str) -> Option<usize> {
    let hashes = rest.strip_prefix('r')?.bytes().take_while(|b| *b == b'#').count();
    let inner = rest[1 + hashes..].strip_prefix('"')?;
    let close = format!("\"{}", "#".repeat(hashes));
    inner.find(&close).map(|end| 2 + hashes + end + close.len())
}

/// The bytes up to the quote that closes a literal.
fn inner_length(inner: &str) -> usize {
    let mut escaped = false;
    for (i, c) in inner.char_indices() {
        match c {
            '"' if !escaped => return i,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    inner.len()
}

#[test]
fn codes_are_seen_where_findings_are_made() {
    let text = r#"
        // Finding::error("in-comment", …
        Finding::error(
            "first-code", place, "not-code");
        field.error("second-code", '"', "c-d");
        let code = if is_bad { "third-code" } else { "fourth-code" };
        let other = "not-either";
    "#;
    let seen: Vec<&str> = literals(text)
        .into_iter()
        .filter(|(i, w)| is_kebab(w) && names_a_finding(&text[..*i]))
        .map(|(_, w)| w)
        .collect();
    assert_eq!(seen, ["first-code", "second-code", "third-code", "fourth-code"]);
}
