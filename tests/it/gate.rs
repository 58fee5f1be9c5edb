//! 把关 and 签审: the verdict, the list that reviewers sign, signatures that hold and signatures that do not, errors that are let pass.
//! What single rules see is tested beside them, and by the examples of their pages (`rules`).

use crate::world::{Said, World, accept, lines};
use exif::{Field, In, Tag, Value};
use std::io::Cursor;
use yearbook::gate;
use yearbook::pipeline::Kept;

const DAY: [&str; 2] = ["--date", "2025-06-01"];

/// The gate of this world, as the binary runs it.
fn gate(world: &World, more: &[&str]) -> Said {
    world.run(&[&["gate"], &DAY[..], more].concat())
}

fn sign(world: &World, stage: &str, name: &str) -> Said {
    world.run(&[&["review", "sign", "--as", stage, "--name", name], &DAY[..]].concat())
}

/// What the rules and the rehearsal tell, as short lines.
fn told(world: &World) -> Vec<String> {
    let proof = world.proof();
    let verdict = gate::judge(&proof, world.root(), &Kept::default(), &|| {}).unwrap();
    lines(&verdict.findings, &proof.texts)
}

/// The starter with a report that gives somebody's number away.
fn leaking() -> World {
    let report = "---\ngenre: review\ntitle: 走访\nregion: \"990101\"\nyear: 2024\ndate: 2025-04-02\n---\n村民某某的电话是19000000001。\n";
    World::starter().with("content/reports/2024/visit.md", report)
}

fn transcript(said: &Said, world: &World) -> String {
    let root = world.root().to_str().unwrap();
    let part = |text: &str| text.replace(root, "SITE").replace('\\', "/");
    format!("status {}\n--- stdout\n{}--- stderr\n{}", said.status, part(&said.stdout), part(&said.stderr))
}

#[test]
fn the_starter_and_the_sample_may_be_published() {
    let starter = World::starter();
    accept("cli/gate-open.txt", &transcript(&gate(&starter, &[]), &starter));
    accept("gate/checklist.html", &starter.read("gate/checklist.html"));
    let sample = World::sample();
    let said = gate(&sample, &["--quiet"]);
    assert_eq!((said.status, said.stdout.as_str()), (0, ""), "{said:?}");
}

#[test]
fn the_list_is_the_same_for_the_same_day() {
    let world = World::starter();
    let pdf = || {
        assert_eq!(gate(&world, &[]).status, 0);
        std::fs::read(world.path("gate/checklist.pdf")).unwrap()
    };
    let first = pdf();
    assert!(first.starts_with(b"%PDF-") && first.len() > 10_000);
    assert_eq!(pdf(), first);
    let names = world.read_names("gate");
    assert_eq!(names.len(), 2, "{names:?}");
    assert_eq!(world.run(&["gate", "--date", "2025-06-02"]).status, 0);
    assert_ne!(std::fs::read(world.path("gate/checklist.pdf")).unwrap(), first);
}

#[test]
fn an_open_error_closes_the_gate() {
    let world = leaking();
    accept("cli/gate-closed.txt", &transcript(&gate(&world, &[]), &world));
    accept("cli/gate-closed-en.txt", &transcript(&gate(&world, &["--lang", "en"]), &world));
    let list = world.read("gate/checklist.html");
    assert!(list.contains("不可发") && list.contains("content/reports/2024/visit.md:8"), "{list}");
    // Nobody can read the number in what is told of it.
    assert!(!list.contains("19000000001") && list.contains("190******01"), "{list}");
    // `check` is not the gate.
    assert_eq!(world.run(&["check"]).status, 0);
}

#[test]
fn a_rule_of_the_gate_can_be_allowed_and_set() {
    let allowed = leaking().changed(
        "content/reports/2024/visit.md",
        "0001。",
        "0001。<!-- allow: mobile-number 已征得本人同意 -->",
    );
    assert_eq!(told(&allowed), ["note missing-signature content/reviews"]);
    assert_eq!(allowed.told(), Vec::<String>::new());
    let off = leaking().changed("content/site.yaml", "theme:", "severity: { mobile-number: off }\ntheme:");
    assert_eq!(told(&off), ["note missing-signature content/reviews"]);
    let listed = leaking().changed("content/site.yaml", "theme:", "published_phones: [190-0000-0001]\ntheme:");
    assert_eq!(told(&listed), ["note missing-signature content/reviews"]);
    let unused = allowed.changed("content/reports/2024/visit.md", "的电话是19000000001", "很高兴");
    let told = told(&unused);
    assert!(
        told.iter().any(|line| line.starts_with("warning unused-allowance content/reports/2024/visit.md:8")),
        "{told:?}"
    );
}

#[test]
fn errors_are_let_pass_with_a_reason_on_record() {
    let world = leaking();
    assert_eq!(gate(&world, &["--despite", "已征得本人同意"]).status, 2);
    let said = gate(&world, &["--despite", "已征得本人同意", "--name", "某某"]);
    assert_eq!(said.status, 0, "{said:?}");
    assert!(said.stderr.contains("不可发，已放行"), "{}", said.stderr);
    let record = world.read("content/reviews/2025-06-01-despite.yaml");
    assert!(record.contains("despite: \"已征得本人同意\"\nname: \"某某\"\ndate: 2025-06-01\n"), "{record}");
    assert!(record.contains("mobile-number content/reports/2024/visit.md:8"), "{record}");
    assert!(world.read("gate/checklist.html").contains("已征得本人同意"));
    // The record changes nothing of what it is about, and lets nothing pass by itself.
    let again = gate(&world, &[]);
    assert_eq!(again.status, 1);
    assert!(again.stderr.contains("不可发，还没有签"), "{}", again.stderr);
    assert!(world.read("gate/checklist.html").contains("已征得本人同意"));
}

#[test]
fn three_people_sign_one_after_another() {
    let world = World::starter();
    let refused = sign(&world, "二审", "乙某");
    assert_eq!(refused.status, 1, "{refused:?}");
    assert_eq!(sign(&world, "一审", "甲某").status, 0);
    let same = sign(&world, "二审", "甲某");
    assert!(same.status == 1 && same.stderr.contains("甲某 已经签了一审"), "{same:?}");
    assert_eq!(sign(&world, "二审", "乙某").status, 0);
    assert_eq!(sign(&world, "三审", "丙某").status, 0);
    accept("cli/review-list.txt", &transcript(&world.run(&["review", "list"]), &world));
    assert!(gate(&world, &[]).stderr.contains("可发，三审已签"));
    assert_eq!(told(&world), Vec::<String>::new());
    // A build is no change, nor is another output.
    world.build();
    assert_eq!(told(&world), Vec::<String>::new());
}

#[test]
fn a_later_change_makes_a_signature_void_and_names_its_file() {
    let world = World::starter();
    assert_eq!(sign(&world, "一审", "甲某").status, 0);
    let record = world.read("content/reviews/2025-06-01-first.yaml");
    assert!(record.contains("\"content/site.yaml\": \""), "{record}");
    let world = world.changed("content/site.yaml", "示例县年报", "某县年报");
    accept("cli/review-list-void.txt", &transcript(&world.run(&["review", "list"]), &world));
    accept("cli/review-list-void-en.txt", &transcript(&world.run(&["review", "list", "--lang", "en"]), &world));
    assert_eq!(
        told(&world),
        ["note missing-signature content/reviews", "warning void-signature content/reviews/2025-06-01-first.yaml"]
    );
    assert!(gate(&world, &[]).status == 0 && world.read("gate/checklist.html").contains("签后改了 content/site.yaml"));
    // Put back as it was, it holds again.
    let world = world.changed("content/site.yaml", "某县年报", "示例县年报");
    assert_eq!(told(&world), ["note missing-signature content/reviews"]);
    // The theme is a part of what was seen.
    let world = world.with("themes/standard/theme.yaml", "palette: { accent: \"#0a5c36\" }\n");
    assert!(told(&world).contains(&"warning void-signature content/reviews/2025-06-01-first.yaml".to_string()));
}

#[test]
fn signatures_may_be_required() {
    let world =
        World::starter().changed("content/site.yaml", "theme:", "reviews: { required: true, ordered: false }\ntheme:");
    assert_eq!(told(&world), ["error missing-signature content/reviews"]);
    assert_eq!(gate(&world, &[]).status, 1);
    for (stage, name) in [("三审", "丙某"), ("一审", "甲某"), ("二审", "乙某")] {
        assert_eq!(sign(&world, stage, name).status, 0, "{stage}");
    }
    assert_eq!(gate(&world, &[]).status, 0);
}

#[test]
fn nothing_is_signed_that_cannot_be_read() {
    let world = World::starter().with("content/reports/2024/broken.md", "---\ngenre: [\n---\n");
    let said = sign(&world, "一审", "甲某");
    assert!(said.status == 1 && said.stderr.contains("没有签"), "{said:?}");
    assert!(!world.path("content/reviews").exists());
}

#[test]
fn a_record_of_a_wrong_form_is_told() {
    let world = World::starter().with("content/reviews/a.yaml", "stage: 五审\n");
    let told = world.told();
    assert!(told.iter().any(|line| line.starts_with("error wrong-shape content/reviews/a.yaml:1")), "{told:?}");
}

#[test]
fn the_list_never_goes_where_it_would_be_published_or_read() {
    let world = World::starter();
    for to in ["output/gate", "content/gate", "."] {
        let to = world.path(to);
        let said = gate(&world, &["--to", to.to_str().unwrap()]);
        assert_eq!(said.status, 2, "{to:?}");
    }
}

#[test]
fn a_theme_that_forgets_the_date_is_told() {
    let world = World::starter().with(
        "themes/standard/web/report-bulletin.html",
        "<!DOCTYPE html><html lang=\"zh-CN\"><title>甲</title><p>乙</p></html>\n",
    );
    let told = told(&world);
    assert!(told.contains(&"error missing-pubdate themes/standard/web/report-bulletin.html".to_string()), "{told:?}");
}

#[test]
fn a_site_that_was_just_built_is_judged_without_making_it_again() {
    let judged = |world: &World| {
        let proof = world.proof();
        let built = yearbook::pipeline::publish(&proof, world.root(), &world.out(), &|| {}).unwrap();
        let told = [proof.findings.clone(), built.findings].concat();
        let verdict = gate::judge_built(&proof, world.root(), &Kept::default(), &told).unwrap();
        (verdict.is_open(), lines(&verdict.findings, &proof.texts))
    };
    for world in [World::starter(), leaking()] {
        let (is_open, findings) = judged(&world);
        assert_eq!((is_open, findings), (world.run(&["gate"]).status == 0, told(&world)));
    }
}

#[test]
fn what_only_a_build_would_tell_is_told() {
    let world = World::starter().changed("content/reports/2024/first-report.md", "\n---\n", "\n---\n\u{1f9ff}\n\n");
    let proof = yearbook::pipeline::proof(&world.request(true)).unwrap();
    let verdict = gate::judge(&proof, world.root(), &Kept::default(), &|| {}).unwrap();
    let told = lines(&verdict.findings, &proof.texts);
    assert!(!verdict.is_open() && told.iter().any(|line| line.starts_with("error missing-glyph")), "{told:?}");
}

#[test]
fn a_photo_that_knows_where_it_was_taken_is_told() {
    let degrees = |whole: u32| Value::Rational(vec![(whole, 1).into(), (12, 1).into(), (0, 1).into()]);
    let field = |tag, value| Field { tag, ifd_num: In::PRIMARY, value };
    let fields = [
        field(Tag::GPSLatitude, degrees(29)),
        field(Tag::GPSLongitude, degrees(103)),
        field(Tag::Artist, Value::Ascii(vec!["某某".as_bytes().to_vec()])),
    ];
    let mut writer = exif::experimental::Writer::new();
    fields.iter().for_each(|field| writer.push_field(field));
    let mut tiff = Cursor::new(Vec::new());
    writer.write(&mut tiff, false).unwrap();
    let tiff = tiff.into_inner();
    let length = (tiff.len() + 8) as u16;
    let jpeg = [&[0xff, 0xd8, 0xff, 0xe1][..], &length.to_be_bytes(), b"Exif\0\0", &tiff, &[0xff, 0xd9]].concat();
    let world = World::starter().with("content/images/yard-19000000001.jpg", jpeg);
    let proof = world.proof();
    let told = lines(&gate::examine(&proof, world.root()).unwrap(), &proof.texts);
    let file = "content/images/yard-19000000001.jpg";
    assert_eq!(
        told,
        [
            format!("error mobile-number {file}"),
            format!("warning picture-author {file}"),
            format!("error picture-position {file}")
        ]
    );
}
