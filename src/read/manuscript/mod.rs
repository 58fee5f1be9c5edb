//! A text for `audit`, from a file or pasted: Markdown, plain text, or Word. Comes in: a path, or the standard input. Goes
//! out: the manuscript, where it can be read, and what there is to tell. Looks at the first bytes before it believes the name
//! of a file; does not look into the text itself.

#![expect(clippy::disallowed_methods, reason = "reads the texts that the command line names")]

mod plain;
mod word;

use super::empty;
use super::tree::LARGEST_TEXT;
use crate::disk::trouble;
use crate::finding::{Finding, Place};
use crate::model::{Manuscript, ManuscriptKind};
use std::io::{self, Read};
use std::{fs, path::Path};

/// The manuscript, and what there is to tell of it; nothing where the text cannot be read.
pub type ReadManuscript = (Option<Manuscript>, Vec<Finding>);

/// A Word file holds pictures too.
const LARGEST_WORD: u64 = 256 * 1024 * 1024;

/// Reads one file. A path at which nothing is, and a disk that fails, are findings like any other, so that one file's trouble
/// hides no other file's.
pub fn manuscript(path: &Path) -> ReadManuscript {
    let file = path.to_string_lossy().replace('\\', "/");
    let bytes = match fs::metadata(path) {
        Ok(meta) if meta.is_dir() => return (None, vec![unreadable(&file, "文件夹", "a folder")]),
        Ok(_) => fs::File::open(path).and_then(|input| up_to(LARGEST_WORD, input)),
        Err(error) => Err(error),
    };
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    read_or_told(&file, &ending, bytes)
}

/// Reads what was pasted on the standard input; its name is `-`.
pub fn pasted(input: impl Read) -> ReadManuscript {
    read_or_told("-", "txt", up_to(LARGEST_WORD, input))
}

fn read_or_told(file: &str, ending: &str, bytes: io::Result<Vec<u8>>) -> ReadManuscript {
    match bytes {
        Ok(bytes) => opened(file, ending, &bytes),
        Err(error) => {
            let words = trouble(&error);
            let (zh, en) = (format!("读不了：{}", words.zh), format!("this cannot be read: {}", words.en));
            let finding = Finding::error("unreadable-manuscript", Place::file(file), zh, en);
            let help = "看看文件名、路径写对没有，有没有权限";
            (None, vec![finding.help(help, "look whether the name and the path are right and whether you may read it")])
        }
    }
}

/// The bytes of a file, and one more than the limit where it has more.
fn up_to(limit: u64, input: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(limit + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A manuscript from bytes. The first bytes say more than the ending: a .doc may be Word, and a .docx not.
fn opened(file: &str, ending: &str, bytes: &[u8]) -> ReadManuscript {
    if let Some((zh, en)) = foreign(bytes) {
        return (None, vec![unreadable(file, zh, en)]);
    }
    let is_zip = bytes.starts_with(b"PK\x03\x04");
    let kind = match ending {
        _ if is_zip => ManuscriptKind::Word,
        "docx" | "docm" => ManuscriptKind::Word,
        "md" | "markdown" => ManuscriptKind::Markdown,
        "txt" | "text" | "" => ManuscriptKind::Plain,
        _ => {
            let (zh, en) = (format!(".{ending} 文件"), format!("a .{ending} file"));
            return (None, vec![unreadable(file, &zh, &en)]);
        }
    };
    let limit = if kind == ManuscriptKind::Word { LARGEST_WORD } else { LARGEST_TEXT };
    if bytes.len() as u64 > limit {
        return (None, vec![too_large(file, limit)]);
    }
    let read = match kind {
        ManuscriptKind::Word => word::text(file, bytes),
        ManuscriptKind::Markdown | ManuscriptKind::Plain => plain::text(file, bytes),
    };
    match read {
        Err(finding) => (None, vec![*finding]),
        Ok((text, mut findings)) if text.trim().is_empty() => {
            findings.push(empty(file).help(
                "文字也可能在图片里（扫描件），那样查不了",
                "its words may be in pictures, as in a scan: those cannot be read",
            ));
            (None, findings)
        }
        Ok((text, findings)) => (Some(Manuscript { file: file.into(), text: text.into(), kind }), findings),
    }
}

/// What the first bytes say that a file is, where that is nothing that can be read.
fn foreign(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    // The container of the old Office; a Word file with a password is one too, and says so in UTF-16.
    const OLE: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    if bytes.starts_with(&OLE) {
        let name: Vec<u8> = "EncryptedPackage".bytes().flat_map(|byte| [byte, 0]).collect();
        return Some(match bytes.windows(name.len()).any(|window| window == name) {
            true => ("加了密码的文件", "protected by a password"),
            false => ("旧格式的文件（.doc 或 .wps）", "of the old format (.doc or .wps)"),
        });
    }
    if bytes.starts_with(b"%PDF") {
        return Some(("PDF", "a PDF"));
    }
    bytes.starts_with(b"{\\rtf").then_some(("RTF 文件", "an RTF file"))
}

/// A finding for a file of a kind that is not read.
fn unreadable(file: &str, zh: &str, en: &str) -> Finding {
    Finding::error(
        "unreadable-manuscript",
        Place::file(file),
        format!("读不了：这是{zh}"),
        format!("this cannot be read: it is {en}"),
    )
    .help(
        "用 Word 或 WPS 打开（有密码的先去掉密码），另存为 .docx；能读的有 .docx、.md、.txt",
        "open it in Word or WPS, take off the password, save it as .docx; .docx, .md and .txt can be read",
    )
}

/// A finding for a manuscript, or a part of one, that no person can have written.
fn too_large(file: &str, limit: u64) -> Finding {
    let megabytes = limit / (1024 * 1024);
    Finding::error(
        "file-too-large",
        Place::file(file),
        format!("超过 {megabytes} MB，不像是一篇文稿"),
        format!("more than {megabytes} MB: that is no manuscript"),
    )
    .help("只把文字存成一个文件", "save its words alone in a file")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(file: &str, ending: &str, bytes: &[u8]) -> Vec<&'static str> {
        opened(file, ending, bytes).1.iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn the_ending_says_what_the_lines_are() {
        for (ending, kind) in
            [("md", ManuscriptKind::Markdown), ("txt", ManuscriptKind::Plain), ("", ManuscriptKind::Plain)]
        {
            let (manuscript, findings) = opened("文/稿", ending, "一\r\n二".as_bytes());
            let manuscript = manuscript.unwrap();
            assert_eq!((manuscript.kind, &*manuscript.text, findings.len()), (kind, "一\r\n二", 0));
        }
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        assert_eq!(codes("a.pdf", "pdf", b"%PDF-1.7"), ["unreadable-manuscript"]);
        assert_eq!(codes("a.xls", "xls", b"1,2"), ["unreadable-manuscript"]);
        assert_eq!(codes("a.docx", "docx", b"plain words"), ["broken-document"]);
        assert_eq!(codes("a.docx", "docx", b""), ["broken-document"]);
        assert_eq!(codes("a.txt", "txt", b" \n"), ["empty-file"]);
        let mut ole = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
        let message = |bytes: &[u8]| opened("a.docx", "docx", bytes).1[0].message.zh.clone();
        assert!(message(&ole).contains("旧格式"));
        ole.extend("EncryptedPackage".bytes().flat_map(|byte| [byte, 0]));
        assert!(message(&ole).contains("密码"));
    }

    #[test]
    fn a_path_with_nothing_is_named() {
        let (none, findings) = manuscript(Path::new("没有/这个.md"));
        assert!(none.is_none() && findings.len() == 1);
        assert_eq!((findings[0].code, &*findings[0].place.file), ("unreadable-manuscript", "没有/这个.md"));
        assert!(findings[0].message.zh.starts_with("读不了：没有这个文件或文件夹（"), "{}", findings[0].message.zh);
        assert_eq!(manuscript(Path::new(".")).1[0].code, "unreadable-manuscript");
    }

    #[test]
    fn pasted_text_has_a_name() {
        let (manuscript, _) = pasted("全年5480万元".as_bytes());
        assert_eq!(&*manuscript.unwrap().file, "-");
    }
}
