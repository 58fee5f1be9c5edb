//! Files that are not what they should be: empty, in another encoding, too large, in the wrong place, missing.

use super::*;
use std::fs;

#[test]
fn the_starter_itself_is_sound() {
    told(&World::starter(), &[]);
}

#[test]
fn no_content_at_all() {
    told(&World::empty(), &["error no-site content/site.yaml"]);
    let help = World::empty().help("no-site");
    assert!(help.contains("yearbook new"), "{help}");
}

#[test]
fn a_root_that_does_not_exist() {
    let world = World::empty();
    let mut command = crate::world::binary();
    command.args(["check", "--root"]).arg(world.path("nowhere"));
    let said = crate::world::run(command);
    assert_eq!(said.status, 1);
    assert!(said.stdout.contains("no-site"), "{}", said.stdout);
}

#[test]
fn empty_data() {
    told(&World::starter().with(DATA, ""), &["error empty-file content/data/990102/2023.yaml"]);
    told(&World::starter().with(DATA, "# 只有注释\n"), &["error empty-file content/data/990102/2023.yaml"]);
}

#[test]
fn empty_indicators() {
    // Without a vocabulary every reference would be unknown: only the cause is told.
    told(&World::starter().with("content/indicators.yaml", ""), &["error empty-file content/indicators.yaml"]);
}

#[test]
fn empty_regions() {
    told(&World::starter().with("content/regions.yaml", ""), &["error empty-file content/regions.yaml"]);
}

#[test]
fn empty_site() {
    told(&World::starter().with("content/site.yaml", ""), &["error empty-file content/site.yaml"]);
}

#[test]
fn empty_reports() {
    told(&World::starter().with(REPORT, ""), &["error empty-file content/reports/2024/second.md"]);
    told(&World::starter().with(REPORT, "\n \n"), &["error empty-file content/reports/2024/second.md"]);
    told(&with_text(""), &["error empty-file content/reports/2024/second.md"]);
}

#[test]
fn missing_files() {
    told(&World::starter().without("content/indicators.yaml"), &["error missing-file content/indicators.yaml"]);
    told(&World::starter().without("content/regions.yaml"), &["error missing-file content/regions.yaml"]);
    told(&World::starter().without("content/site.yaml"), &["error no-site content/site.yaml"]);
}

#[test]
fn gbk() {
    let (bytes, ..) = encoding_rs::GBK.encode("region: \"990102\" # 邻近县\n");
    let world = World::starter().with(DATA, &bytes);
    told(&world, &["error wrong-encoding content/data/990102/2023.yaml"]);
    assert!(world.help("wrong-encoding").contains("UTF-8"));
}

#[test]
fn gbk_report() {
    let text = report("2024年。\n");
    let (bytes, ..) = encoding_rs::GBK.encode(&text);
    told(&World::starter().with(REPORT, &bytes), &["error wrong-encoding content/reports/2024/second.md"]);
}

#[test]
fn utf_16() {
    for little in [true, false] {
        let text = "\u{feff}region: \"990102\"\n年: 2023\n";
        let bytes: Vec<u8> =
            text.encode_utf16().flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect();
        told(&World::starter().with(DATA, bytes), &["error wrong-encoding content/data/990102/2023.yaml"]);
    }
}

#[test]
fn nul_bytes() {
    told(
        &World::starter().with(DATA, b"region: \"990102\"\n\0\0\n"),
        &["error wrong-encoding content/data/990102/2023.yaml"],
    );
    told(&World::starter().with(REPORT, report("文\0字")), &["error wrong-encoding content/reports/2024/second.md"]);
}

#[test]
fn fifty_megabytes() {
    let world = World::starter().with(DATA, "region: \"990102\"\n");
    fs::File::options().write(true).open(world.path(DATA)).unwrap().set_len(50 * 1024 * 1024).unwrap();
    told(&world, &["error file-too-large content/data/990102/2023.yaml"]);
}

#[test]
fn a_file_in_the_wrong_place() {
    let world = World::starter().with(
        "content/data/990102/2022.yaml",
        "region: \"990102\"\nyear: 2023\nsources: { s: { title: 资料 } }\nsource: s\nfigures: { 衔接资金: 1万元 }\n",
    );
    told(&world, &["error file-elsewhere content/data/990102/2022.yaml:1:9"]);
}

#[test]
fn a_file_that_nobody_uses() {
    told(&World::starter().with("content/notes.md", "备忘\n"), &["warning stray-file content/notes.md"]);
}

#[test]
fn a_hundred_thousand_files_that_nobody_uses() {
    let world = World::starter().with("content/照片/0.jpg", "");
    for i in 1..100_000 {
        fs::hard_link(world.path("content/照片/0.jpg"), world.path(&format!("content/照片/{i}.jpg")))
            .or_else(|_| fs::write(world.path(&format!("content/照片/{i}.jpg")), ""))
            .unwrap();
    }
    told(&world, &["warning stray-file content/照片"]);
    // The others are told besides, each as itself.
    let world = world.with("content/notes.md", "备忘\n");
    told(&world, &["warning stray-file content/notes.md", "warning stray-file content/照片"]);
}

#[test]
fn line_ends_and_marks_of_windows_change_nothing() {
    let plain = World::starter();
    let windows = World::starter();
    for (path, bytes) in crate::world::tree(&plain.path("content")) {
        let text = String::from_utf8(bytes).unwrap().replace('\n', "\r\n");
        windows.write(&format!("content/{path}"), format!("\u{feff}{text}"));
    }
    told(&windows, &[]);
    plain.build();
    windows.build();
    assert!(crate::world::published(&plain.out()) == crate::world::published(&windows.out()));
    // And a fault is told at the same line and column.
    let bad = "region: \"990102\"\nyear: 2023\nfigures:\n  衔接资金: 4千元\n";
    let place = ["error bad-quantity content/data/990102/2023.yaml:4:9"];
    told(&World::starter().with(DATA, bad), &place);
    told(&World::starter().with(DATA, format!("\u{feff}{}", bad.replace('\n', "\r\n"))), &place);
}

#[test]
fn faults_of_several_files_come_in_one_run_sorted_by_file() {
    let world = with_figures("  衔接资金: 4千元\n  没有这个: 1元\n")
        .with(REPORT, report("{{ 衔接资金 | 瞎算 2 }}和{{ 衔接资\n"))
        .with("content/data/990101/2022.yaml", "region: \"990101\"\n\tyear: 2022\n")
        .changed("content/site.yaml", "theme: standard", "theme: standard\n主提: x");
    told(
        &world,
        &[
            "error tab-indentation content/data/990101/2022.yaml:2:1",
            "error bad-quantity content/data/990102/2023.yaml:6:9",
            "error unknown-indicator content/data/990102/2023.yaml:7:9",
            "error broken-reference content/reports/2024/second.md:8:1",
            "error broken-reference content/reports/2024/second.md:8:19",
            "error unknown-key content/site.yaml:7:1",
        ],
    );
}

#[test]
fn names_of_reports_become_addresses() {
    let text = report("2024年。\n");
    for name in ["First-Report.md", "简报.md", "a b.md", "a_b.md", "a.yaml"] {
        let path = format!("content/reports/2024/{name}");
        told(&World::starter().with(&path, &text), &[&format!("error bad-id {path}")]);
    }
    told(
        &World::starter().with("content/reports/2024/First-report.md", &text),
        &["error bad-id content/reports/2024/First-report.md"],
    );
}

#[test]
fn two_reports_of_one_address() {
    let world = World::starter().with("content/reports/2023/first-report.md", report("2024年。\n"));
    told(
        &world,
        &[
            "warning file-elsewhere content/reports/2023/first-report.md:5:7",
            "error path-claimed-twice content/reports/2024/first-report.md",
        ],
    );
}

#[test]
fn two_pictures_that_differ_in_case() {
    let world = World::starter().with("content/images/a.png", PNG).with("content/images/A.png", PNG);
    if world.read_names("content/images").len() == 1 {
        return; // This file system knows no case: the two are one.
    }
    told(&world, &["error path-claimed-twice content/images/a.png"]);
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
