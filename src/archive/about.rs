//! What a bag says of itself: `bag-info.txt` for programs and people, and `metadata.xml`, the words of an archive for the same (after
//! DA/T 80—2019, which governs how web pages of governments are archived). Comes in: the proof. Goes out: texts.

use super::Wish;
use crate::derive::Book;
use crate::model::RegionKind;
use crate::pipeline::Proof;
use quick_xml::escape::escape;
use std::fmt::Write;

/// How many places are named before the rest is counted.
const MOST_NAMED: usize = 20;

/// The lines of `bag-info.txt` (RFC 8493, 2.2.2), ours behind those that it knows.
pub fn info(proof: &Proof, wish: &Wish) -> Vec<(&'static str, String)> {
    let settings = &proof.book.settings;
    let mut info = vec![("Source-Organization", settings.publisher.clone())];
    if !settings.contact.is_empty() {
        info.push(("Contact-Name", settings.contact.clone()));
    }
    info.extend([
        ("External-Description", title(proof, wish)),
        ("External-Identifier", identifier(proof, wish)),
        ("Bagging-Date", wish.date.iso()),
        ("Bag-Group-Identifier", settings.name.clone()),
        ("Bag-Software-Agent", concat!("yearbook ", env!("CARGO_PKG_VERSION")).to_string()),
        ("Yearbook-Year", wish.year.to_string()),
        ("Yearbook-Years-Covered", years(&proof.book)),
        ("Yearbook-Regions", regions(&proof.book, wish.year)),
    ]);
    if !settings.base_url.is_empty() {
        info.push(("Yearbook-Address", settings.base_url.clone()));
    }
    info
}

/// `metadata.xml`: names of elements in Chinese, as the archives' own forms have them.
pub fn metadata(proof: &Proof, wish: &Wish, files: usize, bytes: u64) -> String {
    let settings = &proof.book.settings;
    let pages = proof.site.files.keys().filter(|path| path.ends_with(".html")).count();
    let documents = proof.site.files.keys().filter(|path| path.ends_with(".pdf")).count();
    let fields = [
        ("题名", title(proof, wish)),
        ("网站名称", settings.name.clone()),
        ("网址", settings.base_url.clone()),
        ("网站标识码", settings.site_id_code.clone()),
        ("责任者", settings.publisher.clone()),
        ("联系方式", settings.contact.clone()),
        ("归档年度", wish.year.to_string()),
        ("数据年份", years(&proof.book)),
        ("地区", regions(&proof.book, wish.year)),
        ("归档日期", wish.date.iso()),
        ("语种", settings.language_tag().to_string()),
        ("网页数", pages.to_string()),
        ("PDF文件数", documents.to_string()),
        ("文件总数", files.to_string()),
        ("字节总数", bytes.to_string()),
        ("文件格式", "HTML、PDF/A-3a、CSV、JSON、XLSX、YAML、Markdown".to_string()),
        ("标识符", identifier(proof, wish)),
        ("校验算法", "SHA-256、SHA-512".to_string()),
        ("生成软件", concat!("yearbook ", env!("CARGO_PKG_VERSION")).to_string()),
        ("使用许可", settings.licence.clone()),
    ];
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<网站归档元数据>\n");
    for (name, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
        // Writing into a text cannot fail.
        let _ = writeln!(xml, "  <{name}>{}</{name}>", escape(value));
    }
    xml + "</网站归档元数据>\n"
}

fn title(proof: &Proof, wish: &Wish) -> String {
    format!("{}{}年归档", proof.book.settings.name, wish.year)
}

/// The office's number for its site where it has one, else its name.
fn identifier(proof: &Proof, wish: &Wish) -> String {
    let settings = &proof.book.settings;
    let site = if settings.site_id_code.is_empty() { &settings.short } else { &settings.site_id_code };
    format!("{site}-{}", wish.year)
}

/// `2018-2025`, from the first year with figures to the last.
fn years(book: &Book) -> String {
    let years = book.region_years().into_iter().map(|(_, year)| year);
    match years.clone().min().zip(years.max()) {
        Some((first, last)) if first < last => format!("{first}-{last}"),
        Some((only, _)) => only.to_string(),
        None => String::new(),
    }
}

/// The places that have figures of a year; the nation stands beside them for comparison.
fn regions(book: &Book, year: i32) -> String {
    let of_year = book.region_years().into_iter().filter(|(_, of)| *of == year).map(|(code, _)| code);
    let is_nation = |code| book.regions.get(code).is_some_and(|region| region.kind == RegionKind::Country);
    let names: Vec<String> = of_year
        .filter(|code| !is_nation(*code))
        .map(|code| format!("{}（{code}）", book.regions.name_of(code)))
        .collect();
    match names.len() {
        0..=MOST_NAMED => names.join("、"),
        many => format!("{}等{many}地", names[..MOST_NAMED].join("、")),
    }
}
