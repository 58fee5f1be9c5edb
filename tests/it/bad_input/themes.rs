//! A site's own theme with faults in it.

use super::*;
use crate::world::tree;

#[track_caller]
fn not_built(world: &World, expected: &[&str]) {
    let proof = world.proof();
    let mut told_now = crate::world::lines(&proof.findings, &proof.texts);
    if !yearbook::finding::has_error(&proof.findings) {
        let built = yearbook::pipeline::publish(&proof, world.root(), &world.out(), &|| {}).unwrap();
        told_now.extend(crate::world::lines(&built.findings, &proof.texts));
    }
    compare(&told_now, expected);
    let written = if world.out().exists() { tree(&world.out()) } else { Default::default() };
    let written: Vec<&String> = written.keys().filter(|path| !path.starts_with(".yearbook/")).collect();
    assert!(written.is_empty(), "{written:?}");
}

#[test]
fn a_template_that_does_not_parse() {
    let world = World::starter()
        .with("themes/standard/web/404.html", "{% extends \"base.html\" %}\n{% block main %}\n<p>{{ oops\n");
    not_built(&world, &["error broken-template themes/standard/web/404.html:3:7"]);
}

#[test]
fn a_template_that_asks_for_what_is_not_there() {
    let world = World::starter().with("themes/standard/web/404.html", "<p>\n  {{ page.no_such_thing }}\n</p>\n");
    not_built(&world, &["error broken-template themes/standard/web/404.html:2:6"]);
}

#[test]
fn a_template_that_extends_nothing() {
    let world = World::starter().with("themes/standard/web/404.html", "{% extends \"nothing.html\" %}\n");
    not_built(&world, &["error broken-template themes/standard/web/404.html:1:13"]);
}

#[test]
fn theme_settings_that_are_wrong() {
    let world = World::starter()
        .with("themes/standard/theme.yaml", "palette: { ink: '#12', paper: 'red;}</style><script>' }\n深色颜色: { ink: white }\nseries-contrast: [yellow]\n");
    let told_now = world.told();
    assert_eq!(told_now.len(), 4, "{told_now:#?}");
    assert!(
        told_now.iter().all(|line| line.starts_with("error bad-colour themes/standard/theme.yaml:")),
        "{told_now:#?}"
    );
    told(
        &World::starter().with("themes/standard/theme.yaml", "\tname: x\n"),
        &["error tab-indentation themes/standard/theme.yaml:1:1"],
    );
}

#[test]
fn a_theme_that_is_not_there() {
    let world = World::starter().changed("content/site.yaml", "theme: standard", "theme: red");
    told(&world, &["error unknown-theme content/site.yaml:6:8"]);
}

#[test]
fn a_theme_in_another_encoding() {
    let (bytes, ..) = encoding_rs::GBK.encode("<p>没有这一页</p>");
    let world = World::starter().with("themes/standard/web/404.html", &bytes);
    told(&world, &["error wrong-encoding themes/standard/web/404.html"]);
}

#[test]
fn measures_that_leave_no_room() {
    let themed = |measures: &str| {
        World::starter().with("themes/standard/theme.yaml", format!("name: standard\nmeasures:\n  {measures}\n"))
    };
    for (measures, at) in [
        ("official-left: 190mm", "3:18"),
        ("公文天头: 150mm\n  公文地脚: 120mm", "3:9"),
        ("book-outside: 200mm", "3:17"),
        ("book-paper: a4\n  book-top: 27cm", "4:13"),
        ("bleed: 90mm", "3:10"),
        ("red-rule: 99mm", "3:13"),
        ("feature-margin: 150mm", "3:19"),
        ("feature-columns: 9\n  feature-margin: 80mm", "3:20"),
        ("feature-columns: 5\n  feature-paper: 90mm×95mm", "3:20"),
        ("feature-columns: 1\n  feature-paper: 90mm×60mm", "4:18"),
        ("book-paper: 210mm×9999mm", "3:15"),
    ] {
        told(&themed(measures), &[&format!("error no-room themes/standard/theme.yaml:{at}")]);
    }
    for measures in
        ["feature-columns: 9", "bleed: 3mm", "official-left: 100mm", "feature-columns: 2\n  feature-paper: A4"]
    {
        told(&themed(measures), &[]);
    }
    let help = themed("feature-columns: 9\n  feature-margin: 80mm").help("no-room");
    assert!(help.contains("最多分 5 栏"), "{help}");
    let help = themed("book-inside: 18cm").help("no-room");
    assert!(help.contains("“书籍订口”和“书籍切口”加起来最多 172 毫米"), "{help}");
    let help = themed("feature-margin: 150mm").help("no-room");
    assert!(help.contains("“专版页边”最多 137 毫米"), "{help}");
    // A margin of less than a millimetre is no advice.
    let help = themed("feature-paper: 22.5mm×297mm").help("no-room");
    assert!(help.contains("纸太小"), "{help}");
}
