//! From composed prose to HTML: the one place where an [`Inline`] becomes markup. Blocks are left to the templates.

use super::figure;
use super::page::Page;
use super::typeset::{escape, line, text};
use crate::model::article::{CaptionReference, Inline, LinkTarget, Literal};
use crate::plan::address;
use std::collections::BTreeMap;

/// Writes the runs of one page; it counts footnotes, so a page needs one of these.
pub struct Prose<'a> {
    page: Page<'a>,
    /// Footnote label → its number and how often it was referred to.
    notes: BTreeMap<String, (usize, usize)>,
}

impl<'a> Prose<'a> {
    pub fn on(page: Page<'a>) -> Self {
        Self { page, notes: BTreeMap::new() }
    }

    pub fn html(&mut self, inlines: &[Inline]) -> String {
        let mut html = String::new();
        inlines.iter().for_each(|inline| self.push(&mut html, inline));
        html
    }

    /// The number of a footnote, in the order in which the text refers to them, and how often it does.
    pub fn note(&mut self, label: &str) -> (usize, usize) {
        *self.note_entry(label)
    }

    fn note_entry(&mut self, label: &str) -> &mut (usize, usize) {
        let next = self.notes.len() + 1;
        self.notes.entry(label.to_string()).or_insert((next, 0))
    }

    fn push(&mut self, html: &mut String, inline: &Inline) {
        match inline {
            Inline::Text(plain) => html.push_str(&text(plain)),
            Inline::Figure(figure) => html.push_str(&figure::html(figure, self.page)),
            Inline::Literal(literal) => html.push_str(&literal_html(literal, self.page)),
            Inline::Strong(inner) => self.wrap(html, "strong", inner),
            Inline::Emphasis(inner) => self.wrap(html, "em", inner),
            Inline::Link { to, text } => {
                let inner = self.html(text);
                html.push_str(&self.link(to, &inner));
            }
            Inline::CaptionReference(CaptionReference { number, id, .. }) => {
                html.push_str(&anchor(&format!("#{id}"), &text(number)));
            }
            Inline::Code(code) => html.push_str(&format!("<code>{}</code>", escape(code))),
            Inline::FootnoteReference(label) => self.refer(html, label),
            Inline::Break => html.push_str("<br>"),
        }
    }

    fn wrap(&mut self, html: &mut String, element: &str, inner: &[Inline]) {
        html.push_str(&format!("<{element}>{}</{element}>", self.html(inner)));
    }

    /// A link of the text. A report that the site does not have stays text; `check` has told of it.
    fn link(&self, to: &LinkTarget, inner: &str) -> String {
        match to {
            LinkTarget::Address(address) => outside(address, inner),
            LinkTarget::Anchor(id) => anchor(&format!("#{id}"), inner),
            LinkTarget::Report { file, anchor: id } => match self.page.index.report_in(file) {
                Some(i) => {
                    let href = self.page.to(&address::report(&self.page.world.articles[i]));
                    anchor(&if id.is_empty() { href } else { format!("{href}#{id}") }, inner)
                }
                None => inner.to_string(),
            },
        }
    }

    fn refer(&mut self, html: &mut String, label: &str) {
        let note = self.note_entry(label);
        note.1 += 1;
        let (number, times) = *note;
        // Only the first reference is where the note leads back to; an id may stand once.
        let id = if times == 1 { format!(" id=\"fnref-{number}\"") } else { String::new() };
        let name = self.page.words.fill("footnote_number", &[("number", &number.to_string())]);
        html.push_str(&format!(
            "<sup class=\"noteref\"{id}><a href=\"#fn-{number}\" aria-label=\"{}\">{number}</a></sup>",
            escape(&name)
        ));
    }
}

fn literal_html(literal: &Literal, page: Page) -> String {
    match literal {
        Literal::Label(label) => format!("<span class=\"label\">{}</span>", line(label)),
        Literal::Cited { text, source } if source.is_empty() => {
            format!("<span class=\"cited\">{}</span>", line(text))
        }
        Literal::Cited { text, source } => {
            let title = page.words.fill("cited_from", &[("source", source)]);
            let number = page.sources.titled(source);
            format!("<span class=\"cited\" data-source=\"{number}\" title=\"{}\">{}</span>", escape(&title), line(text))
        }
    }
}

fn anchor(href: &str, inner: &str) -> String {
    format!("<a href=\"{}\">{inner}</a>", escape(href))
}

/// An address with a scheme that a reader can follow safely; what has another scheme stays text.
fn outside(to: &str, inner: &str) -> String {
    let to = to.trim();
    let scheme = to.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    match scheme.as_deref() {
        Some("http" | "https") => {
            format!("<a href=\"{}\" rel=\"nofollow noopener external\">{inner}</a>", escape(to))
        }
        Some("mailto" | "tel") => anchor(to, inner),
        _ => inner.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_safe_links_are_links() {
        for bad in
            ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "//evil.example/x", "", "vbscript:x"]
        {
            assert_eq!(outside(bad, "文"), "文", "{bad}");
        }
        assert_eq!(outside("mailto:a@b.cn", "文"), "<a href=\"mailto:a@b.cn\">文</a>");
        assert!(outside("https://example.gov.cn/?a=1&b=2", "文").contains("a=1&amp;b=2"));
    }
}
