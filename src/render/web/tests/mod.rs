//! What holds for every page: links lead somewhere, content is never markup, figures carry their provenance.

pub(in crate::render) mod world;

use super::Pages;
use crate::compose::StandingTexts;
use crate::finding::Spot;
use crate::plan::{self, Making};
use crate::render::World;
use world::{book, site, site_with, theme};

fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    html.split(start.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// The file that a link leads to from a page.
fn target(page: &str, link: &str) -> String {
    let mut folders: Vec<&str> = page.split('/').collect();
    folders.pop();
    for step in link.split('/') {
        match step {
            ".." => _ = folders.pop(),
            step => folders.push(step),
        }
    }
    folders.join("/")
}

#[test]
fn every_link_leads_to_a_file_and_a_place_in_it() {
    let (pages, files) = site(&theme());
    assert!(pages.len() > 15);
    for (path, html) in &pages {
        for link in attributes(html, "href").into_iter().filter(|link| !link.starts_with("https://")) {
            let (file, fragment) = link.split_once('#').unwrap_or((link, ""));
            let file = file.split('?').next().unwrap_or_default();
            let file = match file.strip_prefix("/yearbook/") {
                // The page for any address starts its links at the root of the host.
                Some(file) if path == "404.html" => file.to_string(),
                _ if file.is_empty() => path.clone(),
                _ => target(path, file),
            };
            assert!(files.contains(&file), "{path} leads to {link}");
            if !fragment.is_empty() {
                assert!(attributes(&pages[&file], "id").contains(&fragment), "{path} leads to {link}");
            }
        }
    }
}

#[test]
fn an_id_stands_once_on_a_page() {
    for (path, html) in site(&theme()).0 {
        let mut ids = attributes(&html, "id");
        ids.sort();
        let count = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), count, "{path}");
    }
}

#[test]
fn content_is_never_markup() {
    for (path, html) in site(&theme()).0 {
        assert!(!html.contains("<script>alert") && !html.contains('\u{7}'), "{path}");
        assert!(!attributes(&html, "href").iter().any(|link| link.starts_with("javascript")), "{path}");
    }
}

#[test]
fn a_figure_carries_its_provenance() {
    let (pages, _) = site(&theme());
    let html = &pages["reports/2023/review/index.html"];
    let start = html.find("<data ").unwrap();
    let end = start + html[start..].find("</data>").unwrap();
    let figure = &html[start..end];
    for part in [
        "value=\"16\"",
        "data-unit=\"%\"",
        "data-indicator=\"net-income\"",
        "data-recipe=\"growth\"",
        "data-of=\"乐山市2023年人均收入",
        "data-source=\"1\"",
        "依据：乐山市2022年人均收入",
        "&amp; 13242元\"",
    ] {
        assert!(figure.contains(part), "{part} in {figure}");
    }
    assert!(figure.ends_with("增长<span class=\"nw\">16%</span>"), "{figure}");
}

#[test]
fn a_page_of_a_region_and_year_shows_each_figure_and_says_what_it_computed() {
    let (pages, _) = site(&theme());
    let html = &pages["regions/511100/2023/index.html"];
    assert!(html.contains(">15361元</data>") && html.contains(">3449户</data>") && html.contains(">10424人</data>"));
    assert!(html.contains(">16.0%</data></span> <small class=\"flag\">算</small>"));
    assert!(
        html.contains("2023年12月") || html.contains("<span class=\"nw\">2023年</span><span class=\"nw\">12月</span>")
    );
    assert!(pages["regions/511102/2023/index.html"].contains("未公布"));
}

#[test]
fn every_genre_looks_like_itself() {
    let (pages, _) = site(&theme());
    let html = |genre: &str| pages[&format!("reports/2023/{genre}/index.html")].clone();
    assert!(html("bulletin").contains("总第091期") && html("bulletin").contains("农历甲辰年六月初六"));
    assert!(html("feature").contains("——见闻") && html("feature").contains("□本报记者"));
    assert!(html("review").contains("（县委农办）"));
    assert!(
        html("notice").contains("<span class=\"nw\">〔2024〕8号</span>") && html("notice").contains("抄送：县政府。")
    );
    assert!(html("yearbook").contains("年鉴（2024）"));
    for genre in ["bulletin", "feature", "review", "notice", "yearbook"] {
        assert!(html(genre).contains("name=\"PubDate\" content=\"2024-07-11 00:00\""), "{genre}");
        assert_eq!(html(genre).matches("<h1").count(), 1, "{genre}");
    }
}

#[test]
fn a_column_that_repeats_itself_heads_its_rows_once() {
    let (pages, _) = site(&theme());
    let html = &pages["reports/2023/review/index.html"];
    assert!(html.contains("<th scope=\"row\" rowspan=\"2\">收入</th><th scope=\"row\">甲</th><td class=\"number\">"));
}

#[test]
fn site_tags_stand_on_every_page_and_no_heading_is_empty() {
    for (path, html) in site(&theme()).0 {
        for tag in ["SiteName", "SiteDomain", "SiteIDCode"] {
            assert!(html.contains(&format!("name=\"{tag}\"")), "{path}");
        }
        for level in 1..=6 {
            for heading in html.split(&format!("<h{level}")).skip(1) {
                let inside = heading.split_once('>').unwrap().1.split(&format!("</h{level}>")).next().unwrap();
                let text: String = inside
                    .split('<')
                    .filter_map(|part| part.split_once('>').or(Some(("", part))))
                    .map(|(_, text)| text)
                    .collect();
                assert!(!text.trim().is_empty(), "{path}: {inside}");
            }
        }
    }
}

#[test]
fn the_same_world_gives_the_same_bytes() {
    assert_eq!(site(&theme()).0, site(&theme()).0);
}

#[test]
fn pages_that_only_list_reports_are_the_same_without_their_texts() {
    let with_texts = site_with(&theme(), |pages| pages.heads = pages.world.articles.to_vec());
    assert_eq!(site(&theme()).0, with_texts.0);
}

#[test]
fn a_broken_template_is_a_finding_at_its_place() {
    let mut theme = theme();
    theme.web.insert("home.html".into(), "{% if x %}".into());
    theme.web.insert("year.html".into(), "{{ title".into());
    let (book, site) = (book(), plan::Site::default());
    let world = World { book: &book, articles: &[], summaries: &StandingTexts::default(), theme: &theme, site: &site };
    let findings = Pages::new(world).err().unwrap();
    let files: Vec<&str> = findings.iter().map(|finding| &*finding.place.file).collect();
    assert_eq!(files, ["themes/standard/web/home.html", "themes/standard/web/year.html"]);
    assert!(findings.iter().all(|f| f.code == "broken-template" && matches!(f.place.spot, Spot::Bytes { .. })));
}

#[test]
fn a_field_that_no_view_has_is_a_finding_too() {
    let mut theme = theme();
    theme.web.insert("404.html".into(), "{{ no_such_field }}".into());
    let (book, site) = (book(), plan::Site::default());
    let world = World { book: &book, articles: &[], summaries: &StandingTexts::default(), theme: &theme, site: &site };
    let findings = Pages::new(world).unwrap().html(&Making::NotFound, "404.html").err().unwrap();
    assert_eq!(&*findings[0].place.file, "themes/standard/web/404.html");
}

#[test]
fn the_theme_has_every_word_that_its_templates_use() {
    let theme = theme();
    for (name, template) in &theme.web {
        for rest in template.split("words.").skip(1) {
            let word: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            assert!(theme.words.contains_key(&word), "{name} uses words.{word}");
        }
    }
}

#[test]
fn a_nation_has_a_list_of_sitemaps_that_hold_each_page_once() {
    const PAGES: usize = 45_000;
    let (book, theme, mut site) = (book(), theme(), plan::Site::default());
    let code = crate::model::RegionCode::parse("511100").unwrap();
    site.files.extend((0..PAGES).map(|page| (format!("{page}.html"), Making::RegionYear(code, page as i32))));
    let parts: Vec<String> = (1..=3).map(plan::address::sitemap_part).collect();
    site.files.extend(parts.iter().zip(1..).map(|(path, number)| (path.clone(), Making::SitemapPart(number))));
    let world = World { book: &book, articles: &[], summaries: &StandingTexts::default(), theme: &theme, site: &site };
    let pages = Pages::new(world).unwrap();
    let located = |xml: &str| -> Vec<String> {
        xml.split("<loc>https://example.gov.cn/yearbook/")
            .skip(1)
            .map(|at| at.split("</loc>").next().unwrap().into())
            .collect()
    };
    let list = pages.for_machines(&Making::Sitemap, "sitemap.xml").unwrap();
    assert!(list.contains("<sitemapindex ") && list.ends_with("</sitemapindex>\n"));
    assert_eq!(located(&list), parts);
    let named: Vec<String> =
        (1..=3).flat_map(|number| located(&pages.for_machines(&Making::SitemapPart(number), "").unwrap())).collect();
    let planned: Vec<&String> = site.files.keys().filter(|path| path.ends_with(".html")).collect();
    assert_eq!(named.iter().collect::<Vec<_>>(), planned);
}
