//! Texts with references in them become inlines: the place where every text of an article passes through. Collects the
//! findings and the typed numerals on the way.

use super::direction::{self, Said};
use super::reference::Reference;
use super::resolve::Standpoint;
use super::scan::{self, Found};
use crate::derive::Key;
use crate::finding::{Finding, Place, Spot, nearest};
use crate::model::Period;
use crate::model::article::{
    Aside, BoundFigure, CaptionReference, Inline, Literal, NumeralKind, Printed, TypedNumeral, WrittenLink, plain_text,
};
use crate::read::Field;
use crate::reading::{Numeral, numerals};
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

/// Adds an inline to a text. Behind 比上年 or 同比 an unchanged figure is 持平, not 与上年持平.
pub fn push(inlines: &mut Vec<Inline>, mut inline: Inline) {
    const BEFORE: [&str; 7] = ["比上年", "较上年", "比去年", "较去年", "同比", "比上年同期", "较上年同期"];
    if let Inline::Figure(figure) = &mut inline
        && figure.text == "与上年持平"
        && matches!(inlines.last(), Some(Inline::Text(before)) if BEFORE.iter().any(|words| before.ends_with(words)))
    {
        figure.text = "持平".to_string();
    }
    inlines.push(inline);
}

/// The periods that prose names in words before a figure.
const SAID_PERIODS: [&str; 7] = ["上半年", "下半年", "前三季度", "一季度", "二季度", "三季度", "四季度"];

/// One text being composed.
pub struct Prose<'b> {
    pub at: Standpoint<'b>,
    pub file: Arc<str>,
    pub findings: Vec<Finding>,
    pub numerals: Vec<TypedNumeral>,
    /// What the references of the file's own text print, in order.
    pub printed: Vec<Printed>,
    pub bound_figures: Vec<BoundFigure>,
    pub links: Vec<WrittenLink>,
    pub asides: Vec<Aside>,
    /// The paths below `content/images/`.
    pub images: &'b [String],
    /// Where each heading stands, in order; numbering takes them from the front.
    pub heading_places: VecDeque<Place>,
    /// True for what has charts and tables of its own, to which it can refer.
    pub has_captions: bool,
    /// The names of charts and tables, with their ids.
    pub captions: BTreeMap<String, String>,
    /// The names that the text refers to, and where.
    pub caption_references: Vec<(String, Place)>,
}

impl<'b> Prose<'b> {
    pub fn new(at: Standpoint<'b>, file: Arc<str>, images: &'b [String]) -> Self {
        Self {
            at,
            file,
            findings: Vec::new(),
            numerals: Vec::new(),
            printed: Vec::new(),
            bound_figures: Vec::new(),
            links: Vec::new(),
            asides: Vec::new(),
            images,
            heading_places: VecDeque::new(),
            has_captions: false,
            captions: BTreeMap::new(),
            caption_references: Vec::new(),
        }
    }

    pub fn tell(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Tells of a picture that is not there or that no page can show.
    pub fn expect_image(&mut self, image: &str, place: Place) {
        const FORMS: [&str; 6] = [".png", ".jpg", ".jpeg", ".svg", ".gif", ".webp"];
        let has_form = FORMS.iter().any(|end| image.to_lowercase().ends_with(end));
        if has_form && self.images.iter().any(|known| known == image) {
            return;
        }
        let near = nearest(image, self.images.iter().map(String::as_str)).join("、");
        self.tell(
            Finding::error(
                "missing-image",
                place,
                format!("content/images/ 里没有图片“{image}”"),
                format!("there is no picture content/images/{image}"),
            )
            .help(
                format!(
                    "写 content/images/ 下的路径，格式 png、jpg、svg、gif 或 webp{}",
                    if near.is_empty() { String::new() } else { format!("；相近的有：{near}") }
                ),
                "write a path below content/images/: png, jpg, svg, gif or webp",
            ),
        );
    }

    /// The inline that a reference prints; a failure is a finding, and the words as written stand in its place.
    pub fn bound(&mut self, found: &Found, written: &str, place: Place) -> Inline {
        let reference = match &found.reference {
            Ok(reference) => reference,
            Err(fault) => {
                self.tell(scan::broken(fault.clone(), place));
                return Inline::Text(written.to_string());
            }
        };
        if let (Reference::Caption(name), true) = (reference, self.has_captions) {
            self.caption_references.push((name.clone(), place));
            return Inline::CaptionReference(CaptionReference { name: name.clone(), ..CaptionReference::default() });
        }
        match self.at.inline(reference) {
            Ok(inline) => {
                self.remember(&inline, &place);
                if let Inline::Figure(figure) = &inline {
                    self.bound_figures.push(BoundFigure { place: place.clone(), figure: (**figure).clone() });
                }
                inline
            }
            Err(failure) => {
                self.tell(failure.finding(place, self.at.book));
                Inline::Text(written.to_string())
            }
        }
    }

    /// What a reference prints, for rules that read the text as a reader does. A label is no number of the text.
    fn remember(&mut self, inline: &Inline, place: &Place) {
        let (Spot::Bytes { start, end }, false) = (&place.spot, matches!(inline, Inline::Literal(Literal::Label(_))))
        else {
            return;
        };
        self.printed.push(Printed { bytes: *start..*end, text: plain_text(std::slice::from_ref(inline)) });
    }

    /// Tells of a figure that stands behind the word for another period, of which the book has a figure of its own: 上半年 before
    /// a whole year's value.
    pub fn expect_said_period(&mut self, before: &[Inline], inline: &Inline, place: &Place) {
        let (Some(Inline::Text(before)), Inline::Figure(figure)) = (before.last(), inline) else { return };
        let mut clauses = before.rsplit(['，', '。', '；', '！', '？', '：']);
        let clause = clauses.next().unwrap_or(before);
        // 上半年，全市投入…: the clause before says it, and nothing else.
        let lead = clauses.next().filter(|_| before[..before.len() - clause.len()].ends_with('，')).unwrap_or_default();
        let says = |p: &Period| clause.contains(&p.words()) || lead == p.words();
        let said = SAID_PERIODS.iter().filter_map(|word| Period::parse(word)).find(says);
        let Some(said) = said.filter(|said| !said.covers_the_same(&figure.period, figure.year)) else { return };
        let other = Key { region: figure.region, year: figure.year, indicator: figure.indicator, period: said };
        let Some(meant) = self.at.book.observation(other) else { return };
        let (words, printed) = (said.words(), meant.printed());
        self.tell(
            Finding::warning(
                "other-period",
                place.clone(),
                format!("句子说的是{words}，引用印出的是{}的数", figure.period.words()),
                format!("the sentence says {words}, the reference prints the figure for {}", figure.period.words()),
            )
            .help(
                format!("要印{words}的{printed}，写成“指标 @{words}”"),
                format!("for {words} ({printed}) write `indicator @{words}`"),
            ),
        );
    }

    /// Tells of a change that goes the other way than the word before it says; behind the word for a fall it loses its sign.
    pub fn expect_direction(&mut self, before: &[Inline], inline: &mut Inline, place: &Place) {
        let Inline::Figure(figure) = inline else { return };
        match direction::said(before, figure) {
            Said::Nothing => {}
            Said::Against(failure) => self.tell(failure.finding(place.clone(), self.at.book)),
            Said::Amount(amount) => {
                let Spot::Bytes { start, .. } = place.spot else {
                    figure.text = amount;
                    return;
                };
                if let Some(printed) = self.printed.last_mut().filter(|printed| printed.bytes.start == start) {
                    printed.text.clone_from(&amount);
                }
                figure.text = amount;
            }
        }
        if let Some(bound) = self.bound_figures.last_mut().filter(|bound| bound.place == *place) {
            bound.figure.text.clone_from(&figure.text);
        }
    }

    /// A text of YAML: references and plain words, no Markdown. Everything in it is at the key's place.
    pub fn field(&mut self, field: &Field) -> Vec<Inline> {
        let Some(text) = field.text() else { return Vec::new() };
        self.words(&text, &field.place())
    }

    /// As [`Prose::field`], as plain text.
    pub fn field_text(&mut self, field: Option<Field>) -> String {
        let Some(field) = field.filter(|f| !f.is_null()) else { return String::new() };
        let text = self.field(&field);
        self.refuse_captions(&text, &field.place());
        plain_text(&text)
    }

    /// The texts of a list, each as plain text.
    pub fn field_texts(&mut self, field: &Field) -> Vec<String> {
        field.list().into_iter().map(|item| self.field_text(Some(item))).collect()
    }

    /// Tells of a reference to a chart or table in words that are kept as plain text, where it would be lost.
    pub fn refuse_captions(&mut self, text: &[Inline], place: &Place) {
        if text.iter().any(|inline| matches!(inline, Inline::CaptionReference(_))) {
            self.caption_references.retain(|(_, at)| at != place);
            self.tell(Finding::error(
                "unknown-caption",
                place.clone(),
                "这里不能引图表，只有正文、表格和图片说明里可以",
                "no chart or table can be referred to here: only in the text, in tables and in captions of pictures",
            ));
        }
    }

    /// Words with references, all at one place.
    pub fn words(&mut self, text: &str, place: &Place) -> Vec<Inline> {
        let mut inlines = Vec::new();
        let mut from = 0;
        let mut aside = Aside { place: place.clone(), text: String::new(), typed: Vec::new() };
        for found in scan::references(text) {
            self.plain(&text[from..found.bytes.start], &mut aside, &mut inlines);
            let mut inline = self.bound(&found, &text[found.bytes.clone()], place.clone());
            self.expect_said_period(&inlines, &inline, place);
            self.expect_direction(&inlines, &mut inline, place);
            aside.text.push_str(&plain_text(std::slice::from_ref(&inline)));
            push(&mut inlines, inline);
            from = found.bytes.end;
        }
        self.plain(&text[from..], &mut aside, &mut inlines);
        if !aside.typed.is_empty() {
            self.asides.push(aside);
        }
        inlines
    }

    fn plain(&mut self, text: &str, aside: &mut Aside, inlines: &mut Vec<Inline>) {
        if text.is_empty() {
            return;
        }
        if scan::stray_brace(text).is_some() {
            self.tell(scan::broken(scan::stray_brace_fault(), aside.place.clone()));
        }
        let (place, before) = (aside.place.clone(), aside.text.len());
        aside.text.push_str(text);
        for Numeral { range, kind } in numerals::typed(text) {
            aside.typed.extend((kind == NumeralKind::Unknown).then_some(before + range.start));
            self.numerals.push(TypedNumeral { place: place.clone(), text: text[range].to_string(), kind });
        }
        inlines.push(Inline::Text(text.to_string()));
    }
}
