//! From one element of a Word part to the next: which words stand in which line, and what is counted. Comes in: elements and
//! characters in order. Goes out: the story. Takes an element that it does not know for transparent.

use super::element::{attribute, is_on, symbol};
use super::package::Fault;
use super::story::{Mark, Story};
use quick_xml::events::BytesStart;

/// What is being put together.
#[derive(Debug, Default)]
pub(super) struct Walk {
    story: Story,
    open: Vec<Open>,
    frames: Vec<Frame>,
    /// For each open `mc:AlternateContent`, whether one of its forms was read.
    alternatives: Vec<bool>,
    /// For each open field, whether its instruction is being read; the result follows.
    fields: Vec<bool>,
    is_hidden: bool,
    /// The text element being read, and whether its outer spaces count.
    text: String,
    keeps_spaces: bool,
    /// The text of a paragraph whose end was deleted.
    carried: String,
}

/// An open element: what its end means.
#[derive(Debug, PartialEq, Eq)]
enum Open {
    Paragraph,
    Row,
    Cell,
    TextBox,
    /// A run, and whether the one around it was hidden.
    Run(bool),
    Text,
    Alternatives,
    ParagraphProperties,
    RunProperties,
    RowProperties,
    OtherProperties,
    /// Neither it nor anything in it is read.
    Skipped,
    Other,
}

/// What holds lines.
#[derive(Debug)]
enum Frame {
    Paragraph {
        text: String,
        /// The lines of the text boxes in it.
        behind: Vec<String>,
        /// Its end was deleted: the next paragraph goes on in its line.
        runs_on: bool,
    },
    Row {
        cells: Vec<String>,
        is_deleted: bool,
    },
    Cell(Vec<String>),
    TextBox(Vec<String>),
}

impl Walk {
    /// How deep elements and fields are nested.
    pub fn depth(&self) -> usize {
        self.open.len().max(self.fields.len())
    }

    /// The story, where every element was closed.
    pub fn finished(mut self) -> Result<Story, Fault> {
        self.give_carried();
        if self.open.is_empty() { Ok(self.story) } else { Err(Fault::Broken) }
    }

    pub fn start(&mut self, element: &BytesStart) -> Result<(), Fault> {
        let name = element.local_name().into_inner();
        let open = match self.open.last() {
            Some(Open::Skipped) => Open::Skipped,
            Some(Open::ParagraphProperties | Open::RunProperties | Open::RowProperties | Open::OtherProperties) => {
                self.property(name, element)?
            }
            _ => self.content(name, element)?,
        };
        self.open.push(open);
        Ok(())
    }

    /// An element among the properties of something.
    fn property(&mut self, name: &str, element: &BytesStart) -> Result<Open, Fault> {
        let is_of_run = matches!(self.open[..], [.., Open::Run(_), Open::RunProperties]);
        match name {
            "vanish" if is_of_run => self.is_hidden = is_on(element)?,
            "ins" | "moveTo" | "cellIns" => self.insertion(),
            "del" | "moveFrom" | "cellDel" => {
                self.deletion();
                let is_of_row = self.open.last() == Some(&Open::RowProperties);
                match self.frames.last_mut() {
                    Some(Frame::Row { is_deleted, .. }) if is_of_row => *is_deleted = true,
                    Some(Frame::Paragraph { runs_on, .. }) => *runs_on = true,
                    _ => {}
                }
            }
            // What the properties were before.
            _ if name.ends_with("Change") => {
                self.story.formats += 1;
                self.mark(Mark::Change);
                return Ok(Open::Skipped);
            }
            _ => {}
        }
        Ok(properties(name).unwrap_or(Open::OtherProperties))
    }

    /// An element of the text itself.
    fn content(&mut self, name: &str, element: &BytesStart) -> Result<Open, Fault> {
        let open = match name {
            "p" => {
                let text = std::mem::take(&mut self.carried);
                self.frames.push(Frame::Paragraph { text, behind: Vec::new(), runs_on: false });
                Open::Paragraph
            }
            "tr" => {
                self.frames.push(Frame::Row { cells: Vec::new(), is_deleted: false });
                Open::Row
            }
            "tc" => {
                self.frames.push(Frame::Cell(Vec::new()));
                Open::Cell
            }
            "txbxContent" => {
                self.frames.push(Frame::TextBox(Vec::new()));
                Open::TextBox
            }
            "r" => Open::Run(std::mem::take(&mut self.is_hidden)),
            "t" => {
                self.text.clear();
                self.keeps_spaces = attribute(element, "space")?.as_deref() == Some("preserve");
                Open::Text
            }
            "footnote" | "endnote" | "comment" => self.entry(element)?,
            "AlternateContent" => {
                self.alternatives.push(false);
                Open::Alternatives
            }
            "Choice" | "Fallback" => {
                let was_read = self.alternatives.last_mut().is_some_and(|was_read| std::mem::replace(was_read, true));
                if was_read { Open::Skipped } else { Open::Other }
            }
            "ins" | "moveTo" => {
                self.insertion();
                Open::Other
            }
            "del" | "moveFrom" => {
                self.deletion();
                Open::Skipped
            }
            // The instruction of a field, and the reading beside a character.
            "instrText" | "delText" | "delInstrText" | "rt" => Open::Skipped,
            _ => {
                self.sign(name, element)?;
                properties(name).unwrap_or(Open::Other)
            }
        };
        Ok(open)
    }

    /// Elements that stand for a character or steer what follows.
    fn sign(&mut self, name: &str, element: &BytesStart) -> Result<(), Fault> {
        match name {
            "tab" | "ptab" => self.put("\t"),
            "br" | "cr" => self.put("\n"),
            "noBreakHyphen" => self.put("-"),
            "sym" => {
                let font = attribute(element, "font")?.unwrap_or_default();
                if let Some(c) = attribute(element, "char")?.and_then(|code| symbol(&font, &code)) {
                    self.put(c.encode_utf8(&mut [0; 4]));
                }
            }
            "fldChar" => match attribute(element, "fldCharType")?.as_deref() {
                Some("begin") => self.fields.push(true),
                Some("separate") => self.fields.last_mut().into_iter().for_each(|reads| *reads = false),
                Some("end") => drop(self.fields.pop()),
                _ => {}
            },
            "commentReference" => {
                self.story.comments += 1;
                self.mark(Mark::Comment);
                if self.story.first_comment.is_none() {
                    self.story.first_comment = attribute(element, "id")?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// A note or a remark. The first notes of a file are the lines that part notes from text.
    fn entry(&mut self, element: &BytesStart) -> Result<Open, Fault> {
        if attribute(element, "type")?.is_some_and(|kind| kind != "normal") {
            return Ok(Open::Skipped);
        }
        let id = attribute(element, "id")?.unwrap_or_default();
        self.story.entries.push((id, self.story.lines.len()));
        Ok(Open::Other)
    }

    pub fn end(&mut self) {
        match self.open.pop() {
            Some(Open::Text) => {
                let text = std::mem::take(&mut self.text);
                self.put(if self.keeps_spaces { &text } else { text.trim_matches(' ') });
            }
            Some(Open::Run(was_hidden)) => self.is_hidden = was_hidden,
            Some(Open::Alternatives) => drop(self.alternatives.pop()),
            Some(Open::Paragraph) => {
                // A field whose instruction goes on behind the paragraph is broken: nothing more may be lost in it.
                self.fields.clear();
                if let Some(Frame::Paragraph { text, behind, runs_on }) = self.frames.pop() {
                    match runs_on {
                        true => self.carried = text,
                        false => self.give(text),
                    }
                    behind.into_iter().for_each(|line| self.give(line));
                }
            }
            Some(Open::Cell) => {
                self.give_carried();
                if let Some(Frame::Cell(lines)) = self.frames.pop() {
                    let words = lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty());
                    self.give(words.collect::<Vec<_>>().join(" ").replace(['\n', '\t'], " "));
                }
            }
            Some(Open::Row) => {
                if let Some(Frame::Row { cells, is_deleted: false }) = self.frames.pop() {
                    self.give(cells.join("\t"));
                }
            }
            Some(Open::TextBox) => {
                self.give_carried();
                if let Some(Frame::TextBox(lines)) = self.frames.pop() {
                    lines.into_iter().for_each(|line| self.give(line));
                }
            }
            _ => {}
        }
    }

    /// A finished line goes to what it stands in.
    fn give(&mut self, line: String) {
        match self.frames.last_mut() {
            Some(Frame::Paragraph { behind, .. }) => behind.push(line),
            Some(Frame::Row { cells, .. }) => cells.push(line),
            Some(Frame::Cell(lines) | Frame::TextBox(lines)) => lines.push(line),
            None => self.story.lines.push(line),
        }
    }

    /// What was to run on into a paragraph that does not follow is a line of its own.
    fn give_carried(&mut self) {
        if !self.carried.is_empty() {
            let carried = std::mem::take(&mut self.carried);
            self.give(carried);
        }
    }

    /// Characters of the XML: those of a text element are words. A line end there is a space, a control nothing.
    pub fn characters(&mut self, characters: &str) {
        if self.open.last() == Some(&Open::Text) {
            let space = |c: char| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c };
            self.text.extend(characters.chars().map(space).filter(|c| !c.is_control()));
        }
    }

    /// Words at the place where the walk is.
    fn put(&mut self, words: &str) {
        if self.fields.contains(&true) || words.is_empty() {
            return;
        }
        if self.is_hidden {
            if !words.trim().is_empty() {
                self.mark(Mark::Hidden);
                self.story.hidden.push(words.to_string());
            }
            return;
        }
        if let Some(Frame::Paragraph { text, .. }) = self.frames.last_mut() {
            text.push_str(words);
        }
    }

    fn insertion(&mut self) {
        self.story.insertions += 1;
        self.mark(Mark::Change);
    }

    fn deletion(&mut self) {
        self.story.deletions += 1;
        self.mark(Mark::Change);
    }

    /// Keeps the place; outside a paragraph there is none.
    fn mark(&mut self, mark: Mark) {
        if let Some(Frame::Paragraph { text, .. }) = self.frames.last_mut() {
            text.push(mark.character());
        }
    }
}

/// The properties that an element holds, by its name: `pPr`, `rPr`, `sectPr` …
fn properties(name: &str) -> Option<Open> {
    Some(match name {
        "pPr" => Open::ParagraphProperties,
        "rPr" => Open::RunProperties,
        "trPr" => Open::RowProperties,
        _ if name.ends_with("Pr") => Open::OtherProperties,
        _ => return None,
    })
}
