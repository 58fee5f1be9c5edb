//! A BagIt 1.0 bag (RFC 8493): being filled, and opened again years later. Comes in: files for its payload, or a bag that is a folder,
//! a .zip or a .tar. Goes out: the bag, or every fault of it. Knows nothing of what the payload is.

#![expect(clippy::disallowed_methods, reason = "reads bags, which are no part of a site")]

use super::sums::{Algorithm, Summing, Sums};
use super::unpack::{self, NoContainer};
use crate::container::Container;
use crate::disk::{below, named, of_walk};
use crate::finding::Message;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use tempfile::TempDir;
use walkdir::WalkDir;

const DECLARATION: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
const BAGIT: &str = "bagit.txt";
const INFO: &str = "bag-info.txt";
const OXUM: &str = "Payload-Oxum";

/// A bag that is being filled.
pub struct Filling {
    container: Container,
    /// By path, `data/` in front.
    payload: BTreeMap<String, Sums>,
    bytes: u64,
}

impl Filling {
    pub fn of(container: Container) -> Self {
        Self { container, payload: BTreeMap::new(), bytes: 0 }
    }

    /// Takes a file of `length` bytes to `data/<path>`.
    pub fn payload(&mut self, path: &str, length: u64, content: impl Read) -> io::Result<()> {
        let mut summing = Summing::new(content);
        let path = format!("data/{path}");
        self.container.put(&path, length, &mut summing)?;
        let (sums, count) = summing.finish();
        self.bytes += count;
        self.payload.insert(path, sums);
        Ok(())
    }

    /// The files of the payload, and their bytes together.
    pub fn size(&self) -> (usize, u64) {
        (self.payload.len(), self.bytes)
    }

    /// Adds what a bag says of itself: `info` are the lines of `bag-info.txt`, `tags` other files beside it.
    pub fn finish(self, info: &[(&str, String)], tags: Vec<(&str, String)>) -> io::Result<()> {
        let (files, bytes) = self.size();
        let Self { mut container, payload, .. } = self;
        let mut lines: String = info.iter().map(|(label, value)| info_line(label, value)).collect();
        lines.push_str(&info_line("Bag-Size", &in_units(bytes)));
        lines.push_str(&info_line(OXUM, &format!("{bytes}.{files}")));
        let mut written: Vec<(String, String)> = vec![(BAGIT.into(), DECLARATION.into()), (INFO.into(), lines)];
        written.extend(tags.into_iter().map(|(path, text)| (path.to_string(), text)));
        for algorithm in Algorithm::ALL {
            written.push((format!("manifest-{}.txt", algorithm.name()), manifest(&payload, algorithm)));
        }
        let sums = written.iter().map(|(path, text)| (path.clone(), Sums::of(text.as_bytes())));
        let sums: BTreeMap<String, Sums> = sums.collect();
        for algorithm in Algorithm::ALL {
            written.push((format!("tagmanifest-{}.txt", algorithm.name()), manifest(&sums, algorithm)));
        }
        for (path, text) in written {
            container.put(&path, text.len() as u64, &mut text.as_bytes())?;
        }
        container.finish()
    }
}

/// `Source-Organization: 示例编辑部`; a value is one line.
fn info_line(label: &str, value: &str) -> String {
    format!("{label}: {}\n", value.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// `12.3 MB`, as `Bag-Size` has it for people.
fn in_units(bytes: u64) -> String {
    let tenths = |unit: u64| format!("{}.{}", bytes / unit, bytes % unit * 10 / unit);
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => tenths(1_000) + " KB",
        1_000_000..1_000_000_000 => tenths(1_000_000) + " MB",
        _ => tenths(1_000_000_000) + " GB",
    }
}

fn manifest(files: &BTreeMap<String, Sums>, algorithm: Algorithm) -> String {
    files.iter().map(|(path, sums)| format!("{}  {}\n", sums.by(algorithm), encoded(path))).collect()
}

/// A path as a manifest writes it: without the characters that end its line (2.1.3).
fn encoded(path: &str) -> String {
    path.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn decoded(path: &str) -> String {
    let path = path.replace("%0D", "\r").replace("%0d", "\r").replace("%0A", "\n").replace("%0a", "\n");
    path.replace("%25", "%")
}

/// A bag on the disk, unpacked where it was a .zip or a .tar.
#[derive(Debug)]
pub struct Bag {
    folder: PathBuf,
    /// Goes with the bag.
    _unpacked: Option<TempDir>,
    info: BTreeMap<String, String>,
}

/// Why something is no bag.
#[derive(Debug)]
pub enum NoBag {
    Container(NoContainer),
    /// There is no `bagit.txt`.
    NoDeclaration,
    /// What `bagit.txt` says instead of version 1.0 or 0.97.
    Version(String),
}

impl NoBag {
    pub fn message(&self) -> Message {
        match self {
            Self::Container(why) => why.message(),
            Self::NoDeclaration => Message::new("里面没有 bagit.txt，不是归档包", "it holds no bagit.txt: no bag"),
            Self::Version(found) => Message::new(
                format!("bagit.txt 写的不是 BagIt 1.0：{found}"),
                format!("bagit.txt declares no BagIt 1.0: {found}"),
            ),
        }
    }
}

/// What is wrong with one file of a bag.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// As the bag names it; the manifest, where a line of it is broken.
    pub path: String,
    pub what: What,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// Listed, and not there.
    Missing,
    /// Its bytes are not those of the list.
    Changed(Algorithm),
    /// There, and in no list.
    Unlisted,
    /// Not in this one of the lists.
    NotIn(Algorithm),
    /// A link, a pipe, a device.
    NoRegularFile,
    /// A line of a list that cannot be read, or that leads out of the bag.
    BadLine(usize),
    /// The bag has no list whose sums we know.
    NoManifest,
    /// What the bag says of its size, and what it is.
    Size { said: String, found: String },
}

impl What {
    pub fn message(&self) -> Message {
        match self {
            Self::Missing => Message::new("清单里有，包里没有", "listed, but not in the bag"),
            Self::Changed(algorithm) => Message::new(
                format!("内容和清单不符（{}）", algorithm.name()),
                format!("is not what the manifest says ({})", algorithm.name()),
            ),
            Self::Unlisted => Message::new("包里有，清单里没有", "in the bag, but not listed"),
            Self::NotIn(algorithm) => Message::new(
                format!("manifest-{}.txt 里没有它", algorithm.name()),
                format!("not listed in manifest-{}.txt", algorithm.name()),
            ),
            Self::NoRegularFile => {
                Message::new("不是普通文件（链接、管道或设备）", "no regular file (a link, a pipe or a device)")
            }
            Self::BadLine(line) => {
                Message::new(format!("第 {line} 行读不懂"), format!("line {line} is no line of a manifest"))
            }
            Self::NoManifest => Message::new("没有 sha256 或 sha512 的清单", "no manifest of sha256 or sha512 sums"),
            Self::Size { said, found } => {
                Message::new(format!("写的总量是 {said}，实际是 {found}"), format!("says {said}, but it is {found}"))
            }
        }
    }
}

impl Bag {
    /// Opens a folder, a .zip or a .tar. `Err` is for a disk that fails.
    pub fn open(path: &Path) -> io::Result<Result<Self, NoBag>> {
        let (top, unpacked) = if path.is_dir() {
            (path.to_path_buf(), None)
        } else {
            match unpack::unpacked(path)? {
                Ok(folder) => (folder.path().to_path_buf(), Some(folder)),
                Err(why) => return Ok(Err(NoBag::Container(why))),
            }
        };
        let Some(folder) = holder(top)? else { return Ok(Err(NoBag::NoDeclaration)) };
        let declaration = text(&folder.join(BAGIT))?;
        let version = labels(&declaration).remove("BagIt-Version").unwrap_or_default();
        if !["1.0", "0.97"].contains(&version.as_str()) {
            let first = declaration.lines().next().unwrap_or_default();
            return Ok(Err(NoBag::Version(first.chars().take(80).collect())));
        }
        let info = folder.join(INFO);
        let info = if info.is_file() { labels(&text(&info)?) } else { BTreeMap::new() };
        Ok(Ok(Self { folder, _unpacked: unpacked, info }))
    }

    /// Where the bag lies; gone when the bag is dropped, if it was unpacked.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// `bag-info.txt`.
    pub fn info(&self) -> &BTreeMap<String, String> {
        &self.info
    }

    /// Everything that is not as the bag says, in order of the paths; nothing for a bag that is complete and valid.
    pub fn faults(&self) -> io::Result<Vec<Fault>> {
        let (files, mut faults) = self.files()?;
        let is_list = |path: &str| path.starts_with("tagmanifest-");
        let (payload, tags): (Vec<&String>, Vec<&String>) =
            files.iter().filter(|path| !is_list(path)).partition(|path| path.starts_with("data/"));
        let summed = payload.iter().chain(&tags).copied().collect::<Vec<_>>();
        let summed: io::Result<BTreeMap<&str, (Sums, u64)>> =
            summed.into_par_iter().map(|path| Ok((path.as_str(), self.sums(path)?))).collect();
        let summed = summed?;
        faults.extend(self.against_lists("manifest", &payload, &summed)?);
        faults.extend(self.against_lists("tagmanifest", &tags, &summed)?);
        let bytes: u64 = payload.iter().map(|path| summed[path.as_str()].1).sum();
        let found = format!("{bytes}.{}", payload.len());
        if let Some(said) = self.info.get(OXUM).filter(|said| **said != found) {
            faults.push(Fault { path: INFO.to_string(), what: What::Size { said: said.clone(), found } });
        }
        faults.sort();
        faults.dedup();
        Ok(faults)
    }

    /// Every regular file, and what is none.
    fn files(&self) -> io::Result<(BTreeSet<String>, Vec<Fault>)> {
        let (mut files, mut faults) = (BTreeSet::new(), Vec::new());
        for entry in WalkDir::new(&self.folder).sort_by_file_name() {
            let entry = entry.map_err(|error| of_walk(error, &self.folder))?;
            let path = below(&self.folder, entry.path());
            if entry.file_type().is_file() {
                files.insert(path);
            } else if !entry.file_type().is_dir() {
                faults.push(Fault { path, what: What::NoRegularFile });
            }
        }
        Ok((files, faults))
    }

    fn sums(&self, path: &str) -> io::Result<(Sums, u64)> {
        let path = self.folder.join(path);
        let file = File::open(&path).map_err(|error| named(error, &path))?;
        let mut summing = Summing::new(file);
        io::copy(&mut summing, &mut io::sink()).map_err(|error| named(error, &path))?;
        Ok(summing.finish())
    }

    /// The files that the lists of a kind are to name, against these lists.
    fn against_lists(
        &self,
        kind: &str,
        files: &[&String],
        summed: &BTreeMap<&str, (Sums, u64)>,
    ) -> io::Result<Vec<Fault>> {
        let mut faults = Vec::new();
        let mut lists = Vec::new();
        for algorithm in Algorithm::ALL {
            let name = format!("{kind}-{}.txt", algorithm.name());
            let path = self.folder.join(&name);
            if path.is_file() {
                let (list, bad) = listed(&text(&path)?);
                faults.extend(bad.into_iter().map(|line| Fault { path: name.clone(), what: What::BadLine(line) }));
                lists.push((algorithm, list));
            }
        }
        if lists.is_empty() {
            let path = format!("{kind}-sha512.txt");
            return Ok(vec![Fault { path, what: What::NoManifest }]);
        }
        for (algorithm, list) in &lists {
            for (path, sum) in list {
                let what = match summed.get(path.as_str()) {
                    None => What::Missing,
                    Some((sums, _)) if !sums.by(*algorithm).eq_ignore_ascii_case(sum) => What::Changed(*algorithm),
                    Some(_) => continue,
                };
                faults.push(Fault { path: path.clone(), what });
            }
        }
        for path in files {
            let lacking: Vec<Algorithm> =
                lists.iter().filter(|(_, list)| !list.contains_key(*path)).map(|(algorithm, _)| *algorithm).collect();
            let what = match lacking.as_slice() {
                [] => continue,
                all if all.len() == lists.len() => What::Unlisted,
                [one, ..] => What::NotIn(*one),
            };
            faults.push(Fault { path: (*path).clone(), what });
        }
        Ok(faults)
    }
}

/// The folder with `bagit.txt`: this one, or the only one in it.
fn holder(top: PathBuf) -> io::Result<Option<PathBuf>> {
    if top.join(BAGIT).is_file() {
        return Ok(Some(top));
    }
    let entries = fs::read_dir(&top).map_err(|error| named(error, &top))?;
    let inner: Vec<PathBuf> =
        entries.flatten().map(|entry| entry.path()).filter(|path| path.join(BAGIT).is_file()).take(2).collect();
    match <[PathBuf; 1]>::try_from(inner) {
        Ok([only]) => Ok(Some(only)),
        Err(_) => Ok(None),
    }
}

/// A tag file; no longer than such a file of the whole nation.
fn text(path: &Path) -> io::Result<String> {
    const MOST: u64 = 1 << 30;
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| named(error, path))?;
    file.take(MOST).read_to_end(&mut bytes).map_err(|error| named(error, path))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// `Label: value`, continued on lines that begin with a space.
fn labels(text: &str) -> BTreeMap<String, String> {
    let mut found: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        match (line.strip_prefix([' ', '\t']), found.last_mut()) {
            (Some(more), Some((_, value))) => *value = format!("{value} {}", more.trim()),
            _ => {
                if let Some((label, value)) = line.split_once(':') {
                    found.push((label.trim().to_string(), value.trim().to_string()));
                }
            }
        }
    }
    found.into_iter().collect()
}

/// The sums of a manifest by their paths, and the numbers of the lines that are none.
fn listed(text: &str) -> (BTreeMap<String, String>, Vec<usize>) {
    let (mut list, mut bad) = (BTreeMap::new(), Vec::new());
    for (i, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty()) {
        let parts =
            line.split_once([' ', '\t']).map(|(sum, path)| (sum, decoded(path.trim_start_matches([' ', '\t', '*']))));
        let is_new = match parts.filter(|(sum, path)| is_sum(sum) && stays_inside(path)) {
            Some((sum, path)) => list.insert(path, sum.to_string()).is_none(),
            None => false,
        };
        if !is_new {
            bad.push(i + 1);
        }
    }
    (list, bad)
}

fn is_sum(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn stays_inside(path: &str) -> bool {
    !path.is_empty() && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::container::Form;
    use crate::model::Date;

    fn bag(folder: &Path, form: Form) -> PathBuf {
        let at = folder.join(format!("bag{}", form.ending()));
        let mut filling = Filling::of(Container::create(form, &at, "bag", Date::year(2024)).unwrap());
        filling.payload("a.txt", 3, &b"abc"[..]).unwrap();
        filling.payload("50%/数.txt", 2, &b"de"[..]).unwrap();
        filling
            .finish(&[("Source-Organization", "示例\n编辑部".to_string())], vec![("metadata.xml", "<a/>".into())])
            .unwrap();
        at
    }

    fn faults(path: &Path) -> Vec<(String, What)> {
        let bag = Bag::open(path).unwrap().unwrap();
        bag.faults().unwrap().into_iter().map(|fault| (fault.path, fault.what)).collect()
    }

    #[test]
    fn a_bag_holds_what_was_put_in() {
        let folder = tempfile::tempdir().unwrap();
        for form in [Form::Folder, Form::Zip, Form::Tar] {
            let at = bag(folder.path(), form);
            assert_eq!(faults(&at), [], "{form:?}");
            let bag = Bag::open(&at).unwrap().unwrap();
            assert_eq!(bag.info()["Source-Organization"], "示例 编辑部");
            assert_eq!(bag.info()[OXUM], "5.2");
            assert_eq!(fs::read(bag.folder().join("data/50%/数.txt")).unwrap(), b"de");
        }
    }

    #[test]
    fn every_change_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let at = bag(folder.path(), Form::Folder);
        fs::write(at.join("data/a.txt"), "abd").unwrap();
        fs::remove_file(at.join("data/50%/数.txt")).unwrap();
        fs::write(at.join("data/new.txt"), "").unwrap();
        fs::write(at.join("metadata.xml"), "<b/>").unwrap();
        let told = faults(&at);
        let of = |path: &str| told.iter().filter(|(p, _)| p == path).map(|(_, what)| what.clone()).collect::<Vec<_>>();
        let changed: Vec<What> = Algorithm::ALL.map(What::Changed).into();
        assert_eq!(of("data/a.txt"), changed);
        assert_eq!(of("data/50%/数.txt"), [What::Missing]);
        assert_eq!(of("data/new.txt"), [What::Unlisted]);
        assert_eq!(of("metadata.xml"), changed);
        assert_eq!(of(INFO), [What::Size { said: "5.2".into(), found: "3.2".into() }]);
        assert_eq!(told.len(), 7);
    }

    #[test]
    fn a_list_that_leads_outside_or_says_nothing_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let at = bag(folder.path(), Form::Folder);
        let path = at.join("manifest-sha256.txt");
        let list = fs::read_to_string(&path).unwrap();
        fs::write(&path, format!("{list}00  ../../etc/passwd\n00  /etc/passwd\nzz  data/a.txt\n\n00\n")).unwrap();
        let told = faults(&at);
        let lines: Vec<&What> =
            told.iter().filter(|(path, _)| path == "manifest-sha256.txt").map(|(_, what)| what).collect();
        let bad = [3, 4, 5, 7].map(What::BadLine);
        assert!(bad.iter().all(|what| lines.contains(&what)), "{lines:?}");
    }

    #[test]
    fn what_is_no_bag_says_why() {
        let folder = tempfile::tempdir().unwrap();
        let no_bag = |path: &Path| Bag::open(path).unwrap().unwrap_err().message().zh;
        assert!(no_bag(folder.path()).contains("bagit.txt"));
        let path = folder.path().join("a.zip");
        fs::write(&path, "PK no zip").unwrap();
        assert!(!no_bag(&path).is_empty());
        fs::write(folder.path().join(BAGIT), "BagIt-Version: 7\n").unwrap();
        assert!(no_bag(folder.path()).contains("BagIt-Version: 7"));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_told_and_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let at = bag(folder.path(), Form::Folder);
        std::os::unix::fs::symlink("/etc/passwd", at.join("data/link")).unwrap();
        assert_eq!(faults(&at), [("data/link".to_string(), What::NoRegularFile)]);
    }
}
