//! What each genre has of its own in the front matter, and how it numbers its headings. A new genre is added here, in
//! `model::article` and in the theme.

mod bulletin;
mod notice;

use super::markdown;
use super::prose::Prose;
use crate::finding::Place;
use crate::model::article::{Block, Feature, Genre, Review, Yearbook};
use crate::read::{Field, Mapping};

/// English and Chinese names of the genres, with what reads their keys.
type Read = fn(&mut Prose, &Mapping) -> Option<Genre>;
const GENRES: [(&str, &[&str], Read); 5] = [
    ("bulletin", &["简报"], bulletin::bulletin),
    ("feature", &["专题报道"], feature),
    ("review", &["县域综述", "综述"], review),
    ("notice", &["公文"], notice::notice),
    ("yearbook", &["年鉴专文", "年鉴"], yearbook),
];

pub fn genre(prose: &mut Prose, front: &Mapping) -> Option<Genre> {
    let field = front.required(&["genre", "体裁"])?;
    let name = field.text()?;
    let Some((_, _, read)) = GENRES.iter().find(|(en, zh, _)| *en == name || zh.contains(&name.as_str())) else {
        let known: Vec<&str> = GENRES.iter().map(|(en, ..)| *en).collect();
        field.form.tell(
            field
                .error("unknown-genre", format!("没有“{name}”这种体裁"), format!("no genre `{name}`"))
                .help(format!("可写 {}", known.join("、")), format!("write one of {}", known.join(", "))),
        );
        return None;
    };
    read(prose, front)
}

fn text(prose: &mut Prose, map: &Mapping, names: &[&'static str]) -> String {
    prose.field_text(map.field(names))
}

/// The genre prints its labels itself: 报：, 抄送：.
fn without_label(text: String, label: &str) -> String {
    let rest = text.strip_prefix(label).and_then(|rest| rest.strip_prefix(['：', ':']));
    rest.map_or_else(|| text.clone(), |rest| rest.trim_start().to_string())
}

/// A Markdown text in the front matter. Its findings stand at the key.
fn note(prose: &mut Prose, field: &Field) -> Vec<Block> {
    let Some(text) = field.text() else { return Vec::new() };
    let place = field.place();
    let mut inner = Prose::new(prose.at, prose.file.clone(), prose.images);
    let blocks = markdown::blocks(&mut inner, &text, 0);
    let at_key = |_: Place| place.clone();
    prose
        .findings
        .extend(inner.findings.into_iter().map(|f| crate::finding::Finding { place: at_key(f.place.clone()), ..f }));
    prose
        .numerals
        .extend(inner.numerals.into_iter().map(|n| crate::model::article::TypedNumeral { place: place.clone(), ..n }));
    blocks
}

fn feature(prose: &mut Prose, front: &Mapping) -> Option<Genre> {
    let folio = front.required(&["folio", "版次"])?.mapping()?;
    let page = folio.required(&["page", "版"]).and_then(|f| f.whole_number()).unwrap_or_default();
    let section = folio.words(&["section", "版名"]);
    folio.finish();
    Some(Genre::Feature(Feature {
        page,
        section,
        kicker: text(prose, front, &["kicker", "引题"]),
        subtitle: text(prose, front, &["subtitle", "副题"]).trim_start_matches("——").to_string(),
        byline: text(prose, front, &["byline", "作者"]),
    }))
}

fn review(prose: &mut Prose, front: &Mapping) -> Option<Genre> {
    Some(Genre::Review(Review { signature: text(prose, front, &["signature", "署名"]) }))
}

fn yearbook(prose: &mut Prose, front: &Mapping) -> Option<Genre> {
    let volume = prose.field_text(front.worded(&["volume", "卷"]));
    Some(Genre::Yearbook(Yearbook { volume, column: prose.field_text(front.worded(&["column", "栏目"])) }))
}
