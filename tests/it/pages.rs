//! Every page of the sample: links that lead somewhere, nothing loaded from elsewhere, ids once, the tags that the web
//! design annex of 国办发〔2017〕47号 requires, and figures that say where they come from.

use crate::html::{self, Tag, tags};
use crate::world::{World, published};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

struct Sample {
    files: BTreeMap<String, Vec<u8>>,
    pages: BTreeMap<String, Vec<Tag>>,
    /// Everything that was written by hand, in one text.
    content: String,
}

fn sample() -> &'static Sample {
    static SAMPLE: OnceLock<Sample> = OnceLock::new();
    SAMPLE.get_or_init(|| {
        let world = World::sample();
        let built = world.build();
        assert!(built.findings.is_empty(), "{:?}", built.findings);
        let files = published(&world.out());
        let page = |(path, bytes): (&String, &Vec<u8>)| (path.clone(), tags(std::str::from_utf8(bytes).unwrap()));
        let pages = files.iter().filter(|(path, _)| path.ends_with(".html")).map(page).collect();
        let content = crate::world::tree(&world.path("content"));
        let content = content.values().map(|bytes| String::from_utf8_lossy(bytes)).collect();
        Sample { files, pages, content }
    })
}

/// Collects what is wrong over all pages, and shows it together.
#[track_caller]
fn nothing_wrong(mut wrong: Vec<String>) {
    let count = wrong.len();
    wrong.truncate(20);
    assert!(wrong.is_empty(), "{count} in all:\n{}", wrong.join("\n"));
}

/// Attributes that hold an address.
const ADDRESSES: [&str; 9] =
    ["href", "src", "xlink:href", "poster", "action", "formaction", "data", "cite", "background"];

fn is_elsewhere(address: &str) -> bool {
    address.starts_with("//") || address.split(['/', '?', '#']).next().is_some_and(|head| head.contains(':'))
}

#[test]
fn every_link_leads_to_a_file_of_the_site() {
    let sample = sample();
    let mut wrong = Vec::new();
    let mut followed = 0;
    for (page, tags) in &sample.pages {
        for tag in tags {
            for (name, address) in tag.attributes.iter().filter(|(name, _)| ADDRESSES.contains(&name.as_str())) {
                if is_elsewhere(address) {
                    continue;
                }
                followed += 1;
                let (path, anchor) = address.split_once('#').unwrap_or((address, ""));
                let path = path.split('?').next().unwrap_or_default();
                let target = match path.strip_prefix("/yearbook/") {
                    // The page for any address starts its links at the root of the host.
                    Some(path) if page == "404.html" => Some(path.to_string()),
                    _ if path.is_empty() => Some(page.clone()),
                    _ => resolved(page, path),
                };
                let exists = target.as_ref().is_some_and(|target| sample.files.contains_key(target));
                let anchored = anchor.is_empty()
                    || target
                        .as_ref()
                        .and_then(|t| sample.pages.get(t))
                        .is_some_and(|tags| tags.iter().any(|t| t.get("id") == Some(anchor)));
                if !exists || !anchored {
                    wrong.push(format!("{page}: <{} {name}=\"{address}\">", tag.name));
                }
            }
        }
    }
    assert!(followed > 1000);
    nothing_wrong(wrong);
}

/// The path below the output folder that a relative address means; `None` where it leads out of it.
fn resolved(page: &str, address: &str) -> Option<String> {
    if address.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            ".." => drop(parts.pop()?),
            "." => {}
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[test]
fn nothing_is_loaded_from_another_host() {
    let sample = sample();
    let mut wrong = Vec::new();
    for (page, tags) in &sample.pages {
        for tag in tags {
            for (name, address) in tag.attributes.iter().filter(|(name, _)| ADDRESSES.contains(&name.as_str())) {
                let is_canonical = tag.name == "link" && tag.get("rel") == Some("canonical");
                let is_source =
                    tag.name == "a" && address.starts_with("http") && sample.content.contains(address.as_str());
                if is_elsewhere(address) && !is_canonical && !is_source {
                    wrong.push(format!("{page}: <{} {name}=\"{address}\">", tag.name));
                }
            }
            let styles = tag.get("style").unwrap_or("");
            if styles.contains("url(") || tag.get("srcset").is_some_and(is_elsewhere) {
                wrong.push(format!("{page}: <{} style=\"{styles}\">", tag.name));
            }
            if tag.name == "base" || tag.name == "iframe" || tag.get("http-equiv").is_some() {
                wrong.push(format!("{page}: <{}>", tag.name));
            }
        }
    }
    for (path, bytes) in sample.files.iter().filter(|(path, _)| path.ends_with(".css") || path.ends_with(".js")) {
        let text = String::from_utf8_lossy(bytes);
        for needle in ["http:", "https:", "@import", "url(//"] {
            if text.contains(needle) {
                wrong.push(format!("{path} has {needle}"));
            }
        }
    }
    nothing_wrong(wrong);
}

#[test]
fn links_to_other_hosts_are_the_sources_as_written() {
    let sample = sample();
    let pages = sample.pages.values().flatten();
    let outward: BTreeSet<&str> = pages
        .filter(|tag| tag.name == "a")
        .filter_map(|tag| tag.get("href"))
        .filter(|href| is_elsewhere(href))
        .collect();
    for address in outward {
        assert!(address.starts_with("http"), "{address}");
        assert!(sample.content.contains(address), "nobody wrote {address}");
    }
}

#[test]
fn every_id_is_there_once_and_every_use_of_one_finds_it() {
    let mut wrong = Vec::new();
    for (page, tags) in &sample().pages {
        let mut seen = BTreeSet::new();
        for id in tags.iter().filter_map(|tag| tag.get("id")) {
            if id.is_empty() || !seen.insert(id) {
                wrong.push(format!("{page}: id=\"{id}\" twice"));
            }
        }
        for tag in tags {
            for name in ["aria-labelledby", "aria-describedby", "aria-controls", "for", "headers"] {
                for id in tag.get(name).unwrap_or("").split_whitespace() {
                    if !seen.contains(id) {
                        wrong.push(format!("{page}: {name}=\"{id}\" leads nowhere"));
                    }
                }
            }
        }
    }
    nothing_wrong(wrong);
}

#[test]
fn every_page_has_the_required_tags() {
    let mut wrong = Vec::new();
    for (page, tags) in &sample().pages {
        let meta: BTreeMap<&str, &str> = tags
            .iter()
            .filter(|tag| tag.name == "meta")
            .filter_map(|tag| Some((tag.get("name")?, tag.get("content")?)))
            .collect();
        let is_article = page.starts_with("reports/") && page.matches('/').count() == 3;
        let required: &[&str] = match () {
            () if is_article => &["ArticleTitle", "PubDate", "ContentSource"],
            () if page == "404.html" => &["ColumnName"],
            () => &["ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"],
        };
        for name in required.iter().chain(&["viewport", "SiteName", "SiteDomain"]) {
            if meta.get(name).is_none_or(|content| content.is_empty()) {
                wrong.push(format!("{page} lacks {name}"));
            }
        }
        // Present, though the sample has none to give.
        if !meta.contains_key("SiteIDCode") {
            wrong.push(format!("{page} lacks SiteIDCode"));
        }
        if is_article && !is_minute(meta["PubDate"]) {
            wrong.push(format!("{page}: PubDate {}", meta["PubDate"]));
        }
        let count = |name: &str| tags.iter().filter(|tag| tag.name == name).count();
        if count("title") < 1 || count("h1") != 1 || count("main") != 1 {
            wrong.push(format!("{page}: {} title, {} h1, {} main", count("title"), count("h1"), count("main")));
        }
        let is_chinese = tags.iter().any(|tag| tag.name == "html" && tag.get("lang") == Some("zh-CN"));
        let is_utf_8 = tags.iter().any(|tag| tag.name == "meta" && tag.get("charset") == Some("utf-8"));
        if !is_chinese || !is_utf_8 {
            wrong.push(format!("{page}: language or charset"));
        }
    }
    nothing_wrong(wrong);
}

/// `YYYY-MM-DD HH:MM`
fn is_minute(text: &str) -> bool {
    let pattern = "0000-00-00 00:00";
    text.len() == pattern.len()
        && text.chars().zip(pattern.chars()).all(|(c, p)| if p == '0' { c.is_ascii_digit() } else { c == p })
}

#[test]
fn every_figure_says_where_it_comes_from() {
    let sample = sample();
    let mut wrong = Vec::new();
    let mut figures = 0;
    for (page, tags) in &sample.pages {
        let sources: BTreeSet<&str> = tags.iter().filter_map(|tag| tag.get("id")?.strip_prefix("source-")).collect();
        for figure in html::figures(tags) {
            figures += 1;
            let tag = figure.tag;
            let missing =
                tag.get("data-source").unwrap_or("").split(' ').filter(|one| !one.is_empty() && !sources.contains(one));
            wrong.extend(missing.map(|one| format!("{page}: no source {one}")));
            let lacking: Vec<&str> = ["value", "data-indicator", "data-region", "data-year"]
                .into_iter()
                .filter(|name| figure.said(name).is_none_or(str::is_empty))
                .chain((tag.get("data-recipe").is_some() && tag.get("title").is_none()).then_some("title"))
                .collect();
            let indicator = format!("indicators/{}/index.html", figure.said("data-indicator").unwrap_or(""));
            let region = format!("regions/{}/index.html", figure.said("data-region").unwrap_or(""));
            let is_known = sample.pages.contains_key(&indicator) && sample.pages.contains_key(&region);
            if !lacking.is_empty() || !is_known {
                wrong.push(format!("{page}: lacks {lacking:?} {:?}", tag.attributes));
            }
        }
    }
    assert!(figures > 1000);
    nothing_wrong(wrong);
}

#[test]
fn every_picture_has_words() {
    let mut wrong = Vec::new();
    for (page, tags) in &sample().pages {
        for tag in tags {
            let is_silent = match tag.name.as_str() {
                "img" => tag.get("alt").is_none(),
                // A drawing inside a drawing has a place in it.
                "svg" if tag.get("x").is_some() => false,
                "svg" => tag.get("role") != Some("img") && tag.get("aria-hidden") != Some("true"),
                _ => false,
            };
            if is_silent {
                wrong.push(format!("{page}: <{}> {:?}", tag.name, tag.attributes));
            }
        }
    }
    nothing_wrong(wrong);
}

#[test]
fn no_script_stands_in_a_page_but_the_one_that_keeps_the_appearance() {
    let base = include_str!("../../themes/standard/web/base.html");
    let appearance = base.split("<script>").nth(1).unwrap().split("</script>").next().unwrap();
    for (page, tags) in &sample().pages {
        let html = String::from_utf8_lossy(&sample().files[page]);
        assert!(html.split("<script>").skip(1).all(|rest| rest.starts_with(appearance)), "{page}");
        for tag in tags {
            let is_data = tag.name != "script"
                || tag.attributes.is_empty()
                || matches!(tag.get("type"), Some("application/ld+json" | "application/json"))
                || tag.get("src").is_some();
            let handler = tag.attributes.iter().find(|(name, _)| name.starts_with("on"));
            assert!(is_data && handler.is_none(), "{page}: {tag:?}");
        }
    }
}

#[test]
fn what_search_engines_are_told_is_json() {
    for (page, bytes) in sample().files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = String::from_utf8_lossy(bytes);
        for part in html.split("<script type=\"application/ld+json\">").skip(1) {
            let json = part.split("</script>").next().unwrap();
            serde_json::from_str::<serde_json::Value>(json).unwrap_or_else(|error| panic!("{page}: {error}: {json}"));
        }
    }
}

#[test]
fn charts_and_tables_are_referred_to_by_their_names() {
    let report = |body: &str| {
        format!(
            "---\ngenre: review\nregion: \"990101\"\nyear: 2024\ndate: 2024-04-10\ntitle: 综述\ndescription: 综述\n---\n{body}\n"
        )
    };
    let chart = |name: &str| {
        format!("```chart\nkind: line\nname: {name}\ntitle: 收入走势\nindicators: [农村居民人均可支配收入]\n```\n")
    };
    let table =
        "```table\nname: 资金\ntitle: 资金\ncolumns: [项目, 金额]\nrows:\n  - [衔接资金, \"{{ 衔接资金 }}\"]\n```\n";
    let path = "content/reports/2024/review.md";
    let body =
        format!("收入连年增长（{{{{ 见 \"走势\" }}}}），资金见{{{{ 见 \"资金\" }}}}。\n\n{}\n{table}", chart("走势"));
    let world = World::starter().with(path, report(&body));
    assert_eq!(world.told(), [""; 0]);
    world.build();
    let page = world.read("output/reports/2024/review/index.html");
    assert!(
        page.contains("（<a href=\"#chart-1\">图1</a>）") && page.contains("<a href=\"#table-1\">表1</a>"),
        "{page}"
    );
    assert!(page.contains("图1　收入走势") && page.contains("表1　资金"), "{page}");

    let world = world.with(path, report(&body.replace("见 \"资金\"", "见 \"资\"")));
    assert_eq!(world.told(), ["error unknown-caption content/reports/2024/review.md:9:25"]);
    assert!(world.help("unknown-caption").contains("资金"));
    let world = world.with(path, report(&format!("{body}\n{}", chart("走势"))));
    assert_eq!(world.told(), ["error name-twice content/reports/2024/review.md:26:1"]);
    let titled = report(&body).replace("title: 综述", "title: 综述{{ 见 \"走势\" }}");
    assert_eq!(world.with(path, titled).told(), ["error unknown-caption content/reports/2024/review.md:6:8"]);
}
