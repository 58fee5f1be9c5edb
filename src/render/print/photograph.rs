//! Pictures of the content for paper. Comes in: the bytes of a file. Goes out: its proportions, and before a sheet is set whether print
//! can use it, and its grey self where a theme prints without colour. Crops nothing, and knows no place on a page.

use super::Sheet;
use super::block::PICTURES;
use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader};
use std::borrow::Cow;
use std::io::Cursor;
use typst::foundations::Bytes;
use typst::visualize::{ExchangeFormat, RasterImage, SvgImage};

/// Why print cannot use a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unfit {
    /// It cannot be read to its end.
    Damaged,
    /// Its colours are those of four inks; PDF/A with colours of screens does not take them.
    FourInks,
}

/// Width and height as it is looked at, in points or dots; none where it cannot be read.
pub(super) fn proportions(path: &str, bytes: &[u8]) -> Option<(u32, u32)> {
    let (width, height) = if is_drawing(path) {
        let drawing = SvgImage::new(Bytes::new(bytes.to_vec())).ok()?;
        // Hundredths, for a drawing of a few units.
        ((drawing.width() * 100.0).round() as u32, (drawing.height() * 100.0).round() as u32)
    } else {
        let mut decoder = reader(bytes)?.into_decoder().ok()?;
        let (width, height) = decoder.dimensions();
        if lies(decoder.orientation().unwrap_or(Orientation::NoTransforms)) { (height, width) } else { (width, height) }
    };
    (width > 0 && height > 0).then_some((width, height))
}

/// The sheet as it is set: with `grey` its pictures have no colours. Else the pictures that print cannot use, by their paths.
pub(super) fn ready(sheet: &Sheet, grey: bool) -> Result<Cow<'_, Sheet>, Vec<(String, Unfit)>> {
    let mut ready = Cow::Borrowed(sheet);
    let mut unfit = Vec::new();
    for (file, bytes) in &sheet.files {
        let Some(path) = file.strip_prefix(PICTURES) else { continue };
        match set_ready(path, bytes, grey) {
            Ok(None) => {}
            Ok(Some(bytes)) => {
                ready.to_mut().files.insert(file.clone(), bytes);
            }
            Err(why) => unfit.push((path.to_string(), why)),
        }
    }
    if unfit.is_empty() { Ok(ready) } else { Err(unfit) }
}

/// The bytes that take the place of a picture's own, where that is wanted.
fn set_ready(path: &str, bytes: &[u8], grey: bool) -> Result<Option<Vec<u8>>, Unfit> {
    if is_drawing(path) {
        SvgImage::new(Bytes::new(bytes.to_vec())).map_err(|_| Unfit::Damaged)?;
        return Ok(grey.then(|| grey_drawing(bytes)));
    }
    if inks(bytes) == Some(4) {
        return Err(Unfit::FourInks);
    }
    // Typst remembers what it decoded, and takes it from here when it sets the picture.
    let format = ending(path).ok_or(Unfit::Damaged)?;
    let picture = RasterImage::plain(Bytes::new(bytes.to_vec()), format).map_err(|_| Unfit::Damaged)?;
    if !grey {
        return Ok(None);
    }
    let mut written = Cursor::new(Vec::new());
    let grey = picture.dynamic().grayscale();
    let done = match format {
        ExchangeFormat::Jpg => grey.write_with_encoder(JpegEncoder::new_with_quality(&mut written, 92)),
        ExchangeFormat::Png => grey.write_to(&mut written, ImageFormat::Png),
        ExchangeFormat::Webp => grey.write_to(&mut written, ImageFormat::WebP),
        ExchangeFormat::Gif => DynamicImage::from(grey.to_rgba8()).write_to(&mut written, ImageFormat::Gif),
    };
    done.map_err(|_| Unfit::Damaged)?;
    Ok(Some(written.into_inner()))
}

/// The format that Typst takes a file for: that of its ending.
fn ending(path: &str) -> Option<ExchangeFormat> {
    match path.to_lowercase().rsplit_once('.')?.1 {
        "png" => Some(ExchangeFormat::Png),
        "jpg" | "jpeg" => Some(ExchangeFormat::Jpg),
        "gif" => Some(ExchangeFormat::Gif),
        "webp" => Some(ExchangeFormat::Webp),
        _ => None,
    }
}

/// The drawing within another that takes its colours away: they may stand in attributes, styles and pictures inside it.
fn grey_drawing(bytes: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    let drawing = SvgImage::new(Bytes::new(bytes.to_vec()));
    let (width, height) = drawing.map_or((300.0, 200.0), |drawing| (drawing.width(), drawing.height()));
    let root = text.find("<svg").map_or("", |at| &text[at..]);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\">\
         <filter id=\"yb-grey\" color-interpolation-filters=\"sRGB\" x=\"0\" y=\"0\" width=\"{width}\" height=\"{height}\" \
         filterUnits=\"userSpaceOnUse\"><feColorMatrix type=\"saturate\" values=\"0\"/></filter>\
         <g filter=\"url(#yb-grey)\">{root}</g></svg>"
    )
    .into_bytes()
}

fn is_drawing(path: &str) -> bool {
    path.to_lowercase().ends_with(".svg")
}

/// How many colours a JPEG is made of, as its frame header says (ISO/IEC 10918-1 B.2.2).
fn inks(bytes: &[u8]) -> Option<u8> {
    let mut rest = bytes.strip_prefix(&[0xFF, 0xD8])?;
    loop {
        let [0xFF, marker, high, low, segment @ ..] = rest else { return None };
        let is_frame = matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC);
        if is_frame {
            // Precision, height and width stand before it.
            return segment.get(5).copied();
        }
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        rest = segment.get(length.checked_sub(2)?..)?;
    }
}

fn reader(bytes: &[u8]) -> Option<ImageReader<Cursor<&[u8]>>> {
    ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()
}

/// A camera that was held upright.
fn lies(orientation: Orientation) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    matches!(orientation, Rotate90 | Rotate90FlipH | Rotate270 | Rotate270FlipH)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgb, RgbImage};
    use std::collections::BTreeMap;

    fn photograph(width: u32, height: u32) -> Vec<u8> {
        let mut written = Cursor::new(Vec::new());
        let red = RgbImage::from_pixel(width, height, Rgb([200, 30, 20]));
        DynamicImage::from(red).write_to(&mut written, ImageFormat::Jpeg).unwrap();
        written.into_inner()
    }

    const DRAWING: &[u8] =
        br##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20"><rect width="30" height="20" fill="#c00"/></svg>"##;

    fn sheet(path: &str, bytes: Vec<u8>) -> Sheet {
        let files = BTreeMap::from([(format!("{PICTURES}{path}"), bytes)]);
        Sheet { main: String::new(), files, record: Default::default() }
    }

    #[test]
    fn proportions_are_those_of_the_picture() {
        assert_eq!(proportions("a.jpg", &photograph(30, 40)), Some((30, 40)));
        assert_eq!(proportions("a.svg", DRAWING), Some((3000, 2000)));
        assert_eq!(proportions("a.jpg", b"no picture"), None);
    }

    #[test]
    fn a_damaged_picture_is_named() {
        let unfit = ready(&sheet("a.jpg", b"no picture".to_vec()), false).unwrap_err();
        assert_eq!(unfit, [("a.jpg".to_string(), Unfit::Damaged)]);
    }

    #[test]
    fn a_photograph_says_how_many_colours_it_is_made_of() {
        assert_eq!(inks(&photograph(8, 8)), Some(3));
        // An application segment, then a baseline frame of 8 × 8 dots in four inks.
        let four = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC0, 0, 20, 8, 0, 8, 0, 8, 4];
        assert_eq!(inks(&four), Some(4));
        assert_eq!(set_ready("a.jpg", &four, false), Err(Unfit::FourInks));
        assert_eq!(inks(b"no picture"), None);
    }

    #[test]
    fn a_picture_loses_its_colours_where_they_are_not_wanted() {
        let colourful = sheet("a.jpg", photograph(8, 8));
        assert!(matches!(ready(&colourful, false), Ok(Cow::Borrowed(_))));
        let grey = ready(&colourful, true).unwrap();
        let picture = image::load_from_memory(&grey.files["images/a.jpg"]).unwrap();
        assert!(!picture.color().has_color(), "{:?}", picture.color());
        let grey = ready(&sheet("a.svg", DRAWING.to_vec()), true).unwrap().into_owned();
        assert_eq!(proportions("a.svg", &grey.files["images/a.svg"]), Some((3000, 2000)));
    }
}
