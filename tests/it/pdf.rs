//! Builds with PDFs: the same bytes every time, made again only where what they show has changed, and no text of the content
//! is taken for Typst. Where the machine has no Chinese font the tests say so and pass.

use crate::world::{World, lines, tree};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use yearbook::pipeline;

/// True where a PDF can be set here; says so where it cannot.
fn can_be_set() -> bool {
    let said = World::starter().run(&["fonts"]);
    if said.status != 0 {
        eprintln!("skipped: no Chinese font is installed\n{}", said.stderr);
    }
    said.status == 0
}

fn pdfs(out: &Path) -> BTreeMap<String, Vec<u8>> {
    tree(out).into_iter().filter(|(path, _)| path.ends_with(".pdf")).collect()
}

/// Builds and gives the line that says what was made.
#[track_caller]
fn built(world: &World, arguments: &[&str]) -> String {
    let said = world.run(&[&["build", "--lang", "en"], arguments].concat());
    assert_eq!(said.status, 0, "{said:?}");
    said.stderr.lines().last().unwrap().to_string()
}

#[test]
fn two_builds_are_the_same_to_the_byte() {
    if !can_be_set() {
        return;
    }
    let (first, second) = (World::starter(), World::starter());
    built(&first, &["--jobs", "1"]);
    let out = second.path("an/other folder");
    let mut command = second.command(&["build", "--jobs", "2", "--out", out.to_str().unwrap()]);
    command.env("TZ", "Asia/Tokyo").env("HOME", "/nowhere");
    assert_eq!(crate::world::run(command).status, 0);
    assert_eq!(pdfs(&first.out()).len(), 4);
    for (path, bytes) in pdfs(&first.out()) {
        assert!(bytes.starts_with(b"%PDF-"), "{path}");
    }
    assert!(tree(&first.out()) == tree(&out));
}

#[test]
fn an_unchanged_rebuild_makes_none() {
    if !can_be_set() {
        return;
    }
    let world = World::starter();
    assert!(built(&world, &[]).contains("4 PDFs (4 remade)"));
    let again = built(&world, &[]);
    assert!(again.contains("4 PDFs (0 remade); 0 files written"), "{again}");
    // A site without PDFs in between removes them; the next one makes them again.
    assert!(built(&world, &["--no-pdf"]).contains("4 removed"));
    assert!(built(&world, &[]).contains("4 PDFs (4 remade)"));
}

#[test]
fn a_changed_figure_makes_its_pdfs_again() {
    if !can_be_set() {
        return;
    }
    let world = World::starter();
    built(&world, &[]);
    let before = pdfs(&world.out());
    let world = world.changed("content/data/990101/2024.yaml", "衔接资金项目: 71个", "衔接资金项目: 72个");
    let said = built(&world, &[]);
    assert!(said.contains("4 PDFs (2 remade)"), "{said}");
    let after = pdfs(&world.out());
    let changed: BTreeSet<&str> =
        after.keys().filter(|path| after[*path] != before[*path]).map(String::as_str).collect();
    assert_eq!(
        changed,
        BTreeSet::from(["regions/990101/2024/990101-2024.pdf", "reports/2024/first-report/first-report.pdf"])
    );
    // The same as a fresh build.
    let fresh = World::starter().changed("content/data/990101/2024.yaml", "衔接资金项目: 71个", "衔接资金项目: 72个");
    built(&fresh, &[]);
    assert!(pdfs(&fresh.out()) == after);
}

#[test]
fn a_pdf_that_somebody_changed_or_deleted_is_made_again() {
    if !can_be_set() {
        return;
    }
    let world = World::starter();
    built(&world, &[]);
    let before = pdfs(&world.out());
    world.write("output/reports/2024/first-report/first-report.pdf", "scribble");
    let world = world.without("output/regions/990102/2024/990102-2024.pdf");
    let said = built(&world, &[]);
    assert!(said.contains("4 PDFs (2 remade); 2 files written"), "{said}");
    assert!(pdfs(&world.out()) == before);
}

#[test]
fn no_text_is_taken_for_typst() {
    if !can_be_set() {
        return;
    }
    let traps = [
        "#panic(1)",
        "#import \"/etc/passwd\"",
        "$x^2$",
        "@ref",
        "<label>",
        "*a",
        "_b",
        "`c",
        "= d",
        "- e",
        "+ f",
        "/ g: h",
        "// i",
        "/* j",
        "\\",
        "[k",
        "l]",
        "#{",
        "}",
        "\"",
        "~",
        "--",
        "...",
        "'q'",
        "https://a.example/*",
        "{{",
        "{%",
    ];
    for trap in traps {
        let quoted = |text: &str| format!("'{}'", text.replace('\'', "''"));
        let world = World::starter()
            .changed(
                "content/reports/2024/first-report.md",
                "title: 示例县农民收入稳步增长",
                &format!("title: {}", quoted(&format!("{trap}文{trap}").replace("{{", "{ "))),
            )
            .changed(
                "content/regions.yaml",
                "name: 邻近县,",
                &format!("name: {}, short: 邻近县,", quoted(&format!("邻近县{trap}"))),
            )
            .changed(
                "content/reports/2024/first-report.md",
                "send: 县级各部门",
                &format!("send: {}", quoted(&trap.replace("{{", "{ "))),
            )
            .changed("content/site.yaml", "name: 示例县年报", &format!("name: {}", quoted(&format!("年报{trap}"))))
            .changed("content/data/990101/2024.yaml", "71个", &format!("{{ value: 71个, note: {} }}", quoted(trap)));
        let said = world.run(&["build"]);
        assert_eq!(said.status, 0, "{trap}: {}", said.stderr);
        assert_eq!(pdfs(&world.out()).len(), 4, "{trap}");
    }
}

#[test]
fn prose_with_typsts_marks_is_set() {
    if !can_be_set() {
        return;
    }
    let traps =
        "#panic(\"x\") $x$ @ref &lt;label&gt; \\*a\\* \\_b\\_ \\`c\\` \\\\ [k l] #{ } \" ~ -- ... // /* */ 'q' =d";
    let report = World::starter().read("content/reports/2024/first-report.md");
    let text = format!(
        "{report}\n\n{traps}\n\n= 甲\n\n+ 乙\n\n/ 丙: 丁\n\n- {traps}\n\n> {traps}\n\n| a | b |\n|---|---|\n| {} | # |\n\n`{}`\n",
        traps.replace('|', ""),
        "#let x = 1"
    );
    let world = World::starter().with("content/reports/2024/first-report.md", text);
    let said = world.run(&["build"]);
    assert_eq!(said.status, 0, "{}", said.stderr);
}

#[test]
fn a_broken_print_template_is_a_finding_and_nothing_is_written() {
    if !can_be_set() {
        return;
    }
    let sheets = tree(&Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/standard/print"));
    assert!(sheets.contains_key("bulletin.typ"));
    for broken in ["{{ oops", "{{ no.such_thing }}", "#panic(\"no\")", "#let x = ", "#unknown-function()"] {
        let world = World::starter().with("themes/standard/print/bulletin.typ", broken);
        let said = world.run(&["build"]);
        assert_eq!(said.status, 1, "{broken}: {said:?}");
        assert!(said.stderr.contains("bulletin.typ"), "{broken}: {}", said.stderr);
        assert!(!world.path("output/index.html").exists(), "{broken}");
    }
}

#[test]
fn a_print_template_under_a_wrong_name_is_told_and_breaks_nothing() {
    let world = World::starter().with("themes/standard/print/notise.typ", "{{ notice.form }}");
    let said = world.run(&["check", "--format", "json"]);
    assert!(said.stdout.contains("themes/standard/print/notise.typ") && said.stdout.contains("stray-file"), "{said:?}");
    assert_eq!(world.run(&["build", "--no-pdf"]).status, 0);
    assert_eq!(world.run(&["build", "--no-pdf", "--volume", "2024"]).status, 0);
}

#[cfg(unix)]
#[test]
fn a_print_template_reads_no_file_of_the_machine() {
    if !can_be_set() {
        return;
    }
    for path in ["/etc/passwd", "../../../../etc/passwd", "content/site.yaml"] {
        let world = World::starter().with("themes/standard/print/bulletin.typ", format!("#read(\"{path}\")"));
        let said = world.run(&["build"]);
        assert_eq!(said.status, 1, "{path}: {said:?}");
        assert!(!said.stderr.contains("root:"), "{}", said.stderr);
    }
    let world = World::starter().with("themes/standard/print/bulletin.typ", "#import \"@preview/cetz:0.3.0\"");
    assert_eq!(world.run(&["build"]).status, 1);
}

/// A PDF carries the data that it shows; what was saved while the site was made is not that data.
#[test]
fn data_that_changes_during_a_build_is_told() {
    const DATA: &str = "content/data/990101/2024.yaml";
    if !can_be_set() {
        return;
    }
    let world = World::starter();
    let proof = pipeline::proof(&world.request(true)).unwrap();
    let before = world.read(DATA);
    for changed in [Some(format!("{before}# saved meanwhile\n")), None] {
        match changed {
            Some(text) => world.write(DATA, text),
            None => std::fs::remove_file(world.path(DATA)).unwrap(),
        }
        let built = pipeline::publish(&proof, world.root(), &world.out(), &|| {}).unwrap();
        let told = lines(&built.findings, &proof.texts);
        assert!(told.iter().any(|line| line.contains("changed-meanwhile") && line.contains(DATA)), "{told:?}");
        assert!(!world.out().exists());
    }
    world.write(DATA, before);
    let built = pipeline::publish(&pipeline::proof(&world.request(true)).unwrap(), world.root(), &world.out(), &|| {});
    assert!(built.unwrap().findings.is_empty());
}
