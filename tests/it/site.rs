//! Whole builds without PDFs: the same bytes whatever the folder and the number of threads, nothing written that has not
//! changed, nothing lost when content is wrong, nothing touched that is not ours. What is in the pages is `pages`'.

use crate::html;
use crate::world::{World, published, tree};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};
use std::{fs, process::Command};
use yearbook::pipeline;

const DATA: &str = "content/data/990101/2024.yaml";

#[test]
fn two_builds_are_the_same_to_the_byte() {
    for site in [World::starter, World::sample] {
        let (first, second) = (site(), site());
        let second_out = second.path("an/other folder/输出");
        built(first.command(&["build", "--no-pdf", "--jobs", "1"]));
        built(second.command(&["build", "--no-pdf", "--jobs", "2", "--out", second_out.to_str().unwrap()]));
        let (first, second) = (tree(&first.out()), tree(&second_out));
        assert!(first.keys().eq(second.keys()));
        for (path, bytes) in &first {
            assert!(second[path] == *bytes, "{path} differs");
        }
    }
}

#[test]
fn neither_the_clock_nor_the_environment_is_in_the_pages() {
    let (first, second) = (World::starter(), World::starter());
    built(first.command(&["build", "--no-pdf"]));
    let mut command = second.command(&["build", "--no-pdf", "--lang", "en"]);
    command
        .env("TZ", "America/New_York")
        .env("SOURCE_DATE_EPOCH", "1")
        .env("LC_ALL", "en_US.UTF-8")
        .env("HOME", "/nowhere");
    built(command);
    assert!(published(&first.out()) == published(&second.out()));
}

#[test]
fn an_unchanged_rebuild_writes_nothing() {
    let world = World::sample();
    let first = world.build();
    assert!(first.published.written > 100);
    let before = aged(&world.out());
    let again = world.build();
    assert_eq!((again.published.written, again.published.removed), (0, 0));
    assert_eq!(again.published.unchanged, first.published.written);
    assert_eq!(times(&world.out()), before);
}

/// How many files a build makes before it knows that all are there.
fn made(world: &World) -> usize {
    let made = AtomicUsize::new(0);
    let count = || {
        made.fetch_add(1, Ordering::Relaxed);
    };
    let built = pipeline::publish(&world.proof(), world.root(), &world.out(), &count).unwrap();
    assert_eq!((built.published.removed, built.pages > 10), (0, true));
    made.into_inner()
}

#[test]
fn what_would_be_made_from_the_same_is_not_made() {
    let world = World::starter();
    let all = made(&world);
    assert!(all > 20);
    let fresh = published(&world.out());
    assert_eq!(made(&world), 0);
    // A file that somebody touched, with as many bytes as before.
    let home = world.read("output/index.html");
    world.write("output/index.html", home.replace("首页", "首頁"));
    assert_eq!(made(&world), all);
    assert!(published(&world.out()) == fresh);
    assert_eq!(made(&world), 0);
    fs::remove_file(world.path("output/assets/style.css")).unwrap();
    assert_eq!(made(&world), all);
    assert_eq!(made(&world), 0);
    let world = world.changed(DATA, "衔接资金项目: 71个", "衔接资金项目: 72个");
    assert_eq!(made(&world), all);
    assert_eq!(made(&world), 0);
    // A comment changes no page, but who knows that without looking?
    let world = world.changed(DATA, "衔接资金项目: 72个", "衔接资金项目: 72个 # 已核对");
    assert_eq!(made(&world), all);
    assert!(published(&world.out()) != fresh);
}

#[test]
fn a_changed_figure_changes_the_pages_that_show_it() {
    let world = World::starter();
    world.build();
    let before = published(&world.out());
    let times_before = aged(&world.out());
    let world = world.changed(DATA, "衔接资金项目: 71个", "衔接资金项目: 72个");
    let built = world.build();
    let after = published(&world.out());
    assert!(before.keys().eq(after.keys()));
    let changed: BTreeSet<&str> =
        before.keys().filter(|path| before[*path] != after[*path]).map(String::as_str).collect();
    // The report's card, which stands on every page that lists the report, shows its first figures.
    let expected = BTreeSet::from([
        "index.html",
        "indicators/projects/index.html",
        "regions/990101/2024/index.html",
        "regions/990101/index.html",
        "reports/2024/first-report/index.html",
        "reports/index.html",
        "years/2024/index.html",
    ]);
    let pages: BTreeSet<&str> = changed.iter().copied().filter(|path| path.ends_with(".html")).collect();
    assert_eq!(pages, expected);
    assert_eq!(built.published.written, changed.len());
    // They are the pages that show it, and no file that stayed the same was written.
    let showing: BTreeSet<&str> = before
        .keys()
        .filter(|path| path.ends_with(".html") && shows(&before[*path], "projects", "990101"))
        .map(String::as_str)
        .collect();
    assert_eq!(pages, showing);
    let times_after = times(&world.out());
    let written: BTreeSet<&str> = times_after
        .iter()
        .filter(|time| !times_before.contains(time))
        .map(|(path, _)| path.as_str())
        .filter(|path| !path.starts_with(".yearbook/"))
        .collect();
    assert_eq!(written, changed);
}

/// A county whose funds are the sum of two parts, with the standing text of the starter.
fn funds(figures: &str) -> World {
    let part = |id: &str, name: &str, more: &str| {
        format!("  {id}: {{ name: {name}, domain: 资金项目, unit: 元, decimals: 2, scale: 亿, {more} }}\n")
    };
    let parts = [("state", "中央资金", "part_of: 衔接资金"), ("county", "县级资金", "part_of: 衔接资金")];
    let parts: String = parts.iter().map(|(id, name, more)| part(id, name, more)).collect();
    let indicators = format!(
        "domains:\n  资金项目: {{ id: funds }}\nindicators:\n{}{parts}",
        part("funds", "衔接资金", "parts: complete")
    );
    let chart = "```chart\nkind: parts\ntitle: 资金构成\nwhole: 衔接资金\nparts: [中央资金, 县级资金]\n```\n";
    let head = "genre: review\ntitle: 资金\nregion: \"990101\"\nyear: 2024\ndate: 2025-01-05\nsignature: 甲\n";
    World::empty()
        .with("content/site.yaml", "name: 试验\n")
        .with("content/regions.yaml", "regions:\n  \"990101\": { name: 甲县, kind: county }\n")
        .with("content/indicators.yaml", indicators)
        .with(
            DATA,
            format!(
                "region: \"990101\"\nyear: 2024\nsources: {{ s: {{ title: 资料 }} }}\nsource: s\nfigures:\n{figures}"
            ),
        )
        .with("content/summaries/funds.md", "---\ndomain: 资金项目\n---\n全年投入{{ 衔接资金 @全年 }}。\n")
        .with("content/reports/2024/a.md", format!("---\n{head}---\n预计投入{{{{ 衔接资金 }}}}。\n\n{chart}"))
}

#[test]
fn rounded_parts_that_do_not_add_up_get_the_standard_note() {
    const NOTE: &str = "部分数据因四舍五入，分项合计与总计可能不等";
    for (whole, is_noted) in [("1.68亿元", true), ("1.67亿元", false)] {
        let world = funds(&format!("  衔接资金: {whole}\n  中央资金: 1.23亿元\n  县级资金: 0.44亿元\n"));
        assert_eq!(world.told(), Vec::<String>::new());
        world.build();
        for page in ["regions/990101/2024/index.html", "reports/2024/a/index.html"] {
            assert_eq!(world.read(&format!("output/{page}")).contains(NOTE), is_noted, "{whole} {page}");
        }
    }
}

#[test]
fn a_standing_text_says_that_a_forecast_is_one() {
    let page = |figure: &str| {
        let world = funds(&format!("  衔接资金: {figure}\n"));
        let world = world.without("content/reports/2024/a.md");
        world.build();
        world.read("output/regions/990101/2024/index.html")
    };
    assert!(page("{ value: 1.68亿元, forecast: true }").contains("全年投入预计<"));
    assert!(page("1.68亿元").contains("全年投入<"));
}

fn shows(page: &[u8], indicator: &str, region: &str) -> bool {
    let html = String::from_utf8_lossy(page);
    let tags = html::tags(&html);
    html::figures(&tags).iter().any(|figure| {
        let says = |name, value| figure.said(name) == Some(value);
        says("data-indicator", indicator) && says("data-region", region) && says("data-year", "2024")
    })
}

#[test]
fn what_is_gone_from_the_content_is_gone_from_the_site() {
    let world = World::starter();
    world.build();
    assert!(world.path("output/reports/2024/first-report/index.html").exists());
    world.write("output/reports/2024/theirs.txt", "ours no more");
    let world = world.without("content/reports/2024/first-report.md");
    let built = world.build();
    // Its page, its manuscript and its data, and the feeds that held nothing else: of all reports, of its genre, of its region.
    assert_eq!(built.published.removed, 8);
    assert!(!world.path("output/reports/2024/first-report").exists());
    assert!(world.path("output/reports/2024/theirs.txt").exists());
    // The same as if it had never been there.
    let never = World::starter().without("content/reports/2024/first-report.md");
    never.build();
    fs::remove_file(world.path("output/reports/2024/theirs.txt")).unwrap();
    assert!(published(&world.out()) == published(&never.out()));
}

#[test]
fn a_file_that_somebody_changed_or_deleted_is_made_again() {
    let world = World::starter();
    world.build();
    let before = published(&world.out());
    world.write("output/index.html", "scribble");
    fs::remove_file(world.path("output/sources/index.html")).unwrap();
    let built = world.build();
    assert_eq!(built.published.written, 2);
    assert!(published(&world.out()) == before);
}

#[test]
fn an_error_leaves_the_output_as_it_was() {
    let world = World::starter();
    world.build();
    let (bytes, times_before) = (tree(&world.out()), aged(&world.out()));
    let in_content = || world.write("content/reports/2024/second.md", "没有文件头\n");
    let in_theme = || world.write("themes/standard/web/404.html", "{{ page.no_such_thing }}");
    let mends = ["content/reports/2024/second.md", "themes/standard/web/404.html"];
    for (breaks, mend) in [&in_content as &dyn Fn(), &in_theme].into_iter().zip(mends) {
        breaks();
        let said = world.run(&["build", "--no-pdf"]);
        assert_eq!(said.status, 1, "{said:?}");
        assert!(said.stderr.contains("上次的输出没有动"), "{}", said.stderr);
        let published_before: Vec<_> =
            bytes.iter().filter(|(path, _)| !path.starts_with(".yearbook/staged/")).collect();
        let now = tree(&world.out());
        let now: Vec<_> = now.iter().filter(|(path, _)| !path.starts_with(".yearbook/staged/")).collect();
        assert!(published_before == now, "the output has changed");
        assert_eq!(
            times(&world.out()).into_iter().filter(|(p, _)| !p.starts_with(".yearbook/")).collect::<Vec<_>>(),
            times_before.iter().filter(|(p, _)| !p.starts_with(".yearbook/")).cloned().collect::<Vec<_>>()
        );
        fs::remove_file(world.path(mend)).unwrap();
    }
    // A first build with an error leaves no site behind either.
    let world = World::starter().with("content/reports/2024/second.md", "没有文件头\n");
    assert_eq!(world.run(&["build", "--no-pdf"]).status, 1);
    assert!(!world.path("output/index.html").exists());
}

#[test]
fn warnings_stop_a_strict_build_only() {
    let world = World::starter().with("content/notes.md", "备忘\n");
    assert_eq!(world.run(&["build", "--no-pdf", "--strict"]).status, 1);
    assert!(!world.path("output/index.html").exists());
    assert_eq!(world.run(&["build", "--no-pdf"]).status, 0);
    assert!(world.path("output/index.html").exists());
}

#[test]
fn files_of_others_stay() {
    let world = World::starter();
    let theirs = ["output/CNAME", "output/.nojekyll", "output/regions/990101/2024/图.xlsx", "output/a/b/c.txt"];
    theirs.iter().for_each(|path| world.write(path, "theirs"));
    world.build();
    let world = world.without("content/data/990101/2024.yaml").without("content/reports/2024/first-report.md");
    world.build();
    assert!(!world.path("output/regions/990101/2024/index.html").exists());
    for path in theirs {
        assert_eq!(world.read(path), "theirs", "{path}");
    }
}

#[test]
fn the_output_is_never_the_site_itself() {
    let world = World::starter().with("themes/standard/assets/a.css", "a{}");
    let before = tree(world.root());
    for out in ["", "content", "content/data", "content/new", "themes", "themes/standard", "..", "content/../content"] {
        let out = world.path(out);
        let said = world.run(&["build", "--no-pdf", "--out", out.to_str().unwrap()]);
        assert_eq!(said.status, 2, "{}: {said:?}", out.display());
        assert!(tree(world.root()) == before, "{}", out.display());
    }
    // Said as a relative path, too.
    let mut command = crate::world::binary();
    command.current_dir(world.root()).args(["build", "--no-pdf", "--out", "./content/x"]);
    assert_eq!(crate::world::run(command).status, 2);
    assert!(tree(world.root()) == before);
}

#[cfg(unix)]
#[test]
fn the_output_is_not_the_content_behind_a_link_either() {
    use std::os::unix::fs::symlink;
    let world = World::starter();
    symlink(world.path("content"), world.path("away")).unwrap();
    let before = tree(&world.path("content"));
    for out in ["away", "away/new", "nothing/../content/new"] {
        let said = world.run(&["build", "--no-pdf", "--out", world.path(out).to_str().unwrap()]);
        assert_eq!(said.status, 2, "{out}: {said:?}");
        assert!(tree(&world.path("content")) == before);
    }
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link_in_the_output() {
    use std::os::unix::fs::symlink;
    let (world, elsewhere) = (World::starter(), World::empty());
    fs::create_dir_all(world.out()).unwrap();
    symlink(elsewhere.root(), world.path("output/regions")).unwrap();
    let said = world.run(&["build", "--no-pdf", "--force"]);
    assert_eq!(said.status, 3, "{said:?}");
    assert!(tree(elsewhere.root()).is_empty());
}

#[test]
fn a_folder_where_a_page_belongs_is_the_machines_fault() {
    let world = World::starter().with("output/404.html/theirs.txt", "theirs");
    let said = world.run(&["build", "--no-pdf", "--force"]);
    assert_eq!(said.status, 3, "{said:?}");
    assert!(said.stderr.contains("404.html"), "{}", said.stderr);
    assert_eq!(world.read("output/404.html/theirs.txt"), "theirs");
}

#[test]
fn every_year_of_a_region_finds_its_own_standing_texts() {
    let proof = World::starter().proof();
    let world = proof.world();
    let region_years = proof.book.region_years();
    let regions: BTreeSet<_> = region_years.iter().map(|(region, _)| region).collect();
    let years: BTreeSet<_> = region_years.iter().map(|(_, year)| year).collect();
    assert!(regions.len() > 1 && years.len() > 1, "{region_years:?}");
    let mut found = 0;
    for (region, year) in &region_years {
        // The same whether it is made anew, asked for by its domain or kept.
        let made = world.summaries.made(world.book, (*region, *year), None);
        let domains = 0..world.book.vocabulary.domains.len();
        let of_domains = domains.map(|domain| world.summaries.made(world.book, (*region, *year), Some(domain)).len());
        assert_eq!(of_domains.sum::<usize>(), made.len(), "{region} {year}");
        let here = world.summaries_of(*region, *year);
        assert!(here.iter().all(|text| text.region == *region && text.year == *year), "{region} {year}");
        assert_eq!(format!("{made:#?}"), format!("{here:#?}"), "{region} {year}");
        found += here.len();
    }
    assert!(found > 2, "{found} standing texts");
}

fn built(mut command: Command) {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Gives every file of a folder a time long past, so that any writing shows without waiting.
fn aged(folder: &Path) -> Vec<(String, SystemTime)> {
    let long_past = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    for path in tree(folder).keys() {
        fs::File::options().append(true).open(folder.join(path)).unwrap().set_modified(long_past).unwrap();
    }
    times(folder)
}

fn times(folder: &Path) -> Vec<(String, SystemTime)> {
    let time = |path: &String| fs::metadata(folder.join(path)).unwrap().modified().unwrap();
    tree(folder).keys().map(|path| (path.clone(), time(path))).collect()
}
