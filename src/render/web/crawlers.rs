//! What crawlers ask a site for: `robots.txt` and the sitemap (sitemaps.org, 0.9). Made only for a site that has an address.
//! The day of last change is given where the content says one, that of a report; no other is made up.

use super::page::Page;
use super::typeset::escape;
use crate::plan::{Making, address};

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// Everything may be read. Crawlers look for this at the root of the host: a site below it hands the line on.
pub fn robots(page: Page) -> String {
    format!("User-agent: *\nAllow: /\n\nSitemap: {}\n", published(page, address::SITEMAP))
}

/// All pages, or the list of the parts where one file does not hold them.
pub fn sitemap(page: Page) -> String {
    let sitemaps = page.world.site.sitemaps();
    match sitemaps.as_slice() {
        [all] => urls(page, all),
        parts => {
            let mut xml = head("sitemapindex");
            for number in 1..=parts.len() {
                let part = published(page, &address::sitemap_part(number));
                xml.push_str(&format!("<sitemap><loc>{}</loc></sitemap>\n", escape(&part)));
            }
            xml + "</sitemapindex>\n"
        }
    }
}

/// The pages of one part, from 1.
pub fn sitemap_part(page: Page, number: usize) -> String {
    let sitemaps = page.world.site.sitemaps();
    urls(page, sitemaps.get(number.wrapping_sub(1)).map_or(&[], Vec::as_slice))
}

fn urls(page: Page, pages: &[(&str, &Making)]) -> String {
    let mut xml = head("urlset");
    for (path, making) in pages {
        let changed = last_change(page, making).map_or_else(String::new, |day| format!("<lastmod>{day}</lastmod>"));
        xml.push_str(&format!("<url><loc>{}</loc>{changed}</url>\n", escape(&published(page, path))));
    }
    xml + "</urlset>\n"
}

/// The date of a report, as precise as it is; of the list of reports that of the newest.
fn last_change(page: Page, making: &Making) -> Option<String> {
    let report = match making {
        Making::Report(i) => *i,
        Making::Reports => *page.index.reports.first()?,
        _ => return None,
    };
    Some(page.world.articles.get(report)?.meta.date.iso())
}

fn head(element: &str) -> String {
    format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<{element} xmlns=\"{NAMESPACE}\">\n")
}

fn published(page: Page, path: &str) -> String {
    address::published(&page.book().settings.base_url, path)
}
