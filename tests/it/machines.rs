//! What programs read around the pages: feeds, sitemaps, robots.txt, structured data, and the page for any address. Every
//! address in them is that of a file of the site; what a site without an address cannot say is not there.

use crate::html::{Tag, tags};
use crate::world::{World, published};
use quick_xml::events::Event;
use quick_xml::events::attributes::Attribute;
use quick_xml::{Reader, XmlVersion};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const BASE: &str = "https://example.gov.cn/yearbook/";

/// An element of an XML file: its path from the root, its attributes, its text.
#[derive(Debug)]
struct Element {
    path: String,
    attributes: BTreeMap<String, String>,
    text: String,
}

/// Every element of a well-formed XML file, in the order in which they begin.
fn elements(xml: &str) -> Vec<Element> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let (mut all, mut open): (Vec<Element>, Vec<usize>) = (Vec::new(), Vec::new());
    loop {
        let event = reader.read_event().unwrap_or_else(|error| panic!("{error}: {xml}"));
        match event {
            Event::Start(ref tag) | Event::Empty(ref tag) => {
                let name = tag.name().as_ref().to_string();
                let above = open.last().map_or("", |i| all[*i].path.as_str());
                let attribute = |a: Attribute| {
                    let name = a.key.as_ref().to_string();
                    (name, a.normalized_value(XmlVersion::Implicit1_0).unwrap().into_owned())
                };
                let attributes = tag.attributes().map(|a| attribute(a.unwrap())).collect();
                all.push(Element { path: format!("{above}/{name}"), attributes, text: String::new() });
                if matches!(event, Event::Start(_)) {
                    open.push(all.len() - 1);
                }
            }
            Event::End(_) => drop(open.pop()),
            Event::Text(text) => {
                if let Some(i) = open.last() {
                    all[*i].text.push_str(&text.xml10_content());
                }
            }
            Event::GeneralRef(reference) => {
                if let Some(i) = open.last() {
                    all[*i].text.push_str(&format!("&{};", &*reference));
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty(), "{xml}");
    all
}

fn texts<'e>(elements: &'e [Element], path: &str) -> Vec<&'e str> {
    elements.iter().filter(|element| element.path == path).map(|element| element.text.trim()).collect()
}

fn built(world: &World) -> BTreeMap<String, String> {
    let built = world.build();
    assert!(built.findings.is_empty(), "{:?}", built.findings);
    let text = |(path, bytes): (String, Vec<u8>)| Some((path, String::from_utf8(bytes).ok()?));
    published(&world.out()).into_iter().filter_map(text).collect()
}

/// The starter with two more reports, and an address or none.
fn site(base_url: &str) -> World {
    let report = |title: &str, date: &str| {
        format!("---\ngenre: review\nregion: \"990102\"\nyear: 2024\ndate: {date}\ntitle: {title}\n---\n另有说明。\n")
    };
    World::starter()
        .changed("content/site.yaml", "base_url: \"\"", &format!("base_url: \"{base_url}\"\npublish_time: \"09:30\""))
        .with("content/reports/2024/newer.md", report("\"新 <b>&'\"", "2025-06-01"))
        .with("content/reports/2024/older.md", report("旧", "2025-01"))
}

#[test]
fn a_feed_has_all_that_the_standard_asks_for() {
    for base in [BASE, ""] {
        let files = built(&site(base));
        let feeds: Vec<&String> = files.keys().filter(|path| path.starts_with("feeds/")).collect();
        let names = ["990101.xml", "990102.xml", "all.xml", "bulletin.xml", "review.xml"];
        assert_eq!(feeds, names.map(|name| format!("feeds/{name}")).iter().collect::<Vec<_>>());
        let mut ids = BTreeSet::new();
        for path in feeds {
            let all = elements(&files[path]);
            assert_eq!(all[0].attributes["xmlns"], "http://www.w3.org/2005/Atom");
            for one in ["/feed/id", "/feed/title", "/feed/updated", "/feed/author/name"] {
                assert_eq!(texts(&all, one).iter().filter(|text| !text.is_empty()).count(), 1, "{path}: {one}");
            }
            ids.insert(texts(&all, "/feed/id")[0].to_string());
            let entries = texts(&all, "/feed/entry").len();
            for each in ["id", "title", "updated", "published"] {
                let given = texts(&all, &format!("/feed/entry/{each}"));
                assert!(given.len() == entries && given.iter().all(|text| !text.is_empty()), "{path}: {each}");
            }
            for time in texts(&all, "/feed/entry/updated").iter().chain(&texts(&all, "/feed/updated")) {
                assert!(time.len() == 25 && time.ends_with("T09:30:00+08:00"), "{path}: {time}");
            }
            let links: Vec<&Element> = all.iter().filter(|element| element.path.ends_with("/link")).collect();
            assert_eq!(links.len(), entries + if base.is_empty() { 1 } else { 2 }, "{path}");
            for link in links {
                let href = &link.attributes["href"];
                let file = match base {
                    "" => href.strip_prefix("../").unwrap_or_else(|| panic!("{path}: {href}")),
                    base => href.strip_prefix(base).unwrap_or_else(|| panic!("{path}: {href}")),
                };
                assert!(files.contains_key(file), "{path}: {href}");
            }
        }
        assert_eq!(ids.len(), 5, "each feed has an id of its own");
    }
}

#[test]
fn feeds_hold_their_reports_newest_first() {
    let files = built(&site(BASE));
    let titles = |feed: &str| -> Vec<String> {
        let all = elements(&files[&format!("feeds/{feed}.xml")]);
        texts(&all, "/feed/entry/title").into_iter().map(str::to_string).collect()
    };
    let (newer, bulletin) = ("新 &lt;b&gt;&amp;&#39;", "示例县农民收入稳步增长");
    assert_eq!(titles("all"), [newer, bulletin, "旧"]);
    assert_eq!(titles("review"), [newer, "旧"]);
    assert_eq!(titles("990101"), [bulletin]);
    let all = elements(&files["feeds/all.xml"]);
    assert_eq!(texts(&all, "/feed/updated"), ["2025-06-01T09:30:00+08:00"]);
    assert_eq!(texts(&all, "/feed/entry/published")[2], "2025-01-01T09:30:00+08:00");
    assert_eq!(texts(&all, "/feed/entry/summary"), ["一篇示例简报，数字都绑定在数据上。"]);
}

#[test]
fn a_feed_ends_where_readers_have_enough() {
    let report = |day: usize| {
        let date = format!("2025-{:02}-{:02}", 1 + day / 28, 1 + day % 28);
        format!("---\ngenre: review\nregion: \"990102\"\nyear: 2024\ndate: {date}\ntitle: 第{day}篇\n---\n另有说明。\n")
    };
    let add = |world: World, day: usize| world.with(&format!("content/reports/2024/n{day}.md"), report(day));
    let files = built(&(0..120).fold(World::starter(), add));
    let all = elements(&files["feeds/990102.xml"]);
    let titles = texts(&all, "/feed/entry/title");
    let newest: Vec<String> = (20..120).rev().map(|day| format!("第{day}篇")).collect();
    assert_eq!(titles, newest);
}

#[test]
fn ids_outlive_titles_dates_and_where_asked_the_address() {
    let ids = |world: &World| {
        let files = built(world);
        let all = elements(&files["feeds/all.xml"]);
        let mut ids: Vec<String> = texts(&all, "/feed/entry/id").into_iter().map(str::to_string).collect();
        ids.push(texts(&all, "/feed/id")[0].to_string());
        ids.sort();
        ids
    };
    let first = ids(&site(BASE));
    assert!(first.iter().all(|id| id.starts_with("urn:uuid:") && id.len() == 45), "{first:?}");
    let older = "content/reports/2024/older.md";
    let changed = site("http://example.gov.cn/yearbook/").changed(older, "title: 旧", "title: 改").changed(
        older,
        "2025-01",
        "2026-01-02",
    );
    assert_eq!(ids(&changed), first);
    let moved = "https://www.example.gov.cn/b/";
    assert_ne!(ids(&site(moved)), first);
    let told = site(moved).changed("content/site.yaml", "theme:", "feed_id: example.gov.cn/yearbook\ntheme:");
    assert_eq!(ids(&told), first, "the old address is what the old ids were made from");
    let kept = |base: &str| site(base).changed("content/site.yaml", "theme:", "feed_id: 县年报\ntheme:");
    assert_eq!(ids(&kept(BASE)), ids(&kept(moved)));
    assert_eq!(ids(&kept(BASE)), ids(&kept("")));
}

#[test]
fn heads_lead_to_the_feeds_of_their_pages() {
    let world = site(BASE);
    let files = built(&world);
    let feeds = |page: &str| -> Vec<String> {
        let tags = tags(&files[page]);
        let is_feed =
            |tag: &&Tag| tag.get("type") == Some("application/atom+xml") && tag.get("rel") == Some("alternate");
        let name = |tag: &Tag| tag.get("href").unwrap().rsplit('/').next().unwrap().to_string();
        tags.iter().filter(is_feed).map(name).collect()
    };
    assert_eq!(feeds("index.html"), ["all.xml"]);
    assert_eq!(feeds("reports/index.html"), ["all.xml", "bulletin.xml", "review.xml"]);
    assert_eq!(feeds("regions/990102/index.html"), ["990102.xml"]);
    assert_eq!(feeds("reports/2024/newer/index.html"), ["all.xml", "review.xml", "990102.xml"]);
    assert_eq!(feeds("404.html"), [""; 0]);
    // A site without reports has nothing to feed.
    let without = World::starter().without("content/reports/2024/first-report.md");
    let files = built(&without);
    assert!(!files.keys().any(|path| path.starts_with("feeds/")));
    assert!(!files["index.html"].contains("atom+xml"));
}

#[test]
fn a_sitemap_names_every_page_once() {
    let files = built(&site(BASE));
    let all = elements(&files["sitemap.xml"]);
    let named: Vec<&str> =
        texts(&all, "/urlset/url/loc").into_iter().map(|url| url.strip_prefix(BASE).unwrap()).collect();
    let pages: Vec<&str> =
        files.keys().map(String::as_str).filter(|path| path.ends_with(".html") && *path != "404.html").collect();
    assert_eq!(named, pages);
    let changed = texts(&all, "/urlset/url/lastmod");
    // The list of reports, and the reports by their addresses; no other page has a date of its own.
    assert_eq!(changed, ["2025-04-02", "2025-06-01", "2025-01", "2025-06-01"]);
    assert_eq!(files["robots.txt"], format!("User-agent: *\nAllow: /\n\nSitemap: {BASE}sitemap.xml\n"));
}

#[test]
fn a_site_without_an_address_says_nothing_that_needs_one() {
    let files = built(&site(""));
    assert!(!files.contains_key("sitemap.xml") && !files.contains_key("robots.txt"));
    for (path, html) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        assert!(!html.contains("BreadcrumbList") && !html.contains("og:url"), "{path}");
    }
    // No link would hold at every address at which a server shows this page.
    let page = tags(&files["404.html"]);
    assert!(page.iter().all(|tag| tag.get("href").is_none() && tag.get("src").is_none()));
}

#[test]
fn the_page_for_any_address_stands_by_itself() {
    let files = built(&site(BASE));
    let page = tags(&files["404.html"]);
    let links: Vec<&str> = page.iter().filter_map(|tag| tag.get("href").or(tag.get("src"))).collect();
    assert!(!links.is_empty());
    for link in links {
        let file = link.strip_prefix("/yearbook/").unwrap_or_else(|| panic!("{link}"));
        assert!(files.contains_key(file), "{link}");
    }
    assert!(files["404.html"].contains("<style>:root{--"));
}

/// The structured data of a page.
fn structured(html: &str) -> Vec<Value> {
    let parts = html.split("<script type=\"application/ld+json\">").skip(1);
    parts.map(|part| serde_json::from_str(part.split("</script>").next().unwrap()).unwrap()).collect()
}

#[test]
fn structured_data_names_pages_that_are_there() {
    let world = site(BASE)
        .changed("content/reports/2024/newer.md", "另有说明。", "![图说](<photo/a 图.png>)\n\n另有说明。")
        .with("content/images/photo/a 图.png", b"\x89PNG\r\n\x1a\n");
    let files = built(&world);
    assert!(world.path("output/images/photo/a 图.png").is_file());
    let mut paths = 0;
    for (path, html) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        for data in structured(html) {
            if data["@type"] != "BreadcrumbList" {
                continue;
            }
            paths += 1;
            let steps = data["itemListElement"].as_array().unwrap();
            for (i, step) in steps.iter().enumerate() {
                assert_eq!(step["position"], i + 1, "{path}");
                assert!(step["name"].as_str().is_some_and(|name| !name.is_empty()), "{path}");
                match step["item"].as_str() {
                    Some(url) => assert!(files.contains_key(url.strip_prefix(BASE).unwrap()), "{path}: {url}"),
                    None => assert_eq!(i + 1, steps.len(), "{path}: only the page itself needs no address"),
                }
            }
        }
    }
    assert!(paths > 10, "{paths}");
    let html = &files["reports/2024/newer/index.html"];
    let article = structured(html).into_iter().find(|data| data["@type"] == "Article").unwrap();
    let image = "https://example.gov.cn/yearbook/images/photo/a%20%E5%9B%BE.png";
    assert_eq!(article["headline"], "新 <b>&'");
    assert_eq!(article["datePublished"], "2025-06-01T09:30:00+08:00");
    assert_eq!(article["publisher"]["name"], "示例县宣传办");
    assert_eq!(article["about"]["name"], "邻近县");
    assert_eq!(article["image"], image);
    let url = article["url"].as_str().unwrap();
    assert!(files.contains_key(url.strip_prefix(BASE).unwrap()), "{url}");
    let tags = tags(html);
    let property =
        |name: &str| tags.iter().find(|tag| tag.get("property") == Some(name)).and_then(|tag| tag.get("content"));
    assert_eq!(property("og:type"), Some("article"));
    assert_eq!(property("og:title"), Some("新 <b>&'"));
    assert_eq!(property("og:image"), Some(image));
    assert_eq!(property("og:url"), Some(url));
    assert_eq!(property("article:published_time"), Some("2025-06-01T09:30:00+08:00"));
}

#[test]
fn a_report_says_the_minute_of_its_publication() {
    let files = built(&site(BASE));
    let date = |slug: &str| {
        let tags = tags(&files[&format!("reports/2024/{slug}/index.html")]);
        tags.iter().find(|tag| tag.get("name") == Some("PubDate")).unwrap().get("content").unwrap().to_string()
    };
    assert_eq!(date("newer"), "2025-06-01 09:30");
    assert_eq!(date("older"), "2025-01-01 09:30");
    let wrong = World::starter().changed("content/site.yaml", "theme:", "publish_time: 9:30\ntheme:");
    assert_eq!(wrong.told(), ["error wrong-shape content/site.yaml:6:15"]);
}

#[test]
fn a_site_of_government_is_told_which_tags_it_lacks() {
    let told = |settings: &str| World::starter().with("content/site.yaml", format!("name: 年报\n{settings}")).told();
    let one = "note missing-site-tag content/site.yaml:1:1";
    assert_eq!(told("base_url: https://a.gov.cn/\npublisher: 办\ndescription: 说"), [one]);
    assert_eq!(told("site_id_code: \"9901010001\"\npublisher: 办\ndescription: 说"), [one]);
    let blank = "base_url: https://a.gov.cn/\nsite_id_code: \"\"";
    assert_eq!(told(blank), [one, one, "note missing-site-tag content/site.yaml:3:1"]);
    assert_eq!(told("base_url: https://a.org/"), [""; 0]);
    assert_eq!(told("base_url: https://a.gov.cn/\nseverity: { missing-site-tag: off }"), [""; 0]);
    let whole = "base_url: https://a.gov.cn/\nsite_id_code: \"9901010001\"\npublisher: 办\ndescription: 说";
    assert_eq!(told(whole), [""; 0]);
}
