//! `yearbook new FOLDER`: a small complete site that builds at once.

#![expect(clippy::disallowed_methods, reason = "writes a new site into an empty folder")]

use super::{Common, End};
use crate::disk::named;
use crate::finding::visible;
use include_dir::{Dir, DirEntry, include_dir};
use std::path::{Path, PathBuf};
use std::{fs, io};

static STARTER: Dir = include_dir!("$CARGO_MANIFEST_DIR/src/cli/starter");

#[derive(clap::Args)]
pub struct Flags {
    /// 新文件夹，或一个空文件夹
    folder: PathBuf,
}

pub fn run(common: &Common, flags: &Flags) -> io::Result<End> {
    let folder = &flags.folder;
    let shown = &*folder.to_string_lossy();
    let shown = visible(shown);
    let is_taken = match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_some(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => false,
        Err(error) => return Err(named(error, folder)),
    };
    if is_taken {
        return Ok(common.refuse(
            &format!("{shown} 里已有东西，换一个空文件夹"),
            &format!("{shown} is not empty; choose an empty folder"),
        ));
    }
    let mut written = 0;
    write(&STARTER, folder, &mut written)?;
    common.say(
        &format!("建好了 {shown}（{written} 个文件）。接着：yearbook build --root {shown}"),
        &format!("made {shown} ({written} files). Next: yearbook build --root {shown}"),
    );
    Ok(End::Done)
}

fn write(folder: &Dir, to: &Path, written: &mut usize) -> io::Result<()> {
    fs::create_dir_all(to).map_err(|error| named(error, to))?;
    for entry in folder.entries() {
        let name = entry.path().file_name().unwrap_or_default();
        // Dot files do not travel well in a source tree; they stand here without their dot.
        let name = if name == "gitignore" { ".gitignore".as_ref() } else { name };
        let target = to.join(name);
        match entry {
            DirEntry::Dir(below) => write(below, &target, written)?,
            DirEntry::File(file) => {
                fs::write(&target, file.contents()).map_err(|error| named(error, &target))?;
                *written += 1;
            }
        }
    }
    Ok(())
}
