//! What can be read on the site, in passages: the definitions of indicators, then titles, headings and paragraphs of reports from
//! the newest, then the standing texts. A passage knows its page and the place on it.

use super::{Part, Space, standing};
use crate::model::RegionCode;
use crate::model::article::{Article, Block, Genre, Inline, inlines_of, part_anchor, plain_text};
use crate::plan::address;
use crate::render::World;
use serde_json::{Value, json};
use std::cmp::Reverse;
use std::ops::Range;

/// A page with passages.
pub struct Document {
    /// Below the output folder.
    pub path: String,
    pub title: String,
    pub code: Option<RegionCode>,
    /// 0 where it belongs to no year.
    pub year: i32,
}

pub struct Passage {
    /// Position of its document.
    pub document: usize,
    /// The id of its place on the page; empty for the page itself.
    pub anchor: String,
    pub text: String,
}

#[derive(Default)]
pub struct Passages {
    pub documents: Vec<Document>,
    pub all: Vec<Passage>,
    /// How many of them, from the first, are definitions.
    pub definitions: usize,
}

impl Passages {
    fn push(&mut self, anchor: &str, text: String) {
        if !text.trim().is_empty() {
            self.all.push(Passage { document: self.documents.len() - 1, anchor: anchor.to_string(), text });
        }
    }
}

/// Every passage of the world.
pub fn list(world: World) -> Passages {
    let mut passages = Passages::default();
    for (id, indicator) in world.book.vocabulary.iter() {
        let path = address::indicator(world.book, id);
        passages.documents.push(Document { path, title: indicator.name.clone(), code: None, year: 0 });
        passages.push("", indicator.definition.clone());
    }
    passages.definitions = passages.all.len();
    let mut articles: Vec<&Article> = world.articles.iter().collect();
    articles.sort_by_key(|article| (Reverse(article.meta.date), &article.slug));
    articles.into_iter().for_each(|article| report(&mut passages, article));
    standing::list(&mut passages, world);
    passages
}

fn report(passages: &mut Passages, article: &Article) {
    passages.documents.push(Document {
        path: address::report(article),
        title: article.meta.title.clone(),
        code: Some(article.meta.region),
        year: article.meta.year,
    });
    passages.push("", article.meta.title.clone());
    match &article.genre {
        Genre::Bulletin(bulletin) => blocks(passages, "", &bulletin.editors_note),
        Genre::Feature(feature) => {
            for line in [&feature.kicker, &feature.subtitle, &feature.byline] {
                passages.push("title", line.clone());
            }
        }
        _ => {}
    }
    blocks(passages, "", &article.body);
    for (i, part) in article.parts.iter().enumerate() {
        let anchor = part_anchor(i + 1);
        passages.push(&anchor, part.title.clone());
        blocks(passages, &anchor, &part.body);
    }
}

/// The passages of some blocks; those below a heading lead to it, those of a table or chart to itself.
fn blocks(passages: &mut Passages, from: &str, blocks: &[Block]) {
    let mut anchor = from.to_string();
    for block in blocks {
        match block {
            Block::Heading(heading) => {
                anchor.clone_from(&heading.anchor);
                passages.push(&anchor, format!("{}{}", heading.number, plain_text(&heading.text)));
            }
            Block::List { items, .. } => items.iter().for_each(|item| self::blocks(passages, &anchor, item)),
            Block::Quote(inner) | Block::Footnote { body: inner, .. } => self::blocks(passages, &anchor, inner),
            Block::Table(table) => {
                let cells = |row: &Vec<Vec<Inline>>| {
                    let cells: Vec<String> = row.iter().map(|cell| plain_text(cell)).collect();
                    cells.join("　")
                };
                let title = plain_text(&table.title);
                std::iter::once(title)
                    .chain(table.rows.iter().map(cells))
                    .for_each(|line| passages.push(&table.id, line));
                passages.push(&table.id, plain_text(&table.note));
            }
            Block::Chart(chart) => passages.push(&chart.id, chart.title.clone()),
            Block::Responsible { units, note } => passages.push(&anchor, format!("{}{note}", units.join("、"))),
            other => inlines_of(other).into_iter().for_each(|run| passages.push(&anchor, plain_text(run))),
        }
    }
}

/// Cut into files: `[[path, title, region, year] …]` and `[document, anchor, text, document, …]` with documents by their
/// place in the first list.
pub fn texts(passages: &Passages, space: &Space, count: u32) -> Vec<Part> {
    let total: usize = passages.all.iter().map(|passage| passage.text.len()).sum();
    let mut parts = Vec::new();
    let (mut from, mut read) = (0, 0);
    for n in 1..=count as usize {
        let mut to = from;
        while to < passages.all.len() && (n == count as usize || read < total * n / count as usize) {
            read += passages.all[to].text.len();
            to += 1;
        }
        parts.push(Part { start: from as u64, data: part(passages, space, from..to) });
        from = to;
    }
    parts
}

fn part(passages: &Passages, space: &Space, range: Range<usize>) -> Value {
    let mut documents = Vec::new();
    let mut last = None;
    let mut data = Vec::new();
    for passage in &passages.all[range] {
        if last != Some(passage.document) {
            let document = &passages.documents[passage.document];
            let region = document.code.and_then(|code| space.region(code)).map_or(-1, |region| region as i64);
            documents.push(json!([document.path, document.title, region, document.year]));
            last = Some(passage.document);
        }
        data.extend([json!(documents.len() - 1), json!(passage.anchor), json!(passage.text)]);
    }
    json!([documents, data])
}
