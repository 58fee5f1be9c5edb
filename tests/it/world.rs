//! A site in a temporary folder: the starter or the sample with files laid over it. Gives findings as short lines, runs the
//! binary, and keeps accepted outputs. Asserts nothing about content itself.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};
use tempfile::TempDir;
use walkdir::WalkDir;
use yearbook::finding::Finding;
use yearbook::pipeline::{self, Built, Proof, Request};
use yearbook::plan::Prints;
use yearbook::source::Texts;

/// One site. The folder goes when the value goes.
pub struct World {
    folder: TempDir,
}

/// What the binary said.
#[derive(Debug)]
pub struct Said {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

impl World {
    pub fn empty() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// The site that `yearbook new` makes; `cli::new_makes_a_site_that_builds` compares the two.
    pub fn starter() -> Self {
        Self::empty().with_folder("src/cli/starter/content")
    }

    /// The five places of the repository's own `content/`.
    pub fn sample() -> Self {
        Self::empty().with_folder("content")
    }

    fn with_folder(self, from: &str) -> Self {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join(from);
        for (path, bytes) in tree(&from) {
            self.write(&format!("content/{path}"), &bytes);
        }
        self
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn out(&self) -> PathBuf {
        self.root().join("output")
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub fn with(self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        self.write(path, bytes);
        self
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    pub fn read_names(&self, folder: &str) -> Vec<String> {
        fs::read_dir(self.path(folder)).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect()
    }

    /// The text of a file with one place in it changed; the place must be there.
    pub fn changed(self, path: &str, from: &str, to: &str) -> Self {
        let text = self.read(path);
        assert!(text.contains(from), "{path} has no {from}");
        self.with(path, text.replacen(from, to, 1))
    }

    pub fn without(self, path: &str) -> Self {
        fs::remove_file(self.path(path)).unwrap();
        self
    }

    pub fn request(&self, with_pdf: bool) -> Request {
        Request {
            root: self.root().to_path_buf(),
            theme: None,
            prints: Prints { documents: with_pdf, volumes: vec![] },
        }
    }

    pub fn proof(&self) -> Proof {
        pipeline::proof(&self.request(false)).unwrap()
    }

    /// Builds the web site into `output/`.
    pub fn build(&self) -> Built {
        self.build_to(&self.out())
    }

    pub fn build_to(&self, out: &Path) -> Built {
        let proof = self.proof();
        assert!(!yearbook::finding::has_error(&proof.findings), "{:#?}", lines(&proof.findings, &proof.texts));
        pipeline::publish(&proof, self.root(), out, &|| {}).unwrap()
    }

    /// `error unknown-indicator content/reports/2024/a.md:8:5`, one line for each finding, in the order of the run.
    pub fn told(&self) -> Vec<String> {
        let proof = self.proof();
        lines(&proof.findings, &proof.texts)
    }

    /// The help of the only finding of a code, in Chinese.
    pub fn help(&self, code: &str) -> String {
        let proof = self.proof();
        let found: Vec<&Finding> = proof.findings.iter().filter(|f| f.code == code).collect();
        assert_eq!(found.len(), 1, "{:#?}", lines(&proof.findings, &proof.texts));
        found[0].help.zh.clone()
    }

    /// Runs the binary on this site.
    pub fn run(&self, arguments: &[&str]) -> Said {
        run(self.command(arguments))
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = binary();
        command.arg("--root").arg(self.root()).args(arguments);
        command
    }

    /// The binary's findings as the lines of [`World::told`], for input on which the library would take the test down too.
    pub fn told_by_binary(&self) -> Vec<String> {
        let said = self.run(&["check", "--format", "json"]);
        assert!(said.status == 0 || said.status == 1, "{said:?}");
        lines_of_json(&said.stdout)
    }
}

/// What `--format json` gave, as short lines.
pub fn lines_of_json(json: &str) -> Vec<String> {
    let findings: Vec<serde_json::Value> = serde_json::from_str(json).unwrap();
    let line = |f: &serde_json::Value| {
        let text = |key: &str| f[key].as_str().unwrap().to_string();
        let at = match f["line"].as_u64() {
            Some(line) => format!(":{line}:{}", f["column"]),
            None => String::new(),
        };
        format!("{} {} {}{at}", text("severity"), text("code"), text("file"))
    };
    findings.iter().map(line).collect()
}

/// Findings as short lines.
pub fn lines(findings: &[Finding], texts: &Texts) -> Vec<String> {
    findings
        .iter()
        .map(|f| {
            let at = texts.locate(&f.place).map_or(String::new(), |l| format!(":{}:{}", l.line, l.column));
            format!("{} {} {}{at}", f.severity.name(), f.code, f.place.file)
        })
        .collect()
}

/// The binary with an environment of its own, so that the language of the machine decides nothing.
pub fn binary() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yearbook"));
    command.env_clear().env("LANG", "zh_CN.UTF-8");
    command
}

pub fn run(mut command: Command) -> Said {
    let Output { status, stdout, stderr } = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Said { status: status.code().unwrap_or(-1), stdout: text(stdout), stderr: text(stderr) }
}

/// Every file below a folder: relative path with forward slashes → bytes. The basis of an output folder is not looked at: it
/// says when files were written.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
            (path, fs::read(entry.path()).unwrap())
        })
        .filter(|(path, _)| !path.ends_with(".yearbook/basis.bin"))
        .collect()
}

/// What readers see of an output folder: everything but the folder that the program keeps for itself.
pub fn published(out: &Path) -> BTreeMap<String, Vec<u8>> {
    tree(out).into_iter().filter(|(path, _)| !path.starts_with(".yearbook/")).collect()
}

/// Compares with `accepted/<name>`, or writes it where `YEARBOOK_ACCEPT=1`.
pub fn accept(name: &str, actual: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/accepted").join(name);
    if env::var("YEARBOOK_ACCEPT").is_ok_and(|v| v == "1") {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, actual).unwrap();
        return;
    }
    let accepted = fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
    if accepted == actual {
        return;
    }
    let different = accepted.lines().zip(actual.lines()).position(|(a, b)| a != b);
    let at = different.unwrap_or(accepted.lines().count().min(actual.lines().count()));
    let line = |text: &str| text.lines().nth(at).unwrap_or("(end)").to_string();
    panic!(
        "{name} differs from line {}:\n  accepted: {}\n  actual:   {}\nYEARBOOK_ACCEPT=1 accepts the new text",
        at + 1,
        line(&accepted),
        line(actual)
    );
}
