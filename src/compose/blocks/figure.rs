//! ```` ```figure ````: one number of the book, set large above its caption. It can only be a reference, so it cannot differ
//! from the data.

use super::{Fence, span};
use crate::compose::prose::Prose;
use crate::model::article::{Block, Inline, KeyFigure};
use crate::read::{Form, Mapping};

pub(super) fn block(prose: &mut Prose, _form: &Form, map: &Mapping, _fence: &Fence) -> Option<Block> {
    let field = map.required(&["value", "数"])?;
    let before = prose.findings.len();
    let value = prose.field(&field);
    let caption = map.required_words(&["caption", "说明"]).map(|field| prose.field(&field)).unwrap_or_default();
    let span = span(map);
    let is_one_figure = matches!(value.as_slice(), [Inline::Figure(_)]);
    // A reference that failed has been told.
    if !is_one_figure && prose.findings.len() == before {
        field.tell_wrong_shape("一个引用，前后不加字", "one reference and nothing else", "\"{{ 指标 }}\"");
    }
    is_one_figure.then_some(Block::KeyFigure(KeyFigure { value, caption, span }))
}
