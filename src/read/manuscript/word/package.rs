//! The zip of a .docx: from bytes to the XML of its parts. The only file that names the zip reader. Unpacks no more than a
//! limit, whatever the zip says of itself, and nothing but the parts that are asked for.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// All parts together; the longest report that we know has 2 MB.
pub(super) const LARGEST: u64 = 64 * 1024 * 1024;

/// Why a document cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The zip, or the XML in it, is broken.
    Broken,
    /// Unpacked it would be larger than [`LARGEST`].
    TooLarge,
    /// The zip has a password.
    Locked,
    /// A zip, but of something else.
    NoDocument,
}

pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    left: u64,
}

impl<'b> Package<'b> {
    pub fn open(bytes: &'b [u8]) -> Result<Self, Fault> {
        Ok(Self { archive: ZipArchive::new(Cursor::new(bytes)).map_err(fault)?, left: LARGEST })
    }

    /// The text of the document itself. Word writes `word/document.xml`; some programs number it.
    pub fn document(&mut self) -> Result<String, Fault> {
        let is_document = |name: &str| {
            name.strip_prefix("word/document")
                .and_then(|rest| rest.strip_suffix(".xml"))
                .is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
        };
        let names = self.archive.file_names().flatten();
        let name =
            names.filter(|name| is_document(name)).map(|name| name.into_owned()).min().ok_or(Fault::NoDocument)?;
        self.part(&name)?.ok_or(Fault::NoDocument)
    }

    /// One part as text; `None` where the package has none of that name.
    pub fn part(&mut self, name: &str) -> Result<Option<String>, Fault> {
        let part = match self.archive.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(fault(error)),
        };
        let mut bytes = Vec::new();
        part.take(self.left + 1).read_to_end(&mut bytes).map_err(|_| Fault::Broken)?;
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or(Fault::TooLarge)?;
        xml(bytes).map(Some)
    }
}

/// A part is UTF-8, or UTF-16 with a mark (ECMA-376-2, 8.2); what it says of itself beyond that is believed.
fn xml(bytes: Vec<u8>) -> Result<String, Fault> {
    for (encoding, mark) in [(UTF_16LE, [0xff, 0xfe]), (UTF_16BE, [0xfe, 0xff])] {
        if bytes.starts_with(&mark) {
            let (text, had_errors) = encoding.decode_with_bom_removal(&bytes);
            return if had_errors { Err(Fault::Broken) } else { Ok(text.into_owned()) };
        }
    }
    match declared(&bytes) {
        Some(encoding) => {
            let (text, had_errors) = encoding.decode_without_bom_handling(&bytes);
            if had_errors { Err(Fault::Broken) } else { Ok(text.into_owned()) }
        }
        None => String::from_utf8(bytes).map_err(|_| Fault::Broken),
    }
}

/// The encoding that the first line says, where it is another than UTF-8: some programs write their parts in GBK.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let line = bytes.strip_prefix(b"<?xml")?;
    let line = &line[..line.windows(2).position(|end| end == b"?>")?];
    let said = std::str::from_utf8(line).ok()?.split_once("encoding")?.1;
    let name = said.split(['"', '\'']).nth(1)?;
    Encoding::for_label(name.as_bytes()).filter(|encoding| ![UTF_8, UTF_16LE, UTF_16BE].contains(encoding))
}

fn fault(error: ZipError) -> Fault {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => Fault::Locked,
        _ => Fault::Broken,
    }
}
