//! The peers on equal documents. Comes in: HTML files. Goes out: how long each took and the last PDF, or nothing where the
//! peer is not installed. WeasyPrint stays in one process and is warmed up; Chromium prints one page a process.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// Prints the seconds of each file; the first one is made twice, and the first time does not count.
const WEASYPRINT: &str = "
import logging, sys, time
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
logging.disable()
fonts = FontConfiguration()
*files, out = sys.argv[1:]
for i, file in enumerate(files[:1] * (len(files) > 1) + files):
    start = time.perf_counter()
    HTML(filename=file).write_pdf(out, font_config=fonts, pdf_variant='pdf/ua-1')
    if i or len(files) == 1:
        print(time.perf_counter() - start)
";

pub fn weasyprint(files: &[PathBuf], folder: &Path) -> Option<(Vec<Duration>, Vec<u8>)> {
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".into());
    let out = folder.join("weasyprint.pdf");
    let said = Command::new(python).args(["-c", WEASYPRINT]).args(files).arg(&out).output().ok()?;
    let text = String::from_utf8(said.stdout).ok()?;
    let times: Vec<Duration> = text.lines().filter_map(|line| line.parse().ok()).map(Duration::from_secs_f64).collect();
    (times.len() == files.len()).then(|| (times, fs::read(out).expect("its PDF")))
}

pub fn chromium(files: &[PathBuf], folder: &Path) -> Option<(Vec<Duration>, Vec<u8>)> {
    let out = folder.join("chromium.pdf");
    let mut times = Vec::new();
    for file in files {
        times.push(print(file, &out)?);
    }
    Some((times, fs::read(out).ok()?))
}

/// What a process of Chromium takes for a page without content.
pub fn chromium_doing_nothing(folder: &Path) -> Option<Duration> {
    let file = folder.join("empty.html");
    fs::write(&file, "<!doctype html><title>x</title>").expect("a file");
    let out = folder.join("empty.pdf");
    print(&file, &out)?;
    print(&file, &out)
}

fn print(file: &Path, out: &Path) -> Option<Duration> {
    let start = Instant::now();
    let said = Command::new("chromium")
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"])
        .arg(format!("--print-to-pdf={}", out.display()))
        .arg(format!("file://{}", file.display()))
        .output()
        .ok()?;
    said.status.success().then(|| start.elapsed())
}
