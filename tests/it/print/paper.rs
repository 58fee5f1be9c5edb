//! A PDF as a reader with a ruler sees it: lines of text with their boxes, and ink by colour. Comes in: a file. Goes out:
//! millimetres from the top left corner of a page.

use std::path::Path;
use std::process::Command;

/// Dots per millimetre of the pictures that ink is looked for in.
const DOTS: f64 = 10.0;

pub struct Paper {
    pub pages: Vec<Page>,
}

pub struct Page {
    pub lines: Vec<Line>,
    pixels: Vec<[u8; 3]>,
    width: usize,
}

/// A line of text, in millimetres.
#[derive(Clone, Debug)]
pub struct Line {
    pub text: String,
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
}

/// A band of ink that runs across, in millimetres.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    pub top: f64,
    pub thickness: f64,
    pub left: f64,
    pub right: f64,
}

pub fn can_be_read() -> bool {
    ["pdftotext", "pdftoppm"].iter().all(|tool| Command::new(tool).arg("-v").output().is_ok())
}

impl Paper {
    pub fn read(pdf: &Path) -> Self {
        let boxes = output(Command::new("pdftotext").arg("-bbox-layout").arg(pdf).arg("-"));
        let boxes = String::from_utf8(boxes).unwrap();
        let dots = (DOTS * 25.4).to_string();
        let mut pages = Vec::new();
        for (i, page) in boxes.split("<page ").skip(1).enumerate() {
            let number = (i + 1).to_string();
            let picture = output(Command::new("pdftoppm").args(["-r", &dots, "-f", &number, "-l", &number]).arg(pdf));
            let (width, pixels) = ppm(&picture);
            pages.push(Page { lines: lines(page), pixels, width });
        }
        Self { pages }
    }
}

/// The size of each page and its lines, in millimetres, without looking for ink.
pub fn sizes_and_lines(pdf: &Path) -> Vec<((f64, f64), Vec<Line>)> {
    let boxes = String::from_utf8(output(Command::new("pdftotext").arg("-bbox-layout").arg(pdf).arg("-"))).unwrap();
    boxes.split("<page ").skip(1).map(|page| ((number(page, "width"), number(page, "height")), lines(page))).collect()
}

impl Page {
    /// The lines of running text: those that start inside the text and are no page number.
    pub fn body(&self) -> Vec<&Line> {
        self.lines.iter().filter(|line| line.top > 36.0 && line.bottom < 262.5 && line.left < 60.0).collect()
    }

    #[track_caller]
    pub fn line(&self, text: &str) -> &Line {
        let found = self.lines.iter().find(|line| line.text.replace(' ', "").contains(text));
        found.unwrap_or_else(|| panic!("no line {text}: {:#?}", self.lines))
    }

    /// Bands of one colour that cross the middle of the page and are wider than 100 mm.
    pub fn rules(&self, is_ink: fn([u8; 3]) -> bool) -> Vec<Rule> {
        let height = self.pixels.len() / self.width;
        let widest = |y: usize| {
            let row = &self.pixels[y * self.width..(y + 1) * self.width];
            let left = row.iter().position(|p| is_ink(*p))?;
            let length = row[left..].iter().take_while(|p| is_ink(**p)).count();
            (length as f64 > 100.0 * DOTS).then_some((left, left + length))
        };
        let mut rules: Vec<Rule> = Vec::new();
        let mut before = None;
        for y in 0..height {
            let here = widest(y);
            if let Some((left, right)) = here {
                match rules.last_mut().filter(|_| before.is_some()) {
                    Some(rule) => rule.thickness += 1.0 / DOTS,
                    None => rules.push(Rule {
                        top: y as f64 / DOTS,
                        thickness: 1.0 / DOTS,
                        left: left as f64 / DOTS,
                        right: right as f64 / DOTS,
                    }),
                }
            }
            before = here;
        }
        rules
    }

    /// From the first to the last row with ink of a colour between two heights.
    pub fn ink(&self, is_ink: fn([u8; 3]) -> bool, from: f64, to: f64) -> Option<(f64, f64)> {
        let row = |mm: f64| (mm * DOTS) as usize;
        let has_ink = |y: &usize| self.pixels[y * self.width..(y + 1) * self.width].iter().any(|p| is_ink(*p));
        let first = (row(from)..row(to)).find(has_ink)?;
        let last = (row(from)..row(to)).rev().find(has_ink)?;
        Some((first as f64 / DOTS, (last + 1) as f64 / DOTS))
    }
}

pub fn red([r, g, b]: [u8; 3]) -> bool {
    r >= 190 && g <= 110 && b <= 110
}

pub fn black([r, g, b]: [u8; 3]) -> bool {
    r <= 110 && g <= 110 && b <= 110
}

fn output(command: &mut Command) -> Vec<u8> {
    let said = command.output().unwrap();
    assert!(said.status.success(), "{command:?}: {}", String::from_utf8_lossy(&said.stderr));
    said.stdout
}

/// `P6 <width> <height> 255` and three bytes a pixel.
fn ppm(bytes: &[u8]) -> (usize, Vec<[u8; 3]>) {
    let mut head = Vec::new();
    let mut at = 0;
    while head.len() < 4 {
        let end = at + bytes[at..].iter().position(u8::is_ascii_whitespace).unwrap();
        head.push(String::from_utf8(bytes[at..end].to_vec()).unwrap());
        at = end + 1;
    }
    assert_eq!((head[0].as_str(), head[3].as_str()), ("P6", "255"));
    (head[1].parse().unwrap(), bytes[at..].chunks_exact(3).map(|p| [p[0], p[1], p[2]]).collect())
}

/// The lines of one page of `pdftotext -bbox-layout`, from top to bottom; words side by side are one line.
fn lines(page: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = page.split("<line ").skip(1).map(line).collect();
    lines.sort_by(|a, b| a.top.total_cmp(&b.top).then(a.left.total_cmp(&b.left)));
    lines
}

fn line(xml: &str) -> Line {
    let words: Vec<&str> = xml.split("<word ").skip(1).collect();
    let text = words.iter().filter_map(|word| Some(word.split_once('>')?.1.split_once('<')?.0)).collect::<Vec<_>>();
    Line {
        text: text.join(" "),
        left: number(xml, "xMin"),
        right: number(xml, "xMax"),
        top: number(xml, "yMin"),
        bottom: number(xml, "yMax"),
    }
}

/// An attribute in points as millimetres.
fn number(xml: &str, name: &str) -> f64 {
    let value = xml.split_once(&format!("{name}=\"")).unwrap().1.split_once('"').unwrap().0;
    value.parse::<f64>().unwrap() * 25.4 / 72.0
}
