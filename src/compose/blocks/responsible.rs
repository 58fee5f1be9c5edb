//! ```` ```responsible ````: 责任单位, the units that answer for a clause.

use super::Fence;
use crate::compose::prose::Prose;
use crate::model::article::Block;
use crate::read::{Form, Mapping};

pub(super) fn block(prose: &mut Prose, _form: &Form, map: &Mapping, _fence: &Fence) -> Option<Block> {
    let units = prose.field_texts(&map.required(&["units", "单位"])?);
    let note = prose.field_text(map.field(&["note", "说明"]));
    Some(Block::Responsible { units, note })
}
