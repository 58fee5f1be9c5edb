//! What stands in an article, gathered in reading order: plain text, figures, cited numbers, indicators. Changes nothing.

use super::{Article, Block, Inline, Literal};
use crate::model::chart::Label;
use crate::model::{Figure, IndicatorId};

/// The plain text of some inlines.
pub fn plain_text(inlines: &[Inline]) -> String {
    let mut text = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(t) | Inline::Code(t) => text.push_str(t),
            Inline::Figure(figure) => text.push_str(&figure.text),
            Inline::Literal(literal) => text.push_str(literal.text()),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Link { text: inner, .. } => {
                text.push_str(&plain_text(inner));
            }
            Inline::CaptionReference(reference) => text.push_str(&reference.number),
            Inline::FootnoteReference(_) => {}
            Inline::Break => text.push('\n'),
        }
    }
    text
}

/// Every figure that stands in some blocks, in reading order.
pub fn figures(blocks: &[Block]) -> Vec<&Figure> {
    let mut found = Vec::new();
    each_run(blocks, &mut |run| figures_in(run, &mut found));
    found
}

/// Every number that is no figure of the book, in reading order.
pub fn literals(blocks: &[Block]) -> Vec<&Literal> {
    let mut found = Vec::new();
    each_run(blocks, &mut |run| {
        each_inline(run, &mut |inline| {
            if let Inline::Literal(literal) = inline {
                found.push(literal);
            }
        });
    });
    found
}

/// Every number that a chart among some blocks may print, in reading order.
pub fn labels(blocks: &[Block]) -> Vec<&Label> {
    let mut found = Vec::new();
    each_block(blocks, &mut |block| {
        if let Block::Chart(chart) = block {
            found.extend(chart.drawing.labels().into_iter().filter(|label| label.made.is_some()));
        }
    });
    found
}

/// Every chart and table of an article that has a place to be referred to, in reading order.
pub fn charts_and_tables(article: &Article) -> Vec<&Block> {
    let mut found = Vec::new();
    for body in article.bodies_and_note() {
        each_block(body, &mut |block| {
            if matches!(block, Block::Chart(_) | Block::Table(_)) {
                found.push(block);
            }
        });
    }
    found
}

/// Every block of an article, at any depth, in reading order.
pub fn blocks(article: &Article) -> Vec<&Block> {
    let mut found = Vec::new();
    article.bodies().for_each(|body| each_block(body, &mut |block| found.push(block)));
    found
}

/// Every run of inlines in some blocks, at any depth.
fn each_run<'a>(blocks: &'a [Block], see: &mut dyn FnMut(&'a [Inline])) {
    each_block(blocks, &mut |block| inlines_of(block).into_iter().for_each(&mut *see));
}

/// Every block, at any depth.
fn each_block<'a>(blocks: &'a [Block], see: &mut dyn FnMut(&'a Block)) {
    for block in blocks {
        see(block);
        match block {
            Block::List { items, .. } => items.iter().for_each(|item| each_block(item, see)),
            Block::Quote(inner) | Block::Footnote { body: inner, .. } => each_block(inner, see),
            _ => {}
        }
    }
}

/// Every inline of a run that holds no others.
fn each_inline<'a>(run: &'a [Inline], see: &mut dyn FnMut(&'a Inline)) {
    for inline in run {
        match inline {
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Link { text: inner, .. } => {
                each_inline(inner, see)
            }
            _ => see(inline),
        }
    }
}

/// The inline runs that a block holds itself, without those of blocks nested in it.
pub fn inlines_of(block: &Block) -> Vec<&[Inline]> {
    match block {
        Block::Heading(heading) => vec![&heading.text],
        Block::Paragraph(text) => vec![text],
        Block::Facts(items) => items.iter().map(Vec::as_slice).collect(),
        Block::Photo(photo) => vec![&photo.caption],
        Block::KeyFigure(key) => vec![&key.value, &key.caption],
        Block::Table(table) => {
            let mut all: Vec<&[Inline]> = vec![&table.title];
            all.extend(table.head.iter().map(Vec::as_slice));
            all.extend(table.rows.iter().flatten().map(Vec::as_slice));
            all.push(&table.note);
            all
        }
        _ => Vec::new(),
    }
}

/// The figures of one run of inlines, in reading order.
pub fn figures_in<'a>(inlines: &'a [Inline], found: &mut Vec<&'a Figure>) {
    each_inline(inlines, &mut |inline| {
        if let Inline::Figure(figure) = inline {
            found.push(figure);
        }
    });
}

/// The indicators that an article speaks about, each once, in reading order.
pub fn indicators(article: &Article) -> Vec<IndicatorId> {
    let mut seen = Vec::new();
    for figure in article.bodies().flat_map(figures) {
        if !seen.contains(&figure.indicator) {
            seen.push(figure.indicator);
        }
    }
    seen
}
