//! A small site in a temporary folder, for the tests of the rules: vocabulary, regions and figures in, the messages of one
//! rule out. What a page of `docs/rules/` shows is tested there; here is the arithmetic.
#![allow(clippy::disallowed_methods, reason = "a test writes the site that it reads")]

use crate::pipeline::{self, Request};
use std::fs;

pub(super) struct World(tempfile::TempDir);

impl World {
    /// Indicators and regions as the lines of their files: `  funds: { name: 资金, unit: 元 }`; the domain is added.
    pub fn new(indicators: &str, regions: &str) -> Self {
        let world = Self(tempfile::tempdir().expect("a temporary folder"));
        let indicators = indicators.replace("{ name:", "{ domain: 综合, name:");
        world.write("site.yaml", "name: 试验\n");
        world.write("indicators.yaml", &format!("domains:\n  综合: {{ id: overview }}\nindicators:\n{indicators}\n"));
        world.write("regions.yaml", &format!("regions:\n{regions}\n"));
        world
    }

    /// One county of one city.
    pub fn of_one(indicators: &str) -> Self {
        Self::new(indicators, "  \"990101\": { name: 甲县, kind: county }")
    }

    /// The figures (and targets, where a line says `targets:`) of one region and year, one a line.
    pub fn with(self, region: &str, year: i32, figures: &str) -> Self {
        let lines: Vec<String> = figures.lines().map(|line| format!("  {}", line.trim())).collect();
        let body = lines.join("\n").replace("  targets:", "targets:");
        let head = format!("region: \"{region}\"\nyear: {year}\nsources: {{ s: {{ title: 资料 }} }}\nsource: s\n");
        self.write(&format!("data/{region}/{year}.yaml"), &format!("{head}figures:\n{body}\n"));
        self
    }

    pub fn with_report(self, region: &str, year: i32, slug: &str, body: &str) -> Self {
        let head = format!("genre: review\ntitle: 题目\nregion: \"{region}\"\nyear: {year}\ndate: {year}-12-31\n");
        self.write(&format!("reports/{year}/{slug}.md"), &format!("---\n{head}signature: 甲\n---\n{body}\n"));
        self
    }

    /// Another file, below `content/`.
    pub fn with_file(self, path: &str, text: &str) -> Self {
        self.write(path, text);
        self
    }

    /// What one rule has to tell, in Chinese.
    pub fn told(&self, code: &str) -> Vec<String> {
        let request = Request { root: self.0.path().to_path_buf(), theme: None, prints: Default::default() };
        let findings = pipeline::proof(&request).expect("the disk works").findings;
        let is_asked = |told: &str| told == code || ["broken-yaml", "wrong-shape", "unknown-key"].contains(&told);
        findings.into_iter().filter(|f| is_asked(f.code)).map(|f| f.message.zh).collect()
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.path().join("content").join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
}
