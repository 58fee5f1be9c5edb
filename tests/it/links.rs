//! Links that lead nowhere: those of authors are told before anything is made, those of a theme when its pages are made, and
//! what leads somewhere stays silent. `links` lists what leads to other sites.

use crate::world::{World, lines};
use yearbook::pipeline;

const REPORT: &str = "content/reports/2024/second.md";

/// A report of nine lines, the last of which is `body`.
fn report(body: &str) -> String {
    format!(
        "---\ngenre: review\nregion: \"990101\"\nyear: 2024\ndate: 2025-05-06\ntitle: 综述\ndescription: 综述\n---\n{body}\n"
    )
}

fn with_report(body: &str) -> World {
    World::starter().with(REPORT, report(body))
}

/// What a build tells of its pages.
fn told_of_pages(world: &World) -> Vec<String> {
    let proof = world.proof();
    let built = pipeline::publish(&proof, world.root(), &world.out(), &|| {}).unwrap();
    lines(&built.findings, &proof.texts)
}

#[test]
fn links_of_authors_lead_to_what_is_there() {
    let body = "见[简报](first-report.md)的[首节](../2024/first-report.md#s1)、[本文](#s1)和[下表](#table-1)，\
        另见[部门](https://example.gov.cn/)。\n\n## 收入\n\n```table\ntitle: 表\ncolumns: [甲, 乙]\nrows:\n  - [丙, 丁]\n```\n";
    let world = with_report(body);
    assert_eq!(world.told(), [""; 0]);
    assert_eq!(told_of_pages(&world), [""; 0]);
    let page = world.read("output/reports/2024/second/index.html");
    for link in
        ["href=\"../first-report/index.html\">简报", "href=\"../first-report/index.html#s1\">首节", "href=\"#s1\">本文"]
    {
        assert!(page.contains(link), "{link}: {page}");
    }
}

#[test]
fn links_of_authors_that_lead_nowhere_are_errors_at_their_place() {
    let one = |body: &str, expected: &str| {
        let told = with_report(body).told();
        assert_eq!(told, [format!("error dead-link {REPORT}:{expected}")], "{body}");
    };
    one("见[下节](#s1)。", "9:2");
    one("见[上年](../2023/first-report.md)。", "9:2");
    one("见[简报](first-report.md#s9)。", "9:2");
    one("见[空](#)。", "9:2");
    let world = with_report("见[上年](frist-report.md)。");
    assert!(world.help("dead-link").contains("content/reports/2024/first-report.md"));
    let world = with_report("见[简报](first-report.md#s9)。");
    assert!(world.help("dead-link").contains("s1、s2"), "{}", world.help("dead-link"));
}

#[test]
fn an_address_of_the_own_site_is_looked_up_and_others_are_not() {
    let base = "https://nianbao.example.org/a/";
    let world = |body: &str| {
        let world = World::starter().changed("content/site.yaml", "base_url: \"\"", &format!("base_url: {base}"));
        world.with(REPORT, report(body))
    };
    let good = format!(
        "[一]({base})、[二]({base}reports/2024/first-report/)、[三]({base}index.html#years)、[四](https://nianbao.example.org/b/)、\
         [五]({base}reports/2024/first-report/first-report.pdf)"
    );
    assert_eq!(world(&good).told(), [""; 0]);
    let told = world(&format!("见[六]({base}reports/2023/)。")).told();
    assert_eq!(told, [format!("error dead-link {REPORT}:9:2")]);

    let source = format!("date: 2025-03-18, url: \"{base}no.html\"");
    let world = world("综述。").changed("content/data/990101/2024.yaml", "date: 2025-03-18", &source);
    assert_eq!(world.told(), ["error dead-link content/data/990101/2024.yaml:4:79"]);
}

#[test]
fn what_the_theme_links_is_looked_up_on_every_page() {
    let template = "themes/standard/web/indicator.html";
    let standard = std::fs::read_to_string(template).unwrap();
    let broken = standard.replacen(
        "{% block main -%}",
        "{% block main -%}<a href=\"../../no.html\">一</a><a href='../index.html#no'>二</a><a href=\"/else/\">三</a>",
        1,
    );
    assert_ne!(broken, standard);
    let world = World::starter().with(template, broken);
    let proof = world.proof();
    let built = pipeline::publish(&proof, world.root(), &world.out(), &|| {}).unwrap();
    let told = lines(&built.findings, &proof.texts);
    let one = "warning dead-link themes/standard/web/indicator.html";
    assert_eq!(told, [one, one]);
    let said: Vec<&str> = built.findings.iter().map(|finding| finding.message.zh.as_str()).collect();
    let indicators = proof.book.vocabulary.iter().count();
    assert!(said[0].contains("没有“no.html”") && said[1].contains("没有“indicators/index.html#no”"), "{said:?}");
    assert!(said.iter().all(|said| said.contains(&format!("共 {indicators} 个"))), "{said:?}");
    assert!(world.path("output/index.html").is_file(), "a warning publishes");
    let again = pipeline::publish(&proof, world.root(), &world.out(), &|| {}).unwrap();
    assert_eq!(lines(&again.findings, &proof.texts), told, "it is told by each run");
}

#[test]
fn addresses_of_other_sites_are_listed_with_their_lines() {
    let world = with_report("见[部门](https://b.example.org/x?a=1)和[邮箱](mailto:a@example.org)。");
    let said = world.run(&["links"]);
    assert_eq!(said.status, 0, "{said:?}");
    let lines: Vec<&str> = said.stdout.lines().collect();
    assert!(lines.contains(&"https://b.example.org/x?a=1  content/reports/2024/second.md:9:2"), "{lines:?}");
    assert!(lines.contains(&"mailto:a@example.org  content/reports/2024/second.md:9:36"), "{lines:?}");
    let json = world.run(&["links", "--format", "json"]).stdout;
    let all: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
    let of = |url: &str| all.iter().find(|link| link["url"] == url).unwrap()["places"][0]["line"].as_u64();
    assert_eq!(of("https://b.example.org/x?a=1"), Some(9));
}
