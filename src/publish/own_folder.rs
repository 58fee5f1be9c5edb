//! The folder inside the output folder that is the program's own: the manifest, the basis, the lock and, during a run, staged files.
//! A run that publishes nothing leaves nothing behind.

use crate::disk::named;
use crate::lock;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::{fs, io};

pub(super) struct OwnFolder {
    pub path: PathBuf,
    out: PathBuf,
    /// True where this run made the output folder.
    is_new_output: bool,
    /// True once this run holds the lock: then the folder is its to clear.
    is_locked: bool,
}

impl OwnFolder {
    pub const NAME: &str = ".yearbook";
    pub const MANIFEST: &str = "manifest.json";
    pub const BASIS: &str = "basis.bin";

    /// Makes the folder where it is missing. A link in its place is refused: it would lead out of the output folder.
    pub fn open(out: &Path) -> io::Result<Self> {
        let path = out.join(Self::NAME);
        if path.is_symlink() {
            return Err(io::Error::other(format!("{}: 这里不能是链接 / this must be no link", path.display())));
        }
        let is_new_output = !out.is_dir();
        fs::create_dir_all(&path).map_err(|error| named(error, &path))?;
        Ok(Self { path, out: out.to_path_buf(), is_new_output, is_locked: false })
    }

    /// Keeps other runs out until the file goes; `None` where another is at work.
    pub fn locked(&self) -> io::Result<Option<File>> {
        let path = self.path.join("lock");
        refuse_special(&path)?;
        lock::held(&path)
    }

    pub fn manifest(&self) -> PathBuf {
        self.path.join(Self::MANIFEST)
    }

    pub fn basis(&self) -> PathBuf {
        Self::basis_in(&self.out)
    }

    /// Where the basis of an output folder lies.
    pub fn basis_in(out: &Path) -> PathBuf {
        out.join(Self::NAME).join(Self::BASIS)
    }

    /// Removes the basis that an earlier run left, where there is one.
    pub fn forget_basis(&self) -> io::Result<()> {
        match fs::remove_file(self.basis()) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(named(error, &self.basis())),
            _ => Ok(()),
        }
    }

    pub fn staging(&self) -> PathBuf {
        self.path.join("staged")
    }

    pub fn staged(&self, number: usize) -> PathBuf {
        self.staging().join(number.to_string())
    }

    /// To be called when the lock is held: removes what a killed run left: a handful of files at most, since differing bytes alone are staged.
    pub fn clear(&mut self) -> io::Result<()> {
        self.is_locked = true;
        match fs::remove_dir_all(self.staging()) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(named(error, &self.staging())),
            _ => Ok(()),
        }
    }
}

impl Drop for OwnFolder {
    fn drop(&mut self) {
        if !self.is_locked {
            return;
        }
        // Nothing here can be told any more; what cannot be removed now is removed by the next run.
        let _ = fs::remove_dir_all(self.staging());
        if !self.manifest().is_file() {
            let _ = fs::remove_file(self.path.join("lock"));
            let _ = fs::remove_dir(&self.path);
            if self.is_new_output {
                let _ = fs::remove_dir(&self.out);
            }
        }
    }
}

/// Whether an output folder holds files and no run has ever written there: they are somebody's own. Names with a dot in front, as
/// `.git`, are nothing that a run would write.
pub fn is_of_others(out: &Path) -> io::Result<bool> {
    if !out.is_dir() || out.join(".yearbook").exists() {
        return Ok(false);
    }
    let entries = fs::read_dir(out).map_err(|error| named(error, out))?;
    let mut names = entries.flatten().map(|entry| entry.file_name());
    Ok(names.any(|name| !name.to_string_lossy().starts_with('.')))
}

/// What would keep a file from being put in place, or lead it out of the output folder: a link or a file where a folder
/// belongs, a folder where the file belongs. `free` is a folder that does not exist: nothing stands in the way in it.
pub(super) fn refuse_obstacles(out: &Path, path: &str, free: &mut Option<PathBuf>) -> io::Result<()> {
    if free.as_ref().is_some_and(|free| out.join(path).starts_with(free)) {
        return Ok(());
    }
    let mut here = out.to_path_buf();
    let parts: Vec<&str> = path.split('/').collect();
    for (i, part) in parts.iter().enumerate() {
        here.push(part);
        let Ok(meta) = fs::symlink_metadata(&here) else {
            *free = Some(here);
            return Ok(());
        };
        let is_last = i + 1 == parts.len();
        let (zh, en) = match () {
            () if meta.is_symlink() => ("输出文件夹里有链接，不写", "a link inside the output folder"),
            () if is_last && meta.is_dir() => ("这里应是文件，却是文件夹", "a folder where a file belongs"),
            () if !is_last && !meta.is_dir() => ("这里应是文件夹，却是文件", "a file where a folder belongs"),
            () => continue,
        };
        return Err(io::Error::other(format!("{}: {zh} / {en}", here.display())));
    }
    Ok(())
}

/// A pipe or a device in the place of one of our files would keep us waiting for ever.
pub(super) fn refuse_special(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(meta) if !meta.is_file() => {
            Err(io::Error::other(format!("{}: 这里应是普通文件 / a regular file belongs here", path.display())))
        }
        _ => Ok(()),
    }
}
