//! What stands on the pages of a PDF, as a program reads it aloud: by the maps from glyphs to characters that it embeds (ISO 32000-1,
//! 9.10), in the order in which it was drawn. Comes in: a PDF. Goes out: for each page its text, and apart from it what is marked as no
//! part of the text (headers, page numbers). Looks at no position: white space is left out.

use super::words;
use hayro_cmap::{BfString, CMap};
use hayro_syntax::Pdf;
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as PdfString};
use hayro_syntax::page::{Page as PdfPage, Resources};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// What stands on a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    pub text: Run,
    /// What has other words in the text or is no part of it: the labels of drawings, headers, page numbers, heads of tables that go on.
    pub aside: Run,
}

/// Characters in the order in which they were drawn, without white space.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    pub text: Vec<char>,
    /// Where a new piece begins that may stand far from the one before: a cell, a label, a line.
    pub breaks: BTreeSet<usize>,
}

/// Drawings within drawings are followed so far.
const DEEPEST: usize = 8;

pub fn pages(pdf: &Pdf) -> Vec<Page> {
    let mut fonts = Fonts::default();
    pdf.pages().iter().map(|page| read(page, &mut fonts)).collect()
}

fn read(page: &PdfPage, fonts: &mut Fonts) -> Page {
    let mut reader = Reader { page: Page::default(), marks: Vec::new(), font: None, saved: Vec::new(), fonts };
    reader.follow(page.typed_operations(), page.resources(), 0);
    reader.page
}

/// A font by the object that it is.
#[derive(Default)]
struct Fonts(BTreeMap<(i32, i32), Rc<Font>>);

struct Font {
    characters: Option<CMap>,
    /// How many bytes name a glyph.
    width: usize,
}

/// A piece of marked content that is open.
struct Mark {
    is_aside: bool,
    /// Its text is given in other words, and has been read.
    is_replaced: bool,
}

struct Reader<'f> {
    page: Page,
    marks: Vec<Mark>,
    font: Option<Rc<Font>>,
    saved: Vec<Option<Rc<Font>>>,
    fonts: &'f mut Fonts,
}

impl Reader<'_> {
    fn follow<'a>(&mut self, mut operations: TypedIter<'_>, resources: &Resources<'a>, depth: usize) {
        while let Some(operation) = operations.next() {
            match operation {
                TypedInstruction::SaveState(_) => self.saved.push(self.font.clone()),
                TypedInstruction::RestoreState(_) => self.font = self.saved.pop().flatten(),
                TypedInstruction::TextFont(font) => {
                    self.font = resources.get_font(font.0).map(|dict| self.fonts.of(&dict));
                }
                // The labels of a drawing are one piece of marked content, and stand far from each other.
                TypedInstruction::BeginText(_) if self.is_aside() => self.break_off(),
                TypedInstruction::ShowText(text) => self.show(text.0),
                TypedInstruction::NextLineAndShowText(text) => self.show(text.0),
                TypedInstruction::ShowTextWithParameters(text) => self.show(text.2),
                TypedInstruction::ShowTexts(texts) => {
                    for text in texts.0.iter::<Object>() {
                        if let Object::String(text) = text {
                            self.show(&text);
                        }
                    }
                }
                TypedInstruction::BeginMarkedContent(mark) => self.open(mark.0, None),
                TypedInstruction::BeginMarkedContentWithProperties(mark) => {
                    let properties = match mark.1 {
                        Object::Dict(dict) => Some(dict.clone()),
                        _ => None,
                    };
                    self.open(mark.0, properties.as_ref());
                }
                TypedInstruction::EndMarkedContent(_) => {
                    self.break_off();
                    self.marks.pop();
                }
                TypedInstruction::XObject(drawing) if depth < DEEPEST => {
                    if let Some(form) = resources.get_x_object(drawing.0) {
                        self.form(&form, resources, depth);
                    }
                }
                _ => {}
            }
        }
    }

    /// A drawing of its own.
    fn form<'a>(&mut self, form: &Stream<'a>, resources: &Resources<'a>, depth: usize) {
        let is_form = form.dict().get::<Name>("Subtype").is_some_and(|kind| kind.as_ref() == b"Form");
        let Some(bytes) = is_form.then(|| super::unpacked(form)).flatten() else { return };
        let own = Resources::from_parent(form.dict().get::<Dict>("Resources").unwrap_or_default(), resources.clone());
        let (font, saved) = (self.font.clone(), std::mem::take(&mut self.saved));
        self.follow(TypedIter::new(&bytes), &own, depth + 1);
        (self.font, self.saved) = (font, saved);
    }

    fn open(&mut self, name: &Name, properties: Option<&Dict>) {
        let is_artifact = name.as_ref() == b"Artifact";
        let is_aside = is_artifact || self.is_aside();
        self.break_off();
        let was_replaced = self.is_replaced();
        let actual = properties.and_then(|dict| dict.get::<PdfString>("ActualText")).filter(|_| !was_replaced);
        self.marks.push(Mark { is_aside, is_replaced: false });
        if let Some(actual) = &actual {
            self.add(&words(actual.as_bytes()));
        }
        if let Some(mark) = self.marks.last_mut() {
            mark.is_replaced = was_replaced || actual.is_some();
        }
    }

    fn is_aside(&self) -> bool {
        self.marks.last().is_some_and(|mark| mark.is_aside)
    }

    fn is_replaced(&self) -> bool {
        self.marks.last().is_some_and(|mark| mark.is_replaced)
    }

    fn show(&mut self, codes: &PdfString) {
        let Some(font) = self.font.clone().filter(|_| !self.is_replaced()) else { return };
        let mut text = String::new();
        for code in codes.as_bytes().chunks(font.width) {
            let code = code.iter().fold(0, |code, byte| code << 8 | u32::from(*byte));
            match font.characters.as_ref().and_then(|map| map.lookup_bf_string(code)) {
                Some(BfString::Char(c)) => text.push(c),
                Some(BfString::String(several)) => text.push_str(&several),
                None => text.push(char::REPLACEMENT_CHARACTER),
            }
        }
        self.add(&text);
    }

    fn add(&mut self, text: &str) {
        let visible = text.chars().filter(|c| is_seen(*c));
        self.run().text.extend(visible);
    }

    fn run(&mut self) -> &mut Run {
        if self.is_aside() { &mut self.page.aside } else { &mut self.page.text }
    }

    fn break_off(&mut self) {
        let run = self.run();
        run.breaks.insert(run.text.len());
    }
}

/// False for white space and for what has no width and only says where lines break.
pub fn is_seen(c: char) -> bool {
    !c.is_whitespace() && !matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}')
}

impl Fonts {
    fn of(&mut self, dict: &Dict) -> Rc<Font> {
        let id = dict.obj_id().map(|id| (id.obj_number, id.gen_number));
        if let Some(font) = id.and_then(|id| self.0.get(&id)) {
            return font.clone();
        }
        let map = dict.get::<Stream>("ToUnicode").and_then(|stream| super::unpacked(&stream));
        let is_composite = dict.get::<Array>("DescendantFonts").is_some();
        let characters = map.and_then(|map| CMap::parse(&map, |_| None));
        let font = Rc::new(Font { characters, width: if is_composite { 2 } else { 1 } });
        if let Some(id) = id {
            self.0.insert(id, font.clone());
        }
        font
    }
}
