//! Reports as Atom feeds (RFC 4287), newest first. Comes in: which reports. Goes out: XML. There is no clock: a feed was
//! updated when its newest report was published.

use super::page::Page;
use super::typeset::escape;
use super::views::head::feed_title;
use crate::model::article::Article;
use crate::plan::{FeedOf, address};

/// How many reports a feed holds. Readers ask for it again and again; what is older stands on the site.
const ENTRIES: usize = 100;

/// The XML of one feed at the path of `page`. Links are whole addresses where the site has one, else they lead from the feed's
/// own file.
pub fn atom(page: Page, of: FeedOf) -> String {
    let settings = &page.book().settings;
    let all = match of {
        FeedOf::All | FeedOf::Genre(_) => page.index.reports.as_slice(),
        FeedOf::Region(code) => page.index.reports_of(code),
    };
    let articles = all.iter().map(|i| &page.world.articles[*i]);
    let told = articles.filter(|article| !matches!(of, FeedOf::Genre(genre) if article.genre.name() != genre));
    let told: Vec<&Article> = told.take(ENTRIES).collect();
    let shown_on = match of {
        FeedOf::Region(code) => address::region(code),
        _ => address::REPORTS.to_string(),
    };
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    xml.push_str(&format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n",
        escape(page.book().settings.language_tag())
    ));
    element(&mut xml, "id", &id(page, &identity(of)));
    element(&mut xml, "title", &feed_title(page, of));
    element(&mut xml, "subtitle", &settings.description);
    let newest = told.first().map_or_else(String::new, |article| settings.published_at_rfc3339(article.meta.date));
    element(&mut xml, "updated", &newest);
    author(&mut xml, page);
    if !settings.base_url.is_empty() {
        link(&mut xml, "self", "application/atom+xml", &page.published_at());
    }
    link(&mut xml, "alternate", "text/html", &leads_to(page, &shown_on));
    told.into_iter().for_each(|article| entry(&mut xml, page, article));
    xml.push_str("</feed>\n");
    xml
}

fn entry(xml: &mut String, page: Page, article: &Article) {
    let meta = &article.meta;
    let published = page.book().settings.published_at_rfc3339(meta.date);
    xml.push_str("<entry>\n");
    element(xml, "id", &id(page, &format!("reports/{}/{}", meta.year, article.slug)));
    element(xml, "title", &meta.title);
    element(xml, "published", &published);
    element(xml, "updated", &published);
    link(xml, "alternate", "text/html", &leads_to(page, &address::report(article)));
    let pdf = address::report_pdf(article);
    if page.world.site.files.contains_key(&pdf) {
        link(xml, "enclosure", "application/pdf", &leads_to(page, &pdf));
    }
    let (genre, words) = (article.genre.name(), article.genre.chinese_name());
    xml.push_str(&format!("<category term=\"{genre}\" label=\"{words}\"/>\n"));
    xml.push_str(&format!("<category term=\"{}\" label=\"{}\"/>\n", meta.region, escape(&page.name(meta.region))));
    element(xml, "summary", &meta.description);
    xml.push_str("</entry>\n");
}

/// The publisher, else the site: RFC 4287 wants an author with a name.
fn author(xml: &mut String, page: Page) {
    let settings = &page.book().settings;
    let name = if settings.publisher.is_empty() { &settings.name } else { &settings.publisher };
    xml.push_str("<author>\n");
    element(xml, "name", name);
    xml.push_str("</author>\n");
}

/// Nothing for an empty text.
fn element(xml: &mut String, name: &str, text: &str) {
    if !text.is_empty() {
        xml.push_str(&format!("<{name}>{}</{name}>\n", escape(text)));
    }
}

fn link(xml: &mut String, relation: &str, media_type: &str, href: &str) {
    xml.push_str(&format!("<link rel=\"{relation}\" type=\"{media_type}\" href=\"{}\"/>\n", escape(href)));
}

fn leads_to(page: Page, path: &str) -> String {
    let base = &page.book().settings.base_url;
    if base.is_empty() { page.to(path) } else { address::published(base, path) }
}

/// What a feed is among those of its site, whatever its address.
fn identity(of: FeedOf) -> String {
    match of {
        FeedOf::All => "feed".into(),
        FeedOf::Genre(genre) => format!("feed/{genre}"),
        FeedOf::Region(code) => format!("feed/{code}"),
    }
}

/// A URN that stays the same while the site is the same: made from `feed_id`, else from the base address without its scheme,
/// else from the site's name. It is a UUID of our own making (RFC 9562, 5.8), because a `tag:` would want a day on which the
/// office already had the domain, and a site in a folder has no domain at all.
fn id(page: Page, identity: &str) -> String {
    let settings = &page.book().settings;
    let seeds = [&settings.feed_id, &settings.base_url, &settings.name];
    let seed = seeds.into_iter().find(|seed| !seed.is_empty()).map_or("", String::as_str);
    let seed = seed.split_once("://").map_or(seed, |(_, address)| address).trim_end_matches('/');
    let mut hasher = blake3::Hasher::new();
    hasher.update(seed.as_bytes());
    hasher.update(b"\n");
    hasher.update(identity.as_bytes());
    let mut bytes: [u8; 16] = [0; 16];
    bytes.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}
