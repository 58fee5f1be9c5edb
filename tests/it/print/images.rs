//! What the pages look like as a whole: the five sample reports, one year of a region and each form of 公文, against pictures
//! that somebody has looked at (`accepted/print/*.png`). `YEARBOOK_ACCEPT=1 cargo test --release --test it print::images`
//! takes the pages as they are now; look at the pictures before committing them. Where a page differs, both and the
//! difference are put below `target/tmp/print`.
//!
//! Other fonts make other pages, so that the references hold for the fonts of `.ci/setup` alone (`accepted/print/fonts.txt`).
//! With others the tests say so and pass; in CI, where `CI` is set, they fail, so that nobody takes a skipped test for a
//! passed one.

use super::forms::{FRONT, LETTER, MINUTES, ORDER, UPWARD, body};
use super::paper;
use super::picture::Strip;
use crate::world::World;
use std::path::Path;
use std::{env, fs};

const SAMPLES: [&str; 6] = [
    "reports/2021/suining-revitalisation-overview/suining-revitalisation-overview",
    "reports/2023/cangxi-linking-revitalisation/cangxi-linking-revitalisation",
    "reports/2023/hebi-steady-steps/hebi-steady-steps",
    "reports/2023/leshan-seven-years-good/leshan-seven-years-good",
    "reports/2024/fengdu-work-points/fengdu-work-points",
    "regions/510824/2023/510824-2023",
];

#[test]
fn the_samples_look_as_accepted() {
    let world = World::sample();
    if can_be_compared(&world) {
        let pdfs = SAMPLES.map(|path| (path.rsplit('/').next().unwrap(), path.to_string()));
        look_at(&world, &pdfs);
    }
}

#[test]
fn each_form_of_notice_looks_as_accepted() {
    let attached = format!("{}\n\n# 任务分工表\n\n{}", body(7, 6), body(2, 3));
    let order = "《示例县村庄规划管理办法》已经县人民政府审议通过，现予公布，自公布之日起施行。".to_string();
    let forms = [
        ("notice", FRONT, attached),
        ("notice-upward", UPWARD, body(3, 3)),
        ("notice-letter", LETTER, body(4, 5)),
        ("notice-order", ORDER, order),
        ("notice-minutes", MINUTES, body(2, 3)),
    ];
    let world = World::starter();
    for (name, front, body) in &forms {
        let head = "region: \"990101\"\nyear: 2024\ndate: 2024-04-10\ndescription: 版面\n";
        world.write(&format!("content/reports/2024/{name}.md"), format!("---\n{head}{front}---\n{body}\n"));
    }
    if can_be_compared(&world) {
        look_at(&world, &forms.map(|(name, ..)| (name, format!("reports/2024/{name}/{name}"))));
    }
}

fn accepted(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/accepted/print").join(name)
}

fn is_accepting() -> bool {
    env::var("YEARBOOK_ACCEPT").is_ok_and(|v| v == "1")
}

/// Whether the references hold for the fonts of this machine.
fn can_be_compared(world: &World) -> bool {
    let fonts = fonts(world);
    let lacking = if !paper::can_be_read() {
        "pdftoppm (poppler-utils) is not installed".to_string()
    } else if is_accepting() {
        fs::create_dir_all(accepted("")).unwrap();
        fs::write(accepted("fonts.txt"), fonts).unwrap();
        return true;
    } else if fs::read_to_string(accepted("fonts.txt")).is_ok_and(|wanted| wanted.replace("\r\n", "\n") == fonts) {
        return true;
    } else {
        format!("the references in {} are made with other fonts than these:\n{fonts}", accepted("").display())
    };
    assert!(env::var_os("CI").is_none(), "{lacking}\n.ci/setup --tests gives a machine what is compared with");
    eprintln!("SKIPPED, the looks of the pages were not compared: {lacking}");
    false
}

/// Role, family and the name of the file, a line each.
fn fonts(world: &World) -> String {
    let said = world.run(&["fonts", "--lang", "en"]).stdout;
    let line = |line: &str| {
        let (served, file) = line.rsplit_once("  ").unwrap_or((line, ""));
        format!("{served}  {}\n", file.rsplit(['/', '\\']).next().unwrap_or(file))
    };
    said.lines().map(line).collect()
}

/// Builds, and compares each named PDF with its reference.
#[track_caller]
fn look_at(world: &World, pdfs: &[(&str, String)]) {
    let said = world.run(&["build", "--lang", "en"]);
    assert_eq!(said.status, 0, "{said:?}");
    let mut different = Vec::new();
    for (name, path) in pdfs {
        let strip = Strip::of(&world.out().join(format!("{path}.pdf")));
        let reference = accepted(&format!("{name}.png"));
        if is_accepting() {
            strip.write(&reference);
            continue;
        }
        let wanted = Strip::read(&reference).unwrap_or_else(|| panic!("{} is no reference", reference.display()));
        let pages = strip.pages_unlike(&wanted);
        let (is, was) = (strip.edges.len() - 1, wanted.edges.len() - 1);
        if pages.is_empty() && is == was {
            continue;
        }
        let picture = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("print/{name}.png"));
        wanted.beside(&strip).write(&picture);
        let what = if is == was { format!("pages {pages:?} of {is}") } else { format!("{is} pages, accepted {was}") };
        different.push(format!("{name}: {what}; accepted, found and difference: {}", picture.display()));
    }
    assert!(different.is_empty(), "{}\nYEARBOOK_ACCEPT=1 accepts the new pages", different.join("\n"));
}
