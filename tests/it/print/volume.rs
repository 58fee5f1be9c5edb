//! A whole year in one book: its contents and its index say the pages on which things stand, left and right pages are told
//! apart, and it is there only where it was asked for.

use super::paper::{self, Line};
use crate::world::{World, lines_of_json};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Pages with their lines, and the rows of the table of figures.
type Volume = (Vec<Vec<Line>>, Vec<serde_json::Value>);

/// The volume of 2023 of the sample, page by page, and the table of its figures. `None` where it cannot be tried here.
static VOLUME: LazyLock<Option<Volume>> = LazyLock::new(|| {
    let world = World::sample();
    if !paper::can_be_read() || world.run(&["fonts"]).status != 0 {
        eprintln!("skipped: poppler-utils or a Chinese font is not installed");
        return None;
    }
    let said = world.run(&["build", "--no-pdf", "--volume", "2023"]);
    assert_eq!(said.status, 0, "{said:?}");
    let pdf = world.out().join("years/2023/2023.pdf");
    let rows = world.run(&["figures", pdf.to_str().unwrap(), "--format", "json"]).stdout;
    let pages = paper::sizes_and_lines(&pdf).into_iter().map(|(_, lines)| lines).collect();
    Some((pages, serde_json::from_str(&rows).unwrap()))
});

/// Without the gaps that Typst and poppler leave between Han characters and digits.
fn close(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn text(page: &[Line]) -> String {
    page.iter().map(|line| close(&line.text)).collect()
}

/// The number at the foot of a page.
fn printed_number(page: &[Line]) -> Option<&str> {
    page.iter().filter(|line| line.top > 270.0).map(|line| line.text.trim()).next_back()
}

/// The pages by the numbers at their feet.
fn by_number(pages: &[Vec<Line>]) -> BTreeMap<&str, String> {
    pages.iter().filter_map(|page| Some((printed_number(page)?, text(page)))).collect()
}

#[test]
fn contents_lead_to_the_pages_that_they_name() {
    let Some((pages, _)) = &*VOLUME else { return };
    let numbered = by_number(pages);
    let contents = pages.iter().find(|page| page.iter().any(|line| close(&line.text) == "目录")).unwrap();
    let mut entries = 0;
    for line in contents.iter().filter(|line| line.text.contains("··") || line.text.contains("· ·")) {
        let words = close(&line.text);
        let (title, number) =
            (words.trim_end_matches(|c: char| c == '·' || c.is_alphanumeric() && c.is_ascii()), &words);
        let number = number.rsplit('·').next().unwrap();
        let title = title.split('·').next().unwrap();
        assert!(numbered[number].contains(title), "{title} is not on page {number}: {}", numbered[number]);
        entries += 1;
    }
    assert!(entries > 15, "{entries} entries");
    let said = text(contents);
    for expected in ["编辑说明", "文稿", "各地数据", "鹤壁市", "苍溪县", "附录", "资料来源", "指标索引", "地区索引"]
    {
        assert!(said.contains(expected), "{expected}: {said}");
    }
}

#[test]
fn the_index_leads_to_the_pages_that_print_the_figures() {
    let Some((pages, rows)) = &*VOLUME else { return };
    let index = pages.iter().skip_while(|page| !text(page).starts_with("索引索引"));
    let index: String = index.map(|page| text(&by_columns(page))).collect();
    assert!(!index.is_empty(), "no index");
    let mut looked_at = 0;
    for row in rows.iter().filter(|row| row["算法"] == "来源公布") {
        let cell = |name: &str| row[name].as_str().unwrap();
        for page in cell("页").split('；').map(|page| page.parse::<usize>().unwrap()) {
            let number = printed_number(&pages[page - 1]).unwrap();
            // A cell may be set in two lines, between which stand those of its neighbours.
            let on_page = text(&pages[page - 1]);
            let numbers = cell("印文").split(|c: char| !c.is_ascii_digit() && c != '.').filter(|part| !part.is_empty());
            assert!(numbers.clone().all(|number| on_page.contains(number)), "{} on page {page}", cell("印文"));
            let entry = index.split(&close(cell("指标"))).skip(1).any(|rest| {
                let places = &rest[..rest.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(rest.len())];
                let pages = places.split(&close(cell("地区"))).nth(1).unwrap_or_default();
                let end = pages.find(|c: char| !c.is_ascii_digit() && c != '，' && c != '–').unwrap_or(pages.len());
                names(&pages[..end], number.parse().unwrap())
            });
            assert!(entry, "the index does not name page {number} for {} of {}", cell("指标"), cell("地区"));
        }
        looked_at += 1;
    }
    assert!(looked_at > 150, "{looked_at} figures");
}

/// The text of a page with two columns as it is read, without what stands above and below it.
fn by_columns(page: &[Line]) -> Vec<Line> {
    let mut lines: Vec<Line> = page.iter().filter(|line| line.top > 28.0 && line.top < 270.0).cloned().collect();
    lines.sort_by(|one, other| (one.left > 105.0, one.top).partial_cmp(&(other.left > 105.0, other.top)).unwrap());
    lines
}

/// Whether 3，5–7 names a page.
fn names(pages: &str, page: u32) -> bool {
    pages.split('，').any(|run| match run.split_once('–') {
        Some((first, last)) => (first.parse().unwrap()..=last.parse().unwrap()).contains(&page),
        None => run.parse() == Ok(page),
    })
}

#[test]
fn left_pages_number_left_and_right_pages_right() {
    let Some((pages, _)) = &*VOLUME else { return };
    let mut seen = [0, 0];
    for (i, page) in pages.iter().enumerate() {
        let Some(number) = page.iter().rfind(|line| line.top > 270.0) else { continue };
        let is_right = i % 2 == 0;
        assert_eq!(number.left > 105.0, is_right, "page {}: {number:?}", i + 1);
        seen[usize::from(is_right)] += 1;
    }
    assert!(seen[0] > 10 && seen[1] > 10, "{seen:?}");
}

#[test]
fn a_year_without_anything_is_refused_and_a_volume_is_there_only_when_asked_for() {
    let world = World::starter();
    let said = world.run(&["build", "--no-pdf", "--volume", "1999", "--lang", "en"]);
    assert_eq!(said.status, 1, "{said:?}");
    assert!(
        said.stderr.contains("1999 has neither figures nor reports") && said.stderr.contains("2023, 2024"),
        "{said:?}"
    );
    let told = |world: &World| {
        lines_of_json(&world.run(&["build", "--no-pdf", "--volume", "1999", "--format", "json"]).stdout)
    };
    assert_eq!(told(&world), ["error empty-volume content/reports/1999"]);
    assert_eq!(told(&World::empty()), ["error no-site content/site.yaml"]);
    // What is wrong elsewhere hides no year; what is wrong with data may.
    let addressed = World::starter().changed("content/site.yaml", "base_url: \"\"", "base_url: example.gov.cn");
    let [volume, address] = &told(&addressed)[..] else { panic!("{:?}", told(&addressed)) };
    assert_eq!(volume, "error empty-volume content/reports/1999");
    assert!(address.starts_with("error bad-address content/site.yaml:"), "{address}");
    let unread = World::starter().with("content/data/990101/1999.yaml", "figures: [");
    assert!(told(&unread).iter().all(|line| !line.contains("empty-volume")), "{:?}", told(&unread));
    let said = world.run(&["build", "--no-pdf", "--volume", "1999", "--format", "sarif"]);
    assert!(said.stdout.contains("\"ruleId\": \"empty-volume\""), "{said:?}");
    assert!(!world.out().exists());
    if world.run(&["fonts"]).status != 0 {
        return;
    }
    let volume = world.out().join("years/2024/2024.pdf");
    let build = |arguments: &[&str]| assert_eq!(world.run(arguments).status, 0);
    build(&["build", "--no-pdf", "--volume", "2024"]);
    let bytes = std::fs::read(&volume).unwrap();
    assert!(world.read("output/years/2024/index.html").contains("href=\"2024.pdf\""));
    build(&["build", "--no-pdf"]);
    assert!(!volume.exists(), "a volume of other data than the pages was left");
    world.write("content/site.yaml", world.read("content/site.yaml") + "\nvolumes: [2024]\n");
    build(&["build"]);
    assert!(std::fs::read(&volume).unwrap() == bytes, "two builds of one volume differ");
    world.write("content/site.yaml", world.read("content/site.yaml").replace("[2024]", "[2024, 1999]"));
    assert_eq!(world.told(), ["error empty-volume content/site.yaml:8:17"]);
}

#[test]
fn a_table_goes_to_a_page_with_the_heading_that_names_it() {
    let Some((pages, _)) = &*VOLUME else { return };
    let mut tables = 0;
    for (i, page) in pages.iter().enumerate() {
        let lines: Vec<String> = page.iter().filter(|line| line.top > 26.0).map(|line| close(&line.text)).collect();
        let is_head = |line: &String| line.starts_with("指标") && !line.starts_with("指标索引");
        tables += lines.iter().filter(|line| is_head(line)).count();
        let begins_with_table = lines.first().is_some_and(is_head);
        assert!(!begins_with_table || page.iter().any(|line| line.text == "续表"), "page {}: {lines:#?}", i + 1);
    }
    assert!(tables > 10, "{tables} tables");
}

#[test]
fn sources_of_reports_are_listed_and_a_long_address_is_broken() {
    let address = format!("https://example.org/{}", "shili-xian/nianbao/".repeat(12));
    let report = "---\ngenre: review\ntitle: 县域综述\nregion: \"990101\"\nyear: 2024\ndate: 2024-04-10\ndescription: 版面\n---\n\
         支出进度超过全省平均水平，全省为{{ 引 \"不到50%\" source=\"全省推进会通报\" }}；上年投入{{ 衔接资金 @2023 }}。\n";
    let world = World::starter().with("content/reports/2024/cited.md", report);
    world.write(
        "content/site.yaml",
        world.read("content/site.yaml").replace("base_url: \"\"", &format!("base_url: {address}")),
    );
    if !paper::can_be_read() || world.run(&["fonts"]).status != 0 {
        return;
    }
    let said = world.run(&["build", "--no-pdf", "--volume", "2024"]);
    assert_eq!(said.status, 0, "{said:?}");
    let pages = paper::sizes_and_lines(&world.out().join("years/2024/2024.pdf"));
    let sources = pages.iter().map(|(_, lines)| text(lines)).find(|page| page.starts_with("资料来源")).unwrap();
    for source in ["示例县2024年统计资料", "示例县2023年统计资料", "全省推进会通报"] {
        assert_eq!(sources.matches(source).count(), 1, "{source}: {sources}");
    }
    let imprint = &pages[1].1;
    assert!(text(imprint).contains(&address), "{imprint:#?}");
    assert!(imprint.iter().all(|line| line.right < 185.5), "{imprint:#?}");
}

#[test]
fn a_template_that_breaks_is_told_at_its_own_line() {
    if World::starter().run(&["fonts"]).status != 0 {
        return;
    }
    let template = "themes/standard/print/volume.typ";
    let standard = std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(template)).unwrap();
    let last = standard.lines().count() + 1;
    let build = |text: &str| {
        let world = World::starter().with(template, text);
        lines_of_json(&world.run(&["build", "--no-pdf", "--volume", "2024", "--format", "json"]).stdout)
    };
    for (line, code, column) in [
        ("#nobody()", "print-failed", 1),
        ("  #let x = (", "print-failed", 3),
        ("{{ nobody }}", "broken-template", 4),
        ("{% include \"_nothing.typ\" %}", "broken-template", 1),
    ] {
        let told = build(&format!("{standard}{line}\n"));
        assert_eq!(told, [format!("error {code} {template}:{last}:{column}")], "{line}");
    }
    // Of two lines that are the same, nobody knows which it is.
    let told = build(&format!("{standard}#nobody()\n#nobody()\n"));
    assert!(!told.is_empty() && told.iter().all(|line| *line == format!("error print-failed {template}")), "{told:?}");
    // Nor of what is wrong with the whole document.
    let told = build("hello\n");
    assert!(!told.is_empty() && told.iter().all(|line| *line == format!("error print-failed {template}")), "{told:?}");
}
