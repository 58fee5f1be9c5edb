//! Two states of a site beside each other: what is new, gone and changed, in words, as JSON and as a page; and that nothing which was
//! published changes silently.

use crate::world::{Said, World, lines, run};
use serde_json::Value;
use std::path::PathBuf;

const DATA: &str = "content/data/990101/2024.yaml";

/// The starter, archived; its bag lies in its own folder.
fn archived(form: &str) -> (World, PathBuf) {
    let world = World::starter();
    let said = world.run(&[
        "archive",
        "2024",
        "--as",
        form,
        "--date",
        "2026-03-01",
        "--to",
        world.path("kept").to_str().unwrap(),
    ]);
    assert_eq!(said.status, 0, "{}", said.stderr);
    let ending = if form == "folder" { "" } else { ".zip" };
    let bag = world.path(&format!("kept/yearbook-2024{ending}"));
    (world, bag)
}

/// From the bag to the content as it is now.
fn since(world: &World, bag: &std::path::Path, arguments: &[&str]) -> Said {
    let root = world.root().to_str().unwrap();
    world.run(&[&["diff", bag.to_str().unwrap(), root], arguments].concat())
}

fn json(said: &Said) -> Value {
    serde_json::from_str(&said.stdout).unwrap_or_else(|error| panic!("{error}: {said:?}"))
}

#[test]
fn a_bag_and_what_it_was_made_from_do_not_differ() {
    for form in ["folder", "zip"] {
        let (world, bag) = archived(form);
        let said = since(&world, &bag, &[]);
        assert_eq!(said.status, 0, "{said:?}");
        assert!(said.stdout.contains("数：新增 0，没有了 0，变了 0，没变 10"), "{}", said.stdout);
    }
}

#[test]
fn a_published_figure_does_not_change_without_a_word() {
    let (world, bag) = archived("folder");
    let world = world.changed(DATA, "19520元, growth: 6.9%", "19530元, growth: 7.0%");
    let said = since(&world, &bag, &[]);
    assert_eq!(said.status, 1);
    assert!(
        said.stdout.contains("示例县 2024年 农村居民人均可支配收入：19520元 → 19530元；同比 6.9% → 7.0%，没有说明"),
        "{}",
        said.stdout
    );
    assert!(said.stderr.contains("silent-revision") && said.stderr.contains("2024.yaml:7"), "{}", said.stderr);

    // With a reason it may.
    let world = world.changed(DATA, "growth: 7.0%", "growth: 7.0%, note: 按普查结果修订，原为19520元");
    let said = since(&world, &bag, &["--format", "json"]);
    assert_eq!(said.status, 0);
    let changed = &json(&said)["figures"]["changed"];
    assert_eq!(changed.as_array().unwrap().len(), 1);
    assert_eq!(changed[0]["is_silent"], false);
    assert_eq!(changed[0]["note"], "按普查结果修订，原为19520元");
    assert_eq!(changed[0]["fields"][0]["before"], "19520元");
}

#[test]
fn an_old_note_says_nothing_of_a_new_change() {
    let noted = World::starter().changed(DATA, "growth: 6.9%", "growth: 6.9%, note: 快报数");
    let now = noted.proof();
    let before = World::starter().changed(DATA, "19520元, growth: 6.9%", "19510元, growth: 6.9%, note: 快报数").proof();
    let side = |name, proof: &'static yearbook::pipeline::Proof| yearbook::diff::Side {
        name,
        book: &proof.book,
        articles: &proof.articles,
        texts: &proof.texts,
    };
    let (before, now) = (Box::leak(Box::new(before)), Box::leak(Box::new(now)));
    let (_, findings) = yearbook::diff::between(side("旧", before), side("新", now));
    assert_eq!(lines(&findings, &now.texts), [format!("error silent-revision {DATA}:7:3")]);
}

#[test]
fn forecasts_and_gaps_are_filled_without_a_word() {
    let (result, gap) = ("{ value: 812户2307人, period: 累计 }", "{ 缺: 未公布, period: 累计 }");
    let (forecast, funds) = ("{ value: 5480万元, forecast: true }", "5480万元");
    let world = World::starter()
        .without("content/reports/2024/first-report.md")
        .changed(DATA, result, gap)
        .changed(DATA, funds, forecast);
    let said = world.run(&["archive", "2024", "--to", world.path("kept").to_str().unwrap()]);
    assert_eq!(said.status, 0, "{}", said.stderr);
    let world = world.changed(DATA, forecast, "5490万元").changed(DATA, gap, result);
    let said = since(&world, &world.path("kept/yearbook-2024"), &[]);
    assert_eq!(said.status, 0, "{said:?}");
    assert!(said.stdout.contains("变了 2"), "{}", said.stdout);
}

#[test]
fn what_is_new_and_what_is_gone_is_told_with_definitions_regions_and_reports() {
    let (world, bag) = archived("folder");
    let world = world
        .changed(DATA, "  衔接资金项目: 71个\n", "  村级光伏电站: 3座\n")
        .changed(
            "content/indicators.yaml",
            "  projects: { name: 衔接资金项目, domain: 资金项目, unit: 个,",
            "  solar: { name: 村级光伏电站, domain: 资金项目, unit: 座 }\n  projects: { name: 衔接项目, aliases: [衔接资金项目], domain: 资金项目, unit: 个,",
        )
        .changed("content/regions.yaml", "name: 邻近县, kind: county", "name: 邻近县, kind: district")
        .changed("content/reports/2024/first-report.md", "，实施项目{{ 衔接资金项目 }}", "")
        .changed("content/reports/2024/first-report.md", "  - [衔接资金项目, \"{{ 衔接资金项目 }}\", \"{{ 衔接资金项目 | 增减 }}\"]\n", "");
    let said = since(&world, &bag, &["--format", "json"]);
    let told = json(&said);
    assert_eq!(said.status, 0, "{said:?}");
    assert_eq!(told["figures"]["new"][0]["indicator"], "村级光伏电站");
    assert_eq!(told["figures"]["gone"][0]["printed"], "71个");
    let names = |list: &str| -> Vec<String> {
        let all = told[list].as_array().unwrap().iter();
        all.map(|one| format!("{} {}", one["what"].as_str().unwrap(), one["name"].as_str().unwrap())).collect()
    };
    assert_eq!(names("indicators"), ["new 村级光伏电站", "changed 衔接项目"]);
    assert_eq!(names("regions"), ["changed 邻近县（990102）"]);
    assert_eq!(names("reports").len(), 1);
    // A renamed indicator keeps its figures: 2023's 64个 is no new one.
    assert_eq!(told["figures"]["new"].as_array().unwrap().len(), 1);
}

#[test]
fn two_years_of_a_site() {
    let world = World::starter();
    let page = world.path("diff.html");
    let said = world.run(&["diff", "2023", "2024", "--page", page.to_str().unwrap()]);
    assert_eq!(said.status, 0, "{said:?}");
    assert!(said.stdout.contains("示例县 2024年 衔接资金：5120万元 → 5480万元（+7.0%）"), "{}", said.stdout);
    let html = std::fs::read_to_string(page).unwrap();
    assert!(html.contains("5120万元") && html.contains("5480万元"));
    assert!(!html.contains("src=\"") && !html.contains("href=\""), "the page stands alone");
    // Backwards it is the other way round.
    let said = world.run(&["diff", "2024", "2023"]);
    assert!(said.stdout.contains("5480万元 → 5120万元"), "{}", said.stdout);
}

#[test]
fn what_cannot_be_compared_says_why() {
    let (world, bag) = archived("folder");
    let root = world.root().to_str().unwrap().to_string();
    let refused = |arguments: &[&str], words: &str| {
        let said = world.run(&[&["diff"], arguments].concat());
        assert_eq!(said.status, 2, "{said:?}");
        assert!(said.stderr.contains(words), "{}", said.stderr);
    };
    refused(&["2023", &root], "两个都写年份");
    refused(&["2023", "1999"], "1999 年没有数据");
    refused(&["nothing", &root], "没有 nothing");
    refused(&[world.path("content/data").to_str().unwrap(), &root], "bagit.txt");
    std::fs::write(bag.join("data/source/content/site.yaml"), "name: 换了").unwrap();
    refused(&[bag.to_str().unwrap(), &root], "和自己的清单有");
    // A site with errors lacks figures that nobody took away.
    let broken = World::starter().changed(DATA, "71个", "71人");
    let mut command = world.command(&["diff", &root]);
    command.arg(broken.root());
    let said = run(command);
    assert_eq!(said.status, 1);
    assert!(said.stderr.contains("改好了再比"), "{}", said.stderr);
}
