//! What the rules have said of a reading so far. Severities follow the grading of newspapers: a wrong figure is an error; a
//! repeated passage, a wrong unit or a doubtful form is a warning; style is a note.

use super::relations::{self, Tried};
use crate::finding::{Message, Severity};
use crate::reading::Reading;
use std::ops::Range;
use std::rc::Rc;

/// A fault, at a range of the clean text or, where a rule looked at what the clean text leaves out, of the source.
#[derive(Clone, Debug)]
pub struct Told {
    pub code: &'static str,
    pub severity: Severity,
    pub range: Range<usize>,
    pub source: Option<Range<usize>>,
    pub message: Message,
    pub help: Message,
}

/// A relation that holds, at the range of the number that it gives.
#[derive(Clone, Debug)]
pub struct Held {
    pub code: &'static str,
    pub range: Range<usize>,
    pub arithmetic: String,
}

#[derive(Debug)]
pub struct Verdicts<'r> {
    reading: &'r Reading,
    code: &'static str,
    told: Vec<Told>,
    held: Vec<Held>,
    /// The divisions of the text, tried once for all rules.
    tried: Option<Rc<[Tried<'r>]>>,
}

impl<'r> Verdicts<'r> {
    pub fn new(reading: &'r Reading) -> Self {
        Self { reading, code: "", told: Vec::new(), held: Vec::new(), tried: None }
    }

    /// The rule whose turn it is.
    pub fn begin(&mut self, code: &'static str) {
        self.code = code;
    }

    /// A figure that cannot be right.
    pub fn wrong(&mut self, range: Range<usize>, zh: impl Into<String>, en: impl Into<String>) -> &mut Told {
        self.tell(Severity::Error, range, Message::new(zh, en))
    }

    /// Something doubtful that an editor must look at.
    pub fn doubt(&mut self, range: Range<usize>, zh: impl Into<String>, en: impl Into<String>) -> &mut Told {
        self.tell(Severity::Warning, range, Message::new(zh, en))
    }

    /// A matter of style.
    pub fn style(&mut self, range: Range<usize>, zh: impl Into<String>, en: impl Into<String>) -> &mut Told {
        self.tell(Severity::Note, range, Message::new(zh, en))
    }

    fn tell(&mut self, severity: Severity, range: Range<usize>, message: Message) -> &mut Told {
        let told = Told { code: self.code, severity, range, source: None, message, help: Message::default() };
        self.told.push(told);
        self.told.last_mut().expect("it was pushed just now")
    }

    /// A relation that was recomputed and holds. `arithmetic` is the sum: `1.7亿元÷4.8万户 = 3541.67元`.
    pub fn holds(&mut self, range: Range<usize>, arithmetic: impl Into<String>) {
        self.held.push(Held { code: self.code, range, arithmetic: arithmetic.into() });
    }

    /// Whether the rule whose turn it is has told of this place: what one part of it has seen another need not say again.
    pub fn has_told(&self, range: &Range<usize>) -> bool {
        self.told.iter().any(|told| told.code == self.code && told.range == *range)
    }

    /// Every division that the text states, tried; whoever looks for one kind passes over the others.
    pub fn divisions(&mut self) -> Rc<[Tried<'r>]> {
        Rc::clone(self.tried.get_or_insert_with(|| relations::divisions(self.reading).into()))
    }

    pub fn into_parts(self) -> (Vec<Told>, Vec<Held>) {
        (self.told, self.held)
    }

    pub fn reading(&self) -> &'r Reading {
        self.reading
    }
}

impl Told {
    /// What to do about it.
    pub fn help(&mut self, zh: impl Into<String>, en: impl Into<String>) -> &mut Self {
        self.help = Message::new(zh, en);
        self
    }

    /// It stands in the source at these bytes, not in the clean text.
    pub fn in_source(&mut self, bytes: Range<usize>) -> &mut Self {
        self.source = Some(bytes);
        self
    }
}
