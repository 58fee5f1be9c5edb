//! The pages of sources of a site that has more than one page can hold: one for each year, and every figure leads to its entry.

use crate::html;
use crate::world::World;

const YEARS: std::ops::RangeInclusive<i32> = 1990..=2016;
const INDICATORS: usize = 40;

/// Each figure has a source of its own, which came out in the year after; those of 1990 have no date.
fn world() -> World {
    let world = World::starter();
    let mut vocabulary = world.read("content/indicators.yaml");
    for i in 0..INDICATORS {
        vocabulary.push_str(&format!(
            "  many-{i}: {{ name: 第{i}类件数, domain: 资金项目, unit: 件, kind: flow, definition: 试验用 }}\n"
        ));
    }
    let world = world.with("content/indicators.yaml", vocabulary);
    for year in YEARS {
        let date = if year == 1990 { String::new() } else { format!(", date: {}-03-01", year + 1) };
        let source = |i| format!("  s{i}: {{ title: 资料Z{year}x{i}, publisher: 示例县宣传办{date} }}\n");
        let figure = |i| format!("  第{i}类件数: {{ value: {}件, source: s{i} }}\n", 100 + i);
        let sources: String = (0..INDICATORS).map(source).collect();
        let figures: String = (0..INDICATORS).map(figure).collect();
        let data = format!("region: \"990102\"\nyear: {year}\nsources:\n{sources}figures:\n{figures}");
        world.write(&format!("content/data/990102/{year}.yaml"), data);
    }
    world
}

#[test]
fn many_sources_stand_on_a_page_of_their_year() {
    let world = world();
    world.build();
    let page = |path: &str| world.read(&format!("output/{path}/index.html"));
    let list = page("sources");
    assert!(!list.contains("source-list"), "all sources stand on one page as well");
    assert!(list.contains("<a href=\"2010/index.html\">2010年</a> <span class=\"years\">40个来源</span>"), "{list}");
    assert!(list.contains("<a href=\"undated/index.html\">未注明日期</a>"), "{list}");

    let of_year = page("sources/2010");
    assert_eq!(of_year.matches("<li id=\"s").count(), INDICATORS);
    assert!(of_year.contains("<li id=\"s1\"") && of_year.contains("<li id=\"s40\""));
    assert!(
        of_year.contains("href=\"../2009/index.html\" rel=\"prev\"")
            && of_year.contains("href=\"../2011/index.html\" rel=\"next\"")
    );
    let undated = page("sources/undated");
    assert!(undated.contains("资料Z1990x7") && undated.contains("rel=\"next\"") && !undated.contains("rel=\"prev\""));

    // The figure's own page leads to the entry that has its title.
    let year = page("regions/990102/2009");
    let ways = html::tags(&year);
    let way = |tag: &&html::Tag| tag.get("href").is_some_and(|href| href.contains("sources/2010/index.html#s"));
    assert_eq!(ways.iter().filter(way).count(), INDICATORS);
    for i in [0, 9, 39] {
        let title = format!("资料Z2009x{i}<");
        let entry = year.find(&title).map(|at| &year[..at]).and_then(|before| before.rfind("sources/2010/index.html#"));
        let anchor = year[entry.unwrap()..].split(['#', '"']).nth(1).unwrap();
        let listed = of_year.split(&format!("<li id=\"{anchor}\"")).nth(1).unwrap().split("</li>").next().unwrap();
        assert!(listed.contains(&title), "{title} is not at {anchor}: {listed}");
    }
}
