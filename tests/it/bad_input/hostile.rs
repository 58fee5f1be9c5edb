//! Content that somebody made to do harm: markup in values, paths that lead out, texts that grow or nest without end. What
//! could take the whole test down runs in the binary, with a bound on its memory where one can be set.

use super::*;
use crate::world::{published, run};
use std::process::Command;

const SCRIPT: &str = "<script>alert(1)</script>";

/// No page, and no file at all, holds the script as written.
#[track_caller]
fn built_without_script(world: &World) {
    let built = world.build();
    assert!(built.findings.is_empty(), "{:?}", built.findings);
    let files = published(&world.out());
    let pages: Vec<_> = files.iter().filter(|(path, _)| path.ends_with(".html")).collect();
    assert!(pages.len() > 10);
    let mut shown = 0;
    for (path, bytes) in pages {
        let text = std::str::from_utf8(bytes).unwrap();
        assert!(!text.contains("<script>alert"), "{path}");
        assert!(!text.contains("\"><img"), "{path}");
        shown += usize::from(text.contains("&lt;script&gt;alert(1)"));
    }
    assert!(shown > 0, "what was written is not shown at all");
}

#[test]
fn html_in_names() {
    let name = format!("name: '示例县{SCRIPT}\"><img src=x onerror=alert(1)>'");
    built_without_script(&World::starter().changed("content/regions.yaml", "name: 示例县", &name));
    let name = format!("name: '示例县年报{SCRIPT}\"><img src=x>'");
    built_without_script(&World::starter().changed("content/site.yaml", "name: 示例县年报", &name));
    let name = format!("definition: '农村住户{SCRIPT}\"><img src=x>'");
    built_without_script(&World::starter().changed(
        "content/indicators.yaml",
        "definition: 农村住户可用于最终消费和储蓄的人均收入",
        &name,
    ));
}

#[test]
fn html_in_an_indicators_name() {
    let world = World::starter().changed(
        "content/indicators.yaml",
        "name: 衔接资金项目,",
        &format!("name: '衔接资金项目{SCRIPT}\"><img src=x>', aliases: [衔接资金项目],"),
    );
    built_without_script(&world);
}

#[test]
fn html_in_titles_and_prose() {
    let world = World::starter().changed(
        "content/reports/2024/first-report.md",
        "title: 示例县农民收入稳步增长",
        &format!("title: '增长{SCRIPT}\"><img src=x>'"),
    );
    built_without_script(&world);
    let world = World::starter().changed(
        "content/reports/2024/first-report.md",
        "title: 农村居民人均可支配收入\n",
        &format!("title: '收入{SCRIPT}\"><img src=x>'\n"),
    );
    built_without_script(&world);
    built_without_script(&with_text("文字&lt;script>alert(1)&lt;/script>和`<script>alert(1)</script>`。\n"));
    let keywords = format!("keywords: ['{SCRIPT}\"><img src=x>', 收入]\ndescription: '{SCRIPT}\"><img src=x>'");
    let world = World::starter().changed(
        "content/reports/2024/first-report.md",
        "keywords: [示例, 收入]\ndescription: 一篇示例简报，数字都绑定在数据上。",
        &keywords,
    );
    built_without_script(&world);
}

#[test]
fn html_in_a_unit_of_a_value() {
    let world = with_figures("  好事: 12<script>alert(1)</script>\n").changed(
        "content/indicators.yaml",
        "  funds: {",
        "  deeds: { name: 好事, domain: 收入, unit: '<script>alert</script>' }\n  funds: {",
    );
    // Digits and brackets end the unit: this is no quantity.
    compare(&world.told(), &["error bad-quantity content/data/990102/2023.yaml:6:7"]);
    let world = with_figures("  好事: 12<script>alert</script>\n").changed(
        "content/indicators.yaml",
        "  funds: {",
        "  deeds: { name: 好事, domain: 收入, unit: '<script>alert</script>' }\n  funds: {",
    );
    compare(&world.told(), &[]);
    world.build();
    // Files of data and manuscripts hold it as what it is: text.
    let may_run = |path: &String| [".html", ".js", ".svg", ".xml"].iter().any(|end| path.ends_with(end));
    for (path, bytes) in published(&world.out()).into_iter().filter(|(path, _)| may_run(path)) {
        assert!(!String::from_utf8_lossy(&bytes).contains("<script>alert"), "{path}");
    }
}

#[test]
fn html_in_sources_and_notes() {
    let world = with_figures(&format!("  衔接资金: {{ value: 1万元, note: '{SCRIPT}\"><img src=x>' }}\n"));
    built_without_script(&world.changed(DATA, "title: 资料", &format!("title: '资料{SCRIPT}\"><img src=x>'")));
}

#[test]
fn an_address_of_a_source_that_runs() {
    let world =
        with_figures("  衔接资金: 1万元\n").changed(DATA, "title: 资料", "title: 资料, url: 'javascript:alert(1)'");
    compare(&world.told(), &["error bad-address content/data/990102/2023.yaml:3:12"]);
}

#[cfg(unix)]
#[test]
fn links_out_of_the_tree() {
    use std::os::unix::fs::symlink;
    let (world, elsewhere) = (World::starter(), World::empty());
    elsewhere.write("2023.yaml", "region: \"990102\"\nyear: 2023\n");
    elsewhere.write("picture.png", "secret");
    std::fs::create_dir_all(world.path("content/images")).unwrap();
    symlink(elsewhere.path("2023.yaml"), world.path(DATA)).unwrap();
    symlink(elsewhere.path("picture.png"), world.path("content/images/a.png")).unwrap();
    symlink(elsewhere.root(), world.path("content/images/folder")).unwrap();
    symlink(world.path("content/nowhere"), world.path("content/images/nothing.png")).unwrap();
    symlink("/", world.path("content/data/root")).unwrap();
    told(
        &world,
        &[
            "error link-outside content/data/990102/2023.yaml",
            "error link-outside content/data/root",
            "error link-outside content/images/a.png",
            "error link-outside content/images/folder",
            "error link-outside content/images/nothing.png",
        ],
    );
}

#[cfg(unix)]
#[test]
fn content_and_images_that_are_links_themselves() {
    use std::os::unix::fs::symlink;
    // A folder of pictures kept on another disk leads out, whatever it holds.
    let (world, elsewhere) = (World::starter(), World::empty());
    elsewhere.write("a.png", "secret");
    symlink(elsewhere.root(), world.path("content/images")).unwrap();
    told(&world, &["error link-outside content/images"]);
    // So does a theme.
    let world = World::starter();
    std::fs::create_dir_all(world.path("themes/standard/assets")).unwrap();
    symlink("/etc/hostname", world.path("themes/standard/assets/a.css")).unwrap();
    told(&world, &["error link-outside themes/standard/assets/a.css"]);
}

#[test]
fn a_theme_name_that_leads_out() {
    for name in ["../../etc", "/etc", "a/b", "..", "a\\b"] {
        let world = World::starter().changed("content/site.yaml", "theme: standard", &format!("theme: '{name}'"));
        told(&world, &["error unknown-theme content/site.yaml:6:8"]);
    }
}

#[test]
fn a_language_that_leads_out() {
    let world = World::starter().changed("content/site.yaml", "theme: standard", "language: ../../../etc/passwd");
    let told_now = world.told();
    assert_eq!(told_now.len(), 1, "{told_now:#?}");
    assert!(told_now[0].starts_with("error "), "{told_now:#?}");
}

#[test]
fn a_billion_laughs() {
    let mut bomb = String::from("a: &a [x, x, x, x, x, x, x, x, x, x]\n");
    for (i, name) in ('b'..='j').enumerate() {
        let before = (b'a' + i as u8) as char;
        bomb.push_str(&format!("{name}: &{name} [{}]\n", vec![format!("*{before}"); 10].join(", ")));
    }
    let world = World::starter().with(DATA, &bomb).with("content/site.yaml", format!("name: 站\n{bomb}"));
    let told_now = told_within(&world, 4_000_000);
    assert!(told_now.iter().all(|line| line.starts_with("error ")), "{told_now:#?}");
    assert!(told_now.iter().any(|line| line.contains(DATA)), "{told_now:#?}");
    let bomb = report("文\n").replacen("title:", &format!("{bomb}title:"), 1);
    let told_now = told_within(&World::starter().with(REPORT, bomb), 4_000_000);
    assert!(told_now.iter().any(|line| line.contains(REPORT)), "{told_now:#?}");
}

#[test]
fn aliases_that_only_square() {
    // Half a megabyte of items, repeated fifty thousand times.
    let items = vec!["x"; 100_000].join(", ");
    let again = vec!["*a"; 50_000].join(", ");
    let world = World::starter().with(DATA, format!("a: &a [{items}]\nb: [{again}]\n"));
    let told_now = told_within(&world, 4_000_000);
    assert!(told_now.iter().any(|line| line.starts_with("error ") && line.contains(DATA)), "{told_now:#?}");
}

#[test]
fn yaml_that_nests_without_end() {
    for depth in [200, 5_000, 20_000] {
        let lists = format!("a: {}{}\n", "[".repeat(depth), "]".repeat(depth));
        let maps = format!("{}1{}\n", "{a: ".repeat(depth), "}".repeat(depth));
        let open = format!("a: {}\n", "[".repeat(depth));
        let dashes = format!("{}x\n", "- ".repeat(depth));
        for text in [lists, maps, open, dashes] {
            let told_now = told_within(&World::starter().with(DATA, &text), 8_000_000);
            assert!(told_now.iter().any(|line| line.starts_with("error ") && line.contains(DATA)), "{told_now:#?}");
        }
    }
}

#[test]
fn front_matter_and_blocks_that_nest_without_end() {
    let nested = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
    let front = report("文\n").replacen("title: 第二篇", &format!("title: {nested}"), 1);
    let told_now = told_within(&World::starter().with(REPORT, front), 8_000_000);
    assert!(
        told_now.iter().any(|line| line.contains("broken-yaml content/reports/2024/second.md:3:")),
        "{told_now:#?}"
    );
    let told_now = told_within(&with_text(&format!("```chart\nkind: {nested}\n```\n")), 8_000_000);
    assert!(
        told_now.iter().any(|line| line.contains("broken-yaml content/reports/2024/second.md:9:")),
        "{told_now:#?}"
    );
}

#[test]
fn markdown_that_nests_without_end() {
    // What is told does not matter here, only that something is, and no stack overflows.
    for text in [
        format!("{}文\n", ">".repeat(300)),
        format!("{}文\n", ">".repeat(20_000)),
        format!("{}文\n", "> - ".repeat(5_000)),
        format!("{}文\n", "- ".repeat(20_000)),
        format!("{}文{}\n", "**".repeat(20_000), "**".repeat(20_000)),
        format!("{}文{}\n", "*a ".repeat(20_000), " a*".repeat(20_000)),
        format!("{}文{}\n", "[".repeat(20_000), "](https://a.example)".repeat(20_000)),
        format!("{}文\n", "![".repeat(20_000)),
        format!("{}\n", "{{".repeat(20_000)),
        format!("{}\n", "`".repeat(20_000)),
    ] {
        let world = with_text(&text);
        told_within(&world, 8_000_000);
        let said = within(&world, 8_000_000, "build --no-pdf");
        assert!(said.status == 0 || said.status == 1, "{} … {said:?}", text.chars().take(20).collect::<String>());
    }
}

#[test]
fn a_formula_that_nests_without_end() {
    let formula = format!("{}衔接资金{}", "(".repeat(50_000), ")".repeat(50_000));
    let world = World::starter().changed("content/indicators.yaml", "风险消除监测对象.人 / 监测对象.人", &formula);
    let told_now = told_within(&world, 8_000_000);
    assert!(told_now.iter().any(|line| line.contains("content/indicators.yaml")), "{told_now:#?}");
}

#[test]
fn formulas_that_go_round() {
    let world =
        World::starter().changed("content/indicators.yaml", "风险消除监测对象.人 / 监测对象.人", "甲率 * 1").changed(
            "content/indicators.yaml",
            "  funds: {",
            "  a: { name: 甲率, domain: 收入, unit: '%', kind: rate, formula: 风险消除率 * 1 }\n  funds: {",
        );
    let told_now = told_within(&world, 8_000_000);
    assert!(!told_now.is_empty());
}

/// What the binary tells when it may use so many kilobytes of memory.
#[track_caller]
fn told_within(world: &World, kilobytes: u64) -> Vec<String> {
    if !cfg!(target_os = "linux") {
        return world.told_by_binary();
    }
    let said = within(world, kilobytes, "check --format json");
    assert!(said.status == 0 || said.status == 1, "{} {}", said.status, said.stderr);
    crate::world::lines_of_json(&said.stdout)
}

fn within(world: &World, kilobytes: u64, arguments: &str) -> crate::world::Said {
    let mut command = Command::new("sh");
    let script = format!("ulimit -v {kilobytes}; exec \"$0\" --root \"$1\" --jobs 2 {arguments}");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_yearbook")]).arg(world.root()).env("LANG", "zh_CN.UTF-8");
    run(command)
}
