//! What the head of a page tells machines beside its meta tags: the feeds that it belongs to, how it looks where it is shared
//! (Open Graph), and its path as structured data. Whole addresses stand here only where the site has one.

use super::Link;
use super::frame::{About, Level, Meta, script_text};
use crate::model::article::{self, Article, Block};
use crate::plan::{FeedOf, Making, address};
use crate::render::web::page::Page;
use serde::Serialize;
use serde_json::json;

#[derive(Clone, Debug, Default, Serialize)]
pub struct Head {
    /// For `<link rel="alternate" type="application/atom+xml">`.
    pub feeds: Vec<Link>,
    /// For `<meta property>`; empty on pages that are no report.
    pub open_graph: Vec<Meta>,
    /// JSON-LD of the path to the page, ready to stand in a `<script>`; empty on the home page and for a site without an
    /// address.
    pub breadcrumbs: String,
}

/// `path` goes from the home page to this one.
pub fn head(page: Page, about: &About, path: &[Link]) -> Head {
    Head { feeds: feeds(page), open_graph: open_graph(page, about), breadcrumbs: breadcrumbs(page, path) }
}

/// The feeds in which what the page shows is told: of all reports, of its genres, of its region.
fn feeds(page: Page) -> Vec<Link> {
    let genres = || page.world.articles.iter().map(|article| article.genre.name());
    let of: Vec<FeedOf> = match page.making() {
        Some(Making::Home) => vec![FeedOf::All],
        Some(Making::Reports) => {
            let genres: std::collections::BTreeSet<&str> = genres().collect();
            std::iter::once(FeedOf::All).chain(genres.into_iter().map(FeedOf::Genre)).collect()
        }
        Some(Making::Region(code) | Making::RegionYear(code, _)) => vec![FeedOf::Region(*code)],
        Some(Making::Report(_)) => page.article().map_or_else(Vec::new, |article| {
            vec![FeedOf::All, FeedOf::Genre(article.genre.name()), FeedOf::Region(article.meta.region)]
        }),
        _ => Vec::new(),
    };
    let made = of.into_iter().filter(|of| page.world.site.files.contains_key(&address::feed(*of)));
    made.map(|of| Link { text: feed_title(page, of), href: page.to(&address::feed(of)) }).collect()
}

/// 五地示例年报：简报
pub fn feed_title(page: Page, of: FeedOf) -> String {
    let what = match of {
        FeedOf::All => page.word("feed_all"),
        FeedOf::Genre(name) => {
            let found = page.world.articles.iter().find(|article| article.genre.name() == name);
            found.map_or(name, |article| article.genre.chinese_name()).to_string()
        }
        FeedOf::Region(code) => page.name(code),
    };
    page.words.fill("feed_title", &[("site", &page.book().settings.name), ("what", &what)])
}

fn open_graph(page: Page, about: &About) -> Vec<Meta> {
    let (Level::Article { .. }, Some(article)) = (&about.level, page.article()) else { return Vec::new() };
    let settings = &page.book().settings;
    let tags = [
        ("og:type", "article".to_string()),
        ("og:title", about.title.clone()),
        ("og:site_name", settings.name.clone()),
        ("og:locale", settings.language_tag().replace('-', "_")),
        ("og:description", about.description.clone()),
        ("og:url", page.published_at()),
        ("og:image", image(page)),
        ("article:published_time", settings.published_as_known(article.meta.date)),
    ];
    let filled = tags.into_iter().filter(|(_, content)| !content.is_empty());
    filled.map(|(name, content)| Meta { name: name.to_string(), content }).collect()
}

/// The whole address of a report's first picture; empty where it has none, and for a site without an address.
pub fn image(page: Page) -> String {
    let base = &page.book().settings.base_url;
    let image = page.article().and_then(first_picture).filter(|_| !base.is_empty());
    image.map_or_else(String::new, |image| address::published(base, &format!("images/{image}")))
}

fn first_picture(article: &Article) -> Option<&String> {
    let pictures = article::blocks(article).into_iter().filter_map(|block| match block {
        Block::Photo(photo) => photo.image.as_ref(),
        _ => None,
    });
    pictures.into_iter().next()
}

fn breadcrumbs(page: Page, path: &[Link]) -> String {
    let settings = &page.book().settings;
    if path.len() < 2 || settings.base_url.is_empty() || page.making() == Some(&Making::NotFound) {
        return String::new();
    }
    let item = |(i, step): (usize, &Link)| {
        let mut item = json!({ "@type": "ListItem", "position": i + 1, "name": step.text });
        let file = address::meant(page.path, &step.href).filter(|_| !step.href.is_empty());
        if let Some(file) = file {
            item["item"] = json!(address::published(&settings.base_url, &file));
        }
        item
    };
    let items: Vec<_> = path.iter().enumerate().map(item).collect();
    script_text(&json!({
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": items,
    }))
}
