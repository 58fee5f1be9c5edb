//! Small texts, with a finding of `unbound-figure` at every 数: which stay, and what is told of the allowances.

use super::*;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

const RULES: Rules =
    Rules { known: &["unbound-figure", "growth-disagrees", "text-rule"], ran: &["unbound-figure", "growth-disagrees"] };

/// The lines of the findings that stay, and the codes that are told with their lines.
fn applied(file: &str, text: &str) -> (Vec<usize>, Vec<(&'static str, usize)>) {
    let mut texts = Texts::default();
    texts.insert(file.into(), text.into());
    let at_every = text
        .match_indices('数')
        .map(|(i, c)| Finding::warning("unbound-figure", Place::bytes(file, i..i + c.len()), "", ""));
    let mut kept = apply(at_every.collect(), &texts, RULES);
    super::super::sort(&mut kept, &texts);
    let line = |finding: &Finding| texts.locate(&finding.place).unwrap().line;
    let (stay, told): (Vec<&Finding>, Vec<&Finding>) = kept.iter().partition(|f| f.code == "unbound-figure");
    (stay.into_iter().map(line).collect(), told.into_iter().map(|f| (f.code, line(f))).collect())
}

#[track_caller]
fn stay(file: &str, text: &str, lines: &[usize]) {
    assert_eq!(applied(file, text), (lines.to_vec(), vec![]), "{text}");
}

const HERE: &str = "<!-- allow: unbound-figure 原文如此 -->";

#[test]
fn a_comment_alone_holds_in_the_next_paragraph() {
    stay("a.md", &format!("数\n\n{HERE}\n\n数\n数\n\n数"), &[1, 8]);
    stay("a.md", &format!("数\n\n{HERE}\n数\n数\n\n数"), &[1, 7]);
    stay("a.md", &format!("数\n{HERE}\n数\n\n数"), &[5]);
    stay("a.md", &format!("{HERE}\n## 数\n数"), &[3]);
    stay("a.md", &format!("{HERE}\n\n- 数\n- 数\n\n数"), &[6]);
    stay("a.md", &format!("{HERE}\n```table\nrows: 数\n\nnote: 数\n```\n数"), &[7]);
}

#[test]
fn a_comment_within_a_line_holds_in_its_paragraph() {
    stay("a.md", &format!("数{HERE}\n数\n\n数"), &[4]);
    stay("a.md", &format!("## 数 {HERE}\n数"), &[2]);
    stay("a.md", &format!("引\n- 数\n- 数 {HERE}\n  数\n- 数"), &[2, 5]);
    stay("a.md", &format!("| 数 |\n|---|\n| 数{HERE} |\n| 数 |"), &[1, 4]);
}

#[test]
fn a_line_of_plain_text_is_a_paragraph() {
    for file in ["a.txt", "a.docx", "-"] {
        stay(file, &format!("数\n{HERE}\n数\n数"), &[1, 4]);
        stay(file, &format!("数\r\n数{HERE}\r\n数"), &[1, 3]);
    }
}

#[test]
fn a_comment_of_yaml_holds_for_an_entry() {
    let here = "# allow: unbound-figure 原文如此";
    stay("a.yaml", &format!("a: 数 {here}\nb: 数"), &[2]);
    stay("a.md", &format!("---\r\ntitle: 数 {here}\r\n---\r\n\r\n数"), &[5]);
    stay("a.yaml", &format!("a:\n  {here}\n  b:\n    c: 数\n\n    d: 数\n  e: 数"), &[7]);
    stay("a.yaml", &format!("a: {here}\n- 数\n- 数\nb: 数"), &[4]);
    stay("a.md", &format!("---\ntitle: 数 {here}\nkicker: 数\n---\n数"), &[3, 5]);
    stay("a.md", &format!("---\ntitle: 数\n---\n{HERE}\n```table\nrows: 数\n```"), &[2]);
    stay("a.md", &format!("文\n\n```table\n{here}\nrows:\n  - 数\nnote: 数\n```"), &[7]);
}

#[test]
fn a_whole_file_can_be_allowed() {
    stay("a.md", "数\n\n数\n\n<!-- allow-file: unbound-figure 全文是引文 -->", &[]);
    stay("a.yaml", "# 全文允许：unbound-figure 引文\na: 数\nb: 数", &[]);
}

#[test]
fn what_allows_nothing_is_told() {
    assert_eq!(applied("a.md", &format!("{HERE}\n文")), (vec![], vec![("unused-allowance", 1)]));
    assert_eq!(applied("a.md", &format!("数\n\n{HERE}")), (vec![1], vec![("unused-allowance", 3)]));
    assert_eq!(applied("a.md", "数<!-- allow: unbound-figure -->"), (vec![1], vec![("allowance-without-reason", 1)]));
    assert_eq!(applied("a.md", "数<!-- allow: 原文如此 -->"), (vec![1], vec![("unknown-rule", 1)]));
    assert_eq!(
        applied("a.md", "数<!-- allow: unbound-figure, broken-yaml 原文 -->"),
        (vec![], vec![("unknown-rule", 1)])
    );
    // A rule that did not run may have something to tell another time.
    assert_eq!(applied("a.md", "文<!-- allow: text-rule 原文 -->"), (vec![], vec![]));
    assert_eq!(applied("a.html", HERE), (vec![], vec![]));
}

#[test]
fn only_rules_can_be_allowed() {
    let mut texts = Texts::default();
    texts.insert("a.md".into(), "<!-- allow-file: broken-yaml, growth-disagrees 原文 -->".into());
    let error = Finding::error("broken-yaml", Place::file("a.md"), "", "");
    let kept = apply(vec![error], &texts, RULES);
    // The unused allowance waits until the file can be read.
    assert_eq!(kept.iter().map(|f| f.code).collect::<Vec<_>>(), ["broken-yaml", "unknown-rule"]);
}

proptest! {
    #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_is_too_strange(parts in prop::collection::vec(prop::sample::select(PARTS.to_vec()), 0..24)) {
        for file in ["a.md", "a.yaml", "a.txt"] {
            applied(file, &parts.concat());
        }
    }
}

const PARTS: [&str; 24] = [
    HERE,
    "<!-- allow: unbound-figure\n\n原 -->",
    "<!-- allow-file: a, -->",
    "<!--",
    "-->",
    "# allow: unbound-figure 原",
    "#",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\r\n",
    "- ",
    "1. ",
    "| ",
    "```",
    "---\n",
    "`",
    "\"",
    ": ",
    "数",
    "a",
    "a:\n",
    "{{ b }}",
];
