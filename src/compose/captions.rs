//! Charts and tables get their numbers, 图1 and 表1, where the genre counts them or the text refers to them; references to them get
//! their words. Comes in: the blocks of an article. Goes out: the same with numbered captions, and findings for names that nothing bears.

use super::prose::Prose;
use crate::finding::{Finding, Place, nearest};
use crate::model::article::{Block, Genre, Inline};
use std::collections::BTreeMap;

/// Numbers what has a title, in reading order, and says the numbers where the text refers to them.
pub fn number(prose: &mut Prose, genre: &Genre, bodies: &mut [&mut Vec<Block>]) {
    let references = std::mem::take(&mut prose.caption_references);
    if references.is_empty() && !matches!(genre, Genre::Review(_) | Genre::Yearbook(_)) {
        return;
    }
    let names = std::mem::take(&mut prose.captions);
    let mut numbers = BTreeMap::new();
    let (mut charts, mut tables) = (0, 0);
    for block in bodies.iter_mut().flat_map(|blocks| blocks.iter_mut()) {
        match block {
            Block::Chart(chart) => {
                charts += 1;
                chart.title = format!("图{charts}　{}", chart.title);
                numbers.insert(chart.id.clone(), format!("图{charts}"));
            }
            Block::Table(table) if !table.title.is_empty() => {
                tables += 1;
                table.title.insert(0, Inline::Text(format!("表{tables}　")));
                numbers.insert(table.id.clone(), format!("表{tables}"));
            }
            _ => {}
        }
    }
    let known: Known = names.iter().filter_map(|(name, id)| Some((name.as_str(), (id, numbers.get(id)?)))).collect();
    for (name, place) in references {
        if !known.contains_key(name.as_str()) {
            prose.tell(unknown(&name, place, &known.keys().copied().collect::<Vec<_>>()));
        }
    }
    for blocks in bodies {
        blocks.iter_mut().for_each(|block| in_block(block, &known));
    }
}

/// The id and the number of what bears a name.
type Known<'a> = BTreeMap<&'a str, (&'a String, &'a String)>;

fn in_block(block: &mut Block, known: &Known) {
    match block {
        Block::Paragraph(text) => in_text(text, known),
        Block::Heading(heading) => in_text(&mut heading.text, known),
        Block::Facts(items) => items.iter_mut().for_each(|item| in_text(item, known)),
        Block::List { items, .. } => items.iter_mut().flatten().for_each(|block| in_block(block, known)),
        Block::Quote(inner) | Block::Footnote { body: inner, .. } => {
            inner.iter_mut().for_each(|block| in_block(block, known));
        }
        Block::Photo(photo) => in_text(&mut photo.caption, known),
        Block::KeyFigure(key) => in_text(&mut key.caption, known),
        Block::Table(table) => {
            in_text(&mut table.title, known);
            in_text(&mut table.note, known);
            table.head.iter_mut().chain(table.rows.iter_mut().flatten()).for_each(|cell| in_text(cell, known));
        }
        Block::Chart(_) | Block::Responsible { .. } | Block::Rule => {}
    }
}

/// References, as [`Prose::bound`] makes them, get the numbers of what they lead to.
fn in_text(text: &mut [Inline], known: &Known) {
    for inline in text {
        match inline {
            Inline::CaptionReference(reference) => {
                let Some((id, number)) = known.get(reference.name.as_str()) else { continue };
                reference.id.clone_from(id);
                reference.number.clone_from(number);
            }
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Link { text: inner, .. } => in_text(inner, known),
            _ => {}
        }
    }
}

fn unknown(name: &str, place: Place, known: &[&str]) -> Finding {
    let near = nearest(name, known.iter().copied());
    let (zh, en) = match (near.first(), known.is_empty()) {
        (Some(near), _) => (format!("相近的有“{near}”"), format!("near: {near}")),
        (None, false) => (format!("文中有：{}", known.join("、")), format!("there are: {}", known.join(", "))),
        (None, true) => (
            "在图表块里写上 name: 名称，表还要有标题".to_string(),
            "give the block a `name`; a table needs a title too".to_string(),
        ),
    };
    Finding::error(
        "unknown-caption",
        place,
        format!("文中没有名为“{name}”的图或表"),
        format!("no chart or table of this text is named `{name}`"),
    )
    .help(zh, en)
}
