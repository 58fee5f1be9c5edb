//! Articles: prose in which every reference is a bound figure and every other numeral is known as what it is. Made by
//! `compose`, checked by `check`, printed by `render`. Knows no markup language.

mod walk;

pub use walk::{blocks, charts_and_tables, figures, figures_in, indicators, inlines_of, labels, literals, plain_text};

use super::chart::Chart;
use super::notice::Notice;
use super::{Date, Figure, RegionCode};
use crate::finding::{Place, Spot};
use std::{ops::Range, sync::Arc};

/// A report with its prose composed.
#[derive(Clone, Debug)]
pub struct Article {
    /// The file under `content/`, for findings.
    pub file: Arc<str>,
    pub slug: String,
    pub meta: Meta,
    pub genre: Genre,
    pub body: Vec<Block>,
    /// One for each `# heading`: an attachment of a notice, an item of a bulletin behind the first.
    pub parts: Vec<Part>,
    /// Every numeral that was typed and not bound.
    pub numerals: Vec<TypedNumeral>,
    pub script: Script,
    /// Every figure that a reference prints, with the place of the reference, in the order of [`BoundFigure::start`].
    pub bound: Vec<BoundFigure>,
    /// Every link that the author wrote, in order.
    pub links: Vec<WrittenLink>,
    /// The texts beside the prose (title, summary, captions, cells) in which a quantity was typed.
    pub asides: Vec<Aside>,
}

/// A text that stands by itself, such as a title or a caption.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    pub place: Place,
    /// With what its references print.
    pub text: String,
    /// Where in it the numerals stand that were typed.
    pub typed: Vec<usize>,
}

/// The `id` of a part of an article by its number, from 1: an attachment of a notice, an item of a bulletin.
pub fn part_anchor(number: usize) -> String {
    format!("attachment-{number}")
}

impl Article {
    /// The figures that references print within some bytes of the file.
    pub fn bound_within(&self, bytes: Range<usize>) -> &[BoundFigure] {
        let from = self.bound.partition_point(|bound| bound.start() < Some(bytes.start));
        let count = self.bound[from..].partition_point(|bound| bound.start() < Some(bytes.end));
        &self.bound[from..from + count]
    }

    /// What lists say of it: the article without its text.
    pub fn head(&self) -> Self {
        Self {
            file: self.file.clone(),
            slug: self.slug.clone(),
            meta: self.meta.clone(),
            genre: self.genre.clone(),
            body: Vec::new(),
            parts: Vec::new(),
            numerals: Vec::new(),
            script: Script::default(),
            bound: Vec::new(),
            links: Vec::new(),
            asides: Vec::new(),
        }
    }

    /// As [`Article::bodies`], with the editor's note that a bulletin has.
    pub fn bodies_and_note(&self) -> Vec<&[Block]> {
        let mut bodies: Vec<&[Block]> = self.bodies().collect();
        if let Genre::Bulletin(bulletin) = &self.genre {
            bodies.push(&bulletin.editors_note);
        }
        bodies
    }

    /// Its body and those of its parts.
    pub fn bodies(&self) -> impl Iterator<Item = &[Block]> {
        std::iter::once(self.body.as_slice()).chain(self.parts.iter().map(|part| part.body.as_slice()))
    }
}

/// An article as written, with what its references print: for rules that read prose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Script {
    pub text: Arc<str>,
    /// By the bytes at which they start.
    pub printed: Vec<Printed>,
}

/// What a reference prints in place of the bytes of the file on which it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    pub bytes: Range<usize>,
    pub text: String,
}

/// A figure where a text refers to it.
#[derive(Clone, Debug, PartialEq)]
pub struct BoundFigure {
    pub place: Place,
    pub figure: Figure,
}

impl BoundFigure {
    /// The byte of the file at which the reference stands in prose; `None` for one in front matter or in a block.
    pub fn start(&self) -> Option<usize> {
        match self.place.spot {
            Spot::Bytes { start, .. } => Some(start),
            _ => None,
        }
    }
}

/// A link where its author wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenLink {
    pub place: Place,
    pub to: LinkTarget,
}

/// Where a link in a text leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// With its scheme: `https://…`, `mailto:…`.
    Address(String),
    /// The id of a heading, a chart or a table of the same text.
    Anchor(String),
    /// Another report, by its file (`content/reports/2023/a.md`), and an id of it; empty for the report as a whole.
    Report { file: String, anchor: String },
}

/// A numeral that an author typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedNumeral {
    pub place: Place,
    pub text: String,
    pub kind: NumeralKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumeralKind {
    Date,
    /// 第18期
    Ordinal,
    /// （1）, 1.
    Enumeration,
    /// “115627”, 4G, GB/T 9704, 12345热线: digits that count nothing.
    Label,
    Unknown,
}

/// What every genre has.
#[derive(Clone, Debug)]
pub struct Meta {
    pub title: String,
    pub region: RegionCode,
    pub year: i32,
    pub date: Date,
    pub is_sample: bool,
    pub keywords: Vec<String>,
    pub description: String,
}

/// What each genre has of its own.
#[derive(Clone, Debug)]
pub enum Genre {
    Bulletin(Bulletin),
    Feature(Feature),
    Review(Review),
    Notice(Notice),
    Yearbook(Yearbook),
}

impl Genre {
    /// The name in front matter, in addresses and in the names of templates.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Bulletin(_) => "bulletin",
            Self::Feature(_) => "feature",
            Self::Review(_) => "review",
            Self::Notice(_) => "notice",
            Self::Yearbook(_) => "yearbook",
        }
    }

    pub fn chinese_name(&self) -> &'static str {
        match self {
            Self::Bulletin(_) => "简报",
            Self::Feature(_) => "专题报道",
            Self::Review(_) => "县域综述",
            Self::Notice(_) => "公文",
            Self::Yearbook(_) => "年鉴专文",
        }
    }
}

#[derive(Clone, Debug)]
pub struct Bulletin {
    pub name: String,
    /// 增刊; empty for a regular issue.
    pub kind: String,
    pub number: IssueNumber,
    /// 密级
    pub secrecy: String,
    /// 编号 of the copy.
    pub copy: String,
    pub issuers: Vec<String>,
    pub editors_note: Vec<Block>,
    /// 报, 送, 发.
    pub distribution: Distribution,
}

/// How an issue is counted; one at least is given, and not both of the first two.
#[derive(Clone, Copy, Debug, Default)]
pub struct IssueNumber {
    /// 第12期: within its year.
    pub issue: Option<u32>,
    /// 增刊第3期: supplements are counted apart from regular issues.
    pub supplement: Option<u32>,
    /// 总第091期: since the first.
    pub serial: Option<u32>,
}

impl IssueNumber {
    /// 第12期, 增刊第3期; empty where only the number since the first is given.
    pub fn of_its_kind(self) -> String {
        match (self.supplement, self.issue) {
            (Some(number), _) => format!("增刊第{number}期"),
            (None, Some(number)) => format!("第{number}期"),
            (None, None) => String::new(),
        }
    }

    /// 总第091期: with three digits at least.
    pub fn since_the_first(self) -> String {
        self.serial.map_or_else(String::new, |serial| format!("总第{serial:03}期"))
    }
}

#[derive(Clone, Debug, Default)]
pub struct Distribution {
    pub report: String,
    pub send: String,
    pub issue: String,
    /// 本期增发
    pub extra: String,
    pub copies: Option<u32>,
}

#[derive(Clone, Debug)]
pub struct Feature {
    pub page: u32,
    pub section: String,
    pub kicker: String,
    /// Printed with —— before it.
    pub subtitle: String,
    pub byline: String,
}

#[derive(Clone, Debug)]
pub struct Review {
    pub signature: String,
}

#[derive(Clone, Debug)]
pub struct Yearbook {
    pub volume: String,
    pub column: String,
}

/// What a `# heading` begins.
#[derive(Clone, Debug)]
pub struct Part {
    pub title: String,
    pub body: Vec<Block>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    Heading(Heading),
    Paragraph(Vec<Inline>),
    List {
        ordered: bool,
        items: Vec<Vec<Block>>,
    },
    /// A list whose items start with ——.
    Facts(Vec<Vec<Inline>>),
    Quote(Vec<Block>),
    Table(Table),
    Chart(Box<Chart>),
    Photo(Photo),
    /// A number of the book, set large.
    KeyFigure(KeyFigure),
    /// 责任单位
    Responsible {
        units: Vec<String>,
        note: String,
    },
    Footnote {
        label: String,
        body: Vec<Block>,
    },
    Rule,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// 1 for the first level of the article (`##`).
    pub level: u8,
    /// Given by the genre: 一、, （一）, 1.; empty where the genre numbers nothing.
    pub number: String,
    /// Unique within the article: `s1`, `s1-2`.
    pub anchor: String,
    pub text: Vec<Inline>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    Text(String),
    Figure(Box<Figure>),
    Literal(Literal),
    Strong(Vec<Inline>),
    Emphasis(Vec<Inline>),
    Link { to: LinkTarget, text: Vec<Inline> },
    CaptionReference(CaptionReference),
    Code(String),
    FootnoteReference(String),
    Break,
}

/// `{{ 见 "收入走势" }}`: a chart or table of the same text. Number and id are empty until the text is whole and its captions are
/// numbered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CaptionReference {
    pub name: String,
    /// 图1
    pub number: String,
    /// The id of the chart or table on its page.
    pub id: String,
}

/// A number that is no figure of the book, marked by the author as what it is.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// `{{ 号 "115627" }}`
    Label(String),
    /// `{{ 引 "50" source="…" }}`
    Cited { text: String, source: String },
}

impl Literal {
    pub fn text(&self) -> &str {
        match self {
            Self::Label(text) | Self::Cited { text, .. } => text,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Unique within its article: `table-1`.
    pub id: String,
    pub title: Vec<Inline>,
    pub head: Vec<Vec<Inline>>,
    pub rows: Vec<Vec<Vec<Inline>>>,
    /// Where the cells of the rows were typed; empty for a grid made from the book.
    pub places: Vec<Vec<Place>>,
    pub note: Vec<Inline>,
    /// 数据来源：…; empty for a table typed in Markdown.
    pub source: String,
    pub span: Span,
}

/// How many columns of a page set in columns something is as wide as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Span {
    /// As the theme thinks fit.
    #[default]
    Fitting,
    Columns(u8),
    All,
}

#[derive(Clone, Debug, PartialEq)]
pub struct KeyFigure {
    /// One figure, with nothing around it.
    pub value: Vec<Inline>,
    pub caption: Vec<Inline>,
    pub span: Span,
}

/// A placeholder drawn by the theme: a frame of the given proportions with its caption.
#[derive(Clone, Debug, PartialEq)]
pub struct Photo {
    pub caption: Vec<Inline>,
    /// Width and height of the frame.
    pub ratio: (u32, u32),
    /// A picture under `content/images/`; a placeholder is drawn where none is given.
    pub image: Option<String>,
    pub span: Span,
}

/// The standing text of one domain for one region and year.
#[derive(Clone, Debug)]
pub struct Summary {
    pub domain: usize,
    pub title: String,
    pub region: RegionCode,
    pub year: i32,
    pub paragraphs: Vec<Vec<Inline>>,
}
