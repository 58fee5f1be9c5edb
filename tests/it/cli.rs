//! Transcripts: the binary is run, and its whole output compared with the accepted one; the folder of the test reads `SITE`
//! there. Exit status: 0 done, 1 errors in the content, 2 usage, 3 the machine failed.

use crate::world::{Said, World, accept, binary, run, tree};
use std::collections::BTreeSet;

/// The transcript as one text.
fn transcript(said: &Said, world: &World) -> String {
    let root = world.root().to_str().unwrap();
    let part = |text: &str| text.replace(root, "SITE").replace('\\', "/");
    format!("status {}\n--- stdout\n{}--- stderr\n{}", said.status, part(&said.stdout), part(&said.stderr))
}

#[track_caller]
fn accepted(name: &str, world: &World, arguments: &[&str]) {
    let said = world.run(arguments);
    accept(&format!("cli/{name}.txt"), &transcript(&said, world));
}

/// Without `--root`, in a folder of its own.
fn plain(world: &World, arguments: &[&str]) -> Said {
    let mut command = binary();
    command.current_dir(world.root()).args(arguments);
    run(command)
}

/// One error with a key path, one in prose, one warning about a whole file.
fn faulty() -> World {
    World::starter()
        .changed("content/data/990101/2024.yaml", "71个", "71人")
        .with("content/reports/2024/second.md", "---\ngenre: review\ntitle: 第二篇\nregion: \"990101\"\nyear: 2024\ndate: 2025-04-02\n---\n收入{{ 农村居民人均支配收入 }}。\n")
        .changed("content/reports/2024/first-report.md", "，实施项目{{ 衔接资金项目 }}", "")
        .changed("content/reports/2024/first-report.md", "  - [衔接资金项目, \"{{ 衔接资金项目 }}\", \"{{ 衔接资金项目 | 增减 }}\"]\n", "")
        .with("content/notes.md", "备忘\n")
}

#[test]
fn help() {
    let world = World::empty();
    for command in
        ["", "audit", "build", "serve", "check", "new", "explain", "fonts", "archive", "diff", "gate", "review"]
    {
        let name = if command.is_empty() { "help".to_string() } else { format!("help-{command}") };
        let arguments: Vec<&str> = [command, "--help"].into_iter().filter(|a| !a.is_empty()).collect();
        let said = plain(&world, &arguments);
        assert_eq!((said.status, said.stderr.as_str()), (0, ""));
        accept(&format!("cli/{name}.txt"), &transcript(&said, &world));
    }
}

#[test]
fn usage() {
    let world = World::empty();
    for (name, arguments) in [
        ("usage-nothing", vec![]),
        ("usage-unknown-command", vec!["bild"]),
        ("usage-unknown-flag", vec!["check", "--pdf"]),
        ("usage-format", vec!["check", "--format", "xml"]),
        ("usage-jobs", vec!["check", "--jobs", "many"]),
        ("usage-jobs-none", vec!["check", "--jobs", "0"]),
        ("usage-audit-fix", vec!["audit", "--fix"]),
        ("usage-new-nothing", vec!["new"]),
        ("usage-new-nothing-en", vec!["new", "--lang", "en"]),
        ("usage-twice", vec!["check", "--theme", "a", "--theme", "b"]),
    ] {
        let said = plain(&world, &arguments);
        assert_eq!((said.status, said.stdout.as_str()), (2, ""), "{name}");
        accept(&format!("cli/{name}.txt"), &transcript(&said, &world));
    }
}

#[test]
fn version() {
    let said = plain(&World::empty(), &["--version"]);
    assert_eq!((said.status, said.stdout), (0, format!("yearbook {}\n", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn new_makes_a_site_that_builds() {
    let world = World::empty();
    let said = plain(&world, &["new", "示例"]);
    accept("cli/new.txt", &transcript(&said, &world));
    assert!(tree(&world.path("示例/content")) == tree(&World::starter().path("content")));
    assert_eq!(world.read("示例/.gitignore"), "output/\ngate/\narchive/\npack/\n");
    assert_eq!(plain(&world, &["build", "--no-pdf", "--strict", "--root", "示例"]).status, 0);
    assert!(world.path("示例/output/index.html").exists());
}

#[test]
fn new_leaves_what_is_there_alone() {
    let world = World::empty().with("有/a.txt", "a").with("文件", "b");
    for lang in ["zh", "en"] {
        let said = plain(&world, &["new", "有", "--lang", lang]);
        assert_eq!(said.status, 2);
        accept(&format!("cli/new-taken-{lang}.txt"), &transcript(&said, &world));
    }
    assert_eq!(tree(&world.path("有")).len(), 1);
    let said = plain(&world, &["new", "文件"]);
    assert!(said.status == 2 || said.status == 3, "{said:?}");
    assert_eq!(world.read("文件"), "b");
}

#[test]
fn new_takes_an_empty_folder() {
    let world = World::empty();
    std::fs::create_dir(world.path("空")).unwrap();
    assert_eq!(plain(&world, &["new", "空"]).status, 0);
}

#[test]
fn build() {
    let world = World::starter();
    accepted("build", &world, &["build", "--no-pdf"]);
    accepted("build-again", &world, &["build", "--no-pdf", "--lang", "en"]);
    let said = world.run(&["build", "--no-pdf", "--quiet"]);
    assert_eq!((said.status, said.stdout.as_str(), said.stderr.as_str()), (0, "", ""));
}

#[test]
fn findings_in_both_languages() {
    let world = faulty();
    accepted("check-zh", &world, &["check"]);
    accepted("check-en", &world, &["check", "--lang", "en"]);
    accepted("build-with-errors", &world, &["build", "--no-pdf"]);
    accepted("check-quiet", &world, &["check", "--quiet"]);
    assert_eq!(world.run(&["check"]).status, 1);
    assert!(!world.out().exists());
}

#[test]
fn the_language_is_the_environments_unless_said() {
    let world = faulty();
    let in_language = |name: &str, value: &str, arguments: &[&str]| {
        let mut command = world.command(arguments);
        command.env_clear().env(name, value);
        run(command).stdout
    };
    let (zh, en) = (world.run(&["check"]).stdout, world.run(&["check", "--lang", "en"]).stdout);
    assert_ne!(zh, en);
    assert_eq!(in_language("LANG", "en_US.UTF-8", &["check"]), en);
    assert_eq!(in_language("LC_ALL", "en_GB.UTF-8", &["check"]), en);
    assert_eq!(in_language("LANG", "en_US.UTF-8", &["check", "--lang", "zh"]), zh);
    assert_eq!(in_language("LANG", "C.UTF-8", &["check"]), zh);
}

#[test]
fn nothing_to_tell() {
    accepted("check-sound", &World::starter(), &["check"]);
    accepted("check-sound-json", &World::starter(), &["check", "--format", "json"]);
}

#[test]
fn json() {
    let world = faulty();
    accepted("check-json", &world, &["check", "--format", "json"]);
    accepted("check-json-en", &world, &["check", "--format", "json", "--lang", "en"]);
    for arguments in [&["check", "--format", "json"][..], &["build", "--no-pdf", "--format", "json", "--quiet"]] {
        let said = world.run(arguments);
        assert_eq!(said.status, 1);
        let findings: Vec<serde_json::Value> = serde_json::from_str(&said.stdout).unwrap();
        assert_eq!(findings.len(), 3);
        let numbers = ["line", "column", "end_line", "end_column"];
        let words = ["code", "severity", "kind", "message", "file", "help"];
        let keys: BTreeSet<&str> = numbers.into_iter().chain(words).collect();
        for finding in &findings {
            let finding = finding.as_object().unwrap();
            assert_eq!(finding.keys().map(String::as_str).collect::<BTreeSet<_>>(), keys);
            let is_place = |key: &str| finding[key].is_null() || finding[key].as_u64().is_some_and(|n| n > 0);
            assert!(numbers.iter().all(|key| is_place(key)));
            assert!(words.iter().all(|key| finding[*key].is_string()));
        }
    }
}

#[test]
fn sarif() {
    let world = faulty();
    for arguments in [&["check", "--format", "sarif"][..], &["build", "--no-pdf", "--format", "sarif", "--quiet"]] {
        let said = world.run(arguments);
        assert_eq!(said.status, 1);
        let log: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
        let run = &log["runs"][0];
        let rules: Vec<&str> = run["tool"]["driver"]["rules"]
            .as_array()
            .unwrap()
            .iter()
            .map(|rule| rule["id"].as_str().unwrap())
            .collect();
        assert_eq!(rules, ["stray-file", "unknown-indicator", "wrong-unit"]);
        for result in run["results"].as_array().unwrap() {
            let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
            assert_eq!(rule["id"], result["ruleId"]);
            assert_ne!(rule["id"], rule["shortDescription"]["text"], "a rule has the heading of its page");
        }
        let place = &run["results"][2]["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "content/reports/2024/second.md");
        let region = serde_json::json!({ "startLine": 8, "startColumn": 3, "endLine": 8, "endColumn": 19 });
        assert_eq!(place["region"], region);
    }
    let sound = World::starter().run(&["check", "--format", "sarif", "--lang", "en"]);
    assert!(sound.status == 0 && sound.stderr.is_empty(), "{sound:?}");
    assert!(sound.stdout.contains("\"results\": []"), "{}", sound.stdout);
}

#[test]
fn json_of_a_sound_build_is_an_empty_list() {
    let said = World::starter().run(&["build", "--no-pdf", "--format", "json"]);
    assert_eq!(said.status, 0);
    assert_eq!(serde_json::from_str::<Vec<serde_json::Value>>(&said.stdout).unwrap().len(), 0);
}

#[test]
fn strict() {
    let world = World::starter().with("content/notes.md", "备忘\n");
    assert_eq!(world.run(&["check"]).status, 0);
    accepted("check-strict", &world, &["check", "--strict"]);
    let said = world.run(&["check", "--quiet"]);
    assert_eq!((said.status, said.stderr.as_str()), (0, ""));
    let said = world.run(&["check", "--quiet", "--strict"]);
    assert_eq!(said.status, 1);
    assert!(said.stdout.contains("stray-file"), "{}", said.stdout);
}

#[test]
fn the_site_decides_what_is_severe() {
    let world = World::starter();
    let report = world.read("content/reports/2024/first-report.md");
    world.write("content/reports/2024/first-report.md", format!("{report}\n又投入1.5亿元。\n"));
    let text = world.read("content/site.yaml");
    for (word, status, told) in [("off", 0, false), ("error", 1, true), ("note", 0, true), ("warning", 0, true)] {
        world.write("content/site.yaml", format!("{text}severity: {{ unbound-figure: {word} }}\n"));
        let said = world.run(&["check"]);
        assert_eq!(said.status, status, "{word}: {said:?}");
        assert_eq!(said.stdout.contains("unbound-figure"), told, "{word}");
    }
}

#[test]
fn an_audit_within_a_site_heeds_its_settings() {
    let world = World::starter();
    world.write("a.txt", "投入补助资金240万元，惠及农户800户，户均补助5000元。\n");
    let text = world.read("content/site.yaml");
    for (word, status, told) in [("off", 0, false), ("note", 0, true), ("error", 1, true), ("nonsense", 1, true)] {
        world.write("content/site.yaml", format!("{text}severity: {{ average-off: {word} }}\n"));
        let mut command = binary();
        command.current_dir(world.path("content/reports")).args(["audit", "../../a.txt"]);
        let said = run(command);
        assert_eq!((said.status, said.stdout.contains("average-off")), (status, told), "{word}: {said:?}");
    }
}

#[test]
fn explain() {
    let world = World::empty();
    let list = plain(&world, &["explain"]);
    assert_eq!((list.status, list.stderr.as_str()), (0, ""));
    let lines = list.stdout.lines().filter_map(|line| line.strip_prefix("  "));
    let (codes, titles): (Vec<&str>, Vec<&str>) = lines.filter_map(|line| line.split_once(' ')).unzip();
    assert!(codes.contains(&"unbound-figure") && codes.contains(&"average-off"), "{codes:?}");
    assert!(titles.iter().all(|title| !title.trim().is_empty()), "{}", list.stdout);
    assert!(plain(&world, &["explain", "--lang", "en"]).stdout.contains("average-off"));
    for code in codes {
        for lang in ["zh", "en"] {
            let said = plain(&world, &["explain", code, "--lang", lang]);
            assert_eq!((said.status, said.stderr.as_str()), (0, ""));
            assert!(
                said.stdout.starts_with(&format!("# {code}")) && said.stdout.len() > 100,
                "{code}: {}",
                said.stdout
            );
        }
    }
    for lang in ["zh", "en"] {
        let said = plain(&world, &["explain", "unbound-figur", "--lang", lang]);
        assert_eq!((said.status, said.stdout.as_str()), (2, ""));
        assert!(said.stderr.contains("unbound-figure"), "{}", said.stderr);
    }
    let far = plain(&world, &["explain", "nope"]);
    assert_eq!(far.stderr, "没有“nope”这条规则（yearbook explain 列出全部）\n");
    let said = plain(&world, &["explain", "../../Cargo"]);
    assert_eq!((said.status, said.stdout.as_str()), (2, ""));
}

#[test]
fn fonts() {
    // Which fonts there are is the machine's: only the form is compared.
    let said = World::starter().run(&["fonts"]);
    assert!(said.status == 0 || said.status == 1, "{said:?}");
    for role in ["song", "hei", "kai", "fang", "title"] {
        assert!(said.stdout.lines().any(|line| line.starts_with(role)), "{role}: {}", said.stdout);
    }
}

#[test]
fn the_machine_fails() {
    // Below a regular file nothing can be made.
    let world = World::starter().with("file", "x");
    for lang in ["zh", "en"] {
        let out = world.path("file/out");
        let said = world.run(&["build", "--no-pdf", "--lang", lang, "--out", out.to_str().unwrap()]);
        assert_eq!(said.status, 3);
        accept(&format!("cli/machine-{lang}.txt"), &transcript(&said, &world));
    }
    assert_eq!(world.read("file"), "x");
}

#[test]
fn output_that_is_the_content() {
    let world = World::starter();
    for lang in ["zh", "en"] {
        let out = world.path("content");
        accepted(
            &format!("output-is-content-{lang}"),
            &world,
            &["build", "--out", out.to_str().unwrap(), "--lang", lang],
        );
    }
}

#[test]
fn timings_name_every_stage_and_stay_off_stdout() {
    let world = World::starter();
    for (lang, all, peak) in [("zh", "合计", "内存最多 "), ("en", "all", "peak memory ")] {
        let said = world.run(&["build", "--no-pdf", "--quiet", "--timings", "--lang", lang]);
        assert_eq!((said.status, said.stdout.as_str()), (0, ""));
        let lines: Vec<&str> = said.stderr.lines().collect();
        assert_eq!(lines.len(), 10, "{}", said.stderr);
        for line in &lines[1..9] {
            let words: Vec<&str> = line.split_whitespace().collect();
            assert!(words.len() == 3 && words[1..].iter().all(|word| word.parse::<f64>().is_ok()), "{line}");
        }
        assert!(lines[8].starts_with(all) && lines[9].starts_with(peak), "{}", said.stderr);
    }
    assert_eq!(world.run(&["build", "--no-pdf", "--quiet"]).stderr, "");
}

#[test]
fn output_that_is_somebody_elses() {
    let world = World::starter().with("其他/index.html", "我的").with("其他/.git/x", "");
    for lang in ["zh", "en"] {
        let said = world.run(&["build", "--no-pdf", "--lang", lang, "--out", world.path("其他").to_str().unwrap()]);
        assert_eq!(said.status, 2);
        accept(&format!("cli/output-of-others-{lang}.txt"), &transcript(&said, &world));
    }
    assert_eq!(world.read("其他/index.html"), "我的");
    let out = world.path("其他");
    let forced = ["build", "--no-pdf", "--force", "--out", out.to_str().unwrap()];
    assert_eq!(world.run(&forced).status, 0);
    assert_eq!(world.run(&["build", "--no-pdf", "--out", out.to_str().unwrap()]).status, 0);
}

#[test]
fn a_theme_that_the_command_line_asks_for_is_told_as_such() {
    let said = World::starter().run(&["check", "--theme", "nope"]);
    assert!(
        said.status == 1 && said.stdout.contains("--theme") && !said.stdout.contains("site.yaml"),
        "{}",
        said.stdout
    );
}

#[test]
fn help_in_english() {
    let world = World::empty();
    for (name, arguments) in
        [("help-en", vec!["--help", "--lang", "en"]), ("help-audit-en", vec!["audit", "--help", "--lang=en"])]
    {
        accept(&format!("cli/{name}.txt"), &transcript(&plain(&world, &arguments), &world));
    }
}

#[test]
fn a_closed_pipe_is_no_panic() {
    // `yearbook explain | head -1`
    let mut command = std::process::Command::new("sh");
    command.args(["-c", "\"$0\" explain | head -c 1 >/dev/null"]).arg(env!("CARGO_BIN_EXE_yearbook"));
    let said = run(command);
    assert!(!said.stderr.contains("panic"), "{}", said.stderr);
}

#[test]
fn numbers_of_threads() {
    for (jobs, status) in [("0", 2), ("1", 0), ("64", 0), ("5000", 2)] {
        assert_eq!(World::starter().run(&["check", "--jobs", jobs]).status, status, "{jobs}");
    }
}
