//! What a picture carries beside what it shows: where it was taken, who took it, what was noted (Exif, XMP, text chunks of PNG, the words
//! of an SVG). Comes in: the bytes of a file. Goes out: its words and whether it names a place. Decodes no pixels.

use exif::{Context, In, Reader, Tag, Value};
use flate2::read::ZlibDecoder;
use std::io::{Cursor, Read};

/// The words of one picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// `content/images/…`
    pub file: String,
    pub words: Vec<Words>,
    /// Longitude and latitude stand in it.
    pub has_position: bool,
}

/// One text that a picture carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// What the picture calls it: `Artist`, `Comment`.
    pub name: String,
    pub text: String,
    /// It says who made the picture or whose camera it was.
    pub is_person: bool,
}

/// No note of a person is longer; what is, is data of a program.
const LONGEST: usize = 64 * 1024;

pub fn carried(file: &str, bytes: &[u8]) -> Picture {
    let mut picture = Picture { file: file.to_string(), ..Picture::default() };
    in_exif(bytes, &mut picture);
    in_xmp(bytes, &mut picture);
    if bytes.starts_with(PNG) {
        in_png(bytes, &mut picture);
    }
    if file.to_lowercase().ends_with(".svg") {
        // Coordinates are no numbers of anything.
        picture.add("SVG", &without_tags(&String::from_utf8_lossy(bytes)), false);
    }
    picture
}

impl Picture {
    fn add(&mut self, name: &str, text: &str, is_person: bool) {
        let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\0');
        for line in text.lines().filter(|line| !line.trim().is_empty() && line.len() <= LONGEST) {
            self.words.push(Words { name: name.to_string(), text: line.trim().to_string(), is_person });
        }
    }
}

fn in_exif(bytes: &[u8], picture: &mut Picture) {
    // What is broken is no place and no name; a picture without any is the usual case.
    let Ok(exif) = Reader::new().read_from_container(&mut Cursor::new(bytes)) else { return };
    for (tag, name, is_person) in [
        (Tag::Artist, "Artist", true),
        (Tag::CameraOwnerName, "CameraOwnerName", true),
        (Tag(Context::Tiff, 0x9c9d), "XPAuthor", true),
        (Tag::Copyright, "Copyright", false),
        (Tag::ImageDescription, "ImageDescription", false),
        (Tag::UserComment, "UserComment", false),
        (Tag(Context::Tiff, 0x9c9b), "XPTitle", false),
        (Tag(Context::Tiff, 0x9c9c), "XPComment", false),
        (Tag(Context::Tiff, 0x9c9e), "XPKeywords", false),
        (Tag(Context::Tiff, 0x9c9f), "XPSubject", false),
    ] {
        if let Some(field) = exif.get_field(tag, In::PRIMARY) {
            picture.add(name, &text_of(&field.value, name), is_person);
        }
    }
    let is_set = |tag| exif.get_field(tag, In::PRIMARY).is_some_and(|field| has_a_number(&field.value));
    picture.has_position |= is_set(Tag::GPSLatitude) && is_set(Tag::GPSLongitude);
}

/// False for the empty coordinates that some cameras write where they know none.
fn has_a_number(value: &Value) -> bool {
    match value {
        Value::Rational(parts) => parts.iter().any(|part| part.num != 0),
        Value::Double(parts) => parts.iter().any(|part| *part != 0.0),
        _ => false,
    }
}

fn text_of(value: &Value, name: &str) -> String {
    match value {
        Value::Ascii(lines) => lines.iter().map(|line| String::from_utf8_lossy(line)).collect::<Vec<_>>().join("\n"),
        // The tags that Windows writes are UTF-16, little end first.
        Value::Byte(bytes) if name.starts_with("XP") => utf_16(bytes),
        Value::Byte(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        // Eight bytes say how the rest is written.
        Value::Undefined(bytes, _) if bytes.starts_with(b"UNICODE\0") => utf_16(&bytes[8..]),
        Value::Undefined(bytes, _) => String::from_utf8_lossy(bytes.get(8..).unwrap_or_default()).into_owned(),
        _ => String::new(),
    }
}

fn utf_16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair)).collect();
    String::from_utf16_lossy(&units)
}

/// The packet of XMP stands as plain text in JPEG, PNG, WebP and SVG alike (ISO 16684-1, 7.3).
fn in_xmp(bytes: &[u8], picture: &mut Picture) {
    let Some(start) = find(bytes, b"<x:xmpmeta") else { return };
    let end = find(&bytes[start..], b"</x:xmpmeta>").map_or(bytes.len(), |end| start + end);
    let packet = String::from_utf8_lossy(&bytes[start..end]);
    picture.has_position |= packet.contains("GPSLatitude") && packet.contains("GPSLongitude");
    for (name, is_person) in [
        ("dc:creator", true),
        ("aux:OwnerName", true),
        ("photoshop:AuthorsPosition", true),
        ("dc:description", false),
        ("dc:title", false),
        ("dc:rights", false),
        ("Iptc4xmpCore:Location", false),
        ("Iptc4xmpCore:CiTelWork", false),
        ("photoshop:Headline", false),
    ] {
        // As an element, or as an attribute.
        let element = between(&packet, &format!("<{name}>"), &format!("</{name}>")).map(without_tags);
        let attribute = between(&packet, &format!("{name}=\""), "\"").map(str::to_string);
        if let Some(text) = element.or(attribute) {
            picture.add(name, &text, is_person);
        }
    }
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

fn between<'t>(text: &'t str, from: &str, to: &str) -> Option<&'t str> {
    let start = text.find(from)? + from.len();
    Some(&text[start..start + text[start..].find(to)?])
}

fn without_tags(text: &str) -> String {
    let mut words = String::new();
    let mut is_tag = false;
    for c in text.chars() {
        match c {
            '<' => is_tag = true,
            '>' => is_tag = false,
            c if !is_tag => words.push(c),
            _ => {}
        }
    }
    words
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The chunks `tEXt`, `zTXt` and `iTXt` of PNG (ISO/IEC 15948, 11.3.3).
fn in_png(bytes: &[u8], picture: &mut Picture) {
    let mut rest = &bytes[PNG.len()..];
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        let length = u32::from_be_bytes(*length) as usize;
        let Some((kind, data)) = after.split_first_chunk::<4>() else { return };
        let Some(body) = data.get(..length) else { return };
        if let Some((name, text)) = png_text(kind, body).filter(|(name, _)| name != "XML:com.adobe.xmp") {
            picture.add(&name, &text, matches!(name.as_str(), "Author" | "Artist" | "Creator"));
        }
        rest = data.get(length + 4..).unwrap_or_default();
    }
}

fn png_text(kind: &[u8; 4], body: &[u8]) -> Option<(String, String)> {
    let split = |bytes: &'_ [u8]| bytes.iter().position(|byte| *byte == 0);
    let end = split(body)?;
    let name = String::from_utf8_lossy(&body[..end]).into_owned();
    let rest = &body[end + 1..];
    let words = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let text = match kind {
        b"tEXt" => words(rest),
        b"zTXt" => inflated(rest.get(1..)?),
        b"iTXt" => {
            let (is_packed, rest) = (*rest.first()? == 1, rest.get(2..)?);
            let language = split(rest)?;
            let rest = &rest[language + 1..];
            let translated = split(rest)?;
            let rest = &rest[translated + 1..];
            if is_packed { inflated(rest) } else { words(rest) }
        }
        _ => return None,
    };
    Some((name, text))
}

fn inflated(bytes: &[u8]) -> String {
    let mut text = Vec::new();
    // A bomb is cut off; what is broken is no text.
    let _ = ZlibDecoder::new(bytes).take(LONGEST as u64).read_to_end(&mut text);
    String::from_utf8_lossy(&text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A JPEG that holds nothing but this TIFF block as its Exif.
    pub fn jpeg(tiff: &[u8]) -> Vec<u8> {
        let length = (tiff.len() + 8) as u16;
        let mut bytes = vec![0xff, 0xd8, 0xff, 0xe1];
        bytes.extend(length.to_be_bytes());
        bytes.extend(b"Exif\0\0");
        bytes.extend(tiff);
        bytes.extend([0xff, 0xd9]);
        bytes
    }

    #[test]
    fn exif_names_a_place_and_a_person() {
        let field = |tag, value| exif::Field { tag, ifd_num: In::PRIMARY, value };
        let degrees = |n| Value::Rational(vec![(n, 1).into(), (0, 1).into(), (0, 1).into()]);
        let (north, east) = (field(Tag::GPSLatitude, degrees(29)), field(Tag::GPSLongitude, degrees(103)));
        let artist = field(Tag::Artist, Value::Ascii(vec!["甲".as_bytes().to_vec()]));
        let written = |fields: &[&exif::Field]| {
            let mut writer = exif::experimental::Writer::new();
            fields.iter().for_each(|field| writer.push_field(field));
            let mut tiff = Cursor::new(Vec::new());
            writer.write(&mut tiff, false).unwrap();
            carried("content/images/a.jpg", &jpeg(tiff.get_ref()))
        };
        let picture = written(&[&artist, &north, &east]);
        assert!(picture.has_position);
        assert_eq!(picture.words, [Words { name: "Artist".into(), text: "甲".into(), is_person: true }]);
        let (north, east) = (field(Tag::GPSLatitude, degrees(0)), field(Tag::GPSLongitude, degrees(0)));
        assert!(!written(&[&north, &east]).has_position);
    }

    #[test]
    fn xmp_is_read_wherever_it_stands() {
        let packet = "<x:xmpmeta><rdf:Description exif:GPSLatitude=\"29,1N\" exif:GPSLongitude=\"103,1E\" photoshop:Headline=\"乙\"><dc:creator><rdf:Seq><rdf:li>甲</rdf:li></rdf:Seq></dc:creator></rdf:Description></x:xmpmeta>";
        let picture = carried("content/images/a.webp", &[b"RIFF....WEBPXMP ", packet.as_bytes()].concat());
        assert!(picture.has_position);
        let words: Vec<_> = picture.words.iter().map(|w| (w.name.as_str(), w.text.as_str(), w.is_person)).collect();
        assert_eq!(words, [("dc:creator", "甲", true), ("photoshop:Headline", "乙", false)]);
    }

    #[test]
    fn text_chunks_of_png_are_read() {
        let chunk = |kind: &[u8], body: &[u8]| [&(body.len() as u32).to_be_bytes()[..], kind, body, &[0; 4]].concat();
        let packed = {
            let mut encoder = flate2::read::ZlibEncoder::new("丙".as_bytes(), flate2::Compression::default());
            let mut bytes = Vec::new();
            encoder.read_to_end(&mut bytes).unwrap();
            bytes
        };
        let bytes = [
            PNG.to_vec(),
            chunk(b"tEXt", "Author\0甲".as_bytes()),
            chunk(b"iTXt", "Comment\0\0\0zh\0\0乙".as_bytes()),
            chunk(b"zTXt", &[b"Description\0\0", packed.as_slice()].concat()),
            chunk(b"IDAT", b"tEXt\0no"),
        ]
        .concat();
        let picture = carried("content/images/a.png", &bytes);
        let words: Vec<_> = picture.words.iter().map(|w| (w.text.as_str(), w.is_person)).collect();
        assert_eq!(words, [("甲", true), ("乙", false), ("丙", false)]);
        for cut in 0..bytes.len() {
            carried("content/images/a.png", &bytes[..cut]);
        }
    }
}
