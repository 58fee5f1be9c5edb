//! What stands around every page: titles, navigation, path, the meta tags that 《政府网站发展指引》 (国办发〔2017〕47号) asks
//! for, and structured data. Everything that a page adds of its own is in its own view.

use super::head::{self, Head, head};
use super::{Link, downloads};
use crate::plan::address;
use crate::render::web::page::Page;
use serde::Serialize;
use serde_json::{Value, json};

#[derive(Clone, Debug, Serialize)]
pub struct Frame {
    /// For `<title>`: the page, then the site.
    pub title: String,
    pub description: String,
    /// Relative address of `assets/style.css`.
    pub style: String,
    /// Relative address of `assets/reading.js`.
    pub script: String,
    /// Whose figures the page shows where they do not say otherwise: a code, a year, a slug; or empty.
    pub region: String,
    pub year: String,
    pub indicator: String,
    /// Relative address of `assets/icon.svg`.
    pub icon: String,
    pub home: String,
    /// Relative address of the page on which readers search.
    pub search: String,
    pub nav: Vec<NavItem>,
    /// From the home page to this one; the last has no href. Empty on the home page.
    pub path: Vec<Link>,
    pub meta: Vec<Meta>,
    /// The published address of the page; empty where the site has no base URL.
    pub canonical: String,
    /// JSON-LD, ready to stand in a `<script>`; empty where the page has none.
    pub json_ld: String,
    /// What the head of the page has for machines beside its meta tags.
    pub head: Head,
    /// The kind of page, for a class of `<body>`: `page-home`, `page-report page-bulletin` …
    pub kind: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct NavItem {
    pub text: String,
    pub href: String,
    /// True for the part of the site in which the page lies.
    pub current: bool,
}

#[derive(Clone, Debug, Serialize)]
pub struct Meta {
    pub name: String,
    pub content: String,
}

/// The parts of the site that the navigation names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Home,
    Reports,
    Regions,
    Indicators,
    Compare,
    Years,
    Sources,
    None,
}

/// What a page says about itself.
pub struct About {
    pub kind: String,
    pub part: Part,
    pub title: String,
    pub description: String,
    pub keywords: Vec<String>,
    /// The pages between home and this one.
    pub above: Vec<Link>,
    pub level: Level,
    pub json_ld: Option<Value>,
}

/// Which of the three sets of meta tags a page carries beside those of the site.
pub enum Level {
    /// 栏目页
    Column { column_type: String },
    /// 文章页
    Article { published: String, source: String },
}

pub fn frame(page: Page, about: About) -> Frame {
    let settings = &page.book().settings;
    let title = match about.part {
        Part::Home => settings.name.clone(),
        _ => format!("{} - {}", about.title, settings.name),
    };
    let path = path(page, &about);
    Frame {
        title,
        head: head(page, &about, &path),
        style: page.to("assets/style.css"),
        script: page.to("assets/reading.js"),
        region: page.stand.region.map_or(String::new(), |code| code.to_string()),
        year: page.stand.year.map_or(String::new(), |year| year.to_string()),
        indicator: page.stand.indicator.map_or(String::new(), |id| page.slug(id).to_string()),
        icon: page.to("assets/icon.svg"),
        home: page.to(address::HOME),
        search: page.to(address::SEARCH),
        nav: nav(page, about.part),
        path,
        meta: meta(page, &about),
        canonical: if about.part == Part::None { String::new() } else { page.published_at() },
        json_ld: about.json_ld.as_ref().map(script_text).unwrap_or_default(),
        description: about.description,
        kind: about.kind,
    }
}

fn nav(page: Page, current: Part) -> Vec<NavItem> {
    let home = page.to(address::HOME);
    let items = [
        (Part::Home, "nav_home", home.clone()),
        (Part::Reports, "nav_reports", page.to(address::REPORTS)),
        (Part::Regions, "nav_regions", format!("{home}#regions")),
        (Part::Indicators, "nav_indicators", page.to(address::INDICATORS)),
        (Part::Compare, "nav_compare", page.to(address::COMPARE)),
        (Part::Years, "nav_years", format!("{home}#years")),
        (Part::Sources, "nav_sources", page.to(address::SOURCES)),
    ];
    let item = |(part, key, href)| NavItem { text: page.word(key), href, current: part == current };
    let is_there = |(part, _, _): &(Part, &str, String)| match part {
        Part::Regions => !page.index.shown.is_empty(),
        Part::Years => !page.index.years_of.is_empty() || !page.world.articles.is_empty(),
        Part::Compare => page.index.years_of.len() > 1,
        _ => true,
    };
    items.into_iter().filter(is_there).map(item).collect()
}

fn path(page: Page, about: &About) -> Vec<Link> {
    if about.part == Part::Home {
        return Vec::new();
    }
    let mut path = vec![Link { text: page.word("nav_home"), href: page.to(address::HOME) }];
    path.extend(about.above.iter().cloned());
    path.push(Link { text: about.title.clone(), href: String::new() });
    path
}

fn meta(page: Page, about: &About) -> Vec<Meta> {
    let settings = &page.book().settings;
    let mut tags = vec![
        ("SiteName", settings.name.clone()),
        ("SiteDomain", settings.domain().to_string()),
        ("SiteIDCode", settings.site_id_code.clone()),
    ];
    let keywords = about.keywords.join(",");
    match &about.level {
        Level::Column { column_type } => tags.extend([
            ("ColumnName", about.title.clone()),
            ("ColumnDescription", about.description.clone()),
            ("ColumnKeywords", keywords),
            ("ColumnType", column_type.clone()),
        ]),
        Level::Article { published, source } => tags.extend([
            ("ArticleTitle", about.title.clone()),
            ("PubDate", published.clone()),
            ("ContentSource", source.clone()),
            ("Keywords", keywords),
            ("Author", source.clone()),
            ("Description", about.description.clone()),
            ("Image", head::image(page)),
            ("Url", page.published_at()),
        ]),
    }
    let required = ["SiteName", "SiteDomain", "SiteIDCode"];
    tags.into_iter()
        .filter(|(name, content)| required.contains(name) || !content.is_empty())
        .map(|(name, content)| Meta { name: name.to_string(), content })
        .collect()
}

/// JSON that cannot end the script element that it stands in.
pub fn script_text(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

/// Structured data of a set of figures, for search engines.
pub fn dataset(page: Page, name: &str, description: &str, region: Option<&str>, years: &[i32]) -> Value {
    let settings = &page.book().settings;
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": name,
        "description": description,
        "inLanguage": settings.language_tag(),
        "creator": { "@type": "Organization", "name": settings.publisher },
        "isAccessibleForFree": true,
    });
    if let Some(region) = region {
        data["spatialCoverage"] = json!({ "@type": "Place", "name": region });
    }
    if let (Some(first), Some(last)) = (years.first(), years.last()) {
        let span = if first == last { first.to_string() } else { format!("{first}/{last}") };
        data["temporalCoverage"] = json!(span);
    }
    let url = page.published_at();
    if !url.is_empty() {
        data["url"] = json!(url);
    }
    if let Some(files) = downloads::distribution(page) {
        data["distribution"] = files;
    }
    if !settings.licence.is_empty() {
        data["license"] = json!(settings.licence);
    }
    data
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn structured_data_cannot_leave_its_script() {
        let text = script_text(&json!({ "name": "</script><b>&" }));
        assert_eq!(text, r#"{"name":"\u003c/script\u003e\u003cb\u003e\u0026"}"#);
    }
}
