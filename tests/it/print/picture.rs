//! Pages as small grey pictures. Comes in: a PDF, or a PNG kept as reference. Goes out: a strip of its pages side by side, one
//! pixel for a millimetre, sixteen greys, and the pages on which two strips differ.
//!
//! poppler draws at four dots a millimetre, which are averaged here: at so small a size it puts every glyph on a whole dot, and
//! a picture would tell more of its rounding than of the page.

use std::fs;
use std::path::Path;
use std::process::Command;

/// Dots of poppler's picture along a side of a pixel.
const DOTS: usize = 4;
/// The lightest grey: paper.
const WHITE: u8 = 15;
/// The side of the squares that are compared, in millimetres.
const SQUARE: usize = 4;
/// How far the mean greys of a square may lie apart, of 255. The same page drawn at twice the resolution differs by 15 at
/// most, moved by a millimetre by 26 at least.
const TOLERANCE: f64 = 20.0;

/// Pages side by side; a page is as high as the highest.
#[derive(Debug, PartialEq, Eq)]
pub struct Strip {
    /// Where each page begins and, last, where the last one ends.
    pub edges: Vec<usize>,
    height: usize,
    /// Levels of grey from 0 to 15.
    pixels: Vec<u8>,
}

impl Strip {
    /// Every page of a PDF.
    pub fn of(pdf: &Path) -> Self {
        let dots = (DOTS as f64 * 25.4).to_string();
        let said = Command::new("pdftoppm").args(["-gray", "-r", &dots]).arg(pdf).output().unwrap();
        assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
        let mut rest = said.stdout.as_slice();
        let mut pages = Vec::new();
        while !rest.is_empty() {
            let (width, height, start) = pgm(rest);
            pages.push(small(&rest[start..start + width * height], width));
            rest = &rest[start + width * height..];
        }
        Self::joined(&pages)
    }

    fn joined(pages: &[(usize, Vec<u8>)]) -> Self {
        let height = pages.iter().map(|(width, pixels)| pixels.len() / width).max().unwrap_or(0);
        let mut edges = vec![0];
        edges.extend(pages.iter().scan(0, |at, (width, _)| {
            *at += width;
            Some(*at)
        }));
        let mut pixels = Vec::new();
        for y in 0..height {
            for (width, page) in pages {
                let row = page.chunks(*width).nth(y);
                pixels.extend_from_slice(row.unwrap_or(&vec![WHITE; *width]));
            }
        }
        Self { edges, height, pixels }
    }

    fn width(&self) -> usize {
        *self.edges.last().unwrap()
    }

    /// A reference: the picture with its edges in the file's text.
    pub fn read(png: &Path) -> Option<Self> {
        let decoder = png::Decoder::new(std::io::BufReader::new(fs::File::open(png).ok()?));
        let mut reader = decoder.read_info().ok()?;
        let mut packed = vec![0; reader.output_buffer_size()?];
        let frame = reader.next_frame(&mut packed).ok()?;
        let info = reader.info();
        let words = info.uncompressed_latin1_text.iter().find(|text| text.keyword == "Pages")?;
        let edges: Vec<usize> = words.text.split(' ').map_while(|edge| edge.parse().ok()).collect();
        let (width, height) = (frame.width as usize, frame.height as usize);
        let row = |row: &[u8]| -> Vec<u8> { row.iter().flat_map(|b| [b >> 4, b & 15]).take(width).collect() };
        let pixels = packed.chunks(frame.line_size).flat_map(row).collect();
        (edges.last() == Some(&width)).then_some(Self { edges, height, pixels })
    }

    pub fn write(&self, png: &Path) {
        fs::create_dir_all(png.parent().unwrap()).unwrap();
        let file = fs::File::create(png).unwrap();
        let mut encoder = png::Encoder::new(file, self.width() as u32, self.height as u32);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::Four);
        encoder.set_compression(png::Compression::High);
        let edges: Vec<String> = self.edges.iter().map(usize::to_string).collect();
        encoder.add_text_chunk("Pages".into(), edges.join(" ")).unwrap();
        let pack = |pair: &[u8]| (pair[0] << 4) | pair.get(1).unwrap_or(&0);
        let packed: Vec<u8> = self.pixels.chunks(self.width()).flat_map(|row| row.chunks(2).map(pack)).collect();
        encoder.write_header().unwrap().write_image_data(&packed).unwrap();
    }

    /// The pages, from 1, that look otherwise; all where the pages have other sizes or there are more or fewer.
    pub fn pages_unlike(&self, other: &Self) -> Vec<usize> {
        let is_alike = |edges: &[usize]| {
            (edges[0]..edges[1]).step_by(SQUARE).all(|x| {
                (0..self.height).step_by(SQUARE).all(|y| {
                    let square = (x..edges[1].min(x + SQUARE), y..self.height.min(y + SQUARE));
                    (self.mean(&square) - other.mean(&square)).abs() <= TOLERANCE
                })
            })
        };
        let pages = self.edges.windows(2).enumerate();
        let has_other_paper = (&self.edges, self.height) != (&other.edges, other.height);
        pages.filter(|(_, edges)| has_other_paper || !is_alike(edges)).map(|(i, _)| i + 1).collect()
    }

    /// The mean grey of a rectangle, of 255.
    fn mean(&self, (across, down): &(std::ops::Range<usize>, std::ops::Range<usize>)) -> f64 {
        let row = |y: usize| &self.pixels[y * self.width()..][across.clone()];
        let sum: usize = down.clone().flat_map(row).map(|level| usize::from(*level)).sum();
        sum as f64 * 17.0 / (across.len() * down.len()) as f64
    }

    /// This strip above the other and, where both have the same pages, above what differs.
    pub fn beside(&self, other: &Self) -> Self {
        let width = self.width().max(other.width());
        let wide = |strip: &Self| -> Vec<u8> {
            let row = |row: &[u8]| [row, &vec![WHITE; width - row.len()]].concat();
            strip.pixels.chunks(strip.width()).flat_map(row).collect()
        };
        let mut pixels = [wide(self), wide(other)].concat();
        if self.pixels.len() == other.pixels.len() {
            pixels.extend(self.pixels.iter().zip(&other.pixels).map(|(a, b)| WHITE - a.abs_diff(*b)));
        }
        Self { edges: vec![0, width], height: pixels.len() / width, pixels }
    }
}

/// Width, height and the start of the pixels: `P5 <width> <height> 255` and a byte a pixel.
fn pgm(bytes: &[u8]) -> (usize, usize, usize) {
    let mut ends = bytes.iter().enumerate().filter(|(_, b)| b.is_ascii_whitespace()).map(|(i, _)| i);
    let (a, b, c, d) = (ends.next().unwrap(), ends.next().unwrap(), ends.next().unwrap(), ends.next().unwrap());
    assert_eq!((&bytes[..a], &bytes[c + 1..d]), (&b"P5"[..], &b"255"[..]));
    let number = |from: usize, to: usize| std::str::from_utf8(&bytes[from + 1..to]).unwrap().parse().unwrap();
    (number(a, b), number(b, c), d + 1)
}

/// The means of squares of dots as levels of grey, with the width.
fn small(dots: &[u8], width: usize) -> (usize, Vec<u8>) {
    let (across, down) = (width / DOTS, dots.len() / width / DOTS);
    let level = |x: usize, y: usize| {
        let row = |dy: usize| &dots[(y * DOTS + dy) * width + x * DOTS..][..DOTS];
        let sum: usize = (0..DOTS).flat_map(row).map(|grey| usize::from(*grey)).sum();
        ((sum * usize::from(WHITE) + 255 * DOTS * DOTS / 2) / (255 * DOTS * DOTS)) as u8
    };
    (across, (0..down).flat_map(|y| (0..across).map(move |x| level(x, y))).collect())
}

#[test]
fn a_page_moved_by_a_millimetre_is_another() {
    let page = |top: usize| {
        let is_ink = |y: usize| y >= top && (y - top) % 10 < 5 && y < top + 100;
        let pixels = (0..297).flat_map(|y| [if is_ink(y) { 5 } else { WHITE }; 210]).collect();
        (210, pixels)
    };
    let strip = |pages: &[usize]| Strip::joined(&pages.iter().map(|top| page(*top)).collect::<Vec<_>>());
    assert_eq!(strip(&[40, 50]).pages_unlike(&strip(&[40, 50])), Vec::<usize>::new());
    assert_eq!(strip(&[40, 50]).pages_unlike(&strip(&[40, 51])), [2]);
    assert_eq!(strip(&[40, 50]).pages_unlike(&strip(&[40])), [1, 2]);
}

#[test]
fn a_reference_is_read_as_it_was_written() {
    let strip = Strip::joined(&[(3, vec![0, 5, 10, 15, 3, 7]), (2, vec![1, 2])]);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a/strip.png");
    strip.write(&file);
    assert_eq!(Strip::read(&file).unwrap(), strip);
    assert!(Strip::read(&folder.path().join("none.png")).is_none());
}
