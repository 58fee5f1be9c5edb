//! A part of a site in a folder of its own, and the parts of one site beside each other. Comes in: folders. Goes out: which part
//! of which site each holds, or findings about those that do not fit. Writes nothing.

#![expect(clippy::disallowed_methods, reason = "reads what other runs of this stage have written")]

use super::{ContentHash, Made, Manifest};
use crate::disk::named;
use crate::finding::{Finding, Place};
use crate::model::lead::Lead;
use crate::plan::Portion;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::{fs, io};

/// Which part of which site a folder holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shard {
    #[serde(flatten)]
    pub portion: Portion,
    /// Missing while files are put in place: what is there is in doubt until the run ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    /// Links to ids on pages that other parts make.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub leads: Vec<Lead>,
}

/// What a site is made from, each as a hash. Parts go together only where all of it is the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Origin {
    pub content: String,
    pub theme: String,
    pub program: String,
    /// Of a site that has PDFs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fonts: Option<String>,
    /// Of the paths of all files of the site.
    pub paths: String,
}

impl Origin {
    /// All of it in one line: the same for what gives the same files.
    pub fn in_one_line(&self) -> String {
        let Self { content, theme, program, fonts, paths } = self;
        [content, theme, program, fonts.as_ref().unwrap_or(&String::new()), paths].map(String::as_str).join(" ")
    }

    /// What differs, in Chinese and English.
    fn differences(&self, other: &Self) -> (String, String) {
        let all = [
            (self.content != other.content, "内容", "content"),
            (self.theme != other.theme, "主题", "theme"),
            (self.program != other.program, "程序", "program"),
            (self.fonts != other.fonts, "字体", "fonts"),
            // Where the content is another, so is the list of files: that says nothing of flags.
            (self.paths != other.paths && self.content == other.content, "要做的文件（选项）", "files to make (flags)"),
        ];
        let (zh, en): (Vec<&str>, Vec<&str>) =
            all.iter().filter(|(differs, ..)| *differs).map(|(_, zh, en)| (*zh, *en)).unzip();
        (zh.join("、"), en.join(", "))
    }
}

impl Shard {
    /// The same while its files are put in place.
    pub(super) fn in_doubt(&self) -> Self {
        Self { portion: self.portion, origin: None, leads: Vec::new() }
    }
}

/// The hash of a list of paths, whatever comes with each.
pub fn hash_of_paths<'p>(paths: impl Iterator<Item = &'p String>) -> String {
    let mut hasher = blake3::Hasher::new();
    paths.for_each(|path| {
        hasher.update(path.as_bytes()).update(b"\n");
    });
    hasher.finalize().to_hex().to_string()
}

/// Whether a folder holds a site, or what is to become one, that is no part: a part put there would remove the rest.
pub fn holds_a_whole_site(out: &Path) -> bool {
    let manifest = Manifest::read(&out.join(MANIFEST));
    manifest.shard.is_none() && !manifest.files.is_empty()
}

const MANIFEST: &str = ".yearbook/manifest.json";

/// All parts of one site.
#[derive(Debug)]
pub struct Shards {
    /// Path → the folder that holds it, and what it is.
    pub files: BTreeMap<String, (PathBuf, Made)>,
    pub leads: Vec<Lead>,
}

impl Shards {
    /// Reads what the folders say of themselves. Findings where they are not each part of one site once.
    pub fn open(folders: &[PathBuf]) -> Result<Self, Vec<Finding>> {
        let mut findings = Vec::new();
        let mut known: Vec<(&PathBuf, Manifest, Portion, Origin)> = Vec::new();
        for folder in folders {
            let mut manifest = Manifest::read(&folder.join(MANIFEST));
            let shard = manifest.shard.as_mut().filter(|shard| shard.portion.is_possible());
            match shard.and_then(|shard| Some((shard.portion, shard.origin.take()?))) {
                Some((portion, origin)) => known.push((folder, manifest, portion, origin)),
                None => findings.push(no_shard(folder)),
            }
        }
        let Some((of, origin)) = most(known.iter().map(|(.., portion, origin)| (portion.of, origin.clone()))) else {
            return Err(findings);
        };
        let mut first: BTreeMap<u16, &PathBuf> = BTreeMap::new();
        for (folder, _, portion, its_origin) in &known {
            if portion.of != of {
                findings.push(of_another_number(folder, *portion, of));
            } else if let Some(other) = first.get(&portion.number) {
                findings.push(twice(folder, other, *portion));
            } else {
                first.insert(portion.number, folder);
                if *its_origin != origin {
                    findings.push(of_another_site(folder, *portion, its_origin, &origin));
                }
            }
        }
        let missing: Vec<u16> = (1..=of).filter(|number| !first.contains_key(number)).collect();
        if !missing.is_empty() {
            findings.push(incomplete(&folders[0], &missing, of));
        }
        let mut all = Self { files: BTreeMap::new(), leads: Vec::new() };
        for (folder, manifest, ..) in known {
            all.leads.extend(manifest.shard.into_iter().flat_map(|shard| shard.leads));
            for (path, made) in manifest.files {
                if !is_inside(&path) || all.files.contains_key(&path) && findings.is_empty() {
                    findings.push(spoilt(folder, &path));
                }
                all.files.insert(path, (folder.clone(), made));
            }
        }
        if findings.is_empty() && hash_of_paths(all.files.keys()) != origin.paths {
            findings.push(spoilt(&folders[0], MANIFEST));
        }
        if findings.is_empty() { Ok(all) } else { Err(findings) }
    }

    /// The bytes of one file, or the finding that they are not those that its folder was made with.
    pub fn bytes(&self, path: &str) -> io::Result<Result<Vec<u8>, Box<Finding>>> {
        let Some((folder, made)) = self.files.get(path) else { return Ok(Err(Box::new(spoilt(Path::new(""), path)))) };
        let file = folder.join(path);
        let is_regular = match fs::symlink_metadata(&file) {
            Ok(meta) => meta.is_file(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => false,
            Err(error) => return Err(named(error, &file)),
        };
        if !is_regular {
            return Ok(Err(Box::new(spoilt(folder, path))));
        }
        let bytes = fs::read(&file).map_err(|error| named(error, &file))?;
        Ok(if ContentHash::of(&bytes) == made.hash { Ok(bytes) } else { Err(Box::new(spoilt(folder, path))) })
    }
}

/// What most of them are; where several are equally many, the first: then the one that does not fit is told, not all others.
fn most<T: Ord>(all: impl Iterator<Item = T>) -> Option<T> {
    let mut counted: BTreeMap<T, (usize, usize)> = BTreeMap::new();
    for (i, one) in all.enumerate() {
        counted.entry(one).or_insert((0, i)).0 += 1;
    }
    counted.into_iter().max_by_key(|(_, (count, at))| (*count, std::cmp::Reverse(*at))).map(|(one, _)| one)
}

/// A manifest that comes from elsewhere must not lead out of the output folder, nor into what is the program's own there.
fn is_inside(path: &str) -> bool {
    let parts: Vec<Component> = Path::new(path).components().collect();
    let is_plain = parts.iter().all(|part| matches!(part, Component::Normal(_)));
    is_plain && !parts.is_empty() && !path.starts_with(".yearbook") && !path.contains('\\')
}

fn unfit(folder: &Path, zh: String, en: String) -> Finding {
    Finding::error("unfit-shard", Place::file(&folder.to_string_lossy()), zh, en)
}

fn no_shard(folder: &Path) -> Finding {
    unfit(folder, "这里没有做完的一片".into(), "no finished shard is here".into())
        .help("先用 build --shard 把这一片做完，再合", "finish it with build --shard, then merge")
}

fn of_another_number(folder: &Path, portion: Portion, of: u16) -> Finding {
    unfit(
        folder,
        format!("这是 {portion}，别的几片是分 {of} 片做的"),
        format!("this is {portion}; the others are parts of {of}"),
    )
    .help("分成一样多的片，或去掉这个文件夹", "make all shards of one number, or leave this folder out")
}

fn twice(folder: &Path, other: &Path, portion: Portion) -> Finding {
    let other = other.to_string_lossy();
    unfit(folder, format!("{portion} 有两份，另一份在 {other}"), format!("{portion} is there twice, also in {other}"))
        .help("只留一份", "leave one of them out")
}

fn of_another_site(folder: &Path, portion: Portion, its: &Origin, others: &Origin) -> Finding {
    let (zh, en) = its.differences(others);
    unfit(
        folder,
        format!("{portion} 和别的几片不是一起的，不同的有：{zh}"),
        format!("{portion} does not go with the others; it has another: {en}"),
    )
    .help(
        "用同一份内容、主题、程序、字体和选项把这一片重做",
        "make it again with the same content, theme, program, fonts and flags",
    )
}

fn incomplete(folder: &Path, missing: &[u16], of: u16) -> Finding {
    const SHOWN: usize = 20;
    let listed = |mark: &str| missing.iter().take(SHOWN).map(u16::to_string).collect::<Vec<_>>().join(mark);
    let (more_zh, more_en) = match missing.len() {
        count if count > SHOWN => (format!("等 {count} 片"), format!(" and {} more", count - SHOWN)),
        _ => (" 片".to_string(), String::new()),
    };
    unfit(
        folder,
        format!("共 {of} 片，缺第 {}{more_zh}", listed("、")),
        format!("of {of} shards these are missing: {}{more_en}", listed(", ")),
    )
    .help("把缺的做出来，和这些一起写在 --merge 后面", "make them, and name them behind --merge with the others")
}

fn spoilt(folder: &Path, path: &str) -> Finding {
    unfit(
        folder,
        format!("“{path}”不是这一片做出来时的样子"),
        format!("{path} is not what it was when this shard was made"),
    )
    .help("把这一片重做一遍", "make this shard again")
}

/// Folders that lie within each other, or are the same: what is written to one would change the other.
pub fn overlap<'p>(out: &Path, shards: &'p [PathBuf]) -> Option<&'p PathBuf> {
    shards.iter().find(|shard| shard.starts_with(out) || out.starts_with(shard))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_a_foreign_manifest_stay_inside() {
        for inside in ["index.html", "regions/511100/index.html", "a/..b"] {
            assert!(is_inside(inside), "{inside}");
        }
        for outside in ["", "/etc/passwd", "../a", "a/../../b", ".yearbook/lock", "a\\b", "./a", "a/.."] {
            assert!(!is_inside(outside), "{outside}");
        }
    }

    #[test]
    fn the_majority_is_right_and_else_the_first() {
        assert_eq!(most([1, 2, 2].into_iter()), Some(2));
        assert_eq!(most([2, 1].into_iter()), Some(2));
        assert_eq!(most(std::iter::empty::<u8>()), None);
    }
}
