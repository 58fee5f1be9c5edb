//! From a 简报 to what its print template shows. Comes in: the bulletin and its article. Goes out: the view, the article cut
//! into its items. Lays nothing out.

use super::block::Galley;
use super::headline;
use super::inline::markup;
use super::report::longest_line;
use super::view::{BulletinView, ItemView, Markup};
use crate::model::article::{Article, Block, Bulletin, Inline, plain_text};

/// The longest last paragraph in brackets that is taken for a source: （县农业农村局供稿）.
const LONGEST_SOURCE: usize = 40;

/// `text`: what the document says, for titles that keep its words whole.
pub(super) fn view(bulletin: &Bulletin, article: &Article, text: &str, galley: &mut Galley) -> BulletinView {
    let distribution = &bulletin.distribution;
    let date = article.meta.date;
    let parts = article.parts.iter().map(|part| (part.title.as_str(), part.body.as_slice()));
    let first = Some((article.meta.title.as_str(), article.body.as_slice()));
    // Where the text begins with an item, the title of the front matter is that of the issue.
    let first = first.filter(|(_, body)| !body.is_empty() || article.parts.is_empty());
    BulletinView {
        name_lines: headline::lines(&bulletin.name, text, headline::LONGEST_NAME),
        kind: bulletin.kind.clone(),
        number: bulletin.number.of_its_kind(),
        serial: bulletin.number.since_the_first(),
        secrecy: bulletin.secrecy.clone(),
        copy: bulletin.copy.clone(),
        issuers: bulletin.issuers.clone(),
        lunar: if date.is_a_day() { crate::wording::lunar(date) } else { String::new() },
        has_note: !bulletin.editors_note.is_empty(),
        editors_note: Markup(galley.body(&bulletin.editors_note)),
        items: first.into_iter().chain(parts).map(|(title, body)| item(title, body, text, galley)).collect(),
        report: distribution.report.clone(),
        send: distribution.send.clone(),
        issue: distribution.issue.clone(),
        extra: distribution.extra.clone(),
        copies: distribution.copies.map_or_else(String::new, |copies| copies.to_string()),
    }
}

/// A first paragraph that is all emphasis names the author, a short last one in brackets says where the item is from.
fn item(title: &str, body: &[Block], text: &str, galley: &mut Galley) -> ItemView {
    let (byline, body) = match body {
        [Block::Paragraph(by), rest @ ..] if matches!(by.as_slice(), [Inline::Emphasis(_)]) => (by.as_slice(), rest),
        _ => (&[][..], body),
    };
    let is_source =
        |text: &str| text.starts_with('（') && text.ends_with('）') && text.chars().count() <= LONGEST_SOURCE;
    let (source, body) = match body {
        [rest @ .., Block::Paragraph(from)] if is_source(plain_text(from).trim()) => (from.as_slice(), rest),
        _ => (&[][..], body),
    };
    let byline = match byline {
        [Inline::Emphasis(inner)] => inner.as_slice(),
        _ => &[],
    };
    ItemView {
        title: title.lines().collect(),
        title_lines: headline::lines(title, text, longest_line("bulletin")),
        has_byline: !byline.is_empty(),
        byline: Markup(markup(byline, &galley.apparatus)),
        body: Markup(galley.body(body)),
        has_source: !source.is_empty(),
        source: Markup(markup(source, &galley.apparatus)),
    }
}
