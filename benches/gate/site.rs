//! The samples as one site: each text is a report between two sentences of our own clean texts. Comes in: samples. Goes out: a folder
//! and its proof.

use crate::seed::Seed;
use std::fs;
use std::path::Path;
use yearbook::pipeline::{self, Proof, Request};

/// A defect, or what looks like one.
pub struct Sample {
    /// The rule that must tell it, or must not.
    pub code: &'static str,
    pub is_fault: bool,
    /// For people.
    pub shown: String,
    /// With their paths from the site's root.
    pub files: Vec<(String, Vec<u8>)>,
}

pub struct Site {
    folder: tempfile::TempDir,
}

/// Rules that are measured; the others look at the site as a whole.
pub fn is_judged(code: &str) -> bool {
    !["empty-column", "low-contrast", "missing-publisher", "unused-allowance"].contains(&code)
}

/// The texts of the audit's corpus, which have no fault.
pub fn clean_texts() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/audit/corpus");
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("the corpus").map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    let texts = paths.iter().filter(|path| path.extension().is_some_and(|ending| ending == "md" || ending == "txt"));
    texts.map(|path| fs::read_to_string(path).expect("a text")).collect()
}

/// Sentences to stand around a sample.
pub fn sentences() -> Vec<String> {
    let texts = clean_texts();
    let lines = texts.iter().flat_map(|text| text.lines()).filter(|line| !line.starts_with(['#', '|', '-', '>', '<']));
    // A name that was right in its own time would be a defect in a text of today.
    let lines = lines.filter(|line| !line.contains("乡村振兴局"));
    let sentences = lines.flat_map(|line| line.split_inclusive('。')).map(str::trim);
    sentences.filter(|s| s.ends_with('。') && (12..60).contains(&s.chars().count())).map(str::to_string).collect()
}

/// The front matter of a report with a title.
pub fn head(title: &str, year: i32, date: &str) -> String {
    format!("---\ngenre: review\ntitle: {title}\nregion: \"990101\"\nyear: {year}\ndate: {date}\n---\n")
}

impl Sample {
    /// A paragraph of a report, between two sentences that have nothing wrong.
    pub fn in_text(code: &'static str, is_fault: bool, words: &str, seed: &mut Seed, around: &[String]) -> Self {
        let (before, after) = (&around[seed.below(around.len())], &around[seed.below(around.len())]);
        let words = words.trim();
        let body = match seed.below(3) {
            0 => format!("{before}{words}\n\n{after}\n"),
            1 => format!("{before}\n\n{words}\n\n{after}\n"),
            _ => format!("{words}\n\n{before}{after}\n"),
        };
        Self::report(code, is_fault, words, &format!("{}{body}", head("收入", 2024, "2025-04-02")), seed)
    }

    /// A paragraph that stands alone on its line.
    pub fn alone(code: &'static str, is_fault: bool, words: &str, seed: &mut Seed, around: &[String]) -> Self {
        let body = format!("{}\n\n{words}\n\n{}\n", around[seed.below(around.len())], around[seed.below(around.len())]);
        Self::report(code, is_fault, words, &format!("{}{body}", head("收入", 2024, "2025-04-02")), seed)
    }

    /// A report with a title of its own.
    pub fn titled(code: &'static str, is_fault: bool, title: &str, seed: &mut Seed, around: &[String]) -> Self {
        let text = format!("{}{}\n", head(title, 2024, "2025-04-02"), around[seed.below(around.len())]);
        Self::report(code, is_fault, title, &text, seed)
    }

    /// A whole report.
    pub fn report(code: &'static str, is_fault: bool, shown: &str, text: &str, seed: &mut Seed) -> Self {
        let path = format!("content/reports/2024/s{:016x}.md", seed.next());
        Self { code, is_fault, shown: shown.to_string(), files: vec![(path, text.as_bytes().to_vec())] }
    }
}

impl Site {
    pub fn of(samples: &[Sample], clean: &[String]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let write = |path: &str, bytes: &[u8]| {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, bytes).expect("a file");
        };
        let terms = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/terms.yaml");
        write("content/terms.yaml", &fs::read(terms).expect("the list of the sample"));
        write("content/site.yaml", "name: 试验\npublisher: 试验办\n".as_bytes());
        let income = "domains:\n  综合: { id: overview }\nindicators:\n  income: { name: 农村居民人均可支配收入, domain: 综合, unit: 元 }\n";
        write("content/indicators.yaml", income.as_bytes());
        write("content/regions.yaml", "regions:\n  \"990101\": { name: 示例县, kind: county }\n".as_bytes());
        for (path, bytes) in samples.iter().flat_map(|sample| &sample.files) {
            write(path, bytes);
        }
        for (at, text) in clean.iter().enumerate() {
            let text = format!("{}{text}", head("一篇文章", 2024, "2024-06-03"));
            write(&format!("content/reports/2024/clean-{at}.md"), text.as_bytes());
        }
        Self { folder }
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn proof(&self) -> Proof {
        let request = Request { root: self.root().to_path_buf(), theme: None, prints: Default::default() };
        pipeline::proof(&request).expect("the disk works")
    }
}
