//! The files of a folder: paths and bytes, nothing that lies outside it, texts decoded. Symbolic links that lead out of
//! the folder, what is no regular file, files that are too large and files in another encoding are findings.

#![expect(clippy::disallowed_methods, reason = "the one file that reads the content folder")]

use crate::disk::{below, named, of_walk};
use crate::finding::{Finding, Place};
use crate::source::{Again, plain};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use std::{fs, io, sync::Arc};
use walkdir::{DirEntry, WalkDir};

/// No figure file of an office is larger; what is, is a mistake.
pub(super) const LARGEST_TEXT: u64 = 8 * 1024 * 1024;

/// One file: its path relative to the site's root, with forward slashes, and where it is on the disk.
#[derive(Clone, Debug)]
pub struct Entry {
    pub path: Arc<str>,
    pub disk: PathBuf,
    /// It stands here by a symbolic link.
    pub is_link: bool,
}

/// What Windows leaves in folders by itself.
const LITTER: [&str; 2] = ["Thumbs.db", "desktop.ini"];

/// All regular files below `root/folder`, sorted by path. Dot files and what Windows leaves behind are left alone.
pub fn files(root: &Path, folder: &str) -> io::Result<(Vec<Entry>, Vec<Finding>)> {
    let top = root.join(folder);
    let mut entries = Vec::new();
    let mut findings = Vec::new();
    if !top.try_exists().map_err(|error| named(error, &top))? {
        return Ok((entries, findings));
    }
    let fence = top.canonicalize().map_err(|error| named(error, &top))?;
    for entry in walked(&top) {
        let entry = entry.map_err(|error| of_walk(error, &top))?;
        let path = below(root, entry.path());
        if entry.path().to_str().is_none() {
            findings.push(
                Finding::error(
                    "bad-file-name",
                    Place::file(&path),
                    "文件名不是 UTF-8，多半是解压时编码不对",
                    "the name of the file is not UTF-8",
                )
                .help("改一个名字", "rename it"),
            );
            continue;
        }
        if entry.path_is_symlink() {
            let target = entry.path().canonicalize().ok();
            let inside = target.as_ref().is_some_and(|t| t.starts_with(&fence) && t.is_file());
            if !inside {
                findings.push(
                    Finding::error(
                        "link-outside",
                        Place::file(&path),
                        "这个链接指到文件夹外面，或指向不存在的东西",
                        "this link leads out of the folder, or nowhere",
                    )
                    .help("把文件本身放进来", "put the file itself here"),
                );
                continue;
            }
        } else if !entry.file_type().is_file() {
            // A pipe would keep a reader waiting for ever.
            if !entry.file_type().is_dir() {
                findings.push(no_regular_file(&path));
            }
            continue;
        }
        let is_link = entry.path_is_symlink();
        entries.push(Entry { path: Arc::from(path), disk: entry.path().to_path_buf(), is_link });
    }
    Ok((entries, findings))
}

/// Everything below a folder, in order. The folders of its second level are walked beside each other: a nation's data have one for each
/// place.
fn walked(top: &Path) -> impl Iterator<Item = walkdir::Result<DirEntry>> {
    const LEVEL: usize = 2;
    let walk = |walk: WalkDir| walk.sort_by_file_name().into_iter().filter_entry(|entry| !is_litter(entry));
    let near: Vec<_> = walk(WalkDir::new(top).max_depth(LEVEL)).collect();
    let all: Vec<Vec<_>> = near
        .into_par_iter()
        .map(|entry| {
            let folder = entry.as_ref().ok().filter(|entry| entry.depth() == LEVEL && entry.file_type().is_dir());
            let below =
                folder.map(|folder| walk(WalkDir::new(folder.path()).min_depth(1))).into_iter().flatten().collect();
            [vec![entry], below].into_iter().flatten().collect()
        })
        .collect();
    all.into_iter().flatten()
}

/// Whether a file of the site is a regular one, and no link.
pub fn is_regular(root: &Path, file: &str) -> bool {
    fs::symlink_metadata(root.join(file)).is_ok_and(|meta| meta.is_file())
}

/// Whether anything has this name, a link that leads nowhere too.
pub fn is_there(root: &Path, file: &str) -> bool {
    fs::symlink_metadata(root.join(file)).is_ok()
}

/// What stands in a folder without being content: dot files, and what Windows leaves there.
fn is_litter(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    entry.depth() > 0 && (name.starts_with('.') || LITTER.contains(&&*name))
}

fn no_regular_file(path: &str) -> Finding {
    Finding::warning(
        "stray-file",
        Place::file(path),
        "这不是普通文件（是管道、套接字或设备），没有读",
        "this is no regular file (a pipe, a socket or a device) and was not read",
    )
    .help("删去它，或把内容存成普通文件", "delete it, or save what it should hold as a regular file")
}

/// The texts of some entries, read in parallel; what cannot be read as text is a finding.
pub fn texts(entries: &[Entry]) -> io::Result<Vec<Result<Arc<str>, Box<Finding>>>> {
    entries.par_iter().map(text).collect()
}

/// What tells that a file is still the one that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    /// When the system last noted a change of the file, which no program can set back: seconds and nanoseconds.
    noted: (i64, i64),
}

/// Longer than the times of any file system are exact: those of FAT, which network drives pass on, have two seconds.
const SETTLED: Duration = Duration::from_secs(3);

impl Stamp {
    /// Whether the file has changed after a moment, as far as its times tell.
    fn is_after(&self, moment: SystemTime) -> bool {
        self.modified.is_none_or(|modified| modified > moment) || self.noted().is_some_and(|noted| noted > moment)
    }

    fn noted(&self) -> Option<SystemTime> {
        let seconds = u64::try_from(self.noted.0).ok()?;
        Some(SystemTime::UNIX_EPOCH + Duration::new(seconds, u32::try_from(self.noted.1).ok()?))
    }

    /// False where the file is so new that another change may leave the very same stamp.
    #[expect(clippy::disallowed_methods, reason = "asks whether a file may be trusted; no page sees the time")]
    pub fn is_settled(&self) -> bool {
        let now = SystemTime::now();
        let is_old = |time: SystemTime| now.duration_since(time).is_ok_and(|age| age > SETTLED);
        self.modified.is_some_and(is_old) && self.noted().is_some_and(is_old)
    }
}

/// Whether something below some folders has changed after a moment, as far as the times of files and folders tell.
pub fn has_changed_since(moment: SystemTime, folders: &[PathBuf]) -> bool {
    stamped(folders).any(|(_, stamp)| stamp.is_none_or(|stamp| stamp.is_after(moment)))
}

/// The stamp of the file that a path leads to.
pub fn stamp(disk: &Path) -> io::Result<Stamp> {
    let meta = fs::metadata(disk).map_err(|error| named(error, disk))?;
    #[cfg(unix)]
    let noted = (std::os::unix::fs::MetadataExt::ctime(&meta), std::os::unix::fs::MetadataExt::ctime_nsec(&meta));
    #[cfg(not(unix))]
    let noted = (0, 0);
    Ok(Stamp { length: meta.len(), modified: meta.modified().ok(), noted })
}

/// The stamps of pictures, by their paths below `content/images/`; `None` for one that has just gone.
pub fn picture_stamps(root: &Path, images: &[String]) -> Vec<Option<Stamp>> {
    images.iter().map(|image| stamp(&root.join("content/images").join(image)).ok()).collect()
}

/// The stamps of all files below some folders, by their paths on the disk. What cannot be looked at has none: whoever compares two of
/// these lists sees that something has changed, and `files` says what.
pub fn stamps(folders: &[PathBuf]) -> BTreeMap<PathBuf, Option<Stamp>> {
    stamped(folders).collect()
}

fn stamped(folders: &[PathBuf]) -> impl ParallelIterator<Item = (PathBuf, Option<Stamp>)> {
    let walks =
        folders.iter().flat_map(|folder| WalkDir::new(folder).into_iter().filter_entry(|entry| !is_litter(entry)));
    let paths: Vec<PathBuf> = walks.filter_map(|entry| Some(entry.ok()?.into_path())).collect();
    paths.into_par_iter().map(|path| {
        let stamp = stamp(&path).ok();
        (path, stamp)
    })
}

/// Reads the texts of a site again, by their paths relative to its root.
pub fn again(root: &Path) -> Again {
    let root = root.to_path_buf();
    Again(Arc::new(move |file| {
        text(&Entry { path: Arc::from(file), disk: root.join(file), is_link: false }).ok()?.ok()
    }))
}

/// One file as text.
pub fn text(entry: &Entry) -> io::Result<Result<Arc<str>, Box<Finding>>> {
    let size = fs::metadata(&entry.disk).map_err(|error| named(error, &entry.disk))?.len();
    if size > LARGEST_TEXT {
        let megabytes = size / (1024 * 1024);
        let finding = Finding::error(
            "file-too-large",
            Place::file(&entry.path),
            format!("文件有 {megabytes} MB，超过 8 MB，不像是手写的数据"),
            format!("the file has {megabytes} MB, more than 8 MB: no office writes that by hand"),
        )
        .help("按地区和年份分成小文件", "split it by region and year");
        return Ok(Err(Box::new(finding)));
    }
    let bytes = fs::read(&entry.disk).map_err(|error| named(error, &entry.disk))?;
    Ok(decode(bytes, &entry.path))
}

fn decode(bytes: Vec<u8>, path: &str) -> Result<Arc<str>, Box<Finding>> {
    let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    match String::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => Ok(Arc::from(plain(&text))),
        Ok(_) => Err(not_utf8(path, "二进制文件", "a binary file")),
        Err(_) if utf16 => Err(not_utf8(path, "UTF-16（“Unicode”）", "UTF-16")),
        Err(error) => {
            let (_, had_errors) = encoding_rs::GB18030.decode_without_bom_handling(error.as_bytes());
            Err(match had_errors {
                false => not_utf8(path, "GBK（ANSI）", "GBK"),
                true => not_utf8(path, "别的编码", "another encoding"),
            })
        }
    }
}

fn not_utf8(path: &str, zh: &str, en: &str) -> Box<Finding> {
    let finding = Finding::error(
        "wrong-encoding",
        Place::file(path),
        format!("文件不是 UTF-8，看来是{zh}"),
        format!("the file is not UTF-8; it looks like {en}"),
    )
    .help("用记事本或 WPS 打开，另存为，编码选 UTF-8", "save it again as UTF-8");
    Box::new(finding)
}

/// A picture, by its path below `content/images/` as the walk through the folder found it. One that has become a link out of the
/// content since then is not read.
pub fn picture(root: &Path, image: &str) -> io::Result<Vec<u8>> {
    let content = root.join("content");
    let file = content.join("images").join(image);
    let is_inside = content.canonicalize().and_then(|fence| Ok(file.canonicalize()?.starts_with(fence)));
    match is_inside.map_err(|error| named(error, &file))? {
        true => fs::read(&file).map_err(|error| named(error, &file)),
        false => Err(named(io::ErrorKind::PermissionDenied.into(), &file)),
    }
}

/// Every file of `content/` with its bytes as they lie on the disk, for who keeps them; each is read when it is asked for.
pub fn content_files(root: &Path) -> io::Result<impl Iterator<Item = io::Result<(Arc<str>, Vec<u8>)>>> {
    let read = |entry: Entry| match fs::read(&entry.disk) {
        Ok(bytes) => Ok((entry.path, bytes)),
        Err(error) => Err(named(error, &entry.disk)),
    };
    Ok(files(root, "content")?.0.into_iter().map(read))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_is_told_apart() {
        assert_eq!(&*decode("数\r\n".as_bytes().to_vec(), "a").unwrap(), "数\n");
        assert_eq!(&*decode(b"\xef\xbb\xbfa".to_vec(), "a").unwrap(), "a");
        let message = |bytes: &[u8]| decode(bytes.to_vec(), "a").unwrap_err().message.zh;
        assert!(message(b"\xc0\xd6\xc9\xbd").contains("GBK"));
        assert!(message(b"\xff\xfe\x57\x4e").contains("UTF-16"));
        assert!(message(b"a\0b").contains("二进制"));
    }
}
