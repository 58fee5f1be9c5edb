//! What a PDF holds: the files attached to it, and what stands on its pages (`text`). Comes in: a PDF of any origin. Goes out: names and
//! bytes, and texts. The one place that looks into a PDF; it runs nothing of it, and bounds what it unpacks.

#![expect(clippy::disallowed_methods, reason = "reads the PDF that it is given")]

mod text;

pub use text::{Page, Run, is_seen};

use crate::disk::named;
use flate2::read::ZlibDecoder;
use hayro_syntax::object::{Dict, Object, Stream, String as PdfString};
use hayro_syntax::{LoadPdfError, Pdf};
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::{collections::BTreeMap, fs, io, path::Path};

/// As much as one stream of a PDF may unpack to, and all of them together: a nation's volume takes a tenth of it.
const LARGEST_STREAM: u64 = 256 << 20;
const LARGEST_WHOLE: u64 = 1 << 30;

/// A stream of a few bytes that unpacks to many more: text gets a hundredth of its size, seldom less.
const STEEPEST: u64 = 400;

/// What a PDF holds.
#[derive(Debug, Default)]
pub struct Held {
    /// The attached files by their names.
    pub files: BTreeMap<String, Vec<u8>>,
    pub pages: Vec<Page>,
    /// The names of the fonts that it embeds, without the marks of their subsets, in order.
    pub fonts: Vec<String>,
}

/// Why a PDF cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    NoPdf,
    Encrypted,
    /// It unpacks to far more than a document of ours.
    TooLarge,
}

/// The attached files by their names; `None` where the file is no PDF that can be read.
pub fn carried(path: &Path) -> io::Result<Option<BTreeMap<String, Vec<u8>>>> {
    let bytes = fs::read(path).map_err(|error| named(error, path))?;
    Ok(open(Arc::new(bytes)).ok().map(|pdf| files(&pdf)))
}

/// Everything that a PDF holds.
pub fn held(bytes: Arc<Vec<u8>>) -> Result<Held, Unreadable> {
    // A broken file must not end the run, whatever the reader of PDFs does with it.
    let read = || open(bytes).map(|pdf| Held { files: files(&pdf), pages: text::pages(&pdf), fonts: fonts(&pdf) });
    catch_unwind(AssertUnwindSafe(read)).unwrap_or(Err(Unreadable::NoPdf))
}

fn open(bytes: Arc<Vec<u8>>) -> Result<Pdf, Unreadable> {
    if !bytes[..bytes.len().min(1024)].windows(5).any(|head| head == b"%PDF-") {
        return Err(Unreadable::NoPdf);
    }
    if unpacks_too_large(&bytes) {
        return Err(Unreadable::TooLarge);
    }
    Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(_) => Unreadable::Encrypted,
        LoadPdfError::Invalid => Unreadable::NoPdf,
    })
}

/// Whether a stream, wherever one seems to begin, unpacks to more than it may. The reader of PDFs knows no bound.
fn unpacks_too_large(bytes: &[u8]) -> bool {
    const BEGIN: &[u8] = b"stream";
    let (mut at, mut whole) = (0, 0);
    while let Some(found) = bytes[at..].windows(BEGIN.len()).position(|word| word == BEGIN) {
        at += found + BEGIN.len();
        let mut packed = &bytes[at..];
        packed = packed.strip_prefix(b"\r").unwrap_or(packed);
        packed = packed.strip_prefix(b"\n").unwrap_or(packed);
        let mut decoder = ZlibDecoder::new(packed).take(LARGEST_STREAM + 1);
        let unpacked = match io::copy(&mut decoder, &mut io::sink()) {
            Ok(length) => length,
            // What was unpacked until then counts, too, but a stream that is no such stream has none.
            Err(_) => decoder.get_ref().total_out(),
        };
        let packed = decoder.get_ref().total_in().max(1);
        whole += unpacked;
        if unpacked > LARGEST_STREAM || whole > LARGEST_WHOLE || unpacked > 64 << 20 && unpacked / packed > STEEPEST {
            return true;
        }
    }
    false
}

fn files(pdf: &Pdf) -> BTreeMap<String, Vec<u8>> {
    pdf.objects().into_iter().filter_map(|object| attached(&object)).collect()
}

/// The file that a file specification embeds (ISO 32000-1, 7.11.3 and 7.11.4).
fn attached(object: &Object) -> Option<(String, Vec<u8>)> {
    let Object::Dict(specification) = object else { return None };
    let embedded: Dict = specification.get("EF")?;
    let name: PdfString = specification.get("UF").or_else(|| specification.get("F"))?;
    let stream: Stream = embedded.get("UF").or_else(|| embedded.get("F"))?;
    Some((words(name.as_bytes()), unpacked(&stream)?))
}

/// The bytes of a stream; none of one that is packed twice, which nobody needs.
fn unpacked(stream: &Stream) -> Option<Vec<u8>> {
    (stream.filters().len() <= 1).then(|| stream.decoded().ok())?.map(|bytes| bytes.into_owned())
}

fn fonts(pdf: &Pdf) -> Vec<String> {
    let name = |object: Object| {
        let Object::Dict(font) = object else { return None };
        let name = font.get::<hayro_syntax::object::Name>("FontName")?.as_str().to_string();
        Some(name.split_once('+').map_or(name.clone(), |(_, name)| name.to_string()))
    };
    let mut names: Vec<String> = pdf.objects().into_iter().filter_map(name).collect();
    names.sort();
    names.dedup();
    names
}

/// A text string: UTF-16 with its mark, or one byte a character (7.9.2.2).
fn words(bytes: &[u8]) -> String {
    match bytes.strip_prefix(&[0xfe, 0xff]) {
        Some(utf16) => {
            let units: Vec<u16> = utf16.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16_lossy(&units)
        }
        None => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::ZlibEncoder};
    use std::io::Write;

    #[test]
    fn names_come_in_two_encodings() {
        assert_eq!(words(b"figures.csv"), "figures.csv");
        assert_eq!(words(&[0xfe, 0xff, 0x65, 0x70]), "数");
    }

    #[test]
    fn what_is_no_pdf_or_would_fill_the_machine_is_not_read() {
        let why = |bytes: Vec<u8>| held(Arc::new(bytes)).unwrap_err();
        assert_eq!(why(b"PK\x03\x04".to_vec()), Unreadable::NoPdf);
        assert_eq!(why(b"%PDF-1.7\n%%EOF".to_vec()), Unreadable::NoPdf);
        let mut packer = ZlibEncoder::new(Vec::new(), Compression::best());
        let zeros = vec![0; 1 << 20];
        (0..100).for_each(|_| packer.write_all(&zeros).unwrap());
        let bomb = [b"%PDF-1.7\n1 0 obj <<>>\nstream\n".to_vec(), packer.finish().unwrap()].concat();
        assert_eq!(why(bomb), Unreadable::TooLarge);
    }
}
