//! The address of everything that the site shows: the path of its file below the output folder. All links are made from
//! these, so that they cannot lead nowhere.

use super::download::METADATA;
use super::{FeedOf, Making, Subject};
use crate::derive::Book;
use crate::model::article::Article;
use crate::model::site::Format;
use crate::model::{IndicatorId, RegionCode};
use crate::source::beside;
use std::borrow::Cow;

pub const HOME: &str = "index.html";
pub const REPORTS: &str = "reports/index.html";
pub const INDICATORS: &str = "indicators/index.html";
pub const COMPARE: &str = "compare/index.html";
pub const SOURCES: &str = "sources/index.html";
pub const SEARCH: &str = "search/index.html";
pub const NOT_FOUND: &str = "404.html";
pub const SITEMAP: &str = "sitemap.xml";
/// Crawlers ask for it at the root of the host only.
pub const ROBOTS: &str = "robots.txt";

pub fn of(making: &Making, book: &Book, articles: &[Article]) -> String {
    match making {
        Making::Home => HOME.into(),
        Making::Region(code) => region(*code),
        Making::RegionYear(code, year) => region_year(*code, *year),
        Making::RegionYearPdf(code, year) => region_year_pdf(*code, *year),
        Making::Reports => REPORTS.into(),
        Making::Report(i) => report(&articles[*i]),
        Making::ReportPdf(i) => report_pdf(&articles[*i]),
        Making::Manuscript(i) => report_manuscript(&articles[*i]),
        Making::Indicators => INDICATORS.into(),
        Making::Indicator(id) => indicator(book, *id),
        Making::Year(year) => self::year(*year),
        Making::Volume(year) => volume(*year),
        Making::Compare => COMPARE.into(),
        Making::ComparedPlace(code) => compared_place(*code),
        Making::Sources => SOURCES.into(),
        Making::SourcesOf(year) => sources_of(*year),
        Making::NotFound => NOT_FOUND.into(),
        Making::Search => SEARCH.into(),
        Making::SearchFile(file) => format!("search/{}.js", file.name()),
        Making::Feed(of) => feed(*of),
        Making::Sitemap => SITEMAP.into(),
        Making::SitemapPart(number) => sitemap_part(*number),
        Making::Robots => ROBOTS.into(),
        Making::Asset(path) => format!("assets/{path}"),
        Making::Data(subject, format) => data(book, *subject, *format),
        Making::Metadata(subject) => download(&page_of(book, *subject), METADATA),
        Making::Figures(i) => figures(&articles[*i]),
        Making::Part(i, id) => part(&report(&articles[*i]), id),
        Making::Image(path) => format!("images/{path}"),
    }
}

pub fn region(code: RegionCode) -> String {
    format!("regions/{code}/index.html")
}

pub fn region_year(code: RegionCode, year: i32) -> String {
    format!("regions/{code}/{year}/index.html")
}

/// The figures of a place for the page that compares.
pub fn compared_place(code: RegionCode) -> String {
    format!("compare/{code}.js")
}

pub fn region_year_pdf(code: RegionCode, year: i32) -> String {
    format!("regions/{code}/{year}/{code}-{year}.pdf")
}

pub fn report(article: &Article) -> String {
    format!("reports/{}/{}/index.html", article.meta.year, article.slug)
}

pub fn report_pdf(article: &Article) -> String {
    format!("reports/{}/{}/{}.pdf", article.meta.year, article.slug, article.slug)
}

/// A report as written.
pub fn report_manuscript(article: &Article) -> String {
    format!("reports/{}/{}/{}.md", article.meta.year, article.slug, article.slug)
}

pub fn indicator(book: &Book, id: IndicatorId) -> String {
    format!("indicators/{}/index.html", book.vocabulary.get(id).slug)
}

pub fn year(year: i32) -> String {
    format!("years/{year}/index.html")
}

pub fn volume(year: i32) -> String {
    format!("years/{year}/{year}.pdf")
}

/// Sources that came out in a year, or that have no date, where one page cannot hold all.
pub fn sources_of(year: Option<i32>) -> String {
    match year {
        Some(year) => format!("sources/{year}/index.html"),
        None => "sources/undated/index.html".into(),
    }
}

/// The page that shows what a file of figures hands out.
pub fn page_of(book: &Book, subject: Subject) -> String {
    match subject {
        Subject::Region(code) => region(code),
        Subject::RegionYear(code, year) => region_year(code, year),
        Subject::Year(year) => self::year(year),
        Subject::Indicator(id) => indicator(book, id),
    }
}

pub fn data(book: &Book, subject: Subject, format: Format) -> String {
    download(&page_of(book, subject), format.ending())
}

pub fn figures(article: &Article) -> String {
    part(&report(article), "figures")
}

/// The data of one chart or table of a page.
pub fn part(page: &str, id: &str) -> String {
    download(page, &format!("-{id}.csv"))
}

/// What is handed out beside a page: in its folder, and named so that it still says what it is among somebody's downloads:
/// `regions/511100/2023/511100-2023.csv`, `indicators/income/income.xlsx`, `reports/2023/gongzuo/gongzuo-chart-1.csv`.
pub fn download(page: &str, ending: &str) -> String {
    let folder = page.strip_suffix("/index.html").unwrap_or(page);
    let mut parts = folder.rsplit('/');
    let (last, above) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    match folder.starts_with("regions/") && above != "regions" {
        true => format!("{folder}/{above}-{last}{ending}"),
        false => format!("{folder}/{last}{ending}"),
    }
}

/// All feeds lie in one folder: `feeds/all.xml`, `feeds/bulletin.xml`, `feeds/511100.xml`. Genres are letters and codes
/// are digits, so no two meet.
pub fn feed(of: FeedOf) -> String {
    match of {
        FeedOf::All => "feeds/all.xml".into(),
        FeedOf::Genre(genre) => format!("feeds/{genre}.xml"),
        FeedOf::Region(code) => format!("feeds/{code}.xml"),
    }
}

/// Beside [`SITEMAP`]: a file speaks of nothing above its own folder.
pub fn sitemap_part(number: usize) -> String {
    format!("sitemap-{number}.xml")
}

/// The address under which a file is published, in ASCII; empty for a site that has no address yet.
pub fn published(base_url: &str, path: &str) -> String {
    if base_url.is_empty() {
        return String::new();
    }
    let mut address = base_url.to_string();
    for c in encoded(path).chars() {
        match c.is_ascii() {
            true => address.push(c),
            false => c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| address.push_str(&format!("%{byte:02X}"))),
        }
    }
    address
}

/// The file of the site that an address below its base means: `reports/` is `reports/index.html`. `None` for an address of
/// anything else, and for a site that has no address yet.
pub fn below(base_url: &str, address: &str) -> Option<String> {
    if base_url.is_empty() {
        return None;
    }
    // The base itself, with or without the slash at its end.
    let rest = match address.strip_prefix(base_url) {
        Some(rest) => rest,
        None => address
            .strip_prefix(base_url.trim_end_matches('/'))
            .filter(|rest| rest.is_empty() || rest.starts_with(['?', '#']))?,
    };
    let path = decoded(rest.split(['?', '#']).next().unwrap_or_default());
    Some(if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.into_owned() })
}

/// The file that a relative link on a page means; the reverse of [`link()`]. `None` where it leads out of the site.
pub fn meant(page: &str, link: &str) -> Option<String> {
    let path = link.split(['?', '#']).next().unwrap_or_default();
    if path.is_empty() { Some(page.to_string()) } else { beside(page, &decoded(path)) }
}

/// The path of the base address on its host: `/yearbook/`. Empty where there is no base.
pub fn base_path(base_url: &str) -> &str {
    let from_host = base_url.split_once("://").map_or("", |(_, rest)| rest);
    from_host.find('/').map_or("", |slash| &from_host[slash..])
}

/// With `%E4` made into the byte that it stands for. What makes no UTF-8 stays as it was.
pub fn decoded(address: &str) -> Cow<'_, str> {
    if !address.contains('%') {
        return address.into();
    }
    let bytes = address.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let digits = bytes.get(at + 1..at + 3).and_then(|pair| std::str::from_utf8(pair).ok());
        let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match byte.filter(|_| bytes[at] == b'%') {
            Some(byte) => {
                plain.push(byte);
                at += 3;
            }
            None => {
                plain.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(plain).map_or(address.into(), Cow::Owned)
}

/// The `id` of a domain on the page of a region and year.
pub fn domain_anchor(id: &str) -> String {
    if is_of_the_page(id) { format!("domain-{id}") } else { id.to_string() }
}

/// Whether the templates give this `id` to a place of their own.
pub fn is_of_the_page(id: &str) -> bool {
    // The others begin with a mark that no id of a vocabulary has: `_trace`.
    ["main", "sources"].contains(&id) || ["source-", "chart-", "domain-"].iter().any(|prefix| id.starts_with(prefix))
}

/// The relative link from one file of the site to another: `../../assets/style.css`.
pub fn link(from: &str, to: &str) -> String {
    let alike = from.bytes().zip(to.bytes()).take_while(|(here, there)| here == there).enumerate();
    let shared = alike.filter(|(_, (byte, _))| *byte == b'/').last().map_or(0, |(slash, _)| slash + 1);
    let up = from.bytes().skip(shared).filter(|byte| *byte == b'/').count();
    let to = encoded(&to[shared..]);
    let mut link = String::with_capacity(3 * up + to.len());
    (0..up).for_each(|_| link.push_str("../"));
    link.push_str(&to);
    link
}

/// Characters that would end an address or change its meaning are percent-encoded; Han characters stay readable.
fn encoded(path: &str) -> Cow<'_, str> {
    let is_encoded = |byte: u8| {
        matches!(byte, b' ' | b'%' | b'#' | b'?' | b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}')
    };
    if !path.bytes().any(is_encoded) {
        return path.into();
    }
    let mut encoded = String::with_capacity(path.len() + 8);
    for c in path.chars() {
        match u8::try_from(c) {
            Ok(byte) if is_encoded(byte) => encoded.push_str(&format!("%{byte:02X}")),
            _ => encoded.push(c),
        }
    }
    encoded.into()
}

#[cfg(test)]
mod tests {
    use super::{base_path, below, download, link, meant, published, region_year, region_year_pdf};
    use crate::model::RegionCode;

    #[test]
    fn downloads_say_what_they_are() {
        let code = RegionCode::parse("511100").unwrap();
        assert_eq!(download(&region_year(code, 2023), ".csv"), "regions/511100/2023/511100-2023.csv");
        assert_eq!(download(&region_year(code, 2023), ".pdf"), region_year_pdf(code, 2023));
        assert_eq!(download("regions/511100/index.html", ".xlsx"), "regions/511100/511100.xlsx");
        assert_eq!(download("indicators/income/index.html", ".json"), "indicators/income/income.json");
        assert_eq!(download("reports/2023/a/index.html", "-chart-1.csv"), "reports/2023/a/a-chart-1.csv");
    }

    #[test]
    fn links_are_relative_and_shortest() {
        assert_eq!(link("index.html", "assets/style.css"), "assets/style.css");
        assert_eq!(link("regions/511100/2023/index.html", "assets/style.css"), "../../../assets/style.css");
        assert_eq!(link("regions/511100/2023/index.html", "regions/511100/index.html"), "../index.html");
        assert_eq!(link("reports/2023/a/index.html", "reports/2023/a/a.pdf"), "a.pdf");
        assert_eq!(link("404.html", "index.html"), "index.html");
        assert_eq!(link("index.html", "images/增长 100%图#1.png"), "images/增长%20100%25图%231.png");
    }

    #[test]
    fn a_link_means_the_file_that_it_was_made_for() {
        let files =
            ["index.html", "regions/511100/2023/index.html", "reports/2023/a/a.pdf", "images/增长 100%图#1.png"];
        for from in files {
            for to in files {
                assert_eq!(meant(from, &link(from, to)).as_deref(), Some(to), "{from}");
            }
        }
        assert_eq!(meant("a/index.html", "#x").as_deref(), Some("a/index.html"));
        assert_eq!(meant("a/index.html", "../b.html?q=1#x").as_deref(), Some("b.html"));
        assert_eq!(meant("a/index.html", "../../b.html"), None);
    }

    #[test]
    fn a_published_address_is_ascii_and_leads_back_to_its_file() {
        let base = "https://example.gov.cn/yearbook/";
        for file in ["index.html", "images/增长 100%图#1.png"] {
            let address = published(base, file);
            assert!(address.is_ascii() && !address.contains(' '), "{address}");
            assert_eq!(below(base, &address).as_deref(), Some(file));
        }
        assert_eq!(below(base, "https://example.gov.cn/yearbook").as_deref(), Some("index.html"));
        assert_eq!(below(base, "https://example.gov.cn/yearbook/reports/?a#b").as_deref(), Some("reports/index.html"));
        assert_eq!(below(base, "https://example.gov.cn/yearbooks/"), None);
        assert_eq!(below("", "https://example.gov.cn/"), None);
        assert_eq!((base_path(base), base_path("https://a.b/"), base_path("")), ("/yearbook/", "/", ""));
    }
}
