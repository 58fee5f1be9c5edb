//! Standing texts: parsed once, filled in for every region and year. A sentence whose figure is missing is left out, so is
//! a clause in `[[ … ]]`, and so is a paragraph or a domain in which no figure is left.

use super::direction::{self, Said};
use super::prose;
use super::reference::{Fault, Question, Reference};
use super::resolve::{self, Failure, Standpoint};
use super::scan;
use crate::derive::Book;
use crate::finding::allowance::in_prose;
use crate::finding::{Finding, Place, nearest};
use crate::model::RegionCode;
use crate::model::article::{Inline, Summary, TypedNumeral, plain_text};
use crate::model::observation::Counterpart;
use crate::read::SummaryDraft;
use crate::reading::{Numeral, numerals};
use crate::wording::says_not_yet;
use std::ops::Range;
use std::sync::Arc;

/// A standing text, parsed.
pub struct StandingText {
    pub(super) file: Arc<str>,
    /// Where its words begin in the file.
    pub(super) body_from: usize,
    pub(super) domain: usize,
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

/// Parses a standing text; references that cannot be read, and indicators and regions that nobody knows, are findings. The
/// numerals that were typed in it come beside.
pub fn standing_text(draft: &SummaryDraft, book: &Book) -> (StandingText, Vec<Finding>, Vec<TypedNumeral>) {
    let mut reader = Reader { draft, book, findings: Vec::new(), numerals: Vec::new() };
    let body = &draft.text[draft.body_from..];
    let mut paragraphs = Vec::new();
    let mut offset = 0;
    for paragraph in body.split("\n\n") {
        if !paragraph.trim().is_empty() {
            paragraphs.push(reader.sentences(paragraph, draft.body_from + offset));
        }
        offset += paragraph.len() + 2;
    }
    let text = StandingText {
        file: draft.file.clone(),
        body_from: draft.body_from,
        domain: draft.domain,
        title: draft.title.clone(),
        paragraphs,
    };
    (text, reader.findings, reader.numerals)
}

struct Reader<'a> {
    draft: &'a SummaryDraft,
    book: &'a Book,
    findings: Vec<Finding>,
    numerals: Vec<TypedNumeral>,
}

impl Reader<'_> {
    fn sentences(&mut self, text: &str, starts_at: usize) -> Vec<Sentence> {
        let mut sentences = vec![Sentence::default()];
        let mut clause: Option<(usize, Vec<Piece>)> = None;
        let mut from = 0;
        for (bytes, reference) in cuts(text) {
            self.plain(&text[from..bytes.start], starts_at + from, &mut sentences, &mut clause);
            from = bytes.end;
            let place = Place::bytes(&self.draft.file, starts_at + bytes.start..starts_at + bytes.end);
            match reference {
                Some(Ok(reference)) => {
                    self.tell_unknown(&reference, &place);
                    pieces(&mut sentences, &mut clause).push(Piece::Reference(reference));
                }
                Some(Err(fault)) => self.findings.push(scan::broken(fault, place)),
                None => {}
            }
        }
        self.plain(&text[from..], starts_at + from, &mut sentences, &mut clause);
        if let Some((at, _)) = clause {
            let place = Place::bytes(&self.draft.file, at..at + 2);
            self.findings.push(Finding::error(
                "open-clause",
                place,
                "“[[”没有用“]]”收住",
                "`[[` is not closed by `]]`",
            ));
        }
        sentences.retain(|sentence| !sentence.0.is_empty());
        sentences
    }

    /// Words between references: they end sentences and open and close clauses.
    fn plain(
        &mut self,
        text: &str,
        at: usize,
        sentences: &mut Vec<Sentence>,
        clause: &mut Option<(usize, Vec<Piece>)>,
    ) {
        if let Some(brace) = scan::stray_brace(text) {
            let place = Place::bytes(&self.draft.file, at + brace.start..at + brace.end);
            self.findings.push(scan::broken(scan::stray_brace_fault(), place));
        }
        for Numeral { range, kind } in numerals::typed(text) {
            let place = Place::bytes(&self.draft.file, at + range.start..at + range.end);
            self.numerals.push(TypedNumeral { place, text: text[range].to_string(), kind });
        }
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
                        self.findings.push(Finding::error(
                            "open-clause",
                            place,
                            "“]]”前面没有“[[”",
                            "`]]` without `[[`",
                        ));
                    }
                },
                _ if clause.is_none() => sentences.push(Sentence::default()),
                _ => {}
            }
        }
    }

    /// Names that no region and no year could resolve: told once here, not silently left out on every page.
    fn tell_unknown(&mut self, reference: &Reference, place: &Place) {
        let Reference::Figure(figure) = reference else { return };
        if let Err(failure) = resolve::indicator_named(self.book, &figure.indicator) {
            self.findings.push(failure.finding(place.clone(), self.book));
        }
        let compared =
            figure.against.as_ref().map(|against| &against.other).filter(|name| !self.names_a_standard(name));
        for name in figure.region.iter().chain(compared) {
            if !self.names_a_region(name) {
                let near = nearest(name, self.book.regions.iter().map(|region| region.name.as_str())).join("、");
                self.findings.push(
                    Finding::error(
                        "unknown-region",
                        place.clone(),
                        format!("没有“{name}”这个地区或指标"),
                        format!("no region or indicator `{name}`"),
                    )
                    .help(
                        format!(
                            "写地区的名称或代码，或写 上级、全省、全国{}",
                            if near.is_empty() { String::new() } else { format!("；相近的有：{near}") }
                        ),
                        "write a region's name or code, or 上级, 全省, 全国",
                    ),
                );
            }
        }
    }

    fn names_a_region(&self, name: &str) -> bool {
        const RELATIONS: [&str; 6] = ["上级", "全国", "全省", "全市", "全县", "全区"];
        RELATIONS.contains(&name)
            || RegionCode::parse(name).is_some_and(|code| self.book.regions.get(code).is_some())
            || self.book.regions.iter().any(|region| region.name == name || region.short == name)
    }

    /// An indicator, or words with which some source compares: 省定标准.
    fn names_a_standard(&self, name: &str) -> bool {
        let says = |with: &Counterpart| matches!(with, Counterpart::Words(words) if words == name);
        self.book.vocabulary.find(name).is_some()
            || self.book.observations().any(|o| o.beside.compare.iter().any(|comparison| says(&comparison.with)))
    }
}

/// A part of a paragraph that is no words: a reference, or an allowance, which prints nothing.
type Cut = (Range<usize>, Option<Result<Reference, Fault>>);

/// The references and allowances of a paragraph, in order.
fn cuts(text: &str) -> Vec<Cut> {
    let with_space = |bytes: Range<usize>| text[..bytes.start].trim_end_matches(' ').len()..bytes.end;
    let allowances: Vec<Range<usize>> = in_prose(text).into_iter().map(|a| with_space(a.bytes)).collect();
    let references = scan::references(text);
    let outside = references.into_iter().filter(|found| !allowances.iter().any(|a| a.contains(&found.bytes.start)));
    let mut cuts: Vec<_> = outside.map(|found| (found.bytes, Some(found.reference))).collect();
    cuts.extend(allowances.iter().map(|bytes| (bytes.clone(), None)));
    cuts.sort_by_key(|(bytes, _)| bytes.start);
    let mut end = 0;
    cuts.retain(|(bytes, _)| {
        let is_apart = bytes.start >= end;
        end = end.max(bytes.end);
        is_apart
    });
    cuts
}

fn pieces<'a>(sentences: &'a mut [Sentence], clause: &'a mut Option<(usize, Vec<Piece>)>) -> &'a mut Vec<Piece> {
    match clause {
        Some((_, inner)) => inner,
        None => &mut sentences.last_mut().expect("there is always one sentence").0,
    }
}

fn push_text(pieces: &mut Vec<Piece>, text: &str) {
    let text: String = text.replace('\n', "");
    match pieces.last_mut() {
        _ if text.is_empty() => {}
        // Where an allowance stood between them.
        Some(Piece::Text(before)) => before.push_str(&text),
        _ => pieces.push(Piece::Text(text)),
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
    let summary =
        Summary { domain: text.domain, title: text.title.clone(), region: at.region, year: at.year, paragraphs };
    Ok(Some(summary).filter(|summary| !summary.paragraphs.is_empty()))
}

/// A standing text is written for every year and cannot know for which of them a figure is a forecast.
fn is_forecast(inline: &Inline) -> bool {
    matches!(inline, Inline::Figure(figure) if figure.prints_forecast())
}

/// The inlines of a sentence or clause, `None` where a figure of it is missing.
fn filled(pieces: &[Piece], at: Standpoint) -> Result<Option<Vec<Inline>>, Failure> {
    let mut inlines = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) => inlines.push(Inline::Text(text.clone())),
            Piece::Clause(inner) => inlines.extend(filled(inner, at)?.unwrap_or_default()),
            Piece::Reference(reference) => match at.inline(reference) {
                Ok(mut inline) => {
                    if let Inline::Figure(figure) = &mut inline {
                        match direction::said(&inlines, figure) {
                            Said::Nothing => {}
                            Said::Amount(amount) => figure.text = amount,
                            Said::Against(failure) => return Err(failure),
                        }
                    }
                    if is_forecast(&inline) && !says_not_yet(&plain_text(&inlines)) {
                        inlines.push(Inline::Text("预计".to_string()));
                    }
                    prose::push(&mut inlines, inline);
                }
                // A region without a parent, or without that figure: the sentence does not apply.
                Err(failure) if failure.is_absence() || failure.is_about_region() => return Ok(None),
                Err(failure) => return Err(failure),
            },
        }
    }
    Ok(Some(inlines))
}
