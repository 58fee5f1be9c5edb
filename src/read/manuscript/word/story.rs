//! The XML of one part of a Word document (WordprocessingML, ECMA-376-1, clause 17) as lines. Comes in: the text of the part,
//! whatever the prefixes of its names are. Goes out: its lines, and what was counted on the way. Reads as a stream without
//! recursion and resolves no entity but the five of XML; what the elements mean is known to `walk`.

use super::package::Fault;
use super::walk::Walk;
use quick_xml::Reader;
use quick_xml::events::Event;

/// The lines of a part.
#[derive(Debug, Default)]
pub(super) struct Story {
    /// With a [`Mark`] where something begins that is told.
    pub lines: Vec<String>,
    pub insertions: usize,
    pub deletions: usize,
    pub formats: usize,
    pub comments: usize,
    pub first_comment: Option<String>,
    /// The runs that are hidden.
    pub hidden: Vec<String>,
    /// The id of each note or remark, and the line at which it begins.
    pub entries: Vec<(String, usize)>,
}

/// A place in the lines, kept as a control character that no XML can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Change,
    Comment,
    Hidden,
}

impl Mark {
    pub const ALL: [Self; 3] = [Self::Change, Self::Comment, Self::Hidden];

    pub fn character(self) -> char {
        char::from(self as u8 + 1)
    }
}

impl Story {
    /// Puts the lines of another part behind these, and adds what was counted there.
    pub fn append(&mut self, other: Self) {
        self.lines.extend(other.lines);
        self.insertions += other.insertions;
        self.deletions += other.deletions;
        self.formats += other.formats;
        self.comments += other.comments;
        self.first_comment = self.first_comment.take().or(other.first_comment);
        self.hidden.extend(other.hidden);
    }
}

/// Reads one part.
pub(super) fn story(xml: &str) -> Result<Story, Fault> {
    /// No person nests tables, boxes and fields so deep.
    const DEEPEST: usize = 2000;
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut walk = Walk::default();
    loop {
        match reader.read_event().map_err(|_| Fault::Broken)? {
            Event::Start(element) => walk.start(&element)?,
            Event::End(_) => walk.end(),
            Event::Text(text) => walk.characters(&text.xml10_content()),
            Event::CData(text) => walk.characters(&text.xml10_content()),
            Event::GeneralRef(name) => {
                let character = match name.resolve_char_ref().map_err(|_| Fault::Broken)? {
                    Some(character) => character,
                    None => predefined(&name.xml10_content()).ok_or(Fault::Broken)?,
                };
                walk.characters(character.encode_utf8(&mut [0; 4]));
            }
            // Nothing that Office writes declares a type; entities could be declared there.
            Event::DocType(_) => return Err(Fault::Broken),
            Event::Eof => break,
            _ => {}
        }
        if walk.depth() > DEEPEST {
            return Err(Fault::Broken);
        }
    }
    walk.finished()
}

fn predefined(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}
