//! From inlines to Typst markup, the only place where this happens. Comes in: the text of one paragraph, cell or caption.
//! Goes out: markup made of string expressions, `strong`, `emph`, `link`, `raw`, `footnote`. Lays nothing out.
//!
//! Text, figures and literals that follow each other become one string, so that joiners see over their borders.

use super::addresses::breakable;
use super::block;
use super::escape::{broken, ending, expression, literal};
use super::record::Marks;
use crate::model::Figure;
use crate::model::article::{Block, Inline, LinkTarget};
use std::collections::BTreeMap;

/// What a run of text can refer to.
#[derive(Clone, Default)]
pub(super) struct Apparatus<'a> {
    /// The notes of an article by their labels.
    pub notes: BTreeMap<&'a str, &'a [Block]>,
    /// Where it shall be seen later on which page a figure stands.
    pub marks: Option<&'a Marks<'a>>,
}

impl Apparatus<'_> {
    fn mark(&self, figure: &Figure) -> String {
        self.marks.map_or_else(String::new, |marks| marks.of(figure))
    }

    /// For text that is repeated elsewhere, as a heading is among the bookmarks.
    pub fn unmarked(&self) -> Self {
        Self { marks: None, ..self.clone() }
    }
}

/// Some inlines as markup, without brackets around.
pub(super) fn markup(inlines: &[Inline], apparatus: &Apparatus) -> String {
    let mut out = String::new();
    let mut plain = String::new();
    for inline in inlines {
        let element = match inline {
            Inline::Text(text) => {
                plain.push_str(text);
                continue;
            }
            Inline::Figure(figure) => {
                plain.push_str(&apparatus.mark(figure));
                plain.push_str(&figure.text);
                continue;
            }
            Inline::Literal(literal) => {
                plain.push_str(&apparatus.marks.map_or_else(String::new, |marks| marks.of(literal)));
                plain.push_str(literal.text());
                continue;
            }
            Inline::Strong(inner) => format!("#strong[{}];", markup(inner, apparatus)),
            Inline::Emphasis(inner) => format!("#emph[{}];", markup(inner, apparatus)),
            Inline::Link { to, text } => link(to, &markup(text, apparatus)),
            Inline::CaptionReference(reference) => expression(&reference.number),
            Inline::Code(code) => broken(&breakable(code), |part| format!("#raw({});", literal(part))),
            Inline::FootnoteReference(label) => footnote(label, apparatus),
            Inline::Break => "#linebreak();".to_string(),
        };
        out.push_str(&expression(&std::mem::take(&mut plain)));
        out.push_str(&element);
    }
    out.push_str(&ending(&plain));
    out
}

/// The same as a content block, for code.
pub(super) fn content(inlines: &[Inline], apparatus: &Apparatus) -> String {
    format!("[{}]", markup(inlines, apparatus))
}

/// Only addresses that lead somewhere from paper or a saved file stay links.
fn link(to: &LinkTarget, text: &str) -> String {
    let is_safe = |to: &String| ["https://", "http://", "mailto:"].iter().any(|scheme| to.starts_with(scheme));
    match to {
        LinkTarget::Address(to) if is_safe(to) => format!("#link({})[{text}];", literal(to)),
        _ => text.to_string(),
    }
}

fn footnote(label: &str, apparatus: &Apparatus) -> String {
    // A note within a note would never end; the inner reference is left out.
    let within = Apparatus { notes: BTreeMap::new(), marks: apparatus.marks };
    let note = apparatus.notes.get(label);
    note.map_or_else(String::new, |blocks| format!("#footnote[{}];", block::run_together(blocks, &within)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Inline {
        Inline::Text(text.to_string())
    }

    #[test]
    fn neighbours_become_one_string() {
        let inlines = [text("到位"), text("1.67亿元"), Inline::Strong(vec![text("增长")]), text("。")];
        assert_eq!(
            markup(&inlines, &Apparatus::default()),
            "#\"到位1.67\u{2060}亿\u{2060}元\";#strong[#\"增长\";];#\"。\";"
        );
    }

    #[test]
    fn only_outer_links_stay() {
        let link = |to| markup(&[Inline::Link { to, text: vec![text("此")] }], &Apparatus::default());
        let to = |to: &str| link(LinkTarget::Address(to.into()));
        assert_eq!(link(LinkTarget::Anchor("s1".into())), "#\"此\";");
        assert_eq!(to("https://a.b/\"]"), "#link(\"https:\\u{2f}\\u{2f}a.b\\u{2f}\\u{22}\\u{5d}\")[#\"此\";];");
        assert_eq!(to("javascript:x"), "#\"此\";");
    }

    #[test]
    fn a_footnote_stands_where_it_is_referred_to() {
        let body = [Block::Paragraph(vec![text("注")])];
        let notes = Apparatus { notes: BTreeMap::from([("a", &body[..])]), marks: None };
        let reference = |label: &str| markup(&[Inline::FootnoteReference(label.into())], &notes);
        assert_eq!(reference("a"), "#footnote[#\"注\";];");
        assert_eq!(reference("b"), "");
    }
}
