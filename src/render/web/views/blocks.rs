//! The blocks of an article as templates lay them out: one `kind` each, with its texts already typeset. A list or a quote
//! holds blocks again.

use super::chart::{self, ChartView};
use super::downloads;
use crate::model::article::{Block, Heading, Inline, Photo, Table, plain_text};
use crate::render::web::page::Page;
use crate::render::web::prose::Prose;
use serde::Serialize;

/// One block. In a template: `{% if block.kind == "paragraph" %}`.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum BlockView {
    Heading(HeadingView),
    Paragraph {
        html: String,
    },
    List {
        ordered: bool,
        items: Vec<Vec<BlockView>>,
    },
    /// A fact list; each item is printed behind ——.
    Facts {
        items: Vec<String>,
    },
    Quote {
        blocks: Vec<BlockView>,
    },
    Table(TableView),
    Chart(Box<ChartView>),
    /// Photos that follow one another.
    Photos {
        photos: Vec<PhotoView>,
    },
    /// A number of the book, set large.
    KeyFigure {
        value_html: String,
        caption_html: String,
    },
    /// 责任单位
    Responsible {
        units: Vec<String>,
        note: String,
    },
    /// `is_referred` is false where no text leads to it, so that it cannot lead back.
    Footnote {
        number: usize,
        is_referred: bool,
        blocks: Vec<BlockView>,
    },
    Rule,
}

#[derive(Clone, Debug, Serialize)]
pub struct HeadingView {
    /// 2 for the first level: the page's own title is 1.
    pub level: u8,
    /// 一、 or empty.
    pub number: String,
    pub anchor: String,
    pub html: String,
    /// Without markup, for tables of contents.
    pub text: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct TableView {
    pub id: String,
    pub title_html: String,
    pub head: Vec<Cell>,
    pub rows: Vec<Vec<Cell>>,
    pub note_html: String,
    pub source: String,
    /// The table as CSV; empty where the site hands out none.
    pub data_href: String,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct Cell {
    pub html: String,
    /// True for a row's heading.
    pub is_heading: bool,
    /// True where the column holds numbers, to be set flush right.
    pub is_number: bool,
    /// How many rows it spans; 0 where a cell above covers it, so that nothing is to be printed.
    pub span: usize,
}

#[derive(Clone, Debug, Serialize)]
pub struct PhotoView {
    pub caption_html: String,
    pub caption: String,
    pub width: u32,
    pub height: u32,
    /// Address of the picture; empty where a placeholder is to be drawn.
    pub image: String,
}

pub fn blocks(page: Page, prose: &mut Prose, blocks: &[Block]) -> Vec<BlockView> {
    let mut views: Vec<BlockView> = blocks.iter().map(|block| view(page, prose, block)).collect();
    views.dedup_by(|next, before| match (next, before) {
        (BlockView::Photos { photos: next }, BlockView::Photos { photos: before }) => {
            before.append(next);
            true
        }
        _ => false,
    });
    // Footnotes stand together at the end, in the order of their numbers.
    views.sort_by_key(|view| match view {
        BlockView::Footnote { number, .. } => *number,
        _ => 0,
    });
    views
}

fn view(page: Page, prose: &mut Prose, block: &Block) -> BlockView {
    match block {
        Block::Heading(heading) => BlockView::Heading(heading_view(prose, heading)),
        Block::Paragraph(text) => BlockView::Paragraph { html: prose.html(text) },
        Block::List { ordered, items } => {
            BlockView::List { ordered: *ordered, items: items.iter().map(|item| blocks(page, prose, item)).collect() }
        }
        Block::Facts(items) => BlockView::Facts { items: items.iter().map(|item| prose.html(item)).collect() },
        Block::Quote(inner) => BlockView::Quote { blocks: blocks(page, prose, inner) },
        Block::Table(table) => BlockView::Table(table_view(page, prose, table)),
        Block::Chart(chart) => BlockView::Chart(Box::new(chart::chart(page, chart))),
        Block::Photo(photo) => BlockView::Photos { photos: vec![photo_view(page, prose, photo)] },
        Block::KeyFigure(key) => {
            BlockView::KeyFigure { value_html: prose.html(&key.value), caption_html: prose.html(&key.caption) }
        }
        Block::Responsible { units, note } => BlockView::Responsible { units: units.clone(), note: note.clone() },
        Block::Footnote { label, body } => {
            let (number, times) = prose.note(label);
            BlockView::Footnote { number, is_referred: times > 0, blocks: blocks(page, prose, body) }
        }
        Block::Rule => BlockView::Rule,
    }
}

fn heading_view(prose: &mut Prose, heading: &Heading) -> HeadingView {
    HeadingView {
        level: heading.level.saturating_add(1).clamp(2, 6),
        number: heading.number.clone(),
        anchor: heading.anchor.clone(),
        html: prose.html(&heading.text),
        text: plain_text(&heading.text),
    }
}

fn photo_view(page: Page, prose: &mut Prose, photo: &Photo) -> PhotoView {
    PhotoView {
        caption_html: prose.html(&photo.caption),
        caption: plain_text(&photo.caption),
        width: photo.ratio.0.max(1),
        height: photo.ratio.1.max(1),
        image: photo.image.as_ref().map_or(String::new(), |image| page.to(&format!("images/{image}"))),
    }
}

fn table_view(page: Page, prose: &mut Prose, table: &Table) -> TableView {
    let columns = table.rows.iter().map(Vec::len).max().unwrap_or(0).max(table.head.len());
    let numeric: Vec<bool> = (0..columns).map(|column| is_numeric(table, column)).collect();
    let headings = heading_columns(table, &numeric);
    let cell = |prose: &mut Prose, inlines: &[Inline], column: usize, is_heading, span| Cell {
        html: prose.html(inlines),
        is_heading,
        is_number: numeric[column],
        span,
    };
    let title_html = prose.html(&table.title);
    let head = table.head.iter().enumerate().map(|(i, text)| cell(prose, text, i, true, 1)).collect();
    let mut rows = Vec::new();
    for (r, row) in table.rows.iter().enumerate() {
        let cells = row.iter().enumerate().map(|(c, text)| {
            let span = if c + 1 < headings { run_length(table, r, c) } else { 1 };
            cell(prose, text, c, c < headings, span)
        });
        rows.push(cells.collect());
    }
    TableView {
        id: table.id.clone(),
        title_html,
        head,
        rows,
        note_html: prose.html(&table.note),
        source: table.source.clone(),
        data_href: downloads::of_part(page, &table.id),
    }
}

/// A column is one of numbers where each of its cells is a single figure, number or dash, and one at least has a digit.
fn is_numeric(table: &Table, column: usize) -> bool {
    let mut seen = false;
    for row in &table.rows {
        let Some(cell) = row.get(column) else { continue };
        let text = plain_text(cell);
        let text = text.trim();
        let starts = text.starts_with(|c: char| c.is_ascii_digit() || c == '-');
        seen |= starts;
        if !(starts && text.chars().count() <= 14 || text.is_empty() || matches!(text, "—" | "…" | "-")) {
            return false;
        }
    }
    seen
}

/// The first column heads its row; where it says the same in neighbouring rows, the second one does so too.
fn heading_columns(table: &Table, numeric: &[bool]) -> usize {
    let repeats = (1..table.rows.len()).any(|r| run_length(table, r, 0) == 0);
    match numeric {
        [true, ..] => 0,
        [false, false, ..] if repeats => 2,
        _ => 1,
    }
}

/// How many rows from this one on say the same in a column; 0 where the row above says it already.
fn run_length(table: &Table, row: usize, column: usize) -> usize {
    let said = |r: usize| table.rows.get(r).and_then(|cells| cells.get(column)).map(|cell| plain_text(cell));
    let here = said(row).filter(|text| !text.is_empty());
    if here.is_none() {
        return 1;
    }
    if row > 0 && said(row - 1) == here {
        return 0;
    }
    (row..).take_while(|r| said(*r) == here).count()
}
