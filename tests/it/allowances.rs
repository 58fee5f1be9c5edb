//! Allowances in a site: what they silence, and that they print nothing wherever they stand.

use crate::world::{World, lines_of_json};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use yearbook::model::article::Block;

const HEAD: &str = "---\ngenre: review\ntitle: 第二篇\nregion: \"990101\"\nyear: 2024\ndate: 2025-04-02\n---\n";
const REPORT: &str = "content/reports/2024/second.md";
const HERE: &str = "<!-- allow: unbound-figure 见2023年原件第3页，{{ 不是引用 }}，**不是粗体** -->";

/// The blocks of the second report.
fn body(text: &str) -> String {
    let proof = World::starter().with(REPORT, format!("{HEAD}{text}")).proof();
    let article = proof.articles.iter().find(|article| article.slug == "second").expect("it was composed");
    let mut blocks = article.body.clone();
    for block in &mut blocks {
        // An allowance takes room in the file.
        if let Block::Table(table) = block {
            table.places.clear();
        }
    }
    format!("{blocks:#?}")
}

#[test]
fn an_allowance_prints_nothing() {
    // `_` is a space that goes with the comment.
    for text in [
        "共5个。HERE",
        "共5个。_HERE\n下一行。",
        "HERE_共5个。",
        "共HERE5个。",
        "共_HERE 5个。",
        "上一行\nHERE\n共5个。",
        "上一行\nHERE\nHERE\n共5个。",
        "## 共5个_HERE\n\n正文。",
        "- 甲HERE5个\n- HERE_乙\n- 丙\n",
        "- 甲5个\n  HERE\n- 乙\n",
        "- HERE——甲5个\n- ——乙\n",
        "1. 甲5个\n2. 乙_HERE\n",
        "> 共5个HERE\n> 引文",
        "| 甲 | 乙 |\n|---|---|\n| 5个HERE | HERE_6个 |\n| 7个 | 8个_HERE |\n",
        "共**5个**HERE，另{{ 衔接资金 }}HERE。",
    ] {
        let bare = text
            .replace("\n  HERE", "")
            .replace("\nHERE\n", "\n")
            .replace("HERE\n共", "共")
            .replace("HERE", "")
            .replace('_', "");
        assert_eq!(body(&text.replace('_', " ").replace("HERE", HERE)), body(&bare), "{text}");
    }
    // Before a block it stands as a block of its own.
    for text in
        ["HERE\n共5个。", "上文。\n\nHERE\n\n- 共5个\n", "HERE\n## 共5个\n\n正文。", "HERE\n| 甲 |\n|---|\n| 5个 |\n"]
    {
        assert_eq!(body(&text.replace("HERE", HERE)), body(&text.replace("HERE\n", "")), "{text}");
    }
}

#[test]
fn an_allowance_silences_its_place() {
    let told = |text: &str| World::starter().with(REPORT, format!("{HEAD}{}", text.replace("HERE", HERE))).told();
    for text in [
        "HERE\n共5个。",
        "上一行\nHERE\n共5个。",
        "- 甲5个HERE\n- 乙\n",
        "| 甲 | 乙 |\n|---|---|\n| 5个HERE | 6个 |\n",
        "HERE\n```table\ntitle: 表\ncolumns: [甲, 乙]\nrows:\n  - [\"5个\", \"6个\"]\n```\n",
        "```table\ntitle: 表\ncolumns: [甲, 乙]\nrows:\n  - [\"5个\", \"6个\"] # allow: unbound-figure 原文\n```\n",
    ] {
        assert_eq!(told(text), [""; 0], "{text}");
    }
    assert_eq!(told("共5个。\n\n共6个。HERE"), ["warning unbound-figure content/reports/2024/second.md:8:2"]);
    assert_eq!(told("`<!-- allow: unbound-figure 举例 -->`共5个。").len(), 1);
    // Braces and comments within each other are told, not lost.
    assert!(!told("{{ <!-- allow: unbound-figure 原 }} 文 -->共5个。").is_empty());
}

#[test]
fn front_matter_and_data_are_allowed_by_comments_of_yaml() {
    let head = HEAD.replace("title: 第二篇", "title: 第5篇的5个 # allow: unbound-figure 原文");
    assert_eq!(World::starter().with(REPORT, format!("{head}正文。\n")).told(), [""; 0]);
    let off = |comment: &str| {
        let data = "content/data/990101/2024.yaml";
        let text = World::starter().read(data);
        let line = text.lines().find(|line| line.contains("衔接资金:")).unwrap().to_string();
        World::starter()
            .changed(data, &line, &format!("  衔接资金: {{ value: 5480万元, growth: 90% }}{comment}"))
            .told()
    };
    assert_eq!(off(""), ["warning growth-disagrees content/data/990101/2024.yaml:8:3"]);
    assert_eq!(off(" # allow: growth-disagrees 原文如此"), [""; 0]);
    assert_eq!(
        off(" # allow: share-disagrees 原文如此"),
        [
            "warning growth-disagrees content/data/990101/2024.yaml:8:3",
            "warning unused-allowance content/data/990101/2024.yaml:8:49"
        ]
    );
}

#[test]
fn a_standing_text_may_hold_one() {
    let text =
        "---\ndomain: 收入\n---\n{{ 年份 }}年全省共5个HERE，{{ 地区 }}为{{ 农村居民人均可支配收入 @全年 }}。 HERE\n";
    let summaries = |text: &str| {
        let world = World::starter().with("content/summaries/income.md", text);
        let proof = world.proof();
        let made = |place| proof.summaries.made(&proof.book, place, None);
        (world.told(), format!("{:#?}", proof.summaries.places().map(made).collect::<Vec<_>>()))
    };
    let (told, allowed) = summaries(&text.replace("HERE", "<!-- allow: unbound-figure 原文，{{ 年份 }} -->"));
    assert_eq!(told, [""; 0]);
    assert_eq!(allowed, summaries(&text.replace(" HERE", "").replace("HERE", "")).1);
}

#[test]
fn a_rule_that_is_off_leaves_no_allowance_unused() {
    let world = World::starter().with(REPORT, format!("{HEAD}共5个。{HERE}\n"));
    let site = world.read("content/site.yaml");
    assert_eq!(world.with("content/site.yaml", format!("{site}severity: {{ unbound-figure: off }}\n")).told(), [""; 0]);
}

#[test]
fn a_manuscript_may_hold_one() {
    let told = |file: &str, text: &str| {
        let world = World::empty().with(file, text);
        let said = world.run(&["audit", world.path(file).to_str().unwrap(), "--format", "json"]);
        lines_of_json(&said.stdout)
            .into_iter()
            .map(|line| line.split(' ').nth(1).unwrap().to_string())
            .collect::<Vec<_>>()
    };
    let glued = "覆盖率19.2%274个村达标。";
    for file in ["a.md", "a.txt"] {
        assert_eq!(told(file, glued), ["glued-numbers"]);
        assert_eq!(told(file, &format!("{glued}<!-- allow: glued-numbers 原文如此 -->\n")), [""; 0]);
        assert_eq!(told(file, &format!("<!-- allow: glued-numbers 原文如此 -->\n{glued}\n")), [""; 0]);
        assert_eq!(told(file, "收入增长。<!-- 允许：glued-numbers 原文如此 -->\n"), ["unused-allowance"]);
        // What only a site tells may be allowed in its texts.
        assert_eq!(told(file, "收入增长。<!-- allow: unbound-figure 原文如此 -->\n"), [""; 0]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::with_cases(48) })]

    /// Comments and references in and through each other: told or not, the line comes to its end and no place is lost.
    #[test]
    fn no_text_is_too_strange(parts in prop::collection::vec(prop::sample::select(PARTS.to_vec()), 0..24)) {
        let text = parts.concat();
        let world = World::starter()
            .with(REPORT, format!("{HEAD}{text}"))
            .with("content/summaries/income.md", format!("---\ndomain: 收入\n---\n{text}"));
        let proof = world.proof();
        for finding in &proof.findings {
            let text = proof.texts.get(&finding.place.file);
            let bytes = proof.texts.locate(&finding.place).map_or(0..0, |location| location.bytes);
            prop_assert!(text.is_none_or(|text| text.get(bytes).is_some()));
        }
    }
}

const PARTS: [&str; 20] = [
    HERE,
    "<!-- allow: unbound-figure {{ 原 -->",
    "<!--",
    "-->",
    "{{ 衔接资金 }}",
    "{{ ",
    " }}",
    " ",
    "    ",
    "\n",
    "\n\n",
    "- ",
    "| ",
    "```",
    "`",
    "**",
    "[[",
    "]]",
    "5个",
    "。",
];
