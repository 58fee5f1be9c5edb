//! A .zip or a .tar that somebody hands us, unpacked into a folder of the moment. Nothing leaves that folder, and nothing grows beyond
//! what such a file can honestly hold.

#![expect(clippy::disallowed_methods, reason = "reads what a command names, and writes into a folder of the moment")]

use crate::disk::named;
use crate::finding::Message;
use std::fs::{self, File};
use std::io::{self, BufReader, Read, Seek};
use std::path::{Component, Path, PathBuf};
use tempfile::TempDir;
use zip::ZipArchive;

/// Why something cannot be unpacked.
#[derive(Debug)]
pub enum NoContainer {
    /// Neither a .zip nor a .tar.
    Unknown,
    /// What the library says.
    Broken(String),
    /// A path that leads out of its folder, a link, a device, or a path that is there twice.
    Unsafe(String),
    /// It holds far more than its size can hold.
    Bomb,
}

impl NoContainer {
    pub fn message(&self) -> Message {
        match self {
            Self::Unknown => Message::new("既不是文件夹，也不是 .zip、.tar", "neither a folder nor a .zip nor a .tar"),
            Self::Broken(why) => Message::new(format!("坏了，解不开（{why}）"), format!("broken ({why})")),
            Self::Unsafe(path) => Message::new(
                format!("里面的“{path}”指到外面、是链接，或有两份，没有解开"),
                format!("`{path}` in it leads outside, is a link, or is there twice: not unpacked"),
            ),
            Self::Bomb => Message::new(
                "解开后大得不合理，没有解开",
                "would unpack to far more than its size can hold: not unpacked",
            ),
        }
    }
}

/// How much may come out of each byte, and without any: texts of figures shrink to a tenth, seldom to a fiftieth.
const MOST_FOR_EACH_BYTE: u64 = 200;
const MOST_AT_ONCE: u64 = 64 << 20;

/// Unpacks a file. `Err` is for a disk that fails.
pub fn unpacked(path: &Path) -> io::Result<Result<TempDir, NoContainer>> {
    let mut file = File::open(path).map_err(|error| named(error, path))?;
    let length = file.metadata().map_err(|error| named(error, path))?.len();
    let mut start = Vec::new();
    file.by_ref().take(512).read_to_end(&mut start).map_err(|error| named(error, path))?;
    file.rewind().map_err(|error| named(error, path))?;
    let folder = tempfile::tempdir()?;
    let mut into = Into { folder: folder.path(), left: MOST_AT_ONCE + length.saturating_mul(MOST_FOR_EACH_BYTE) };
    let done = match start.as_slice() {
        start if start.starts_with(b"PK") => into.zip(file)?,
        start if start.get(257..262) == Some(b"ustar") => into.tar(file)?,
        _ => Err(NoContainer::Unknown),
    };
    Ok(done.map(|()| folder))
}

/// A folder that is being filled, and how many bytes it may still take.
struct Into<'f> {
    folder: &'f Path,
    left: u64,
}

type Done = io::Result<Result<(), NoContainer>>;

impl Into<'_> {
    fn zip(&mut self, file: File) -> Done {
        let broken = |error: zip::result::ZipError| Ok(Err(NoContainer::Broken(error.to_string())));
        let mut archive = match ZipArchive::new(BufReader::new(file)) {
            Ok(archive) => archive,
            Err(error) => return broken(error),
        };
        for i in 0..archive.len() {
            let mut entry = match archive.by_index(i) {
                Ok(entry) => entry,
                Err(error) => return broken(error),
            };
            let shown = String::from_utf8_lossy(entry.name_raw()).into_owned();
            if entry.is_dir() {
                continue;
            }
            let name = std::str::from_utf8(entry.name_raw()).ok().and_then(inside).filter(|_| !entry.is_symlink());
            let Some(name) = name else { return Ok(Err(NoContainer::Unsafe(shown))) };
            if let Err(why) = self.write(&name, &shown, &mut entry)? {
                return Ok(Err(why));
            }
        }
        Ok(Ok(()))
    }

    fn tar(&mut self, file: File) -> Done {
        let mut archive = tar::Archive::new(BufReader::new(file));
        let broken = |error: io::Error| Ok(Err(NoContainer::Broken(error.to_string())));
        let entries = match archive.entries() {
            Ok(entries) => entries,
            Err(error) => return broken(error),
        };
        for entry in entries {
            let mut entry = match entry {
                Ok(entry) => entry,
                Err(error) => return broken(error),
            };
            let bytes = entry.path_bytes().into_owned();
            let shown = String::from_utf8_lossy(&bytes).into_owned();
            let kind = entry.header().entry_type();
            if kind.is_dir() || kind.is_pax_global_extensions() {
                continue;
            }
            let name = std::str::from_utf8(&bytes).ok().and_then(inside).filter(|_| kind.is_file());
            let Some(name) = name else { return Ok(Err(NoContainer::Unsafe(shown))) };
            if let Err(why) = self.write(&name, &shown, &mut entry)? {
                return Ok(Err(why));
            }
        }
        Ok(Ok(()))
    }

    fn write(&mut self, name: &Path, shown: &str, content: &mut dyn Read) -> Done {
        let path = self.folder.join(name);
        if let Some(parent) = path.parent() {
            match fs::create_dir_all(parent) {
                Ok(()) => {}
                // A file where a folder belongs.
                Err(error) if [io::ErrorKind::NotADirectory, io::ErrorKind::AlreadyExists].contains(&error.kind()) => {
                    return Ok(Err(NoContainer::Unsafe(shown.to_string())));
                }
                Err(error) => return Err(named(error, parent)),
            }
        }
        let mut file = match File::create_new(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                return Ok(Err(NoContainer::Unsafe(shown.to_string())));
            }
            Err(error) => return Err(named(error, &path)),
        };
        // What the library tells of a broken entry comes as an error of reading, a full disk as one of writing.
        let mut buffer = vec![0; 1 << 16];
        loop {
            let read = match content.read(&mut buffer) {
                Ok(0) => return Ok(Ok(())),
                Ok(read) => read,
                Err(error) => return Ok(Err(NoContainer::Broken(format!("{shown}: {error}")))),
            };
            let Some(left) = self.left.checked_sub(read as u64) else { return Ok(Err(NoContainer::Bomb)) };
            self.left = left;
            io::Write::write_all(&mut file, &buffer[..read]).map_err(|error| named(error, &path))?;
        }
    }
}

/// A path that stays in its folder, on Windows too.
fn inside(name: &str) -> Option<PathBuf> {
    let path = Path::new(name);
    let is_safe = |part: &Component| matches!(part, Component::Normal(_) | Component::CurDir);
    if name.contains(['\\', ':', '\0']) || !path.components().all(|part| is_safe(&part)) {
        return None;
    }
    // `tar cf x.tar ./folder` writes the dot down.
    let inner: PathBuf = path.components().filter(|part| *part != Component::CurDir).collect();
    (!inner.as_os_str().is_empty()).then_some(inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn outcome(bytes: &[u8]) -> Result<TempDir, NoContainer> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("thing");
        fs::write(&path, bytes).unwrap();
        unpacked(&path).unwrap()
    }

    #[test]
    fn what_is_sound_is_unpacked() {
        let folder = outcome(&zipped(&[("a/b.txt", b"1")])).unwrap();
        assert_eq!(fs::read(folder.path().join("a/b.txt")).unwrap(), b"1");
    }

    #[test]
    fn a_dot_in_front_is_no_way_out() {
        let mut tar = tar::Builder::new(Vec::new());
        let mut header = tar::Header::new_gnu();
        header.set_size(1);
        header.set_path("./a/b.txt").unwrap();
        header.set_cksum();
        tar.append(&header, &b"1"[..]).unwrap();
        let folder = outcome(&tar.into_inner().unwrap()).unwrap();
        assert_eq!(fs::read(folder.path().join("a/b.txt")).unwrap(), b"1");
        assert!(inside("./..").is_none() && inside(".").is_none());
    }

    #[test]
    fn nothing_leaves_the_folder() {
        for name in ["../a", "/a", "a/../../b", "C:\\a", "a\\..\\b"] {
            assert!(matches!(outcome(&zipped(&[(name, b"1")])), Err(NoContainer::Unsafe(_))), "{name}");
        }
        let mut tar = tar::Builder::new(Vec::new());
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(tar::EntryType::Symlink);
        header.set_size(0);
        tar.append_link(&mut header, "a", "/etc/passwd").unwrap();
        assert!(matches!(outcome(&tar.into_inner().unwrap()), Err(NoContainer::Unsafe(_))));
    }

    #[test]
    fn a_bomb_does_not_go_off() {
        let much = vec![0; 80 << 20];
        assert!(matches!(outcome(&zipped(&[("a", &much)])), Err(NoContainer::Bomb)));
    }

    #[test]
    fn what_is_no_container_is_told() {
        assert!(matches!(outcome(b""), Err(NoContainer::Unknown)));
        assert!(matches!(outcome(b"PK\x03\x04 and nothing more"), Err(NoContainer::Broken(_))));
        let whole = zipped(&[("a", b"12345")]);
        assert!(matches!(outcome(&whole[..whole.len() / 2]), Err(NoContainer::Broken(_))));
    }
}
