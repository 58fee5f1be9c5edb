//! A text that is to be audited by itself, without a site: its words as one string, in whatever file they came. Knows no
//! encoding and no zip; those are `read::manuscript`'s.

use std::sync::Arc;

/// A text with the name under which findings about it are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manuscript {
    /// The path as it was given, with forward slashes; `-` for text from the standard input.
    pub file: Arc<str>,
    /// Decoded, without a byte order mark; line ends are kept, so that byte places are true.
    pub text: Arc<str>,
    pub kind: ManuscriptKind,
}

/// What the lines of a manuscript are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ManuscriptKind {
    /// A paragraph ends at an empty line; marks of Markdown may stand in it.
    Markdown,
    /// Every line is a paragraph.
    Plain,
    /// Every line is a paragraph or a row of a table, its cells separated by tabs.
    Word,
}
