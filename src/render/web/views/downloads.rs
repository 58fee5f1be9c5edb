//! What a page hands out: links to its files of data, and the same as structured data. Comes in: the page and what it is
//! about. Goes out: views. The files themselves are made in `render/data`.

use crate::model::article::Article;
use crate::model::site::Format;
use crate::plan::{Subject, address, download::METADATA};
use crate::render::web::page::{Page, Stand};
use serde::Serialize;
use serde_json::{Value, json};

/// A file to take away.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Download {
    /// What kind of file it is: Excel 工作簿, CSV …
    pub text: String,
    /// Relative to the page.
    pub href: String,
    /// The name under which it is saved: `511100-2023.csv`.
    pub file: String,
    /// `text/csv`, for the `type` of a link.
    pub media_type: String,
    /// How large it is, in words: 120行; empty where that tells nothing.
    pub size: String,
}

/// The files of a page about figures, the most asked for first. Only what the site makes is there; of a region's year the
/// CSV, and the files of the region with all its years.
pub fn of(page: Page, subject: Subject) -> Vec<Download> {
    let formats = [(Format::Workbook, "download_xlsx"), (Format::Csv, "download_csv"), (Format::Json, "download_json")];
    let rows = |subject| page.words.fill("download_rows", &[("count", &page.records.count(subject).to_string())]);
    let mut kept = vec![(subject, rows(subject))];
    if let Subject::RegionYear(code, _) = subject {
        kept.push((Subject::Region(code), page.word("all_years")));
    }
    let file = |(format, word): (Format, &str)| {
        kept.iter().find_map(|(subject, size)| {
            let path = address::data(page.book(), *subject, format);
            download(page, &path, page.word(word), format.media_type(), size.clone())
        })
    };
    let mut downloads: Vec<Download> = formats.into_iter().filter_map(file).collect();
    let metadata = address::download(&address::page_of(page.book(), subject), METADATA);
    let word = page.word("download_metadata");
    downloads.extend(download(page, &metadata, word, "application/csvm+json", String::new()));
    downloads
}

/// The figures that a report prints; its charts and tables hand out their own data.
pub fn of_report(page: Page, article: &Article) -> Vec<Download> {
    let word = page.word("download_figures");
    download(page, &address::figures(article), word, Format::Csv.media_type(), String::new()).into_iter().collect()
}

/// `distribution` of a schema.org Dataset: the same files by their published addresses; nothing where the site has none.
pub fn distribution(page: Page) -> Option<Value> {
    let base = &page.book().settings.base_url;
    let file = |(_, format): &(&str, Format)| {
        let path = address::download(page.path, format.ending());
        let is_made = !base.is_empty() && page.world.site.files.contains_key(&path);
        is_made.then(|| {
            json!({
                "@type": "DataDownload",
                "contentUrl": address::published(base, &path),
                "encodingFormat": format.media_type(),
            })
        })
    };
    let files: Vec<Value> = Format::NAMES.iter().filter_map(file).collect();
    (!files.is_empty()).then_some(Value::Array(files))
}

/// The data of one chart or table of a page: its own file, else that of the page; empty where there is neither. The charts
/// of a region's year show other years too, and so their data are the region's.
pub fn of_part(page: Page, id: &str) -> String {
    let own = page.link_if_made(&address::part(page.path, id));
    match page.stand {
        _ if !own.is_empty() => own,
        Stand { region: Some(code), year: Some(_), .. } => of_subject(page, Subject::Region(code)),
        _ => of_page(page),
    }
}

/// The CSV of a subject, from any page; empty where the site hands out none.
pub fn of_subject(page: Page, subject: Subject) -> String {
    page.link_if_made(&address::data(page.book(), subject, Format::Csv))
}

/// The CSV of the page; empty where there is none.
pub fn of_page(page: Page) -> String {
    page.link_if_made(&address::download(page.path, Format::Csv.ending()))
}

fn download(page: Page, path: &str, text: String, media_type: &str, size: String) -> Option<Download> {
    let href = page.link_if_made(path);
    let file = path.rsplit('/').next().unwrap_or(path).to_string();
    (!href.is_empty()).then(|| Download { text, href, file, media_type: media_type.to_string(), size })
}
