//! What a PDF carries: the files attached to it. Comes in: a PDF of any origin. Goes out: names and bytes. The one place that
//! looks into a PDF.

#![expect(clippy::disallowed_methods, reason = "reads the PDF that it is given")]

use crate::disk::named;
use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, Object, Stream, String as PdfString};
use std::{collections::BTreeMap, fs, io, path::Path};

/// The attached files by their names; `None` where the file is no PDF that can be read.
pub fn carried(path: &Path) -> io::Result<Option<BTreeMap<String, Vec<u8>>>> {
    let bytes = fs::read(path).map_err(|error| named(error, path))?;
    let Ok(pdf) = Pdf::new(bytes) else { return Ok(None) };
    Ok(Some(pdf.objects().into_iter().filter_map(|object| attached(&object)).collect()))
}

/// The file that a file specification embeds (ISO 32000-1, 7.11.3 and 7.11.4).
fn attached(object: &Object) -> Option<(String, Vec<u8>)> {
    let Object::Dict(specification) = object else { return None };
    let embedded: Dict = specification.get("EF")?;
    let name: PdfString = specification.get("UF").or_else(|| specification.get("F"))?;
    let stream: Stream = embedded.get("UF").or_else(|| embedded.get("F"))?;
    Some((text(name.as_bytes()), stream.decoded().ok()?.into_owned()))
}

/// A text string: UTF-16 with its mark, or one byte a character (7.9.2.2).
fn text(bytes: &[u8]) -> String {
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

    #[test]
    fn names_come_in_two_encodings() {
        assert_eq!(text(b"figures.csv"), "figures.csv");
        assert_eq!(text(&[0xfe, 0xff, 0x65, 0x70]), "数");
    }
}
