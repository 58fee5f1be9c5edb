//! How numbers stand in Chinese prose: from a text as written to its paragraphs, sentences and clauses, its numerals and the
//! quantities among them, each with the words that it belongs to. `audit` recomputes what a reading says, `check` compares
//! it with the book, `compose` asks what a typed numeral is. Judges nothing itself.

mod bounds;
mod calendar;
mod change;
mod clean;
mod dates;
pub mod flanks;
mod freed;
mod inline_tags;
mod kinship;
mod markdown;
mod marks;
mod mentions;
mod named;
pub mod numerals;
mod plain;
mod ratios;
mod structure;
mod tables;
mod torn;
mod units;

pub use crate::model::article::Printed;
pub use bounds::is_tail_of_a_word;
pub use calendar::{is_day, is_month, is_year};
pub use change::{Change, ChangeKind, Direction};
pub use clean::{Clean, Residue};
pub use dates::WrittenDate;
pub use freed::is_address;
pub use kinship::{kin, pairs, share_a_word};
pub use marks::{Unpaired, han_count, is_han, unpaired};
pub use mentions::Mention;
pub use named::{Holder, Named};
pub use numerals::{Numeral, NumeralKind};
pub use ratios::{amount, is_period, ratio, without_comparison};
pub use structure::{Paragraph, ParagraphKind, Sentence, divides_clauses};
pub use tables::{Number, Table, is_total};
pub use units::{is_unit_start, measure_word};

use std::ops::Range;
use std::sync::OnceLock;

/// How a text is marked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markup {
    Markdown,
    /// Lines as a word processor or a portal leaves them.
    Plain,
}

/// A text, read. All ranges are bytes of [`Reading::text`]; [`Reading::source`] leads back to the bytes as written.
#[derive(Debug)]
pub struct Reading {
    clean: Clean,
    /// Where each line of the source begins, from the second on.
    lines: Vec<usize>,
    pub paragraphs: Vec<Paragraph>,
    pub sentences: Vec<Sentence>,
    pub numerals: Vec<Numeral>,
    /// The quantities, in digits or in Han, in order.
    pub mentions: Vec<Mention>,
    /// The dates that are written out, in order.
    pub dates: Vec<WrittenDate>,
    /// The lines before a Markdown text that say of what year and date it is.
    pub front_matter: String,
    named: OnceLock<Named>,
}

impl Reading {
    /// Reads a text. `printed` says what its references print, in order.
    pub fn of(source: &str, markup: Markup, printed: &[Printed]) -> Self {
        let (clean, blocks) = match markup {
            Markup::Markdown => markdown::clean(source, printed),
            Markup::Plain => plain::clean(source),
        };
        let (paragraphs, sentences) = structure::of(clean.text(), &blocks);
        let numerals = numerals::in_text(clean.text());
        let mentions =
            mentions::of(clean.text(), &paragraphs, &sentences, &numerals::with_han(clean.text(), numerals.clone()));
        let dates = dates::of(clean.text(), &numerals);
        let front_matter = match markup {
            Markup::Markdown => markdown::front_matter(source).to_string(),
            Markup::Plain => String::new(),
        };
        let lines = source.match_indices('\n').map(|(i, _)| i + 1).collect();
        let named = OnceLock::new();
        Self { clean, lines, paragraphs, sentences, numerals, mentions, dates, front_matter, named }
    }

    /// The text without markup, line breaks within paragraphs and spaces between Han characters; a paragraph a line.
    pub fn text(&self) -> &str {
        self.clean.text()
    }

    /// The bytes as written that a range of the clean text stands for.
    pub fn source(&self, range: Range<usize>) -> Range<usize> {
        self.clean.source(range)
    }

    /// The line of the source, counted from 1, on which a byte of the clean text was written.
    pub fn line(&self, byte: usize) -> usize {
        let start = self.clean.source(byte..byte + 1).start;
        self.lines.partition_point(|line| *line <= start) + 1
    }

    /// What was taken out of the text because it belongs to an editor, not to a reader.
    pub fn residues(&self) -> &[Residue] {
        self.clean.residues()
    }

    pub fn slice(&self, range: &Range<usize>) -> &str {
        &self.text()[range.clone()]
    }

    /// The words of a clause before a quantity.
    pub fn before(&self, mention: &Mention) -> &str {
        &self.text()[mention.clause.start..mention.range.start]
    }

    /// The words of a clause behind a quantity.
    pub fn after(&self, mention: &Mention) -> &str {
        &self.text()[mention.range.end..mention.clause.end]
    }

    /// The words that say what a quantity counts and that stand before it: since the quantity before it in the clause.
    pub fn subject(&self, mention: &Mention) -> &str {
        &self.text()[mention.subject.clone()]
    }

    /// The subject with the words before a bracket that stands within it: 村（社区）级198个 gives 村级.
    pub fn name(&self, mention: &Mention) -> String {
        let subject = self.subject(mention);
        let before = &self.text()
            [self.sentences[mention.sentence].range.start.min(mention.subject.start)..mention.subject.start];
        let head = before.strip_suffix('）').and_then(|inner| inner.rsplit_once('（')).map_or("", |(head, _)| head);
        let start = head.char_indices().rev().find(|(_, c)| !is_han(*c)).map_or(0, |(i, c)| i + c.len_utf8());
        format!("{}{subject}", &head[start..])
    }

    /// The words behind a quantity up to the next one or the end of the clause: 名帮扶责任人 gives 帮扶责任人.
    pub fn object(&self, mention: &Mention) -> &str {
        &self.text()[mention.object.clone()]
    }

    /// A quantity as printed.
    pub fn printed(&self, mention: &Mention) -> &str {
        &self.text()[mention.range.clone()]
    }

    /// The quantities of one sentence.
    pub fn in_sentence(&self, sentence: usize) -> &[Mention] {
        self.between(&self.sentences[sentence].range)
    }

    /// The quantities that stand within a range.
    pub fn between(&self, range: &Range<usize>) -> &[Mention] {
        let first = self.mentions.partition_point(|m| m.range.start < range.start);
        let last = self.mentions.partition_point(|m| m.range.start < range.end);
        &self.mentions[first..last.max(first)]
    }

    /// The quantities around one as far as one report goes on: in a volume of many the others speak of other things, and looking at all of them
    /// for each would take the square of its length.
    pub fn around(&self, mention: &Mention) -> &[Mention] {
        const FAR: usize = 600;
        let at = self.mentions.partition_point(|m| m.range.start < mention.range.start);
        &self.mentions[at.saturating_sub(FAR)..(at + FAR).min(self.mentions.len())]
    }

    /// Those of them that stand before it.
    pub fn around_before(&self, mention: &Mention) -> &[Mention] {
        let around = self.around(mention);
        &around[..around.partition_point(|m| m.range.start < mention.range.start)]
    }

    /// Where a part of the text stands in it; nowhere gives an empty range.
    pub fn place(&self, part: &str) -> Range<usize> {
        let start = (part.as_ptr() as usize).wrapping_sub(self.text().as_ptr() as usize);
        if start.saturating_add(part.len()) <= self.text().len() { start..start + part.len() } else { 0..0 }
    }

    /// The tables of the text.
    pub fn tables(&self) -> Vec<Table<'_>> {
        tables::of(self)
    }

    /// What each quantity is called, made when it is first asked for.
    pub fn named(&self) -> &Named {
        self.named.get_or_init(|| Named::of(self))
    }

    /// The paragraph in which a byte stands.
    pub fn paragraph_at(&self, byte: usize) -> usize {
        self.paragraphs.partition_point(|p| p.range.start <= byte).saturating_sub(1)
    }

    /// The sentence in which a byte stands.
    pub fn sentence_at(&self, byte: usize) -> usize {
        self.sentences.partition_point(|s| s.range.start <= byte).saturating_sub(1)
    }

    /// The whole calendar years that the text names, each once, in order of the text.
    pub fn years(&self) -> Vec<i32> {
        let mut years = Vec::new();
        for numeral in self.numerals.iter().filter(|n| n.kind == NumeralKind::Date) {
            if let Ok(year) = self.slice(&numeral.range).parse::<i32>()
                && (1900..=2100).contains(&year)
                && !years.contains(&year)
            {
                years.push(year);
            }
        }
        years
    }
}
