//! Building again after a change: what no changed figure reaches is not made again, and the site is, byte for byte, the one that a
//! build from nothing makes.

use crate::world::{World, published};
use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};
use std::fs;
use yearbook::pipeline::{self, Built, Extent, Kept, Proof};
use yearbook::stopwatch::Stopwatch;

/// The data files of a world.
fn data_files(world: &World) -> Vec<String> {
    let mut files: Vec<String> = Vec::new();
    for region in world.read_names("content/data") {
        let folder = format!("content/data/{region}");
        files.extend(world.read_names(&folder).into_iter().map(|name| format!("{folder}/{name}")));
    }
    files.sort();
    files
}

/// Builds into `output/`, whatever there is to tell: `None` where the data has errors now.
fn built(world: &World) -> Option<Built> {
    built_of(world, &world.proof())
}

fn built_of(world: &World, proof: &Proof) -> Option<Built> {
    let is_sound = !yearbook::finding::has_error(&proof.findings);
    is_sound.then(|| pipeline::publish(proof, world.root(), &world.out(), &|| {}).unwrap())
}

fn with_pdfs(world: &World) -> Proof {
    pipeline::proof(&world.request(true)).unwrap()
}

#[track_caller]
fn is_as_from_nothing(world: &World, after: &str) {
    proof_is_as_from_nothing(world, &world.proof(), after);
}

#[track_caller]
fn proof_is_as_from_nothing(world: &World, proof: &Proof, after: &str) {
    let fresh = world.path("fresh");
    let extent = Extent { portion: None, is_afresh: true };
    let kept = Kept::default();
    pipeline::publish_extent(proof, world.root(), &fresh, extent, &|| {}, &Stopwatch::off(), &kept).unwrap();
    let (again, anew) = (published(&world.out()), published(&fresh));
    let differ: Vec<&String> =
        anew.iter().filter(|(path, bytes)| again.get(*path) != Some(*bytes)).map(|(p, _)| p).collect();
    assert!(differ.is_empty(), "after {after} these stayed behind: {differ:?}");
    assert_eq!(again.len(), anew.len(), "after {after}");
}

/// A line of a data file with one of its digits another, never a first one, or without its figure; `None` where it has none that states a figure.
fn with_another_digit(line: &str, random: &mut TestRng) -> Option<String> {
    let (key, value) = line.split_once(": ")?;
    let states_no_figure = ["date", "url", "title", "source", "region", "year", "id", "publisher"];
    if states_no_figure.iter().any(|word| key.contains(word)) || value.contains("http") {
        return None;
    }
    if !value.starts_with(['{', '[', '"']) && random.next_u32().is_multiple_of(4) {
        return Some(format!("{key}: 未统计"));
    }
    let bytes = value.as_bytes();
    let later = |i: &usize| *i > 0 && bytes[*i].is_ascii_digit() && bytes[i - 1].is_ascii_digit();
    let digits: Vec<usize> = (0..bytes.len()).filter(later).collect();
    let at = *digits.get(random.next_u32() as usize % digits.len().max(1))?;
    let digit = char::from(b'0' + (bytes[at] - b'0' + 1 + (random.next_u32() % 9) as u8) % 10);
    Some(format!("{key}: {}{digit}{}", &value[..at], &value[at + 1..]))
}

#[test]
fn after_any_change_of_a_digit_the_site_is_the_one_that_is_made_from_nothing() {
    let world = World::sample();
    built_of(&world, &with_pdfs(&world)).unwrap();
    let files = data_files(&world);
    let mut random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let (mut changed, mut spared) = (0, 0);
    for _ in 0..200 {
        let file = &files[random.next_u32() as usize % files.len()];
        let text = world.read(file);
        let mut lines: Vec<String> = text.lines().map(str::to_string).collect();
        let at = random.next_u32() as usize % lines.len();
        let Some(line) = with_another_digit(&lines[at], &mut random) else { continue };
        let said = format!("{file}:{} {} → {line}", at + 1, lines[at]);
        lines[at] = line;
        world.write(file, lines.join("\n") + "\n");
        let Some(built) = built_of(&world, &with_pdfs(&world)) else {
            world.write(file, text);
            continue;
        };
        proof_is_as_from_nothing(&world, &with_pdfs(&world), &said);
        changed += 1;
        spared += usize::from(built.made < built.pages / 2);
        if changed == 12 {
            break;
        }
    }
    assert_eq!(changed, 12);
    assert!(spared >= 4, "only {spared} of them made few files");
}

const DATA: &str = "content/data/990101/2024.yaml";

/// Two counties of a city, without reports.
fn two_counties() -> World {
    let world = World::starter();
    for report in world.read_names("content/reports/2024") {
        fs::remove_file(world.path(&format!("content/reports/2024/{report}"))).unwrap();
    }
    world
}

#[test]
fn a_comment_reaches_no_page() {
    let world = two_counties();
    built(&world).unwrap();
    let text = world.read(DATA);
    world.write(DATA, format!("# 数据核对过\n{text}"));
    let built = built(&world).unwrap();
    assert_eq!((built.made, built.published.written), (0, 0), "{built:?}");
}

#[test]
fn a_file_that_somebody_touched_is_made_again_alone() {
    let world = two_counties();
    built(&world).unwrap();
    let page = world.read("output/sources/index.html");
    world.write("output/sources/index.html", page.replace("来源", "出处"));
    let built = built(&world).unwrap();
    assert_eq!((built.made, built.published.written), (1, 1), "{built:?}");
    assert_eq!(world.read("output/sources/index.html"), page);
}

#[test]
fn a_theme_and_a_standing_text_reach_everything() {
    let world = two_counties();
    let all = built(&world).unwrap().made;
    let world = world.with("content/summaries/new.md", "---\ndomain: income\ntitle: 新\n---\n全年平稳。\n");
    assert_eq!(built(&world).unwrap().made, all);
    let template = "themes/standard/web/base.html";
    let world = world.with(template, format!("{}<!-- -->", fs::read_to_string(template).unwrap()));
    assert_eq!(built(&world).unwrap().made, all);
}

#[test]
fn the_text_of_an_article_reaches_what_shows_it() {
    let world = World::starter();
    let all = built(&world).unwrap().made;
    let report = format!("content/reports/2024/{}", world.read_names("content/reports/2024")[0]);
    world.write(&report, world.read(&report) + "\n全年工作平稳有序。\n");
    let built = built(&world).unwrap();
    // The report and its files, its year, lists that print figures of it, feeds, and the search index. Pages that only name it stand.
    assert!(0 < built.made && built.made < all / 4, "{} of {all}", built.made);
    is_as_from_nothing(&world, "a new paragraph");
}

#[test]
fn spaces_at_the_end_of_a_line_reach_the_manuscript() {
    let world = World::starter();
    built(&world).unwrap();
    let report = format!("content/reports/2024/{}", world.read_names("content/reports/2024")[0]);
    world.write(&report, world.read(&report).trim_end().to_string() + "  \n");
    built(&world).unwrap();
    is_as_from_nothing(&world, "spaces");
}

/// PDFs carry the files that they were made from: also what no page shows reaches them.
#[test]
fn a_pdf_is_made_again_where_a_figure_a_text_or_a_file_that_it_carries_has_changed_and_nowhere_else() {
    let world = World::sample();
    let all = built_of(&world, &with_pdfs(&world)).unwrap().pdfs;
    let again = || built_of(&world, &with_pdfs(&world)).unwrap();
    let file = "content/data/510824/2023.yaml";
    let report = format!("content/reports/2023/{}", world.read_names("content/reports/2023")[0]);
    let commented = |text: &str| format!("# 数据核对过\n{text}");
    let a_digit = |text: &str| text.replacen("升级改造: 7个", "升级改造: 8个", 1);
    let spaces = |text: &str| text.trim_end().to_string() + "  \n";
    type Change = fn(&str) -> String;
    let changes: [(&str, Change); 3] = [(file, commented), (file, a_digit), (&report, spaces)];
    for (file, change) in changes {
        let before = world.read(file);
        let after = change(&before);
        assert_ne!(after, before, "{file}");
        world.write(file, after);
        let built = again();
        assert!((1..all / 4).contains(&built.pdfs_remade), "{file}: {built:?}");
        proof_is_as_from_nothing(&world, &with_pdfs(&world), file);
    }
}

/// A theme in which a page of indicators leads to an id that a region's year has only with one figure.
fn with_an_id_that_goes() -> World {
    let changed = |template: &str, by: &str| {
        let template = format!("themes/standard/web/{template}");
        let standard = fs::read_to_string(&template).unwrap();
        let with = standard.replacen("{% block main -%}", &format!("{{% block main -%}}{by}"), 1);
        assert_ne!(with, standard);
        (template, with)
    };
    let (list, with_link) = changed("indicators.html", "<a href=\"../regions/990101/2024/index.html#x\">往年</a>");
    let first = "{% if headlines[0].value_html is containing(pat=\"19520\") %}<p id=\"x\"></p>{% endif %}";
    let (page, with_id) = changed("region-year.html", first);
    World::starter().with(&list, with_link).with(&page, with_id)
}

#[test]
fn a_link_to_an_id_that_is_gone_is_told_by_each_run() {
    let world = with_an_id_that_goes();
    assert_eq!(built(&world).unwrap().findings, []);
    let world = world.changed(DATA, "19520元", "19530元").changed(DATA, ", growth: 6.9%", "");
    for run in ["first", "second"] {
        let told = built(&world).unwrap().findings;
        assert!(told.len() == 1 && told[0].code == "dead-link", "{run}: {told:?}");
    }
    let world = world.changed(DATA, "19530元", "19520元");
    assert_eq!(built(&world).unwrap().findings, []);
    is_as_from_nothing(&world, "going back");
}

#[test]
fn a_part_that_is_made_again_says_what_it_would_say_from_nothing() {
    let world = World::starter();
    let make = |folder: &str, is_afresh: bool| {
        let extent = Extent { portion: Some("2/2".parse().unwrap()), is_afresh };
        let (out, kept) = (world.path(folder), Kept::default());
        pipeline::publish_extent(&world.proof(), world.root(), &out, extent, &|| {}, &Stopwatch::off(), &kept).unwrap();
        world.read(&format!("{folder}/.yearbook/manifest.json"))
    };
    let before = make("part", false);
    world.write(DATA, world.read(DATA).replace("71个", "72个"));
    let again = make("part", false);
    assert!(again != before && again == make("fresh-part", true));
}
