//! A site in a folder: what a build wrote, what was packed or downloaded. Comes in: the folder. Goes out: its files. Follows no link and
//! opens nothing that is no regular file.

#![expect(clippy::disallowed_methods, reason = "reads the folder that it is asked to verify")]

use super::{MANIFESTS, Store};
use crate::disk::{below, named, of_walk};
use crate::finding::{Finding, Place};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};
use walkdir::WalkDir;

pub struct Folder {
    root: PathBuf,
    paths: BTreeSet<String>,
    findings: Vec<Finding>,
}

impl Folder {
    /// The site of a folder: this one, or the only one in it that has a home page, as in a pack.
    pub fn holding(root: &Path) -> io::Result<Self> {
        let is_site = |folder: &Path| {
            folder.join("index.html").is_file() || MANIFESTS.iter().any(|name| folder.join(name).is_file())
        };
        if is_site(root) {
            return Self::open(root);
        }
        let below = fs::read_dir(root).map_err(|error| named(error, root))?.flatten();
        let is_folder = |entry: &fs::DirEntry| entry.file_type().is_ok_and(|kind| kind.is_dir());
        let below = below.filter(is_folder).map(|entry| entry.path()).filter(|folder| is_site(folder));
        match <[PathBuf; 1]>::try_from(below.collect::<Vec<_>>()) {
            Ok([site]) => Self::open(&site),
            Err(_) => Self::open(root),
        }
    }

    /// This folder, whatever it holds.
    pub fn open(root: &Path) -> io::Result<Self> {
        let (mut paths, mut findings) = (BTreeSet::new(), Vec::new());
        // What begins with a dot is no part of a site: .git, .gitkeep, the list of a build.
        let walk = WalkDir::new(root)
            .into_iter()
            .filter_entry(|entry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.'));
        for entry in walk {
            let entry = entry.map_err(|error| of_walk(error, root))?;
            let path = below(root, entry.path());
            if entry.file_type().is_file() {
                if !MANIFESTS.contains(&path.as_str()) {
                    paths.insert(path);
                }
            } else if !entry.file_type().is_dir() {
                findings.push(no_file(&path));
            }
        }
        Ok(Self { root: root.to_path_buf(), paths, findings })
    }
}

impl Store for Folder {
    fn paths(&self) -> io::Result<Option<BTreeSet<String>>> {
        Ok(Some(self.paths.clone()))
    }

    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        if !self.paths.contains(path) && !MANIFESTS.contains(&path) {
            return Ok(None);
        }
        let path = self.root.join(path);
        if !fs::symlink_metadata(&path).is_ok_and(|meta| meta.is_file()) {
            return Ok(None);
        }
        fs::read(&path).map(Some).map_err(|error| named(error, &path))
    }

    fn findings(&self) -> Vec<Finding> {
        self.findings.clone()
    }
}

fn no_file(path: &str) -> Finding {
    Finding::error(
        "file-added",
        Place::file(path),
        "是链接或别的东西，不是文件，没有打开",
        "a link or something else that is no file; it was not opened",
    )
}
