//! From an article to what its print template shows. Comes in: the article and the world. Goes out: the context of the
//! template and the files that its body names. Makes no Typst of its own: that is `block`'s work.

use super::block::{self, Galley, Pictures};
use super::headline;
use super::inline::Apparatus;
use super::notice;
use super::record::{Marks, Printed};
use super::view::{AttachmentView, DayView, DocumentView, FeatureView, Markup, ReviewView, YearbookView};
use crate::draw::Style;
use crate::model::Date;
use crate::model::article::{Article, Genre, Part, inlines_of, plain_text};
use crate::render::World;
use std::collections::BTreeMap;
use tera::{Context, Value};

/// The context of a report's template, and the charts and pictures of its body.
pub(super) fn context(
    world: &World,
    article: &Article,
    printed: &Printed,
    style: &Style,
    pictures: &Pictures,
) -> (Context, BTreeMap<String, Vec<u8>>) {
    let marks = printed.marks();
    let mut galley =
        Galley::new(style, pictures, apparatus(article, &marks)).in_columns(columns(world, &article.genre));
    let text = text_of(article);
    let mut context = Context::new();
    context.insert_value("document", Value::from(document(world, article, &text)));
    let body = galley.body(&article.body);
    context.insert_value("blocks", Value::from(Markup(body.trim_start_matches('#').to_string())));
    context.insert_value("body", Value::from(Markup(body)));
    context.insert_value("attachments", Value::from(attachments(article, &text, &mut galley)));
    let own = match &article.genre {
        Genre::Bulletin(bulletin) => Value::from(super::bulletin::view(bulletin, article, &text, &mut galley)),
        Genre::Feature(feature) => Value::from(FeatureView {
            page: feature.page,
            section: feature.section.clone(),
            kicker: feature.kicker.clone(),
            subtitle: feature.subtitle.trim_start_matches('—').to_string(),
            byline: feature.byline.clone(),
        }),
        Genre::Review(review) => Value::from(ReviewView { signature: review.signature.clone() }),
        Genre::Notice(notice) => Value::from(notice::view(notice, article, &text)),
        Genre::Yearbook(yearbook) => {
            Value::from(YearbookView { volume: yearbook.volume.clone(), column: yearbook.column.clone() })
        }
    };
    context.insert_value(article.genre.name(), own);
    (context, galley.files)
}

/// The notes and figures to which the texts of an article can refer.
pub(super) fn apparatus<'a>(article: &'a Article, marks: &'a Marks<'a>) -> Apparatus<'a> {
    let mut apparatus = Apparatus { marks: Some(marks), ..Apparatus::default() };
    for body in article.bodies_and_note() {
        block::footnotes(body, &mut apparatus);
    }
    apparatus
}

pub(super) fn attachments(article: &Article, text: &str, galley: &mut Galley) -> Vec<AttachmentView> {
    let view = |attachment: &Part| AttachmentView {
        title: attachment.title.clone(),
        title_lines: headline::lines(&attachment.title, text, longest_line(article.genre.name())),
        body: Markup(galley.attachment(&attachment.body)),
    };
    article.parts.iter().map(view).collect()
}

pub(super) fn document(world: &World, article: &Article, text: &str) -> DocumentView {
    let meta = &article.meta;
    let region = world.book.regions.get(meta.region);
    DocumentView {
        title: meta.title.lines().collect::<Vec<_>>().join(""),
        title_lines: headline::lines(&meta.title, text, longest_line(article.genre.name())),
        genre: article.genre.name().to_string(),
        region: region.map_or_else(String::new, |region| region.name.clone()),
        region_code: meta.region.to_string(),
        year: meta.year,
        date: day(meta.date),
        is_sample: meta.is_sample,
        keywords: meta.keywords.clone(),
        description: meta.description.clone(),
        site: world.book.settings.name.clone(),
        publisher: world.book.settings.publisher.clone(),
    }
}

/// Of a page of the genre.
fn columns(world: &World, genre: &Genre) -> u8 {
    let wanted = || world.theme.measures.get("feature-columns")?.parse().ok();
    if matches!(genre, Genre::Feature(_)) { wanted().unwrap_or(1) } else { 1 }
}

/// How many characters of the title's size fit in a line: 2号 in 156 mm, with some air.
pub(super) fn longest_line(genre: &str) -> usize {
    if genre == "feature" { 17 } else { 19 }
}

/// A date as a day: a year or a month stands for its first day where a whole date is needed.
pub(super) fn day(date: Date) -> DayView {
    DayView { year: date.year, month: date.month.unwrap_or(1), day: date.day.unwrap_or(1), text: date.to_string() }
}

/// The plain text of an article, for [`headline`].
pub(super) fn text_of(article: &Article) -> String {
    let mut text = article.meta.description.clone();
    for block in article.bodies_and_note().into_iter().flatten() {
        for inlines in inlines_of(block) {
            text.push_str(&plain_text(inlines));
            text.push('\n');
        }
    }
    text
}
