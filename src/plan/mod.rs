//! From book, articles and theme to the site: every file to be made, each path once, with what makes it. Makes nothing.

pub mod address;
mod again;
pub mod download;
mod machines;
mod portion;
mod search;

pub use again::Plans;
pub use download::Subject;
pub use portion::{MOST_PORTIONS, Portion};
pub use search::{SearchFile, Shards};

use crate::derive::Book;
use crate::finding::{Finding, Place};
use crate::model::article::Article;
use crate::model::site::Format;
use crate::model::theme::Theme;
use crate::model::{IndicatorId, RegionCode};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// What makes one file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Making {
    Home,
    Region(RegionCode),
    RegionYear(RegionCode, i32),
    RegionYearPdf(RegionCode, i32),
    Reports,
    /// Position in the articles.
    Report(usize),
    ReportPdf(usize),
    /// The text of a report as written.
    Manuscript(usize),
    Indicators,
    Indicator(IndicatorId),
    Year(i32),
    /// All of a year in one PDF.
    Volume(i32),
    /// Places beside each other, and the figures of one of them for it.
    Compare,
    ComparedPlace(RegionCode),
    /// All of them, or the years to which their own pages lead.
    Sources,
    /// Those that came out in a year, or that have no date.
    SourcesOf(Option<i32>),
    NotFound,
    /// The page on which readers search.
    Search,
    SearchFile(SearchFile),
    /// Reports as a feed, newest first.
    Feed(FeedOf),
    /// The addresses of all pages, or the list of the files that hold them.
    Sitemap,
    /// From 1; only where one file cannot hold all addresses.
    SitemapPart(usize),
    Robots,
    /// A file of the theme, by its path below `assets/`.
    Asset(String),
    /// The figures of something, in a format.
    Data(Subject, Format),
    /// What the columns of its CSV are, as CSVW says it.
    Metadata(Subject),
    /// Every figure that a report prints, with what it was made from.
    Figures(usize),
    /// The data of one chart or table of a report, by its id.
    Part(usize, String),
    /// A picture, by its path below `content/images/`.
    Image(String),
}

/// Which reports a feed holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FeedOf {
    All,
    /// By its name in front matter: `bulletin`.
    Genre(&'static str),
    Region(RegionCode),
}

impl Making {
    pub fn is_pdf(&self) -> bool {
        matches!(self, Self::RegionYearPdf(..) | Self::ReportPdf(_) | Self::Volume(_))
    }

    /// Of which figures a file of data is, and how it is written.
    pub fn figures(&self) -> Option<(Subject, Format)> {
        match self {
            Self::Data(subject, format) => Some((*subject, *format)),
            _ => None,
        }
    }
}

/// The plan of every file: path below the output folder → what makes it.
#[derive(Clone, Debug, Default, Hash)]
pub struct Site {
    pub files: BTreeMap<String, Making>,
    /// How many files the search index has.
    pub shards: Shards,
}

impl Site {
    pub fn has_pdfs(&self) -> bool {
        self.files.values().any(Making::is_pdf)
    }

    /// The years of which anything is shown.
    pub fn years(&self) -> Vec<i32> {
        let year = |making: &Making| match making {
            Making::Year(year) => Some(*year),
            _ => None,
        };
        self.files.values().filter_map(year).collect()
    }
}

/// What the plan is made from.
pub struct Material<'a> {
    pub book: &'a Book,
    pub articles: &'a [Article],
    pub theme: &'a Theme,
    /// Paths below `content/images/`.
    pub images: &'a [String],
    /// Whether a year of which there is nothing is empty; else what it has may not have been read.
    pub knows_every_year: bool,
}

/// Which PDFs a site is to have.
#[derive(Clone, Debug, Default)]
pub struct Prints {
    /// One for each report, and for each year of a region.
    pub documents: bool,
    /// The years that become a volume.
    pub volumes: Vec<i32>,
}

impl Prints {
    /// Every document by itself.
    pub fn documents() -> Self {
        Self { documents: true, volumes: Vec::new() }
    }
}

/// Plans the site. Two claims on one path are a finding; paths that differ only in case count as one, because an office's
/// Windows share would merge them.
pub fn site(material: &Material, prints: &Prints) -> (Site, Vec<Finding>) {
    let shards = Shards::of(material);
    planned(claims(material, prints, &shards), shards, material, prints)
}

fn planned(claims: Vec<Making>, shards: Shards, material: &Material, prints: &Prints) -> (Site, Vec<Finding>) {
    let mut planner = Planner { site: Site { shards, ..Site::default() }, ..Planner::default() };
    planner.claim_all(claims, material);
    // Both speak in whole addresses; a site that has none yet has neither.
    if !material.book.settings.base_url.is_empty() {
        for making in machines::for_crawlers(&planner.site) {
            planner.claim(address_of(&making, material), making, material);
        }
    }
    if material.knows_every_year {
        planner.tell_empty_volumes(&material.book.settings.volumes, &prints.volumes);
    }
    planner.tell_files_that_are_folders();
    (planner.site, planner.findings)
}

/// So many sources stand on one page; where there are more, each year has its own.
pub const MOST_SOURCES: usize = 1000;

/// All that is to be made, but what is for crawlers. Of two that want one path the first has it.
fn claims(material: &Material, prints: &Prints, shards: &Shards) -> Vec<Making> {
    let Material { book, articles, theme, images, .. } = *material;
    let mut claims = vec![
        Making::Home,
        Making::Reports,
        Making::Indicators,
        Making::Compare,
        Making::Sources,
        Making::NotFound,
        Making::Search,
    ];
    claims.extend(book.regions.iter().map(|region| Making::Region(region.code)));
    let region_years = book.region_years();
    let mut regions: Vec<RegionCode> = region_years.iter().map(|(code, _)| *code).collect();
    regions.dedup();
    claims.extend(regions.into_iter().map(Making::ComparedPlace));
    for (code, year) in &region_years {
        claims.push(Making::RegionYear(*code, *year));
        claims.extend(prints.documents.then_some(Making::RegionYearPdf(*code, *year)));
    }
    let years = region_years.iter().map(|(_, year)| *year).chain(articles.iter().map(|article| article.meta.year));
    for year in years.collect::<BTreeSet<i32>>() {
        claims.push(Making::Year(year));
        claims.extend(prints.volumes.contains(&year).then_some(Making::Volume(year)));
    }
    for i in 0..articles.len() {
        claims.extend([Making::Report(i), Making::Manuscript(i)]);
        claims.extend(prints.documents.then_some(Making::ReportPdf(i)));
    }
    claims.extend(book.vocabulary.iter().map(|(id, _)| Making::Indicator(id)));
    claims.extend(shards.files().map(Making::SearchFile));
    let tally = book.tally();
    if tally.sources.len() > MOST_SOURCES {
        claims.extend(tally.source_years().map(|(year, _)| Making::SourcesOf(year)));
    }
    claims.extend(download::all(material));
    claims.extend(theme.assets.keys().cloned().map(Making::Asset));
    claims.extend(images.iter().cloned().map(Making::Image));
    claims.extend(machines::feeds(articles));
    claims
}

fn address_of(making: &Making, material: &Material) -> String {
    address::of(making, material.book, material.articles)
}

#[derive(Default)]
struct Planner {
    site: Site,
    /// Lower-case path → path, where the two differ or several paths have claimed it; else the plan itself has the path.
    taken: BTreeMap<String, String>,
    findings: Vec<Finding>,
}

impl Planner {
    /// A path that is a file for one and a folder for another cannot be published.
    fn tell_files_that_are_folders(&mut self) {
        let mut before = "";
        for path in self.site.files.keys() {
            let folders = std::iter::successors(folder_of(path), |folder| folder_of(folder));
            // Paths come in order: what lies above the one before has been looked at.
            for folder in folders.take_while(|folder| !is_at_or_below(before, folder)) {
                if self.claimed(&lowered(folder)).is_some() {
                    self.findings.push(
                        Finding::error(
                            "path-claimed-twice",
                            Place::file("content/site.yaml"),
                            format!("“{folder}”既是文件，又是“{path}”的文件夹"),
                            format!("{folder} is a file, and the folder of {path}"),
                        )
                        .help("给其中一个改名", "rename one of them"),
                    );
                }
            }
            before = folder_of(path).unwrap_or("");
        }
    }

    /// A book needs something to hold: those that the settings name, and those that this run was asked for.
    fn tell_empty_volumes(&mut self, settled: &[i32], asked: &[i32]) {
        let years = self.site.years();
        let is_empty = |year: &&i32| !years.contains(year);
        let asked = asked.iter().filter(|year| !settled.contains(year)).filter(is_empty);
        let settled = settled.iter().filter(is_empty);
        self.findings.extend(settled.map(|year| empty_volume(*year, &years)));
        // They are written in no file: the finding stands where their reports would.
        self.findings.extend(asked.map(|year| {
            let place = Place::file(&format!("content/reports/{year}"));
            Finding { place, ..empty_volume(*year, &years) }
        }));
    }

    /// The path that last claimed one in lower case.
    fn claimed(&self, lower: &str) -> Option<&str> {
        let planned = || self.site.files.get_key_value(lower).map(|(path, _)| path);
        self.taken.get(lower).or_else(planned).map(String::as_str)
    }

    /// What claim after claim would give. Nearly always nobody has a capital in a path, and nobody else wants it: then all find their places
    /// at once.
    fn claim_all(&mut self, claims: Vec<Making>, material: &Material) {
        let claimed = |(i, making)| (address_of(&making, material), i, making);
        let mut claims: Vec<(String, usize, Making)> = claims.into_par_iter().enumerate().map(claimed).collect();
        claims.par_sort_unstable_by(|(a, i, _), (b, j, _)| (a, i).cmp(&(b, j)));
        let is_free = |pair: &[(String, usize, Making)]| pair[0].0 != pair[1].0;
        let has_no_capital = |(path, ..): &(String, usize, Making)| *lowered(path) == **path;
        if claims.par_windows(2).all(is_free) && claims.par_iter().all(has_no_capital) {
            self.site.files = claims.into_iter().map(|(path, _, making)| (path, making)).collect();
            return;
        }
        claims.sort_by_key(|(_, i, _)| *i);
        claims.into_iter().for_each(|(path, _, making)| self.claim(path, making, material));
    }

    fn claim(&mut self, path: String, making: Making, material: &Material) {
        let lower = lowered(&path);
        let other = self.claimed(&lower).map(str::to_string);
        if other.is_some() || lower != path {
            self.taken.insert(lower.into_owned(), path.clone());
        }
        if let Some(other) = other {
            let file = match &making {
                Making::Report(i)
                | Making::ReportPdf(i)
                | Making::Manuscript(i)
                | Making::Figures(i)
                | Making::Part(i, _) => material.articles[*i].file.to_string(),
                Making::Image(image) => format!("content/images/{image}"),
                Making::Indicator(_) => "content/indicators.yaml".to_string(),
                _ => "content/site.yaml".to_string(),
            };
            // What stands beside a page is claimed twice with it: one finding tells the file.
            let is_told = |told: &Finding| told.code == "path-claimed-twice" && *told.place.file == *file;
            if self.findings.iter().any(is_told) {
                return;
            }
            self.findings.push(
                Finding::error(
                    "path-claimed-twice",
                    Place::file(&file),
                    format!("网址“{path}”有两处要用（另一处是“{other}”）"),
                    format!("two things claim the path {path} (the other is {other})"),
                )
                .help("给其中一个改名", "rename one of them"),
            );
            return;
        }
        self.site.files.insert(path, making);
    }
}

/// A path without capitals; nearly every one has none.
fn lowered(path: &str) -> Cow<'_, str> {
    match path.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        true => Cow::Borrowed(path),
        false => Cow::Owned(path.to_lowercase()),
    }
}

fn folder_of(path: &str) -> Option<&str> {
    Some(path.rsplit_once('/')?.0)
}

fn is_at_or_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn empty_volume(year: i32, known: &[i32]) -> Finding {
    let listed = |mark: &str| known.iter().map(i32::to_string).collect::<Vec<_>>().join(mark);
    let finding = Finding::error(
        "empty-volume",
        Place::text("content/site.yaml", year.to_string()),
        format!("{year}年没有数据，也没有文稿，印不成一册"),
        format!("{year} has neither figures nor reports for a volume"),
    );
    match known.is_empty() {
        true => finding.help("先写数据或文稿", "write figures or reports first"),
        false => finding.help(format!("有的年份：{}", listed("、")), format!("years with some: {}", listed(", "))),
    }
}
