//! Standing texts: parsed once, filled in for every region and year. A sentence whose figure is missing is left out, so is
//! a clause in `[[ … ]]`, and so is a paragraph or a domain in which no figure is left.

use super::prose;
use super::reference::{FigureReference, Question, Reference};
use super::resolve::{Failure, Standpoint};
use super::scan;
use crate::derive::Book;
use crate::finding::{Finding, Place};
use crate::model::article::{Inline, Summary};
use crate::read::SummaryDraft;

/// A standing text, parsed.
pub struct StandingText {
    domain: usize,
    title: String,
    paragraphs: Vec<Vec<Sentence>>,
}

#[derive(Default)]
struct Sentence(Vec<Piece>);

impl Sentence {
    /// True where a reference of the sentence prints the period.
    fn says_period(&self) -> bool {
        let asks = |piece: &Piece| matches!(piece, Piece::Reference(Reference::Figure(figure)) if figure.question == Question::Period);
        self.0.iter().any(asks)
    }
}

enum Piece {
    Text(String),
    Reference(Reference),
    /// `[[ … ]]`
    Clause(Vec<Piece>),
}

/// Parses a standing text; references that cannot be read and indicators that nobody knows are findings.
pub fn standing_text(draft: &SummaryDraft, book: &Book) -> (StandingText, Vec<Finding>) {
    let mut reader = Reader { draft, book, findings: Vec::new() };
    let body = &draft.text[draft.body_from..];
    let mut paragraphs = Vec::new();
    let mut offset = 0;
    for paragraph in body.split("\n\n") {
        if !paragraph.trim().is_empty() {
            paragraphs.push(reader.sentences(paragraph, draft.body_from + offset));
        }
        offset += paragraph.len() + 2;
    }
    (StandingText { domain: draft.domain, title: draft.title.clone(), paragraphs }, reader.findings)
}

struct Reader<'a> {
    draft: &'a SummaryDraft,
    book: &'a Book,
    findings: Vec<Finding>,
}

impl Reader<'_> {
    fn sentences(&mut self, text: &str, starts_at: usize) -> Vec<Sentence> {
        let references = scan::references(text);
        let mut sentences = vec![Sentence::default()];
        let mut clause: Option<(usize, Vec<Piece>)> = None;
        let mut from = 0;
        for end in references.iter().map(|r| Some(r.bytes.clone())).chain([None]) {
            let until = end.as_ref().map_or(text.len(), |bytes| bytes.start);
            self.plain(&text[from..until], starts_at + from, &mut sentences, &mut clause);
            let Some(bytes) = end else { break };
            from = bytes.end;
            let place = Place::bytes(&self.draft.file, starts_at + bytes.start..starts_at + bytes.end);
            let found = references.iter().find(|r| r.bytes == bytes).map(|r| r.reference.clone());
            match found {
                Some(Ok(reference)) => {
                    self.tell_unknown(&reference, &place);
                    pieces(&mut sentences, &mut clause).push(Piece::Reference(reference));
                }
                Some(Err(message)) => self.findings.push(scan::broken(message, place)),
                None => {}
            }
        }
        if let Some((at, _)) = clause {
            let place = Place::bytes(&self.draft.file, at..at + 2);
            self.findings.push(Finding::error("open-clause", place, "“[[”没有用“]]”收住", "`[[` is not closed by `]]`"));
        }
        sentences.retain(|sentence| !sentence.0.is_empty());
        sentences
    }

    /// Words between references: they end sentences and open and close clauses.
    fn plain(&mut self, text: &str, at: usize, sentences: &mut Vec<Sentence>, clause: &mut Option<(usize, Vec<Piece>)>) {
        let mut rest = text;
        while !rest.is_empty() {
            let offset = at + text.len() - rest.len();
            let next = ["[[", "]]", "。", "！", "？"].iter().filter_map(|mark| Some((rest.find(mark)?, *mark))).min();
            let Some((i, mark)) = next else {
                push_text(pieces(sentences, clause), rest);
                return;
            };
            let keeps = if mark.starts_with(['[', ']']) { i } else { i + mark.len() };
            push_text(pieces(sentences, clause), &rest[..keeps]);
            rest = &rest[i + mark.len()..];
            match mark {
                "[[" => *clause = Some((offset + i, Vec::new())),
                "]]" => match clause.take() {
                    Some((_, inner)) => pieces(sentences, clause).push(Piece::Clause(inner)),
                    None => {
                        let place = Place::bytes(&self.draft.file, offset + i..offset + i + 2);
                        self.findings.push(Finding::error("open-clause", place, "“]]”前面没有“[[”", "`]]` without `[[`"));
                    }
                },
                _ if clause.is_none() => sentences.push(Sentence::default()),
                _ => {}
            }
        }
    }

    fn tell_unknown(&mut self, reference: &Reference, place: &Place) {
        let Reference::Figure(FigureReference { indicator, .. }) = reference else { return };
        if self.book.vocabulary.find(indicator).is_some() {
            return;
        }
        let first = self.book.regions.iter().next().map(|region| region.code);
        if let Some(region) = first {
            let at = Standpoint { book: self.book, region, year: 2000, says_period: false };
            if let Err(failure) = at.indicator_named(indicator) {
                self.findings.push(failure.finding(place.clone(), self.book));
            }
        }
    }
}

fn pieces<'a>(sentences: &'a mut [Sentence], clause: &'a mut Option<(usize, Vec<Piece>)>) -> &'a mut Vec<Piece> {
    match clause {
        Some((_, inner)) => inner,
        None => &mut sentences.last_mut().expect("there is always one sentence").0,
    }
}

fn push_text(pieces: &mut Vec<Piece>, text: &str) {
    let text: String = text.replace('\n', "");
    if !text.is_empty() {
        pieces.push(Piece::Text(text));
    }
}

/// A standing text filled in for one region and year; `None` where no figure is left. A question that is wrong in itself is
/// a failure, to be told once by the caller.
pub fn summary(text: &StandingText, at: Standpoint) -> Result<Option<Summary>, Failure> {
    let mut paragraphs = Vec::new();
    for sentences in &text.paragraphs {
        let mut paragraph = Vec::new();
        for sentence in sentences {
            let at = Standpoint { says_period: sentence.says_period(), ..at };
            if let Some(inlines) = filled(&sentence.0, at)? {
                paragraph.extend(inlines);
            }
        }
        if paragraph.iter().any(|inline| matches!(inline, Inline::Figure(_))) {
            paragraphs.push(paragraph);
        }
    }
    let summary = Summary { domain: text.domain, title: text.title.clone(), region: at.region, year: at.year, paragraphs };
    Ok(Some(summary).filter(|summary| !summary.paragraphs.is_empty()))
}

/// The inlines of a sentence or clause, `None` where a figure of it is missing.
fn filled(pieces: &[Piece], at: Standpoint) -> Result<Option<Vec<Inline>>, Failure> {
    let mut inlines = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) => inlines.push(Inline::Text(text.clone())),
            Piece::Clause(inner) => inlines.extend(filled(inner, at)?.unwrap_or_default()),
            Piece::Reference(reference) => match at.inline(reference) {
                Ok(inline) => prose::push(&mut inlines, inline),
                // A region without a parent, or without that figure: the sentence does not apply.
                Err(failure) if failure.is_absence() || failure.is_about_region() => return Ok(None),
                Err(failure) => return Err(failure),
            },
        }
    }
    Ok(Some(inlines))
}
