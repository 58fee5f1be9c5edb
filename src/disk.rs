//! An I/O error says what failed but not where: here it gets the name of its file, and words that people read. Comes in: an error
//! and a path. Goes out: an error whose text starts with the path, or what to tell of one. Touches no disk itself.

use crate::finding::{Message, visible};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::{fmt, io};

/// The path of a file below a folder, with forward slashes; the whole path where it is not below it.
pub fn below(folder: &Path, path: &Path) -> String {
    let inner = path.strip_prefix(folder).unwrap_or(path);
    inner.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The error with the file that it is about in front.
pub fn named(error: io::Error, path: &Path) -> io::Error {
    io::Error::new(error.kind(), Named { path: path.to_path_buf(), error })
}

/// The error on which a walk through a folder came, with the path where it did.
pub fn of_walk(error: walkdir::Error, top: &Path) -> io::Error {
    let path = error.path().unwrap_or(top).to_path_buf();
    named(error.into_io_error().unwrap_or_else(|| io::Error::other("a circle of links")), &path)
}

#[derive(Debug)]
struct Named {
    path: PathBuf,
    error: io::Error,
}

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}: {}", visible(&self.path.to_string_lossy()), self.error)
    }
}

impl Error for Named {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.error)
    }
}

/// What to tell of an error: the file, what is the matter, and behind it in brackets what the system says.
pub fn told(error: &io::Error) -> Message {
    let named = error.get_ref().and_then(|inner| inner.downcast_ref::<Named>());
    let Some(Named { path, error }) = named else { return trouble(error) };
    let (path, words) = (path.to_string_lossy(), told(error));
    let path = visible(&path);
    Message::new(format!("{path}：{}", words.zh), format!("{path}: {}", words.en))
}

/// What is the matter, without the file.
pub fn trouble(error: &io::Error) -> Message {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<Named>());
    if let Some(named) = inner {
        return trouble(&named.error);
    }
    let system = error.to_string();
    let system = visible(&system);
    match in_chinese(error) {
        Some(zh) => Message::new(format!("{zh}（{system}）"), system),
        None => Message::new(system.clone(), system),
    }
}

fn in_chinese(error: &io::Error) -> Option<&'static str> {
    use io::ErrorKind as Kind;
    // Too many levels of symbolic links has no stable kind: ELOOP of Linux.
    const LINK_LOOP: i32 = 40;
    if cfg!(target_os = "linux") && error.raw_os_error() == Some(LINK_LOOP) {
        return Some("符号链接绕成了圈");
    }
    Some(match error.kind() {
        Kind::NotFound => "没有这个文件或文件夹",
        Kind::PermissionDenied => "没有权限",
        Kind::StorageFull => "磁盘满了",
        Kind::QuotaExceeded => "超过了磁盘配额",
        Kind::IsADirectory => "这是文件夹，不是文件",
        Kind::NotADirectory => "路径里有一段不是文件夹",
        Kind::ReadOnlyFilesystem => "这个盘是只读的",
        Kind::InvalidFilename => "文件名太长，或有不能用的字符",
        Kind::AlreadyExists => "已经有了",
        Kind::FileTooLarge => "文件太大",
        Kind::ResourceBusy if error.raw_os_error().is_some() => "别的程序正在用",
        Kind::TimedOut => "等得太久，没有回应",
        Kind::OutOfMemory => "内存不够",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_told_with_its_file_and_what_the_system_says() {
        for (kind, zh) in [
            (io::ErrorKind::NotFound, "没有这个文件"),
            (io::ErrorKind::StorageFull, "磁盘满了"),
            (io::ErrorKind::PermissionDenied, "没有权限"),
        ] {
            let error = named(io::Error::new(kind, "as the system says"), Path::new("甲\n.md"));
            let words = told(&error);
            assert!(words.zh.starts_with("甲\\n.md：") && words.zh.contains(zh), "{}", words.zh);
            assert!(words.zh.ends_with("（as the system says）"), "{}", words.zh);
            assert_eq!(words.en, "甲\\n.md: as the system says");
            assert_eq!((error.kind(), error.to_string()), (kind, words.en));
        }
        let own = named(io::Error::other("缺 / missing"), Path::new("a"));
        assert_eq!(told(&own).zh, "a：缺 / missing");
    }
}
