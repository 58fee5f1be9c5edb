//! How long a PDF takes in a process that is warm, and whether memory stays flat over 2,000 of them, beside WeasyPrint and
//! headless Chromium on equal documents. `cargo bench --bench print`; `-- --own` leaves the peers out, `-- --repeat KIND`
//! sets notices, reports, tables or long reports for half a minute, `-- --repeat KIND COUNT` so many of them, for a profiler. Nothing
//! passes or fails.
//!
//! WeasyPrint is looked for in the Python that `PYTHON` names (python3), Chromium as `chromium`.
#![allow(clippy::disallowed_methods, reason = "a benchmark measures the clock and runs its peers")]

#[path = "../audit/docs.rs"]
mod docs;
mod documents;
mod html;
mod memory;
mod peers;

use documents::Kind;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};
use yearbook::pipeline::{self, Proof, Request};
use yearbook::plan::Making;
use yearbook::render::print::{FontBook, Press};

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let folder = tempfile::tempdir().expect("a temporary folder");
    documents::write(folder.path());
    let request = Request { root: folder.path().to_path_buf(), theme: None, prints: Default::default() };
    let proof = pipeline::proof(&request).expect("the disk works");
    let error = proof.findings.iter().find(|f| yearbook::finding::has_error(std::slice::from_ref(*f)));
    assert!(error.is_none(), "{error:?}");
    let workshop = Workshop::new(&proof);
    match arguments.first().map(String::as_str) {
        Some("--repeat") => {
            let count = arguments.get(2).map(|count| count.parse().expect("a number of documents"));
            repeat(&workshop, arguments.get(1).map_or("notices", String::as_str), count)
        }
        first => {
            let with_peers = first != Some("--own");
            // Before the long document, whose memory the allocator would keep.
            let memory = memory::table(&workshop);
            let results = format!("{}\n{memory}", times(&workshop, folder.path(), with_peers));
            println!("{results}");
            if with_peers {
                docs::keep("print", &results);
            }
        }
    }
}

/// What the theme gives a 公文 and an article of a yearbook.
const NOTICE: html::Sizes = html::Sizes { margin: "37mm 26mm 35mm 28mm", size: "15.75pt", pitch: "29.6pt" };
const BOOK: html::Sizes = html::Sizes { margin: "30mm 25mm 27mm 27mm", size: "12pt", pitch: "21pt" };

/// Everything that a PDF is made with.
struct Workshop<'a> {
    proof: &'a Proof,
    press: Press<'a>,
    fonts: FontBook,
}

impl<'a> Workshop<'a> {
    fn new(proof: &'a Proof) -> Self {
        let press = Press::new(proof.world()).expect("the theme is sound").with_texts(&proof.texts);
        Self { proof, press, fonts: FontBook::scan(&[]) }
    }

    /// The reports of a kind, as PDFs to make.
    fn reports(&self, kind: Kind) -> Vec<Making> {
        let articles = self.proof.articles.iter().enumerate();
        articles
            .filter(|(_, article)| article.slug.starts_with(kind.prefix()))
            .map(|(i, _)| Making::ReportPdf(i))
            .collect()
    }

    /// One PDF, from the composed article to its bytes.
    fn pdf(&self, making: &Making) -> Vec<u8> {
        let sheet = self.press.sheet(making).expect("the templates are sound");
        self.press.pdf(&self.fonts, &sheet, making).unwrap_or_else(|findings| panic!("{findings:?}"))
    }

    /// A report as a page for a browser, with charts as large as those of its PDF.
    fn html(&self, kind: Kind, making: &Making) -> String {
        let Making::ReportPdf(report) = making else { unreachable!("the peers make reports") };
        let sizes = if kind == Kind::Notice { NOTICE } else { BOOK };
        html::of(&self.proof.articles[*report], &sizes)
    }
}

/// What is timed: a kind of document, its name, what it may take, and in how many runs.
const TASKS: [(Kind, &str, &str, usize); 4] = [
    (Kind::Notice, "two-page 公文", "12 ms", 60),
    (Kind::Report, "six-page report with five charts", "40 ms", 25),
    (Kind::Tables, "six-page report with five charts and five tables", "–", 25),
    (Kind::Long, "one report of 300 pages, 50 charts", "6 s", 1),
];

fn times(workshop: &Workshop, folder: &Path, with_peers: bool) -> String {
    let mut table = String::from(
        "| document | pages | took | aim | WeasyPrint | ratio | Chromium | ratio |\n|---|---|---|---|---|---|---|---|\n",
    );
    let idle = with_peers.then(|| peers::chromium_doing_nothing(folder)).flatten();
    for (kind, what, aim, runs) in TASKS {
        let reports = workshop.reports(kind);
        // As many again go before, so that fonts, templates and the allocator are warm; none is made twice.
        let (warming, timed) = reports.split_at(reports.len() - runs);
        let pages = warming.iter().take(runs.min(10)).map(|report| pages(&workshop.pdf(report))).max().unwrap_or(0);
        let took = median(timed.iter().map(|report| timed_once(|| workshop.pdf(report))));
        let mut cells = format!("| {what} | {pages} | {} | {aim} |", shown(took));
        let others = if with_peers { compared(workshop, kind, timed, folder) } else { [None, None] };
        for other in others {
            cells += &match other {
                Some((time, pages)) => {
                    format!(" {}, {pages} pages | {:.1} |", shown(time), time.as_secs_f64() / took.as_secs_f64())
                }
                None => " not installed | |".to_string(),
            };
        }
        println!("{cells}");
        table += &(cells + "\n");
    }
    table += &(volume(workshop) + "\n");
    if let Some(idle) = idle {
        table += &format!("\nOf each of Chromium's times {} are for an empty page.\n", shown(idle));
    }
    table
}

/// A year in one book (`build --volume`), which the peers have nothing like; another year's goes before.
fn volume(workshop: &Workshop) -> String {
    let [warming, timed] = documents::VOLUMES.map(Making::Volume);
    let count = pages(&workshop.pdf(&warming));
    let took = timed_once(|| workshop.pdf(&timed));
    let row = format!("| volume of a year: reports, tables, index | {count} | {} | 6 s | – | | – | |", shown(took));
    println!("{row}");
    row
}

/// WeasyPrint's and Chromium's time for documents of a kind, each with the pages of its own PDF.
fn compared(workshop: &Workshop, kind: Kind, reports: &[Making], folder: &Path) -> [Option<(Duration, usize)>; 2] {
    let runs = if kind == Kind::Long { 1 } else { 5 };
    let pages_of_html: Vec<std::path::PathBuf> = reports[..runs.min(reports.len())]
        .iter()
        .enumerate()
        .map(|(i, report)| {
            let file = folder.join(format!("{}{i}.html", kind.prefix()));
            fs::write(&file, workshop.html(kind, report)).expect("a file");
            file
        })
        .collect();
    let measured = |(times, pdf): (Vec<Duration>, Vec<u8>)| (median(times.into_iter()), pages(&pdf));
    [peers::weasyprint(&pages_of_html, folder).map(measured), peers::chromium(&pages_of_html, folder).map(measured)]
}

fn timed_once<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    std::hint::black_box(work());
    start.elapsed()
}

fn median(times: impl Iterator<Item = Duration>) -> Duration {
    let mut times: Vec<Duration> = times.collect();
    times.sort();
    times[times.len() / 2]
}

fn shown(time: Duration) -> String {
    if time < Duration::from_secs(1) {
        format!("{:.1} ms", time.as_secs_f64() * 1e3)
    } else {
        format!("{:.1} s", time.as_secs_f64())
    }
}

fn pages(pdf: &[u8]) -> usize {
    hayro_syntax::Pdf::new(pdf.to_vec()).expect("a PDF").pages().len()
}

/// Half a minute long, or so many times.
fn repeat(workshop: &Workshop, what: &str, count: Option<usize>) {
    let kind = match what {
        "notices" => Kind::Notice,
        "reports" => Kind::Report,
        "tables" => Kind::Tables,
        _ => Kind::Long,
    };
    let reports = workshop.reports(kind);
    let start = Instant::now();
    let mut made = 0;
    while count.map_or(start.elapsed() < Duration::from_secs(30), |count| made < count) {
        workshop.pdf(&reports[made % reports.len()]);
        made += 1;
    }
    println!("{made} {what}, {} each", shown(start.elapsed() / made as u32));
}
