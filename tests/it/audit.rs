//! `yearbook audit` and `check --fix` from the command line: transcripts, the formats, what is read from where, and that
//! one file's trouble does not hide another's.

use crate::world::{Said, World, accept, binary, run};
use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

const FAULTY: &str = "清河县2023年工作情况\n\n2023年，全县发放产业奖补资金1.7亿元，惠及4.8万户脱贫户，户均奖补资金5300元。全县居民收入同比增长19.2%274个村都有集体收入。\n";
const SOUND: &str = "2023年，全县发放产业奖补资金1.7亿元，惠及4.8万户脱贫户，户均奖补资金3500元以上。\n";

fn audit(world: &World, arguments: &[&str]) -> Said {
    let mut command = binary();
    command.current_dir(world.root()).arg("audit").args(arguments);
    run(command)
}

fn accepted(name: &str, said: &Said) {
    let text = format!("status {}\n--- stdout\n{}--- stderr\n{}", said.status, said.stdout, said.stderr);
    accept(&format!("cli/{name}.txt"), &text);
}

fn faulty() -> World {
    World::empty().with("甲.txt", FAULTY).with("乙.md", SOUND)
}

#[test]
fn faults_and_what_holds_are_shown() {
    let world = faulty();
    accepted("audit", &audit(&world, &["甲.txt", "乙.md"]));
    accepted("audit-verbose", &audit(&world, &["--verbose", "甲.txt", "乙.md"]));
    accepted("audit-en", &audit(&world, &["--lang", "en", "甲.txt"]));
    accepted("audit-json", &audit(&world, &["--format", "json", "--verbose", "甲.txt", "乙.md"]));
    let sound = audit(&world, &["乙.md"]);
    assert_eq!((sound.status, sound.stderr.as_str()), (0, ""));
}

#[test]
fn pasted_text_is_read() {
    let world = faulty();
    for arguments in [&["audit"][..], &["audit", "-"]] {
        let mut command: Command = binary();
        command.current_dir(world.root()).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(FAULTY.as_bytes()).unwrap();
        let said = child.wait_with_output().unwrap();
        let text = String::from_utf8(said.stdout).unwrap();
        assert_eq!(said.status.code(), Some(1));
        assert!(text.contains("average-off") && text.contains("-:3:"), "{text}");
    }
}

#[test]
fn a_text_that_cannot_be_read_hides_no_other() {
    let world = faulty().with("丙.pdf", "%PDF-1.7").with("空.txt", "");
    let gbk = [&b"2023\xc4\xea\xa3\xac\xc8\xab\xcf\xd8\xcd\xb6\xc8\xeb"[..], b"5\xcd\xf2\xd4\xaa\xa1\xa3"].concat();
    fs::write(world.path("丁.txt"), gbk).unwrap();
    let said = audit(&world, &["丙.pdf", "空.txt", "丁.txt", "甲.txt"]);
    assert_eq!(said.status, 1);
    for code in ["unreadable-manuscript", "empty-file", "assumed-encoding", "average-off"] {
        assert!(said.stdout.contains(code), "{code}: {}", said.stdout);
    }
    let missing = audit(&world, &["没有.txt", "甲.txt", "."]);
    assert_eq!((missing.status, missing.stderr.as_str()), (1, ""));
    for words in ["没有.txt", "没有这个文件或文件夹", "average-off", "文件夹"] {
        assert!(missing.stdout.contains(words), "{words}: {}", missing.stdout);
    }
    for format in ["json", "sarif"] {
        let said = audit(&world, &["--format", format, "没有.txt", "甲.txt"]);
        assert!(said.status == 1 && said.stdout.contains("unreadable-manuscript"), "{said:?}");
        assert!(said.stdout.contains("average-off"), "{said:?}");
    }
}

#[test]
fn prose_that_markdown_would_hide_is_read() {
    let sentence = FAULTY.lines().nth(2).unwrap().split_inclusive('。').next().unwrap();
    for text in [
        format!("    {sentence}\n"),
        format!("\t{sentence}\n"),
        format!("<!-- 待核\n\n{sentence}\n"),
        format!("<!-- allow: average-off 原因\n\n{sentence}\n"),
        format!("<div>\n{sentence}\n"),
        format!("<pre>\n{sentence}\n"),
        format!("<style>\n{sentence}\n"),
        format!("[x]: {sentence}\n"),
        format!("```\n{sentence}\n"),
        sentence.replace("5300", "53\u{200b}00"),
        sentence.replace("5300", "53\u{a0}00"),
    ] {
        let said = audit(&World::empty().with("稿.md", &text), &["稿.md"]);
        assert!(said.status == 1 && said.stdout.contains("average-off"), "{text}: {}", said.stdout);
    }
    let typed = format!("{sentence}<!— 允许：average-off 原文如此 →\n");
    for file in ["稿.md", "稿.txt"] {
        let said = audit(&World::empty().with(file, &typed), &[file]);
        assert_eq!((said.status, said.stdout.as_str()), (0, "没有发现问题\n"));
    }
}

#[test]
fn many_allowances_and_long_lines_are_told_whole() {
    let allowances = "<!-- allow: average-off 原因 -->\n\n".repeat(10_000);
    let world = World::empty().with("许.md", allowances).with("日.txt", "2023年2月30日，".repeat(10_000));
    for file in ["许.md", "日.txt"] {
        let told = audit(&world, &[file]).stdout;
        assert!(told.contains("10000"), "{}", &told[told.len() - 200..]);
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_stops_changes_nothing_of_the_end() {
    let world = World::empty().with("错.md", FAULTY.repeat(1000));
    for format in ["text", "json"] {
        let mut command = Command::new("bash");
        let line = "\"$0\" audit 错.md --format \"$1\" | head -1 >/dev/null; exit ${PIPESTATUS[0]}";
        command.current_dir(world.root()).args(["-c", line, env!("CARGO_BIN_EXE_yearbook"), format]);
        assert_eq!(run(command).status, 1, "{format}");
    }
}

#[cfg(unix)]
#[test]
fn names_of_files_steer_no_terminal() {
    let world = World::empty().with("甲\n错误\u{1b}[31m.txt", FAULTY);
    let said = audit(&world, &["--verbose", "甲\n错误\u{1b}[31m.txt", "无\u{1b}.txt"]);
    assert!(!said.stdout.contains('\u{1b}') && said.stdout.contains("甲\\n错误\\u{1b}[31m.txt:3:"), "{}", said.stdout);
}

#[test]
fn what_holds_passes() {
    let said = audit(&faulty(), &["--format", "sarif", "--verbose", "乙.md"]);
    assert_eq!(said.status, 0);
    assert!(
        said.stdout.contains("\"kind\": \"pass\"") && said.stdout.contains("\"level\": \"none\""),
        "{}",
        said.stdout
    );
    assert!(!said.stdout.contains("\"level\": \"note\""), "{}", said.stdout);
}

#[test]
fn fix_writes_the_references_that_are_certain_and_nothing_else() {
    let report = "content/reports/2024/first-report.md";
    let typed = "\n\n全县衔接资金5480万元。全县衔接资金项目72个。另有3个村开展试点。\n";
    let world = World::starter();
    let text = world.read(report);
    let world = world.with(report, format!("{text}{typed}"));
    let said = world.run(&["check", "--fix"]);
    accepted("check-fix", &Said { stderr: said.stderr.replace(world.root().to_str().unwrap(), "SITE"), ..said });
    let mended = world.read(report);
    assert_eq!(mended, format!("{text}{}", typed.replace("5480万元", "{{ 衔接资金 }}")));
    let again = world.run(&["check", "--fix"]);
    assert!(again.stderr.contains("改写了 0 处"), "{}", again.stderr);
    assert_eq!(world.read(report), mended);
}
