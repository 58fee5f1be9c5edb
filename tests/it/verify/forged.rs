//! PDFs with something changed in them, as a forger with the right tools would: the changed object is written anew behind the file (ISO
//! 32000-1, 7.5.6), so that every reader takes it for the one that counts. Knows only plain files like ours: one table of references, streams
//! packed by Flate.

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use std::io::{Read, Write};

/// A stream of a PDF, unpacked.
#[derive(Clone)]
pub struct Stream {
    pub number: usize,
    /// What stands between `obj` and `stream`, without its length.
    dictionary: String,
    pub bytes: Vec<u8>,
}

/// Every stream that can be unpacked, in the order of the file.
pub fn streams(pdf: &[u8]) -> Vec<Stream> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(begin) = find(pdf, b" 0 obj", at) {
        at = begin + 6;
        let end = find(pdf, b"endobj", at).unwrap_or(pdf.len());
        let digits = pdf[..begin].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        let number = std::str::from_utf8(&pdf[begin - digits..begin]).unwrap().parse();
        let (Ok(number), Some(stream)) = (number, find(&pdf[..end], b"stream\n", at)) else { continue };
        let dictionary = without_length(String::from_utf8_lossy(&pdf[at..stream]).trim());
        let mut bytes = Vec::new();
        if !dictionary.contains("/Filter") {
            // Short ones are not packed.
            let end = find(pdf, b"endstream", stream).unwrap();
            bytes.extend(pdf[stream + 7..end].strip_suffix(b"\n").unwrap_or(&pdf[stream + 7..end]));
            let dictionary = dictionary.replacen("<<", "<</Filter/FlateDecode", 1);
            found.push(Stream { number, dictionary, bytes });
        } else if ZlibDecoder::new(&pdf[stream + 7..]).read_to_end(&mut bytes).is_ok() {
            found.push(Stream { number, dictionary, bytes });
        }
    }
    found
}

fn find(bytes: &[u8], word: &[u8], from: usize) -> Option<usize> {
    bytes[from..].windows(word.len()).position(|window| window == word).map(|at| from + at)
}

fn without_length(dictionary: &str) -> String {
    let Some(at) = dictionary.find("/Length ") else { return dictionary.to_string() };
    let rest = dictionary[at + 8..].trim_start_matches(|c: char| c.is_ascii_digit());
    format!("{}{rest}", &dictionary[..at])
}

/// The PDF with a stream in place of the one of that number.
pub fn with(pdf: &[u8], stream: &Stream) -> Vec<u8> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::default());
    packer.write_all(&stream.bytes).unwrap();
    let packed = packer.finish().unwrap();
    let mut forged = pdf.to_vec();
    forged.push(b'\n');
    let at = forged.len();
    let dictionary = stream.dictionary.replacen("<<", &format!("<</Length {}", packed.len()), 1);
    forged.extend(format!("{} 0 obj\n{dictionary}\nstream\n", stream.number).bytes());
    forged.extend(packed);
    forged.extend(b"\nendstream\nendobj\n");
    let references = forged.len();
    let text = String::from_utf8_lossy(pdf);
    let trailer = &text[text.rfind("trailer").unwrap() + 7..];
    let (trailer, rest) = trailer.split_once("startxref").unwrap();
    let before: usize = rest.trim().lines().next().unwrap().trim().parse().unwrap();
    let trailer = trailer.trim().replacen("<<", &format!("<</Prev {before}"), 1);
    let table = format!("xref\n{} 1\n{at:010} 00000 n\r\n", stream.number);
    forged.extend(format!("{table}trailer\n{trailer}\nstartxref\n{references}\n%%EOF").bytes());
    forged
}

/// The PDF with its first stream changed that holds a text, once.
#[track_caller]
pub fn replaced(pdf: &[u8], from: &str, to: &str) -> Vec<u8> {
    let holds = |stream: &&Stream| find(&stream.bytes, from.as_bytes(), 0).is_some();
    let mut stream = streams(pdf).iter().find(holds).unwrap_or_else(|| panic!("no stream has {from}")).clone();
    let at = find(&stream.bytes, from.as_bytes(), 0).unwrap();
    stream.bytes.splice(at..at + from.len(), to.bytes());
    with(pdf, &stream)
}

/// Every PDF in which one glyph of a digit on a page is another digit's, with the page's content otherwise as it was. A font names glyphs by two
/// bytes, a page writes them in strings; which are digits is said by the font's map to characters.
pub fn with_one_digit_changed(pdf: &[u8]) -> Vec<Vec<u8>> {
    let streams = streams(pdf);
    let text = |stream: &Stream| String::from_utf8_lossy(&stream.bytes).into_owned();
    let mut codes: Vec<(char, u16)> = Vec::new();
    for map in streams.iter().map(text).filter(|text| text.contains("beginbfchar")) {
        for line in map.lines() {
            let parts: Vec<u16> = line
                .split(['<', '>', ' '])
                .filter_map(|part| u16::from_str_radix(part, 16).ok().filter(|_| part.len() == 4))
                .collect();
            if let [code, character] = parts[..]
                && let Some(digit) = char::from_u32(character.into()).filter(char::is_ascii_digit)
            {
                codes.push((digit, code));
            }
        }
    }
    let pages: Vec<&Stream> = streams.iter().filter(|stream| find(&stream.bytes, b" Tf", 0).is_some()).collect();
    let mut forged = Vec::new();
    for (digit, code) in &codes {
        for (other, another) in codes.iter().filter(|(other, another)| other != digit && another != code) {
            let _ = other;
            for page in &pages {
                for at in strings(&page.bytes, *code) {
                    let mut changed = (*page).clone();
                    let (start, end) = at;
                    changed.bytes.splice(start..end, octal(*another));
                    forged.push(with(pdf, &changed));
                }
            }
        }
    }
    forged
}

fn octal(code: u16) -> Vec<u8> {
    format!("\\{:03o}\\{:03o}", code >> 8, code & 0xff).into_bytes()
}

/// Where a code of two bytes stands in the strings of a content stream.
fn strings(content: &[u8], code: u16) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < content.len() {
        if content[at] != b'(' {
            at += 1;
            continue;
        }
        at += 1;
        let mut bytes: Vec<(u8, usize, usize)> = Vec::new();
        while at < content.len() && content[at] != b')' {
            let start = at;
            let byte = match content[at] {
                b'\\' if content[at + 1].is_ascii_digit() => {
                    let digits = std::str::from_utf8(&content[at + 1..at + 4]).unwrap();
                    at += 4;
                    u8::from_str_radix(digits, 8).unwrap()
                }
                b'\\' => {
                    at += 2;
                    match content[at - 1] {
                        b'n' => b'\n',
                        b'r' => b'\r',
                        b't' => b'\t',
                        b'b' => 8,
                        b'f' => 12,
                        other => other,
                    }
                }
                byte => {
                    at += 1;
                    byte
                }
            };
            bytes.push((byte, start, at));
        }
        for pair in bytes.chunks_exact(2) {
            if u16::from(pair[0].0) << 8 | u16::from(pair[1].0) == code {
                found.push((pair[0].1, pair[1].2));
            }
        }
    }
    found
}
